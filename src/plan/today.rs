//! Today's plan: with an exam ahead whatever raises its score the most, and the ordinary schedule
//! for all other notes.
//!
//! Several exams are planned one after the other, the nearest first, each with its own minutes and
//! with what those before it left over; a card that one has chosen is not chosen again. Notes that
//! no exam covers keep to the ordinary schedule.

use std::collections::HashSet;

use super::exams::ExamOutlook;
use super::queue::{self, StudyPlan};
use crate::clock::{Moment, StudyDay};
use crate::library::LibraryCard;
use crate::memory::Scheduler;
use crate::plan::forecast::Prices;
use crate::plan::{AnswerStats, KnownCards, NoteScope, StudiedDecks, StudyTime};
use crate::settings::Exam;

/// What a session under way adds to what is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionTime {
    /// The seconds that the learner has added to today's minutes.
    pub more: f32,
    /// The seconds studied in it that no entry tells of yet.
    pub unrecorded: f32,
    /// The cards that it asks in any case: those being taught, and those that failed.
    pub pending: Vec<LibraryCard>,
    /// What a second was worth on each day when it began, for each exam: choosing again takes less
    /// time with it, and computes no forecast.
    pub prices: Option<Vec<Prices>>,
}

/// The plan for `now`. Without an exam ahead it is the ordinary one. A scope that names no notes is
/// what is studied.
pub fn plan(
    known_cards: &KnownCards<'_>,
    scheduler: &Scheduler,
    answer_stats: &AnswerStats,
    now: Moment,
    scope: &NoteScope,
    session: &SessionTime,
) -> StudyPlan {
    let exams = exams_ahead(scheduler, now);
    let studied = StudiedDecks::new(known_cards.library, scheduler, now);
    let scope = &*studied.unless_named(scope);
    let (library, ledger) = (known_cards.library, known_cards.ledger);
    let mut plan = if exams.is_empty() {
        queue::plan(known_cards, scheduler, now, scope)
    } else {
        plan_for_exams(known_cards, scheduler, answer_stats, now, scope, session, &exams)
    };
    let time = StudyTime { library, ledger, scheduler, answer_stats, now };
    plan.seconds = time.seconds(plan.cards());
    plan
}

/// The plan for the exams, with the ordinary one of what none of them covers.
fn plan_for_exams(
    known_cards: &KnownCards<'_>,
    scheduler: &Scheduler,
    answer_stats: &AnswerStats,
    now: Moment,
    scope: &NoteScope,
    session: &SessionTime,
    exams: &[&Exam],
) -> StudyPlan {
    let (library, calendar) = (known_cards.library, scheduler.calendar());
    let covered: Vec<NoteScope> =
        exams.iter().map(|exam| NoteScope::for_exam(library, exam, scheduler.settings())).collect();
    let others = library
        .all()
        .filter(|note| scope.has(*note) && !covered.iter().any(|exam| exam.has(*note)));
    let others = NoteScope::from_notes(library, others);
    let mut plan = queue::plan(known_cards, scheduler, now, &others);
    let time = StudyTime { library, ledger: known_cards.ledger, scheduler, answer_stats, now };
    let mut taken: HashSet<LibraryCard> = session.pending.iter().copied().collect();
    let mut carried = session.more - session.unrecorded;
    for (nth, (exam, covered)) in exams.iter().zip(covered).enumerate() {
        let both = |item: LibraryCard| scope.has(item.note) && covered.has(item.note);
        let mut outlook = ExamOutlook::new(known_cards, scheduler, answer_stats, exam, now);
        outlook.add_seconds(carried);
        if outlook.seconds_left() > 0.0 {
            let failed = failed(known_cards, scheduler, now)
                .filter(|(_, item)| both(*item) && taken.insert(*item));
            plan.learning.extend(failed);
        }
        // What comes back needs its time before anything else is chosen.
        let mut back: Vec<LibraryCard> = plan.learning.iter().map(|(_, item)| *item).collect();
        back.extend(&session.pending);
        back.retain(|item| both(*item));
        if outlook.seconds_left() > 0.0 {
            for item in failed_before(known_cards, scheduler, now) {
                if both(item) && taken.insert(item) {
                    plan.due.push(item);
                    back.push(item);
                }
            }
        }
        outlook.add_seconds(-time.seconds(back));
        outlook.close(|item| !scope.has(item.note) || taken.contains(&item));
        let before = session.prices.as_ref().and_then(|prices| prices.get(nth));
        let choice = outlook.choose_cards(before);
        carried = (outlook.seconds_left() - outlook.seconds(&choice.chosen)).max(0.0);
        if session.prices.is_none() {
            plan.exams.push(outlook.forecast(exam, &choice));
        }
        add_chosen(&mut plan, &outlook, choice.chosen, &mut taken);
        let tomorrow = StudyDay(calendar.day(now).0 + 1);
        if exam.date >= tomorrow && !outlook.cards().items().is_empty() {
            let start = calendar.start(tomorrow);
            plan.next_due = Some(plan.next_due.map_or(start, |next| next.min(start)));
        }
    }
    plan.learning.sort_unstable();
    plan
}

/// Adds the cards chosen for an exam, given as places among its cards.
fn add_chosen(
    plan: &mut StudyPlan,
    outlook: &ExamOutlook<'_>,
    chosen: Vec<usize>,
    taken: &mut HashSet<LibraryCard>,
) {
    for at in chosen {
        let item = outlook.cards().items()[at];
        let new = outlook.cards().candidates()[at].snapshot.is_none();
        (if new { &mut plan.new } else { &mut plan.due }).push(item);
        taken.insert(item);
    }
}

/// The exams that are today or still to come, the nearest first.
pub fn exams_ahead(scheduler: &Scheduler, now: Moment) -> Vec<&Exam> {
    let today = scheduler.calendar().day(now);
    let mut exams: Vec<&Exam> =
        scheduler.settings().exams.iter().filter(|exam| exam.is_ahead(today)).collect();
    exams.sort_by_key(|exam| exam.date);
    exams
}

/// The cards that were failed today and not recalled since.
fn failed<'a>(
    known_cards: &'a KnownCards<'_>,
    scheduler: &'a Scheduler,
    now: Moment,
) -> impl Iterator<Item = (Moment, LibraryCard)> {
    let calendar = scheduler.calendar();
    let today = calendar.day(now);
    known_cards.cards().filter_map(move |(item, _, progress)| {
        let today = progress.reviewed.is_some_and(|at| calendar.day(at) == today)
            && progress.is_open(today);
        (progress.is_failed() && today).then_some((progress.due, item))
    })
}

/// The cards that were failed on the last day that they were asked: they come first thing.
fn failed_before<'a>(
    known_cards: &'a KnownCards<'_>,
    scheduler: &'a Scheduler,
    now: Moment,
) -> impl Iterator<Item = LibraryCard> {
    let calendar = scheduler.calendar();
    let today = calendar.day(now);
    known_cards.cards().filter_map(move |(item, _, progress)| {
        (progress.is_open(today) && progress.failed_before(calendar, today)).then_some(item)
    })
}
