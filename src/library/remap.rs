//! From the notes of one collection to the same notes of the next, after the decks were read anew.

use super::{Collection, Item, NoteIx};

/// Two readings of the decks. Notes are known again by their ids, as progress knows them.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'a> {
    /// The notes as they were.
    pub old: &'a Collection,
    /// The notes as they are.
    pub new: &'a Collection,
}

impl Moved<'_> {
    /// Returns the same note in the new collection, if it is still there.
    pub fn note(&self, note: NoteIx) -> Option<NoteIx> {
        let deck = self.new.find_deck(&self.old.decks[self.old.deck(note)].head.id)?;
        self.new.find(deck, &self.old.id(note))
    }

    /// Returns the same card in the new collection, if its note is still there; the note may have
    /// lost the card.
    pub fn item(&self, item: Item) -> Option<Item> {
        self.note(item.note).map(|note| Item { note, ..item })
    }

    /// Whether the note says what it said.
    pub fn is_same(&self, old: NoteIx, new: NoteIx) -> bool {
        self.old.source_text(old) == self.new.source_text(new)
    }
}
