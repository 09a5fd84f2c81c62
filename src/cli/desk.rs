//! Everything that a command about memory stands on: the decks, what is known of their cards, and
//! the time.

use super::args::Common;
use super::print::printer::Printer;
use super::{Keeping, keeping};
use crate::clock::Moment;
use crate::fault::Fault;
use crate::library::Collection;
use crate::memory::{Entry, Ledger, Scheduler, Taken};
use crate::plan::Habits;
use crate::plan::today;
use crate::plan::{Plan, Scope, Standings, Studied};
use crate::store::{self, Home, Log, progress};
use crate::study::World;

/// The decks and the user's progress, as they are on disk.
pub(super) struct Desk {
    /// The notes.
    pub(super) collection: Collection,
    /// What is known of their cards.
    pub(super) ledger: Ledger,
    /// When they are asked again.
    pub(super) scheduler: Scheduler,
    /// Where it lies.
    pub(super) home: Home,
    /// How the learner answers; looked up only where an exam is ahead.
    pub(super) habits: Habits,
    log: Log,
}

impl Desk {
    /// Opens all of it to write to it: what synchronizers have left is taken in first.
    pub(super) fn open_to_write(common: &Common, printer: &mut Printer<'_>) -> Result<Desk, Fault> {
        let home = Home::find(common.config_dir.clone())?;
        printer.faults(&store::conflicts::take_in(&home));
        Desk::open(common, printer)
    }

    /// Opens all of it; what is wrong with the files is told, and what is good is there.
    pub(super) fn open(common: &Common, printer: &mut Printer<'_>) -> Result<Desk, Fault> {
        let Keeping { home, scheduler } = keeping(common, printer)?;
        let (collection, faults, opened) = store::open(&home, &scheduler);
        printer.faults(&faults);
        printer.faults(&opened.faults);
        let exams = !scheduler.settings().exams.is_empty();
        let latest = if exams { progress::latest(&home) } else { Vec::new() };
        let habits = Habits::of(&latest, &opened.ledger, &scheduler);
        Ok(Desk { collection, ledger: opened.ledger, scheduler, habits, home, log: opened.log })
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
        if self.ledger.take_all(&self.scheduler, all) == Taken::InDoubt {
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
    pub(super) fn standings(&self, now: Moment) -> Standings {
        Standings::of(&Studied::of(&self.collection, &self.ledger), &self.scheduler, now)
    }

    /// Returns every entry of the log.
    pub(super) fn entries(&mut self) -> Result<Vec<Entry>, Fault> {
        self.log.entries().map(|(entries, _)| entries)
    }

    /// Returns what is to be asked at `now`: by the plan for an exam, or on the ordinary schedule.
    pub(super) fn plan(&self, scope: &Scope, now: Moment) -> Plan {
        today::plan(
            &Studied::of(&self.collection, &self.ledger),
            &self.scheduler,
            &self.habits,
            now,
            scope,
        )
    }

    /// Returns what a drill asks about.
    pub(super) fn world(&self) -> World<'_> {
        World { collection: &self.collection, ledger: &self.ledger, scheduler: &self.scheduler }
    }
}

/// Returns the local time of a moment, without the day if it is today's.
pub(super) fn when(scheduler: &Scheduler, now: Moment, at: Moment) -> String {
    let calendar = scheduler.calendar();
    let told = calendar.date_and_time(at);
    let (date, time) = told.split_once(' ').unwrap_or(("", &told));
    if calendar.date_and_time(now).starts_with(date) { time.to_string() } else { told }
}
