//! The forecast of one card: the chance that it is recalled, and what asking it now adds to that.

use fsrs::MemoryState;

use super::calibration::NUMBERS;
use super::{AnswerStats, MemorySnapshot, Retention, ScoreRange, StudySeconds};
use crate::clock::{Moment, StudyDay};
use crate::memory::Scheduler;
use crate::memory::scheduler::DAY;

/// A card as the forecast sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CandidateCard {
    /// Its memory; none if it was never asked.
    pub snapshot: Option<MemorySnapshot>,
    /// How long asking it takes.
    pub seconds: StudySeconds,
    /// Whether it may be asked at all.
    pub open: bool,
}

/// The chance that a card is recalled.
#[derive(Clone, Copy, Debug)]
pub struct CardRecall {
    chance: f32,
    /// How much it moves with each number of the calibration.
    slopes: [f32; NUMBERS],
}

/// The expected effect of asking a card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReviewGain {
    /// How much its chance of recall in the exam rises.
    pub gain: f32,
    /// How long that takes.
    pub seconds: f32,
}

/// The model that predicts an exam.
#[derive(Clone, Copy, Debug)]
pub struct ForecastModel<'a> {
    /// How memory works.
    pub scheduler: &'a Scheduler,
    /// How the learner answers.
    pub answer_stats: &'a AnswerStats,
    /// When the exam is.
    pub exam: Moment,
    /// The share of right answers on what was never asked.
    pub guess: f32,
}

impl ForecastModel<'_> {
    /// The chance that the card is recalled at a time. A card that was never asked is guessed.
    pub fn chance(&self, candidate: &CandidateCard, at: Moment) -> f32 {
        candidate.snapshot.map_or(self.guess, |snapshot| self.recall(&snapshot, at))
    }

    /// The chance of each card at a time, with what a score's range needs of it.
    pub fn recalls<'c>(
        &self,
        candidates: impl IntoIterator<Item = &'c CandidateCard>,
        at: Moment,
    ) -> Vec<CardRecall> {
        let calibration = self.answer_stats.calibration();
        let recall = |candidate: &CandidateCard| {
            let slopes = candidate.snapshot.map_or([0.0; NUMBERS], |snapshot| {
                calibration.gradient(snapshot.retention(self.scheduler), snapshot.days(at))
            });
            CardRecall { chance: self.chance(candidate, at), slopes }
        };
        candidates.into_iter().map(recall).collect()
    }

    /// The expected score of some cards.
    pub fn score<'c>(&self, recalls: impl IntoIterator<Item = &'c CardRecall>) -> ScoreRange {
        let (mut chances, mut slopes) = (Vec::new(), [0.0; NUMBERS]);
        for recall in recalls {
            chances.push(recall.chance);
            slopes.iter_mut().zip(recall.slopes).for_each(|(sum, slope)| *sum += slope);
        }
        let mean = slopes.map(|slope| slope / chances.len().max(1) as f32);
        let doubt = self.answer_stats.calibration().variance(mean).sqrt();
        ScoreRange::from_chances(chances, doubt)
    }

    fn recall(&self, snapshot: &MemorySnapshot, at: Moment) -> f32 {
        snapshot.recall(self.scheduler, self.answer_stats.calibration(), at)
    }

    /// The expected gain of asking the card now, if it is not asked again: the memory after each
    /// rating, weighted by the chance of that rating.
    pub fn review_gain(
        &self,
        candidate: &CandidateCard,
        now: Moment,
        today: StudyDay,
    ) -> Option<ReviewGain> {
        let chances = self.chances(candidate.snapshot.as_ref(), now);
        let days = (self.exam.seconds_since(now).max(0.0) / DAY) as f32;
        let after = self.after(candidate.snapshot.as_ref(), today)?;
        let fresh = candidate.snapshot.is_none_or(|before| before.fresh && before.day == today);
        let calibration = self.answer_stats.calibration();
        let then = after.iter().zip(chances).map(|(memory, chance)| {
            let (stability, decay) = (memory.stability, self.scheduler.decay());
            calibration.recall(Retention { stability, fresh, decay }, days) * chance
        });
        let gain = then.sum::<f32>() - self.chance(candidate, self.exam.max(now));
        Some(ReviewGain { gain, seconds: candidate.seconds.expected(chances[0]) })
    }

    /// The chance of each rating, the worst first.
    pub(super) fn chances(&self, snapshot: Option<&MemorySnapshot>, now: Moment) -> [f32; 4] {
        let Some(snapshot) = snapshot else { return self.answer_stats.first_ratings() };
        let recalled = self.recall(snapshot, now);
        let [hard, good, easy] = self.answer_stats.recalled_ratings();
        [1.0 - recalled, recalled * hard, recalled * good, recalled * easy]
    }

    /// The memory after each rating.
    pub(super) fn after(
        &self,
        snapshot: Option<&MemorySnapshot>,
        today: StudyDay,
    ) -> Option<[MemoryState; 4]> {
        let days = snapshot
            .map_or(0, |snapshot| today.0.saturating_sub(snapshot.day.0).max(0).cast_unsigned());
        self.scheduler.memories(snapshot.map(|snapshot| snapshot.memory), days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::memory::{CardId, Progress, Rating};
    use crate::settings::Settings;

    const DAYS: i64 = 86_400;
    const SECONDS: StudySeconds = StudySeconds { recalled: 10.0, failed: 15.0 };

    fn known(scheduler: &Scheduler, rating: Rating) -> CandidateCard {
        let progress =
            scheduler.review(&CardId::from("d/n/c"), &Progress::default(), Moment(0), rating);
        CandidateCard {
            snapshot: MemorySnapshot::from_progress(&progress, scheduler),
            seconds: SECONDS,
            open: true,
        }
    }

    #[test]
    fn asking_is_worth_the_more_the_less_is_known() {
        let (scheduler, answer_stats) =
            (Scheduler::new(Settings::default(), Calendar::utc()), AnswerStats::default());
        let exam = Moment(0).plus_seconds(10 * DAYS);
        let model =
            ForecastModel { scheduler: &scheduler, answer_stats: &answer_stats, exam, guess: 0.0 };
        let new = CandidateCard { snapshot: None, seconds: SECONDS, open: true };
        let (now, today) = (Moment(0).plus_seconds(3 * DAYS), StudyDay(3));
        let gain =
            |candidate: &CandidateCard| model.review_gain(candidate, now, today).unwrap().gain;
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
            model.review_gain(&failed, now, today).unwrap().seconds
                > model.review_gain(&good, now, today).unwrap().seconds
        );
    }

    #[test]
    fn a_visit_weighs_each_answer_by_its_chance() {
        let (scheduler, answer_stats) =
            (Scheduler::new(Settings::default(), Calendar::utc()), AnswerStats::default());
        let exam = Moment(0).plus_seconds(5 * DAYS);
        let model =
            ForecastModel { scheduler: &scheduler, answer_stats: &answer_stats, exam, guess: 0.25 };
        let review = model
            .review_gain(
                &CandidateCard { snapshot: None, seconds: SECONDS, open: true },
                Moment(0),
                StudyDay(0),
            )
            .unwrap();
        // By hand from FSRS-6's first stabilities.
        let recall = |stability| {
            let memory = Retention { stability, fresh: true, decay: 0.1542 };
            answer_stats.calibration().recall(memory, 5.0)
        };
        let [again, hard, good, easy] = answer_stats.first_ratings();
        let hand = again * recall(0.212)
            + hard * recall(1.2931)
            + good * recall(2.3065)
            + easy * recall(8.2956);
        assert!((review.gain - (hand - 0.25)).abs() < 1e-3, "{} {hand}", review.gain);
        assert!((review.seconds - (10.0 + again * 15.0)).abs() < 1e-3);
    }
}
