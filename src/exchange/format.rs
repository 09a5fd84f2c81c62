//! What a file format is: a row of the table of formats.

use super::imported_deck::{ExportInput, ImportOptions, ImportSource, ImportedDeck};
use super::media::{ImportedMedium, MediaPlace, TakeMedium};
use crate::fault::Fault;
use crate::watch::Watch;

/// A file format that notes can be read from, and most can be written in.
pub trait Format: Sync {
    /// The name that the command line knows it by.
    fn name(&self) -> &'static str;

    /// The endings of its files.
    fn extensions(&self) -> &'static [&'static str];

    /// How much a file looks like it, from 0 to 100, by its first bytes and by its first
    /// characters.
    fn sniff(&self, bytes: &[u8], text: &str) -> u32;

    /// Reads a file. Rows that can't be read become warnings; a fault means that nothing can.
    /// When it is stopped, what it returns is thrown away.
    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault>;

    /// Reads pictures and sounds that a file itself holds, one after the other: they are never all
    /// in memory.
    fn read_media(
        &self,
        _source: &ImportSource<'_>,
        _media: &[ImportedMedium],
        _take: &mut TakeMedium<'_>,
    ) -> Result<(), Fault> {
        Ok(())
    }

    /// What writes it, if it can be written.
    fn writer(&self) -> Option<DeckWriter> {
        None
    }
}

/// Writes a deck in some format.
#[derive(Clone, Copy, Debug)]
pub struct DeckWriter {
    /// Whether the format can hold the progress of the cards.
    pub carries_progress: bool,
    /// Where pictures and sounds are.
    pub media: MediaPlace,
    /// Whether it is bytes that no terminal should be sent.
    pub is_binary: bool,
    /// Writes it.
    pub write: fn(&ExportInput<'_>) -> Result<Vec<u8>, Fault>,
}
