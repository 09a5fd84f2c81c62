//! What to study today: the queue, exams and their forecast, quiz scores, the status of notes.

mod day_limits;
pub mod deck_figures;
mod exam_new_cards;
pub mod exam_plan;
mod exam_sharing;
pub mod exams;
pub mod forecast;
pub mod known_cards;
mod new_cards;
pub mod new_order;
pub mod note_scope;
pub mod queue;
pub mod review_order;
pub mod scores;
pub mod status;
pub mod studied_decks;
pub mod study_time;
pub mod today;

pub use deck_figures::DeckFigures;
pub use exam_plan::{ExamPlan, PlanDay, PlanDayState, settle_days};
pub use exams::{DeckScore, ExamCards, ExamDays, ExamForecast, ExamOutlook, TopicScore};
pub use forecast::{AnswerStats, ForecastModel, ScoreRange};
pub use known_cards::KnownCards;
pub use new_order::new_notes;
pub use note_scope::NoteScope;
pub use queue::{DeckCounts, StudyPlan};
pub use scores::{QuizScore, QuizScores, TopicMarks};
pub use status::{NoteStatus, NoteStatuses};
pub use studied_decks::StudiedDecks;
pub use study_time::StudyTime;
