//! How a learner's forgetting differs from what the parameters say, learned from their answers.
//!
//! Learners forget after different laws. Four numbers turn the parameters' forgetting curve into a
//! learner's: how much longer or shorter everything lasts (`scale`), the same for cards asked on
//! one day only (`fresh`), how much faster or slower memories grow (`growth`), and how steeply the
//! curve falls at its end (`tail`; FSRS-6 has a long tail, an exponential none). They are believed
//! to lie around usual values, with the spread that learners have; each answer on a later day moves
//! them by how far the prediction was off, in the direction that explains it, and makes them surer:
//! one step of Newton's method on the posterior (an extended Kalman filter for a yes or no).

/// How many numbers there are.
pub(super) const NUMBERS: usize = 4;
const SCALE: usize = 0;
const FRESH: usize = 1;
const GROWTH: usize = 2;
const TAIL: usize = 3;
/// Where learners lie on average, and their standard deviation.
const USUAL: [f32; NUMBERS] = [0.0, 0.0, 0.0, 0.3];
const SPREAD: [f32; NUMBERS] = [0.5, 0.4, 0.15, 0.7];
/// The numbers stay within so many standard deviations.
const FARTHEST: f32 = 3.5;
/// After so many answers what was learned counts half: a learner changes.
const FADES: f32 = 3000.0;
/// A prediction is never taken to be surer than this, nor its opposite.
const SURE: f32 = 0.995;
/// The step of a numeric derivative.
const STEP: f32 = 0.02;

/// How forgetting differs from what the parameters say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    numbers: [f32; NUMBERS],
    /// How unsure they are, and together.
    covariance: [[f32; NUMBERS]; NUMBERS],
}

/// What of a card's memory recall follows from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retention {
    /// By the parameters, in days.
    pub stability: f32,
    /// Whether the card was asked on one day only.
    pub fresh: bool,
    /// How fast recall falls by the parameters.
    pub decay: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        let mut covariance = [[0.0; NUMBERS]; NUMBERS];
        (0..NUMBERS).for_each(|at| covariance[at][at] = SPREAD[at] * SPREAD[at]);
        Calibration { numbers: USUAL, covariance }
    }
}

impl Calibration {
    /// The chance of recall after so many days.
    pub fn recall(&self, memory: Retention, days: f32) -> f32 {
        recall(&self.numbers, memory, days)
    }

    /// How much the chance of recall moves with each number.
    pub(super) fn gradient(&self, memory: Retention, days: f32) -> [f32; NUMBERS] {
        let before = self.recall(memory, days);
        std::array::from_fn(|at| {
            let mut numbers = self.numbers;
            numbers[at] += STEP;
            (recall(&numbers, memory, days) - before) / STEP
        })
    }

    /// The variance of a sum of chances, given how much it moves with each number.
    pub(super) fn variance(&self, gradient: [f32; NUMBERS]) -> f32 {
        let row = |at: usize| dot(&self.covariance[at], &gradient) * gradient[at];
        (0..NUMBERS).map(row).sum::<f32>().max(0.0)
    }

    /// Adds an answer on a later day than the one before.
    pub(super) fn update(&mut self, memory: Retention, days: f32, recalled: bool) {
        let chance = self.recall(memory, days).clamp(1.0 - SURE, SURE);
        let weight = chance * (1.0 - chance);
        // In log-odds, where an answer's information is `weight`.
        let gradient = self.gradient(memory, days).map(|slope| slope / weight);
        let gain: [f32; NUMBERS] = std::array::from_fn(|at| dot(&self.covariance[at], &gradient));
        let surprise = f32::from(u8::from(recalled)) - chance;
        let scale = 1.0 + weight * dot(&gain, &gradient);
        for at in 0..NUMBERS {
            for other in 0..NUMBERS {
                self.covariance[at][other] -= weight * gain[at] * gain[other] / scale;
            }
            self.covariance[at][at] += SPREAD[at] * SPREAD[at] / FADES;
            let moved = self.numbers[at] + gain[at] * surprise / scale;
            let far = FARTHEST * SPREAD[at];
            self.numbers[at] = moved.clamp(USUAL[at] - far, USUAL[at] + far);
        }
    }
}

/// FSRS-6's curve, `(1 + F t / S)^-c` with `F` such that recall is 90 % at `t = S`.
fn recall(numbers: &[f32; NUMBERS], memory: Retention, days: f32) -> f32 {
    let fresh = if memory.fresh { numbers[FRESH] } else { 0.0 };
    let lasting =
        memory.stability.max(0.01).ln() * (1.0 + numbers[GROWTH]) + numbers[SCALE] + fresh;
    let decay = memory.decay * numbers[TAIL].exp();
    let factor = (-0.9_f32.ln() / decay).exp() - 1.0;
    let share = days.max(0.0) / lasting.exp();
    (-decay * (factor * share).ln_1p()).exp().clamp(0.0, 1.0)
}

fn dot(a: &[f32; NUMBERS], b: &[f32; NUMBERS]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    const DECAY: f32 = 0.1542;

    fn memory(stability: f32, fresh: bool) -> Retention {
        Retention { stability, fresh, decay: DECAY }
    }

    /// What is learned of somebody who recalls so.
    fn learned(answers: usize, actual: impl Fn(f32, f32) -> f32) -> Calibration {
        let (mut calibration, mut rng) = (Calibration::default(), Rng::new(1));
        for _ in 0..answers {
            let (stability, days) = (1.0 + rng.below(12) as f32, 1.0 + rng.below(10) as f32);
            let recalled = (rng.below(1000) as f32) < actual(stability, days) * 1000.0;
            calibration.update(memory(stability, false), days, recalled);
        }
        calibration
    }

    #[test]
    fn recall_is_nine_in_ten_after_the_stability() {
        let calibration = Calibration { numbers: [0.0; NUMBERS], ..Calibration::default() };
        for days in [0.5, 4.0, 30.0] {
            assert!((calibration.recall(memory(days, false), days) - 0.9).abs() < 1e-4);
        }
        assert!((calibration.recall(memory(3.0, true), 0.0) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn three_answers_do_not_turn_everything_over_and_three_hundred_do() {
        let few = learned(3, |_, _| 0.0);
        let first = Calibration::default().recall(memory(5.0, false), 5.0);
        assert!((few.recall(memory(5.0, false), 5.0) - first).abs() < 0.3);
        let worse = learned(300, |_, _| 0.6);
        let later = worse.recall(memory(6.0, false), 5.0);
        assert!((later - 0.6).abs() < 0.12, "{later}");
        let gradient = Calibration::default().gradient(memory(5.0, false), 5.0);
        let unsure = |calibration: &Calibration| calibration.variance(gradient);
        assert!(unsure(&worse) < unsure(&Calibration::default()) / 2.0);
    }

    #[test]
    fn another_law_of_forgetting_is_seen_beyond_the_days_that_were_tried() {
        let exponential = |stability: f32, days: f32| 0.9_f32.powf(days / stability);
        let learner = learned(600, exponential);
        let far = learner.recall(memory(2.0, false), 14.0);
        let before = Calibration::default().recall(memory(2.0, false), 14.0);
        assert!((far - exponential(2.0, 14.0)).abs() < 0.12, "{far} {before}");
        assert!(far < before - 0.1);
    }

    #[test]
    fn what_is_impossible_to_explain_leaves_sound_numbers() {
        for always in [0.0, 1.0] {
            let calibration = learned(3000, |_, _| always);
            let chance = calibration.recall(memory(4.0, true), 9.0);
            assert!((0.0..=1.0).contains(&chance), "{calibration:?}");
            let unsure = calibration.variance(calibration.gradient(memory(4.0, true), 9.0));
            assert!(unsure.is_finite() && unsure < 1.0, "{calibration:?}");
        }
    }
}
