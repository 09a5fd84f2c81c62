//! Every step that the real program takes on a disk fails in turn, for each cause, once and from
//! there on, and each time a step changes something the program is killed in the middle of it:
//! whatever was acknowledged is there, whatever was there before is there, the next start is clean,
//! and whoever asked was told if it did not come out as it should.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod power;
mod scripts;
mod together;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use lacuna::clock::Moment;
use lacuna::memory::Scheduler;
use lacuna::store::{self, ConfigHome, doctor, progress};
use serde_json::Value;
use tempfile::TempDir;

/// The time at which everything here happens.
const NOW: &str = "2026-11-22T12:00:00Z";

/// Something that is asked of the program.
struct Script {
    /// What lies in the config directory before.
    prepare: fn(&Path),
    arguments: &'static [&'static str],
    input: &'static str,
    /// Whether what was there before has to be there after: bringing a backup back puts it
    /// elsewhere.
    keeps: bool,
    /// What is asked of the program at its next start, so that everything is in order then.
    next: &'static [&'static str],
}

/// What a run came to.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    /// The entries that it said were on disk.
    fn acknowledged(&self) -> BTreeSet<String> {
        let lines = self.out.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let recorded = lines.filter(|line| line["type"] == "recorded");
        recorded.filter_map(|line| line["entry"].as_str().map(str::to_string)).collect()
    }

    /// Whether it said nothing but that all went well.
    fn is_content(&self) -> bool {
        self.code == Some(0) && self.err.is_empty() && !self.out.contains("\"type\":\"error\"")
    }
}

fn run(home: &Path, arguments: &[&str], input: &str, fault: Option<String>) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lacuna"));
    command
        .args(arguments)
        .current_dir(home)
        .env("LACUNA_CONFIG_DIR", home)
        .env("LACUNA_NOW", NOW)
        .env("TZ", "UTC");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(fault) = fault {
        command.env("LACUNA_TEST_FAULT", fault);
    }
    let mut child = command.spawn().unwrap();
    // One that was killed before takes none.
    _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn scheduler(home: &ConfigHome) -> Scheduler {
    let (settings, _) = store::settings(home);
    let calendar = lacuna::clock::Calendar::named("UTC", settings.day_starts).unwrap();
    Scheduler::new(settings, calendar)
}

/// Every entry of the log.
fn entries(home: &Path) -> BTreeSet<String> {
    let read = progress::unread(&ConfigHome::new(home)).entries();
    read.expect("the log can be read")
        .0
        .into_iter()
        .map(|entry| format!("{:016x}", entry.id.0))
        .collect()
}

/// Every entry of the logs that were moved out of the way.
fn set_aside(home: &Path) -> BTreeSet<String> {
    let folders = fs::read_dir(home).unwrap().map(|entry| entry.unwrap());
    let aside =
        folders.filter(|entry| entry.file_name().to_string_lossy().starts_with("set-aside"));
    aside.flat_map(|entry| entries(&entry.path())).collect()
}

/// Every note of the decks.
fn notes(home: &Path) -> BTreeSet<String> {
    let (library, _) = store::load(&ConfigHome::new(home));
    library.all().map(|note| library.id(note).into_owned()).collect()
}

/// What a run leaves on disk, but for what chance decides.
fn essence(home: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    gather(home, "", &mut all);
    all
}

fn gather(folder: &Path, above: &str, all: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let (path, name) = {
            let entry = entry.unwrap();
            (entry.path(), entry.file_name().into_string().unwrap())
        };
        // What a killed program has left half made is in nobody's way until the next start.
        if name.starts_with('.') {
            continue;
        }
        let key = format!("{above}/{name}");
        if path.is_dir() {
            all.insert(key.clone(), "folder".to_string());
            gather(&path, &key, all);
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        let of_chance = name.starts_with("reviews") || name.starts_with("state");
        let told = format!(
            "{} lines, whole: {}",
            text.lines().count(),
            text.is_empty() || text.ends_with('\n')
        );
        all.insert(key, if of_chance { told } else { text });
    }
}

/// What lies hidden in a folder, but for the file that is only locked.
fn hidden(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with('.') && name != ".lock" {
            all.push(name);
        } else if path.is_dir() {
            all.extend(hidden(&path));
        }
    }
    all
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&to).unwrap();
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Why a step may fail, with the steps that it concerns.
const CAUSES: [(&str, &[&str]); 4] = [
    (
        "io",
        &[
            "Open", "Create", "Folder", "Read", "Write", "Copy", "Truncate", "Allow", "Sync",
            "Lock", "List", "Rename", "Link", "Remove",
        ],
    ),
    ("full", &["Create", "Folder", "Write", "Copy", "Rename", "Link", "Sync"]),
    ("denied", &["Open", "Create", "Folder", "Rename", "Link", "Remove", "List", "Allow"]),
    (
        "kill",
        &[
            "Create", "Write", "Copy", "Truncate", "Allow", "Sync", "Lock", "Rename", "Link",
            "Remove",
        ],
    ),
];

/// A script, what it starts from, and what it comes to when nothing fails.
struct Trial<'a> {
    name: &'a str,
    script: &'a Script,
    template: TempDir,
    entries: BTreeSet<String>,
    notes: BTreeSet<String>,
    well: BTreeMap<String, String>,
    /// What was found in order at the next start before.
    checked: HashSet<String>,
}

impl Trial<'_> {
    /// Runs the script on a copy of what it starts from.
    fn run(&self, fault: Option<&str>) -> (TempDir, Ran, Vec<String>) {
        let (home, aside) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        copy(self.template.path(), home.path());
        let trace = aside.path().join("trace");
        let fault = format!("{} {}", fault.unwrap_or("0 io"), trace.display());
        let ran = run(home.path(), self.script.arguments, self.script.input, Some(fault));
        let trace =
            fs::read_to_string(trace).unwrap_or_default().lines().map(str::to_string).collect();
        (home, ran, trace)
    }

    /// Has one step fail, and checks everything that has to hold then.
    fn fails(&mut self, n: usize, step: &str, cause: &str) {
        let told = format!("{}: step {n} ({step}) {cause}", self.name);
        let (home, ran, trace) = self.run(Some(&format!("{n} {cause}")));
        assert!(
            trace.iter().any(|line| line.ends_with('!')),
            "{told}: nothing was hit\n{trace:#?}"
        );
        let home = home.path();
        assert!(!ran.err.contains("panicked"), "{told}: {ran:#?}");
        assert_eq!(ran.code.is_none(), cause.starts_with("kill"), "{told}: {ran:#?}");
        let there = entries(home);
        let lost: Vec<_> = ran.acknowledged().difference(&there).cloned().collect();
        assert!(lost.is_empty(), "{told}: lost {lost:?}\n{ran:#?}");
        let there = if self.script.keeps {
            there
        } else {
            there.union(&set_aside(home)).cloned().collect()
        };
        assert!(self.entries.is_subset(&there), "{told}: what was there before is gone\n{ran:#?}");
        if self.script.keeps {
            assert!(self.notes.is_subset(&notes(home)), "{told}: notes are gone\n{ran:#?}");
        }
        let essence = essence(home);
        if ran.is_content() {
            assert_eq!(essence, self.well, "{told}: nobody was told\n{ran:#?}\n{trace:#?}");
        }
        if self.checked.insert(format!("{essence:?}")) {
            self.starts_clean(home, &told);
        }
    }

    /// Whatever has happened, the next start works, and then everything is in order.
    fn starts_clean(&self, home: &Path, told: &str) {
        // A restore that was cut short may have left no settings.
        let settings = home.join("settings.ron");
        if !settings.exists() {
            fs::write(settings, "(learn_step: false)").unwrap();
        }
        let ran = run(home, &["drill", "--json"], "{\"rating\":\"good\"}\n{\"stop\":true}\n", None);
        assert!(
            ran.code == Some(0) && ran.acknowledged().len() == 1,
            "{told}: the next start\n{ran:#?}"
        );
        assert!(ran.acknowledged().is_subset(&entries(home)), "{told}: the next start\n{ran:#?}");
        if !self.script.next.is_empty() {
            let ran = run(home, self.script.next, "", None);
            assert_eq!(ran.code, Some(0), "{told}: the next start\n{ran:#?}");
        }
        let left = hidden(home);
        assert!(left.is_empty(), "{told}: left after the next start: {left:?}");
        let own = ConfigHome::new(home);
        assert_eq!(
            doctor::check(&own, &scheduler(&own), Moment::parse(NOW).unwrap()),
            [],
            "{told}: after the next start\n{ran:#?}"
        );
    }
}

/// Has every step of the script fail for every cause that concerns it.
fn survives(name: &str, script: &Script) {
    let template = TempDir::new().unwrap();
    (script.prepare)(template.path());
    let (entries, notes) = (entries(template.path()), notes(template.path()));
    let mut trial = Trial {
        name,
        script,
        template,
        entries,
        notes,
        well: BTreeMap::new(),
        checked: HashSet::new(),
    };
    let (home, ran, trace) = trial.run(None);
    assert_eq!(ran.code, Some(0), "{name}: {ran:#?}");
    trial.well = essence(home.path());
    trial.starts_clean(home.path(), name);
    let (mut faults, mut kills) = (0, 0);
    for (n, line) in trace.iter().enumerate() {
        let step = line.split(' ').nth(1).unwrap();
        for (cause, _) in CAUSES.iter().filter(|(_, steps)| steps.contains(&step)) {
            trial.fails(n + 1, line, cause);
            if *cause == "kill" {
                kills += 1;
            } else {
                faults += 1;
                // What can't be read once, or never again, comes to the same.
                if !["Open", "Read", "List"].contains(&step) {
                    trial.fails(n + 1, line, &format!("{cause}+"));
                    faults += 1;
                }
            }
        }
    }
    println!("{name}: {} steps, {faults} faults and {kills} kills survived", trace.len());
    assert!(faults > 20, "{name}: the steps are seen");
}
