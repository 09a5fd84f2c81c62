//! A card's memory as of its last review.

use fsrs::MemoryState;

use super::Calibration;
use crate::clock::{Moment, StudyDay};
use crate::memory::scheduler::DAY;
use crate::memory::{Progress, Rating, Scheduler};

/// The memory of a card after its last review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MemorySnapshot {
    pub(super) memory: MemoryState,
    pub(super) at: Moment,
    pub(super) day: StudyDay,
}

impl MemorySnapshot {
    /// The memory of a card; none before its first review.
    pub fn from_progress(progress: &Progress, scheduler: &Scheduler) -> Option<MemorySnapshot> {
        let at = progress.reviewed?;
        Some(MemorySnapshot { memory: progress.memory()?, at, day: scheduler.calendar().day(at) })
    }

    /// The memory after an answer.
    pub(super) fn after(
        before: Option<MemorySnapshot>,
        at: Moment,
        rating: Rating,
        scheduler: &Scheduler,
    ) -> Option<MemorySnapshot> {
        let day = scheduler.calendar().day(at);
        let days =
            before.map_or(0, |before| day.0.saturating_sub(before.day.0).max(0).cast_unsigned());
        let after = scheduler.memories(before.map(|before| before.memory), days)?;
        Some(MemorySnapshot { memory: after[rating as usize], at, day })
    }

    /// The chance that it is recalled at a time.
    pub(super) fn recall(
        &self,
        scheduler: &Scheduler,
        calibration: Calibration,
        at: Moment,
    ) -> f32 {
        calibration.adjust(scheduler.recall(self.memory, at.seconds_since(self.at) / DAY))
    }

    /// The study day of the last review.
    pub fn day(&self) -> StudyDay {
        self.day
    }
}
