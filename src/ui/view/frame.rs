//! The frame around every tab: the tabs above, the keys that work now below.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use crate::library::Library;
use crate::text::count::pluralize;
use crate::text::math::GlyphSet;
use crate::text::width::width;
use crate::ui::draw::ascii::to_ascii;
use crate::ui::draw::canvas::{Canvas, DrawnFrame};
use crate::ui::draw::theme::{Role, Theme};
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Keymap;
use crate::ui::screens::screen::Screen;
use crate::ui::tab::Tab;

/// The smallest screen that anything fits on.
pub const SMALLEST: Size = Size { width: 40, height: 10 };

/// The part of the screen that a tab has.
pub fn pane_area(screen: Rect) -> Rect {
    Rect { y: screen.y + 2, height: screen.height.saturating_sub(4), ..screen }
}

/// The middle of `area`, at most `columns` wide.
pub fn reading_column(area: Rect, columns: u16) -> Rect {
    let width = area.width.min(columns);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

/// Whether a screen is too small for anything to be seen on it.
pub fn is_too_small(screen: Rect) -> bool {
    screen.width < SMALLEST.width || screen.height < SMALLEST.height
}

/// Draws a whole frame: what `inside` draws, if it fits at all, in characters that the terminal
/// has.
pub fn draw(
    buffer: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    glyphs: GlyphSet,
    inside: impl FnOnce(&mut Canvas<'_>),
) -> DrawnFrame {
    let mut canvas = Canvas::new(buffer, theme, glyphs);
    canvas.fill_ground(screen);
    if is_too_small(screen) {
        draw_too_small(&mut canvas, screen);
    } else {
        inside(&mut canvas);
    }
    let hits = std::mem::take(&mut canvas.hits);
    let drawn = DrawnFrame { hits, cursor: canvas.cursor, links: Vec::new() };
    if glyphs == GlyphSet::Ascii {
        to_ascii(buffer);
    }
    drawn
}

fn draw_too_small(canvas: &mut Canvas<'_>, screen: Rect) {
    let message = format!("lacuna needs at least {} × {}", SMALLEST.width, SMALLEST.height);
    let x = screen.width.saturating_sub(width(&message) as u16) / 2;
    canvas.text(x, screen.height / 2, screen.width, &message, Role::Text);
}

/// The streak and the open decks in a few words, and in fewer.
pub fn header_texts(library: &Library, streak: u32) -> Vec<String> {
    let title = match library.decks() {
        [one] => one.head.title.clone(),
        many => format!("{} decks", many.len()),
    };
    let terms = pluralize(library.terms(), "term", "terms");
    let mut texts = vec![format!("{title} · {terms}"), title];
    if streak > 1 {
        let streak = format!("{streak}-day streak");
        let both = texts.iter().map(|text| format!("{streak} · {text}")).collect();
        texts = [both, vec![streak]].concat();
    }
    texts
}

/// How the tabs stand in the header: whether the program's name is before them, the columns between
/// two, and the tabs that are shown.
struct TabRow {
    has_name: bool,
    gap: u16,
    shown: Range<usize>,
}

/// The columns of the name with the gap after it.
const NAME: u16 = 9;

impl TabRow {
    /// As much as fits: first the name goes, then the gaps, then tabs far from the open one.
    fn new(columns: u16, current: usize) -> TabRow {
        let all = 0..Tab::ALL.len();
        let needed = |shown: &Range<usize>, gap: u16| {
            let titles = Tab::ALL[shown.clone()].iter().map(|tab| width(tab.title()) as u16);
            titles.map(|title| title + gap).sum::<u16>() + 2
        };
        for (has_name, gap) in [(true, 3), (false, 3), (false, 2)] {
            let name = if has_name { NAME } else { 0 };
            if name + needed(&all, gap) <= columns + gap {
                return TabRow { has_name, gap, shown: all };
            }
        }
        let mut shown = all;
        while needed(&shown, 2) > columns && shown.len() > 1 {
            // The marks of what is left out take the columns of a gap.
            if shown.end - 1 > current { shown.end -= 1 } else { shown.start += 1 }
        }
        TabRow { has_name: false, gap: 2, shown }
    }
}

/// Draws the header: name, tabs, and the first of `texts` that fits.
pub fn header(canvas: &mut Canvas<'_>, screen: Rect, current: Tab, texts: &[String]) {
    let at = Tab::ALL.iter().position(|tab| *tab == current).unwrap_or(0);
    let row = TabRow::new(screen.width, at);
    let mut x = screen.x + 1;
    if row.has_name {
        x += canvas.text(x, screen.y, 8, "lacuna", Role::Dim) + row.gap;
    }
    if row.shown.start > 0 {
        canvas.text(screen.x, screen.y, 1, "‹", Role::Dim);
    }
    canvas.rule(screen.x, screen.y + 1, screen.width);
    for tab in Tab::ALL[row.shown.clone()].iter().copied() {
        let role = if tab == current { Role::Accent } else { Role::Text };
        let place = Rect {
            x: x.saturating_sub(1),
            y: screen.y,
            width: width(tab.title()) as u16 + 2,
            height: 1,
        };
        let columns = canvas.text(x, screen.y, screen.right().saturating_sub(x), tab.title(), role);
        if tab == current {
            let mark = "━".repeat(columns as usize);
            canvas.text(x, screen.y + 1, columns, &mark, Role::Accent);
        }
        canvas.click(place, Action::Goto(tab));
        x += columns + row.gap;
    }
    if row.shown.end < Tab::ALL.len() {
        canvas.text(screen.right() - 1, screen.y, 1, "›", Role::Dim);
    }
    let room = usize::from(screen.right().saturating_sub(x + 1));
    if let Some(text) = texts.iter().find(|text| width(text) <= room) {
        let room = room as u16;
        canvas.text_right(screen.right().saturating_sub(1), screen.y, room, text, Role::Dim);
    }
}

/// Draws the rule above the footer.
pub fn footer_rule(canvas: &mut Canvas<'_>, screen: Rect) {
    canvas.rule(screen.x, screen.bottom() - 2, screen.width);
}

/// Draws the footer: a message, or the keys that work now, the most useful first.
pub fn footer(
    canvas: &mut Canvas<'_>,
    keymap: &Keymap,
    screen: Rect,
    open: &dyn Screen,
    message: Option<&str>,
) {
    let y = screen.bottom() - 1;
    let area = Rect { x: screen.x + 1, y, width: screen.width.saturating_sub(2), height: 1 };
    if let Some(message) = message {
        canvas.text(area.x, y, area.width, message, Role::Warning);
        return;
    }
    let mut hints: Vec<(u8, String, Action)> =
        keymap.hints(open.contexts()).map(|(row, key)| (row.hint, key, row.action)).collect();
    hints.retain(|&(.., action)| open.offers(action));
    hints.sort_by_key(|&(rank, ..)| rank);
    let mut seen = Vec::new();
    hints.retain(|&(.., action)| {
        !seen.contains(&action) && {
            seen.push(action);
            true
        }
    });
    let columns =
        |(_, key, action): &(u8, String, Action)| (width(key) + 1 + width(action.words().0)) as u16;
    // The key for help stays whatever else has to make room.
    let help = hints
        .iter()
        .position(|(.., action)| *action == Action::Help)
        .map(|index| hints.remove(index));
    let mut room = area.width.saturating_sub(help.as_ref().map_or(0, columns));
    hints.retain(|hint| {
        let fits = columns(hint) + 3 <= room;
        room = if fits { room - columns(hint) - 3 } else { 0 };
        fits
    });
    let mut x = area.x;
    for (_, key, action) in hints.iter().chain(&help) {
        let start = x;
        x += canvas.text(x, y, area.right().saturating_sub(x), key, Role::Key) + 1;
        x += canvas.text(x, y, area.right().saturating_sub(x), action.words().0, Role::Dim);
        canvas.click(Rect { x: start, y, width: x - start, height: 1 }, *action);
        x += 3;
    }
}
