//! Everything that a person can do, with the words for it.

use super::Tab;
use crate::memory::Rating;
use crate::study::Deed;

/// A part of the screen that has rows to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
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
pub enum Edit {
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
    /// Shows the keys.
    Help,
    /// Lists every action.
    Palette,
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
    Deed(Deed),
    /// Drills the notes that are marked or listed.
    DrillThese,
    /// Marks a row, or takes the mark away.
    Mark,
    /// Takes back the last thing done.
    Undo,
    /// Does it again.
    Redo,
    /// Opens the note in an editor.
    EditNote,
    /// Shows what is known of the card.
    Info,
    /// Shows the note's figure over everything.
    Figure,
    /// Goes on without waiting.
    Hurry,
    /// Goes on early, without an effect on the schedule.
    Cram,
    /// Opens the lab of the note in front.
    OpenLab,
    /// Moves a lab's slider by so many steps.
    Slide(i8),
    /// Types a lab's value, or takes what was typed.
    SetValue,
    /// Sets a lab back to where it began.
    Reset,
    /// Draws chance anew.
    NewSeed,
    /// Explains the lab's current step, or no longer.
    Explain,
    /// Edits the text field.
    Edit(Edit),
    /// Chooses a row by the mouse.
    Pick(Area, usize),
    /// Scrolls an area by the wheel, so many rows.
    Scroll(Area, i16),
}

impl Action {
    /// Returns a few words for the footer and, in full, a sentence for help and palette.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Action::Quit => ("quit", "Leave lacuna at once; everything is saved"),
            Action::Leave => ("leave", "Leave this pane, and from Home the app"),
            Action::Back => ("back", "Go one step back"),
            Action::Suspend => ("suspend", "Go to the shell; `fg` comes back"),
            Action::Redraw => ("redraw", "Draw the screen anew"),
            Action::Help => ("keys", "Show the keys of this pane"),
            Action::Palette => ("commands", "List every command, to search and run"),
            Action::Goto(Tab::Home) => ("home", "Go to Home"),
            Action::Goto(Tab::Browse) => ("browse", "Browse the glossary"),
            Action::Goto(Tab::Search) => ("search", "Search the notes"),
            Action::Goto(Tab::Drill) => ("drill", "Drill what is due"),
            Action::Goto(Tab::Labs) => ("labs", "Go to the labs, to play with concepts"),
            Action::NextTab => ("next pane", "Go to the next pane"),
            Action::PreviousTab => ("previous pane", "Go to the previous pane"),
            Action::Up => ("up", "Move up"),
            Action::Down => ("down", "Move down"),
            Action::PageUp => ("page up", "Move a screen up"),
            Action::PageDown => ("page down", "Move a screen down"),
            Action::HalfUp => ("half up", "Move half a screen up"),
            Action::HalfDown => ("half down", "Move half a screen down"),
            Action::First => ("first", "Move to the first row"),
            Action::Last => ("last", "Move to the last row"),
            Action::Left => ("left", "Move to the column on the left"),
            Action::Right => ("right", "Move to the column on the right"),
            Action::Enter => ("open", "Open what is selected"),
            Action::Sort => ("sort", "Change the order: A–Z, by topic, as written"),
            Action::Filter => ("filter", "Narrow the list by typing"),
            Action::Jump => ("jump", "Jump to the next term that begins with a letter"),
            Action::NextMatch => ("next hit", "Move to the next hit of the last search"),
            Action::PreviousMatch => ("previous hit", "Move to the previous hit of the last search"),
            Action::NextLink => ("next link", "Select the next link of the note"),
            Action::PreviousLink => ("previous link", "Select the previous link of the note"),
            Action::Return => ("return", "Come back from a followed link"),
            Action::Complete => ("complete", "Complete a filter, or go to the next pane"),
            Action::Older => ("older", "Recall an earlier query"),
            Action::Newer => ("newer", "Recall a later query"),
            Action::Reveal => ("reveal", "Show the answer"),
            Action::Submit => ("answer", "Give what was typed as the answer; nothing shows it"),
            Action::Grade(Rating::Again) => ("again", "Grade it Again: not recalled"),
            Action::Grade(Rating::Hard) => ("hard", "Grade it Hard: recalled with effort"),
            Action::Grade(Rating::Good) => ("good", "Grade it Good: recalled"),
            Action::Grade(Rating::Easy) => ("easy", "Grade it Easy: recalled at once"),
            Action::Accept => ("go on", "Take the marked grade and go on"),
            Action::Overrule => ("I was right", "Take the answer as right"),
            Action::StepDown => ("lower", "Move the step down"),
            Action::StepUp => ("higher", "Move the step up"),
            Action::Deed(Deed::BuryCard) => ("bury", "Leave the card for tomorrow"),
            Action::Deed(Deed::BuryNote) => ("bury note", "Leave all cards of the note for tomorrow"),
            Action::Deed(Deed::SuspendCard) => ("suspend", "Don't ask the card until further notice"),
            Action::Deed(Deed::SuspendNote) => {
                ("suspend note", "Don't ask the note until further notice, or ask it again")
            }
            Action::Deed(Deed::Flag) => ("flag", "Flag the card, or take the flag away"),
            Action::DrillThese => ("drill these", "Drill the marked notes, or all that are listed"),
            Action::Mark => ("mark", "Mark the note, or take the mark away"),
            Action::Undo => ("undo", "Take back the last grade, bury, suspension, flag or edit"),
            Action::Redo => ("redo", "Do again what was taken back"),
            Action::EditNote => ("edit", "Open the note in your editor"),
            Action::Info => ("info", "Show what is known of the card"),
            Action::Figure => ("figure", "Show the note's figure as large as the screen"),
            Action::Hurry => ("ask now", "Ask the next card now instead of waiting"),
            Action::Cram => ("go on early", "Go on early; the schedule stays as it is"),
            Action::OpenLab => ("lab", "Open the note's lab"),
            Action::Slide(1) => ("more", "Move the slider up, or take the next choice"),
            Action::Slide(-1) => ("less", "Move the slider down, or take the choice before"),
            Action::Slide(steps) if steps > 0 => ("much more", "Move the slider up by ten steps"),
            Action::Slide(_) => ("much less", "Move the slider down by ten steps"),
            Action::SetValue => ("set", "Type the value, or take what was typed"),
            Action::Reset => ("reset", "Set everything back to where it began"),
            Action::NewSeed => ("new seed", "Draw chance anew"),
            Action::Explain => ("explain", "Explain this step, or hide the explanation"),
            Action::Edit(edit) => edit.words(),
            Action::Pick(..) => ("choose", "Choose with the mouse"),
            Action::Scroll(..) => ("scroll", "Scroll with the wheel"),
        }
    }
}

impl Edit {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Edit::Left => ("left", "Move the cursor left"),
            Edit::Right => ("right", "Move the cursor right"),
            Edit::WordLeft => ("word left", "Move the cursor a word left"),
            Edit::WordRight => ("word right", "Move the cursor a word right"),
            Edit::Start => ("start", "Move the cursor to the start"),
            Edit::End => ("end", "Move the cursor to the end"),
            Edit::Backspace => ("delete", "Delete the character before the cursor"),
            Edit::Delete => ("delete", "Delete the character under the cursor"),
            Edit::DeleteWord => ("delete word", "Delete the word before the cursor"),
            Edit::DeleteLine => ("clear", "Clear the field"),
            Edit::DeleteToEnd => ("cut", "Delete to the end of the field"),
        }
    }
}
