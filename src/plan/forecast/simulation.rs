//! A simulation of the days until the exam: the recall on each, with and without study.
//!
//! With the plan, each answer is drawn by its chance, and the next day is planned on the result, as
//! the real one will be. Several runs are averaged; the same seed gives the same result.

use super::selection::DailyBudget;
use super::{CandidateCard, ForecastModel, MemorySnapshot};
use crate::clock::{Moment, StudyDay};
use crate::rng::Rng;

/// How many cards times days are simulated: a few hundred cards over a month make the average
/// steady to half a percent, and thousands are steady in one run.
const DRAWS: usize = 120_000;
/// The most days of a forecast.
const LONGEST: i32 = 731;

/// The forecast of a day: the share, 0 to 1, that would be recalled at noon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayForecast {
    /// The day.
    pub day: StudyDay,
    /// Without any study from now on.
    pub idle: f32,
    /// With the plan followed until then.
    pub planned: f32,
    /// How many cards the plan asks on that day.
    pub reviews: f32,
}

impl ForecastModel<'_> {
    /// The forecast of each day from today until the exam, with this many seconds of study on each
    /// day before it; today's are those of the budget.
    pub fn daily_forecast(
        &self,
        candidates: &[CandidateCard],
        first: &DailyBudget,
        seconds: f32,
        seed: u64,
    ) -> Vec<DayForecast> {
        let calendar = self.scheduler.calendar();
        let last = calendar
            .day(self.exam)
            .clamp(first.today, StudyDay(first.today.0.saturating_add(LONGEST)));
        let mut points: Vec<DayForecast> = (first.today.0..=last.0)
            .map(|day| {
                let idle = self.mean(candidates, self.noon(StudyDay(day), first.now));
                DayForecast { day: StudyDay(day), idle, planned: 0.0, reviews: 0.0 }
            })
            .collect();
        let lives = (DRAWS / (candidates.len().max(1) * points.len())).clamp(1, 16);
        for life in 0..lives {
            self.simulate(
                candidates.to_vec(),
                first,
                seconds,
                &mut Rng::new(seed ^ life as u64),
                &mut points,
            );
        }
        for point in &mut points {
            point.planned /= lives as f32;
            point.reviews /= lives as f32;
        }
        points
    }

    /// Simulates the days once and adds the result to the points.
    fn simulate(
        &self,
        mut cards: Vec<CandidateCard>,
        first: &DailyBudget,
        seconds: f32,
        rng: &mut Rng,
        points: &mut [DayForecast],
    ) {
        let count = points.len();
        for (at, point) in points.iter_mut().enumerate() {
            let days = (count - 1 - at).max(1) as u32;
            let evening =
                Moment(self.scheduler.calendar().noon(point.day).0.saturating_add(6 * 3_600_000));
            let budget = match at {
                0 => *first,
                _ => DailyBudget { now: evening.max(first.now), today: point.day, seconds, days },
            };
            // Before the day's study, but for today's: that is still to come when the exam is
            // today.
            let is_last = at + 1 == count;
            if !is_last || at == 0 {
                let chosen = self.choose_cards(&cards, &budget);
                point.reviews += chosen.len() as f32;
                for place in chosen {
                    self.answer(&mut cards[place], &budget, rng);
                }
            }
            point.planned += self.mean(
                &cards,
                self.noon(point.day, first.now).max(budget_end(at, is_last, &budget)),
            );
        }
    }

    /// Answers a card at random, by the chances of the ratings.
    fn answer(&self, card: &mut CandidateCard, budget: &DailyBudget, rng: &mut Rng) {
        let chances = self.chances(card.snapshot.as_ref(), budget.now);
        let Some(after) = self.after(card.snapshot.as_ref(), budget.today) else { return };
        let mut drawn = rng.bits() as f32 / u64::MAX as f32;
        let mut rating = 3;
        for (at, chance) in chances.into_iter().enumerate() {
            if drawn < chance {
                rating = at;
                break;
            }
            drawn -= chance;
        }
        card.snapshot =
            Some(MemorySnapshot { memory: after[rating], at: budget.now, day: budget.today });
    }

    fn mean(&self, cards: &[CandidateCard], at: Moment) -> f32 {
        let sum: f64 = cards.iter().map(|card| f64::from(self.chance(card, at))).sum();
        (sum / cards.len().max(1) as f64) as f32
    }

    fn noon(&self, day: StudyDay, now: Moment) -> Moment {
        self.scheduler.calendar().noon(day).max(now)
    }
}

/// A day's study shows on that day: its recall is looked at when the study is done, but on the day
/// of the exam at noon.
fn budget_end(at: usize, is_last: bool, budget: &DailyBudget) -> Moment {
    if is_last && at > 0 { Moment(i64::MIN) } else { budget.now }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::memory::Scheduler;
    use crate::plan::AnswerStats;
    use crate::settings::Settings;

    fn course(cards: usize, days: i64, minutes: f32) -> Vec<DayForecast> {
        let (scheduler, answer_stats) =
            (Scheduler::new(Settings::default(), Calendar::utc()), AnswerStats::default());
        let exam = scheduler.calendar().noon(StudyDay(days as i32));
        let model =
            ForecastModel { scheduler: &scheduler, answer_stats: &answer_stats, exam, guess: 0.0 };
        let candidates = vec![CandidateCard { snapshot: None, seconds: 10.0, open: true }; cards];
        let first = DailyBudget {
            now: Moment(36_000_000),
            today: StudyDay(0),
            seconds: minutes * 60.0,
            days: days.max(1) as u32,
        };
        model.daily_forecast(&candidates, &first, minutes * 60.0, 7)
    }

    #[test]
    fn more_minutes_bring_more_and_none_bring_nothing() {
        let end = |minutes| course(300, 10, minutes).last().unwrap().planned;
        assert!(
            end(0.0) < 1e-6 && end(5.0) < end(10.0) && end(10.0) < end(30.0),
            "{} {}",
            end(5.0),
            end(30.0)
        );
        assert!(end(30.0) > 0.8);
        let points = course(300, 10, 10.0);
        assert_eq!(points.len(), 11);
        assert!(points.iter().all(|point| point.idle < 1e-6));
        assert!(points[10].reviews < 1e-6 && points[0].reviews > 20.0, "{points:?}");
        assert_eq!(points, course(300, 10, 10.0), "one seed, one life");
    }

    #[test]
    fn an_exam_today_still_has_its_plan() {
        let points = course(20, 0, 30.0);
        assert_eq!(points.len(), 1);
        assert!(points[0].planned > 0.9 && points[0].idle < 1e-6, "{points:?}");
        assert_eq!(course(0, 3, 5.0).last().map(|point| point.planned), Some(0.0));
    }
}
