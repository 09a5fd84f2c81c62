//! The report on a quiz: the score, where it was lost, and what to study.

use std::time::Duration;

use super::item::QuizItem;
use super::state::QuizState;
use crate::library::TopicIx;
use crate::memory::{AnswerMark, QuestionForm, QuizMode, QuizRules};

/// How many of the slowest answers are listed.
const SLOWEST: usize = 3;

/// How many of some questions were answered right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CorrectCount {
    /// Answered right.
    pub right: usize,
    /// Asked.
    pub asked: usize,
}

impl CorrectCount {
    /// The share of right answers; 0 of none.
    pub fn share(self) -> f64 {
        if self.asked == 0 { 0.0 } else { self.right as f64 / self.asked as f64 }
    }

    fn add(&mut self, quiz_item: &QuizItem) {
        self.asked += 1;
        self.right += usize::from(quiz_item.mark == Some(AnswerMark::Right));
    }
}

/// The report on a quiz. Questions that came back after a miss are not scored.
#[derive(Clone, Debug, PartialEq)]
pub struct QuizReport {
    /// The questions that are scored: in an exam all of them, in practice those that were answered
    /// or skipped.
    pub asked: usize,
    /// Those answered right.
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
    /// Of those missed, how many were answered right when they came back.
    pub mended: usize,
}

impl QuizReport {
    /// The report on a quiz at a time.
    pub fn new(state: &QuizState, rules: &QuizRules, at: Duration) -> QuizReport {
        let exam = rules.mode == QuizMode::Exam;
        let scored = |quiz_item: &&(usize, &QuizItem)| {
            !quiz_item.1.again && (exam || quiz_item.1.mark.is_some())
        };
        let items: Vec<(usize, &QuizItem)> =
            state.items.iter().enumerate().filter(|quiz_item| scored(&quiz_item)).collect();
        let (mut topics, mut forms): (Vec<(_, CorrectCount)>, Vec<(_, CorrectCount)>) =
            (Vec::new(), Vec::new());
        let (mut points, mut all) = (0.0, CorrectCount::default());
        for (_, quiz_item) in &items {
            all.add(quiz_item);
            entry(&mut topics, quiz_item.question.topic).add(quiz_item);
            entry(&mut forms, quiz_item.question.form).add(quiz_item);
            points += points_of(quiz_item);
        }
        topics.sort_by_key(|(topic, _)| *topic);
        forms.sort_by_key(|(form, _)| *form);
        let mut slowest: Vec<(usize, &QuizItem)> =
            items.iter().copied().filter(|(_, quiz_item)| quiz_item.mark.is_some()).collect();
        slowest.sort_by_key(|(_, quiz_item)| std::cmp::Reverse(quiz_item.took));
        let missed = |quiz_item: &QuizItem| quiz_item.mark != Some(AnswerMark::Right);
        let misses: Vec<usize> = items
            .iter()
            .filter(|(_, quiz_item)| missed(quiz_item))
            .map(|(place, _)| *place)
            .collect();
        let mended = |note: &str| {
            state
                .items
                .iter()
                .filter(|quiz_item| quiz_item.again && quiz_item.question.id.note() == note)
                .any(|quiz_item| quiz_item.mark == Some(AnswerMark::Right))
        };
        QuizReport {
            asked: all.asked,
            right: all.right,
            unanswered: items.iter().filter(|(_, quiz_item)| !quiz_item.is_answered()).count(),
            corrected: if all.asked == 0 { 0.0 } else { f64::max(0.0, points / all.asked as f64) },
            took: state.timer.spent(at),
            topics,
            forms,
            slowest: slowest.iter().take(SLOWEST).map(|(place, _)| *place).collect(),
            mended: misses
                .iter()
                .filter(|place| mended(state.items[**place].question.id.note()))
                .count(),
            misses,
        }
    }

    /// The score from 0 to 1.
    pub fn score(&self) -> f64 {
        CorrectCount { right: self.right, asked: self.asked }.share()
    }
}

fn points_of(quiz_item: &QuizItem) -> f64 {
    match (quiz_item.mark, quiz_item.question.guesses()) {
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
