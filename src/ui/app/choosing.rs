//! What follows from other settings and from jobs that are done, and the count of what was done.

use super::App;
use crate::memory::{Scheduler, Settings};
use crate::ui::Tab;
use crate::ui::msg::{Effect, Job, JobId, Outcome};
use crate::ui::pane::Wish;

impl App {
    /// Goes on by other settings, which are on disk.
    pub(super) fn settings_set(&mut self, settings: Settings, effects: &mut Vec<Effect>) {
        let before = &self.shared.desk.scheduler;
        if before.settings().parameters != settings.parameters {
            effects.push(Effect::Refold);
        }
        self.shared.desk.scheduler = Scheduler::new(settings, before.calendar().clone());
        self.shared.desk.changed();
        self.goto(self.tab, effects);
    }

    /// Has counted what was done where that is shown, unless nothing was.
    pub(super) fn count(&mut self, tab: Tab, effects: &mut Vec<Effect>) {
        if matches!(tab, Tab::Home | Tab::Progress) && !self.shared.desk.ledger.is_empty() {
            let job = Job::Record(self.shared.home.clone(), self.shared.desk.scheduler.calendar().clone());
            self.grant(Some(Wish::Run(tab, job)), effects);
        }
    }

    /// Hands what a job came to to the pane that asked for it. A later job of the same pane leaves it stale.
    pub(super) fn finished(&mut self, job: JobId, outcome: Outcome) {
        let tab = self.given.iter().find(|(id, _)| *id == job).map(|(_, tab)| *tab);
        self.given.retain(|(id, of)| *id > job || Some(*of) != tab);
        match (outcome, tab) {
            (Outcome::Failed(how), _) => self.says = Some(how),
            (Outcome::Record(record), _) => self.shared.record = Some(record),
            (outcome, Some(tab)) => self.panes.get_mut(tab).finished(&self.shared, job, outcome),
            (_, None) => {}
        }
    }
}
