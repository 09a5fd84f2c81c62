//! The name of a card: `deck/note/card`. Progress hangs on it, and on nothing else.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A card's name: its deck's id, its note's id and the card of the note, with slashes between.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardId(Box<str>);

impl CardId {
    /// Returns the name of a note's card.
    pub fn new(deck: &str, note: &str, card: &str) -> CardId {
        CardId(format!("{deck}/{note}/{card}").into())
    }

    /// Returns the name as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part before the first slash: the deck.
    pub fn deck(&self) -> &str {
        self.0.split_once('/').map_or("", |(deck, _)| deck)
    }

    /// Returns the part before the last slash: the deck and the note.
    pub fn note(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(note, _)| note)
    }

    /// Returns the part after the last slash: which card of its note it is.
    pub fn card(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, card)| card)
    }
}

impl From<&str> for CardId {
    fn from(text: &str) -> CardId {
        CardId(text.into())
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
