//! Students before an exam: what the plan brings, against the ordinary schedule and against
//! cramming in order, and what could be reached at most.
//!
//! Each student has a memory of their own that the app does not know: most follow FSRS-6 with
//! parameters drawn around the defaults and cards of differing difficulty, one in four another
//! model altogether. The app sees their answers and how long these took, as it does with people;
//! the same rooms plan, schedule and forecast. Everything comes from a seed: `cargo bench --bench
//! exam`, or with students and seed: `cargo bench --bench exam -- 40 1`.

#[path = "exam/bound.rs"]
mod bound;
#[path = "exam/student.rs"]
mod student;
#[path = "exam/table.rs"]
mod table;

use lacuna::clock::{Calendar, Moment, StudyDay};
use lacuna::library::{Library, LibraryCard};
use lacuna::memory::{
    AddOutcome, AnswerMethod, CardId, Entry, EntryFactory, EntryKind, Ledger, Rating, Scheduler,
};
use lacuna::plan::AnswerStats;
use lacuna::plan::{ExamOutlook, KnownCards, NoteScope};
use lacuna::plan::{queue, today};
use lacuna::settings::{Exam, Settings};
use student::Student;
use table::Row;

/// 1 September 2026.
const FIRST: i32 = 20_697;

/// Of so many students it is also worked out how well they could have done at most.
const BOUNDED: u64 = 24;

/// How one studies.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// The plan for the exam.
    Plan,
    /// What the ordinary schedule has due, and its new cards.
    Due,
    /// All cards in the order of the deck, again and again, each asked once on every pass.
    Order,
    /// Likewise, each asked until it is recalled before the next.
    Firm,
}

/// What the app has.
struct App<'a> {
    library: &'a Library,
    scheduler: Scheduler,
    ledger: Ledger,
    answer_stats: AnswerStats,
    scribe: EntryFactory,
    /// All cards in their order, and where cramming has come to.
    order: Vec<LibraryCard>,
    place: usize,
}

/// The result of one student.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StudentResult {
    /// The share of cards that would be recalled on the day.
    pub(crate) actual: f64,
    /// The app's forecast that morning, between the ends of its range.
    pub(crate) forecast: [f64; 3],
    /// Its forecast on the first day of the plan.
    pub(crate) first_forecast: f64,
    /// Whether the student's memory follows FSRS.
    pub(crate) usual: bool,
}

fn main() {
    let numbers: Vec<u64> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    if !std::env::args().any(|argument| argument == "--bench") {
        return; // `cargo test --benches` only wants to know that it starts.
    }
    let (students, seed) =
        (numbers.first().copied().unwrap_or(60), numbers.get(1).copied().unwrap_or(1));
    let (library, faults) = Library::open(vec![lacuna::store::bundled::deck()]);
    assert!(faults.is_empty(), "{faults:?}");
    let names: Vec<CardId> = library.all().flat_map(|note| library.card_ids(note)).collect();
    println!(
        "{} cards, {students} students from seed {seed}, one in four of another model; share \
         recalled in the exam\n",
        names.len()
    );
    table::head();
    for minutes in [10, 20] {
        for days in [7, 14, 30] {
            let results = |way| {
                (0..students).map(|n| study(&library, way, days, minutes, seed << 32 | n)).collect()
            };
            let (plan, due) = (results(Way::Plan), results(Way::Due));
            let (order, firm) = (results(Way::Order), results(Way::Firm));
            let some = (0..students.min(BOUNDED))
                .map(|n| Student::new(seed << 32 | n))
                .filter(Student::is_usual);
            let best = some
                .map(|student| {
                    bound::best_share(&student, &names, days as usize, f64::from(minutes) * 60.0)
                })
                .collect();
            table::row(&Row { days, minutes, plan, due, order, firm, best });
        }
    }
}

/// Studies with one student until the exam.
fn study(library: &Library, way: Way, days: i32, minutes: u32, seed: u64) -> StudentResult {
    let mut student = Student::new(seed);
    let date = StudyDay(FIRST + days);
    let exam = Exam { name: "Exam".into(), date, minutes, ..Exam::default() };
    let settings = Settings { exams: vec![exam.clone()], ..Settings::default() };
    let mut app = App::new(library, Scheduler::new(settings, Calendar::utc()), seed);
    let mut first_forecast = 0.0;
    for day in FIRST..FIRST + days {
        let evening = Calendar::utc().noon(StudyDay(day)).plus_seconds(6 * 3600);
        if day == FIRST && way == Way::Plan {
            let course = app.prospect(&exam, evening).daily_forecast(None, seed);
            first_forecast = course.last().map_or(0.0, |point| f64::from(point.planned));
        }
        app.evening(way, &mut student, evening, f64::from(minutes) * 60.0);
    }
    let noon = Calendar::utc().noon(date);
    let score = app.prospect(&exam, noon).score();
    let chance = |item: &LibraryCard| student.recall(&app.library.card_id(*item), noon);
    let actual = app.order.iter().map(chance).sum::<f64>() / app.order.len() as f64;
    let forecast = [score.low, score.expected, score.high].map(f64::from);
    StudentResult { actual, forecast, first_forecast, usual: student.is_usual() }
}

impl<'a> App<'a> {
    fn new(library: &'a Library, scheduler: Scheduler, seed: u64) -> App<'a> {
        let cards = |note| {
            library.cards(note).iter().map(|&card| LibraryCard { note, card }).collect::<Vec<_>>()
        };
        App {
            library,
            scheduler,
            ledger: Ledger::default(),
            answer_stats: AnswerStats::default(),
            scribe: EntryFactory::new(seed),
            order: library.all().flat_map(cards).collect(),
            place: 0,
        }
    }

    fn prospect(&self, exam: &Exam, now: Moment) -> ExamOutlook<'_> {
        ExamOutlook::new(
            &KnownCards::new(self.library, &self.ledger),
            &self.scheduler,
            &self.answer_stats,
            exam,
            now,
        )
    }

    /// Studies until the time is over or nothing is left to do.
    fn evening(&mut self, way: Way, student: &mut Student, mut now: Moment, seconds: f64) {
        let end = now.plus_seconds(seconds as i64);
        while now < end {
            let items = self.next(way, now);
            if items.is_empty() {
                return;
            }
            for item in items {
                if now >= end {
                    return;
                }
                now = self.sit(way, student, item, now);
                self.place += usize::from(matches!(way, Way::Order | Way::Firm));
            }
        }
    }

    /// What to ask from now on.
    fn next(&self, way: Way, now: Moment) -> Vec<LibraryCard> {
        let studied = KnownCards::new(self.library, &self.ledger);
        let everything = NoteScope::default();
        match way {
            Way::Plan => {
                let plan =
                    today::plan(&studied, &self.scheduler, &self.answer_stats, now, &everything);
                let mut items = plan.mixed(self.library);
                items.extend(plan.learning.iter().map(|(_, item)| *item));
                items
            }
            Way::Due => {
                queue::plan(&studied, &self.scheduler, now, &everything).mixed(self.library)
            }
            Way::Order | Way::Firm => {
                let place = self.place % self.order.len();
                self.order[place..].iter().chain(&self.order[..place]).copied().collect()
            }
        }
    }

    /// Asks a card: once, until it is recalled, or on the ordinary schedule until it is through its
    /// steps.
    fn sit(
        &mut self,
        way: Way,
        student: &mut Student,
        item: LibraryCard,
        mut now: Moment,
    ) -> Moment {
        let id = self.library.card_id(item);
        loop {
            let (rating, seconds) = student.answer(&id, now);
            let what = EntryKind::Review(rating, AnswerMethod::Shown, (seconds * 1000.0) as u32);
            let entry: Entry = self.scribe.entry(&self.ledger, now, &id, what);
            assert_eq!(self.ledger.add(&self.scheduler, &entry), AddOutcome::Folded);
            self.answer_stats.add(&entry, &self.ledger, &self.scheduler);
            now = Moment(now.0 + (seconds * 1000.0) as i64);
            let learning = self.ledger.get(&id).is_some_and(lacuna::memory::Progress::is_learning);
            let done = match way {
                Way::Plan | Way::Order => true,
                Way::Firm => rating != Rating::Again,
                Way::Due => !learning,
            };
            if done {
                return now;
            }
        }
    }
}
