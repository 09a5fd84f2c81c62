//! The log and the state on the real binary: what it prints, merges, mends, backs up and brings
//! back.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::Value;

use super::{Ran, User, ran};

/// The time at which everything here happens.
const NOW: &str = "2026-11-22T12:00:00Z";

/// A line of a log: the review of a card, a minute after another.
fn line(n: u64) -> String {
    format!(
        "(\"{n:016x}\",{},\"deck/note-{}/term\",Review(Good,Typed,4250))\n",
        1_763_800_000_000 + n * 60_000,
        n % 5
    )
}

fn lines(of: std::ops::Range<u64>) -> String {
    of.map(line).collect()
}

impl User {
    fn at_noon(&self, args: &[&str]) -> Ran {
        ran(self.command(args).env("LACUNA_NOW", NOW).env("TZ", "UTC"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.file(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_string()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }
}

#[test]
fn reviews_are_told_a_line_each() {
    let user = User::new();
    let none = user.at_noon(&["reviews"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    assert!(none.err.contains("there are no reviews yet"), "{}", none.err);
    let retract =
        "(\"00000000000000ff\",1763900000000,\"deck/note-1/term\",Retract(\"0000000000000001\"))\n";
    user.write("reviews.ron", &format!("{retract}{}", lines(0..7)));
    let told = user.at_noon(&["reviews", "deck/note-1"]);
    assert_eq!(
        told.out,
        "2025-11-22 08:27  good            4.2 s  deck/note-1/term\n\
         2025-11-22 08:32  good            4.2 s  deck/note-1/term\n\
         2025-11-23 12:13  retract    0000000000000001  deck/note-1/term\n"
    );
    let json = user.at_noon(&["reviews", "--json"]);
    let all: Vec<Value> =
        json.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(all.len(), 8);
    let expected = serde_json::json!({
        "id": "0000000000000000", "at": "2025-11-22T08:26:40Z", "card": "deck/note-0/term", "what": "review",
        "rating": "good", "how": "typed", "seconds": 4.25
    });
    assert_eq!(all[0], expected);
    assert_eq!(
        (&all[7]["what"], &all[7]["entry"]),
        (&"retract".into(), &"0000000000000001".into())
    );
    assert_eq!(user.at_noon(&["reviews", "--limit", "2"]).out.lines().count(), 2);
    let near = user.at_noon(&["reviews", "deck/note-1/tern"]);
    assert_eq!(near.code, 1);
    assert!(near.err.contains("did you mean `deck/note-1/term`?"), "{}", near.err);
}

/// The lines as earlier versions wrote them.
fn without_checksums(log: &str) -> String {
    log.lines().flat_map(|line| [line.split("//").next().unwrap(), "\n"]).collect()
}

#[test]
fn everything_is_read_and_answers_of_the_future_are_taken_back() {
    let user = User::new();
    let ahead = line(1).replace(",17", ",37");
    user.write("reviews.ron", &format!("{}{ahead}", lines(2..5)));
    let checked = user.at_noon(&["state", "check", "--deep"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("1 card was answered in the future"), "{}", checked.out);
    for proof in ["reviews.ron: 4 lines, 0 of them with a checksum", "backups: 0 of 0 are"] {
        assert!(checked.err.contains(proof), "{}", checked.err);
    }
    let back = user.at_noon(&["state", "forget-future"]);
    assert_eq!((back.code, back.out.as_str()), (0, "1 answer was taken back\n"), "{}", back.err);
    assert_eq!(user.at_noon(&["state", "backup"]).code, 0);
    let checked = user.at_noon(&["state", "check", "--deep"]);
    assert_eq!((checked.code, checked.out.as_str()), (0, ""), "{}", checked.err);
    for proof in ["reviews.ron: 5 lines, 1 of them with a checksum", "backups: 1 of 1 are"] {
        assert!(checked.err.contains(proof), "{}", checked.err);
    }
    assert_eq!(user.at_noon(&["state", "repair", "--deep"]).code, 2);
}

#[test]
fn merging_in_either_order_and_twice_gives_one_result() {
    let (one, two) = (User::new(), User::new());
    one.write("reviews.ron", &lines(0..6));
    two.write("reviews.ron", &format!("{}{}", lines(3..9), line(20).trim_end()));
    let theirs = one.write("theirs.ron", &two.read("reviews.ron"));
    let counts = one.at_noon(&["merge", "--json", &theirs]).json();
    assert_eq!(counts, serde_json::json!({"new": 4, "known": 3}));
    let other = two.at_noon(&["merge", one.home.path().to_str().unwrap()]);
    assert_eq!(
        (other.code, other.out.as_str()),
        (0, "3 new reviews, 7 known already\n"),
        "{}",
        other.err
    );
    let again = one.at_noon(&["merge", two.home.path().to_str().unwrap()]);
    assert_eq!(again.out, "0 new reviews, 10 known already\n");
    let sorted = |user: &User| {
        let (mut log, state) = (
            without_checksums(&user.read("reviews.ron"))
                .lines()
                .map(String::from)
                .collect::<Vec<_>>(),
            user.read("state.ron"),
        );
        log.sort();
        (
            log,
            state.lines().filter(|line| line.contains(":(")).map(String::from).collect::<Vec<_>>(),
        )
    };
    assert_eq!(sorted(&one), sorted(&two));
    for user in [&one, &two] {
        let checked = user.at_noon(&["state", "check"]);
        assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    }
}

#[test]
fn garbage_is_not_merged() {
    let user = User::new();
    user.write("reviews.ron", &lines(0..3));
    let before = user.read("reviews.ron");
    for (name, content) in
        [("a.ron", "Dear diary,\n\n\nyours\n"), ("b.ron", "\0\0\0\0"), ("c.ron", "(format: 1)\n")]
    {
        let path = user.write(name, content);
        let ran = user.at_noon(&["merge", &path]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}");
        assert!(
            ran.err.contains("this is no log of reviews") && ran.err.contains(name),
            "{}",
            ran.err
        );
    }
    assert_eq!(user.read("reviews.ron"), before);
    assert!(!user.file("state.ron").exists());
}

#[test]
fn what_is_wrong_is_told_and_mended() {
    let user = User::new();
    assert_eq!(user.at_noon(&["state", "check"]).code, 0, "nothing is in order");
    user.write("reviews.ron", &format!("{}nonsense\n{}(\"00", lines(0..3), lines(3..5)));
    user.write("state.ron", "(format: 1, covers: ");
    let checked = user.at_noon(&["state", "check", "--json"]);
    assert_eq!(checked.code, 1);
    let faults = checked.json();
    let faults = faults["faults"].as_array().unwrap();
    let places: Vec<_> = faults
        .iter()
        .map(|f| (f["file"].as_str().unwrap().rsplit('/').next().unwrap(), f["line"].as_u64()))
        .collect();
    assert_eq!(
        places,
        [("reviews.ron", Some(4)), ("reviews.ron", Some(7)), ("state.ron", Some(1))]
    );
    let repaired = user.at_noon(&["state", "repair"]);
    assert_eq!(repaired.code, 0, "{}{}", repaired.out, repaired.err);
    assert!(repaired.out.contains("was set aside"), "{}", repaired.out);
    assert_eq!(without_checksums(&user.read("reviews.ron")), lines(0..5));
    assert!(user.read("reviews.unreadable-2026-11-22T120000Z.ron").contains("nonsense"));
    assert!(user.read("state.unreadable-2026-11-22T120000Z.ron").contains("covers"));
    let checked = user.at_noon(&["state", "check"]);
    assert_eq!((checked.code, checked.out.as_str()), (0, ""), "{}", checked.err);
    assert_eq!(checked.err, "your reviews and progress are in order\n");
}

#[test]
fn a_backup_is_brought_back() {
    let user = User::with_deck();
    assert_eq!(user.at_noon(&["state", "restore"]).code, 1, "there is none yet");
    user.write("reviews.ron", &lines(0..5));
    let made = user.at_noon(&["state", "backup"]);
    assert!(made.out.trim_end().ends_with("backups/2026-11-22"), "{}{}", made.out, made.err);
    assert_eq!(user.at_noon(&["state", "restore"]).out, "2026-11-22\n");
    user.write("reviews.ron", &lines(0..9));
    let wrong = user.at_noon(&["state", "restore", "2026-11-23"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean 2026-11-22?"), "{}", wrong.err);
    let back = user.at_noon(&["state", "restore", "2026-11-22", "--json"]).json();
    assert_eq!(user.read("reviews.ron"), lines(0..5));
    let merged = user.at_noon(&["merge", back["set_aside"].as_str().unwrap()]);
    assert_eq!(merged.out, "4 new reviews, 5 known already\n", "{}", merged.err);
}

#[test]
fn a_bad_clock_is_misuse() {
    let ran = ran(User::new().command(&["decks"]).env("LACUNA_NOW", "yesterday"));
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.starts_with("lacuna: error: LACUNA_NOW names no time: ")
            && ran.err.contains("2026-12-09T"),
        "{}",
        ran.err
    );
}

#[test]
fn bad_settings_are_told_and_the_rest_holds() {
    let user = User::new();
    user.write("reviews.ron", &line(0));
    user.write("settings.ron", "(\n  day_strats: 5,\n)");
    let ran = user.at_noon(&["reviews"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains(
            "settings.ron:2:3: settings.ron has no field `day_strats`; did you mean `day_starts`?"
        ),
        "{}",
        ran.err
    );
}

/// A limit on the size of files stands for a full disk: a line is written in part, and then there
/// is no more room.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing_that_was_there() {
    let user = User::new();
    user.write("reviews.ron", &lines(0..4));
    let theirs = user.write("theirs.ron", &lines(0..100));
    let mut shell = std::process::Command::new("sh");
    shell.args([
        "-c",
        "ulimit -f 2; exec \"$0\" merge \"$1\"",
        env!("CARGO_BIN_EXE_lacuna"),
        &theirs,
    ]);
    shell.env("LACUNA_CONFIG_DIR", user.home.path()).env("LACUNA_NOW", NOW).stdin(Stdio::null());
    let full = ran(&mut shell);
    assert_eq!((full.code, full.out.as_str()), (2, ""), "{}", full.err);
    assert!(
        full.err.contains("nothing was saved: ") && full.err.contains("make room"),
        "{}",
        full.err
    );
    assert_eq!(user.read("reviews.ron"), lines(0..4), "what was written in part is gone again");
    assert_eq!(user.at_noon(&["merge", &theirs]).out, "96 new reviews, 4 known already\n");
}

#[test]
fn programs_that_write_at_once_lose_nothing() {
    let user = User::new();
    let files: Vec<String> =
        (0..6).map(|n| user.write(&format!("{n}.ron"), &lines(n * 50..n * 50 + 60))).collect();
    let start = |path: &String| {
        let mut merge = user.command(&["merge", path]);
        merge.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = files.iter().map(start).collect();
    for (mut child, path) in children.into_iter().zip(&files) {
        loop {
            let done = child.wait_with_output().unwrap();
            if done.status.success() {
                break;
            }
            // Whoever has waited long enough for the others is told so, and tries again.
            let told = String::from_utf8_lossy(&done.stderr);
            assert!(told.contains("another program keeps it locked"), "{told}");
            child = start(path);
        }
    }
    let reviews = user.at_noon(&["reviews", "--json"]);
    let ids: std::collections::HashSet<&str> =
        reviews.out.lines().map(|line| &line[..30]).collect();
    assert_eq!(ids.len(), 310);
    assert_eq!(user.at_noon(&["state", "check"]).err, "your reviews and progress are in order\n");
}
#[test]
fn check_lists_what_home_tells_of_settings_keys_and_themes() {
    let user = User::new();
    user.write(
        "settings.ron",
        "(theme: \"nosuch\", new_per_dy: 3, keys: {\"home\": {\"Z\": \"nothing-such\"}})",
    );
    let told = user.at_noon(&["check"]);
    for word in ["nosuch", "new_per_dy", "nothing-such"] {
        assert!(told.out.contains(word), "{word}: {}", told.out);
    }
}

#[test]
fn drafts_that_are_not_saved_are_told() {
    let user = User::new();
    fs::create_dir_all(user.file("drafts")).unwrap();
    // No process has so great a number.
    user.write("drafts/unsaved-2147483646.ron", "[Pasted(\"one\\ttwo\")]");
    let told = user.at_noon(&["state", "check"]);
    assert_eq!(told.code, 0);
    assert!(told.err.contains("1 draft is not saved yet: open lacuna"), "{}", told.err);
}

/// The day begins at four; a step of ten hours at eight in the evening leads past that.
#[test]
fn a_learning_card_of_tomorrow_is_not_of_today() {
    let user = User::new();
    user.write("settings.ron", "(learning_steps: [600], new_per_day: 1, learn_step: false)");
    let at = |time: &str, args: &[&str], input: &str| {
        let mut command = user.command(args);
        command.env("LACUNA_NOW", time).env("TZ", "UTC").stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    };
    let evening = "2026-11-22T20:00:00Z";
    let drilled = at(evening, &["drill", "--json"], "{\"rating\":\"again\"}\n");
    assert!(drilled.contains("recorded"), "{drilled}");
    let due = |time: &str| -> Value {
        serde_json::from_str(&at(time, &["due", "--json"], "")).expect("it is JSON")
    };
    assert_eq!(due(evening)["learning"], 0);
    assert_eq!(due("2026-11-23T07:00:00Z")["learning"], 1);
    let last: Vec<Value> =
        drilled.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(last.last().expect("there are lines")["type"], "done", "nothing is left: {drilled}");
}
