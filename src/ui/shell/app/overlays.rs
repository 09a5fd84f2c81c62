//! What lies over the panes: opening a figure, and what keys do to an overlay.

use super::App;
use crate::ui::input::action::Action;
use crate::ui::screens::overlay::{Overlay, OverlayExit};
use crate::ui::shell::message::Effect;

impl App {
    /// Shows the figure of the note in front.
    pub(super) fn show_figure(&mut self) {
        let (library, ink) = (&self.shared.library, self.shared.ink());
        let shown = self.pane().note().and_then(|note| Overlay::figure(library, note, ink));
        self.says = shown.is_none().then(|| "This note has no figure".into());
        self.overlay = shown;
    }

    /// Has the overlay carry out an action, and runs what was chosen in it.
    pub(super) fn act_on_overlay(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let Some(overlay) = &mut self.overlay else { return };
        match overlay.update(&self.shared.keymap, self.screen, action) {
            OverlayExit::Stay => {}
            OverlayExit::Close => self.overlay = None,
            OverlayExit::Run(context, action) => {
                self.overlay = None;
                // What lies in front goes, step by step as by Esc; a form keeps what was written.
                for _ in 0..2 {
                    if self.front.is_some()
                        && !self.shared.keymap.has_action(self.contexts(), action)
                    {
                        self.act(Action::Back, None, effects);
                    }
                }
                let elsewhere =
                    !self.shared.keymap.has_action(self.contexts(), action) && self.front.is_none();
                if let Some(tab) = context.tab().filter(|tab| *tab != self.tab && elsewhere) {
                    self.goto(tab, effects);
                }
                self.act(action, None, effects);
            }
        }
    }
}
