//! Wrong answers worth offering beside a note: near enough to teach, and never right as well.
//!
//! First from the note's confusable sets, their foils included, then from its topic, then from the rest of the deck.

use std::collections::HashSet;

use super::canonical::Canonical;
use crate::deck::{Body, Deck, Note};
use crate::text::distance::within;

/// Where a wrong answer comes from; the nearer, the more it teaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// A set of easily confused notes.
    Set,
    /// The same topic.
    Topic,
    /// The same deck.
    Deck,
}

/// A wrong answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distractor {
    /// The note's id, unless it is a foil.
    pub id: Option<String>,
    /// Its name.
    pub term: String,
    /// What it means, where that can be offered.
    pub definition: Option<String>,
    /// Where it comes from.
    pub from: Nearness,
}

/// Returns every wrong answer that may be offered beside `note`, the nearest first.
pub fn distractors(deck: &Deck, note: &Note) -> Vec<Distractor> {
    let mut found: Vec<Distractor> = foils(deck, note).chain(others(deck, note)).collect();
    found.retain(|other| !is_right_as_well(note, other));
    found.sort_by_key(|other| other.from);
    let mut seen: HashSet<String> = HashSet::new();
    found.retain(|other| seen.insert(Canonical::of(&other.term).joined()));
    found
}

fn foils<'a>(deck: &'a Deck, note: &'a Note) -> impl Iterator<Item = Distractor> + 'a {
    let sets = deck.head.sets.iter().filter(|set| note.sets.contains(&set.id));
    sets.flat_map(|set| &set.foils).filter(|foil| !note.never.contains(&foil.term)).map(|foil| Distractor {
        id: None,
        term: foil.term.clone(),
        definition: foil.definition.clone(),
        from: Nearness::Set,
    })
}

fn others<'a>(deck: &'a Deck, note: &'a Note) -> impl Iterator<Item = Distractor> + 'a {
    let standing =
        deck.notes.iter().map(|placed| &placed.note).filter(|other| other.of.is_none() && other.id != note.id);
    standing.filter(|other| !barred(note, other)).map(|other| {
        let definition = match &other.body {
            Body::Pair { definition, .. } => Some(definition.clone()),
            Body::Cloze { .. } | Body::Steps { .. } | Body::List { .. } => None,
        };
        let from = match () {
            () if other.sets.iter().any(|set| note.sets.contains(set)) => Nearness::Set,
            () if other.topic == note.topic => Nearness::Topic,
            () => Nearness::Deck,
        };
        Distractor { id: Some(other.id.clone()), term: other.title(), definition, from }
    })
}

/// Whether the deck says that the two must not be offered together, in either direction.
fn barred(note: &Note, other: &Note) -> bool {
    note.never.contains(&other.id) || other.never.contains(&note.id)
}

/// Whether a wrong answer would be right too: one of the note's own names, or nearly its own text.
fn is_right_as_well(note: &Note, other: &Distractor) -> bool {
    let term = Canonical::of(&other.term).joined();
    let own = note.aliases.iter().cloned().chain([note.title()]);
    let named = own.into_iter().any(|name| Canonical::of(&name).joined() == term);
    let Body::Pair { definition, .. } = &note.body else { return named };
    let alike = other.definition.as_ref().is_some_and(|text| within(text, definition, definition.len() / 10).is_some());
    named || alike
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckText, SourceFile, whole};

    fn deck(notes: &str) -> Deck {
        let head = "format: 1, id: \"d\", title: \"D\", sets: [(id: \"s\", title: \"S\", foils: [(term: \"Foil\"), (term: \"Barred foil\")])]";
        let text = format!("({head}, notes: [{notes}])");
        let file = SourceFile { name: "d.ron".to_string(), text: text.into() };
        let (deck, faults) = whole::read(&DeckText { stem: "d".to_string(), bundled: false, files: vec![file] });
        assert_eq!(faults, []);
        deck
    }

    fn pair(id: &str, more: &str) -> String {
        format!("Pair(id: \"{id}\", term: \"Term {id}\", definition: \"{id} {id} {id} {id}, at some length\"{more}),\n")
    }

    fn names(deck: &Deck, id: &str) -> Vec<String> {
        let note = &deck.notes.iter().find(|placed| placed.note.id == id).expect("the note is there").note;
        distractors(deck, note).into_iter().map(|other| other.term).collect()
    }

    #[test]
    fn the_nearest_come_first() {
        let notes = [
            pair("far", ""),
            pair("topic", ", topic: \"t\""),
            pair("set", ", sets: [\"s\"]"),
            pair("own", ", topic: \"t\", sets: [\"s\"]"),
        ];
        assert_eq!(names(&deck(&notes.concat()), "own"), ["Foil", "Barred foil", "Term set", "Term topic", "Term far"]);
    }

    #[test]
    fn what_is_right_as_well_is_never_offered() {
        let notes = [
            pair("own", ", sets: [\"s\"], aliases: [\"Term alias\"], never: [\"barred\", \"Barred foil\"]"),
            pair("barred", ", sets: [\"s\"]"),
            pair("other-way", ", sets: [\"s\"], never: [\"own\"]"),
            pair("alias", ", sets: [\"s\"]"),
            pair("fine", ", sets: [\"s\"]"),
            "Pair(id: \"same\", term: \"Same\", definition: \"own own own own, at some length!\"),".to_string(),
            "Cloze(id: \"child\", of: \"fine\", text: \"A {{blank}}\"),".to_string(),
        ];
        assert_eq!(names(&deck(&notes.concat()), "own"), ["Foil", "Term fine"]);
    }
}
