//! How much better or worse a learner's memory is than the parameters say, learned from the
//! learner's own answers.
//!
//! The log-odds of recall are shifted by one number for all cards. Before anything is known it is
//! 0, and it lies within half a unit of that for two learners of three. Each answer then moves it
//! by how far the prediction was off, the less the more answers came before: `θ ← θ + (y − p) / τ`
//! with `τ ← τ + p (1 − p)`, one step of Newton's method on the posterior of a logistic model. It
//! knows neither cards nor days.

/// How far learners are apart: the standard deviation of the shift among them.
const LEARNERS: f32 = 0.5;
/// Some hundred answers are remembered: what is older fades, so that the shift can follow a learner
/// who changes.
const SUREST: f32 = 104.0;
/// A prediction is never taken to be surer than this, nor its opposite.
const SURE: f32 = 0.999;

/// How recall differs from what the parameters say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    shift: f32,
    /// One over the variance of the shift.
    certainty: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Calibration { shift: 0.0, certainty: 1.0 / (LEARNERS * LEARNERS) }
    }
}

impl Calibration {
    /// Adds a review for which the parameters had predicted a chance of recall.
    pub(super) fn update(&mut self, predicted: f32, recalled: bool) {
        let chance = self.adjust(predicted.clamp(1.0 - SURE, SURE));
        self.certainty = (self.certainty + chance * (1.0 - chance)).min(SUREST);
        self.shift += (f32::from(u8::from(recalled)) - chance) / self.certainty;
    }

    /// The chance of recall to expect where the parameters predict one.
    pub fn adjust(self, predicted: f32) -> f32 {
        let odds = predicted * self.shift.exp();
        odds / (1.0 - predicted + odds)
    }

    /// The standard deviation of the shift.
    pub fn deviation(self) -> f32 {
        self.certainty.sqrt().recip()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    fn heard(answers: usize, predicted: f32, actual: f32) -> Calibration {
        let (mut calibration, mut rng) = (Calibration::default(), Rng::new(1));
        for _ in 0..answers {
            calibration.update(predicted, (rng.below(1000) as f32) < actual * 1000.0);
        }
        calibration
    }

    #[test]
    fn at_first_the_parameters_are_believed() {
        let calibration = Calibration::default();
        assert!(
            (calibration.adjust(0.7) - 0.7).abs() < 1e-6
                && (calibration.deviation() - 0.5).abs() < 1e-6
        );
        assert!(
            (heard(3, 0.9, 0.0).adjust(0.9) - 0.9).abs() < 0.15,
            "three answers do not turn everything over"
        );
    }

    #[test]
    fn what_is_foretold_moves_to_what_is_seen() {
        let worse = heard(400, 0.9, 0.7);
        assert!((worse.adjust(0.9) - 0.7).abs() < 0.05, "{}", worse.adjust(0.9));
        assert!(worse.adjust(0.5) < 0.3 && worse.deviation() < 0.15, "{worse:?}");
        let right = heard(400, 0.9, 0.9);
        assert!(
            (right.adjust(0.9) - 0.9).abs() < 0.03 && (right.adjust(0.5) - 0.5).abs() < 0.09,
            "{right:?}"
        );
    }

    #[test]
    fn what_is_certain_stays_certain() {
        let calibration = heard(500, 0.8, 0.0);
        assert_eq!((calibration.adjust(0.0), calibration.adjust(1.0)), (0.0, 1.0));
        assert!(calibration.adjust(0.8).is_finite() && calibration.adjust(0.8) < 0.2);
        let sure = heard(1000, 1.0, 1.0);
        assert!(
            sure.adjust(0.5) < 0.6,
            "cards that are always recalled say little of others: {sure:?}"
        );
    }
}
