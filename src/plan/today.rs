//! Today's plan: with an exam ahead whatever raises its score the most, and the ordinary schedule
//! for all other notes.
//!
//! Several exams are planned one after the other, the nearest first, each with its own minutes; a
//! card that one has chosen is not chosen again. Notes that no exam covers keep to the ordinary
//! schedule.

use std::collections::HashSet;

use super::exams::ExamOutlook;
use super::queue::{self, StudyPlan};
use crate::clock::{Moment, StudyDay};
use crate::library::LibraryCard;
use crate::memory::{CardStage, Scheduler};
use crate::plan::{AnswerStats, KnownCards, NoteScope, StudiedDecks};
use crate::settings::Exam;

/// The plan for `now`. Without an exam ahead it is the ordinary one. A scope that names no notes is
/// what is studied.
pub fn plan(
    known_cards: &KnownCards<'_>,
    scheduler: &Scheduler,
    answer_stats: &AnswerStats,
    now: Moment,
    scope: &NoteScope,
) -> StudyPlan {
    let (exams, calendar) = (exams_ahead(scheduler, now), scheduler.calendar());
    let studied = StudiedDecks::new(known_cards.library, scheduler, now);
    let scope = &*studied.unless_named(scope);
    if exams.is_empty() {
        return queue::plan(known_cards, scheduler, now, scope);
    }
    let (library, settings) = (known_cards.library, scheduler.settings());
    let covered: Vec<NoteScope> =
        exams.iter().map(|exam| NoteScope::for_exam(library, exam, settings)).collect();
    let others = library
        .all()
        .filter(|note| scope.has(*note) && !covered.iter().any(|exam| exam.has(*note)));
    let others = NoteScope::from_notes(library, others);
    let mut plan = queue::plan(known_cards, scheduler, now, &others);
    let mut taken = HashSet::new();
    for (exam, covered) in exams.into_iter().zip(covered) {
        let both = |item: LibraryCard| scope.has(item.note) && covered.has(item.note);
        let mut outlook = ExamOutlook::new(known_cards, scheduler, answer_stats, exam, now);
        outlook.close(|item| !scope.has(item.note) || taken.contains(&item));
        let chosen = outlook.choose_cards();
        let forecast = outlook.forecast(exam, &chosen);
        if forecast.spare > 0.0 {
            let failed = failed(known_cards, scheduler, now)
                .filter(|(_, item)| both(*item) && taken.insert(*item));
            plan.learning.extend(failed);
        }
        plan.exams.push(forecast);
        for at in chosen {
            let item = outlook.cards().items()[at];
            let new = outlook.cards().candidates()[at].snapshot.is_none();
            (if new { &mut plan.new } else { &mut plan.due }).push(item);
            taken.insert(item);
        }
        let tomorrow = StudyDay(calendar.day(now).0 + 1);
        if exam.date >= tomorrow && !outlook.cards().items().is_empty() {
            let start = calendar.start(tomorrow);
            plan.next_due = Some(plan.next_due.map_or(start, |next| next.min(start)));
        }
    }
    plan.learning.sort_unstable();
    plan
}

/// The exams that are today or still to come, the nearest first.
pub fn exams_ahead(scheduler: &Scheduler, now: Moment) -> Vec<&Exam> {
    let today = scheduler.calendar().day(now);
    let mut exams: Vec<&Exam> =
        scheduler.settings().exams.iter().filter(|exam| exam.is_ahead(today)).collect();
    exams.sort_by_key(|exam| exam.date);
    exams
}

/// The cards that were failed today and not recalled since: they come back when there is time to
/// spare. While there is other work they wait: a second time on the same day adds little to later
/// recall.
fn failed<'a>(
    known_cards: &'a KnownCards<'_>,
    scheduler: &'a Scheduler,
    now: Moment,
) -> impl Iterator<Item = (Moment, LibraryCard)> {
    let calendar = scheduler.calendar();
    let today = calendar.day(now);
    known_cards.cards().filter_map(move |(item, _, progress)| {
        let failed = matches!(progress.stage, CardStage::Learning(0) | CardStage::Relearning(0));
        let today = progress.reviewed.is_some_and(|at| calendar.day(at) == today)
            && progress.is_open(today);
        (failed && today).then_some((progress.due, item))
    })
}
