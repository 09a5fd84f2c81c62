//! From the notes of one library to the same notes of the next, after the decks were read anew.

use super::{Library, LibraryCard, NoteIx};

/// Two readings of the decks. Notes are known again by their ids, as progress knows them.
#[derive(Clone, Copy, Debug)]
pub struct Remap<'a> {
    /// The notes as they were.
    pub old: &'a Library,
    /// The notes as they are.
    pub new: &'a Library,
}

impl Remap<'_> {
    /// Returns the same note in the new library, if it is still there.
    pub fn note(&self, note: NoteIx) -> Option<NoteIx> {
        let deck = self.new.find_deck(&self.old.decks[self.old.deck(note)].head.id)?;
        self.new.find(deck, &self.old.id(note))
    }

    /// Returns the same card in the new library, if its note is still there; the note may have
    /// lost the card.
    pub fn item(&self, item: LibraryCard) -> Option<LibraryCard> {
        self.note(item.note).map(|note| LibraryCard { note, ..item })
    }

    /// Whether the note says what it said.
    pub fn is_same(&self, old: NoteIx, new: NoteIx) -> bool {
        self.old.source_text(old) == self.new.source_text(new)
    }
}
