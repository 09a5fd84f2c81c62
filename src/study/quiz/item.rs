//! A question of a quiz with what was answered to it.

use std::time::Duration;

use super::quiz_question::{Answers, Put};
use crate::memory::{How, Mark, Rating};
use crate::rng::{Rng, seed_of};
use crate::study::answer::Verdict;
use crate::study::{Ask, Attempt, Given, Heard};
use crate::text::markup::plain;

/// An answer in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// The choice made, if one is.
    Choice(Option<usize>),
    /// What was typed, or the order so far.
    Typed(Attempt),
    /// For each term the definition given to it.
    Pairs(Vec<Option<usize>>),
}

/// Returns the letter of an answer, or of a definition to pair with a term.
pub fn letter(at: usize) -> char {
    u8::try_from(at).ok().and_then(|at| b'a'.checked_add(at)).map_or('?', char::from)
}

/// A question and what became of it.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The question.
    pub put: Put,
    /// The answer as far as it has come.
    pub response: Response,
    /// What the answer is worth, once it is given.
    pub mark: Option<Mark>,
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

impl Slot {
    /// Returns the slot of a question that was not put yet.
    pub fn new(put: Put, again: bool) -> Slot {
        let response = Response::to(&put);
        Slot {
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
        self.mark = Some(Mark::Unanswered);
        self.given = self.response.words(&self.put);
    }

    /// Takes in what was typed for the next blank or item; returns what is said to it, and whether
    /// that was all. What was answered in full before is answered anew.
    pub(super) fn hear(&mut self, typed: &str) -> (Heard, bool) {
        let (Response::Typed(attempt), Answers::Typed(question)) =
            (&mut self.response, &self.put.answers)
        else {
            return (Heard::Nothing, false);
        };
        if attempt.is_complete(question) {
            *attempt = Attempt::new(question, &mut Rng::new(0));
        }
        let heard = attempt.hear(question, typed);
        (heard, attempt.is_complete(question))
    }

    /// Chooses an answer.
    pub(super) fn pick(&mut self, choice: usize) {
        if let (Response::Choice(picked), Answers::Choice { choices, .. }) =
            (&mut self.response, &self.put.answers)
            && choice < choices.len()
        {
            *picked = Some(choice);
        }
    }

    /// Gives a definition to a term, which takes it from another; the same again takes it away.
    pub(super) fn pair(&mut self, left: usize, right: usize) {
        if let Response::Pairs(pairs) = &mut self.response
            && left.max(right) < pairs.len()
        {
            let same = pairs[left] == Some(right);
            pairs.iter_mut().filter(|pair| **pair == Some(right)).for_each(|pair| *pair = None);
            pairs[left] = if same { None } else { Some(right) };
        }
    }

    /// Moves a step of those to put in order.
    pub(super) fn move_step(&mut self, from: usize, to: usize) {
        if let Response::Typed(attempt) = &mut self.response {
            attempt.move_step(from, to);
        }
    }

    /// Whether it is answered.
    pub fn is_answered(&self) -> bool {
        self.mark.is_some_and(|mark| mark != Mark::Unanswered)
    }

    /// Returns the wrong choice that was made.
    pub fn wrong_choice(&self) -> Option<&super::quiz_question::Choice> {
        let Answers::Choice { choices, right } = &self.put.answers else { return None };
        // A quiz that was gone on with knows the answer's words only.
        let words = || choices.iter().position(|choice| plain(&choice.text) == self.given);
        let picked =
            if let Response::Choice(Some(at)) = self.response { Some(at) } else { words() };
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
    pub fn rating(&self) -> Option<(Rating, How)> {
        let slow = self.took > EFFORT;
        let rating = match self.mark? {
            Mark::Unanswered => return None,
            Mark::Wrong => Rating::Again,
            Mark::Right
                if slow || self.put.form == crate::memory::Form::TrueFalse || self.has_slip() =>
            {
                Rating::Hard
            }
            Mark::Right if !self.put.form.is_recognised() && self.took < AT_ONCE => Rating::Easy,
            Mark::Right => Rating::Good,
        };
        Some((rating, How::Quiz))
    }

    fn has_slip(&self) -> bool {
        let slipped = |given: &Given| matches!(given.verdict, Verdict::Slip(_));
        match &self.response {
            Response::Typed(Attempt::Typed(given)) => given.iter().any(slipped),
            Response::Typed(Attempt::Items { found, .. }) => found.iter().flatten().any(slipped),
            _ => false,
        }
    }
}

impl Response {
    /// Returns the response to a question that nobody has looked at; steps lie shuffled, the same
    /// way each time.
    fn to(put: &Put) -> Response {
        match &put.answers {
            Answers::Choice { .. } => Response::Choice(None),
            Answers::Typed(question) => {
                Response::Typed(Attempt::new(question, &mut Rng::new(seed_of(put.id.as_str(), 0))))
            }
            Answers::Pairs { left, .. } => Response::Pairs(vec![None; left.len()]),
        }
    }

    /// Whether nothing is answered yet.
    pub fn is_empty(&self) -> bool {
        match self {
            Response::Choice(choice) => choice.is_none(),
            Response::Typed(Attempt::Typed(given)) => given.is_empty(),
            Response::Typed(Attempt::Items { found, misses }) => {
                misses.is_empty() && found.iter().all(Option::is_none)
            }
            Response::Typed(Attempt::Thought | Attempt::Order(_)) => false,
            Response::Pairs(pairs) => pairs.iter().all(Option::is_none),
        }
    }

    fn mark(&self, put: &Put) -> Mark {
        let right = match (self, &put.answers) {
            _ if self.is_empty() => return Mark::Unanswered,
            (Response::Choice(choice), Answers::Choice { right, .. }) => *choice == Some(*right),
            (Response::Typed(attempt), Answers::Typed(question)) => {
                attempt.is_right(question) == Some(true)
            }
            (Response::Pairs(pairs), Answers::Pairs { fits, .. }) => {
                pairs.iter().zip(fits).all(|(pair, fit)| *pair == Some(*fit))
            }
            _ => false,
        };
        if right { Mark::Right } else { Mark::Wrong }
    }

    /// Returns the answer in words, without markup.
    pub fn words(&self, put: &Put) -> String {
        let join = |words: Vec<String>| words.join("; ");
        match (self, &put.answers) {
            (Response::Choice(Some(at)), Answers::Choice { choices, .. }) => {
                plain(&choices[*at].text)
            }
            (Response::Typed(Attempt::Typed(given)), _) => {
                join(given.iter().map(|given| given.typed.trim().to_string()).collect())
            }
            (Response::Typed(Attempt::Items { found, misses }), _) => {
                let found = found.iter().flatten().map(|given| given.typed.clone());
                join(found.chain(misses.iter().cloned()).collect())
            }
            (Response::Typed(Attempt::Order(order)), Answers::Typed(question)) => {
                let Ask::Order { steps, .. } = &question.ask else { return String::new() };
                join(order.iter().map(|&step| plain(&steps[step])).collect())
            }
            (Response::Pairs(pairs), Answers::Pairs { left, right, .. }) => {
                let pair = |(term, at): (&String, &Option<usize>)| {
                    Some(format!("{}: {}", plain(term), plain(&right[(*at)?])))
                };
                join(left.iter().zip(pairs).filter_map(pair).collect())
            }
            _ => String::new(),
        }
    }
}
