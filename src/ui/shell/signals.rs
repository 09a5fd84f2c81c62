//! Signals: a thread that gives the terminal back when the program is asked to end or to stop.
//!
//! It does not merely set a flag: when the terminal has vanished, waiting for its input never
//! returns.

use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags};
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};

use super::terminal;

/// The signal that stops: SIGTSTP is taken, and SIGSTOP stops even where no shell could continue
/// the program, as in a window of its own.
const STOP: Signal = Signal::TTOU;

/// Whether the terminal is lent to another program, such as an editor.
static LENT: AtomicBool = AtomicBool::new(false);

/// How many rounds of the thread had a SIGCONT in them; the condition variable is notified after
/// each.
static ROUNDS: (Mutex<u64>, Condvar) = (Mutex::new(0), Condvar::new());
/// How long to wait for a round of the thread. It takes no time but on a machine that is too busy
/// to let the thread run, or when everything was stopped meanwhile.
const PATIENCE: Duration = Duration::from_mins(1);

/// The time for which the terminal is lent: until this is dropped.
pub struct TerminalLoan(());

/// Lends the terminal. Ctrl-C and Ctrl-\ are then meant for the other program, and nothing takes
/// the terminal back when both were stopped and go on.
pub fn lend() -> TerminalLoan {
    LENT.store(true, Ordering::SeqCst);
    TerminalLoan(())
}

impl Drop for TerminalLoan {
    fn drop(&mut self) {
        // The Ctrl-C that ended the other program came here as well, and was flagged before that
        // end could be seen; but the thread may not have got round to it, and must not take it for
        // its own. One round may have looked for it too early; the one after it did not.
        wait_for_round();
        wait_for_round();
        LENT.store(false, Ordering::SeqCst);
    }
}

/// Waits until the thread has looked at every signal. While the terminal is lent, SIGCONT means
/// nothing else.
fn wait_for_round() {
    let (rounds, bell) = &ROUNDS;
    let rounds = rounds.lock().unwrap_or_else(PoisonError::into_inner);
    let before = *rounds;
    if raise(SIGCONT).is_ok() {
        drop(bell.wait_timeout_while(rounds, PATIENCE, |now| *now == before));
    }
}

/// Starts listening.
pub fn listen() -> io::Result<()> {
    let mut signals = Signals::new([SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])?;
    Builder::new().name("lacuna-signals".to_string()).spawn(move || {
        loop {
            // A round is gathered whole before anything of it is done, so that no signal falls
            // between two.
            let round: Vec<i32> = signals.wait().collect();
            for &signal in &round {
                handle(signal);
            }
            if round.contains(&SIGCONT) {
                *ROUNDS.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
                ROUNDS.1.notify_all();
            }
        }
    })?;
    watch_terminal()
}

/// Watches for a terminal that goes away without a signal, as it does under `nohup`: its input has
/// an end then, and waiting for keys would take all of a processor for ever.
fn watch_terminal() -> io::Result<()> {
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        return Ok(());
    }
    Builder::new().name("lacuna-hang-up".to_string()).spawn(move || {
        let terminal = stdin.as_fd();
        loop {
            let mut watched = [PollFd::from_borrowed_fd(terminal, PollFlags::empty())];
            match rustix::event::poll(&mut watched, None) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(_) if watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) => {
                    _ = raise(SIGHUP);
                    return;
                }
                // A system that can't say so.
                Ok(_) | Err(_) => return,
            }
        }
    })?;
    Ok(())
}

fn handle(signal: i32) {
    match signal {
        SIGCONT => reenter(),
        SIGTSTP => stop_until_continued(),
        SIGINT | SIGQUIT if LENT.load(Ordering::SeqCst) => {}
        _ => {
            terminal::leave();
            // Everything acknowledged is on disk, so the signal may do what it does by default.
            _ = emulate_default_handler(signal);
        }
    }
}

/// Gives the terminal back and stops the whole job, as the terminal itself does at Ctrl-Z, until it
/// is continued: whoever started the program and waits for it has to stop too, or the shell goes on
/// waiting.
pub fn suspend() {
    terminal::leave();
    // All of the job stops at once: were this program later, a quick `fg` could come before its
    // stop.
    _ = kill_current_process_group(STOP);
    reenter();
}

/// Gives the terminal back and stops the program until it is continued.
fn stop_until_continued() {
    terminal::leave();
    _ = raise(STOP.as_raw());
    reenter();
}

/// Takes the terminal over again, and has the screen drawn as after a resize: that wakes whoever
/// waits for input.
fn reenter() {
    if !LENT.load(Ordering::SeqCst) && terminal::enter().is_ok() {
        _ = raise(SIGWINCH);
    }
}
