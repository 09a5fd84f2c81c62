//! What notes are known by: the exact name, and hashes that find equal ones among many.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::deck::fields::FIELDS;
use crate::deck::{Note, NoteBody};
use crate::text::cloze::ClozeText;
use crate::text::fold::exact;
use crate::text::markup;

/// What a note is called: its term or question, or a fill-in's text with its blanks filled.
pub(super) fn name_of(note: &Note) -> String {
    match &note.body {
        NoteBody::Cloze { term: None, text } => markup::plain(
            &ClozeText::parse(text).map_or_else(|_| text.clone(), |cloze| cloze.filled()),
        ),
        body => markup::plain(body.term().unwrap_or_default()),
    }
}

/// What two notes of one name have in common: the name to the letter. `schön` is not `schon`.
pub(super) fn key(note: &Note) -> String {
    exact(&name_of(note))
}

/// A hash of all of a note's texts.
pub(super) fn content_hash(note: &Note) -> u64 {
    let mut hasher = DefaultHasher::new();
    note.kind().hash(&mut hasher);
    for (i, field) in FIELDS.iter().enumerate() {
        if let Some(value) = field.value(note) {
            i.hash(&mut hasher);
            value.each_text(|text| text.hash(&mut hasher));
        }
    }
    hasher.finish()
}

/// A hash of what a note asks and answers, whatever else it has, and whether one way or both.
pub(super) fn body_hash(body: &NoteBody) -> u64 {
    let mut hasher = DefaultHasher::new();
    match body {
        NoteBody::Pair { term: front, definition: back }
        | NoteBody::Question { question: front, answer: back } => {
            (0, front, back).hash(&mut hasher);
        }
        NoteBody::Cloze { text, .. } => (1, text).hash(&mut hasher),
        NoteBody::Steps { term, steps: list, .. } => (2, term, list).hash(&mut hasher),
        NoteBody::List { term, items: list, .. } => (3, term, list).hash(&mut hasher),
    }
    hasher.finish()
}
