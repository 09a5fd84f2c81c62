//! Repairing the files before something is written: an unreadable file gets another name, and what
//! the log has lost is added to it again.

use std::io;
use std::path::{Path, PathBuf};

use super::log::{ReviewLog, unknown};
use super::log_lines::LogLines;
use super::log_position::LogPosition;
use super::os::OpenFile;
use super::snapshot::basis;
use super::{backups, disk, log_lines, snapshot};
use crate::clock::{Calendar, Moment};
use crate::fault::{Fault, Place};
use crate::memory::entry::KnownMemory;
use crate::memory::{CardId, CardStage, Entry, EntryId, EntryKind, Ledger, Progress, Scheduler};
use crate::rng::{Rng, entropy};
use crate::text::count::pluralize;

impl ReviewLog {
    /// Sets unreadable files aside, and writes to a damaged log what `state.ron` knows and the log
    /// has lost. To be called before the first append; costs nothing when all is well. The faults
    /// say what was done.
    pub fn repair(
        &mut self,
        ledger: &mut Ledger,
        scheduler: &Scheduler,
        now: Moment,
    ) -> Vec<Fault> {
        let trouble = self.trouble;
        let mut done = Vec::new();
        if trouble.closed || !(trouble.state || trouble.garbage || trouble.markers || trouble.lost)
        {
            return done;
        }
        if let Err(fault) = self.try_repair(ledger, scheduler, now, &mut done) {
            done.push(fault);
        }
        done
    }

    fn try_repair(
        &mut self,
        ledger: &mut Ledger,
        scheduler: &Scheduler,
        now: Moment,
        done: &mut Vec<Fault>,
    ) -> Result<(), Fault> {
        let (state, path) = (self.home.state(), self.path());
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |error: io::Error| disk::write_fault("it could not be put right", &path, &error)
        };
        if self.trouble.state {
            let aside = snapshot::set_aside(&state, now).map_err(failed(&state))?;
            self.trouble.state = false;
            done.extend(
                aside.map(|aside| repair_warning("the unusable state.ron was set aside", &aside)),
            );
        }
        if self.trouble.garbage || self.trouble.markers {
            let what = if self.trouble.garbage {
                "the unreadable reviews.ron was set aside, and what could be read of it kept"
            } else {
                "git's conflict markers were taken out of reviews.ron, which was set aside as it was"
            };
            let aside = self.locked(|log, file| log.rewrite(file, now)).map_err(failed(&path))?;
            done.push(repair_warning(what, &aside));
            (self.trouble.garbage, self.trouble.markers) = (false, false);
        }
        if self.trouble.lost {
            let count = self.restore_lost(ledger, scheduler, now)?;
            self.trouble.lost = false;
            if count > 0 {
                let entries = pluralize(count, "entry was", "entries were");
                let what = format!(
                    "{entries} added to reviews.ron, so that it knows again what it had lost"
                );
                done.push(repair_warning(&what, &path));
            }
        }
        self.write_state(ledger, basis(scheduler), now)
    }

    /// Adds the entries of the latest backup's log that are not here, if they can be those of the
    /// lines that can't be read: no more than those. Says how many that were.
    pub(super) fn restore_lines(&mut self) -> Result<Option<Fault>, Fault> {
        let Some(day) = backups::days(&self.home).pop().filter(|_| self.trouble.lines > 0) else {
            return Ok(None);
        };
        let path = self.home.backups().join(&day).join("reviews.ron");
        let bytes = disk::read(&path).map_err(|error| disk::read_fault(&path, &error))?;
        let read = LogLines::read(&bytes.unwrap_or_default(), 0);
        let copy = read.map_err(|error| disk::read_fault(&path, &error))?;
        let lost = unknown(self.entries()?.0, copy.entries);
        if lost.is_empty() || lost.len() > self.trouble.lines {
            return Ok(None);
        }
        let count = self.append_new(lost)?;
        let what = format!("the backup of {day} had {count} of the lines that can't be read");
        Ok(Some(repair_warning(&what, &self.path())))
    }

    /// Puts a log of the good lines into the place of the file, which gets another name that is
    /// returned.
    pub(super) fn rewrite(&mut self, file: &OpenFile, now: Moment) -> io::Result<PathBuf> {
        let path = self.path();
        let aside = disk::free_name(&path, "unreadable", now);
        // The file keeps its name until another takes it: at no moment is there no log.
        disk::link_or_copy(&path, &aside)?;
        self.position = LogPosition::start();
        let mut tail = self.read_on(Some(file))?;
        if let Ok(entry) = log_lines::entry(&tail.torn) {
            tail.entries.extend(entry);
        }
        let text: Result<String, ron::Error> = tail.entries.iter().map(log_lines::line).collect();
        let text = text.map_err(io::Error::other)?;
        disk::replace(&path, |file| file.write_all(text.as_bytes()))?;
        let new = OpenFile::open(&path)?;
        self.position = LogPosition::measure(&new, text.len() as u64, tail.entries.len() as u64)?;
        Ok(aside)
    }

    /// Appends what the ledger knows and the log does not, and returns how many entries that took.
    fn restore_lost(
        &mut self,
        ledger: &mut Ledger,
        scheduler: &Scheduler,
        now: Moment,
    ) -> Result<usize, Fault> {
        let path = self.path();
        let unreadable = |error: io::Error| disk::read_fault(&path, &error);
        self.position = LogPosition::start();
        let file = disk::open_for_reading(&path).map_err(unreadable)?;
        let mut entries = self.read_on(file.as_ref()).map_err(unreadable)?.entries;
        let there = Ledger::fold(scheduler, entries.clone());
        let added = missing(ledger, &there, scheduler.calendar(), now);
        entries.extend(self.append(&added)?);
        let count = added.len();
        entries.extend(added);
        *ledger = Ledger::fold(scheduler, entries);
        Ok(count)
    }
}

fn repair_warning(what: &str, path: &Path) -> Fault {
    Fault::warning(what, "").with_place(Place::file(path.display().to_string()))
}

/// The entries that lead from the log's progress to the known one.
fn missing(known: &Ledger, there: &Ledger, calendar: &Calendar, now: Moment) -> Vec<Entry> {
    let mut rng = Rng::new(entropy());
    let mut cards: Vec<(&CardId, &Progress)> = known.iter().collect();
    cards.sort_unstable_by_key(|(card, _)| *card);
    let mut entries = Vec::new();
    for (card, progress) in cards {
        let before = there.get(card).cloned().unwrap_or_default();
        let mut at = now.max(Moment(before.last.0.0.saturating_add(1)));
        for what in steps(progress, &before, calendar) {
            entries.push(Entry { id: EntryId(rng.bits()), at, card: card.clone(), what });
            at = Moment(at.0.saturating_add(1));
        }
    }
    entries
}

fn steps(progress: &Progress, before: &Progress, calendar: &Calendar) -> Vec<EntryKind> {
    let mut steps = Vec::new();
    let memory = |p: &Progress| (p.stability, p.difficulty, p.reps, p.lapses, p.reviewed);
    let is_new = progress.stage == CardStage::New;
    if is_new && before.stage != CardStage::New {
        steps.push(EntryKind::Reset);
    } else if !is_new && memory(progress) != memory(before) {
        steps.push(EntryKind::Known(KnownMemory {
            stability: progress.stability,
            difficulty: progress.difficulty,
            reviewed: progress.reviewed.unwrap_or(progress.last.0),
            due: calendar.day(progress.due),
            reps: progress.reps,
            lapses: progress.lapses,
        }));
    }
    if progress.suspended != before.suspended {
        steps.push(if progress.suspended { EntryKind::Suspend } else { EntryKind::Unsuspend });
    }
    if progress.flagged != before.flagged {
        steps.push(if progress.flagged { EntryKind::Flag } else { EntryKind::Unflag });
    }
    steps
}
