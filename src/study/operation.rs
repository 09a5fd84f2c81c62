//! What can be done in a session and taken back: each a named operation with the entries that it wrote.

use crate::clock::Moment;
use crate::collection::Item;
use crate::deck::Revision;
use crate::memory::{CardId, Entry, EntryId, Ledger, Progress, Rating, Scribe, Stage, What};

/// Where the card in front came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The queue.
    Ahead,
    /// Its learning step, which ended then.
    Learning(Moment),
}

/// What may be done to a card besides grading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Not today.
    BuryCard,
    /// None of the note's cards today.
    BuryNote,
    /// Not until further notice.
    SuspendCard,
    /// None of the note's cards until further notice.
    SuspendNote,
    /// Marks the card, or takes the mark away.
    Flag,
}

impl Deed {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Deed::BuryCard => "bury",
            Deed::BuryNote => "bury note",
            Deed::SuspendCard => "suspend",
            Deed::SuspendNote => "suspend note",
            Deed::Flag => "flag",
        }
    }

    /// Whether it is done to every card of the note.
    pub fn is_of_note(self) -> bool {
        matches!(self, Deed::BuryNote | Deed::SuspendNote)
    }

    pub(super) fn what(self, before: Option<&Progress>) -> What {
        match self {
            Deed::BuryCard | Deed::BuryNote => What::Bury,
            Deed::SuspendCard | Deed::SuspendNote => What::Suspend,
            Deed::Flag if before.is_some_and(|progress| progress.flagged) => What::Unflag,
            Deed::Flag => What::Flag,
        }
    }
}

/// Something that was done.
#[derive(Clone, Debug)]
pub struct Operation {
    /// What, in a word.
    pub name: &'static str,
    /// To which card.
    pub item: Item,
    /// The rating, if it was a grade.
    pub rating: Option<Rating>,
    /// Where the card was on its way before.
    pub before: Stage,
    /// How long the answer took, in milliseconds.
    pub took: u32,
    /// The change to the note, if it was an edit.
    pub edit: Option<Revision>,
    pub(super) from: Source,
    /// Whether the card went away by it.
    pub(super) leaves: bool,
    /// The entries that take it back, or do it again, when they are taken back themselves.
    pub(super) toggles: Vec<(EntryId, CardId)>,
}

impl Operation {
    pub(super) fn on(item: Item, from: Source, name: &'static str, before: Stage, entries: &[Entry]) -> Operation {
        let toggles = entries.iter().map(|entry| (entry.id, entry.card.clone())).collect();
        Operation { name, item, rating: None, before, took: 0, edit: None, from, leaves: true, toggles }
    }

    /// Returns the entries that turn it over: done to undone, undone to done.
    pub(super) fn toggled(&self, ledger: &Ledger, scribe: &mut Scribe, now: Moment) -> Vec<Entry> {
        self.toggles.iter().map(|(id, card)| scribe.entry(ledger, now, card, What::Retract(*id))).collect()
    }
}

/// What is waiting to be on disk.
#[derive(Clone, Debug)]
pub(super) enum Did {
    Do(Operation),
    Undo(Vec<(EntryId, CardId)>),
    Redo(Vec<(EntryId, CardId)>),
}
