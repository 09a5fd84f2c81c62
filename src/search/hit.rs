//! What a search finds: notes, how well they fit, and how they were found.

use crate::library::NoteIx;

/// How a note was found; the weakest of its words decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// Every word stands in its names as typed.
    Exact,
    /// As initials or letters in order.
    Fuzzy,
    /// In its prose.
    Text,
    /// With a misspelling.
    Typo,
}

impl Matched {
    /// Returns the name that `--json` uses.
    pub fn name(self) -> &'static str {
        match self {
            Matched::Exact => "exact",
            Matched::Fuzzy => "fuzzy",
            Matched::Text => "text",
            Matched::Typo => "typo",
        }
    }
}

/// A note that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The note.
    pub note: NoteIx,
    /// How well it fits; comparable within one search only.
    pub score: i32,
    /// How it was found.
    pub how: Matched,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The best, best first.
    pub hits: Vec<Hit>,
    /// How many there are in all; at least that many when `more` is set.
    pub total: usize,
    /// Whether counting stopped early.
    pub more: bool,
}
