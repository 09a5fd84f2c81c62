//! Everything that a person can do; `table` has the words for it.

mod table;

pub use table::{ACTIONS, ActionRow};

use crate::memory::Rating;
use crate::study::CardAction;
use crate::ui::tab::Tab;

/// A list on the screen that can be clicked and scrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListArea {
    /// Topics and filters, at the left of Browse.
    Side,
    /// The pane's main list.
    List,
    /// The note.
    Note,
    /// The list of an overlay.
    Overlay,
    /// The days of a calendar, from today on.
    Days,
    /// A slider of minutes.
    Minutes,
}

/// How a text field is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldEdit {
    /// A character to the left.
    Left,
    /// A character to the right.
    Right,
    /// A word to the left.
    WordLeft,
    /// A word to the right.
    WordRight,
    /// To the start.
    Start,
    /// To the end.
    End,
    /// Behind so many characters.
    To(usize),
    /// Deletes the character before.
    Backspace,
    /// Deletes the character behind.
    Delete,
    /// Deletes the word before.
    DeleteWord,
    /// Deletes the line.
    DeleteLine,
    /// Deletes to the end.
    DeleteToEnd,
}

/// One thing that a person can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table of actions has a sentence for each")]
pub enum Action {
    Quit,
    /// Leaves the tab, and from Home the program.
    Leave,
    Back,
    /// Goes to the shell, until `fg`.
    Suspend,
    Redraw,
    Themes,
    Help,
    Palette,
    Settings,
    Goto(Tab),
    NextTab,
    PreviousTab,
    Up,
    Down,
    PageUp,
    PageDown,
    HalfUp,
    HalfDown,
    First,
    Last,
    Left,
    Right,
    /// The obvious thing to do with what is selected.
    Enter,
    Sort,
    Filter,
    Jump,
    NextMatch,
    PreviousMatch,
    /// Opens and folds the less urgent sections of a note.
    Fold,
    NextLink,
    PreviousLink,
    OpenLink,
    Return,
    Complete,
    Older,
    Newer,
    /// Goes on from a note that was shown.
    Seen,
    Reveal,
    Submit,
    /// Gives away a letter of the answer.
    Hint,
    /// Shows the answer of a question whose answer is typed.
    GiveUp,
    Grade(Rating),
    Accept,
    Overrule,
    StepDown,
    StepUp,
    /// Buries, suspends or flags the card on screen.
    Card(CardAction),
    /// Opens a note to read it.
    ReadNote,
    DrillThese,
    Mark,
    Undo,
    Redo,
    EditNote,
    EditText,
    AddNote,
    DeleteNote,
    /// Deletes what was typed and not saved.
    Discard,
    /// Of a note with two versions keeps one.
    KeepMine,
    KeepTheirs,
    DeckOn,
    DeckOff,
    Decks,
    ToggleDeck,
    DeckOptions,
    RenameDeck,
    DeleteDeck,
    DescribeDeck,
    ExportDeck,
    MergeDeck,
    MoveNotes,
    CopyNotes,
    Import,
    ReadFile,
    Save,
    NextField,
    PreviousField,
    NextChoice,
    PreviousChoice,
    MakeBlank,
    LineBreak,
    Info,
    Figure,
    PlaySound,
    Hurry,
    Cram,
    /// Adds ten minutes to the day's.
    TenMinutes,
    /// Chooses the answer of that number.
    Choose(u8),
    SubmitChoice,
    Begin,
    NextQuestion,
    Resume,
    More,
    Less,
    Skip,
    PreviousQuestion,
    FlagQuestion,
    Pause,
    StopQuiz,
    DrillMisses,
    Retake,
    QuizThese,
    Toggle,
    NextView,
    PreviousView,
    /// Opens the view of that number within the tab.
    View(usize),
    MoreMinutes,
    FewerMinutes,
    SetExam,
    /// Moves the date of an exam by so many days.
    MoveDate(i8),
    NextExam,
    Optimise,
    OpenLab,
    /// Moves a lab's slider by so many steps.
    Slide(i8),
    SetValue,
    Reset,
    Restore,
    UseGeneral,
    NewSeed,
    Explain,
    Edit(FieldEdit),
    /// Selects a row with the mouse.
    Pick(ListArea, usize),
    /// Scrolls an area with the wheel, by so many rows.
    Scroll(ListArea, i16),
}

/// What an action does to the card or question in front, for telling a key that was meant from one
/// that was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyEffect {
    /// It shows the answer, or gives one.
    ShowsAnswer,
    /// It grades what is shown.
    Grades,
    /// It leaves the card or question for the next one.
    Leaves,
    /// Anything else.
    Other,
}

impl Action {
    /// What it does to the card or question in front.
    pub fn effect(self) -> KeyEffect {
        match self {
            Action::Reveal
            | Action::Submit
            | Action::SubmitChoice
            | Action::Choose(_)
            | Action::Hurry => KeyEffect::ShowsAnswer,
            Action::Grade(_) | Action::Accept | Action::NextQuestion | Action::Seen => {
                KeyEffect::Grades
            }
            Action::Card(_) | Action::Skip => KeyEffect::Leaves,
            _ => KeyEffect::Other,
        }
    }

    /// By how many rows it scrolls a text of which `page` rows make a page.
    pub fn scrolled_rows(self, page: isize) -> Option<isize> {
        match self {
            Action::Up => Some(-1),
            Action::Down => Some(1),
            Action::PageUp => Some(-page),
            Action::PageDown => Some(page),
            Action::Scroll(_, rows) => Some(rows.into()),
            _ => None,
        }
    }
}
