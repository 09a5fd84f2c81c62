//! `due`: how much there is to do, for a prompt or a status bar.

use serde::Serialize;

use super::args::DueArgs;
use super::desk::{Desk, when};
use super::print::printer::{CommandEnd, Printer};
use super::print::style;
use super::{ExitStatus, scope};
use crate::clock::Moment;
use crate::plan::{NoteScope, StudyPlan};

/// What there is to do.
#[derive(Serialize)]
struct DueCounts {
    due: usize,
    learning: usize,
    new: usize,
    next_due: Option<String>,
}

/// Prints the counts.
pub(super) fn run(
    args: &DueArgs,
    desk: &Desk,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let scope = match scope::scope(&desk.library, &args.scoped, || desk.standings(now))? {
        Ok(scope) => scope,
        Err(nothing) => {
            printer.note(&nothing);
            return Ok(ExitStatus::No);
        }
    };
    let plan = desk.plan(&scope, now);
    let next = next_due(&plan, now);
    if args.json {
        let next_due = next.map(|at| at.to_string());
        let counts = DueCounts {
            due: plan.due.len(),
            learning: plan.learning.len(),
            new: plan.new.len(),
            next_due,
        };
        printer.json(&counts)?;
    } else {
        printer.text(style::PLAIN, &told(desk, &plan, next, now))?;
        printer.end_line()?;
    }
    Ok(ExitStatus::Yes)
}

/// Returns when the next card after `now` is due: one that is not in the plan, or one on its steps.
pub(super) fn next_due(plan: &StudyPlan, now: Moment) -> Option<Moment> {
    let learning = plan.learning.iter().map(|(due, _)| *due).filter(|due| *due > now);
    learning.chain(plan.next_due).min()
}

/// Returns the counts in words; those that are none are left out.
pub(super) fn counted(plan: &StudyPlan) -> Option<String> {
    let counts =
        [(plan.due.len(), "due"), (plan.learning.len(), "learning"), (plan.new.len(), "new")];
    let said = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"));
    Some(said.collect::<Vec<_>>().join(", ")).filter(|said| !said.is_empty())
}

/// Returns what the day after `now` brings, as it looks now.
pub(super) fn tomorrow(desk: &Desk, scope: &NoteScope, now: Moment) -> StudyPlan {
    let calendar = desk.scheduler.calendar();
    let next = calendar.start(crate::clock::StudyDay(calendar.day(now).0 + 1));
    desk.plan(scope, next)
}

fn told(desk: &Desk, plan: &StudyPlan, next: Option<Moment>, now: Moment) -> String {
    match (counted(plan), next) {
        (Some(counts), _) => counts,
        (None, Some(next)) => format!("nothing due; next at {}", when(&desk.scheduler, now, next)),
        (None, None) => "nothing due".into(),
    }
}
