//! Everything that a person can do, with the words for it.

mod words;

pub use words::{ActionWords, WORDS};

use crate::memory::Rating;
use crate::study::CardAction;
use crate::ui::tab::Tab;

/// A part of the screen that has rows to choose from.
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
pub enum Action {
    /// Leaves the program.
    Quit,
    /// Leaves the pane, and from Home the program.
    Leave,
    /// One step back.
    Back,
    /// To the shell, until `fg`.
    Suspend,
    /// Draws the screen anew.
    Redraw,
    /// Puts the next theme on.
    NextTheme,
    /// Shows the keys.
    Help,
    /// Lists every action.
    Palette,
    /// Opens the settings.
    Settings,
    /// Opens a pane.
    Goto(Tab),
    /// The pane to the right.
    NextTab,
    /// The pane to the left.
    PreviousTab,
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// Half a screen up.
    HalfUp,
    /// Half a screen down.
    HalfDown,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// The column to the left.
    Left,
    /// The column to the right.
    Right,
    /// The obvious thing.
    Enter,
    /// Another order.
    Sort,
    /// Narrows the list by typing.
    Filter,
    /// To the next row that begins with a letter.
    Jump,
    /// The next hit of the last search.
    NextMatch,
    /// The hit before.
    PreviousMatch,
    /// The next link of the note.
    NextLink,
    /// The link before.
    PreviousLink,
    /// Back from a followed link.
    Return,
    /// Completes the word.
    Complete,
    /// An earlier query.
    Older,
    /// A later query.
    Newer,
    /// Shows the answer.
    Reveal,
    /// Gives what was typed as the answer; nothing typed shows the answer.
    Submit,
    /// Grades the card in front.
    Grade(Rating),
    /// Takes the suggested grade.
    Accept,
    /// Takes a wrong answer as right.
    Overrule,
    /// Moves the selected step down.
    StepDown,
    /// Moves the selected step up.
    StepUp,
    /// Buries, suspends or flags the card in front.
    Deed(CardAction),
    /// Drills the notes that are marked or listed.
    DrillThese,
    /// Marks a row, or takes the mark away.
    Mark,
    /// Takes back the last thing done.
    Undo,
    /// Does it again.
    Redo,
    /// Changes the note in a form.
    EditNote,
    /// Opens the note's text in an editor.
    EditText,
    /// Writes a new note.
    AddNote,
    /// Takes the note out of its deck.
    DeleteNote,
    /// Takes in notes of other programs.
    Import,
    /// Reads a file, and shows what would become of its notes.
    Look,
    /// Puts what was written where it belongs.
    Save,
    /// To the next field of a form.
    NextField,
    /// To the field before.
    PreviousField,
    /// The next of what a field may hold.
    NextChoice,
    /// The one before.
    PreviousChoice,
    /// Makes the word at the cursor a blank, or a blank a word.
    MakeBlank,
    /// Begins a new line within a field.
    LineBreak,
    /// Shows what is known of the card.
    Info,
    /// Shows the note's figure over everything.
    Figure,
    /// Goes on without waiting.
    Hurry,
    /// Goes on early, without an effect on the schedule.
    Cram,
    /// Chooses an answer of a quiz's question.
    Choose(u8),
    /// Gives what is chosen as the answer.
    GiveAnswer,
    /// Begins what is set.
    Begin,
    /// To the next question.
    NextQuestion,
    /// Goes on after a pause.
    GoOn,
    /// More of what is selected.
    More,
    /// Less of it.
    Less,
    /// Passes a question over.
    Skip,
    /// To the question before.
    PreviousQuestion,
    /// Marks a question for coming back to it.
    FlagQuestion,
    /// Stops the clock and hides the question.
    Pause,
    /// Ends the quiz.
    StopQuiz,
    /// Drills what was missed.
    DrillMisses,
    /// Asks what was missed in another quiz.
    Retake,
    /// Sets a quiz on the notes that are marked or listed.
    QuizThese,
    /// Changes what is selected.
    Toggle,
    /// The view to the right within the pane.
    NextView,
    /// The view to the left.
    PreviousView,
    /// The view of that number.
    View(usize),
    /// Looks ahead with more minutes a day.
    MoreMinutes,
    /// Looks ahead with fewer.
    FewerMinutes,
    /// Sets an exam, or changes it.
    SetExam,
    /// The next of several exams.
    NextExam,
    /// Fits the scheduler to one's own reviews.
    Optimise,
    /// Opens the lab of the note in front.
    OpenLab,
    /// Moves a lab's slider by so many steps.
    Slide(i8),
    /// Types a lab's value, or takes what was typed.
    SetValue,
    /// Sets a lab back to where it began.
    Reset,
    /// Gives a setting its default back.
    Restore,
    /// Draws chance anew.
    NewSeed,
    /// Explains the lab's current step, or no longer.
    Explain,
    /// Edits the text field.
    Edit(FieldEdit),
    /// Chooses a row by the mouse.
    Pick(ListArea, usize),
    /// Scrolls an area by the wheel, so many rows.
    Scroll(ListArea, i16),
}
