//! A draft that can't be put into its deck: what is wrong with it, and the way on.

use super::confirm::{Way, view};
use crate::fault::Fault;
use crate::store::Draft;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::{Pane, Shared, Wish};
use crate::ui::shell::message::Effect;

/// A draft that was left with something wrong in it.
#[derive(Debug)]
pub struct Refused {
    /// The draft as the person left it.
    pub draft: Draft,
    /// What is wrong with it.
    pub fault: Fault,
}

/// The ways on.
const WAYS: [Way; 2] = [
    Way { says: "Edit the draft again", action: Action::EditText },
    Way { says: "Keep the note as it was", action: Action::Back },
];

impl Pane for Refused {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Draft, Context::Always]
    }

    fn update(&mut self, _: &Shared, action: Action, _: Option<char>) -> Option<Wish> {
        let draft = self.draft.clone();
        match action {
            Action::EditText => Some(Wish::close(Wish::Do(Effect::EditAgain(draft)))),
            Action::Back => {
                let says = Wish::Say("The note is as it was".to_string());
                Some(Wish::All(vec![Wish::Close, says, Wish::Do(Effect::Discard(draft))]))
            }
            _ => None,
        }
    }

    fn view(&self, shared: &Shared, canvas: &mut Canvas<'_>) {
        view(
            (&shared.keymap, self.contexts()),
            canvas,
            "The note was not taken",
            &self.fault.to_string(),
            &WAYS,
        );
    }
}
