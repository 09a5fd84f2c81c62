//! Links out of the program: what a terminal gets of them, and what the system is asked to open.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

use crate::pty::{Pty, command};
use crate::{home, write_deck};

const ADDRESS: &str = "https://a.org/ä?b=c&d=`e`";
const LINK: &str = "\x1b]8;id=";

fn linked() -> TempDir {
    let home = home();
    let note = format!(
        "(format: 1, id: \"own\", title: \"Own\", notes: [\n\
         Pair(id: \"a\", term: \"Alpha\", definition: \"the [first](<{ADDRESS}>) letter\")])"
    );
    write_deck(home.path(), "own.ron", &note);
    home
}

/// Opens the note with these variables.
fn open(home: &Path, environment: &[(&str, &str)]) -> Pty {
    let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), &["search", "alpha letter"], home);
    for (name, value) in environment {
        lacuna.env(name, value);
    }
    let pty = Pty::start(lacuna, 100, 24);
    pty.shows("F1 keys");
    pty
}

fn raw(pty: &Pty) -> String {
    pty.look(|seen| String::from_utf8_lossy(&seen.raw).into_owned())
}

#[test]
fn only_a_terminal_with_links_gets_them_and_no_column_moves() {
    let home = linked();
    let with = open(home.path(), &[("FORCE_HYPERLINK", "1")]);
    let uri = ";https://a.org/%C3%A4?b=c&d=`e`\x1b\\f\x1b]8;;\x1b\\";
    assert!(raw(&with).contains(uri), "{:?}", raw(&with));
    let without = open(home.path(), &[]);
    let screen = |pty: &Pty| pty.look(|seen| seen.screen().contents());
    assert_eq!(screen(&with), screen(&without));
    assert!(!raw(&without).contains(LINK));
    let colourless = open(home.path(), &[("FORCE_HYPERLINK", "1"), ("NO_COLOR", "1")]);
    assert!(!raw(&colourless).contains(LINK));
}

#[test]
fn a_link_goes_to_the_opener_as_one_argument_and_over_ssh_to_the_clipboard() {
    let home = linked();
    let (opener, opened) = (home.path().join("xdg-open"), home.path().join("opened"));
    fs::write(&opener, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >>'{}'\n", opened.display()))
        .expect("a file can be written");
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).expect("it can be run");
    let path = format!("{}:/usr/bin:/bin", home.path().display());
    let desktop = [("PATH", path.as_str()), ("DISPLAY", ":0")];
    let mut pty = open(home.path(), &desktop);
    pty.press("\x1bo");
    pty.shows("Opened https://a.org/");
    assert_eq!(fs::read_to_string(&opened).expect("it was opened"), format!("{ADDRESS}\n"));

    let mut far = open(home.path(), &[desktop[0], desktop[1], ("SSH_CONNECTION", "a 1 b 2")]);
    far.press("\x1bo");
    far.shows("if your terminal lets");
    assert!(raw(&far).contains("\x1b]52;c;"), "{:?}", raw(&far));
    let lines = fs::read_to_string(&opened).expect("it is there");
    assert_eq!(lines.lines().count(), 1, "nothing was opened on the far computer");
}
