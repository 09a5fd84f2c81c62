//! New cards on the screen: shown, then chosen from, then asked.

use lacuna::clock::{Calendar, Moment, StudyDay};
use lacuna::settings::{Exam, Settings};

use crate::harness::{Screen, choosing, cold};

/// A drill of the bundled deck's notes on attention heads, none of which was ever asked.
pub(crate) fn lesson(width: u16, height: u16) -> Screen {
    choosing(width, height, Settings::default()).keys("/ type:gqa alt-d")
}

/// A drill of the bundled deck after so many cards that there is a summary.
pub(crate) fn breath(width: u16, height: u16) -> Screen {
    choosing(width, height, cold()).keys(&("g d".to_string() + &" enter enter".repeat(18)))
}

/// The end of a day of one minute for an exam, with a miss.
pub(crate) fn exam_end(width: u16, height: u16) -> Screen {
    let today = Moment::parse("2026-11-22T10:00:00Z").expect("it is a time");
    let date = StudyDay(Calendar::utc().day(today).0 + 11);
    let exam = Exam { name: "DL & MLOps".into(), date, minutes: 1, ..Exam::default() };
    let settings = Settings { exams: vec![exam], ..cold() };
    let mut screen = choosing(width, height, settings).keys("g d");
    for turn in 0..40 {
        if screen.text().contains("Today's plan is done") {
            break;
        }
        screen = screen.keys(if turn == 3 { "wait:9 enter 1" } else { "wait:9 enter enter" });
    }
    screen
}

#[test]
fn a_summary_gives_a_breath_and_any_grade_key_goes_on() {
    for (width, height) in [(100, 30), (40, 10)] {
        let screen = breath(width, height).snapshot("drill-breath");
        assert!(!screen.keys("3").text().contains("done."));
    }
}

#[test]
fn the_end_of_a_day_for_an_exam_says_what_it_came_to() {
    for (width, height) in [(100, 30), (60, 18), (40, 10)] {
        exam_end(width, height).snapshot("drill-day-end");
    }
    assert!(!exam_end(100, 30).keys("m").text().contains("plan is done"));
}

#[test]
fn the_notes_that_were_missed_are_read_one_by_one_at_the_end() {
    let end = exam_end(100, 30);
    let misses: Vec<String> = end
        .text()
        .lines()
        .filter_map(|line| Some(line.trim().strip_prefix("✗ ")?.into()))
        .collect();
    assert!(misses.len() > 1, "{}", end.text());
    let second = misses[1].split("  missed").next().expect("a split has a first part").to_string();
    let read = end.keys("j o");
    assert!(read.text().contains(&second), "{}", read.text());
    let back = read.keys("esc");
    assert!(back.text().contains("Today's plan is done"), "{}", back.text());
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
