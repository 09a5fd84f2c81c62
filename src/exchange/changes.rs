//! What an import makes of a deck, note by note; how that looks as a deck, and how two imports come
//! to one.

use std::collections::{HashMap, HashSet};

use super::imported_deck::PastEvent;
use crate::deck::{ConfusableSet, Note, Topic};
use crate::fault::Fault;

/// What a merge does with an imported note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeOutcome {
    /// It is new.
    Added,
    /// It changes a note of the deck.
    Updated,
    /// The deck has it already.
    Unchanged,
    /// Which note it is can't be decided, or the one that it is has another kind.
    Conflict,
    /// It is a duplicate, or has errors.
    Skipped,
}

/// The deck that notes come into; a new one has nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExistingDeck<'a> {
    /// The notes that are there.
    pub notes: &'a [Note],
    /// The topics that are there.
    pub topics: &'a [Topic],
    /// The confusable sets that are there.
    pub sets: &'a [ConfusableSet],
}

/// What an import makes of a deck.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeckChanges {
    /// Every imported note as it will be, and what the merge does with it.
    pub notes: Vec<(MergeOutcome, Note)>,
    /// Topics that are new.
    pub topics: Vec<Topic>,
    /// Confusable sets that are new.
    pub sets: Vec<ConfusableSet>,
    /// The ids of notes that leave the deck; none in an import.
    pub removed: HashSet<String>,
    /// What happened to the cards of each note: its place in `notes`, and the past of it.
    pub history: Vec<(usize, Vec<PastEvent>)>,
    /// Likewise the suspensions and flags of new notes.
    pub marks: Vec<(usize, Vec<PastEvent>)>,
    /// Rows that made no note, besides those in `notes`.
    pub skipped: usize,
    /// Warnings for the user.
    pub warnings: Vec<Fault>,
}

impl DeckChanges {
    /// How many notes have that fate.
    pub fn count(&self, outcome: MergeOutcome) -> usize {
        let rows = if outcome == MergeOutcome::Skipped { self.skipped } else { 0 };
        rows + self.notes.iter().filter(|(other, _)| *other == outcome).count()
    }

    /// The notes of that fate.
    pub fn with_outcome(&self, outcome: MergeOutcome) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |(other, _)| *other == outcome).map(|(_, note)| note)
    }

    /// Whether anything of the deck's text changes.
    pub fn is_nothing(&self) -> bool {
        !self
            .notes
            .iter()
            .any(|(outcome, _)| matches!(outcome, MergeOutcome::Added | MergeOutcome::Updated))
    }

    /// The deck as it is with these changes: its notes, topics and sets.
    pub fn applied(
        &self,
        existing: ExistingDeck<'_>,
    ) -> (Vec<Note>, Vec<Topic>, Vec<ConfusableSet>) {
        let mut notes = existing.notes.to_vec();
        let ids: HashMap<&str, usize> =
            existing.notes.iter().enumerate().map(|(i, note)| (note.id.as_str(), i)).collect();
        for (outcome, note) in &self.notes {
            match (outcome, ids.get(note.id.as_str())) {
                (MergeOutcome::Added, _) => notes.push(note.clone()),
                (MergeOutcome::Updated, Some(&at)) => notes[at] = note.clone(),
                _ => {}
            }
        }
        let topics = existing.topics.iter().chain(&self.topics).cloned().collect();
        (notes, topics, existing.sets.iter().chain(&self.sets).cloned().collect())
    }

    /// Adds what an import after this one makes of the deck, as far as it concerns the deck's text.
    pub fn extend(&mut self, next: &DeckChanges) {
        let mut ids = HashMap::new();
        for (i, (outcome, note)) in self.notes.iter().enumerate() {
            use MergeOutcome::{Added, Unchanged, Updated};
            if matches!(outcome, Added | Updated | Unchanged) {
                ids.insert(note.id.clone(), i);
            }
        }
        for (outcome, note) in &next.notes {
            match (outcome, ids.get(&note.id).map(|&at| &mut self.notes[at])) {
                (MergeOutcome::Added, _) => self.notes.push((MergeOutcome::Added, note.clone())),
                // A note that has come just now is still new, only another one.
                (MergeOutcome::Updated, Some((MergeOutcome::Added, own))) => *own = note.clone(),
                (MergeOutcome::Updated, Some(own)) => *own = (MergeOutcome::Updated, note.clone()),
                (MergeOutcome::Updated, None) => {
                    self.notes.push((MergeOutcome::Updated, note.clone()));
                }
                _ => {}
            }
        }
        self.topics.extend(next.topics.iter().cloned());
        self.sets.extend(next.sets.iter().cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::NoteBody;

    fn note(id: &str, definition: &str) -> Note {
        Note::new(id, NoteBody::Pair { term: id.into(), definition: definition.into() })
    }

    fn changes(notes: &[(MergeOutcome, &str, &str)]) -> DeckChanges {
        let notes = notes
            .iter()
            .map(|(outcome, id, definition)| (*outcome, note(id, definition)))
            .collect();
        DeckChanges { notes, ..DeckChanges::default() }
    }

    #[test]
    fn one_after_the_other_comes_to_the_same_as_both_at_once() {
        use MergeOutcome::{Added, Conflict, Unchanged, Updated};
        let known = [note("a", "1"), note("b", "1")];
        let existing = ExistingDeck { notes: &known, ..ExistingDeck::default() };
        let mut first = changes(&[
            (Updated, "a", "2"),
            (Unchanged, "b", "1"),
            (Added, "c", "1"),
            (Conflict, "d", "x"),
        ]);
        let second = changes(&[
            (Updated, "a", "3"),
            (Updated, "b", "2"),
            (Updated, "c", "2"),
            (Added, "d", "1"),
        ]);
        let (notes, topics, sets) = first.applied(existing);
        let (notes, ..) =
            second.applied(ExistingDeck { notes: &notes, topics: &topics, sets: &sets });
        assert_eq!(notes, [note("a", "3"), note("b", "2"), note("c", "2"), note("d", "1")]);
        first.extend(&second);
        assert_eq!(first.applied(existing).0, notes);
        let of = |outcome| {
            first.with_outcome(outcome).map(|note| note.id.as_str()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!((of(Added), of(Updated)), ("c d".to_string(), "a b".to_string()));
    }
}
