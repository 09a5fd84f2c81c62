//! Surroundings that other programs trip over: a file that is locked, a terminal without a size, a
//! locale without UTF-8, a link that leads nowhere yet.

use std::fs::{self, File};

use super::pty::{Pty, command};
use super::{CTRL_C, ESC, home, open, write_deck};

const DECK: &str = r#"(format: 1, id: "csc277-exam-1", title: "Two", notes: [
    Pair(id: "a", term: "Alpha", definition: "One"),
    Pair(id: "b", term: "Beta", definition: "Two"),
])"#;

#[test]
fn a_file_that_another_program_keeps_locked_is_told_and_the_screen_lives() {
    let home = home();
    write_deck(home.path(), "two.ron", DECK);
    let log = home.path().join("reviews.ron");
    fs::write(home.path().join("settings.ron"), "(learn_step: false)").expect("it can be written");
    let mut pty = open(home.path(), 200, 24);
    pty.press("gd");
    pty.shows("Alpha");
    pty.press(" ");
    pty.press_having_seen("3");
    pty.shows("Beta");
    let file = File::open(&log).expect("the first grade is there");
    file.lock().expect("it can be locked");
    pty.press(" ");
    pty.press_having_seen("3");
    pty.shows("another program keeps it locked");
    pty.press(":");
    pty.shows("Commands");
    pty.press_having_seen(ESC);
    pty.hides("Commands");
    file.unlock().expect("it was locked");
    drop(file);
    pty.press_having_seen("3");
    pty.wait("the second grade", |_| {
        let log = fs::read_to_string(&log).ok()?;
        (log.matches("Review(").count() == 2).then_some(())
    });
    pty.press(CTRL_C);
    pty.ended();
}

#[test]
fn a_terminal_that_says_no_size_has_the_usual_one() {
    let home = home();
    let host = command("sh", &["-c", "stty cols 0 rows 0; exec \"$LACUNA\""], home.path());
    let mut pty = Pty::start(host, 80, 24);
    pty.shows("? keys");
    pty.press("b");
    pty.shows("A–Z");
    pty.press(CTRL_C);
    assert!(pty.ended().success());
}

#[test]
fn a_keypad_that_sends_sequences_sends_digits_again() {
    let home = home();
    let host = command("sh", &["-c", "printf '\\033='; exec \"$LACUNA\""], home.path());
    let mut pty = Pty::start(host, 80, 24);
    pty.shows("? keys");
    pty.until("a keypad of digits", |screen| !screen.application_keypad());
    pty.press(CTRL_C);
    assert!(pty.ended().success());
}

#[test]
fn a_locale_without_utf_8_and_the_console_get_ascii() {
    for (name, value) in [("LANG", "C"), ("TERM", "linux")] {
        let home = home();
        let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), &[], home.path());
        lacuna.env(name, value);
        let mut pty = Pty::start(lacuna, 80, 24);
        pty.shows("? keys");
        let text = pty.look(|seen| seen.screen().contents());
        assert!(text.is_ascii(), "{name}={value}: {text}");
        pty.press(CTRL_C);
        assert!(pty.ended().success());
    }
}

#[test]
fn a_link_that_leads_nowhere_yet_stays_a_link() {
    let home = home();
    let (link, target) = (home.path().join("settings.ron"), home.path().join("dotfiles.ron"));
    std::os::unix::fs::symlink("dotfiles.ron", &link).expect("a link can be made");
    let mut pty = open(home.path(), 80, 24);
    pty.press("eFinal\r+9\x13");
    pty.shows("Final is set");
    pty.press(CTRL_C);
    pty.ended();
    assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
    let written = fs::read_to_string(target).expect("the target is made");
    assert!(written.contains("Final"), "{written}");
}
