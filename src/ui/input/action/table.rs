//! One row an action: its name in `settings.ron`, a few words for the footer, a sentence for help
//! and palette, and who carries it out.

use super::{Action, FieldEdit};
use crate::memory::Rating;
use crate::study::CardAction;
use crate::ui::tab::Tab;

/// Which part of the program carries an action out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// The screens that bind a key to it.
    Screen,
    /// The app, whatever tab is open and unless a dialog lies over it.
    Tabs,
    /// The app, always.
    App,
}

/// An action with the words for it.
#[derive(Clone, Copy, Debug)]
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// Its name in `settings.ron`.
    pub name: &'static str,
    /// A few words for the footer.
    pub short: &'static str,
    /// A sentence for help and palette.
    pub long: &'static str,
    scope: Scope,
}

const fn row(
    action: Action,
    name: &'static str,
    short: &'static str,
    long: &'static str,
) -> ActionRow {
    ActionRow { action, name, short, long, scope: Scope::Screen }
}

impl ActionRow {
    const fn on_tabs(self) -> ActionRow {
        ActionRow { scope: Scope::Tabs, ..self }
    }

    const fn everywhere(self) -> ActionRow {
        ActionRow { scope: Scope::App, ..self }
    }
}

impl Action {
    /// A few words for the footer, and a sentence for help and palette.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Action::Pick(..) => ("choose", "Choose with the mouse"),
            Action::Scroll(..) => ("scroll", "Scroll with the wheel"),
            Action::Edit(FieldEdit::To(_)) => ("cursor", "Put the cursor under the mouse"),
            _ => self.row().map_or(("", ""), |row| (row.short, row.long)),
        }
    }

    /// The name in `settings.ron`; what only the mouse does has none.
    pub fn name(self) -> Option<&'static str> {
        self.row().map(|row| row.name)
    }

    /// Finds an action by its name in `settings.ron`.
    pub fn from_name(name: &str) -> Option<Action> {
        ACTIONS.iter().find(|row| row.name == name).map(|row| row.action)
    }

    /// Whether the app carries the action out itself, whatever screen is on top.
    pub fn is_of_app(self, dialog_on_top: bool) -> bool {
        self.row().is_some_and(|row| match row.scope {
            Scope::Screen => false,
            Scope::Tabs => !dialog_on_top,
            Scope::App => true,
        })
    }

    fn row(self) -> Option<&'static ActionRow> {
        ACTIONS.iter().find(|row| row.action == self)
    }
}

/// Every action that has a name.
pub const ACTIONS: &[ActionRow] = &[
    row(Action::Quit, "quit", "quit", "Leave lacuna at once; everything is saved").everywhere(),
    row(Action::Leave, "leave", "leave", "Leave this pane, and from Home the app").on_tabs(),
    row(Action::Back, "back", "back", "Go one step back"),
    row(Action::Suspend, "suspend", "suspend", "Go to the shell; `fg` comes back").everywhere(),
    row(Action::Redraw, "redraw", "redraw", "Redraw the screen").everywhere(),
    row(Action::Themes, "themes", "themes", "Choose a theme; each is shown as you go").on_tabs(),
    row(Action::Help, "help", "keys", "Show the keys of this pane").everywhere(),
    row(Action::Palette, "palette", "commands", "Search all commands").everywhere(),
    row(Action::Settings, "settings", "settings", "Change the settings").on_tabs(),
    row(Action::NextView, "next-view", "next view", "Go to the next view"),
    row(Action::PreviousView, "previous-view", "previous view", "Go to the previous view"),
    row(Action::View(0), "view-plan", "plan", "See the plan until the exam, day by day"),
    row(Action::View(1), "view-overview", "overview", "Overview: your days and your streak"),
    row(
        Action::View(2),
        "view-memory",
        "memory",
        "See how well you remember, and the weakest cards",
    ),
    row(Action::View(3), "view-quizzes", "quizzes", "Quiz scores"),
    row(Action::View(4), "view-scheduler", "scheduler", "See how well the scheduler predicts"),
    row(
        Action::MoreMinutes,
        "more-minutes",
        "more minutes",
        "Try the plan with more minutes a day",
    ),
    row(
        Action::FewerMinutes,
        "fewer-minutes",
        "fewer minutes",
        "Try the plan with fewer minutes a day",
    ),
    row(Action::SetExam, "set-exam", "set exam", "Set your exam date, or change it").on_tabs(),
    row(Action::MoveDate(1), "next-day", "next day", "Move the date a day on"),
    row(Action::MoveDate(-1), "previous-day", "previous day", "Move the date a day back"),
    row(Action::MoveDate(7), "next-week", "next week", "Move the date a week on"),
    row(Action::MoveDate(-7), "previous-week", "previous week", "Move the date a week back"),
    row(Action::NextExam, "next-exam", "next exam", "Show the next exam"),
    row(Action::Optimise, "optimize", "optimize", "Fit the scheduler to your reviews"),
    row(Action::Goto(Tab::Home), "home", "home", "Go to Home").on_tabs(),
    row(Action::Goto(Tab::Browse), "browse", "browse", "Browse the notes").on_tabs(),
    row(Action::Goto(Tab::Search), "search", "search", "Search the notes").on_tabs(),
    row(Action::Goto(Tab::Quiz), "quiz", "quiz", "Take a quiz").on_tabs(),
    row(Action::Goto(Tab::Drill), "drill", "drill", "Study now: what is due and new today")
        .on_tabs(),
    row(Action::Goto(Tab::Progress), "progress", "progress", "See your plan and progress")
        .on_tabs(),
    row(Action::Goto(Tab::Labs), "labs", "labs", "Open the labs: try out concepts").on_tabs(),
    row(Action::NextTab, "next-tab", "next pane", "Go to the next pane").on_tabs(),
    row(Action::PreviousTab, "previous-tab", "previous pane", "Go to the previous pane").on_tabs(),
    row(Action::Up, "up", "up", "Move up"),
    row(Action::Down, "down", "down", "Move down"),
    row(Action::PageUp, "page-up", "page up", "Move a screen up"),
    row(Action::PageDown, "page-down", "page down", "Move a screen down"),
    row(Action::HalfUp, "half-up", "half up", "Move half a screen up"),
    row(Action::HalfDown, "half-down", "half down", "Move half a screen down"),
    row(Action::First, "first", "first", "Move to the first row"),
    row(Action::Last, "last", "last", "Move to the last row"),
    row(Action::Left, "left", "left", "Move to the column on the left"),
    row(Action::Right, "right", "right", "Move to the column on the right"),
    row(Action::Enter, "enter", "open", "Open what is selected"),
    row(Action::Sort, "sort", "sort", "Change the order of the list"),
    row(Action::Filter, "filter", "filter", "Narrow the list by typing"),
    row(Action::Jump, "jump", "jump", "Jump to the next term that begins with a letter"),
    row(Action::NextMatch, "next-match", "next hit", "Move to the next hit of the last search"),
    row(
        Action::PreviousMatch,
        "previous-match",
        "previous hit",
        "Move to the previous hit of the last search",
    ),
    row(Action::Fold, "fold", "fold", "Open or fold the less urgent sections of a long note"),
    row(Action::NextLink, "next-link", "next link", "Select the next link of the note"),
    row(
        Action::PreviousLink,
        "previous-link",
        "previous link",
        "Select the previous link of the note",
    ),
    row(Action::OpenLink, "open-link", "open link", "Open a link of the note in the browser")
        .on_tabs(),
    row(Action::Return, "return", "return", "Go back to the previous note"),
    row(Action::Complete, "complete", "complete", "Complete what you are typing"),
    row(Action::Older, "older", "older", "Recall an earlier query"),
    row(Action::Newer, "newer", "newer", "Recall a later query"),
    row(
        Action::Seen,
        "seen",
        "go on",
        "Go on to the next card; a new note is asked in a few cards",
    ),
    row(Action::Reveal, "reveal", "reveal", "Show the answer"),
    row(Action::Submit, "submit", "answer", "Check the answer; an empty one shows it"),
    row(
        Action::Hint,
        "hint",
        "hint",
        "Show the first letter of the answer, then one more; Hard is suggested then",
    ),
    row(Action::GiveUp, "give-up", "don't know", "Show the answer: you don't know it"),
    row(Action::Grade(Rating::Again), "grade-again", "again", "Grade it Again: not recalled"),
    row(Action::Grade(Rating::Hard), "grade-hard", "hard", "Grade it Hard: recalled with effort"),
    row(Action::Grade(Rating::Good), "grade-good", "good", "Grade it Good: recalled"),
    row(Action::Grade(Rating::Easy), "grade-easy", "easy", "Grade it Easy: recalled at once"),
    row(Action::Accept, "accept", "go on", "Accept the marked grade"),
    row(Action::Overrule, "overrule", "I was right", "Count my answer as right"),
    row(Action::StepDown, "step-down", "move down", "Move the step down"),
    row(Action::StepUp, "step-up", "move up", "Move the step up"),
    row(Action::Card(CardAction::BuryCard), "bury-card", "bury", "Skip the card until tomorrow"),
    row(
        Action::Card(CardAction::BuryNote),
        "bury-note",
        "bury note",
        "Skip all cards of the note until tomorrow",
    ),
    row(
        Action::Card(CardAction::SuspendCard),
        "suspend-card",
        "suspend",
        "Suspend the card: it is not asked any more",
    ),
    row(
        Action::Card(CardAction::SuspendNote),
        "suspend-note",
        "suspend note",
        "Suspend the note, or bring it back",
    ),
    row(
        Action::Card(CardAction::Forget),
        "forget",
        "forget",
        "Forget the note: its cards start again as new",
    ),
    row(Action::Card(CardAction::Flag), "flag", "flag", "Flag the card, or remove the flag"),
    row(Action::ReadNote, "read-note", "read", "Read the selected note"),
    row(Action::DrillThese, "drill-these", "drill these", "Study the marked notes, or all listed"),
    row(Action::Mark, "mark", "mark", "Mark the note, or unmark it"),
    row(Action::Undo, "undo", "undo", "Undo the last grade, change, deletion or import").on_tabs(),
    row(Action::Redo, "redo", "redo", "Redo the last undone action").on_tabs(),
    row(Action::EditNote, "edit-note", "edit", "Edit the note").on_tabs(),
    row(Action::EditText, "edit-text", "edit text", "Edit the note's text in your editor")
        .on_tabs(),
    row(Action::AddNote, "add-note", "add", "New note").on_tabs(),
    row(Action::DeleteNote, "delete-note", "delete", "Delete the note, after asking").on_tabs(),
    row(Action::Discard, "discard", "delete draft", "Delete the draft"),
    row(Action::KeepMine, "keep-mine", "save mine", "Save your version of the note"),
    row(
        Action::KeepTheirs,
        "keep-theirs",
        "keep theirs",
        "Keep the version of the note that is on disk",
    ),
    row(Action::DeckOn, "deck-on", "keep on", "Keep studying the bundled deck"),
    row(Action::DeckOff, "deck-off", "turn off", "Turn the bundled deck off"),
    row(Action::Decks, "decks", "decks", "Decks: choose what you study").on_tabs(),
    row(Action::ToggleDeck, "toggle-deck", "on or off", "Turn the deck on or off"),
    row(Action::DeckOptions, "deck-options", "options", "Set the options of the deck").on_tabs(),
    row(Action::RenameDeck, "rename-deck", "rename", "Rename the deck"),
    row(Action::DeleteDeck, "delete-deck", "delete", "Delete the deck (asks first)"),
    row(
        Action::DescribeDeck,
        "describe-deck",
        "describe",
        "Change the deck's title, description and language",
    ),
    row(Action::ExportDeck, "export-deck", "export", "Export the deck to a file"),
    row(Action::MergeDeck, "merge-deck", "merge", "Move all of the deck's notes into another deck"),
    row(
        Action::MoveNotes,
        "move-notes",
        "move notes",
        "Move the notes marked in Browse to another deck",
    ),
    row(
        Action::CopyNotes,
        "copy-notes",
        "copy notes",
        "Copy the notes marked in Browse to another deck",
    ),
    row(Action::Import, "import", "import", "Import notes from a file or the clipboard").on_tabs(),
    row(Action::ReadFile, "look", "read", "Read the file and preview the import"),
    row(Action::Save, "save", "save", "Save what you wrote"),
    row(Action::NextField, "next-field", "next field", "Go to the next field"),
    row(Action::PreviousField, "previous-field", "previous field", "Go to the previous field"),
    row(
        Action::NextChoice,
        "next-choice",
        "next choice",
        "Go to the next choice: a kind, a deck, a topic",
    ),
    row(Action::PreviousChoice, "previous-choice", "previous choice", "Go to the previous choice"),
    row(
        Action::MakeBlank,
        "make-blank",
        "blank",
        "Make the word at the cursor a blank, or the blank a word",
    ),
    row(Action::LineBreak, "line-break", "line break", "Insert a line break"),
    row(Action::Info, "info", "info", "Show the card's statistics"),
    row(Action::Figure, "figure", "figure", "Show the figure or picture full screen").on_tabs(),
    row(Action::PlaySound, "sound", "sound", "Play the sound, or the next of several").on_tabs(),
    row(Action::Hurry, "hurry", "ask now", "Show the next card now"),
    row(Action::TenMinutes, "ten-minutes", "10 min more", "Go on for the exam ten minutes more"),
    row(Action::Cram, "cram", "extra practice", "Extra practice (doesn't change the schedule)"),
    row(Action::Choose(0), "choose-a", "choose", "Choose the first answer"),
    row(Action::Choose(1), "choose-b", "choose", "Choose the second answer"),
    row(Action::Choose(2), "choose-c", "choose", "Choose the third answer"),
    row(Action::Choose(3), "choose-d", "choose", "Choose the fourth answer"),
    row(Action::SubmitChoice, "give-answer", "answer", "Give what is chosen as the answer"),
    row(Action::Begin, "begin", "start", "Start the quiz, or continue the last one"),
    row(Action::NextQuestion, "next-question", "next", "Go on to the next question"),
    row(Action::Resume, "go-on", "continue", "Continue after the pause"),
    row(Action::More, "more", "more", "Increase, or switch"),
    row(Action::Less, "less", "less", "Decrease, or switch"),
    row(Action::Skip, "skip", "skip", "Skip the question"),
    row(
        Action::PreviousQuestion,
        "previous-question",
        "back",
        "Go back to the previous question (exam mode)",
    ),
    row(
        Action::FlagQuestion,
        "flag-question",
        "flag",
        "Flag the question to come back to it (exam mode)",
    ),
    row(Action::Pause, "pause", "pause", "Pause: stop the clock and hide the question"),
    row(Action::StopQuiz, "stop-quiz", "end", "End the quiz now"),
    row(Action::DrillMisses, "drill-misses", "drill misses", "Study the missed notes"),
    row(Action::Retake, "retake", "retake misses", "Retake the missed questions"),
    row(Action::QuizThese, "quiz-these", "quiz these", "Quiz the marked notes, or all listed"),
    row(Action::Toggle, "toggle", "change", "Change what is selected"),
    row(Action::OpenLab, "open-lab", "lab", "Open the note's lab").on_tabs(),
    row(Action::Slide(1), "slide-up", "more", "Move the slider up, or choose the next"),
    row(Action::Slide(-1), "slide-down", "less", "Move the slider down, or choose the previous"),
    row(Action::Slide(10), "slide-far-up", "much more", "Move the slider up by ten steps"),
    row(Action::Slide(-10), "slide-far-down", "much less", "Move the slider down by ten steps"),
    row(Action::SetValue, "set-value", "set", "Type a value, or accept it"),
    row(Action::Reset, "reset", "reset", "Reset everything"),
    row(Action::Restore, "restore-default", "default", "Reset the setting to its default"),
    row(
        Action::UseGeneral,
        "use-general",
        "general",
        "Let the deck's option go by the general setting",
    ),
    row(Action::NewSeed, "new-seed", "new seed", "Try another random seed"),
    row(Action::Explain, "explain", "explain", "Explain this step, or hide the explanation"),
    row(Action::Edit(FieldEdit::Left), "cursor-left", "left", "Move the cursor left"),
    row(Action::Edit(FieldEdit::Right), "cursor-right", "right", "Move the cursor right"),
    row(
        Action::Edit(FieldEdit::WordLeft),
        "cursor-word-left",
        "word left",
        "Move the cursor a word left",
    ),
    row(
        Action::Edit(FieldEdit::WordRight),
        "cursor-word-right",
        "word right",
        "Move the cursor a word right",
    ),
    row(Action::Edit(FieldEdit::Start), "cursor-start", "start", "Move the cursor to the start"),
    row(Action::Edit(FieldEdit::End), "cursor-end", "end", "Move the cursor to the end"),
    row(
        Action::Edit(FieldEdit::Backspace),
        "delete-before",
        "delete",
        "Delete the character before the cursor",
    ),
    row(
        Action::Edit(FieldEdit::Delete),
        "delete-under",
        "delete",
        "Delete the character under the cursor",
    ),
    row(
        Action::Edit(FieldEdit::DeleteWord),
        "delete-word",
        "delete word",
        "Delete the word before the cursor",
    ),
    row(Action::Edit(FieldEdit::DeleteLine), "clear-field", "clear", "Clear the field"),
    row(
        Action::Edit(FieldEdit::DeleteToEnd),
        "delete-to-end",
        "cut",
        "Delete to the end of the field",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_plain_and_of_one_action_each() {
        let (mut names, mut actions) = (HashSet::new(), Vec::new());
        for row in ACTIONS {
            let plain = row.name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            assert!(plain && names.insert(row.name) && !actions.contains(&row.action), "{row:?}");
            actions.push(row.action);
            assert_eq!(Action::from_name(row.name), Some(row.action));
        }
    }
}
