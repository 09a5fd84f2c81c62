//! A card's progress: the fold of its entries.

use serde::{Deserialize, Serialize};

use super::EntryId;
use crate::clock::{Calendar, Moment, StudyDay};

/// The stage of a card's learning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CardStage {
    /// It was never asked, or was reset.
    #[default]
    New,
    /// It is at this learning step.
    Learning(u8),
    /// It is known, with an interval of days.
    Review,
    /// It was forgotten, and is at this relearning step.
    Relearning(u8),
}

/// A card's state as it is shown, each with a mark of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardState {
    /// Never asked.
    New,
    /// On its learning steps.
    Learning,
    /// To be asked today.
    Due,
    /// Known, and not due.
    Known,
    /// Forgotten, and on its way back.
    Lapsed,
    /// Not asked until further notice.
    Suspended,
}

impl CardState {
    /// The word for scripts and readers.
    pub fn name(self) -> &'static str {
        match self {
            CardState::New => "new",
            CardState::Learning => "learning",
            CardState::Due => "due",
            CardState::Known => "known",
            CardState::Lapsed => "lapsed",
            CardState::Suspended => "suspended",
        }
    }
}

/// A card's progress.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// The last entry that it covers: a later one is folded on top, an earlier one needs a fold
    /// from the start.
    pub last: (Moment, Option<EntryId>),
    /// Its stage.
    pub stage: CardStage,
    /// The days in which recall falls to 90 %; 0 before the first review.
    pub stability: f32,
    /// How hard it is, 1 to 10; 0 before the first review.
    pub difficulty: f32,
    /// When it is due: to the second while it is learned, from the start of the day afterwards.
    pub due: Moment,
    /// The interval that led to `due`, in seconds.
    pub interval: u32,
    /// How often it was asked.
    pub reps: u32,
    /// How often it was forgotten once it was known.
    pub lapses: u32,
    /// When it was first asked.
    pub introduced: Option<Moment>,
    /// When it was last asked.
    pub reviewed: Option<Moment>,
    /// When it was last failed.
    pub failed: Option<Moment>,
    /// Whether it is not asked until further notice.
    pub suspended: bool,
    /// Whether it is marked for its owner's attention.
    pub flagged: bool,
    /// The day on which it is not asked again.
    pub buried: Option<StudyDay>,
}

impl Progress {
    /// Its state at `now`.
    pub fn state(&self, now: Moment) -> CardState {
        match self.stage {
            _ if self.suspended => CardState::Suspended,
            CardStage::New => CardState::New,
            CardStage::Learning(_) => CardState::Learning,
            CardStage::Relearning(_) => CardState::Lapsed,
            CardStage::Review if self.is_due(now) => CardState::Due,
            CardStage::Review => CardState::Known,
        }
    }

    /// Whether it is due: to the second while it is learned, on its day afterwards.
    pub fn is_due(&self, now: Moment) -> bool {
        self.stage != CardStage::New && self.due <= now
    }

    /// Whether it is on learning or relearning steps.
    pub fn is_learning(&self) -> bool {
        matches!(self.stage, CardStage::Learning(_) | CardStage::Relearning(_))
    }

    /// Whether it was failed when it was last asked, and not recalled since.
    pub fn is_failed(&self) -> bool {
        self.failed.is_some() && self.failed == self.reviewed
    }

    /// Whether it was failed on the last day that it was asked, before today: it comes back first.
    pub fn failed_before(&self, calendar: &Calendar, today: StudyDay) -> bool {
        match (self.failed, self.reviewed) {
            (Some(failed), Some(reviewed)) => {
                let day = calendar.day(reviewed);
                day < today && calendar.day(failed) == day
            }
            _ => false,
        }
    }

    /// Whether it may be asked on that day at all.
    pub fn is_open(&self, today: StudyDay) -> bool {
        !self.suspended && self.buried != Some(today)
    }

    /// Whether it was forgotten so often that it needs another approach.
    pub fn is_leech(&self, lapses: u32) -> bool {
        lapses > 0 && self.lapses >= lapses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leech_has_lapsed_often_enough_unless_nothing_is_one() {
        let lapsed = Progress { lapses: 8, ..Progress::default() };
        assert!(lapsed.is_leech(8) && !lapsed.is_leech(9));
        assert!(!lapsed.is_leech(0) && !Progress::default().is_leech(0), "0 turns it off");
    }
}
