//! Planning 30 days for 10,000 cards, half of them known, and for twenty times as many: what going
//! to a pane waits for once something was answered, and what the next card of a drill waits for.
//! Behind them there are a million reviews.
//!
//! The baseline in the same run is the ordinary plan on the same cards.

mod support;

use divan::Bencher;
use lacuna::clock::{Calendar, Moment, StudyDay};
use lacuna::library::{Library, NoteIx};
use lacuna::memory::{AnswerMethod, CardId, Entry, EntryId, EntryKind, Ledger, Rating, Scheduler};
use lacuna::plan::AnswerStats;
use lacuna::plan::today::SessionTime;
use lacuna::plan::{KnownCards, NoteScope, NoteStatuses, StudyPlan};
use lacuna::plan::{queue, today};
use lacuna::rng::Rng;
use lacuna::settings::{Exam, Settings};

/// Notes with two cards each.
const NOTES: [usize; 2] = [5_000, 100_000];
/// How many reviews there are.
const REVIEWS: usize = 1_000_000;
const NOW: Moment = Moment(1_790_000_000_000);
const DAY: i64 = 86_400_000;

struct Desk {
    library: Library,
    scheduler: Scheduler,
    ledger: Ledger,
    answer_stats: AnswerStats,
}

impl Desk {
    fn new(notes: usize) -> Desk {
        let (library, faults) = Library::open(vec![support::deck(support::deck_text(notes))]);
        assert!(faults.is_empty(), "{faults:?}");
        let calendar = Calendar::utc();
        let date = StudyDay(calendar.day(NOW).0 + 30);
        let exam = Exam { name: "Exam".into(), date, minutes: 60, ..Exam::default() };
        let scheduler =
            Scheduler::new(Settings { exams: vec![exam], ..Settings::default() }, calendar);
        let cards: Vec<CardId> =
            (0..notes / 2).flat_map(|note| library.card_ids(NoteIx(note as u32))).collect();
        let mut rng = Rng::new(1);
        let review = |n: usize| Entry {
            id: EntryId(n as u64),
            at: Moment(NOW.0 - 400 * DAY + n as i64 * (400 * DAY / REVIEWS as i64)),
            card: cards[n % cards.len()].clone(),
            what: EntryKind::Review(
                Rating::ALL[rng.below(4)],
                AnswerMethod::Shown,
                2_000 + rng.below(20_000) as u32,
            ),
        };
        let entries: Vec<Entry> = (0..REVIEWS).map(review).collect();
        let ledger = Ledger::fold(&scheduler, entries.clone());
        let answer_stats = AnswerStats::from_entries(&entries, |_| 100, &ledger, &scheduler);
        Desk { library, scheduler, ledger, answer_stats }
    }
}

fn main() {
    divan::main();
}

impl Desk {
    fn plan(&self, session: &SessionTime) -> StudyPlan {
        let known = KnownCards::new(&self.library, &self.ledger);
        let everything = NoteScope::default();
        today::plan(&known, &self.scheduler, &self.answer_stats, NOW, &everything, session)
    }
}

#[divan::bench(args = NOTES)]
fn for_an_exam(bencher: Bencher<'_, '_>, notes: usize) {
    let desk = Desk::new(notes);
    bencher.bench_local(|| desk.plan(&SessionTime::default()));
}

#[divan::bench(args = NOTES)]
fn again_within_a_drill(bencher: Bencher<'_, '_>, notes: usize) {
    let desk = Desk::new(notes);
    let prices = Some(desk.plan(&SessionTime::default()).prices);
    let session = SessionTime { prices, ..SessionTime::default() };
    bencher.bench_local(|| desk.plan(&session));
}

#[divan::bench(args = NOTES)]
fn by_the_ordinary_schedule(bencher: Bencher<'_, '_>, notes: usize) {
    let desk = Desk::new(notes);
    bencher.bench_local(|| {
        let studied = KnownCards::new(&desk.library, &desk.ledger);
        queue::plan(&studied, &desk.scheduler, NOW, &NoteScope::default())
    });
}

#[divan::bench(args = NOTES)]
fn how_every_note_stands(bencher: Bencher<'_, '_>, notes: usize) {
    let desk = Desk::new(notes);
    bencher.bench_local(|| {
        let studied = KnownCards::new(&desk.library, &desk.ledger);
        NoteStatuses::new(&studied, &desk.scheduler, NOW, &StudyPlan::default())
    });
}
