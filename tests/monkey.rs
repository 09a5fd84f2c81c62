//! Random input of every kind: nothing panics, every frame can be drawn, the app knows what was
//! acknowledged, and one can always leave. `cargo bench --bench soak` does the same for hours.

mod support {
    pub(crate) mod monkey;
}

use support::monkey::Monkey;

/// How many seeds, and how many messages for each.
const SEEDS: u64 = 24;
const MESSAGES: u64 = 600;

fn run(seeds: std::ops::Range<u64>) {
    let mut acknowledged = 0;
    for seed in seeds {
        let mut monkey = Monkey::new(seed);
        while monkey.messages < MESSAGES {
            monkey.step();
            monkey.draw();
            if monkey.messages.is_multiple_of(20) {
                monkey.check_ledger();
            }
        }
        acknowledged += monkey.acknowledged;
    }
    assert!(acknowledged > 20, "something was answered: {acknowledged}");
}

#[test]
fn random_input_does_not_break_the_app() {
    run(0..SEEDS / 2);
}

#[test]
fn nor_does_input_from_other_seeds() {
    run(SEEDS / 2..SEEDS);
}
