//! What can be done to notes outside a drill, and taken back: suspending, flagging, editing.

use super::desk::Desk;
use super::msg::Saving;
use super::pane::counted;
use crate::collection::{Collection, NoteIx};
use crate::deck::Revision;
use crate::memory::{CardId, Entry, EntryId, Progress, Scribe, What};
use crate::study::Deed;

/// Something done to notes, with what turns it over.
#[derive(Clone, Debug)]
struct Done {
    says: String,
    toggles: Vec<(EntryId, CardId)>,
    edit: Option<Revision>,
}

/// What takes a deed back, or does it again.
#[derive(Debug)]
pub enum Turn {
    /// These entries, on disk.
    Record(Vec<Entry>),
    /// This text in its deck.
    Save(Saving),
}

/// What is waiting to be on disk.
#[derive(Clone, Debug)]
enum Pending {
    Do(Done),
    Undo(Vec<(EntryId, CardId)>),
    Redo(Vec<(EntryId, CardId)>),
}

/// The deeds of this session.
#[derive(Clone, Debug)]
pub struct Deeds {
    scribe: Scribe,
    done: Vec<Done>,
    undone: Vec<Done>,
    pending: Option<Pending>,
}

impl Deeds {
    /// Returns an empty list; entries' ids come from the seed.
    pub fn new(seed: u64) -> Deeds {
        Deeds { scribe: Scribe::new(seed), done: Vec::new(), undone: Vec::new(), pending: None }
    }

    /// Suspends or flags notes, or takes that away where it holds. Returns the entries to record.
    pub fn act(&mut self, desk: &Desk, collection: &Collection, notes: &[NoteIx], deed: Deed) -> Vec<Entry> {
        let cards: Vec<CardId> = notes.iter().flat_map(|note| collection.card_ids(*note)).collect();
        let flags = deed == Deed::Flag;
        let (on, off, verbs) = if flags {
            (What::Flag, What::Unflag, ["Flagged", "Took the flag from"])
        } else {
            (What::Suspend, What::Unsuspend, ["Suspended", "Took up again"])
        };
        let holds = |progress: &Progress| if flags { progress.flagged } else { progress.suspended };
        let held = |card: &CardId| desk.ledger.get(card).is_some_and(holds);
        let away = cards.iter().any(held);
        let what = if away { off } else { on };
        let changed = cards.iter().filter(|card| held(card) == away);
        let entries: Vec<Entry> =
            changed.map(|card| self.scribe.entry(&desk.ledger, desk.now, card, what.clone())).collect();
        let of = match notes {
            [one] => format!("“{}”", collection.title(*one)),
            many => counted(many.len(), "note", "notes"),
        };
        let says = format!("{} {of}: {}; u undoes", verbs[usize::from(away)], counted(entries.len(), "card", "cards"));
        self.pending = Some(Pending::Do(Done { says, toggles: toggles(&entries), edit: None }));
        entries
    }

    /// Notes that a note is being edited.
    pub fn edit(&mut self, revision: Revision) {
        let says = format!("Edited `{}`; u undoes", revision.note);
        self.pending = Some(Pending::Do(Done { says, toggles: Vec::new(), edit: Some(revision) }));
    }

    /// Takes back the last deed; nothing if there is none.
    pub fn undo(&mut self, desk: &Desk) -> Option<Turn> {
        let done = self.done.last()?;
        if let Some(revision) = &done.edit {
            self.pending = Some(Pending::Undo(Vec::new()));
            return Some(Turn::Save(Saving::back(revision)));
        }
        let entries = turned(done, &mut self.scribe, desk);
        self.pending = Some(Pending::Undo(toggles(&entries)));
        Some(Turn::Record(entries))
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, desk: &Desk) -> Option<Turn> {
        let done = self.undone.last()?;
        if let Some(revision) = &done.edit {
            self.pending = Some(Pending::Redo(Vec::new()));
            return Some(Turn::Save(Saving::again(revision)));
        }
        let entries = turned(done, &mut self.scribe, desk);
        self.pending = Some(Pending::Redo(toggles(&entries)));
        Some(Turn::Record(entries))
    }

    /// Goes on after the entries are on disk; returns what to say.
    pub fn recorded(&mut self) -> Option<String> {
        match self.pending.take()? {
            Pending::Do(done) => {
                self.undone.clear();
                let says = done.says.clone();
                self.done.push(done);
                Some(says)
            }
            Pending::Undo(toggles) => {
                let done = self.done.pop()?;
                let says = format!("Undone: {}", done.says.trim_end_matches("; u undoes"));
                self.undone.push(Done { toggles, ..done });
                Some(says)
            }
            Pending::Redo(toggles) => {
                let done = self.undone.pop()?;
                let says = done.says.clone();
                self.done.push(Done { toggles, ..done });
                Some(says)
            }
        }
    }

    /// Stays as it is: nothing could be written.
    pub fn not_recorded(&mut self) {
        self.pending = None;
    }
}

fn toggles(entries: &[Entry]) -> Vec<(EntryId, CardId)> {
    entries.iter().map(|entry| (entry.id, entry.card.clone())).collect()
}

fn turned(done: &Done, scribe: &mut Scribe, desk: &Desk) -> Vec<Entry> {
    done.toggles.iter().map(|(id, card)| scribe.entry(&desk.ledger, desk.now, card, What::Retract(*id))).collect()
}
