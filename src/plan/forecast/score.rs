//! The expected score of an exam, with its range.
//!
//! With `p` the chance that a card is recalled and `n` cards, the expected score is the mean of
//! `p`. The range has two sources, which are independent and so add as squares:
//!
//! * *Luck.* Each card is recalled or not: the sum of `n` such draws has the variance `Σ p (1 -
//!   p)`, the score that divided by `n²`.
//! * *The model.* A learner's memory is not quite the one that the parameters describe. How it
//!   differs is known only up to a spread (see [`super::Calibration`]), which moves the mean; and
//!   no curve is quite a learner's (`UNLIKE`).
//!
//! `low` and `high` are 1.645 standard deviations away, so that nine scores of ten should fall
//! between them. `benches/exam.rs` counts how many do.

/// How many standard deviations leave out one in twenty on either side.
const NINE_IN_TEN: f64 = 1.645;
/// The standard deviation of the log-odds of recall for learners whose law of forgetting is
/// another.
const UNLIKE: f64 = 0.12;

/// An expected score, as shares from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScoreRange {
    /// The mean.
    pub expected: f32,
    /// Less than one score of twenty lies below.
    pub low: f32,
    /// Less than one score of twenty lies above.
    pub high: f32,
    /// How many cards it is about.
    pub cards: usize,
}

impl ScoreRange {
    /// The score of so many cards, given the sum of their chances, the variance of the number that
    /// is recalled, and the standard deviation of the mean.
    pub fn from_sums(cards: usize, sum: f64, variance: f64, doubt: f32) -> ScoreRange {
        if cards == 0 {
            return ScoreRange::default();
        }
        let n = cards as f64;
        let (expected, luck, unlike) = (sum / n, variance / (n * n), variance / n * UNLIKE);
        let doubt = f64::from(doubt);
        let away = NINE_IN_TEN * (luck + unlike * unlike + doubt * doubt).sqrt();
        let share = |value: f64| value.clamp(0.0, 1.0) as f32;
        ScoreRange {
            expected: share(expected),
            low: share(expected - away),
            high: share(expected + away),
            cards,
        }
    }

    /// The score of cards that are recalled with these chances, given the standard deviation of
    /// their mean; 0 for no cards.
    pub fn from_chances(chances: impl IntoIterator<Item = f32>, doubt: f32) -> ScoreRange {
        let (mut cards, mut sum, mut variance) = (0, 0.0, 0.0);
        for chance in chances.into_iter().map(f64::from) {
            cards += 1;
            sum += chance;
            variance += chance * (1.0 - chance);
        }
        ScoreRange::from_sums(cards, sum, variance, doubt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(chances: &[f32]) -> ScoreRange {
        ScoreRange::from_chances(chances.iter().copied(), 0.1)
    }

    #[test]
    fn the_range_follows_the_formula() {
        let score = of(&[0.5; 100]);
        // Σ p (1 - p) = 25; luck 25 / 100² = 0.0025, unlike (0.25 · 0.12)² = 0.0009.
        let away = 1.645 * (0.0025_f32 + 0.0009 + 0.01).sqrt();
        assert!(
            (score.expected - 0.5).abs() < 1e-6 && (score.high - 0.5 - away).abs() < 1e-5,
            "{score:?}"
        );
        assert!((score.low - 0.5 + away).abs() < 1e-5);
    }

    #[test]
    fn what_is_certain_has_no_range() {
        assert_eq!(of(&[]), ScoreRange::default());
        for certain in [0.0, 1.0] {
            assert_eq!(
                ScoreRange::from_chances([certain; 3], 0.0),
                ScoreRange { expected: certain, low: certain, high: certain, cards: 3 }
            );
        }
        let near = of(&[0.99; 5]);
        assert!(near.high <= 1.0 && near.low < 0.99);
    }
}
