//! Between questions: an exam before it is handed in, and a quiz that is interrupted.

use ratatui::layout::{Position, Rect};

use crate::study::quiz::{Quiz, QuizItem};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::question_view::{QuestionViewLine, column, draw};

/// Draws every question of an exam with what became of it, below the row that hands it in.
pub(super) fn view(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    quiz: &Quiz,
    selected: usize,
) {
    let (column, items) = (column(area), &quiz.state().items);
    let open = items.iter().filter(|quiz_item| !quiz_item.is_answered()).count();
    let flagged = items.iter().filter(|quiz_item| quiz_item.flagged).count();
    let mut says = vec!["All questions seen.".to_string()];
    says.extend((open > 0).then(|| format!("{open} unanswered")));
    says.extend((flagged > 0).then(|| format!("{flagged} flagged")));
    canvas.text(column.x, column.y, column.width, &says.join("  "), Role::Title);
    let list = Rect { y: column.y + 2, height: column.height.saturating_sub(2), ..column };
    let height = list.height as usize;
    let top = (selected + 1).saturating_sub(height.max(1));
    canvas.wheel(list, ListArea::List);
    for (y, row) in (list.y..list.bottom()).zip(top..=items.len()) {
        let place = Rect { y, height: 1, ..list };
        let on = row == selected;
        if on {
            canvas.fill(place, Role::Selected);
            canvas.cursor = Some((Position { x: place.x, y }, false));
        }
        canvas.click(place, Action::Pick(ListArea::List, row));
        let text = match row.checked_sub(1) {
            None => "Hand in".to_string(),
            Some(at) => row_text(shared, at, &items[at]),
        };
        let role = if on { Role::Selected } else { Role::Text };
        canvas.text(
            place.x,
            y,
            place.width,
            &format!("{} {text}", if on { "▸" } else { " " }),
            role,
        );
    }
}

fn row_text(shared: &ScreenContext, at: usize, quiz_item: &QuizItem) -> String {
    let mark = match (quiz_item.flagged, quiz_item.is_answered()) {
        (true, _) => "▲",
        (false, true) => "●",
        (false, false) => "○",
    };
    let closed = if quiz_item.closed { "  time over" } else { "" };
    let topic = quiz_item
        .question
        .topic
        .map(|topic| shared.learner.library.topic_info(topic).title.as_str())
        .unwrap_or_default();
    format!("{mark} {:>3}  {}  {topic}{closed}", at + 1, quiz_item.question.form.title())
}

/// Draws a quiz that is interrupted: the question is not to be seen.
pub(super) fn paused(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, quiz: &Quiz) {
    let items = &quiz.state().items;
    let answered =
        items.iter().filter(|quiz_item| quiz_item.mark.is_some() && !quiz_item.again).count();
    let of = items.iter().filter(|quiz_item| !quiz_item.again).count();
    let clock = if quiz.left(shared.run).is_some() { " The clock is stopped." } else { "" };
    let key = |key: &str, says: &str| -> QuestionViewLine {
        vec![(Role::Key, format!("{key:>5}")), (Role::Dim, format!("  {says}"))]
    };
    let lines: Vec<QuestionViewLine> = vec![
        vec![(Role::Title, "Paused.".to_string()), (Role::Text, clock.to_string())],
        vec![],
        vec![(Role::Text, format!("{answered} of {of} answered. Saved."))],
        vec![],
        key("Enter", "continue"),
        key("e", "end the quiz and see the report"),
        key("Esc", "leave it for later"),
    ];
    let column = column(area);
    draw(canvas, column, &lines);
    canvas.cursor = Some((Position { x: column.x, y: column.y }, false));
}
