//! Help: the keys that work in the screen below, with what they do, and the marks of notes.

use ratatui::layout::{Position, Rect};

use super::screen::{Command, Screen, ScreenContext};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::{Context, Keymap};
use crate::ui::view::note_view::MARKS;
use crate::ui::view::popup;

/// The list of keys.
#[derive(Debug)]
pub struct HelpScreen {
    /// Where keys are looked up in the screen below.
    contexts: &'static [Context],
    /// The first line shown.
    top: usize,
}

/// A line of the help.
enum HelpLine {
    Blank,
    Heading(&'static str),
    /// Keys or a mark, and what they do or it means; either may go on in the next line.
    Entry(Role, String, String),
}

/// From this width on the keys stand in two columns.
const WIDE: u16 = 140;
/// The most columns of the keys with what they do.
const READING: u16 = 96;
/// The most columns of the keys, before what they do.
const KEYS: u16 = 22;

impl HelpScreen {
    /// The keys of these contexts, the innermost first.
    pub fn new(contexts: &'static [Context]) -> HelpScreen {
        HelpScreen { contexts, top: 0 }
    }

    /// All lines in so many columns.
    fn lines(&self, keymap: &Keymap, columns: u16) -> Vec<HelpLine> {
        let mut lines = Vec::new();
        let mut heading = None;
        for (binding, labels) in keymap.active_rows(self.contexts) {
            if heading.is_none_or(|last: Context| last.title() != binding.context.title()) {
                lines.extend(heading.map(|_| HelpLine::Blank));
                lines.push(HelpLine::Heading(binding.context.title()));
            }
            heading = Some(binding.context);
            let words = binding.action.words().1;
            lines.extend(HelpLine::entry(Role::Key, &labels.join(", "), words, columns));
        }
        let notes = [Context::Home, Context::Browse, Context::Note, Context::Search];
        if self.contexts.iter().any(|context| notes.contains(context)) {
            lines.extend([HelpLine::Blank, HelpLine::Heading("Marks of notes")]);
            for (mark, role, says) in MARKS {
                lines.extend(HelpLine::entry(role, mark, says, columns));
            }
        }
        lines
    }
}

impl HelpLine {
    /// The lines of an entry, wrapped on both sides.
    fn entry(role: Role, keys: &str, says: &str, columns: u16) -> Vec<HelpLine> {
        let key_columns = key_columns(columns);
        let keys = popup::wrap_plain(keys, key_columns.saturating_sub(3));
        let says = popup::wrap_plain(says, columns.saturating_sub(key_columns));
        let part = |lines: &[String], row: usize| lines.get(row).cloned().unwrap_or_default();
        (0..keys.len().max(says.len()))
            .map(|row| HelpLine::Entry(role, part(&keys, row), part(&says, row)))
            .collect()
    }

    fn view(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let keys = key_columns(area.width);
        let rest = area.width.saturating_sub(keys);
        match self {
            HelpLine::Blank => {}
            HelpLine::Heading(title) => {
                canvas.text(area.x, area.y, area.width, title, Role::Title);
            }
            HelpLine::Entry(role, labels, words) => {
                canvas.text(area.x + 2, area.y, keys.saturating_sub(3), labels, *role);
                canvas.text(area.x + keys, area.y, rest, words, Role::Text);
            }
        }
    }
}

/// The columns of the keys: fewer on a narrow screen, where they wrap.
fn key_columns(columns: u16) -> u16 {
    KEYS.min(columns * 2 / 5)
}

/// The frame of the help, and how many columns of keys it has.
fn layout(screen: Rect) -> (Rect, usize) {
    let (margin, columns) = if screen.width < WIDE { (2, 1) } else { (4, 2) };
    let most = screen.width - 2 * margin;
    let width = if columns == 1 { most.min(READING) } else { most };
    let height = popup::popup_area(screen).height.max(screen.height.saturating_sub(4));
    let x = screen.x + (screen.width - width) / 2;
    (Rect { x, y: screen.y + (screen.height - height) / 2, width, height }, columns)
}

/// The columns of each column of keys inside the frame.
fn column_width(frame: Rect, columns: usize) -> u16 {
    frame.width.saturating_sub(4) / columns as u16
}

impl Screen for HelpScreen {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Help, Context::List, Context::Always]
    }

    /// The key that opened it closes it.
    fn captures(&self, action: Action) -> bool {
        action == Action::Help
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let (frame, columns) = layout(shared.screen);
        let height = usize::from(frame.height.saturating_sub(2));
        let width = column_width(frame, columns).saturating_sub(1);
        let lines = self.lines(&shared.keymap, width).len().div_ceil(columns);
        let Some(top) = popup::scroll(self.top, lines, height, action) else {
            return Some(Command::Close);
        };
        self.top = top;
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let (frame, columns) = layout(shared.screen);
        let width = column_width(frame, columns);
        let lines = self.lines(&shared.keymap, width.saturating_sub(1));
        let rows = lines.len().div_ceil(columns);
        let frame = Rect { height: frame.height.min(rows as u16 + 2), ..frame };
        let area = canvas.overlay(frame, "Keys");
        canvas.click(shared.screen, Action::Back);
        canvas.cursor = Some((Position { x: area.x, y: area.y }, false));
        canvas.wheel(shared.screen, ListArea::Overlay);
        for (column, part) in lines.chunks(rows.max(1)).enumerate() {
            let x = area.x + column as u16 * width;
            for (line, y) in part.iter().skip(self.top).zip(area.y..area.bottom()) {
                line.view(canvas, Rect { x, y, width: width.saturating_sub(1), height: 1 });
            }
        }
        canvas.gutter(area, (self.top, rows));
    }
}
