//! A card's memory as of its last review.

use fsrs::MemoryState;

use super::{Calibration, Retention};
use crate::clock::{Moment, StudyDay};
use crate::memory::scheduler::DAY;
use crate::memory::{Progress, Rating, Scheduler};

/// The memory of a card after its last review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MemorySnapshot {
    pub(super) memory: MemoryState,
    pub(super) at: Moment,
    pub(super) day: StudyDay,
    /// Whether the card was asked on that day only.
    pub(super) fresh: bool,
}

impl MemorySnapshot {
    /// The memory of a card; none before its first review.
    pub fn from_progress(progress: &Progress, scheduler: &Scheduler) -> Option<MemorySnapshot> {
        let at = progress.reviewed?;
        let day = scheduler.calendar().day(at);
        let fresh = progress.introduced.is_some_and(|at| scheduler.calendar().day(at) == day);
        Some(MemorySnapshot { memory: progress.memory()?, at, day, fresh })
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
        let fresh = before.is_none_or(|before| before.fresh && before.day == day);
        Some(MemorySnapshot { memory: after[rating as usize], at, day, fresh })
    }

    /// What recall follows from.
    pub(super) fn retention(&self, scheduler: &Scheduler) -> Retention {
        Retention { stability: self.memory.stability, fresh: self.fresh, decay: scheduler.decay() }
    }

    /// The days since it was last asked.
    pub(super) fn days(&self, at: Moment) -> f32 {
        (at.seconds_since(self.at).max(0.0) / DAY) as f32
    }

    /// The chance that it is recalled at a time.
    pub fn recall(&self, scheduler: &Scheduler, calibration: &Calibration, at: Moment) -> f32 {
        calibration.recall(self.retention(scheduler), self.days(at))
    }

    /// The study day of the last review.
    pub fn day(&self) -> StudyDay {
        self.day
    }
}
