//! What an import makes of a deck, by examples.

use super::*;
use crate::deck::{Details, Topic};

fn pair(id: &str, term: &str, definition: &str) -> Note {
    Note::new(id, NoteBody::Pair { term: term.into(), definition: definition.into() })
}

fn items(notes: &[Note]) -> Vec<ImportedNote> {
    notes.iter().enumerate().map(|(i, note)| ImportedNote::new(note.clone(), i + 1)).collect()
}

fn changes(existing: &[Note], new: &[Note]) -> DeckChanges {
    let imported = ImportedDeck { items: items(new), ..ImportedDeck::default() };
    merge(
        imported,
        ExistingDeck { notes: existing, topics: &[], sets: &[] },
        "a.csv",
        &Watch::default(),
    )
    .unwrap()
}

fn outcomes(changes: &DeckChanges) -> Vec<String> {
    changes.notes.iter().map(|(outcome, note)| format!("{outcome:?} {}", note.id)).collect()
}

#[test]
fn notes_are_found_again_by_id_or_by_name() {
    let existing = [pair("rhine", "Rhine", "a river"), pair("main", "Main", "another")];
    let new = [
        pair("", "RHINE", "a river"),
        pair("main", "Main (river)", "another one"),
        pair("", "Elbe", "a third"),
    ];
    let changes = changes(&existing, &new);
    assert_eq!(outcomes(&changes), ["Updated rhine", "Updated main", "Added elbe"]);
    let again: Vec<Note> = changes.notes.iter().map(|(_, note)| note.clone()).collect();
    assert_eq!(
        outcomes(&super::tests::changes(&again, &new)),
        ["Unchanged rhine", "Unchanged main", "Unchanged elbe"]
    );
}

#[test]
fn what_the_format_can_not_carry_stays() {
    let details =
        Details { tags: vec!["x".into()], formula: Some("y".into()), ..Details::default() };
    let old = Note { details: details.clone(), ..pair("rhine", "Rhine", "a river") };
    let new = changes(std::slice::from_ref(&old), &[pair("", "Rhine", "a long river")]);
    let expected = Note { details, ..pair("rhine", "Rhine", "a long river") };
    assert_eq!(new.notes, [(MergeOutcome::Updated, expected)]);
    let whole =
        ImportedNote { whole: true, ..ImportedNote::new(pair("rhine", "Rhine", "a river"), 1) };
    let imported = ImportedDeck { items: vec![whole], ..ImportedDeck::default() };
    let changes = merge(
        imported,
        ExistingDeck { notes: &[old], topics: &[], sets: &[] },
        "a",
        &Watch::default(),
    )
    .unwrap();
    assert_eq!(
        changes.notes,
        [(MergeOutcome::Updated, pair("rhine", "Rhine", "a river"))],
        "a whole note lacks what it lacks"
    );
}

#[test]
fn two_notes_of_one_name_are_kept_apart() {
    let new = [pair("", "bank", "of a river"), pair("", "bank", "for money")];
    let first = changes(&[], &new);
    assert_eq!(outcomes(&first), ["Added bank", "Added bank-2"]);
    let existing: Vec<Note> = first.notes.into_iter().map(|(_, note)| note).collect();
    assert_eq!(outcomes(&changes(&existing, &new)), ["Unchanged bank", "Unchanged bank-2"]);
    let one = changes(&existing, &[new[1].clone(), pair("", "bank", "of a wide river")]);
    assert_eq!(outcomes(&one), ["Unchanged bank-2", "Updated bank"]);
    let both = changes(&existing, &[pair("", "bank", "x"), pair("", "bank", "y")]);
    assert_eq!(both.count(MergeOutcome::Conflict), 2);
    assert!(
        both.warnings[0].to_string().starts_with("a.csv:1:1: several notes are called “bank”"),
        "{}",
        both.warnings[0]
    );
}

#[test]
fn what_is_no_good_note_or_comes_twice_is_left_out_and_told() {
    let cloze = Note::new("", NoteBody::Cloze { term: None, text: "no blank".into() });
    let new = [pair("", "a", "b"), pair("", "a", "b"), cloze, pair("x/y", "c", "d")];
    let changes = changes(&[], &new);
    assert_eq!((changes.count(MergeOutcome::Added), changes.count(MergeOutcome::Skipped)), (1, 3));
    assert!(
        changes.warnings.iter().any(|w| w.what.contains("comes twice")),
        "{:?}",
        changes.warnings
    );
    assert!(
        changes.warnings.iter().any(|w| w.what.contains("no blank to fill in")),
        "{:?}",
        changes.warnings
    );
}

#[test]
fn a_note_of_another_kind_is_a_conflict() {
    let list =
        Note::new("a", NoteBody::List { term: "A".into(), intro: None, items: vec!["x".into()] });
    let changes = changes(&[list], &[pair("a", "A", "b")]);
    assert_eq!(outcomes(&changes), ["Conflict a"]);
    assert!(changes.is_nothing());
}

#[test]
fn topics_are_found_by_id_or_title_and_made_once() {
    let topic = |name: &str, term: &str| Note {
        details: Details { topic: Some(name.into()), ..Details::default() },
        ..pair("", term, "x")
    };
    let imported = ImportedDeck {
        items: items(&[
            topic("Rivers", "a"),
            topic("eu", "b"),
            topic("New one", "c"),
            topic("New one", "d"),
        ]),
        ..ImportedDeck::default()
    };
    let known = [
        Topic { id: "r".into(), title: "rivers".into() },
        Topic { id: "eu".into(), title: "Europe".into() },
    ];
    let changes = merge(
        imported,
        ExistingDeck { notes: &[], topics: &known, sets: &[] },
        "a",
        &Watch::default(),
    )
    .unwrap();
    let topics: Vec<_> =
        changes.notes.iter().map(|(_, note)| note.details.topic.clone().unwrap()).collect();
    assert_eq!(topics, ["r", "eu", "new-one", "new-one"]);
    assert_eq!(changes.topics, [Topic { id: "new-one".into(), title: "New one".into() }]);
}
