//! What a drill comes to for the exam and for tomorrow: worked out once, when it ends.

use crate::session::DrillRequest;
use crate::session::learner::Learner;

/// The numbers of the end of a drill.
#[derive(Clone, Debug, Default)]
pub(super) struct DayEnd {
    /// The score in the nearest exam if it were now, when the drill began.
    pub(super) score_before: Option<f32>,
    /// The same at its end.
    pub(super) score_after: Option<f32>,
    /// The score to expect on its day, with the plan until then.
    pub(super) on_exam_day: Option<f32>,
    /// How many days there are to that exam.
    pub(super) days_to_go: Option<usize>,
    /// How many cards tomorrow has, and about how many minutes they take.
    pub(super) cards_tomorrow: usize,
    pub(super) minutes_tomorrow: Option<usize>,
}

impl DayEnd {
    /// The numbers as a drill begins.
    pub(super) fn before(learner: &Learner) -> DayEnd {
        let exam = learner.plan.exams.first();
        let score_before = exam.map(|forecast| forecast.score.expected);
        DayEnd { score_before, ..DayEnd::default() }
    }

    /// Works out the rest, as a drill ends.
    pub(super) fn complete(&mut self, learner: &Learner, request: &DrillRequest) {
        let today = learner.scheduler.calendar().day(learner.now);
        let plan = learner.plan_for(&request.scope);
        let exam = plan.exams.first();
        self.score_after = exam.map(|forecast| forecast.score.expected);
        self.on_exam_day = exam.map(|forecast| forecast.on_exam_day.expected);
        self.days_to_go =
            exam.and_then(|forecast| usize::try_from(forecast.exam.date.0 - today.0).ok());
        let tomorrow = learner.plan_for_tomorrow(&request.scope);
        self.cards_tomorrow = tomorrow.len();
        self.minutes_tomorrow = Some(tomorrow.minutes());
    }
}
