//! The user's progress on disk: what is kept, what is healed, and what is set aside, whatever
//! happens to the files.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod backups;
mod damage;
mod devices;
mod synchronized;
mod together;

use std::fs;
use std::path::PathBuf;

use lacuna::clock::{Calendar, Moment};
use lacuna::memory::{
    AddOutcome, AnswerMethod, Entry, EntryId, EntryKind, Ledger, Rating, Scheduler,
};
use lacuna::rng::Rng;
use lacuna::settings::Settings;
use lacuna::store::progress::open;
use lacuna::store::{ConfigHome, OpenedProgress};
use tempfile::TempDir;

/// A config directory of one's own.
struct Desk {
    folder: TempDir,
    home: ConfigHome,
    scheduler: Scheduler,
}

/// The first day of the tests, at noon.
const NOON: Moment = Moment(20_000 * 86_400_000 + 43_200_000);

impl Desk {
    fn new() -> Desk {
        let folder = TempDir::new().unwrap();
        let home = ConfigHome::new(folder.path().join("deep").join("lacuna"));
        Desk { folder, home, scheduler: scheduler() }
    }

    fn open(&self) -> OpenedProgress {
        open(&self.home, &self.scheduler)
    }

    /// Opens the files, which are in order.
    fn clean(&self) -> OpenedProgress {
        let opened = self.open();
        assert_eq!(opened.faults, []);
        opened
    }

    /// Answers so many cards and saves.
    fn study(&self, from: u64, count: u64) {
        let mut opened = self.clean();
        record(&mut opened, &self.scheduler, &reviews(from, count));
        opened.log.save(&opened.ledger, &self.scheduler, NOON).unwrap();
    }

    fn log(&self) -> String {
        fs::read_to_string(self.home.reviews()).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.home.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The files whose names begin so, in order.
    fn named(&self, start: &str) -> Vec<PathBuf> {
        let names = self.names().into_iter().filter(|name| name.starts_with(start));
        names.map(|name| self.home.path().join(name)).collect()
    }
}

fn scheduler() -> Scheduler {
    Scheduler::new(Settings::default(), Calendar::utc())
}

/// Reviews of ten cards, one a minute, always the same ones.
fn reviews(from: u64, count: u64) -> Vec<Entry> {
    let review = |n: u64| {
        let mut rng = Rng::new(n);
        let what =
            EntryKind::Review(Rating::ALL[rng.below(4)], AnswerMethod::Shown, 4_000 + n as u32);
        let at = NOON.plus_seconds(n as i64 * 60);
        Entry {
            id: EntryId(rng.bits()),
            at,
            card: format!("deck/note-{}/c", n % 10).as_str().into(),
            what,
        }
    };
    (from..from + count).map(review).collect()
}

/// Adds entries as the app does: on disk first, then folded in, and all anew when in doubt.
fn record(opened: &mut OpenedProgress, scheduler: &Scheduler, entries: &[Entry]) {
    let others = loop {
        match opened.log.append(entries) {
            // Whoever has waited long enough for the others is told so, and tries again.
            Err(fault) if fault.what.contains("another program keeps it locked") => {}
            appended => break appended.unwrap(),
        }
    };
    let all = others.into_iter().chain(entries.iter().cloned()).collect();
    if opened.ledger.add_all(scheduler, all) == AddOutcome::InDoubt {
        opened.ledger = opened.log.refold(scheduler).unwrap().0;
    }
}

fn folded(entries: &[Entry]) -> Ledger {
    Ledger::fold(&scheduler(), entries.to_vec())
}

#[test]
fn nothing_is_made_before_there_is_something_to_keep() {
    let desk = Desk::new();
    let mut opened = desk.clean();
    opened.log.repair(&mut opened.ledger, &desk.scheduler, NOON);
    opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
    assert!(opened.ledger.is_empty() && fs::read_dir(desk.folder.path()).unwrap().next().is_none());
}

#[test]
fn what_is_appended_is_there_at_the_next_start() {
    let desk = Desk::new();
    let all = reviews(0, 30);
    let mut opened = desk.clean();
    for entry in &all {
        record(&mut opened, &desk.scheduler, std::slice::from_ref(entry));
        assert_eq!(desk.log().lines().count() as u64, desk.log().matches("Review").count() as u64);
    }
    assert_eq!(opened.ledger, folded(&all));
    assert_eq!(desk.clean().ledger, folded(&all), "without state.ron");
    opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
    assert_eq!(desk.clean().ledger, folded(&all), "from state.ron");
    record(&mut desk.clean(), &desk.scheduler, &reviews(30, 5));
    assert_eq!(desk.clean().ledger, folded(&reviews(0, 35)), "from state.ron and the tail");
    assert_eq!(desk.names(), [".lock", "backups", "reviews.ron", "state.ron"]);
}

#[test]
fn state_is_a_card_a_line_that_ron_reads() {
    let desk = Desk::new();
    desk.study(0, 30);
    let mut opened = desk.clean();
    let odd = EntryKind::Suspend;
    let card = "d\"e\\ck/n\u{1b}/ü".into();
    record(&mut opened, &desk.scheduler, &[Entry { id: EntryId(1), at: NOON, card, what: odd }]);
    opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
    let text = fs::read_to_string(desk.home.state()).unwrap();
    assert_eq!(text.lines().filter(|line| line.contains(":(")).count(), 11);
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    assert!(options.from_str::<ron::Value>(&text).is_ok());
    assert_eq!(desk.clean().ledger, opened.ledger);
}

#[test]
fn other_settings_fold_the_log_anew() {
    let mut desk = Desk::new();
    desk.study(0, 200);
    let before = desk.clean().ledger;
    let settings = Settings { desired_retention: 0.8, ..Settings::default() };
    desk.scheduler = Scheduler::new(settings, Calendar::utc());
    let opened = desk.clean();
    assert_ne!(opened.ledger, before);
    assert_eq!(opened.ledger, Ledger::fold(&desk.scheduler, reviews(0, 200)));
    let few = Settings { new_per_day: 1, ..Settings::default() };
    desk.scheduler = Scheduler::new(few, Calendar::utc());
    assert_eq!(desk.clean().ledger, before);
}

#[test]
fn saving_is_worth_it_when_the_log_has_grown() {
    let desk = Desk::new();
    let mut opened = desk.clean();
    record(&mut opened, &desk.scheduler, &reviews(0, 10));
    assert!(!opened.log.is_worth_saving());
    record(&mut opened, &desk.scheduler, &reviews(10, 3_000));
    assert!(opened.log.is_worth_saving());
    opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
    assert!(!opened.log.is_worth_saving());
    let written = fs::metadata(desk.home.state()).unwrap().modified().unwrap();
    opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
    assert_eq!(
        fs::metadata(desk.home.state()).unwrap().modified().unwrap(),
        written,
        "nothing has changed"
    );
}
