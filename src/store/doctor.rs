//! Checking and repairing the user's files.

use super::{ConfigHome, ReviewLog, conflicts, progress};
use crate::clock::Moment;
use crate::fault::{Fault, Place};
use crate::memory::{Ledger, Scheduler};

/// What is wrong with the log and with `state.ron`. Changes nothing.
pub fn check(home: &ConfigHome, scheduler: &Scheduler) -> Vec<Fault> {
    let mut faults =
        examine(home, scheduler).map_or_else(|fault| vec![fault], |(.., faults)| faults);
    faults.extend(conflicts::unmerged_copies(home));
    faults
}

/// Puts the files in order: what can't be read gets another name, what can is kept, and `state.ron`
/// is written anew. Returns what was wrong and what was done.
pub fn repair(home: &ConfigHome, scheduler: &Scheduler, now: Moment) -> Result<Vec<Fault>, Fault> {
    let taken_in = conflicts::merge_copies(home);
    let (mut log, mut ledger, mut faults) = examine(home, scheduler)?;
    if !taken_in.is_empty() {
        faults.splice(0..0, taken_in);
    }
    if faults.is_empty() {
        return Ok(faults);
    }
    // Single bad lines may stay where they are while one studies; whoever asks for a repair wants
    // them out.
    log.trouble.garbage |= log.trouble.lines;
    faults.extend(log.repair(&mut ledger, scheduler, now));
    // Heals a torn end.
    log.append(&[])?;
    let (ledger, left) = log.refold(scheduler)?;
    log.save(&ledger, scheduler, now)?;
    faults.extend(left);
    Ok(faults)
}

fn examine(
    home: &ConfigHome,
    scheduler: &Scheduler,
) -> Result<(ReviewLog, Ledger, Vec<Fault>), Fault> {
    let quick = progress::open(home, scheduler);
    let mut log = quick.log;
    let (whole, mut faults) = log.refold(scheduler)?;
    if !log.trouble.lost && !log.trouble.state && quick.ledger != whole {
        log.trouble.state = true;
        let what = "it is not what reviews.ron comes to";
        let place = Place::file(home.state().display().to_string());
        faults
            .push(Fault::error(what, "`lacuna state repair` works it out anew").with_place(place));
    }
    Ok((log, whole, faults))
}
