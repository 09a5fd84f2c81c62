//! What can be done in a session and taken back: each a named operation on a card.

use super::lesson::LessonStep;
use crate::clock::Moment;
use crate::library::LibraryCard;
use crate::memory::{CardStage, EntryId, EntryKind, Progress, Rating};

/// The name of having read a note that was shown.
pub(super) const READ: &str = "read";

/// Where the card in front came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CardSource {
    /// The queue.
    Ahead,
    /// Its learning step, which ended then.
    Learning(Moment),
    /// The cards that come back, at this turn and in this form.
    Returning(usize, LessonStep),
}

/// What may be done to a card besides grading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardAction {
    /// Puts the card off until tomorrow.
    BuryCard,
    /// Puts all cards of the note off until tomorrow.
    BuryNote,
    /// Stops asking the card.
    SuspendCard,
    /// Stops asking the cards of the note.
    SuspendNote,
    /// Marks the card, or takes the mark away.
    Flag,
    /// Has the cards of the note start again as new.
    Forget,
}

impl CardAction {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            CardAction::BuryCard => "bury",
            CardAction::BuryNote => "bury note",
            CardAction::SuspendCard => "suspend",
            CardAction::SuspendNote => "suspend note",
            CardAction::Flag => "flag",
            CardAction::Forget => "forget",
        }
    }

    /// Whether it is done to every card of the note.
    pub fn is_of_note(self) -> bool {
        matches!(self, CardAction::BuryNote | CardAction::SuspendNote | CardAction::Forget)
    }

    pub(super) fn what(self, before: Option<&Progress>) -> EntryKind {
        match self {
            CardAction::BuryCard | CardAction::BuryNote => EntryKind::Bury,
            CardAction::SuspendCard | CardAction::SuspendNote => EntryKind::Suspend,
            CardAction::Flag if before.is_some_and(|progress| progress.flagged) => {
                EntryKind::Unflag
            }
            CardAction::Flag => EntryKind::Flag,
            CardAction::Forget => EntryKind::Reset,
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
    /// The card's stage before.
    pub before: CardStage,
    /// How the card was put.
    pub step: LessonStep,
    /// How long the answer took, in milliseconds.
    pub took: u32,
    pub(super) from: CardSource,
    /// Whether the card leaves the front by it.
    pub(super) leaves: bool,
}
