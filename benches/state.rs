//! How long it takes to put a review on disk, with few and with many behind, against the bare write
//! and sync of the same bytes; and how long opening takes with a hundred thousand cards and a
//! million reviews, against reading state.ron with `ron`.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use divan::Bencher;
use lacuna::clock::{Calendar, Moment};
use lacuna::memory::{AnswerMethod, Entry, EntryId, EntryKind, Rating, Scheduler};
use lacuna::rng::Rng;
use lacuna::settings::Settings;
use lacuna::store::{ConfigHome, OpenedProgress, progress};

fn main() {
    divan::main();
    _ = fs::remove_dir_all(folder());
}

const BEHIND: &[usize] = &[10, 1_000_000];
const CARDS: usize = 100_000;
const REVIEWS: usize = 1_000_000;

/// Beside the build, on a real disk: a temporary directory may lie in memory, where syncing costs
/// nothing.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-state")
}

fn scheduler() -> Scheduler {
    Scheduler::new(Settings::default(), Calendar::utc())
}

fn review(n: usize, rng: &mut Rng) -> Entry {
    let what = EntryKind::Review(
        Rating::ALL[rng.below(4)],
        AnswerMethod::Shown,
        1_000 + rng.below(20_000) as u32,
    );
    let at = Moment(1_700_000_000_000 + n as i64 * 30_000);
    let card = n % CARDS;
    let card = format!("deck-{}/some-note-with-a-name-{card}/term", card % 7).as_str().into();
    Entry { id: EntryId(rng.bits()), at, card, what }
}

/// Makes a config directory with so many reviews, once.
fn create_home(name: &str, reviews: usize) -> ConfigHome {
    let home = ConfigHome::new(folder().join(name));
    _ = fs::remove_dir_all(home.path());
    let (scheduler, mut rng) = (scheduler(), Rng::new(1));
    let OpenedProgress { mut log, .. } = progress::open(&home, &scheduler);
    let entries: Vec<Entry> = (0..reviews).map(|n| review(n, &mut rng)).collect();
    log.append(&entries).expect("the disk has room");
    let (ledger, _) = log.refold(&scheduler).expect("the log can be read");
    assert_eq!(ledger.len(), reviews.min(CARDS));
    log.save(&ledger, &scheduler, Moment(1_800_000_000_000)).expect("the disk has room");
    home
}

fn big() -> &'static ConfigHome {
    static BIG: OnceLock<ConfigHome> = OnceLock::new();
    BIG.get_or_init(|| create_home("big", REVIEWS))
}

#[divan::bench(args = BEHIND, sample_count = 500)]
fn a_review_appended(bencher: Bencher, behind: usize) {
    let home = create_home("appended", behind);
    let OpenedProgress { mut log, mut ledger, .. } = progress::open(&home, &scheduler());
    let (scheduler, mut rng, mut n) = (scheduler(), Rng::new(2), behind);
    bencher.bench_local(|| {
        n += 1;
        let entry = review(n, &mut rng);
        log.append(std::slice::from_ref(&entry)).expect("the disk has room");
        ledger.add(&scheduler, &entry)
    });
}

#[divan::bench(args = BEHIND, sample_count = 500)]
fn the_same_bytes_written_and_synced(bencher: Bencher, behind: usize) {
    let home = create_home("bare", behind);
    let mut file = OpenOptions::new().append(true).open(home.reviews()).expect("it was just made");
    let line =
        ron::to_string(&review(1, &mut Rng::new(3))).expect("an entry can be written") + "\n";
    bencher.bench_local(|| {
        file.write_all(line.as_bytes()).expect("the disk has room");
        file.sync_data().expect("the disk has room");
    });
}

#[divan::bench(sample_count = 20)]
fn opened(bencher: Bencher) {
    let (home, scheduler) = (big(), scheduler());
    bencher.bench(|| progress::open(home, &scheduler));
}

#[divan::bench(sample_count = 20)]
fn opened_with_a_thousand_reviews_since(bencher: Bencher) {
    let (home, scheduler, mut rng) = (create_home("since", REVIEWS), scheduler(), Rng::new(4));
    let since: Vec<Entry> = (0..1_000).map(|n| review(REVIEWS + n, &mut rng)).collect();
    progress::open(&home, &scheduler).log.append(&since).expect("the disk has room");
    bencher.bench(|| progress::open(&home, &scheduler));
}

#[divan::bench(sample_count = 3)]
fn folded_whole(bencher: Bencher) {
    let (home, scheduler) = (big(), scheduler());
    bencher.bench(|| progress::open(home, &scheduler).log.refold(&scheduler));
}

#[divan::bench(sample_count = 5)]
fn state_read_by_ron(bencher: Bencher) {
    let text = fs::read_to_string(big().state()).expect("it was just made");
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    bencher.bench(|| options.from_str::<ron::Value>(&text).is_ok());
}

#[divan::bench(sample_count = 5)]
fn saved(bencher: Bencher) {
    let (home, scheduler) = (create_home("saved", REVIEWS), scheduler());
    let OpenedProgress { mut log, ledger, .. } = progress::open(&home, &scheduler);
    let mut n = 0;
    bencher.bench_local(|| {
        n += 1;
        let entry = review(REVIEWS + n, &mut Rng::new(n as u64));
        log.append(&[entry]).expect("the disk has room");
        log.save(&ledger, &scheduler, Moment(1_800_000_000_000))
    });
}
