//! Answering in the real program in a pseudo-terminal: from the grade's key to the settled screen,
//! and from the start to the first frame, with ten reviews behind and with a million, on 100,000
//! notes.
//!
//! The baseline in the same run is the disk's own: an entry's bytes written and synced.

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lacuna::clock::{Moment, monotonic};
use lacuna::library::NoteIx;
use lacuna::memory::{AnswerMethod, CardId, Entry, EntryId, EntryKind, Rating, Scheduler};
use lacuna::rng::Rng;
use lacuna::store::{ConfigHome, OpenedProgress, progress};
use terminal::{Session, row};

const NOTES: usize = 100_000;
const STARTS: usize = 15;
const ANSWERS: usize = 60;
/// No output for so long means that the screen has settled.
const QUIET: Duration = Duration::from_millis(60);

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        return; // `cargo test --benches` only wants to know that it starts.
    }
    // Beside the build, on a real disk: a temporary directory may lie in memory, where syncing
    // costs nothing.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-answering");
    _ = fs::remove_dir_all(&folder);
    for reviews in [10, 1_000_000] {
        let home = folder.join(reviews.to_string());
        made(&home, reviews);
        println!("\n{NOTES} notes, {reviews} reviews behind");
        row("the disk: an entry written and synced", synced(&home));
        row("first frame", (0..STARTS).map(|_| first_frame(&home)).collect());
        answers(&home);
    }
    _ = fs::remove_dir_all(&folder);
}

/// Makes a config directory with a large deck, so many reviews of its cards, and the state that
/// they come to.
fn made(home: &Path, reviews: usize) {
    fs::create_dir_all(home.join("decks")).expect("a folder can be made");
    fs::write(home.join("decks/big.ron"), support::deck_text(NOTES))
        .expect("a deck can be written");
    // Enough for the answers that are given here.
    fs::write(home.join("settings.ron"), "(new_per_day: 200)").expect("a file can be written");
    let library = support::library(NOTES);
    let first = library.len() - NOTES;
    let cards: Vec<CardId> = (first..first + NOTES)
        .map(|note| library.card_ids(NoteIx(note as u32))[0].clone())
        .collect();
    let (home, mut rng) = (ConfigHome::new(home), Rng::new(1));
    // As the program will do: the state depends on the settings and the zone.
    let (settings, _) = lacuna::store::settings(&home);
    let calendar = lacuna::store::calendar(&home, settings.day_starts);
    let scheduler = Scheduler::new(settings, calendar);
    let OpenedProgress { mut log, .. } = progress::open(&home, &scheduler);
    let entries: Vec<Entry> = (0..reviews).map(|n| review(n, &cards, &mut rng)).collect();
    log.append(&entries).expect("the disk has room");
    let (ledger, _) = log.refold(&scheduler).expect("the log can be read");
    log.save(&ledger, &scheduler, Moment(1_790_000_000_000)).expect("the disk has room");
}

fn review(n: usize, cards: &[CardId], rng: &mut Rng) -> Entry {
    let what = EntryKind::Review(
        Rating::ALL[rng.below(4)],
        AnswerMethod::Shown,
        1_000 + rng.below(20_000) as u32,
    );
    let at = Moment(1_700_000_000_000 + n as i64 * 30_000);
    Entry { id: EntryId(rng.bits()), at, card: cards[n % cards.len()].clone(), what }
}

fn synced(home: &Path) -> Vec<Duration> {
    let path = home.join("baseline");
    let mut file =
        OpenOptions::new().create(true).append(true).open(&path).expect("a file can be made");
    let line = [b'x'; 90];
    let write = |_| {
        let start = monotonic();
        file.write_all(&line).expect("the disk has room");
        file.sync_data().expect("the disk has room");
        start.elapsed()
    };
    (0..200).map(write).collect()
}

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_lacuna"))
}

fn first_frame(home: &Path) -> Duration {
    let mut session = Session::start(&program(), home);
    session.until("Browse the glossary") - session.started
}

fn answers(home: &Path) {
    let mut session = Session::start(&program(), home);
    session.until("Browse the glossary");
    row("opening the drill", vec![session.key("d", Duration::from_millis(400))]);
    // Enter shows the answer, whatever kind of card it is.
    let mut pair = || (session.key("\r", QUIET), session.key("1", QUIET));
    let (shown, graded) = (0..ANSWERS).map(|_| pair()).unzip();
    row("the answer shown", shown);
    row("a grade: key to settled screen", graded);
    println!("  {:<34}{:>9} MB", "resident at most", session.status("VmHWM:") / 1024);
}
