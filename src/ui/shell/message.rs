//! What comes into the app, and what it asks to have done.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Size;

use super::player::SoundRequest;
use crate::clock::{Calendar, Moment};
use crate::deck::{Note, Revision};
use crate::fault::Fault;
use crate::library::Library;
use crate::memory::optimise::{FitRefusal, FitResult, OptimizeWatch};
use crate::memory::{Entry, Ledger, QuizRecord, ReviewStats, Scheduler};
use crate::plan::ExamDays;
use crate::plan::forecast::DayForecast;
use crate::search::{Query, SearchResults};
use crate::session::export::{ExportOutcome, ExportRequest};
use crate::session::import::{ImportPreview, ImportRequest, ImportResult, PreviewRequest};
use crate::session::undo::{DeckChange, DeckSwitch, ImportSwap};
use crate::settings::{Exam, SettingValue, Settings};
use crate::store::unsaved::Unsaved;
use crate::store::whole_decks::DeckTexts;
use crate::store::{ConfigHome, NoteDraft, WrittenDecks};
use crate::ui::draw::picture::PictureDisplay;
use crate::ui::draw::theme::{Background, UserTheme};
use crate::ui::input::action::Action;
use crate::ui::input::key::Key;
use crate::ui::view::picture_cache::{PictureRequest, PictureResult};

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
    /// The deadline has come.
    Tick,
    /// The terminal has said what its background is.
    Background(Background),
    /// Entries are on disk; those of other windows come first.
    Recorded {
        /// The entries to record.
        own: Vec<Entry>,
        /// The entries that other windows added meanwhile.
        others: Vec<Entry>,
    },
    /// Entries could not be written.
    NotRecorded(Fault),
    /// The state could not be saved.
    NotSaved(Fault),
    /// The whole log was folded again.
    Refolded(Ledger),
    /// The log could not be read to fold it again; the entries just made are in it all the same.
    NotRefolded(Fault),
    /// An address was opened in another program.
    AddressOpened(String),
    /// There is no program to open an address here; it was offered to the clipboard instead.
    AddressCopied(String),
    /// The editor was left: the draft's text, or why it can't be read.
    Edited(NoteDraft, Result<String, Fault>),
    /// The editor came back at once: it may save the draft later.
    EditorReturned,
    /// The editor failed after it had changed the draft.
    EditorFailed(NoteDraft, Fault),
    /// What earlier sessions have left: texts of forms, and drafts of the editor.
    UnsavedFound(Vec<Unsaved>, Vec<NoteDraft>),
    /// Others have changed decks, and they were read again.
    DecksChanged(Arc<Library>, Vec<Fault>),
    /// Somebody has changed the settings on disk.
    SettingsChanged(Box<Settings>, Vec<Fault>),
    /// Somebody has changed the user's themes on disk.
    ThemesChanged(Vec<UserTheme>),
    /// A note was changed by somebody else while it was being edited here: the change, the draft
    /// that it comes from, and the note's text now.
    NoteConflict(Revision, Option<NoteDraft>, String),
    /// The editor could not be used; nothing has changed.
    NotEdited(Fault),
    /// A sound could not be played.
    NotPlayed(Fault),
    /// The settings on disk are these now.
    SettingsSet(Box<Settings>),
    /// The settings could not be changed.
    SettingsNotSet(Fault),
    /// A note was changed in its deck, and the decks were reloaded.
    NoteSaved(Box<ReloadedDecks>),
    /// A note could not be changed in its deck.
    NoteNotSaved(Fault),
    /// An import was taken back or done again, and the decks were reloaded.
    ImportSwapped(Box<SwappedImport>),
    /// A deck was changed as a whole, and the decks were reloaded.
    DeckChanged(Box<ChangedDeck>),
}

impl Msg {
    /// Whether the user caused it, by a key, the mouse or a paste.
    pub fn is_by_hand(&self) -> bool {
        matches!(self, Msg::Key(_) | Msg::Paste(_) | Msg::Act(_))
    }
}

/// The decks after one of them was changed as a whole.
#[derive(Debug)]
pub struct ChangedDeck {
    /// What was done.
    pub change: DeckChange,
    /// The way back.
    pub files: WrittenDecks,
    /// What was written to the log.
    pub entries: Vec<Entry>,
    /// The notes.
    pub library: Arc<Library>,
    /// The faults in the decks.
    pub faults: Vec<Fault>,
    /// What was wrong with the log, where it was written.
    pub log_faults: Vec<Fault>,
}

/// The decks after an import was taken back or done again.
#[derive(Debug)]
pub struct SwappedImport {
    /// The number of the import in this session.
    pub number: usize,
    /// The way back from this.
    pub decks: WrittenDecks,
    /// Whether the log has changed too.
    pub is_in_log: bool,
    /// The notes.
    pub library: Arc<Library>,
    /// The faults in the decks.
    pub faults: Vec<Fault>,
}

/// The decks after a note was changed.
#[derive(Debug)]
pub struct ReloadedDecks {
    /// The change that was made.
    pub revision: Revision,
    /// The message for it.
    pub done: &'static str,
    /// Whether it must still go on the undo stack.
    pub is_news: bool,
    /// The folder of the user's own copy of the deck, if one had to be made.
    pub copy: Option<PathBuf>,
    /// The notes.
    pub library: Arc<Library>,
    /// The faults in the decks.
    pub faults: Vec<Fault>,
}

/// The number of a job; a later one is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// Work for the worker thread.
#[derive(Debug)]
pub enum Job {
    /// Ranks notes, where there are too many to do it within a frame.
    Search(Arc<Library>, Query),
    /// Computes the review statistics of the log.
    CountReviews(ConfigHome, Calendar),
    /// Simulates the days until an exam.
    Forecast(Box<ExamDays>),
    /// Fits the scheduler to the log.
    Fit(ConfigHome, Box<Scheduler>, OptimizeWatch),
    /// Prepares a large library, so that the first look into it need not wait.
    Prepare(Arc<Library>),
    /// Reads the quizzes of the log.
    Quizzes(ConfigHome),
    /// Reads notes of another program, and plans their import.
    PreviewImport(Box<PreviewRequest>),
    /// Imports them.
    Import(Box<ImportRequest>),
    /// Completes the name of a file.
    CompleteName(String),
    /// Writes a deck into a file.
    Export(Box<ExportRequest>),
    /// Moves notes to another deck.
    MoveNotes(Box<MoveRequest>),
    /// Reads pictures.
    Pictures(PictureJob),
}

impl Job {
    /// Whether it changes files: then a newer job of its kind must not replace it.
    pub fn is_writing(&self) -> bool {
        matches!(self, Job::Import(_) | Job::Export(_) | Job::MoveNotes(_))
    }
}

/// Pictures to read.
#[derive(Debug)]
pub struct PictureJob {
    /// The folders of the user's files.
    pub home: ConfigHome,
    /// What they are drawn with.
    pub display: PictureDisplay,
    /// The pictures.
    pub requests: Vec<PictureRequest>,
}

/// Notes to move, and where the files are.
#[derive(Debug)]
pub struct MoveRequest {
    /// The user's folder.
    pub home: ConfigHome,
    /// What is needed to fold the log.
    pub scheduler: Scheduler,
    /// The time.
    pub now: Moment,
    /// The notes.
    pub what: DeckMove,
}

/// Which notes go where.
#[derive(Clone, Debug)]
pub enum DeckMove {
    /// All of the first deck into the second, both by id and title.
    Merge([(String, String); 2]),
    /// Some notes to another deck.
    Notes(NoteMove),
}

/// The outcome of a job.
#[derive(Debug)]
pub enum JobOutcome {
    /// Ranked notes, and how long that took.
    Found(SearchResults, Duration),
    /// The review statistics.
    ReviewStats(ReviewStats),
    /// The forecast, day by day.
    Forecast(Vec<DayForecast>),
    /// The result of fitting the scheduler.
    Fit(Result<FitResult, FitRefusal>),
    /// The library is prepared.
    Prepared,
    /// The quizzes, the earliest first.
    Quizzes(Vec<QuizRecord>),
    /// The plan of an import, or why the notes can't be read.
    ImportPreview(Result<Box<ImportPreview>, Fault>),
    /// Notes were imported.
    Imported(Box<ImportResult>),
    /// The import failed, and nothing has changed.
    ImportFailed(Fault),
    /// A file's name, completed as far as it is unambiguous.
    Completed(Option<String>),
    /// Notes went to another deck.
    DeckChanged(Box<ChangedDeck>),
    /// They could not.
    DeckNotChanged(Fault),
    /// A deck was written into a file, or why it was not.
    Exported(Result<ExportOutcome, Fault>),
    /// Pictures were read for that display.
    Pictures(Vec<(PictureRequest, PictureResult)>, PictureDisplay),
    /// The job failed, with a message.
    Failed(String),
    /// The job was stopped and goes on all the same; nobody waits for it any more.
    Abandoned,
}

/// Something to do outside the app.
#[derive(Debug)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Go to the shell until `fg`.
    Suspend,
    /// Redraw every cell.
    Redraw,
    /// Run a job on the worker thread.
    Run(JobId, Job),
    /// Write these entries to the log, and answer when they are on disk.
    Record(Vec<Entry>),
    /// Fold the whole log again.
    Refold,
    /// Open this note of this deck in the editor.
    EditNote(String, String),
    /// Add a note to its deck and reload the decks.
    AddNote(Box<NoteAddition>),
    /// Remove this note from this deck and reload the decks.
    RemoveNote(String, String),
    /// Take an import back, or do it again, and reload the decks.
    SwapImport(ImportSwap),
    /// Open a draft in the editor once more.
    EditAgain(NoteDraft),
    /// Read a draft as if its editor had just been left.
    ReadDraft(NoteDraft),
    /// Keep what is typed and not saved, and only that.
    KeepUnsaved(Vec<Unsaved>),
    /// Delete a draft.
    Discard(NoteDraft),
    /// Change a note in its deck, delete the draft, and reload the decks.
    SaveNote(NoteChange),
    /// Set an exam, in the place of the one of this name.
    SetExam(Exam, String),
    /// Schedule by these parameters from now on.
    SetParameters(Vec<f32>),
    /// Give the deck of this id this title.
    RenameDeck(String, String),
    /// Delete the deck of this id and title.
    DeleteDeck(String, String),
    /// Give the deck of this id these texts.
    DescribeDeck(String, DeckTexts),
    /// Forget whether the deck of this id is on: it is asked again.
    ForgetStudied(String),
    /// Turn a deck on or off, by its id.
    SetStudied(String, bool),
    /// Turn a topic of a deck on or off, by their ids.
    SetTopic(String, String, bool),
    /// Change an option of a deck, by its id; no value lets it fall back to the general one.
    SetDeckOption(String, &'static str, Option<SettingValue>),
    /// Change a setting.
    Set(&'static str, SettingValue),
    /// Open an address in the program that the system has for it.
    OpenAddress(String),
    /// Play a note's sounds.
    Play(SoundRequest),
    /// Turn mouse events on or off.
    Mouse(bool),
    /// Save the state, if the log has grown enough since the last time.
    Save,
}

impl From<DeckSwitch> for Effect {
    fn from(DeckSwitch { deck, topic, on, .. }: DeckSwitch) -> Effect {
        match topic {
            Some(topic) => Effect::SetTopic(deck, topic, on),
            None => Effect::SetStudied(deck, on),
        }
    }
}

/// Notes that are to go to another deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteMove {
    /// The notes, each by the ids of its deck and its own.
    pub notes: Vec<(String, String)>,
    /// The id of the other deck.
    pub into: String,
    /// Its title.
    pub title: String,
    /// Whether they stay where they are too.
    pub is_copy: bool,
}

/// A note to add to a deck.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteAddition {
    /// The deck's id or title; a new deck is made for an unknown one.
    pub deck: String,
    /// The note, without an id.
    pub note: Note,
}

/// A change of a note to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteChange {
    /// The change.
    pub revision: Revision,
    /// The draft that it comes from; none for undo and redo.
    pub draft: Option<NoteDraft>,
    /// The message when it is written.
    pub done: &'static str,
}

impl NoteChange {
    /// The change that undoes a revision.
    pub fn back(revision: &Revision) -> NoteChange {
        let done = match (&revision.before, &revision.after) {
            (_, None) => "Undone: the note is back",
            (None, _) => "Undone: the note is gone again",
            _ => "Edit undone",
        };
        NoteChange { revision: revision.reversed(), draft: None, done }
    }

    /// The change that redoes a revision.
    pub fn again(revision: &Revision) -> NoteChange {
        let done = match (&revision.before, &revision.after) {
            (_, None) => "Done again: the note is deleted",
            (None, _) => "Done again: the note is back",
            _ => "Edit redone",
        };
        NoteChange { revision: revision.clone(), draft: None, done }
    }
}
