//! Work that may take long: a bar on the terminal after a second, and Ctrl-C that stops it cleanly.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, LazyLock};
use std::thread::{self, Builder};
use std::time::Duration;

use signal_hook::SigId;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

use super::print::printer::{OutputStyle, Printer};
use crate::clock::monotonic;
use crate::fault::Fault;
use crate::watch::Watch;

/// How often the bar moves.
const TICK: Duration = Duration::from_millis(100);
/// Work that takes no longer shows none.
pub(super) const SHORT: Duration = Duration::from_secs(1);
/// The columns of the bar.
const WIDTH: usize = 30;

/// Whether the signals do what they do by default.
static DEADLY: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// The time for which the signals that end a program only ask for it: until this is dropped. There
/// is one at a time.
pub(super) struct InterruptGuard {
    asked: Arc<AtomicBool>,
    ids: Vec<SigId>,
}

impl InterruptGuard {
    /// Holds the signals, if the system lets us: otherwise they end the program at once, as ever.
    pub(super) fn new() -> InterruptGuard {
        let (asked, mut ids) = (Arc::<AtomicBool>::default(), vec![]);
        DEADLY.store(false, Ordering::SeqCst);
        for signal in [SIGHUP, SIGINT, SIGTERM] {
            let default = flag::register_conditional_default(signal, Arc::clone(&DEADLY));
            let own = default.and_then(|_| flag::register(signal, Arc::clone(&asked)));
            ids.extend(own);
        }
        InterruptGuard { asked, ids }
    }
}

impl Drop for InterruptGuard {
    fn drop(&mut self) {
        DEADLY.store(true, Ordering::SeqCst);
        self.ids.drain(..).for_each(|id| _ = low_level::unregister(id));
    }
}

/// Does work on a thread of its own. If it takes longer than `short`, which is none where there is
/// no terminal to show it on, a bar shows how far it is. The signals that are held stop it; a
/// second one ends the program.
pub(super) fn watched<T: Send>(
    held: &InterruptGuard,
    (name, short): (&str, Option<Duration>),
    printer: &mut Printer<'_>,
    work: impl FnOnce(&Watch) -> Result<T, Fault> + Send,
) -> Result<T, Fault> {
    let (watch, start) = (Watch::default(), monotonic());
    let (sender, receiver) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let theirs = watch.clone();
        let done = move || {
            let done = work(&theirs);
            // This wakes whoever waits.
            drop(sender);
            done
        };
        let thread = Builder::new().name("lacuna-work".to_string()).spawn_scoped(scope, done);
        let thread = thread.map_err(|error| {
            Fault::error(format!("no thread can be started: {error}"), "try again")
        })?;
        let mut shown = false;
        while receiver.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
            if held.asked.load(Ordering::SeqCst) {
                watch.stop();
                DEADLY.store(true, Ordering::SeqCst);
            }
            if short.is_some_and(|short| start.elapsed() >= short) {
                printer.transient(&bar(name, watch.share(), printer.look()));
                shown = true;
            }
        }
        if shown {
            printer.transient("");
        }
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// A line that shows how far the work is.
fn bar(name: &str, share: f32, look: OutputStyle) -> String {
    let full = (share * WIDTH as f32) as usize;
    let line =
        look.sign("█", "#").repeat(full) + &look.sign("░", ".").repeat(WIDTH - full.min(WIDTH));
    format!("{name}  {line} {:3.0} %  Ctrl-C stops it", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::unstopped;

    fn run(
        short: Option<Duration>,
        work: impl FnOnce(&Watch) -> Result<i32, Fault> + Send,
    ) -> (String, Result<i32, Fault>) {
        let mut messages = Vec::new();
        let mut printer =
            Printer::new(Box::new(std::io::sink()), Box::new(&mut messages), OutputStyle::PLAIN);
        let done = watched(&InterruptGuard::new(), ("reading", short), &mut printer, work);
        drop(printer);
        (String::from_utf8(messages).unwrap(), done)
    }

    // One test, since the signals are the whole program's.
    #[test]
    fn long_work_shows_a_bar_and_a_signal_stops_it() {
        assert_eq!(
            run(Some(Duration::MAX), |_| Ok(1)),
            (String::new(), Ok(1)),
            "what is short shows none"
        );
        assert_eq!(run(None, |_| Ok(1)), (String::new(), Ok(1)), "nor what nobody sees");
        let (messages, done) = run(Some(Duration::ZERO), |watch| {
            // How far it is has to be known before anything can stop it.
            assert!(watch.report(1, 2));
            low_level::raise(SIGTERM).unwrap();
            while watch.report(1, 2) {
                thread::yield_now();
            }
            unstopped(watch).map(|()| 1)
        });
        assert_eq!(done.unwrap_err().to_string(), "the import was stopped; nothing was changed");
        assert!(
            messages.contains("reading  ███████████████░░░░░░░░░░░░░░░  50 %  Ctrl-C stops it"),
            "{messages:?}"
        );
        assert!(
            messages.ends_with('\r') && !messages.contains('\n'),
            "the line is cleared again: {messages:?}"
        );
    }
}
