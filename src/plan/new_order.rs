//! The order in which new notes are met: pure, for the plan of a day and for an exam's alike.
//!
//! A day takes a few notes from the front of what may be tens of thousands, so an order is worked
//! out only as far as somebody asks for it.

use std::collections::{HashMap, HashSet};

use crate::library::{DeckIx, Library, NoteIx, NoteLink, TopicIx};
use crate::rng::Rng;
use crate::settings::NewOrder;

/// How many notes of one topic come in a row while notes of others wait.
const MOST_IN_A_ROW: usize = 3;

/// The waiting notes in their order. The same arguments give the same order; `seed` matters only
/// to a shuffle.
///
/// `waiting` is in the order of the decks' files. With [`NewOrder::ByNeed`] a note comes after
/// those of its `needs` that wait too; a circle of needs is cut where it is met first.
pub fn new_notes<'a>(
    library: &'a Library,
    waiting: impl IntoIterator<Item = NoteIx>,
    order: NewOrder,
    seed: u64,
) -> Box<dyn Iterator<Item = NoteIx> + 'a> {
    let mut notes: Vec<NoteIx> = waiting.into_iter().collect();
    match order {
        NewOrder::AsWritten => {}
        NewOrder::Shuffled => Rng::new(seed).shuffle(&mut notes),
        NewOrder::ByNeed => return Box::new(TopicTurns::new(library, &notes, MOST_IN_A_ROW, true)),
        NewOrder::ByTopic => return Box::new(TopicTurns::new(library, &notes, 1, false)),
    }
    Box::new(notes.into_iter())
}

/// Notes of several topics, which take turns.
struct TopicTurns<'a> {
    library: &'a Library,
    queues: Vec<TopicQueue>,
    /// Whether each note of the library still waits.
    waiting: Vec<bool>,
    /// How many notes a topic's turn has.
    turn: usize,
    /// Whether what a note needs comes before it.
    by_need: bool,
    /// Whose turn it is.
    at: usize,
    /// The topic of the last notes, and how many in a row were of it.
    last: Option<(Topic, usize)>,
}

/// A topic of a deck; the notes without one are a topic of their own.
type Topic = (DeckIx, Option<TopicIx>);

/// The notes of one topic.
struct TopicQueue {
    notes: std::vec::IntoIter<NoteIx>,
    /// The note whose turn it is, and above it what it needs, and what that needs.
    path: Vec<NoteIx>,
    on_path: HashSet<NoteIx>,
}

impl<'a> TopicTurns<'a> {
    fn new(library: &'a Library, notes: &[NoteIx], turn: usize, by_need: bool) -> TopicTurns<'a> {
        let mut waiting = vec![false; library.len()];
        let mut topics: Vec<Vec<NoteIx>> = Vec::new();
        let mut places: HashMap<Topic, usize> = HashMap::new();
        for &note in notes {
            waiting[note.index()] = true;
            let place = *places.entry(topic(library, note)).or_insert(topics.len());
            if place == topics.len() {
                topics.push(Vec::new());
            }
            topics[place].push(note);
        }
        let queues = topics.into_iter().map(|notes| TopicQueue {
            notes: notes.into_iter(),
            path: Vec::new(),
            on_path: HashSet::new(),
        });
        let queues = queues.collect();
        TopicTurns { library, queues, waiting, turn, by_need, at: 0, last: None }
    }

    /// The next note of a topic's queue: the first one, or what has to be known before it.
    fn front(&mut self, queue: usize) -> Option<NoteIx> {
        let (library, waiting) = (self.library, &self.waiting);
        let TopicQueue { notes, path, on_path } = &mut self.queues[queue];
        loop {
            let Some(&note) = path.last() else {
                path.push(notes.find(|note| waiting[note.index()])?);
                on_path.extend(path.last());
                continue;
            };
            if !waiting[note.index()] {
                path.pop();
                on_path.remove(&note);
                continue;
            }
            // A further question comes after the note that it is about.
            let links = [NoteLink::Parent, NoteLink::Needs];
            let mut needs = links.into_iter().flat_map(|link| library.linked(note, link));
            let first = needs.find(|need| waiting[need.index()] && !on_path.contains(need));
            match first.filter(|_| self.by_need) {
                Some(need) => {
                    path.push(need);
                    on_path.insert(need);
                }
                None => return Some(note),
            }
        }
    }

    /// Whether a note would make a row of its topic that is too long.
    fn is_too_many(&self, note: NoteIx) -> bool {
        self.last == Some((topic(self.library, note), self.turn))
    }
}

impl Iterator for TopicTurns<'_> {
    type Item = NoteIx;

    fn next(&mut self) -> Option<NoteIx> {
        let len = self.queues.len();
        let mut best = None;
        for further in 0..len {
            let queue = (self.at + further) % len;
            let Some(note) = self.front(queue) else { continue };
            if !self.is_too_many(note) {
                best = Some((queue, note));
                break;
            }
            // Only this topic is left, or all others need it.
            best = best.or(Some((queue, note)));
        }
        let (queue, note) = best?;
        let topic = topic(self.library, note);
        let before = self.last.filter(|(last, _)| *last == topic).map_or(0, |(_, row)| row);
        let row = (before + 1).min(self.turn);
        self.last = Some((topic, row));
        self.at = if row == self.turn { (queue + 1) % len } else { queue };
        self.waiting[note.index()] = false;
        Some(note)
    }
}

fn topic(library: &Library, note: NoteIx) -> Topic {
    (library.deck(note), library.topic(note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckText, SourceFile};

    /// A deck with a note a word: its topic, its id, and after a colon what it needs.
    fn library(notes: &str) -> Library {
        use std::fmt::Write as _;

        let mut text = String::from("(format: 1, id: \"d\", title: \"D\", notes: [\n");
        for word in notes.split_whitespace() {
            let (id, needs) = word.split_once(':').unwrap_or((word, ""));
            let needs: Vec<String> =
                needs.split(',').filter(|id| !id.is_empty()).map(|id| format!("{id:?}")).collect();
            let (topic, needs) = (&id[..1], needs.join(","));
            let fields = format!("term: \"{id}\", definition: \"x\", topic: \"{topic}\"");
            writeln!(text, "Pair(id: \"{id}\", {fields}, needs: [{needs}]),").unwrap();
        }
        text.push_str("])");
        let file = SourceFile { name: "d.ron".into(), text: text.into() };
        let deck = DeckText { stem: "d".into(), bundled: false, files: vec![file] };
        let (library, faults) = Library::open(vec![deck]);
        assert_eq!(faults, []);
        library
    }

    fn ordered(library: &Library, order: NewOrder, seed: u64) -> String {
        let ids: Vec<String> = new_notes(library, library.all(), order, seed)
            .map(|note| library.id(note).into_owned())
            .collect();
        ids.join(" ")
    }

    #[test]
    fn every_order_does_what_it_is_called() {
        let library = library("a1 a2 a3 a4 a5 b1 b2 c1");
        let is = |order, wanted| assert_eq!(ordered(&library, order, 1), wanted, "{order:?}");
        is(NewOrder::AsWritten, "a1 a2 a3 a4 a5 b1 b2 c1");
        is(NewOrder::ByTopic, "a1 b1 c1 a2 b2 a3 a4 a5");
        is(NewOrder::ByNeed, "a1 a2 a3 b1 b2 c1 a4 a5");
        let shuffled = ordered(&library, NewOrder::Shuffled, 1);
        assert_eq!(ordered(&library, NewOrder::Shuffled, 1), shuffled, "stable");
        assert_ne!(ordered(&library, NewOrder::Shuffled, 2), shuffled);
    }

    #[test]
    fn what_a_note_needs_comes_first_whatever_its_topic() {
        for (notes, wanted) in [
            ("a1:a3 a2 a3", "a3 a1 a2"),
            ("a1:b1 a2 b1:b2 b2", "b2 b1 a1 a2"),
            ("a1:a2 a2:a3 a3:a4 a4 b1 b2", "a4 a3 a2 b1 b2 a1"),
            // All others need the topic that had its turn.
            ("a1:a2 a2:a3 a3:a4 a4:a5 a5 b1:a1", "a5 a4 a3 a2 a1 b1"),
            ("a1:gone a2:a2 a3", "a1 a2 a3"),
        ] {
            assert_eq!(ordered(&library(notes), NewOrder::ByNeed, 0), wanted, "{notes}");
        }
    }

    #[test]
    fn a_circle_of_needs_leaves_no_note_out() {
        let ids = ordered(&library("a1:a2 a2:a3 a3:a1 b1:b2 b2:b1"), NewOrder::ByNeed, 0);
        assert_eq!(ids, "a3 a2 a1 b2 b1");
    }

    #[test]
    fn what_is_known_already_is_not_waited_for() {
        let library = library("a1:a2 a2:a3 a3");
        let waiting = library.all().filter(|note| library.id(*note) != "a2");
        let notes = new_notes(&library, waiting, NewOrder::ByNeed, 0);
        assert_eq!(notes.map(NoteIx::index).collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn no_topic_has_more_than_three_in_a_row_while_others_wait() {
        let mut rng = Rng::new(3);
        for _ in 0..50 {
            let mut words: Vec<String> = Vec::new();
            for at in 0..40 {
                let topic = ["a", "a", "a", "b", "c"][rng.below(5)];
                words.push(format!("{topic}{at}"));
            }
            let library = library(&words.join(" "));
            let ids = ordered(&library, NewOrder::ByNeed, 0);
            let ids: Vec<&str> = ids.split(' ').collect();
            assert_eq!(ids.len(), 40);
            for at in 0..ids.len() - MOST_IN_A_ROW {
                let row = &ids[at..=at + MOST_IN_A_ROW];
                let same = row.iter().all(|id| id[..1] == row[0][..1]);
                let rest = ids[at..].iter().all(|id| id[..1] == row[0][..1]);
                assert!(!same || rest, "{ids:?}");
            }
        }
    }
}
