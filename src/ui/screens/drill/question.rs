//! The question of a drill: the line above, and the card in front.

use ratatui::layout::Rect;

use super::DrillScreen;
use crate::session::DrillSession;
use crate::study::{Drill, DrillMode, OpenCard, QuestionStage};
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::learner_text::card_remark;
use crate::ui::view::question_view::QuestionView;

/// Draws the status line: the progress of the drill, its topic, and how long it may still take.
pub(super) fn status(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    session: &DrillSession,
) {
    let drill = &session.drill;
    let (answered, failed) = drill.answered();
    let mut x = area.x + 1;
    let (role, stage) = stage_text(shared, drill);
    x += canvas.text(x, area.y, area.width, &stage, role) + 3;
    let place = drill.open_card().map(|_| format!("{} left", drill.left()));
    if let Some(place) = place {
        x += canvas.text(x, area.y, area.right().saturating_sub(x), &place, Role::Text) + 3;
    }
    let counts =
        [(Role::Right, format!("✓ {}", answered - failed)), (Role::Wrong, format!("✗ {failed}"))];
    for (role, count) in counts.iter().filter(|_| answered > 0) {
        x += canvas.text(x, area.y, area.right().saturating_sub(x), count, *role) + 2;
    }
    let topic =
        drill.open_card().and_then(|card| shared.learner.library.topic(card.question.item.note));
    let topic = topic.map(|topic| shared.learner.library.topic_info(topic).title.clone());
    if drill.open_card().is_none() {
        return;
    }
    let minutes = (session.seconds_to_come(&shared.learner) / 60.0).round().max(1.0);
    let room = area.right().saturating_sub(x + 2);
    let says = what_fits(topic.as_deref(), minutes, usize::from(room));
    canvas.text_right(area.right().saturating_sub(1), area.y, room, &says, Role::Dim);
}

/// The topic and about how long the rest takes, in as many whole words as there is room for.
fn what_fits(topic: Option<&str>, minutes: f32, columns: usize) -> String {
    let before = topic.map_or_else(String::new, |topic| format!("{topic} · "));
    let ways = [
        format!("{before}about {minutes} min left"),
        format!("{before}{minutes} min"),
        format!("about {minutes} min left"),
        format!("{minutes} min left"),
        format!("{minutes} min"),
    ];
    ways.into_iter().find(|text| width(text) <= columns).unwrap_or_default()
}

/// What the card in front is to the learner, or what the drill is for.
fn stage_text(shared: &ScreenContext, drill: &Drill) -> (Role, String) {
    let mode = match drill.mode {
        DrillMode::Due => "Due",
        DrillMode::Exam => "For the exam",
        DrillMode::Cram => "Extra practice",
    };
    match drill.open_card().map(|card| card.stage) {
        Some(QuestionStage::Learn) => {
            let (at, all) = drill.lessons(shared.learner.context());
            (Role::Label, format!("New · {at} of {all}"))
        }
        Some(QuestionStage::Again) => (Role::Warning, "Missed before".to_string()),
        _ => (Role::Label, mode.to_string()),
    }
}

/// Draws how far the day is, as a thin line across the pane.
pub(super) fn progress_bar(canvas: &mut Canvas<'_>, area: Rect, drill: &Drill) {
    let (put, left) = (drill.history().count(), drill.left());
    if put + left == 0 || drill.open_card().is_none() {
        return;
    }
    let columns = area.width.saturating_sub(2) as usize;
    let full = put * columns / (put + left);
    canvas.text(area.x + 1, area.y, area.width, &"━".repeat(full), Role::Accent);
    let rest = "─".repeat(columns - full);
    canvas.text(area.x + 1 + full as u16, area.y, area.width, &rest, Role::Rule);
}

/// Draws an open question.
pub(super) fn view(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    card: &OpenCard,
    pane: &DrillScreen,
) {
    open_view(card, pane).view(shared, canvas, area, pane.top);
}

/// An open question with what is typed.
pub(super) fn open_view<'a>(card: &'a OpenCard, pane: &'a DrillScreen) -> QuestionView<'a> {
    QuestionView {
        question: &card.question,
        draft: &card.draft,
        note: card_remark(card),
        field: &pane.field,
        step: pane.row,
        feedback: pane.feedback.as_ref(),
        quiet: false,
    }
}

#[cfg(test)]
mod tests {
    use super::what_fits;

    #[test]
    fn no_word_of_the_line_above_is_cut() {
        let at = |columns| what_fits(Some("Attention"), 4.0, columns);
        assert_eq!(at(40), "Attention · about 4 min left");
        assert_eq!(at(20), "Attention · 4 min");
        assert_eq!(at(16), "about 4 min left");
        assert_eq!(at(12), "4 min left");
        assert_eq!([at(9), at(4)], ["4 min", ""]);
    }
}
