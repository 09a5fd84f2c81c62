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
    Keys(String, &'static str),
    Mark(&'static str, Role, &'static str),
}

/// From this width on the keys stand in two columns.
const WIDE: u16 = 140;
/// The columns of the keys, before what they do.
const KEYS: u16 = 22;

impl HelpScreen {
    /// The keys of these contexts, the innermost first.
    pub fn new(contexts: &'static [Context]) -> HelpScreen {
        HelpScreen { contexts, top: 0 }
    }

    fn lines(&self, keymap: &Keymap) -> Vec<HelpLine> {
        let mut lines = Vec::new();
        let mut heading = None;
        for (binding, labels) in keymap.active_rows(self.contexts) {
            if heading.is_none_or(|last: Context| last.title() != binding.context.title()) {
                lines.extend(heading.map(|_| HelpLine::Blank));
                lines.push(HelpLine::Heading(binding.context.title()));
            }
            heading = Some(binding.context);
            lines.push(HelpLine::Keys(labels.join(", "), binding.action.words().1));
        }
        let notes = [Context::Home, Context::Browse, Context::Note, Context::Search];
        if self.contexts.iter().any(|context| notes.contains(context)) {
            lines.extend([HelpLine::Blank, HelpLine::Heading("Marks of notes")]);
            lines.extend(MARKS.map(|(mark, role, says)| HelpLine::Mark(mark, role, says)));
        }
        lines
    }
}

impl HelpLine {
    fn view(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let keys = area.width.min(KEYS);
        let rest = area.width.saturating_sub(keys);
        match self {
            HelpLine::Blank => {}
            HelpLine::Heading(title) => {
                canvas.text(area.x, area.y, area.width, title, Role::Title);
            }
            HelpLine::Keys(labels, words) => {
                canvas.text(area.x + 2, area.y, keys.saturating_sub(3), labels, Role::Key);
                canvas.text(area.x + keys, area.y, rest, words, Role::Text);
            }
            HelpLine::Mark(mark, role, says) => {
                canvas.text(area.x + 2, area.y, keys.saturating_sub(3), mark, *role);
                canvas.text(area.x + keys, area.y, rest, says, Role::Text);
            }
        }
    }
}

/// The frame of the help, and how many columns of keys it has.
fn layout(screen: Rect) -> (Rect, usize) {
    let most = popup::popup_area(screen);
    if screen.width < WIDE {
        return (most, 1);
    }
    let width = screen.width - 8;
    let height = screen.height.saturating_sub(4);
    (Rect { x: screen.x + 4, y: screen.y + 2, width, height }, 2)
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
        let lines = self.lines(&shared.keymap).len().div_ceil(columns);
        let Some(top) = popup::scroll(self.top, lines, height, action) else {
            return Some(Command::Close);
        };
        self.top = top;
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let lines = self.lines(&shared.keymap);
        let (frame, columns) = layout(shared.screen);
        let rows = lines.len().div_ceil(columns);
        let frame = Rect { height: frame.height.min(rows as u16 + 2), ..frame };
        let area = canvas.overlay(frame, "Keys");
        canvas.click(shared.screen, Action::Back);
        canvas.cursor = Some((Position { x: area.x, y: area.y }, false));
        canvas.wheel(shared.screen, ListArea::Overlay);
        let width = area.width / columns as u16;
        for (column, part) in lines.chunks(rows.max(1)).enumerate() {
            let x = area.x + column as u16 * width;
            for (line, y) in part.iter().skip(self.top).zip(area.y..area.bottom()) {
                line.view(canvas, Rect { x, y, width: width.saturating_sub(1), height: 1 });
            }
        }
        canvas.gutter(area, (self.top, rows));
    }
}
