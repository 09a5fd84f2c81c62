//! Finding notes: a query language, and a ranking that a person trusts.
//!
//! Names (terms, aliases, ids) match as literal text, as initials and as fuzzy subsequences, ranked
//! by `fuzzy-matcher` behind a cheap filter; definitions and points match by whole words and their
//! beginnings, never loosely; misspellings are tried when nothing is spelled as typed. The room
//! knows collections, and no screen.

mod body;
pub mod cheap;
mod filter;
pub mod hit;
pub mod marks;
mod named;
pub mod query;
pub mod rank;
mod two;
mod typo;

pub use hit::{Hit, Matched, Results};
pub use marks::marks;
pub use query::{Filter, Query};
pub use rank::Searcher;
