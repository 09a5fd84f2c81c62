//! Asking and judging: a card as a question, what counts as a right answer, which wrong ones are
//! worth offering, and the drill that asks one card after another.
//!
//! Pure rules on decks: no screen, no clock, no disk.

pub mod answer;
pub mod answer_draft;
mod canonical;
mod card_order;
pub mod distractors;
pub mod drill;
pub mod history;
pub mod lesson;
pub mod open_card;
pub mod operation;
pub mod question;
pub mod quiz;
mod review_queue;

pub use answer_draft::{AnswerDraft, Feedback, TypedAnswer};
pub use drill::{Drill, DrillMode, StudyContext, TimePolicy};
pub use history::{UndoHistory, WriteOutcome, WriteRequest};
pub use lesson::{LessonStep, QuestionStage};
pub use open_card::{DrillPhase, OpenCard};
pub use operation::{CardAction, Operation};
pub use question::{AnswerKind, Question};
pub use quiz::Quiz;
