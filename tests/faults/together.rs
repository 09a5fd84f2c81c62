//! Two programs at once: one stands still at a step on the disk while the other does all that it is
//! asked. Nothing that either has acknowledged is lost, and the next start is clean.
//!
//! At each step the other program studies, and does one of its further deeds, in turn; with
//! `LACUNA_TEST_ALL` set it does all of them.

use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use super::*;

/// What the other program does meanwhile.
const DEEDS: [(&[&str], &str); 6] = [
    (&["drill", "--json"], "{\"rating\":\"good\"}\n{\"stop\":true}\n"),
    (&["import", "more.csv", "--deck", "csc277-exam-1"], ""),
    (&["merge", "laptop"], ""),
    (&["state", "backup"], ""),
    (&["state", "restore", "2026-11-22"], ""),
    (&["state", "repair"], ""),
];

/// Decks, reviews, a backup, another machine's log and two lists.
fn full(home: &Path) {
    scripts::with_rivers(home);
    scripts::with_laptop(home);
    fs::write(home.join("more.csv"), "term,definition\nOhm,A unit\n").unwrap();
}

fn damaged(home: &Path) {
    full(home);
    fs::write(home.join("state.ron"), "nonsense").unwrap();
    let log = fs::read_to_string(home.join("reviews.ron")).unwrap();
    fs::write(home.join("reviews.ron"), format!("this is no entry\n{log}")).unwrap();
}

fn start(home: &Path, (arguments, input): (&[&str], &str), fault: &str) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lacuna"))
        .args(arguments)
        .current_dir(home)
        .env("LACUNA_CONFIG_DIR", home)
        .env("LACUNA_NOW", NOW)
        .env("TZ", "UTC")
        .env("LACUNA_TEST_FAULT", fault)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child
}

fn end(child: Child) -> Ran {
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Holds the script at a step while the other program does a deed.
fn meets(template: &Path, script: &Script, n: usize, deed: (&[&str], &str), told: &str) {
    let (home, aside) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let home = home.path();
    copy(template, home);
    let before = (entries(home), notes(home));
    let trace = aside.path().join("trace");
    let fault = format!("{n} hold {}", trace.display());
    let mut held = start(home, (script.arguments, script.input), &fault);
    let steps = || fs::read_to_string(&trace).unwrap_or_default().lines().count();
    while steps() < n && held.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
    let other = format!("0 hold {}", aside.path().join("other").display());
    let other = end(start(home, deed, &other));
    fs::write(aside.path().join("trace.go"), "").unwrap();
    let held = end(held);
    let told = format!("{told}\n{held:#?}\n{other:#?}");
    for ran in [&held, &other] {
        assert!(!ran.err.contains("panicked") && ran.code.is_some_and(|code| code <= 2), "{told}");
    }
    let there: BTreeSet<String> = entries(home).union(&set_aside(home)).cloned().collect();
    for wanted in [&before.0, &held.acknowledged(), &other.acknowledged()] {
        let lost: Vec<_> = wanted.difference(&there).collect();
        assert!(lost.is_empty(), "lost {lost:?}: {told}");
    }
    let restores = [script.arguments, deed.0].iter().any(|words| words.contains(&"restore"));
    if !restores {
        let after = notes(home);
        assert!(before.1.is_subset(&after), "notes are gone: {told}");
        for (words, ran) in [(script.arguments, &held), (deed.0, &other)] {
            let new = words.iter().find_map(|word| match *word {
                "more.csv" => Some("ohm"),
                "list.csv" => Some("danube"),
                _ => None,
            });
            let is_there = |new: &str| after.iter().any(|note| note.ends_with(new));
            assert!(ran.code != Some(0) || new.is_none_or(is_there), "a note is gone: {told}");
        }
    }
    let own = ConfigHome::new(home);
    let (scheduler, now) = (scheduler(&own), Moment::parse(NOW).unwrap());
    doctor::repair(&own, &scheduler, now).unwrap();
    assert_eq!(doctor::check(&own, &scheduler, now), [], "{told}");
}

/// Holds the script at each of its steps.
fn stands_still(name: &str, script: &Script) {
    let (template, aside) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    (script.prepare)(template.path());
    let home = TempDir::new().unwrap();
    copy(template.path(), home.path());
    let trace = aside.path().join("trace");
    end(start(
        home.path(),
        (script.arguments, script.input),
        &format!("0 hold {}", trace.display()),
    ));
    let steps = fs::read_to_string(trace).unwrap();
    let all = std::env::var_os("LACUNA_TEST_ALL").is_some();
    let mut count = 0;
    for (n, line) in (1..).zip(steps.lines()) {
        // Whatever is read is read again by the checks.
        if line.contains(" Read ") || line.contains(" Allow ") {
            continue;
        }
        for (i, deed) in DEEDS.into_iter().enumerate() {
            if !(all || i == 0 || i == 1 + n % (DEEDS.len() - 1)) {
                continue;
            }
            count += 1;
            let told = format!("{name} at step {line}, and {:?}", deed.0);
            meets(template.path(), script, n, deed, &told);
        }
    }
    println!("{name}: {count} pairs");
    assert!(count > 20, "{name}: the steps are seen");
}

#[test]
fn a_drill_stands_still() {
    stands_still("a drill", &scripts::drilling(full));
}

#[test]
fn an_import_stands_still() {
    let import = &["import", "list.csv", "--deck", "rivers"];
    stands_still("an import", &scripts::asking(full, import));
}

#[test]
fn a_merge_stands_still() {
    stands_still("a merge", &scripts::asking(full, &["merge", "laptop"]));
}

#[test]
fn a_backup_stands_still() {
    stands_still("a backup", &scripts::asking(full, &["state", "backup"]));
}

#[test]
fn a_restore_stands_still() {
    stands_still("a restore", &scripts::asking(full, &["state", "restore", "2026-11-22"]));
}

#[test]
fn a_repair_stands_still() {
    stands_still("a repair", &scripts::asking(damaged, &["state", "repair"]));
}
