//! Remembering: what happened to a card, what is known of it from that, and when to ask it again.
//!
//! The log of [`Entry`]s is the truth; a card's [`Progress`] is the fold of its entries. The room
//! is pure: it reads no clock, knows no deck and writes no file.

pub mod card;
pub mod entry;
pub mod exam;
pub mod fold;
pub mod forecast;
pub mod optimise;
pub mod own_keys;
pub mod progress;
pub mod quiz;
pub mod record;
pub mod scheduler;
pub mod scribe;
pub mod settings;
pub mod times;

pub use card::CardId;
pub use entry::{Entry, EntryId, How, Rating, What};
pub use exam::Exam;
pub use fold::{Ledger, Taken, counted};
pub use forecast::{Habits, Outlook, Score};
pub use own_keys::OwnKeys;
pub use progress::{Progress, Stage, State};
pub use quiz::{Form, Mark, QuizEvent, QuizMode, QuizRules, Sitting};
pub use record::{Record, Tally};
pub use scheduler::Scheduler;
pub use scribe::Scribe;
pub use settings::Settings;
pub use times::Times;
