//! Parts that several screens are made of: a question, an answer, a note, a list, the frame.

pub mod answer_view;
pub mod chart;
pub mod frame;
pub mod learner_text;
pub mod list;
pub mod note_view;
pub mod page_cache;
pub mod picture_cache;
pub mod popup;
pub mod question_lines;
pub mod question_view;
