//! The contexts of keys: where a key has its meaning, what such a place is called, and which hold
//! at once.

use crate::ui::tab::Tab;

/// Where a key means something. A pane names its contexts, the innermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// The Home pane.
    Home,
    /// The Progress pane.
    Progress,
    /// A fit of the scheduler that is better.
    Fitted,
    /// The list of the weakest cards.
    Weakest,
    /// The line in which an exam is set.
    ExamLine,
    /// The Browse pane's lists.
    Browse,
    /// A note being read.
    Note,
    /// The line that narrows Browse's list.
    Filter,
    /// The Search pane.
    Search,
    /// A card that is to be thought about.
    Card,
    /// A card whose answer is typed.
    Answer,
    /// Steps that are to be put in order.
    Order,
    /// A card whose answer is shown.
    Grade,
    /// An answer that was judged wrong.
    Wrong,
    /// Grades in four steps.
    Four,
    /// Grades in two.
    Two,
    /// What can be done to the card in front.
    Deeds,
    /// A drill that waits for a card's step to end.
    Waiting,
    /// The end of a drill.
    Finished,
    /// Setting a quiz.
    SetUp,
    /// Answers to choose from.
    Choices,
    /// True or false.
    Truths,
    /// A quiz's blank, term or list.
    Blank,
    /// A quiz's steps to put in order.
    Arrange,
    /// Any question of a quiz that is not typed.
    Sitting,
    /// A marked answer of a quiz.
    Marked,
    /// An exam before it is handed in.
    Review,
    /// A quiz that is interrupted.
    Paused,
    /// The report on a quiz.
    Report,
    /// The list of labs.
    Labs,
    /// A lab.
    Lab,
    /// A lab's value that is being typed.
    Setting,
    /// The form of a note.
    Form,
    /// The form of a note that is there already.
    FormOfNote,
    /// A field that holds one of a few things.
    Choice,
    /// An import before anything is written.
    Intake,
    /// An import whose notes are shown.
    Preview,
    /// The name of a file to import.
    FileName,
    /// A pasted block of several notes.
    Pasted,
    /// A note that is to go.
    Deletion,
    /// A draft that can't be taken as it is.
    Draft,
    /// The settings.
    Settings,
    /// The list of keys.
    Help,
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
    (Context::Fitted, "fitted", "Progress"),
    (Context::Weakest, "weakest", "Progress"),
    (Context::ExamLine, "exam-line", "Setting an exam"),
    (Context::Browse, "browse", "Browse"),
    (Context::Note, "note", "Reading a note"),
    (Context::Filter, "filter", "Narrowing the list"),
    (Context::Search, "search", "Search"),
    (Context::Card, "card", "A question"),
    (Context::Answer, "answer", "Typing an answer"),
    (Context::Order, "order", "Putting steps in order"),
    (Context::Grade, "grade", "The answer"),
    (Context::Wrong, "wrong", "The answer"),
    (Context::Four, "four", "Grading"),
    (Context::Two, "two", "Grading"),
    (Context::Deeds, "deeds", "This card"),
    (Context::Waiting, "waiting", "Between two cards"),
    (Context::Finished, "finished", "At the end"),
    (Context::SetUp, "set-up", "Setting a quiz"),
    (Context::Choices, "choices", "Choosing an answer"),
    (Context::Truths, "truths", "True or false"),
    (Context::Blank, "blank", "Typing an answer in a quiz"),
    (Context::Arrange, "arrange", "Putting steps in order in a quiz"),
    (Context::Sitting, "sitting", "A question of a quiz"),
    (Context::Marked, "marked", "A marked answer"),
    (Context::Review, "review", "Before handing in"),
    (Context::Paused, "paused", "A pause"),
    (Context::Report, "report", "The report"),
    (Context::Labs, "labs", "Labs"),
    (Context::Lab, "lab", "In a lab"),
    (Context::Setting, "value", "Typing a value"),
    (Context::Form, "form", "Writing a note"),
    (Context::FormOfNote, "form-of-note", "Writing a note"),
    (Context::Choice, "choice", "Choosing"),
    (Context::Intake, "intake", "Importing"),
    (Context::Preview, "preview", "Importing"),
    (Context::FileName, "file-name", "Importing"),
    (Context::Pasted, "pasted", "What was pasted"),
    (Context::Deletion, "deletion", "Deleting a note"),
    (Context::Draft, "draft", "A draft"),
    (Context::Settings, "settings", "Settings"),
    (Context::Help, "help", "This list"),
    (Context::Palette, "palette", "Commands"),
    (Context::List, "list", "In a list"),
    (Context::Field, "field", "In a text field"),
    (Context::Anywhere, "anywhere", "Anywhere"),
    (Context::Always, "always", "Always"),
];

/// Every way in which contexts hold at once, the innermost first: what a pane, a front or an
/// overlay may name; the last is that of the screen while everything is read.
pub const STACKS: &[&[Context]] = {
    use Context::{
        Always, Answer, Anywhere, Arrange, Blank, Browse, Card, Choice, Choices, Deeds, Deletion,
        Draft, ExamLine, Field, FileName, Filter, Finished, Fitted, Form, FormOfNote, Four, Grade,
        Help, Home, Intake, Lab, Labs, List, Marked, Note, Order, Palette, Pasted, Paused, Preview,
        Progress, Report, Review, Search, SetUp, Setting, Settings, Sitting, Truths, Two, Waiting,
        Weakest, Wrong,
    };
    &[
        &[Home, List, Anywhere, Always],
        &[Browse, List, Anywhere, Always],
        &[Note, Anywhere, Always],
        &[Filter, Field, Always],
        &[Search, Field, Always],
        &[Answer, Field, Always],
        &[Order, Deeds, Anywhere, Always],
        &[Card, Deeds, Anywhere, Always],
        &[Wrong, Grade, Two, Deeds, Anywhere, Always],
        &[Wrong, Grade, Four, Deeds, Anywhere, Always],
        &[Grade, Two, Deeds, Anywhere, Always],
        &[Grade, Four, Deeds, Anywhere, Always],
        &[Waiting, Anywhere, Always],
        &[Finished, Anywhere, Always],
        &[SetUp, List, Anywhere, Always],
        &[Truths, Choices, Sitting, Anywhere, Always],
        &[Choices, Sitting, Anywhere, Always],
        &[Arrange, Sitting, Anywhere, Always],
        &[Blank, Field, Always],
        &[Marked, List, Anywhere, Always],
        &[Review, List, Anywhere, Always],
        &[Paused, Anywhere, Always],
        &[Report, List, Anywhere, Always],
        &[Weakest, Progress, List, Anywhere, Always],
        &[Fitted, Progress, List, Anywhere, Always],
        &[Progress, List, Anywhere, Always],
        &[ExamLine, Field, Always],
        &[Labs, List, Anywhere, Always],
        &[Lab, Anywhere, Always],
        &[Setting, Field, Always],
        &[Pasted, Always],
        &[Choice, Form, Always],
        &[FormOfNote, Form, Field, Always],
        &[Form, Field, Always],
        &[FileName, Preview, Intake, Field, Always],
        &[FileName, Intake, Field, Always],
        &[Preview, Intake, Field, Always],
        &[Choice, Preview, Intake, Always],
        &[Deletion, Always],
        &[Draft, Always],
        &[Settings, List, Always],
        &[Help, List, Always],
        &[Palette, Field, Always],
        &[Always],
    ]
};

impl Context {
    /// Returns the name in `settings.ron`.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// Returns the heading under which help lists the context's keys.
    pub fn title(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        NAMES
            .iter()
            .find(|(context, ..)| *context == self)
            .map_or(("", ""), |&(_, name, title)| (name, title))
    }

    /// Returns the context of that name.
    pub fn named(name: &str) -> Option<Context> {
        NAMES.iter().find(|(_, known, _)| *known == name).map(|&(context, ..)| context)
    }

    /// Returns every context's name.
    pub fn all_names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, name, _)| *name)
    }

    /// Returns the stacks that have the context.
    pub fn stacks(self) -> impl Iterator<Item = &'static [Context]> {
        STACKS.iter().copied().filter(move |stack| stack.contains(&self))
    }

    /// Whether letters are typed where the context holds.
    pub fn types(self) -> bool {
        self.stacks().any(|stack| stack.contains(&Context::Field))
    }

    /// Whether the context is that of something that lies over the panes and takes all input.
    pub fn lies_over(self) -> bool {
        use Context::{
            Choice, Deletion, Draft, FileName, Form, FormOfNote, Help, Intake, Palette, Pasted,
            Preview, Settings,
        };
        let over = [
            Choice, Deletion, Draft, FileName, Form, FormOfNote, Help, Intake, Palette, Pasted,
            Preview, Settings,
        ];
        over.contains(&self)
    }

    /// Returns the pane that has the context, for running its actions from elsewhere.
    pub fn tab(self) -> Option<Tab> {
        match self {
            Context::Home => Some(Tab::Home),
            Context::Progress | Context::Fitted | Context::Weakest | Context::ExamLine => {
                Some(Tab::Progress)
            }
            Context::Browse | Context::Filter | Context::Note => Some(Tab::Browse),
            Context::Search => Some(Tab::Search),
            Context::Labs | Context::Lab | Context::Setting => Some(Tab::Labs),
            Context::Card
            | Context::Answer
            | Context::Order
            | Context::Grade
            | Context::Wrong
            | Context::Four
            | Context::Two
            | Context::Deeds
            | Context::Waiting
            | Context::Finished => Some(Tab::Drill),
            Context::SetUp
            | Context::Choices
            | Context::Truths
            | Context::Blank
            | Context::Arrange
            | Context::Sitting
            | Context::Marked
            | Context::Review
            | Context::Paused
            | Context::Report => Some(Tab::Quiz),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_of_one_context_each() {
        for (at, (context, name, _)) in NAMES.iter().enumerate() {
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
            assert_eq!(Context::named(name), Some(*context));
            assert!(NAMES[..at].iter().all(|(_, other, _)| other != name), "{name}");
            assert!(context.stacks().next().is_some(), "{name} holds nowhere");
        }
    }
}
