//! Setting a quiz: how many questions, how long, of which kinds and topics, and whether it teaches
//! or examines.

use ratatui::layout::{Position, Rect};

use super::report::past_scores;
use crate::library::{Remap, TopicInfo, TopicIx};
use crate::memory::{QuestionForm, QuizMode, QuizRecord, QuizRules};
use crate::plan::NoteScope;
use crate::text::count::pluralize;
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::frame::reading_column;
use crate::ui::view::list::{ListMove, ListState};

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
pub(super) enum SetupRow {
    /// Going on with the quiz that was left.
    Resume,
    /// Beginning with what is set.
    Start,
    /// A ready-made quiz.
    Preset(usize),
    Questions,
    Total,
    Each,
    Mode,
    Counts,
    /// The notes that were chosen elsewhere.
    Chosen,
    Form(QuestionForm),
    Topic(usize),
}

/// A ready-made quiz.
struct Preset {
    name: &'static str,
    questions: u16,
    minutes: u32,
    mode: QuizMode,
}

const PRESETS: [Preset; 3] = [
    Preset { name: "Warm-up", questions: 5, minutes: 5, mode: QuizMode::Practice },
    Preset { name: "Practice", questions: 20, minutes: 20, mode: QuizMode::Practice },
    Preset { name: "Mock exam", questions: 40, minutes: 60, mode: QuizMode::Exam },
];

/// A line of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SetupLine {
    Blank,
    Heading(&'static str),
    Row(usize),
}

/// The settings.
#[derive(Debug, Default)]
pub(super) struct QuizSetup {
    pub(super) rules: QuizRules,
    /// The notes that were chosen elsewhere, instead of by topic.
    pub(super) chosen: Option<NoteScope>,
    /// The topics that are left out.
    left_out: Vec<usize>,
    list: ListState,
}

impl QuizSetup {
    /// What can be set now.
    pub(super) fn rows(&self, shared: &ScreenContext, left: Option<&QuizRecord>) -> Vec<SetupRow> {
        let mut rows = Vec::new();
        rows.extend(left.map(|_| SetupRow::Resume));
        rows.push(SetupRow::Start);
        rows.extend((0..PRESETS.len()).map(SetupRow::Preset));
        rows.extend([
            SetupRow::Questions,
            SetupRow::Total,
            SetupRow::Each,
            SetupRow::Mode,
            SetupRow::Counts,
        ]);
        rows.extend(self.chosen.as_ref().map(|_| SetupRow::Chosen));
        rows.extend(QuestionForm::ALL.map(SetupRow::Form));
        if self.chosen.is_none() {
            let (topics, studied) =
                (shared.learner.library.topics(), shared.learner.studied_decks());
            let is_asked = |topic: &usize| {
                let TopicInfo { deck, terms, .. } = topics[*topic];
                terms > 0 && studied.has(deck, Some(TopicIx(*topic as u16)))
            };
            rows.extend((0..topics.len()).filter(is_asked).map(SetupRow::Topic));
        }
        rows
    }

    pub(super) fn selected(&self, rows: &[SetupRow]) -> Option<SetupRow> {
        rows.get(self.list.selected(rows.len())).copied()
    }

    pub(super) fn go(&mut self, how: ListMove, rows: usize, height: usize) {
        self.list.go(how, rows, height);
    }

    /// The notes that the quiz is about.
    pub(super) fn scope(&self, shared: &ScreenContext) -> NoteScope {
        let library = &shared.learner.library;
        if let Some(chosen) = &self.chosen {
            return chosen.clone();
        }
        if self.left_out.is_empty() {
            return NoteScope::default();
        }
        let studied = shared.learner.studied_decks();
        NoteScope::from_notes(
            library,
            library.all().filter(|note| studied.has_note(*note)).filter(|note| {
                library
                    .topic(*note)
                    .is_none_or(|topic| !self.left_out.contains(&usize::from(topic.0)))
            }),
        )
    }

    /// Switches to the notes as they were read again.
    pub(super) fn moved(&mut self, moved: Remap<'_>) {
        self.chosen = self.chosen.take().map(|scope| scope.remap(moved));
        self.left_out.clear();
    }

    /// Changes a setting: a step up or down, or the other way where there are two.
    pub(super) fn change(&mut self, row: SetupRow, by: isize) {
        let rules = &mut self.rules;
        match row {
            SetupRow::Questions => rules.questions = stepped(&QUESTIONS, rules.questions, by),
            SetupRow::Total => {
                rules.total = limit(stepped(&MINUTES, rules.total.unwrap_or(0) / 60, by) * 60);
            }
            SetupRow::Each => rules.each = limit(stepped(&SECONDS, rules.each.unwrap_or(0), by)),
            SetupRow::Mode => {
                rules.mode = match rules.mode {
                    QuizMode::Practice => QuizMode::Exam,
                    QuizMode::Exam => QuizMode::Practice,
                }
            }
            SetupRow::Counts => rules.counts ^= true,
            SetupRow::Chosen => self.chosen = None,
            SetupRow::Form(form) => self.toggle_form(form),
            SetupRow::Topic(topic) => {
                match self.left_out.iter().position(|other| *other == topic) {
                    Some(at) => drop(self.left_out.remove(at)),
                    None => self.left_out.push(topic),
                }
            }
            SetupRow::Preset(number) => {
                let Preset { questions, minutes, mode, .. } = PRESETS[number];
                (rules.questions, rules.total, rules.each) = (questions, limit(minutes * 60), None);
                rules.mode = mode;
            }
            SetupRow::Resume | SetupRow::Start => {}
        }
    }

    /// Asks a form, or leaves it out; the last one stays.
    fn toggle_form(&mut self, form: QuestionForm) {
        let mut forms = if self.rules.forms.is_empty() {
            QuestionForm::ALL.to_vec()
        } else {
            self.rules.forms.clone()
        };
        match forms.iter().position(|other| *other == form) {
            Some(at) if forms.len() > 1 => drop(forms.remove(at)),
            Some(_) => {}
            None => forms.push(form),
        }
        forms.sort_unstable();
        self.rules.forms = if forms.len() == QuestionForm::ALL.len() { Vec::new() } else { forms };
    }

    pub(super) fn view(
        &self,
        shared: &ScreenContext,
        canvas: &mut Canvas<'_>,
        area: Rect,
        past: &[QuizRecord],
    ) {
        let left = super::left(past);
        let rows = self.rows(shared, left);
        let column =
            reading_column(Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area }, 72);
        let scores = past_scores(past, None);
        let below = if scores.is_empty() { 0 } else { 2 };
        let lines = lines(&rows);
        let height = (column.height as usize).saturating_sub(below).max(1);
        let selected = self.list.selected(rows.len());
        let at = lines.iter().position(|line| *line == SetupLine::Row(selected)).unwrap_or(0);
        let top = (at + 2).saturating_sub(height).min(lines.len().saturating_sub(height));
        canvas.wheel(column, ListArea::List);
        for (y, line) in (column.y..).zip(lines.iter().skip(top).take(height)) {
            let place = Rect { y, height: 1, ..column };
            match *line {
                SetupLine::Blank => {}
                SetupLine::Heading(text) => {
                    canvas.text(place.x, y, place.width, text, Role::Label);
                }
                SetupLine::Row(row) => {
                    self.row(shared, canvas, place, (row, rows[row]), row == selected, left);
                }
            }
        }
        canvas.gutter(Rect { height: height as u16, ..column }, (top, lines.len()));
        if !scores.is_empty() {
            let place = Rect { y: column.bottom().saturating_sub(1), ..column };
            canvas.text(place.x, place.y, place.width, &scores, Role::Dim);
        }
    }

    fn row(
        &self,
        shared: &ScreenContext,
        canvas: &mut Canvas<'_>,
        place: Rect,
        (at, row): (usize, SetupRow),
        on: bool,
        left: Option<&QuizRecord>,
    ) {
        let role = |other| if on { Role::Selected } else { other };
        if on {
            canvas.fill(place, Role::Selected);
            canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
        }
        canvas.click(place, Action::Pick(ListArea::List, at));
        canvas.text(place.x, place.y, 2, if on { "▸" } else { " " }, role(Role::Accent));
        let inside = Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place };
        let (name, value) = self.words(shared, row, left);
        let columns = canvas.text(inside.x, inside.y, inside.width, &name, role(Role::Text));
        let x = inside.x + columns.max(NAMES - 2) + 2;
        let room = inside.right().saturating_sub(x);
        // A part that does not fit is left out, rather than cut.
        let mut shown = value.as_str();
        while width(shown) > usize::from(room)
            && let Some((before, _)) = shown.rsplit_once(" · ")
        {
            shown = before;
        }
        canvas.text(x, inside.y, room, shown, role(Role::Accent));
    }

    fn words(
        &self,
        shared: &ScreenContext,
        row: SetupRow,
        left: Option<&QuizRecord>,
    ) -> (String, String) {
        let rules = &self.rules;
        let ticked = |on: bool, name: &str| {
            (format!("{} {name}", if on { "✓" } else { "–" }), String::new())
        };
        let set = |name: &str, value: String| (name.to_string(), value);
        match row {
            SetupRow::Resume => {
                let summary = left.map(|record| super::record_summary(shared, record));
                (format!("Continue the {}", summary.unwrap_or_default()), String::new())
            }
            SetupRow::Start => {
                set("Start", summary(rules.questions, rules.total, rules.each, rules.mode))
            }
            SetupRow::Preset(number) => {
                let Preset { name, questions, minutes, mode } = PRESETS[number];
                set(name, summary(questions, limit(minutes * 60), None, mode))
            }
            SetupRow::Questions => set("Questions", rules.questions.to_string()),
            SetupRow::Total => set(
                "Total time",
                rules.total.map_or("no limit".into(), |all| format!("{} min", all / 60)),
            ),
            SetupRow::Each => set(
                "Time per question",
                rules.each.map_or("no limit".into(), |each| format!("{each} s")),
            ),
            SetupRow::Mode => set(
                "Mode",
                match rules.mode {
                    QuizMode::Practice => "practice: answers at once".into(),
                    QuizMode::Exam => "exam: marked at the end, you can go back".into(),
                },
            ),
            SetupRow::Counts => {
                set("Counts for schedule", if rules.counts { "yes" } else { "no" }.into())
            }
            SetupRow::Chosen => {
                let notes = self.chosen.as_ref().map_or(0, |scope| {
                    shared.learner.library.all().filter(|note| scope.has(*note)).count()
                });
                set(
                    "Notes",
                    format!("{} chosen; Space selects all", pluralize(notes, "note", "notes")),
                )
            }
            SetupRow::Form(form) => {
                ticked(rules.forms.is_empty() || rules.forms.contains(&form), form.title())
            }
            SetupRow::Topic(topic) => ticked(
                !self.left_out.contains(&topic),
                &shared.learner.library.topics()[topic].title,
            ),
        }
    }
}

/// The rows in their groups, each with its heading.
fn lines(rows: &[SetupRow]) -> Vec<SetupLine> {
    let heading = |row: &SetupRow| match row {
        SetupRow::Resume | SetupRow::Start => None,
        SetupRow::Preset(_) => Some("Ready-made"),
        SetupRow::Form(_) => Some("Kinds of question"),
        SetupRow::Topic(_) => Some("Topics"),
        _ => Some("Your own"),
    };
    let mut lines = Vec::new();
    let mut last = None;
    for (at, row) in rows.iter().enumerate() {
        if heading(row) != last {
            last = heading(row);
            lines.extend(
                last.into_iter().flat_map(|text| [SetupLine::Blank, SetupLine::Heading(text)]),
            );
        }
        lines.push(SetupLine::Row(at));
    }
    lines
}

/// What a quiz of these rules is, in a few words.
fn summary(questions: u16, total: Option<u32>, each: Option<u32>, mode: QuizMode) -> String {
    let mut words = vec![pluralize(questions.into(), "question", "questions")];
    words.extend(total.map(|total| format!("{} min", total / 60)));
    words.extend(each.map(|each| format!("{each} s each")));
    words.push(
        match mode {
            QuizMode::Practice => "marked at once",
            QuizMode::Exam => "marked at the end",
        }
        .to_string(),
    );
    words.join(" · ")
}

/// The neighbour of a value in a list, or the nearest value beyond it.
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
