//! Today's plan: with an exam ahead whatever raises its score the most, and the ordinary schedule
//! for all other notes.
//!
//! Several exams share their minutes by what these gain; notes that no exam covers keep to the
//! ordinary schedule.

use std::collections::HashSet;

use super::exam_sharing;
use super::exams::ExamOutlook;
use super::queue::{self, StudyPlan};
use crate::clock::{Moment, StudyDay};
use crate::library::{Library, LibraryCard, NoteIx};
use crate::memory::{CardId, Scheduler};
use crate::plan::forecast::{Prices, price_days};
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
    /// What a second was worth on each day when it began: choosing again takes less time with it,
    /// and computes no forecast.
    pub prices: Option<Prices>,
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
    let (library, ledger) = (known_cards.library, known_cards.ledger);
    let covered = ExamScopes::new(library, scheduler, exams);
    let others = library.all().filter(|note| scope.has(*note) && !covered.has(*note));
    let mut plan =
        queue::plan(known_cards, scheduler, now, &NoteScope::from_notes(library, others));
    let time = StudyTime { library, ledger, scheduler, answer_stats, now };
    plan.seconds_beside = time.seconds(plan.cards());
    let is_meant = |item: LibraryCard| scope.has(item.note) && covered.has(item.note);
    let mut left = exam_seconds_left(library, scheduler, answer_stats, now);
    left += session.more - session.unrecorded;
    // What comes back needs its time before anything else is chosen.
    let mut back = session.pending.clone();
    if left > 0.0 {
        let failed = failed(known_cards, scheduler, now);
        let failed = failed.filter(|(_, item)| is_meant(*item) && !back.contains(item));
        plan.learning.extend(failed);
        plan.learning.sort_unstable();
        let before = failed_before(known_cards, scheduler, now);
        plan.due.extend(before.filter(|item| is_meant(*item) && !back.contains(item)));
        back.extend(plan.cards());
    }
    left = (left - time.seconds(back.iter().copied().filter(|item| is_meant(*item)))).max(0.0);

    let minutes: u32 = exams.iter().map(|exam| exam.minutes).sum();
    let back: HashSet<LibraryCard> = back.into_iter().collect();
    let outlook = |exam: &&Exam| {
        let mut outlook = ExamOutlook::new(known_cards, scheduler, answer_stats, exam, now);
        outlook.set_seconds_today(left * exam.minutes as f32 / minutes.max(1) as f32);
        outlook.close(|item| !scope.has(item.note) || back.contains(&item));
        outlook
    };
    let outlooks: Vec<ExamOutlook<'_>> = exams.iter().map(outlook).collect();
    add_exam_cards(&mut plan, exams, &outlooks, session, left);
    let tomorrow = StudyDay(scheduler.calendar().day(now).0 + 1);
    if exams.iter().any(|exam| exam.date >= tomorrow) && library.all().any(|note| covered.has(note))
    {
        let start = scheduler.calendar().start(tomorrow);
        plan.next_due = Some(plan.next_due.map_or(start, |next| next.min(start)));
    }
    plan
}

/// Adds the exams' cards for so many seconds, and what is to be expected of each exam then.
fn add_exam_cards(
    plan: &mut StudyPlan,
    exams: &[&Exam],
    outlooks: &[ExamOutlook<'_>],
    session: &SessionTime,
    seconds: f32,
) {
    let planners = outlooks.iter().map(ExamOutlook::planner).collect();
    let (planners, prices) = price_days(planners, session.prices.as_ref());
    let choice = exam_sharing::choose(outlooks, &planners, seconds);
    plan.due.extend(choice.due);
    plan.new.extend(choice.new);
    if session.prices.is_none() {
        let cards: HashSet<LibraryCard> = plan.cards().collect();
        for ((exam, outlook), planner) in exams.iter().zip(outlooks).zip(&planners) {
            plan.exams.push(outlook.forecast(exam, &outlook.places(&cards), planner));
        }
    }
    plan.prices = prices;
}

/// What the exams ahead cover.
struct ExamScopes(Vec<NoteScope>);

impl ExamScopes {
    fn new(library: &Library, scheduler: &Scheduler, exams: &[&Exam]) -> ExamScopes {
        let scope = |exam: &&Exam| NoteScope::for_exam(library, exam, scheduler.settings());
        ExamScopes(exams.iter().map(scope).collect())
    }

    fn has(&self, note: NoteIx) -> bool {
        self.0.iter().any(|exam| exam.has(note))
    }
}

/// What is left of today's minutes for all exams, in seconds; below 0 if they were exceeded.
pub fn exam_seconds_left(
    library: &Library,
    scheduler: &Scheduler,
    answer_stats: &AnswerStats,
    now: Moment,
) -> f32 {
    let exams = exams_ahead(scheduler, now);
    let covered = ExamScopes::new(library, scheduler, &exams);
    let counts = |card: &CardId| library.item(card).is_some_and(|item| covered.has(item.note));
    let minutes: u32 = exams.iter().map(|exam| exam.minutes).sum();
    minutes as f32 * 60.0 - answer_stats.seconds_spent(scheduler.calendar().day(now), counts)
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
