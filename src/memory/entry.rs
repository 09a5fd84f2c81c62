//! The entries of the log: one event of one card each.
//!
//! An entry never changes and is never removed. Undo adds an entry that retracts another, so that
//! the logs of two machines are merged as the union of their entries.

use serde::{Deserialize, Serialize};

use super::{CardId, EntryId, QuizEvent};
use crate::clock::{Moment, StudyDay};

/// How well a card was recalled, in Anki's four words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rating {
    /// Not recalled.
    Again,
    /// Recalled with effort.
    Hard,
    /// Recalled.
    Good,
    /// Recalled at once.
    Easy,
}

impl Rating {
    /// Every rating, the worst first.
    pub const ALL: [Rating; 4] = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];

    /// The word for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Rating::Again => "again",
            Rating::Hard => "hard",
            Rating::Good => "good",
            Rating::Easy => "easy",
        }
    }

    /// The word on a button.
    pub fn label(self) -> &'static str {
        match self {
            Rating::Again => "Again",
            Rating::Hard => "Hard",
            Rating::Good => "Good",
            Rating::Easy => "Easy",
        }
    }

    /// The rating of that name.
    pub fn from_name(name: &str) -> Option<Rating> {
        Rating::ALL.into_iter().find(|rating| rating.name() == name)
    }

    /// Whether the card was recalled.
    pub fn is_recalled(self) -> bool {
        self != Rating::Again
    }
}

/// How a review's answer was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AnswerMethod {
    /// Thought of, revealed and graded by oneself.
    Shown,
    /// Typed and compared.
    Typed,
    /// Typed, found wrong, and overruled.
    Overruled,
    /// Put in order.
    Ordered,
    /// In a quiz.
    Quiz,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub enum EntryKind {
    /// The card was asked: the rating, how it was answered, and how long that took in milliseconds.
    Review(Rating, AnswerMethod, u32),
    /// Another entry is undone.
    Retract(EntryId),
    /// The card is not asked until further notice.
    Suspend,
    /// It is asked again.
    Unsuspend,
    /// The card is not asked again today.
    Bury,
    /// It is.
    Unbury,
    /// The card is marked for its owner's attention.
    Flag,
    /// It no longer is.
    Unflag,
    /// The card starts again as new.
    Reset,
    /// The card's memory comes from another program, or from a log that is lost.
    Known(KnownMemory),
    /// An event of a quiz; it does not change the card's progress.
    Quiz(Box<QuizEvent>),
}

/// A card's memory from another source.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Known")]
pub struct KnownMemory {
    /// The days in which recall falls to 90 %.
    pub stability: f32,
    /// How hard it is, 1 to 10.
    pub difficulty: f32,
    /// When it was last asked.
    pub reviewed: Moment,
    /// The day on which it is due.
    pub due: StudyDay,
    /// How often it was asked.
    pub reps: u32,
    /// How often it was forgotten once it was known.
    pub lapses: u32,
}

impl EntryKind {
    /// The word for scripts.
    pub fn name(&self) -> &'static str {
        match self {
            EntryKind::Review(..) => "review",
            EntryKind::Retract(_) => "retract",
            EntryKind::Suspend => "suspend",
            EntryKind::Unsuspend => "unsuspend",
            EntryKind::Bury => "bury",
            EntryKind::Unbury => "unbury",
            EntryKind::Flag => "flag",
            EntryKind::Unflag => "unflag",
            EntryKind::Reset => "reset",
            EntryKind::Known(_) => "known",
            EntryKind::Quiz(_) => "quiz",
        }
    }
}

/// One line of the log. In a file it is a tuple: the id, the time, the card, and what happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "EntryTuple", into = "EntryTuple")]
pub struct Entry {
    /// Its own name.
    pub id: EntryId,
    /// When it happened.
    pub at: Moment,
    /// To which card.
    pub card: CardId,
    /// What.
    pub what: EntryKind,
}

type EntryTuple = (EntryId, i64, CardId, EntryKind);

impl From<EntryTuple> for Entry {
    fn from((id, at, card, what): EntryTuple) -> Entry {
        Entry { id, at: Moment(at), card, what }
    }
}

impl From<Entry> for EntryTuple {
    fn from(Entry { id, at, card, what }: Entry) -> EntryTuple {
        (id, at.0, card, what)
    }
}

impl Entry {
    /// The order in which entries are folded, whatever the order in which they were
    /// written.
    pub fn order(&self, other: &Entry) -> std::cmp::Ordering {
        let by_content = || {
            self.card
                .cmp(&other.card)
                .then(self.what.partial_cmp(&other.what).unwrap_or(std::cmp::Ordering::Equal))
        };
        (self.at, self.id).cmp(&(other.at, other.id)).then_with(by_content)
    }
}
