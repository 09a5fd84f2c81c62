//! What names a deck, a topic, a note and a card within a library, and the key that ids are sorted
//! by.

use std::hash::Hasher;

use crate::deck::CardKind;

/// A note of a library, as a number: valid for this library only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteIx(pub u32);

impl NoteIx {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A deck of a library, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeckIx(pub u32);

impl DeckIx {
    /// The place in [`super::Library::decks`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A topic of one of the decks, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicIx(pub u16);

/// A card of a note of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LibraryCard {
    /// The note.
    pub note: NoteIx,
    /// Which of its cards.
    pub card: CardKind,
}

/// The key under which an id is filed: a hash of the deck's number and the id, eight bytes
/// at a time.
pub fn id_key(deck: DeckIx, id: &str) -> u64 {
    let mix = |hash: u64, word: u64| {
        let mixed = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 32)
    };
    let (words, rest) = id.as_bytes().as_chunks::<8>();
    let hash =
        words.iter().fold(u64::from(deck.0), |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(mix(hash, u64::from_le_bytes(last)), id.len() as u64)
}

/// A hasher for keys that are hashes already.
#[derive(Debug, Default)]
pub(super) struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only u64 keys are hashed");
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
