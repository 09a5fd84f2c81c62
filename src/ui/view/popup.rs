//! What popups and dialogs share: their place on the screen, plain wrapped text, scrolling.

use ratatui::layout::{Position, Rect};

use crate::text::sanitize::clean_line;
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::Action;

/// The frame of a popup on the screen.
pub fn popup_area(screen: Rect) -> Rect {
    let (width, height) =
        (screen.width.saturating_sub(4).min(72), screen.height.saturating_sub(2).min(26));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    }
}

/// The rows inside the frame of a popup.
pub fn inner_height(screen: Rect) -> usize {
    usize::from(popup_area(screen).height.saturating_sub(2))
}

/// Draws a frame of at most `rows` rows inside; a click anywhere closes it. Returns the inside.
pub fn draw_frame(canvas: &mut Canvas<'_>, screen: Rect, title: &str, rows: usize) -> Rect {
    let most = popup_area(screen);
    let area = canvas
        .overlay(Rect { height: (rows as u16).saturating_add(2).min(most.height), ..most }, title);
    canvas.click(screen, Action::Back);
    canvas.cursor = Some((Position { x: area.x, y: area.y }, false));
    area
}

/// A text as lines of so many columns.
pub fn wrap_plain(text: &str, columns: u16) -> Vec<String> {
    let wrapped = wrap(&[((), clean_line(text).into_owned())], usize::from(columns.max(1)));
    wrapped.into_iter().map(|spans| spans.into_iter().map(|((), text)| text).collect()).collect()
}

/// The first line shown after an action, where `height` of so many lines are shown; none if the
/// action does not scroll.
pub fn scroll(top: usize, lines: usize, height: usize, action: Action) -> Option<usize> {
    let most = lines.saturating_sub(height);
    let page = height.saturating_sub(1) as isize;
    let top = match action {
        Action::Down => top + 1,
        Action::Up => top.saturating_sub(1),
        Action::PageDown | Action::HalfDown => top.saturating_add_signed(page),
        Action::PageUp | Action::HalfUp => top.saturating_add_signed(-page),
        Action::Scroll(_, rows) => top.saturating_add_signed(rows.into()),
        Action::First => 0,
        Action::Last => most,
        _ => return None,
    };
    Some(top.min(most))
}
