//! What comes into the app, and what it asks to have done.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Size;

use crate::clock::Calendar;
use crate::deck::{Note, Revision};
use crate::fault::Fault;
use crate::library::Library;
use crate::memory::optimise::{FitRefusal, FitResult, OptimizeWatch};
use crate::memory::{Entry, Ledger, QuizRecord, ReviewStats, Scheduler};
use crate::plan::ExamDays;
use crate::plan::forecast::DayForecast;
use crate::search::{Query, SearchResults};
use crate::session::import::{ImportPreview, ImportRequest, ImportResult, PreviewRequest};
use crate::settings::{Exam, SettingValue, Settings};
use crate::store::{ConfigHome, NoteDraft};
use crate::ui::input::action::Action;
use crate::ui::input::key::Key;

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
    Finished(JobId, JobOutcome),
    /// The pane's deadline has come.
    Tick,
    /// Entries are on disk; other windows' that were found there come first.
    Recorded {
        /// What was asked for.
        own: Vec<Entry>,
        /// What other windows added in the meantime.
        others: Vec<Entry>,
    },
    /// Entries could not be written.
    NotRecorded(Fault),
    /// The state could not be written down.
    NotSaved(Fault),
    /// The whole log was folded anew.
    Refolded(Ledger),
    /// The log could not be read to fold it anew; the entries just made are in it all the same.
    NotRefolded(Fault),
    /// The editor was left; the draft says this now, or can't be read.
    Edited(NoteDraft, Result<String, Fault>),
    /// The editor could not be used; nothing has changed.
    NotEdited(Fault),
    /// The settings on disk are these now.
    SettingsSet(Box<Settings>),
    /// The settings could not be changed.
    SettingsNotSet(Fault),
    /// A note's new text stands in its deck, and the decks were read anew.
    NoteSaved(Box<ReloadedDecks>),
    /// A note's new text could not be put into its deck.
    NoteNotSaved(Fault),
}

/// The decks as they are after a note was changed.
#[derive(Debug)]
pub struct ReloadedDecks {
    /// The change that was made.
    pub revision: Revision,
    /// What is to be said of it.
    pub done: &'static str,
    /// Whether it is yet to be noted for undoing.
    pub is_news: bool,
    /// The folder of the user's own copy of the deck, if one had to be made.
    pub copy: Option<PathBuf>,
    /// The notes.
    pub library: Arc<Library>,
    /// What is wrong with the decks.
    pub faults: Vec<Fault>,
}

/// The number of a job; a later one is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// Work for the other thread.
#[derive(Debug)]
pub enum Job {
    /// Ranks notes, where there are too many to do it within a frame.
    Search(Arc<Library>, Query),
    /// Counts what the log says was done.
    Record(ConfigHome, Calendar),
    /// Lives through the days until an exam.
    Ahead(Box<ExamDays>),
    /// Fits the scheduler to the log.
    Fit(ConfigHome, Box<Scheduler>, OptimizeWatch),
    /// Gathers what the first look into a large library would wait for.
    Prepare(Arc<Library>),
    /// Reads the quizzes of the past.
    Quizzes(ConfigHome),
    /// Reads notes of other programs, and works out what would become of them.
    Look(Box<PreviewRequest>),
    /// Takes them in.
    TakeIn(Box<ImportRequest>),
    /// Completes the name of a file.
    CompleteName(String),
}

/// What a job came to.
#[derive(Debug)]
pub enum JobOutcome {
    /// Ranked notes, and how long that took.
    Found(SearchResults, Duration),
    /// What was done.
    Record(ReviewStats),
    /// What is to be expected day by day.
    Course(Vec<DayForecast>),
    /// What fitting the scheduler came to.
    Fit(Result<FitResult, FitRefusal>),
    /// What was to be gathered is there.
    Prepared,
    /// The quizzes of the past, the first first.
    Quizzes(Vec<QuizRecord>),
    /// What would become of notes, or why they can't be read.
    Looked(Result<Box<ImportPreview>, Fault>),
    /// Notes were taken in.
    TakenIn(Box<ImportResult>),
    /// They were not, and nothing has changed.
    NotTakenIn(Fault),
    /// A file's name, as far as it is clear.
    Completed(Option<String>),
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
    /// Write these entries to the log, and say when they are on disk.
    Record(Vec<Entry>),
    /// Fold the whole log anew.
    Refold,
    /// Open this note of this deck in the editor.
    EditNote(String, String),
    /// Put a new note into its deck and read the decks anew.
    AddNote(Box<NoteAddition>),
    /// Take this note out of this deck and read the decks anew.
    RemoveNote(String, String),
    /// Open a draft in the editor once more.
    EditAgain(NoteDraft),
    /// Take a draft away.
    Discard(NoteDraft),
    /// Change a note in its deck and read the decks anew; the draft has then had its time.
    SaveNote(NoteChange),
    /// Set an exam, or change the one of that name.
    SetExam(Exam),
    /// Schedule by these parameters from now on.
    SetParameters(Vec<f32>),
    /// Have a key of the settings say this.
    Set(&'static str, SettingValue),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Write the state down, if the log has grown enough since it was.
    Save,
}

/// A note that is to come into a deck.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteAddition {
    /// The deck's id or title; one that is not there is made.
    pub deck: String,
    /// The note, without an id.
    pub note: Note,
}

/// A change to a note that is to be put on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteChange {
    /// The change.
    pub revision: Revision,
    /// The draft that it comes from; none when a change is taken back or done again.
    pub draft: Option<NoteDraft>,
    /// What is to be said when it is done.
    pub done: &'static str,
}

impl NoteChange {
    /// Returns what takes a change back.
    pub fn back(revision: &Revision) -> NoteChange {
        NoteChange { revision: revision.reversed(), draft: None, done: "The edit is taken back" }
    }

    /// Returns what makes a change once more that was taken back.
    pub fn again(revision: &Revision) -> NoteChange {
        NoteChange { revision: revision.clone(), draft: None, done: "The edit is done again" }
    }
}
