//! Everything of Anki: its text exports, its packages, its notes and gaps.

pub(super) mod cloze;
pub(super) mod note;
#[cfg(feature = "anki")]
pub(super) mod package;
pub(super) mod text;
