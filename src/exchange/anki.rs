//! Everything of Anki: its text exports, its packages, its notes and gaps.

pub(super) mod cloze;
pub(super) mod note;
#[cfg(feature = "anki")]
pub(super) mod package;
#[cfg(feature = "anki")]
pub(super) mod template;
pub(super) mod text;
