//! Notes of the user's own in a real terminal: written, pasted, imported from a file, deleted and
//! restored.
#![cfg(unix)]

mod support {
    pub(crate) mod pty;
}

use std::fs;
use std::path::Path;
use std::process::Command;

use support::pty::{Pty, command};

const CTRL_S: &str = "\x13";
const ESC: &str = "\x1b";
const F1: &str = "\x1bOP";

/// At a fixed time no key counts as pressed too early, however slow the machine is.
fn open(home: &Path) -> Pty {
    let mut command = command(env!("CARGO_BIN_EXE_lacuna"), &[], home);
    command.env("LACUNA_NOW", "2026-11-22T12:00:00Z");
    Pty::start(command, 90, 26)
}

fn deck(home: &Path, name: &str) -> String {
    fs::read_to_string(home.join("decks").join(name)).expect("the deck is on disk")
}

/// Returns text as a terminal sends it that somebody pastes.
fn pasted(text: &str) -> String {
    format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r"))
}

#[test]
fn a_note_is_written_changed_deleted_and_restored() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut pty = open(home.path());
    pty.shows("New note");
    pty.press("a");
    pty.shows("My notes");
    pty.press("Eigenvalue\tWhat a matrix stretches by");
    pty.shows("Cards  2");
    pty.press(CTRL_S);
    pty.shows("Added to");
    assert!(deck(home.path(), "my-notes.ron").contains("What a matrix stretches by"));
    pty.press(ESC);
    pty.shows("Study the bundled deck too?");
    pty.press("\r");
    pty.hides("Definition");
    pty.press("/eigenv\r");
    pty.shows("What a matrix stretches by");
    pty.press("e");
    pty.shows("Change a note");
    pty.press(&format!("\t{}{CTRL_S}", " an eigenvector"));
    pty.shows("The note is saved");
    assert!(deck(home.path(), "my-notes.ron").contains("stretches by an eigenvector"));
    pty.press("D");
    pty.shows("Delete this note?");
    pty.press("y");
    pty.shows("The note is deleted");
    assert!(!deck(home.path(), "my-notes.ron").contains("eigenvector"));
    pty.press(ESC);
    pty.shows("100 of 280");
    pty.press(ESC);
    pty.shows("Study now");
    pty.press("gbu");
    pty.shows("the note is back");
    assert!(deck(home.path(), "my-notes.ron").contains("stretches by an eigenvector"));
    pty.press("qq");
    assert!(pty.ended().success());
}

#[test]
fn a_pasted_list_and_a_file_are_imported_after_a_preview() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let csv = home.path().join("rivers.csv");
    fs::write(&csv, "term,definition\nRhine,\"To Rotterdam, at last\"\nElbe,To Hamburg\n")
        .expect("a file is written");
    let mut pty = open(home.path());
    pty.shows("Import notes");
    pty.press("a");
    pty.shows("My notes");
    pty.press(&pasted("Main\tInto the Rhine\nMosel\tInto the Rhine too\nNahe\tLikewise\n"));
    pty.shows("This looks like 3 notes");
    pty.press("\r");
    pty.shows("3 new");
    pty.press("Rivers");
    pty.shows("Rivers");
    pty.press("\r");
    pty.shows("3 new notes");
    assert_eq!(deck(home.path(), "rivers.ron").matches("Pair(").count(), 3);
    pty.press("y");
    pty.hides("Study the bundled deck too?");

    pty.press("i");
    pty.shows("Tab complete");
    pty.press(&format!("{}\t", home.path().join("riv").display()));
    pty.shows("rivers.csv");
    pty.press("\r");
    pty.shows("2 new");
    pty.press(ESC);
    // All of it has to be gone: a frame may come in parts, and what is left of this look would be
    // taken for the next one.
    pty.hides("Into deck");
    pty.hides("2 new");
    assert!(!deck(home.path(), "rivers.ron").contains("Rotterdam"), "a look changes nothing");
    pty.press(&format!("i{}\r", csv.display()));
    pty.shows("2 new");
    pty.press("\r");
    pty.shows("2 new notes");
    assert!(deck(home.path(), "rivers-2.ron").contains("To Rotterdam, at last"));
    assert_eq!(deck(home.path(), "rivers.ron").matches("Pair(").count(), 3);
    pty.press("q");
    assert!(pty.ended().success());
}

#[test]
fn an_import_is_undone_and_done_again() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let list = home.path().join("rivers.txt");
    fs::write(&list, "Rhine\tTo Rotterdam\nElbe\tTo Hamburg\n").expect("a file is written");
    let rivers = home.path().join("decks/rivers.ron");
    let mut pty = open(home.path());
    pty.shows("Import notes");
    let import = |pty: &mut Pty, new: &str| {
        pty.press(&format!("i{}\r", list.display()));
        pty.shows(new);
        pty.press("\r");
        pty.shows("; u undoes");
    };
    import(&mut pty, "2 new");
    let first = deck(home.path(), "rivers.ron");
    pty.press("n");
    pty.hides("Study the bundled deck too?");
    pty.press("u");
    pty.shows("Undone: Import into rivers: 2 new notes");
    assert!(!rivers.exists(), "the deck was made by the import");
    pty.press("\x12");
    pty.shows("Import into rivers: 2 new notes; u undoes");
    assert_eq!(deck(home.path(), "rivers.ron"), first);
    // What the undo took back was the answer too.
    pty.shows("Study the bundled deck too?");
    pty.press("n");
    pty.hides("Study the bundled deck too?");

    fs::write(&list, "Rhine\tTo the sea\nMain\tTo Mainz\n").expect("a file is written");
    import(&mut pty, "1 changed");
    assert!(deck(home.path(), "rivers.ron").contains("To the sea"));
    pty.press("gb");
    pty.hides("Import notes");
    pty.press("u");
    pty.shows("Undone: Import into rivers: 1 new note, 1 changed");
    assert_eq!(deck(home.path(), "rivers.ron"), first, "as it was before");
    fs::write(&rivers, first.replace("Hamburg", "Cuxhaven")).expect("a file is written");
    pty.press("u");
    pty.shows("the deck has changed since");
    assert!(deck(home.path(), "rivers.ron").contains("Cuxhaven"));
}

#[test]
fn a_deck_is_renamed_deleted_and_brought_back() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let rivers = home.path().join("decks/rivers.ron");
    fs::create_dir(home.path().join("decks")).expect("a folder can be made");
    let text = "// mine\n(format: 1, id: \"rivers\", title: \"Rivers\", notes: [\n    Pair(id: \"a\", term: \"Elbe\", definition: \"To Hamburg\"),\n])\n";
    fs::write(&rivers, text).expect("a file is written");
    let mut pty = open(home.path());
    pty.shows("Your decks");
    pty.press("gkj");
    pty.shows("▸ ✓ Rivers");
    pty.press("r\x15Streams\r");
    pty.shows("Renamed to “Streams”; u undoes");
    assert_eq!(deck(home.path(), "rivers.ron"), text.replace("Rivers", "Streams"));
    pty.press("D");
    pty.shows("Delete this deck?");
    pty.press("y");
    pty.shows("Deleted “Streams”; u undoes");
    assert!(!rivers.exists());
    let copy = home.path().join("backups/deleted/rivers.ron");
    assert_eq!(
        fs::read_to_string(copy).expect("a copy is kept"),
        text.replace("Rivers", "Streams")
    );
    pty.press("u");
    pty.shows("Undone: Deleted “Streams”");
    pty.press("u");
    pty.shows("Undone: Renamed to “Streams”");
    assert_eq!(deck(home.path(), "rivers.ron"), text);
    pty.press("\x12");
    pty.shows("Renamed to “Streams”; u undoes");
    pty.press(" ");
    pty.shows("· Streams");
    let settings = fs::read_to_string(home.path().join("settings.ron")).expect("it is written");
    assert!(settings.contains("\"rivers\":false"), "{settings}");
    pty.press("\x03");
    assert!(pty.ended().success());
}

#[test]
fn keys_are_seen_while_a_job_runs() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let pipe = home.path().join("rivers.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo is there").success());
    let mut pty = open(home.path());
    pty.shows("Import notes");
    pty.press(&format!("i{}\r", pipe.display()));
    // The other thread reads the pipe until somebody has written to it.
    pty.shows("Reading");
    pty.press(F1);
    pty.shows("Keys");
    pty.press(ESC);
    // Escape and a key right after it would be one key.
    pty.hides("Keys");
    pty.shows("Reading");
    fs::write(&pipe, "term,definition\nRhine,To Rotterdam\nElbe,To Hamburg\n")
        .expect("the pipe takes it");
    pty.shows("2 new");
    pty.press("\x03");
    assert!(pty.ended().success());
}
