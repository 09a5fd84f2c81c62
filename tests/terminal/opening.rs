//! What is seen, and what keys do, while everything is read: here the log is held by another program, which lacuna
//! waits for.

use std::fs::{self, File};
use std::path::Path;

use super::pty::{Pty, Spot, command, find, left_behind};
use super::{CTRL_C, CTRL_L, home};

const READING: &str = "Reading your decks and answers";

/// Holds the log, which has a conflict copy that is to be taken into it, until this is dropped.
fn held(home: &Path) -> File {
    fs::write(home.join("reviews.sync-conflict-20260101-120000-ABCDEFG.ron"), "").expect("a file can be written");
    let log = File::create(home.join("reviews.ron")).expect("a file can be made");
    log.lock().expect("nobody else has it yet");
    log
}

fn start(home: &Path, arguments: &[&str]) -> Pty {
    let pty = Pty::start(command(env!("CARGO_BIN_EXE_lacuna"), arguments, home), 80, 24);
    pty.shows(READING);
    pty
}

#[test]
fn keys_that_are_pressed_while_everything_is_read_reach_their_pane() {
    let home = home();
    let held = held(home.path());
    let mut pty = start(home.path(), &[]);
    pty.press("/layer norm");
    pty.press(CTRL_L);
    pty.resize(60, 18);
    pty.until("the footer at the bottom", |screen| find(screen, "Ctrl-C quit") == Some(Spot { row: 17, column: 1 }));
    pty.shows(READING);
    drop(held);
    pty.shows("> layer norm");
    pty.shows("▸  Layer normalization");
    pty.press(CTRL_C);
    assert!(pty.ended().success());
}

#[test]
fn one_can_leave_while_everything_is_read() {
    let home = home();
    let held = held(home.path());
    let mut pty = start(home.path(), &[]);
    pty.press("q");
    pty.press(CTRL_C);
    assert!(pty.ended().success());
    pty.wait("the terminal as it was", |seen| left_behind(seen).is_empty().then_some(()));
    assert!(!pty.look(|seen| seen.text().contains("glossary")), "Home was not waited for");
    drop(held);
}

#[test]
fn what_can_not_be_opened_is_told_on_the_terminal_as_it_was() {
    let home = home();
    let held = held(home.path());
    let pty = start(home.path(), &["drill", "--topic", "atention"]);
    drop(held);
    pty.shows("there is no topic `atention`");
    assert_eq!(pty.ended().exit_code(), 2);
    pty.wait("the terminal as it was", |seen| left_behind(seen).is_empty().then_some(()));
}
