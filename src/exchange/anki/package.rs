//! Anki's packages: `.apkg` and `.colpkg` of all three generations (anki
//! `rslib/src/import_export/package/`).
//!
//! The collection is unpacked into memory and read there; nothing of a package ever becomes a file.
//! Newer packages carry a small collection for older programs, which only asks to update: it is
//! never read as the notes.

mod archive;
mod clozes;
mod database;
mod deck_settings;
mod history;
mod models;
mod note_cards;
mod notes;
mod notetype;
mod proto;
mod write;
mod zstd;

use rusqlite::Connection;

use crate::exchange::format::{DeckWriter, Format};
use crate::exchange::imported_deck::{ImportOptions, ImportSource, ImportedDeck};
use crate::exchange::losses::Loss;
use crate::exchange::media::{ImportedMedium, MediaPlace, TakeMedium};
use crate::fault::Fault;
use crate::watch::Watch;

/// See the module.
pub(crate) struct AnkiPackage;

impl Format for AnkiPackage {
    fn name(&self) -> &'static str {
        "apkg"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["apkg", "colpkg"]
    }

    fn sniff(&self, bytes: &[u8], _: &str) -> u32 {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") { 100 } else { 0 }
    }

    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault> {
        let mut package = archive::Package::open(source)?;
        let list = package.media()?;
        let connection = database::open(source, &mut package, &watch.part(0.0, 0.15))?;
        let to_fault = |error: rusqlite::Error| damaged(source, &error);
        let collection = models::AnkiCollection::read(&connection).map_err(to_fault)?;
        check_counts(source, &connection, options)?;
        let watch = watch.part(0.15, 1.0);
        let mut imported = notes::read(source, &connection, &collection, &list, options, &watch)
            .map_err(to_fault)?;
        imported.losses.add_many(Loss::MediumName, list.refused);
        imported.media = list.media;
        Ok(imported)
    }

    fn read_media(
        &self,
        source: &ImportSource<'_>,
        media: &[ImportedMedium],
        take: &mut TakeMedium<'_>,
    ) -> Result<(), Fault> {
        let mut package = archive::Package::open(source)?;
        let mut left = archive::limit(source.bytes.len(), MEDIA);
        for medium in media {
            let read = package.medium(medium, left);
            left -= read.as_ref().map_or(0, |bytes| bytes.len() as u64);
            take(medium, read)?;
        }
        Ok(())
    }

    fn writer(&self) -> Option<DeckWriter> {
        Some(DeckWriter {
            carries_progress: true,
            media: MediaPlace::Inside,
            is_binary: true,
            write: write::write,
        })
    }
}

/// How many bytes the pictures and sounds of a package may have, as [`archive::limit`] has it.
const MEDIA: (u64, u64, u64) = (20, 64 << 20, 1 << 30);

/// How many cards or reviews a package may have at least, and how many bytes each takes of a larger
/// one: packed as well as can be, a review takes twelve.
const MOST_ROWS: usize = 300_000;
const ROW: usize = 12;

fn damaged(source: &ImportSource<'_>, error: &rusqlite::Error) -> Fault {
    let remedy = "export it from Anki once more; nothing was imported";
    Fault::error(format!("the collection in it can't be read: {error}"), remedy)
        .with_place(source.place())
}

/// Refuses more cards and reviews than a package of that size can rightly have.
fn check_counts(
    source: &ImportSource<'_>,
    connection: &Connection,
    options: &ImportOptions,
) -> Result<(), Fault> {
    let most = MOST_ROWS.max(source.bytes.len() / ROW);
    let tables = if options.progress { &["cards", "revlog"][..] } else { &["cards"] };
    for table in tables {
        // Not every collection has a log.
        let count = history::count(connection, table).unwrap_or_default();
        if count > most {
            let rows = if *table == "cards" { "cards" } else { "reviews" };
            let what =
                format!("its {count} {rows} are more than are read at once, which is {most}");
            return Err(Fault::error(what, "export fewer decks at once; nothing was imported")
                .with_place(source.place()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
