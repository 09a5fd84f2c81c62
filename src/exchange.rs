//! Import and export: notes in the formats of other programs.
//!
//! A format is a row of [`FORMATS`]; each has a file. What is read is neutral ([`ImportedDeck`]),
//! and one step ([`merge`]) turns it into changes of a deck. No file is opened or written here:
//! bytes come in, bytes go out.

mod anki;
pub mod changes;
mod cleanup;
mod cloze_conversion;
mod detection;
mod encoding;
mod foreign_fields;
mod format;
mod html;
pub mod imported_deck;
mod json;
mod list_detection;
pub mod losses;
mod markdown;
mod media;
pub mod merge;
mod note_json;
mod quizlet;
mod ron;
mod row_note;
mod slug;
mod table;
mod two_sided;
mod unsupported;

pub use changes::{DeckChanges, ExistingDeck, MergeOutcome};
pub use detection::detect;
pub use format::{DeckWriter, Format};
pub use imported_deck::{
    Encoding, ExportInput, ExportedProgress, ImportOptions, ImportSource, ImportedDeck, PastEvent,
};
pub use media::{
    FindMedium, ImportedMedium, LARGEST_MEDIUM, MEDIA_FOLDER, MediaPlace, MediaSource, TakeMedium,
};

use crate::deck::{Note, NoteBody};
use crate::fault::Fault;
use crate::text::distance::nearest;
use crate::watch::Watch;

/// Every format.
pub const FORMATS: &[&dyn Format] = &[
    #[cfg(feature = "anki")]
    &anki::package::AnkiPackage,
    &ron::RonFormat,
    &json::JsonFormat,
    &anki::text::AnkiText,
    &table::CSV,
    &table::TSV,
    &markdown::MarkdownFormat,
    &quizlet::QuizletFormat,
];

/// The format of that name.
pub fn find_format(name: &str) -> Result<&'static dyn Format, Fault> {
    let found = FORMATS.iter().find(|format| format.name().eq_ignore_ascii_case(name));
    found.copied().ok_or_else(|| {
        let names = || FORMATS.iter().map(|format| format.name());
        let remedy = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", names().collect::<Vec<_>>().join(", ")),
        };
        Fault::error(format!("there is no format `{name}`"), remedy)
    })
}

/// Reads a file in that format, or in the one that it looks like. That it was stopped is a fault
/// too.
pub fn read(
    source: &ImportSource<'_>,
    format: Option<&dyn Format>,
    options: &ImportOptions,
    watch: &Watch,
) -> Result<ImportedDeck, Fault> {
    read_with_media(source, format, options, &|_| None, watch)
}

/// Reads a file likewise, with the pictures and sounds that its notes name and `find` finds.
pub fn read_with_media(
    source: &ImportSource<'_>,
    format: Option<&dyn Format>,
    options: &ImportOptions,
    find: &FindMedium<'_>,
    watch: &Watch,
) -> Result<ImportedDeck, Fault> {
    let format = match format {
        Some(format) => format,
        None => detect(source)?,
    };
    let imported = format.read(source, options, &watch.part(0.0, 0.9));
    unstopped(watch)?;
    let mut imported = imported?;
    imported.check_room(source)?;
    imported.add_media(find);
    imported.leave_out_unseen();
    imported.warnings.extend(imported.losses.faults(&source.place()));
    let count = imported.items.len();
    watch
        .part(0.9, 1.0)
        .over(&mut imported.items, count)
        .for_each(|item| cleanup::note(&mut item.note));
    unstopped(watch)?;
    if imported.items.is_empty() && imported.warnings.is_empty() {
        let what = format!("there are no notes in it, read as {}", format.name());
        return Err(Fault::error(what, "add some, or name its format with --format")
            .with_place(source.place()));
    }
    Ok(imported)
}

/// Reads pictures and sounds that a file holds.
pub fn read_media(
    source: &ImportSource<'_>,
    media: &[ImportedMedium],
    take: &mut TakeMedium<'_>,
) -> Result<(), Fault> {
    detect(source)?.read_media(source, media, take)
}

/// Says so if the work was stopped.
pub fn unstopped(watch: &Watch) -> Result<(), Fault> {
    if watch.is_stopped() {
        Err(Fault::error("the import was stopped", "nothing was changed"))
    } else {
        Ok(())
    }
}

/// How many notes a pasted text seems to hold.
pub fn count_notes(text: &str) -> usize {
    let source = ImportSource { name: "the clipboard", bytes: text.as_bytes() };
    read(&source, None, &ImportOptions::default(), &Watch::default())
        .map_or(0, |imported| imported.items.len())
}

/// What somebody means by the name of a separator: `tab`, `blank-line`, or else the text
/// itself.
pub fn parse_separator(name: &str) -> String {
    match name.to_lowercase().as_str() {
        "tab" => "\t".to_string(),
        "comma" => ",".to_string(),
        "semicolon" => ";".to_string(),
        "newline" => "\n".to_string(),
        "blank-line" => "\n\n".to_string(),
        _ => name.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", ""),
    }
}

/// The id that a deck of that title gets.
pub fn deck_id(title: &str) -> String {
    slug::slug(title)
}

/// The texts of a note that a preview shows: its title, and what it is asked about.
pub fn preview(note: &Note) -> (String, String) {
    let summary = match &note.body {
        NoteBody::Pair { definition: text, .. } | NoteBody::Question { answer: text, .. } => {
            text.clone()
        }
        NoteBody::Cloze { text, .. } => text.clone(),
        NoteBody::Steps { steps: list, .. } | NoteBody::List { items: list, .. } => list.join("; "),
    };
    (note.title(), summary)
}

#[cfg(test)]
mod tests;
