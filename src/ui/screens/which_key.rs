//! Which-key: the keys that can follow those pressed so far, with what they do. It takes no input
//! of its own: the app waits for the rest of the sequence.

use ratatui::layout::Rect;

use crate::text::width::width as text_width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::key::{Key, label};
use crate::ui::input::keymap::{Context, Keymap};

/// The fewest columns of the frame.
const NARROWEST: u16 = 20;

/// Draws what can follow the keys pressed so far.
pub fn view(
    canvas: &mut Canvas<'_>,
    keymap: &Keymap,
    screen: Rect,
    contexts: &[Context],
    pressed: &[Key],
) {
    let rows = keymap.continuations(contexts, pressed);
    let most = usize::from(screen.height.saturating_sub(2)).max(1);
    let columns = rows.len().div_ceil(most).max(1);
    let shown = rows.len().div_ceil(columns);
    let keys = rows.iter().map(|(key, _)| text_width(key)).max().unwrap_or(0) as u16 + 3;
    let words = rows.iter().map(|(_, action)| text_width(action.words().0)).max().unwrap_or(0);
    let column = keys + words as u16 + 2;
    let width = (column * columns as u16 + 4).max(NARROWEST).min(screen.width.saturating_sub(2));
    let height = (shown as u16 + 2).min(screen.height);
    let place = Rect {
        x: screen.right().saturating_sub(width + 1),
        y: screen.bottom().saturating_sub(height + 2),
        width,
        height,
    };
    let area = canvas.overlay(place, &label(pressed));
    for (i, (key, action)) in rows.iter().enumerate() {
        let (x, y) = (area.x + (i / shown) as u16 * column, area.y + (i % shown) as u16);
        let room = area.right().saturating_sub(x).min(column);
        canvas.text(x, y, keys, key, Role::Key);
        canvas.text(x + keys, y, room.saturating_sub(keys), action.words().0, Role::Text);
        canvas.click(Rect { x, y, width: room, height: 1 }, *action);
    }
}
