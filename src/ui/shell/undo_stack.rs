//! What can be done to notes outside a drill, and taken back: suspending, flagging, editing.

use super::desk::Desk;
use crate::deck::Revision;
use crate::library::{Library, NoteIx};
use crate::memory::{CardId, Entry, EntryFactory, EntryKind, Progress};
use crate::study::{CardAction, UndoHistory, WriteOutcome, WriteRequest};
use crate::text::count::pluralize;

/// So many deeds can be taken back, one after the other.
const KEPT: usize = 1_000;

/// The deeds of this session, each as it was told.
#[derive(Clone, Debug)]
pub struct UndoStack {
    scribe: EntryFactory,
    history: UndoHistory<String>,
}

impl UndoStack {
    /// Returns an empty list; entries' ids come from the seed.
    pub fn new(seed: u64) -> UndoStack {
        UndoStack { scribe: EntryFactory::new(seed), history: UndoHistory::default() }
    }

    /// Suspends or flags notes, or takes that away where it holds. Returns the entries to record.
    pub fn act(
        &mut self,
        desk: &Desk,
        library: &Library,
        notes: &[NoteIx],
        deed: CardAction,
    ) -> Vec<Entry> {
        let cards: Vec<CardId> = notes.iter().flat_map(|note| library.card_ids(*note)).collect();
        let flags = deed == CardAction::Flag;
        let (on, off, verbs) = if flags {
            (EntryKind::Flag, EntryKind::Unflag, ["Flagged", "Took the flag from"])
        } else {
            (EntryKind::Suspend, EntryKind::Unsuspend, ["Suspended", "Took up again"])
        };
        let holds = |progress: &Progress| if flags { progress.flagged } else { progress.suspended };
        let held = |card: &CardId| desk.ledger.get(card).is_some_and(holds);
        let away = cards.iter().any(held);
        let what = if away { off } else { on };
        let changed = cards.iter().filter(|card| held(card) == away);
        let entries: Vec<Entry> = changed
            .map(|card| self.scribe.entry(&desk.ledger, desk.now, card, what.clone()))
            .collect();
        let of = match notes {
            [one] => format!("“{}”", library.title(*one)),
            many => pluralize(many.len(), "note", "notes"),
        };
        let says = format!(
            "{} {of}: {}",
            verbs[usize::from(away)],
            pluralize(entries.len(), "card", "cards")
        );
        self.history.record(says, &entries);
        entries
    }

    /// Notes that a note is being edited.
    pub fn edit(&mut self, revision: Revision) {
        let did = match (&revision.before, &revision.after) {
            (None, _) => "Added",
            (_, None) => "Deleted",
            _ => "Edited",
        };
        self.history.edit(format!("{did} `{}`", revision.note), revision);
    }

    /// Takes back the last deed; nothing if there is none.
    pub fn undo(&mut self, desk: &Desk) -> Option<WriteRequest> {
        self.history.undo(&desk.ledger, &mut self.scribe, desk.now)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, desk: &Desk) -> Option<WriteRequest> {
        self.history.redo(&desk.ledger, &mut self.scribe, desk.now)
    }

    /// Goes on after it is on disk; returns what to say, the key that takes it back included.
    pub fn recorded(&mut self, undo: Option<String>) -> Option<String> {
        self.history.shorten(KEPT);
        Some(match self.history.settle()? {
            (WriteOutcome::Undone, says) => format!("Undone: {says}"),
            (WriteOutcome::Done | WriteOutcome::Redone, says) => match undo {
                Some(key) => format!("{says}; {key} undoes"),
                None => says.clone(),
            },
        })
    }

    /// Stays as it is: nothing could be written.
    pub fn not_recorded(&mut self) {
        self.history.cancel();
    }
}
