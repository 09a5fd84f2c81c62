//! What is wrong with the pictures and sounds, and which of them no note needs.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use super::media::{file_name, is_media_file, read_medium};
use super::media_names::{self, MediaNames, NameChange};
use super::{ConfigHome, decks, disk, os};
use crate::clock::Moment;
use crate::deck::full_deck;
use crate::deck::note_media::media_names;
use crate::fault::{Fault, Place};
use crate::text::count::pluralize;
use crate::text::media::decoded;

/// How many names a fault has.
const NAMED: usize = 3;
/// How long a file stays that nothing names, in milliseconds: an import in another window writes
/// its notes after its pictures.
const NEW: i64 = 3_600_000;

/// What no note needs.
#[derive(Debug, Default)]
pub struct UnusedMedia {
    /// The files.
    pub files: Vec<PathBuf>,
    /// How many bytes they have.
    pub size: u64,
    /// The names that lead to nothing else.
    names: Vec<NameChange>,
}

/// What to do about a file that is gone or changed.
const AGAIN: &str = "import the deck again, or bring a backup back (`lacuna state restore`)";

/// Says which names have no file.
pub(super) fn missing(home: &ConfigHome) -> Option<Fault> {
    let names = match MediaNames::read(home) {
        Ok(names) => names,
        Err(fault) => return Some(fault),
    };
    let gone = names.iter().filter(|(.., file)| !is_there(home, file));
    let gone: Vec<String> = gone.map(|(deck, name, _)| format!("`{name}` of {deck}")).collect();
    let files = pluralize(gone.len(), "picture or sound has", "pictures and sounds have");
    let what = format!("{files} no file: {}", first(&gone));
    (!gone.is_empty()).then(|| Fault::error(what, AGAIN).with_place(place(home)))
}

/// Reads all files, and says which are not what was written: they are named by their content.
pub(super) fn changed(home: &ConfigHome) -> Option<Fault> {
    let names = MediaNames::read(home).ok()?;
    let files: BTreeSet<&str> = names.iter().map(|(.., file)| file).collect();
    let is_changed = |file: &&str| {
        let read = read_medium(&home.media().join(file));
        is_there(home, file) && read.is_ok_and(|bytes| file_name(file, &bytes) != **file)
    };
    let changed: Vec<String> =
        files.into_iter().filter(is_changed).map(|file| format!("`{file}`")).collect();
    let files = pluralize(changed.len(), "file is", "files are");
    let what = format!("{files} not what was written: {}", first(&changed));
    (!changed.is_empty()).then(|| Fault::error(what, AGAIN).with_place(place(home)))
}

fn is_there(home: &ConfigHome, file: &str) -> bool {
    is_media_file(file) && home.media().join(file).is_file()
}

fn place(home: &ConfigHome) -> Place {
    Place::file(home.media().display().to_string())
}

fn first(names: &[String]) -> String {
    let more = if names.len() > NAMED { ", …" } else { "" };
    names[..names.len().min(NAMED)].join(", ") + more
}

/// Finds what no note of any deck names, deleted ones among the backups included. A deck that can't
/// be read may name anything, so that this is a fault then.
pub fn unused(home: &ConfigHome, now: Moment) -> Result<UnusedMedia, Fault> {
    let names = MediaNames::read(home)?;
    let (named, mut unused) = (named(home)?, UnusedMedia::default());
    let mut used: HashSet<&str> = HashSet::new();
    let mut idle: BTreeMap<&str, Vec<NameChange>> = BTreeMap::new();
    for (deck, name, file) in names.iter() {
        if named.get(deck).is_some_and(|names| names.contains(name)) {
            used.insert(file);
        } else {
            let (deck, name, before) = (deck.to_string(), name.to_string(), Some(file.to_string()));
            idle.entry(file).or_default().push(NameChange { deck, name, before, now: None });
        }
    }
    let Ok(entries) = os::read_dir(&home.media()) else { return Ok(unused) };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let Ok(meta) = os::symlink_metadata(&path) else { continue };
        let written = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let is_new = written.is_none_or(|time| now.0 - (time.as_millis() as i64) < NEW);
        let is_ours = is_media_file(&file) || disk::is_unfinished(&path);
        if is_ours && meta.is_file() && !is_new && !used.contains(&*file) {
            unused.names.extend(idle.remove(&*file).unwrap_or_default());
            unused.size += meta.len();
            unused.files.push(path);
        }
    }
    unused.files.sort();
    Ok(unused)
}

/// What the notes of each deck name.
fn named(home: &ConfigHome) -> Result<BTreeMap<String, BTreeSet<String>>, Fault> {
    let (mut texts, mut faults) = decks::texts(home);
    for path in decks::list_decks(&home.backups().join("deleted"), &mut faults) {
        match decks::read(&path) {
            Ok((text, found)) => {
                texts.push(text);
                faults.extend(found);
            }
            Err(fault) => faults.push(fault),
        }
    }
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for text in &texts {
        let (deck, found) = full_deck::read(text);
        faults.extend(found);
        let names = deck.notes.iter().flat_map(|placed| media_names(&placed.note));
        let own = named.entry(deck.head.id.clone()).or_default();
        for name in names {
            own.insert(decoded(name).into_owned());
            own.insert(name.to_string());
        }
    }
    match faults.into_iter().next() {
        None => Ok(named),
        Some(fault) => {
            let remedy = format!("mend it first: {}", fault.remedy);
            let what = format!("a deck can't be read, so nothing is deleted: {}", fault.what);
            Err(Fault { what, remedy, ..fault })
        }
    }
}

/// Deletes them. The names go first: one without a file would be a fault.
pub fn delete(home: &ConfigHome, mut unused: UnusedMedia) -> Result<(), Fault> {
    if !unused.names.is_empty() {
        media_names::change(home, &mut unused.names)?;
    }
    for path in &unused.files {
        os::remove_file(path).map_err(|error| {
            disk::write_fault("a picture or a sound was not deleted", path, &error)
        })?;
    }
    Ok(())
}
