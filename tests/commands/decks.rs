//! Decks that are on and off, on the real binary: every command counts alike.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::process::Stdio;

use serde_json::{Value, json};

use super::drill::sent;
use super::{Ran, User, ran};

const NOW: &str = "2026-11-22T10:00:00Z";
/// The time of `NOW` in the log.
const THEN: i64 = 1_795_341_600_000;
const DAY: i64 = 86_400_000;
/// Three decks of unlike size; each note has two cards.
const DECKS: [(&str, &str, usize); 3] =
    [("alpha", "Alpha", 3), ("beta", "Beta", 5), ("gamma", "Gamma", 11)];
/// The bundled deck is off, and one of the user's own.
const SETTINGS: &str = "// mine\n(\n    studied: {\"csc277-exam-1\": false, \"beta\": false},\n    learn_step: false,\n)\n";

/// A deck of so many pairs, every one with the tag `all`.
fn deck(id: &str, title: &str, notes: usize) -> String {
    let mut text = format!(
        "(format: 1, id: \"{id}\", title: \"{title}\", topics: [(id: \"t\", title: \"{title} topic\")], notes: [\n"
    );
    for n in 0..notes {
        let note = format!(
            "Pair(id: \"n{n}\", topic: \"t\", term: \"{title} {n}\", definition: \"What {id} is at {n}.\", tags: [\"all\"]),"
        );
        writeln!(text, "{note}").unwrap();
    }
    text + "])\n"
}

/// A user with the three decks; the first note of each was asked three months ago and is due.
pub(super) fn user() -> User {
    let user = User::new();
    let mut log = String::new();
    for (number, (id, title, notes)) in DECKS.into_iter().enumerate() {
        user.deck(&format!("{id}.ron"), deck(id, title, notes));
        let at = THEN - 90 * DAY + number as i64;
        writeln!(log, "(\"{number:016x}\",{at},\"{id}/n0/term\",Review(Easy,Shown,6000))").unwrap();
    }
    fs::write(user.home.path().join("reviews.ron"), log).unwrap();
    fs::write(user.home.path().join("settings.ron"), SETTINGS).unwrap();
    user
}

impl User {
    pub(super) fn at(&self, args: &[&str]) -> Ran {
        ran(self.command(args).env("LACUNA_NOW", NOW).env("TZ", "UTC"))
    }

    pub(super) fn due(&self, args: &[&str]) -> (u64, u64) {
        let due = self.at(&[&["due", "--json"], args].concat()).json();
        (due["due"].as_u64().unwrap(), due["new"].as_u64().unwrap())
    }

    pub(super) fn listed(&self, query: &str) -> usize {
        self.at(&["list", "--json", query]).json().as_array().unwrap().len()
    }

    /// How many questions of each deck a drill or a quiz asks, each answered with `line`.
    fn asked(&self, args: &[&str], line: &str) -> BTreeMap<String, usize> {
        let input = format!("{line}\n").repeat(60);
        let mut command = self.command(args);
        let said = sent(command.env("LACUNA_NOW", NOW).env("TZ", "UTC"), &input);
        let mut decks = BTreeMap::new();
        for line in said.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            if line["type"] == "question" {
                let card = line["card"].as_str().unwrap();
                *decks.entry(card.split_once('/').unwrap().0.to_string()).or_default() += 1;
            }
        }
        decks
    }

    /// How many questions of each deck a cram asks: it leaves the log alone.
    pub(super) fn crammed(&self, args: &[&str]) -> BTreeMap<String, usize> {
        self.asked(&[&["drill", "--json", "--cram"], args].concat(), "{\"rating\":\"easy\"}")
    }

    fn quizzed(&self, args: &[&str]) -> BTreeMap<String, usize> {
        let all = ["quiz", "--json", "--questions", "60", "--kind", "all", "--exam"];
        self.asked(&[&all, args].concat(), "{\"skip\":true}")
    }
}

pub(super) fn of(decks: &[(&str, usize)]) -> BTreeMap<String, usize> {
    decks.iter().map(|(deck, count)| ((*deck).to_string(), *count)).collect()
}

#[test]
fn every_command_counts_what_is_on() {
    let user = user();
    // A due card for each deck, and a new one for every note that has no other card for today.
    assert_eq!(user.due(&[]), (2, 12));
    assert_eq!((user.listed("is:due"), user.listed("is:new")), (2, 12));
    assert_eq!(user.listed("is:weak"), user.listed("is:due"), "none of a deck that is off");
    assert_eq!(user.listed("is:off deck:beta"), 5);
    assert_eq!(user.crammed(&[]), of(&[("alpha", 6), ("gamma", 22)]));
    assert_eq!(user.quizzed(&[]), of(&[("alpha", 3), ("gamma", 11)]));
    let stats = user.at(&["stats", "--json"]).json();
    let states = stats["states"].as_object().unwrap();
    assert_eq!(states.values().map(|count| count.as_u64().unwrap()).sum::<u64>(), 28);
    let drilled = user.asked(&["drill", "--json"], "{\"rating\":\"easy\"}");
    assert_eq!(drilled, of(&[("alpha", 3), ("gamma", 11)]));
    assert_eq!(user.due(&[]), (0, 0), "the drill was all of it");
}

#[test]
fn a_deck_that_is_off_is_asked_by_its_name_and_found() {
    let user = user();
    assert_eq!(user.due(&["--deck", "beta"]), (1, 4));
    assert_eq!(user.due(&["deck:beta"]), (1, 4));
    assert_eq!(user.due(&["--tag", "all"]), (2, 12), "a tag names no deck");
    assert_eq!(user.due(&["Beta 3"]), (0, 1), "only a note of it is meant");
    assert_eq!(user.crammed(&["--deck", "Beta"]), of(&[("beta", 10)]));
    assert_eq!(user.quizzed(&["--deck", "Beta"]), of(&[("beta", 5)]));
    assert_eq!(user.listed("deck:beta"), 5);
    assert_eq!(user.at(&["define", "Beta 3", "--json"]).json()["deck"], "beta");
    assert_eq!(user.at(&["find", "Beta 3", "--json"]).json()[0]["id"], "n3");
}

#[test]
fn an_exam_covers_what_it_names_and_otherwise_what_is_on() {
    let cards = |user: &User| user.at(&["exam", "--json"]).json()[0]["cards"].clone();
    let set = ["exam", "set", "Mid", "--date", "2026-12-20", "--minutes", "60"];
    let user = user();
    assert_eq!(user.at(&set).code, 0);
    assert_eq!(cards(&user), 28, "all that is on");
    let before = user.crammed(&[]);
    assert!(
        !before.contains_key("beta") && user.at(&["deck", "show", "beta"]).out.contains("off\n")
    );

    let user = self::user();
    assert_eq!(user.at(&[&set[..], &["--deck", "beta"]].concat()).code, 0);
    assert_eq!(cards(&user), 10);
    assert_eq!(user.crammed(&[]), of(&[("alpha", 6), ("beta", 10), ("gamma", 22)]));
    assert_eq!(user.quizzed(&[]), of(&[("alpha", 3), ("beta", 5), ("gamma", 11)]));
    let (due, new) = user.due(&[]);
    assert!(due + new > 14, "{due} {new}");
    assert_eq!(user.listed("is:due"), 3);
    let shown = user.at(&["deck", "show", "beta", "--json"]).json();
    assert_eq!((&shown["studied"], &shown["exams"]), (&json!(false), &json!(["Mid"])));
    assert_eq!(user.at(&["exam", "end", "Mid"]).code, 0);
    assert_eq!(user.due(&[]), (2, 12), "the exam is over");
}

#[test]
fn a_deck_is_turned_on_and_off() {
    let user = user();
    let on = user.at(&["deck", "on", "Beta"]);
    assert_eq!((on.code, on.out.as_str()), (0, "“Beta” is on: today 1 due, 0 learning, 4 new\n"));
    assert_eq!(user.due(&[]), (3, 16));
    let off = user.at(&["deck", "off", "alpha", "--json"]).json();
    assert_eq!(
        (&off["id"], &off["studied"], &off["new"]),
        (&json!("alpha"), &json!(false), &json!(0))
    );
    assert_eq!(user.due(&[]), (2, 14));
    let written = fs::read_to_string(user.home.path().join("settings.ron")).unwrap();
    assert!(written.starts_with("// mine\n(\n    studied: {"), "{written}");
    let decks = user.at(&["decks", "--json"]).json();
    let studied: Vec<(&str, bool)> = decks
        .as_array()
        .unwrap()
        .iter()
        .map(|deck| (deck["id"].as_str().unwrap(), deck["studied"].as_bool().unwrap()))
        .collect();
    let expected = [("csc277-exam-1", false), ("alpha", false), ("beta", true), ("gamma", true)];
    assert_eq!(studied, expected);
    let listed = user.at(&["decks"]).out;
    assert_eq!(listed.lines().filter(|line| line.ends_with("  off")).count(), 2, "{listed}");
    for deck in ["beta", "gamma"] {
        assert_eq!(user.at(&["deck", "off", deck]).code, 0);
    }
    assert_eq!(user.at(&["due"]).out, "nothing due: every deck is off\n");
    let quiz = user.at(&["quiz", "--plain"]);
    assert!(quiz.code == 1 && quiz.err.contains("every deck is off"), "{}", quiz.err);
    let wrong = user.at(&["deck", "off", "Gama"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("no deck `Gama`; did you mean `gamma`?"), "{}", wrong.err);
}

#[test]
fn the_first_deck_turns_the_bundled_one_off_if_it_was_never_studied() {
    let list = "Rhine\tto Rotterdam\nElbe\tto Hamburg\n";
    let user = User::new();
    let file = user.home.path().join("Rivers.tsv");
    fs::write(&file, list).unwrap();
    let import = ["import", file.to_str().unwrap()];
    let dry = user.at(&[&import[..], &["--dry-run"]].concat());
    assert!(dry.code == 0 && !dry.err.contains("bundled"), "{}", dry.err);
    let first = user.at(&import);
    assert!(
        first.err.contains("is off now") && first.err.contains("lacuna deck on"),
        "{}",
        first.err
    );
    assert_eq!(user.due(&[]), (0, 2), "the day is the user's own");
    assert_eq!(user.at(&["deck", "on", "csc277-exam-1"]).code, 0);
    let again = user.at(&[&import[..], &["--deck", "More"]].concat());
    assert!(again.code == 0 && !again.err.contains("bundled"), "{}", again.err);
    assert_eq!(user.due(&[]).1, 20);

    let user = User::new();
    fs::write(
        user.home.path().join("reviews.ron"),
        format!(
            "(\"{:016x}\",{},\"csc277-exam-1/lora/term\",Review(Good,Shown,6000))\n",
            1,
            THEN - DAY
        ),
    )
    .unwrap();
    let file = user.home.path().join("Rivers.tsv");
    fs::write(&file, list).unwrap();
    let ran = user.at(&["import", file.to_str().unwrap()]);
    assert!(ran.code == 0 && !ran.err.contains("is off"), "{}", ran.err);
    assert!(!user.home.path().join("settings.ron").exists());
}

#[test]
fn a_deck_is_renamed_and_deleted_and_its_reviews_come_back_with_it() {
    let user = user();
    let renamed = user.at(&["deck", "rename", "Alpha", "First", "letters", "--json"]).json();
    assert_eq!((&renamed["id"], &renamed["title"]), (&json!("alpha"), &json!("First letters")));
    assert_eq!(user.due(&[]), (2, 12), "progress stays");
    let deleted = user.at(&["deck", "delete", "First", "letters"]);
    assert!(deleted.code == 0 && deleted.out.contains("its reviews stay"), "{}", deleted.err);
    assert_eq!(user.due(&[]), (1, 10));
    let copy = user.home.path().join("backups/deleted/alpha.ron");
    assert!(deleted.err.contains(copy.to_str().unwrap()), "{}", deleted.err);
    fs::rename(copy, user.home.path().join("decks/alpha.ron")).unwrap();
    assert_eq!(user.due(&[]), (2, 12));
    for args in [["deck", "delete", "csc277-exam-1"], ["deck", "delete", "alfa"]] {
        assert_eq!(user.at(&args).code, 2, "{args:?}");
    }
    assert_eq!(user.at(&["deck", "rename", "alpha", " "]).code, 2);
}

/// What is known of a card.
fn known(user: &User, card: &str) -> Value {
    let known = user.at(&["card", card, "--json"]).json();
    let of = |key: &str| known[key].clone();
    json!([of("reps"), of("stability"), of("suspended"), of("flagged")])
}

/// A line of the log about a card.
fn logged(user: &User, number: u64, card: &str, what: &str) {
    let path = user.home.path().join("reviews.ron");
    let mut log = fs::read_to_string(&path).unwrap();
    writeln!(log, "(\"{number:016x}\",{},\"{card}\",{what})", THEN - DAY + number as i64).unwrap();
    fs::write(path, log).unwrap();
}

#[test]
fn a_merge_keeps_ids_and_what_is_known() {
    let user = user();
    let own = deck("alpha", "Alpha", 3).replace("\"n2\"", "\"only\"");
    user.deck("alpha.ron", own);
    logged(&user, 11, "alpha/only/term", "Flag");
    logged(&user, 12, "alpha/n1/term", "Suspend");
    let (due, before) = (user.due(&[]), known(&user, "alpha/n0/term"));
    let merged = user.at(&["deck", "merge", "Alpha", "gamma", "--json"]);
    assert_eq!(merged.code, 0, "{}", merged.err);
    let merged = merged.json();
    assert_eq!((&merged["added"], &merged["deck"]["notes"]), (&json!(3), &json!(14)));
    let renamed = json!([{"from": "n0", "to": "n0-2"}, {"from": "n1", "to": "n1-2"}]);
    assert_eq!(merged["renamed"], renamed);
    assert_eq!(user.due(&[]), due, "the day is the same");
    assert_eq!(known(&user, "gamma/n0-2/term"), before);
    assert_eq!(known(&user, "gamma/only/term")[3], true);
    assert_eq!(known(&user, "gamma/n1-2/term")[2], true);
    assert_eq!(user.listed("topic:alpha"), 3, "its topic came along");
    assert!(!user.home.path().join("decks/alpha.ron").exists());
    assert!(user.home.path().join("backups/deleted/alpha.ron").exists());
    let again = user.at(&["deck", "merge", "alpha", "gamma"]);
    assert!(again.code == 2 && again.err.contains("no deck `alpha`"), "{}", again.err);
    for args in [["merge", "csc277-exam-1", "beta"], ["merge", "beta", "beta"]] {
        let refused = user.at(&[&["deck"], &args[..]].concat());
        assert_eq!(refused.code, 2, "{}", refused.err);
    }
    assert_eq!(user.at(&["check"]).code, 0);
}

#[test]
fn notes_move_and_are_copied_with_their_topic() {
    let user = user();
    let before = known(&user, "beta/n0/term");
    let moved = user.at(&["deck", "move", "beta/n0", "Beta 4", "--to", "alpha", "--json"]);
    assert_eq!(moved.code, 0, "{}", moved.err);
    assert_eq!(moved.json()["renamed"], json!([{"from": "n0", "to": "n0-2"}]));
    assert_eq!((user.listed("deck:alpha"), user.listed("deck:beta")), (5, 3));
    assert_eq!(known(&user, "alpha/n0-2/term"), before);
    assert_eq!(user.due(&[]), (3, 13), "they are of a deck that is on");
    let copied = user.at(&["deck", "move", "gamma/n0", "--to", "beta", "--copy"]);
    assert_eq!(copied.out, "1 note went into “Beta”\n", "{}", copied.err);
    assert_eq!((user.listed("deck:gamma"), user.listed("deck:beta")), (11, 4));
    assert_eq!(user.due(&["--deck", "beta"]), (0, 4), "a copy is new");
    let back = user.at(&["deck", "move", "alpha/n0-2", "--to", "beta"]);
    assert_eq!((back.code, known(&user, "beta/n0-2/term")), (0, before), "{}", back.err);
    for notes in ["Beta", "beta/gone", "alpha/n1"] {
        let refused = user.at(&["deck", "move", notes, "--to", "alpha"]);
        assert_eq!(refused.code, 2, "{notes}: {}", refused.err);
    }
    assert_eq!(user.at(&["check"]).code, 0);
}

#[test]
fn two_windows_that_move_the_same_note_leave_one() {
    let user = user();
    let all: Vec<_> = ["alpha", "gamma"]
        .map(|into| {
            let mut command = user.command(&["deck", "move", "beta/n0", "--to", into]);
            command.env("LACUNA_NOW", NOW).env("TZ", "UTC");
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .into_iter()
        .map(|mut child| child.wait().unwrap().success())
        .collect();
    assert!(all.contains(&true));
    assert_eq!(user.listed("deck:beta"), 4);
    let there = user.listed("Beta 0");
    assert!(there >= 1, "the note is somewhere");
    assert_eq!(user.due(&["--deck", "alpha", "--deck", "gamma"]).0, 3, "it is due once");
}

/// A figure of each of the three decks, in their order.
fn figures(user: &User, key: &str) -> Vec<Value> {
    let decks = user.at(&["decks", "--json"]).json();
    DECKS
        .iter()
        .map(|(id, ..)| {
            let deck = decks.as_array().unwrap().iter().find(|deck| deck["id"] == *id).unwrap();
            assert_eq!(
                user.at(&["deck", "show", id, "--json"]).json()[key],
                deck[key],
                "{id} {key}"
            );
            deck[key].clone()
        })
        .collect()
}

#[test]
fn the_figures_of_the_decks_add_up_to_those_of_the_day() {
    let adds_up = |user: &User| {
        let sum = |key: &str| -> u64 {
            figures(user, key).iter().map(|count| count.as_u64().unwrap()).sum()
        };
        assert_eq!((sum("due"), sum("new")), user.due(&[]));
        assert_eq!(sum("weak"), user.listed("is:weak") as u64);
    };
    let user = user();
    adds_up(&user);
    assert_eq!(figures(&user, "notes"), [3, 5, 11]);
    assert_eq!(figures(&user, "cards"), [6, 10, 22]);
    assert_eq!(figures(&user, "due"), [1, 0, 1]);
    assert_eq!(figures(&user, "new"), [2, 0, 10], "nothing of the deck that is off");
    assert_eq!(figures(&user, "expected"), [Value::Null, Value::Null, Value::Null]);

    let exam = |name: &str, date: &str, deck: &str| {
        let set = ["exam", "set", name, "--date", date, "--minutes", "60", "--deck", deck];
        assert_eq!(user.at(&set).code, 0);
    };
    exam("Mid", "2026-12-20", "alpha");
    exam("Final", "2027-01-20", "gamma");
    adds_up(&user);
    let expected = figures(&user, "expected");
    assert!(expected[0].is_number() && expected[2].is_number(), "{expected:?}");
    assert_eq!((&expected[1], &figures(&user, "due")[1]), (&Value::Null, &json!(0)));
    assert_eq!(figures(&user, "exams"), [json!(["Mid"]), json!([]), json!(["Final"])]);
    let of_exams = user.at(&["exam", "--json"]).json();
    let close = |a: &Value, b: &Value| (a.as_f64().unwrap() - b.as_f64().unwrap()).abs() < 1e-4;
    assert!(close(&expected[0], &of_exams[0]["expected"]), "{expected:?} {of_exams}");
    assert!(close(&expected[2], &of_exams[1]["expected"]), "{expected:?} {of_exams}");

    exam("Late", "2027-01-30", "beta");
    adds_up(&user);
    assert!(figures(&user, "expected")[1].is_number(), "an exam names the deck that is off");
    assert_eq!(figures(&user, "studied"), [true, false, true]);
}
