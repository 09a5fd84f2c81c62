//! Anki's packages come in as Anki shows them: what each card asks, and what happened to it.

mod cards;
mod history;
mod media;
mod package;

use lacuna::deck::{Note, NoteBody};
use lacuna::exchange::{self, ImportOptions, ImportSource, ImportedDeck};
use lacuna::watch::Watch;

/// A package or a text file of one of the shared cases.
macro_rules! case {
    ($path:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exchange/cases/", $path))
            .as_slice()
    };
}
use case;

fn read(name: &str, bytes: &[u8]) -> ImportedDeck {
    let options = ImportOptions { progress: true, ..ImportOptions::default() };
    exchange::read(&ImportSource { name, bytes }, None, &options, &Watch::default()).unwrap()
}

fn apkg(bytes: &[u8]) -> ImportedDeck {
    read("a.apkg", bytes)
}

/// What a note asks, on one line, with its points behind a bar.
fn shown(note: &Note) -> String {
    let body = match &note.body {
        NoteBody::Pair { term, definition } => format!("{term} <> {definition}"),
        NoteBody::Question { question, answer } => format!("{question} = {answer}"),
        NoteBody::Cloze { text, .. } => text.clone(),
        other => format!("{other:?}"),
    };
    let points = note.details.points.iter().map(|point| format!(" | {point}"));
    (body + &points.collect::<String>()).replace('\n', "; ")
}

fn notes(imported: &ImportedDeck) -> Vec<String> {
    imported.items.iter().map(|item| shown(&item.note)).collect()
}

fn warnings(imported: &ImportedDeck) -> Vec<String> {
    imported.warnings.iter().map(|fault| fault.what.clone()).collect()
}
