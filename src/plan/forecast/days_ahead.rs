//! The days until the exam: how many cards each asks, how long that takes, and what is recalled.

use super::daily_budget::DailyBudget;
use super::day_prices::{PricedPlanner, price_days};
use super::study_planner::StudyPlanner;
use super::{CandidateCard, ForecastModel};
use crate::clock::{Moment, StudyDay};
use crate::memory::scheduler::DAY;

/// The most days of a forecast.
const LONGEST: i32 = 731;

/// The forecast of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayForecast {
    /// The day.
    pub day: StudyDay,
    /// The share, 0 to 1, that would be recalled at noon without any study from now on.
    pub idle: f32,
    /// The share that would be recalled after that day's study with the plan followed; on the day
    /// of the exam, at noon.
    pub planned: f32,
    /// How many cards the plan asks for the first time.
    pub new: f32,
    /// How many cards it asks that were asked on another day.
    pub reviews: f32,
    /// How many seconds that takes.
    pub seconds: f32,
}

impl ForecastModel<'_> {
    /// The forecast of each day from today until the exam.
    pub fn daily_forecast(
        &self,
        candidates: &[CandidateCard],
        budget: &DailyBudget,
    ) -> Vec<DayForecast> {
        let calendar = self.scheduler.calendar();
        let own = StudyPlanner::new(*self, candidates, budget);
        let (priced, _) = price_days(vec![own], None);
        let PricedPlanner { planner, worth, .. } = &priced[0];
        let course = planner.course(worth);
        let last = calendar
            .day(self.exam)
            .clamp(budget.today, StudyDay(budget.today.0.saturating_add(LONGEST)));
        let all = candidates.len().max(1) as f32;
        let chances = |cards: &mut dyn Iterator<Item = &CandidateCard>, at: Moment| {
            cards.map(|card| self.chance(card, at)).sum::<f32>()
        };
        let mut days = Vec::new();
        for day in budget.today.0..=last.0 {
            let ahead = (day - budget.today.0).cast_unsigned();
            let noon = calendar.noon(StudyDay(day)).max(budget.now);
            let is_exam = day == last.0;
            let at = match ahead {
                _ if is_exam => self.exam.max(budget.now),
                0 => budget.now,
                _ => budget.now.plus_seconds(i64::from(ahead) * DAY as i64),
            };
            let closed = chances(&mut candidates.iter().filter(|card| !card.open), at);
            let from_now = (at.seconds_since(budget.now) / DAY) as f32;
            let planned = planner.recall_on(&course, ahead, from_now) + closed;
            let slot = planner.days.iter().rposition(|start| *start <= ahead).unwrap_or(0);
            // A slot's study is spread over its days; on the day of the exam there is none, unless
            // that is today.
            let share =
                if is_exam && ahead > 0 { 0.0 } else { 1.0 / planner.slot_days(slot).len() as f32 };
            days.push(DayForecast {
                day: StudyDay(day),
                idle: chances(&mut candidates.iter(), noon) / all,
                planned: (planned / all).clamp(0.0, 1.0),
                new: course.new[slot] * share,
                reviews: course.reviews[slot] * share,
                seconds: course.seconds[slot] * share,
            });
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::memory::Scheduler;
    use crate::plan::AnswerStats;
    use crate::plan::forecast::StudySeconds;
    use crate::settings::Settings;

    fn course(cards: usize, days: i64, minutes: f32) -> Vec<DayForecast> {
        let (scheduler, answer_stats) =
            (Scheduler::new(Settings::default(), Calendar::utc()), AnswerStats::default());
        let exam = scheduler.calendar().noon(StudyDay(days as i32));
        let model =
            ForecastModel { scheduler: &scheduler, answer_stats: &answer_stats, exam, guess: 0.0 };
        let seconds = StudySeconds { recalled: 10.0, failed: 15.0 };
        let candidates = vec![CandidateCard { snapshot: None, seconds, open: true }; cards];
        let now = Moment(36_000_000);
        let budget = DailyBudget::even(now, StudyDay(0), minutes * 60.0, days as u32);
        model.daily_forecast(&candidates, &budget)
    }

    #[test]
    fn more_minutes_bring_more_and_none_bring_nothing() {
        let end = |minutes| course(300, 10, minutes).last().unwrap().planned;
        assert!(
            end(0.0) < 1e-6 && end(5.0) < end(10.0) && end(10.0) < end(30.0),
            "{} {} {}",
            end(0.0),
            end(5.0),
            end(30.0)
        );
        assert!(end(30.0) > 0.8);
        let days = course(300, 10, 10.0);
        assert_eq!(days.len(), 11);
        assert!(days.iter().all(|day| day.idle < 1e-6));
        assert!(days[10].reviews < 1e-6 && days[0].new > 20.0, "{days:?}");
    }

    #[test]
    fn every_day_uses_its_minutes_and_every_card_is_met_where_they_suffice() {
        let days = course(300, 10, 20.0);
        for day in &days[..10] {
            assert!((day.seconds / 1200.0 - 1.0).abs() < 0.01, "{day:?}");
        }
        let met: f32 = days.iter().map(|day| day.new).sum();
        assert!(met > 297.0, "{met}");
    }

    #[test]
    fn an_exam_today_still_has_its_plan() {
        let days = course(20, 0, 30.0);
        assert_eq!(days.len(), 1);
        assert!(days[0].planned > 0.9 && days[0].idle < 1e-6, "{days:?}");
        assert_eq!(course(0, 3, 5.0).last().map(|day| day.planned), Some(0.0));
    }
}
