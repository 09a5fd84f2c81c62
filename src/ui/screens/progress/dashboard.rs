//! The dashboard: plan, overview and memory at once, where there is width.

use ratatui::layout::Rect;

use super::{ProgressScreen, ProgressView};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::Action;
use crate::ui::screens::screen::ScreenContext;

/// From this width on the three views are beside each other.
const WIDE: u16 = 132;
/// From this height on overview and memory are both on the right.
const HIGH: u16 = 34;
/// The fewest columns of the right side, the most of the left, and those between.
const RIGHT: u16 = 75;
const LEFT: u16 = 84;
const GAP: u16 = 3;
/// The rows of the overview above the memory.
const OVERVIEW: u16 = 21;

/// The views of the dashboard with their areas, the active one last, if there is room and it is one
/// of them.
pub(super) fn panels(active: ProgressView, area: Rect) -> Option<Vec<(ProgressView, Rect)>> {
    use ProgressView::{Forecast, Memory, Overview};
    if area.width < WIDE || !matches!(active, Forecast | Overview | Memory) {
        return None;
    }
    let left =
        Rect { width: (area.width - GAP - RIGHT).min(area.width * 9 / 20).min(LEFT), ..area };
    let x = left.right() + GAP;
    let right = Rect { x, width: area.right() - x, ..area };
    let upper = Rect { height: OVERVIEW, ..right };
    let y = upper.bottom() + 1;
    let lower = Rect { y, height: area.bottom().saturating_sub(y), ..right };
    let mut panels = match active {
        _ if area.height >= HIGH => vec![(Forecast, left), (Overview, upper), (Memory, lower)],
        Memory => vec![(Forecast, left), (Memory, right)],
        _ => vec![(Forecast, left), (Overview, right)],
    };
    panels.sort_by_key(|(view, _)| *view == active);
    Some(panels)
}

/// Draws the dashboard. A click in a view that is not active opens it.
pub(super) fn view(
    screen: &ProgressScreen,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    panels: &[(ProgressView, Rect)],
) {
    for (view, area) in panels {
        let is_active = *view == screen.view;
        let cursor = canvas.cursor;
        let role = if is_active { Role::Accent } else { Role::Label };
        canvas.text(area.x, area.y, area.width, view.title(), role);
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..*area };
        screen.draw_view(*view, shared, canvas, below);
        if area.x > shared.area.x + GAP {
            canvas.rule_down(area.x - 2, area.y, area.height);
        }
        if !is_active {
            canvas.cursor = cursor;
            canvas.click(*area, Action::View(view.index()));
        }
    }
}
