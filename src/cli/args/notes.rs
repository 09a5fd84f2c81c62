//! What the commands about notes and decks take.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::path_parser;

/// What `define` takes.
#[derive(Args, Debug)]
pub struct DefineArgs {
    /// The term (several words are one term)
    #[arg(required = true)]
    pub term: Vec<String>,
    /// Print JSON: one note with all that it has
    #[arg(long)]
    pub json: bool,
}

/// What `find` takes.
#[derive(Args, Debug)]
pub struct FindArgs {
    /// What to search for (several words are one query)
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Print at most this many [default: 20 on a terminal, otherwise 2000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Print JSON: a list of notes with how each was found
    #[arg(long)]
    pub json: bool,
}

/// What `list` takes.
#[derive(Args, Debug)]
pub struct ListArgs {
    /// List only notes that match
    pub query: Vec<String>,
    /// List further questions too (notes that belong to another note)
    #[arg(long)]
    pub all: bool,
    /// Print JSON: a list of notes
    #[arg(long)]
    pub json: bool,
}

/// What `check` takes.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Deck files, or folders with a deck.ron [default: all your decks]
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath, value_parser = path_parser())]
    pub files: Vec<PathBuf>,
    /// Print JSON: a list of faults
    #[arg(long)]
    pub json: bool,
}

/// What `lab` takes.
#[derive(Args, Debug)]
pub struct LabArgs {
    /// The lab [default: list all labs]
    pub name: Option<String>,
    /// Set a parameter: a number, text, a list as in 1,2,3 or a matrix as in 1,2;3,4
    ///
    /// May be repeated; the last one of a key counts.
    #[arg(long, value_name = "KEY=VALUE", requires = "name")]
    pub set: Vec<String>,
    /// Print JSON: the labs, or the parameters and values of one
    #[arg(long)]
    pub json: bool,
}
