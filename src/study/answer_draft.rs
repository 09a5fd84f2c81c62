//! An answer in the making: what was typed so far, item by item, or the order so far.

use super::answer::Verdict;
use super::question::{Ask, Question};
use crate::rng::Rng;

/// What was typed for one blank or item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// As it was typed.
    pub typed: String,
    /// What it is worth.
    pub verdict: Verdict,
}

/// How far the answer has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It is thought of only.
    Thought,
    /// The blanks filled so far, in order.
    Typed(Vec<Given>),
    /// What was typed for each item, and what fitted none.
    Items {
        /// For each item what named it.
        found: Vec<Option<Given>>,
        /// What fitted no item.
        misses: Vec<String>,
    },
    /// The steps (counted from 0) in their order so far.
    Order(Vec<usize>),
}

/// What is said to something typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is what is expected there; the verdict says how exactly.
    Taken(Verdict),
    /// It names an item that was named before.
    Already(usize),
    /// Nothing can be typed here.
    Nothing,
}

impl Attempt {
    /// Returns the beginning of an answer. Steps lie shuffled, never in the right order.
    pub fn new(question: &Question, rng: &mut Rng) -> Attempt {
        match &question.ask {
            Ask::Shown { .. } => Attempt::Thought,
            Ask::Typed { .. } => Attempt::Typed(Vec::new()),
            Ask::Items(items) => {
                Attempt::Items { found: vec![None; items.len()], misses: Vec::new() }
            }
            Ask::Order { steps, any_order } => {
                let mut order: Vec<usize> = (0..steps.len()).collect();
                rng.shuffle(&mut order);
                if is_ordered(&order, any_order) {
                    order.rotate_left(1);
                }
                Attempt::Order(order)
            }
        }
    }

    /// Takes in what was typed: the next blank, or any item that is still missing.
    pub fn hear(&mut self, question: &Question, typed: &str) -> Heard {
        match (self, &question.ask) {
            (Attempt::Typed(given), Ask::Typed { blanks, .. }) => {
                let Some(expected) = blanks.get(given.len()) else { return Heard::Nothing };
                let verdict = question.judge(typed, expected);
                given.push(Given { typed: typed.to_string(), verdict: verdict.clone() });
                Heard::Taken(verdict)
            }
            (Attempt::Items { found, misses }, Ask::Items(items)) => {
                let verdicts: Vec<Verdict> =
                    items.iter().map(|item| question.judge(typed, &item.expected)).collect();
                // An exact name goes before a slip of another.
                let fits = |wanted: fn(&Verdict) -> bool, open: bool| {
                    (0..items.len()).find(|&i| wanted(&verdicts[i]) && found[i].is_none() == open)
                };
                let right: fn(&Verdict) -> bool = |verdict| *verdict == Verdict::Right;
                if let Some(at) = fits(right, true).or_else(|| {
                    fits(Verdict::is_accepted, true).filter(|_| fits(right, false).is_none())
                }) {
                    found[at] =
                        Some(Given { typed: typed.to_string(), verdict: verdicts[at].clone() });
                    return Heard::Taken(verdicts[at].clone());
                }
                if let Some(at) = fits(Verdict::is_accepted, false) {
                    return Heard::Already(at);
                }
                misses.push(typed.to_string());
                Heard::Taken(Verdict::Wrong)
            }
            _ => Heard::Nothing,
        }
    }

    /// Whether everything that is asked for has been given.
    pub fn is_complete(&self, question: &Question) -> bool {
        match (self, &question.ask) {
            (Attempt::Typed(given), Ask::Typed { blanks, .. }) => given.len() == blanks.len(),
            (Attempt::Items { found, .. }, _) => found.iter().all(Option::is_some),
            _ => false,
        }
    }

    /// Returns whether the answer as far as it has come is right; none where only the learner can
    /// tell.
    pub fn is_right(&self, question: &Question) -> Option<bool> {
        match (self, &question.ask) {
            (Attempt::Typed(given), Ask::Typed { blanks, .. }) if !given.is_empty() => Some(
                given.len() == blanks.len()
                    && given.iter().all(|given| given.verdict.is_accepted()),
            ),
            (Attempt::Items { found, misses }, _)
                if !misses.is_empty() || found.iter().any(Option::is_some) =>
            {
                Some(found.iter().all(Option::is_some))
            }
            (Attempt::Order(order), Ask::Order { any_order, .. }) => {
                Some(is_ordered(order, any_order))
            }
            _ => None,
        }
    }

    /// Moves the step at one place to another; places beyond the end change nothing.
    pub fn move_step(&mut self, from: usize, to: usize) {
        if let Attempt::Order(order) = self
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
