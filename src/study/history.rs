//! What was done in a session, what was taken back, and what is waiting to be on disk: one list for
//! everybody who does things that can be undone.
//!
//! It knows what turns an operation over, and nothing of what the operation is.

use crate::clock::Moment;
use crate::deck::Revision;
use crate::memory::{CardId, Entry, EntryFactory, EntryId, EntryKind, Ledger};

/// What has to be on disk before an operation is taken back or done again.
#[derive(Debug)]
pub enum WriteRequest {
    /// These entries.
    Record(Vec<Entry>),
    /// This change of a note: backwards when it is taken back, and as it is when it is made again.
    Edit(Revision),
}

/// What became of the operation that was waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    /// It is done.
    Done,
    /// It is taken back.
    Undone,
    /// It is done again.
    Redone,
}

/// An operation with what turns it over.
#[derive(Clone, Debug)]
struct UndoStep<T> {
    what: T,
    /// The entries that take it back, or do it again, when they are taken back themselves.
    toggles: Vec<(EntryId, CardId)>,
    edit: Option<Revision>,
}

/// What is waiting to be on disk.
#[derive(Clone, Debug)]
enum PendingWrite<T> {
    Do(UndoStep<T>),
    Undo(Vec<(EntryId, CardId)>),
    Redo(Vec<(EntryId, CardId)>),
}

/// The operations of a session.
#[derive(Clone, Debug)]
pub struct UndoHistory<T> {
    done: Vec<UndoStep<T>>,
    undone: Vec<UndoStep<T>>,
    pending: Option<PendingWrite<T>>,
}

impl<T> Default for UndoHistory<T> {
    fn default() -> Self {
        UndoHistory { done: Vec::new(), undone: Vec::new(), pending: None }
    }
}

impl<T> UndoHistory<T> {
    /// Has an operation wait until its entries are on disk.
    pub fn record(&mut self, what: T, entries: &[Entry]) {
        self.pending =
            Some(PendingWrite::Do(UndoStep { what, toggles: toggles(entries), edit: None }));
    }

    /// Has an operation wait until its change of a note is on disk.
    pub fn edit(&mut self, what: T, revision: Revision) {
        self.pending =
            Some(PendingWrite::Do(UndoStep { what, toggles: Vec::new(), edit: Some(revision) }));
    }

    /// Takes back the last operation; nothing if there is none.
    pub fn undo(
        &mut self,
        ledger: &Ledger,
        scribe: &mut EntryFactory,
        now: Moment,
    ) -> Option<WriteRequest> {
        let turn = self.done.last()?.turn(ledger, scribe, now);
        self.pending = Some(PendingWrite::Undo(turn.toggles()));
        Some(turn)
    }

    /// Does again what was taken back last.
    pub fn redo(
        &mut self,
        ledger: &Ledger,
        scribe: &mut EntryFactory,
        now: Moment,
    ) -> Option<WriteRequest> {
        let turn = self.undone.last()?.turn(ledger, scribe, now);
        self.pending = Some(PendingWrite::Redo(turn.toggles()));
        Some(turn)
    }

    /// Goes on: what was waiting is on disk. Returns it and what became of it.
    pub fn settle(&mut self) -> Option<(WriteOutcome, &T)> {
        let (list, step, how) = match self.pending.take()? {
            PendingWrite::Do(step) => {
                self.undone.clear();
                (&mut self.done, step, WriteOutcome::Done)
            }
            PendingWrite::Undo(toggles) => {
                (&mut self.undone, UndoStep { toggles, ..self.done.pop()? }, WriteOutcome::Undone)
            }
            PendingWrite::Redo(toggles) => {
                (&mut self.done, UndoStep { toggles, ..self.undone.pop()? }, WriteOutcome::Redone)
            }
        };
        list.push(step);
        list.last().map(|step| (how, &step.what))
    }

    /// Forgets what lies further back than so many operations.
    pub fn shorten(&mut self, most: usize) {
        self.done.drain(..self.done.len().saturating_sub(most));
    }

    /// Forgets what was waiting: it could not be written.
    pub fn cancel(&mut self) {
        self.pending = None;
    }

    /// Returns what was done and not taken back, the first first.
    pub fn done(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.done.iter().map(|step| &step.what)
    }

    /// Returns what was taken back and can be done again, the last taken back last.
    pub fn undone(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.undone.iter().map(|step| &step.what)
    }

    /// Changes every operation, and forgets those of which this says no.
    pub fn retain(&mut self, mut keep: impl FnMut(&mut T) -> bool) {
        self.done.retain_mut(|step| keep(&mut step.what));
        self.undone.retain_mut(|step| keep(&mut step.what));
        if let Some(PendingWrite::Do(step)) = &mut self.pending
            && !keep(&mut step.what)
        {
            self.pending = None;
        }
    }
}

impl<T> UndoStep<T> {
    fn turn(&self, ledger: &Ledger, scribe: &mut EntryFactory, now: Moment) -> WriteRequest {
        if let Some(revision) = &self.edit {
            return WriteRequest::Edit(revision.clone());
        }
        let entry = |(id, card): &(EntryId, CardId)| {
            scribe.entry(ledger, now, card, EntryKind::Retract(*id))
        };
        WriteRequest::Record(self.toggles.iter().map(entry).collect())
    }
}

impl WriteRequest {
    fn toggles(&self) -> Vec<(EntryId, CardId)> {
        match self {
            WriteRequest::Record(entries) => toggles(entries),
            WriteRequest::Edit(_) => Vec::new(),
        }
    }
}

fn toggles(entries: &[Entry]) -> Vec<(EntryId, CardId)> {
    entries.iter().map(|entry| (entry.id, entry.card.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_of_redo_takes_back_what_took_back() {
        let (ledger, mut scribe, now) = (Ledger::default(), EntryFactory::new(1), Moment(0));
        let mut history = UndoHistory::default();
        let first = scribe.entry(&ledger, now, &"d/n/c".into(), EntryKind::Suspend);
        history.record("suspend", std::slice::from_ref(&first));
        assert_eq!(history.settle(), Some((WriteOutcome::Done, &"suspend")));
        let mut target = first.id;
        for how in [WriteOutcome::Undone, WriteOutcome::Redone, WriteOutcome::Undone] {
            let turn = match how {
                WriteOutcome::Redone => history.redo(&ledger, &mut scribe, now),
                _ => history.undo(&ledger, &mut scribe, now),
            };
            let Some(WriteRequest::Record(entries)) = turn else {
                panic!("nothing is turned over")
            };
            assert_eq!(entries[0].what, EntryKind::Retract(target));
            target = entries[0].id;
            assert_eq!(history.settle(), Some((how, &"suspend")));
        }
        assert!(history.undo(&ledger, &mut scribe, now).is_none() && history.settle().is_none());
    }

    #[test]
    fn the_first_operations_are_forgotten_where_there_are_too_many() {
        let mut history = UndoHistory::default();
        for number in 0..5 {
            history.record(number, &[]);
            history.settle();
            history.shorten(3);
        }
        assert_eq!(history.done().collect::<Vec<_>>(), [&2, &3, &4]);
    }

    #[test]
    fn what_could_not_be_written_did_not_happen() {
        let mut history = UndoHistory::default();
        history.record("flag", &[]);
        history.cancel();
        assert_eq!(history.settle(), None);
        assert_eq!(history.done().count(), 0);
    }
}
