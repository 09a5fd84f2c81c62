//! The plan for an exam as people read it: a row for each day, with what was done and what is to
//! come.

use super::exams::ExamForecast;
use super::forecast::{AnswerStats, DayForecast, StudiedDay};
use super::queue::StudyPlan;
use crate::clock::StudyDay;

/// So many past days are shown at most.
const PAST: i32 = 7;

/// What a day is to the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanDayState {
    /// It is over, and something was studied.
    Done,
    /// It is over, and nothing was.
    Missed,
    /// It is today.
    Today,
    /// It is to come.
    Ahead,
    /// It is that of the exam.
    Exam,
}

/// Replaces the forecast of today by the cards that are planned for it, and the score on the day of
/// the exam by the one that the exam's own forecast computed.
pub fn settle_days(days: &mut [DayForecast], forecast: &ExamForecast, plan: &StudyPlan) {
    if let Some(exam) = days.last_mut().filter(|day| day.day == forecast.exam.date) {
        exam.planned = forecast.on_exam_day.expected;
    }
    let Some(today) = days.first_mut() else { return };
    (today.new, today.reviews, today.seconds) = if plan.exams.len() > 1 {
        (forecast.new as f32, forecast.reviews as f32, forecast.seconds)
    } else {
        let reviews = plan.due.len() + plan.learning.len();
        (plan.new.len() as f32, reviews as f32, plan.seconds)
    };
}

/// A day of the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanDay {
    /// The day.
    pub day: StudyDay,
    /// What it is.
    pub state: PlanDayState,
    /// Cards asked for the first time.
    pub new: f32,
    /// Cards asked before.
    pub reviews: f32,
    /// How long that takes; of today, with what was done.
    pub seconds: f32,
    /// The score to expect after that day if the exam were then; none for past days.
    pub expected: Option<f32>,
}

/// The plan for an exam, day by day.
#[derive(Clone, Debug, PartialEq)]
pub struct ExamPlan {
    /// The past days with study and those between, today, and those to come until the exam.
    pub days: Vec<PlanDay>,
    /// How many answers were given today.
    pub done: usize,
    /// How many seconds they took.
    pub seconds_done: f32,
}

impl ExamPlan {
    /// Joins the days ahead with what was studied.
    pub fn new(
        forecast: &ExamForecast,
        ahead: &[DayForecast],
        answer_stats: &AnswerStats,
        today: StudyDay,
    ) -> ExamPlan {
        let studied = answer_stats.days();
        let first = studied.range(StudyDay(today.0.saturating_sub(PAST))..today).next();
        let first = first.map_or(today.0, |(day, _)| day.0);
        let mut days: Vec<PlanDay> = (first..today.0)
            .map(|day| match studied.get(&StudyDay(day)) {
                Some(done) => past(StudyDay(day), PlanDayState::Done, *done),
                None => past(StudyDay(day), PlanDayState::Missed, StudiedDay::default()),
            })
            .collect();
        let done = studied.get(&today).copied().unwrap_or_default();
        for day in ahead {
            let state = match day.day {
                day if day == today => PlanDayState::Today,
                day if day == forecast.exam.date => PlanDayState::Exam,
                _ => PlanDayState::Ahead,
            };
            let mut row = PlanDay {
                day: day.day,
                state,
                new: day.new,
                reviews: day.reviews,
                seconds: day.seconds,
                expected: Some(day.planned),
            };
            if day.day == today {
                row.new += done.new as f32;
                row.reviews += done.reviews as f32;
                row.seconds += done.seconds;
            }
            days.push(row);
        }
        ExamPlan { days, done: done.new + done.reviews, seconds_done: done.seconds }
    }
}

fn past(day: StudyDay, state: PlanDayState, done: StudiedDay) -> PlanDay {
    PlanDay {
        day,
        state,
        new: done.new as f32,
        reviews: done.reviews as f32,
        seconds: done.seconds,
        expected: None,
    }
}

#[cfg(test)]
mod tests {
    use super::PlanDayState::{Ahead, Done, Exam as ExamDay, Missed, Today};
    use super::*;
    use crate::clock::{Calendar, Moment};
    use crate::memory::{
        AnswerMethod, CardId, Entry, EntryId, EntryKind, Ledger, Rating, Scheduler,
    };
    use crate::settings::{Exam, Settings};

    #[test]
    fn done_days_come_before_today_and_missed_ones_between_them() {
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let day = 86_400_000;
        let entry = |at: i64, card: &str| Entry {
            id: EntryId(at as u64),
            at: Moment(at),
            card: CardId::from(card),
            what: EntryKind::Review(Rating::Good, AnswerMethod::Shown, 9_000),
        };
        let noon = day / 2;
        let entries = [
            entry(2 * day + noon, "d/a/t"),
            entry(4 * day + noon, "d/a/t"),
            entry(4 * day + noon + 1, "d/b/t"),
        ];
        let ledger = Ledger::fold(&scheduler, entries.to_vec());
        let stats = AnswerStats::from_entries(&entries, |_| 50, &ledger, &scheduler);
        let forecast = |date| ExamForecast {
            exam: Exam { date: StudyDay(date), ..Exam::default() },
            score: crate::plan::ScoreRange::default(),
            after: 0.0,
            on_exam_day: crate::plan::ScoreRange::default(),
            topics: Vec::new(),
            decks: Vec::new(),
            unseen: 0,
            new: 0,
            reviews: 0,
            seconds: 0.0,
            days: Vec::new(),
        };
        let mut ahead: Vec<DayForecast> = (4..7)
            .map(|day| DayForecast {
                day: StudyDay(day),
                idle: 0.0,
                planned: 0.5,
                new: 3.0,
                reviews: 2.0,
                seconds: 60.0,
            })
            .collect();
        settle_days(&mut ahead, &forecast(6), &StudyPlan { seconds: 60.0, ..StudyPlan::default() });
        let plan = ExamPlan::new(&forecast(6), &ahead, &stats, StudyDay(4));
        let states: Vec<PlanDayState> = plan.days.iter().map(|day| day.state).collect();
        assert_eq!(states, [Done, Missed, Today, Ahead, ExamDay]);
        let today = plan.days[2];
        assert!((today.new - 1.0).abs() < 1e-6 && (today.reviews - 1.0).abs() < 1e-6);
        assert!((today.seconds - 78.0).abs() < 1e-3 && plan.done == 2, "{plan:?}");
    }
}
