//! What comes into the app, and what it asks to have done.

use std::sync::Arc;

use ratatui::layout::Size;

use super::action::Action;
use super::key::Key;
use crate::collection::Collection;
use crate::search::{Query, Results};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse asked for an action.
    Act(Action),
    /// The screen has a new size.
    Resize(Size),
    /// A job is done.
    Finished(JobId, Outcome),
}

/// The number of a job; a later one is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// Work for the other thread.
#[derive(Debug)]
pub enum Job {
    /// Ranks notes, where there are too many to do it within a frame.
    Search(Arc<Collection>, Query),
    /// Gathers what the first look into a large collection would wait for.
    Prepare(Arc<Collection>),
}

/// What a job came to.
#[derive(Debug)]
pub enum Outcome {
    /// Ranked notes.
    Found(Results),
    /// What was to be gathered is there.
    Prepared,
    /// The job broke; the text says how.
    Failed(String),
}

/// Something that the app wants done.
#[derive(Debug)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Go to the shell until `fg`.
    Suspend,
    /// Draw every cell anew.
    Redraw,
    /// Do this on the other thread.
    Run(JobId, Job),
}
