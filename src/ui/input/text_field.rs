//! A text field of one line.

use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use super::action::{Action, FieldEdit};
use crate::text::sanitize::clean_line;
use crate::text::width::{graphemes, width};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;

/// A field holds at most this many characters; a paste of more is cut.
const LONGEST: usize = 400;

/// One line, with a cursor that moves by whole characters as people see them.
#[derive(Clone, Debug)]
pub struct TextField {
    input: Input,
    room: usize,
}

impl Default for TextField {
    fn default() -> TextField {
        TextField { input: Input::default(), room: LONGEST }
    }
}

impl TextField {
    /// A field that holds `text`, the cursor at its end.
    pub fn with_text(text: &str) -> TextField {
        TextField { input: Input::new(text.to_string()), room: LONGEST }
    }

    /// The same field with another limit on its characters.
    #[must_use]
    pub fn with_room(self, characters: usize) -> TextField {
        TextField { room: characters, ..self }
    }

    /// Sets the text, with so many characters before the cursor.
    pub fn set(&mut self, text: &str, cursor: usize) {
        self.input = Input::new(text.to_string()).with_cursor(cursor);
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The text before the cursor, and the text after it.
    pub fn around_cursor(&self) -> (&str, &str) {
        self.text().split_at(self.cursor_byte())
    }

    /// Types text at the cursor: a character, or a paste, whose line breaks become spaces.
    pub fn insert(&mut self, text: &str) {
        let room = self.room.saturating_sub(self.text().chars().count());
        let line = clean_line(text);
        let (before, after) = self.text().split_at(self.cursor_byte());
        let new: String = line.chars().take(room).collect();
        let cursor = before.chars().count() + new.chars().count();
        self.input = Input::new(format!("{before}{new}{after}")).with_cursor(cursor);
    }

    /// Edits as a shell line does.
    pub fn edit(&mut self, edit: FieldEdit) {
        let request = match edit {
            FieldEdit::Left => InputRequest::GoToPrevChar,
            FieldEdit::Right => InputRequest::GoToNextChar,
            FieldEdit::WordLeft => InputRequest::GoToPrevWord,
            FieldEdit::WordRight => InputRequest::GoToNextWord,
            FieldEdit::Start => InputRequest::GoToStart,
            FieldEdit::End => InputRequest::GoToEnd,
            FieldEdit::To(characters) => InputRequest::SetCursor(characters),
            FieldEdit::Backspace => InputRequest::DeletePrevChar,
            FieldEdit::Delete => InputRequest::DeleteNextChar,
            FieldEdit::DeleteWord => InputRequest::DeletePrevWord,
            FieldEdit::DeleteLine => InputRequest::DeleteLine,
            FieldEdit::DeleteToEnd => InputRequest::DeleteTillEnd,
        };
        self.input.handle(request);
    }

    /// Draws the field, scrolled so that the cursor shows; a click moves the cursor.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if area.width < 2 {
            return;
        }
        let scroll = self.input.visual_scroll(area.width as usize - 1);
        let mut skipped = 0;
        let start = self.text().char_indices().find(|(_, c)| {
            let here = skipped;
            skipped += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            here >= scroll
        });
        let shown = start.map_or("", |(at, _)| &self.text()[at..]);
        canvas.text(area.x, area.y, area.width, shown, Role::Text);
        let before = start.map_or(0, |(at, _)| self.text()[..at].chars().count());
        add_click_targets(canvas, Rect { height: 1, ..area }, shown, before);
        let x =
            area.x + (self.input.visual_cursor().saturating_sub(scroll) as u16).min(area.width - 1);
        canvas.cursor = Some((Position { x, y: area.y }, true));
    }

    fn cursor_byte(&self) -> usize {
        self.text().char_indices().nth(self.input.cursor()).map_or(self.text().len(), |(at, _)| at)
    }
}

/// Makes a click on a character put the cursor before it, and one after the text at its end.
fn add_click_targets(canvas: &mut Canvas<'_>, area: Rect, shown: &str, mut before: usize) {
    canvas.click(area, Action::Edit(FieldEdit::End));
    let mut x = area.x;
    for grapheme in graphemes(shown) {
        let columns = width(grapheme) as u16;
        if x + columns > area.right() {
            break;
        }
        canvas.click(Rect { x, width: columns, ..area }, Action::Edit(FieldEdit::To(before)));
        x += columns;
        before += grapheme.chars().count();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_edits_by_whole_characters() {
        let mut field = TextField::with_text("naïve 👩‍👩‍👧");
        field.edit(FieldEdit::Backspace);
        assert_eq!(field.text(), "naïve ");
        field.edit(FieldEdit::Start);
        field.insert("so ");
        assert_eq!(field.text(), "so naïve ");
        field.edit(FieldEdit::DeleteToEnd);
        assert_eq!(field.text(), "so ");
    }

    #[test]
    fn a_paste_is_one_line_and_has_a_limit() {
        let mut field = TextField::default();
        field.insert("two\nlines\u{1b}[31m");
        assert_eq!(field.text(), "two lines␛[31m");
        field.insert(&"x".repeat(10_000));
        assert_eq!(field.text().chars().count(), LONGEST);
    }
}
