//! The words for everything that a person can do: a few for the footer, a sentence for help and palette.

use super::{Action, Edit};
use crate::memory::Rating;
use crate::study::Deed;
use crate::ui::Tab;

impl Action {
    /// Returns a few words for the footer and, in full, a sentence for help and palette.
    #[expect(clippy::too_many_lines, reason = "a table, a row an action")]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Action::Quit => ("quit", "Leave lacuna at once; everything is saved"),
            Action::Leave => ("leave", "Leave this pane, and from Home the app"),
            Action::Back => ("back", "Go one step back"),
            Action::Suspend => ("suspend", "Go to the shell; `fg` comes back"),
            Action::Redraw => ("redraw", "Draw the screen anew"),
            Action::NextTheme => ("next theme", "Put the next theme on, and keep it"),
            Action::Help => ("keys", "Show the keys of this pane"),
            Action::Palette => ("commands", "List every command, to search and run"),
            Action::NextView => ("next view", "Go to the next view"),
            Action::PreviousView => ("previous view", "Go to the previous view"),
            Action::View(_) => ("view", "Go to this view"),
            Action::MoreMinutes => ("more minutes", "Look ahead with more minutes a day"),
            Action::FewerMinutes => ("fewer minutes", "Look ahead with fewer minutes a day"),
            Action::SetExam => ("set exam", "Set an exam, or change the one that is shown"),
            Action::NextExam => ("next exam", "Look at the next of several exams"),
            Action::Optimise => ("optimize", "Fit the scheduler to your own reviews, and see whether that is better"),
            Action::Goto(tab) => to(tab),
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
            Action::Undo => ("undo", "Take back the last grade, bury, suspension, flag, edit or deletion"),
            Action::Redo => ("redo", "Do again what was taken back"),
            Action::EditNote => ("edit", "Change the note in a form"),
            Action::EditText => ("edit text", "Open the note's text in your editor, with every field"),
            Action::AddNote => ("add", "Write a new note"),
            Action::DeleteNote => ("delete", "Take the note out of its deck, after asking"),
            Action::Import => ("import", "Take in notes of other programs, from a file or the clipboard"),
            Action::Look => ("read", "Read the file, and show what would become of its notes"),
            Action::Save => ("save", "Put what was written where it belongs"),
            Action::NextField => ("next field", "Go to the next field"),
            Action::PreviousField => ("field before", "Go to the field before"),
            Action::NextChoice => ("next choice", "Fill in the next of what there is: a kind, a deck, a topic"),
            Action::PreviousChoice => ("choice before", "Fill in the one before"),
            Action::MakeBlank => ("blank", "Make the word at the cursor a blank, or the blank a word"),
            Action::LineBreak => ("line break", "Begin a new line within the field"),
            Action::Info => ("info", "Show what is known of the card"),
            Action::Figure => ("figure", "Show the note's figure as large as the screen"),
            Action::Hurry => ("ask now", "Ask the next card now instead of waiting"),
            Action::Cram => ("go on early", "Go on early; the schedule stays as it is"),
            Action::Choose(_) => ("choose", "Choose an answer by its letter or number"),
            Action::GiveAnswer => ("answer", "Give what is chosen as the answer"),
            Action::Begin => ("begin", "Begin the quiz, or go on with the one that was left"),
            Action::NextQuestion => ("next", "Go on to the next question"),
            Action::GoOn => ("go on", "Go on after the pause"),
            Action::More => ("more", "More of what is selected, or the other of two"),
            Action::Less => ("less", "Less of what is selected, or the other of two"),
            Action::Skip => ("skip", "Pass the question over"),
            Action::PreviousQuestion => ("back", "Go back to the question before, in an exam"),
            Action::FlagQuestion => ("flag", "Flag the question for coming back to it, in an exam"),
            Action::Pause => ("pause", "Stop the clock and hide the question"),
            Action::StopQuiz => ("end", "End the quiz with what was answered"),
            Action::DrillMisses => ("drill misses", "Drill the notes that were missed"),
            Action::Retake => ("retake misses", "Ask what was missed in another quiz"),
            Action::QuizThese => ("quiz these", "Set a quiz on the marked notes, or on all that are listed"),
            Action::Toggle => ("change", "Change what is selected"),
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

/// Returns the words for going to a pane.
fn to(tab: Tab) -> (&'static str, &'static str) {
    match tab {
        Tab::Home => ("home", "Go to Home"),
        Tab::Browse => ("browse", "Browse the glossary"),
        Tab::Search => ("search", "Search the notes"),
        Tab::Quiz => ("quiz", "Sit a timed quiz"),
        Tab::Drill => ("drill", "Drill what is due"),
        Tab::Progress => ("progress", "See what was done and what to expect"),
        Tab::Labs => ("labs", "Go to the labs, to play with concepts"),
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
