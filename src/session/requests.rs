//! What the learner asks for when a drill or a quiz is started.

use crate::memory::QuizRules;
use crate::plan::NoteScope;

/// The drill to start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrillRequest {
    /// Which notes.
    pub scope: NoteScope,
    /// How many cards at most.
    pub limit: Option<usize>,
    /// Whether it leaves the schedule alone.
    pub cram: bool,
}

impl DrillRequest {
    /// A drill of the due cards of some notes.
    pub fn from_scope(scope: NoteScope) -> DrillRequest {
        DrillRequest { scope, ..DrillRequest::default() }
    }
}

/// The quiz to set up.
#[derive(Clone, Debug, PartialEq)]
pub struct QuizRequest {
    /// Which notes.
    pub scope: NoteScope,
    /// How many questions, how they are chosen and timed.
    pub rules: QuizRules,
    /// Whether it begins at once, without the setup screen.
    pub begins: bool,
}
