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

pub use answer_times::Times;
pub use card::CardId;
pub use entry::{Entry, EntryId, How, Rating, What};
pub use entry_factory::Scribe;
pub use exam::Exam;
pub use ledger::{Ledger, Taken, counted};
pub use own_keys::OwnKeys;
pub use progress::{Progress, Stage, State};
pub use quiz_record::{Form, Mark, QuizEvent, QuizMode, QuizRules, Sitting};
pub use review_stats::{Record, Tally};
pub use scheduler::Scheduler;
pub use settings::Settings;
