//! What is seen, and what keys do, while everything is read: here the log is held by another
//! program, which lacuna waits for.

use std::fs::{self, File};

use tempfile::TempDir;

use super::pty::{Pty, Spot, command, find};
use super::{CTRL_C, CTRL_L, home};

const READING: &str = "Reading your decks and answers";

/// lacuna while it reads: it waits for the log, into which a conflict copy is to be taken.
struct Reading {
    pty: Pty,
    /// Holds the log until it is dropped.
    log: File,
    _home: TempDir,
}

/// Leaves what a synchronizer would, for lacuna to take in.
fn conflict_copy(home: &TempDir) {
    let copy = home.path().join("reviews.sync-conflict-20260101-120000-ABCDEFG.ron");
    fs::write(copy, "").expect("a file can be written");
}

impl Reading {
    fn start(arguments: &[&str]) -> Reading {
        let home = home();
        conflict_copy(&home);
        let log = File::create(home.path().join("reviews.ron")).expect("a file can be made");
        log.lock().expect("nobody else has it yet");
        let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), arguments, home.path());
        // Otherwise it would wait for some seconds only.
        lacuna.env("LACUNA_TEST_FAULT", "0 wait /dev/null");
        let pty = Pty::start(lacuna, 80, 24);
        pty.shows(READING);
        Reading { pty, log, _home: home }
    }
}

#[test]
fn keys_that_are_pressed_while_everything_is_read_reach_their_pane() {
    let Reading { mut pty, log, _home } = Reading::start(&[]);
    pty.press("/layer norm");
    pty.press(CTRL_L);
    pty.resize(60, 18);
    pty.until("the footer at the bottom", |screen| {
        find(screen, "Ctrl-C quit") == Some(Spot { row: 17, column: 1 })
    });
    pty.shows(READING);
    drop(log);
    pty.shows("> layer norm");
    pty.shows("▸  Layer normalization");
    pty.press(CTRL_C);
    assert!(pty.ended().success());
}

#[test]
fn one_can_leave_while_everything_is_read() {
    let mut reading = Reading::start(&[]);
    reading.pty.press("q");
    reading.pty.press(CTRL_C);
    assert!(reading.pty.ended().success());
    reading.pty.is_given_back();
    assert!(!reading.pty.look(|seen| seen.text().contains("glossary")), "Home was not waited for");
}

#[test]
fn what_can_not_be_opened_is_told_on_the_terminal_as_it_was() {
    let Reading { pty, log, _home } = Reading::start(&["drill", "--topic", "atention"]);
    drop(log);
    pty.shows("there is no topic `atention`");
    assert_eq!(pty.ended().exit_code(), 2);
    pty.is_given_back();
}

#[test]
fn a_theme_that_is_not_there_is_refused_before_anything_is_touched() {
    let home = home();
    conflict_copy(&home);
    let program = command(env!("CARGO_BIN_EXE_lacuna"), &["--theme", "nope"], home.path());
    let pty = Pty::start(program, 80, 24);
    pty.shows("there is no theme `nope`");
    assert_eq!(pty.ended().exit_code(), 2);
    assert!(!home.path().join("reviews.ron").exists(), "the log was begun");
}
