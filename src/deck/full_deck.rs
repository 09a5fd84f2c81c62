//! A whole deck, read in full: for the lint, for exports, for whoever needs every note at once.

use super::{DeckHead, DeckText, Note, NoteOutline, outline, parse};
use crate::fault::{Fault, Place, PlaceFinder};
use crate::watch::Watch;

/// A note and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedNote {
    /// The note.
    pub note: Note,
    /// The place of its first character.
    pub place: Place,
}

/// A deck with every note that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct FullDeck {
    /// What it is called, its topics and sets.
    pub head: DeckHead,
    /// The place of the head.
    pub place: Place,
    /// The notes in file order.
    pub notes: Vec<PlacedNote>,
}

/// Reads every file of a deck, keeping what is good.
pub fn read(text: &DeckText) -> (FullDeck, Vec<Fault>) {
    read_watched(text, &Watch::default())
}

/// Reads every file of a deck, keeping what is good, until it is stopped.
pub fn read_watched(text: &DeckText, watch: &Watch) -> (FullDeck, Vec<Fault>) {
    let mut deck = FullDeck {
        head: DeckHead::fallback(&text.stem),
        place: Place::file(&text.stem),
        notes: vec![],
    };
    let mut faults = Vec::new();
    for (i, file) in text.files.iter().enumerate() {
        let mut spans = Vec::new();
        let mut found = outline::outline(file, false, &mut |note: &NoteOutline<'_>| {
            spans.push(note.span.clone());
        });
        faults.append(&mut found.faults);
        if i == 0 {
            deck.place = Place::file(&file.name);
        }
        match head_of(file, i == 0, &found) {
            Ok(Some(head)) => deck.head = head,
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
        let mut places = PlaceFinder::new(&file.name, &file.text);
        let (one, count) = (1.0 / text.files.len() as f32, spans.len());
        for span in watch.part(one * i as f32, one * (i + 1) as f32).over(spans, count) {
            match parse::note(file, span.clone()) {
                Ok(note) => deck.notes.push(PlacedNote { note, place: places.place(span.start) }),
                Err(fault) => faults.push(fault),
            }
        }
    }
    (deck, faults)
}

/// Reads the head of a deck's first file, or checks that of another; the fault of an
/// unreadable file is known already.
pub fn head_of(
    file: &super::SourceFile,
    first: bool,
    found: &outline::FileOutline,
) -> Result<Option<DeckHead>, Fault> {
    if found.is_broken {
        return Ok(None);
    }
    if first {
        parse::head(file, &found.inside).map(Some)
    } else {
        parse::part_head(file, &found.inside).map(|()| None)
    }
}
