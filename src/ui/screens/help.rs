//! Help: the keys that work in the screen below, with what they do.

use super::screen::{Command, Screen, ScreenContext};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::{Context, Keymap};
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
    Heading(&'static str),
    Keys(String, &'static str),
}

impl HelpScreen {
    /// The keys of these contexts, the innermost first.
    pub fn new(contexts: &'static [Context]) -> HelpScreen {
        HelpScreen { contexts, top: 0 }
    }

    fn lines(&self, keymap: &Keymap) -> Vec<HelpLine> {
        let mut lines = Vec::new();
        let mut heading = None;
        for (binding, labels) in keymap.active_rows(self.contexts) {
            if heading != Some(binding.context) {
                heading = Some(binding.context);
                lines.push(HelpLine::Heading(binding.context.title()));
            }
            lines.push(HelpLine::Keys(labels.join(", "), binding.action.words().1));
        }
        lines
    }
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
        let (lines, height) =
            (self.lines(&shared.keymap).len(), popup::inner_height(shared.screen));
        let Some(top) = popup::scroll(self.top, lines, height, action) else {
            return Some(Command::Close);
        };
        self.top = top;
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let lines = self.lines(&shared.keymap);
        let rows = popup::inner_height(shared.screen);
        let area = popup::draw_frame(canvas, shared.screen, "Keys", rows);
        canvas.wheel(shared.screen, ListArea::Overlay);
        let keys = area.width.min(22);
        for (line, y) in lines.iter().skip(self.top).zip(area.y..area.bottom()) {
            match line {
                HelpLine::Heading(title) => {
                    canvas.text(area.x, y, area.width, title, Role::Label);
                }
                HelpLine::Keys(labels, words) => {
                    canvas.text(area.x + 2, y, keys.saturating_sub(3), labels, Role::Key);
                    let room = area.width.saturating_sub(keys);
                    canvas.text(area.x + keys, y, room, words, Role::Text);
                }
            }
        }
        canvas.gutter(area, (self.top, lines.len()));
    }
}
