//! The real program in a real terminal: what only that can show.
//!
//! Everything that can be seen in a buffer is tested there; here it is the terminal itself that
//! matters: that it is taken over and given back, that signals, the shell, the mouse and the
//! window's size do what they should, and that nothing gets out raw.
#![cfg(unix)]

mod drafts;
#[cfg(target_os = "linux")]
mod idle;
#[path = "../support/job.rs"]
mod job;
mod left;
mod links;
mod opening;
#[cfg(feature = "pictures")]
mod pictures;
#[path = "../support/pty.rs"]
mod pty;
#[cfg(target_os = "linux")]
mod sounds;
mod surroundings;
mod themes;

use std::fs;
use std::path::Path;

use pty::{Pty, Spot, command, find, looks};
use tempfile::TempDir;

const ESC: &str = "\x1b";
const CTRL_C: &str = "\x03";
const CTRL_L: &str = "\x0c";
const CTRL_Z: &str = "\x1a";

fn home() -> TempDir {
    tempfile::tempdir().expect("a directory can be made")
}

fn write_deck(home: &Path, name: &str, text: &str) {
    let decks = home.join("decks");
    fs::create_dir_all(&decks).expect("a folder can be made");
    fs::write(decks.join(name), text).expect("a file can be written");
}

/// Opens lacuna by itself.
fn open(home: &Path, columns: u16, rows: u16) -> Pty {
    let pty = Pty::start(command(env!("CARGO_BIN_EXE_lacuna"), &[], home), columns, rows);
    pty.shows("? keys");
    pty
}

#[test]
fn opens_on_home_finds_a_note_and_comes_back() {
    let home = home();
    let mut pty = open(home.path(), 80, 24);
    pty.shows("Browse");
    pty.press("/layer norm");
    pty.shows("> layer norm");
    pty.shows("▸  Layer normalization");
    pty.press("\r");
    pty.shows("standardizes the features of each example");
    pty.hides("> layer norm");
    pty.press(ESC);
    pty.shows("> layer norm");
    pty.press(ESC);
    pty.hides("layer norm");
    pty.press(ESC);
    pty.shows("Study now");
    pty.press("q");
    assert!(pty.ended().success());
}

#[test]
fn every_size_is_drawn_as_in_a_fresh_start() {
    let home = home();
    let mut pty = open(home.path(), 100, 30);
    pty.press("b");
    pty.shows("A–Z");
    for (columns, rows) in [(80, 24), (60, 18), (39, 9), (120, 40), (40, 10), (100, 30)] {
        pty.resize(columns, rows);
        let mut fresh =
            Pty::start(command(env!("CARGO_BIN_EXE_lacuna"), &[], home.path()), columns, rows);
        if columns < 40 {
            pty.shows("lacuna needs at least 40 × 10");
            fresh.shows("lacuna needs at least 40 × 10");
        } else {
            fresh.shows("Study now");
        }
        fresh.press("b");
        pty.until(&format!("{columns} × {rows} as in a fresh start"), |screen| {
            looks(screen) == fresh.look(|seen| looks(seen.screen()))
        });
        fresh.press(CTRL_C);
        fresh.ended();
    }
    pty.press(CTRL_C);
    assert!(pty.ended().success());
}

#[test]
fn a_resize_while_it_opens_is_not_missed() {
    let home = home();
    for first in ["\x1b[?1049h", "lacuna", "Home", "keys"].repeat(4) {
        let mut pty = Pty::start(command(env!("CARGO_BIN_EXE_lacuna"), &[], home.path()), 100, 30);
        pty.wait(first, |seen| seen.text().contains(first).then_some(()));
        pty.resize(60, 18);
        pty.until("the footer at the bottom", |screen| {
            find(screen, "Enter open") == Some(Spot { row: 17, column: 1 })
        });
        pty.press("q");
        assert!(pty.ended().success());
    }
}

#[test]
fn a_key_pressed_during_a_resize_is_not_missed_nor_is_the_resize() {
    let home = home();
    let mut pty = open(home.path(), 80, 24);
    pty.press("/");
    for n in 1..=40 {
        let columns = 80 + n % 2;
        pty.resize(columns, 24);
        pty.press("x");
        pty.shows(&format!("> {} ", "x".repeat(n.into())));
        pty.until(&format!("a rule of {columns} columns"), |screen| {
            screen
                .rows(0, columns)
                .nth(1)
                .is_some_and(|rule| rule.chars().count() == usize::from(columns))
        });
    }
    pty.press(CTRL_C);
    assert!(pty.ended().success());
}

#[test]
fn a_paste_goes_whole_into_the_field_and_acts_on_nothing() {
    let home = home();
    let mut pty = open(home.path(), 80, 24);
    pty.press("/");
    pty.shows("> ");
    pty.press("\x1b[200~layer\nnorm \x1b]0;x\x07 q\x1b[201~");
    pty.shows("> layer norm");
    pty.press("\x15");
    pty.hides("layer norm");
    pty.press("\x1b[200~layer norm\x1b[201~");
    pty.shows("▸  Layer normalization");
    pty.press(CTRL_C);
    assert!(pty.ended().success());
}

#[test]
fn the_mouse_clicks_tabs_and_scrolls_lists() {
    let home = home();
    let mut pty = open(home.path(), 80, 24);
    let tab = pty.shows("Browse");
    let (x, y) = (tab.column + 2, tab.row + 1);
    pty.press(&format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
    pty.shows("A–Z");
    let first = pty.shows("Artifact");
    let (x, y) = (first.column + 1, first.row + 1);
    pty.press(&format!("\x1b[<65;{x};{y}M").repeat(4));
    pty.hides("Artifact");
    pty.press(&format!("\x1b[<64;{x};{y}M").repeat(4));
    // Between the turns it may be seen further up.
    pty.until("the list as it was", |screen| find(screen, "Artifact") == Some(first));
    pty.press(CTRL_C);
    assert!(pty.ended().success());
}

/// Waits until the text stands on the screen, wherever its lines break.
fn tells(pty: &Pty, text: &str) {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    pty.until(&format!("{text:?}"), |screen| dense(&screen.contents()).contains(&dense(text)));
}

#[test]
fn a_bad_deck_is_told_and_the_rest_works() {
    let home = home();
    // Long enough that the path alone fills a line.
    let config =
        home.path().join("somewhere/deep/below/where/a/person/keeps/the/files/of/this/program");
    write_deck(
        &config,
        "bad.ron",
        "(format: 1, id: \"bad\", title: \"Bad\", notes: [Pair(id: \"a\", trem: \"x\")])",
    );
    let mut pty = open(&config, 80, 24);
    pty.shows("▲");
    tells(&pty, "bad.ron:1:");
    pty.shows("`trem`");
    pty.shows("`term`");
    pty.press("/layer norm\r");
    pty.shows("standardizes the features");
    pty.press(CTRL_C);
    assert!(pty.ended().success());
}

#[test]
fn a_config_directory_that_is_a_file_is_told() {
    let home = home();
    let file = home.path().join("not-a-folder");
    fs::write(&file, "hello").unwrap();
    let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), &[], home.path());
    lacuna.env("LACUNA_CONFIG_DIR", &file);
    let pty = Pty::start(lacuna, 80, 24);
    tells(&pty, "not-a-folder");
    tells(&pty, "Not a directory");
    assert!(!pty.look(|seen| seen.text().contains("panicked")));
    assert_eq!(fs::read_to_string(&file).unwrap(), "hello");
}

/// A deck that would set the window's title, ring, move the cursor and turn text around, if it were
/// let.
const HOSTILE: &str = r#"(
    format: 1,
    id: "hostile",
    title: "Deck \u{1b}]0;pwned\u{7}title",
    topics: [(id: "t", title: "Topic \u{1b}]0;pwned\u{7}")],
    notes: [Pair(
        id: "a",
        topic: "t",
        term: "Zzyzx \u{1b}]0;pwned\u{7} \u{9b}31m \u{202e}drow",
        aliases: ["Alias \u{1b}]0;pwned\u{7}"],
        definition: "Definition \u{1b}]0;pwned\u{7}\u{1b}[2J \u{9d}0;pwned\u{9c} \u{2066}turned\u{2069} \u{8}\u{7f} end",
    )],
)"#;

#[test]
fn what_a_deck_says_never_acts_on_the_terminal() {
    let home = home();
    write_deck(home.path(), "hostile.ron", HOSTILE);
    write_deck(
        home.path(),
        "bad \u{1b}]0;pwned\u{7}\u{202e}.ron",
        "(format: 1, \u{1b}]0;pwned\u{7} )",
    );
    let mut pty = open(home.path(), 120, 36);
    pty.shows("Deck ␛]0;pwned␇title");
    tells(&pty, "bad ␛]0;pwned␇");
    pty.press("/zzyzx");
    pty.shows("▸  Zzyzx ␛]0;pwned␇");
    pty.press("\r");
    pty.shows("Definition ␛]0;pwned␇␛[2J");
    pty.press("gbG");
    pty.shows("▸ Zzyzx");
    pty.repaints_the_same(|pty| pty.press(CTRL_L));
    pty.press("qq");
    assert!(pty.ended().success());
    let text = pty.look(|seen| String::from_utf8(seen.raw.clone()).expect("only UTF-8 is sent"));
    assert!(text.contains("]0;pwned"), "the payload was on the screen");
    // The one question that lacuna itself asks.
    let text = text.replacen("\x1b]11;?", "", 1);
    for raw in ["\x1b]", "\x07", "\x08", "\x7f"] {
        assert!(!text.contains(raw), "{raw:?} was sent");
    }
    let acts = |c: &char| matches!(c, '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert_eq!(text.chars().find(acts), None, "was sent");
}

#[test]
fn a_vanished_terminal_ends_the_program() {
    // Several times: whether the program is drawing or waiting just then decides how it learns of
    // it.
    for keys in ["", "/layer"].repeat(4) {
        let home = home();
        let mut pty = open(home.path(), 80, 24);
        pty.press(keys);
        let status = pty.vanish().ended();
        assert!(status.is_some(), "lacuna lives on after {keys:?}");
    }
}
