//! The table of commands: the parser, the help, the completions and the manual all come from it.
//!
//! It says what can be asked, and not how it is done.

mod deck;
mod exam;
mod exchange;
mod notes;
mod progress;
mod session;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::store::bundled;
pub use deck::{DeckAction, DeckArgs, DecksArgs};
pub use exam::{ExamAction, ExamArgs, ForecastArgs, PlanArgs, SetExamArgs};
pub use exchange::{ExportArgs, ImportArgs, YesNo};
pub use notes::{CheckArgs, DefineArgs, FindArgs, LabArgs, ListArgs};
pub use progress::{
    CardArgs, DueArgs, MergeArgs, OptimizeArgs, ReviewsArgs, StateAction, StateArgs, StatsArgs,
};

pub use session::{DrillArgs, QuizArgs, QuizSettingsArgs, ScopeArgs};

/// A full-screen study app for the terminal: browse a glossary, find any term in a few keystrokes,
/// and drill what is due.
///
/// Without a command it opens its first screen. The other commands print an answer and end; they
/// work in pipes and scripts too.
#[derive(Debug, Default, Parser)]
#[command(name = "lacuna", version, max_term_width = 100)]
pub struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub common: GlobalArgs,
    /// What to do; nothing named opens the first screen.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
}

/// What holds for every command.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Options of every command")]
pub struct GlobalArgs {
    /// Keep files here instead of the usual place
    ///
    /// The directory with the user's decks and settings; it need not exist. Without this it is what
    /// `LACUNA_CONFIG_DIR` says, or else the system's own (on Linux ~/.config/lacuna).
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub config_dir: Option<PathBuf>,
    /// Draw bullets, formulas and marks with ASCII only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// What the full screen looks like: auto, dark, light, catppuccin-latte, catppuccin-frappe,
    /// catppuccin-macchiato, catppuccin-mocha, gruvbox-dark, gruvbox-light, nord, dracula,
    /// tokyo-night, rose-pine, solarized-dark, solarized-light, contrast, colour-blind, terminal,
    /// mono, or a theme of yours
    ///
    /// Without this it is what `theme` in settings.ron says. F2 shows them all.
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// When to use colors
    ///
    /// `auto` uses them on a terminal, unless `NO_COLOR` is set and not empty.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal.
    #[default]
    Auto,
    /// In pipes and files too.
    Always,
    /// Nowhere.
    Never,
}

/// What can be asked: a screen, or an answer.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Open the glossary on the full screen
    Browse,
    /// Open the search on the full screen
    Search {
        /// What to search for at once
        query: Vec<String>,
    },
    /// Open the progress on the full screen: what was done, and what is to be expected
    Progress,
    /// Open the labs on the full screen: concepts to play with
    Labs,
    /// Ask the cards that are due, and new ones, one after another
    ///
    /// On the full screen, or line by line with --plain. Names and a query narrow what is asked; so
    /// do topic: tag: deck: is: in the query. Every grade is on disk before the next card comes.
    Drill(DrillArgs),
    /// Ask questions of many forms against the clock, and report what to study
    ///
    /// Names and a query narrow what is asked, as in drill. What is not said is as it was in the
    /// last quiz; at first that is twenty questions in ten minutes, each answer marked at once.
    /// Every answer is on disk before the next question comes, and --resume goes on with a quiz
    /// that was left. Exits with 1 when there is nothing to ask.
    Quiz(QuizArgs),
    /// A command that prints and ends.
    #[command(flatten)]
    Print(PrintCommand),
}

/// The note in the examples: one of the bundled deck.
fn example_note() -> String {
    format!("{}/layer-norm", bundled::deck_id())
}

fn define_help() -> String {
    format!(
        "Print the best match for a term in full\n\n\
         The name, another name or the id as typed (case and accents do not matter) come before \
         anything similar. A note is named exactly by its deck and id: `lacuna define {}`. Exits \
         with 1 when nothing matches.",
        example_note()
    )
}

fn card_help() -> String {
    format!(
        "Print what is known of a card: its state, when it is due, how firm it sits\n\n\
         A card is named by deck, note and card, as in {}/term; a note's name, or a term, stands \
         for all its cards. Exits with 1 when nothing is called so.",
        example_note()
    )
}

/// The commands that print and end.
#[derive(Debug, Subcommand)]
pub enum PrintCommand {
    /// Print the best match for a term in full
    #[command(long_about = define_help())]
    Define(DefineArgs),
    /// Find notes and print them one a line, the best first
    ///
    /// Words in any order; letters in order and slips of the fingers match too. 'word is literal,
    /// ^word starts a name, word$ ends one, !word must not match, a | b is either, "two words"
    /// stand together; topic: tag: deck: is: filter. Exits with 1 when nothing matches.
    Find(FindArgs),
    /// List the notes from A to Z
    ///
    /// Every note that stands for itself, or with a query those that match it. Exits with 1 when
    /// nothing matches.
    List(ListArgs),
    /// List the decks, with how many notes and cards they have
    Decks(DecksArgs),
    /// Turn a deck on or off, rename it, delete it, or print what it has for today
    ///
    /// A deck that is off can be browsed and searched, and `drill --deck` or `quiz --deck` asks it.
    /// Otherwise nothing of it is new, due, planned or counted, unless an exam names it.
    Deck(DeckArgs),
    /// Say how many cards are due, in one line: for a prompt or a status bar
    Due(DueArgs),
    /// Print what is known of a card: its state, when it is due, how firm it sits
    #[command(long_about = card_help())]
    Card(CardArgs),
    /// Set, list and end exams: with one ahead, every drill follows its plan
    ///
    /// `set NAME --date 2026-12-09 --minutes 20` sets one, for all notes or those of some decks and
    /// topics. From then on `drill` and `due` ask what raises the score of that day the most for
    /// the minutes that there are; notes that no exam covers keep to the ordinary schedule. Without
    /// an action it lists the exams.
    Exam(ExamArgs),
    /// Say what score to expect on the day of an exam, and what study changes about it
    ///
    /// The expected share of right answers with its range, by topic, and day by day until the exam:
    /// with no study, and with the plan. Exits with 1 when there is no exam ahead and no day is
    /// named.
    Forecast(ForecastArgs),
    /// Print the plan for the next exam: a row a day, with cards, minutes and expected score
    ///
    /// Today's row has what is done and what is left. Days without study need nothing done about
    /// them: every day is planned on what is known by then. Exits with 1 when no exam is ahead.
    Plan(PlanArgs),
    /// Look for faults in decks: what can't be read, names used twice, links that lead nowhere
    ///
    /// Without files, settings.ron is looked at too. Prints a fault a line, with its place and what
    /// to do about it. Exits with 1 when one of them is an error.
    Check(CheckArgs),
    /// Take in notes of other programs: Quizlet's lists, tables, Anki's, Markdown, JSON
    ///
    /// `-` reads standard input. The format is found out unless it is named. Notes that are there
    /// already are found again by id or by term, changed where they differ, and keep their
    /// progress. Several files are one import. Nothing is written if anything of it fails or Ctrl-C
    /// stops it; both exit with 2. Exits with 1 when there is no note in it.
    Import(ImportArgs),
    /// Write a deck in another program's format
    ///
    /// To standard output, or to a file with -o, whose ending names the format unless --format
    /// does.
    Export(ExportArgs),
    /// Print the log: every review ever given, and whatever else happened to a card
    ///
    /// The oldest first. Exits with 1 when nothing matches.
    Reviews(ReviewsArgs),
    /// Print figures: how much was done, how much of it was recalled, the streak, and what is to be
    /// expected
    Stats(StatsArgs),
    /// Fit the scheduler to your own reviews
    ///
    /// The earlier four fifths of them train, the latest fifth judges; the fit is kept, as
    /// `parameters` in settings.ron, only if it predicts those better than what is in use. Exits
    /// with 1 when it does not, or when there are too few reviews. `--undo` goes back to the
    /// defaults.
    Optimize(OptimizeArgs),
    /// Take in the reviews of another machine
    ///
    /// What is in either log is in this one afterwards, and progress is worked out anew. The order
    /// of merges does not matter, nor how often one is repeated.
    Merge(MergeArgs),
    /// Look after the files that progress is kept in
    ///
    /// `check` says what is wrong with reviews.ron and state.ron, and exits with 1 if anything is.
    /// `repair` sets aside what can't be read, keeps what can, and works state.ron out anew.
    /// `backup` makes today's copy, `restore DAY` brings one back, and without a day lists them. No
    /// file is ever overwritten: what was there gets another name.
    State(StateArgs),
    /// Compute a lab: a small exact experiment on a concept, with its numbers and figures
    ///
    /// Without a name, lists the labs. A lab is named by its id, its number (L1 to L15) or a note
    /// that it belongs to; what can be set, and the names of its values, stand in its output.
    Lab(LabArgs),
    /// Print a script that completes lacuna's commands in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, as roff
    Man,
    /// Print an entry for a desktop's menu: it goes to `~/.local/share/applications/lacuna.desktop`
    DesktopEntry,
}

/// Command lines worth knowing, with what they do: for the help and the manual.
pub const EXAMPLES: [(&str, &str); 14] = [
    ("lacuna define layer norm", "look one term up"),
    ("lacuna find 'topic:attn cache'", "find within a topic"),
    ("lacuna list --json | jq length", "count the notes"),
    ("lacuna check decks/mine.ron", "see what is wrong with a deck"),
    ("lacuna search softmax", "search on the full screen"),
    ("lacuna merge ~/laptop/lacuna", "take in another machine's reviews"),
    ("lacuna state restore 2026-12-09", "bring back a day's backup"),
    ("lacuna drill --plain --limit 20", "answer twenty cards line by line"),
    ("lacuna quiz --plain --exam --questions 10", "be examined line by line"),
    ("lacuna exam set Midterm --date 2026-12-09", "plan for an exam"),
    ("lacuna import list.txt --dry-run", "see what an import would do"),
    ("lacuna export rivers -o rivers.csv", "write a deck as a table"),
    ("lacuna due", "count what is due, in a prompt"),
    ("lacuna lab decoder --set k=3", "compute a lab"),
];

/// What the exit codes mean: for the help and the manual.
pub const CODES: [(&str, &str); 3] = [
    ("0", "it is done; also when whoever reads the output stops reading"),
    ("1", "nothing matches, or a deck or the state has errors"),
    ("2", "the command line is not understood, or a file or terminal can't be used"),
];

/// The table as clap knows it.
pub fn table() -> clap::Command {
    let lines = |rows: &[(&str, &str)], width: usize| {
        rows.iter()
            .map(|(left, right)| format!("  {left:width$}  {right}"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let after = format!("Examples:\n{}\n\nExit codes:\n{}", lines(&EXAMPLES, 41), lines(&CODES, 1));
    Arguments::command().after_help(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound_and_says_what_everything_does() {
        table().debug_assert();
        for command in table().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "{} {}", command.get_name(), arg.get_id());
            }
        }
    }

    #[test]
    fn the_examples_are_commands() {
        for (line, _) in EXAMPLES {
            let words = line.split(" | ").next().unwrap().split_whitespace();
            assert!(Arguments::try_parse_from(words).is_ok(), "{line}");
        }
    }
}
