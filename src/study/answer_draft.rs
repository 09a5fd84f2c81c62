//! An unfinished answer: what was typed so far, item by item, or the order so far.

use super::answer::AnswerVerdict;
use super::question::{AnswerKind, ExpectedAnswer, ListItem, Question};
use crate::rng::Rng;

/// What was typed for one blank or item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedAnswer {
    /// As it was typed.
    pub typed: String,
    /// What it is worth.
    pub verdict: AnswerVerdict,
}

/// An unfinished answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerDraft {
    /// Nothing is typed; the learner only thinks of the answer.
    Thought,
    /// The blanks filled so far, in order.
    Typed(Vec<TypedAnswer>),
    /// What was typed for each item, and what matched none.
    Items {
        /// For each item what was typed for it.
        found: Vec<Option<TypedAnswer>>,
        /// What matched no item.
        misses: Vec<String>,
    },
    /// The answer chosen, once one is.
    Chosen(Option<usize>),
    /// The steps (counted from 0) in their order so far.
    Order(Vec<usize>),
}

/// The reply to something typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feedback {
    /// It was compared with what is expected.
    Judged(AnswerVerdict),
    /// It names this item, which was named before.
    Already(usize),
    /// So does the answer begin that is to be typed next, and so many letters it has.
    Hint(String, usize),
    /// Nothing can be typed here.
    Nothing,
}

impl AnswerDraft {
    /// An empty answer. Steps are shuffled, never in the right order.
    pub fn new(question: &Question, rng: &mut Rng) -> AnswerDraft {
        match &question.kind {
            AnswerKind::Shown { .. } => AnswerDraft::Thought,
            AnswerKind::Typed { .. } => AnswerDraft::Typed(Vec::new()),
            AnswerKind::Items(items) => {
                AnswerDraft::Items { found: vec![None; items.len()], misses: Vec::new() }
            }
            AnswerKind::Choice { .. } => AnswerDraft::Chosen(None),
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

    /// Adds what was typed: the next blank, or any item that is still missing.
    pub fn submit(&mut self, question: &Question, typed: &str) -> Feedback {
        match (self, &question.kind) {
            (AnswerDraft::Typed(given), AnswerKind::Typed { blanks, .. }) => {
                let Some(expected) = blanks.get(given.len()) else { return Feedback::Nothing };
                let verdict = question.judge(typed, expected);
                given.push(TypedAnswer { typed: typed.to_string(), verdict: verdict.clone() });
                Feedback::Judged(verdict)
            }
            (AnswerDraft::Items { found, misses }, AnswerKind::Items(items)) => {
                let judge = |item: &ListItem| question.judge(typed, &item.expected);
                name_item(found, misses, typed, items.iter().map(judge).collect())
            }
            _ => Feedback::Nothing,
        }
    }

    /// The number of the blank or item that is to be typed next, and what is expected there.
    pub(super) fn next_expected<'a>(
        &self,
        question: &'a Question,
    ) -> Option<(usize, &'a ExpectedAnswer)> {
        match (self, &question.kind) {
            (AnswerDraft::Typed(given), AnswerKind::Typed { blanks, .. }) => {
                Some((given.len(), blanks.get(given.len())?))
            }
            (AnswerDraft::Items { found, .. }, AnswerKind::Items(items)) => {
                let at = found.iter().position(|found| !is_named(found))?;
                Some((at, &items[at].expected))
            }
            _ => None,
        }
    }

    /// Whether every blank or item is answered.
    pub fn is_complete(&self, question: &Question) -> bool {
        match (self, &question.kind) {
            (AnswerDraft::Typed(given), AnswerKind::Typed { blanks, .. }) => {
                given.len() == blanks.len()
            }
            (AnswerDraft::Items { found, .. }, _) => found.iter().all(Option::is_some),
            _ => false,
        }
    }

    /// Whether what is not right of it is nearly right.
    pub fn is_close(&self, question: &Question) -> bool {
        let counts = |typed: &TypedAnswer| typed.verdict.is_accepted() || typed.verdict.is_close();
        self.is_complete(question)
            && self.is_right(question) == Some(false)
            && self.typed().into_iter().all(counts)
    }

    /// Whether the answer so far is right; none where only the learner knows.
    pub fn is_right(&self, question: &Question) -> Option<bool> {
        match (self, &question.kind) {
            (AnswerDraft::Typed(given), AnswerKind::Typed { blanks, .. }) if !given.is_empty() => {
                Some(
                    given.len() == blanks.len()
                        && given.iter().all(|given| given.verdict.is_accepted()),
                )
            }
            (AnswerDraft::Items { found, misses }, _)
                if !misses.is_empty() || found.iter().any(Option::is_some) =>
            {
                Some(found.iter().all(is_named))
            }
            (AnswerDraft::Chosen(Some(chosen)), AnswerKind::Choice { right, .. }) => {
                Some(chosen == right)
            }
            (AnswerDraft::Order(order), AnswerKind::Order { any_order, .. }) => {
                Some(is_ordered(order, any_order))
            }
            _ => None,
        }
    }

    /// What was typed so far that fills a blank or names an item.
    pub fn typed(&self) -> Vec<&TypedAnswer> {
        match self {
            AnswerDraft::Typed(typed) => typed.iter().collect(),
            AnswerDraft::Items { found, .. } => found.iter().flatten().collect(),
            AnswerDraft::Thought | AnswerDraft::Chosen(_) | AnswerDraft::Order(_) => Vec::new(),
        }
    }

    /// Everything that was typed so far, a line each, and on the last line what is not submitted
    /// yet; none if that is nothing.
    pub fn text(&self, unfinished: &str) -> Option<String> {
        let missed = if let AnswerDraft::Items { misses, .. } = self { &**misses } else { &[] };
        let counted = self.typed().into_iter().map(|typed| typed.typed.as_str());
        let lines: Vec<&str> =
            counted.chain(missed.iter().map(String::as_str)).chain([unfinished]).collect();
        lines.iter().any(|line| !line.trim().is_empty()).then(|| lines.join("\n"))
    }

    /// What is to be said about the first answer that does not count.
    pub fn remark(&self) -> Option<String> {
        self.typed().into_iter().find_map(|typed| typed.verdict.remark())
    }

    /// Whether it counts only because a slip of the fingers was forgiven.
    pub fn has_slip(&self) -> bool {
        self.typed().iter().any(|typed| matches!(typed.verdict, AnswerVerdict::Slip(_)))
    }

    /// The moves, each from one place to another, that put the steps in an order: `places` are
    /// places as the steps lie now. None if they do not name each place once.
    pub fn moves_to(&self, places: &[usize]) -> Option<Vec<(usize, usize)>> {
        let AnswerDraft::Order(shown) = self else { return None };
        if !names_each_place(places, shown.len()) {
            return None;
        }
        let (mut order, mut moves) = (shown.clone(), Vec::new());
        for (to, &place) in places.iter().enumerate() {
            let from = order.iter().position(|&step| step == shown[place])?;
            let step = order.remove(from);
            order.insert(to, step);
            moves.push((from, to));
        }
        Some(moves)
    }

    /// Chooses one of several answers; whether there is such an answer.
    pub fn choose(&mut self, question: &Question, at: usize) -> bool {
        match (self, &question.kind) {
            (AnswerDraft::Chosen(chosen), AnswerKind::Choice { choices, .. })
                if at < choices.len() =>
            {
                *chosen = Some(at);
                true
            }
            _ => false,
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

/// Whether an item was named, and not only nearly.
pub fn is_named(found: &Option<TypedAnswer>) -> bool {
    found.as_ref().is_some_and(|found| found.verdict.is_accepted())
}

/// Gives what was typed to the item that it names best among those still open; `verdicts` are for
/// each item.
fn name_item(
    found: &mut [Option<TypedAnswer>],
    misses: &mut Vec<String>,
    typed: &str,
    verdicts: Vec<AnswerVerdict>,
) -> Feedback {
    let rank = |verdict: &AnswerVerdict| match verdict {
        AnswerVerdict::Right => 0,
        AnswerVerdict::Slip(_) => 1,
        AnswerVerdict::Close { .. } => 2,
        AnswerVerdict::Wrong(_) => 3,
    };
    let best = |open: bool| {
        let items = (0..found.len()).filter(|&at| is_named(&found[at]) != open);
        items.map(|at| (rank(&verdicts[at]), at)).min().filter(|(rank, _)| *rank < 3)
    };
    match (best(true), best(false)) {
        // Whoever repeats an item has not nearly named another.
        (Some((rank, at)), named) if named.is_none_or(|(other, _)| rank <= other) => {
            let verdict = verdicts[at].clone();
            found[at] = Some(TypedAnswer { typed: typed.to_string(), verdict: verdict.clone() });
            Feedback::Judged(match verdict {
                // What is missing would give the item away, which may still be named.
                AnswerVerdict::Close { meant, .. } => {
                    AnswerVerdict::Close { meant, why: "say it in full".to_string() }
                }
                counts => counts,
            })
        }
        (_, Some((rank, at))) if rank < 2 => Feedback::Already(at),
        _ => {
            misses.push(typed.to_string());
            let other = verdicts.into_iter().find(|verdict| *verdict != AnswerVerdict::Wrong(None));
            Feedback::Judged(other.unwrap_or(AnswerVerdict::Wrong(None)))
        }
    }
}

/// Whether places name each of `count` places once, counted from 0.
pub fn names_each_place(places: &[usize], count: usize) -> bool {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    sorted.into_iter().eq(0..count)
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

    #[test]
    fn moves_put_the_steps_where_they_are_wanted() {
        let mut draft = AnswerDraft::Order(vec![2, 0, 1]);
        for (from, to) in draft.moves_to(&[1, 2, 0]).unwrap() {
            draft.move_step(from, to);
        }
        assert_eq!(draft, AnswerDraft::Order(vec![0, 1, 2]));
        assert_eq!(AnswerDraft::Order(vec![0, 1]).moves_to(&[0, 0]), None);
        assert_eq!(AnswerDraft::Order(vec![0, 1]).moves_to(&[0]), None);
    }
}
