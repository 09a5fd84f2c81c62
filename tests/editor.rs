//! The user's own editor, opened on a note by the real program in a real terminal.
#![cfg(unix)]

mod support {
    pub(crate) mod job;
    pub(crate) mod pty;
}

use std::fs;
use std::path::Path;

use support::job::{Job, PROMPTED};
use support::pty::{Pty, command, find, left_behind};

const CTRL_C: &str = "\x03";
const CTRL_Z: &str = "\x1a";

/// A deck in the place of the bundled one, so that nothing else is asked.
const TWO_NOTES: &str = r#"(format: 1, id: "csc277-exam-1", title: "Two", notes: [
    Pair(id: "a", term: "Alpha", definition: "One"), // first
    Pair(id: "b", term: "Beta", definition: "Two"),
])"#;

/// Opens lacuna on two notes with an editor: a script that says it is there, waits for a line, and
/// does `then`.
fn open_with_editor(home: &Path, then: &str) -> Pty {
    fs::create_dir_all(home.join("decks")).expect("a folder can be made");
    fs::write(home.join("decks/two.ron"), TWO_NOTES).expect("a file can be written");
    // Cards are asked at once, without being shown first.
    fs::write(home.join("settings.ron"), "(learn_step: false)").expect("a file can be written");
    let script = home.join("editor.sh");
    fs::write(&script, format!("echo 'the editor is here'\nread line\n{then}\n"))
        .expect("a file can be written");
    let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), &[], home);
    // As `code --wait`, it takes words of its own.
    lacuna.env("EDITOR", format!("sh '{}'", script.display()));
    let pty = Pty::start(lacuna, 80, 24);
    pty.shows("? keys");
    pty
}

fn deck_on_disk(home: &Path) -> String {
    fs::read_to_string(home.join("decks/two.ron")).expect("the deck is there")
}

#[test]
fn a_note_is_edited_in_the_users_editor_and_keeps_its_history() {
    let home = tempfile::tempdir().expect("a directory can be made");
    let mut pty =
        open_with_editor(home.path(), r#"sed 's/Two/Zwei/' "$1" > "$1.new" && mv "$1.new" "$1""#);
    pty.press("gd");
    pty.shows("Alpha");
    pty.press(" ");
    pty.press_having_seen("3");
    pty.shows("Beta");
    let reviews = fs::read(home.path().join("reviews.ron")).expect("a grade is on disk");
    pty.press("E");
    pty.shows("the editor is here");
    assert_eq!(pty.look(left_behind), [""; 0], "the terminal is the editor's");
    assert_eq!(pty.settings(), pty.first_settings);
    pty.press("go on\r");
    pty.shows("The note is saved");
    pty.hides("the editor is here");
    assert_ne!(pty.settings(), pty.first_settings, "the terminal is lacuna's again");
    pty.press(" ");
    pty.shows("Zwei");
    assert_eq!(deck_on_disk(home.path()), TWO_NOTES.replace("Two\"),\n])", "Zwei\"),\n])"));
    let drafts = fs::read_dir(home.path().join("drafts")).expect("the folder is there");
    assert_eq!(drafts.count(), 0, "no draft is left behind");
    pty.press("u");
    pty.shows("Edit undone");
    assert_eq!(deck_on_disk(home.path()), TWO_NOTES);
    pty.press("\x12");
    pty.shows("Edit redone");
    pty.press("uu");
    pty.shows("Alpha");
    assert_eq!(deck_on_disk(home.path()), TWO_NOTES);
    pty.press("q");
    let after = fs::read(home.path().join("reviews.ron")).expect("the log is there");
    assert!(
        after.starts_with(&reviews) && after.len() > reviews.len(),
        "the history stays, and undo adds to it"
    );
}

#[test]
fn an_editor_that_fails_or_is_interrupted_changes_nothing() {
    let home = tempfile::tempdir().expect("a directory can be made");
    let mut pty = open_with_editor(home.path(), "exit 3");
    pty.press("b");
    pty.shows("2 terms");
    pty.press("E");
    pty.shows("the editor is here");
    pty.press("go on\r");
    pty.shows("failed (3)");
    pty.press("\rE");
    pty.wait("the editor again", |seen| {
        (seen.text().matches("the editor is here").count() == 2).then_some(())
    });
    pty.press(CTRL_C);
    pty.shows("so nothing has changed");
    assert_eq!(deck_on_disk(home.path()), TWO_NOTES);
    pty.press(CTRL_C);
    assert!(pty.ended().success());
    pty.is_given_back();
}

#[test]
fn ctrl_c_in_the_editor_never_ends_lacuna() {
    let home = tempfile::tempdir().expect("a directory can be made");
    let mut pty = open_with_editor(home.path(), "exit 3");
    pty.press("b");
    pty.shows("2 terms");
    for round in 1..=15 {
        pty.press("E");
        let count = |text: &str, what: &str| text.matches(what).count() == round;
        pty.wait("the editor", |seen| count(&seen.text(), "the editor is here").then_some(()));
        pty.press(CTRL_C);
        pty.shows("so nothing has changed");
        pty.press("\r");
        pty.hides("so nothing has changed");
    }
    pty.press(CTRL_C);
    assert!(pty.ended().success(), "the last Ctrl-C is its own");
}

#[test]
fn ctrl_z_in_the_editor_stops_both_and_fg_goes_on_in_the_editor() {
    // Until the gate is there it leaves the keys alone: stopped in the middle of reading them, it
    // might take the first one that is meant for the shell.
    // Until the gate is there it leaves the keys alone: stopped in the middle of reading them, it
    // may take the first one that is meant for the shell.
    let script = concat!(
        r"printf 'echo the editor is here\nuntil [ -e gate ]; do sleep 0.01; done\n",
        r"echo the editor goes on\nread line\n' > editor.sh; export EDITOR='sh editor.sh'; ",
    );
    let mut job = Job::open(&format!("{script}{PROMPTED}"));
    job.pty.press("bE");
    job.pty.wait("the editor", |seen| find(seen.screen(), "editor. the editor is here").map(drop));
    job.pty.press(CTRL_Z);
    job.is_at_the_prompt("in the editor");
    job.pty.press("fg\r");
    fs::write(job.home.path().join("gate"), "").expect("a file can be written");
    job.pty.wait("the editor again", |seen| {
        seen.text().contains("\nthe editor goes on").then_some(())
    });
    job.pty.press("go on\r");
    job.pty.shows("Nothing changed");
    job.pty.press(CTRL_C);
    job.ends_well();
}

#[test]
fn an_editor_that_is_not_there_is_named() {
    let home = tempfile::tempdir().expect("a directory can be made");
    let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), &[], home.path());
    lacuna.env("VISUAL", "no-such-editor");
    let mut pty = Pty::start(lacuna, 80, 24);
    pty.shows("? keys");
    pty.press("bE");
    pty.shows("the editor `no-such-editor` can't be started");
    pty.shows("EDITOR=nano");
    assert!(!home.path().join("decks").exists());
}

#[test]
fn what_is_typed_while_the_editor_is_open_is_dropped() {
    let home = tempfile::tempdir().expect("a directory can be made");
    // The editor has the terminal, reads nothing more, and ends once it is told to.
    let gate = home.path().join("go");
    let script = format!("while [ ! -e '{}' ]; do sleep 0.05; done", gate.display());
    let mut pty = open_with_editor(home.path(), &script);
    pty.press("b");
    pty.shows("Alpha");
    pty.press("E");
    pty.shows("the editor is here");
    pty.press("go on\r");
    // Without lacuna's care these would ask whether to delete the note, and say yes.
    pty.press("Dy");
    pty.shows("Dy");
    fs::write(&gate, "").expect("it can be written");
    pty.shows("Nothing changed");
    pty.hides("the editor is here");
    pty.press(":");
    pty.shows("Commands");
    assert!(pty.look(|seen| find(seen.screen(), "Delete this note?")).is_none());
    assert_eq!(deck_on_disk(home.path()), TWO_NOTES);
    pty.press(CTRL_C);
    pty.ended();
}
