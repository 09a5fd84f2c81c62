//! The way from the note in front to its lab.

use super::App;
use crate::ui::Tab;
use crate::ui::screens::lab_link;
use crate::ui::shell::message::Effect;

impl App {
    /// Opens the lab of the note in front, if it has one.
    pub(super) fn open_lab(&mut self, effects: &mut Vec<Effect>) {
        let lab = self.pane().note().and_then(|note| lab_link::of(&self.shared.library, note));
        match lab {
            Some(lab) => {
                self.goto(Tab::Labs, effects);
                self.panes.labs.open(lab);
            }
            None => self.says = Some("This note has no lab: g l lists those there are".to_string()),
        }
    }
}
