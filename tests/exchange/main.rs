//! What is exported comes back: every format, over generated decks with everything in them that a
//! format could trip on.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod anki;
mod blocks;
mod decks;
mod formulas;
mod identity;
mod inner_text;
mod markdown_cases;
mod media;
mod progress;
mod real_decks;
mod tables;

use lacuna::clock::Moment;
use lacuna::deck::{DeckHead, Note, write};
use lacuna::exchange::merge::merge;
use lacuna::exchange::{
    self, ExistingDeck, ExportInput, FORMATS, Format, ImportOptions, ImportSource, ImportedDeck,
};
use lacuna::watch::Watch;
use proptest::prelude::*;

const NOW: Moment = Moment(1_700_000_000_000);

/// What a format keeps of a deck's head. Of the notes themselves every format keeps
/// everything: what its own fields can't say goes along in a column, a comment or a field out of
/// sight.
fn kept(format: &str, head: &DeckHead, notes: &[Note]) -> DeckHead {
    let used = |id: &str| notes.iter().any(|note| note.details.topic.as_deref() == Some(id));
    // A topic is known by the notes that are in it, in their order.
    let mut topics: Vec<_> = head.topics.iter().filter(|topic| used(&topic.id)).cloned().collect();
    topics.sort_by_key(|topic| {
        notes.iter().position(|note| note.details.topic.as_ref() == Some(&topic.id))
    });
    let mut kept = head.clone();
    match format {
        "ron" | "json" => return kept,
        "markdown" => topics
            .iter_mut()
            .map(|topic| &mut topic.title)
            .chain([&mut kept.title])
            .for_each(heading),
        "anki-text" | "apkg" => {
            topics.iter_mut().map(|topic| &mut topic.title).chain([&mut kept.title]).for_each(name);
        }
        // A title that does not make the id again would stand for another topic, so the id stands
        // there.
        "csv" | "tsv" => {
            for topic in
                topics.iter_mut().filter(|topic| exchange::deck_id(&topic.title) != topic.id)
            {
                topic.title.clone_from(&topic.id);
            }
        }
        other => panic!("what does {other} keep?"),
    }
    (kept.description, kept.language, kept.sets, kept.topics) = (None, None, vec![], topics);
    kept
}

/// A heading has words on it.
fn heading(title: &mut String) {
    *title = Some(title.trim().to_string()).filter(|title| !title.is_empty()).unwrap_or("–".into());
}

/// A deck of Anki's has no quotation mark and no more blanks than it needs in its name, and `::`
/// goes down a level.
fn name(title: &mut String) {
    let mut words = title.replace('"', " ");
    while words.contains("::") {
        words = words.replace("::", ":");
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches([':', ' ']);
    *title = if words.is_empty() { "–" } else { words }.to_string();
}

fn written(format: &dyn Format, head: &DeckHead, notes: &[Note]) -> Vec<u8> {
    (format.writer().unwrap().write)(&ExportInput {
        head,
        notes,
        media: None,
        memory: None,
        now: NOW,
    })
    .unwrap()
}

fn read(format: &dyn Format, bytes: &[u8]) -> ImportedDeck {
    let source = ImportSource { name: "deck", bytes };
    exchange::read(&source, Some(format), &ImportOptions::default(), &Watch::default()).unwrap()
}

/// Reads a file into a deck of that title that does not exist yet.
fn imported(format: &dyn Format, bytes: &[u8], head: &DeckHead) -> (DeckHead, Vec<Note>) {
    let imported = read(format, bytes);
    let mut new = DeckHead::fallback(&head.id);
    new.title.clone_from(imported.title.as_ref().unwrap_or(&head.title));
    (new.description, new.language) = (imported.description.clone(), imported.language.clone());
    let changes = merge(imported, ExistingDeck::default(), "deck", &Watch::default()).unwrap();
    assert_eq!(changes.warnings, [], "{}", format.name());
    let (notes, topics, sets) = changes.applied(ExistingDeck::default());
    (new.topics, new.sets) = (topics, sets);
    (new, notes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_deck_comes_back_from_every_format((head, notes) in decks::deck()) {
        for format in FORMATS.iter().filter(|format| format.writer().is_some()) {
            let bytes = written(*format, &head, &notes);
            let (new, read) = imported(*format, &bytes, &head);
            prop_assert_eq!(&read, &notes, "{}:\n{}", format.name(), String::from_utf8_lossy(&bytes));
            let kept = kept(format.name(), &head, &notes);
            prop_assert_eq!(write::deck(&new, []), write::deck(&kept, []), "{}", format.name());
            prop_assert_eq!(written(*format, &new, &read), written(*format, &kept, &notes), "{}", format.name());
            prop_assert!(written(*format, &head, &notes) == bytes, "{} is written otherwise each time", format.name());
        }
    }

    #[test]
    fn a_file_is_known_by_its_looks((head, notes) in decks::deck()) {
        for format in FORMATS.iter().filter(|format| format.writer().is_some()) {
            let bytes = written(*format, &head, &notes);
            let ending = format.extensions()[0];
            let name = format!("deck.{ending}");
            let found = exchange::detect(&ImportSource { name: &name, bytes: &bytes }).unwrap();
            prop_assert_eq!(found.name(), format.name(), "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn importing_again_changes_nothing((head, notes) in decks::deck()) {
        let existing = ExistingDeck { notes: &notes, topics: &head.topics, sets: &head.sets };
        for format in FORMATS.iter().filter(|format| format.writer().is_some()) {
            let imported = read(*format, &written(*format, &head, &notes));
            let changes = merge(imported, existing, "deck", &Watch::default()).unwrap();
            prop_assert!(changes.is_nothing() && changes.topics.is_empty(), "{}: {:?}", format.name(), changes);
        }
    }
}
