//! The days until an exam and the seconds that each has: what both choosing today's cards and
//! judging later days go by.

use super::MemorySnapshot;
use crate::clock::{Moment, StudyDay};

/// The time for studying until an exam.
#[derive(Clone, Debug, PartialEq)]
pub struct DailyBudget {
    /// When it begins.
    pub now: Moment,
    /// Which study day that is.
    pub today: StudyDay,
    /// The seconds of each day on which there is time before the exam, the rest of today first; at
    /// least one day.
    pub seconds: Vec<f32>,
}

impl DailyBudget {
    /// So many seconds on each of the days, of which there is at least today.
    pub fn even(now: Moment, today: StudyDay, seconds: f32, days: u32) -> DailyBudget {
        DailyBudget { now, today, seconds: vec![seconds; days.max(1) as usize] }
    }

    /// The study days since a card was last asked.
    pub(super) fn gap(&self, snapshot: &MemorySnapshot) -> u32 {
        self.today.0.saturating_sub(snapshot.day.0).max(0).cast_unsigned()
    }
}
