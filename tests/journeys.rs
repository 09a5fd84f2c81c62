//! Journeys in a real terminal as people make them: windows that change in the middle, pastes, a
//! mouse, a lost focus, a disk that fails, places where nothing can be kept. Whatever happens, the
//! words are sensible and nothing is lost.
#![cfg(unix)]

mod support {
    pub(crate) mod pty;
}

use std::fs;
use std::path::Path;
use std::process::Command;

use lacuna::store::{ConfigHome, progress};
use support::pty::{Pty, command};
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_lacuna");
const ESC: &str = "\x1b";
const CTRL_C: &str = "\x03";
/// A deck in the place of the bundled one, so that nothing else is asked.
const NOTES: usize = 12;

fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a directory can be made");
    fs::write(home.path().join("settings.ron"), "(learn_step: false)").expect("it can be written");
    let note =
        |n: usize| format!("Pair(id: \"n{n}\", term: \"Term {n}\", definition: \"It is {n}\"),\n");
    let notes: String = (0..NOTES).map(note).collect();
    let deck = format!("(format: 1, id: \"csc277-exam-1\", title: \"Dozen\", notes: [\n{notes}])");
    fs::create_dir_all(home.path().join("decks")).expect("a folder can be made");
    fs::write(home.path().join("decks/dozen.ron"), deck).expect("a file can be written");
    home
}

fn reviews(home: &Path) -> usize {
    progress::unread(&ConfigHome::new(home)).entries().expect("the log can be read").0.len()
}

/// Waits until the text stands on the screen, wherever its lines break.
fn tells(pty: &Pty, text: &str) {
    // Lines may be broken anywhere, and within a box.
    let dense = |text: &str| text.replace('│', "").split_whitespace().collect::<String>();
    pty.until(&format!("{text:?}"), |screen| dense(&screen.contents()).contains(&dense(text)));
}

/// Shows the answer and grades it Again.
fn answer(pty: &mut Pty) {
    pty.press("\r");
    pty.shows("1 Again");
    pty.press_having_seen("1");
}

#[test]
fn a_drill_goes_on_through_whatever_happens_to_its_window() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 18), (44, 12)] {
        let home = home();
        let mut pty = Pty::start(command(BINARY, &["drill"], home.path()), columns, rows);
        pty.shows(" left");
        // Focus goes and comes; the wheel turns and buttons are pressed where nothing is; a paste
        // comes while a grade is awaited.
        pty.press("\x1b[O\x1b[I\x1b[<64;3;3M\x1b[<2;3;3M\x1b[<2;3;3m\x1b[<35;9;9M");
        answer(&mut pty);
        pty.shows("✓ 0  ✗ 1");
        pty.resize(39, 9);
        pty.shows("lacuna needs at least");
        pty.resize(1, 1);
        pty.resize(columns + 7, rows + 3);
        pty.shows("✓ 0  ✗ 1");
        pty.press("\r");
        pty.shows("1 Again");
        pty.press("\x1b[200~1111\n2222\x1b[201~");
        pty.resize(columns, rows);
        pty.press_having_seen("1");
        pty.shows("✓ 0  ✗ 2");
        pty.press(CTRL_C);
        assert!(pty.ended().success());
        pty.is_given_back();
        assert_eq!(reviews(home.path()), 2, "{columns} × {rows}");
    }
}

/// Suspends the card, which may be a lesson, and waits until it is said that this was not saved.
fn is_not_saved(pty: &mut Pty) {
    pty.press_having_seen("@");
    tells(pty, "was not saved");
}

/// What came of an answer: it counts, or it is said that it was not saved.
fn counts(pty: &mut Pty, wrong: usize) -> bool {
    answer(pty);
    let counted = format!("✗ {wrong} ");
    pty.wait("an answer that counts, or is said not to", |seen| {
        let text = seen.screen().contents();
        let refused = text.contains("the review was not saved") || text.contains("not saved:");
        (refused || text.contains(&counted)).then_some(!refused)
    })
}

#[test]
fn a_limit_to_the_size_of_files_is_told_and_nothing_is_lost() {
    let home = home();
    let script = r#"ulimit -f 1; exec "$LACUNA" drill"#;
    let mut pty = Pty::start(command("sh", &["-c", script], home.path()), 100, 30);
    pty.shows(" left");
    let mut saved = 0;
    while counts(&mut pty, saved + 1) {
        saved += 1;
    }
    assert!(saved > 3, "some fit: {saved}");
    // One word: a line of the box may break between any two.
    pty.shows("large");
    assert_eq!(reviews(home.path()), saved);
    pty.press(CTRL_C);
    let status = pty.ended();
    assert!(status.signal().is_none(), "{status}");
    assert_eq!(reviews(home.path()), saved);
    // With room again, it goes on where it was.
    let mut pty = Pty::start(command(BINARY, &["drill"], home.path()), 100, 30);
    pty.shows(" left");
    assert!(counts(&mut pty, 1));
    pty.press(CTRL_C);
    assert!(pty.ended().success());
    assert_eq!(reviews(home.path()), saved + 1);
}

/// Drills two cards on the full screen; returns how many answers were acknowledged.
fn drill_two(home: &Path, fault: &str) -> usize {
    let mut lacuna = command(BINARY, &["drill"], home);
    lacuna.env("LACUNA_TEST_FAULT", fault);
    let mut pty = Pty::start(lacuna, 100, 30);
    pty.shows(" left");
    let mut saved = 0;
    for _ in 0..2 {
        if !counts(&mut pty, saved + 1) {
            break;
        }
        saved += 1;
    }
    pty.press(CTRL_C);
    let status = pty.ended();
    assert!(status.signal().is_none(), "{fault}: {status}");
    pty.is_given_back();
    assert!(!pty.look(|seen| seen.text().contains("panicked")), "{fault}");
    saved
}

#[test]
fn a_disk_that_fails_under_the_screen_loses_nothing_that_it_has_moved_on_from() {
    let traces = tempfile::tempdir().expect("a directory can be made");
    let trace = |n: usize| traces.path().join(format!("{n}"));
    let first = home();
    assert_eq!(drill_two(first.path(), &format!("0 io {}", trace(0).display())), 2);
    let steps = fs::read_to_string(trace(0)).expect("the steps were written down");
    let changes = ["Create", "Write", "Truncate", "Sync", "Lock", "Rename"];
    let steps = steps
        .lines()
        .enumerate()
        .filter(|(_, line)| changes.contains(&line.split(' ').nth(1).unwrap_or("")));
    let mut faults = 0;
    for (n, line) in steps {
        let home = home();
        let saved = drill_two(home.path(), &format!("{} io+ {}", n + 1, trace(n + 1).display()));
        let there = reviews(home.path());
        assert!(there >= saved, "{line}: {saved} were acknowledged, {there} are there");
        // The next one finds everything in order.
        assert_eq!(drill_two(home.path(), &format!("0 io {}", trace(0).display())), 2, "{line}");
        faults += 1;
    }
    println!("on the full screen: {faults} faults survived");
    assert!(faults > 10, "the steps are seen: {faults}");
}

/// Puts something where the config directory should be.
type Make = fn(&Path);

#[test]
fn where_nothing_can_be_kept_it_is_said_and_nothing_is_touched() {
    let made: [(&str, Make); 4] = [
        ("a file", |place| fs::write(place, "mine").expect("it can be written")),
        ("a link to nowhere", |place| {
            std::os::unix::fs::symlink(place.with_file_name("nowhere/at/all"), place)
                .expect("it can be made");
        }),
        ("a folder in the place of the log", |place| {
            fs::create_dir_all(place.join("reviews.ron/mine")).expect("it can be made");
        }),
        ("pipes in the places of all files", |place| {
            fs::create_dir_all(place.join("decks")).expect("it can be made");
            let pipes = ["reviews.ron", "state.ron", "settings.ron", "decks/d.ron"];
            let made = Command::new("mkfifo").args(pipes.map(|name| place.join(name))).status();
            assert!(made.expect("mkfifo is there").success());
        }),
    ];
    for (what, make) in made {
        let folder = tempfile::tempdir().expect("a directory can be made");
        let place = folder.path().join("config");
        make(&place);
        let before = tree(folder.path());
        let mut lacuna = command(BINARY, &["drill"], folder.path());
        lacuna.env("LACUNA_CONFIG_DIR", &place);
        let mut pty = Pty::start(lacuna, 100, 30);
        pty.shows(" left");
        is_not_saved(&mut pty);
        pty.press("gh");
        pty.press("gp");
        pty.press("gq");
        pty.press(CTRL_C);
        let status = pty.ended();
        assert!(status.signal().is_none(), "{what}: {status}");
        assert!(!pty.look(|seen| seen.text().contains("panicked")), "{what}");
        assert_eq!(tree(folder.path()), before, "{what}: nothing is touched");
    }
}

/// Every name below a folder, and what regular files hold.
fn tree(folder: &Path) -> Vec<(String, Option<Vec<u8>>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("it can be listed") {
        let path = entry.expect("it can be listed").path();
        let kind = fs::symlink_metadata(&path).expect("it is there");
        let content = if kind.is_file() { fs::read(&path).ok() } else { None };
        all.push((path.display().to_string(), content));
        if kind.is_dir() {
            all.extend(tree(&path));
        }
    }
    all.sort();
    all
}

#[test]
fn a_home_that_is_read_only_is_told_of() {
    let home = home();
    let traces = tempfile::tempdir().expect("a directory can be made");
    let trace = traces.path().join("trace");
    let mut lacuna = command(BINARY, &["drill"], home.path());
    // As root, permissions hold nobody back; this does.
    lacuna.env("LACUNA_TEST_FAULT", format!("1 denied+ {}", trace.display()));
    let mut pty = Pty::start(lacuna, 100, 30);
    pty.shows("▲");
    is_not_saved(&mut pty);
    // The box goes first.
    pty.press(ESC);
    pty.hides("Please note");
    pty.press("gh");
    tells(&pty, "make it readable for you");
    pty.press(CTRL_C);
    pty.ended();
    fs::remove_file(trace).expect("the steps were written down");
    assert!(!home.path().join("reviews.ron").exists());
}

#[test]
fn a_dumb_terminal_is_told_what_else_there_is() {
    let home = home();
    let mut dumb = command(BINARY, &[], home.path());
    dumb.env("TERM", "dumb");
    let pty = Pty::start(dumb, 80, 24);
    assert_eq!(pty.ended().exit_code(), 2);
    tells(&pty, "a terminal that can place text, and TERM says `dumb`; use `lacuna find`");
    assert!(!pty.look(|seen| seen.text().contains('\u{1b}')), "nothing is sent that it can't take");
    let mut plain = command(BINARY, &["drill", "--plain", "--limit", "1"], home.path());
    plain.env("TERM", "dumb");
    let mut pty = Pty::start(plain, 80, 24);
    pty.shows("Term");
    pty.press("\x04");
    pty.ended();
    assert!(!pty.look(|seen| seen.text().contains('\u{1b}')), "nothing is sent that it can't take");
}

#[test]
fn a_paste_of_a_megabyte_is_taken_in_and_cut() {
    let home = home();
    let mut pty = Pty::start(command(BINARY, &[], home.path()), 80, 24);
    pty.shows("? keys");
    pty.press("/");
    pty.shows("> ");
    let flood = "Term 7 \u{202e}\u{1b}[31m".repeat(60_000);
    pty.press(&format!("\x1b[200~{flood}\x1b[201~"));
    pty.shows("␛[31m");
    pty.press("\x15Term 7");
    pty.shows("▸");
    pty.press(CTRL_C);
    assert!(pty.ended().success());
    assert!(!pty.look(|seen| seen.text().contains('\u{202e}')), "nothing is sent raw");
}

/// Runs a line of shell in which `lacuna` is the program.
fn sh(home: &Path, line: &str) -> (Option<i32>, String, String) {
    let line = format!("lacuna() {{ \"$LACUNA\" \"$@\"; }}; {line}");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &line])
        .env("LACUNA", BINARY)
        .env("LACUNA_CONFIG_DIR", home)
        .current_dir(home);
    let ran = shell.output().expect("sh is there");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (ran.status.code(), text(ran.stdout), text(ran.stderr))
}

#[test]
fn outputs_that_nobody_reads_end_quietly() {
    let home = home();
    for line in [
        "lacuna list | head -c 0",
        "lacuna list --json | head -n 1 > /dev/null",
        "lacuna list >&-",
        "lacuna find term 2>&- | head -c 0",
        "lacuna man | true",
        "lacuna --help | true",
        "lacuna completions bash | true",
        "lacuna list <&-",
    ] {
        let (code, _, err) = sh(home.path(), line);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{line}");
    }
    // A grade that could not be told is on disk all the same.
    let line = r#"printf '{"rating":"good"}\n{"rating":"good"}\n' | lacuna drill --json | head -n 1 > /dev/null"#;
    let (_, _, err) = sh(home.path(), line);
    assert_eq!(err, "", "{line}");
    assert!(reviews(home.path()) >= 1);
}

#[test]
fn without_a_home_it_says_how_to_name_one_or_uses_the_one_named() {
    let home = home();
    let path = home.path().display();
    let line =
        format!("unset HOME LACUNA_CONFIG_DIR; export XDG_CONFIG_HOME='{path}/xdg'; lacuna due");
    let (code, out, err) = sh(home.path(), &line);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let (code, out, err) =
        sh(home.path(), &format!("unset HOME LACUNA_CONFIG_DIR; lacuna due --config-dir '{path}'"));
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(!home.path().join("xdg").exists(), "looking makes nothing");
}
