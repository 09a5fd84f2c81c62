//! A whole exam in a real terminal: started from the shell, left, resumed, handed in and reported.
#![cfg(unix)]

mod support {
    pub(crate) mod pty;
}

use std::fs;

use support::pty::{Pty, command};

const CTRL_C: &str = "\x03";

fn shows_question(pty: &Pty, number: usize) {
    pty.shows(&format!("question {number} of 10"));
}

#[test]
fn an_exam_is_left_resumed_and_handed_in() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let lacuna = |arguments: &[&str]| {
        Pty::start(command(env!("CARGO_BIN_EXE_lacuna"), arguments, home.path()), 80, 24)
    };
    // Hours, so that the time never runs out, however slow the machine is.
    let exam = [
        "quiz",
        "--exam",
        "--questions",
        "10",
        "--minutes",
        "600",
        "--kind",
        "choice",
        "--seed",
        "5",
    ];
    let mut pty = lacuna(&exam);
    for number in 1..=4 {
        shows_question(&pty, number);
        pty.press("a\r");
    }
    shows_question(&pty, 5);
    pty.press("p");
    pty.shows("Paused");
    pty.press("\r!");
    pty.shows("flagged");
    pty.press(CTRL_C);
    assert!(pty.ended().success());
    let log = fs::read_to_string(home.path().join("reviews.ron")).expect("the answers are on disk");
    assert_eq!(log.matches("Answered").count(), 4);

    let mut pty = lacuna(&["quiz"]);
    pty.shows(": 4 of 10 answered");
    pty.press("\r");
    for number in 5..=10 {
        shows_question(&pty, number);
        pty.press("b\r");
    }
    pty.shows("Hand in");
    pty.press("\r");
    pty.shows("By topic");
    pty.shows("of 10 right");
    pty.press("qq");
    assert!(pty.ended().success());
    let log = fs::read_to_string(home.path().join("reviews.ron")).expect("the log is there");
    assert_eq!((log.matches("Answered").count(), log.matches("Ended").count()), (10, 1));
    assert!(!log.contains("Review("), "nobody said that answers count as reviews");
}
