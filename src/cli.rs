//! The commands: everything that prints and ends, for people in a hurry and for scripts.
//!
//! [`args`] is the table of commands, [`Printer`] the one place that writes; each command has a
//! file. The room opens no full screen (that is the other face, and `main` chooses between them)
//! and reads no environment: what it must know of the terminal comes in as [`TerminalEnv`].

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

pub use args::{
    Arguments, CliCommand, DrillArgs, GlobalArgs, PrintCommand, QuizArgs, QuizSettingsArgs,
    ScopeArgs,
};
pub use parse_args::parse;
pub use print::printer::{CommandEnd, OutputStyle, Printer};
pub use quiz::rules as quiz_rules;
pub use terminal_env::{StreamKind, TerminalEnv};

use desk::Desk;

use crate::clock::Moment;
use crate::fault::Fault;
use crate::library::Library;
use crate::memory::{Scheduler, Settings};
use crate::plan::{NoteScope, NoteStatuses};
use crate::search::Query;
use crate::store::{self, ConfigHome};

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

/// What the full screen has to add to the commands.
pub struct UiHooks {
    /// Sections of the manual.
    pub sections: Vec<man::ManualSection>,
    /// Tells what is wrong with those settings that only the full screen understands.
    pub judge: fn(&ConfigHome, &Settings) -> Vec<Fault>,
}

/// Runs one command on the real streams.
pub fn run(
    command: &PrintCommand,
    common: &GlobalArgs,
    around: &TerminalEnv,
    aside: &UiHooks,
) -> ExitStatus {
    let look = OutputStyle::new(common, around);
    let mut printer =
        Printer::new(Box::new(io::stdout().lock()), Box::new(io::stderr().lock()), look);
    let ended = perform(command, common, around, aside, &mut printer);
    conclude(ended, &mut printer)
}

/// Drills line by line or in JSON, on the real streams.
pub fn drill(args: &DrillArgs, common: &GlobalArgs, around: &TerminalEnv) -> ExitStatus {
    let look = OutputStyle::new(common, around);
    let mut printer =
        Printer::new(Box::new(io::stdout().lock()), Box::new(io::stderr().lock()), look);
    let ended = drill::run(args, common, around, Box::new(io::stdin().lock()), &mut printer);
    conclude(ended, &mut printer)
}

/// Quizzes line by line or in JSON, on the real streams.
pub fn quiz(args: &QuizArgs, common: &GlobalArgs, around: &TerminalEnv) -> ExitStatus {
    let look = OutputStyle::new(common, around);
    let mut printer =
        Printer::new(Box::new(io::stdout().lock()), Box::new(io::stderr().lock()), look);
    let ended = quiz::run(args, common, around, Box::new(io::stdin().lock()), &mut printer);
    conclude(ended, &mut printer)
}

/// Tells a fault that keeps the program from starting.
pub fn refuse(fault: &Fault, common: &GlobalArgs, around: &TerminalEnv) -> ExitStatus {
    let look = OutputStyle::new(common, around);
    Printer::new(Box::new(io::sink()), Box::new(io::stderr().lock()), look).fault(fault);
    ExitStatus::Trouble
}

fn perform(
    command: &PrintCommand,
    common: &GlobalArgs,
    around: &TerminalEnv,
    aside: &UiHooks,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let now = around.clock.now();
    match command {
        PrintCommand::Find(args) => {
            find::run(args, &informed(&args.query, common, now, printer)?, printer)
        }
        PrintCommand::Define(args) => define::run(args, &open(common, printer)?, printer),
        PrintCommand::List(args) => {
            list::run(args, &informed(&args.query, common, now, printer)?, printer)
        }
        PrintCommand::Decks(args) => decks::run(args, &open(common, printer)?, printer),
        PrintCommand::Due(args) => due::run(args, &Desk::open(common, printer)?, now, printer),
        PrintCommand::Card(args) => card::run(args, &Desk::open(common, printer)?, now, printer),
        PrintCommand::Exam(args) => exam::run(args, common, now, printer),
        PrintCommand::Forecast(args) => {
            forecast::run(args, &Desk::open(common, printer)?, now, printer)
        }
        PrintCommand::Check(args) => check::run(args, common, aside.judge, printer),
        PrintCommand::Import(args) => {
            import::run(args, &keeping(common, printer)?, around, &mut io::stdin().lock(), printer)
        }
        PrintCommand::Export(args) => {
            export::run(args, &keeping(common, printer)?, now, around.output, printer)
        }
        PrintCommand::Reviews(args) => reviews::run(args, &keeping(common, printer)?, printer),
        PrintCommand::Stats(args) => {
            stats::run(args, &mut Desk::open(common, printer)?, now, printer)
        }
        PrintCommand::Optimize(args) => optimize::run(args, common, printer),
        PrintCommand::Merge(args) => merge::run(args, &keeping(common, printer)?, now, printer),
        PrintCommand::State(args) => state::run(args, &keeping(common, printer)?, now, printer),
        PrintCommand::Lab(args) => lab::run(args, printer),
        PrintCommand::Completions { shell } => {
            // Into memory first: the generator panics when its writer fails.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut args::table(), "lacuna", &mut script);
            printer.raw(&script)?;
            Ok(ExitStatus::Yes)
        }
        PrintCommand::DesktopEntry => {
            printer.raw(desktop::ENTRY.as_bytes())?;
            Ok(ExitStatus::Yes)
        }
        PrintCommand::Man => {
            printer.raw(man::page(&aside.sections).as_bytes())?;
            Ok(ExitStatus::Yes)
        }
    }
}

/// Writes out what is left, and turns what stopped a command into an exit. Nobody listening is no
/// failure.
fn conclude(ended: Result<ExitStatus, CommandEnd>, printer: &mut Printer<'_>) -> ExitStatus {
    match ended.and_then(|exit| printer.finish().map(|()| exit).map_err(CommandEnd::from)) {
        Ok(exit) => exit,
        Err(CommandEnd::Closed) => ExitStatus::Yes,
        Err(CommandEnd::Fault(fault)) => {
            printer.fault(&fault);
            ExitStatus::Trouble
        }
    }
}

/// Opens every deck there is; what is wrong with them is told, and the good notes are there.
fn open(common: &GlobalArgs, printer: &mut Printer<'_>) -> Result<Library, Fault> {
    let home = ConfigHome::find(common.config_dir.clone())?;
    let (library, faults) = store::load(&home);
    printer.faults(&faults);
    Ok(library)
}

/// The notes, and how they stand where a query asks for it.
struct QueryContext {
    library: Library,
    standings: Arc<NoteStatuses>,
}

/// Opens every deck, and what is known of the cards if the query asks.
fn informed(
    query: &[String],
    common: &GlobalArgs,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<QueryContext, Fault> {
    if !Query::parse(&query.join(" ")).asks_progress() {
        return Ok(QueryContext { library: open(common, printer)?, standings: Arc::default() });
    }
    let desk = Desk::open(common, printer)?;
    Ok(QueryContext { standings: Arc::new(desk.standings(now)), library: desk.library })
}

/// Returns what the full screen is to ask about: what the names on the command line leave.
pub fn scope(
    scoped: &ScopeArgs,
    library: &Library,
    standings: impl FnOnce() -> NoteStatuses,
) -> Result<NoteScope, Fault> {
    scope::scope(library, scoped, standings)?.map_err(|nothing| Fault::error(nothing, ""))
}

/// Where progress is kept, and how it is worked out.
struct Profile {
    home: ConfigHome,
    scheduler: Scheduler,
}

/// Finds the files, and the settings by which progress is worked out; what is wrong with these is
/// told.
fn keeping(common: &GlobalArgs, printer: &mut Printer<'_>) -> Result<Profile, Fault> {
    let home = ConfigHome::find(common.config_dir.clone())?;
    let (settings, faults) = store::settings(&home);
    printer.faults(&faults);
    let calendar = store::calendar(settings.day_starts);
    Ok(Profile { home, scheduler: Scheduler::new(settings, calendar) })
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

    fn end(kind: ErrorKind) -> (ExitStatus, String) {
        let mut told = Vec::new();
        let mut printer =
            Printer::new(Box::new(Broken(kind)), Box::new(&mut told), OutputStyle::PLAIN);
        printer.raw(b"text").unwrap();
        let exit = conclude(Ok(ExitStatus::Yes), &mut printer);
        drop(printer);
        (exit, String::from_utf8(told).unwrap())
    }

    #[test]
    fn a_closed_pipe_is_success_and_a_full_disk_is_not() {
        assert_eq!(end(ErrorKind::BrokenPipe), (ExitStatus::Yes, String::new()));
        let (exit, told) = end(ErrorKind::StorageFull);
        assert_eq!(exit, ExitStatus::Trouble);
        assert!(told.starts_with("lacuna: error: the output can't be written: "), "{told}");
    }
}
