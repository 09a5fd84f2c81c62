//! Taking an import's changes into a deck: a new file, or changes to one that is there.
//!
//! No file that can't be read is ever written over, and nothing is written before all of it is
//! known to read back.

use std::path::{Path, PathBuf};

use super::disk::UpdateFaults;
use super::import_target::{ImportTarget, TargetDeck};
use super::written_decks::WrittenDecks;
use super::{ConfigHome, decks, edit, os as fs};
use crate::deck::{DeckText, Note, Patch, Revision, SourceFile, write};
use crate::exchange::merge::merge;
use crate::exchange::{DeckChanges, ImportedDeck, MergeOutcome};
use crate::fault::Fault;
use crate::watch::Watch;

const FAULTS: UpdateFaults<'static> = UpdateFaults {
    not_written: "the deck was not written",
    read_only: "the deck is read-only, so it was left alone",
};

impl ImportTarget {
    /// Writes the changes. What was there before can be put back as long as the result is kept.
    pub fn write(&self, home: &ConfigHome, changes: &DeckChanges) -> Result<WrittenDecks, Fault> {
        let mut written = WrittenDecks::default();
        let done = match &self.place {
            TargetDeck::New => self.create(home, changes, &mut written),
            TargetDeck::Files(paths) => change(paths, changes, &mut written),
            TargetDeck::Bundled(text) => self.copy(home, text, changes, &mut written),
        };
        match done {
            Ok(()) => Ok(written),
            Err(fault) => Err(written.take_back_after(fault)),
        }
    }

    fn create(
        &self,
        home: &ConfigHome,
        changes: &DeckChanges,
        written: &mut WrittenDecks,
    ) -> Result<(), Fault> {
        let mut head = self.head.clone();
        head.topics.extend(changes.topics.iter().cloned());
        head.sets.extend(changes.sets.iter().cloned());
        let text = write::deck(&head, changes.with_outcome(MergeOutcome::Added));
        let stem: String = self
            .head
            .id
            .chars()
            .map(|c| if c.is_alphanumeric() || "-_".contains(c) { c } else { '-' })
            .collect();
        let names =
            (1..).map(|n| if n == 1 { format!("{stem}.ron") } else { format!("{stem}-{n}.ron") });
        let mut free = names
            .map(|name| home.decks().join(name))
            .filter(|path| fs::symlink_metadata(path).is_err());
        let path = free.next().expect("there are more numbers than files");
        written.create(&path, &text, &FAULTS)
    }

    /// Writes a copy of the bundled deck with the changes, which takes its place.
    fn copy(
        &self,
        home: &ConfigHome,
        text: &DeckText,
        changes: &DeckChanges,
        written: &mut WrittenDecks,
    ) -> Result<(), Fault> {
        let names = (1..)
            .map(|n| if n == 1 { self.head.id.clone() } else { format!("{}-{n}", self.head.id) });
        let mut free = names
            .map(|name| home.decks().join(name))
            .filter(|path| fs::symlink_metadata(path).is_err());
        let folder = free.next().expect("there are more numbers than folders");
        written.keep_folder(folder.clone());
        // The file with the head comes last: without it the folder is no deck.
        for (i, file) in text.files.iter().enumerate().rev() {
            let name = Path::new(&file.name).file_name().unwrap_or_default();
            let new = patch(changes, i == 0)
                .apply(&SourceFile { name: file.name.clone(), text: file.text.clone() })?;
            written.create(&folder.join(name), &new, &FAULTS)?;
        }
        Ok(())
    }
}

/// Puts a new note into the deck that is called so, and gives it an id. Returns the change, and the
/// folder of the user's own copy of the bundled deck if one had to be made.
pub fn add(
    home: &ConfigHome,
    deck: &str,
    note: Note,
) -> Result<(Revision, Option<PathBuf>), Fault> {
    let target = ImportTarget::called(home, deck)?;
    let changes = merge(ImportedDeck::from_note(note), target.existing(), deck, &Watch::default())?;
    let Some((_, note)) = changes.notes.first().filter(|(fate, _)| *fate == MergeOutcome::Added)
    else {
        let what = changes.warnings.into_iter().next();
        return Err(
            what.unwrap_or_else(|| Fault::error("the note was not taken", "look at its texts"))
        );
    };
    let written = target.write(home, &changes)?;
    let deck = target.head.id.clone();
    let text = edit::text(home, &deck, &note.id)?;
    let copy = if let TargetDeck::Bundled(_) = target.place {
        written.paths().last().and_then(Path::parent)
    } else {
        None
    };
    let revision =
        Revision { deck, note: note.id.clone(), before: None, after: Some(text), spot: None };
    Ok((revision, copy.map(Path::to_path_buf)))
}

/// Changes the files of a deck.
fn change(
    paths: &[PathBuf],
    changes: &DeckChanges,
    written: &mut WrittenDecks,
) -> Result<(), Fault> {
    paths
        .iter()
        .enumerate()
        .try_for_each(|(i, path)| patched(path, &patch(changes, i == 0), written))
}

/// Changes a file of a deck.
pub(super) fn patched(
    path: &Path,
    patch: &Patch<'_>,
    written: &mut WrittenDecks,
) -> Result<(), Fault> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    written.update(path, &FAULTS, |bytes| {
        let (file, fault) = decks::decode(path.display().to_string(), bytes.to_vec());
        let text = patch.apply(&file)?;
        match fault {
            _ if text == file.text => Ok(None),
            Some(fault) => Err(fault),
            None => Ok(Some(text.into_bytes())),
        }
    })
}

/// The changes as they concern a file: new notes, topics and sets go into the one with the
/// head.
fn patch(changes: &DeckChanges, head: bool) -> Patch<'_> {
    let mut patch = Patch {
        updated: changes
            .with_outcome(MergeOutcome::Updated)
            .map(|note| (note.id.as_str(), note))
            .collect(),
        removed: changes.removed.iter().map(String::as_str).collect(),
        ..Patch::default()
    };
    if head {
        patch.added = changes.with_outcome(MergeOutcome::Added).map(write::note).collect();
        patch.head = vec![
            ("topics", changes.topics.iter().map(write::topic).collect()),
            ("sets", changes.sets.iter().map(write::set).collect()),
        ];
        patch.head.retain(|(_, items)| !items.is_empty());
    }
    patch
}
