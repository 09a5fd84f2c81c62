//! What a quiz comes to: the score, where it was lost, and what is to be studied.

use std::time::Duration;

use super::item::QuizItem;
use super::state::QuizState;
use crate::library::TopicIx;
use crate::memory::{AnswerMark, QuestionForm, QuizMode, QuizRules};

/// How many of the slowest answers are told.
const SLOWEST: usize = 3;

/// How many of some questions were answered rightly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CorrectCount {
    /// Rightly answered.
    pub right: usize,
    /// Asked.
    pub asked: usize,
}

impl CorrectCount {
    /// Returns the share of right answers; 0 of none.
    pub fn share(self) -> f64 {
        if self.asked == 0 { 0.0 } else { self.right as f64 / self.asked as f64 }
    }

    fn add(&mut self, slot: &QuizItem) {
        self.asked += 1;
        self.right += usize::from(slot.mark == Some(AnswerMark::Right));
    }
}

/// The report on a quiz. Questions that came back after a miss are not scored.
#[derive(Clone, Debug, PartialEq)]
pub struct QuizReport {
    /// The questions that are scored: in an exam all of them, in practice those that were answered
    /// or passed over.
    pub asked: usize,
    /// Those answered rightly.
    pub right: usize,
    /// Those without an answer.
    pub unanswered: usize,
    /// The score from 0 to 1 corrected for guessing: right answers less, for each wrong choice
    /// among k, 1/(k − 1), over the questions asked (formula scoring; Thurstone 1919, "A method for
    /// scoring tests").
    pub corrected: f64,
    /// How long it took, pauses left out.
    pub took: Duration,
    /// By topic, in the order of the decks.
    pub topics: Vec<(Option<TopicIx>, CorrectCount)>,
    /// By form.
    pub forms: Vec<(QuestionForm, CorrectCount)>,
    /// The places of the questions that took longest, the slowest first.
    pub slowest: Vec<usize>,
    /// The places of the questions that were missed.
    pub misses: Vec<usize>,
    /// Of those missed, how many were answered rightly when they came back.
    pub mended: usize,
}

impl QuizReport {
    /// Returns the report on a quiz as it stands at a time.
    pub fn of(sheet: &QuizState, rules: &QuizRules, at: Duration) -> QuizReport {
        let exam = rules.mode == QuizMode::Exam;
        let scored = |slot: &&(usize, &QuizItem)| !slot.1.again && (exam || slot.1.mark.is_some());
        let slots: Vec<(usize, &QuizItem)> =
            sheet.slots.iter().enumerate().filter(|slot| scored(&slot)).collect();
        let (mut topics, mut forms): (Vec<(_, CorrectCount)>, Vec<(_, CorrectCount)>) =
            (Vec::new(), Vec::new());
        let (mut points, mut all) = (0.0, CorrectCount::default());
        for (_, slot) in &slots {
            all.add(slot);
            entry(&mut topics, slot.put.topic).add(slot);
            entry(&mut forms, slot.put.form).add(slot);
            points += points_of(slot);
        }
        topics.sort_by_key(|(topic, _)| *topic);
        forms.sort_by_key(|(form, _)| *form);
        let mut slowest: Vec<(usize, &QuizItem)> =
            slots.iter().copied().filter(|(_, slot)| slot.mark.is_some()).collect();
        slowest.sort_by_key(|(_, slot)| std::cmp::Reverse(slot.took));
        let missed = |slot: &QuizItem| slot.mark != Some(AnswerMark::Right);
        let misses: Vec<usize> =
            slots.iter().filter(|(_, slot)| missed(slot)).map(|(place, _)| *place).collect();
        let mended = |note: &str| {
            let back = |slot: &&QuizItem| slot.again && slot.put.id.note() == note;
            sheet.slots.iter().filter(back).any(|slot| slot.mark == Some(AnswerMark::Right))
        };
        QuizReport {
            asked: all.asked,
            right: all.right,
            unanswered: slots.iter().filter(|(_, slot)| !slot.is_answered()).count(),
            corrected: if all.asked == 0 { 0.0 } else { f64::max(0.0, points / all.asked as f64) },
            took: sheet.watch.spent(at),
            topics,
            forms,
            slowest: slowest.iter().take(SLOWEST).map(|(place, _)| *place).collect(),
            mended: misses
                .iter()
                .filter(|place| mended(sheet.slots[**place].put.id.note()))
                .count(),
            misses,
        }
    }

    /// Returns the score from 0 to 1.
    pub fn score(&self) -> f64 {
        CorrectCount { right: self.right, asked: self.asked }.share()
    }
}

fn points_of(slot: &QuizItem) -> f64 {
    match (slot.mark, slot.put.guesses()) {
        (Some(AnswerMark::Right), _) => 1.0,
        (Some(AnswerMark::Wrong), Some(choices)) if choices > 1 => -1.0 / (choices - 1) as f64,
        _ => 0.0,
    }
}

fn entry<K: PartialEq>(tallies: &mut Vec<(K, CorrectCount)>, key: K) -> &mut CorrectCount {
    let at = tallies.iter().position(|(other, _)| *other == key).unwrap_or_else(|| {
        tallies.push((key, CorrectCount::default()));
        tallies.len() - 1
    });
    &mut tallies[at].1
}
