//! Reading one note or one head exactly, with `ron`, and saying where it went wrong.

use ron::extensions::Extensions;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::head::PartHead;
use super::parse_errors::explain;
use super::{DeckHead, FORMAT, Note, SourceFile};
use crate::fault::{Fault, Place};

/// Reads the note at `span` of `file`.
pub fn note(file: &SourceFile, span: std::ops::Range<usize>) -> Result<Note, Fault> {
    let text = &file.text[span.clone()];
    raw_note(text).map_err(|error| {
        let at = span.start + offset(text, error.span.start.line, error.span.start.col);
        explain(&error.code).with_place(file.place(at))
    })
}

/// Reads the head of `file`, whose notes (the inside of the list) stand at `notes`.
pub fn head(file: &SourceFile, notes: &std::ops::Range<usize>) -> Result<DeckHead, Fault> {
    let head: Result<DeckHead, Fault> = without_notes(file, notes);
    let format = match &head {
        Ok(head) => Some(head.format),
        Err(_) => {
            without_notes::<FormatVersion>(file, notes).ok().and_then(|version| version.format)
        }
    };
    if let Some(format) = format.filter(|&format| format > FORMAT) {
        return Err(Fault::error(
            format!("this deck is in format {format}, and this lacuna reads up to format {FORMAT}"),
            "update lacuna, or ask the deck's author for the older format",
        )
        .with_place(Place::file(&file.name)));
    }
    let head = head?;
    match head.id.as_str() {
        "" => Err(Fault::error("the deck's id is empty", "write a short id such as `my-deck`")
            .with_place(Place::file(&file.name))),
        id if id.contains('/') => Err(Fault::error(
            format!("the deck's id `{id}` has a slash"),
            "use letters, digits and hyphens: cards are named deck/note/card",
        )
        .with_place(Place::file(&file.name))),
        _ => Ok(head),
    }
}

/// Checks the head of a file that holds only notes.
pub fn part_head(file: &SourceFile, notes: &std::ops::Range<usize>) -> Result<(), Fault> {
    without_notes::<PartHead>(file, notes).map(drop)
}

pub(super) fn raw_note(text: &str) -> Result<Note, ron::error::SpannedError> {
    options().from_str(text)
}

/// Only the version, so that the fault of a newer deck is its format and not an unknown field.
#[derive(Deserialize)]
struct FormatVersion {
    format: Option<u32>,
}

/// Reads the file as if its list of notes were empty, and puts a complaint back where it belongs.
fn without_notes<T: DeserializeOwned>(
    file: &SourceFile,
    notes: &std::ops::Range<usize>,
) -> Result<T, Fault> {
    let text = format!("{}{}", &file.text[..notes.start], &file.text[notes.end..]);
    options().from_str(&text).map_err(|error| {
        let at = offset(&text, error.span.start.line, error.span.start.col);
        let at = if at > notes.start { at + notes.len() } else { at };
        explain(&error.code).with_place(file.place(at))
    })
}

/// How decks are read and written.
pub(super) fn options() -> ron::Options {
    // A figure's shape reads `Plot(x: …)` and not `Plot((x: …))`.
    ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
}

/// The byte offset of a line and column (both from 1, columns in characters).
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within = text[start..]
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len() - start, |(i, _)| i);
    start + within
}
