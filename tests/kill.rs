//! Killed at any moment, the real program loses no grade that it has acknowledged, and starts clean
//! the next time.
#![cfg(unix)]

mod support {
    pub(crate) mod pty;
}

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use lacuna::clock::monotonic;
use lacuna::rng::Rng;
use serde_json::Value;
use support::pty::{Pty, command, signal};
use tempfile::TempDir;

const LINES: usize = 80;
const SCREENS: usize = 40;
/// How long an answer may take before the test fails: it only tells a program that hangs.
const PATIENCE: Duration = Duration::from_mins(5);
/// More cards than a day brings otherwise, so that no round runs dry.
const SETTINGS: &str = "(new_per_day: 100000, bury_siblings: false, learn_step: false)";

fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a directory can be made");
    fs::write(home.path().join("settings.ron"), SETTINGS).expect("a file can be written");
    home
}

fn lacuna(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lacuna"));
    command.args(arguments).env("LACUNA_CONFIG_DIR", home);
    command
}

/// Whatever was there before, the program reads it without a complaint.
fn clean(home: &Path, arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = lacuna(home, arguments).output().expect("it starts");
    let complaint = String::from_utf8_lossy(&stderr).into_owned();
    assert!(status.success() && complaint.is_empty(), "{arguments:?}: {status} {complaint}");
    String::from_utf8(stdout).expect("it prints text")
}

fn in_order(home: &Path) {
    let checked = lacuna(home, &["state", "check"]).output().expect("it starts");
    assert!(checked.status.success(), "{checked:?}");
}

fn recorded(home: &Path) -> HashSet<String> {
    let entry = |line: &str| {
        let entry: Value = serde_json::from_str(line).expect("a line is an object");
        entry["id"].as_str().expect("an entry has an id").to_string()
    };
    if !home.join("reviews.ron").exists() {
        return HashSet::new();
    }
    clean(home, &["reviews", "--json"]).lines().map(entry).collect()
}

/// Keeps the processor busy for so long: a sleep would not end within microseconds.
fn spin(time: Duration) {
    let start = monotonic();
    while start.elapsed() < time {
        std::hint::spin_loop();
    }
}

/// Drills in JSON until `acknowledged` grades are, a little longer, and kills it; returns what was
/// acknowledged.
fn drill_and_kill(home: &Path, acknowledged: usize, longer: Duration) -> Vec<String> {
    let mut child: Child = lacuna(home, &["drill", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let (mut input, output) =
        (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
    let (sender, told) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // A line cut short by the kill was not told.
                let Ok(told) = serde_json::from_str::<Value>(&line) else { break };
                if sender.send(told).is_err() {
                    break;
                }
            }
        });
        let mut entries = Vec::new();
        let take = |told: Value, entries: &mut Vec<String>| {
            if told["type"] == "recorded" {
                entries.push(told["entry"].as_str().expect("a grade has an entry").to_string());
            }
        };
        let ratings = ["again", "hard", "good", "easy"];
        let mut n = 0;
        while entries.len() < acknowledged {
            // Ahead of its answers: what is under way when the end comes is not acknowledged.
            while n < entries.len() + 8 {
                _ = writeln!(input, "{{\"rating\":\"{}\"}}", ratings[n % 4]);
                n += 1;
            }
            let line = told.recv_timeout(PATIENCE);
            take(line.expect("it goes on answering"), &mut entries);
        }
        spin(longer);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        while let Ok(line) = told.recv() {
            take(line, &mut entries);
        }
        entries
    })
}

#[test]
fn no_acknowledged_grade_is_lost() {
    let (home, mut rng) = (home(), Rng::new(7));
    let mut acknowledged = HashSet::new();
    for round in 0..LINES {
        let longer = Duration::from_micros(rng.below(4_000) as u64);
        acknowledged.extend(drill_and_kill(home.path(), rng.below(4), longer));
        let there = recorded(home.path());
        let lost: Vec<&String> = acknowledged.difference(&there).collect();
        assert!(lost.is_empty(), "round {round}: {lost:?}");
    }
    assert!(acknowledged.len() > LINES, "something was at stake: {}", acknowledged.len());
    in_order(home.path());
}

#[test]
fn what_the_screen_has_moved_on_from_is_on_disk() {
    let (home, mut rng) = (home(), Rng::new(8));
    // Nothing is typed here: keys that are on their way to a text would be dropped.
    let notes = (0..200).map(|n| {
        format!("Question(id: \"n{n}\", question: \"Question {n}?\", answer: \"Answer {n}\"),")
    });
    let notes = notes.collect::<String>();
    let deck = format!("(format: 1, id: \"asked\", title: \"Asked\", notes: [{notes}])");
    fs::create_dir_all(home.path().join("decks")).expect("a folder can be made");
    fs::write(home.path().join("decks/asked.ron"), deck).expect("a file can be written");
    let drill = ["drill", "--deck", "asked"];
    let mut least = 0;
    for round in 0..SCREENS {
        let before = recorded(home.path()).len();
        let mut pty =
            Pty::start(command(env!("CARGO_BIN_EXE_lacuna"), &drill, home.path()), 80, 24);
        pty.shows(" left");
        let wanted = rng.below(4);
        for n in 1..=wanted {
            // Enter reveals; 1 grades.
            pty.press("\r");
            pty.shows("1 Again");
            pty.press_having_seen("1");
            // Together they stand in the status line only: an answer has crosses and numbers of its
            // own.
            pty.shows(&format!("✓ 0  ✗ {n}"));
        }
        pty.press(["\r1", "\r1\r1", "\r", ""][rng.below(4)]);
        spin(Duration::from_micros(rng.below(4_000) as u64));
        signal("KILL", pty.pid());
        pty.ended();
        let after = recorded(home.path()).len();
        assert!(after >= before + wanted, "round {round}: {before} and {wanted} make {after}");
        least += wanted;
    }
    assert!(least > SCREENS / 2, "something was at stake: {least}");
    in_order(home.path());
}
