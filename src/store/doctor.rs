//! Checking and repairing the user's files.

use super::{
    ConfigHome, ReviewLog, backups, conflicts, decks, disk, log_lines, media_check, progress,
};
use crate::clock::Moment;
use crate::fault::{Fault, Place};
use crate::memory::{Entry, EntryId, EntryKind, Ledger, Scheduler, effective_entries};
use crate::rng::{Rng, entropy};
use crate::text::count::pluralize;

/// How far ahead of this one another machine's clock may be, in milliseconds.
const AHEAD: i64 = 86_400_000;

/// What is wrong with the log and with `state.ron`. Changes nothing.
pub fn check(home: &ConfigHome, scheduler: &Scheduler, now: Moment) -> Vec<Fault> {
    let mut faults = match examine(home, scheduler) {
        Ok((_, ledger, mut faults)) => {
            faults.extend(future_answers(home, &ledger, scheduler, now));
            faults
        }
        Err(fault) => vec![fault],
    };
    faults.extend(conflicts::unmerged_copies(home));
    faults.extend(media_check::missing(home));
    faults
}

/// Reads the decks and every backup too. Returns what is wrong there, and a sentence for each part
/// that is as it was written.
pub fn check_deep(
    home: &ConfigHome,
    scheduler: &Scheduler,
    now: Moment,
) -> (Vec<Fault>, Vec<String>) {
    let (library, mut faults) = decks::load(home);
    let mut proofs = Vec::new();
    if faults.is_empty() {
        proofs.push(format!("decks: {} can be read", pluralize(library.len(), "note", "notes")));
    }
    match disk::read(&home.reviews()).map(Option::unwrap_or_default) {
        Ok(bytes) => {
            let (lines, checked) = log_lines::count_lines(&bytes);
            let lines = pluralize(lines, "line", "lines");
            proofs.push(format!("reviews.ron: {lines}, {checked} of them with a checksum"));
        }
        Err(error) => faults.push(disk::read_fault(&home.reviews(), &error)),
    }
    faults.extend(media_check::changed(home));
    let (days, mut whole) = (backups::days(home), 0);
    for day in &days {
        let backup = ConfigHome::new(home.backups().join(day));
        let mut found = check(&backup, scheduler, now);
        found.extend(decks::load(&backup).1);
        whole += usize::from(found.is_empty());
        let remedy = "this backup is not whole: restore another one if you need one";
        faults.extend(found.into_iter().map(|fault| Fault { remedy: remedy.to_string(), ..fault }));
    }
    proofs.push(format!("backups: {whole} of {} are as they were made", days.len()));
    (faults, proofs)
}

/// Says which cards were answered when a clock was wrong: they are asked after that day only.
fn future_answers(
    home: &ConfigHome,
    ledger: &Ledger,
    scheduler: &Scheduler,
    now: Moment,
) -> Option<Fault> {
    let ahead =
        ledger.iter().map(|(_, progress)| progress.last.0).filter(|last| is_ahead(*last, now));
    let (count, latest) =
        ahead.fold((0, now), |(count, latest), last| (count + 1, latest.max(last)));
    if count == 0 {
        return None;
    }
    let cards = pluralize(count, "card was", "cards were");
    let calendar = scheduler.calendar();
    let day = calendar.iso_date(calendar.day(latest));
    let what = format!("{cards} answered in the future, the last on {day}: a clock was wrong");
    let fault = Fault::error(what, "`lacuna state forget-future` takes those answers back");
    Some(fault.with_place(Place::file(home.reviews().display().to_string())))
}

fn is_ahead(at: Moment, now: Moment) -> bool {
    at.0.saturating_sub(now.0) > AHEAD
}

/// Takes back every answer that was given in the future, and returns how many those were.
pub fn forget_future(
    home: &ConfigHome,
    scheduler: &Scheduler,
    now: Moment,
) -> Result<usize, Fault> {
    let mut opened = progress::open(home, scheduler);
    opened.log.repair(&mut opened.ledger, scheduler, now);
    let mut entries = effective_entries(opened.log.entries()?.0);
    entries.retain(|entry| is_ahead(entry.at, now));
    let mut rng = Rng::new(entropy());
    let back: Vec<Entry> = entries
        .into_iter()
        .map(|Entry { id, at, card, .. }| Entry {
            id: EntryId(rng.bits()),
            // A later entry alone takes another back.
            at: Moment(at.0.saturating_add(1)),
            card,
            what: EntryKind::Retract(id),
        })
        .collect();
    opened.log.append(&back)?;
    let (ledger, _) = opened.log.refold(scheduler)?;
    opened.log.save(&ledger, scheduler, now)?;
    Ok(back.len())
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
    faults.extend(log.restore_lines()?);
    // Single bad lines may stay where they are while one studies; whoever asks for a repair wants
    // them out.
    log.trouble.garbage |= log.trouble.lines > 0;
    faults.extend(log.repair(&mut ledger, scheduler, now));
    // Heals a torn end.
    log.append(&[])?;
    let (ledger, left) = log.refold(scheduler)?;
    log.save(&ledger, scheduler, now)?;
    faults.extend(left);
    Ok(faults)
}

/// How often the files are read again when somebody studies meanwhile.
const LOOKS: usize = 5;

fn examine(
    home: &ConfigHome,
    scheduler: &Scheduler,
) -> Result<(ReviewLog, Ledger, Vec<Fault>), Fault> {
    let mut looks = 0;
    loop {
        looks += 1;
        let quick = progress::open(home, scheduler);
        let mut log = quick.log;
        let seen = log.position;
        let (whole, mut faults) = log.refold(scheduler)?;
        if log.trouble.lost || log.trouble.state || quick.ledger == whole {
            return Ok((log, whole, faults));
        }
        if log.position != seen && looks < LOOKS {
            continue;
        }
        if log.trouble.lines > 0 {
            // The state has counted reviews whose lines can no longer be read.
            log.trouble.lost = true;
            return Ok((log, quick.ledger, faults));
        }
        log.trouble.state = true;
        let what = "it is not what reviews.ron comes to";
        let place = Place::file(home.state().display().to_string());
        faults
            .push(Fault::error(what, "`lacuna state repair` works it out anew").with_place(place));
        return Ok((log, whole, faults));
    }
}
