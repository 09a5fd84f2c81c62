//! What today brings: with an exam ahead what raises its score the most, and the ordinary schedule
//! for all else.
//!
//! Several exams are planned one after the other, the nearest first, each with its own minutes;
//! what one has chosen the next does not choose again. Notes that no exam covers keep to the
//! ordinary schedule.

use std::collections::HashSet;

use super::exams::ExamOutlook;
use super::queue::{self, StudyPlan};
use crate::clock::{Moment, StudyDay};
use crate::library::LibraryCard;
use crate::memory::{CardStage, Scheduler};
use crate::plan::{AnswerStats, KnownCards, NoteScope};
use crate::settings::Exam;

/// Returns what is to be asked at `now`. Without an exam ahead that is the ordinary plan.
pub fn plan(
    studied: &KnownCards<'_>,
    scheduler: &Scheduler,
    habits: &AnswerStats,
    now: Moment,
    scope: &NoteScope,
) -> StudyPlan {
    let (exams, calendar) = (exams_ahead(scheduler, now), scheduler.calendar());
    if exams.is_empty() {
        return queue::plan(studied, scheduler, now, scope);
    }
    let covered: Vec<NoteScope> =
        exams.iter().map(|exam| NoteScope::for_exam(studied.library, exam)).collect();
    let others = studied
        .library
        .all()
        .filter(|note| scope.has(*note) && !covered.iter().any(|exam| exam.has(*note)));
    let others = NoteScope::from_notes(studied.library, others);
    let mut plan = queue::plan(studied, scheduler, now, &others);
    let mut taken = HashSet::new();
    for (exam, covered) in exams.into_iter().zip(covered) {
        let both = |item: LibraryCard| scope.has(item.note) && covered.has(item.note);
        let mut prospect = ExamOutlook::new(studied, scheduler, habits, exam, now);
        prospect.close(|item| !scope.has(item.note) || taken.contains(&item));
        let chosen = prospect.choose_cards();
        let promise = prospect.forecast(exam, &chosen);
        if promise.spare > 0.0 {
            let failed = failed(studied, scheduler, now)
                .filter(|(_, item)| both(*item) && taken.insert(*item));
            plan.learning.extend(failed);
        }
        plan.exams.push(promise);
        for at in chosen {
            let item = prospect.cards().items()[at];
            let new = prospect.cards().candidates()[at].trace.is_none();
            (if new { &mut plan.new } else { &mut plan.due }).push(item);
            taken.insert(item);
        }
        let tomorrow = StudyDay(calendar.day(now).0 + 1);
        if exam.date >= tomorrow && !prospect.cards().items().is_empty() {
            let start = calendar.start(tomorrow);
            plan.next_due = Some(plan.next_due.map_or(start, |next| next.min(start)));
        }
    }
    plan.learning.sort_unstable();
    plan
}

/// Returns the exams that are today or still to come, the nearest first.
pub fn exams_ahead(scheduler: &Scheduler, now: Moment) -> Vec<&Exam> {
    let today = scheduler.calendar().day(now);
    let mut exams: Vec<&Exam> =
        scheduler.settings().exams.iter().filter(|exam| exam.is_ahead(today)).collect();
    exams.sort_by_key(|exam| exam.date);
    exams
}

/// Returns the cards that were failed today and not recalled since: they come once more where time
/// is left over. While there is other work they wait: once more on the same day adds little to what
/// is recalled later.
fn failed<'a>(
    studied: &'a KnownCards<'_>,
    scheduler: &'a Scheduler,
    now: Moment,
) -> impl Iterator<Item = (Moment, LibraryCard)> {
    let calendar = scheduler.calendar();
    let today = calendar.day(now);
    studied.cards().filter_map(move |(item, _, progress)| {
        let failed = matches!(progress.stage, CardStage::Learning(0) | CardStage::Relearning(0));
        let today = progress.reviewed.is_some_and(|at| calendar.day(at) == today)
            && progress.is_open(today);
        (failed && today).then_some((progress.due, item))
    })
}
