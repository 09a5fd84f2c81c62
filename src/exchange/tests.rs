//! What holds for every format: it can be watched, and stopped anywhere.

use super::*;
use crate::clock::Moment;
use crate::deck::{DeckHead, NoteBody};

fn notes(count: usize) -> Vec<Note> {
    let body = |i: usize| match i % 2 {
        0 => NoteBody::Pair { term: format!("term {i}"), definition: format!("what {i} is") },
        _ => NoteBody::Cloze { term: None, text: format!("a text with the number {{{{{i}}}}}") },
    };
    (0..count).map(|i| Note::new(format!("n{i}"), body(i))).collect()
}

/// Every format with a file in it.
fn files() -> Vec<(&'static dyn Format, Vec<u8>)> {
    let (head, notes) = (DeckHead::fallback("d"), notes(40));
    let input = ExportInput {
        head: &head,
        notes: &notes,
        media: None,
        memory: None,
        now: Moment(1_700_000_000_000),
    };
    FORMATS
        .iter()
        .map(|format| match format.writer() {
            Some(writer) => (*format, (writer.write)(&input).unwrap()),
            None => (*format, (0..40).flat_map(|i| format!("t{i}\td\n").into_bytes()).collect()),
        })
        .collect()
}

#[test]
fn reading_is_watched_to_its_end() {
    for (format, bytes) in files() {
        let watch = Watch::default();
        let source = ImportSource { name: "a", bytes: &bytes };
        let imported =
            read(&source, Some(format), &ImportOptions::default(), &watch.part(0.0, 0.5)).unwrap();
        assert_eq!(imported.items.len(), 40, "{}", format.name());
        assert!((0.45..=0.5).contains(&watch.share()), "{}: {}", format.name(), watch.share());
        merge::merge(imported, ExistingDeck::default(), "a", &watch.part(0.5, 1.0)).unwrap();
        assert!((0.9..=1.0).contains(&watch.share()), "{}: {}", format.name(), watch.share());
    }
}

#[test]
fn reading_stops_anywhere() {
    for (format, bytes) in files() {
        let source = ImportSource { name: "a", bytes: &bytes };
        for percent in 0..95 {
            let watch = Watch::until(percent as f32 / 100.0);
            let whole =
                read(&source, Some(format), &ImportOptions::default(), &watch.part(0.0, 0.5))
                    .and_then(|imported| {
                        merge::merge(imported, ExistingDeck::default(), "a", &watch.part(0.5, 1.0))
                    });
            let message = whole.unwrap_err().to_string();
            assert_eq!(
                message,
                "the import was stopped; nothing was changed",
                "{} at {percent} %",
                format.name()
            );
        }
    }
}
