//! What follows from other settings and from jobs that are done, and the count of what was done.

use super::App;
use crate::exchange::MergeOutcome;
use crate::memory::Scheduler;
use crate::settings::{SettingValue, Settings};
use crate::store::import_plan::FilePlan;
use crate::text::math::GlyphSet;
use crate::ui::Tab;
use crate::ui::input::keymap::Keymap;
use crate::ui::screens::screen::{Command, counted};
use crate::ui::shell::import_job::ImportResult;
use crate::ui::shell::message::{Effect, Job, JobId, JobOutcome};

impl App {
    /// Goes on by other settings, which are on disk.
    pub(super) fn settings_set(&mut self, settings: Settings, effects: &mut Vec<Effect>) {
        let scheduler = &self.shared.desk.scheduler;
        let before = scheduler.settings().clone();
        let other_look = before.theme != settings.theme;
        let only_the_look =
            settings == Settings { theme: settings.theme.clone(), ..before.clone() };
        let other_keys = (&before.preset, &before.keys) != (&settings.preset, &settings.keys);

        let unworn = other_look.then(|| self.themes.select(&settings.theme).err()).flatten();
        let (keymap, wrong) = Keymap::from_settings(&settings, |_, _| None);
        self.shared.keymap = keymap;
        // Keys of one's own may clash with those of another preset.
        let wrong = wrong.into_iter().next().filter(|_| other_keys);
        if before.glyphs != settings.glyphs {
            self.shared.glyphs =
                if settings.is_ascii() { GlyphSet::Ascii } else { GlyphSet::Unicode };
        }
        if before.mouse != settings.mouse {
            effects.push(Effect::Mouse(settings.mouse));
        }

        self.unfolded |= before.of_the_fold() != settings.of_the_fold();
        let starts = settings.day_starts;
        let as_before = before.day_starts == starts;
        let calendar = if as_before {
            scheduler.calendar().clone()
        } else {
            scheduler.calendar().starting(starts)
        };
        self.shared.desk.scheduler = Scheduler::new(settings, calendar);
        if !only_the_look {
            self.settled(effects);
        }
        if let Some(fault) = unworn.or(wrong) {
            self.tell(fault.to_string());
        }
    }

    /// Goes on by other settings than those of the look.
    fn settled(&mut self, effects: &mut Vec<Effect>) {
        self.shared.desk.changed();
        // As long as they are being changed, a long log is not folded at every step.
        if self.front.is_none() {
            self.fold_anew(effects);
        }
        self.panes.drill.adapt(&self.shared);
        self.goto(self.tab, effects);
    }

    /// Has the log folded by the settings as they are now, if it was not yet.
    pub(super) fn fold_anew(&mut self, effects: &mut Vec<Effect>) {
        if std::mem::take(&mut self.unfolded) {
            effects.push(Effect::Refold);
        }
    }

    /// Puts the next look on and has it kept; it stays until the end if it can't be.
    pub(super) fn next_theme(&mut self, effects: &mut Vec<Effect>) {
        let Some(name) = self.themes.select_next().map(ToString::to_string) else { return };
        let same = if self.themes.has_colours() { "" } else { "; without colors all look alike" };
        self.says = Some(format!("Theme: {name}{same}"));
        effects.push(Effect::Set("theme", SettingValue::Name(name)));
    }

    /// Has counted what was done where that is shown, unless nothing was.
    pub(super) fn count(&mut self, tab: Tab, effects: &mut Vec<Effect>) {
        if matches!(tab, Tab::Home | Tab::Progress) && !self.shared.desk.ledger.is_empty() {
            let job = Job::Record(
                self.shared.home.clone(),
                self.shared.desk.scheduler.calendar().clone(),
            );
            self.grant(Some(Command::Run(tab, job)), effects);
        }
    }

    /// Hands what a job came to to the pane that asked for it. A later job of the same pane leaves
    /// it stale.
    pub(super) fn finished(&mut self, job: JobId, outcome: JobOutcome, effects: &mut Vec<Effect>) {
        let of = self.given.iter().find(|(id, _)| *id == job).map(|(_, of)| *of);
        self.given.retain(|(id, other)| *id > job || Some(*other) != of);
        match (outcome, of) {
            (JobOutcome::Failed(how), Some(None)) => {
                self.front = None;
                self.says = Some(how);
            }
            (JobOutcome::Failed(how), _) => self.says = Some(how),
            (JobOutcome::Record(record), _) => self.shared.record = Some(record),
            (JobOutcome::TakenIn(taken), _) => self.taken_in(*taken, effects),
            (outcome, Some(Some(tab))) => {
                self.panes.get_mut(tab).finished(&self.shared, job, outcome);
            }
            (outcome, Some(None)) => {
                if let Some(front) = &mut self.front {
                    front.finished(&self.shared, job, outcome);
                }
            }
            (_, None) => {}
        }
    }

    /// Goes over to the decks with the notes that were taken in.
    fn taken_in(&mut self, taken: ImportResult, effects: &mut Vec<Effect>) {
        let ImportResult { plan, library, faults } = taken;
        self.front = None;
        let says = told(&plan.files);
        self.go_over(library, faults, effects);
        if plan.files.iter().any(|file| file.entries > 0) {
            effects.push(Effect::Refold);
        }
        self.tell(says);
    }
}

/// Says what came of an import.
fn told(files: &[FilePlan]) -> String {
    let count =
        |fate: MergeOutcome| files.iter().map(|file| file.changes.count(fate)).sum::<usize>();
    let reviews: usize = files.iter().map(|file| file.entries).sum();
    let mut parts = vec![counted(count(MergeOutcome::Added), "new note", "new notes")];
    let more = [
        (count(MergeOutcome::Updated), "changed"),
        (count(MergeOutcome::Unchanged), "as they were"),
        (reviews, "reviews"),
    ];
    parts.extend(
        more.into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, says)| format!("{count} {says}")),
    );
    let decks: Vec<&str> = files.iter().map(|file| file.deck.as_str()).collect();
    format!("Imported into {}: {}", decks.join(", "), parts.join(", "))
}
