//! Text that comes into the form at once: a line into its field, several into rows of their own.

use super::{FormField, NoteForm, ROOM, note};
use crate::exchange;
use crate::ui::input::text_field::TextField;

impl NoteForm {
    /// Inserts a pasted line; several lines may be several notes.
    pub(super) fn accept_paste(&mut self, text: &str) {
        if let FormField::Row(row) = self.current_field() {
            return self.insert_rows(row, text);
        }
        let count = if self.origin.is_none() && text.trim().contains('\n') {
            exchange::count_notes(text)
        } else {
            0
        };
        if count > 1 {
            self.pasted = Some((text.to_string(), count));
        } else {
            self.insert(text.trim_end());
        }
    }

    pub(super) fn insert(&mut self, text: &str) {
        self.message = None;
        let form_field = self.current_field();
        if let Some(field) = self.field_mut(form_field) {
            field.insert(&note::to_one_line(text));
        }
        self.grow();
    }

    /// Puts a line into each step or item from this one on.
    fn insert_rows(&mut self, row: usize, text: &str) {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        self.insert(lines.next().unwrap_or_default());
        let fresh = |line: &str| {
            let mut field = TextField::default().with_room(ROOM);
            field.insert(line.trim());
            field
        };
        let fresh: Vec<TextField> = lines.map(fresh).collect();
        self.index += fresh.len();
        let below = row + 1;
        self.rows.splice(below..below, fresh);
        self.grow();
    }

    /// Keeps an empty row below the steps or items.
    pub(super) fn grow(&mut self) {
        if self.rows.last().is_none_or(|row| !row.text().is_empty()) {
            self.rows.push(TextField::default().with_room(ROOM));
        }
    }
}
