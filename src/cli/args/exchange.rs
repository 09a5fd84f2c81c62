//! What import and export take.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum, ValueHint};

use super::path_parser;
use crate::exchange::{Encoding, FORMATS};

/// What `import` takes.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub struct ImportArgs {
    /// Files with notes; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath,
        value_parser = path_parser())]
    pub files: Vec<PathBuf>,
    /// Format of the files
    #[arg(long, value_name = "FORMAT", default_value = "auto",
        value_parser = PossibleValuesParser::new(readable()))]
    pub format: String,
    /// The deck that the notes go into, by id or title; made if it is not there
    ///
    /// Without this it is what the file calls itself, or else the file's name.
    #[arg(long, value_name = "DECK")]
    pub deck: Option<String>,
    /// What stands between term and definition: `tab`, `comma`, `semicolon`, or any text, with \t
    /// and \n
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub term_separator: Option<String>,
    /// What stands between two notes: `newline`, `blank-line`, `semicolon`, or any text, with \t
    /// and \n
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub card_separator: Option<String>,
    /// Which columns of a table are what, by name or number, as in
    /// `term=German,definition=English,tags=3`
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    pub columns: Option<String>,
    /// Whether the first row of a table names its columns
    #[arg(long, value_name = "YES|NO")]
    pub header: Option<YesNo>,
    /// Ask rows one way only: the second side from the first
    #[arg(long)]
    pub one_way: bool,
    /// Make numbered runs in a definition steps, and dashed ones a list
    #[arg(long)]
    pub lists: bool,
    /// Text encoding of the files, if it is neither UTF-8 nor UTF-16 with a byte order mark
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<EncodingName>,
    /// Import progress too: every review, and when cards are due
    #[arg(long)]
    pub with_progress: bool,
    /// Show what would change, but change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print JSON: the counts and warnings, and with --dry-run the notes
    #[arg(long)]
    pub json: bool,
}

/// What `export` takes.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// The deck, by id or title
    pub deck: String,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(writable()))]
    pub format: Option<String>,
    /// Output file [default: standard output]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath,
        value_parser = path_parser())]
    pub output: Option<PathBuf>,
    /// Include progress, where the format can carry it
    #[arg(long)]
    pub with_progress: bool,
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// It names the columns.
    Yes,
    /// It is a note.
    No,
}

/// How bytes stand for characters, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EncodingName {
    /// UTF-8.
    #[value(name = "utf-8")]
    Utf8,
    /// UTF-16, the low byte first.
    #[value(name = "utf-16le")]
    Utf16Le,
    /// UTF-16, the high byte first.
    #[value(name = "utf-16be")]
    Utf16Be,
    /// Latin-1, or Windows-1252.
    #[value(name = "latin-1")]
    Latin1,
}

impl From<EncodingName> for Encoding {
    fn from(named: EncodingName) -> Encoding {
        match named {
            EncodingName::Utf8 => Encoding::Utf8,
            EncodingName::Utf16Le => Encoding::Utf16Le,
            EncodingName::Utf16Be => Encoding::Utf16Be,
            EncodingName::Latin1 => Encoding::Latin1,
        }
    }
}

fn readable() -> Vec<&'static str> {
    std::iter::once("auto").chain(FORMATS.iter().map(|format| format.name())).collect()
}

fn writable() -> Vec<&'static str> {
    FORMATS.iter().filter(|format| format.writer().is_some()).map(|format| format.name()).collect()
}
