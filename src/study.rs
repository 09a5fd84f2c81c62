//! Asking and judging: what counts as a right answer, and which wrong ones are worth offering.
//!
//! Pure rules on decks: the room knows no screen, no clock and no disk.

pub mod answer;
mod canonical;
pub mod distractors;
