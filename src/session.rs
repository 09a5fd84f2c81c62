//! A sitting at the program, without text or screen: what both faces ask for and how it is carried
//! out.

mod requests;

pub use requests::{DrillRequest, QuizRequest};
