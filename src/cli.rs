//! The commands: everything that prints and ends, for people in a hurry and for scripts.
//!
//! [`args`] is the table of commands, [`Printer`] the one place that writes; each command has a
//! file. The room opens no full screen (that is the other face, and `main` chooses between them)
//! and reads no environment: what it must know of the terminal comes in as [`Surroundings`].

pub mod args;
mod card;
mod check;
mod decks;
mod define;
mod desk;
mod desktop;
mod drill;
mod due;
mod exam;
mod export;
mod find;
mod forecast;
mod import;
mod input_lines;
mod lab;
mod list;
mod long_work;
mod lookup;
pub mod man;
mod merge;
mod optimize;
mod parse_args;
mod print;
mod quiz;
mod request;
mod reviews;
mod scope;
mod state;
mod stats;
mod suggest;
mod terminal_env;

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

pub use args::{Arguments, Command, Common, Drill, Printed, Quiz, Scoped, Terms};
pub use parse_args::parse;
pub use print::printer::{Look, Printer, Stop};
pub use quiz::rules as quiz_rules;
pub use terminal_env::{Stream, Surroundings};

use desk::Desk;

use crate::clock::Moment;
use crate::fault::Fault;
use crate::library::Collection;
use crate::memory::{Scheduler, Settings};
use crate::plan::{Scope, Standings};
use crate::search::Query;
use crate::store::{self, Home};

/// How a command ended; scripts read it as the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked: 0.
    Yes,
    /// It did, and the answer is no: nothing matches, or a deck has errors. 1.
    No,
    /// It could not: misuse, or trouble with files. 2.
    Trouble,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// What the full screen has to add to the commands.
pub struct Aside {
    /// Sections of the manual.
    pub sections: Vec<man::Section>,
    /// Tells what is wrong with those settings that only the full screen understands.
    pub judge: fn(&Home, &Settings) -> Vec<Fault>,
}

/// Runs one command on the real streams.
pub fn run(command: &Printed, common: &Common, around: &Surroundings, aside: &Aside) -> Exit {
    let look = Look::new(common, around);
    let mut printer =
        Printer::new(Box::new(io::stdout().lock()), Box::new(io::stderr().lock()), look);
    let ended = perform(command, common, around, aside, &mut printer);
    conclude(ended, &mut printer)
}

/// Drills line by line or in JSON, on the real streams.
pub fn drill(args: &Drill, common: &Common, around: &Surroundings) -> Exit {
    let look = Look::new(common, around);
    let mut printer =
        Printer::new(Box::new(io::stdout().lock()), Box::new(io::stderr().lock()), look);
    let ended = drill::run(args, common, around, Box::new(io::stdin().lock()), &mut printer);
    conclude(ended, &mut printer)
}

/// Quizzes line by line or in JSON, on the real streams.
pub fn quiz(args: &Quiz, common: &Common, around: &Surroundings) -> Exit {
    let look = Look::new(common, around);
    let mut printer =
        Printer::new(Box::new(io::stdout().lock()), Box::new(io::stderr().lock()), look);
    let ended = quiz::run(args, common, around, Box::new(io::stdin().lock()), &mut printer);
    conclude(ended, &mut printer)
}

/// Tells a fault that keeps the program from starting.
pub fn refuse(fault: &Fault, common: &Common, around: &Surroundings) -> Exit {
    let look = Look::new(common, around);
    Printer::new(Box::new(io::sink()), Box::new(io::stderr().lock()), look).fault(fault);
    Exit::Trouble
}

fn perform(
    command: &Printed,
    common: &Common,
    around: &Surroundings,
    aside: &Aside,
    printer: &mut Printer<'_>,
) -> Result<Exit, Stop> {
    let now = around.clock.now();
    match command {
        Printed::Find(args) => {
            find::run(args, &informed(&args.query, common, now, printer)?, printer)
        }
        Printed::Define(args) => define::run(args, &open(common, printer)?, printer),
        Printed::List(args) => {
            list::run(args, &informed(&args.query, common, now, printer)?, printer)
        }
        Printed::Decks(args) => decks::run(args, &open(common, printer)?, printer),
        Printed::Due(args) => due::run(args, &Desk::open(common, printer)?, now, printer),
        Printed::Card(args) => card::run(args, &Desk::open(common, printer)?, now, printer),
        Printed::Exam(args) => exam::run(args, common, now, printer),
        Printed::Forecast(args) => forecast::run(args, &Desk::open(common, printer)?, now, printer),
        Printed::Check(args) => check::run(args, common, aside.judge, printer),
        Printed::Import(args) => {
            import::run(args, &keeping(common, printer)?, around, &mut io::stdin().lock(), printer)
        }
        Printed::Export(args) => {
            export::run(args, &keeping(common, printer)?, now, around.output, printer)
        }
        Printed::Reviews(args) => reviews::run(args, &keeping(common, printer)?, printer),
        Printed::Stats(args) => stats::run(args, &mut Desk::open(common, printer)?, now, printer),
        Printed::Optimize(args) => optimize::run(args, common, printer),
        Printed::Merge(args) => merge::run(args, &keeping(common, printer)?, now, printer),
        Printed::State(args) => state::run(args, &keeping(common, printer)?, now, printer),
        Printed::Lab(args) => lab::run(args, printer),
        Printed::Completions { shell } => {
            // Into memory first: the generator panics when its writer fails.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut args::table(), "lacuna", &mut script);
            printer.raw(&script)?;
            Ok(Exit::Yes)
        }
        Printed::DesktopEntry => {
            printer.raw(desktop::ENTRY.as_bytes())?;
            Ok(Exit::Yes)
        }
        Printed::Man => {
            printer.raw(man::page(&aside.sections).as_bytes())?;
            Ok(Exit::Yes)
        }
    }
}

/// Writes out what is left, and turns what stopped a command into an exit. Nobody listening is no
/// failure.
fn conclude(ended: Result<Exit, Stop>, printer: &mut Printer<'_>) -> Exit {
    match ended.and_then(|exit| printer.finish().map(|()| exit).map_err(Stop::from)) {
        Ok(exit) => exit,
        Err(Stop::Closed) => Exit::Yes,
        Err(Stop::Fault(fault)) => {
            printer.fault(&fault);
            Exit::Trouble
        }
    }
}

/// Opens every deck there is; what is wrong with them is told, and the good notes are there.
fn open(common: &Common, printer: &mut Printer<'_>) -> Result<Collection, Fault> {
    let home = Home::find(common.config_dir.clone())?;
    let (collection, faults) = store::load(&home);
    printer.faults(&faults);
    Ok(collection)
}

/// The notes, and how they stand where a query asks for it.
struct Informed {
    collection: Collection,
    standings: Arc<Standings>,
}

/// Opens every deck, and what is known of the cards if the query asks.
fn informed(
    query: &[String],
    common: &Common,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<Informed, Fault> {
    if !Query::parse(&query.join(" ")).asks_progress() {
        return Ok(Informed { collection: open(common, printer)?, standings: Arc::default() });
    }
    let desk = Desk::open(common, printer)?;
    Ok(Informed { standings: Arc::new(desk.standings(now)), collection: desk.collection })
}

/// Returns what the full screen is to ask about: what the names on the command line leave.
pub fn scope(
    scoped: &Scoped,
    collection: &Collection,
    standings: impl FnOnce() -> Standings,
) -> Result<Scope, Fault> {
    scope::scope(collection, scoped, standings)?.map_err(|nothing| Fault::error(nothing, ""))
}

/// Where progress is kept, and how it is worked out.
struct Keeping {
    home: Home,
    scheduler: Scheduler,
}

/// Finds the files, and the settings by which progress is worked out; what is wrong with these is
/// told.
fn keeping(common: &Common, printer: &mut Printer<'_>) -> Result<Keeping, Fault> {
    let home = Home::find(common.config_dir.clone())?;
    let (settings, faults) = store::settings(&home);
    printer.faults(&faults);
    let calendar = store::calendar(settings.day_starts);
    Ok(Keeping { home, scheduler: Scheduler::new(settings, calendar) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Error, ErrorKind, Write};

    struct Broken(ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(Error::from(self.0))
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn end(kind: ErrorKind) -> (Exit, String) {
        let mut told = Vec::new();
        let mut printer = Printer::new(Box::new(Broken(kind)), Box::new(&mut told), Look::PLAIN);
        printer.raw(b"text").unwrap();
        let exit = conclude(Ok(Exit::Yes), &mut printer);
        drop(printer);
        (exit, String::from_utf8(told).unwrap())
    }

    #[test]
    fn a_closed_pipe_is_success_and_a_full_disk_is_not() {
        assert_eq!(end(ErrorKind::BrokenPipe), (Exit::Yes, String::new()));
        let (exit, told) = end(ErrorKind::StorageFull);
        assert_eq!(exit, Exit::Trouble);
        assert!(told.starts_with("lacuna: error: the output can't be written: "), "{told}");
    }
}
