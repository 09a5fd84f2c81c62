//! Home: what to do today, the next exam, the topics, and the first fault.

mod deck_rows;
mod outlook;
mod unsaved_rows;

use ratatui::layout::{Position, Rect};

use crate::labs::LABS;
use crate::library::{DeckIx, TopicIx};
use crate::text::count::pluralize;
use crate::text::sanitize::clean_line;
use crate::text::wrap::{StyledSpan, wrap};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::tab::Tab;
use crate::ui::view::chart;
use crate::ui::view::frame::reading_column;
use crate::ui::view::list::{ListMove, ListState};

/// The Home screen.
#[derive(Debug, Default)]
pub struct HomeScreen {
    list: ListState,
}

/// The menu.
const MENU: [(&str, Action); 11] = [
    ("Study now", Action::Goto(Tab::Drill)),
    ("Set your exam date", Action::SetExam),
    ("Take a quiz", Action::Goto(Tab::Quiz)),
    ("Browse", Action::Goto(Tab::Browse)),
    ("Search", Action::Goto(Tab::Search)),
    ("Progress and plan", Action::Goto(Tab::Progress)),
    ("Labs", Action::Goto(Tab::Labs)),
    ("New note", Action::AddNote),
    ("Import notes", Action::Import),
    ("Your decks", Action::Decks),
    ("Settings", Action::Settings),
];
/// Where keys are looked up.
const CONTEXTS: &[Context] = &[Context::Home, Context::List, Context::Anywhere, Context::Always];

/// The most columns of the text.
const READING: u16 = 76;
/// The most lines that a fault takes, so that the menu stays on the screen.
const FAULT_LINES: usize = 4;

/// A row that can be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HomeRow {
    Menu(usize),
    /// A text that is not saved, by its number.
    Unsaved(usize),
    Deck(DeckIx),
    Topic(usize),
}

impl Screen for HomeScreen {
    fn contexts(&self) -> &'static [Context] {
        CONTEXTS
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let rows = rows(shared);
        let height = (shared.area.height as usize).saturating_sub(4).max(1);
        let list_move = match action {
            Action::Enter => {
                return rows.get(self.list.selected(rows.len())).map(|row| row_command(*row));
            }
            Action::Pick(ListArea::List, row) => {
                self.list.go(ListMove::To(row), rows.len(), height);
                return rows.get(row).map(|row| row_command(*row));
            }
            Action::Discard => {
                return Some(match rows.get(self.list.selected(rows.len())) {
                    Some(HomeRow::Unsaved(number)) => Command::DiscardUnsaved(*number),
                    _ => Command::Notify("Select a draft below to delete it".to_string()),
                });
            }
            Action::Scroll(ListArea::List, by) => ListMove::By(by.into()),
            other => ListMove::from_action(other, height)?,
        };
        self.list.go(list_move, rows.len(), height);
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let area = reading_column(shared.area, READING);
        let lines = lines(shared);
        let selected = self.list.selected(rows(shared).len());
        let index = lines.iter().position(|line| line.is_row(selected)).unwrap_or(0);
        let top = first_line(index, lines.len(), area.height as usize);
        canvas.wheel(area, ListArea::List);
        for (i, line) in lines.iter().skip(top).take(area.height as usize).enumerate() {
            let place = Rect { y: area.y + i as u16, height: 1, ..area };
            line.view(canvas, place, line.is_row(selected));
        }
    }
}

fn row_command(row: HomeRow) -> Command {
    match row {
        HomeRow::Menu(i) => Command::Act(MENU[i].1),
        HomeRow::Unsaved(number) => Command::ResumeUnsaved(number),
        HomeRow::Deck(deck) => Command::ShowDeck(deck),
        HomeRow::Topic(topic) => Command::ShowTopic(topic),
    }
}

/// The line to begin with, so that the selected one is well inside.
fn first_line(selected: usize, lines: usize, height: usize) -> usize {
    selected.saturating_sub(height.saturating_sub(3)).min(lines.saturating_sub(height))
}

/// A line of Home.
enum HomeLine {
    Blank,
    Text(Role, String),
    /// A row with its number, its text, and the text at its right end.
    Row(usize, String, String),
}

impl HomeLine {
    fn is_row(&self, row: usize) -> bool {
        matches!(self, HomeLine::Row(number, ..) if *number == row)
    }

    fn view(&self, canvas: &mut Canvas<'_>, place: Rect, selected: bool) {
        match self {
            HomeLine::Blank => {}
            HomeLine::Text(role, text) => {
                _ = canvas.text(place.x + 2, place.y, place.width.saturating_sub(2), text, *role);
            }
            HomeLine::Row(number, text, right) => {
                let role = if selected { Role::Selected } else { Role::Text };
                let side = if selected { Role::Selected } else { Role::Dim };
                if selected {
                    canvas.fill(place, Role::Selected);
                    canvas.text(place.x, place.y, 2, "▸", Role::Selected);
                    canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
                }
                let edge = canvas.text_right(
                    place.right().saturating_sub(1),
                    place.y,
                    place.width / 2,
                    right,
                    side,
                );
                if let Some((at, [full, left])) = chart::find_bar(right).filter(|_| !selected) {
                    let share = full as f32 / (full + left) as f32;
                    let bar = chart::thin_bar(share, full + left, chart::score_role(share));
                    let spans = bar.iter().map(|(role, text)| (*role, text.as_str()));
                    canvas.spans(edge + at as u16, place.y, place.width / 2, spans);
                }
                canvas.text(place.x + 2, place.y, edge.saturating_sub(place.x + 3), text, role);
                canvas.click(place, Action::Pick(ListArea::List, *number));
            }
        }
    }
}

fn rows(shared: &ScreenContext) -> Vec<HomeRow> {
    let studied = shared.learner.studied_decks();
    let is_studied = |at: usize, deck: DeckIx| studied.has(deck, Some(TopicIx(at as u16)));
    let topics = shared
        .learner
        .library
        .topics()
        .iter()
        .enumerate()
        .filter(|(at, topic)| topic.terms > 0 && is_studied(*at, topic.deck));
    let several = shared.learner.library.decks().len() > 1;
    let has_exam = !shared.learner.plan.exams.is_empty();
    let menu = (0..MENU.len()).filter(|i| match MENU[*i].1 {
        Action::Decks => several,
        Action::SetExam => !has_exam,
        _ => true,
    });
    let mut rows: Vec<HomeRow> = menu.map(HomeRow::Menu).collect();
    rows.extend((0..shared.unsaved_count()).map(HomeRow::Unsaved));
    let decks = deck_rows::decks(shared);
    if decks.len() > 1 {
        rows.extend(decks.into_iter().map(HomeRow::Deck));
    } else {
        let mut topics: Vec<usize> = topics.map(|(i, _)| i).collect();
        // The weakest first, where an exam says which these are.
        topics.sort_by(|a, b| {
            let [a, b] = [a, b].map(|topic| outlook::expected(shared, *topic).unwrap_or(1.0));
            a.total_cmp(&b)
        });
        rows.extend(topics.into_iter().map(HomeRow::Topic));
    }
    rows
}

fn lines(shared: &ScreenContext) -> Vec<HomeLine> {
    let library = &shared.learner.library;
    let due = due_by_topic(shared);
    let mut lines = vec![HomeLine::Text(Role::Title, today_text(shared))];
    lines.push(HomeLine::Text(Role::Dim, library_text(shared)));
    lines.extend(
        outlook::lines(shared).into_iter().map(|(role, message)| HomeLine::Text(role, message)),
    );
    lines.push(HomeLine::Blank);
    lines.extend(faults(shared));
    let mut deck = None;
    let figures = shared.learner.deck_figures();
    for (number, row) in rows(shared).into_iter().enumerate() {
        match row {
            HomeRow::Menu(i) => {
                let key = shared.keymap.key_for(CONTEXTS, MENU[i].1).unwrap_or_default();
                let right = format!("{}{key:>5}", menu_hint(shared, MENU[i].1));
                lines.push(HomeLine::Row(number, MENU[i].0.to_string(), right));
            }
            HomeRow::Unsaved(number_of_text) => {
                if number_of_text == 0 {
                    let heading = HomeLine::Text(Role::Label, "Not saved yet".to_string());
                    lines.extend([HomeLine::Blank, heading]);
                }
                let text = unsaved_rows::text(shared, number_of_text);
                let key = shared.key_hint("", CONTEXTS, Action::Discard, "deletes");
                lines.push(HomeLine::Row(number, text, format!("Enter opens, {key}")));
            }
            HomeRow::Deck(at) => {
                if deck.replace(at).is_none() {
                    let heading = HomeLine::Text(Role::Label, "Decks".to_string());
                    lines.extend([HomeLine::Blank, heading]);
                }
                let info = library.deck_info(at);
                let right = deck_rows::right_text(info, &figures[at.index()]);
                lines.push(HomeLine::Row(number, info.head.title.clone(), right));
            }
            HomeRow::Topic(i) => {
                let topic = &library.topics()[i];
                if deck != Some(topic.deck) {
                    deck = Some(topic.deck);
                    lines.extend([
                        HomeLine::Blank,
                        HomeLine::Text(
                            Role::Label,
                            library.deck_info(topic.deck).head.title.clone(),
                        ),
                    ]);
                }
                let terms = pluralize(topic.terms as usize, "term", "terms");
                let right =
                    if due[i] > 0 { format!("● {} due · {terms}", due[i]) } else { terms };
                let right = outlook::topic_score(shared, i)
                    .map_or(right.clone(), |expected| format!("{right}  {expected}"));
                lines.push(HomeLine::Row(number, topic.title.clone(), right));
            }
        }
    }
    lines
}

/// Today's cards and minutes, in a line.
fn today_text(shared: &ScreenContext) -> String {
    let (learner, calendar) = (&shared.learner, shared.learner.scheduler.calendar());
    let (due, new) = (learner.plan.due.len() + learner.plan.learning.len(), learner.plan.new.len());
    let parts = [(due, format!("{due} due")), (new, format!("{new} new"))];
    let parts: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, message)| message).collect();
    if parts.is_empty() {
        let next = learner
            .plan
            .next_due
            .map(|index| format!("; the next card comes {}", calendar.date(calendar.day(index))));
        return format!("Nothing due{}", next.unwrap_or_default());
    }
    let minutes = learner.plan.minutes();
    let cards = pluralize(due + new, "card", "cards");
    format!("Today: {cards}, about {minutes} min  ({})", parts.join(", "))
}

/// What a row of the menu leads to, in numbers.
fn menu_hint(shared: &ScreenContext, action: Action) -> String {
    let learner = &shared.learner;
    match action {
        Action::Goto(Tab::Drill) => match learner.plan.exams.first() {
            Some(exam) if exam.left >= 60.0 => format!("{:.0} min left", exam.left / 60.0),
            _ => String::new(),
        },
        Action::Goto(Tab::Labs) => LABS.len().to_string(),
        _ => String::new(),
    }
}

/// How many of each topic's cards are due.
fn due_by_topic(shared: &ScreenContext) -> Vec<usize> {
    let plan = &shared.learner.plan;
    let mut due = vec![0; shared.learner.library.topics().len()];
    for item in plan.due.iter().chain(plan.learning.iter().map(|(_, item)| item)) {
        if let Some(topic) = shared.learner.library.topic(item.note) {
            due[topic.0 as usize] += 1;
        }
    }
    due
}

fn library_text(shared: &ScreenContext) -> String {
    let studied = shared.learner.studied_decks();
    let decks = (0..).map(DeckIx).zip(shared.learner.library.decks());
    let (on, off): (Vec<_>, Vec<_>) =
        decks.partition(|(at, _)| studied.is_on(*at) || studied.exams_of(*at).next().is_some());
    let terms = on.iter().map(|(_, deck)| deck.terms as usize).sum::<usize>();
    let questions = on.iter().map(|(_, deck)| deck.notes.len()).sum::<usize>() - terms;
    let further = match questions {
        0 => String::new(),
        _ => format!(", {} on them", pluralize(questions, "further question", "further questions")),
    };
    match terms {
        0 if off.is_empty() => "There are no notes yet".to_string(),
        0 => {
            let key = shared.key_hint(": ", CONTEXTS, Action::Decks, "turns one on");
            format!("Every deck is off{key}")
        }
        _ if off.is_empty() => format!("{}{further}", pluralize(terms, "term", "terms")),
        _ => {
            let off = pluralize(off.len(), "deck is off", "decks are off");
            format!("{}{further} · {off}", pluralize(terms, "term", "terms"))
        }
    }
}

/// The first fault, and where to find the others.
fn faults(shared: &ScreenContext) -> Vec<HomeLine> {
    let Some(first) = shared.faults.first() else { return Vec::new() };
    // The fault follows a path of any length, so the line is wrapped and not cut.
    let columns = reading_column(shared.area, READING).width.saturating_sub(4) as usize;
    let wrapped = wrap(&[((), clean_line(&first.to_string()).into_owned())], columns);
    let message =
        |spans: Vec<StyledSpan<()>>| spans.into_iter().map(|((), text)| text).collect::<String>();
    let marks = std::iter::once("▲").chain(std::iter::repeat(" "));
    let told = marks
        .zip(wrapped)
        .take(FAULT_LINES)
        .map(|(mark, line)| format!("{mark} {}", message(line)));
    let mut lines: Vec<HomeLine> = told.map(|line| HomeLine::Text(Role::Warning, line)).collect();
    if shared.faults.len() > 1 {
        let more = pluralize(shared.faults.len() - 1, "more fault", "more faults");
        lines.push(HomeLine::Text(
            Role::Warning,
            format!("  and {more}: `lacuna check` and `lacuna state check` list all"),
        ));
    }
    lines.push(HomeLine::Blank);
    lines
}
