//! Home: what to do today, the next exam, the topics, and the first fault.

mod deck_rows;
mod exam_panel;
mod line;
mod summary;
mod unsaved_rows;

use ratatui::layout::Rect;

use self::line::HomeLine;
use crate::library::DeckIx;
use crate::text::count::pluralize;
use crate::text::sanitize::clean_line;
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::tab::Tab;
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

/// The most columns of the text in one column, those that two need, and those between them.
const READING: u16 = 92;
const TWO_COLUMNS: u16 = 140;
const BETWEEN: u16 = 6;
/// The rows left free below the header where there is room.
const TOP: u16 = 2;
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
        let two_columns = shared.area.width >= TWO_COLUMNS;
        // The last column is for the mark of what is above and below.
        let pane = Rect { width: shared.area.width.saturating_sub(1), ..shared.area };
        let area = reading_column(pane, if two_columns { TWO_COLUMNS } else { READING });
        let half = Rect { width: (area.width - BETWEEN) / 2, ..area };
        let columns = if two_columns { half.width } else { area.width };
        let [mut menu, mut below] = lines(shared, usize::from(columns.saturating_sub(3)));
        let selected = self.list.selected(rows(shared).len());
        canvas.wheel(area, ListArea::List);
        if two_columns {
            let right = Rect { x: area.right() - half.width, ..half };
            let space = usize::from(area.height).saturating_sub(menu.len().max(below.len()));
            let below_header = space.min(usize::from(TOP)) as u16;
            for (place, lines) in [(half, menu), (right, below)] {
                let height = place.height - below_header;
                let place = Rect { y: place.y + below_header, height, ..place };
                view_lines(canvas, place, &lines, selected);
            }
        } else {
            if !below.is_empty() {
                menu.push(HomeLine::blank());
            }
            menu.append(&mut below);
            view_lines(canvas, area, &menu, selected);
        }
    }
}

/// Draws lines, scrolled so that the selected one is seen, with a mark of what is not.
fn view_lines(canvas: &mut Canvas<'_>, area: Rect, lines: &[HomeLine], selected: usize) {
    let index = lines.iter().position(|line| line.is_row(selected)).unwrap_or(0);
    let top = first_line(index, lines.len(), area.height as usize);
    for (i, line) in lines.iter().skip(top).take(area.height as usize).enumerate() {
        let place = Rect { y: area.y + i as u16, height: 1, ..area };
        line.view(canvas, place, line.is_row(selected));
    }
    canvas.gutter(area, (top, lines.len()));
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

fn rows(shared: &ScreenContext) -> Vec<HomeRow> {
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
        rows.extend(deck_rows::topics(shared).into_iter().map(HomeRow::Topic));
    }
    rows
}

/// The lines on today and the menu, and those of the topics or decks.
fn lines(shared: &ScreenContext, columns: usize) -> [Vec<HomeLine>; 2] {
    let library = &shared.learner.library;
    let due = summary::due_by_topic(shared);
    let figures = shared.learner.deck_figures();
    let mut menu = summary::lines(shared, columns);
    menu.push(HomeLine::blank());
    menu.extend(faults(shared, columns));
    let mut below = Vec::new();
    for (number, row) in rows(shared).into_iter().enumerate() {
        let (text, right) = match row {
            HomeRow::Menu(i) => {
                let key = shared.keymap.key_for(CONTEXTS, MENU[i].1).unwrap_or_default();
                let hints = summary::menu_hints(shared, MENU[i].1).into_iter();
                let mut right: Vec<_> = hints.map(|hint| (Role::Dim, hint)).collect();
                right.push((Role::Key, format!("{key:>5}")));
                menu.push(HomeLine::Row(number, MENU[i].0.to_string(), right));
                continue;
            }
            HomeRow::Unsaved(text) => {
                if text == 0 {
                    let heading = HomeLine::text(Role::Label, "Not saved yet");
                    menu.extend([HomeLine::blank(), heading]);
                }
                let key = shared.key_hint("", CONTEXTS, Action::Discard, "deletes");
                let right = vec![(Role::Dim, format!("Enter opens, {key}"))];
                menu.push(HomeLine::Row(number, unsaved_rows::text(shared, text), right));
                continue;
            }
            HomeRow::Deck(at) => (
                library.deck_info(at).head.title.clone(),
                deck_rows::deck_spans(shared, at, &figures[at.index()]),
            ),
            HomeRow::Topic(i) => {
                (library.topics()[i].title.clone(), deck_rows::topic_spans(shared, i, due[i]))
            }
        };
        if below.is_empty() {
            below.push(summary::list_heading(shared, row));
        }
        below.push(HomeLine::Row(number, text, right));
    }
    [menu, below]
}

/// The first fault, and where to find the others.
fn faults(shared: &ScreenContext, columns: usize) -> Vec<HomeLine> {
    let Some(first) = shared.faults.first() else { return Vec::new() };
    // The fault follows a path of any length, so the line is wrapped and not cut.
    let text = clean_line(&first.to_string()).into_owned();
    let wrapped = wrap(&[(Role::Warning, text)], columns.saturating_sub(4));
    let marks = std::iter::once("▲ ").chain(std::iter::repeat("  "));
    let mut lines: Vec<HomeLine> = marks
        .zip(wrapped)
        .take(FAULT_LINES)
        .map(|(mark, mut line)| {
            line.insert(0, (Role::Warning, mark.to_string()));
            HomeLine::Text(line)
        })
        .collect();
    if shared.faults.len() > 1 {
        let more = pluralize(shared.faults.len() - 1, "more fault", "more faults");
        let text = format!("  and {more}: `lacuna check` and `lacuna state check` list all");
        lines.push(HomeLine::text(Role::Warning, text));
    }
    lines.push(HomeLine::blank());
    lines
}
