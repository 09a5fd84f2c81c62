//! How long answers take.
//!
//! An answer has usual seconds: by what is asked, by whether the card is met for the first time
//! (which includes reading the note), by the note's length, and by whether the card was recalled. A
//! learner's pace is their time over those usual seconds: of all answers, of first or later ones,
//! of one kind of question, of one card. Each is drawn towards the wider one before it, so a few
//! answers of somebody slow already count, and one odd answer does not.

use std::collections::HashMap;

use crate::memory::CardId;

/// How many times as long as another a failed answer takes (Anki's users in the `fsrs` crate: 19.4
/// s against 13.1 s).
const FAILED: f32 = 1.5;
/// Seconds more for each word of the note: read when it is met, looked over later.
const READING: f32 = 0.07;
const LOOKING_OVER: f32 = 0.01;
/// No more words than these are read for one card.
const MOST_WORDS: f32 = 400.0;
/// Seconds that a card needs on average to come back and be recalled on the day that it failed, in
/// usual answers: one, and now and then another.
const COMING_BACK: f32 = 1.2;
/// How many usual seconds the wider pace counts as: for all answers, for first or later ones, for a
/// kind, and for a card.
const WIDER: [f32; 4] = [60.0, 60.0, 40.0, 20.0];
/// Longer answers count as this many seconds: the learner was interrupted.
const LONGEST: f32 = 180.0;

/// What of a card says how long it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// The first letter of the card's name: definition, term, c1, order, s1, items.
    kind: u8,
    /// Whether the card is met for the first time.
    first: bool,
    words: u32,
}

impl Effort {
    /// The effort of a card of a note with so many words, by the last part of the card's name.
    pub fn new(card: &str, first: bool, words: u32) -> Effort {
        Effort { kind: card.bytes().next().unwrap_or(0), first, words }
    }

    /// The usual seconds when it is recalled.
    fn usual(self) -> f32 {
        let base = match self.kind {
            b'd' | b'a' => 12.0,
            b'i' | b'o' => 18.0,
            _ => 9.0,
        };
        let each = if self.first { READING } else { LOOKING_OVER };
        base + each * (self.words as f32).min(MOST_WORDS)
    }
}

/// The expected seconds of asking a card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StudySeconds {
    /// When it is recalled.
    pub recalled: f32,
    /// How many more it takes when it fails: a longer answer, and coming back the same day.
    pub failed: f32,
}

impl StudySeconds {
    /// The mean, given the chance of failing.
    pub fn expected(self, failing: f32) -> f32 {
        self.recalled + failing * self.failed
    }
}

/// A learner's time, and what is usual for the same answers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Pace {
    taken: f32,
    usual: f32,
}

impl Pace {
    fn add(&mut self, taken: f32, usual: f32) {
        self.taken += taken;
        self.usual += usual;
    }

    /// The ratio, with `wider` weighted as so many usual seconds.
    fn towards(self, wider: f32, weight: f32) -> f32 {
        (self.taken + wider * weight) / (self.usual + weight)
    }
}

/// How long a learner's answers take.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerTime {
    all: Pace,
    /// Of later answers, and of first ones.
    stages: [Pace; 2],
    kinds: HashMap<(u8, bool), Pace>,
    cards: HashMap<CardId, Pace>,
}

impl AnswerTime {
    /// Seconds as they count: an interruption is none of the learner's doing.
    pub fn counted(milliseconds: u32) -> f32 {
        (milliseconds as f32 / 1000.0).min(LONGEST)
    }

    /// Adds an answer.
    pub fn add(&mut self, card: &CardId, effort: Effort, recalled: bool, seconds: f32) {
        let usual = effort.usual() * if recalled { 1.0 } else { FAILED };
        self.all.add(seconds, usual);
        self.stages[usize::from(effort.first)].add(seconds, usual);
        self.kinds.entry((effort.kind, effort.first)).or_default().add(seconds, usual);
        if !effort.first {
            self.cards.entry(card.clone()).or_default().add(seconds, usual);
        }
    }

    fn pace(&self, effort: Effort) -> f32 {
        let all = self.all.towards(1.0, WIDER[0]);
        let stage = self.stages[usize::from(effort.first)].towards(all, WIDER[1]);
        let kind = self.kinds.get(&(effort.kind, effort.first));
        kind.map_or(stage, |kind| kind.towards(stage, WIDER[2]))
    }

    /// The expected seconds of a card; without a name, of any like it.
    pub fn seconds(&self, card: Option<&CardId>, effort: Effort) -> StudySeconds {
        let mut pace = self.pace(effort);
        if let Some(own) = card.filter(|_| !effort.first).and_then(|card| self.cards.get(card)) {
            pace = own.towards(pace, WIDER[3]);
        }
        let again = Effort { first: false, ..effort };
        let recalled = (effort.usual() * pace).max(1.0);
        let back = again.usual() * self.pace(again) * COMING_BACK;
        StudySeconds { recalled, failed: recalled * (FAILED - 1.0) + back }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: Effort = Effort { kind: b't', first: false, words: 100 };
    const FIRST: Effort = Effort { first: true, ..LATER };

    fn answered(effort: Effort, seconds: f32, times: u32) -> AnswerTime {
        let mut time = AnswerTime::default();
        for n in 0..times {
            time.add(&CardId::from(format!("d/{n}/term").as_str()), effort, true, seconds);
        }
        time
    }

    #[test]
    fn a_beginner_is_given_the_time_to_read_a_long_note() {
        let time = AnswerTime::default();
        let long = Effort::new("definition", true, 284);
        let expected = time.seconds(None, long);
        assert!((30.0..60.0).contains(&expected.expected(0.75)), "{expected:?}");
        assert!(time.seconds(None, Effort::new("term", false, 20)).recalled < 10.0);
    }

    #[test]
    fn a_pace_is_learned_where_it_was_shown_and_counts_a_little_elsewhere() {
        let slow = answered(FIRST, 64.0, 20);
        assert!((slow.seconds(None, FIRST).recalled - 64.0).abs() < 6.0);
        let later = slow.seconds(None, LATER).recalled;
        assert!((10.0..40.0).contains(&later), "nothing is known of later ones: {later}");
        let both = {
            let mut time = slow;
            (0..40).for_each(|n| {
                time.add(&CardId::from(format!("d/{n}/term").as_str()), LATER, true, 8.0);
            });
            time
        };
        assert!((both.seconds(None, LATER).recalled - 8.0).abs() < 2.0);
        assert!((both.seconds(None, FIRST).recalled - 64.0).abs() < 8.0);
    }

    #[test]
    fn a_cards_own_time_counts_most_and_an_interruption_little() {
        let mut time = answered(LATER, 10.0, 50);
        let card = CardId::from("d/slow/term");
        (0..4).for_each(|_| time.add(&card, LATER, true, 40.0));
        assert!(time.seconds(Some(&card), LATER).recalled > 25.0);
        assert!(time.seconds(None, LATER).recalled < 14.0);
        assert!((AnswerTime::counted(3_000_000) - 180.0).abs() < 1e-3);
    }

    #[test]
    fn a_failed_card_takes_longer_and_comes_back() {
        let seconds = answered(LATER, 10.0, 50).seconds(None, LATER);
        assert!(seconds.failed > seconds.recalled, "{seconds:?}");
        assert!((seconds.expected(0.0) - seconds.recalled).abs() < 1e-6);
    }
}
