//! The cards with progress, each with its note: looked up all at once, which is far quicker than
//! one by one when there are many.

use crate::deck::CardKind;
use crate::library::LibraryCard;
use crate::library::{DeckIx, Library, NoteIx, id_key};
use crate::memory::{CardId, Ledger, Progress};
use crate::text::fold::fold;

/// The cards of a ledger that the library has.
pub struct KnownCards<'a> {
    /// The notes.
    pub library: &'a Library,
    /// The progress of the cards.
    pub ledger: &'a Ledger,
    cards: Vec<(LibraryCard, &'a CardId, &'a Progress)>,
}

impl<'a> KnownCards<'a> {
    /// Finds the note of every card of the ledger.
    pub fn new(library: &'a Library, ledger: &'a Ledger) -> KnownCards<'a> {
        let all: Vec<(&CardId, &Progress)> = ledger.iter().collect();
        let mut wanted: Vec<WantedCard> = Vec::with_capacity(all.len());
        for (at, (id, _)) in (0..).zip(&all) {
            let Some((deck, note)) = id.note().split_once('/') else { continue };
            if let (Some(deck), Some(card)) =
                (library.find_deck(deck), CardKind::from_name(id.card()))
            {
                wanted.push(WantedCard { deck, key: id_key(deck, note), card, at });
            }
        }
        // In the order of the library's keys: one walk along both finds them all.
        wanted.sort_unstable_by_key(|wanted| (wanted.deck, wanted.key));
        let mut cards = Vec::with_capacity(wanted.len());
        for same_deck in wanted.chunk_by(|a, b| a.deck == b.deck) {
            let mut filed = library.ids[same_deck[0].deck.index()].as_slice();
            for wanted in same_deck {
                let passed = filed.iter().take_while(|(other, _)| *other < wanted.key).count();
                filed = &filed[passed..];
                let (id, progress) = all[wanted.at as usize];
                if let Some(note) = note(library, wanted.key, id, filed) {
                    cards.push((LibraryCard { note, card: wanted.card }, id, progress));
                }
            }
        }
        KnownCards { library, ledger, cards }
    }

    /// Every card with its name and its progress.
    pub fn cards(&self) -> impl Iterator<Item = (LibraryCard, &'a CardId, &'a Progress)> {
        self.cards.iter().copied()
    }
}

/// A card whose note is looked for.
struct WantedCard {
    deck: DeckIx,
    key: u64,
    card: CardKind,
    /// Its place in the ledger's own order.
    at: u32,
}

/// The note of that key. Ids are only compared where two notes share the key: comparing each would
/// cost more than all the rest.
fn note(library: &Library, key: u64, id: &CardId, filed: &[(u64, NoteIx)]) -> Option<NoteIx> {
    let same = filed.iter().take_while(|(other, _)| *other == key).count();
    if same < 2 {
        return filed.first().filter(|(other, _)| *other == key).map(|&(_, note)| note);
    }
    let (_, name) = id.note().split_once('/')?;
    let folded = fold(name);
    filed[..same].iter().map(|&(_, note)| note).find(|&note| library.names.id(note) == folded)
}
