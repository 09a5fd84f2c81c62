//! Wrong answers worth offering beside a note: near enough to teach, and never right as well.
//!
//! First from the note's confusable sets, their foils included, then from its topic, then from the
//! rest of the deck.

use std::collections::HashSet;

use super::canonical::CanonicalAnswer;
use crate::deck::{DeckHead, Note, NoteBody, NoteKind};
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
    /// Its other names.
    pub aliases: Vec<String>,
    /// What it means, where that can be offered.
    pub definition: Option<String>,
    /// Where it comes from.
    pub from: Nearness,
}

/// Every wrong answer that may be offered beside `note`, the nearest first: the foils of
/// its sets, and those of the `others` in its deck that may.
pub fn distractors<'a>(
    head: &DeckHead,
    note: &Note,
    others: impl IntoIterator<Item = &'a Note>,
) -> Vec<Distractor> {
    let others = others
        .into_iter()
        .filter(|other| may_stand_beside(note, other))
        .map(|other| distractor(note, other));
    let mut found: Vec<Distractor> = foils(head, note).chain(others).collect();
    found.retain(|other| !is_right_as_well(note, other));
    found.sort_by_key(|other| other.from);
    let mut seen: HashSet<String> = HashSet::new();
    found.retain(|other| seen.insert(CanonicalAnswer::new(&other.term).into_joined()));
    found
}

fn foils<'a>(head: &'a DeckHead, note: &'a Note) -> impl Iterator<Item = Distractor> + 'a {
    let sets = head.sets.iter().filter(|set| note.details.sets.contains(&set.id));
    sets.flat_map(|set| &set.foils).filter(|foil| !note.details.never.contains(&foil.term)).map(
        |foil| Distractor {
            id: None,
            term: foil.term.clone(),
            aliases: Vec::new(),
            definition: foil.definition.clone(),
            from: Nearness::Set,
        },
    )
}

fn distractor(note: &Note, other: &Note) -> Distractor {
    let definition = match &other.body {
        NoteBody::Pair { definition: text, .. } | NoteBody::Question { answer: text, .. } => {
            Some(text.clone())
        }
        NoteBody::Cloze { .. } | NoteBody::Steps { .. } | NoteBody::List { .. } => None,
    };
    let from = match () {
        () if other.details.sets.iter().any(|set| note.details.sets.contains(set)) => Nearness::Set,
        () if other.details.topic == note.details.topic => Nearness::Topic,
        () => Nearness::Deck,
    };
    let (id, aliases) = (Some(other.id.clone()), other.details.aliases.clone());
    Distractor { id, term: other.title(), aliases, definition, from }
}

/// Whether one of two notes of a deck may be wrong where the other is right: the deck does not say
/// that they must never be offered together, and they are no two notes on one thing.
pub fn may_stand_beside(note: &Note, other: &Note) -> bool {
    // A question's answer means nothing beside definitions, nor a definition beside answers.
    let is_question = |note: &Note| note.kind() == NoteKind::Question;
    if is_question(note) != is_question(other) {
        return false;
    }
    let barred = note.details.never.contains(&other.id) || other.details.never.contains(&note.id);
    other.details.of.is_none() && other.id != note.id && !barred && !tell_of_one_thing(note, other)
}

/// Whether notes that refer to each other have one's name within the other's, as `BPE` and `Steps
/// of BPE` do.
fn tell_of_one_thing(note: &Note, other: &Note) -> bool {
    if !note.details.see.contains(&other.id) && !other.details.see.contains(&note.id) {
        return false;
    }
    let name = |note: &Note| {
        let words = CanonicalAnswer::new(&note.title()).words.into_iter();
        words.map(|word| word.text).collect::<Vec<String>>()
    };
    let (one, two) = (name(note), name(other));
    let (short, long) = if one.len() < two.len() { (one, two) } else { (two, one) };
    !short.is_empty() && long.windows(short.len()).any(|words| words == short)
}

/// Whether a wrong answer would be right too: one of the note's own names, or nearly its own text.
fn is_right_as_well(note: &Note, other: &Distractor) -> bool {
    let names: Vec<String> = other
        .aliases
        .iter()
        .chain([&other.term])
        .map(|name| CanonicalAnswer::new(name).into_joined())
        .collect();
    let own = note.details.aliases.iter().cloned().chain([note.title()]);
    let named =
        own.into_iter().any(|name| names.contains(&CanonicalAnswer::new(&name).into_joined()));
    let (NoteBody::Pair { definition, .. } | NoteBody::Question { answer: definition, .. }) =
        &note.body
    else {
        return named;
    };
    let alike = other
        .definition
        .as_ref()
        .is_some_and(|text| within(text, definition, definition.len() / 10).is_some());
    named || alike
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckText, FullDeck, SourceFile, full_deck};

    fn deck(notes: &str) -> FullDeck {
        let head = r#"format: 1, id: "d", title: "D",
            sets: [(id: "s", title: "S", foils: [(term: "Foil"), (term: "Barred foil")])]"#;
        let text = format!("({head}, notes: [{notes}])");
        let file = SourceFile { name: "d.ron".to_string(), text: text.into() };
        let (deck, faults) =
            full_deck::read(&DeckText { stem: "d".to_string(), bundled: false, files: vec![file] });
        assert_eq!(faults, []);
        deck
    }

    fn pair(id: &str, more: &str) -> String {
        format!(
            "Pair(id: \"{id}\", term: \"Term {id}\", \
             definition: \"{id} {id} {id} {id}, at some length\"{more}),\n"
        )
    }

    fn names(deck: &FullDeck, id: &str) -> Vec<String> {
        let note =
            &deck.notes.iter().find(|placed| placed.note.id == id).expect("the note is there").note;
        let others = deck.notes.iter().map(|placed| &placed.note);
        distractors(&deck.head, note, others).into_iter().map(|other| other.term).collect()
    }

    #[test]
    fn the_nearest_come_first() {
        let notes = [
            pair("far", ""),
            pair("topic", ", topic: \"t\""),
            pair("set", ", sets: [\"s\"]"),
            pair("own", ", topic: \"t\", sets: [\"s\"]"),
        ];
        assert_eq!(
            names(&deck(&notes.concat()), "own"),
            ["Foil", "Barred foil", "Term set", "Term topic", "Term far"]
        );
    }

    #[test]
    fn what_is_right_as_well_is_never_offered() {
        let notes = [
            pair(
                "own",
                r#", sets: ["s"], aliases: ["Term alias"], never: ["barred", "Barred foil"]"#,
            ),
            pair("barred", ", sets: [\"s\"]"),
            pair("other-way", ", sets: [\"s\"], never: [\"own\"]"),
            pair("alias", ", sets: [\"s\"]"),
            pair("fine", ", sets: [\"s\"]"),
            pair("other-alias", ", sets: [\"s\"], aliases: [\"Term own\"]"),
            r#"Pair(id: "steps", term: "Steps of term own", definition: "Something else",
                see: ["own"]),
            Pair(id: "same", term: "Same", definition: "own own own own, at some length!"),
            Cloze(id: "child", of: "fine", text: "A {{blank}}"),"#
                .to_string(),
        ];
        assert_eq!(names(&deck(&notes.concat()), "own"), ["Foil", "Term fine"]);
    }
}
