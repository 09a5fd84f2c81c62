//! Signals: a thread that gives the terminal back when the program is asked to end or to stop.
//!
//! It does not merely set a flag: when the terminal has vanished, waiting for its input never returns.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Builder;

use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};

use super::terminal;

/// The signal that stops: SIGTSTP is taken, and SIGSTOP stops even where no shell could continue the program, as in a
/// window of its own.
const STOP: Signal = Signal::TTOU;

/// Whether the terminal is lent to another program, such as an editor.
static LENT: AtomicBool = AtomicBool::new(false);

/// The time for which the terminal is lent: until this is dropped.
pub struct Lent(());

/// Lends the terminal. Ctrl-C and Ctrl-\ are then meant for the other program, and nothing takes the terminal back
/// when both were stopped and go on.
pub fn lend() -> Lent {
    LENT.store(true, Ordering::SeqCst);
    Lent(())
}

impl Drop for Lent {
    fn drop(&mut self) {
        LENT.store(false, Ordering::SeqCst);
    }
}

/// Starts listening.
pub fn listen() -> io::Result<()> {
    let mut signals = Signals::new([SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])?;
    Builder::new().name("lacuna-signals".to_string()).spawn(move || {
        for signal in &mut signals {
            match signal {
                SIGCONT => back(),
                SIGTSTP => stop(),
                SIGINT | SIGQUIT if LENT.load(Ordering::SeqCst) => {}
                _ => {
                    terminal::leave();
                    // Everything acknowledged is on disk, so the signal may do what it does by default.
                    _ = emulate_default_handler(signal);
                }
            }
        }
    })?;
    Ok(())
}

/// Gives the terminal back and stops the whole job, as the terminal itself does at Ctrl-Z, until it is continued:
/// whoever started the program and waits for it has to stop too, or the shell goes on waiting.
pub fn suspend() {
    terminal::leave();
    // All of the job stops at once: were this program later, a quick `fg` could come before its stop.
    _ = kill_current_process_group(STOP);
    back();
}

/// Gives the terminal back and stops the program until it is continued.
fn stop() {
    terminal::leave();
    _ = raise(STOP.as_raw());
    back();
}

/// Takes the terminal over again, and has the screen drawn as after a resize: that wakes whoever waits for input.
fn back() {
    if !LENT.load(Ordering::SeqCst) && terminal::enter().is_ok() {
        _ = raise(SIGWINCH);
    }
}
