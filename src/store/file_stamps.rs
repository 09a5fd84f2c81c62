//! Whether the user's files have changed on disk since they were read.
//!
//! Nothing is watched: whoever is about to show or save something looks.

use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::{ConfigHome, decks, os};

/// When a file was changed, and how long it is.
type Stamp = (PathBuf, Option<(Duration, u64)>);

/// The stamps of the files that may change while the program runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileStamps {
    /// The decks.
    pub decks: Vec<Stamp>,
    /// The settings.
    pub settings: Vec<Stamp>,
    /// The themes.
    pub themes: Vec<Stamp>,
}

impl FileStamps {
    /// Looks at the files.
    pub fn look(home: &ConfigHome) -> FileStamps {
        FileStamps {
            decks: all_stamps(&home.decks()),
            settings: vec![stamp(&home.settings())],
            themes: all_stamps(&home.themes()),
        }
    }
}

/// The stamps of the decks or themes in a folder.
fn all_stamps(folder: &Path) -> Vec<Stamp> {
    let mut faults = Vec::new();
    let paths = decks::list_decks(folder, &mut faults);
    let files = paths.iter().flat_map(|path| {
        // A folder's own stamp changes when a file comes or goes.
        let inside = if path.is_dir() { decks::deck_files(path, &mut faults) } else { Ok(vec![]) };
        [vec![stamp(path)], inside.unwrap_or_default().iter().map(|file| stamp(file)).collect()]
    });
    files.flatten().collect()
}

fn stamp(path: &Path) -> Stamp {
    let meta = os::metadata(path).ok();
    let stamp = meta.and_then(|meta| {
        Some((meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?, meta.len()))
    });
    (path.to_path_buf(), stamp)
}
