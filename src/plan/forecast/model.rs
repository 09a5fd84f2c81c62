//! The forecast of one card: the chance that it is recalled, and what asking it now adds to that.

use fsrs::MemoryState;

use super::{AnswerStats, MemorySnapshot, ScoreRange};
use crate::clock::{Moment, StudyDay};
use crate::memory::Scheduler;
use crate::memory::scheduler::DAY;

/// A failed answer takes so many times as long as another (from the times of Anki's users in the
/// `fsrs` crate: 19.4 s against 13.1 s).
const FAILED: f32 = 1.5;
/// A first answer takes so many times as long as a later one (likewise: 15.1 s).
const FIRST: f32 = 1.15;

/// A card as the forecast sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CandidateCard {
    /// What is left in memory; none if it was never asked.
    pub trace: Option<MemorySnapshot>,
    /// How many seconds an answer takes, as a rule.
    pub seconds: f32,
    /// Whether it may be asked at all.
    pub open: bool,
}

/// What asking a card is expected to bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReviewGain {
    /// By how much the chance rises that it is recalled in the exam.
    pub gain: f32,
    /// How long that takes.
    pub seconds: f32,
}

impl ReviewGain {
    /// Returns the gain for each second.
    pub fn gain_per_second(&self) -> f32 {
        self.gain / self.seconds.max(0.1)
    }
}

/// A look at an exam from before it.
#[derive(Clone, Copy, Debug)]
pub struct ForecastModel<'a> {
    /// How memory works.
    pub scheduler: &'a Scheduler,
    /// How the learner answers.
    pub habits: &'a AnswerStats,
    /// When the exam is.
    pub exam: Moment,
    /// The share of right answers on what was never asked.
    pub guess: f32,
}

impl ForecastModel<'_> {
    /// Returns the chance that the card is recalled at a time. What was never asked is guessed.
    pub fn chance(&self, candidate: &CandidateCard, at: Moment) -> f32 {
        candidate.trace.map_or(self.guess, |trace| self.recall(&trace, at))
    }

    /// Returns the score that is to be expected at a time.
    pub fn score(&self, candidates: &[CandidateCard], at: Moment) -> ScoreRange {
        ScoreRange::from_chances(
            candidates.iter().map(|candidate| self.chance(candidate, at)),
            self.habits.calibration().deviation(),
        )
    }

    fn recall(&self, trace: &MemorySnapshot, at: Moment) -> f32 {
        trace.recall(self.scheduler, self.habits.calibration(), at)
    }

    /// Returns what asking the card now is expected to bring: the memory after each answer,
    /// weighted by the chance of that answer. A failed card is not asked again for that: once more
    /// on the same day moves the memory so little that another card is always worth more.
    pub fn review_gain(
        &self,
        candidate: &CandidateCard,
        now: Moment,
        today: StudyDay,
    ) -> Option<ReviewGain> {
        let chances = self.chances(candidate.trace.as_ref(), now);
        let days = self.exam.seconds_since(now).max(0.0) / DAY;
        let (after, temper) =
            (self.after(candidate.trace.as_ref(), today)?, self.habits.calibration());
        let then = after
            .iter()
            .zip(chances)
            .map(|(memory, chance)| temper.adjust(self.scheduler.recall(*memory, days)) * chance);
        let gain = then.sum::<f32>() - self.chance(candidate, self.exam.max(now));
        Some(ReviewGain {
            gain,
            seconds: candidate.seconds * effort(candidate.trace.is_none(), chances[0]),
        })
    }

    /// Returns the chance of each rating, the worst first.
    pub(super) fn chances(&self, trace: Option<&MemorySnapshot>, now: Moment) -> [f32; 4] {
        let Some(trace) = trace else { return self.habits.first_ratings() };
        let recalled = self.recall(trace, now);
        let [hard, good, easy] = self.habits.recalled_ratings();
        [1.0 - recalled, recalled * hard, recalled * good, recalled * easy]
    }

    /// Returns the memory after each rating.
    pub(super) fn after(
        &self,
        trace: Option<&MemorySnapshot>,
        today: StudyDay,
    ) -> Option<[MemoryState; 4]> {
        let days =
            trace.map_or(0, |trace| today.0.saturating_sub(trace.day.0).max(0).cast_unsigned());
        self.scheduler.memories(trace.map(|trace| trace.memory), days)
    }
}

/// Returns how many usual answers' time a visit takes.
fn effort(first: bool, failing: f32) -> f32 {
    if first { FIRST } else { 1.0 + failing * (FAILED - 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::memory::{CardId, Progress, Rating};
    use crate::settings::Settings;

    const DAYS: i64 = 86_400;

    fn known(scheduler: &Scheduler, rating: Rating) -> CandidateCard {
        let progress =
            scheduler.review(&CardId::from("d/n/c"), &Progress::default(), Moment(0), rating);
        CandidateCard {
            trace: MemorySnapshot::from_progress(&progress, scheduler),
            seconds: 10.0,
            open: true,
        }
    }

    #[test]
    fn asking_is_worth_the_more_the_less_is_known() {
        let (scheduler, habits) =
            (Scheduler::new(Settings::default(), Calendar::utc()), AnswerStats::default());
        let exam = Moment(0).plus_seconds(10 * DAYS);
        let outlook = ForecastModel { scheduler: &scheduler, habits: &habits, exam, guess: 0.0 };
        let new = CandidateCard { trace: None, seconds: 10.0, open: true };
        let (now, today) = (Moment(0).plus_seconds(3 * DAYS), StudyDay(3));
        let gain =
            |candidate: &CandidateCard| outlook.review_gain(candidate, now, today).unwrap().gain;
        let (failed, good, easy) = (
            known(&scheduler, Rating::Again),
            known(&scheduler, Rating::Good),
            known(&scheduler, Rating::Easy),
        );
        assert!(
            gain(&new) > gain(&failed) && gain(&failed) > gain(&good) && gain(&good) > gain(&easy)
        );
        assert!(gain(&easy) > 0.0, "knowing better never hurts");
        assert!(
            outlook.review_gain(&failed, now, today).unwrap().seconds
                > outlook.review_gain(&good, now, today).unwrap().seconds
        );
    }

    #[test]
    fn a_visit_weighs_each_answer_by_its_chance() {
        let (scheduler, habits) =
            (Scheduler::new(Settings::default(), Calendar::utc()), AnswerStats::default());
        let exam = Moment(0).plus_seconds(5 * DAYS);
        let outlook = ForecastModel { scheduler: &scheduler, habits: &habits, exam, guess: 0.25 };
        let visit = outlook
            .review_gain(
                &CandidateCard { trace: None, seconds: 10.0, open: true },
                Moment(0),
                StudyDay(0),
            )
            .unwrap();
        // By hand from FSRS-6's first stabilities: R(5 d) = (1 + (0.9^(-1/0.1542) - 1) 5 /
        // S)^-0.1542.
        let recall = |stability: f64| {
            (1.0 + (0.9_f64.powf(-1.0 / 0.1542) - 1.0) * 5.0 / stability).powf(-0.1542)
        };
        let [again, hard, good, easy] = habits.first_ratings().map(f64::from);
        let hand = again * recall(0.212)
            + hard * recall(1.2931)
            + good * recall(2.3065)
            + easy * recall(8.2956);
        assert!((f64::from(visit.gain) - (hand - 0.25)).abs() < 1e-3, "{} {hand}", visit.gain);
        assert!((f64::from(visit.seconds) - 10.0 * 1.15).abs() < 1e-3);
    }
}
