//! New cards on the screen: shown, then chosen from, then asked.

use lacuna::settings::Settings;

use crate::harness::{Screen, choosing};

/// A drill of the bundled deck's notes on attention heads, none of which was ever asked.
pub(crate) fn lesson(width: u16, height: u16) -> Screen {
    choosing(width, height, Settings::default()).keys("/ type:gqa alt-d")
}

#[test]
fn a_new_note_is_shown_before_it_is_asked() {
    for (width, height) in [(100, 30), (60, 18), (40, 10)] {
        lesson(width, height).snapshot("lesson-note");
    }
}

#[test]
fn the_first_question_is_a_choice() {
    for (width, height) in [(100, 30), (60, 18)] {
        let choice = lesson(width, height).keys("enter enter enter enter");
        let choice = choice.snapshot("lesson-choice");
        choice.keys("c").snapshot("lesson-chosen");
    }
}
