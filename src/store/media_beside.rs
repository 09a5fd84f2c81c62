//! The pictures and sounds that lie beside a file of notes which is imported.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use super::media::{LONGEST_NAME, find_inner};
use super::os;
use crate::exchange::{ImportedMedium, LARGEST_MEDIUM, MEDIA_FOLDER};
use crate::text::media::decoded;

/// Where they lie: beside the notes, or in the folder that an export or Anki has for them.
const FOLDERS: [&str; 3] = ["", MEDIA_FOLDER, "collection.media"];
/// The most bytes that all of them have.
const MOST: u64 = 1 << 30;

/// The folder of a file of notes.
#[derive(Debug)]
pub struct MediaBeside {
    folder: PathBuf,
    /// How many bytes were found.
    size: Cell<u64>,
}

impl MediaBeside {
    /// The folder of that file; none if there is no such file.
    pub fn new(file: &Path) -> Option<MediaBeside> {
        let parent = file.parent().filter(|_| file.is_file())?;
        let here = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        Some(MediaBeside { folder: os::canonicalize(here).ok()?, size: Cell::new(0) })
    }

    /// The file that a note names so; one that is too large, or leads out of the folder, is none.
    pub fn find(&self, name: &str) -> Option<ImportedMedium> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        let decoded = decoded(name);
        let places =
            FOLDERS.iter().filter_map(|inner| os::canonicalize(self.folder.join(inner)).ok());
        // A folder that is a link leads elsewhere.
        let mut places = places.filter(|place| place.starts_with(&self.folder));
        let path = places
            .find_map(|place| find_inner(&place, name).or_else(|| find_inner(&place, &decoded)))?;
        let size = os::metadata(&path).ok()?.len();
        let all = self.size.get().saturating_add(size);
        if size > LARGEST_MEDIUM || all > MOST {
            return None;
        }
        self.size.set(all);
        Some(ImportedMedium::from_beside(name, path, size))
    }
}
