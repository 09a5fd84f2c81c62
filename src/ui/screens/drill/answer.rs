//! The answer: beneath its question, with what was typed beside it, and the grades to choose from.

use ratatui::layout::{Position, Rect};

use crate::memory::Rating;
use crate::study::{Drill, DrillMode, LessonStep, OpenCard};
use crate::text::duration::human;
use crate::text::width::width as display_width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::screens::lab_link;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::answer_view::{answer_lines, role_lines};
use crate::ui::view::learner_text::card_remark;
use crate::ui::view::question_view::{QuestionViewLine, column, draw, head};

/// Rows that the grades take.
const BUTTONS: u16 = 2;
/// On a pane with fewer rows than this none is kept free.
const TIGHT: u16 = 8;
/// From this width on what the note adds is beside question and answer.
const WIDE: u16 = 140;
/// The columns at the sides of both, and between them.
const MARGINS: u16 = 4;
const GAP: u16 = 4;
/// The columns of a grade from which its time fits beside its name.
const BESIDE: u16 = 17;

/// Draws a question with its answer.
pub(super) fn view(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    card: &OpenCard,
    scroll: usize,
    drill: &Drill,
) {
    canvas.wheel(area, ListArea::Note);
    let parts = parts(shared, card, area);
    for (text, lines) in &parts {
        let height = text.height as usize;
        let top = (scroll + first_line(lines, height)).min(lines.len().saturating_sub(height));
        draw(canvas, *text, &lines[top..]);
        canvas.gutter(*text, (top, lines.len()));
    }
    let text = parts[0].0;
    if area.height >= TIGHT {
        let column = Rect { height: text.height + 1, ..text };
        lab_link::draw_hint(
            shared,
            canvas,
            column,
            Some(card.question.item.note),
            &[Context::Grade],
        );
    }
    buttons(
        shared,
        canvas,
        Rect { y: area.bottom().saturating_sub(BUTTONS), height: BUTTONS, ..column(area) },
        card,
        drill,
    );
}

/// How many lines of the answer do not fit.
pub(super) fn overflow(shared: &ScreenContext, card: &OpenCard) -> usize {
    let parts = parts(shared, card, super::inner(shared.area));
    let hidden = parts.iter().map(|(text, lines)| {
        let height = text.height as usize;
        lines.len().saturating_sub(height).saturating_sub(first_line(lines, height))
    });
    hidden.max().unwrap_or(0)
}

/// The line to begin with: with little room the answer matters more than the question.
fn first_line(lines: &[QuestionViewLine], height: usize) -> usize {
    let rule =
        lines.iter().position(|line| line.iter().any(|(role, _)| *role == Role::Rule)).unwrap_or(0);
    if lines.len() > height && rule + 3 > height { rule + 1 } else { 0 }
}

/// The place of question and answer, above the grades and a line for "more below".
fn text_area(area: Rect) -> Rect {
    let column = column(area);
    Rect {
        height: column.height.saturating_sub(BUTTONS + u16::from(area.height >= TIGHT)),
        ..column
    }
}

/// The answer and what its note adds, each with its place: below each other, or where there is
/// width side by side.
fn parts(
    shared: &ScreenContext,
    card: &OpenCard,
    area: Rect,
) -> Vec<(Rect, Vec<QuestionViewLine>)> {
    let text = text_area(area);
    if area.width >= WIDE {
        let width = ((area.width - MARGINS - GAP) / 2).min(text.width);
        let left = Rect { x: area.x + (area.width - 2 * width - GAP) / 2, width, ..text };
        let right = Rect { x: left.right() + GAP, ..left };
        let details = details(shared, card, right);
        if !details.is_empty() {
            return vec![(left, answer(shared, card, left)), (right, details)];
        }
    }
    let mut lines = answer(shared, card, text);
    let details = details(shared, card, text);
    if !details.is_empty() {
        lines.push(vec![]);
        lines.extend(details);
    }
    vec![(text, lines)]
}

/// Question and answer.
fn answer(shared: &ScreenContext, card: &OpenCard, text: Rect) -> Vec<QuestionViewLine> {
    let key = shared.figure_key(&[Context::Grade]);
    let pictures = shared.pictures_of(card.question.item.note);
    let setting = shared
        .page_layout(text.width, text.height, key.as_deref())
        .with_pictures(pictures.as_ref());
    let mut lines = head(shared, &card.question, card_remark(card), text.width, None);
    lines.extend([vec![], vec![(Role::Rule, "─".repeat(setting.columns.min(28)))]]);
    lines.extend(answer_lines(&card.question, &card.draft, card.overruled, setting));
    lines
}

/// What the note has besides question and answer.
fn details(shared: &ScreenContext, card: &OpenCard, text: Rect) -> Vec<QuestionViewLine> {
    let key = shared.figure_key(&[Context::Grade]);
    let pictures = shared.pictures_of(card.question.item.note);
    let setting = shared
        .page_layout(text.width, text.height, key.as_deref())
        .with_pictures(pictures.as_ref());
    let besides = shared.note_details(card.question.item.note, setting);
    role_lines(besides.to_vec()).skip_while(Vec::is_empty).collect()
}

/// Draws the grades with the time until the card comes back after each.
fn buttons(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    card: &OpenCard,
    drill: &Drill,
) {
    let ratings: &[Rating] =
        if card.two_buttons { &[Rating::Again, Rating::Good] } else { &Rating::ALL };
    let width = area.width / ratings.len() as u16;
    for (i, &rating) in ratings.iter().enumerate() {
        let place = Rect { x: area.x + i as u16 * width, width: width.saturating_sub(1), ..area };
        let meaning = match rating {
            Rating::Again => "not recalled",
            Rating::Hard => "with effort",
            Rating::Good => "recalled",
            Rating::Easy => "at once",
        };
        let context = if card.two_buttons { Context::TwoGrades } else { Context::FourGrades };
        let key = shared.keymap.key_for(&[context], Action::Grade(rating)).unwrap_or_default();
        let interval = comes_back(drill, card, rating);
        let suggested = rating == card.suggested();
        let role = if suggested { Role::Selected } else { Role::Text };
        if suggested {
            canvas.fill(Rect { height: 1, ..place }, Role::Selected);
            canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
        }
        let x = place.x + 1;
        let columns = place.width.saturating_sub(1);
        let used = canvas.text(
            x,
            place.y,
            columns,
            format!("{key} {}", rating.label()).trim_start(),
            if suggested { role } else { rating.into() },
        );
        if width >= BESIDE {
            canvas.text(x + used + 1, place.y, columns.saturating_sub(used + 1), &interval, role);
        }
        let below = if width >= BESIDE { meaning } else { &interval };
        let indent = columns.saturating_sub(display_width(below) as u16).min(2);
        canvas.text(x + indent, place.y + 1, columns - indent, below, Role::Dim);
        canvas.click(place, Action::Grade(rating));
    }
}

/// When the card comes back after a rating, in a word that fits everywhere.
fn comes_back(drill: &Drill, card: &OpenCard, rating: Rating) -> String {
    match drill.mode {
        DrillMode::Due if card.step == LessonStep::Gentle && rating.is_recalled() => "soon".into(),
        DrillMode::Due => human(card.intervals[rating as usize]),
        DrillMode::Exam | DrillMode::Cram if rating == Rating::Again => "soon".into(),
        // The plan of a later day says on which.
        DrillMode::Exam => "later".into(),
        // The schedule stays as it is.
        DrillMode::Cram => String::new(),
    }
}
