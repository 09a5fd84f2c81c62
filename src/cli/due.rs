//! `due`: how much there is to do, for a prompt or a status bar.

use serde::Serialize;

use super::args::DueArgs;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::plain_text::local_time;
use super::print::printer::Printer;
use super::print::style;
use super::profile;
use crate::clock::Moment;
use crate::plan::StudyPlan;
use crate::session::Learner;
use crate::session::learner::next_due;

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
    learner: &Learner,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let Some(scope) = profile::scope(&args.scoped, learner, printer)? else {
        return Ok(ExitStatus::No);
    };
    let plan = learner.plan_for(&scope);
    let next = next_due(&plan, learner.now);
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
        printer.text(style::PLAIN, &summary(learner, &plan, next))?;
        printer.end_line()?;
    }
    Ok(ExitStatus::Yes)
}

/// The counts in words, without those that are 0; none if all are.
pub(super) fn counted(plan: &StudyPlan) -> Option<String> {
    let counts =
        [(plan.due.len(), "due"), (plan.learning.len(), "learning"), (plan.new.len(), "new")];
    let words = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"));
    Some(words.collect::<Vec<_>>().join(", ")).filter(|words| !words.is_empty())
}

fn summary(learner: &Learner, plan: &StudyPlan, next: Option<Moment>) -> String {
    match (counted(plan), next) {
        (Some(counts), _) => counts,
        (None, Some(next)) => {
            format!("nothing due; next at {}", local_time(&learner.scheduler, learner.now, next))
        }
        (None, None) if learner.studied_decks().is_nothing() => {
            "nothing due: every deck is off".into()
        }
        (None, None) => "nothing due".into(),
    }
}
