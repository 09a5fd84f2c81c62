//! The real program in a pseudo-terminal: from its start to the first frame, from a key to the settled screen, and
//! the memory it takes, with the bundled deck alone and with 10,000, 100,000 and a million notes beside it.
//!
//! `cargo bench --bench whole`, or `-- 100000` for one size.

mod support;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use lacuna::clock::monotonic;
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

const SIZE: PtySize = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
const STARTS: usize = 25;
const MOVES: usize = 60;
/// Queries typed into Search, letter by letter.
const QUERIES: &[&str] = &["gradient", "sftmx", "tensor matrix", "whose", "entorpy kernel", "zzzz", "softmxa", "größe"];

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
        std::fs::write(home.join("decks/big.ron"), support::deck_text(notes)).expect("a deck can be written");
    }
    println!("\n{notes} notes beside the bundled deck");
    let program = PathBuf::from(env!("CARGO_BIN_EXE_lacuna"));
    row("first frame", starts(|| Session::start(&program, home), "Browse the glossary"));
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

fn row(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let ms = |time: Duration| format!("{:.2}", time.as_secs_f64() * 1000.0);
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("  {what:<34}{:>9} ms, worst {:>8} ms of {}", ms(median), ms(worst), times.len());
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
    let done = Command::new(rustc).arg("-O").arg("-o").args([&program, &source]).status().expect("rustc runs");
    assert!(done.success());
    program
}

/// A program in a pseudo-terminal, with a thread that stamps what it writes.
struct Session {
    started: Instant,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    written: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Session {
    fn start(program: &Path, home: &Path) -> Session {
        let pair = native_pty_system().openpty(SIZE).expect("a pseudo-terminal can be opened");
        let mut command = CommandBuilder::new(program);
        command.env("LACUNA_CONFIG_DIR", home);
        command.env("TERM", "xterm-256color");
        let mut reader = pair.master.try_clone_reader().expect("the pseudo-terminal can be read");
        let keys = pair.master.take_writer().expect("the pseudo-terminal can be written to");
        let (sender, written) = channel();
        let read = move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if sender.send((monotonic(), bytes[..n].to_vec())).is_err() {
                    break;
                }
            }
        };
        std::thread::Builder::new().spawn(read).expect("a thread can be started");
        let started = monotonic();
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let screen = vt100::Parser::new(SIZE.rows, SIZE.cols, 0);
        Session { started, child, keys, written, screen, _master: pair.master }
    }

    /// Waits until the screen shows `text`; returns when the bytes came that completed it.
    fn until(&mut self, text: &str) -> Instant {
        loop {
            let (at, bytes) = self.written.recv_timeout(Duration::from_mins(1)).expect("the program writes");
            self.screen.process(&bytes);
            if self.screen.screen().contents().contains(text) {
                return at;
            }
        }
    }

    /// Presses keys; returns the time until the last byte written before a quiet while.
    fn key(&mut self, keys: &str, quiet: Duration) -> Duration {
        let pressed = monotonic();
        let bytes = if keys.starts_with('g') { keys.replace(' ', "") } else { keys.to_string() };
        self.keys.write_all(bytes.as_bytes()).expect("the pseudo-terminal takes keys");
        let mut last = pressed;
        while let Ok((at, bytes)) = self.written.recv_timeout(quiet) {
            self.screen.process(&bytes);
            last = at;
        }
        last - pressed
    }

    fn process_file(&self, name: &str) -> String {
        let id = self.child.process_id().expect("the program runs");
        std::fs::read_to_string(format!("/proc/{id}/{name}")).expect("the program runs, on Linux")
    }

    /// Returns kilobytes.
    fn status(&self, name: &str) -> usize {
        let status = self.process_file("status");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("the kernel says how much");
        line.trim().trim_end_matches(" kB").parse().expect("a number of kilobytes")
    }

    /// Returns the processor time used so far, in hundredths of a second.
    fn cpu_ticks(&self) -> usize {
        let stat = self.process_file("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
        [fields[11], fields[12]].iter().filter_map(|ticks| ticks.parse::<usize>().ok()).sum()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
