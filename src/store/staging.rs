//! Folders that are made beside their place and get their name when they are whole, and the removal
//! of what a killed program has left half made.

use std::io;
use std::path::{Path, PathBuf};

use super::os::{self, OpenFile};
use super::{ConfigHome, disk};

/// The right to make folders: one window at a time has it.
#[derive(Debug)]
pub(super) struct Staging {
    /// Locked as long as this lives.
    _lock: OpenFile,
    /// The folders that have not got their names yet.
    folders: Vec<PathBuf>,
}

impl Staging {
    /// Waits until nobody else makes a folder, and removes what was left half made.
    pub(super) fn begin(home: &ConfigHome) -> io::Result<Staging> {
        let lock = disk::open_for_appending(&home.staging_lock())?;
        sweep(home);
        Ok(Staging { _lock: lock, folders: Vec::new() })
    }

    /// Makes an empty folder in which the one of that path is made.
    pub(super) fn folder(&mut self, of: &Path) -> io::Result<PathBuf> {
        let folder = disk::unfinished(of);
        os::create_dir(&folder)?;
        self.folders.push(folder.clone());
        Ok(folder)
    }
}

/// A folder that did not get its name is removed again.
impl Drop for Staging {
    fn drop(&mut self) {
        for folder in self.folders.iter().filter(|folder| folder.exists()) {
            _ = os::remove_dir_all(folder);
        }
    }
}

/// Whether something half made lies in the config directory.
pub(super) fn has_leftovers(home: &ConfigHome) -> bool {
    leftovers(home).next().is_some()
}

/// Removes what was left half made. What can't be removed stays for the next time.
fn sweep(home: &ConfigHome) {
    for path in leftovers(home).collect::<Vec<_>>() {
        if path.is_dir() && !path.is_symlink() {
            _ = os::remove_dir_all(&path);
        } else {
            _ = disk::remove_leftover(&path);
        }
    }
}

fn leftovers(home: &ConfigHome) -> impl Iterator<Item = PathBuf> {
    let decks = entries(&home.decks()).filter(|path| path.is_dir());
    let folders = [home.path().to_path_buf(), home.decks(), home.backups(), home.drafts()];
    folders.into_iter().chain(decks).flat_map(|folder| entries(&folder)).filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // The last two are what earlier versions left.
        disk::is_unfinished(path) || name.ends_with(".ron.new") || name.starts_with(".restoring-")
    })
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    os::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
}
