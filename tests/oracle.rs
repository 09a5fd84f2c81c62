//! The scheduler against a reference that is not ours: random histories, scheduled by py-fsrs (see
//! `tests/oracle/py_fsrs.py`), replayed here.

use lacuna::clock::{Calendar, Moment};
use lacuna::memory::{CardId, Progress, Rating, Scheduler};
use lacuna::settings::Settings;

const VECTORS: &str = include_str!("oracle/vectors.txt");

/// 1 January 2026, six o'clock.
const START: &str = "2026-01-01T06:00:00Z";

/// How far a number that was computed with 32 bits, and written with six digits, may be off.
const NEAR: f64 = 1e-4;

fn near(ours: f32, theirs: f64) -> bool {
    (f64::from(ours) - theirs).abs() <= NEAR * theirs.abs().max(1.0)
}

#[test]
fn memory_and_intervals_are_those_of_py_fsrs() {
    let scheduler =
        Scheduler::new(Settings { fuzz: false, ..Settings::default() }, Calendar::utc());
    let card = CardId::from("d/n/c");
    let (mut reviews, mut rounded) = (0, 0);
    for (n, history) in VECTORS.lines().enumerate() {
        let (mut progress, mut at) = (Progress::default(), Moment::parse(START).unwrap());
        for (i, review) in history.split(' ').enumerate() {
            let numbers: Vec<f64> =
                review.split(':').map(|number| number.parse().unwrap()).collect();
            let [minutes, rating, interval, stability, difficulty] = numbers[..] else {
                panic!("{review}")
            };
            at = at.plus_seconds(minutes as i64 * 60);
            progress = scheduler.review(&card, &progress, at, Rating::ALL[rating as usize - 1]);
            let what = format!("history {n}, review {i} ({review}): {progress:?}");
            assert!(
                near(progress.stability, stability) && near(progress.difficulty, difficulty),
                "{what}"
            );
            let off = (f64::from(progress.interval) - interval).abs();
            // Where an interval lies in the middle between two days, the last bit decides.
            let between = (stability.fract() - 0.5).abs() < NEAR * stability;
            assert!(off < 0.5 || (between && off <= 86_400.0), "{what}");
            rounded += usize::from(off >= 0.5);
            reviews += 1;
        }
    }
    assert!(reviews > 2_000, "{reviews}");
    assert!(rounded * 500 < reviews, "{rounded} of {reviews} intervals are a day off");
}
