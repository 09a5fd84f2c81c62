//! The pictures and sounds of a deck that is exported: what they are called there, and the folder
//! beside the file that has them where the file itself does not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::media::{MediaFolder, read_medium};
use super::{ConfigHome, ImportTarget, disk, exported_file, os};
use crate::deck::Note;
use crate::deck::note_media::{free_name, media_names, rename_media};
use crate::exchange::{MEDIA_FOLDER, MediaPlace, MediaSource};
use crate::fault::{Fault, Place};
use crate::text::count::pluralize;
use crate::text::media::decoded;

/// The most bytes that all pictures and sounds of a file have, as for an import.
const MOST: u64 = 1 << 30;
/// The most bytes of a name.
const LONGEST_NAME: usize = 200;

/// A deck's notes as they are exported, with their pictures and sounds.
#[derive(Debug)]
pub struct MediaExport {
    /// The notes, with the names that the pictures and sounds have in the export.
    pub notes: Vec<Note>,
    place: MediaPlace,
    /// The folder beside the file, if the file has a name.
    folder: Option<PathBuf>,
    /// By the name in lower case, since some file systems take `A.png` for `a.png`.
    files: BTreeMap<String, ExportedFile>,
}

#[derive(Debug)]
struct ExportedFile {
    name: String,
    path: PathBuf,
}

impl MediaExport {
    /// Finds out what the notes of a deck name, for a file of that path.
    pub fn new(
        home: &ConfigHome,
        deck: &ImportTarget,
        place: MediaPlace,
        path: Option<&Path>,
    ) -> Result<MediaExport, Fault> {
        let folder = path.map(|path| path.with_file_name(MEDIA_FOLDER));
        let notes = deck.notes.clone();
        let mut export = MediaExport { notes, place, folder, files: BTreeMap::new() };
        let names: BTreeSet<&str> = deck.notes.iter().flat_map(media_names).collect();
        if names.is_empty() {
            return Ok(export);
        }
        let media = MediaFolder::open(home)?;
        let (mut renamed, mut size) = (BTreeMap::new(), 0);
        for name in &names {
            let Some(path) = media.find(&deck.head.id, name) else { continue };
            size += os::metadata(&path).map_or(0, |meta| meta.len());
            let decoded = decoded(name);
            let new = free_name(&flat(&decoded, &path), |new| {
                (new != decoded && names.contains(new)) || export.is_taken(new, &path)
            });
            if new != decoded {
                renamed.insert(name.to_string(), new.clone());
            }
            export.files.insert(new.to_lowercase(), ExportedFile { name: new, path });
        }
        if place == MediaPlace::Inside && size > MOST {
            let what = "the pictures and sounds of the deck have over 1 GiB";
            return Err(Fault::error(what, "move some of its notes to another deck first"));
        }
        export.notes.iter_mut().for_each(|note| rename_media(note, &renamed));
        Ok(export)
    }

    /// Whether something else has that name in the export.
    fn is_taken(&self, name: &str, path: &Path) -> bool {
        if let Some(file) = self.files.get(&name.to_lowercase()) {
            return file.path != path;
        }
        let beside = self.folder.as_ref().filter(|_| self.place == MediaPlace::Beside);
        let Some(there) = beside.map(|folder| folder.join(name)) else { return false };
        exported_file::is_there(&there) && !is_same(&there, path)
    }

    /// What goes into the file itself.
    pub fn inside(&self) -> Option<&dyn MediaSource> {
        (self.place == MediaPlace::Inside).then_some(self)
    }

    /// Writes into the folder beside the file what is not there.
    pub fn write_beside(&self, home: &ConfigHome) -> Result<(), Fault> {
        let beside = self.folder.as_ref().filter(|_| self.place == MediaPlace::Beside);
        let Some(folder) = beside.filter(|_| !self.files.is_empty()) else { return Ok(()) };
        disk::make_folder(folder).map_err(|error| {
            disk::write_fault("the pictures and sounds were not exported", folder, &error)
        })?;
        for file in self.files.values() {
            let path = folder.join(&file.name);
            if !is_same(&path, &file.path) {
                exported_file::write(home, &path, &read_medium(&file.path)?)?;
            }
        }
        Ok(())
    }

    /// Says that the export lacks what its notes name.
    pub fn left_out(&self) -> Option<Fault> {
        let remedy = match (self.place, &self.folder) {
            (MediaPlace::Nowhere, _) => "export the deck as apkg or markdown to have them",
            (MediaPlace::Beside, None) => "name a file with -o to have them beside it",
            _ => return None,
        };
        let count = match self.files.len() {
            0 => return None,
            1 => "1 picture or sound is".to_string(),
            count => format!("{count} pictures and sounds are"),
        };
        Some(Fault::warning(format!("{count} left out: the export has the names only"), remedy))
    }

    /// Says how many there are and where, unless they are left out.
    pub fn summary(&self) -> Option<String> {
        let count = pluralize(self.files.len(), "picture or sound", "pictures and sounds");
        match (self.place, &self.folder) {
            _ if self.files.is_empty() => None,
            (MediaPlace::Inside, _) => Some(count),
            (MediaPlace::Beside, Some(folder)) => Some(format!("{count} in {}", folder.display())),
            _ => None,
        }
    }
}

impl MediaSource for MediaExport {
    fn names(&self) -> Vec<&str> {
        self.files.values().map(|file| file.name.as_str()).collect()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, Fault> {
        let file = self.files.get(&name.to_lowercase()).ok_or_else(|| {
            Fault::error("its file is not there", "export once more").with_place(Place::file(name))
        })?;
        read_medium(&file.path)
    }
}

/// A name without folders, and without signs that some system has no files with.
fn flat(name: &str, path: &Path) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let is_bad = |c: char| c.is_control() || "<>:\"|?*[]".contains(c);
    let safe = !last.starts_with('.') && !last.contains(is_bad) && last.len() <= LONGEST_NAME;
    match last.len() == name.len() && safe {
        true => name.to_string(),
        false if last.len() > LONGEST_NAME => {
            path.file_name().unwrap_or_default().to_string_lossy().into_owned()
        }
        // Wherever it is named, the new name needs no other signs for its own.
        false => {
            last.trim_start_matches('.').replace(|c: char| is_bad(c) || " ()%".contains(c), "_")
        }
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let length = |path: &Path| os::metadata(path).map(|meta| meta.len()).ok();
    length(one).is_some()
        && length(one) == length(other)
        && read_medium(one).ok() == read_medium(other).ok()
}
