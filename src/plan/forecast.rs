//! Looking ahead: what would be recalled on a day, and what studying changes about that.
//!
//! Everything here follows from the memory model (FSRS-6, by way of [`Scheduler`]) and from how the
//! learner answers ([`AnswerStats`]); no clock is read, no deck is known. A card is a
//! [`CandidateCard`]: its memory, if it has any, and what an answer takes.
//!
//! * [`Calibration`]: by how much this learner's memory is better or worse than that.
//! * [`ScoreRange`]: the share of an exam that one would answer, with its range.
//! * [`ForecastModel::review_gain`]: what asking a card now adds to that share, and how many seconds it
//!   takes.
//! * [`ForecastModel::choose_cards`]: what to ask today, the most gain for a second first.
//! * [`ForecastModel::daily_forecast`]: what becomes of all this day by day.

mod answer_stats;
mod calibration;
mod memory_snapshot;
mod model;
mod score;
mod selection;
mod simulation;

pub use answer_stats::AnswerStats;
pub use calibration::Calibration;
pub use memory_snapshot::MemorySnapshot;
pub use model::{CandidateCard, ForecastModel, ReviewGain};
pub use score::ScoreRange;
pub use selection::DailyBudget;
pub use simulation::DayForecast;
