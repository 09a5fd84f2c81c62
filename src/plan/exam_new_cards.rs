//! The cards never asked that a day before an exam takes: those that its seconds allow, with what
//! they need before them and topics in turn.

use std::collections::{HashMap, HashSet};

use crate::library::{Library, NoteIx, NoteLink};
use crate::plan::new_notes;
use crate::settings::NewOrder;

/// A card that was never asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewCard {
    /// Its place among the exam's cards.
    pub(super) at: usize,
    pub(super) note: NoteIx,
    /// How long it takes.
    pub(super) seconds: f32,
}

/// The cards that were never asked, by note.
pub(super) struct ExamNewCards<'a> {
    library: &'a Library,
    waiting: Vec<NoteIx>,
    cards: HashMap<NoteIx, Vec<NewCard>>,
}

/// The time of some cards, and how many they are.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    seconds: f32,
    cards: usize,
}

impl<'a> ExamNewCards<'a> {
    /// Gathers them, in the order of the deck.
    pub(super) fn new(library: &'a Library, all: impl Iterator<Item = NewCard>) -> Self {
        let (mut waiting, mut cards) = (Vec::new(), HashMap::new());
        for card in all {
            let own: &mut Vec<NewCard> = cards.entry(card.note).or_default();
            if own.is_empty() {
                waiting.push(card.note);
            }
            own.push(card);
        }
        ExamNewCards { library, waiting, cards }
    }

    /// How long all of them take.
    pub(super) fn seconds(&self) -> f32 {
        self.cards.values().flatten().map(|card| card.seconds).sum()
    }

    /// The places of those that fill so many seconds. If not all can ever be met, those come first
    /// that are learned quickly.
    pub(super) fn choose(mut self, seconds: f32, all_can_be_met: bool) -> Vec<usize> {
        let waiting =
            if all_can_be_met { std::mem::take(&mut self.waiting) } else { self.quickest(seconds) };
        let (mut left, mut chosen) = (seconds, Vec::new());
        for note in new_notes(self.library, waiting, NewOrder::ByNeed, 0) {
            for card in &self.cards[&note] {
                // The last one may go over by less than half of what it takes.
                if left < card.seconds / 2.0 {
                    return chosen;
                }
                left -= card.seconds;
                chosen.push(card.at);
            }
        }
        chosen
    }

    /// The notes that fill so many seconds with the most cards, each with what it needs. A note is
    /// judged together with the further questions on it, to which it leads.
    fn quickest(&self, seconds: f32) -> Vec<NoteIx> {
        let parent = |note| self.library.linked(note, NoteLink::Parent).next().unwrap_or(note);
        let mut families: HashMap<NoteIx, Cost> = HashMap::new();
        for &note in &self.waiting {
            let family = families.entry(parent(note)).or_default();
            family.seconds += self.cost(note);
            family.cards += self.cards[&note].len();
        }
        let mut order: Vec<(f32, NoteIx)> = Vec::with_capacity(self.waiting.len());
        for &note in &self.waiting {
            let Cost { seconds, cards } = families[&parent(note)];
            order.push((seconds / cards as f32, note));
        }
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut others: HashSet<NoteIx> = self.waiting.iter().copied().collect();
        let (mut left, mut chosen) = (seconds, Vec::new());
        for (_, note) in order {
            if left <= 0.0 {
                break;
            }
            let mut path = vec![note];
            while let Some(note) = path.pop() {
                if others.remove(&note) {
                    left -= self.cost(note);
                    chosen.push(note);
                    let links = [NoteLink::Parent, NoteLink::Needs];
                    path.extend(links.into_iter().flat_map(|link| self.library.linked(note, link)));
                }
            }
        }
        chosen
    }

    fn cost(&self, note: NoteIx) -> f32 {
        self.cards[&note].iter().map(|card| card.seconds).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckText, SourceFile};

    /// Two long notes, one of which has a further question and the other three; three short ones,
    /// one of which needs the first.
    const DECK: &str = r#"(format: 1, id: "d", title: "D", notes: [
        Pair(id: "long", term: "Long", definition: "x"),
        Cloze(id: "on-long", of: "long", text: "{{x}}"),
        Pair(id: "many", term: "Many", definition: "x"),
        Cloze(id: "one", of: "many", text: "{{x}}"),
        Cloze(id: "two", of: "many", text: "{{y}}"),
        Cloze(id: "three", of: "many", text: "{{z}}"),
        Pair(id: "short", term: "Short", definition: "x"),
        Pair(id: "needy", term: "Needy", definition: "x", needs: ["short"]),
    ])"#;

    /// What is chosen for so many seconds: a card a note, of which the first two notes take a
    /// minute and all others ten seconds.
    fn chosen(seconds: f32, all_can_be_met: bool) -> String {
        let file = SourceFile { name: "d.ron".into(), text: DECK.into() };
        let deck = DeckText { stem: "d".into(), bundled: false, files: vec![file] };
        let (library, faults) = Library::open(vec![deck]);
        assert_eq!(faults, []);
        let seconds_of = |note| match &*library.id(note) {
            "long" | "many" => 60.0,
            _ => 10.0,
        };
        let cards = (0..).zip(library.all());
        let cards = cards.map(|(at, note)| NewCard { at, note, seconds: seconds_of(note) });
        let places = ExamNewCards::new(&library, cards).choose(seconds, all_can_be_met);
        let ids: Vec<String> =
            places.into_iter().map(|at| library.id(NoteIx(at as u32)).into_owned()).collect();
        ids.join(" ")
    }

    #[test]
    fn what_is_learned_quickly_comes_first_where_not_all_can_be_met() {
        assert_eq!(chosen(20.0, false), "short needy");
        assert_eq!(chosen(110.0, false), "short needy many one two three");
        assert_eq!(chosen(500.0, false), "short needy many one two three long on-long");
    }

    #[test]
    fn the_order_of_the_deck_holds_where_all_can_be_met() {
        assert_eq!(chosen(70.0, true), "long on-long");
        assert_eq!(chosen(4.0, true), "", "less than half of the first");
        assert_eq!(chosen(0.0, true), "");
    }
}
