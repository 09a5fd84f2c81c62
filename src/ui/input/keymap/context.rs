//! The contexts of keys: where a key has its meaning, how such a place is named, and which contexts
//! hold at once.

mod stacks;

use crate::ui::tab::Tab;
use stacks::{ContextStack, STACKS};

/// Where a key means something. A pane names its contexts, the innermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// The Home pane.
    Home,
    /// The Progress pane.
    Progress,
    /// A fitted scheduler that predicts better.
    BetterFit,
    /// The list of the weakest cards.
    Weakest,
    /// The form of an exam.
    ExamForm,
    /// The date in it.
    ExamDate,
    /// The minutes a day in it.
    ExamMinutes,
    /// A row of it that is chosen and not typed.
    ExamRow,
    /// The Browse pane's lists.
    Browse,
    /// A note.
    Note,
    /// The filter line of Browse.
    Filter,
    /// The Search pane.
    Search,
    /// The note of a new card, before it is asked.
    Lesson,
    /// A question of the drill with answers to choose from.
    ChoiceCard,
    /// A question without typing.
    Card,
    /// A question whose answer is typed.
    Answer,
    /// A question about the order of steps.
    Order,
    /// The answer of a card, for grading.
    Grade,
    /// A wrong answer.
    Wrong,
    /// Four grades.
    FourGrades,
    /// Two grades.
    TwoGrades,
    /// Actions on the open card.
    CardActions,
    /// A summary between two cards.
    Breath,
    /// A drill that waits for the next card.
    Waiting,
    /// The end of a drill in which something was missed.
    Missed,
    /// The end of a day's plan for an exam.
    DayOver,
    /// The end of a drill.
    Finished,
    /// The setup of a quiz.
    QuizSetup,
    /// A quiz question with choices.
    Choices,
    /// A quiz question of true or false.
    TrueFalse,
    /// A quiz question whose answer is typed.
    Blank,
    /// A quiz question about the order of steps.
    Arrange,
    /// Any quiz question whose answer is not typed.
    QuizQuestion,
    /// A question of an exam, which one can come back to.
    ExamQuestion,
    /// The same, while its answer is typed.
    ExamBlank,
    /// A marked answer of a quiz.
    MarkedAnswer,
    /// The review of an exam before handing in.
    Review,
    /// A paused quiz.
    Paused,
    /// The report on a quiz.
    Report,
    /// The list of labs.
    Labs,
    /// A lab.
    Lab,
    /// A value that is being typed.
    Value,
    /// The form of a note.
    Form,
    /// The form of an existing note.
    EditForm,
    /// A field with a few choices.
    Choice,
    /// An import before anything is written.
    Import,
    /// An import with a preview of its notes.
    ImportPreview,
    /// The name of a file to import.
    FileName,
    /// A pasted block of several notes.
    Pasted,
    /// The question before a note is deleted.
    Deletion,
    /// The question after the first own deck, whether the bundled one stays on.
    FirstDeck,
    /// The list of decks.
    Decks,
    /// The filter of the decks.
    DeckFilter,
    /// The name of a deck that is being typed.
    DeckTitle,
    /// The texts of a deck that are being typed.
    DeckForm,
    /// The name of the file that a deck is exported to.
    DeckExport,
    /// The question before an export replaces a file.
    DeckReplacement,
    /// The question before a deck is deleted.
    DeckDeletion,
    /// The choice of the deck that another one goes into.
    DeckTarget,
    /// The question before a deck goes into another one.
    DeckMerge,
    /// The question before notes go to another deck.
    DeckMove,
    /// The links of a note, where there are several.
    Links,
    /// A note to read over the tab.
    NotePopup,
    /// A draft with errors.
    Draft,
    /// A note with two versions.
    EditConflict,
    /// The options of a deck.
    DeckOptions,
    /// The settings.
    Settings,
    /// The list of keys.
    Help,
    /// The list of themes.
    Themes,
    /// The command palette.
    Palette,
    /// Any list of rows.
    List,
    /// Any text field.
    Field,
    /// Anywhere but in a text field.
    Anywhere,
    /// Anywhere at all.
    Always,
}

/// Every context, with its name in `settings.ron` and the heading under which help lists its keys.
const NAMES: &[(Context, &str, &str)] = &[
    (Context::Home, "home", "Home"),
    (Context::Progress, "progress", "Progress"),
    (Context::BetterFit, "fitted", "Progress"),
    (Context::Weakest, "weakest", "Progress"),
    (Context::ExamForm, "exam-form", "Setting an exam"),
    (Context::ExamDate, "exam-date", "Setting an exam"),
    (Context::ExamMinutes, "exam-minutes", "Setting an exam"),
    (Context::ExamRow, "exam-row", "Setting an exam"),
    (Context::Browse, "browse", "Browse"),
    (Context::Note, "note", "Reading a note"),
    (Context::Filter, "filter", "Narrowing the list"),
    (Context::Search, "search", "Search"),
    (Context::Lesson, "lesson", "A new note"),
    (Context::ChoiceCard, "choice-card", "A question"),
    (Context::Card, "card", "A question"),
    (Context::Answer, "answer", "Typing an answer"),
    (Context::Order, "order", "Putting steps in order"),
    (Context::Grade, "grade", "The answer"),
    (Context::Wrong, "wrong", "The answer"),
    (Context::FourGrades, "four", "Grading"),
    (Context::TwoGrades, "two", "Grading"),
    (Context::CardActions, "deeds", "This card"),
    (Context::Breath, "breath", "Between two cards"),
    (Context::Waiting, "waiting", "Between two cards"),
    (Context::Missed, "missed", "At the end"),
    (Context::DayOver, "day-over", "At the end"),
    (Context::Finished, "finished", "At the end"),
    (Context::QuizSetup, "set-up", "Setting a quiz"),
    (Context::Choices, "choices", "Choosing an answer"),
    (Context::TrueFalse, "truths", "True or false"),
    (Context::Blank, "blank", "Typing an answer in a quiz"),
    (Context::Arrange, "arrange", "Putting steps in order in a quiz"),
    (Context::QuizQuestion, "sitting", "A question of a quiz"),
    (Context::ExamQuestion, "exam-question", "A question of an exam"),
    (Context::ExamBlank, "exam-blank", "Typing an answer in an exam"),
    (Context::MarkedAnswer, "marked", "A marked answer"),
    (Context::Review, "review", "Before handing in"),
    (Context::Paused, "paused", "A pause"),
    (Context::Report, "report", "The report"),
    (Context::Labs, "labs", "Labs"),
    (Context::Lab, "lab", "In a lab"),
    (Context::Value, "value", "Typing a value"),
    (Context::Form, "form", "Writing a note"),
    (Context::EditForm, "form-of-note", "Writing a note"),
    (Context::Choice, "choice", "Choosing"),
    (Context::Import, "intake", "Importing"),
    (Context::ImportPreview, "preview", "Importing"),
    (Context::FileName, "file-name", "Importing"),
    (Context::Pasted, "pasted", "What was pasted"),
    (Context::Deletion, "deletion", "Deleting a note"),
    (Context::FirstDeck, "first-deck", "The first deck of your own"),
    (Context::Decks, "decks", "Decks"),
    (Context::DeckFilter, "deck-filter", "Narrowing the decks"),
    (Context::DeckTitle, "deck-title", "Renaming a deck"),
    (Context::DeckForm, "deck-form", "Describing a deck"),
    (Context::DeckExport, "deck-export", "Exporting a deck"),
    (Context::DeckReplacement, "deck-replacement", "Replacing a file"),
    (Context::DeckDeletion, "deck-deletion", "Deleting a deck"),
    (Context::DeckTarget, "deck-target", "Merging a deck"),
    (Context::DeckMerge, "deck-merge", "Merging a deck"),
    (Context::DeckMove, "deck-move", "Moving notes to another deck"),
    (Context::Links, "links", "The links of a note"),
    (Context::NotePopup, "note-popup", "Reading a note"),
    (Context::Draft, "draft", "A draft"),
    (Context::EditConflict, "edit-conflict", "Two versions of a note"),
    (Context::DeckOptions, "deck-options", "Options of a deck"),
    (Context::Settings, "settings", "Settings"),
    (Context::Help, "help", "This list"),
    (Context::Themes, "themes", "Choosing a theme"),
    (Context::Palette, "palette", "Commands"),
    (Context::List, "list", "In a list"),
    (Context::Field, "field", "In a text field"),
    (Context::Anywhere, "anywhere", "Anywhere"),
    (Context::Always, "always", "Always"),
];

/// Every stack of contexts that a screen may name.
pub fn context_stacks() -> impl Iterator<Item = ContextStack> {
    STACKS.iter().flat_map(|(_, stacks)| stacks.iter().copied())
}

impl Context {
    /// The name in `settings.ron`.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// The heading under which help lists the context's keys.
    pub fn title(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        NAMES
            .iter()
            .find(|(context, ..)| *context == self)
            .map_or(("", ""), |&(_, name, title)| (name, title))
    }

    /// Finds a context by its name in `settings.ron`.
    pub fn from_name(name: &str) -> Option<Context> {
        NAMES.iter().find(|(_, known, _)| *known == name).map(|&(context, ..)| context)
    }

    /// The names of all contexts.
    pub fn all_names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, name, _)| *name)
    }

    /// The stacks that have the context.
    pub fn stacks(self) -> impl Iterator<Item = ContextStack> {
        context_stacks().filter(move |stack| stack.contains(&self))
    }

    /// Whether letters are typed where the context holds.
    pub fn takes_text(self) -> bool {
        self.stacks().any(|stack| stack.contains(&Context::Field))
    }

    /// Whether the context holds in dialogs only, which lie over the tabs and take all input.
    pub fn is_of_dialogs(self) -> bool {
        self.tabs().all(|tab| tab.is_none())
    }

    /// The one tab that has the context, for running its actions from elsewhere.
    pub fn tab(self) -> Option<Tab> {
        let mut tabs = self.tabs();
        let first = tabs.next()?;
        if tabs.next().is_none() { first } else { None }
    }

    /// The tabs where the context holds; `None` among them stands for dialogs.
    fn tabs(self) -> impl Iterator<Item = Option<Tab>> {
        let has_it = move |stacks: &[ContextStack]| stacks.iter().any(|all| all.contains(&self));
        STACKS.iter().filter(move |(_, stacks)| has_it(stacks)).map(|(tab, _)| *tab)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_of_one_context_each() {
        for (at, (context, name, _)) in NAMES.iter().enumerate() {
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
            assert_eq!(Context::from_name(name), Some(*context));
            assert!(NAMES[..at].iter().all(|(_, other, _)| other != name), "{name}");
            assert!(context.stacks().next().is_some(), "{name} holds nowhere");
        }
    }
}
