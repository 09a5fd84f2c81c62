//! A note is the same note by its id, by the other program's, or by its exact name within its
//! topic; and never by a name that only looks alike.

use std::collections::HashSet;

use lacuna::deck::{ConfusableSet, Note, Topic};
use lacuna::exchange::merge::merge;
use lacuna::exchange::{
    self, DeckChanges, ExistingDeck, ImportOptions, ImportSource, ImportedDeck, MergeOutcome,
};
use lacuna::watch::Watch;
use proptest::prelude::*;

use crate::decks;

/// A deck that files come into one after the other.
#[derive(Default)]
struct Deck {
    notes: Vec<Note>,
    topics: Vec<Topic>,
    sets: Vec<ConfusableSet>,
}

impl Deck {
    fn existing(&self) -> ExistingDeck<'_> {
        ExistingDeck { notes: &self.notes, topics: &self.topics, sets: &self.sets }
    }

    /// Takes a file in, and says what became of its notes: added, updated, unchanged, left out.
    fn import(&mut self, name: &str, bytes: &[u8]) -> [usize; 4] {
        let source = ImportSource { name, bytes };
        let options = ImportOptions::default();
        let imported = exchange::read(&source, None, &options, &Watch::default()).unwrap();
        let changes = merge(imported, self.existing(), name, &Watch::default()).unwrap();
        (self.notes, self.topics, self.sets) = changes.applied(self.existing());
        counts(&changes)
    }

    fn ids(&self) -> Vec<&str> {
        self.notes.iter().map(|note| note.id.as_str()).collect()
    }
}

fn counts(changes: &DeckChanges) -> [usize; 4] {
    let count = |outcome| changes.count(outcome);
    [
        count(MergeOutcome::Added),
        count(MergeOutcome::Updated),
        count(MergeOutcome::Unchanged),
        count(MergeOutcome::Conflict) + count(MergeOutcome::Skipped),
    ]
}

#[test]
fn a_word_that_differs_in_an_accent_or_a_capital_is_another_word() {
    let first: &[u8] = include_bytes!("cases/01-accent-or-case-overwrites/1-first.txt");
    let second: &[u8] = include_bytes!("cases/01-accent-or-case-overwrites/2-second.txt");
    let mut deck = Deck::default();
    assert_eq!(deck.import("words.txt", first), [6, 0, 0, 0]);
    let before = deck.notes.clone();
    assert_eq!(deck.import("words.txt", second), [6, 0, 0, 0]);
    assert_eq!(deck.notes[..6], before, "what was there stays as it was");
    for file in [first, second] {
        assert_eq!(deck.import("words.txt", file), [0, 0, 6, 0]);
    }
    let ids: HashSet<&str> = deck.ids().into_iter().collect();
    assert_eq!(ids.len(), 12);
}

#[test]
fn the_numbers_of_rows_name_no_note() {
    let mut deck = Deck::default();
    assert_eq!(
        deck.import("a.csv", b"id,term,definition\n1,Haus,house\n2,Baum,tree\n"),
        [2, 0, 0, 0]
    );
    assert_eq!(deck.import("b.csv", b"id,term,definition\n1,Auto,car\n2,Weg,way\n"), [2, 0, 0, 0]);
    // A mended term beside the same definition is the same row.
    assert_eq!(
        deck.import("a.csv", b"id,term,definition\n1,das Haus,house\n2,Baum,tree\n"),
        [0, 1, 1, 0]
    );
    assert_eq!(deck.notes.len(), 4);
}

#[test]
fn signs_marks_and_indices_make_other_words_too() {
    let mut deck = Deck::default();
    let first = "CO\tcarbon monoxide\nか\ta particle\nTo be\ta verb\npH\tacidity\nH2O\twater\n";
    let second = "Co\tcobalt\nが\tanother particle\nto be\tan infinitive\nPh\tphenyl\nH₂O\tice\n";
    assert_eq!(deck.import("a.txt", first.as_bytes()), [5, 0, 0, 0]);
    assert_eq!(deck.import("b.txt", second.as_bytes()), [5, 0, 0, 0]);
    let mended = first.replace("water", "liquid water");
    assert_eq!(deck.import("a.txt", mended.as_bytes()), [0, 1, 4, 0]);
    assert_eq!(deck.ids()[4], "h2o");
}

#[test]
fn one_word_in_two_encodings_is_one_note() {
    let mut deck = Deck::default();
    assert_eq!(deck.import("a.txt", "año\tyear\nÅse\ta name\n".as_bytes()), [2, 0, 0, 0]);
    let decomposed = "an\u{303}o \tyear\nA\u{30a}se\ta woman's name\n";
    assert_eq!(deck.import("a.txt", decomposed.as_bytes()), [0, 2, 0, 0]);
}

#[test]
fn a_note_that_was_renamed_elsewhere_keeps_its_id() {
    let package = [
        include_bytes!("cases/02-guid-rename/1-before.apkg").as_slice(),
        include_bytes!("cases/02-guid-rename/2-after.apkg"),
    ];
    let text = [
        include_bytes!("cases/02-guid-rename/3-text-before.txt").as_slice(),
        include_bytes!("cases/02-guid-rename/4-text-after.txt"),
    ];
    let files = [("a.apkg", package, [3, 0, 0, 0], [0, 3, 0, 0])];
    let files = files.into_iter().chain([("a.txt", text, [2, 0, 0, 0], [0, 1, 1, 0])]);
    for (name, [before, after], first, second) in files {
        let mut deck = Deck::default();
        assert_eq!(deck.import(name, before), first, "{name}");
        let ids: Vec<String> = deck.ids().into_iter().map(str::to_string).collect();
        assert_eq!(deck.import(name, after), second, "{name}");
        assert_eq!(deck.ids(), ids, "progress hangs on them");
        let renamed = deck.notes.iter().find(|note| note.id == "mitocondrion");
        assert_eq!(renamed.unwrap().body.term(), Some("Mitochondrion"), "{name}");
    }
}

#[test]
fn a_guid_is_kept_whatever_signs_it_has_and_finds_the_note_again() {
    let words = include_bytes!("cases/03-guid-refused/words.csv");
    let mut deck = Deck::default();
    assert_eq!(deck.import("words.csv", words), [3, 0, 0, 0]);
    let guids: Vec<&str> =
        deck.notes.iter().filter_map(|note| note.details.guid.as_deref()).collect();
    assert_eq!(guids, ["HI-.Ij?HS~", "w>egRzs&//", "iWHq@iV7/S"]);
    assert_eq!(deck.ids(), ["haus", "baum", "auto"]);
    let mended = String::from_utf8_lossy(words).replace("Baum,tree", "der Baum,\"tree, mast\"");
    assert_eq!(deck.import("words.csv", mended.as_bytes()), [0, 1, 2, 0]);
    assert_eq!((deck.ids()[1], deck.notes[1].body.term()), ("baum", Some("der Baum")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// As a format would bring them that has no ids.
    #[test]
    fn a_deck_finds_its_own_notes_without_their_ids((head, notes) in decks::deck()) {
        let existing = ExistingDeck { notes: &notes, topics: &head.topics, sets: &head.sets };
        let json = exchange::find_format("json").unwrap();
        let input = exchange::ExportInput { head: &head, notes: &notes, media: None, memory: None, now: crate::NOW };
        let written = (json.writer().unwrap().write)(&input).unwrap();
        let source = ImportSource { name: "deck.json", bytes: &written };
        let read = exchange::read(&source, Some(json), &ImportOptions::default(), &Watch::default());
        let mut imported: ImportedDeck = read.unwrap();
        for item in &mut imported.items {
            item.note.id.clear();
        }
        let total = imported.items.len();
        let changes = merge(imported, existing, "deck", &Watch::default()).unwrap();
        let [added, updated, unchanged, left_out] = counts(&changes);
        prop_assert!(changes.is_nothing(), "{added} {updated} {:?}", changes);
        prop_assert_eq!(unchanged + left_out, total);
    }
}
