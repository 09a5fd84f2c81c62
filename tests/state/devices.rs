//! Three machines with clocks of their own that give each other their logs: whole, cut off, twice,
//! in any order, as conflict copies. In the end all know the same, and nothing is lost.
//!
//! `LACUNA_TEST_WORLDS` says how many such worlds are played.

use lacuna::store::{conflicts, merge};

use super::*;

const MACHINES: usize = 3;
/// How many things happen in a world.
const EVENTS: usize = 14;
const WORLDS: u64 = 25;

/// A machine, and how far its clock is off, in seconds.
struct Machine {
    desk: Desk,
    clock: i64,
}

impl Machine {
    fn answer(&self, rng: &mut Rng, now: i64) -> EntryId {
        let at = NOON.plus_seconds(now + self.clock);
        let rating = Rating::ALL[rng.below(4)];
        let entry = Entry {
            id: EntryId(rng.bits()),
            at,
            card: format!("deck/note-{}/c", rng.below(5)).as_str().into(),
            what: EntryKind::Review(rating, AnswerMethod::Shown, 1_000),
        };
        let mut opened = self.desk.open();
        opened.log.repair(&mut opened.ledger, &self.desk.scheduler, NOON);
        record(&mut opened, &self.desk.scheduler, std::slice::from_ref(&entry));
        if rng.below(2) == 0 {
            opened.log.save(&opened.ledger, &self.desk.scheduler, NOON).unwrap();
        }
        entry.id
    }

    /// Takes another machine's log in, as it is now.
    fn merge(&self, path: &std::path::Path) {
        // A part of it may hold no entry at all, which is refused.
        _ = merge::merge(&self.desk.home, &self.desk.scheduler, path, NOON);
    }

    fn ids(&self) -> Vec<EntryId> {
        let mut log = self.desk.open().log;
        let mut ids: Vec<_> = log.entries().unwrap().0.iter().map(|entry| entry.id).collect();
        ids.sort_unstable();
        ids
    }
}

fn play(seed: u64) {
    let mut rng = Rng::new(seed);
    let mut machines: Vec<Machine> =
        (0..MACHINES).map(|_| Machine { desk: Desk::new(), clock: 0 }).collect();
    let mut answered = Vec::new();
    for event in 0..EVENTS {
        let one = rng.below(MACHINES);
        let other = (one + 1 + rng.below(MACHINES - 1)) % MACHINES;
        let theirs = machines[other].desk.home.reviews();
        match rng.below(8) {
            0..=3 => {
                answered.push(machines[one].answer(&mut rng, event as i64 * 600));
            }
            // A clock jumps by minutes, days or decades.
            4 => {
                let size = [90, 86_400 * 3, 86_400 * 9_000][rng.below(3)];
                machines[one].clock = if rng.below(2) == 0 { size } else { -size };
            }
            5 => machines[one].merge(&theirs),
            6 => {
                // A copy that is still arriving.
                let bytes = fs::read(&theirs).unwrap_or_default();
                let part = machines[one].desk.folder.path().join("part.ron");
                fs::write(&part, &bytes[..rng.below(bytes.len() + 1)]).unwrap();
                machines[one].merge(&part);
            }
            _ => {
                let name = format!("reviews.sync-conflict-20260101-1200{event:02}-ABCDEFG.ron");
                let copy = machines[one].desk.home.path().join(name);
                fs::create_dir_all(copy.parent().unwrap()).unwrap();
                if fs::copy(&theirs, &copy).is_ok() {
                    conflicts::merge_copies(&machines[one].desk.home);
                }
            }
        }
    }
    // All meet, in any order, twice.
    for _ in 0..2 * MACHINES {
        let one = rng.below(MACHINES);
        machines[one].merge(&machines[(one + 1) % MACHINES].desk.home.reviews());
    }
    for one in 0..MACHINES {
        for other in (0..MACHINES).filter(|other| *other != one) {
            machines[one].merge(&machines[other].desk.home.reviews());
        }
    }
    answered.sort_unstable();
    for machine in &machines {
        assert_eq!(machine.ids(), answered, "world {seed}: each answer, once");
    }
    let ledgers = machines.iter().map(|machine| machine.desk.open().ledger);
    let [one, two, three] = ledgers.collect::<Vec<_>>().try_into().unwrap();
    assert!(one == two && two == three, "world {seed}: all come to the same");
}

#[test]
fn machines_that_meet_in_any_way_know_the_same() {
    let named = std::env::var_os("LACUNA_TEST_WORLDS");
    let named = named.and_then(|count| count.to_str()?.parse().ok());
    for seed in 0..named.unwrap_or(WORLDS) {
        play(seed);
    }
}
