//! A marked answer: what was right, what was answered, and what sets the two apart.

use ratatui::layout::Rect;

use super::question::head;
use crate::library::page;
use crate::library::page::PageLayout;
use crate::memory::AnswerMark;
use crate::study::quiz::{AnswerSpace, QuizItem, QuizResponse, QuizState, letter};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::answer_view::{answer_lines, hanging_lines, role_lines};
use crate::ui::view::picture_cache::DeckPictures;
use crate::ui::view::question_view;
use crate::ui::view::question_view::{QuestionViewLine, column, scrolled};

/// Draws a marked answer.
pub(super) fn view(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    state: &QuizState,
    scroll: usize,
) {
    scrolled(canvas, area, &lines(shared, state, column(area)), scroll);
}

/// How many lines do not fit.
pub(super) fn overflow(shared: &ScreenContext, area: Rect, state: &QuizState) -> usize {
    let column = column(area);
    lines(shared, state, column).len().saturating_sub(column.height.into())
}

fn lines(shared: &ScreenContext, state: &QuizState, column: Rect) -> Vec<QuestionViewLine> {
    let columns = column.width;
    let quiz_item = state.current();
    let mut ahead = state.items[state.place + 1..].iter();
    let mut lines = verdict(
        quiz_item,
        ahead.any(|other| other.question.id.note() == quiz_item.question.id.note()),
    );
    lines.extend(match &quiz_item.question.answers {
        AnswerSpace::Typed(question) => question_view::head(shared, question, "", columns, None),
        _ => head(shared, quiz_item, columns),
    });
    lines.extend(answers(shared, quiz_item, columns));
    let key = shared.figure_key(&[Context::MarkedAnswer]);
    let pictures = quiz_item.question.item.and_then(|item| shared.pictures_of(item.note));
    let setting =
        shared.page_layout(columns, column.height, key.as_deref()).with_pictures(pictures.as_ref());
    let wrong = quiz_item.wrong_choice().and_then(|choice| choice.differs.as_ref());
    for text in quiz_item.question.because.iter().chain(wrong) {
        lines.push(vec![]);
        lines.extend(role_lines(page::text(text, setting)));
    }
    let besides = quiz_item
        .question
        .item
        .map(|item| page::details(&shared.learner.library, item.note, setting))
        .unwrap_or_default();
    if !besides.is_empty() {
        lines.push(vec![]);
        lines.extend(role_lines(besides).skip_while(Vec::is_empty));
    }
    lines
}

fn verdict(quiz_item: &QuizItem, comes_back: bool) -> Vec<QuestionViewLine> {
    let (role, says) = match quiz_item.mark {
        Some(AnswerMark::Right) if quiz_item.overruled => (Role::Right, "✓ Counted as right."),
        Some(AnswerMark::Right) => (Role::Right, "✓ Right."),
        Some(AnswerMark::Wrong) if quiz_item.is_close() => {
            (Role::Warning, "≈ Close, but not right.")
        }
        Some(AnswerMark::Wrong) => (Role::Wrong, "✗ Wrong."),
        _ if quiz_item.closed => (Role::Wrong, "✗ Time is up for this one."),
        _ => (Role::Wrong, "✗ Skipped."),
    };
    let later = if comes_back { "  You will be asked again." } else { "" };
    vec![vec![(role, says.to_string()), (Role::Dim, later.to_string())], vec![]]
}

/// The answers with marks, or what was typed beside what is right.
fn answers(shared: &ScreenContext, quiz_item: &QuizItem, columns: u16) -> Vec<QuestionViewLine> {
    let pictures = quiz_item.question.item.and_then(|item| shared.pictures_of(item.note));
    let pictures = pictures.map(DeckPictures::small);
    let setting = PageLayout::plain(columns.into(), shared.glyphs).with_pictures(pictures.as_ref());
    let mut lines: Vec<QuestionViewLine> = Vec::new();
    match (&quiz_item.question.answers, &quiz_item.response) {
        (AnswerSpace::Choice { choices, right }, QuizResponse::Choice(picked)) => {
            for (at, choice) in choices.iter().enumerate() {
                let (role, mark) = match (at == *right, *picked == Some(at)) {
                    (true, _) => (Role::Right, "✓"),
                    (false, true) => (Role::Wrong, "✗"),
                    (false, false) => (Role::Dim, " "),
                };
                lines.extend(hanging_lines(
                    (role, &format!("{mark} {}  ", letter(at))),
                    &choice.text,
                    setting,
                ));
            }
        }
        (AnswerSpace::Pairs { left, right, fits }, QuizResponse::Pairs(pairs)) => {
            for ((term, fit), pair) in left.iter().zip(fits).zip(pairs) {
                let (role, mark) =
                    if pair == &Some(*fit) { (Role::Right, "✓ ") } else { (Role::Wrong, "✗ ") };
                lines.extend(hanging_lines(
                    (role, mark),
                    &format!("*{term}*: {}", right[*fit]),
                    setting,
                ));
            }
        }
        (AnswerSpace::Typed(question), QuizResponse::Typed(attempt)) => {
            lines.push(vec![]);
            lines.extend(answer_lines(question, attempt, quiz_item.overruled, setting));
        }
        _ => {}
    }
    lines
}
