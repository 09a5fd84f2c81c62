//! What packages of the program need: `man`, one page for the whole program, made from the table of
//! commands, and `desktop-entry`.
//!
//! It knows the commands only; whoever has more to explain (the full screen its keys) hands in
//! sections.

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

use super::args::{CODES, EXAMPLES, table};

/// The desktop entry (freedesktop.org's Desktop Entry Specification, version 1.5): a menu opens
/// lacuna in the user's terminal.
pub(super) const DESKTOP_ENTRY: &str = "\
[Desktop Entry]
Version=1.5
Type=Application
Name=lacuna
GenericName=Flashcards
Comment=Browse a glossary, find any term, drill what is due and sit timed quizzes
Exec=lacuna
TryExec=lacuna
Terminal=true
Categories=Education;ConsoleOnly;
Keywords=flashcards;glossary;spaced repetition;quiz;exam;
";

/// A section of the manual: a heading, and rows of a name and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManualSection {
    /// The heading, in capitals as manuals have it.
    pub heading: String,
    /// The rows.
    pub rows: Vec<(String, String)>,
}

/// The page as roff, with `more` sections after the commands.
pub fn page(more: &[ManualSection]) -> String {
    let mut table = table().disable_help_subcommand(true);
    table.build();
    let man = Man::new(table.clone()).title("LACUNA").manual("User Commands");
    let mut out = Vec::new();
    for part in [Man::render_title, Man::render_name_section] {
        part(&man, &mut out).expect("writing to memory does not fail");
    }
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]).text([bold("lacuna"), roman(" [OPTIONS] [COMMAND]")]);
    roff.control("SH", ["DESCRIPTION"]);
    paragraphs(&plain(table.get_long_about()), "PP", &mut roff);
    roff.control("SH", ["OPTIONS"]);
    table.get_arguments().for_each(|arg| argument(arg, &mut roff));
    commands(&table, &mut roff);
    for section in more {
        rows(&section.heading, &section.rows, &mut roff);
    }
    for (heading, fixed) in
        [("ENVIRONMENT", &ENVIRONMENT[..]), ("FILES", &FILES), ("EXIT STATUS", &CODES)]
    {
        rows(heading, fixed, &mut roff);
    }
    rows("EXAMPLES", &EXAMPLES, &mut roff);
    roff.to_writer(&mut out).expect("writing to memory does not fail");
    String::from_utf8(out).expect("roff is written as text")
}

const ENVIRONMENT: [(&str, &str); 5] = [
    ("LACUNA_CONFIG_DIR", "The directory with the user's files, unless --config-dir names one."),
    (
        "LACUNA_NOW",
        "A date and time as in 2026-12-09T14:05:00Z, which the clock then stands at: for tests \
         and pictures.",
    ),
    (
        "FORCE_HYPERLINK",
        "1 says that the terminal has links that can be clicked, 0 that it has none.",
    ),
    ("NO_COLOR", "When set and not empty, no colors are used unless --color=always asks for them."),
    ("TERM", "On a terminal that says dumb the full screen does not open, and no colors are used."),
];

const FILES: [(&str, &str); 6] = [
    ("~/.config/lacuna", "The config directory on Linux; elsewhere the system's own."),
    (
        "decks/*.ron",
        "In the config directory: the user's decks, a file or a folder with a deck.ron each.",
    ),
    ("reviews.ron", "Every review ever given, one a line: the truth about progress."),
    ("state.ron", "What reviews.ron comes to, so that opening need not read it."),
    ("settings.ron", "What the user chose; every key is optional."),
    ("backups/", "Copies of the files, a folder a day, the last ten."),
];

fn commands(table: &Command, roff: &mut Roff) {
    roff.control("SH", ["COMMANDS"]);
    for command in table.get_subcommands().filter(|command| !command.is_hide_set()) {
        let usage = command.clone().render_usage().to_string();
        roff.control("SS", [usage.trim_start_matches("Usage: ")]);
        paragraphs(&plain(command.get_long_about().or(command.get_about())), "PP", roff);
        command
            .get_arguments()
            .filter(|arg| !arg.is_global_set() && !arg.is_hide_set() && arg.get_id() != "help")
            .for_each(|arg| argument(arg, roff));
    }
}

fn argument(arg: &Arg, roff: &mut Roff) {
    let value = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let takes_value = arg.get_action().takes_values();
    let name: Vec<Inline> = match (arg.get_long(), value) {
        (Some(long), Some(value)) if takes_value => {
            vec![bold(format!("--{long}")), roman(" "), italic(value)]
        }
        (Some(long), _) => vec![bold(format!("--{long}"))],
        (None, value) => vec![italic(value.unwrap_or_else(|| arg.get_id().to_string()))],
    };
    roff.control("TP", []).text(name);
    paragraphs(&plain(arg.get_long_help().or(arg.get_help())), "IP", roff);
    let values = if takes_value { arg.get_possible_values() } else { vec![] };
    if !values.is_empty() {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        roff.control("IP", []).text([roman(format!("One of: {}.", names.join(", ")))]);
    }
}

fn plain(text: Option<&StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// Writes paragraphs with the macro `between` between them.
fn paragraphs(text: &str, between: &str, roff: &mut Roff) {
    for (i, paragraph) in text.split("\n\n").enumerate() {
        if i > 0 {
            roff.control(between, []);
        }
        roff.text([roman(paragraph)]);
    }
}

fn rows<S: AsRef<str>>(heading: &str, rows: &[(S, S)], roff: &mut Roff) {
    roff.control("SH", [heading]);
    for (name, meaning) in rows {
        roff.control("TP", []).text([bold(name.as_ref())]);
        roff.text([roman(meaning.as_ref())]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_command_and_what_is_handed_in() {
        let keys = ManualSection {
            heading: "KEYS".into(),
            rows: vec![("g g".into(), "goes to the top".into())],
        };
        let page = page(&[keys]);
        for command in table().get_subcommands() {
            assert!(
                page.contains(&format!(".SS \"lacuna {}", command.get_name())),
                "{}",
                command.get_name()
            );
        }
        for text in
            [".TH LACUNA 1", ".SH NAME", ".SH KEYS", "goes to the top", "EXIT STATUS", "NO_COLOR"]
        {
            assert!(page.contains(text), "{text}");
        }
    }

    #[test]
    fn every_line_of_the_desktop_entry_is_a_key_with_a_value_and_lists_end_in_a_semicolon() {
        let (group, rows) = DESKTOP_ENTRY.split_once('\n').unwrap();
        assert_eq!(group, "[Desktop Entry]");
        for row in rows.lines() {
            let (key, value) = row.split_once('=').unwrap();
            assert!(
                key.bytes().all(|byte| byte.is_ascii_alphabetic())
                    && value.trim() == value
                    && !value.is_empty()
            );
            assert_eq!(matches!(key, "Categories" | "Keywords"), value.ends_with(';'), "{row}");
        }
    }
}
