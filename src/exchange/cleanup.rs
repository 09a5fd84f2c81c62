//! Sanitizing imported text: nothing in it acts on a terminal, wherever it ends up.

use std::borrow::Cow;

use crate::deck::{Note, NoteBody};
use crate::text::sanitize;

/// A text that is safe, without blanks around it.
pub(super) fn text(text: &str) -> String {
    sanitize::safe(text.trim()).trim().to_string()
}

/// A text that is safe, on one line.
pub(super) fn line(text: &str) -> String {
    sanitize::safe_line(text.trim()).trim().to_string()
}

/// Makes every text of a note safe.
pub(super) fn note(note: &mut Note) {
    clean(&mut note.id);
    note.details.each_text_mut(clean);
    match &mut note.body {
        NoteBody::Pair { term, definition } => [term, definition].into_iter().for_each(clean),
        NoteBody::Question { question, answer } => [question, answer].into_iter().for_each(clean),
        NoteBody::Cloze { term, text } => term.iter_mut().chain([text]).for_each(clean),
        NoteBody::Steps { term, intro, steps: list, .. }
        | NoteBody::List { term, intro, items: list } => {
            [term].into_iter().chain(intro).chain(list).for_each(clean);
        }
    }
}

fn clean(text: &mut String) {
    if let Cow::Owned(clean) = sanitize::safe(text) {
        *text = clean;
    }
}
