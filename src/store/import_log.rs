//! What an import adds to the log: what happened to the cards elsewhere, unless it is known here.

use std::collections::{HashMap, HashSet};

use super::log::unknown;
use crate::clock::Moment;
use crate::exchange::{DeckChanges, PastEvent};
use crate::memory::{CardId, Entry, EntryId, EntryKind};
use crate::rng::text_seed;

/// Two reviews of a card with one rating are the same if so many milliseconds lie between them:
/// other programs keep whole seconds, or move one that would stand in another's place.
const SAME: i64 = 1000;

/// What happened to a file's cards as entries of the log, for the cards of `deck`, which may be the
/// very deck that the file comes from.
pub(super) fn entries(
    deck: &str,
    same_deck: bool,
    changes: &DeckChanges,
    past: bool,
) -> Vec<Entry> {
    let past = changes.history.iter().filter(|_| past);
    let mut entries = Vec::new();
    for (i, list) in past.chain(&changes.marks) {
        let note = &changes.notes[*i].1;
        for PastEvent { card, at, what, id } in list {
            let card = CardId::new(deck, &note.id, &card.name());
            // In another deck it is another entry: one of the same name would take the first one's
            // place.
            let own = |id: EntryId| {
                if same_deck { id } else { EntryId(text_seed(card.as_str(), id.0)) }
            };
            let what = match what {
                EntryKind::Retract(other) => EntryKind::Retract(own(*other)),
                what => what.clone(),
            };
            entries.push(Entry { id: own(*id), at: *at, card: card.clone(), what });
        }
    }
    entries
}

/// What the log gets of an import.
#[derive(Debug, Default)]
pub(super) struct NewEntries {
    /// What is to be written.
    pub(super) entries: Vec<Entry>,
    /// The entries of the import that count from now on: those that are written, and those that an
    /// undone import had brought.
    pub(super) counted: HashSet<(EntryId, CardId)>,
}

/// Those of the entries that the log has not yet. An entry of another program that was retracted,
/// since an earlier import of it was undone, is there already: its retraction is retracted.
pub(super) fn new_entries(
    known: Vec<Entry>,
    theirs: Vec<Entry>,
    foreign: &HashSet<EntryId>,
    now: Moment,
) -> NewEntries {
    let mut ours: HashMap<CardId, CardLog> =
        theirs.iter().map(|entry| (entry.card.clone(), CardLog::default())).collect();
    for entry in &known {
        if let Some(card) = ours.get_mut(&entry.card) {
            card.entries.push(entry.clone());
        }
    }
    ours.values_mut().for_each(CardLog::settle);
    let mut new = NewEntries::default();
    for entry in theirs.iter().filter(|entry| foreign.contains(&entry.id)) {
        if let Some(retraction) = ours[&entry.card].retractions.get(&entry.id)
            && new.counted.insert((entry.id, entry.card.clone()))
        {
            new.entries.push(Entry {
                id: EntryId(text_seed(entry.card.as_str(), retraction.id.0)),
                at: now.max(Moment(retraction.at.0 + 1)),
                card: entry.card.clone(),
                what: EntryKind::Retract(retraction.id),
            });
        }
    }
    let mut fresh = unknown(known, theirs);
    fresh.retain(|entry| !ours[&entry.card].has(entry));
    new.counted.extend(fresh.iter().map(|entry| (entry.id, entry.card.clone())));
    new.entries.extend(fresh);
    new
}

/// What the log has of a card.
#[derive(Default)]
struct CardLog {
    /// The entries that count, in their order.
    entries: Vec<Entry>,
    /// The retractions that hold, by what they retract.
    retractions: HashMap<EntryId, Entry>,
}

impl CardLog {
    /// Parts the entries that count from those that are retracted.
    fn settle(&mut self) {
        self.entries.sort_by(Entry::order);
        // Only a later entry takes back an earlier one: from the end, each one's own fate is known
        // before its target's.
        for entry in self.entries.iter().rev() {
            if let EntryKind::Retract(other) = entry.what
                && !self.retractions.contains_key(&entry.id)
            {
                self.retractions.insert(other, entry.clone());
            }
        }
        self.entries.retain(|entry| !self.retractions.contains_key(&entry.id));
    }

    /// Whether an entry counts here already, perhaps as another one of the same moment.
    fn has(&self, entry: &Entry) -> bool {
        let EntryKind::Review(rating, ..) = &entry.what else {
            return self
                .entries
                .iter()
                .any(|other| other.what == entry.what && other.id == entry.id);
        };
        let from = self.entries.partition_point(|other| other.at.0 < entry.at.0 - SAME);
        self.entries[from..]
            .iter()
            .take_while(|other| other.at.0 <= entry.at.0 + SAME)
            .any(|other| matches!(&other.what, EntryKind::Review(own, ..) if own == rating))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::{AnswerMethod, Rating};

    fn review(id: u64, at: i64) -> Entry {
        let what = EntryKind::Review(Rating::Good, AnswerMethod::Shown, 0);
        Entry { id: EntryId(id), at: Moment(at), card: "d/n/answer".into(), what }
    }

    fn retraction(id: u64, at: i64, other: u64) -> Entry {
        Entry { what: EntryKind::Retract(EntryId(other)), ..review(id, at) }
    }

    fn new(known: &[Entry], theirs: &[Entry]) -> Vec<Entry> {
        let foreign = theirs.iter().map(|entry| entry.id).collect();
        new_entries(known.to_vec(), theirs.to_vec(), &foreign, Moment(10_000)).entries
    }

    #[test]
    fn a_review_comes_once() {
        let theirs = [review(1, 1_000), review(2, 5_000)];
        assert_eq!(new(&[], &theirs), theirs);
        assert_eq!(new(&theirs, &theirs), []);
        let rounded = [review(7, 1_900)];
        assert_eq!(new(&rounded, &theirs), theirs[1..], "other programs keep whole seconds");
    }

    #[test]
    fn what_an_undone_import_brought_comes_back_with_the_next() {
        let theirs = [review(1, 1_000)];
        let undone = [theirs[0].clone(), retraction(8, 6_000, 1)];
        let back = new(&undone, &theirs);
        assert_eq!(back.len(), 1);
        assert_eq!((&back[0].what, back[0].at), (&EntryKind::Retract(EntryId(8)), Moment(10_000)));
        let known = [&undone[..], &back].concat();
        assert_eq!(new(&known, &theirs), [], "once is enough");
        let again = [&known[..], &[retraction(9, 11_000, back[0].id.0)]].concat();
        assert_eq!(new(&again, &theirs).len(), 1, "it was undone a second time");
        let own = new_entries(undone.to_vec(), theirs.to_vec(), &HashSet::new(), Moment(10_000));
        assert_eq!(own.entries, [], "a grade that was taken back here stays so");
    }
}
