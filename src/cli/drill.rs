//! `drill`: asking cards without the full screen, line by line for people or in JSON for programs.
//!
//! Both drive one [`RecordedDrill`], which drives the same machine as the full screen does.

mod json;
mod plain;
mod plain_command;
mod prompts;
mod request;
mod summary;

use std::io::BufRead;

use super::args::{DrillArgs, GlobalArgs};
use super::exit_status::{CommandEnd, ExitStatus};
use super::input_lines::InputLines;
use super::print::printer::Printer;
use super::profile;
use super::terminal_env::TerminalEnv;
use crate::session::{DrillRequest, RecordedDrill};

/// Asks until nothing is left or whoever answers has had enough.
pub(super) fn run<'a>(
    args: &DrillArgs,
    common: &GlobalArgs,
    env: &TerminalEnv,
    input: Box<dyn BufRead + 'a>,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let recorder = profile::open_to_write(common, env.clock.now(), printer)?;
    let Some(scope) = profile::scope(&args.scoped, &recorder.learner, printer)? else {
        return Ok(ExitStatus::No);
    };
    let limit = args.limit.map(|limit| limit as usize);
    let request = DrillRequest { scope, limit, cram: args.cram };
    let mut drill = RecordedDrill::start(recorder, request, args.seed, env.clock);
    if let Some(minutes) = args.more {
        drill.add_minutes(minutes);
    }
    printer.faults(&drill.recorder.take_faults());
    let mut lines = InputLines::new(input);
    let result = if args.json {
        json::run(&mut drill, &mut lines, printer)
    } else {
        plain::run(&mut drill, &mut lines, env.input, printer)
    };
    // Whatever ended it, what was answered is on disk already; this only makes the next start
    // quick.
    drill.close();
    printer.faults(&drill.recorder.take_faults());
    result.map(|()| ExitStatus::Yes)
}
