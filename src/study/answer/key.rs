//! What a typed answer is judged by, and what it is found to be worth.

use super::other_terms::OtherTerms;
use crate::library::WordFrequency;

/// What a typed answer is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerVerdict {
    /// Right.
    Right,
    /// Right but for a slip of the fingers; the answer that was meant.
    Slip(String),
    /// Nearly right, which does not count until the learner says so.
    Close {
        /// The answer that was meant.
        meant: String,
        /// What is wrong about it, in a few words.
        why: String,
    },
    /// Wrong; with the name of the term that was typed, if it is another of the deck.
    Wrong(Option<String>),
}

impl AnswerVerdict {
    /// Whether the answer counts.
    pub fn is_accepted(&self) -> bool {
        matches!(self, AnswerVerdict::Right | AnswerVerdict::Slip(_))
    }

    /// Nearly right, because of what is wrong about it.
    pub(super) fn close(meant: &str, why: &str) -> AnswerVerdict {
        AnswerVerdict::Close { meant: meant.to_string(), why: why.to_string() }
    }

    /// Whether it is nearly right.
    pub fn is_close(&self) -> bool {
        matches!(self, AnswerVerdict::Close { .. })
    }

    /// What is to be said about an answer that does not count, if anything is known.
    pub fn remark(&self) -> Option<String> {
        match self {
            AnswerVerdict::Close { why, .. } => Some(why.clone()),
            AnswerVerdict::Wrong(Some(term)) => Some(format!("that is another term: {term}")),
            AnswerVerdict::Right | AnswerVerdict::Slip(_) | AnswerVerdict::Wrong(None) => None,
        }
    }
}

/// What kind of answer is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswerRole {
    /// A name, as it is.
    #[default]
    Term,
    /// An item of a list, in the learner's own words.
    Item,
}

/// What is known of the place that an answer goes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerSetting {
    /// What is expected there.
    pub role: AnswerRole,
    /// The text before a blank.
    pub before: String,
    /// The text after it.
    pub after: String,
    /// All the text that the learner sees with the question, and an item's own.
    pub around: String,
    /// All of an item of a list.
    pub item: String,
    /// The other items of a list and its heading: their words do not tell an item from others.
    pub beside: String,
    /// Whether the deck is in English, so that forms of a word are known.
    pub is_english: bool,
}

/// What an answer is judged by.
pub struct AnswerKey<'a> {
    /// The accepted answers, the one that is shown first.
    pub accepted: &'a [&'a str],
    /// The place that it goes to.
    pub setting: &'a AnswerSetting,
    /// What means something else.
    pub others: &'a OtherTerms,
    /// How much a word tells.
    pub frequency: &'a WordFrequency,
}
