//! How long an import takes: reading 10,000 notes in each format, and working out what they make of
//! a deck.

use divan::Bencher;
use lacuna::clock::Moment;
use lacuna::deck::{DeckHead, Details, Note, NoteBody};
use lacuna::exchange::merge::merge;
use lacuna::exchange::{self, ExistingDeck, ExportInput, FORMATS, ImportOptions, ImportSource};
use lacuna::watch::Watch;

fn main() {
    divan::main();
}

const NOTES: usize = 10_000;

fn notes() -> Vec<Note> {
    let body = |i: usize| match i % 3 {
        0 => NoteBody::Cloze {
            term: None,
            text: format!("The {{{{gradient|slope::which}}}} of layer {i} is {{{{small}}}}."),
        },
        _ => NoteBody::Pair {
            term: format!("Layer {i}"),
            definition: format!(
                "It takes the *mean* of {i} inputs and adds $x_{{{i}}}^2$ to what the layer before \
                 gave."
            ),
        },
    };
    (0..NOTES)
        .map(|i| Note {
            details: Details { tags: vec![format!("t{}", i % 50)], ..Details::default() },
            ..Note::new(format!("n{i}"), body(i))
        })
        .collect()
}

/// The notes as a file in that format; as a plain list where nothing writes the format.
fn file(name: &str) -> Vec<u8> {
    let (head, notes) = (DeckHead::fallback("d"), notes());
    let parcel = ExportInput {
        head: &head,
        notes: &notes,
        media: None,
        memory: None,
        now: Moment(1_700_000_000_000),
    };
    match exchange::find_format(name).expect("there is such a format").writer() {
        Some(writer) => (writer.write)(&parcel).expect("it is written into memory"),
        None => (0..NOTES)
            .flat_map(|i| format!("Layer {i}\tIt takes the mean of {i} inputs.\n").into_bytes())
            .collect(),
    }
}

fn names() -> Vec<&'static str> {
    FORMATS.iter().map(|format| format.name()).collect()
}

#[divan::bench(args = names(), sample_count = 10)]
fn read(bencher: Bencher, name: &str) {
    let (bytes, format) = (file(name), exchange::find_format(name).ok());
    let source = ImportSource { name: "file", bytes: &bytes };
    bencher.bench(|| exchange::read(&source, format, &ImportOptions::default(), &Watch::default()));
}

#[divan::bench(sample_count = 10)]
fn new_deck(bencher: Bencher) {
    let bytes = file("quizlet");
    let source = ImportSource { name: "file", bytes: &bytes };
    let read = || {
        exchange::read(&source, None, &ImportOptions::default(), &Watch::default())
            .expect("it is a list")
    };
    bencher
        .with_inputs(read)
        .bench_values(|foreign| merge(foreign, ExistingDeck::default(), "file", &Watch::default()));
}

#[divan::bench(sample_count = 10)]
fn known_deck(bencher: Bencher) {
    let (bytes, notes) = (file("ron"), notes());
    let source = ImportSource { name: "file", bytes: &bytes };
    let read = || {
        exchange::read(&source, None, &ImportOptions::default(), &Watch::default())
            .expect("it is a deck")
    };
    let there = ExistingDeck { notes: &notes, ..ExistingDeck::default() };
    bencher
        .with_inputs(read)
        .bench_values(|foreign| merge(foreign, there, "file", &Watch::default()));
}
