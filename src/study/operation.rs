//! What can be done in a session and taken back: each a named operation on a card.

use crate::clock::Moment;
use crate::library::LibraryCard;
use crate::memory::{CardStage, EntryId, EntryKind, Progress, Rating};

/// Where the card in front came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CardSource {
    /// The queue.
    Ahead,
    /// Its learning step, which ended then.
    Learning(Moment),
}

/// What may be done to a card besides grading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardAction {
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

impl CardAction {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            CardAction::BuryCard => "bury",
            CardAction::BuryNote => "bury note",
            CardAction::SuspendCard => "suspend",
            CardAction::SuspendNote => "suspend note",
            CardAction::Flag => "flag",
        }
    }

    /// Whether it is done to every card of the note.
    pub fn is_of_note(self) -> bool {
        matches!(self, CardAction::BuryNote | CardAction::SuspendNote)
    }

    pub(super) fn what(self, before: Option<&Progress>) -> EntryKind {
        match self {
            CardAction::BuryCard | CardAction::BuryNote => EntryKind::Bury,
            CardAction::SuspendCard | CardAction::SuspendNote => EntryKind::Suspend,
            CardAction::Flag if before.is_some_and(|progress| progress.flagged) => {
                EntryKind::Unflag
            }
            CardAction::Flag => EntryKind::Flag,
        }
    }
}

/// Something that was done to a card.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// What, in a word.
    pub name: &'static str,
    /// To which card.
    pub item: LibraryCard,
    /// The rating, if it was a grade.
    pub rating: Option<Rating>,
    /// The first entry that it wrote, if it wrote any.
    pub entry: Option<EntryId>,
    /// Where the card was on its way before.
    pub before: CardStage,
    /// How long the answer took, in milliseconds.
    pub took: u32,
    pub(super) from: CardSource,
    /// Whether the card went away by it.
    pub(super) leaves: bool,
}
