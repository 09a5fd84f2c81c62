//! `merge`: another machine's reviews, taken in.

use serde::Serialize;

use super::args::Merge;
use super::check::counted_as;
use super::print::printer::{Printer, Stop};
use super::print::style;
use super::{Exit, Keeping};
use crate::clock::Moment;
use crate::store::merge;

/// What came of it.
#[derive(Serialize)]
struct Counts {
    new: usize,
    known: usize,
}

/// Adds what the other log has and ours has not.
pub(super) fn run(
    args: &Merge,
    keeping: &Keeping,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Stop> {
    let merged = merge::merge(&keeping.home, &keeping.scheduler, &args.path, now)?;
    printer.faults(&merged.faults);
    if args.json {
        printer.json(&Counts { new: merged.new, known: merged.known })?;
    } else {
        let new = counted_as(merged.new, "new review");
        printer.text(style::PLAIN, &format!("{new}, {} known already", merged.known))?;
        printer.end_line()?;
    }
    Ok(Exit::Yes)
}
