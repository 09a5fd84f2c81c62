//! The table itself: where each key works, and what it does.

use crate::memory::Rating;
use crate::study::Deed;
use crate::ui::Tab;
use crate::ui::action::{Action, Edit};

/// Where a key means something. A pane names its contexts, the innermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// The Home pane.
    Home,
    /// The Progress pane.
    Progress,
    /// A fit of the scheduler that is better.
    Fitted,
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
            Context::Progress | Context::Fitted => "Progress",
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
            Context::Progress | Context::Fitted | Context::ExamLine => Some(Tab::Progress),
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

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// The keys, separated by `|`, each a sequence as [`parse_all`](crate::ui::key::Key::parse_all) reads it; the first is the one shown.
    pub keys: &'static str,
    /// What it does.
    pub action: Action,
    /// Its place in the footer, 1 first; 0 for none.
    pub hint: u8,
}

const fn key(context: Context, keys: &'static str, action: Action, hint: u8) -> Binding {
    Binding { context, keys, action, hint }
}

/// Every key of the full screen.
pub const KEYMAP: &[Binding] = {
    use Context::{
        Always, Answer, Anywhere, Arrange, Blank, Browse, Card, Choices, Deeds, Draft, ExamLine, Field, Filter,
        Finished, Fitted, Four, Grade, Help, Home, Lab, Labs, List, Marked, Note, Order, Palette, Paused, Progress,
        Report, Review, Search, SetUp, Setting, Sitting, Truths, Two, Waiting, Wrong,
    };
    &[
        key(Home, "enter|l|right", Action::Enter, 1),
        key(Home, "d", Action::Goto(Tab::Drill), 2),
        key(Home, "t", Action::Goto(Tab::Quiz), 3),
        key(Home, "b", Action::Goto(Tab::Browse), 3),
        key(Progress, "l|right", Action::NextView, 1),
        key(Progress, "h|left", Action::PreviousView, 0),
        key(Progress, "1", Action::View(0), 0),
        key(Progress, "2", Action::View(1), 0),
        key(Progress, "3", Action::View(2), 0),
        key(Progress, "4", Action::View(3), 0),
        key(Progress, "o", Action::Optimise, 5),
        key(Fitted, "enter", Action::Enter, 1),
        key(Progress, "+|=", Action::MoreMinutes, 2),
        key(Progress, "-", Action::FewerMinutes, 3),
        key(Progress, "e", Action::SetExam, 4),
        key(Progress, "n", Action::NextExam, 0),
        key(Progress, "d", Action::DrillThese, 5),
        key(Progress, "esc", Action::Back, 6),
        key(ExamLine, "enter", Action::Enter, 1),
        key(ExamLine, "esc", Action::Back, 2),
        key(Browse, "enter", Action::Enter, 1),
        key(Browse, "l|right", Action::Right, 0),
        key(Browse, "h|left", Action::Left, 0),
        key(Browse, "s", Action::Sort, 3),
        key(Browse, "f", Action::Filter, 2),
        key(Browse, "' any", Action::Jump, 4),
        key(Browse, "n", Action::NextMatch, 0),
        key(Browse, "N", Action::PreviousMatch, 0),
        key(Browse, "backspace", Action::Return, 0),
        key(Browse, "e", Action::EditNote, 6),
        key(Browse, "d", Action::DrillThese, 3),
        key(Browse, "t", Action::QuizThese, 4),
        key(Browse, "F", Action::Figure, 0),
        key(Browse, "space", Action::Mark, 5),
        key(Browse, "!", Action::Deed(Deed::SuspendNote), 0),
        key(Browse, "*", Action::Deed(Deed::Flag), 0),
        key(Browse, "L", Action::OpenLab, 0),
        key(Browse, "u", Action::Undo, 0),
        key(Browse, "ctrl-r", Action::Redo, 0),
        key(Browse, "esc", Action::Back, 5),
        key(Note, "enter", Action::Enter, 1),
        key(Note, "n", Action::NextLink, 2),
        key(Note, "N", Action::PreviousLink, 0),
        key(Note, "backspace", Action::Return, 3),
        key(Note, "j|down", Action::Down, 0),
        key(Note, "k|up", Action::Up, 0),
        key(Note, "h|left", Action::Left, 0),
        key(Note, "pgdn|ctrl-f|space", Action::PageDown, 0),
        key(Note, "pgup|ctrl-b", Action::PageUp, 0),
        key(Note, "ctrl-d", Action::HalfDown, 0),
        key(Note, "ctrl-u", Action::HalfUp, 0),
        key(Note, "g g|home", Action::First, 0),
        key(Note, "G|end", Action::Last, 0),
        key(Note, "e", Action::EditNote, 5),
        key(Note, "d", Action::DrillThese, 3),
        key(Note, "F", Action::Figure, 0),
        key(Note, "!", Action::Deed(Deed::SuspendNote), 5),
        key(Note, "*", Action::Deed(Deed::Flag), 5),
        key(Note, "L", Action::OpenLab, 0),
        key(Note, "u", Action::Undo, 0),
        key(Note, "ctrl-r", Action::Redo, 0),
        key(Note, "esc", Action::Back, 4),
        key(Filter, "enter", Action::Enter, 1),
        key(Filter, "down|ctrl-n", Action::Down, 3),
        key(Filter, "up|ctrl-p", Action::Up, 0),
        key(Filter, "esc", Action::Back, 2),
        key(Search, "enter", Action::Enter, 1),
        key(Search, "down|ctrl-n|ctrl-j", Action::Down, 2),
        key(Search, "up|ctrl-p|ctrl-k", Action::Up, 3),
        key(Search, "pgdn", Action::PageDown, 0),
        key(Search, "pgup", Action::PageUp, 0),
        key(Search, "tab", Action::Complete, 4),
        key(Search, "shift-tab", Action::PreviousTab, 0),
        key(Search, "alt-d", Action::DrillThese, 5),
        key(Search, "alt-t", Action::QuizThese, 5),
        key(Search, "alt-l", Action::OpenLab, 0),
        key(Search, "alt-up", Action::Older, 6),
        key(Search, "alt-down", Action::Newer, 0),
        key(Search, "esc", Action::Back, 5),
        key(Card, "space|enter", Action::Reveal, 1),
        key(Answer, "enter", Action::Submit, 1),
        key(Answer, "alt-u", Action::Undo, 3),
        key(Answer, "ctrl-r", Action::Redo, 0),
        key(Answer, "alt-e", Action::EditNote, 0),
        key(Answer, "alt-i", Action::Info, 0),
        key(Answer, "alt--", Action::Deed(Deed::BuryCard), 4),
        key(Answer, "alt-=", Action::Deed(Deed::BuryNote), 0),
        key(Answer, "alt-@", Action::Deed(Deed::SuspendCard), 5),
        key(Answer, "alt-!", Action::Deed(Deed::SuspendNote), 0),
        key(Answer, "alt-*", Action::Deed(Deed::Flag), 0),
        key(Answer, "esc", Action::Back, 6),
        key(Order, "j|down", Action::Down, 0),
        key(Order, "k|up", Action::Up, 0),
        key(Order, "J|alt-j|alt-down", Action::StepDown, 2),
        key(Order, "K|alt-k|alt-up", Action::StepUp, 2),
        key(Order, "enter|space", Action::Reveal, 1),
        key(Grade, "enter|space", Action::Accept, 1),
        key(Grade, "L", Action::OpenLab, 0),
        key(Wrong, "y", Action::Overrule, 2),
        key(Grade, "F", Action::Figure, 0),
        key(Grade, "j|down", Action::Down, 0),
        key(Grade, "k|up", Action::Up, 0),
        key(Grade, "pgdn|ctrl-f", Action::PageDown, 0),
        key(Grade, "pgup|ctrl-b", Action::PageUp, 0),
        key(Four, "1", Action::Grade(Rating::Again), 0),
        key(Four, "2", Action::Grade(Rating::Hard), 0),
        key(Four, "3", Action::Grade(Rating::Good), 0),
        key(Four, "4", Action::Grade(Rating::Easy), 0),
        key(Two, "1", Action::Grade(Rating::Again), 0),
        key(Two, "2|3", Action::Grade(Rating::Good), 0),
        key(Deeds, "u", Action::Undo, 3),
        key(Deeds, "ctrl-r", Action::Redo, 0),
        key(Deeds, "e", Action::EditNote, 4),
        key(Deeds, "i", Action::Info, 5),
        key(Deeds, "-", Action::Deed(Deed::BuryCard), 6),
        key(Deeds, "=", Action::Deed(Deed::BuryNote), 0),
        key(Deeds, "@", Action::Deed(Deed::SuspendCard), 6),
        key(Deeds, "!", Action::Deed(Deed::SuspendNote), 0),
        key(Deeds, "*", Action::Deed(Deed::Flag), 6),
        key(Deeds, "esc", Action::Back, 0),
        key(Waiting, "space|enter", Action::Hurry, 1),
        key(Waiting, "u", Action::Undo, 2),
        key(Waiting, "ctrl-r", Action::Redo, 0),
        key(Waiting, "esc", Action::Back, 3),
        key(Finished, "enter|esc", Action::Back, 1),
        key(Finished, "c", Action::Cram, 2),
        key(Finished, "u", Action::Undo, 3),
        key(Finished, "ctrl-r", Action::Redo, 0),
        key(SetUp, "enter", Action::Begin, 1),
        key(SetUp, "l|right", Action::More, 2),
        key(SetUp, "h|left", Action::Less, 2),
        key(SetUp, "space", Action::Toggle, 3),
        key(SetUp, "esc", Action::Back, 4),
        key(Truths, "t", Action::Choose(0), 1),
        key(Truths, "f", Action::Choose(1), 1),
        key(Choices, "a|1", Action::Choose(0), 1),
        key(Choices, "b|2", Action::Choose(1), 0),
        key(Choices, "c|3", Action::Choose(2), 0),
        key(Choices, "d|4", Action::Choose(3), 0),
        key(Choices, "j|down", Action::Down, 0),
        key(Choices, "k|up", Action::Up, 0),
        key(Choices, "enter|space", Action::GiveAnswer, 2),
        key(Blank, "enter", Action::Submit, 1),
        key(Blank, "alt-s", Action::Skip, 3),
        key(Blank, "alt-p", Action::Pause, 4),
        key(Blank, "alt-,", Action::PreviousQuestion, 5),
        key(Blank, "alt-!", Action::FlagQuestion, 6),
        key(Blank, "esc", Action::Back, 0),
        key(Arrange, "j|down", Action::Down, 0),
        key(Arrange, "k|up", Action::Up, 0),
        key(Arrange, "J|alt-j|alt-down", Action::StepDown, 1),
        key(Arrange, "K|alt-k|alt-up", Action::StepUp, 1),
        key(Arrange, "enter|space", Action::GiveAnswer, 2),
        key(Sitting, "s", Action::Skip, 3),
        key(Sitting, "p|esc", Action::Pause, 4),
        key(Sitting, "backspace|left|b", Action::PreviousQuestion, 5),
        key(Sitting, "!", Action::FlagQuestion, 6),
        key(Marked, "enter|space|right", Action::NextQuestion, 1),
        key(Marked, "e", Action::EditNote, 5),
        key(Marked, "F", Action::Figure, 0),
        key(Marked, "p|esc", Action::Pause, 4),
        key(Review, "enter|space", Action::Enter, 1),
        key(Review, "backspace|left|b", Action::PreviousQuestion, 2),
        key(Review, "p|esc", Action::Pause, 4),
        key(Paused, "enter|p|space", Action::GoOn, 1),
        key(Paused, "e", Action::StopQuiz, 2),
        key(Paused, "esc", Action::Back, 3),
        key(Report, "d", Action::DrillMisses, 1),
        key(Report, "r", Action::Retake, 2),
        key(Report, "enter|esc", Action::Back, 3),
        key(Labs, "enter|l|right", Action::Enter, 1),
        key(Labs, "esc", Action::Back, 2),
        key(Lab, "h|left", Action::Slide(-1), 1),
        key(Lab, "l|right", Action::Slide(1), 1),
        key(Lab, "H|alt-left", Action::Slide(-10), 0),
        key(Lab, "L|alt-right", Action::Slide(10), 0),
        key(Lab, "enter", Action::SetValue, 2),
        key(Lab, "x", Action::Explain, 3),
        key(Lab, "r", Action::Reset, 4),
        key(Lab, "s", Action::NewSeed, 5),
        key(Lab, "j|down", Action::Down, 0),
        key(Lab, "k|up", Action::Up, 0),
        key(Lab, "g g|home", Action::First, 0),
        key(Lab, "G|end", Action::Last, 0),
        key(Lab, "pgdn|ctrl-f|space", Action::PageDown, 0),
        key(Lab, "pgup|ctrl-b", Action::PageUp, 0),
        key(Lab, "ctrl-d", Action::HalfDown, 0),
        key(Lab, "ctrl-u", Action::HalfUp, 0),
        key(Lab, "esc|backspace", Action::Back, 6),
        key(Setting, "enter", Action::SetValue, 1),
        key(Setting, "esc", Action::Back, 2),
        key(Draft, "enter|e", Action::EditNote, 1),
        key(Draft, "esc", Action::Back, 2),
        key(Help, "esc|?|q|enter", Action::Back, 1),
        key(Palette, "enter", Action::Enter, 1),
        key(Palette, "down|ctrl-n|ctrl-j", Action::Down, 2),
        key(Palette, "up|ctrl-p|ctrl-k", Action::Up, 3),
        key(Palette, "pgdn", Action::PageDown, 0),
        key(Palette, "pgup", Action::PageUp, 0),
        key(Palette, "esc", Action::Back, 4),
        key(List, "j|down", Action::Down, 0),
        key(List, "k|up", Action::Up, 0),
        key(List, "pgdn|ctrl-f", Action::PageDown, 0),
        key(List, "pgup|ctrl-b", Action::PageUp, 0),
        key(List, "ctrl-d", Action::HalfDown, 0),
        key(List, "ctrl-u", Action::HalfUp, 0),
        key(List, "g g|home", Action::First, 0),
        key(List, "G|end", Action::Last, 0),
        key(Field, "left|ctrl-b", Action::Edit(Edit::Left), 0),
        key(Field, "right|ctrl-f", Action::Edit(Edit::Right), 0),
        key(Field, "alt-b|ctrl-left|alt-left", Action::Edit(Edit::WordLeft), 0),
        key(Field, "alt-f|ctrl-right|alt-right", Action::Edit(Edit::WordRight), 0),
        key(Field, "ctrl-a|home", Action::Edit(Edit::Start), 0),
        key(Field, "ctrl-e|end", Action::Edit(Edit::End), 0),
        key(Field, "backspace|ctrl-h", Action::Edit(Edit::Backspace), 0),
        key(Field, "delete|ctrl-d", Action::Edit(Edit::Delete), 0),
        key(Field, "ctrl-w|alt-backspace", Action::Edit(Edit::DeleteWord), 0),
        key(Field, "ctrl-u", Action::Edit(Edit::DeleteLine), 0),
        key(Field, "ctrl-k", Action::Edit(Edit::DeleteToEnd), 0),
        key(Anywhere, "/|g s", Action::Goto(Tab::Search), 6),
        key(Anywhere, ":", Action::Palette, 7),
        key(Anywhere, "?", Action::Help, 8),
        key(Anywhere, "q", Action::Leave, 9),
        key(Anywhere, "g h", Action::Goto(Tab::Home), 0),
        key(Anywhere, "g b", Action::Goto(Tab::Browse), 0),
        key(Anywhere, "g d", Action::Goto(Tab::Drill), 0),
        key(Anywhere, "g q", Action::Goto(Tab::Quiz), 0),
        key(Anywhere, "g p", Action::Goto(Tab::Progress), 0),
        key(Anywhere, "g l", Action::Goto(Tab::Labs), 0),
        key(Anywhere, "tab", Action::NextTab, 0),
        key(Anywhere, "shift-tab", Action::PreviousTab, 0),
        key(Always, "f1", Action::Help, 9),
        key(Always, "alt-x", Action::Palette, 0),
        key(Always, "ctrl-l", Action::Redraw, 0),
        key(Always, "ctrl-z", Action::Suspend, 0),
        key(Always, "ctrl-c", Action::Quit, 0),
    ]
};
