//! Asking and judging: a card as a question, what counts as a right answer, which wrong ones are
//! worth offering, and the drill that asks one card after another.
//!
//! Pure rules on decks: the room knows no screen, no clock and no disk.

pub mod answer;
pub mod answer_draft;
mod canonical;
pub mod distractors;
pub mod drill;
pub mod history;
pub mod open_card;
pub mod operation;
pub mod question;
pub mod quiz;
mod review_queue;

pub use answer_draft::{Attempt, Given, Heard};
pub use drill::{Drill, Mode, World};
pub use history::{History, Settled, Turn};
pub use open_card::{Asked, Phase};
pub use operation::{Deed, Operation};
pub use question::{Ask, Question};
pub use quiz::Quiz;
