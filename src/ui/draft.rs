//! A draft that can't be put into its deck: what is wrong with it, and the way on.

use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::canvas::Canvas;
use super::overlay::{lines, place};
use super::theme::Role;
use crate::fault::Fault;
use crate::store::Draft;

/// A draft that was left with something wrong in it.
#[derive(Debug)]
pub struct Refused {
    /// The draft as the person left it.
    pub draft: Draft,
    /// What is wrong with it.
    pub fault: Fault,
}

/// The ways on.
const WAYS: [(&str, &str, Action); 2] =
    [("Enter", "Edit the draft again", Action::EditNote), ("Esc", "Keep the note as it was", Action::Back)];

impl Refused {
    /// Draws it over the pane.
    pub fn view(&self, canvas: &mut Canvas<'_>, screen: Rect) {
        let most = place(screen);
        let told = lines(&self.fault.to_string(), most.width.saturating_sub(4));
        let height = (told.len() as u16 + WAYS.len() as u16 + 3).min(most.height);
        let area = canvas.overlay(Rect { height, ..most }, "The note was not taken");
        let ways = area.bottom().saturating_sub(WAYS.len() as u16);
        for (line, y) in told.iter().zip(area.y..ways) {
            canvas.text(area.x, y, area.width, line, Role::Text);
        }
        for ((key, says, action), y) in WAYS.into_iter().zip(ways..) {
            canvas.text(area.x, y, 6, key, Role::Key);
            canvas.text(area.x + 7, y, area.width.saturating_sub(7), says, Role::Text);
            canvas.click(Rect { y, height: 1, ..area }, action);
        }
        canvas.cursor = Some((Position { x: area.x, y: ways }, false));
    }
}
