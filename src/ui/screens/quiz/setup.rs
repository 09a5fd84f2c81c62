//! Setting a quiz: how many questions, how long, of which kinds and topics, and whether it teaches
//! or examines.

use ratatui::layout::{Position, Rect};

use super::past_scores;
use crate::library::{Moved, NoteIx};
use crate::memory::{Form, QuizMode, QuizRules, Sitting};
use crate::plan::Scope;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, Area};
use crate::ui::screens::screen::{Shared, counted, reading_column};
use crate::ui::view::list::{ListState, Move};

/// Numbers of questions to step through.
const QUESTIONS: [u16; 9] = [5, 10, 15, 20, 25, 30, 40, 60, 100];
/// Minutes for all questions to step through; 0 is no limit.
const MINUTES: [u32; 10] = [0, 2, 5, 10, 15, 20, 30, 45, 60, 90];
/// Seconds for each question to step through; 0 is no limit.
const SECONDS: [u32; 8] = [0, 10, 15, 20, 30, 45, 60, 120];
/// Columns of the names of the settings.
const NAMES: u16 = 22;

/// Something to set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// Going on with the quiz that was left.
    Resume,
    Questions,
    Total,
    Each,
    Mode,
    Counts,
    /// The notes that were chosen elsewhere.
    Chosen,
    Form(Form),
    Topic(usize),
}

/// The settings.
#[derive(Debug, Default)]
pub(super) struct SetUp {
    pub(super) rules: QuizRules,
    /// The notes that were chosen elsewhere, instead of by topic.
    pub(super) chosen: Option<Scope>,
    /// The topics that are left out.
    left_out: Vec<usize>,
    list: ListState,
}

impl SetUp {
    /// Returns what can be set now.
    pub(super) fn rows(&self, shared: &Shared, left: Option<&Sitting>) -> Vec<Row> {
        let mut rows = Vec::new();
        rows.extend(left.map(|_| Row::Resume));
        rows.extend([Row::Questions, Row::Total, Row::Each, Row::Mode, Row::Counts]);
        rows.extend(self.chosen.as_ref().map(|_| Row::Chosen));
        rows.extend(Form::ALL.map(Row::Form));
        if self.chosen.is_none() {
            let topics = shared.collection.topics();
            rows.extend((0..topics.len()).filter(|&topic| topics[topic].terms > 0).map(Row::Topic));
        }
        rows
    }

    pub(super) fn selected(&self, rows: &[Row]) -> Option<Row> {
        rows.get(self.list.selected(rows.len())).copied()
    }

    pub(super) fn go(&mut self, how: Move, rows: usize, height: usize) {
        self.list.go(how, rows, height);
    }

    /// Returns the notes that the quiz is about.
    pub(super) fn scope(&self, shared: &Shared) -> Scope {
        let collection = &shared.collection;
        if let Some(chosen) = &self.chosen {
            return chosen.clone();
        }
        if self.left_out.is_empty() {
            return Scope::default();
        }
        let stays = |note: &NoteIx| {
            collection
                .topic(*note)
                .is_none_or(|topic| !self.left_out.contains(&usize::from(topic.0)))
        };
        Scope::of(collection, collection.all().filter(stays))
    }

    /// Goes over to the notes as they were read anew.
    pub(super) fn moved(&mut self, moved: Moved<'_>) {
        self.chosen = self.chosen.take().map(|scope| scope.moved(moved));
        self.left_out.clear();
    }

    /// Changes a setting: a step up or down, or the other way where there are two.
    pub(super) fn change(&mut self, row: Row, by: isize) {
        let rules = &mut self.rules;
        match row {
            Row::Questions => rules.questions = stepped(&QUESTIONS, rules.questions, by),
            Row::Total => {
                rules.total = limit(stepped(&MINUTES, rules.total.unwrap_or(0) / 60, by) * 60);
            }
            Row::Each => rules.each = limit(stepped(&SECONDS, rules.each.unwrap_or(0), by)),
            Row::Mode => {
                rules.mode = match rules.mode {
                    QuizMode::Practice => QuizMode::Exam,
                    QuizMode::Exam => QuizMode::Practice,
                }
            }
            Row::Counts => rules.counts ^= true,
            Row::Chosen => self.chosen = None,
            Row::Form(form) => self.toggle_form(form),
            Row::Topic(topic) => match self.left_out.iter().position(|other| *other == topic) {
                Some(at) => drop(self.left_out.remove(at)),
                None => self.left_out.push(topic),
            },
            Row::Resume => {}
        }
    }

    /// Asks a form, or leaves it out; the last one stays.
    fn toggle_form(&mut self, form: Form) {
        let mut forms =
            if self.rules.forms.is_empty() { Form::ALL.to_vec() } else { self.rules.forms.clone() };
        match forms.iter().position(|other| *other == form) {
            Some(at) if forms.len() > 1 => drop(forms.remove(at)),
            Some(_) => {}
            None => forms.push(form),
        }
        forms.sort_unstable();
        self.rules.forms = if forms.len() == Form::ALL.len() { Vec::new() } else { forms };
    }

    pub(super) fn view(
        &self,
        shared: &Shared,
        canvas: &mut Canvas<'_>,
        area: Rect,
        past: &[Sitting],
    ) {
        let left = super::left(past);
        let rows = self.rows(shared, left);
        let column =
            reading_column(Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area }, 72);
        let scores = past_scores(past, None);
        let below = if scores.is_empty() { 0 } else { 2 };
        let lines = Self::lines(&rows);
        let height = (column.height as usize).saturating_sub(below).max(1);
        let selected = self.list.selected(rows.len());
        let at = lines.iter().position(|line| *line == Some(selected)).unwrap_or(0);
        let top = (at + 2).saturating_sub(height).min(lines.len().saturating_sub(height));
        canvas.wheel(column, Area::List);
        for (y, line) in (column.y..).zip(lines.iter().skip(top).take(height)) {
            let Some(row) = line else { continue };
            let place = Rect { y, height: 1, ..column };
            self.row(shared, canvas, place, (*row, rows[*row]), *row == selected, left);
        }
        if !scores.is_empty() {
            let place = Rect { y: column.bottom().saturating_sub(1), ..column };
            canvas.text(place.x, place.y, place.width, &scores, Role::Dim);
        }
    }

    /// Returns the rows with empty lines between their groups.
    fn lines(rows: &[Row]) -> Vec<Option<usize>> {
        let group = |row: &Row| match row {
            Row::Resume => 0,
            Row::Form(_) => 2,
            Row::Topic(_) => 3,
            _ => 1,
        };
        let mut lines = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            if at > 0 && group(row) != group(&rows[at - 1]) {
                lines.push(None);
            }
            lines.push(Some(at));
        }
        lines
    }

    fn row(
        &self,
        shared: &Shared,
        canvas: &mut Canvas<'_>,
        place: Rect,
        (at, row): (usize, Row),
        on: bool,
        left: Option<&Sitting>,
    ) {
        let role = |other| if on { Role::Selected } else { other };
        if on {
            canvas.fill(place, Role::Selected);
            canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
        }
        canvas.click(place, Action::Pick(Area::List, at));
        canvas.text(place.x, place.y, 2, if on { "▸" } else { " " }, role(Role::Accent));
        let inside = Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place };
        let (name, value) = self.words(shared, row, left);
        let columns = canvas.text(inside.x, inside.y, inside.width, &name, role(Role::Text));
        let x = inside.x + columns.max(NAMES - 2) + 2;
        canvas.text(x, inside.y, inside.right().saturating_sub(x), &value, role(Role::Accent));
    }

    fn words(&self, shared: &Shared, row: Row, left: Option<&Sitting>) -> (String, String) {
        let rules = &self.rules;
        let ticked = |on: bool, name: &str| {
            (format!("{} {name}", if on { "✓" } else { "–" }), String::new())
        };
        let set = |name: &str, value: String| (name.to_string(), value);
        match row {
            Row::Resume => {
                let told = left.map(|sitting| super::told(shared, sitting));
                (format!("Go on with the {}", told.unwrap_or_default()), String::new())
            }
            Row::Questions => set("Questions", rules.questions.to_string()),
            Row::Total => set(
                "Time in all",
                rules.total.map_or("no limit".into(), |all| format!("{} min", all / 60)),
            ),
            Row::Each => set(
                "Time for each",
                rules.each.map_or("no limit".into(), |each| format!("{each} s")),
            ),
            Row::Mode => set(
                "Mode",
                match rules.mode {
                    QuizMode::Practice => "practice: marked at once, misses come back".into(),
                    QuizMode::Exam => "exam: marked at the end, one can go back".into(),
                },
            ),
            Row::Counts => set("Counts as reviews", if rules.counts { "yes" } else { "no" }.into()),
            Row::Chosen => {
                let notes = self.chosen.as_ref().map_or(0, |scope| {
                    shared.collection.all().filter(|note| scope.has(*note)).count()
                });
                set(
                    "Notes",
                    format!("{} chosen; all again with space", counted(notes, "note", "notes")),
                )
            }
            Row::Form(form) => {
                ticked(rules.forms.is_empty() || rules.forms.contains(&form), form.title())
            }
            Row::Topic(topic) => {
                ticked(!self.left_out.contains(&topic), &shared.collection.topics()[topic].title)
            }
        }
    }
}

/// Returns the neighbour of a value in a list, or the nearest value beyond it.
fn stepped<T: Copy + PartialOrd>(steps: &[T], value: T, by: isize) -> T {
    let found = if by > 0 {
        steps.iter().find(|step| **step > value)
    } else {
        steps.iter().rev().find(|step| **step < value)
    };
    found.copied().unwrap_or(value)
}

fn limit(value: u32) -> Option<u32> {
    (value > 0).then_some(value)
}
