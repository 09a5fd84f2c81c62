//! Students before an exam: what the plan brings, against studying what is due and against cramming
//! in order, and what could be reached at most.
//!
//! Each student has a memory and a pace that the app does not know (`exam/student.rs`). The plan's
//! students take the real program at its word: one sitting a day with `lacuna drill --json`, until it
//! says that the day is done. The others have the same memories and exactly the minutes. A new card
//! is known to a student as well as it is, whoever shows it first. Everything comes from a seed:
//! `cargo bench --bench exam`, or with students of each kind, seed, days and minutes:
//! `cargo bench --bench exam -- 12 1 14 10`.

#[path = "exam/baseline.rs"]
mod baseline;
#[path = "exam/bound.rs"]
mod bound;
#[path = "exam/sitting.rs"]
mod sitting;
#[path = "exam/student.rs"]
mod student;
#[path = "exam/table.rs"]
mod table;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use baseline::{Baseline, Way};
use lacuna::clock::{Calendar, Moment, StudyDay};
use lacuna::library::{Library, LibraryCard};
use lacuna::memory::{CardId, Scheduler};
use lacuna::plan::study_time;
use lacuna::settings::Settings;
use sitting::App;
use student::{Family, Student};
use table::Row;

/// 1 September 2026.
const FIRST: i32 = 20_697;
/// Of so many students of a kind it is also worked out how well they could have done at most.
const BOUNDED: u64 = 6;
/// So many days before the exam its forecast is compared with what came.
const BEFORE: i32 = 3;

/// The cards, and how long their notes are.
pub(crate) struct Course {
    library: Library,
    order: Vec<LibraryCard>,
    ids: Vec<CardId>,
    words: Arc<HashMap<CardId, u32>>,
}

/// One student in all ways.
#[derive(Clone, Debug)]
pub(crate) struct StudentResult {
    /// The share recalled in the exam: by the plan, by what is due, in order, until recalled.
    pub(crate) actual: [f64; 4],
    /// The app's forecast some days before, between the ends of its range.
    pub(crate) forecast: [f64; 3],
    /// Its forecast on the first day.
    pub(crate) first_forecast: f64,
    /// The share of each day's minutes that was used.
    pub(crate) used: Vec<f64>,
    /// What each day took, in terms of what the morning promised.
    pub(crate) kept: Vec<f64>,
    /// What could have been reached at most, where that is known.
    pub(crate) bound: Option<f64>,
}

/// One kind of student in one setting.
#[derive(Clone, Copy)]
struct Setting {
    family: Family,
    days: i32,
    minutes: u32,
    seed: u64,
}

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        return; // `cargo test --benches` only wants to know that it starts.
    }
    let numbers: Vec<u64> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let number = |at: usize, usual: u64| numbers.get(at).copied().unwrap_or(usual);
    let (students, seed) = (number(0, 12), number(1, 1));
    let all_days = if numbers.len() > 2 { vec![number(2, 14) as i32] } else { vec![7, 14, 30] };
    let minutes = number(3, 20) as u32;
    let course = Course::new();
    println!(
        "{} cards, {students} students of each kind from seed {seed}, {minutes} minutes a day\n",
        course.ids.len()
    );
    table::head();
    for days in all_days {
        let mut rows = Vec::new();
        for family in Family::ALL {
            let results = study_all(&course, Setting { family, days, minutes, seed }, students);
            rows.push(Row { name: family.name().to_string(), days, results });
            table::row(rows.last().expect("one was added"));
        }
        let results = rows.into_iter().flat_map(|row| row.results).collect();
        table::row(&Row { name: "**all**".to_string(), days, results });
    }
}

/// Studies with every student, on all processors.
fn study_all(course: &Course, setting: Setting, students: u64) -> Vec<StudentResult> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut results = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed) as u64;
            if n >= students {
                return results;
            }
            results.push((n, study(course, setting, n)));
        }
    };
    let mut results: Vec<(u64, StudentResult)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("it works")).collect()
    });
    results.sort_by_key(|(n, _)| *n);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Studies with one student in all ways.
fn study(course: &Course, setting: Setting, n: u64) -> StudentResult {
    let Setting { family, days, minutes, seed } = setting;
    let student = || Student::new(family, seed << 32 | n, course.words.clone());
    let calendar = Calendar::utc();
    let (date, seconds) = (StudyDay(FIRST + days), f64::from(minutes) * 60.0);
    let evening = |day: i32| calendar.noon(StudyDay(day)).plus_seconds(6 * 3600);
    let noon = calendar.noon(date);

    let mut result = StudentResult {
        actual: [0.0; 4],
        forecast: [0.0; 3],
        first_forecast: 0.0,
        used: Vec::new(),
        kept: Vec::new(),
        bound: None,
    };
    let (app, mut own) = (App::new(&date.iso(), minutes), student());
    for day in FIRST..FIRST + days {
        let outlook = app.outlook(evening(day));
        if day == FIRST {
            result.first_forecast = outlook.with_plan;
        }
        if day == FIRST + (days - BEFORE).max(0) {
            result.forecast = [outlook.low, outlook.with_plan, outlook.high];
        }
        let took = app.sit(&mut own, evening(day));
        result.used.push(took / seconds);
        result.kept.push(took / (outlook.minutes * 60.0));
    }
    result.actual[0] = course.recalled(&own, noon);

    let unlimited =
        Settings { new_per_day: usize::MAX, reviews_per_day: usize::MAX, ..Settings::default() };
    let scheduler = Scheduler::new(unlimited, calendar.clone());
    for (at, way) in (1..).zip([Way::Due, Way::Order, Way::UntilRecalled]) {
        let (mut own, mut baseline) =
            (student(), Baseline::new(&course.library, &scheduler, &course.order));
        for day in FIRST..FIRST + days {
            baseline.sit(way, &mut own, evening(day), seconds);
        }
        result.actual[at] = course.recalled(&own, noon);
    }
    if n < BOUNDED && student().is_usual() {
        result.bound = Some(bound::best_share(&student(), &course.ids, days as usize, seconds));
    }
    result
}

impl Course {
    fn new() -> Course {
        let (library, faults) = Library::open(vec![lacuna::store::bundled::deck()]);
        assert!(faults.is_empty(), "{faults:?}");
        let mut order = Vec::new();
        for note in library.all() {
            order.extend(library.cards(note).iter().map(|&card| LibraryCard { note, card }));
        }
        let ids: Vec<CardId> = order.iter().map(|&item| library.card_id(item)).collect();
        let words = order.iter().map(|item| study_time::words(&library, item.note));
        let words = Arc::new(ids.iter().cloned().zip(words).collect());
        Course { library, order, ids, words }
    }

    /// The share of the cards that a student recalls.
    fn recalled(&self, student: &Student, at: Moment) -> f64 {
        self.ids.iter().map(|id| student.recall(id, at)).sum::<f64>() / self.ids.len() as f64
    }
}
