//! Drafts: the files that an editor is given, each with one note.
//!
//! A draft stays on disk until its text stands in the deck or is given up, so that nothing written
//! is lost.

use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::os::{self, OpenFile, OpenMode};
use super::{ConfigHome, disk, edit};
use crate::clock::Moment;
use crate::deck::{Revision, draft};
use crate::fault::{Fault, Place};

/// The most bytes that a draft may have.
const LARGEST: u64 = 1 << 20;
/// Nobody has an untouched draft open in an editor for longer.
const OLD: Duration = Duration::from_hours(24);
/// The most characters of a draft's name.
const LONGEST_NAME: usize = 80;

/// A note that is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteDraft {
    /// The file that the editor is given.
    pub path: PathBuf,
    /// The deck's id.
    pub deck: String,
    /// The note's id.
    pub note: String,
    /// The note's text as it stands in the deck.
    pub before: String,
}

impl NoteDraft {
    /// Writes the draft of a note, as the note stands in its deck now.
    pub fn begin(home: &ConfigHome, deck: &str, note: &str) -> Result<NoteDraft, Fault> {
        let before = edit::text(home, deck, note)?;
        let folder = home.drafts();
        let made = disk::make_folder(&folder).and_then(|()| {
            let (path, mut file) = free(&folder, &file_name(deck, note))?;
            file.write_all(draft::draft(deck, note, &before).as_bytes())?;
            Ok(path)
        });
        let path = made.map_err(|error| {
            disk::write_fault("the draft for the editor was not written", &folder, &error)
        })?;
        Ok(NoteDraft { path, deck: deck.to_string(), note: note.to_string(), before })
    }

    /// The drafts that editors have changed and that are in no deck, as after a kill or when an
    /// editor saved late.
    pub fn leftovers(home: &ConfigHome, now: Moment) -> Vec<NoteDraft> {
        let Ok(folder) = os::read_dir(&home.drafts()) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = folder.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        let drafts = paths.into_iter().filter_map(|path| NoteDraft::reopen(home, path));
        let (untouched, changed): (Vec<_>, Vec<_>) = drafts.partition(NoteDraft::is_untouched);
        // One that was begun lately may still be open in an editor.
        untouched.iter().filter(|draft| draft.is_old(now)).for_each(NoteDraft::discard);
        changed
    }

    fn is_old(&self, now: Moment) -> bool {
        let modified = os::metadata(&self.path).and_then(|meta| meta.modified()).ok();
        let since = modified.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        since.is_some_and(|since| (since + OLD).as_millis() < now.0.max(0) as u128)
    }

    /// A draft that lies there, beside the note as its deck has it now.
    fn reopen(home: &ConfigHome, path: PathBuf) -> Option<NoteDraft> {
        let none = String::new();
        let mut draft = NoteDraft { path, deck: none.clone(), note: none.clone(), before: none };
        let text = draft.read().ok()?;
        let (deck, note) = draft::names(&text)?;
        draft.before = edit::text(home, deck, note).ok()?;
        (draft.deck, draft.note) = (deck.to_string(), note.to_string());
        Some(draft)
    }

    /// Reads what the editor left.
    pub fn read(&self) -> Result<String, Fault> {
        let fault = |what: &str, remedy: &str| {
            Err(Fault::error(what, remedy).with_place(Place::file(self.path.display().to_string())))
        };
        let read = disk::open_for_reading(&self.path).and_then(|file| {
            let file = file.ok_or_else(|| io::Error::from(ErrorKind::NotFound))?;
            let mut bytes = Vec::new();
            file.take(LARGEST + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        });
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) => return Err(disk::read_fault(&self.path, &error)),
        };
        if bytes.len() as u64 > LARGEST {
            return fault("the draft is over 1 MB", "shorten it: a note is a few lines");
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text)),
            Err(_) => fault("the draft is not UTF-8 text", "save it as UTF-8"),
        }
    }

    /// Whether the draft is as it was when it was begun.
    pub fn is_untouched(&self) -> bool {
        self.read().is_ok_and(|text| text == draft::draft(&self.deck, &self.note, &self.before))
    }

    /// Takes the draft away: its text stands in the deck, or is not wanted.
    pub fn discard(&self) {
        // A draft that stays is in nobody's way.
        _ = os::remove_file(&self.path);
    }

    /// The change that the draft makes to its note.
    pub fn revision(&self, after: String) -> Revision {
        let (before, after) = (Some(self.before.clone()), Some(after));
        Revision { deck: self.deck.clone(), note: self.note.clone(), before, after, spot: None }
    }
}

/// A name for a note's draft that every file system takes; editors know by its ending what
/// it is.
fn file_name(deck: &str, note: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    format!("{deck}.{note}").chars().map(plain).take(LONGEST_NAME / 2).collect()
}

/// Makes a file of a name that no other has: another window may be editing the same note, and an
/// earlier draft of it may have been left behind.
fn free(folder: &Path, name: &str) -> io::Result<(PathBuf, OpenFile)> {
    let mut number = 1;
    loop {
        let again = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("{name}{again}.ron"));
        match OpenFile::open_for(&path, OpenMode::Making) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}
