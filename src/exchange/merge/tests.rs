//! What an import makes of a deck, by examples.

use super::*;
use crate::deck::{CardKind, Details, NoteBody, Topic};
use crate::exchange::imported_deck::PastEvent;
use crate::memory::{EntryId, EntryKind};

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
        pair("", " *Rhine* ", "a river"),
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
        both.warnings[0].to_string().starts_with(
            "a.csv:1:1: several notes are called “bank”, and which is which of 2 rows"
        ),
        "{}",
        both.warnings[0]
    );
}

#[test]
fn what_is_no_good_note_or_comes_twice_is_left_out_and_told() {
    let cloze = Note::new("", NoteBody::Cloze { term: None, text: "no blank".into() });
    let new = [pair("", "a", "b"), pair("", "a", "b"), cloze];
    let changes = changes(&[], &new);
    assert_eq!((changes.count(MergeOutcome::Added), changes.count(MergeOutcome::Skipped)), (1, 2));
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
            topic("Rivers ", "a"),
            topic("eu", "b"),
            topic("rivers", "e"),
            topic("New one", "c"),
            topic("New one", "d"),
        ]),
        ..ImportedDeck::default()
    };
    let known = [
        Topic { id: "r".into(), title: "Rivers".into() },
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
    assert_eq!(topics, ["r", "eu", "rivers", "new-one", "new-one"]);
    let titles: Vec<&str> = changes.topics.iter().map(|topic| topic.title.as_str()).collect();
    assert_eq!(titles, ["rivers", "New one"], "to the letter");
}

fn question(id: &str, question: &str, answer: &str) -> Note {
    Note::new(id, NoteBody::Question { question: question.into(), answer: answer.into() })
}

fn with_guid(note: Note, guid: &str) -> Note {
    Note { details: Details { guid: Some(guid.into()), ..note.details }, ..note }
}

fn in_topic(note: Note, topic: &str) -> Note {
    Note { details: Details { topic: Some(topic.into()), ..note.details }, ..note }
}

fn notes(changes: &DeckChanges) -> Vec<Note> {
    changes.notes.iter().map(|(_, note)| note.clone()).collect()
}

#[test]
fn a_name_that_only_looks_alike_is_another_note() {
    let names = [
        "schon", "ano", "polish", "мои", "все", "m2", "schön", "año", "Polish", "мой", "всё", "m²",
        "か", "が", "ss", "ß", "fi", "ﬁ", "H2O", "H₂O", "-x", "x", "sin", "-sin",
    ];
    for pairs in names.windows(2) {
        let known = [pair("known", pairs[0], "1")];
        assert_eq!(changes(&known, &[pair("", pairs[1], "2")]).count(MergeOutcome::Added), 1);
    }
    let composed = changes(&[pair("known", "scho\u{308}n", "1")], &[pair("", "schön", "2")]);
    assert_eq!(outcomes(&composed), ["Updated known"], "one word in two encodings");
    let lines = changes(&[question("q", "a:\n  b", "1")], &[question("", "a:\n b ", "2")]);
    assert_eq!(outcomes(&lines), ["Updated q"], "white space is no difference");
}

#[test]
fn the_guid_comes_before_the_name() {
    let known = [with_guid(pair("mitocondrion", "Mitocondrion", "Makes ATP"), "gg1")];
    let new = [
        with_guid(pair("", "Mitocondrion", "a misspelt note of another"), "gg2"),
        with_guid(pair("", "Mitochondrion", "Makes ATP"), "gg1"),
    ];
    let changes = changes(&known, &new);
    assert_eq!(outcomes(&changes), ["Added mitocondrion-2", "Updated mitocondrion"]);
    assert_eq!(changes.notes[1].1.body.term(), Some("Mitochondrion"));
    let before = [pair("bank", "bank", "of a river")];
    let gained = super::tests::changes(&before, &[with_guid(before[0].clone(), "A/b")]);
    assert_eq!(outcomes(&gained), ["Updated bank"]);
    assert_eq!(gained.notes[0].1.details.guid.as_deref(), Some("A/b"));
}

#[test]
fn a_guid_that_comes_twice_names_one_note() {
    let rows = [
        with_guid(pair("", "Haus", "house"), "g"),
        with_guid(pair("", "Baum", "tree"), "g"),
        with_guid(pair("", "Auto", "car"), "g"),
    ];
    let first = changes(&[], &rows);
    assert_eq!(outcomes(&first), ["Added haus", "Added baum", "Added auto"]);
    assert!(first.warnings[0].what.starts_with("2 rows have the guid of another, as `g`"));
    let again = changes(&notes(&first), &rows);
    assert_eq!(again.count(MergeOutcome::Unchanged), 3);
    let turned = changes(&notes(&first), &[rows[2].clone(), rows[0].clone()]);
    assert_eq!(outcomes(&turned), ["Unchanged auto", "Unchanged haus"], "the name decides");
}

#[test]
fn an_id_of_another_program_is_kept_as_what_it_is() {
    let rows = [pair("w>egRzs&//", "Baum", "tree"), pair("two words", "Auto", "car")];
    let first = changes(&[], &rows);
    assert_eq!(outcomes(&first), ["Added baum", "Added auto"]);
    assert_eq!(first.notes[0].1.details.guid.as_deref(), Some("w>egRzs&//"));
    let renamed = changes(&notes(&first), &[pair("w>egRzs&//", "der Baum", "tree")]);
    assert_eq!(outcomes(&renamed), ["Updated baum"]);
}

#[test]
fn a_name_counts_within_its_topic() {
    let topics = ["Intro", "Basics", "More"];
    let known: Vec<Note> = (0..2)
        .map(|i| in_topic(pair(&format!("n{i}"), "Summary", "old"), topics[i]))
        .chain([pair("loose", "Loose end", "old")])
        .collect();
    let deck: Vec<Topic> =
        topics.iter().map(|id| Topic { id: (*id).into(), title: (*id).into() }).collect();
    let outcomes = |new: &[Note]| {
        let imported = ImportedDeck { items: items(new), ..ImportedDeck::default() };
        let existing = ExistingDeck { notes: &known, topics: &deck, sets: &[] };
        outcomes(&merge(imported, existing, "a.csv", &Watch::default()).unwrap())
    };
    assert_eq!(
        outcomes(&[
            in_topic(pair("", "Summary", "new"), "Basics"),
            in_topic(pair("", "Summary", "new"), "More"),
            in_topic(pair("", "Loose end", "new"), "More"),
        ]),
        ["Updated n1", "Added summary", "Updated loose"]
    );
    assert_eq!(
        outcomes(&[pair("", "Summary", "new")])[0].split(' ').next(),
        Some("Conflict"),
        "without a topic either may be meant"
    );
    assert_eq!(
        outcomes(&[
            in_topic(pair("", "Loose end", "one"), "Intro"),
            in_topic(pair("", "Loose end", "two"), "More"),
        ]),
        ["Added loose-end", "Added loose-end-2"],
        "which of the two has lost its topic is not known"
    );
}

#[test]
fn pairs_and_questions_keep_the_kind_of_the_deck() {
    let event = |card| PastEvent {
        card,
        at: crate::clock::Moment(0),
        what: EntryKind::Flag,
        id: EntryId(1),
    };
    let (asked, both) = (question("a", "Capital?", "Rome"), pair("b", "Po", "A river"));
    let mut new = items(&[pair("", "Capital?", "Roma"), question("", "Po", "A long river")]);
    new[0].history = vec![event(CardKind::Definition), event(CardKind::Term)];
    new[1].history = vec![event(CardKind::Answer)];
    let imported = ImportedDeck { items: new, ..ImportedDeck::default() };
    let known = [asked, both];
    let existing = ExistingDeck { notes: &known, ..ExistingDeck::default() };
    let changes = merge(imported, existing, "a", &Watch::default()).unwrap();
    assert_eq!(
        notes(&changes),
        [question("a", "Capital?", "Roma"), pair("b", "Po", "A long river")]
    );
    assert_eq!(changes.history[0].1, [event(CardKind::Answer)]);
    assert_eq!(changes.history[1].1, [event(CardKind::Definition)]);
}

#[test]
fn equal_rows_are_told_in_one_warning() {
    let same = changes(&[], &vec![pair("", "a", "b"); 30_001]);
    assert_eq!(
        (same.count(MergeOutcome::Added), same.count(MergeOutcome::Skipped), same.warnings.len()),
        (1, 30_000, 1)
    );
    assert!(same.warnings[0].what.starts_with("30,000 rows are the same as another"));
    let alike: Vec<Note> =
        (0..20_000).map(|i| pair("", "What does this print?", &i.to_string())).collect();
    let first = changes(&[], &alike);
    assert_eq!(first.notes[19_999].1.id, "what-does-this-print-20000");
    let deck = notes(&first);
    assert_eq!(changes(&deck, &alike).count(MergeOutcome::Unchanged), 20_000);
    let others: Vec<Note> =
        (0..20_000).map(|i| pair("", "What does this print?", &format!("x{i}"))).collect();
    let lost = changes(&deck, &others);
    assert_eq!((lost.count(MergeOutcome::Conflict), lost.warnings.len()), (20_000, 1));
}

#[test]
fn what_is_said_about_many_rows_is_bounded() {
    let bad: Vec<Note> = (0..3_000).map(|i| pair("", &format!("t{i}"), "")).collect();
    let changes = changes(&[], &bad);
    assert_eq!((changes.count(MergeOutcome::Skipped), changes.warnings.len()), (3_000, 1_001));
    assert!(changes.warnings[1_000].what.starts_with("2,000 more rows"));
}

#[test]
fn a_merge_is_stopped_anywhere() {
    let known: Vec<Note> = (0..50).map(|i| pair(&format!("n{i}"), &format!("t{i}"), "x")).collect();
    let new: Vec<Note> = (0..100).map(|i| pair("", &format!("t{i}"), "y")).collect();
    let existing = ExistingDeck { notes: &known, ..ExistingDeck::default() };
    for percent in 0..100 {
        let imported = ImportedDeck { items: items(&new), ..ImportedDeck::default() };
        let watch = Watch::until(percent as f32 / 100.0);
        let fault = merge(imported, existing, "a", &watch).unwrap_err();
        assert_eq!(fault.what, "the import was stopped", "{percent} %");
    }
}
