//! Signals: a thread that gives the terminal back when the program is asked to end or to stop.
//!
//! It does not merely set a flag: when the terminal has vanished, waiting for its input never returns.

use std::io;
use std::thread::Builder;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};

use super::terminal;

/// Starts listening.
pub fn listen() -> io::Result<()> {
    let mut signals = Signals::new([SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])?;
    Builder::new().name("lacuna-signals".to_string()).spawn(move || {
        for signal in &mut signals {
            match signal {
                SIGCONT => back(),
                SIGTSTP => suspend(),
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

/// Gives the terminal back and stops the program until it is continued.
pub fn suspend() {
    terminal::leave();
    _ = emulate_default_handler(SIGTSTP);
    back();
}

/// Takes the terminal over again, and has the screen drawn as after a resize: that wakes whoever waits for input.
fn back() {
    if terminal::enter().is_ok() {
        _ = raise(SIGWINCH);
    }
}
