//! Undo and redo: what was done in a session, what was taken back, and what still has to be
//! written.
//!
//! It knows the entries that reverse an operation, and nothing of what the operation is.

use crate::clock::Moment;
use crate::deck::Revision;
use crate::memory::{CardId, Entry, EntryFactory, EntryId, EntryKind, Ledger};

/// What has to be written before an operation is taken back or done again.
#[derive(Debug)]
pub enum WriteRequest {
    /// These entries.
    Record(Vec<Entry>),
    /// This change to a note: reversed for undo, as it is for redo.
    Edit(Revision),
}

/// What was done with the operation that was just written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    /// It is done.
    Done,
    /// It is taken back.
    Undone,
    /// It is done again.
    Redone,
}

/// An operation with what reverses it.
#[derive(Clone, Debug)]
struct UndoStep<T> {
    what: T,
    /// The entries whose retraction takes it back, or does it again.
    toggles: Vec<(EntryId, CardId)>,
    edit: Option<Revision>,
}

/// What has to be written before it counts.
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
    /// Makes an operation pending until its entries are on disk.
    pub fn record(&mut self, what: T, entries: &[Entry]) {
        self.pending =
            Some(PendingWrite::Do(UndoStep { what, toggles: toggles(entries), edit: None }));
    }

    /// Makes an operation pending until its change to a note is on disk.
    pub fn edit(&mut self, what: T, revision: Revision) {
        self.pending =
            Some(PendingWrite::Do(UndoStep { what, toggles: Vec::new(), edit: Some(revision) }));
    }

    /// Takes back the last operation; nothing if there is none.
    pub fn undo(
        &mut self,
        ledger: &Ledger,
        factory: &mut EntryFactory,
        now: Moment,
    ) -> Option<WriteRequest> {
        let request = self.done.last()?.request(ledger, factory, now);
        self.pending = Some(PendingWrite::Undo(request.toggles()));
        Some(request)
    }

    /// Does again what was taken back last.
    pub fn redo(
        &mut self,
        ledger: &Ledger,
        factory: &mut EntryFactory,
        now: Moment,
    ) -> Option<WriteRequest> {
        let request = self.undone.last()?.request(ledger, factory, now);
        self.pending = Some(PendingWrite::Redo(request.toggles()));
        Some(request)
    }

    /// Completes the pending operation, which is on disk, and returns it.
    pub fn complete(&mut self) -> Option<(WriteOutcome, &T)> {
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

    /// Forgets all but the last so many operations.
    pub fn shorten(&mut self, most: usize) {
        self.done.drain(..self.done.len().saturating_sub(most));
    }

    /// Forgets the pending operation, which could not be written.
    pub fn cancel(&mut self) {
        self.pending = None;
    }

    /// What was done and not taken back, the oldest first.
    pub fn done(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.done.iter().map(|step| &step.what)
    }

    /// What was taken back and can be done again, the last taken back last.
    pub fn undone(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.undone.iter().map(|step| &step.what)
    }

    /// Updates every operation, and forgets those for which `keep` is false.
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
    fn request(&self, ledger: &Ledger, factory: &mut EntryFactory, now: Moment) -> WriteRequest {
        if let Some(revision) = &self.edit {
            return WriteRequest::Edit(revision.clone());
        }
        WriteRequest::Record(
            self.toggles
                .iter()
                .map(|(id, card)| factory.entry(ledger, now, card, EntryKind::Retract(*id)))
                .collect(),
        )
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
        let (ledger, mut factory, now) = (Ledger::default(), EntryFactory::new(1), Moment(0));
        let mut history = UndoHistory::default();
        let first = factory.entry(&ledger, now, &"d/n/c".into(), EntryKind::Suspend);
        history.record("suspend", std::slice::from_ref(&first));
        assert_eq!(history.complete(), Some((WriteOutcome::Done, &"suspend")));
        let mut target = first.id;
        for how in [WriteOutcome::Undone, WriteOutcome::Redone, WriteOutcome::Undone] {
            let request = match how {
                WriteOutcome::Redone => history.redo(&ledger, &mut factory, now),
                _ => history.undo(&ledger, &mut factory, now),
            };
            let Some(WriteRequest::Record(entries)) = request else {
                panic!("nothing is turned over")
            };
            assert_eq!(entries[0].what, EntryKind::Retract(target));
            target = entries[0].id;
            assert_eq!(history.complete(), Some((how, &"suspend")));
        }
        assert!(history.undo(&ledger, &mut factory, now).is_none() && history.complete().is_none());
    }

    #[test]
    fn the_first_operations_are_forgotten_where_there_are_too_many() {
        let mut history = UndoHistory::default();
        for number in 0..5 {
            history.record(number, &[]);
            history.complete();
            history.shorten(3);
        }
        assert_eq!(history.done().collect::<Vec<_>>(), [&2, &3, &4]);
    }

    #[test]
    fn what_could_not_be_written_did_not_happen() {
        let mut history = UndoHistory::default();
        history.record("flag", &[]);
        history.cancel();
        assert_eq!(history.complete(), None);
        assert_eq!(history.done().count(), 0);
    }
}
