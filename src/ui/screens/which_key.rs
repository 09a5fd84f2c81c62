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
    let width = 26.min(screen.width.saturating_sub(2));
    let height = (rows.len() as u16 + 2).min(screen.height);
    let place = Rect {
        x: screen.right().saturating_sub(width + 1),
        y: screen.bottom().saturating_sub(height + 2),
        width,
        height,
    };
    let area = canvas.overlay(place, &label(pressed));
    for (i, (key, action)) in rows.iter().take(area.height as usize).enumerate() {
        let y = area.y + i as u16;
        canvas.text(area.x, y, 8, key, Role::Key);
        canvas.text(area.x + 8, y, area.width.saturating_sub(8), action.words().0, Role::Text);
        canvas.click(Rect { y, height: 1, ..area }, *action);
    }
}
