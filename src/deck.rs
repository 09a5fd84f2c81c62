//! Deck files: notes, the cards that they make, and what is wrong with them.
//!
//! [`note`] is the vocabulary, [`parse`] reads one note or head exactly (with `ron`), [`outline`]
//! finds every note of a file fast and keeps the good ones when some are bad, [`lint`] looks at a
//! whole deck, [`draft`] is a note in an editor's hands, [`revision`] changes one note of a file
//! and [`mod@patch`] many, [`mod@write`] sets notes and heads down. Nothing here knows the disk
//! (texts come in as [`SourceFile`]s), progress or the screen.

pub mod card;
pub mod draft;
pub mod fields;
pub mod figure;
pub mod full_deck;
pub mod head;
pub mod lint;
pub mod note;
pub mod note_media;
mod note_reader;
pub mod outline;
pub mod parse;
pub mod parse_errors;
pub mod patch;
mod revise;
pub mod revision;
mod scan;
pub mod source;
pub mod write;

pub use card::{CardKind, cards_of_cloze};
pub use figure::Figure;
pub use full_deck::FullDeck;
pub use head::{ConfusableSet, DeckHead, FORMAT, Topic, WrongAnswer};
pub use note::{Contrast, Details, Note, NoteBody, NoteKind};
pub use outline::{NoteOutline, OutlineSink};
pub use patch::Patch;
pub use revise::revised;
pub use revision::{NotePosition, Revision};
pub use source::{DeckText, SourceFile};
