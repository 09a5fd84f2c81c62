//! The days until an exam and the seconds that each has: what both choosing today's cards and judging
//! later days go by.

use super::MemorySnapshot;
use crate::clock::{Moment, StudyDay};

/// The time for studying until an exam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DailyBudget {
    /// When it begins.
    pub now: Moment,
    /// Which study day that is.
    pub today: StudyDay,
    /// How many seconds are left today.
    pub seconds: f32,
    /// How many seconds each later day has.
    pub every: f32,
    /// On how many days there is time before the exam, today included; at least 1.
    pub days: u32,
}

impl DailyBudget {
    /// The study days since a card was last asked.
    pub(super) fn gap(&self, snapshot: &MemorySnapshot) -> u32 {
        self.today.0.saturating_sub(snapshot.day.0).max(0).cast_unsigned()
    }
}
