//! The cards and minutes of a day are the same number wherever they are shown: on every screen and
//! by every command.
#![cfg(unix)]

mod support {
    pub(crate) mod pty;
}

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use lacuna::library::{Library, NoteIx};
use lacuna::store::bundled;
use serde_json::Value;
use support::pty::{Pty, command};
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_lacuna");
/// Half past ten on 30 November 2026, in milliseconds too.
const NOW: &str = "2026-11-30T10:30:00Z";
const THEN: i64 = 1_796_034_600_000;
const DAY: i64 = 86_400_000;

/// The bundled deck with ten days of answers, some of them wrong, and these exams ahead.
fn studied(exams: &str) -> TempDir {
    let home = tempfile::tempdir().expect("a directory can be made");
    let settings = format!("(day_starts: 0, exams: [{exams}])");
    fs::write(home.path().join("settings.ron"), settings).expect("it can be written");
    let (library, _) = Library::open(vec![bundled::deck()]);
    let review = |n: i64| {
        let card = library.card_ids(NoteIx((n % 60) as u32))[0].clone();
        let rating = ["Good", "Again", "Good", "Hard"][(n % 4) as usize];
        let at = THEN - (10 - n / 9) * DAY + n * 20_000;
        format!("(\"{n:016x}\",{at},\"{card}\",Review({rating},Shown,14000))\n")
    };
    let log: String = (0..90).map(review).collect();
    fs::write(home.path().join("reviews.ron"), log).expect("it can be written");
    home
}

/// What a command prints.
fn output(home: &Path, arguments: &[&str]) -> String {
    let mut lacuna = Command::new(BINARY);
    lacuna.args(arguments).env("LACUNA_CONFIG_DIR", home).env("LACUNA_NOW", NOW).env("TZ", "UTC");
    let output = lacuna.stdin(Stdio::null()).output().expect("the app starts");
    String::from_utf8(output.stdout).expect("it is text")
}

fn json(home: &Path, arguments: &[&str]) -> Value {
    let text = output(home, arguments);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The day as `lacuna plan` has it.
struct Today {
    again: u64,
    new: u64,
    cards: u64,
    minutes: u64,
}

impl Today {
    fn new(home: &Path) -> Today {
        let (plan, due) = (json(home, &["plan", "--json"]), json(home, &["due", "--json"]));
        let number = |value: &Value| value.as_u64().unwrap_or_else(|| panic!("{value}"));
        let minutes = plan["today"]["minutes_left"].as_f64().expect("it is a number");
        let again = number(&due["due"]) + number(&due["learning"]);
        let today = Today {
            again,
            new: number(&due["new"]),
            cards: number(&plan["today"]["left"]),
            minutes: minutes.round() as u64,
        };
        assert!(today.again > 5 && today.new > 5, "{plan} {due}");
        assert_eq!(today.again + today.new, today.cards, "`due` and `plan`: {plan} {due}");
        today
    }
}

#[test]
fn commands_count_the_same_day() {
    let home = studied("(name: \"Midterm\", date: \"2026-12-09\", minutes: 20)");
    let home = home.path();
    let Today { again, new, cards, minutes } = Today::new(home);
    let plan = output(home, &["plan"]);
    assert!(plan.contains(&format!("{cards} cards, about {minutes} min")), "{plan}");
    let row = format!("Mon 30 Nov{new:>6}{again:>9}{minutes:>9}");
    assert!(plan.contains(&row), "{row:?} in {plan}");
    let left = format!("{again} due, {new} new");
    assert_eq!(output(home, &["due"]).trim(), left);
    for command in ["forecast", "stats"] {
        let first = &json(home, &[command, "--json"])["days"][0];
        assert_eq!(first["reviews"].as_f64(), Some(cards as f64), "{command}: {first}");
    }
    let stats = json(home, &["stats", "--json"]);
    assert_eq!(stats["states"]["due"].as_u64(), Some(again), "{}", stats["states"]);
    assert!(output(home, &["decks"]).contains(&format!("{new} new  {again} due")));
    assert_eq!(output(home, &["list", "--all", "is:due"]).lines().count() as u64, again);
    let drill = output(home, &["drill", "--json"]);
    assert!(drill.lines().next().is_some_and(|q| q.contains(&format!("\"left\":{cards},"))));
    let drill = output(home, &["drill", "--plain"]);
    assert!(drill.contains(&format!("Card 1 of {cards} ")), "{drill}");
    assert!(drill.contains(&format!("Left today: {left}.")), "{drill}");
}

#[test]
fn screens_count_the_same_day_as_the_commands() {
    let home = studied("(name: \"Midterm\", date: \"2026-12-09\", minutes: 20)");
    let Today { again, new, cards, minutes } = Today::new(home.path());
    let mut lacuna = command(BINARY, &[], home.path());
    lacuna.env("LACUNA_NOW", NOW);
    lacuna.env("TZ", "UTC");
    let mut pty = Pty::start(lacuna, 100, 30);
    pty.shows(&format!("{again} due · {new} new · about {minutes} min"));
    pty.shows(&format!("0 of {minutes} min"));
    pty.press("gp");
    pty.shows(&format!("about {minutes} min"));
    pty.shows(&format!("Mon 30 Nov{new:>6}{again:>9}{minutes:>9}"));
    pty.press("gb");
    pty.until("the notes that are due", |screen| {
        screen.contents().lines().any(|line| {
            let due = line.split_once("Due ").and_then(|(_, rest)| rest.split_whitespace().next());
            due == Some(&again.to_string())
        })
    });
    pty.press("gd");
    pty.shows(&format!("{cards} left"));
    pty.shows(&format!("about {minutes} min left"));
}

#[test]
fn two_exams_have_one_day() {
    let exams = "(name: \"Midterm\", date: \"2026-12-01\", minutes: 10, topics: [\"lm\"]), \
                 (name: \"Final\", date: \"2026-12-20\", minutes: 10)";
    let home = studied(exams);
    let Today { again, new, cards, minutes } = Today::new(home.path());
    assert_eq!(minutes, 20, "the minutes of both");
    let mut lacuna = command(BINARY, &[], home.path());
    lacuna.env("LACUNA_NOW", NOW);
    lacuna.env("TZ", "UTC");
    let mut pty = Pty::start(lacuna, 100, 30);
    pty.shows("20 min a day for 2 exams");
    pty.shows(&format!("{again} due · {new} new · about {minutes} min"));
    pty.press("gd");
    pty.shows(&format!("{cards} left"));
    pty.shows(&format!("about {minutes} min left"));
}
