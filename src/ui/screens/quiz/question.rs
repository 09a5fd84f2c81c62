//! The question of a quiz: the line above with the clock, what is asked, and the answers.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::library::page;
use crate::library::page::PageLayout;
use crate::memory::{AnswerMark, QuestionForm};
use crate::study::quiz::{AnswerSpace, Quiz, QuizItem, QuizPhase, QuizResponse, letter};
use crate::text::duration::clock;
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart::thin_bar;
use crate::ui::view::picture_cache::DeckPictures;
use crate::ui::view::question_lines::QuestionLines;
use crate::ui::view::question_view::{QuestionView, QuestionViewLine, column, prompt};

/// What is entered and selected at the current question.
#[derive(Default)]
pub(super) struct QuestionState {
    pub(super) field: TextField,
    /// The selected step, term or question.
    pub(super) row: usize,
    pub(super) scroll: usize,
    /// The first line of the question, if somebody has scrolled.
    pub(super) top: Option<usize>,
}

/// A screen with fewer columns has no room for words beside the clock.
const NARROW: u16 = 60;
/// The columns of the mark before an answer.
const MARK: usize = 5;

/// When the time that is left gets loud.
pub(super) const LOUD: Duration = Duration::from_secs(10);

/// Draws the status line: the mode, the progress of the quiz, and the time left.
pub(super) fn status(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, quiz: &Quiz) {
    let state = quiz.state();
    let asking =
        matches!(quiz.phase(), QuizPhase::Asking | QuizPhase::Marked | QuizPhase::Paused(_));
    let mode = if quiz.is_exam() { "Exam" } else { "Practice" };
    let mut pieces = vec![(Role::Label, mode.to_string())];
    if asking {
        let again = if state.current().again { ", again" } else { "" };
        let (number, count) = (state.place + 1, state.items.len());
        // On a narrow screen the clock has the room that the words would take.
        let place = if area.width < NARROW {
            format!("{number}/{count}{again}")
        } else {
            format!("question {number} of {count}{again}")
        };
        pieces.push((Role::Text, place));
        if state.current().flagged {
            pieces.push((Role::Warning, "▲ flagged".to_string()));
        }
    }
    if !quiz.is_exam() && asking {
        let first = || state.items.iter().filter(|quiz_item| !quiz_item.again);
        let count =
            |mark: AnswerMark| first().filter(|quiz_item| quiz_item.mark == Some(mark)).count();
        let wrong = count(AnswerMark::Wrong) + count(AnswerMark::Unanswered);
        pieces.push((Role::Right, format!("✓ {}", count(AnswerMark::Right))));
        pieces.push((Role::Wrong, format!("✗ {wrong}")));
    }
    let is_over = matches!(quiz.phase(), QuizPhase::Over(_));
    let edge = if is_over { area.right() } else { gauge(shared, canvas, area, quiz, &pieces) };
    let mut x = area.x + 1;
    for (role, text) in &pieces {
        x += canvas.text(x, area.y, edge.saturating_sub(x + 1), text, *role) + 2;
    }
}

/// The columns that pieces of the status line take.
fn columns_of(pieces: &[(Role, String)]) -> u16 {
    pieces.iter().map(|(_, text)| width(text) as u16 + 2).sum()
}

/// Draws the gauge and the time that is left, and returns where they begin; the last ten seconds
/// look different, not in another colour only.
fn gauge(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    quiz: &Quiz,
    pieces: &[(Role, String)],
) -> u16 {
    let Some((left, whole)) = quiz.left(shared.run) else { return area.right() };
    let share = left.as_secs_f32() / whole.as_secs_f32().max(0.001);
    let loud = left <= LOUD;
    let tenths = left.as_millis().div_ceil(100);
    let time = if loud {
        format!("▲▲ {}.{} s LEFT", tenths / 10, tenths % 10)
    } else {
        format!("{} left", clock(left))
    };
    let (bar_role, role) =
        if loud { (Role::Wrong, Role::Wrong) } else { (Role::Accent, Role::Text) };
    let begins = canvas.text_right(area.right() - 1, area.y, area.width, &time, role);
    let cells = begins.saturating_sub(area.x + 3 + columns_of(pieces)).min(24);
    if cells < 8 {
        return begins;
    }
    let bar = thin_bar(share, cells.into(), bar_role);
    let spans = bar.iter().map(|(role, text)| (*role, text.as_str()));
    canvas.spans(begins - 1 - cells, area.y, cells, spans);
    begins - 1 - cells
}

/// Draws the open question.
pub(super) fn view(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    quiz: &Quiz,
    state: &QuestionState,
) {
    if let Some(open) = typed_view(quiz, state) {
        return open.view(shared, canvas, area, state.top);
    }
    let column = column(area);
    answer_lines(shared, quiz.state().current(), state.row, column.width)
        .draw(canvas, column, state.top);
}

/// The first line of the open question after scrolling by so many rows; none if everything is on
/// the screen.
pub(super) fn scroll(
    shared: &ScreenContext,
    area: Rect,
    quiz: &Quiz,
    (state, by): (&QuestionState, isize),
) -> Option<usize> {
    let quiz_item = quiz.state().current();
    if let Some(open) = typed_view(quiz, state) {
        return open.scroll(shared, area, (state.top, by));
    }
    let column = column(area);
    let lines = answer_lines(shared, quiz_item, state.row, column.width);
    let rows = usize::from(column.height);
    let most = lines.overflow(rows);
    (most > 0).then(|| lines.top(rows, state.top).saturating_add_signed(by).min(most))
}

/// A question whose answer is typed or put in order.
fn typed_view<'a>(quiz: &'a Quiz, state: &'a QuestionState) -> Option<QuestionView<'a>> {
    let quiz_item = quiz.state().current();
    let (AnswerSpace::Typed(question), QuizResponse::Typed(attempt)) =
        (&quiz_item.question.answers, &quiz_item.response)
    else {
        return None;
    };
    Some(QuestionView {
        question,
        draft: attempt,
        note: again(quiz_item),
        field: &state.field,
        step: state.row,
        feedback: quiz.state().feedback.as_ref(),
        quiet: quiz.is_exam(),
    })
}

fn again(quiz_item: &QuizItem) -> &'static str {
    if quiz_item.again { "  ▲ missed before" } else { "" }
}

/// Task and prompt of a question whose answers are on the screen.
pub(super) fn head(
    shared: &ScreenContext,
    quiz_item: &QuizItem,
    columns: u16,
) -> Vec<QuestionViewLine> {
    let question = &quiz_item.question;
    // A definition alone is no title; a line above something else is.
    let title = question.prompt.contains('\n')
        || question.item.is_none_or(|item| item.card != crate::deck::CardKind::Term);
    let pictures = question.item.and_then(|item| shared.pictures_of(item.note));
    let layout = PageLayout::plain(columns.into(), shared.glyphs).with_pictures(pictures.as_ref());
    let mut lines = prompt((&question.task, again(quiz_item)), &question.prompt, title, layout);
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(vec![]);
    }
    lines
}

/// A question with the answers that can be chosen.
fn answer_lines(
    shared: &ScreenContext,
    quiz_item: &QuizItem,
    row: usize,
    columns: u16,
) -> QuestionLines {
    let mut lines = QuestionLines::new(head(shared, quiz_item, columns));
    let pictures = quiz_item.question.item.and_then(|item| shared.pictures_of(item.note));
    let pictures = pictures.map(DeckPictures::small);
    let layout = PageLayout::plain(usize::from(columns).saturating_sub(MARK), shared.glyphs)
        .with_pictures(pictures.as_ref());
    let mark = |is_on: bool, sign: char| format!("{} {sign}  ", if is_on { "▸" } else { " " });
    match (&quiz_item.question.answers, &quiz_item.response) {
        (AnswerSpace::Choice { choices, .. }, QuizResponse::Choice(picked)) => {
            let is_true_false = quiz_item.question.form == QuestionForm::TrueFalse;
            for (at, choice) in choices.iter().enumerate() {
                let is_on = *picked == Some(at);
                // The letters of true and false are those of their keys.
                let sign = if is_true_false { ['t', 'f'][at % 2] } else { letter(at) };
                let text = page::text(&choice.text, layout);
                lines.leave_room();
                let mark = mark(is_on, sign);
                lines.option((&mark, Role::Dim), text, is_on, Action::Choose(at as u8));
            }
        }
        (AnswerSpace::Pairs { left, right, .. }, QuizResponse::Pairs(pairs)) => {
            for (at, term) in left.iter().enumerate() {
                let mark = mark(at == row, pairs[at].map_or('·', letter));
                let action = Action::Pick(ListArea::List, at);
                lines.option((&mark, Role::Accent), page::text(term, layout), at == row, action);
            }
            lines.leave_room();
            for (at, definition) in right.iter().enumerate() {
                let is_used = pairs.contains(&Some(at));
                let mark = format!("{} {}  ", if is_used { "✓" } else { " " }, letter(at));
                let text = page::text(definition, layout);
                lines.option((&mark, Role::Dim), text, false, Action::Choose(at as u8));
            }
        }
        _ => {}
    }
    lines
}
