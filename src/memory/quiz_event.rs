//! What a quiz writes into the log: that it began and with which questions, each answer, and that
//! it ended.
//!
//! None of it changes what is known of a card: an answer counts as a review only where a review
//! stands beside it.

use serde::{Deserialize, Serialize};

use super::{CardId, EntryId};

/// The form in which a note is asked in a quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum QuestionForm {
    /// One of several answers is right.
    Choice,
    /// A statement holds, or it does not.
    TrueFalse,
    /// Terms and what they mean are put together.
    Match,
    /// The term is typed.
    Term,
    /// A blank is filled.
    FillIn,
    /// The items of a list are typed, in any order.
    List,
    /// Steps are put in order.
    Order,
}

impl QuestionForm {
    /// Every form, those that only need to be recognised first.
    pub const ALL: [QuestionForm; 7] = [
        QuestionForm::Choice,
        QuestionForm::TrueFalse,
        QuestionForm::Match,
        QuestionForm::Term,
        QuestionForm::FillIn,
        QuestionForm::List,
        QuestionForm::Order,
    ];

    /// The word for scripts and the command line.
    pub fn name(self) -> &'static str {
        match self {
            QuestionForm::Choice => "choice",
            QuestionForm::TrueFalse => "true-false",
            QuestionForm::Match => "match",
            QuestionForm::Term => "term",
            QuestionForm::FillIn => "fill-in",
            QuestionForm::List => "list",
            QuestionForm::Order => "order",
        }
    }

    /// The form of that name.
    pub fn from_name(name: &str) -> Option<QuestionForm> {
        QuestionForm::ALL.into_iter().find(|form| form.name() == name)
    }

    /// The words for people.
    pub fn title(self) -> &'static str {
        match self {
            QuestionForm::Choice => "Multiple choice",
            QuestionForm::TrueFalse => "True or false",
            QuestionForm::Match => "Match pairs",
            QuestionForm::Term => "Typed term",
            QuestionForm::FillIn => "Fill in the blank",
            QuestionForm::List => "List recall",
            QuestionForm::Order => "Put in order",
        }
    }

    /// Whether the right answer is on the screen, so that it can be guessed.
    pub fn is_recognised(self) -> bool {
        matches!(self, QuestionForm::Choice | QuestionForm::TrueFalse | QuestionForm::Match)
    }
}

/// Whether a quiz marks answers at once or at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum QuizMode {
    /// Each answer is marked at once, and what was missed comes back.
    #[default]
    Practice,
    /// Everything is marked at the end.
    Exam,
}

impl QuizMode {
    /// The word for people and scripts.
    pub fn name(self) -> &'static str {
        match self {
            QuizMode::Practice => "practice",
            QuizMode::Exam => "exam",
        }
    }
}

/// The mark of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AnswerMark {
    /// It is right.
    Right,
    /// It is wrong.
    Wrong,
    /// There is none: the question was skipped, or its time ran out.
    Unanswered,
}

impl AnswerMark {
    /// The word for scripts.
    pub fn name(self) -> &'static str {
        match self {
            AnswerMark::Right => "right",
            AnswerMark::Wrong => "wrong",
            AnswerMark::Unanswered => "unanswered",
        }
    }
}

/// How a quiz is configured.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizRules {
    /// Practice or exam.
    pub mode: QuizMode,
    /// How many questions were asked for.
    pub questions: u16,
    /// The seconds for all of them together.
    pub total: Option<u32>,
    /// The seconds for each of them.
    pub each: Option<u32>,
    /// The forms that may be asked; none means all.
    pub forms: Vec<QuestionForm>,
    /// Whether answers count as reviews.
    pub counts: bool,
    /// The seed of everything random.
    pub seed: u64,
    /// Whether a script began it: then it says nothing of what somebody likes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub scripted: bool,
}

impl Default for QuizRules {
    fn default() -> QuizRules {
        QuizRules {
            mode: QuizMode::Practice,
            questions: 20,
            total: Some(600),
            each: None,
            forms: Vec::new(),
            counts: false,
            seed: 0,
            scripted: false,
        }
    }
}

/// That a quiz began. Its entry's id names the quiz from then on.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Begun")]
pub struct QuizStart {
    /// Its rules.
    pub rules: QuizRules,
    /// The questions in their order, each a card and the form in which it is asked.
    pub questions: Vec<(CardId, QuestionForm)>,
}

/// An answer; a later one to the same question takes its place.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Answered")]
pub struct QuizAnswer {
    /// The quiz.
    pub quiz: EntryId,
    /// The question, counted from 0 in the order in which they were put.
    pub question: u16,
    /// The form in which it was asked.
    pub form: QuestionForm,
    /// Whether it had been missed before in this quiz.
    pub again: bool,
    /// Its mark.
    pub mark: AnswerMark,
    /// How long it took, in milliseconds.
    pub took: u32,
    /// The answer itself, in words.
    pub given: String,
}

/// That a quiz ended.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Ended")]
pub struct QuizEnding {
    /// The quiz.
    pub quiz: EntryId,
    /// How many questions were scored.
    pub asked: u16,
    /// How many of them were answered rightly.
    pub right: u16,
    /// The score from 0 to 1, corrected for guessing.
    pub corrected: f32,
    /// How long it took, in milliseconds, pauses left out.
    pub took: u32,
}

/// What happened in a quiz.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub enum QuizEvent {
    /// It began.
    Begun(QuizStart),
    /// A question was answered, or passed over.
    Answered(QuizAnswer),
    /// It ended.
    Ended(QuizEnding),
}
