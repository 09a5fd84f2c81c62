//! A pseudo-terminal with a person's eyes and fingers: it starts a program, reads its screen,
//! presses keys.
//!
//! It knows nothing of what the program shows. Nothing here sleeps to let time pass: every wait is
//! for a condition, with a deadline, and a deadline missed shows the screen as it was.

#![allow(dead_code, reason = "each test program uses its own part")]

#[path = "pty/modes.rs"]
mod modes;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use lacuna::clock::monotonic;
use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use vt100::{MouseProtocolMode, Screen};

/// How long anything may take before the test fails. It tells a program that hangs from one that
/// works, however slow the machine is: no test's result depends on it otherwise.
const PATIENCE: Duration = Duration::from_mins(5);
/// How often a condition outside the terminal (a process's state) is looked at again.
const GLANCE: Duration = Duration::from_millis(10);

/// What empties the screen.
const CLEAR: &[u8] = b"\x1b[2J";

/// A terminal with a program in it.
pub(crate) struct Pty {
    shared: Arc<Shared>,
    master: Box<dyn MasterPty + Send>,
    /// Kept open, so that the terminal's settings outlive the program.
    slave: Box<dyn SlavePty + Send>,
    writer: Box<dyn Write + Send>,
    pid: u32,
    reader: JoinHandle<()>,
    /// The terminal's settings before anything ran in it.
    pub(crate) first_settings: String,
}

#[derive(Default)]
struct Shared {
    seen: Mutex<Seen>,
    bell: Condvar,
}

/// What has come out of the terminal so far.
pub(crate) struct Seen {
    parser: vt100::Parser,
    /// Every byte, as it was sent.
    pub(crate) raw: Vec<u8>,
    /// How many of them the screen has been given: all but a character still in parts.
    shown: usize,
    exit: Option<ExitStatus>,
    deaf: bool,
}

impl Default for Seen {
    fn default() -> Self {
        Seen {
            parser: vt100::Parser::new(1, 1, 0),
            raw: Vec::new(),
            shown: 0,
            exit: None,
            deaf: false,
        }
    }
}

impl Seen {
    /// Returns what these bytes make of a screen of so many rows and columns.
    fn of(bytes: &[u8], (rows, columns): (u16, u16)) -> Seen {
        let mut seen = Seen { parser: vt100::Parser::new(rows, columns, 0), ..Seen::default() };
        seen.take(bytes);
        seen
    }

    /// Returns the screen as it stands.
    pub(crate) fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        let new = &self.raw[self.shown..];
        let whole = match std::str::from_utf8(new) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => new.len(),
        };
        // The emulator draws no replacement character, where every terminal draws one of a single
        // column.
        let text = String::from_utf8_lossy(&new[..whole]).replace('\u{FFFD}', "?");
        self.parser.process(text.as_bytes());
        self.shown += whole;
    }

    /// Returns every byte so far as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }
}

/// Where on the screen something stands, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) row: u16,
    pub(crate) column: u16,
}

impl Pty {
    /// Opens a terminal of so many columns and rows, and starts `command` in it.
    pub(crate) fn start(command: CommandBuilder, columns: u16, rows: u16) -> Pty {
        let pair =
            native_pty_system().openpty(size(columns, rows)).expect("a pseudo-terminal can be had");
        let shared = Arc::new(Shared::default());
        shared.lock().parser = vt100::Parser::new(rows, columns, 0);
        let first_settings = settings(pair.master.as_ref());
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        let pid = child.process_id().expect("a child has a number");
        let theirs = Arc::clone(&shared);
        let waiter = Builder::new().name("pty-child".to_string()).spawn(move || {
            let status = child.wait().expect("the child can be waited for");
            theirs.lock().exit = Some(status);
            theirs.bell.notify_all();
        });
        drop(waiter.expect("a thread can be had"));
        let output = pair.master.try_clone_reader().expect("a terminal can be read");
        let theirs = Arc::clone(&shared);
        let reader =
            Builder::new().name("pty-reader".to_string()).spawn(move || theirs.read(output));
        let writer = pair.master.take_writer().expect("a terminal can be written to");
        let reader = reader.expect("a thread can be had");
        Pty { shared, master: pair.master, slave: pair.slave, writer, pid, reader, first_settings }
    }

    /// Returns the number of the started process.
    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }

    /// Types these bytes.
    pub(crate) fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    /// Types these bytes once the screen has been there for as long as it takes to see it: lacuna
    /// drops what would grade an answer that nobody can have seen, and for a moment every key after
    /// the screen changed by itself.
    pub(crate) fn press_having_seen(&mut self, keys: &str) {
        std::thread::sleep(Duration::from_millis(500));
        self.press(keys);
    }

    /// Waits until something can be had from what was seen, and returns it.
    pub(crate) fn wait<T>(&self, what: &str, mut ready: impl FnMut(&Seen) -> Option<T>) -> T {
        let deadline = monotonic() + PATIENCE;
        let mut seen = self.shared.lock();
        loop {
            if let Some(found) = ready(&seen) {
                return found;
            }
            let left = deadline.saturating_duration_since(monotonic());
            assert!(
                !left.is_zero(),
                "waited in vain for {what}; the screen:\n{}",
                seen.screen().contents()
            );
            let woken = self.shared.bell.wait_timeout(seen, left.min(GLANCE));
            seen = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until the screen is so.
    pub(crate) fn until(&self, what: &str, mut so: impl FnMut(&Screen) -> bool) {
        self.wait(what, |seen| so(seen.screen()).then_some(()));
    }

    /// Waits until the text stands on the screen.
    pub(crate) fn shows(&self, text: &str) -> Spot {
        self.wait(&format!("{text:?}"), |seen| find(seen.screen(), text))
    }

    /// Waits until the terminal is as it was.
    pub(crate) fn is_given_back(&self) {
        self.wait("the terminal as it was", |seen| left_behind(seen).is_empty().then_some(()));
    }

    /// Waits until the text stands nowhere on the screen.
    pub(crate) fn hides(&self, text: &str) {
        self.until(&format!("no {text:?}"), |screen| find(screen, text).is_none());
    }

    /// Waits until the number after `label` has been printed, and returns it.
    pub(crate) fn number(&self, label: &str) -> u32 {
        self.wait(&format!("a number after {label:?}"), |seen| number_after(&seen.text(), label))
    }

    /// Has `by` make the program draw everything anew, and checks that this changes nothing on the
    /// screen.
    pub(crate) fn repaints_the_same(&mut self, by: impl FnOnce(&mut Pty)) {
        let written = self.look(|seen| seen.raw.len());
        by(self);
        let mut before = None;
        self.wait("the same screen, repainted", |seen| {
            if before.is_none() {
                let clears =
                    seen.raw[written..].windows(CLEAR.len()).position(|bytes| bytes == CLEAR)?;
                // Up to the clearing, whole frames have come.
                before = Some(looks(
                    Seen::of(&seen.raw[..written + clears], seen.screen().size()).screen(),
                ));
            }
            (before.as_ref() == Some(&looks(seen.screen()))).then_some(())
        });
    }

    /// Waits for the started program's end.
    pub(crate) fn ended(&self) -> ExitStatus {
        self.wait("the program's end", |seen| seen.exit.clone())
    }

    /// Looks at what was seen so far.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&Seen) -> T) -> T {
        at(&self.shared.lock())
    }

    /// Gives the window another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let mut seen = self.shared.lock();
        seen.parser.screen_mut().set_size(rows, columns);
        self.master.resize(size(columns, rows)).expect("a terminal can be resized");
    }

    /// Returns the terminal's settings, as `stty -a` would tell them.
    pub(crate) fn settings(&self) -> String {
        settings(self.master.as_ref())
    }

    /// Takes the terminal away, as when its window is closed or the line breaks.
    pub(crate) fn vanish(self) -> Vanished {
        let Pty { shared, master, slave, writer, pid, reader, .. } = self;
        shared.lock().deaf = true;
        // Only output wakes the reader, and the terminal is gone only when the reader's hold on it
        // is.
        let path: PathBuf = master.tty_name().expect("a terminal has a name");
        let wakes = std::fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut tty| tty.write_all(b" "));
        wakes.expect("a terminal can be written to");
        reader.join().expect("the reader ends");
        drop((writer, master, slave));
        Vanished { shared, pid }
    }
}

/// What is left of a terminal that vanished.
pub(crate) struct Vanished {
    shared: Arc<Shared>,
    pid: u32,
}

impl Vanished {
    /// Waits for the program's end, and returns how it ended; if it lives on, ends it.
    pub(crate) fn ended(self) -> Option<ExitStatus> {
        let gone = self
            .shared
            .bell
            .wait_timeout_while(self.shared.lock(), PATIENCE, |seen| seen.exit.is_none());
        let exit = gone.unwrap_or_else(PoisonError::into_inner).0.exit.clone();
        if exit.is_none() {
            signal("KILL", self.pid);
        }
        exit
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, mut output: Box<dyn Read + Send>) {
        let mut bytes = [0; 1 << 14];
        while let Ok(count @ 1..) = output.read(&mut bytes) {
            let mut seen = self.lock();
            seen.take(&bytes[..count]);
            self.bell.notify_all();
            if seen.deaf {
                return;
            }
        }
    }
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has settings"))
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// Returns where the text stands on the screen.
pub(crate) fn find(screen: &Screen, text: &str) -> Option<Spot> {
    let (_, columns) = screen.size();
    screen.rows(0, columns).enumerate().find_map(|(row, line)| {
        let column = line[..line.find(text)?].chars().count() as u16;
        Some(Spot { row: row as u16, column })
    })
}

fn number_after(text: &str, label: &str) -> Option<u32> {
    text.match_indices(label).find_map(|(at, _)| {
        let rest = &text[at + label.len()..];
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        rest[..digits].parse().ok()
    })
}

/// A cell as a person sees it: an untouched one looks like a space.
pub(crate) type Look = (String, vt100::Color, vt100::Color, [bool; 5]);

/// Returns the look of every cell, and where the cursor stands.
pub(crate) fn looks(screen: &Screen) -> (Vec<Look>, (u16, u16)) {
    let (rows, columns) = screen.size();
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let cells = places.filter_map(|(row, column)| screen.cell(row, column)).map(|cell| {
        let text = if cell.has_contents() { cell.contents() } else { " " };
        let style = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
        (text.to_string(), cell.fgcolor(), cell.bgcolor(), style)
    });
    (cells.collect(), screen.cursor_position())
}

/// Returns what of a terminal's state a program left changed; empty when it left everything as it
/// was.
pub(crate) fn left_behind(seen: &Seen) -> Vec<String> {
    let screen = seen.screen();
    let mut left: Vec<String> = [
        (screen.alternate_screen(), "the alternate screen"),
        (screen.hide_cursor(), "a hidden cursor"),
        (screen.bracketed_paste(), "bracketed paste"),
        (screen.mouse_protocol_mode() != MouseProtocolMode::None, "the mouse"),
        (screen.application_cursor() || screen.application_keypad(), "application keys"),
        (
            screen.bold()
                || screen.inverse()
                || screen.underline()
                || screen.dim()
                || screen.italic(),
            "a style",
        ),
        (
            screen.fgcolor() != vt100::Color::Default || screen.bgcolor() != vt100::Color::Default,
            "a colour",
        ),
    ]
    .into_iter()
    .filter(|(still, _)| *still)
    .map(|(_, what)| what.to_string())
    .collect();
    left.extend(modes::modes(&seen.raw).into_iter().filter(|&(mode, on)| on != (mode == 25)).map(
        |(mode, on)| {
            let sign = if on { 'h' } else { 'l' };
            format!("CSI ? {mode} {sign}")
        },
    ));
    left
}

/// Sends a signal, by the name that `kill` knows it by.
pub(crate) fn signal(name: &str, pid: u32) {
    let sent = Command::new("sh").arg("-c").arg(format!("kill -{name} {pid}")).status();
    assert!(sent.expect("sh is there").success(), "no process {pid} to signal");
}

/// Returns an environment in which lacuna keeps its files under `home`, and nothing of the tester's
/// own shows.
pub(crate) fn command(program: &str, arguments: &[&str], home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("LANG", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    command.env("PS1", "ready> ");
    command.env("HOME", home);
    command.env("LACUNA", env!("CARGO_BIN_EXE_lacuna"));
    command.env("LACUNA_CONFIG_DIR", home);
    command.cwd(home);
    command
}
