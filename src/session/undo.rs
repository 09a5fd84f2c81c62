//! What was done to notes outside a drill, and can be taken back: suspending, flagging, editing.

use crate::deck::Revision;
use crate::library::NoteIx;
use crate::memory::{CardId, Entry, EntryFactory, EntryKind, Progress};
use crate::study::{CardAction, UndoHistory, WriteOutcome, WriteRequest};

use super::learner::Learner;

/// So many changes can be taken back, one after the other.
const KEPT: usize = 1_000;

/// Something that was done to notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoableChange {
    /// Cards were suspended or flagged.
    Marked {
        /// Which of the two.
        action: CardAction,
        /// Whether it was taken away instead.
        lifted: bool,
        /// The notes.
        notes: ChangedNotes,
        /// How many cards.
        cards: usize,
    },
    /// A note was added.
    Added(String),
    /// A note was edited.
    Edited(String),
    /// A note was deleted.
    Deleted(String),
}

/// The notes of a change: the title of one, or how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedNotes {
    /// One note's title.
    One(String),
    /// So many notes.
    Many(usize),
}

/// The changes of this session, the last of which undo takes back.
#[derive(Clone, Debug)]
pub struct UndoStack {
    entries: EntryFactory,
    history: UndoHistory<UndoableChange>,
}

impl UndoStack {
    /// An empty stack; entries' ids come from the seed.
    pub fn new(seed: u64) -> UndoStack {
        UndoStack { entries: EntryFactory::new(seed), history: UndoHistory::default() }
    }

    /// Flags notes, or suspends them; where some are already, takes that away. The entries are to be
    /// written.
    pub fn mark(&mut self, learner: &Learner, notes: &[NoteIx], action: CardAction) -> Vec<Entry> {
        let library = &learner.library;
        let cards: Vec<CardId> = notes.iter().flat_map(|note| library.card_ids(*note)).collect();
        let flags = action == CardAction::Flag;
        let is_marked = |card: &CardId| {
            let known = learner.ledger.get(card);
            known.is_some_and(
                |Progress { flagged, suspended, .. }| {
                    if flags { *flagged } else { *suspended }
                },
            )
        };
        let lifted = cards.iter().any(is_marked);
        let kind = match (flags, lifted) {
            (true, false) => EntryKind::Flag,
            (true, true) => EntryKind::Unflag,
            (false, false) => EntryKind::Suspend,
            (false, true) => EntryKind::Unsuspend,
        };
        let mut entries = Vec::new();
        for card in cards.iter().filter(|card| is_marked(card) == lifted) {
            entries.push(self.entries.entry(&learner.ledger, learner.now, card, kind.clone()));
        }
        let notes = match notes {
            [note] => ChangedNotes::One(library.title(*note)),
            notes => ChangedNotes::Many(notes.len()),
        };
        let change = UndoableChange::Marked { action, lifted, notes, cards: entries.len() };
        self.history.record(change, &entries);
        entries
    }

    /// Has an edit wait until it is on disk.
    pub fn edit(&mut self, revision: Revision) {
        let note = revision.note.clone();
        let change = match (&revision.before, &revision.after) {
            (None, _) => UndoableChange::Added(note),
            (_, None) => UndoableChange::Deleted(note),
            _ => UndoableChange::Edited(note),
        };
        self.history.edit(change, revision);
    }

    /// Takes back the last change, if there is one.
    pub fn undo(&mut self, learner: &Learner) -> Option<WriteRequest> {
        self.history.undo(&learner.ledger, &mut self.entries, learner.now)
    }

    /// Does again what was taken back last, if anything was.
    pub fn redo(&mut self, learner: &Learner) -> Option<WriteRequest> {
        self.history.redo(&learner.ledger, &mut self.entries, learner.now)
    }

    /// Moves on after a change is on disk, and returns it.
    pub fn recorded(&mut self) -> Option<(WriteOutcome, &UndoableChange)> {
        self.history.shorten(KEPT);
        self.history.complete()
    }

    /// Stays as it is: nothing could be written.
    pub fn not_recorded(&mut self) {
        self.history.cancel();
    }
}
