//! `merge`: another machine's reviews, taken in.

use serde::Serialize;

use super::args::MergeArgs;
use super::check::counted_as;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::printer::Printer;
use super::print::style;
use super::profile::Profile;
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
    profile: &Profile,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let merged = merge::merge(&profile.home, &profile.scheduler, &args.path, now)?;
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
