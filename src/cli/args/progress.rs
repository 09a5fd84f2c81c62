//! What the commands take that tell of progress and look after its files.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::path_parser;

use super::session::ScopeArgs;

/// What `due` takes.
#[derive(Args, Debug)]
pub struct DueArgs {
    /// Which notes.
    #[command(flatten)]
    pub scoped: ScopeArgs,
    /// Print JSON: the counts, and when the next card is due
    #[arg(long)]
    pub json: bool,
}

/// What `card` takes.
#[derive(Args, Debug)]
pub struct CardArgs {
    /// The card, or a note for all its cards; several words are one name
    #[arg(required = true, value_name = "ID")]
    pub id: Vec<String>,
    /// Print JSON: one object for a card, a list for a note
    #[arg(long)]
    pub json: bool,
}

/// What `reviews` takes.
#[derive(Args, Debug)]
pub struct ReviewsArgs {
    /// Only cards whose names begin like this: deck/note/card
    pub card: Option<String>,
    /// Only the latest N
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Print JSON: an object a line
    #[arg(long)]
    pub json: bool,
}

/// What `stats` takes.
#[derive(Args, Debug)]
pub struct StatsArgs {
    /// Print JSON: totals, streak, retention by month, every day, and what is to be expected
    #[arg(long)]
    pub json: bool,
}

/// What `optimize` takes.
#[derive(Args, Debug)]
pub struct OptimizeArgs {
    /// Fit to the reviews of this deck alone, by its id or title
    #[arg(long)]
    pub deck: Option<String>,
    /// Fit and test, but save nothing
    #[arg(long, conflicts_with = "undo")]
    pub dry_run: bool,
    /// Go back to the parameters before the last fit; with --deck, to the general ones
    #[arg(long)]
    pub undo: bool,
    /// Print JSON: log loss and calibration before and after, and the parameters
    #[arg(long)]
    pub json: bool,
}

/// What `merge` takes.
#[derive(Args, Debug)]
pub struct MergeArgs {
    /// The other machine's reviews.ron, or the config directory that it lies in
    #[arg(value_hint = ValueHint::AnyPath, value_parser = path_parser())]
    pub path: PathBuf,
    /// Print JSON: how many entries were new, and how many known
    #[arg(long)]
    pub json: bool,
}

/// What `state` takes.
#[derive(Args, Debug)]
pub struct StateArgs {
    /// What to do
    pub action: StateAction,
    /// The day to restore, such as 2026-12-09
    pub day: Option<String>,
    /// With `check`: read the backups, decks and pictures too, and count the checksums
    #[arg(long)]
    pub deep: bool,
    /// With `sweep`: delete without asking
    #[arg(long)]
    pub yes: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What `state` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StateAction {
    /// Say what is wrong.
    Check,
    /// Put it in order.
    Repair,
    /// Make today's copy.
    Backup,
    /// Bring a copy back.
    Restore,
    /// Take back answers that were given while a clock was ahead.
    ForgetFuture,
    /// Delete pictures and sounds that no note names, after asking.
    Sweep,
}
