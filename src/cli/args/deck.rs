//! What the commands take that are about whole decks.

use clap::{Args, Subcommand};

/// What `decks` takes.
#[derive(Args, Debug)]
pub struct DecksArgs {
    /// Print JSON: a list of decks
    #[arg(long)]
    pub json: bool,
}

/// What `deck` takes.
#[derive(Args, Debug)]
pub struct DeckArgs {
    /// What to do with it.
    #[command(subcommand)]
    pub action: DeckAction,
    /// Print JSON: the deck, with what it has for today
    #[arg(long, global = true)]
    pub json: bool,
}

/// What `deck` does.
#[derive(Debug, Subcommand)]
pub enum DeckAction {
    /// Print what is in a deck, whether it is on, and what it has for today
    Show {
        /// Its id or title; several words are one name
        #[arg(required = true)]
        name: Vec<String>,
    },
    /// Turn a deck on: its cards are new and due
    On {
        /// Its id or title; several words are one name
        #[arg(required = true)]
        name: Vec<String>,
        /// Turn on only this topic of it, by id or title
        #[arg(long)]
        topic: Option<String>,
    },
    /// Turn a deck off: it can be browsed, searched and named, but nothing of it is new or due
    Off {
        /// Its id or title; several words are one name
        #[arg(required = true)]
        name: Vec<String>,
        /// Turn off only this topic of it, by id or title
        #[arg(long)]
        topic: Option<String>,
    },
    /// Print or change the options of a deck
    ///
    /// An option that a deck does not have of its own goes by the general setting of the same key.
    /// Without `--set` and `--reset` it prints every key. The orders of new cards are `by_need`,
    /// `by_topic`, `as_written` and `shuffled`, those of due cards `weakest_first`, `due`,
    /// `by_topic` and `shuffled`.
    Options {
        /// Its id or title; several words are one name
        #[arg(required = true)]
        name: Vec<String>,
        /// Give an option a value, as in `new_per_day=10`; can be repeated
        #[arg(long, value_name = "KEY=VALUE")]
        set: Vec<String>,
        /// Let an option go by the general setting again; can be repeated
        #[arg(long, value_name = "KEY")]
        reset: Vec<String>,
    },
    /// Give a deck another title; its id and all progress stay
    Rename {
        /// Its id or title, as one word or in quotes
        name: String,
        /// The new title
        #[arg(required = true)]
        title: Vec<String>,
    },
    /// Delete a deck of your own
    ///
    /// A copy of its files is kept in backups/deleted, and its reviews stay in the log: they count
    /// again when the deck is back in decks/.
    Delete {
        /// Its id or title; several words are one name
        #[arg(required = true)]
        name: Vec<String>,
    },
    /// Move all notes of a deck into another, and delete it
    ///
    /// Notes keep their ids, and what is known of their cards goes with them. Where another note
    /// has an id already, the one that comes gets a new one, which is printed. A copy of the deck
    /// that is gone is kept in backups/deleted.
    Merge {
        /// The deck that goes, by its id or title
        from: String,
        /// The deck that stays
        into: String,
    },
    /// Move notes to another deck, with what is known of their cards
    ///
    /// Further questions on a note go with it.
    Move {
        /// The notes, each by its deck and id as in `rivers/rhine`, or by its exact name
        #[arg(required = true)]
        notes: Vec<String>,
        /// The deck that they go into, by its id or title
        #[arg(long, value_name = "DECK")]
        to: String,
        /// Leave them where they are too, and let the copies start as new
        #[arg(long)]
        copy: bool,
    },
}

impl DeckAction {
    /// The deck's name as it was typed.
    pub fn name(&self) -> String {
        match self {
            DeckAction::Show { name }
            | DeckAction::On { name, .. }
            | DeckAction::Off { name, .. }
            | DeckAction::Options { name, .. }
            | DeckAction::Delete { name } => name.join(" "),
            DeckAction::Rename { name, .. } | DeckAction::Merge { into: name, .. } => name.clone(),
            DeckAction::Move { to, .. } => to.clone(),
        }
    }
}
