//! The contexts of keys: where a key has its meaning, and what such a place is called.

use crate::ui::Tab;

/// Where a key means something. A pane names its contexts, the innermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

impl Context {
    /// Returns the heading under which help lists the context's keys.
    pub fn title(self) -> &'static str {
        match self {
            Context::Home => "Home",
            Context::Progress | Context::Fitted | Context::Weakest => "Progress",
            Context::ExamLine => "Setting an exam",
            Context::Browse => "Browse",
            Context::Note => "Reading a note",
            Context::Filter => "Narrowing the list",
            Context::Search => "Search",
            Context::Card => "A question",
            Context::Answer => "Typing an answer",
            Context::Order => "Putting steps in order",
            Context::Grade | Context::Wrong => "The answer",
            Context::Four | Context::Two => "Grading",
            Context::Deeds => "This card",
            Context::Waiting => "Between two cards",
            Context::Finished => "At the end",
            Context::SetUp => "Setting a quiz",
            Context::Choices => "Choosing an answer",
            Context::Truths => "True or false",
            Context::Blank => "Typing an answer in a quiz",
            Context::Arrange => "Putting steps in order in a quiz",
            Context::Sitting => "A question of a quiz",
            Context::Marked => "A marked answer",
            Context::Review => "Before handing in",
            Context::Paused => "A pause",
            Context::Report => "The report",
            Context::Labs => "Labs",
            Context::Lab => "In a lab",
            Context::Setting => "Typing a value",
            Context::Form | Context::FormOfNote => "Writing a note",
            Context::Intake | Context::Preview | Context::FileName => "Importing",
            Context::Choice => "Choosing",
            Context::Pasted => "What was pasted",
            Context::Deletion => "Deleting a note",
            Context::Draft => "A draft",
            Context::Help => "This list",
            Context::Palette => "Commands",
            Context::List => "In a list",
            Context::Field => "In a text field",
            Context::Anywhere => "Anywhere",
            Context::Always => "Always",
        }
    }

    /// Returns the pane that has the context, for running its actions from elsewhere.
    pub fn tab(self) -> Option<Tab> {
        match self {
            Context::Home => Some(Tab::Home),
            Context::Progress | Context::Fitted | Context::Weakest | Context::ExamLine => Some(Tab::Progress),
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
