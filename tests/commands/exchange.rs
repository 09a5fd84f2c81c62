//! Notes that come in from other programs, and go out to them: the files, the messages, and what
//! stays untouched.

mod packages;
mod targets;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::json;

use super::{Ran, User};

impl User {
    fn given(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.home.path().join(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    fn piped(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(args);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Every file of the config directory with its content.
    fn everything(&self) -> Vec<(PathBuf, Vec<u8>)> {
        fn walk(folder: &Path, all: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, all);
                } else {
                    all.push((path.clone(), fs::read(&path).unwrap()));
                }
            }
        }
        let mut all = Vec::new();
        walk(self.home.path(), &mut all);
        all.sort();
        all
    }
}

const LIST: &str =
    "Rhine\tA river to *Rotterdam*\nThe Main flows into the ____\tRhine\n\tBad row\n";

#[test]
fn a_list_becomes_a_deck_that_reads_and_is_sound() {
    let user = User::with_deck();
    let file = user.given("My rivers.txt", LIST);
    let before = user.everything();
    let dry = user.run(&["import", &file, "--dry-run", "--json"]);
    assert_eq!(dry.code, 0, "{}", dry.err);
    let told = dry.json();
    assert_eq!(
        (&told["deck"], &told["added"], &told["skipped"]),
        (&json!("my-rivers"), &json!(2), &json!(1))
    );
    assert_eq!(told["notes"][0]["definition"], "A river to *Rotterdam*");
    assert_eq!(told["notes"][1]["text"], "The Main flows into the {{Rhine}}");
    assert_eq!(told["warnings"][0]["place"], format!("{file}:3:1"));
    assert_eq!(user.everything(), before, "nothing is written");

    let ran = user.run(&["import", &file, "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.json()["added"], 2);
    let deck = user.home.path().join("decks/my-rivers.ron");
    assert_eq!(user.run(&["check", deck.to_str().unwrap()]).code, 0);
    assert!(user.run(&["list", "deck:my-rivers"]).out.contains("Rhine"));
    assert_eq!(user.run(&["define", "Rhine", "--json"]).json()["id"], "rhine");
}

#[test]
fn importing_again_changes_what_differs_and_keeps_progress() {
    let user = User::with_deck().asked_at_once();
    let import = |text: &str| {
        user.piped(&["import", "-", "--deck", "Rivers", "--json"], text.as_bytes()).json()
    };
    assert_eq!(import("Rhine\tone\nMain\ttwo\n")["added"], 2);
    let drilled = user.piped(
        &["drill", "--json", "--deck", "rivers", "--limit", "1"],
        b"{\"rating\":\"good\"}\n",
    );
    assert!(drilled.out.contains("recorded"), "{}{}", drilled.out, drilled.err);
    let deck = user.home.path().join("decks/rivers.ron");
    let kept = fs::read_to_string(&deck).unwrap().replace("    notes: [", "    notes: [ // mine");
    fs::write(&deck, kept).unwrap();
    let again = import("Rhine\tone\nMain\tchanged\nElbe\tnew\n");
    assert_eq!(
        [&again["added"], &again["updated"], &again["unchanged"], &again["conflicts"]],
        [&json!(1), &json!(1), &json!(1), &json!(0)]
    );
    let text = fs::read_to_string(&deck).unwrap();
    assert!(
        text.contains("// mine") && text.contains("changed") && text.contains("elbe"),
        "{text}"
    );
    let cards = user.run(&["card", "rivers/rhine", "--json"]).out
        + &user.run(&["card", "rivers/main", "--json"]).out;
    assert!(cards.contains("learning"), "{cards}");
    assert_eq!(user.run(&["check"]).code, 0);
    let nothing = import("Rhine\tone\nMain\tchanged\nElbe\tnew\n");
    assert_eq!((&nothing["unchanged"], fs::read_to_string(&deck).unwrap()), (&json!(3), text));
}

#[test]
fn what_can_not_be_read_is_told_and_changes_nothing() {
    let user = User::with_deck();
    user.deck("broken.ron", "(format: 1, id: \"bro");
    let cases: &[(&str, &[u8], &[&str], &str)] = &[
        ("empty.csv", b"", &[], "there is nothing in it"),
        (
            "latin.csv",
            b"term,definition\nna\xefve,x\n",
            &[],
            "latin.csv:2:3: the byte 0xEF is not UTF-8 text",
        ),
        (
            "quote.csv",
            b"a,b\nc,\"d\n",
            &[],
            "quote.csv:2:1: a quotation mark opens here and is never closed",
        ),
        ("junk.bin", b"\x00\x01\x02\x03\x00\x00\xff\x10\x80", &[], "junk.bin"),
        ("bad.json", b"{\"notes\": [", &[], "bad.json:1:"),
        ("bad.ron", b"(format: 1, id: \"x\", title: \"X\", notes: [Pair(", &[], "bad.ron:1:"),
        ("alone.txt", b"alone", &[], "alone.txt:1:1"),
        ("notes.pdf", b"%PDF-1.7\nx\ty\n", &[], "this is a PDF document, which lacuna can't read"),
        ("page.txt", b"<HTML><p>a\tb", &[], "this is a web page"),
        ("no.apkg", b"a\tb\n", &["--format", "apkg"], "this is no Anki package"),
        ("good.txt", b"a\tb\n", &["--deck", "broken"], "it can't be read"),
        ("good.txt", b"a\tb\n", &["--term-separator", ""], "--term-separator is empty"),
    ];
    for (name, content, args, said) in cases {
        let file = user.given(name, content);
        let before = user.everything();
        let ran = user.run(&[&["import", &file], *args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}: {}", ran.err);
        assert!(ran.err.contains(said), "{name}: {}", ran.err);
        assert_eq!(user.everything(), before, "{name}");
    }
    let good = user.given("good.txt", "a\tb\n");
    let before = user.everything();
    assert_eq!(user.run(&["import", &good, "nowhere.txt"]).code, 2);
    assert_eq!(user.everything(), before, "one that can't be read keeps all out");
}

#[test]
fn long_lines_and_escapes_do_no_harm() {
    let user = User::with_deck();
    let long = user.given("long.tsv", format!("a\tb\n{}\tc\n", "x".repeat(10_000_000)));
    let ran = user.run(&["import", &long]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("long.tsv:2:1") && ran.err.contains("10000000 bytes is too long"),
        "{}",
        ran.err
    );
    assert!(ran.err.len() < 1000);
    let evil = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}";
    let file = user.given(
        "evil.csv",
        format!(
            "id,topic,tags,term,definition,aliases\n,{evil}t,{evil}g,{evil}a,{evil}b,{evil}c\n"
        ),
    );
    let ran = user.run(&["import", &file]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = fs::read_to_string(user.home.path().join("decks/evil.ron")).unwrap();
    assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text}");
    assert_eq!(user.run(&["check"]).code, 0);
}

/// The deck without its notes: a table names topics, and not what they are called.
const EMPTY: &str = r#"(format: 1, id: "csc277-exam-1", title: "Mine", topics: [(id: "layers", title: "Layers and losses")], notes: [])"#;

#[test]
fn a_deck_comes_back_from_every_format_as_it_was() {
    let user = User::with_deck();
    let source = user.run(&["export", "csc277-exam-1"]).out;
    for format in ["ron", "csv", "tsv", "json", "anki-text", "markdown", "apkg"] {
        let file = user.home.path().join(format!("out.{format}")).display().to_string();
        let ran = user.run(&["export", "mine", "--format", format, "-o", &file]);
        assert_eq!(ran.code, 0, "{format}: {}", ran.err);
        let other = User::new();
        other.deck("empty.ron", EMPTY);
        let ran = other.run(&["import", &file, "--deck", "csc277-exam-1", "--json"]);
        assert_eq!(ran.json()["added"], 5, "{format}: {}", ran.err);
        assert_eq!(ran.json()["skipped"], 0, "{format}: {}", ran.err);
        assert_eq!(other.run(&["export", "csc277-exam-1"]).out, source, "{format}");
    }
}

/// Runs a command at a fixed time, since recall fades with every millisecond.
fn later(user: &User, args: &[&str]) -> String {
    super::ran(user.command(args).env("LACUNA_NOW", "2035-01-01T12:00:00Z")).out
}

#[test]
fn progress_goes_along_in_json() {
    let user = User::with_deck().asked_at_once();
    let answers = b"{\"rating\":\"good\"}\n{\"rating\":\"again\"}\n{\"undo\":true}\n{\"rating\":\"hard\"}\n{\"rating\":\"easy\"}\n";
    user.piped(&["drill", "--json", "--limit", "3"], answers);
    let cards = |user: &User| -> Vec<String> {
        ["layer-norm", "batch-norm", "lora", "norms", "logits"]
            .map(|note| later(user, &["card", &format!("csc277-exam-1/{note}"), "--json"]))
            .to_vec()
    };
    let file = user.home.path().join("out.json").display().to_string();
    assert_eq!(user.run(&["export", "mine", "--with-progress", "-o", &file]).code, 0);
    let other = User::with_deck();
    let ran = other.run(&["import", &file, "--with-progress", "--json"]);
    assert!(ran.json()["reviews"].as_u64().unwrap() >= 3, "{}{}", ran.out, ran.err);
    assert_eq!(cards(&other), cards(&user));
    assert_eq!(
        other.run(&["import", &file, "--with-progress", "--json"]).json()["reviews"],
        0,
        "once is enough"
    );
}

#[test]
fn the_bundled_deck_is_changed_in_a_copy_of_its_own() {
    let user = User::new();
    let ran = user.piped(
        &["import", "-", "--deck", "csc277-exam-1", "--json"],
        b"A new term\tand what it means\n",
    );
    assert_eq!((ran.code, &ran.json()["added"]), (0, &json!(1)), "{}", ran.err);
    assert!(user.run(&["decks"]).out.contains("281 notes"), "{}", user.run(&["decks"]).out);
    assert_eq!(user.run(&["check"]).code, 0);
}

#[test]
fn misuse_names_what_was_meant() {
    let user = User::with_deck();
    let file = user.given("a.txt", "a\tb\n");
    for (args, said) in [
        (&["import"][..], "<FILE>"),
        (&["import", &file, "--format", "quizlt"], "'quizlet'"),
        (&["import", "/nowhere"], "it can't be read"),
        (&["export", "mien"], "there is no deck `mien`"),
        (&["export", "csc277-exam", "--format", "csv"], "did you mean `csc277-exam-1`?"),
        (&["export", "mine", "-o", "x.docx"], "no format has files that end in `.docx`"),
        (&["export", "mine", "--format", "quizlet"], "invalid value"),
    ] {
        let ran = user.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
    let warned = user.run(&["export", "mine", "--format", "csv", "--with-progress"]);
    assert!(warned.err.contains("csv can't carry progress"), "{}", warned.err);
}

#[test]
fn several_files_are_one_import() {
    let user = User::with_deck();
    let (one, two) = (
        user.given("one.txt", "Rhine\told\nMain\tkept\n"),
        user.given("two.txt", "Rhine\tnew\nElbe\tadded\n"),
    );
    let dry = user.run(&["import", &one, &two, "--deck", "Rivers", "--dry-run", "--json"]);
    let ran = user.run(&["import", &one, &two, "--deck", "Rivers", "--json"]);
    let counts = |ran: &Ran| {
        let count = |file: &serde_json::Value| {
            let keys = ["file", "deck", "added", "updated", "unchanged"];
            keys.map(|key| {
                file[key].to_string().rsplit('/').next().unwrap().trim_matches('"').to_string()
            })
            .join(" ")
        };
        ran.json().as_array().unwrap().iter().map(count).collect::<Vec<_>>()
    };
    assert_eq!(counts(&ran), ["one.txt rivers 2 0 0", "two.txt rivers 1 1 0"], "{}", ran.err);
    assert_eq!(counts(&dry), counts(&ran), "what is told before is what is done");
    let deck = fs::read_to_string(user.home.path().join("decks/rivers.ron")).unwrap();
    assert!(
        deck.contains("new")
            && !deck.contains("old")
            && deck.contains("kept")
            && deck.contains("added"),
        "{deck}"
    );
    let again = user.run(&["import", &one, &two, "--deck", "Rivers"]);
    let said = |name: &str, what: &str| {
        again.out.lines().any(|line| line.contains(name) && line.ends_with(what))
    };
    assert!(
        said("one.txt → rivers", "1 updated, 1 unchanged")
            && said("two.txt → rivers", "1 updated, 1 unchanged"),
        "{}",
        again.out
    );

    let before = user.everything();
    let bad = user.given("bad.csv", "term,definition\na,\"b\n");
    let ran = user.run(&["import", &one, &bad, "--deck", "Other"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("bad.csv:2:1: a quotation mark")
            && ran.err.contains("none of the files was imported"),
        "{}",
        ran.err
    );
    fs::remove_file(&bad).unwrap();
    assert_eq!(user.everything(), before);
}

#[test]
fn what_can_not_all_be_written_is_taken_back() {
    let user = User::with_deck();
    let good = user.given("good.txt", "a\tb\n");
    let other = user.given("locked.txt", "c\td\n");
    assert_eq!(user.run(&["import", &other]).code, 0);
    let locked = user.home.path().join("decks/locked.ron");
    fs::set_permissions(&locked, std::os::unix::fs::PermissionsExt::from_mode(0o400)).unwrap();
    let other = user.given("locked.txt", "c\tchanged\n");
    let before = user.everything();
    let ran = user.run(&["import", &good, &other]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("read-only") && ran.err.contains("none of the files"), "{}", ran.err);
    let after: Vec<_> = user
        .everything()
        .into_iter()
        .filter(|(path, _)| !path.to_string_lossy().contains("backups"))
        .collect();
    assert_eq!(after, before);
}
