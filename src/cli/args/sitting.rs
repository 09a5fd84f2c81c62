//! What the commands take that ask questions, and which notes they ask.

use clap::Args;

/// Which notes a command is about.
#[derive(Args, Debug, Default)]
pub struct Scoped {
    /// Only notes that this query finds; several words are one query
    pub query: Vec<String>,
    /// Only this deck, by id or title; may be repeated
    #[arg(long, value_name = "ID")]
    pub deck: Vec<String>,
    /// Only this topic, by id or title; may be repeated
    #[arg(long, value_name = "ID")]
    pub topic: Vec<String>,
    /// Only notes with this tag; may be repeated
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
}

/// What `drill` takes.
#[derive(Args, Debug, Default)]
pub struct Drill {
    /// Which notes.
    #[command(flatten)]
    pub scoped: Scoped,
    /// Ask at most so many cards
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Ask whatever there is, the weakest first, and leave the schedule as it is
    #[arg(long)]
    pub cram: bool,
    /// Ask line by line, without colors or cursor movement
    ///
    /// For screen readers, dumb terminals and pipes. `?` explains what can be typed.
    #[arg(long, conflicts_with = "json")]
    pub plain: bool,
    /// Ask and take answers as JSON, an object a line
    ///
    /// Out come {"type":"question",…}, {"type":"recorded",…} once a grade is on disk, and {"type":"done",…}; in go
    /// {"rating":"again|hard|good|easy"}, {"answer":"…"} where something is to be typed (several are set apart by
    /// semicolons or line breaks), {"undo":true}, {"redo":true} and {"stop":true}, each with "seconds" and "at" if wanted.
    #[arg(long)]
    pub json: bool,
    /// Shuffle steps by this number, the same each time
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}
