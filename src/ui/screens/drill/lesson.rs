//! What teaches a new card: its note before it is asked, and the choice that asks it first.

use ratatui::layout::{Position, Rect};

use crate::library::page::PageLayout;
use crate::study::quiz::{AnswerChoice, letter};
use crate::study::{AnswerKind, OpenCard};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::answer_view::{hanging_lines, role_lines};
use crate::ui::view::learner_text::card_remark;
use crate::ui::view::picture_cache::DeckPictures;
use crate::ui::view::question_view::{QuestionViewLine, column, draw, head};

/// Rows below the note: what Enter does, and a line above it where there is room.
fn rows_below(area: Rect) -> u16 {
    if area.height < 8 { 1 } else { 2 }
}

fn text_area(area: Rect) -> Rect {
    let column = column(area);
    let below = rows_below(area);
    Rect { height: area.bottom().saturating_sub(column.y + below), ..column }
}

fn note_lines(shared: &ScreenContext, card: &OpenCard, text: Rect) -> Vec<QuestionViewLine> {
    let note = card.question.item.note;
    role_lines(shared.page(note, text, &[Context::Lesson]).to_vec()).collect()
}

/// How many lines of the note do not fit.
pub(super) fn overflow(shared: &ScreenContext, card: &OpenCard) -> usize {
    let text = text_area(super::inner(shared.area));
    note_lines(shared, card, text).len().saturating_sub(text.height as usize)
}

/// Draws the note of a new card.
pub(super) fn view(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    card: &OpenCard,
    scroll: usize,
) {
    let text = text_area(area);
    let lines = note_lines(shared, card, text);
    let height = text.height as usize;
    let top = scroll.min(lines.len().saturating_sub(height));
    canvas.wheel(area, ListArea::Note);
    draw(canvas, text, &lines[top..]);
    canvas.gutter(text, (top, lines.len()));
    let place = Rect { y: area.bottom().saturating_sub(1), height: 1, ..text };
    let key = shared.keymap.key_for(&[Context::Lesson], Action::Seen).unwrap_or_default();
    let used = canvas.text(place.x, place.y, place.width, &key, Role::Key);
    let room = place.width.saturating_sub(used + 1);
    let says = "continues; you are asked soon";
    canvas.text(place.x + used + 1, place.y, room, says, Role::Dim);
    canvas.click(place, Action::Seen);
    canvas.cursor = Some((Position { x: text.x, y: text.y }, false));
}

/// Draws a question with the answers to choose from.
pub(super) fn choose(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    card: &OpenCard,
    scroll: usize,
) {
    let AnswerKind::Choice { choices, .. } = &card.question.kind else { return };
    let column = column(area);
    let (lines, places) = choice_lines(shared, card, choices, column.width);
    let height = column.height as usize;
    let top = scroll.min(lines.len().saturating_sub(height));
    canvas.wheel(area, ListArea::Note);
    draw(canvas, column, &lines[top..]);
    canvas.gutter(column, (top, lines.len()));
    for (at, &(from, to)) in places.iter().enumerate() {
        let (from, to) = (from.max(top) - top, (to.max(top) - top).min(height));
        if from < to {
            let place = Rect { y: column.y + from as u16, height: (to - from) as u16, ..column };
            canvas.click(place, Action::Choose(at as u8));
        }
    }
    canvas.cursor = Some((Position { x: column.x, y: column.y }, false));
}

/// How many lines of the choice do not fit.
pub(super) fn choice_overflow(shared: &ScreenContext, card: &OpenCard) -> usize {
    let AnswerKind::Choice { choices, .. } = &card.question.kind else { return 0 };
    let column = column(super::inner(shared.area));
    let (lines, _) = choice_lines(shared, card, choices, column.width);
    lines.len().saturating_sub(column.height as usize)
}

/// The question and its answers, and the lines that each answer takes.
fn choice_lines(
    shared: &ScreenContext,
    card: &OpenCard,
    choices: &[AnswerChoice],
    columns: u16,
) -> (Vec<QuestionViewLine>, Vec<(usize, usize)>) {
    let mut lines = head(shared, &card.question, card_remark(card), columns, None);
    lines.push(vec![]);
    let pictures = shared.pictures_of(card.question.item.note).map(DeckPictures::small);
    let layout =
        PageLayout::plain(columns as usize, shared.glyphs).with_pictures(pictures.as_ref());
    let mut places = Vec::new();
    for (at, choice) in choices.iter().enumerate() {
        let from = lines.len();
        lines.extend(hanging_lines(
            (Role::Key, &format!("{}  ", letter(at))),
            &choice.text,
            layout,
        ));
        places.push((from, lines.len()));
    }
    (lines, places)
}
