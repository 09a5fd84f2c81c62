//! A question of a quiz with what was answered to it.

use std::time::Duration;

use super::answer_space::{AnswerChoice, AnswerSpace};
use super::quiz_question::QuizQuestion;
use crate::memory::{AnswerMark, AnswerMethod, Rating};
use crate::rng::{Rng, seed_of};
use crate::study::answer::AnswerVerdict;
use crate::study::{AnswerDraft, AnswerKind, Feedback, TypedAnswer};
use crate::text::markup::plain;

/// An answer in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuizResponse {
    /// The choice made, if one is.
    Choice(Option<usize>),
    /// What was typed, or the order so far.
    Typed(AnswerDraft),
    /// For each term the definition given to it.
    Pairs(Vec<Option<usize>>),
}

/// Returns the letter of an answer, or of a definition to pair with a term.
pub fn letter(at: usize) -> char {
    u8::try_from(at).ok().and_then(|at| b'a'.checked_add(at)).map_or('?', char::from)
}

/// A question and what became of it.
#[derive(Clone, Debug)]
pub struct QuizItem {
    /// The question.
    pub put: QuizQuestion,
    /// The answer as far as it has come.
    pub response: QuizResponse,
    /// What the answer is worth, once it is given.
    pub mark: Option<AnswerMark>,
    /// The answer in words, once it is given.
    pub given: String,
    /// Whether the learner wants to come back to it.
    pub flagged: bool,
    /// Whether it was missed before in this quiz.
    pub again: bool,
    /// Its number in the order in which the questions were put, once it was.
    pub number: Option<u16>,
    /// How long it was in front of the learner.
    pub took: Duration,
    /// Whether its time is over.
    pub closed: bool,
}

/// Slower than this, an answer was recalled with effort.
const EFFORT: Duration = Duration::from_secs(30);
/// Faster than this, a typed answer came at once.
const AT_ONCE: Duration = Duration::from_secs(6);

impl QuizItem {
    /// Returns the slot of a question that was not put yet.
    pub fn new(put: QuizQuestion, again: bool) -> QuizItem {
        let response = QuizResponse::to(&put);
        QuizItem {
            put,
            response,
            mark: None,
            given: String::new(),
            flagged: false,
            again,
            number: None,
            took: Duration::ZERO,
            closed: false,
        }
    }

    /// Takes what is answered so far as the answer.
    pub(super) fn settle(&mut self) {
        self.mark = Some(self.response.mark(&self.put));
        self.given = self.response.words(&self.put);
    }

    /// Takes it that there is no answer.
    pub(super) fn pass(&mut self) {
        self.mark = Some(AnswerMark::Unanswered);
        self.given = self.response.words(&self.put);
    }

    /// Takes in what was typed for the next blank or item; returns what is said to it, and whether
    /// that was all. What was answered in full before is answered anew.
    pub(super) fn hear(&mut self, typed: &str) -> (Feedback, bool) {
        let (QuizResponse::Typed(attempt), AnswerSpace::Typed(question)) =
            (&mut self.response, &self.put.answers)
        else {
            return (Feedback::Nothing, false);
        };
        if attempt.is_complete(question) {
            *attempt = AnswerDraft::new(question, &mut Rng::new(0));
        }
        let heard = attempt.hear(question, typed);
        (heard, attempt.is_complete(question))
    }

    /// Chooses an answer.
    pub(super) fn pick(&mut self, choice: usize) {
        if let (QuizResponse::Choice(picked), AnswerSpace::Choice { choices, .. }) =
            (&mut self.response, &self.put.answers)
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
        if let QuizResponse::Typed(attempt) = &mut self.response {
            attempt.move_step(from, to);
        }
    }

    /// Whether it is answered.
    pub fn is_answered(&self) -> bool {
        self.mark.is_some_and(|mark| mark != AnswerMark::Unanswered)
    }

    /// Returns the wrong choice that was made.
    pub fn wrong_choice(&self) -> Option<&AnswerChoice> {
        let AnswerSpace::Choice { choices, right } = &self.put.answers else { return None };
        // A quiz that was gone on with knows the answer's words only.
        let words = || choices.iter().position(|choice| plain(&choice.text) == self.given);
        let picked =
            if let QuizResponse::Choice(Some(at)) = self.response { Some(at) } else { words() };
        picked.filter(|at| at != right).map(|at| &choices[at])
    }

    /// Returns what sets the wrong choice apart from the right one, or else why a statement does
    /// not hold.
    pub fn because(&self) -> Option<&str> {
        let differs = self.wrong_choice().and_then(|choice| choice.differs.as_deref());
        differs.or(self.put.because.as_deref())
    }

    /// Returns the rating that the answer stands for, and how it was given, if it tells anything of
    /// memory: what was only recognised is never easy, and a true statement recognised as such was
    /// half a guess.
    pub fn rating(&self) -> Option<(Rating, AnswerMethod)> {
        let slow = self.took > EFFORT;
        let rating = match self.mark? {
            AnswerMark::Unanswered => return None,
            AnswerMark::Wrong => Rating::Again,
            AnswerMark::Right
                if slow
                    || self.put.form == crate::memory::QuestionForm::TrueFalse
                    || self.has_slip() =>
            {
                Rating::Hard
            }
            AnswerMark::Right if !self.put.form.is_recognised() && self.took < AT_ONCE => {
                Rating::Easy
            }
            AnswerMark::Right => Rating::Good,
        };
        Some((rating, AnswerMethod::Quiz))
    }

    fn has_slip(&self) -> bool {
        let slipped = |given: &TypedAnswer| matches!(given.verdict, AnswerVerdict::Slip(_));
        match &self.response {
            QuizResponse::Typed(AnswerDraft::Typed(given)) => given.iter().any(slipped),
            QuizResponse::Typed(AnswerDraft::Items { found, .. }) => {
                found.iter().flatten().any(slipped)
            }
            _ => false,
        }
    }
}

impl QuizResponse {
    /// Returns the response to a question that nobody has looked at; steps lie shuffled, the same
    /// way each time.
    fn to(put: &QuizQuestion) -> QuizResponse {
        match &put.answers {
            AnswerSpace::Choice { .. } => QuizResponse::Choice(None),
            AnswerSpace::Typed(question) => QuizResponse::Typed(AnswerDraft::new(
                question,
                &mut Rng::new(seed_of(put.id.as_str(), 0)),
            )),
            AnswerSpace::Pairs { left, .. } => QuizResponse::Pairs(vec![None; left.len()]),
        }
    }

    /// Whether nothing is answered yet.
    pub fn is_empty(&self) -> bool {
        match self {
            QuizResponse::Choice(choice) => choice.is_none(),
            QuizResponse::Typed(AnswerDraft::Typed(given)) => given.is_empty(),
            QuizResponse::Typed(AnswerDraft::Items { found, misses }) => {
                misses.is_empty() && found.iter().all(Option::is_none)
            }
            QuizResponse::Typed(AnswerDraft::Thought | AnswerDraft::Order(_)) => false,
            QuizResponse::Pairs(pairs) => pairs.iter().all(Option::is_none),
        }
    }

    fn mark(&self, put: &QuizQuestion) -> AnswerMark {
        let right = match (self, &put.answers) {
            _ if self.is_empty() => return AnswerMark::Unanswered,
            (QuizResponse::Choice(choice), AnswerSpace::Choice { right, .. }) => {
                *choice == Some(*right)
            }
            (QuizResponse::Typed(attempt), AnswerSpace::Typed(question)) => {
                attempt.is_right(question) == Some(true)
            }
            (QuizResponse::Pairs(pairs), AnswerSpace::Pairs { fits, .. }) => {
                pairs.iter().zip(fits).all(|(pair, fit)| *pair == Some(*fit))
            }
            _ => false,
        };
        if right { AnswerMark::Right } else { AnswerMark::Wrong }
    }

    /// Returns the answer in words, without markup.
    pub fn words(&self, put: &QuizQuestion) -> String {
        let join = |words: Vec<String>| words.join("; ");
        match (self, &put.answers) {
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
                let AnswerKind::Order { steps, .. } = &question.ask else { return String::new() };
                join(order.iter().map(|&step| plain(&steps[step])).collect())
            }
            (QuizResponse::Pairs(pairs), AnswerSpace::Pairs { left, right, .. }) => {
                let pair = |(term, at): (&String, &Option<usize>)| {
                    Some(format!("{}: {}", plain(term), plain(&right[(*at)?])))
                };
                join(left.iter().zip(pairs).filter_map(pair).collect())
            }
            _ => String::new(),
        }
    }
}
