//! How long answers took: counted by seconds and ratings, and each card's mean.
//!
//! Answers without a time, which other programs record, do not count; very long ones are capped:
//! the learner was interrupted.

use std::collections::{BTreeMap, HashMap};

use super::{CardId, Rating};

/// Longer answers count as this many seconds.
const LONGEST: u32 = 60;

/// The times of answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerTimes {
    /// How many answers took so many whole seconds, by rating.
    seconds: BTreeMap<u32, [u32; 4]>,
    /// The sum of each card's seconds, and of how many answers.
    cards: HashMap<CardId, (f32, u32)>,
}

impl AnswerTimes {
    /// Counts one more answer.
    pub(super) fn add(&mut self, card: &CardId, rating: Rating, milliseconds: u32) {
        if milliseconds == 0 {
            return;
        }
        let seconds = (milliseconds as f32 / 1000.0).min(LONGEST as f32);
        self.seconds.entry(seconds.round() as u32).or_default()[rating as usize] += 1;
        let card = self.cards.entry(card.clone()).or_default();
        card.0 += seconds;
        card.1 += 1;
    }

    /// How many answers of these ratings there are.
    pub fn count(&self, ratings: &[Rating]) -> u32 {
        self.seconds.values().map(|row| count_ratings(row, ratings)).sum()
    }

    /// The median of the answers of these ratings, in whole seconds.
    pub fn median(&self, ratings: &[Rating]) -> Option<u32> {
        let mut before = self.count(ratings).checked_sub(1)? / 2;
        self.seconds.iter().find_map(|(&seconds, row)| {
            match before.checked_sub(count_ratings(row, ratings)) {
                Some(left) => {
                    before = left;
                    None
                }
                None => Some(seconds),
            }
        })
    }

    /// The mean of a card's answers, in seconds.
    pub fn card(&self, card: &CardId) -> Option<f32> {
        self.cards.get(card).map(|(sum, count)| sum / *count as f32)
    }
}

fn count_ratings(row: &[u32; 4], ratings: &[Rating]) -> u32 {
    ratings.iter().map(|rating| row[*rating as usize]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_those_of_the_ratings_asked_for() {
        let (mut times, card) = (AnswerTimes::default(), CardId::from("d/a/term"));
        assert_eq!((times.median(&Rating::ALL), times.card(&card)), (None, None));
        for (rating, milliseconds) in [
            (Rating::Good, 2_000),
            (Rating::Good, 4_400),
            (Rating::Easy, 90_000),
            (Rating::Again, 9_000),
            (Rating::Good, 0),
        ] {
            times.add(&card, rating, milliseconds);
        }
        assert_eq!((times.count(&Rating::ALL), times.count(&[Rating::Good])), (4, 2));
        assert_eq!(times.median(&[Rating::Again]), Some(9));
        assert_eq!(times.median(&Rating::ALL[1..]), Some(4), "of 2, 4 and 60");
        assert_eq!(times.median(&Rating::ALL), Some(4), "the lower of the two in the middle");
        assert!((times.card(&card).unwrap() - (2.0 + 4.4 + 60.0 + 9.0) / 4.0).abs() < 1e-4);
        assert_eq!(times.median(&[Rating::Hard]), None);
    }
}
