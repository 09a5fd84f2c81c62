//! Memory: what happened to a card, its progress, and when to ask it again.
//!
//! The log of [`Entry`]s is the truth; a card's [`Progress`] is the fold of its entries. Pure: no
//! clock is read, no deck is known, no file is written.

pub mod answer_times;
pub mod entry;
pub mod ids;
pub mod ledger;
pub mod optimise;
pub mod progress;
pub mod quiz_event;
pub mod quiz_record;
pub mod review_stats;
pub mod scheduler;

pub use answer_times::AnswerTimes;
pub use entry::{AnswerMethod, Entry, EntryKind, Rating};
pub use ids::{CardId, EntryId};
pub use ledger::{AddOutcome, EntryFactory, Ledger, effective_entries};
pub use progress::{CardStage, CardState, Progress};
pub use quiz_event::{AnswerMark, QuestionForm, QuizEvent, QuizMode, QuizRules};
pub use quiz_record::QuizRecord;
pub use review_stats::{ReviewCount, ReviewStats};
pub use scheduler::Scheduler;
