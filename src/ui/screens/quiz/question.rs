//! The question of a quiz: the line above with the clock, what is asked, and the answers.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use crate::library::page;
use crate::library::page::PageLayout;
use crate::memory::AnswerMark;
use crate::study::quiz::{AnswerSpace, Quiz, QuizItem, QuizPhase, QuizResponse, letter};
use crate::text::duration::clock;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart::bar;
use crate::ui::view::question_view::{QuestionView, QuestionViewLine, column, draw, prompt};

/// What is entered and selected at the current question.
#[derive(Default)]
pub(super) struct QuestionState {
    pub(super) field: TextField,
    /// The selected step, term or question.
    pub(super) row: usize,
    pub(super) scroll: usize,
}

/// When the time that is left gets loud.
pub(super) const LOUD: Duration = Duration::from_secs(10);

/// Draws the status line: the mode, the progress of the quiz, and the time left.
pub(super) fn status(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, quiz: &Quiz) {
    let state = quiz.state();
    let mode = if quiz.is_exam() { "Exam" } else { "Practice" };
    let mut x = area.x + 1;
    x += canvas.text(x, area.y, area.width, mode, Role::Label) + 2;
    let asking =
        matches!(quiz.phase(), QuizPhase::Asking | QuizPhase::Marked | QuizPhase::Paused(_));
    if asking {
        let again = if state.current().again { ", again" } else { "" };
        let place = format!("question {} of {}{again}", state.place + 1, state.items.len());
        x += canvas.text(x, area.y, area.right().saturating_sub(x), &place, Role::Text) + 2;
        if state.current().flagged {
            x += canvas.text(x, area.y, area.right().saturating_sub(x), "▲ flagged", Role::Warning)
                + 2;
        }
    }
    if !quiz.is_exam() && asking {
        let first = || state.items.iter().filter(|quiz_item| !quiz_item.again);
        let count =
            |mark: AnswerMark| first().filter(|quiz_item| quiz_item.mark == Some(mark)).count();
        let wrong = count(AnswerMark::Wrong) + count(AnswerMark::Unanswered);
        let counts = [
            (Role::Right, format!("✓ {}", count(AnswerMark::Right))),
            (Role::Wrong, format!("✗ {wrong}")),
        ];
        for (role, count) in counts {
            x += canvas.text(x, area.y, area.right().saturating_sub(x), &count, role) + 2;
        }
    }
    if let QuizPhase::Over(_) = quiz.phase() {
        return;
    }
    gauge(shared, canvas, Rect { x, width: area.right().saturating_sub(x + 1), ..area }, quiz);
}

/// Draws the gauge and the time that is left; the last ten seconds look different, not in
/// another colour only.
fn gauge(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, quiz: &Quiz) {
    let Some((left, whole)) = quiz.left(shared.run) else { return };
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
    let begins = canvas.text_right(area.right(), area.y, area.width, &time, role);
    let cells = begins.saturating_sub(area.x + 2).min(24);
    if cells >= 8 {
        let x = begins - 1 - cells;
        canvas.text(x, area.y, cells, &bar(share, cells.into()), bar_role);
    }
}

/// Draws the open question.
pub(super) fn view(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    quiz: &Quiz,
    state: &QuestionState,
) {
    let quiz_item = quiz.state().current();
    if let (AnswerSpace::Typed(question), QuizResponse::Typed(attempt)) =
        (&quiz_item.question.answers, &quiz_item.response)
    {
        let open = QuestionView {
            question,
            draft: attempt,
            note: again(quiz_item),
            field: &state.field,
            step: state.row,
            feedback: quiz.state().feedback.as_ref(),
            quiet: quiz.is_exam(),
        };
        return open.view(shared, canvas, area);
    }
    let column = column(area);
    let mut rows = QuestionRows {
        lines: head(shared, quiz_item, column.width),
        clicks: Vec::new(),
        cursor: 0,
    };
    rows.answers(shared, quiz_item, state.row, column.width);
    rows.draw(canvas, column, state.scroll);
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
    let mut lines =
        prompt(shared, (&question.task, again(quiz_item)), &question.prompt, title, columns);
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(vec![]);
    }
    lines
}

/// Lines of which some stand for an answer.
struct QuestionRows {
    lines: Vec<QuestionViewLine>,
    clicks: Vec<(usize, usize, Action)>,
    cursor: usize,
}

impl QuestionRows {
    fn answers(&mut self, shared: &ScreenContext, quiz_item: &QuizItem, row: usize, columns: u16) {
        match (&quiz_item.question.answers, &quiz_item.response) {
            (AnswerSpace::Choice { choices, .. }, QuizResponse::Choice(picked)) => {
                for (at, choice) in choices.iter().enumerate() {
                    let on = *picked == Some(at);
                    let mark = format!("{} {}  ", if on { "▸" } else { " " }, letter(at));
                    self.answer(shared, &mark, &choice.text, on, columns, Action::Choose(at as u8));
                }
                self.cursor = picked
                    .and_then(|at| self.clicks.get(at))
                    .or(self.clicks.first())
                    .map_or(0, |click| click.0);
            }
            (AnswerSpace::Pairs { left, right, .. }, QuizResponse::Pairs(pairs)) => {
                for (at, term) in left.iter().enumerate() {
                    let on = at == row;
                    let with = pairs[at].map_or('·', letter);
                    let mark = format!("{} {with}  ", if on { "▸" } else { " " });
                    self.answer(shared, &mark, term, on, columns, Action::Pick(ListArea::List, at));
                }
                self.cursor = self.clicks.get(row).map_or(0, |click| click.0);
                self.lines.push(vec![]);
                for (at, definition) in right.iter().enumerate() {
                    let used = pairs.contains(&Some(at));
                    let mark = format!("  {}  ", letter(at));
                    let from = self.lines.len();
                    self.answer(
                        shared,
                        &mark,
                        definition,
                        false,
                        columns,
                        Action::Choose(at as u8),
                    );
                    if used {
                        self.lines[from..]
                            .iter_mut()
                            .flatten()
                            .for_each(|(role, _)| *role = Role::Dim);
                    }
                }
            }
            _ => {}
        }
    }

    fn answer(
        &mut self,
        shared: &ScreenContext,
        mark: &str,
        text: &str,
        on: bool,
        columns: u16,
        action: Action,
    ) {
        let margin = crate::text::width::width(mark);
        let setting = PageLayout::plain((columns as usize).saturating_sub(margin), shared.glyphs);
        let from = self.lines.len();
        for (i, line) in page::text(text, setting).into_iter().enumerate() {
            let mark = if i == 0 { mark.to_string() } else { " ".repeat(margin) };
            let pieces = line
                .into_iter()
                .map(|(role, text)| (if on { Role::Emphasis } else { Role::from(role) }, text));
            self.lines.push(
                std::iter::once((if on { Role::Accent } else { Role::Dim }, mark))
                    .chain(pieces)
                    .collect(),
            );
        }
        self.clicks.push((from, self.lines.len(), action));
    }

    /// Draws as much as fits; with little room what is selected stays in sight.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, scroll: usize) {
        let height = area.height as usize;
        let most = self.lines.len().saturating_sub(height);
        let top = scroll.min(most).max((self.cursor + 2).saturating_sub(height).min(most));
        canvas.wheel(area, ListArea::Note);
        draw(canvas, area, &self.lines[top..]);
        for (from, to, action) in &self.clicks {
            let (from, to) = (from.max(&top) - top, (to.max(&top) - top).min(height));
            if from < to {
                let place = Rect { y: area.y + from as u16, height: (to - from) as u16, ..area };
                canvas.click(place, *action);
            }
        }
        canvas.more_below(
            (area.right(), area.bottom().saturating_sub(1)),
            self.lines.len(),
            top + height,
        );
        let y = area.y + (self.cursor.max(top) - top).min(height.saturating_sub(1)) as u16;
        canvas.cursor = Some((Position { x: area.x, y }, false));
    }
}
