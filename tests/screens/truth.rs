//! What Home promises is what comes: after any other drill, on the next day, and for whoever types
//! nothing.

use lacuna::fault::{Fault, Place};
use lacuna::memory::{EntryKind, Rating};
use lacuna::ui::shell::message::Msg;

use crate::drill::drill;
use crate::harness::screen;

#[test]
fn study_now_means_what_is_due_after_any_other_drill() {
    let one = screen(80, 24).keys("/ type:perplexity alt-d");
    assert!(!one.text().contains("20 left"), "{}", one.text());
    for keys in ["g h enter", "g h d", "g h g d", "g h : type:study enter"] {
        let due = screen(80, 24).keys("/ type:perplexity alt-d").keys(keys);
        assert!(due.text().contains("20 left"), "{keys}: {}", due.text());
    }
}

#[test]
fn the_day_turns_over_by_itself() {
    let studied = screen(80, 24).keys("d space 4 g h");
    assert!(studied.text().contains("19 new"), "{}", studied.text());
    // No key is pressed: the app wakes when the next day begins.
    let next = studied.keys("wait:72000");
    assert!(next.text().contains("20 new"), "{}", next.text());
}

#[test]
fn a_drill_left_open_over_night_is_planned_for_the_new_day() {
    let left = screen(80, 24).keys("d space 4 enter 4");
    assert!(left.text().contains("18 left"), "{}", left.text());
    let next = left.keys("wait:72000");
    assert!(next.text().contains("A new day"), "{}", next.text());
    assert!(next.text().contains("20 left"), "{}", next.text());
    let shown = screen(80, 24).keys("d space wait:72000");
    assert!(!shown.text().contains("A new day"), "the answer is not graded yet");
    let graded = shown.keys("4 wait:1").text();
    assert!(graded.contains("A new day") && graded.contains("19 left"), "{graded}");
}

#[test]
fn no_command_acts_on_what_is_not_on_the_screen() {
    for command in [
        "grade",
        "skip the card",
        "suspend the card",
        "suspend the note",
        "flag",
        "delete the note",
        "forget",
    ] {
        let home = drill(80, 24).keys("space g h");
        let (log, effects) = (home.log.len(), home.effects.len());
        let mut palette = home.keys(":");
        for c in command.chars() {
            palette.press_char(c);
        }
        let run = palette.keys("enter");
        assert_eq!(run.log.len(), log, "{command:?} wrote to the log: {}", run.text());
        assert_eq!(run.effects.len(), effects, "{command:?} did something: {}", run.text());
    }
}

#[test]
fn whoever_types_nothing_is_marked_again() {
    let typed = drill(80, 24).keys("space 3");
    assert!(typed.text().contains("Fill in"), "{}", typed.text());
    let before = typed.log.len();
    let graded = typed.keys("enter enter");
    let EntryKind::Review(rating, ..) = graded.log[before].what else {
        panic!("{:?}", graded.log[before])
    };
    assert_eq!(rating, Rating::Again);
}

#[test]
fn a_hint_shows_a_letter_more_each_time_and_makes_the_grade_hard() {
    let typed = drill(80, 24).keys("space 3");
    let hinted = typed.keys("tab");
    assert!(hinted.text().contains("begins with s · 7 characters"), "{}", hinted.text());
    let more = hinted.keys("tab tab tab tab tab tab tab");
    assert!(more.text().contains("begins with softma · 7 characters"), "{}", more.text());
    let before = more.log.len();
    let graded = more.keys("type:softmax enter type:0.25 enter enter");
    let EntryKind::Review(rating, ..) = graded.log[before].what else {
        panic!("{:?}", graded.log[before])
    };
    assert_eq!(rating, Rating::Hard);
}

#[test]
fn whoever_gives_up_sees_the_answer_and_is_marked_again() {
    let shown = drill(80, 24).keys("space 3 type:maybe ctrl-g");
    assert!(shown.text().contains("softmax"), "{}", shown.text());
    let before = shown.log.len();
    let graded = shown.keys("enter");
    let EntryKind::Review(rating, ..) = graded.log[before].what else {
        panic!("{:?}", graded.log[before])
    };
    assert_eq!(rating, Rating::Again);
}

#[test]
fn a_fault_that_the_footer_can_not_hold_is_told_whole() {
    for (width, height) in [(80, 24), (60, 18), (40, 10)] {
        let mut screen = drill(width, height).keys("space");
        let path = "/home/a/very/long/path/of/folders/that/goes/on/and/on/reviews.ron";
        let fault = Fault::error("the disk is full", "make room").with_place(Place::file(path));
        screen.tell(Msg::NotRecorded(fault));
        let text = screen.text();
        assert!(text.contains("the disk is full"), "{width} × {height}: {text}");
    }
}

#[test]
fn marks_under_the_cursor_stay_with_their_letter() {
    let form = screen(80, 24).keys("a").paste("cafe\u{301} x").keys("left left left");
    assert!(form.text().contains("cafe\u{301} x"), "{}", form.text());
}
