//! An answer in the making: what was typed so far, item by item, or the order so far.

use super::answer::AnswerVerdict;
use super::question::{AnswerKind, Question};
use crate::rng::Rng;

/// What was typed for one blank or item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedAnswer {
    /// As it was typed.
    pub typed: String,
    /// What it is worth.
    pub verdict: AnswerVerdict,
}

/// How far the answer has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerDraft {
    /// It is thought of only.
    Thought,
    /// The blanks filled so far, in order.
    Typed(Vec<TypedAnswer>),
    /// What was typed for each item, and what fitted none.
    Items {
        /// For each item what named it.
        found: Vec<Option<TypedAnswer>>,
        /// What fitted no item.
        misses: Vec<String>,
    },
    /// The steps (counted from 0) in their order so far.
    Order(Vec<usize>),
}

/// What is said to something typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feedback {
    /// It is what is expected there; the verdict says how exactly.
    Taken(AnswerVerdict),
    /// It names an item that was named before.
    Already(usize),
    /// Nothing can be typed here.
    Nothing,
}

impl AnswerDraft {
    /// Returns the beginning of an answer. Steps lie shuffled, never in the right order.
    pub fn new(question: &Question, rng: &mut Rng) -> AnswerDraft {
        match &question.ask {
            AnswerKind::Shown { .. } => AnswerDraft::Thought,
            AnswerKind::Typed { .. } => AnswerDraft::Typed(Vec::new()),
            AnswerKind::Items(items) => {
                AnswerDraft::Items { found: vec![None; items.len()], misses: Vec::new() }
            }
            AnswerKind::Order { steps, any_order } => {
                let mut order: Vec<usize> = (0..steps.len()).collect();
                rng.shuffle(&mut order);
                if is_ordered(&order, any_order) {
                    order.rotate_left(1);
                }
                AnswerDraft::Order(order)
            }
        }
    }

    /// Takes in what was typed: the next blank, or any item that is still missing.
    pub fn hear(&mut self, question: &Question, typed: &str) -> Feedback {
        match (self, &question.ask) {
            (AnswerDraft::Typed(given), AnswerKind::Typed { blanks, .. }) => {
                let Some(expected) = blanks.get(given.len()) else { return Feedback::Nothing };
                let verdict = question.judge(typed, expected);
                given.push(TypedAnswer { typed: typed.to_string(), verdict: verdict.clone() });
                Feedback::Taken(verdict)
            }
            (AnswerDraft::Items { found, misses }, AnswerKind::Items(items)) => {
                let verdicts: Vec<AnswerVerdict> =
                    items.iter().map(|item| question.judge(typed, &item.expected)).collect();
                // An exact name goes before a slip of another.
                let fits = |wanted: fn(&AnswerVerdict) -> bool, open: bool| {
                    (0..items.len()).find(|&i| wanted(&verdicts[i]) && found[i].is_none() == open)
                };
                let right: fn(&AnswerVerdict) -> bool = |verdict| *verdict == AnswerVerdict::Right;
                if let Some(at) = fits(right, true).or_else(|| {
                    fits(AnswerVerdict::is_accepted, true).filter(|_| fits(right, false).is_none())
                }) {
                    found[at] = Some(TypedAnswer {
                        typed: typed.to_string(),
                        verdict: verdicts[at].clone(),
                    });
                    return Feedback::Taken(verdicts[at].clone());
                }
                if let Some(at) = fits(AnswerVerdict::is_accepted, false) {
                    return Feedback::Already(at);
                }
                misses.push(typed.to_string());
                Feedback::Taken(AnswerVerdict::Wrong)
            }
            _ => Feedback::Nothing,
        }
    }

    /// Whether everything that is asked for has been given.
    pub fn is_complete(&self, question: &Question) -> bool {
        match (self, &question.ask) {
            (AnswerDraft::Typed(given), AnswerKind::Typed { blanks, .. }) => {
                given.len() == blanks.len()
            }
            (AnswerDraft::Items { found, .. }, _) => found.iter().all(Option::is_some),
            _ => false,
        }
    }

    /// Returns whether the answer as far as it has come is right; none where only the learner can
    /// tell.
    pub fn is_right(&self, question: &Question) -> Option<bool> {
        match (self, &question.ask) {
            (AnswerDraft::Typed(given), AnswerKind::Typed { blanks, .. }) if !given.is_empty() => {
                Some(
                    given.len() == blanks.len()
                        && given.iter().all(|given| given.verdict.is_accepted()),
                )
            }
            (AnswerDraft::Items { found, misses }, _)
                if !misses.is_empty() || found.iter().any(Option::is_some) =>
            {
                Some(found.iter().all(Option::is_some))
            }
            (AnswerDraft::Order(order), AnswerKind::Order { any_order, .. }) => {
                Some(is_ordered(order, any_order))
            }
            _ => None,
        }
    }

    /// Moves the step at one place to another; places beyond the end change nothing.
    pub fn move_step(&mut self, from: usize, to: usize) {
        if let AnswerDraft::Order(order) = self
            && from.max(to) < order.len()
        {
            let step = order.remove(from);
            order.insert(to, step);
        }
    }
}

/// Whether steps are in order, where those of a group (counted from 1) may change places with one
/// another.
pub fn is_ordered(order: &[usize], any_order: &[Vec<usize>]) -> bool {
    let label = |step: usize| {
        let group = any_order.iter().position(|group| group.contains(&(step + 1)));
        group.map_or((0, step), |group| (1, group))
    };
    order.iter().enumerate().all(|(place, &step)| label(place) == label(step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_steps_may_change_places() {
        let free = [vec![2, 3]];
        assert!(is_ordered(&[0, 1, 2, 3], &free));
        assert!(is_ordered(&[0, 2, 1, 3], &free));
        assert!(!is_ordered(&[1, 0, 2, 3], &free));
        assert!(!is_ordered(&[0, 2, 1, 3], &[]));
    }
}
