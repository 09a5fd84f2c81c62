//! Finding notes: a query language, and a ranking that a person trusts.
//!
//! Names (terms, aliases, ids) match as literal text, as initials and as fuzzy subsequences, ranked
//! by `fuzzy-matcher` behind a cheap filter; definitions and points match by whole words and their
//! beginnings, never loosely; misspellings are tried when nothing is spelled as typed. The room
//! knows libraries, and no screen.

mod by_name;
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
