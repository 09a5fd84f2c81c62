//! Planning a day for 10,000 cards, half of them known: what every entry into Home and Drill waits for.
//!
//! The baseline in the same run is the ordinary plan on the same cards.

mod support;

use divan::Bencher;
use lacuna::clock::{Calendar, Day, Moment};
use lacuna::collection::{Collection, NoteIx, Scope, Studied, queue, today};
use lacuna::memory::{CardId, Entry, EntryId, Exam, Habits, How, Ledger, Rating, Scheduler, Settings, What};
use lacuna::rng::Rng;

/// Notes with two cards each.
const NOTES: usize = 5_000;
const NOW: Moment = Moment(1_790_000_000_000);

struct Desk {
    collection: Collection,
    scheduler: Scheduler,
    ledger: Ledger,
    habits: Habits,
}

impl Desk {
    fn new() -> Desk {
        let (collection, faults) = Collection::open(vec![support::deck(support::deck_text(NOTES))]);
        assert!(faults.is_empty(), "{faults:?}");
        let calendar = Calendar::utc();
        let date = Day(calendar.day(NOW).0 + 14);
        let exam = Exam { name: "Exam".into(), date, minutes: 60, ..Exam::default() };
        let scheduler = Scheduler::new(Settings { exams: vec![exam], ..Settings::default() }, calendar);
        let cards: Vec<CardId> = (0..NOTES / 2).flat_map(|note| collection.card_ids(NoteIx(note as u32))).collect();
        let mut rng = Rng::new(1);
        let review = |n: usize| Entry {
            id: EntryId(n as u64),
            at: Moment(NOW.0 - 40 * 86_400_000 + n as i64 * 100_000),
            card: cards[n % cards.len()].clone(),
            what: What::Review(Rating::ALL[rng.below(4)], How::Shown, 2_000 + rng.below(20_000) as u32),
        };
        let entries: Vec<Entry> = (0..30_000).map(review).collect();
        let ledger = Ledger::of(&scheduler, entries.clone());
        let habits = Habits::of(&entries, &ledger, scheduler.calendar());
        Desk { collection, scheduler, ledger, habits }
    }
}

fn main() {
    divan::main();
}

#[divan::bench]
fn for_an_exam(bencher: Bencher<'_, '_>) {
    let desk = Desk::new();
    bencher.bench_local(|| {
        let studied = Studied::of(&desk.collection, &desk.ledger);
        today::plan(&studied, &desk.scheduler, &desk.habits, NOW, &Scope::default())
    });
}

#[divan::bench]
fn by_the_ordinary_schedule(bencher: Bencher<'_, '_>) {
    let desk = Desk::new();
    bencher.bench_local(|| {
        let studied = Studied::of(&desk.collection, &desk.ledger);
        queue::plan(&studied, &desk.scheduler, NOW, &Scope::default())
    });
}
