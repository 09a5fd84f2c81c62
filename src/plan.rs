//! What to do today: the queue, exams and their forecast, scores, the status of notes.

pub mod exams;
pub mod forecast;
pub mod known_cards;
pub mod queue;
pub mod scores;
pub mod status;
pub mod today;

pub use exams::{Ahead, Promise, Prospect, Syllabus, TopicScore};
pub use forecast::{Habits, Outlook, Score};
pub use known_cards::Studied;
pub use queue::{Plan, Scope};
pub use scores::{QuizScore, Scores, TopicMarks};
pub use status::{Standing, Standings};
