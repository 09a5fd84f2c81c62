//! The cards that were studied, each with its place among the notes: found all at once, which is far quicker than one
//! by one when there are many.

use super::cards::Item;
use super::{Collection, NoteIx, id_key};
use crate::deck::Card;
use crate::memory::{CardId, Ledger, Progress};
use crate::text::fold::fold;

/// The cards of a ledger that the collection has.
pub struct Studied<'a> {
    /// The notes.
    pub collection: &'a Collection,
    /// What is known of the cards.
    pub ledger: &'a Ledger,
    cards: Vec<(Item, &'a CardId, &'a Progress)>,
}

impl<'a> Studied<'a> {
    /// Finds the place of every card of the ledger.
    pub fn of(collection: &'a Collection, ledger: &'a Ledger) -> Studied<'a> {
        let all: Vec<(&CardId, &Progress)> = ledger.iter().collect();
        let mut wanted: Vec<(usize, u64, u32)> = Vec::with_capacity(all.len());
        for (at, (card, _)) in (0..).zip(&all) {
            let Some((deck, note)) = card.note().split_once('/') else { continue };
            if let Some(deck) = collection.find_deck(deck) {
                wanted.push((deck, id_key(deck, note), at));
            }
        }
        // In the order in which the notes' ids are filed: one walk along both finds them all.
        wanted.sort_unstable();
        let mut cards = Vec::with_capacity(wanted.len());
        for same_deck in wanted.chunk_by(|a, b| a.0 == b.0) {
            let mut filed = collection.ids[same_deck[0].0].as_slice();
            for &(_, key, at) in same_deck {
                let passed = filed.iter().take_while(|(other, _)| *other < key).count();
                filed = &filed[passed..];
                let (card, progress) = all[at as usize];
                let here = filed.iter().take_while(|(other, _)| *other == key).map(|&(_, note)| note);
                if let Some(item) = item(collection, card, here) {
                    cards.push((item, card, progress));
                }
            }
        }
        Studied { collection, ledger, cards }
    }

    /// Returns every card with its place, its name and what is known of it.
    pub fn cards(&self) -> impl Iterator<Item = (Item, &'a CardId, &'a Progress)> {
        self.cards.iter().copied()
    }
}

fn item(collection: &Collection, id: &CardId, notes: impl Iterator<Item = NoteIx>) -> Option<Item> {
    let (_, name) = id.note().split_once('/')?;
    let (folded, card) = (fold(name), Card::named(id.card())?);
    notes.into_iter().find(|&note| collection.names.id(note) == folded).map(|note| Item { note, card })
}
