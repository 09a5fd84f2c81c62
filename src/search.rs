//! Finding notes: a query language, and a ranking that a person trusts.
//!
//! Names (terms, aliases, ids) match as literal text, as initials and as fuzzy subsequences, ranked
//! by `fuzzy-matcher` behind a cheap filter; definitions and points match by whole words, their
//! beginnings and their other forms, never loosely. Misspellings, and notes with only some of the
//! words, are tried when nothing fits better, and marked as guesses.

mod by_name;
mod by_prose;
mod by_text;
mod filter;
pub mod hit;
pub mod matched_letters;
mod parallel;
pub mod prefilter;
pub mod query;
pub mod rank;
mod typo;

pub use hit::{MatchKind, SearchHit, SearchResults};
pub use matched_letters::marks;
pub use query::{Query, QueryFilter};
pub use rank::Searcher;
