//! The mouse is taken or left to the terminal, as the settings have it: only the terminal itself
//! can show that.
#![cfg(unix)]

mod support {
    pub(crate) mod pty;
}

use std::fs;

use support::pty::{Pty, command};
use vt100::MouseProtocolMode;

/// What asks a terminal for the mouse.
const ASKED: &str = "\x1b[?1000h";

fn open(settings: &str) -> (tempfile::TempDir, Pty) {
    let home = tempfile::tempdir().expect("a directory can be made");
    fs::write(home.path().join("settings.ron"), settings).expect("a file can be written");
    let pty = Pty::start(command(env!("CARGO_BIN_EXE_lacuna"), &[], home.path()), 100, 30);
    pty.shows("? keys");
    (home, pty)
}

fn mode(pty: &Pty) -> MouseProtocolMode {
    pty.look(|seen| seen.screen().mouse_protocol_mode())
}

#[test]
fn a_mouse_that_is_left_to_the_terminal_is_never_asked_for() {
    let (_home, pty) = open("(mouse: false)");
    assert!(!pty.look(|seen| seen.text().contains(ASKED)), "it was asked for");
    assert_eq!(mode(&pty), MouseProtocolMode::None);
}

#[test]
fn the_mouse_is_let_go_and_taken_while_the_settings_are_open() {
    let (home, mut pty) = open("(mouse: true)");
    assert_ne!(mode(&pty), MouseProtocolMode::None);
    pty.press("g,Gkk");
    pty.shows("‹ on ›");
    pty.press("l");
    pty.until("the mouse is the terminal's", |screen| {
        screen.mouse_protocol_mode() == MouseProtocolMode::None
    });
    let there = || fs::read_to_string(home.path().join("settings.ron")).expect("it is there");
    assert_eq!(there(), "(mouse: false)");
    pty.press("u");
    pty.until("the mouse is lacuna's", |screen| {
        screen.mouse_protocol_mode() != MouseProtocolMode::None
    });
    assert_eq!(there(), "(mouse: true)");
}
