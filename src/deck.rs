//! What a deck file says: notes, their cards' raw material, and what is wrong with them.
//!
//! [`note`] is the vocabulary, [`parse`] reads one note or head exactly (with `ron`), [`outline`]
//! finds every note of a file fast and keeps the good ones when some are bad, [`lint`] looks at a
//! whole deck, [`draft`] is a note in an editor's hands, [`revision`] changes one note of a file
//! and [`mod@patch`] many, [`mod@write`] sets notes and heads down. The deck room knows no disk
//! (texts come in as [`SourceFile`]s), no progress and no screen.

pub mod card;
pub mod draft;
pub mod fields;
pub mod figure;
pub mod full_deck;
pub mod head;
pub mod lint;
pub mod note;
pub mod outline;
pub mod parse;
pub mod parse_errors;
pub mod patch;
mod revise;
pub mod revision;
mod scan;
pub mod write;

pub use card::{CardKind, cards_of_cloze};
pub use figure::Figure;
pub use full_deck::FullDeck;
pub use head::{ConfusableSet, DeckHead, Topic, WrongAnswer};
pub use note::{Contrast, Note, NoteBody, NoteKind};
pub use outline::{NoteOutline, OutlineSink};
pub use patch::Patch;
pub use revise::revised;
pub use revision::{NotePosition, Revision};

/// The newest version of the deck format that this program reads and writes.
pub const FORMAT: u32 = 1;

/// One file of a deck: its name as the user would say it, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name shown in messages.
    pub name: String,
    /// The whole text.
    pub text: std::borrow::Cow<'static, str>,
}

/// The files of one deck as they were found: the head first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckText {
    /// The name to fall back on when the head has no usable id: the file's or folder's stem.
    pub stem: String,
    /// Whether the deck is the one compiled in.
    pub bundled: bool,
    /// The files; the first holds the head.
    pub files: Vec<SourceFile>,
}
