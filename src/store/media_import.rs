//! The pictures and sounds of an import: which of them its notes name, how they get into the
//! folder, and the way back.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::media::{self, StoredMedium};
use super::media_names::{self, MediaNames, NameChange};
use super::{ConfigHome, disk, os};
use crate::clock::Moment;
use crate::deck::note_media::media_names;
use crate::exchange::{self, DeckChanges, ImportSource, ImportedMedium, MergeOutcome};
use crate::fault::Fault;
use crate::text::count::pluralize;
use crate::text::media::{MediumKind, decoded};

/// The pictures and sounds of a file that notes of its import name.
#[derive(Debug, Default)]
pub struct PlannedMedia {
    /// The whole file that holds them; none if it holds none.
    bytes: Option<Arc<[u8]>>,
    media: Vec<ImportedMedium>,
}

impl PlannedMedia {
    /// Those of `all` that are named by notes which are added, changed, or there already.
    pub(super) fn new(
        bytes: Option<Arc<[u8]>>,
        all: Vec<ImportedMedium>,
        changes: &DeckChanges,
    ) -> PlannedMedia {
        if all.is_empty() {
            return PlannedMedia::default();
        }
        let is_out = |outcome| matches!(outcome, MergeOutcome::Conflict | MergeOutcome::Skipped);
        let notes = changes.notes.iter().filter(|(outcome, _)| !is_out(*outcome));
        let named: HashSet<&str> = notes.flat_map(|(_, note)| media_names(note)).collect();
        let decoded: HashSet<Cow<'_, str>> = named.iter().map(|name| decoded(name)).collect();
        let is_named = |medium: &ImportedMedium| {
            named.contains(medium.name.as_str()) || decoded.contains(medium.name.as_str())
        };
        let media: Vec<_> = all.into_iter().filter(is_named).collect();
        let is_inside = |medium: &ImportedMedium| medium.beside.is_none();
        PlannedMedia { bytes: bytes.filter(|_| media.iter().any(is_inside)), media }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.media.len()
    }

    /// Counts them in words, as in `12 pictures, 3 sounds, 4.1 MB`; none if there are none.
    pub fn summary(&self) -> Option<String> {
        let of_kind = |wanted: fn(Option<MediumKind>) -> bool| {
            let kinds = self.media.iter().map(|medium| MediumKind::of_file(&medium.name));
            kinds.filter(|kind| wanted(*kind)).count()
        };
        let sounds = of_kind(|kind| kind == Some(MediumKind::Sound));
        let films = of_kind(|kind| kind == Some(MediumKind::Film));
        let pictures = of_kind(|kind| kind == Some(MediumKind::Picture));
        let counts = [
            (pictures, "picture", "pictures"),
            (sounds, "sound", "sounds"),
            (films, "film", "films"),
            (self.media.len() - pictures - sounds - films, "other file", "other files"),
        ];
        let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
        let mut parts: Vec<String> =
            counts.map(|(count, one, many)| pluralize(count, one, many)).collect();
        let size: u64 = self.media.iter().fold(0, |sum, medium| sum.saturating_add(medium.size));
        parts.push(if size < 100_000 {
            format!("{} kB", size.div_ceil(1000))
        } else {
            format!("{:.1} MB", size as f64 / 1e6)
        });
        (parts.len() > 1).then(|| parts.join(", "))
    }

    /// Puts them into the folder, under the names that the deck's notes have for them. What can't
    /// be unpacked is left out, with a warning.
    pub(super) fn write(
        &self,
        home: &ConfigHome,
        (file, deck): (&str, &str),
        written: &mut WrittenMedia,
    ) -> Result<Vec<Fault>, Fault> {
        let (mut names, mut warnings) = (Vec::new(), Vec::new());
        let mut take = |medium: &ImportedMedium, read: Result<Vec<u8>, Fault>| {
            let bytes = match read {
                Ok(bytes) => bytes,
                Err(fault) => {
                    warnings.push(fault);
                    return Ok(());
                }
            };
            let stored = media::store(home, &medium.name, &bytes)?;
            names.push((medium.name.clone(), written.keep(home, stored)));
            Ok(())
        };
        let (beside, inside): (Vec<_>, Vec<_>) =
            self.media.iter().cloned().partition(|medium| medium.beside.is_some());
        if let Some(bytes) = self.bytes.as_ref().filter(|_| !inside.is_empty()) {
            let source = ImportSource { name: file, bytes };
            exchange::read_media(&source, &inside, &mut take)?;
        }
        for medium in &beside {
            if let Some(path) = &medium.beside {
                take(medium, media::read_medium(path))?;
            }
        }
        written.name(home, deck, names)?;
        Ok(warnings)
    }
}

/// The pictures and sounds that an import put into the folder.
#[derive(Clone, Debug, Default)]
pub(super) struct WrittenMedia {
    /// Where they are; none if there are none.
    home: Option<ConfigHome>,
    changes: Vec<NameChange>,
    /// The files that were not there before.
    files: Vec<String>,
    /// Whether those files are hidden, since no name leads to them.
    is_set_aside: bool,
}

impl WrittenMedia {
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.files.is_empty()
    }

    /// Remembers a file, to be removed again if it is new, and returns its name.
    pub(super) fn keep(&mut self, home: &ConfigHome, stored: StoredMedium) -> String {
        self.home = Some(home.clone());
        if stored.is_new {
            self.files.push(stored.file.clone());
        }
        stored.file
    }

    /// Gives files the names that a deck's notes have for them.
    pub(super) fn name(
        &mut self,
        home: &ConfigHome,
        deck: &str,
        names: Vec<(String, String)>,
    ) -> Result<(), Fault> {
        let change = |(name, file)| NameChange {
            deck: deck.to_string(),
            name,
            before: None,
            now: Some(file),
        };
        let mut changes: Vec<NameChange> = names.into_iter().map(change).collect();
        if changes.is_empty() {
            return Ok(());
        }
        self.home = Some(home.clone());
        media_names::change(home, &mut changes)?;
        self.changes.extend(changes.into_iter().filter(|change| change.before != change.now));
        Ok(())
    }

    pub(super) fn extend(&mut self, other: WrittenMedia) {
        self.home = other.home.or(self.home.take());
        self.changes.extend(other.changes);
        self.files.extend(other.files);
    }

    /// Undoes the changes of names, but for those that somebody has changed since, and hides the
    /// files that no name leads to any more. Swapping the result does it all again.
    pub(super) fn swap(&self) -> Result<WrittenMedia, Fault> {
        let Some(home) = self.home.as_ref().filter(|_| !self.is_empty()) else {
            return Ok(WrittenMedia::default());
        };
        let failed = |error| {
            disk::write_fault("the pictures and sounds were not put back", &home.media(), &error)
        };
        let path = |file: &String| home.media().join(file);
        for file in self.files.iter().filter(|_| self.is_set_aside) {
            let aside = disk::unfinished(&path(file));
            if aside.exists() {
                os::rename(&aside, &path(file)).map_err(failed)?;
            } else if !path(file).exists() {
                let what = "the pictures and sounds that were taken back are deleted by now";
                return Err(Fault::error(what, "import the file again"));
            }
        }
        let changes = media_names::change_back(home, &self.changes)?;
        if !self.is_set_aside {
            let names = MediaNames::read(home)?;
            let named = names.files();
            for file in self.files.iter().filter(|file| !named.contains(file.as_str())) {
                os::rename(&path(file), &disk::unfinished(&path(file))).map_err(failed)?;
            }
        }
        let (home, files) = (self.home.clone(), self.files.clone());
        Ok(WrittenMedia { home, changes, files, is_set_aside: !self.is_set_aside })
    }

    /// Undoes it and deletes the files, as far as that is possible.
    pub(super) fn take_back(&mut self) {
        let taken = std::mem::take(self);
        if taken.swap().is_ok()
            && let Some(home) = &taken.home
        {
            for file in &taken.files {
                _ = os::remove_file(&disk::unfinished(&home.media().join(file)));
            }
        }
    }
}

/// How long a file that an undone import has hidden waits for that to be done again after all, in
/// milliseconds: nobody undoes in a window of last week.
const KEPT_HIDDEN: i64 = 7 * 86_400_000;

/// Deletes the files that undone imports hid long ago.
pub(super) fn remove_set_aside(home: &ConfigHome, now: Moment) {
    let Ok(entries) = os::read_dir(&home.media()) else { return };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_old = |path: &PathBuf| {
        let written = os::metadata(path).and_then(|meta| meta.modified()).ok();
        let age = written.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        age.is_some_and(|age| now.0 - age.as_millis() as i64 > KEPT_HIDDEN)
    };
    for path in paths.filter(|path| disk::is_unfinished(path) && is_old(path)) {
        _ = disk::remove_leftover(&path);
    }
}
