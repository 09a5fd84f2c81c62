//! `drill`: asking cards without the full screen, line by line for people or in JSON for programs.
//!
//! Both faces drive one [`Session`](session::Session), which drives the same machine as the full
//! screen does.

mod json;
mod plain;
mod plain_command;
mod request;
mod session;
mod summary;

use std::io::BufRead;

use super::args::{Common, Drill};
use super::desk::Desk;
use super::input_lines::Lines;
use super::print::printer::{Printer, Stop};
use super::{Exit, Surroundings, scope};
use session::Session;

/// Asks until nothing is left or whoever answers has had enough.
pub(super) fn run<'a>(
    args: &Drill,
    common: &Common,
    around: &Surroundings,
    input: Box<dyn BufRead + 'a>,
    printer: &mut Printer<'_>,
) -> Result<Exit, Stop> {
    let desk = Desk::open_to_write(common, printer)?;
    let scope = match scope::scope(&desk.collection, &args.scoped, || {
        desk.standings(around.clock.now())
    })? {
        Ok(scope) => scope,
        Err(nothing) => {
            printer.note(&nothing);
            return Ok(Exit::No);
        }
    };
    let mut session = Session::start(desk, scope, args, around.clock);
    printer.faults(&session.troubles());
    let mut lines = Lines::of(input);
    let ended = if args.json {
        json::run(&mut session, &mut lines, printer)
    } else {
        plain::run(&mut session, &mut lines, around.input, printer)
    };
    // Whatever ended it, what was answered is on disk already; this only makes the next start
    // quick.
    session.close();
    printer.faults(&session.troubles());
    ended.map(|()| Exit::Yes)
}
