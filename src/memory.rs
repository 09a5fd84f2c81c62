//! Remembering: what happened to a card, what is known of it from that, and when to ask it again.
//!
//! The log of [`Entry`]s is the truth; a card's [`Progress`] is the fold of its entries. The room
//! is pure: it reads no clock, knows no deck and writes no file.

pub mod answer_times;
pub mod card;
pub mod entry;
pub mod entry_factory;
pub mod exam;
pub mod ledger;
pub mod optimise;
pub mod own_keys;
pub mod progress;
pub mod quiz_record;
pub mod review_stats;
pub mod scheduler;
pub mod settings;

pub use answer_times::AnswerTimes;
pub use card::CardId;
pub use entry::{AnswerMethod, Entry, EntryId, EntryKind, Rating};
pub use entry_factory::EntryFactory;
pub use exam::Exam;
pub use ledger::{AddOutcome, Ledger, counted};
pub use own_keys::KeyOverrides;
pub use progress::{CardStage, CardState, Progress};
pub use quiz_record::{AnswerMark, QuestionForm, QuizEvent, QuizMode, QuizRecord, QuizRules};
pub use review_stats::{ReviewCount, ReviewStats};
pub use scheduler::Scheduler;
pub use settings::Settings;
