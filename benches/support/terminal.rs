//! What the benchmarks of the whole program share: the real binary in a pseudo-terminal, and how
//! long it takes.

#![allow(dead_code, reason = "each benchmark uses its own part")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use lacuna::clock::monotonic;
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

const SIZE: PtySize = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };

/// Prints a row of the table: the median of the times and the worst.
pub(crate) fn row(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let ms = |time: Duration| format!("{:.2}", time.as_secs_f64() * 1000.0);
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("  {what:<34}{:>9} ms, worst {:>8} ms of {}", ms(median), ms(worst), times.len());
}

/// A program in a pseudo-terminal, with a thread that stamps what it writes.
pub(crate) struct Session {
    pub(crate) started: Instant,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    written: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Session {
    pub(crate) fn start(program: &Path, home: &Path) -> Session {
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
    pub(crate) fn until(&mut self, text: &str) -> Instant {
        loop {
            let (at, bytes) =
                self.written.recv_timeout(Duration::from_mins(1)).expect("the program writes");
            self.screen.process(&bytes);
            if self.screen.screen().contents().contains(text) {
                return at;
            }
        }
    }

    /// Presses keys; returns the time until the last byte written before a quiet while.
    pub(crate) fn key(&mut self, keys: &str, quiet: Duration) -> Duration {
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

    /// In kilobytes.
    pub(crate) fn status(&self, name: &str) -> usize {
        let status = self.process_file("status");
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .expect("the kernel says how much");
        line.trim().trim_end_matches(" kB").parse().expect("a number of kilobytes")
    }

    /// The processor time used so far, in hundredths of a second.
    pub(crate) fn cpu_ticks(&self) -> usize {
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
