//! A question of a quiz with its answer.

use std::time::Duration;

use super::answer_space::AnswerSpace;
use super::quiz_question::QuizQuestion;
use crate::memory::{AnswerMark, AnswerMethod, Rating};
use crate::rng::{Rng, text_seed};
use crate::study::question::AnswerChoice;
use crate::study::{AnswerDraft, AnswerKind, Feedback};
use crate::text::markup::plain;

/// An unfinished answer to a quiz question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuizResponse {
    /// The choice made, if one is.
    Choice(Option<usize>),
    /// What was typed, or the order so far.
    Typed(AnswerDraft),
    /// For each term the definition given to it.
    Pairs(Vec<Option<usize>>),
}

/// The letter of an answer, or of a definition to pair with a term.
pub fn letter(at: usize) -> char {
    u8::try_from(at).ok().and_then(|at| b'a'.checked_add(at)).map_or('?', char::from)
}

/// A question with its answer.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four facts that have nothing to do with one another"
)]
pub struct QuizItem {
    /// The question.
    pub question: QuizQuestion,
    /// The answer so far.
    pub response: QuizResponse,
    /// What the answer is worth, once it is given.
    pub mark: Option<AnswerMark>,
    /// The answer in words, once it is given.
    pub given: String,
    /// Whether the learner wants to come back to it.
    pub flagged: bool,
    /// Whether it was missed before in this quiz.
    pub again: bool,
    /// Its number in the order in which the questions were asked, once it was.
    pub number: Option<u16>,
    /// How long it was in front of the learner.
    pub took: Duration,
    /// Whether its time is over.
    pub closed: bool,
    /// Whether a wrong answer was overruled.
    pub overruled: bool,
}

/// Slower than this, an answer was recalled with effort.
const EFFORT: Duration = Duration::from_secs(30);
/// Faster than this, a typed answer came at once.
const AT_ONCE: Duration = Duration::from_secs(6);

impl QuizItem {
    /// A question that was not asked yet.
    pub fn new(question: QuizQuestion, again: bool) -> QuizItem {
        let response = QuizResponse::empty_for(&question);
        QuizItem {
            question,
            response,
            mark: None,
            given: String::new(),
            flagged: false,
            again,
            number: None,
            took: Duration::ZERO,
            closed: false,
            overruled: false,
        }
    }

    /// Accepts the answer so far.
    pub(super) fn accept(&mut self) {
        self.mark = Some(self.response.mark(&self.question));
        self.given = self.response.words(&self.question);
    }

    /// Leaves it without an answer.
    pub(super) fn skip(&mut self) {
        self.mark = Some(AnswerMark::Unanswered);
        self.given = self.response.words(&self.question);
    }

    /// Adds what was typed for the next blank or item. The flag says whether that was all. A
    /// complete answer is started again.
    pub(super) fn submit(&mut self, typed: &str) -> (Feedback, bool) {
        let (QuizResponse::Typed(draft), AnswerSpace::Typed(question)) =
            (&mut self.response, &self.question.answers)
        else {
            return (Feedback::Nothing, false);
        };
        if draft.is_complete(question) {
            *draft = AnswerDraft::new(question, &mut Rng::new(0));
        }
        let feedback = draft.submit(question, typed);
        (feedback, draft.is_complete(question))
    }

    /// Chooses an answer.
    pub(super) fn pick(&mut self, choice: usize) {
        if let (QuizResponse::Choice(picked), AnswerSpace::Choice { choices, .. }) =
            (&mut self.response, &self.question.answers)
            && choice < choices.len()
        {
            *picked = Some(choice);
        }
    }

    /// Gives a definition to a term, which takes it from another; the same again takes it away.
    pub(super) fn pair(&mut self, left: usize, right: usize) {
        if let QuizResponse::Pairs(pairs) = &mut self.response
            && left.max(right) < pairs.len()
        {
            let same = pairs[left] == Some(right);
            pairs.iter_mut().filter(|pair| **pair == Some(right)).for_each(|pair| *pair = None);
            pairs[left] = if same { None } else { Some(right) };
        }
    }

    /// Moves a step of those to put in order.
    pub(super) fn move_step(&mut self, from: usize, to: usize) {
        if let QuizResponse::Typed(draft) = &mut self.response {
            draft.move_step(from, to);
        }
    }

    /// Whether it is answered.
    pub fn is_answered(&self) -> bool {
        self.mark.is_some_and(|mark| mark != AnswerMark::Unanswered)
    }

    /// Whether it is wrong, and nearly right.
    pub fn is_close(&self) -> bool {
        let (QuizResponse::Typed(draft), AnswerSpace::Typed(question)) =
            (&self.response, &self.question.answers)
        else {
            return false;
        };
        draft.is_close(question)
    }

    /// Whether what was typed was found wrong, which only the learner can know better.
    pub fn may_be_overruled(&self) -> bool {
        self.mark == Some(AnswerMark::Wrong) && matches!(self.response, QuizResponse::Typed(_))
    }

    /// Counts a wrong answer as right.
    pub(super) fn overrule(&mut self) {
        (self.mark, self.overruled) = (Some(AnswerMark::Right), true);
    }

    /// The wrong choice that was made.
    pub fn wrong_choice(&self) -> Option<&AnswerChoice> {
        let AnswerSpace::Choice { choices, right } = &self.question.answers else { return None };
        // A resumed quiz knows only the answer's words.
        let words = || choices.iter().position(|choice| plain(&choice.text) == self.given);
        let picked =
            if let QuizResponse::Choice(Some(at)) = self.response { Some(at) } else { words() };
        picked.filter(|at| at != right).map(|at| &choices[at])
    }

    /// What sets the wrong choice apart from the right one, or else why a statement does
    /// not hold.
    pub fn because(&self) -> Option<&str> {
        let differs = self.wrong_choice().and_then(|choice| choice.differs.as_deref());
        differs.or(self.question.because.as_deref())
    }

    /// The rating that the answer stands for, and how it was given, if it says anything about
    /// memory: what was only recognised is never easy, and a true statement recognised as such was
    /// half a guess.
    pub fn rating(&self) -> Option<(Rating, AnswerMethod)> {
        if self.overruled {
            return Some((Rating::Good, AnswerMethod::Overruled));
        }
        let slow = self.took > EFFORT;
        let rating = match self.mark? {
            AnswerMark::Unanswered => return None,
            AnswerMark::Wrong if self.is_close() => Rating::Hard,
            AnswerMark::Wrong => Rating::Again,
            AnswerMark::Right
                if slow
                    || self.question.form == crate::memory::QuestionForm::TrueFalse
                    || self.response.has_slip() =>
            {
                Rating::Hard
            }
            AnswerMark::Right if !self.question.form.is_recognised() && self.took < AT_ONCE => {
                Rating::Easy
            }
            AnswerMark::Right => Rating::Good,
        };
        Some((rating, AnswerMethod::Quiz))
    }
}

impl QuizResponse {
    /// An empty response; steps are shuffled the same way each time.
    fn empty_for(question: &QuizQuestion) -> QuizResponse {
        match &question.answers {
            AnswerSpace::Choice { .. } => QuizResponse::Choice(None),
            AnswerSpace::Typed(question) => QuizResponse::Typed(AnswerDraft::new(
                question,
                &mut Rng::new(text_seed(question.id.as_str(), 0)),
            )),
            AnswerSpace::Pairs { left, .. } => QuizResponse::Pairs(vec![None; left.len()]),
        }
    }

    /// Whether it counts only because a slip of the fingers was forgiven.
    pub fn has_slip(&self) -> bool {
        matches!(self, QuizResponse::Typed(draft) if draft.has_slip())
    }

    /// Whether nothing is answered yet.
    pub fn is_empty(&self) -> bool {
        match self {
            QuizResponse::Choice(choice) => choice.is_none(),
            QuizResponse::Typed(AnswerDraft::Typed(given)) => given.is_empty(),
            QuizResponse::Typed(AnswerDraft::Items { found, misses }) => {
                misses.is_empty() && found.iter().all(Option::is_none)
            }
            QuizResponse::Typed(
                AnswerDraft::Thought | AnswerDraft::Chosen(_) | AnswerDraft::Order(_),
            ) => false,
            QuizResponse::Pairs(pairs) => pairs.iter().all(Option::is_none),
        }
    }

    fn mark(&self, question: &QuizQuestion) -> AnswerMark {
        let right = match (self, &question.answers) {
            _ if self.is_empty() => return AnswerMark::Unanswered,
            (QuizResponse::Choice(choice), AnswerSpace::Choice { right, .. }) => {
                *choice == Some(*right)
            }
            (QuizResponse::Typed(draft), AnswerSpace::Typed(question)) => {
                draft.is_right(question) == Some(true)
            }
            (QuizResponse::Pairs(pairs), AnswerSpace::Pairs { fits, .. }) => {
                pairs.iter().zip(fits).all(|(pair, fit)| *pair == Some(*fit))
            }
            _ => false,
        };
        if right { AnswerMark::Right } else { AnswerMark::Wrong }
    }

    /// The answer in words, without markup.
    pub fn words(&self, question: &QuizQuestion) -> String {
        let join = |words: Vec<String>| words.join("; ");
        match (self, &question.answers) {
            (QuizResponse::Choice(Some(at)), AnswerSpace::Choice { choices, .. }) => {
                plain(&choices[*at].text)
            }
            (QuizResponse::Typed(AnswerDraft::Typed(given)), _) => {
                join(given.iter().map(|given| given.typed.trim().to_string()).collect())
            }
            (QuizResponse::Typed(AnswerDraft::Items { found, misses }), _) => {
                let found = found.iter().flatten().map(|given| given.typed.clone());
                join(found.chain(misses.iter().cloned()).collect())
            }
            (QuizResponse::Typed(AnswerDraft::Order(order)), AnswerSpace::Typed(question)) => {
                let AnswerKind::Order { steps, .. } = &question.kind else { return String::new() };
                join(order.iter().map(|&step| plain(&steps[step])).collect())
            }
            (QuizResponse::Pairs(pairs), AnswerSpace::Pairs { left, right, .. }) => join(
                left.iter()
                    .zip(pairs)
                    .filter_map(|(term, at)| {
                        Some(format!("{}: {}", plain(term), plain(&right[(*at)?])))
                    })
                    .collect(),
            ),
            _ => String::new(),
        }
    }
}
