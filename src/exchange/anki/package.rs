//! Anki's packages: `.apkg` and `.colpkg` of all three generations (anki
//! `rslib/src/import_export/package/`).
//!
//! The collection is unpacked into memory and read there; nothing of a package ever becomes a file.
//! The small collection that newer packages carry for older programs, which only says to update, is
//! never taken for the notes.

mod archive;
mod columns;
mod models;
mod notes;
mod past;
mod proto;
mod write;

use rusqlite::Connection;

use crate::exchange::format::{DeckWriter, Format, media_warning};
use crate::exchange::imported_deck::{ImportOptions, ImportSource, ImportedDeck};
use crate::fault::Fault;
use crate::text::fold::fold;
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
        let unpacked = archive::unpack(source, &watch.part(0.0, 0.15))?;
        let connection = open(source, unpacked.collection)?;
        let told = |error: rusqlite::Error| damaged(source, &error);
        let collection = models::AnkiCollection::read(&connection).map_err(told)?;
        let mut media = unpacked.media;
        let mut foreign = notes::read(
            source,
            &connection,
            &collection,
            options,
            &mut media,
            &watch.part(0.15, 1.0),
        )
        .map_err(told)?;
        foreign.warnings.extend(media_warning(source, &media));
        Ok(foreign)
    }

    fn writer(&self) -> Option<DeckWriter> {
        Some(DeckWriter { carries_progress: true, is_binary: true, write: write::write })
    }
}

fn damaged(source: &ImportSource<'_>, error: &rusqlite::Error) -> Fault {
    let remedy = "export it from Anki once more; nothing was imported";
    Fault::error(format!("the collection in it can't be read: {error}"), remedy).at(source.place())
}

/// Opens a collection in memory, and sees to it that it has the tables that are needed, as tables.
fn open(source: &ImportSource<'_>, mut collection: Vec<u8>) -> Result<Connection, Fault> {
    if !collection.starts_with(b"SQLite format 3\0") || collection.len() < 512 {
        let fault = Fault::error(
            "the collection in it is no SQLite database",
            "export it from Anki once more",
        );
        return Err(fault.at(source.place()));
    }
    // A write-ahead log would be a file beside it, which is not there.
    collection[18] = 1;
    collection[19] = 1;
    let told = |error: rusqlite::Error| damaged(source, &error);
    let mut connection = Connection::open_in_memory().map_err(told)?;
    let length = collection.len();
    connection.deserialize_read_exact("main", &collection[..], length, true).map_err(told)?;
    drop(collection);
    connection
        .create_collation("unicase", |one: &str, two: &str| fold(one).cmp(&fold(two)))
        .map_err(told)?;
    connection
        .execute_batch("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;")
        .map_err(told)?;
    for table in ["col", "notes", "cards"] {
        let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1";
        let there: i64 = connection.query_row(sql, [table], |row| row.get(0)).map_err(told)?;
        if there != 1 {
            let what = format!("the collection in it has no table `{table}`");
            return Err(Fault::error(what, "export it from Anki once more; nothing was imported")
                .at(source.place()));
        }
    }
    Ok(connection)
}

#[cfg(test)]
mod tests;
