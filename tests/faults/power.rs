//! The power fails after any step: what can have reached the disk by then is worked out from what
//! the program did, for two kinds of file systems, and each such disk is started from.
//!
//! On the first kind, names change on disk in the order in which they were changed, and a sync of
//! any file brings all changes before it along (ext4 and others). On the second, only what was
//! synced itself is certain: each file's content, and the names in each folder.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use super::*;

/// What a name stands for: a folder, or a file by its number.
type Node = Option<usize>;

/// The contents of files by their paths; a folder has none.
type CrashedDisk = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// A change of names, which comes to the disk whole or not at all.
#[derive(Clone, Debug)]
enum NameChange {
    Add(PathBuf, Node),
    /// With all that lies below.
    Remove(PathBuf),
    /// What lies below comes along.
    Move {
        from: PathBuf,
        to: PathBuf,
        node: Node,
    },
}

impl NameChange {
    fn apply(&self, names: &mut Names) {
        match self {
            NameChange::Add(path, node) => _ = names.insert(path.clone(), *node),
            NameChange::Remove(path) => names.retain(|name, _| !name.starts_with(path)),
            NameChange::Move { from, to, node } => {
                let below = below(names, from);
                names.retain(|name, _| !name.starts_with(from));
                names.insert(to.clone(), *node);
                for (name, node) in below.into_iter().filter(|(name, _)| name != from) {
                    names.insert(to.join(name.strip_prefix(from).unwrap()), node);
                }
            }
        }
    }

    /// Whether the names that it changes lie in this folder.
    fn is_in(&self, folder: &Path) -> bool {
        match self {
            NameChange::Add(path, _) | NameChange::Remove(path) => path.parent() == Some(folder),
            NameChange::Move { to, .. } => to.parent() == Some(folder),
        }
    }
}

type Names = BTreeMap<PathBuf, Node>;

/// What lies at a path and below it.
fn below(names: &Names, path: &Path) -> Names {
    let all = names.iter().filter(|(name, _)| name.starts_with(path));
    all.map(|(name, node)| (name.clone(), *node)).collect()
}

/// A file's content, on disk for certain and as it was written.
#[derive(Clone, Debug, Default)]
struct Content {
    synced: Vec<u8>,
    written: Vec<u8>,
}

/// A disk as the program's steps leave it.
#[derive(Clone, Debug, Default)]
struct Disk {
    files: Vec<Content>,
    /// The names as the program sees them.
    names: Names,
    /// The names before the first change.
    first: Names,
    /// The changes, and whether their folder was synced since.
    changes: Vec<(NameChange, bool)>,
    /// How many changes a sync of some file has brought along.
    forced: usize,
}

impl Disk {
    fn from_folder(home: &Path) -> Disk {
        let mut disk = Disk::default();
        let mut folders = vec![home.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
                let node = if path.is_dir() {
                    folders.push(path.clone());
                    None
                } else {
                    let bytes = fs::read(&path).unwrap();
                    disk.files.push(Content { synced: bytes.clone(), written: bytes });
                    Some(disk.files.len() - 1)
                };
                disk.names.insert(path, node);
            }
        }
        disk.first = disk.names.clone();
        disk
    }

    fn change(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        self.changes.push((change, false));
    }

    fn file(&mut self, path: &Path) -> Option<&mut Content> {
        let node = self.names.get(path).copied().flatten()?;
        self.files.get_mut(node)
    }

    /// Takes a step of the program; what it wrote, or where that came from, is in `from`.
    fn step(&mut self, step: &str, path: &Path, from: &[u8]) {
        let source = || PathBuf::from(String::from_utf8(from.to_vec()).unwrap());
        match step {
            "Create" if !self.names.contains_key(path) => {
                self.files.push(Content::default());
                let node = Some(self.files.len() - 1);
                self.change(NameChange::Add(path.to_path_buf(), node));
            }
            "Folder" => self.change(NameChange::Add(path.to_path_buf(), None)),
            "Write" => {
                if let Some(file) = self.file(path) {
                    file.written.extend_from_slice(from);
                }
            }
            "Truncate" => {
                let length: usize = String::from_utf8(from.to_vec()).unwrap().parse().unwrap();
                if let Some(file) = self.file(path) {
                    file.written.truncate(length);
                }
            }
            "Copy" => {
                let bytes = self.file(&source()).unwrap().written.clone();
                self.file(path).unwrap().written = bytes;
            }
            "Sync" => self.sync(path),
            "Link" => self.change(NameChange::Add(path.to_path_buf(), self.names[&source()])),
            "Rename" => {
                let (from, node) = (source(), self.names[&source()]);
                self.change(NameChange::Move { from, to: path.to_path_buf(), node });
            }
            "Remove" => self.change(NameChange::Remove(path.to_path_buf())),
            _ => {}
        }
    }

    fn sync(&mut self, path: &Path) {
        self.forced = self.changes.len();
        if let Some(file) = self.file(path) {
            file.synced = file.written.clone();
            return;
        }
        for (change, is_synced) in &mut self.changes {
            *is_synced |= change.is_in(path);
        }
    }

    /// The names when these changes have reached the disk and the others have not.
    fn names_with(&self, is_kept: impl Fn(usize) -> bool) -> Names {
        let mut names = self.first.clone();
        for (i, (change, _)) in self.changes.iter().enumerate() {
            if is_kept(i) {
                change.apply(&mut names);
            }
        }
        names
    }

    /// Every set of names that a power failure can leave.
    fn possible_names(&self) -> Vec<Names> {
        let count = self.changes.len();
        let ordered = (self.forced..=count).map(|kept| self.names_with(|i| i < kept));
        let open: Vec<usize> = (0..count).filter(|i| !self.changes[*i].1).collect();
        let synced = |i: usize| self.changes[i].1;
        let alone = open.iter().map(|one| self.names_with(|i| synced(i) || i == *one));
        let without = open.iter().map(|one| self.names_with(|i| i != *one));
        let none = self.names_with(synced);
        ordered.chain(alone).chain(without).chain([none]).collect()
    }

    /// The disk as the program sees it.
    fn written(&self) -> CrashedDisk {
        let file = |node: &Node| node.map(|number| self.files[number].written.clone());
        self.names.iter().map(|(path, node)| (path.clone(), file(node))).collect()
    }

    /// Every disk that a power failure can leave.
    fn crashes(&self) -> BTreeSet<CrashedDisk> {
        let contents: [fn(&Content) -> Vec<u8>; 3] = [
            |file| file.synced.clone(),
            |file| file.written.clone(),
            |file| {
                let half = usize::midpoint(file.synced.len(), file.written.len());
                file.written[..half.min(file.written.len())].to_vec()
            },
        ];
        let mut all = BTreeSet::new();
        for names in self.possible_names() {
            for content in contents {
                let files = names.iter().map(|(path, node)| {
                    (path.clone(), node.map(|number| content(&self.files[number])))
                });
                all.insert(files.collect());
            }
        }
        all
    }
}

/// Runs the script, and returns its steps and after how many of them each entry was acknowledged.
fn record(home: &Path, script: &Script, trace: &Path) -> (Vec<String>, Vec<(String, usize)>) {
    let steps = || -> Vec<String> {
        fs::read_to_string(trace).unwrap_or_default().lines().map(String::from).collect()
    };
    let mut child = Command::new(env!("CARGO_BIN_EXE_lacuna"))
        .args(script.arguments)
        .current_dir(home)
        .env("LACUNA_CONFIG_DIR", home)
        .env("LACUNA_NOW", NOW)
        .env("TZ", "UTC")
        .env("LACUNA_TEST_FAULT", format!("0 record {}", trace.display()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = Vec::new();
    for line in script.input.lines() {
        writeln!(input, "{line}").unwrap();
        // One command at a time, so that it is known which steps came before the answer.
        for line in output.by_ref() {
            let said: Value = serde_json::from_str(&line.unwrap()).unwrap();
            if said["type"] == "recorded" {
                acknowledged.push((said["entry"].as_str().unwrap().to_string(), steps().len()));
            }
            if ["recorded", "undone", "done"].contains(&said["type"].as_str().unwrap()) {
                break;
            }
        }
    }
    drop(input);
    assert!(child.wait().unwrap().success());
    (steps(), acknowledged)
}

/// What has to be there whenever the power fails.
struct Before {
    entries: BTreeSet<String>,
    notes: BTreeSet<String>,
    /// The entries and notes that each backup has to have.
    backup: [BTreeSet<String>; 2],
}

impl Before {
    fn of(home: &Path) -> Before {
        let days = lacuna::store::backups::days(&ConfigHome::new(home));
        let latest = days.last().map_or(home.to_path_buf(), |day| home.join("backups").join(day));
        let backup = [entries(&latest), notes(&latest)];
        Before { entries: entries(home), notes: notes(home), backup }
    }
}

/// Has the power fail after every step of the script.
fn outlasts(name: &str, script: &Script) {
    let (home, aside) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    (script.prepare)(home.path());
    let before = Before::of(home.path());
    let mut disk = Disk::from_folder(home.path());
    let trace = aside.path().join("trace");
    let (steps, acknowledged) = record(home.path(), script, &trace);
    let mut seen = HashSet::new();
    for (n, line) in (1..).zip(&steps) {
        let mut words = line.splitn(3, ' ').skip(1);
        let (step, path) = (words.next().unwrap(), Path::new(words.next().unwrap()));
        let from = fs::read(format!("{}.{n}", trace.display())).unwrap();
        disk.step(step, path, &from);
        let known: BTreeSet<String> = acknowledged
            .iter()
            .filter(|(_, at)| *at <= n)
            .map(|(entry, _)| entry.clone())
            .collect();
        for crash in disk.crashes() {
            if seen.insert((crash.clone(), known.len())) {
                let told = format!("{name}: the power fails after step {line}");
                starts_again(home.path(), &crash, &before, &known, script, &told);
            }
        }
    }
    // What the model says is what the program did.
    assert!(disk.written() == Disk::from_folder(home.path()).written(), "{name}");
    println!("{name}: {} disks after {} steps", seen.len(), steps.len());
    assert!(seen.len() > 4, "{name}: the steps are seen");
}

/// Starts from a disk: nothing that was there or acknowledged is gone, and all is in order then.
fn starts_again(
    home: &Path,
    crash: &CrashedDisk,
    before: &Before,
    acknowledged: &BTreeSet<String>,
    script: &Script,
    told: &str,
) {
    let folder = TempDir::new().unwrap();
    for (path, bytes) in crash {
        let path = folder.path().join(path.strip_prefix(home).unwrap());
        match bytes {
            None => fs::create_dir_all(path).unwrap(),
            Some(bytes) => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
    }
    let names: Vec<_> = crash.keys().map(|path| path.strip_prefix(home).unwrap()).collect();
    let mut there = entries(folder.path());
    if !script.keeps {
        there.extend(set_aside(folder.path()));
    }
    let lost: Vec<_> = acknowledged.difference(&there).collect();
    assert!(lost.is_empty(), "{told}: lost {lost:?} of {names:?}");
    assert!(before.entries.is_subset(&there), "{told}: what was there is gone: {names:?}");
    if script.keeps {
        assert!(before.notes.is_subset(&notes(folder.path())), "{told}: notes are gone: {names:?}");
    }
    for day in lacuna::store::backups::days(&ConfigHome::new(folder.path())) {
        let backup = folder.path().join("backups").join(day);
        assert!(before.backup[0].is_subset(&entries(&backup)), "{told}: a backup is not whole");
        assert!(before.backup[1].is_subset(&notes(&backup)), "{told}: a backup lacks notes");
    }
    let own = ConfigHome::new(folder.path());
    let (scheduler, now) = (scheduler(&own), Moment::parse(NOW).unwrap());
    doctor::repair(&own, &scheduler, now).unwrap();
    assert_eq!(doctor::check(&own, &scheduler, now), [], "{told}: after a repair");
    assert!(acknowledged.is_subset(&entries(folder.path())) || !script.keeps, "{told}: a repair");
}

/// What a grade costs: to look at the log that others may have added to is no writing.
#[test]
fn a_grade_is_one_append_and_one_sync() {
    let (home, aside) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    scripts::studied(home.path());
    let trace = aside.path().join("trace");
    let (steps, acknowledged) = record(home.path(), &scripts::drilling(scripts::studied), &trace);
    let between = &steps[acknowledged[0].1..acknowledged[1].1];
    let kinds = between.iter().filter_map(|step| step.split(' ').nth(1));
    let writing: Vec<_> =
        kinds.filter(|kind| !["Open", "Lock", "Read", "List"].contains(kind)).collect();
    assert_eq!(writing, ["Write", "Sync"], "{between:?}");
}

#[test]
fn the_power_fails_in_a_drill() {
    outlasts("a first drill", &scripts::drilling(scripts::fresh));
    outlasts("a second drill", &scripts::drilling(scripts::studied));
    outlasts("a torn log", &scripts::drilling(scripts::torn));
}

#[test]
fn the_power_fails_while_decks_are_written() {
    let import = &["import", "list.csv", "--deck", "rivers"];
    outlasts("a new deck", &scripts::asking(scripts::with_list, import));
    outlasts("a changed deck", &scripts::asking(scripts::with_rivers, import));
    let merge = &["deck", "merge", "rivers", "csc277-exam-1"];
    outlasts("a merged deck", &scripts::asking(scripts::with_rivers, merge));
}

#[test]
fn the_power_fails_while_files_are_looked_after() {
    outlasts("a backup", &scripts::asking(scripts::studied, &["state", "backup"]));
    let restore = scripts::asking(scripts::with_backup, &["state", "restore", "2026-11-22"]);
    outlasts("a backup brought back", &Script { keeps: false, ..restore });
    outlasts("a merge", &scripts::asking(scripts::with_laptop, &["merge", "laptop"]));
    outlasts("a repair", &scripts::asking(scripts::garbage, &["state", "repair"]));
}
