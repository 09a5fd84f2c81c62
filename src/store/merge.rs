//! Taking in the log of another machine: what is in either is in both.

use std::path::Path;

use super::log::unknown;
use super::log_lines;
use super::log_lines::LogLines;
use super::{ConfigHome, OpenedProgress, disk, progress};
use crate::clock::Moment;
use crate::fault::{Fault, Place};
use crate::memory::{Entry, Scheduler};

/// What came of a merge.
#[derive(Debug)]
pub struct MergeResult {
    /// How many entries were new here.
    pub new: usize,
    /// How many were here already.
    pub known: usize,
    /// What is wrong with either's files.
    pub faults: Vec<Fault>,
}

/// Adds what the log at `path` has and this one has not: a `reviews.ron`, or a config directory
/// with one. If it can't be read, nothing changes.
pub fn merge(
    home: &ConfigHome,
    scheduler: &Scheduler,
    path: &Path,
    now: Moment,
) -> Result<MergeResult, Fault> {
    let file = if path.is_dir() { path.join("reviews.ron") } else { path.to_path_buf() };
    let (theirs, faults) = read(&file)?;
    let count = theirs.len();
    let (new, found) = add(home, scheduler, now, |ours| unknown(ours, theirs))?;
    let mut merged = MergeResult { new: new.len(), known: count - new.len(), faults: found };
    merged.faults.splice(0..0, faults);
    Ok(merged)
}

/// Adds to the log what `choose` makes of the entries that it has, and returns that with the faults
/// of the files.
pub(super) fn add(
    home: &ConfigHome,
    scheduler: &Scheduler,
    now: Moment,
    choose: impl FnOnce(Vec<Entry>) -> Vec<Entry>,
) -> Result<(Vec<Entry>, Vec<Fault>), Fault> {
    let mut faults = Vec::new();
    let OpenedProgress { mut log, mut ledger, faults: own } = progress::open(home, scheduler);
    faults.extend(own);
    faults.extend(log.repair(&mut ledger, scheduler, now));
    let (ours, _) = log.entries()?;
    let new = choose(ours);
    if !new.is_empty() {
        log.append(&new)?;
        let (ledger, mut more) = log.refold(scheduler)?;
        more.retain(|fault| !faults.contains(fault));
        faults.append(&mut more);
        log.save(&ledger, scheduler, now)?;
    }
    Ok((new, faults))
}

fn read(path: &Path) -> Result<(Vec<Entry>, Vec<Fault>), Fault> {
    let place = || Place::file(path.display().to_string());
    let unreadable = |error| disk::read_fault(path, &error);
    let Some(file) = disk::open_for_reading(path).map_err(unreadable)? else {
        let remedy = "name a reviews.ron, or the config directory that it lies in";
        return Err(Fault::error("there is no such file", remedy).with_place(place()));
    };
    let bytes = disk::read_from(&file, 0).map_err(unreadable)?;
    let LogLines { mut entries, bad, length, .. } =
        LogLines::read(&bytes, 0).map_err(unreadable)?;
    let torn = log_lines::entry(&bytes[length..]);
    let garbage = bad.len() + usize::from(torn.is_err()) > entries.len();
    if let Ok(entry) = torn {
        entries.extend(entry);
    }
    if garbage {
        let what = "this is no log of reviews: most of its lines are no entries";
        return Err(
            Fault::error(what, "name a reviews.ron; nothing was changed").with_place(place())
        );
    }
    Ok((entries, log_lines::line_faults(&bad, &path.display().to_string())))
}
