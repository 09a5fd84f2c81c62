//! The left column of Browse: what the list can be narrowed to.

use crate::library::{NoteIx, TopicIx};
use crate::plan::Standing;
use crate::ui::screens::screen::{Shared, standing_mark};

/// A row of the left column: what the list is narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    All,
    Deck(usize),
    Topic(usize),
    Questions,
    Standing(Standing),
}

impl Side {
    /// Whether a note is listed under it.
    pub(super) fn has(self, shared: &Shared, note: NoteIx) -> bool {
        let collection = &shared.collection;
        match self {
            Side::All => !collection.is_child(note),
            Side::Deck(deck) => collection.deck(note) == deck && !collection.is_child(note),
            Side::Topic(topic) => {
                collection.topic(note) == Some(TopicIx(topic as u16)) && !collection.is_child(note)
            }
            Side::Questions => collection.is_child(note),
            Side::Standing(standing) => shared.desk.standings.is(note, standing),
        }
    }

    /// Returns its title and how many notes it has.
    pub(super) fn words(self, shared: &Shared) -> (String, String) {
        let collection = &shared.collection;
        let several = collection.decks().len() > 1;
        match self {
            Side::All => ("All".to_string(), collection.terms().to_string()),
            Side::Deck(deck) => {
                let deck = &collection.decks()[deck];
                (deck.head.title.clone(), deck.terms.to_string())
            }
            Side::Topic(topic) => {
                let topic = &collection.topics()[topic];
                let indent = if several { "  " } else { "" };
                (format!("{indent}{}", topic.title), topic.terms.to_string())
            }
            Side::Standing(standing) => {
                let title = match standing {
                    Standing::Leech => "Leeches".to_string(),
                    other => capital(other.name()),
                };
                (
                    format!("{} {title}", standing_mark(Some(standing)).0),
                    shared.desk.standings.count(standing).to_string(),
                )
            }
            Side::Questions => (
                "Further questions".to_string(),
                (collection.len() - collection.terms()).to_string(),
            ),
        }
    }
}

/// Returns the rows of the left column.
pub(super) fn sides(shared: &Shared) -> Vec<Side> {
    let collection = &shared.collection;
    let mut sides = vec![Side::All];
    for (deck, info) in collection.decks().iter().enumerate() {
        if collection.decks().len() > 1 {
            sides.push(Side::Deck(deck));
        }
        if !info.notes.is_empty() {
            let topics = collection.topics().iter().enumerate();
            let own = topics.filter(|(_, topic)| topic.deck == deck && topic.terms > 0);
            sides.extend(own.map(|(topic, _)| Side::Topic(topic)));
        }
    }
    if collection.terms() < collection.len() {
        sides.push(Side::Questions);
    }
    let standings = [
        Standing::Due,
        Standing::Learning,
        Standing::Weak,
        Standing::Leech,
        Standing::Flagged,
        Standing::Suspended,
    ];
    let some = standings.into_iter().filter(|standing| shared.desk.standings.count(*standing) > 0);
    sides.extend(some.map(Side::Standing));
    sides
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
