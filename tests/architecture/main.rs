//! The architecture holds: imports only point down, no circle of files but a parent and its child,
//! what is reserved stays in its modules, and files stay short.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cycles::tangles;
use layers::Layers;
use module_graph::ModuleGraph;

mod cycles;
mod documents;
mod layers;
mod module_graph;
mod planted;
mod reserved;
mod scopes;
mod test_items;

/// Tables and prose may be longer.
const LONGEST: usize = 400;

/// How many circles and arrows of a tangle are listed.
const LISTED: usize = 25;

/// Every source file's path below a folder, with its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let name = |path: &Path| {
        path.strip_prefix(&root).expect("it lies below").to_string_lossy().replace('\\', "/")
    };
    files(&root)
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).expect("it is text")))
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
    all.sort();
    all
}

fn graph() -> &'static ModuleGraph {
    static GRAPH: LazyLock<ModuleGraph> = LazyLock::new(|| ModuleGraph::read(&sources("src")));
    &GRAPH
}

fn layers() -> Layers {
    Layers::parse(include_str!("../../src/lib.rs")).unwrap_or_else(|error| panic!("{error}"))
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    assert_none(&layers().mismatches(graph()));
}

#[test]
fn imports_only_point_down() {
    assert_none(&layers().violations(graph()));
}

#[test]
fn only_a_parent_and_its_child_form_a_circle() {
    let graph = graph();
    let found: Vec<String> =
        tangles(graph).iter().map(|tangle| cycles::describe(graph, tangle, LISTED)).collect();
    assert_none(&found);
}

#[test]
fn reserved_names_stay_in_their_modules() {
    assert_none(&reserved::violations(graph()));
}

/// A test lets each step of `store::os` fail; what goes past it can't be tested so.
#[test]
fn the_store_reaches_the_disk_in_one_place() {
    assert_none(&reserved::past_the_disk_module(graph()));
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    for (file, text) in ["src", "tests", "benches", "examples"].into_iter().flat_map(sources) {
        assert!(text.starts_with("//!"), "{file} does not open with what it is");
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{file} has {lines} lines: split it by meaning");
    }
}

#[test]
fn nothing_speaks_to_the_network() {
    for (file, text) in sources("src") {
        for word in ["std::net", "TcpStream", "UdpSocket"] {
            assert!(!text.contains(word), "{file} uses {word}");
        }
    }
    let lock = include_str!("../../Cargo.lock");
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
