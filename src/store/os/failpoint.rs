//! A seam for the tests, hidden in an environment variable: the n-th step on the disk fails, or the
//! program is killed there. Without the variable it costs a look at a word of memory.
//!
//! `LACUNA_TEST_FAULT` is `n cause trace`: from 1, which step; `io`, `full`, `denied` or `kill`,
//! with a `+` when every step from there on is hit; and a file to which each step adds a line, so
//! that a test knows how many there are. With the cause `wait` nothing fails, and what is locked is
//! waited for without end, so that a test can take its time. It can do nothing that whoever sets a
//! program's environment could not do otherwise.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::process::{Signal, getpid, kill_process};

const VARIABLE: &str = "LACUNA_TEST_FAULT";

/// What is done to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Open,
    Create,
    Read,
    Write,
    Truncate,
    Allow,
    Sync,
    Lock,
    List,
    Rename,
    Link,
    Remove,
}

/// What happens to a step that was hit, when it becomes an error: a killed program has none.
#[derive(Debug)]
pub(super) enum Tripped {
    Fails(io::Error),
    Killed,
}

impl From<Tripped> for io::Error {
    fn from(tripped: Tripped) -> io::Error {
        match tripped {
            Tripped::Fails(error) => error,
            Tripped::Killed => {
                let killed = kill_process(getpid(), Signal::KILL);
                io::Error::other(format!("it lives on: {killed:?}"))
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    Io,
    Full,
    Denied,
    Kill,
    Wait,
}

#[derive(Debug)]
struct Plan {
    at: usize,
    cause: Cause,
    from_then_on: bool,
    trace: PathBuf,
    done: AtomicUsize,
}

static PLAN: OnceLock<Option<Plan>> = OnceLock::new();

/// Lets the step pass, unless a test has planned otherwise.
pub(super) fn trip(step: Step, path: &Path) -> Result<(), Tripped> {
    match PLAN.get_or_init(Plan::read) {
        None => Ok(()),
        Some(plan) => plan.take(step, path),
    }
}

/// Whether a lock is waited for without end.
pub(super) fn waits() -> bool {
    let plan = PLAN.get_or_init(Plan::read);
    plan.as_ref().is_some_and(|plan| plan.cause == Cause::Wait)
}

impl Plan {
    fn read() -> Option<Plan> {
        let told = std::env::var_os(VARIABLE)?.into_string().ok()?;
        let mut words = told.splitn(3, ' ');
        let at = words.next()?.parse().ok()?;
        let word = words.next()?;
        let cause = match word.trim_end_matches('+') {
            "io" => Cause::Io,
            "full" => Cause::Full,
            "denied" => Cause::Denied,
            "kill" => Cause::Kill,
            "wait" => Cause::Wait,
            _ => return None,
        };
        let trace = words.next()?.into();
        Some(Plan {
            at,
            cause,
            from_then_on: word.ends_with('+'),
            trace,
            done: AtomicUsize::new(0),
        })
    }

    fn take(&self, step: Step, path: &Path) -> Result<(), Tripped> {
        let n = self.done.fetch_add(1, Ordering::SeqCst) + 1;
        let hit = if self.from_then_on { n >= self.at } else { n == self.at };
        let tripped = if hit { self.cause.trips(step) } else { None };
        self.note(n, step, path, tripped.is_some());
        tripped.map_or(Ok(()), Err)
    }

    fn note(&self, n: usize, step: Step, path: &Path, hit: bool) {
        let line = format!("{n} {step:?} {}{}\n", path.display(), if hit { " !" } else { "" });
        let trace = std::fs::OpenOptions::new().append(true).create(true).open(&self.trace);
        // A test whose trace can't be written sees it miss.
        _ = trace.and_then(|mut trace| trace.write_all(line.as_bytes()));
    }
}

impl Cause {
    /// Returns what becomes of the step; none where this cause does not concern it.
    fn trips(self, step: Step) -> Option<Tripped> {
        use Step::{Allow, Create, Link, List, Lock, Open, Remove, Rename, Sync, Truncate, Write};
        match (self, step) {
            (Cause::Io, _) => Some(Tripped::Fails(io::Error::from_raw_os_error(5))),
            (Cause::Full, Create | Write | Rename | Link | Sync) => {
                Some(Tripped::Fails(ErrorKind::StorageFull.into()))
            }
            (Cause::Denied, Open | Create | Rename | Link | Remove | List | Allow) => {
                Some(Tripped::Fails(ErrorKind::PermissionDenied.into()))
            }
            // Where nothing changes, a kill is the same as a little later.
            (
                Cause::Kill,
                Create | Write | Truncate | Allow | Sync | Lock | Rename | Link | Remove,
            ) => Some(Tripped::Killed),
            _ => None,
        }
    }
}
