//! A cat walks over everything: whatever comes in, in whatever order, nothing panics, every frame
//! can be drawn, what was acknowledged is what the app knows, and one can always leave. `cargo
//! bench --bench soak` does the same for hours.

mod support {
    pub(crate) mod cat;
}

use support::cat::Cat;

/// How many cats, and how long each of them stays.
const CATS: u64 = 24;
const MESSAGES: u64 = 600;

fn walk(seeds: std::ops::Range<u64>) {
    let mut acknowledged = 0;
    for seed in seeds {
        let mut cat = Cat::new(seed);
        while cat.messages < MESSAGES {
            cat.deed();
            cat.draw();
            if cat.messages.is_multiple_of(20) {
                cat.knows_what_was_acknowledged();
            }
        }
        acknowledged += cat.acknowledged;
    }
    assert!(acknowledged > 50, "something was answered: {acknowledged}");
}

#[test]
fn nothing_that_comes_in_breaks_the_app() {
    walk(0..CATS / 2);
}

#[test]
fn nor_does_anything_else() {
    walk(CATS / 2..CATS);
}
