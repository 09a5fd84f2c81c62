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
    },
    /// Turn a deck off: it can be browsed, searched and named, but nothing of it is new or due
    Off {
        /// Its id or title; several words are one name
        #[arg(required = true)]
        name: Vec<String>,
    },
}

impl DeckAction {
    /// The deck's name as it was typed.
    pub fn name(&self) -> String {
        let (DeckAction::Show { name } | DeckAction::On { name } | DeckAction::Off { name }) = self;
        name.join(" ")
    }
}
