//! Opening the user's progress: what `state.ron` says, and what the log has grown by since; or the
//! whole log, when in doubt.
//!
//! Nothing is written here. What has to be put right before something is written, the [`ReviewLog`]
//! remembers.

use std::collections::{HashMap, HashSet};
use std::io;

use memchr::memmem;

use super::log::{FRAGMENTS, LogTail, PendingRepair, ReviewLog, SavedSnapshot};
use super::log_position::LogPosition;
use super::os::OpenFile;
use super::snapshot::{self, ANEW, SnapshotRead, StateSnapshot, basis};
use super::{ConfigHome, disk, log_lines};
use crate::fault::{Fault, Place};
use crate::memory::{AddOutcome, Entry, EntryId, Ledger, QuizRecord, Scheduler};

/// So many bytes of the log tell how somebody answers.
const LATEST: u64 = 1 << 20;

/// Whether the log has the last entry of every card that the state knows.
fn is_covered(snapshot: &StateSnapshot, entries: &[Entry]) -> bool {
    let there: HashSet<EntryId> = entries.iter().map(|entry| entry.id).collect();
    snapshot.cards.values().all(|progress| progress.last.1.is_none_or(|last| there.contains(&last)))
}

/// Progress as it was found on disk.
#[derive(Debug)]
pub struct OpenedProgress {
    /// The log, for adding to it.
    pub log: ReviewLog,
    /// What is known of every card.
    pub ledger: Ledger,
    /// What is wrong with the files.
    pub faults: Vec<Fault>,
}

/// Reads `state.ron` and the log's tail, or the whole log when in doubt. Writes nothing.
pub fn open(home: &ConfigHome, scheduler: &Scheduler) -> OpenedProgress {
    let mut log = ReviewLog::new(home);
    let (ledger, faults) = log.look(scheduler, false);
    OpenedProgress { log, ledger, faults }
}

/// The latest entries, as many as a megabyte of the log holds: enough to know how somebody
/// answers, and quick however long the log is. What can't be read is passed by.
pub fn latest(home: &ConfigHome) -> Vec<Entry> {
    let read = || -> io::Result<Vec<Entry>> {
        let Some(file) = disk::open_for_reading(&home.reviews())? else { return Ok(Vec::new()) };
        let from = file.metadata()?.len().saturating_sub(LATEST);
        let bytes = disk::read_from(&file, from)?;
        // It begins within a line, unless it begins the file.
        let start = if from == 0 {
            0
        } else {
            memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |end| end + 1)
        };
        Ok(log_lines::LogLines::read(&bytes[start..], 0)?.entries)
    };
    read().unwrap_or_default()
}

/// The log without having read anything of it.
pub fn unread(home: &ConfigHome) -> ReviewLog {
    ReviewLog::new(home)
}

impl ReviewLog {
    /// Folds the whole log again.
    pub fn refold(&mut self, scheduler: &Scheduler) -> Result<(Ledger, Vec<Fault>), Fault> {
        let (ledger, mut faults) = self.look(scheduler, true);
        if self.trouble.closed {
            return Err(faults.swap_remove(0));
        }
        Ok((ledger, faults))
    }

    /// Every entry of the log, in the order in which they stand, and what is wrong with its
    /// lines.
    pub fn entries(&mut self) -> Result<(Vec<Entry>, Vec<Fault>), Fault> {
        let (path, before) = (self.path(), self.position);
        self.position = LogPosition::start();
        let read = disk::open_for_reading(&path).and_then(|file| self.tail(file.as_ref()));
        // What is new in it has not been handed on as such.
        self.position = before;
        read.map(|(tail, faults)| (tail.entries, faults))
            .map_err(|error| disk::read_fault(&path, &error))
    }

    /// Finds out what is known, from `state.ron` and the log's tail unless the whole log is to be
    /// folded.
    fn look(&mut self, scheduler: &Scheduler, whole: bool) -> (Ledger, Vec<Fault>) {
        // The state before the log: whoever writes meanwhile adds to the log first.
        let found = snapshot::read(&self.home.state());
        let path = self.path();
        (self.trouble, self.saved) = (PendingRepair::default(), None);
        let known = disk::open_for_reading(&path)
            .and_then(|file| self.known(found, file.as_ref(), scheduler, whole));
        known.unwrap_or_else(|error| {
            self.trouble.closed = true;
            let cards = match snapshot::read(&self.home.state()) {
                SnapshotRead::Snapshot(snapshot) => snapshot.cards,
                _ => HashMap::new(),
            };
            (Ledger::from_cards(cards), vec![disk::read_fault(&path, &error)])
        })
    }

    fn known(
        &mut self,
        mut found: SnapshotRead,
        file: Option<&OpenFile>,
        scheduler: &Scheduler,
        whole: bool,
    ) -> io::Result<(Ledger, Vec<Fault>)> {
        let basis = basis(scheduler);
        let mut holds = false;
        if let SnapshotRead::Snapshot(snapshot) = &mut found {
            holds = snapshot.position.holds(file)?;
            if holds && snapshot.sound && snapshot.basis == basis {
                self.saved =
                    Some(SavedSnapshot { position: snapshot.position, basis, size: snapshot.size });
                if !whole {
                    self.position = snapshot.position;
                    let (tail, faults) = self.tail(file)?;
                    let mut ledger = Ledger::from_cards(std::mem::take(&mut snapshot.cards));
                    if ledger.add_all(scheduler, tail.entries) == AddOutcome::Folded {
                        return Ok((ledger, faults));
                    }
                }
            }
        }
        self.position = LogPosition::start();
        let (tail, mut faults) = self.tail(file)?;
        self.trouble.lines = tail.bad.len();
        self.trouble.garbage = tail.bad.len() > tail.entries.len();
        let ledger = self.fold(found, holds, tail, scheduler, &mut faults);
        Ok((ledger, faults))
    }

    /// Folds the whole log, or puts what there is of it on top of what it has lost.
    fn fold(
        &mut self,
        found: SnapshotRead,
        holds: bool,
        tail: LogTail,
        scheduler: &Scheduler,
        faults: &mut Vec<Fault>,
    ) -> Ledger {
        let place = Place::file(self.home.state().display().to_string());
        match found {
            SnapshotRead::Snapshot(snapshot)
                if !holds
                    && (snapshot.position.length > self.position.length
                        || !tail.bad.is_empty()) =>
            {
                self.trouble.lost = true;
                let what = "reviews.ron has lost reviews that state.ron still knows the sum of";
                let remedy =
                    "progress is kept; `lacuna state restore` brings back the reviews of a backup";
                faults.push(
                    Fault::error(what, remedy)
                        .with_place(Place::file(self.path().display().to_string())),
                );
                let mut ledger = Ledger::from_cards(snapshot.cards);
                for entry in &tail.entries {
                    // What is older is part of what is kept already.
                    ledger.add(scheduler, entry);
                }
                return ledger;
            }
            // Another machine's log came in by a synchronizer, and the state is no longer that of
            // this log. There is nothing in it that is not worked out anew.
            SnapshotRead::Snapshot(snapshot)
                if snapshot.sound && is_covered(&snapshot, &tail.entries) => {}
            SnapshotRead::Snapshot(snapshot) if !holds || !snapshot.sound => {
                self.trouble.state = true;
                let what = "it was changed by something else, or belongs to another reviews.ron";
                faults.push(Fault::warning(what, ANEW).with_place(place));
            }
            SnapshotRead::Unreadable(fault) => {
                self.trouble.state = true;
                faults.push(fault);
            }
            SnapshotRead::Snapshot(_) | SnapshotRead::Nothing => {}
        }
        Ledger::fold(scheduler, tail.entries)
    }

    /// Reads on, and tells what is wrong with what was read.
    fn tail(&mut self, file: Option<&OpenFile>) -> io::Result<(LogTail, Vec<Fault>)> {
        let mut tail = self.read_on(file)?;
        let name = self.path().display().to_string();
        let mut faults = log_lines::line_faults(&tail.bad, &name);
        if self.trouble.markers {
            let what = "git could not merge it and left its conflict markers; the reviews of both sides count";
            let remedy = "lacuna takes them out before it writes; `reviews.ron merge=union` in .gitattributes avoids them";
            faults.push(Fault::warning(what, remedy).with_place(Place::file(&name)));
        }
        match log_lines::entry(&tail.torn) {
            // It counts; its end is added when something is written.
            Ok(entry) => tail.entries.extend(entry),
            Err((column, _)) => {
                let what = format!("the last line is cut off after {} bytes", tail.torn.len());
                let remedy = format!(
                    "nothing needs to be done: the next review sets it aside as {FRAGMENTS}"
                );
                let spot = Some((self.position.lines as usize + 1, column));
                faults.push(Fault::warning(what, remedy).with_place(Place { file: name, spot }));
            }
        }
        Ok((tail, faults))
    }
}

/// What only a quiz's lines have in them; others may, and are read for nothing then.
const TELLS: &[u8] = b"Quiz";

/// Every quiz, the first first. A line that can't be read is left out: who looks after the
/// log tells of it.
pub fn quizzes(home: &ConfigHome) -> Result<Vec<QuizRecord>, Fault> {
    let path = home.reviews();
    let read = disk::open_for_reading(&path)
        .and_then(|file| file.map(|file| disk::read_from(&file, 0)).transpose());
    let bytes = read.map_err(|error| disk::read_fault(&path, &error))?.unwrap_or_default();
    let (mut entries, mut at) = (Vec::new(), 0);
    while let Some(found) = memmem::find(&bytes[at..], TELLS).map(|found| at + found) {
        let start = memchr::memrchr(b'\n', &bytes[..found]).map_or(0, |end| end + 1);
        // A last line without its end may still be being written.
        let Some(end) = memchr::memchr(b'\n', &bytes[found..]).map(|end| found + end) else {
            break;
        };
        entries.extend(log_lines::entry(&bytes[start..end]).ok().flatten());
        at = end + 1;
    }
    Ok(QuizRecord::from_entries(entries))
}
