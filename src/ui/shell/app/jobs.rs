//! Jobs of the worker thread: which screen asked for one, and what follows from its outcome.

use super::App;
use crate::exchange::MergeOutcome;
use crate::fault::Fault;
use crate::session::export::ExportOutcome;
use crate::session::import::ImportResult;
use crate::session::{Learner, first_deck};
use crate::store::import_plan::FilePlan;
use crate::text::count::pluralize;
use crate::ui::screens::screen_stack::Layer;
use crate::ui::shell::message::{ChangedDeck, Effect, Job, JobId, JobOutcome, SwappedImport};
use crate::ui::tab::Tab;

impl App {
    /// Has a job done for the screen of a layer.
    pub(super) fn start_job(&mut self, from: Layer, job: Job) {
        self.last_job = JobId(self.last_job.0 + 1);
        self.jobs.push((self.last_job, from));
        self.effects.push(Effect::Run(self.last_job, job));
        if let Some(screen) = self.stack.get_mut(from) {
            screen.job_started(self.last_job);
        }
    }

    /// Has the reviews counted for the tabs that show them, unless there are none.
    pub(super) fn count_reviews(&mut self, tab: Tab) {
        if matches!(tab, Tab::Home | Tab::Progress) && !self.shared.learner.ledger.is_empty() {
            let calendar = self.shared.learner.scheduler.calendar().clone();
            self.start_job(Layer::Tab(tab), Job::CountReviews(self.shared.home.clone(), calendar));
        }
    }

    /// Hands a job's outcome to the screen that asked for it. Earlier jobs for the same screen are
    /// stale from then on.
    pub(super) fn finish_job(&mut self, job: JobId, outcome: JobOutcome) {
        let from = self.jobs.iter().find(|(id, _)| *id == job).map(|(_, from)| *from);
        self.jobs.retain(|(id, other)| *id > job || Some(*other) != from);
        match (outcome, from) {
            (JobOutcome::Pictures(results, display), _) => {
                self.shared.pictures.finish(results, display);
            }
            (JobOutcome::Failed(text), _) => {
                if from == Some(Layer::Dialog) {
                    self.stack.close(Layer::Dialog);
                }
                self.hand_over(job, from, JobOutcome::Failed(text.clone()));
                self.notice = Some(text);
            }
            (JobOutcome::Abandoned, _) => {
                self.hand_over(job, from, JobOutcome::Abandoned);
                self.notify(
                    "What you stopped does not end, so lacuna goes on without it. Your computer \
                     may be slow until you close lacuna."
                        .to_string(),
                );
            }
            (JobOutcome::ReviewStats(stats), _) => self.shared.review_stats = Some(stats),
            (JobOutcome::Imported(result), _) => self.finish_import(*result),
            (JobOutcome::DeckChanged(changed), _) => self.deck_changed(*changed),
            (JobOutcome::DeckNotChanged(fault), _) => self.notify(fault.to_string()),
            (outcome, Some(_)) => {
                if let JobOutcome::Exported(result) = &outcome {
                    self.notify_export(result);
                }
                self.hand_over(job, from, outcome);
            }
            (_, None) => {}
        }
    }

    /// Hands an outcome to the screen that asked for it, if that is still there.
    fn hand_over(&mut self, job: JobId, from: Option<Layer>, outcome: JobOutcome) {
        if let Some(screen) = from.and_then(|from| self.stack.get_mut(from)) {
            screen.job_finished(&self.shared, job, outcome);
        }
    }

    /// Says what came of an export; whether to replace a file is asked elsewhere.
    fn notify_export(&mut self, result: &Result<ExportOutcome, Fault>) {
        match result {
            Ok(ExportOutcome::Written(path, notes, format)) => {
                let notes = pluralize(*notes, "note", "notes");
                self.notify(format!("Exported {notes} to {} as {format}", path.display()));
            }
            Ok(ExportOutcome::Exists(_)) => {}
            Err(fault) => self.notify(fault.to_string()),
        }
    }

    fn finish_import(&mut self, result: ImportResult) {
        let ImportResult { mut plan, library, faults } = result;
        self.stack.close(Layer::Dialog);
        self.undo_stack.import(&mut plan);
        self.reload(library, faults);
        if plan.files.iter().any(|file| file.entries > 0) {
            self.effects.push(Effect::Refold);
        }
        let undo = self.way_to_undo("undoes");
        self.notify(format!("{}{undo}", import_summary(&plan.files)));
        self.show_log_faults(std::mem::take(&mut plan.log_faults));
    }

    /// A deck was changed as a whole.
    pub(super) fn deck_changed(&mut self, changed: ChangedDeck) {
        let ChangedDeck { change, files, entries, library, faults, log_faults } = changed;
        self.undo_stack.change_deck(change, files, &entries);
        self.reload(library, faults);
        if !entries.is_empty() {
            self.effects.push(Effect::Refold);
        }
        self.show_log_faults(log_faults);
    }

    /// Says what was wrong with the log, and has it stay among the faults.
    fn show_log_faults(&mut self, faults: Vec<Fault>) {
        if let Some(first) = faults.first() {
            self.notify(first.to_string());
        }
        for fault in faults {
            if !self.shared.faults.contains(&fault) {
                self.shared.faults.push(fault);
            }
        }
    }

    /// An import was taken back, or done again.
    pub(super) fn import_swapped(&mut self, swapped: SwappedImport) {
        let SwappedImport { number, decks, is_in_log, library, faults } = swapped;
        self.undo_stack.swapped(number, decks);
        let had_own = first_deck::has_own(&self.shared.learner.library);
        self.reload(library, faults);
        let Learner { library, scheduler, .. } = &self.shared.learner;
        if had_own && let Some(bundled) = first_deck::left_alone(library, scheduler.settings()) {
            self.effects.push(Effect::ForgetStudied(bundled));
        }
        if is_in_log {
            self.effects.push(Effect::Refold);
        }
    }
}

fn import_summary(files: &[FilePlan]) -> String {
    let (mut added, mut updated, mut unchanged, mut reviews) = (0, 0, 0, 0);
    for file in files {
        added += file.changes.count(MergeOutcome::Added);
        updated += file.changes.count(MergeOutcome::Updated);
        unchanged += file.changes.count(MergeOutcome::Unchanged);
        reviews += file.entries;
    }
    let mut parts = vec![pluralize(added, "new note", "new notes")];
    for (count, text) in [(updated, "changed"), (unchanged, "as they were"), (reviews, "reviews")] {
        if count > 0 {
            parts.push(format!("{count} {text}"));
        }
    }
    let decks: Vec<&str> = files.iter().map(|file| file.deck.as_str()).collect();
    format!("Imported into {}: {}", decks.join(", "), parts.join(", "))
}
