//! The house stands: arrows only point down, rooms keep to themselves, files stay short.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors, from the top: a room may import from its own room and from lower floors only.
const FLOORS: [&[&str]; 9] = [
    &["main"],
    &["cli", "ui"],
    &["store", "search", "study"],
    &["plan"],
    &["library", "exchange", "labs"],
    &["memory"],
    &["deck"],
    &["text"],
    &["clock", "fault", "rng", "watch"],
];

/// Words that only the rooms named may use: files, the environment and the terminal belong to the
/// faces and the store.
const KEPT: [(&str, &[&str]); 6] = [
    ("std::fs", &["store", "cli", "main"]),
    ("std::env::", &["store", "cli", "ui", "main"]),
    ("crossterm", &["ui", "main"]),
    ("ratatui", &["ui"]),
    ("directories::", &["store"]),
    ("Instant::now", &["clock"]),
];

/// Tables and prose may be longer.
const LONGEST: usize = 520;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// Every source file's path below `src`, with its text.
fn sources() -> Vec<(String, String)> {
    sources_of("src")
}

/// Every source file's path below a folder, with its text.
fn sources_of(folder: &str) -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let name = |path: &Path| {
        path.strip_prefix(&src).expect("it lies below src").to_string_lossy().replace('\\', "/")
    };
    files(&src)
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).expect("it is text")))
        .collect()
}

fn room(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// The text without its tests.
fn product(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// The rooms that a file imports, by `use crate::` or a path in the text.
fn imports(text: &str) -> Vec<String> {
    let code = product(text).lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut rooms = Vec::new();
    for line in code {
        for rest in line.split("crate::").skip(1).chain(line.split("lacuna::").skip(1)) {
            rooms.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
        if let Some(list) = line
            .trim()
            .strip_prefix("use crate::{")
            .or_else(|| line.trim().strip_prefix("use lacuna::{"))
        {
            rooms.extend(list.trim_end_matches("};").split(", ").map(|item| {
                item.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
            }));
        }
    }
    rooms.retain(|room: &String| !room.is_empty());
    rooms
}

#[test]
fn every_room_has_a_floor() {
    for (file, _) in sources().iter().filter(|(file, _)| file != "lib.rs") {
        assert!(
            floor(room(file)).is_some(),
            "{file} stands on no floor: give its room one in tests/house.rs and lib.rs"
        );
    }
}

#[test]
fn imports_are_seen() {
    let text = "use crate::deck::{Note, Kind};\nuse crate::{fault, text::fold};\n// use crate::ui;\nlet x = crate::store::load();";
    assert_eq!(imports(text), ["deck", "fault", "text", "store"]);
}

#[test]
fn arrows_only_point_down() {
    for (file, text) in sources().iter().filter(|(file, _)| file != "lib.rs") {
        let own = room(file);
        for other in imports(text) {
            let (Some(here), Some(there)) = (floor(own), floor(&other)) else { continue };
            assert!(
                own == other || there > here,
                "{file} imports from `{other}`, which is not below `{own}`"
            );
        }
    }
}

#[test]
fn no_two_files_of_a_room_import_each_other() {
    let sources = sources();
    let mut arrows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, text) in &sources {
        let module = file.trim_end_matches(".rs").replace('/', "::");
        let code = product(text).lines().filter(|line| line.trim_start().starts_with("use "));
        for (other, _) in sources.iter().filter(|(other, _)| other != file) {
            let path = other.trim_end_matches(".rs").replace('/', "::");
            let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
            let sibling = path
                .rsplit_once("::")
                .filter(|(folder, _)| *folder == parent)
                .map(|(_, name)| name);
            let names = |line: &str| {
                line.contains(&format!("crate::{path}::"))
                    || sibling.is_some_and(|name| line.contains(&format!("super::{name}::")))
            };
            if code.clone().any(names) {
                arrows.entry(module.clone()).or_default().push(path);
            }
        }
    }
    for (from, tos) in &arrows {
        for to in tos {
            // What every screen is still names two of them; the next step unties that.
            if from == "ui::screens::screen" || to == "ui::screens::screen" {
                continue;
            }
            let back = arrows.get(to).is_some_and(|list| list.contains(from));
            assert!(!back, "{from} and {to} import each other");
        }
    }
}

#[test]
fn files_the_environment_and_the_terminal_stay_in_their_rooms() {
    for (file, text) in sources() {
        for (word, rooms) in KEPT {
            let used = product(&text)
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && line.contains(word));
            assert!(
                !used || rooms.contains(&room(&file)),
                "{file} uses `{word}`, which belongs to {rooms:?}"
            );
        }
    }
}

#[test]
fn the_store_has_one_door_to_the_disk() {
    let inside = |file: &str| file.starts_with("store/") && !file.starts_with("store/os");
    for (file, text) in sources().iter().filter(|(file, _)| inside(file)) {
        let other = product(text)
            .lines()
            .find(|line| line.contains("std::fs") && !line.trim_start().starts_with("//"));
        assert_eq!(other, None, "{file} goes past `store::os`, where a test lets each step fail");
    }
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    for (file, text) in ["src", "tests", "benches", "examples"].into_iter().flat_map(sources_of) {
        assert!(text.starts_with("//!"), "{file} does not open with what it is");
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{file} has {lines} lines: split it by meaning");
    }
}

#[test]
fn nothing_speaks_to_the_network() {
    for (file, text) in sources() {
        for word in ["std::net", "TcpStream", "UdpSocket"] {
            assert!(!text.contains(word), "{file} uses {word}");
        }
    }
    let lock = include_str!("../Cargo.lock");
    for name in ["reqwest", "hyper", "ureq", "curl", "tokio"] {
        assert!(!lock.contains(&format!("name = \"{name}\"")), "{name} is in the lock file");
    }
}

#[test]
fn snapshots_lie_in_their_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(root.join("snapshots")).expect("the folder is there") {
        let name = entry.expect("it can be listed").file_name().to_string_lossy().into_owned();
        assert!(
            Path::new(&name).extension().is_some_and(|ending| ending == "snap"),
            "{name} is not an accepted snapshot"
        );
    }
}
