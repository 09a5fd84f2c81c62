//! Whether the user's files have changed on disk since they were read.
//!
//! Nothing is watched: whoever is about to show or save something looks.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::{ConfigHome, decks, os};

/// When a file was changed, and how long it is; nothing where there is none.
type Stamp = (PathBuf, Option<(Duration, u64)>);
/// The stamps of some files; nothing where the disk does not say, which is no change.
type Stamps = Option<Vec<Stamp>>;

/// The stamps of the files that may change while the program runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileStamps {
    /// The decks.
    pub decks: Stamps,
    /// The settings.
    pub settings: Stamps,
    /// The themes.
    pub themes: Stamps,
}

impl FileStamps {
    /// Looks at the files.
    pub fn look(home: &ConfigHome) -> FileStamps {
        FileStamps {
            decks: all_stamps(&home.decks()),
            settings: stamp(&home.settings()).map(|stamp| vec![stamp]),
            themes: all_stamps(&home.themes()),
        }
    }
}

/// Takes newer stamps over, if there are any; whether they are others.
pub fn update_stamps(seen: &mut Stamps, new: Stamps) -> bool {
    let is_other = new.is_some() && *seen != new;
    if is_other {
        *seen = new;
    }
    is_other
}

/// The stamps of the decks or themes in a folder.
fn all_stamps(folder: &Path) -> Stamps {
    let mut faults = Vec::new();
    let paths = decks::list_decks(folder, &mut faults);
    if !faults.is_empty() {
        return None;
    }
    let mut stamps = Vec::new();
    for path in paths {
        // A folder's own stamp changes when a file comes or goes.
        stamps.push(stamp(&path)?);
        if path.is_dir() {
            let inside = decks::deck_files(&path, &mut faults).unwrap_or_default();
            for file in inside {
                stamps.push(stamp(&file)?);
            }
        }
    }
    Some(stamps)
}

fn stamp(path: &Path) -> Option<Stamp> {
    let stamp = match os::metadata(path) {
        Ok(meta) => {
            let changed = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            Some((changed, meta.len()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(_) => return None,
    };
    Some((path.to_path_buf(), stamp))
}
