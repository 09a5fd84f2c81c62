//! The commands: everything that prints and ends, for people in a hurry and for scripts.
//!
//! [`args`] is the table of commands, [`Printer`] the one place that writes; each command has a
//! file. Nothing here opens the full screen or reads the environment: what a command must know of
//! the terminal comes in as [`TerminalEnv`].

pub mod args;
mod card;
mod check;
mod deck;
mod deck_options;
mod decks;
mod define;
mod drill;
mod due;
mod exam;
mod exit_status;
mod export;
mod find;
mod forecast;
mod import;
mod input_lines;
mod lab;
mod list;
mod long_work;
pub mod man;
mod optimize;
mod parse_args;
mod plan;
mod print;
mod profile;
mod quiz;
mod request;
mod reviews;
mod state;
mod stats;
mod terminal_env;

use std::io;

pub use args::{
    Arguments, CliCommand, DrillArgs, GlobalArgs, PrintCommand, QuizArgs, QuizSettingsArgs,
    ScopeArgs,
};
pub use exit_status::{CommandEnd, ExitStatus};
pub use parse_args::parse;
pub use print::printer::{OutputStyle, Printer};
pub use profile::full_screen_scope;
pub use quiz::rules as quiz_rules;
pub use terminal_env::{StreamKind, TerminalEnv};

use profile::{Profile, QueryContext, open_learner, open_library, open_recorder};

use crate::fault::Fault;
use crate::settings::Settings;
use crate::store::ConfigHome;

/// What the full screen adds to the commands, which can't name it.
pub struct UiHooks {
    /// Sections of the manual.
    pub sections: Vec<man::ManualSection>,
    /// Finds what is wrong with those settings that only the full screen understands.
    pub judge: fn(&ConfigHome, &Settings) -> Vec<Fault>,
}

/// Runs one command on the real streams.
pub fn run(
    command: &PrintCommand,
    common: &GlobalArgs,
    env: &TerminalEnv,
    hooks: &UiHooks,
) -> ExitStatus {
    on_streams(common, env, |printer| perform(command, common, env, hooks, printer))
}

/// Drills line by line or in JSON, on the real streams.
pub fn drill(args: &DrillArgs, common: &GlobalArgs, env: &TerminalEnv) -> ExitStatus {
    on_streams(common, env, |printer| {
        drill::run(args, common, env, Box::new(io::stdin().lock()), printer)
    })
}

/// Quizzes line by line or in JSON, on the real streams.
pub fn quiz(args: &QuizArgs, common: &GlobalArgs, env: &TerminalEnv) -> ExitStatus {
    on_streams(common, env, |printer| {
        quiz::run(args, common, env, Box::new(io::stdin().lock()), printer)
    })
}

/// Prints a fault that keeps the program from starting.
pub fn refuse(fault: &Fault, common: &GlobalArgs, env: &TerminalEnv) -> ExitStatus {
    let style = OutputStyle::new(common, env);
    Printer::new(Box::new(io::sink()), Box::new(io::stderr().lock()), style).fault(fault);
    ExitStatus::Trouble
}

fn on_streams(
    common: &GlobalArgs,
    env: &TerminalEnv,
    command: impl FnOnce(&mut Printer<'_>) -> Result<ExitStatus, CommandEnd>,
) -> ExitStatus {
    let style = OutputStyle::new(common, env);
    let mut printer =
        Printer::new(Box::new(io::stdout().lock()), Box::new(io::stderr().lock()), style);
    let result = command(&mut printer);
    conclude(result, &mut printer)
}

fn perform(
    command: &PrintCommand,
    common: &GlobalArgs,
    env: &TerminalEnv,
    hooks: &UiHooks,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let now = env.clock.now();
    match command {
        PrintCommand::Find(args) => {
            let context = QueryContext::open(&args.query, common, now, printer)?;
            find::run(args, &context, printer)
        }
        PrintCommand::Define(args) => define::run(args, &open_library(common, printer)?, printer),
        PrintCommand::List(args) => {
            let context = QueryContext::open(&args.query, common, now, printer)?;
            list::run(args, &context, printer)
        }
        PrintCommand::Decks(args) => decks::run(args, open_learner(common, now, printer)?, printer),
        PrintCommand::Deck(args) => deck::run(args, common, now, printer),
        PrintCommand::Due(args) => due::run(args, &open_learner(common, now, printer)?, printer),
        PrintCommand::Card(args) => card::run(args, &open_learner(common, now, printer)?, printer),
        PrintCommand::Exam(args) => exam::run(args, common, now, printer),
        PrintCommand::Forecast(args) => {
            forecast::run(args, &open_learner(common, now, printer)?, printer)
        }
        PrintCommand::Plan(args) => plan::run(args, &open_learner(common, now, printer)?, printer),
        PrintCommand::Check(args) => check::run(args, common, hooks.judge, printer),
        PrintCommand::Import(args) => {
            let profile = Profile::find(common, printer)?;
            import::run(args, &profile, env, &mut io::stdin().lock(), printer)
        }
        PrintCommand::Export(args) => {
            export::run(args, &Profile::find(common, printer)?, now, env.output, printer)
        }
        PrintCommand::Reviews(args) => {
            reviews::run(args, &Profile::find(common, printer)?, printer)
        }
        PrintCommand::Stats(args) => {
            stats::run(args, &mut open_recorder(common, now, printer)?, printer)
        }
        PrintCommand::Optimize(args) => optimize::run(args, common, now, printer),
        PrintCommand::Merge(args) => {
            reviews::merge(args, &Profile::find(common, printer)?, now, printer)
        }
        PrintCommand::State(args) => {
            let profile = Profile::find(common, printer)?;
            state::run(args, &profile, now, &mut io::stdin().lock(), printer)
        }
        PrintCommand::Lab(args) => lab::run(args, printer),
        PrintCommand::Completions { shell } => {
            // Into memory first: the generator panics when its writer fails.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut args::table(), "lacuna", &mut script);
            print_file(&script, printer)
        }
        PrintCommand::DesktopEntry => print_file(man::DESKTOP_ENTRY.as_bytes(), printer),
        PrintCommand::Man => print_file(man::page(&hooks.sections).as_bytes(), printer),
    }
}

fn print_file(content: &[u8], printer: &mut Printer<'_>) -> Result<ExitStatus, CommandEnd> {
    printer.raw(content)?;
    Ok(ExitStatus::Yes)
}

/// Writes out what is left, and turns what stopped a command into an exit status. A reader that has
/// gone away is no failure.
fn conclude(result: Result<ExitStatus, CommandEnd>, printer: &mut Printer<'_>) -> ExitStatus {
    match result.and_then(|exit| printer.finish().map(|()| exit).map_err(CommandEnd::from)) {
        Ok(exit) => exit,
        Err(CommandEnd::Closed) => ExitStatus::Yes,
        Err(CommandEnd::Fault(fault)) => {
            printer.fault(&fault);
            ExitStatus::Trouble
        }
    }
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
        let mut messages = Vec::new();
        let mut printer =
            Printer::new(Box::new(Broken(kind)), Box::new(&mut messages), OutputStyle::PLAIN);
        printer.raw(b"text").unwrap();
        let exit = conclude(Ok(ExitStatus::Yes), &mut printer);
        drop(printer);
        (exit, String::from_utf8(messages).unwrap())
    }

    #[test]
    fn a_closed_pipe_is_success_and_a_full_disk_is_not() {
        assert_eq!(end(ErrorKind::BrokenPipe), (ExitStatus::Yes, String::new()));
        let (exit, message) = end(ErrorKind::StorageFull);
        assert_eq!(exit, ExitStatus::Trouble);
        assert!(message.starts_with("lacuna: error: can't write the output: "), "{message}");
    }
}
