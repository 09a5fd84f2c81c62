//! A seam for the tests, hidden in an environment variable: the n-th step on the disk fails, or the
//! program is killed there. Without the variable it costs a look at a word of memory.
//!
//! `LACUNA_TEST_FAULT` is `n cause trace`: from 1, which step; `io`, `full`, `denied` or `kill`,
//! with a `+` when every step from there on is hit; and a file to which each step adds a line, so
//! that a test knows how many there are. With three causes nothing fails: with `wait`, what is
//! locked is waited for without end, so that a test can take its time; with `hold`, the program
//! stands still at that step until the file `TRACE.go` is there, and what is locked is waited for
//! but briefly; with `record`, what each step writes, or where it takes that from, is in the file
//! `TRACE.STEP`.
//! All this can do nothing that whoever sets a program's environment could not do otherwise.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use rustix::process::{Signal, getpid, kill_process};

/// How long whoever is held waits until it looks again.
const PAUSE: Duration = Duration::from_millis(2);

const VARIABLE: &str = "LACUNA_TEST_FAULT";

/// What is done to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DiskStep {
    Open,
    Create,
    /// A folder is made.
    Folder,
    Read,
    Write,
    Copy,
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
pub(super) enum InjectedFault {
    Fails(io::Error),
    Killed,
}

impl From<InjectedFault> for io::Error {
    fn from(tripped: InjectedFault) -> io::Error {
        match tripped {
            InjectedFault::Fails(error) => error,
            InjectedFault::Killed => {
                let killed = kill_process(getpid(), Signal::KILL);
                io::Error::other(format!("it lives on: {killed:?}"))
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FaultCause {
    Io,
    Full,
    Denied,
    Kill,
    Wait,
    Hold,
    Record,
}

#[derive(Debug)]
struct FaultPlan {
    at: usize,
    cause: FaultCause,
    from_then_on: bool,
    trace: PathBuf,
    done: AtomicUsize,
}

static PLAN: OnceLock<Option<FaultPlan>> = OnceLock::new();

/// Lets the step pass, unless a test has planned otherwise.
pub(super) fn trip(step: DiskStep, path: &Path) -> Result<(), InjectedFault> {
    trip_with(step, path, &[])
}

/// Likewise, with the bytes that are written, or the path that they or the name come from.
pub(super) fn trip_with(step: DiskStep, path: &Path, from: &[u8]) -> Result<(), InjectedFault> {
    match PLAN.get_or_init(FaultPlan::read) {
        None => Ok(()),
        Some(plan) => plan.take(step, path, from),
    }
}

/// Whether a lock is waited for but briefly.
pub(super) fn is_hasty() -> bool {
    let plan = PLAN.get_or_init(FaultPlan::read);
    plan.as_ref().is_some_and(|plan| plan.cause == FaultCause::Hold)
}

/// Whether a lock is waited for without end.
pub(super) fn waits() -> bool {
    let plan = PLAN.get_or_init(FaultPlan::read);
    plan.as_ref().is_some_and(|plan| plan.cause == FaultCause::Wait)
}

impl FaultPlan {
    fn read() -> Option<FaultPlan> {
        let told = std::env::var_os(VARIABLE)?.into_string().ok()?;
        let mut words = told.splitn(3, ' ');
        let at = words.next()?.parse().ok()?;
        let word = words.next()?;
        let cause = match word.trim_end_matches('+') {
            "io" => FaultCause::Io,
            "full" => FaultCause::Full,
            "denied" => FaultCause::Denied,
            "kill" => FaultCause::Kill,
            "wait" => FaultCause::Wait,
            "hold" => FaultCause::Hold,
            "record" => FaultCause::Record,
            _ => return None,
        };
        let trace = words.next()?.into();
        Some(FaultPlan {
            at,
            cause,
            from_then_on: word.ends_with('+'),
            trace,
            done: AtomicUsize::new(0),
        })
    }

    fn take(&self, step: DiskStep, path: &Path, from: &[u8]) -> Result<(), InjectedFault> {
        let n = self.done.fetch_add(1, Ordering::SeqCst) + 1;
        let hit = if self.from_then_on { n >= self.at } else { n == self.at };
        let tripped = if hit { self.cause.trips(step) } else { None };
        if self.cause == FaultCause::Record {
            _ = std::fs::write(self.beside(&n.to_string()), from);
        }
        self.note(n, step, path, tripped.is_some());
        if hit && self.cause == FaultCause::Hold {
            while !self.beside("go").exists() {
                sleep(PAUSE);
            }
        }
        tripped.map_or(Ok(()), Err)
    }

    /// A file beside the trace.
    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.trace.clone().into_os_string();
        name.push(format!(".{ending}"));
        name.into()
    }

    fn note(&self, n: usize, step: DiskStep, path: &Path, hit: bool) {
        let line = format!("{n} {step:?} {}{}\n", path.display(), if hit { " !" } else { "" });
        let trace = std::fs::OpenOptions::new().append(true).create(true).open(&self.trace);
        // A test whose trace can't be written sees it miss.
        _ = trace.and_then(|mut trace| trace.write_all(line.as_bytes()));
    }
}

impl FaultCause {
    /// What becomes of the step; none where this cause does not concern it.
    fn trips(self, step: DiskStep) -> Option<InjectedFault> {
        use DiskStep::{
            Allow, Copy, Create, Folder, Link, List, Lock, Open, Remove, Rename, Sync, Truncate,
            Write,
        };
        match (self, step) {
            (FaultCause::Io, _) => Some(InjectedFault::Fails(io::Error::from_raw_os_error(5))),
            (FaultCause::Full, Create | Folder | Write | Copy | Rename | Link | Sync) => {
                Some(InjectedFault::Fails(ErrorKind::StorageFull.into()))
            }
            (
                FaultCause::Denied,
                Open | Create | Folder | Rename | Link | Remove | List | Allow,
            ) => Some(InjectedFault::Fails(ErrorKind::PermissionDenied.into())),
            // Where nothing changes, a kill is the same as a little later.
            (
                FaultCause::Kill,
                Create | Folder | Write | Copy | Truncate | Allow | Sync | Lock | Rename | Link
                | Remove,
            ) => Some(InjectedFault::Killed),
            _ => None,
        }
    }
}
