//! Sounds of a note, played by a program that stands in for the system's.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::pty::{Pty, command};
use crate::{CTRL_C, home, write_deck};

/// Two notes, the first with two sounds.
fn write_birds(home: &Path) {
    let owl = r#"Question(id: "o", question: "Zz owl [sound:hoot.mp3]", answer: "![](wing.ogg)")"#;
    let bat = r#"Question(id: "b", question: "Zy bat", answer: "none")"#;
    let deck = format!(r#"(format: 1, id: "birds", title: "Birds", notes: [{owl}, {bat}])"#);
    write_deck(home, "birds.ron", &deck);
    for name in ["hoot.mp3", "wing.ogg"] {
        fs::write(home.join("decks").join(name), "a sound").expect("a file can be written");
    }
}

/// Writes a player that says what it plays and plays until it is stopped.
fn write_player(home: &Path) {
    let player = home.join("mpv");
    let script = "#!/bin/sh\nfor file; do :; done\n\
                  echo \"$$ ${file##*/}\" >>\"$HOME/played\"\nexec sleep 1000\n";
    fs::write(&player, script).expect("a file can be written");
    fs::set_permissions(&player, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

/// Opens the note of the owl.
fn open(home: &Path, path: &str, environment: &[(&str, &str)]) -> Pty {
    let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), &[], home);
    lacuna.env("PATH", path);
    for (name, value) in environment {
        lacuna.env(name, value);
    }
    let mut pty = Pty::start(lacuna, 100, 30);
    pty.shows("? keys");
    pty.press("/zz owl\r");
    pty.shows("question");
    pty
}

/// Waits for that many sounds; returns the process and the file of the last.
fn played(pty: &Pty, home: &Path, count: usize) -> (u32, String) {
    pty.wait("a sound", |_| {
        let played = fs::read_to_string(home.join("played")).ok()?;
        let last = played.lines().nth(count - 1).filter(|_| played.ends_with('\n'))?;
        let (pid, file) = last.split_once(' ')?;
        Some((pid.parse().ok()?, file.to_string()))
    })
}

fn is_gone(pid: u32) -> Option<()> {
    // What ended and was waited for has no folder.
    (!Path::new(&format!("/proc/{pid}")).exists()).then_some(())
}

#[test]
fn p_plays_one_sound_after_the_other_and_each_stops_with_its_note() {
    let home = home();
    write_birds(home.path());
    write_player(home.path());
    let path = format!("{}:/usr/bin:/bin", home.path().display());
    let mut pty = open(home.path(), &path, &[]);
    pty.press("p");
    let (hoot, file) = played(&pty, home.path(), 1);
    assert_eq!(file, "hoot.mp3");
    pty.press("p");
    let (wing, file) = played(&pty, home.path(), 2);
    assert_eq!(file, "wing.ogg");
    pty.wait("the end of the first", |_| is_gone(hoot));
    pty.press("/\x15zy bat\r");
    pty.shows("none");
    pty.wait("the end of the second", |_| is_gone(wing));
    pty.press("p");
    pty.shows("There is no sound here");
    pty.press("/\x15zz owl\r");
    pty.shows("question");
    pty.press("p");
    let (again, file) = played(&pty, home.path(), 3);
    assert_eq!(file, "hoot.mp3", "it begins anew");
    pty.press(CTRL_C);
    assert!(pty.ended().success());
    pty.wait("silence", |_| is_gone(again));
}

#[test]
fn before_the_answer_a_drill_plays_what_the_question_names() {
    let home = home();
    write_birds(home.path());
    write_player(home.path());
    fs::write(home.path().join("settings.ron"), "(learn_step: false)").expect("it is written");
    let arguments = ["drill", "--deck", "birds", "--limit", "1", "--cram", "owl"];
    let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), &arguments, home.path());
    lacuna.env("PATH", format!("{}:/usr/bin:/bin", home.path().display()));
    let mut pty = Pty::start(lacuna, 100, 30);
    pty.shows("Zz owl");
    for count in 1..3 {
        pty.press_having_seen("p");
        assert_eq!(played(&pty, home.path(), count).1, "hoot.mp3");
    }
    pty.press(" ");
    pty.shows("Good");
    for (count, name) in [(3, "hoot.mp3"), (4, "wing.ogg")] {
        pty.press_having_seen("p");
        assert_eq!(played(&pty, home.path(), count).1, name);
    }
}

#[test]
fn where_no_sound_can_be_heard_it_is_said() {
    let home = home();
    write_birds(home.path());
    let mut pty = open(home.path(), "/nowhere", &[]);
    pty.press("p");
    pty.shows("there is no program here that plays sounds; install mpv");
    write_player(home.path());
    let path = format!("{}:/usr/bin:/bin", home.path().display());
    let mut pty = open(home.path(), &path, &[("SSH_TTY", "/dev/pts/1")]);
    pty.press("p");
    pty.shows("sounds are not played over ssh");
    fs::remove_file(home.path().join("decks/hoot.mp3")).expect("it is there");
    let mut pty = open(home.path(), &path, &[]);
    pty.press("p");
    pty.shows("`hoot.mp3` is not there");
    assert!(!home.path().join("played").exists());
}
