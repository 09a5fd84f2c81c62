//! A deck's head: what it is called, its topics, and its confusable sets.

use serde::{Deserialize, Serialize};

/// The newest version of the deck format that this program reads and writes.
pub const FORMAT: u32 = 1;

/// A topic that notes belong to.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Named by notes' `topic`.
    pub id: String,
    /// Shown to people.
    pub title: String,
}

/// A wrong answer that is not itself a note.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Foil")]
pub struct WrongAnswer {
    /// Its name.
    pub term: String,
    /// What it means, so that it can stand among definitions too.
    #[serde(default)]
    pub definition: Option<String>,
}

/// Notes that are easily confused: a source of wrong answers in a quiz.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Set")]
pub struct ConfusableSet {
    /// Named by notes' `sets`.
    pub id: String,
    /// Shown to people.
    pub title: String,
    /// Further wrong answers.
    #[serde(default)]
    pub foils: Vec<WrongAnswer>,
}

/// A deck without its notes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Head")]
pub struct DeckHead {
    /// The version of the format that the file is written in.
    pub format: u32,
    /// Unique among a user's decks; the first part of every card's name.
    pub id: String,
    /// Shown to people.
    pub title: String,
    /// What the deck is about.
    #[serde(default)]
    pub description: Option<String>,
    /// A BCP 47 tag such as `en`.
    #[serde(default)]
    pub language: Option<String>,
    /// The name of the file or set that the deck was made from by an import.
    #[serde(default)]
    pub origin: Option<String>,
    /// The day on which an import made the deck, as `2026-12-09`.
    #[serde(default)]
    pub imported: Option<String>,
    /// The topics, in the order in which they are shown.
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// The confusable sets.
    #[serde(default)]
    pub sets: Vec<ConfusableSet>,
    /// The notes are read one by one elsewhere; here the list is seen empty.
    #[serde(default, rename = "notes")]
    pub(super) _notes: Vec<()>,
}

impl DeckHead {
    /// The head for a deck whose own can't be read.
    pub fn fallback(stem: &str) -> DeckHead {
        let title = stem.to_string();
        DeckHead {
            format: FORMAT,
            id: stem.to_string(),
            title,
            description: None,
            language: None,
            origin: None,
            imported: None,
            topics: vec![],
            sets: vec![],
            _notes: vec![],
        }
    }
}

/// The head of a file that holds only notes of a deck whose head is elsewhere.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartHead {
    #[serde(rename = "notes")]
    pub(super) _notes: Vec<()>,
}
