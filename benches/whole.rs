//! The real program in a pseudo-terminal: from its start to the first frame, and to the one that
//! has all notes, from a key to the settled screen, and the memory it takes, with the bundled deck
//! alone and with 10,000, 100,000 and a million notes beside it.
//!
//! `cargo bench --bench whole`, or `-- 100000` for one size.

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use terminal::{Session, row};

const STARTS: usize = 25;
const MOVES: usize = 60;
/// Queries typed into Search, letter by letter.
const QUERIES: &[&str] =
    &["gradient", "sftmx", "tensor matrix", "whose", "entorpy kernel", "zzzz", "softmxa", "größe"];

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    if !std::env::args().any(|argument| argument == "--bench") {
        return; // `cargo test --benches` only wants to know that it starts.
    }
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let hello = hello_world(folder.path());
    let bare = starts(|| Session::start(&hello, folder.path()), "hello");
    row("hello world, start to its line", bare);
    let sizes = if sizes.is_empty() { vec![0, 10_000, 100_000, 1_000_000] } else { sizes };
    for notes in sizes {
        measure(&folder.path().join(notes.to_string()), notes);
    }
}

fn measure(home: &Path, notes: usize) {
    std::fs::create_dir_all(home.join("decks")).expect("a folder can be made in the temporary one");
    if notes > 0 {
        std::fs::write(home.join("decks/big.ron"), support::deck_text(notes))
            .expect("a deck can be written");
    }
    println!("\n{notes} notes beside the bundled deck");
    let program = PathBuf::from(env!("CARGO_BIN_EXE_lacuna"));
    row("first frame", starts(|| Session::start(&program, home), "Progress"));
    row(
        "the frame with all notes",
        starts(|| Session::start(&program, home), "Browse the glossary"),
    );
    let quiet = Duration::from_millis(if notes > 150_000 { 400 } else { 60 });
    let mut session = Session::start(&program, home);
    session.until("Browse the glossary");
    row("opening Browse", vec![session.key("b", quiet)]);
    row("a move in Browse", (0..MOVES).map(|_| session.key("j", quiet)).collect());
    row(
        "to the end of the list and back",
        (0..4).map(|i| session.key(if i % 2 == 0 { "G" } else { "g g" }, quiet)).collect(),
    );
    row("opening Search", vec![session.key("/", quiet)]);
    let (mut letters, mut worst) = (Vec::new(), (Duration::ZERO, String::new()));
    for query in QUERIES {
        for (i, c) in query.char_indices() {
            let took = session.key(c.encode_utf8(&mut [0; 4]), quiet);
            worst = worst.max((took, query[..i + c.len_utf8()].to_string()));
            letters.push(took);
        }
        session.key("\x15", quiet);
        session.key("\x1b", quiet);
        session.key("/", quiet);
    }
    row("a letter in Search", letters);
    println!("  {:<34}{:>12}", "  the slowest", format!("{:?}", worst.1));
    let before = session.cpu_ticks();
    std::thread::sleep(Duration::from_secs(2));
    println!("  {:<34}{:>9} ticks in 2 s", "idle", session.cpu_ticks() - before);
    println!("  {:<34}{:>9} MB", "resident at most", session.status("VmHWM:") / 1024);
    println!("  {:<34}{:>9} MB", "resident in the end", session.status("VmRSS:") / 1024);
}

fn starts(start: impl Fn() -> Session, until: &str) -> Vec<Duration> {
    (0..STARTS)
        .map(|_| {
            let mut session = start();
            session.until(until) - session.started
        })
        .collect()
}

/// Compiles the smallest program that writes a line.
fn hello_world(folder: &Path) -> PathBuf {
    let (source, program) = (folder.join("hello.rs"), folder.join("hello"));
    std::fs::write(&source, "fn main() { println!(\"hello\"); }").expect("a file can be written");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let done = Command::new(rustc)
        .arg("-O")
        .arg("-o")
        .args([&program, &source])
        .status()
        .expect("rustc runs");
    assert!(done.success());
    program
}
