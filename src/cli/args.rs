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

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::store::bundled;
use crate::store::paths::expand_home;
pub use deck::{DeckAction, DeckArgs, DecksArgs};
pub use exam::{ExamAction, ExamArgs, ForecastArgs, PlanArgs, SetExamArgs};
pub use exchange::{ExportArgs, ImportArgs, YesNo};
pub use notes::{CheckArgs, DefineArgs, FindArgs, LabArgs, ListArgs};
pub use progress::{
    CardArgs, DueArgs, MergeArgs, OptimizeArgs, ReviewsArgs, StateAction, StateArgs, StatsArgs,
};

pub use session::{DrillArgs, QuizArgs, QuizSettingsArgs, ScopeArgs};

/// Reads a path in which `~` is the user's home, as within `--output=~/x`.
fn path_parser() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(|path| expand_home(&path))
}

/// Study for an exam in your terminal: browse a glossary, find any term in a few keystrokes, drill
/// it with spaced repetition, take timed quizzes.
///
/// Without a command, lacuna opens its home screen. The other commands print a result and exit, so
/// they work in pipes and scripts.
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
    /// Use this directory for decks, settings and progress
    ///
    /// It is created if needed. Default: `LACUNA_CONFIG_DIR`, or else the system's own directory
    /// (on Linux ~/.config/lacuna).
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub config_dir: Option<PathBuf>,
    /// Use ASCII only for bullets, formulas and marks
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
    /// `auto` uses colors on a terminal, unless `NO_COLOR` is set and not empty.
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
    /// Open the glossary
    Browse,
    /// Open the search
    Search {
        /// What to search for
        query: Vec<String>,
    },
    /// Open your progress and exam plan
    Progress,
    /// Open the labs: experiment with concepts
    Labs,
    /// Study: due cards and new ones, one after another
    ///
    /// On the full screen, or line by line with --plain. Choose cards with options or a query
    /// (topic: tag: deck: is: work in it). Each grade is saved before the next card appears.
    Drill(DrillArgs),
    /// Take a timed quiz and see what to study
    ///
    /// Choose notes with options or a query, as in drill. Settings you leave out are those of your
    /// last quiz; at first, twenty questions in ten minutes with each answer shown at once. Each
    /// answer is saved before the next question appears, and --resume continues an unfinished quiz.
    /// Exits with 1 if there is nothing to ask.
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
    /// Look up a term and print its note
    #[command(long_about = define_help())]
    Define(DefineArgs),
    /// Search notes, best match first
    ///
    /// Words match in any order, in other forms, as abbreviations and with typos. 'word matches
    /// exactly, ^word at the start of a name, word$ at its end; !word excludes, a | b means either,
    /// "two words" belong together; topic: tag: deck: is: filter. Exits with 1 if nothing matches.
    Find(FindArgs),
    /// List the notes from A to Z
    ///
    /// All notes, or those that match a query; --all adds further questions on them. Exits with 1
    /// if nothing matches.
    List(ListArgs),
    /// List your decks with their notes and cards
    Decks(DecksArgs),
    /// Manage a deck: turn it on or off, rename or delete it, see what is due
    ///
    /// A deck that is off can be browsed and searched, and `drill --deck` or `quiz --deck` asks it.
    /// Otherwise nothing of it is new, due, planned or counted, unless an exam names it.
    Deck(DeckArgs),
    /// Count due cards in one line, for a prompt or a status bar
    Due(DueArgs),
    /// Show a card's statistics: state, due date, memory strength
    #[command(long_about = card_help())]
    Card(CardArgs),
    /// Set, list and end exams; studying follows the plan for the next one
    ///
    /// `set NAME --date 2026-12-09 --minutes 20` sets an exam on all notes, or on some decks and
    /// topics. From then on `drill` and `due` choose the cards that raise your score on that day
    /// the most in the minutes you have. Notes that no exam covers keep their ordinary schedule.
    /// Without an action, lists the exams.
    Exam(ExamArgs),
    /// Predict your exam score, with and without studying
    ///
    /// The expected score with its range, by topic, and day by day until the exam. Exits with 1 if
    /// no exam is set and no date is given.
    Forecast(ForecastArgs),
    /// Print the plan for the next exam: a row a day, with cards, minutes and expected score
    ///
    /// Today's row has what is done and what is left. If you skip a day, the plan adapts by itself.
    /// Exits with 1 when no exam is ahead.
    Plan(PlanArgs),
    /// Check decks for mistakes: syntax, duplicate names, broken links
    ///
    /// Without files, checks all your decks and settings.ron. Prints one problem a line, with its
    /// place and what to do. Exits with 1 if any is an error.
    Check(CheckArgs),
    /// Import notes from Anki, Quizlet, CSV, Markdown or JSON
    ///
    /// `-` reads standard input. The format is detected unless you name it. A note you already have
    /// is recognized by its id or exact name, updated where it differs, and keeps its progress.
    /// Several files are one import: if any of it fails, or Ctrl-C stops it, nothing is written and
    /// the exit code is 2. Exits with 1 if there are no notes in it.
    Import(ImportArgs),
    /// Export a deck in another program's format
    ///
    /// To standard output, or with -o to a file; the file's ending sets the format unless --format
    /// does.
    Export(ExportArgs),
    /// Print your review log, oldest first
    ///
    /// Every review, and everything else that happened to a card. Exits with 1 if nothing matches.
    Reviews(ReviewsArgs),
    /// Print your statistics: answers, recall, streak, expected score
    Stats(StatsArgs),
    /// Fit the scheduler to your own reviews
    ///
    /// Trains on the earlier four fifths of your reviews and tests on the rest. The result is
    /// saved, as `parameters` in settings.ron, only if it predicts better than what you use now.
    /// Exits with 1 if it does not, or if there are too few reviews. `--undo` returns to the
    /// earlier ones.
    Optimize(OptimizeArgs),
    /// Merge the reviews of another machine into yours
    ///
    /// Afterwards your log has the reviews of both. Merging again, or in another order, gives the
    /// same result.
    Merge(MergeArgs),
    /// Check, repair, back up or restore your progress
    ///
    /// `check` finds problems in reviews.ron and state.ron, and exits with 1 if there are any.
    /// `repair` keeps everything that can be read, moves the rest aside and rebuilds state.ron.
    /// `backup` makes today's copy; `restore DAY` brings one back, and without a day lists them. No
    /// file is ever overwritten: the old one gets another name. `sweep` lists the pictures and
    /// sounds that no note names, and deletes them if you say so.
    State(StateArgs),
    /// Run a lab: a small exact experiment on a concept
    ///
    /// Without a name, lists the labs. Name a lab by its id, its number (L1 to L15) or a note it
    /// belongs to. The output shows its parameters and values.
    Lab(LabArgs),
    /// Print a completion script for your shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page in roff format
    Man,
    /// Print a desktop menu entry, for `~/.local/share/applications/lacuna.desktop`
    DesktopEntry,
}

/// Command lines worth knowing, with what they do: for the help and the manual.
pub const EXAMPLES: [(&str, &str); 14] = [
    ("lacuna define layer norm", "look one term up"),
    ("lacuna find 'topic:attn cache'", "find within a topic"),
    ("lacuna list --json | jq length", "count the notes"),
    ("lacuna check decks/mine.ron", "check a deck"),
    ("lacuna search softmax", "search in the app"),
    ("lacuna merge ~/laptop/lacuna", "merge another machine's reviews"),
    ("lacuna state restore 2026-12-09", "restore a backup"),
    ("lacuna drill --plain --limit 20", "study twenty cards line by line"),
    ("lacuna quiz --plain --exam --questions 10", "take an exam-mode quiz line by line"),
    ("lacuna exam set Midterm --date 2026-12-09", "set an exam"),
    ("lacuna import list.txt --dry-run", "preview an import"),
    ("lacuna export rivers -o rivers.csv", "export a deck as CSV"),
    ("lacuna due", "count due cards, for a prompt"),
    ("lacuna lab decoder --set k=3", "compute a lab"),
];

/// What the exit codes mean: for the help and the manual.
pub const CODES: [(&str, &str); 3] = [
    ("0", "success; also if the reader of the output stops early"),
    ("1", "nothing matches, or a check found errors"),
    ("2", "bad command line, or a file or terminal can't be used"),
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
