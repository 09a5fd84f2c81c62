//! What can be done in a session and taken back: each a named operation on a card.

use crate::clock::Moment;
use crate::library::Item;
use crate::memory::{EntryId, Progress, Rating, Stage, What};

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

/// Something that was done to a card.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// What, in a word.
    pub name: &'static str,
    /// To which card.
    pub item: Item,
    /// The rating, if it was a grade.
    pub rating: Option<Rating>,
    /// The first entry that it wrote, if it wrote any.
    pub entry: Option<EntryId>,
    /// Where the card was on its way before.
    pub before: Stage,
    /// How long the answer took, in milliseconds.
    pub took: u32,
    pub(super) from: Source,
    /// Whether the card went away by it.
    pub(super) leaves: bool,
}
