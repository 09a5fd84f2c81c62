//! A draft that can't be put into its deck: what is wrong with it, and the way on.

use super::confirm::{DialogButton, view};
use crate::fault::Fault;
use crate::store::NoteDraft;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::Effect;

/// A draft that was left with something wrong in it.
#[derive(Debug)]
pub struct RejectedDraft {
    /// The draft as the person left it.
    pub draft: NoteDraft,
    /// What is wrong with it.
    pub fault: Fault,
}

/// The ways on.
const WAYS: [DialogButton; 2] = [
    DialogButton { says: "Edit the draft again", action: Action::EditText },
    DialogButton { says: "Keep the note as it was", action: Action::Back },
];

impl Screen for RejectedDraft {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Draft, Context::Always]
    }

    fn update(&mut self, _: &ScreenContext, action: Action, _: Option<char>) -> Option<Command> {
        let draft = self.draft.clone();
        match action {
            Action::EditText => Some(Command::close_and(Command::Effect(Effect::EditAgain(draft)))),
            Action::Back => {
                let says = Command::Notify("The note is as it was".to_string());
                Some(Command::All(vec![
                    Command::Close,
                    says,
                    Command::Effect(Effect::Discard(draft)),
                ]))
            }
            _ => None,
        }
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        view(
            (&shared.keymap, self.contexts()),
            canvas,
            "The note was not taken",
            &self.fault.to_string(),
            &WAYS,
        );
    }
}
