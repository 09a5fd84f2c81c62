//! Taking an import's changes into a deck: a new file, or changes to one that is there, and back if
//! what follows fails.
//!
//! No file that can't be read is ever written over, and nothing is written before all of it is
//! known to read back.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::UpdateFaults;
use super::{ConfigHome, bundled, decks, disk, edit, os as fs};
use crate::deck::{
    DeckHead, DeckText, Note, Patch, Revision, SourceFile, full_deck, outline, write,
};
use crate::exchange::merge::merge;
use crate::exchange::{self, DeckChanges, ExistingDeck, ImportedDeck, MergeOutcome};
use crate::fault::{Fault, Place};
use crate::text::fold::fold;
use crate::watch::Watch;

const FAULTS: UpdateFaults<'static> = UpdateFaults {
    not_written: "the deck was not written",
    read_only: "the deck is read-only, so it was left alone",
};

/// The deck that notes go into.
#[derive(Debug)]
pub struct ImportTarget {
    /// What it is called, its topics and sets.
    pub head: DeckHead,
    /// Its notes.
    pub notes: Vec<Note>,
    place: TargetDeck,
}

#[derive(Debug)]
enum TargetDeck {
    /// Nowhere yet.
    New,
    /// In files of the user's.
    Files(Vec<PathBuf>),
    /// In the program.
    Bundled(DeckText),
}

impl ImportTarget {
    /// Finds the deck of that id or title; one that is not there is made when something is written.
    pub fn find(home: &ConfigHome, id: &str, title: &str) -> Result<ImportTarget, Fault> {
        let mut faults = Vec::new();
        for path in decks::list_decks(&home.decks(), &mut faults) {
            let (text, _) = match decks::read(&path) {
                Ok(read) => read,
                Err(fault) if is_named(&path, id) => return Err(fault),
                Err(_) => continue,
            };
            let Some(known) = text.files.first().and_then(outline::deck_id) else {
                if is_named(&path, id) {
                    return Err(unusable(&path));
                }
                continue;
            };
            if known != id && fold(id) != fold(&known) && !is_titled(&text, id) {
                continue;
            }
            let paths = decks::deck_files(&path, &mut faults)?;
            return ImportTarget::of(&text, TargetDeck::Files(paths));
        }
        let text = bundled::deck();
        if text.files.first().and_then(outline::deck_id).is_some_and(|known| known == id)
            || is_titled(&text, id)
        {
            return ImportTarget::of(&text.clone(), TargetDeck::Bundled(text));
        }
        let mut head = DeckHead::fallback(id);
        head.title = title.to_string();
        Ok(ImportTarget { head, notes: vec![], place: TargetDeck::New })
    }

    /// Finds the deck that somebody calls so, by its id or its title; what is not there gets an id
    /// of its title.
    pub fn called(home: &ConfigHome, name: &str) -> Result<ImportTarget, Fault> {
        let found = ImportTarget::find(home, name, name)?;
        if found.is_new() {
            ImportTarget::find(home, &exchange::deck_id(name), name)
        } else {
            Ok(found)
        }
    }

    fn of(text: &DeckText, place: TargetDeck) -> Result<ImportTarget, Fault> {
        let file = &text.files[0];
        let mut none = |_: &crate::deck::NoteOutline<'_>| {};
        let found = outline::outline(file, text.bundled, &mut none);
        let head = full_deck::head_of(file, true, &found)?
            .ok_or_else(|| unusable(Path::new(&file.name)))?;
        let (deck, _) = full_deck::read(text);
        Ok(ImportTarget {
            head,
            notes: deck.notes.into_iter().map(|placed| placed.note).collect(),
            place,
        })
    }

    /// Whether the deck does not exist yet.
    pub fn is_new(&self) -> bool {
        matches!(self.place, TargetDeck::New)
    }

    /// What an import is compared with.
    pub fn there(&self) -> ExistingDeck<'_> {
        ExistingDeck { notes: &self.notes, topics: &self.head.topics, sets: &self.head.sets }
    }

    /// Writes the changes. What was there before can be put back as long as the result is kept.
    pub fn write(&self, home: &ConfigHome, changes: &DeckChanges) -> Result<WrittenDecks, Fault> {
        let mut written = WrittenDecks { files: vec![] };
        let done = match &self.place {
            TargetDeck::New => self.create(home, changes, &mut written),
            TargetDeck::Files(paths) => change(paths, changes, &mut written),
            TargetDeck::Bundled(text) => self.copy(home, text, changes, &mut written),
        };
        match done {
            Ok(()) => Ok(written),
            Err(fault) => {
                written.take_back();
                Err(fault)
            }
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
        written.create(&path, &text)
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
        // The file with the head comes last: without it the folder is no deck.
        for (i, file) in text.files.iter().enumerate().rev() {
            let name = Path::new(&file.name).file_name().unwrap_or_default();
            let new = patch(changes, i == 0)
                .apply(&SourceFile { name: file.name.clone(), text: file.text.clone() })?;
            written.create(&folder.join(name), &new)?;
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
    let changes = merge(ImportedDeck::from_note(note), target.there(), deck, &Watch::default())?;
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
    let mut before = None;
    disk::update(path, &FAULTS, |bytes| {
        let gone = || disk::read_fault(path, &io::ErrorKind::NotFound.into());
        let bytes = bytes.ok_or_else(gone)?;
        let (file, fault) = decks::decode(path.display().to_string(), bytes.to_vec());
        let text = patch.apply(&file)?;
        if text == file.text {
            return Ok(None);
        }
        before = Some(bytes.to_vec());
        match fault {
            Some(fault) => Err(fault),
            None => Ok(Some(text.into_bytes())),
        }
    })?;
    written.files.extend(before.map(|bytes| (path.clone(), Some(bytes))));
    Ok(())
}

/// The changes as they concern a file: new notes, topics and sets go into the one with the
/// head.
fn patch(changes: &DeckChanges, head: bool) -> Patch<'_> {
    let mut patch = Patch {
        updated: changes
            .with_outcome(MergeOutcome::Updated)
            .map(|note| (note.id.as_str(), note))
            .collect(),
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

fn is_named(path: &Path, id: &str) -> bool {
    path.file_stem().is_some_and(|stem| stem.to_string_lossy() == id)
}

fn is_titled(text: &DeckText, title: &str) -> bool {
    let file = &text.files[0];
    let found = outline::outline(file, text.bundled, &mut |_: &crate::deck::NoteOutline<'_>| {});
    matches!(full_deck::head_of(file, true, &found), Ok(Some(head)) if fold(&head.title) == fold(title))
}

fn unusable(path: &Path) -> Fault {
    let what = "a deck of that name is there, and it can't be read";
    Fault::error(what, "mend it (`lacuna check` says where) or move it away; nothing was imported")
        .with_place(Place::file(path.display().to_string()))
}

/// Writes a file that the user has named for an export, whole or not at all.
pub fn export(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        let fault = Fault::error("this is no file to write to", "name another one with -o");
        return Err(fault.with_place(Place::file(path.display().to_string())));
    }
    disk::replace_shared(path, |out| out.write_all(bytes))
        .map_err(|error| disk::write_fault("the export was not written", path, &error))
}

/// What was written, and what stood there before.
#[derive(Debug, Default)]
pub struct WrittenDecks {
    files: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl WrittenDecks {
    /// The files.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(path, _)| path.as_path())
    }

    fn create(&mut self, path: &Path, text: &str) -> Result<(), Fault> {
        let unwritten = |error: io::Error| disk::write_fault(FAULTS.not_written, path, &error);
        path.parent().map_or(Ok(()), disk::make_folder).map_err(unwritten)?;
        disk::update(path, &FAULTS, |there| match there {
            None => Ok(Some(text.as_bytes().to_vec())),
            Some(_) => Err(unwritten(io::Error::other("somebody else has just changed it"))),
        })?;
        self.files.push((path.to_path_buf(), None));
        Ok(())
    }

    /// Puts back what was there before.
    pub fn take_back(&mut self) {
        for (path, before) in self.files.drain(..).rev() {
            // The fault that led here is told; this is the best that can be done about it.
            match before {
                Some(bytes) => _ = disk::replace(&path, |out| out.write_all(&bytes)),
                None => _ = fs::remove_file(&path),
            }
        }
    }
}
