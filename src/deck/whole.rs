//! A whole deck, read in full: for the lint, for exports, for whoever needs every note at once.

use super::{DeckText, Head, Note, outline, parse};
use crate::fault::{Fault, Place};

/// A note and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The note.
    pub note: Note,
    /// The place of its first character.
    pub place: Place,
}

/// A deck with every note that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Deck {
    /// What it is called, its topics and sets.
    pub head: Head,
    /// The place of the head.
    pub place: Place,
    /// The notes in file order.
    pub notes: Vec<Placed>,
}

/// Reads every file of a deck, keeping what is good.
pub fn read(text: &DeckText) -> (Deck, Vec<Fault>) {
    let mut deck = Deck { head: Head::fallback(&text.stem), place: Place::file(&text.stem), notes: vec![] };
    let mut faults = Vec::new();
    for (i, file) in text.files.iter().enumerate() {
        let mut found = outline::outline(file, false);
        faults.append(&mut found.faults);
        if i == 0 {
            deck.place = Place::file(&file.name);
        }
        match head_of(file, i == 0, &found) {
            Ok(Some(head)) => deck.head = head,
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
        let lines = Lines::of(file);
        for note in &found.notes {
            match parse::note(file, note.span.clone()) {
                Ok(full) => {
                    deck.notes.push(Placed { note: full, place: lines.place(note.span.start) });
                }
                Err(fault) => faults.push(fault),
            }
        }
    }
    (deck, faults)
}

/// Reads the head of a deck's first file, or checks that of another; an unreadable file has told its fault already.
pub fn head_of(file: &super::SourceFile, first: bool, found: &outline::FileOutline<'_>) -> Result<Option<Head>, Fault> {
    if found.notes.is_empty() && !found.faults.is_empty() {
        return Ok(None);
    }
    if first {
        parse::head(file, &found.inside).map(Some)
    } else {
        parse::part_head(file, &found.inside).map(|()| None)
    }
}

/// Where a file's lines begin. [`Place::at`] counts from the start of the text, which is too slow for every note.
struct Lines<'a> {
    file: &'a super::SourceFile,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(file: &'a super::SourceFile) -> Self {
        let after = memchr::memchr_iter(b'\n', file.text.as_bytes()).map(|at| at + 1);
        Lines { file, starts: std::iter::once(0).chain(after).collect() }
    }

    fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|&start| start <= offset);
        let column = self.file.text[self.starts[line - 1]..offset].chars().count() + 1;
        Place { file: self.file.name.clone(), spot: Some((line, column)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::SourceFile;

    #[test]
    fn places_are_those_that_counting_finds() {
        let text = "(format: 1,\nid: \"d\", title: \"größe\", notes: [Pair(\n\n)]\n)";
        let file = SourceFile { name: "d.ron".into(), text: text.into() };
        let lines = Lines::of(&file);
        for (offset, _) in text.char_indices() {
            assert_eq!(lines.place(offset), Place::at("d.ron", text, offset), "{offset}");
        }
    }
}
