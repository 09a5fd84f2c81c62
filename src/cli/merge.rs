//! `merge`: another machine's reviews, taken in.

use serde::Serialize;

use super::args::MergeArgs;
use super::check::counted_as;
use super::print::printer::{CommandEnd, Printer};
use super::print::style;
use super::{ExitStatus, Profile};
use crate::clock::Moment;
use crate::store::merge;

/// What came of it.
#[derive(Serialize)]
struct MergeCounts {
    new: usize,
    known: usize,
}

/// Adds what the other log has and ours has not.
pub(super) fn run(
    args: &MergeArgs,
    keeping: &Profile,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let merged = merge::merge(&keeping.home, &keeping.scheduler, &args.path, now)?;
    printer.faults(&merged.faults);
    if args.json {
        printer.json(&MergeCounts { new: merged.new, known: merged.known })?;
    } else {
        let new = counted_as(merged.new, "new review");
        printer.text(style::PLAIN, &format!("{new}, {} known already", merged.known))?;
        printer.end_line()?;
    }
    Ok(ExitStatus::Yes)
}
