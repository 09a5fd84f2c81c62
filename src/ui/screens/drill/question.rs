//! The question of a drill: the line above, and the card in front.

use ratatui::layout::Rect;

use super::{DrillScreen, flag_note};
use crate::study::{Drill, DrillMode, OpenCard};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::question_view::QuestionView;

/// What a card is taken to need before there is a median, in seconds.
const USUAL: u64 = 8;

/// Draws the status line: the progress of the drill, its topic, and how long it may still take.
pub(super) fn status(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, drill: &Drill) {
    let (answered, failed) = drill.answered();
    let mode = match drill.mode {
        DrillMode::Due => "Due",
        DrillMode::Exam => "For the exam",
        DrillMode::Cram => "Early, off the schedule",
    };
    let mut x = area.x + 1;
    x += canvas.text(x, area.y, area.width, mode, Role::Label) + 3;
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
    let time = drill.open_card().map(|_| time_left(drill));
    let says = topic.into_iter().chain(time).collect::<Vec<_>>().join(" · ");
    let room = area.right().saturating_sub(x + 2);
    canvas.text_right(area.right().saturating_sub(1), area.y, room, &says, Role::Dim);
}

/// How long the rest may take, by the median of the answers so far and of a few usual ones:
/// one quick answer says little.
fn time_left(drill: &Drill) -> String {
    let mut took = vec![USUAL * 1000; 5];
    took.extend(
        drill.history().filter(|did| did.rating.is_some()).map(|did| u64::from(did.took).max(1000)),
    );
    took.sort_unstable();
    let seconds = drill.left() as u64 * took[took.len() / 2] / 1000;
    format!("about {} min left", seconds.div_ceil(60).max(1))
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
        note: flag_note(card),
        field: &pane.field,
        step: pane.step,
        feedback: pane.feedback.as_ref(),
        quiet: false,
    }
}
