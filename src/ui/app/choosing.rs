//! What follows from other settings, and the count of what was done.

use super::App;
use crate::memory::{Scheduler, Settings};
use crate::ui::Tab;
use crate::ui::msg::{Effect, Job};
use crate::ui::pane::Wish;

impl App {
    /// Goes on by other settings, which are on disk.
    pub(super) fn settings_set(&mut self, settings: Settings, effects: &mut Vec<Effect>) {
        let before = &self.shared.desk.scheduler;
        if before.settings().parameters != settings.parameters {
            effects.push(Effect::Refold);
        }
        self.shared.desk.scheduler = Scheduler::new(settings, before.calendar().clone());
        self.goto(self.tab, effects);
    }

    /// Has counted what was done where that is shown, unless nothing was.
    pub(super) fn count(&mut self, tab: Tab, effects: &mut Vec<Effect>) {
        if matches!(tab, Tab::Home | Tab::Progress) && !self.shared.desk.ledger.is_empty() {
            let job = Job::Record(self.shared.home.clone(), self.shared.desk.scheduler.calendar().clone());
            self.grant(Some(Wish::Run(tab, job)), effects);
        }
    }
}
