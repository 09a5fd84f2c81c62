//! What can be answered to a quiz question, and which of it is right.

use crate::deck::Note;
use crate::study::Question;
use crate::study::question::AnswerChoice;
use crate::text::fold::{fold, words};
use crate::text::markup::plain;

/// What can be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerSpace {
    /// One of these is right.
    Choice {
        /// The answers, in the order shown.
        choices: Vec<AnswerChoice>,
        /// The right one.
        right: usize,
    },
    /// Something is typed, or steps are put in order.
    Typed(Box<Question>),
    /// Each of the left goes with one of the right.
    Pairs {
        /// Terms.
        left: Vec<String>,
        /// What they mean, in the order shown.
        right: Vec<String>,
        /// For each of the left the place of its partner.
        fits: Vec<usize>,
    },
}

impl AnswerSpace {
    /// The question behind it, if something is typed.
    pub fn typed_question(&self) -> Option<&Question> {
        match self {
            AnswerSpace::Typed(question) => {
                Some(&**question).filter(|question| question.is_typed())
            }
            AnswerSpace::Choice { .. } | AnswerSpace::Pairs { .. } => None,
        }
    }
}

/// What the makers of questions fill in; card, form and title are the same for all of them.
pub(in crate::study) struct QuestionParts {
    pub(in crate::study) task: String,
    pub(in crate::study) prompt: String,
    pub(in crate::study) answers: AnswerSpace,
    /// Why a statement holds or not.
    pub(super) because: Option<String>,
}

/// Whether a text names the note that it is about, which would give the answer away.
pub(super) fn gives_away(text: &str, note: &Note) -> bool {
    let text = fold(&plain(text));
    let text: Vec<&str> = words(&text).collect();
    std::iter::once(note.title()).chain(note.details.aliases.iter().cloned()).any(|name| {
        let name = fold(&name);
        let name: Vec<&str> = words(&name).collect();
        // A name of one or two letters is in many texts by chance.
        name.concat().len() > 2 && text.windows(name.len().max(1)).any(|part| part == name)
    })
}
