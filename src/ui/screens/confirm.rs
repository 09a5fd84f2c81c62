//! The dialog that confirms a deletion, and what dialogs with buttons share.

use ratatui::layout::{Position, Rect};

use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::{Context, Keymap};
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::Effect;
use crate::ui::view::popup::{popup_area, wrap_plain};

/// Asks whether to delete a note.
#[derive(Debug)]
pub struct DeleteDialog {
    /// The deck's id.
    pub deck: String,
    /// The note's id.
    pub note: String,
    /// The question.
    pub message: String,
}

/// The choices.
const WAYS: [DialogButton; 2] = [
    DialogButton { message: "Delete it", action: Action::DeleteNote },
    DialogButton { message: "Keep it", action: Action::Back },
];

impl Screen for DeleteDialog {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Deletion, Context::Always]
    }

    fn update(&mut self, _: &ScreenContext, action: Action, _: Option<char>) -> Option<Command> {
        match action {
            Action::DeleteNote => {
                let removal = Effect::RemoveNote(self.deck.clone(), self.note.clone());
                Some(Command::close_and(Command::Effect(removal)))
            }
            Action::Back => Some(Command::Close),
            _ => None,
        }
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        view((&shared.keymap, self.contexts()), canvas, "Delete this note?", &self.message, &WAYS);
    }
}

/// A choice of a dialog.
pub(super) struct DialogButton {
    /// What it does.
    pub(super) message: &'static str,
    /// Its action.
    pub(super) action: Action,
}

/// Draws a dialog: a text, and a line for each button.
pub(super) fn view(
    (keymap, contexts): (&Keymap, &[Context]),
    canvas: &mut Canvas<'_>,
    title: &str,
    text: &str,
    ways: &[DialogButton],
) {
    let most = popup_area(canvas.buffer.area);
    let lines = wrap_plain(text, most.width.saturating_sub(4));
    let height = (lines.len() as u16 + ways.len() as u16 + 3).min(most.height);
    let area = canvas.overlay(Rect { height, ..most }, title);
    let first = area.bottom().saturating_sub(ways.len() as u16);
    for (line, y) in lines.iter().zip(area.y..first) {
        canvas.text(area.x, y, area.width, line, Role::Text);
    }
    for (way, y) in ways.iter().zip(first..) {
        canvas.text(
            area.x,
            y,
            6,
            &keymap.key_for(contexts, way.action).unwrap_or_default(),
            Role::Key,
        );
        canvas.text(area.x + 7, y, area.width.saturating_sub(7), way.message, Role::Text);
        canvas.click(Rect { y, height: 1, ..area }, way.action);
    }
    canvas.cursor = Some((Position { x: area.x, y: first }, false));
}
