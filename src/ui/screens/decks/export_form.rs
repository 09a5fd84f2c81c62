//! The field for the file that a deck is exported to.

use std::fmt::Write;

use ratatui::layout::Rect;

use crate::session::export;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::text_field::TextField;
use crate::ui::shell::message::JobId;
use crate::ui::view::popup::wrap_plain;

/// What the offered name ends in.
const ENDING: &str = if cfg!(feature = "anki") { "apkg" } else { "csv" };

/// The file that a deck is to be written into.
#[derive(Debug)]
pub(super) struct ExportForm {
    field: TextField,
    /// The job that writes it.
    pub(super) job: Option<JobId>,
}

impl ExportForm {
    /// A form with the name of a file.
    pub(super) fn new(name: &str) -> ExportForm {
        ExportForm { field: TextField::with_text(name).with_room(4000), job: None }
    }

    /// The name that is offered for a deck's file.
    pub(super) fn usual_name(deck: &str) -> String {
        format!("~/{deck}.{ENDING}")
    }

    /// The name of the file, as it is typed.
    pub(super) fn name(&self) -> &str {
        self.field.text()
    }

    pub(super) fn field(&mut self) -> &mut TextField {
        &mut self.field
    }

    /// What asks whether to replace the file.
    pub(super) fn question(&self) -> String {
        format!("{} already exists. Its content will be lost.", self.field.text().trim())
    }

    /// Draws it over the lower part of the screen.
    pub(super) fn view(&self, canvas: &mut Canvas<'_>, screen: Rect) {
        let mut hint = "The ending sets the format:".to_string();
        for ending in export::endings() {
            _ = write!(hint, " .{ending}");
        }
        hint.push_str(". Progress is not exported.");
        let lines = wrap_plain(&hint, screen.width.saturating_sub(4));
        let height = (3 + lines.len() as u16).min(screen.height);
        let area = Rect { y: screen.bottom().saturating_sub(height), height, ..screen };
        let inside = canvas.overlay(area, "Export this deck to which file?");
        self.field.view(canvas, Rect { height: 1, ..inside });
        for (line, y) in lines.iter().zip(inside.y + 1..inside.bottom()) {
            canvas.text(inside.x, y, inside.width, line, Role::Dim);
        }
    }
}
