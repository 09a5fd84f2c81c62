//! The minutes for the exams, in a drill under way: what is asked is chosen anew after each answer,
//! so that a day's minutes are used and not exceeded.

use std::sync::Arc;

use super::DrillSession;
use crate::library::LibraryCard;
use crate::plan::today::{self, SessionTime};
use crate::session::learner::Learner;
use crate::study::{DrillMode, QuestionStage, TimePolicy};

/// Ends a drill with the minutes for the exams: nothing is begun beyond them, as in the plan.
#[derive(Debug)]
struct ExamMinutes {
    end: f64,
}

impl TimePolicy for ExamMinutes {
    fn has_time(&self, seconds_used: f64, _: LibraryCard, _: QuestionStage) -> bool {
        seconds_used < self.end
    }
}

impl DrillSession {
    /// Has the drill end with the minutes for the exams.
    pub(super) fn limit(&mut self, learner: &Learner) {
        if self.drill.mode == DrillMode::Exam {
            let used = self.drill.seconds_used();
            let end = used + f64::from(self.seconds_left(learner) + self.seconds_beside);
            self.drill.set_time_policy(Arc::new(ExamMinutes { end }));
        }
    }

    /// Adds minutes to today's, and goes on.
    pub fn add_minutes(&mut self, learner: &Learner, minutes: u32) {
        // What the day took beyond its minutes is not taken from those added.
        let over = self.seconds_left(learner).min(0.0);
        self.more += minutes as f32 * 60.0 - over;
        self.limit(learner);
        self.replan(learner);
        self.drill.go_on(learner.context(), learner.now);
    }

    /// About how many seconds the rest takes.
    pub fn seconds_to_come(&self, learner: &Learner) -> f32 {
        learner.seconds(self.drill.remaining())
    }

    /// What is left of today's minutes for the exams, in seconds; below 0 if they were exceeded.
    fn seconds_left(&self, learner: &Learner) -> f32 {
        let Learner { library, scheduler, answer_stats, now, .. } = learner;
        today::exam_seconds_left(library, scheduler, answer_stats, *now) + self.more
            - self.unrecorded(learner)
    }

    /// The seconds studied in this session that no entry tells of yet.
    fn unrecorded(&self, learner: &Learner) -> f32 {
        let recorded = spent_today(learner) - self.spent_before;
        (self.drill.seconds_used() as f32 - recorded).max(0.0)
    }

    /// Chooses anew what is asked in the rest of today's minutes: somebody quick gets more, for
    /// somebody slow the least of it waits for other days.
    pub(super) fn replan(&mut self, learner: &Learner) {
        if self.drill.mode != DrillMode::Exam {
            return;
        }
        let session = SessionTime {
            more: self.more,
            unrecorded: self.unrecorded(learner),
            pending: self.drill.pending(),
            prices: Some(self.prices.clone()),
        };
        let plan = learner.plan_for_session(&self.request.scope, &session);
        let asked = self.drill.answered().0;
        let limit = self.request.limit.map_or(usize::MAX, |limit| limit.saturating_sub(asked));
        let cards = plan.mixed(&learner.library).into_iter().take(limit);
        self.drill.replan(learner.context(), learner.now, cards);
    }
}

/// The seconds studied today.
pub(super) fn spent_today(learner: &Learner) -> f32 {
    let today = learner.scheduler.calendar().day(learner.now);
    learner.answer_stats.seconds_spent(today, |_| true)
}
