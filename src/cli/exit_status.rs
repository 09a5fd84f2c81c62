//! How a command ends: well, with the answer no, or stopped before its end.

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use crate::fault::Fault;

/// How a command ended; scripts read it as the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// It did what was asked: 0.
    Yes,
    /// It did, and the answer is no: nothing matches, or a deck has errors. 1.
    No,
    /// It could not: misuse, or trouble with files. 2.
    Trouble,
}

impl From<ExitStatus> for ExitCode {
    fn from(exit: ExitStatus) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command stops before its end.
#[derive(Debug)]
pub enum CommandEnd {
    /// Whoever read the output has stopped reading.
    Closed,
    /// It can't go on.
    Fault(Fault),
}

impl From<Fault> for CommandEnd {
    fn from(fault: Fault) -> CommandEnd {
        CommandEnd::Fault(fault)
    }
}

impl From<io::Error> for CommandEnd {
    fn from(error: io::Error) -> CommandEnd {
        if error.kind() == ErrorKind::BrokenPipe {
            return CommandEnd::Closed;
        }
        let what = format!("can't write the output: {error}");
        CommandEnd::Fault(Fault::error(what, "free some space, or write somewhere else"))
    }
}
