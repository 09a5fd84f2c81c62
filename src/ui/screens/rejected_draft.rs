//! The dialog for an edited note that can't be saved: its fault, and what to do with the draft.

use super::confirm::{DialogButton, view};
use crate::fault::Fault;
use crate::store::NoteDraft;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::Effect;

/// A draft with a fault in it.
#[derive(Debug)]
pub struct RejectedDraft {
    /// The draft as it was left.
    pub draft: NoteDraft,
    /// The fault.
    pub fault: Fault,
}

/// The choices.
const WAYS: [DialogButton; 3] = [
    DialogButton { message: "Edit the draft again", action: Action::EditText },
    DialogButton { message: "Keep the draft for later", action: Action::Back },
    DialogButton { message: "Delete the draft", action: Action::Discard },
];

impl Screen for RejectedDraft {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Draft, Context::Always]
    }

    fn update(&mut self, _: &ScreenContext, action: Action, _: Option<char>) -> Option<Command> {
        let draft = self.draft.clone();
        match action {
            Action::EditText => Some(Command::close_and(Command::Effect(Effect::EditAgain(draft)))),
            Action::Back => Some(Command::All(vec![
                Command::Close,
                Command::KeepDraft(draft),
                Command::Notify("The draft is kept: Home offers it again".to_string()),
            ])),
            Action::Discard => {
                let message = Command::Notify("The note has not changed".to_string());
                Some(Command::All(vec![
                    Command::Close,
                    message,
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
            "The note was not saved",
            &self.fault.to_string(),
            &WAYS,
        );
    }
}
