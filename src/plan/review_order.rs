//! The order of due cards.

use std::collections::{BTreeMap, HashMap};

use crate::clock::Moment;
use crate::library::{DeckIx, Library, LibraryCard};
use crate::rng::Rng;
use crate::settings::ReviewOrder;

/// A due card.
#[derive(Clone, Copy, Debug)]
pub struct DueCard {
    /// The card.
    pub item: LibraryCard,
    /// The chance that it is recalled now.
    pub recall: f32,
    /// Since when it is due.
    pub due: Moment,
}

/// The cards in the order that each one's deck has. Cards of decks with the same order are ordered
/// together; where decks differ, their cards are spread evenly among each other. The same arguments
/// give the same order; `seed` matters only to a shuffle.
pub fn order_due_cards(
    library: &Library,
    cards: Vec<DueCard>,
    order: impl Fn(DeckIx) -> ReviewOrder,
    seed: u64,
) -> Vec<LibraryCard> {
    let mut groups: BTreeMap<&str, (ReviewOrder, Vec<DueCard>)> = BTreeMap::new();
    for card in cards {
        let order = order(library.deck(card.item.note));
        groups.entry(order.into()).or_insert_with(|| (order, Vec::new())).1.push(card);
    }
    let mut spread: Vec<(f64, LibraryCard)> = Vec::new();
    for (order, cards) in groups.into_values() {
        let share = 1.0 / cards.len() as f64;
        let ordered = ordered(library, cards, order, seed).into_iter().enumerate();
        spread.extend(ordered.map(|(at, card)| ((at as f64 + 0.5) * share, card.item)));
    }
    spread.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    spread.into_iter().map(|(_, item)| item).collect()
}

fn ordered(
    library: &Library,
    mut cards: Vec<DueCard>,
    order: ReviewOrder,
    seed: u64,
) -> Vec<DueCard> {
    match order {
        ReviewOrder::Due => cards.sort_unstable_by_key(|card| (card.due, card.item)),
        ReviewOrder::WeakestFirst | ReviewOrder::ByTopic => {
            cards.sort_unstable_by(|a, b| a.recall.total_cmp(&b.recall).then(a.item.cmp(&b.item)));
        }
        ReviewOrder::Shuffled => {
            cards.sort_unstable_by_key(|card| card.item);
            Rng::new(seed).shuffle(&mut cards);
        }
    }
    if order == ReviewOrder::ByTopic {
        let mut turns = HashMap::new();
        cards.sort_by_cached_key(|card| {
            let note = card.item.note;
            let turn = turns.entry((library.deck(note), library.topic(note))).or_insert(0_usize);
            *turn += 1;
            *turn
        });
    }
    cards
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{CardKind, DeckText, SourceFile};
    use crate::library::NoteIx;

    /// Two decks: in the first three notes of the topic `a` and one of `b`, in the second two.
    fn library() -> Library {
        let deck = |id: &str, topics: &[&str]| {
            let note = |(at, topic): (usize, &&str)| {
                format!(
                    "Pair(id: \"n{at}\", term: \"{id}{at}\", definition: \"x\", topic: {topic:?}),"
                )
            };
            let notes: String = topics.iter().enumerate().map(note).collect();
            let text = format!("(format: 1, id: \"{id}\", title: \"{id}\", notes: [{notes}])");
            let file = SourceFile { name: format!("{id}.ron"), text: text.into() };
            DeckText { stem: id.into(), bundled: false, files: vec![file] }
        };
        Library::open(vec![deck("d", &["a", "a", "a", "b"]), deck("e", &["a", "a"])]).0
    }

    fn order_of(seed: u64, order: impl Fn(DeckIx) -> ReviewOrder) -> Vec<u32> {
        let library = library();
        let recalls = [0.5, 0.4, 0.9, 0.8, 0.3, 0.7];
        let cards = (0..).zip(recalls).map(|(note, recall)| DueCard {
            item: LibraryCard { note: NoteIx(note), card: CardKind::from_name("term").unwrap() },
            recall,
            due: Moment(100 - i64::from(note)),
        });
        let ordered = order_due_cards(&library, cards.collect(), order, seed);
        ordered.into_iter().map(|item| item.note.0).collect()
    }

    #[test]
    fn every_order_does_what_it_is_called() {
        for (order, wanted) in [
            (ReviewOrder::WeakestFirst, [4, 1, 0, 5, 3, 2]),
            (ReviewOrder::Due, [5, 4, 3, 2, 1, 0]),
            (ReviewOrder::ByTopic, [4, 1, 3, 0, 5, 2]),
        ] {
            assert_eq!(order_of(1, |_| order), wanted, "{order:?}");
        }
        let shuffled = |seed| order_of(seed, |_| ReviewOrder::Shuffled);
        assert_eq!(shuffled(1), shuffled(1), "stable");
        assert_ne!(shuffled(1), shuffled(2));
    }

    #[test]
    fn decks_of_different_orders_are_spread_evenly() {
        let order = |deck: DeckIx| match deck.index() {
            0 => ReviewOrder::Due,
            _ => ReviewOrder::WeakestFirst,
        };
        assert_eq!(order_of(1, order), [3, 4, 2, 1, 5, 0]);
    }
}
