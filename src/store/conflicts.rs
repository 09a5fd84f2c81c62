//! What Syncthing, Dropbox, git and their like leave in a config directory that they keep the same
//! on several machines: when two have changed a file, the one that lost lies beside it under a name
//! that says so. Such copies are merged here.
//!
//! Of the log and of a deck the union is made. A copy of which all is here moves to
//! `backups/taken-in`; one that is still arriving, or that says something else of a note, stays
//! where it is. Nothing is ever overwritten or deleted.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use super::conflict_names::original;
use super::import_writer;
use super::log_lines;
use super::log_lines::LogLines;
use super::written_decks::WrittenDecks;
use super::{ConfigHome, decks, disk, os, progress};
use crate::deck::{Note, NoteOutline, Patch, SourceFile, outline, parse, write};
use crate::fault::{Fault, Place};

/// How many notes are named one by one.
const NAMED: usize = 3;

/// Merges what conflict copies have and this directory has not; the faults say what was done and
/// what is left to do. To be called before anything else is read; without copies it costs a look at
/// two folders.
pub fn merge_copies(home: &ConfigHome) -> Vec<Fault> {
    let mut faults = Vec::new();
    for copy in review_copies(home) {
        faults.push(reviews(home, &copy).unwrap_or_else(|fault| fault));
    }
    for (copy, original) in deck_copies(home) {
        faults.push(deck(home, &copy, &original).unwrap_or_else(|fault| fault));
    }
    faults
}

/// The conflict copies that are not merged yet, as faults. Changes nothing.
pub(super) fn unmerged_copies(home: &ConfigHome) -> Vec<Fault> {
    let copies =
        review_copies(home).into_iter().chain(deck_copies(home).into_iter().map(|(copy, _)| copy));
    let faults = |copy: PathBuf| {
        let what = "this conflict copy of a synchronized file has not been taken in yet";
        copy_warning(
            what.to_string(),
            "lacuna takes it in when it starts, and so does `lacuna state repair`",
            &copy,
        )
    };
    copies.map(faults).collect()
}

fn review_copies(home: &ConfigHome) -> Vec<PathBuf> {
    let reviews = home.reviews();
    copies(home.path())
        .into_iter()
        .filter(|(_, original)| *original == reviews)
        .map(|(copy, _)| copy)
        .collect()
}

/// The conflict copies of decks, and of the files of decks in folders, each with its
/// original.
fn deck_copies(home: &ConfigHome) -> Vec<(PathBuf, PathBuf)> {
    let mut found = copies(&home.decks());
    for path in
        decks::list_decks(&home.decks(), &mut Vec::new()).iter().filter(|path| path.is_dir())
    {
        found.extend(copies(path));
    }
    found.retain(|(_, original)| original.is_file());
    found
}

fn copies(folder: &Path) -> Vec<(PathBuf, PathBuf)> {
    // Whoever reads the folder for its files tells what is wrong with it.
    let Ok(entries) = os::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file());
    let mut found: Vec<_> =
        paths.filter_map(|path| original(&path).map(|original| (path, original))).collect();
    found.sort();
    found
}

fn copy_warning(what: String, remedy: impl Into<String>, path: &Path) -> Fault {
    Fault::warning(what, remedy).with_place(Place::file(path.display().to_string()))
}

/// Adds the entries of a copy that the log has not.
fn reviews(home: &ConfigHome, copy: &Path) -> Result<Fault, Fault> {
    let unreadable = |error: io::Error| disk::read_fault(copy, &error);
    let bytes = os::read(copy).map_err(unreadable)?;
    let LogLines { mut entries, bad, length, .. } =
        LogLines::read(&bytes, 0).map_err(unreadable)?;
    let whole = !bytes.is_empty() && length == bytes.len() && bad.is_empty();
    entries.extend(log_lines::entry(&bytes[length..]).ok().flatten());
    let new = progress::unread(home).append_new(entries)?;
    let what = match new {
        0 => "a conflict copy of the reviews: all of them were here already".to_string(),
        1 => "a conflict copy of the reviews: one was not here, and was taken in".to_string(),
        _ => format!("a conflict copy of the reviews: {new} were not here, and were taken in"),
    };
    if !whole {
        let remedy = "it is not whole, as if it were still arriving: it stays, and the rest is taken in at a later start";
        return Ok(copy_warning(what, remedy, copy));
    }
    let kept = put_away(home, copy)?;
    Ok(copy_warning(what, format!("the copy is kept as {}", kept.display()), copy))
}

/// Adds the notes of a copy that its original has not.
fn deck(home: &ConfigHome, copy: &Path, original: &Path) -> Result<Fault, Fault> {
    let (theirs, ours) = (notes(copy)?, notes(original)?);
    let (Some(theirs), Some(ours)) = (theirs, ours) else {
        let what = "a conflict copy of a deck, and not all of it can be read".to_string();
        let remedy = "it may still be arriving: it stays, and is looked at again at the next start";
        return Ok(copy_warning(what, remedy, copy));
    };
    let there: HashMap<&str, &Note> = ours.iter().map(|note| (note.id.as_str(), note)).collect();
    let mut seen = HashSet::new();
    let (mut added, mut other) = (Vec::new(), Vec::new());
    for note in theirs.iter().filter(|note| seen.insert(note.id.as_str())) {
        match there.get(note.id.as_str()) {
            None => added.push(write::note(note)),
            Some(known) if *known != note => other.push(note.id.as_str()),
            Some(_) => {}
        }
    }
    let count = added.len();
    if count > 0 {
        import_writer::patched(
            original,
            &Patch { added, ..Patch::default() },
            &mut WrittenDecks::default(),
        )?;
    }
    let what = match count {
        0 => "a conflict copy of a deck: it has no note that is not here".to_string(),
        1 => "a conflict copy of a deck: one note was not here, and was taken in".to_string(),
        _ => format!("a conflict copy of a deck: {count} notes were not here, and were taken in"),
    };
    if !other.is_empty() {
        let more = if other.len() > NAMED { ", …" } else { "" };
        let named =
            other.iter().take(NAMED).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let what = format!("{what}; it says something else in {named}{more}");
        let remedy =
            "ours stands; `lacuna import` takes the copy's version, and then delete the copy";
        return Ok(copy_warning(what, remedy, copy));
    }
    let kept = put_away(home, copy)?;
    Ok(copy_warning(what, format!("the copy is kept as {}", kept.display()), copy))
}

/// Reads the notes of a deck's file; none if not all of it can be read.
fn notes(path: &Path) -> Result<Option<Vec<Note>>, Fault> {
    let (file, fault): (SourceFile, _) = decks::read_file(path)?;
    let mut spans = Vec::new();
    let found =
        outline::outline(&file, false, &mut |note: &NoteOutline<'_>| spans.push(note.span.clone()));
    if fault.is_some() || !found.faults.is_empty() {
        return Ok(None);
    }
    Ok(spans.into_iter().map(|span| parse::note(&file, span)).collect::<Result<_, _>>().ok())
}

/// Moves a copy out of the way, under a name that nothing has.
fn put_away(home: &ConfigHome, copy: &Path) -> Result<PathBuf, Fault> {
    let folder = home.backups().join("taken-in");
    let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let names = (1..).map(|n| if n == 1 { name.clone() } else { format!("{n}-{name}") });
    let mut free =
        names.map(|name| folder.join(name)).filter(|path| os::symlink_metadata(path).is_err());
    let to = free.next().expect("there are more numbers than files");
    let moved = disk::make_folder(&folder).and_then(|()| match os::rename(copy, &to) {
        // Another window has just done the same.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(()) => disk::sync_folder(&to),
    });
    moved.map_err(|error| {
        disk::write_fault("the conflict copy was taken in, but not put away", copy, &error)
    })?;
    Ok(to)
}
