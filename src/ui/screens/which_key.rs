//! Which-key: the keys that can follow those pressed so far, with what they do. It takes no input
//! of its own: the app waits for the rest of the sequence.

use ratatui::layout::Rect;

use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::key::{Key, label};
use crate::ui::input::keymap::{Context, Keymap};

/// Draws what can follow the keys pressed so far.
pub fn view(
    canvas: &mut Canvas<'_>,
    keymap: &Keymap,
    screen: Rect,
    contexts: &[Context],
    pressed: &[Key],
) {
    let rows = keymap.continuations(contexts, pressed);
    let most = screen.height.saturating_sub(4).max(1);
    // In a low window they stand in several columns.
    let columns = (rows.len() as u16).div_ceil(most).max(1);
    let each = if columns > 1 { 17 } else { 24 };
    let width = (each * columns + 2).min(screen.width.saturating_sub(2));
    let in_column = (rows.len() as u16).div_ceil(columns);
    let height = (in_column + 2).min(screen.height);
    let place = Rect {
        x: screen.right().saturating_sub(width + 1),
        y: screen.bottom().saturating_sub(height + 2),
        width,
        height,
    };
    let area = canvas.overlay(place, &label(pressed));
    let gap = if columns > 1 { 4 } else { 8 };
    for (i, (key, action)) in (0..).zip(&rows) {
        let (x, y) = (area.x + i / in_column * each, area.y + i % in_column);
        let room = each.min(area.right().saturating_sub(x));
        canvas.text(x, y, gap, key, Role::Key);
        canvas.text(x + gap, y, room.saturating_sub(gap), action.words().0, Role::Text);
        canvas.click(Rect { x, y, width: room, height: 1 }, *action);
    }
}
