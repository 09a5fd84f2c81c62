//! Asking and judging: a card as a question, what counts as a right answer, which wrong ones are
//! worth offering, and the drill that asks one card after another.
//!
//! Pure rules on decks: the room knows no screen, no clock and no disk.

pub mod answer;
pub mod asked;
pub mod attempt;
mod canonical;
pub mod distractors;
pub mod drill;
pub mod history;
mod line;
pub mod operation;
pub mod question;
pub mod quiz;

pub use asked::{Asked, Phase};
pub use attempt::{Attempt, Given, Heard};
pub use drill::{Drill, Mode, World};
pub use history::{History, Settled, Turn};
pub use operation::{Deed, Operation};
pub use question::{Ask, Question};
pub use quiz::Quiz;
