//! Our own decks, as files: the format that carries everything of a deck.

use super::encoding;
use super::format::{DeckWriter, Format};
use super::imported_deck::{ExportInput, ImportOptions, ImportSource, ImportedDeck, ImportedNote};
use super::media::MediaPlace;
use crate::deck::{DeckText, SourceFile, full_deck, write};
use crate::fault::{Fault, Severity};
use crate::watch::Watch;

/// See the module.
pub(super) struct RonFormat;

impl Format for RonFormat {
    fn name(&self) -> &'static str {
        "ron"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ron"]
    }

    fn sniff(&self, _: &[u8], text: &str) -> u32 {
        let mut lines = text.lines().filter(|line| {
            let code = line.trim_start();
            !code.is_empty() && !line.starts_with("#!") && !code.starts_with("//")
        });
        let begins = lines.next().is_some_and(|line| line.trim_start().starts_with('('));
        if begins && (text.contains("format:") || text.contains("notes:")) { 90 } else { 0 }
    }

    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault> {
        let text = encoding::text(source, options)?.into_owned();
        let files = vec![SourceFile::new(source.name, text)];
        let (deck, faults) = full_deck::read_watched(
            &DeckText { stem: source.stem().to_string(), bundled: false, files },
            watch,
        );
        if deck.notes.is_empty()
            && let Some(fault) = faults.iter().find(|fault| fault.severity == Severity::Error)
        {
            return Err(fault.clone());
        }
        let mut items = Vec::new();
        for placed in deck.notes {
            let row = placed.place.spot.map_or(1, |(line, _)| line);
            items.push(ImportedNote { whole: true, ..ImportedNote::new(placed.note, row) });
        }
        let head = deck.head;
        Ok(ImportedDeck {
            id: Some(head.id),
            title: Some(head.title),
            description: head.description,
            language: head.language,
            topics: head.topics,
            sets: head.sets,
            items,
            skipped: faults.len(),
            warnings: faults
                .into_iter()
                .map(|fault| Fault { severity: Severity::Warning, ..fault })
                .collect(),
            ..ImportedDeck::default()
        })
    }

    fn writer(&self) -> Option<DeckWriter> {
        let write = |input: &ExportInput<'_>| Ok(write::deck(input.head, input.notes).into_bytes());
        Some(DeckWriter {
            carries_progress: false,
            media: MediaPlace::Beside,
            is_binary: false,
            write,
        })
    }
}
