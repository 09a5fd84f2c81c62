//! The bundled deck, held to what it promises: every entry there, every blank answerable, every
//! number recomputed.

mod answers;
mod entries;
mod figures;
mod formulas;
mod numbers;

use lacuna::deck::{FullDeck, Note, full_deck, lint};
use lacuna::store::bundled;

fn deck() -> FullDeck {
    let (deck, faults) = full_deck::read(&bundled::deck());
    assert_eq!(faults, [], "the bundled deck can be read");
    deck
}

fn note<'a>(deck: &'a FullDeck, id: &str) -> &'a Note {
    let found = deck.notes.iter().find(|placed| placed.note.id == id);
    &found.unwrap_or_else(|| panic!("there is no note `{id}`")).note
}

#[test]
fn the_lint_finds_nothing() {
    let faults: Vec<String> = lint::lint(&deck()).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}
