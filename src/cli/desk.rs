//! Everything that a command about memory stands on: the decks, what is known of their cards, and
//! the time.

use super::args::GlobalArgs;
use super::print::printer::Printer;
use super::{Profile, keeping};
use crate::clock::Moment;
use crate::fault::Fault;
use crate::library::Library;
use crate::memory::{AddOutcome, Entry, Ledger, Scheduler};
use crate::plan::AnswerStats;
use crate::plan::today;
use crate::plan::{KnownCards, NoteScope, NoteStatuses, StudyPlan};
use crate::store::{self, ConfigHome, ReviewLog, progress};
use crate::study::StudyContext;

/// The decks and the user's progress, as they are on disk.
pub(super) struct Desk {
    /// The notes.
    pub(super) library: Library,
    /// What is known of their cards.
    pub(super) ledger: Ledger,
    /// When they are asked again.
    pub(super) scheduler: Scheduler,
    /// Where it lies.
    pub(super) home: ConfigHome,
    /// How the learner answers; looked up only where an exam is ahead.
    pub(super) habits: AnswerStats,
    log: ReviewLog,
}

impl Desk {
    /// Opens all of it to write to it: what synchronizers have left is taken in first.
    pub(super) fn open_to_write(
        common: &GlobalArgs,
        printer: &mut Printer<'_>,
    ) -> Result<Desk, Fault> {
        let home = ConfigHome::find(common.config_dir.clone())?;
        printer.faults(&store::conflicts::take_in(&home));
        Desk::open(common, printer)
    }

    /// Opens all of it; what is wrong with the files is told, and what is good is there.
    pub(super) fn open(common: &GlobalArgs, printer: &mut Printer<'_>) -> Result<Desk, Fault> {
        let Profile { home, scheduler } = keeping(common, printer)?;
        let (library, faults, opened) = store::open(&home, &scheduler);
        printer.faults(&faults);
        printer.faults(&opened.faults);
        let exams = !scheduler.settings().exams.is_empty();
        let latest = if exams { progress::latest(&home) } else { Vec::new() };
        let habits = AnswerStats::of(&latest, &opened.ledger, &scheduler);
        Ok(Desk { library, ledger: opened.ledger, scheduler, habits, home, log: opened.log })
    }

    /// Puts right what has to be before anything is written; the faults say what was done.
    pub(super) fn mend(&mut self, now: Moment) -> Vec<Fault> {
        self.log.mend(&mut self.ledger, &self.scheduler, now)
    }

    /// Writes entries, and folds them in after what others have written meanwhile. When this
    /// returns, they are on disk; the faults tell what else went wrong.
    pub(super) fn write(&mut self, entries: &[Entry], now: Moment) -> Result<Vec<Fault>, Fault> {
        let mut all = self.log.append(entries)?;
        all.extend_from_slice(entries);
        let written = all.clone();
        let mut faults = Vec::new();
        if self.ledger.take_all(&self.scheduler, all) == AddOutcome::InDoubt {
            match self.log.refold(&self.scheduler) {
                Ok((ledger, more)) => {
                    self.ledger = ledger;
                    faults = more;
                }
                Err(fault) => faults.push(fault),
            }
        }
        for entry in &written {
            self.habits.take(entry, &self.ledger, &self.scheduler);
        }
        if self.log.is_worth_saving() {
            faults.extend(self.save(now));
        }
        Ok(faults)
    }

    /// Writes down what the log comes to, so that the next start is quick.
    pub(super) fn save(&mut self, now: Moment) -> Option<Fault> {
        self.log.save(&self.ledger, &self.scheduler, now).err()
    }

    /// Returns how every note stands at `now`.
    pub(super) fn standings(&self, now: Moment) -> NoteStatuses {
        NoteStatuses::of(&KnownCards::of(&self.library, &self.ledger), &self.scheduler, now)
    }

    /// Returns every entry of the log.
    pub(super) fn entries(&mut self) -> Result<Vec<Entry>, Fault> {
        self.log.entries().map(|(entries, _)| entries)
    }

    /// Returns what is to be asked at `now`: by the plan for an exam, or on the ordinary schedule.
    pub(super) fn plan(&self, scope: &NoteScope, now: Moment) -> StudyPlan {
        today::plan(
            &KnownCards::of(&self.library, &self.ledger),
            &self.scheduler,
            &self.habits,
            now,
            scope,
        )
    }

    /// Returns what a drill asks about.
    pub(super) fn world(&self) -> StudyContext<'_> {
        StudyContext { library: &self.library, ledger: &self.ledger, scheduler: &self.scheduler }
    }
}

/// Returns the local time of a moment, without the day if it is today's.
pub(super) fn when(scheduler: &Scheduler, now: Moment, at: Moment) -> String {
    let calendar = scheduler.calendar();
    let told = calendar.date_and_time(at);
    let (date, time) = told.split_once(' ').unwrap_or(("", &told));
    if calendar.date_and_time(now).starts_with(date) { time.to_string() } else { told }
}
