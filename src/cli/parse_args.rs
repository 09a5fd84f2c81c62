//! Reading the command line, and saying kindly what is wrong with it.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ColorChoice, FromArgMatches};

use super::args::{Arguments, table};
use crate::text::sanitize;

/// Reads a command line, the program's name first. Help and misuse are printed; what is left then
/// is the exit code.
pub fn parse(words: Vec<OsString>) -> Result<Arguments, ExitCode> {
    if words.len() < 2 {
        // Building the table takes longer than drawing the first screen.
        return Ok(Arguments::default());
    }
    read(words).map_err(|error| {
        print_error(&error);
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

/// Prints help or what is wrong. A word that was typed, perhaps by a script, stands in it as it is,
/// and must not act on the terminal: then all of it is shown without colours.
fn print_error(error: &clap::Error) {
    let plain = error.render().to_string();
    // Nobody to print to is no reason to fail in another way.
    let _ = if plain.lines().all(|line| sanitize::clean(line) == line) {
        error.print()
    } else if error.use_stderr() {
        std::io::stderr().write_all(sanitize::clean(&plain).as_bytes())
    } else {
        std::io::stdout().write_all(sanitize::clean(&plain).as_bytes())
    };
}

fn read(words: Vec<OsString>) -> Result<Arguments, clap::Error> {
    let mut table = table().color(color_of(&words));
    let matches = table.try_get_matches_from_mut(words).map_err(with_a_way_on)?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut table))
}

/// The choice of colour on a line that may be wrong: its help and its faults are coloured
/// as it asks.
fn color_of(words: &[OsString]) -> ColorChoice {
    let words: Vec<&str> =
        words.iter().filter_map(|word| word.to_str()).take_while(|&word| word != "--").collect();
    let joined = words.iter().filter_map(|word| word.strip_prefix("--color="));
    let apart = words.windows(2).filter(|pair| pair[0] == "--color").map(|pair| pair[1]);
    match joined.chain(apart).next_back() {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// Whoever types a term instead of a command wants to know what it means.
fn with_a_way_on(mut error: clap::Error) -> clap::Error {
    let unknown = matches!(error.kind(), ErrorKind::InvalidSubcommand | ErrorKind::UnknownArgument);
    let word = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(word)) if unknown => word.clone(),
        _ => return error,
    };
    let tip = format!("to look a term up: lacuna define {word}").into();
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_text(line: &str) -> String {
        read(line.split(' ').map(OsString::from).collect()).unwrap_err().to_string()
    }

    #[test]
    fn misuse_names_what_was_probably_meant() {
        assert!(
            error_text("lacuna fnd lora").contains("'find'"),
            "{}",
            error_text("lacuna fnd lora")
        );
        assert!(
            error_text("lacuna lora").contains("lacuna define lora"),
            "{}",
            error_text("lacuna lora")
        );
        assert!(
            error_text("lacuna find lora --jsn").contains("'--json'"),
            "{}",
            error_text("lacuna find lora --jsn")
        );
        assert!(error_text("lacuna find lora --limit 0").contains('0'));
        assert!(error_text("lacuna --color purple").contains("always"));
    }

    #[test]
    fn nothing_said_is_what_the_table_makes_of_it() {
        let made = read(vec!["lacuna".into()]).unwrap();
        assert_eq!(format!("{:?}", Arguments::default()), format!("{made:?}"));
    }

    #[test]
    fn the_choice_of_colour_is_seen_on_a_wrong_line() {
        let of = |line: &str| color_of(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of("lacuna --color never --hlp"), ColorChoice::Never);
        assert_eq!(of("lacuna --color=always"), ColorChoice::Always);
        assert_eq!(of("lacuna find -- --color=always"), ColorChoice::Auto);
    }
}
