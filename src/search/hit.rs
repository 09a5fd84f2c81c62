//! The results of a search: notes, how well they fit, and how they were found.

use crate::library::NoteIx;

/// More hits than anybody looks through: once there are so many, weaker ways to match are not
/// tried.
pub(super) const PLENTY: usize = 400;

/// How a note was found; the weakest of its words decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// Every word stands in its names as typed.
    Exact,
    /// As initials or letters in order.
    Fuzzy,
    /// In its prose.
    Text,
    /// With a misspelling.
    Typo,
    /// With some of its words only.
    Partial,
}

impl MatchKind {
    /// The name that `--json` uses.
    pub fn name(self) -> &'static str {
        match self {
            MatchKind::Exact => "exact",
            MatchKind::Fuzzy => "fuzzy",
            MatchKind::Text => "text",
            MatchKind::Typo => "typo",
            MatchKind::Partial => "partial",
        }
    }

    /// Whether the note may well not be what was meant.
    pub fn is_guess(self) -> bool {
        matches!(self, MatchKind::Typo | MatchKind::Partial)
    }
}

/// A note that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// The note.
    pub note: NoteIx,
    /// How well it fits; comparable within one search only.
    pub score: i32,
    /// How it was found.
    pub how: MatchKind,
}

/// The results of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResults {
    /// The best, best first.
    pub hits: Vec<SearchHit>,
    /// How many there are in all; at least that many when `more` is set.
    pub total: usize,
    /// Whether counting stopped early.
    pub more: bool,
}
