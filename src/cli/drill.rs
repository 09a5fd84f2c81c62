//! `drill`: asking cards without the full screen, line by line for people or in JSON for programs.
//!
//! Both faces drive one [`DrillSession`](session::Session), which drives the same machine as the
//! full screen does.

mod json;
mod plain;
mod plain_command;
mod request;
mod session;
mod summary;

use std::io::BufRead;

use super::args::{DrillArgs, GlobalArgs};
use super::desk::Desk;
use super::input_lines::InputLines;
use super::print::printer::{CommandEnd, Printer};
use super::{ExitStatus, TerminalEnv, scope};
use session::DrillSession;

/// Asks until nothing is left or whoever answers has had enough.
pub(super) fn run<'a>(
    args: &DrillArgs,
    common: &GlobalArgs,
    around: &TerminalEnv,
    input: Box<dyn BufRead + 'a>,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let desk = Desk::open_to_write(common, printer)?;
    let scope =
        match scope::scope(&desk.library, &args.scoped, || desk.standings(around.clock.now()))? {
            Ok(scope) => scope,
            Err(nothing) => {
                printer.note(&nothing);
                return Ok(ExitStatus::No);
            }
        };
    let mut session = DrillSession::start(desk, scope, args, around.clock);
    printer.faults(&session.troubles());
    let mut lines = InputLines::of(input);
    let ended = if args.json {
        json::run(&mut session, &mut lines, printer)
    } else {
        plain::run(&mut session, &mut lines, around.input, printer)
    };
    // Whatever ended it, what was answered is on disk already; this only makes the next start
    // quick.
    session.close();
    printer.faults(&session.troubles());
    ended.map(|()| ExitStatus::Yes)
}
