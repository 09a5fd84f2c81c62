//! A session of study, without text or screen: the learner with their decks and progress, the
//! drill and the quiz on top of them, finding what somebody named, undo, and imports.
//!
//! The command line and the full screen both stand on it; they read input and write what comes out.

pub mod clock;
pub mod drill;
pub mod export;
pub mod first_deck;
pub mod import;
pub mod learner;
pub mod lookup;
pub mod quiz;
pub mod recorder;
pub mod scope;
pub mod suggestion;
pub mod undo;

pub use clock::{AnswerTiming, SessionClock};
pub use drill::{DrillRequest, DrillSession, RecordedDrill};
pub use learner::Learner;
pub use quiz::{QuizRequest, RecordedAnswer, RecordedQuiz};
pub use recorder::Recorder;
pub use undo::UndoStack;
