//! The forecast: what would be recalled on a day, and how much studying adds to that.
//!
//! Everything here follows from the memory model (FSRS-6, by way of `Scheduler`) and from how the
//! learner answers ([`AnswerStats`]); no clock is read, no deck is known. A card is a
//! [`CandidateCard`]: its memory, if it has any, and how long an answer takes.
//!
//! * [`Calibration`]: how much better or worse this learner's memory is than the model says.
//! * [`ScoreRange`]: the expected share of right answers in an exam, with its range.
//! * [`ForecastModel::review_gain`]: what asking a card now adds to that share, and how many
//!   seconds it takes.
//! * [`price_days`]: what a second of each day is worth, over all exams.
//! * [`PricedPlanner::offers`]: what asking each card today is worth, and [`most_gain`]: those with
//!   the most of it for a second.
//! * [`ForecastModel::daily_forecast`]: what becomes of all this day by day.

mod answer_stats;
mod answer_time;
mod calibration;
mod daily_budget;
mod day_prices;
mod days_ahead;
mod memory_grid;
mod memory_snapshot;
mod model;
mod score;
mod selection;
mod study_course;
mod study_flow;
mod study_planner;

pub use answer_stats::{AnswerStats, StudiedDay};
pub use answer_time::{AnswerTime, Effort, StudySeconds};
pub use calibration::{Calibration, Retention};
pub use daily_budget::DailyBudget;
pub use day_prices::{PricedPlanner, Prices, price_days};
pub use days_ahead::DayForecast;
pub use memory_snapshot::MemorySnapshot;
pub use model::{CandidateCard, CardRecall, ForecastModel, ReviewGain};
pub use score::ScoreRange;
pub use selection::{CardOffer, most_gain};
pub use study_planner::StudyPlanner;
