//! The screen while decks and log are read: with a large library, or on a slow disk, the frame is
//! shown at once, and keys pressed meanwhile are kept for the app.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use crate::fault::Fault;
use crate::settings::Settings;
use crate::text::math::GlyphSet;
use crate::ui::draw::canvas::{Canvas, DrawnFrame};
use crate::ui::draw::theme::{Role, Theme, Themes};
use crate::ui::input::action::Action;
use crate::ui::input::key::Key;
use crate::ui::input::keymap::{Context, KeyMeaning, Keymap};
use crate::ui::tab::Tab;
use crate::ui::view::frame;

/// What is known once the settings are read: enough for a first frame.
pub struct PreparedUi {
    /// The first tab.
    pub tab: Tab,
    /// The characters that may be drawn.
    pub glyphs: GlyphSet,
    /// The themes.
    pub themes: Themes,
    /// The settings.
    pub settings: Settings,
    /// The faults in all of this.
    pub faults: Vec<Fault>,
}

/// The keys that work while everything is read; every other one waits.
const CONTEXTS: &[Context] = &[Context::Always];

/// The screen while everything is read.
pub struct LoadingScreen {
    tab: Tab,
    glyphs: GlyphSet,
    theme: Theme,
    keymap: Keymap,
    screen: Rect,
    seconds: u64,
}

/// What a key means while everything is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadingKey {
    /// Leave at once.
    Leave,
    /// Stop, as by the shell.
    Suspend,
    /// Redraw.
    Redraw,
    /// Keep it for the app.
    Later,
}

impl LoadingScreen {
    /// The screen at the beginning.
    pub fn new(prepared: &PreparedUi, size: Size) -> LoadingScreen {
        // Faults of the keys are among the others already.
        let (keymap, _) = Keymap::from_settings(&prepared.settings, |_, _| None);
        let screen = Rect::new(0, 0, size.width, size.height);
        LoadingScreen {
            tab: prepared.tab,
            glyphs: prepared.glyphs,
            theme: prepared.themes.theme().clone(),
            keymap,
            screen,
            seconds: 0,
        }
    }

    /// Sets the theme.
    pub fn set_theme(&mut self, theme: &Theme) {
        self.theme = theme.clone();
    }

    /// Sets the size of the screen.
    pub fn resize(&mut self, size: Size) {
        self.screen = Rect::new(0, 0, size.width, size.height);
    }

    /// Sets how long it has taken so far; true if the screen changes by that.
    pub fn set_seconds(&mut self, seconds: u64) -> bool {
        std::mem::replace(&mut self.seconds, seconds) != seconds
    }

    /// What a key means now.
    pub fn key(&self, key: Key) -> LoadingKey {
        match self.keymap.meaning(CONTEXTS, &[key]) {
            KeyMeaning::Action(Action::Quit) => LoadingKey::Leave,
            KeyMeaning::Action(Action::Suspend) => LoadingKey::Suspend,
            KeyMeaning::Action(Action::Redraw) => LoadingKey::Redraw,
            _ => LoadingKey::Later,
        }
    }

    /// Draws the screen.
    pub fn view(&self, buffer: &mut Buffer) -> DrawnFrame {
        let screen = self.screen.intersection(buffer.area);
        frame::draw(buffer, screen, &self.theme, self.glyphs, |canvas| {
            frame::header(canvas, screen, self.tab, &[]);
            self.body(canvas, frame::pane_area(screen));
            frame::footer_rule(canvas, screen);
            let leave = self.keymap.key_for(CONTEXTS, Action::Quit).unwrap_or_default();
            canvas.spans(
                screen.x + 1,
                screen.bottom() - 1,
                screen.width.saturating_sub(2),
                [
                    (Role::Key, leave.as_str()),
                    (Role::Dim, " "),
                    (Role::Dim, Action::Quit.words().0),
                ],
            );
        })
    }

    fn body(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let since = if self.seconds > 0 { format!(" {} s", self.seconds) } else { String::new() };
        let columns = area.width.saturating_sub(8);
        canvas.text(
            area.x + 4,
            area.y,
            columns,
            &format!("Reading your decks and answers …{since}"),
            Role::Text,
        );
        canvas.text(area.x + 4, area.y + 1, columns, "Keys you press now are kept.", Role::Dim);
    }
}
