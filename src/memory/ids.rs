//! The names of cards, `deck/note/card`, on which all progress hangs, and those of entries.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A card's name: its deck's id, its note's id and the card of the note, with slashes between.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardId(Box<str>);

impl CardId {
    /// The name of a note's card.
    pub fn new(deck: &str, note: &str, card: &str) -> CardId {
        CardId(format!("{deck}/{note}/{card}").into())
    }

    /// The name as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first slash: the deck.
    pub fn deck(&self) -> &str {
        self.0.split_once('/').map_or("", |(deck, _)| deck)
    }

    /// The part before the last slash: the deck and the note.
    pub fn note(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(note, _)| note)
    }

    /// The part after the last slash: which card of its note it is.
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

/// An entry's id: 64 random bits, written as sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntryId(pub u64);

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl From<EntryId> for String {
    fn from(id: EntryId) -> String {
        id.to_string()
    }
}

impl TryFrom<String> for EntryId {
    type Error = String;

    fn try_from(text: String) -> Result<EntryId, String> {
        let id = u64::from_str_radix(&text, 16).ok().filter(|_| text.len() == 16);
        id.map(EntryId)
            .ok_or_else(|| format!("`{text}` is no entry's id: those have 16 hexadecimal digits"))
    }
}
