//! What the form of an exam looks like: a line for each field, and below the selected one a hint or
//! what is wrong with it.

use ratatui::layout::{Position, Rect};

use super::month_view::{self, MarkedDays};
use super::{ExamField, ExamForm, STEP, coming_exams, date_examples};
use crate::text::count::percent;
use crate::text::width::width;
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Screen, ScreenContext};
use crate::ui::view::{chart, frame};

/// The columns of the names of the fields.
const NAMES: u16 = 11;
/// On a tab with fewer rows than this there is no calendar.
const LOW: u16 = 13;
/// The minutes at the right end of the slider, and its columns on a wide and on a narrow form.
const SLIDER_END: f32 = 120.0;
const SLIDER: [(u16, usize); 2] = [(58, 20), (40, 12)];
/// Where it begins.
const SLIDER_AT: u16 = 6;
/// The most columns of the form.
const WIDEST: u16 = 76;

/// A line of the form.
enum ExamLine {
    Blank,
    /// The line of a field, by its number.
    Field(usize, ExamField),
    /// A hint or a fault.
    Text(Role, String),
    /// A row of the calendar, by its number.
    Calendar(u16),
}

/// Draws the form over the tab.
pub(super) fn view(form: &ExamForm, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
    let screen = canvas.buffer.area;
    let most = frame::pane_area(screen);
    let wide = most.width.min(WIDEST);
    let columns = usize::from(wide.saturating_sub(4 + NAMES).max(1));
    let mut lines = lines(form, shared, columns);
    if form.focus == ExamField::Date && most.height >= LOW {
        let below = lines.iter().position(|line| is_field(line, ExamField::Minutes));
        let calendar = (0..month_view::ROWS).map(ExamLine::Calendar);
        let at = below.unwrap_or(lines.len());
        lines.splice(at..at, calendar);
    }
    let height = (lines.len() as u16 + 2).min(most.height);
    let place = Rect { x: most.x + (most.width - wide) / 2, width: wide, height, ..most };
    let title = if form.origin.is_some() { "Your exam" } else { "Set your exam" };
    let area = canvas.overlay(place, title);
    canvas.wheel(screen, ListArea::Overlay);
    let focus = lines.iter().position(|line| is_field(line, form.focus)).unwrap_or(0);
    let rows = usize::from(area.height);
    // With the hint or the calendar below it.
    let last = lines.iter().rposition(|line| matches!(line, ExamLine::Calendar(_)));
    let last = last.map_or(focus + 3, |last| last + 1);
    let top = last.saturating_sub(rows).min(lines.len().saturating_sub(rows));
    for (line, y) in lines.iter().skip(top).zip(area.y..area.bottom()) {
        let row = Rect { y, height: 1, ..area };
        match line {
            ExamLine::Text(role, text) => {
                let x = row.x + NAMES;
                canvas.text(x, y, row.right().saturating_sub(x), text, *role);
            }
            ExamLine::Calendar(0) => {
                let x = row.x + NAMES;
                let calendar = Rect { x, width: row.right().saturating_sub(x), ..row };
                month_view::view(canvas, calendar, &marked_days(form, shared));
            }
            ExamLine::Blank | ExamLine::Calendar(_) => {}
            ExamLine::Field(number, field) => {
                canvas.click(row, Action::Pick(ListArea::Overlay, *number));
                draw_field(form, *field, shared, canvas, row);
            }
        }
    }
    canvas.gutter(area, (top, lines.len()));
}

fn is_field(line: &ExamLine, field: ExamField) -> bool {
    matches!(line, ExamLine::Field(_, at) if *at == field)
}

fn marked_days(form: &ExamForm, shared: &ScreenContext) -> MarkedDays {
    let today = shared.learner.scheduler.calendar().day(shared.learner.now);
    MarkedDays { today, date: form.read_date(shared).ok() }
}

fn lines(form: &ExamForm, shared: &ScreenContext, columns: usize) -> Vec<ExamLine> {
    let mut lines = Vec::new();
    for (number, field) in form.fields(shared).into_iter().enumerate() {
        if matches!(field, ExamField::All | ExamField::End) {
            lines.push(ExamLine::Blank);
        }
        lines.push(ExamLine::Field(number, field));
        let wrong = form.wrong.as_ref().filter(|(at, _)| *at == field);
        let below = match wrong {
            Some((_, text)) => Some((Role::Warning, format!("▲ {text}"))),
            None if field == form.focus => Some((Role::Dim, hint(form, field, shared))),
            None => None,
        };
        for line in below.map(|text| wrap(&[text], columns)).unwrap_or_default() {
            lines.extend(line.into_iter().map(|(role, text)| ExamLine::Text(role, text)));
        }
    }
    lines
}

/// What there is to say about the selected field.
fn hint(form: &ExamForm, field: ExamField, shared: &ScreenContext) -> String {
    match field {
        ExamField::Exam => "Left and right: your other exams, or a new one".to_string(),
        ExamField::Name => "such as Midterm; Enter: next field".to_string(),
        ExamField::Date => match form.read_date(shared) {
            Ok(_) => {
                let day = shared.key_hint("", form.contexts(), Action::MoveDate(1), "a day on");
                let week = shared.key_hint(", ", form.contexts(), Action::MoveDate(7), "a week");
                format!("{day}{week}")
            }
            Err(_) => date_examples(shared),
        },
        ExamField::Minutes => {
            let contexts = form.contexts();
            let more = shared.key_hint("", contexts, Action::MoreMinutes, "more");
            let less = shared.key_hint(", ", contexts, Action::FewerMinutes, "less");
            format!("{more}{less}; Enter saves; Tab: what it covers")
        }
        ExamField::All => "every deck that is on; or choose below with Space".to_string(),
        ExamField::Deck(_) => "Space: include this deck, or leave it out".to_string(),
        ExamField::Topic(_) => {
            "Space: choose topics; with none chosen, all are covered".to_string()
        }
        ExamField::End => "Enter ends it: its cards follow the usual schedule again".to_string(),
    }
}

fn draw_field(
    form: &ExamForm,
    field: ExamField,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    row: Rect,
) {
    let is_focused = field == form.focus;
    let name = match field {
        ExamField::Exam => "Exam",
        ExamField::Name => "Name",
        ExamField::Date => "Date",
        ExamField::Minutes => "Minutes",
        ExamField::All => "Covers",
        ExamField::Deck(_) | ExamField::Topic(_) | ExamField::End => "",
    };
    let role = if is_focused { Role::Accent } else { Role::Label };
    canvas.text(row.x, row.y, NAMES, if is_focused { "▸" } else { " " }, role);
    canvas.text(row.x + 2, row.y, NAMES - 2, name, role);
    let value = Rect { x: row.x + NAMES, width: row.width.saturating_sub(NAMES), ..row };
    if is_focused {
        canvas.cursor = Some((Position { x: value.x, y: value.y }, false));
    }
    let text_role = if is_focused { Role::Title } else { Role::Text };
    match field {
        ExamField::Exam => {
            let name = form.origin.as_ref().map_or("a new one", |exam| exam.name.as_str());
            let count = coming_exams(shared).count() + 1;
            let text = format!("‹ {name} ›  of {count}");
            canvas.text(value.x, value.y, value.width, &text, text_role);
        }
        ExamField::Name => draw_text(&form.name, &[], is_focused, canvas, value),
        ExamField::Date => {
            draw_text(&form.date, &date_notes(form, shared), is_focused, canvas, value);
        }
        ExamField::Minutes => {
            draw_text(&form.minutes, &score_notes(form, value.width), is_focused, canvas, value);
            draw_slider(form, canvas, value);
        }
        ExamField::All => {
            let is_on = form.decks.is_empty() && form.topics.is_empty();
            draw_choice(is_on, "everything you study", text_role, canvas, value);
        }
        ExamField::Deck(at) => {
            let head = &shared.learner.library.decks()[at].head;
            let is_on = form.decks.contains(&head.id);
            draw_choice(is_on, &head.title, text_role, canvas, value);
        }
        ExamField::Topic(at) => {
            let topic = &shared.learner.library.topics()[at];
            let inside = Rect { x: value.x + 2, width: value.width.saturating_sub(2), ..value };
            let is_on = form.topics.contains(&topic.id);
            draw_choice(is_on, &topic.title, text_role, canvas, inside);
        }
        ExamField::End => {
            canvas.text(value.x, value.y, value.width, "End this exam", text_role);
        }
    }
}

/// Draws a text field, and at its right the first of `notes` that leaves room for what is typed.
fn draw_text(
    field: &TextField,
    notes: &[String],
    is_focused: bool,
    canvas: &mut Canvas<'_>,
    area: Rect,
) {
    // The last column is for the mark of what is above and below, the one before for the cursor.
    let room = usize::from(area.width).saturating_sub(width(field.text()) + 4);
    let note = notes.iter().find(|note| width(note) <= room).map_or("", String::as_str);
    let edge = canvas.text_right(area.right() - 1, area.y, area.width, note, Role::Dim);
    let area = Rect { width: edge.saturating_sub(area.x + 1).max(2), ..area };
    if is_focused {
        field.view(canvas, area);
    } else if field.text().is_empty() {
        canvas.text(area.x, area.y, area.width, "–", Role::Dim);
    } else {
        canvas.text(area.x, area.y, area.width, field.text(), Role::Text);
    }
}

fn draw_choice(is_on: bool, text: &str, role: Role, canvas: &mut Canvas<'_>, area: Rect) {
    let mark = if is_on { "●" } else { "○" };
    canvas.text(area.x, area.y, 2, mark, if is_on { Role::Accent } else { Role::Dim });
    canvas.text(area.x + 2, area.y, area.width.saturating_sub(2), text, role);
}

/// The date that was typed, as it is understood: the longest way to say it first.
fn date_notes(form: &ExamForm, shared: &ScreenContext) -> Vec<String> {
    let calendar = shared.learner.scheduler.calendar();
    let today = calendar.day(shared.learner.now);
    let Ok(date) = form.read_date(shared) else { return Vec::new() };
    let exam = crate::settings::Exam { date, ..crate::settings::Exam::default() };
    let day = calendar.date(date);
    vec![format!("{day}, {}", exam.when(today)), day]
}

/// What the minutes lead to: the longest way to say it first.
fn score_notes(form: &ExamForm, columns: u16) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(score) = form.expected.map(percent) {
        notes.push(format!("a day: about {score} on exam day"));
        notes.push(format!("about {score} on exam day"));
        notes.push(format!("about {score}"));
    }
    notes.push("a day".to_string());
    let room = usize::from(columns).saturating_sub(slider_columns(columns) + 8);
    notes.retain(|note| width(note) <= room);
    notes
}

fn slider_columns(columns: u16) -> usize {
    SLIDER.iter().find(|(least, _)| columns >= *least).map_or(0, |(_, slider)| *slider)
}

/// Draws the minutes as a slider, right of the number.
fn draw_slider(form: &ExamForm, canvas: &mut Canvas<'_>, area: Rect) {
    let columns = slider_columns(area.width);
    let typed = form.minutes.text().trim();
    let Ok(minutes) = typed.parse::<u32>() else { return };
    if columns == 0 || width(typed) > 4 {
        return;
    }
    let share = (minutes as f32 / SLIDER_END).min(1.0);
    let knob = ((columns - 1) as f32 * share).round() as usize;
    let [full, _] = chart::thin_bar(1.0, knob, Role::Accent);
    let [_, track] = chart::thin_bar(0.0, columns - 1 - knob, Role::Accent);
    let spans = [full, (Role::Accent, "●".to_string()), track];
    let spans = spans.iter().map(|(role, text)| (*role, text.as_str()));
    canvas.spans(area.x + SLIDER_AT, area.y, columns as u16, spans);
    for column in 0..columns {
        let share = column as f32 / (columns - 1) as f32;
        let minutes = (share * SLIDER_END / STEP as f32).round() as usize * STEP as usize;
        let place = Rect { x: area.x + SLIDER_AT + column as u16, width: 1, ..area };
        canvas.click(place, Action::Pick(ListArea::Minutes, minutes.max(1)));
    }
}
