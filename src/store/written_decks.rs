//! The deck files that an import wrote, and the way back: at once if what follows fails, or later
//! if the user wants them as they were.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::UpdateFaults;
use super::media_import::WrittenMedia;
use super::{disk, os as fs};
use crate::fault::{Fault, Place};
use crate::rng::hash_bytes;

const FAULTS: UpdateFaults<'static> = UpdateFaults {
    not_written: "the deck was not put back",
    read_only: "the deck is read-only, so it was left alone",
};

/// What was written, and what was there before.
#[derive(Clone, Debug, Default)]
pub struct WrittenDecks {
    files: Vec<WrittenFile>,
    /// The folders that were made for decks, or went with them.
    folders: Vec<PathBuf>,
    /// The pictures and sounds of an import.
    pub(super) media: WrittenMedia,
}

#[derive(Clone, Debug)]
struct WrittenFile {
    path: PathBuf,
    /// What was there; none if there was no file.
    before: Option<Vec<u8>>,
    /// The hash of what is there now; none if there is no file.
    now: Option<u64>,
}

impl WrittenDecks {
    /// The files.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.path.as_path())
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.media.is_empty()
    }

    /// Adds what else was written.
    pub(super) fn extend(&mut self, other: WrittenDecks) {
        self.files.extend(other.files);
        self.folders.extend(other.folders);
        self.media.extend(other.media);
    }

    /// Remembers a folder that was made, to be removed with the files in it.
    pub(super) fn keep_folder(&mut self, folder: PathBuf) {
        self.folders.push(folder);
    }

    /// Writes a file that is not there yet.
    pub(super) fn create(
        &mut self,
        path: &Path,
        text: &str,
        faults: &UpdateFaults<'_>,
    ) -> Result<(), Fault> {
        let unwritten = |error: io::Error| disk::write_fault(faults.not_written, path, &error);
        path.parent().map_or(Ok(()), disk::make_folder).map_err(unwritten)?;
        disk::update(path, faults, |there| match there {
            None => Ok(Some(text.as_bytes().to_vec())),
            Some(_) => Err(unwritten(io::Error::other("somebody else has just changed it"))),
        })?;
        let now = Some(hash_bytes(text.as_bytes()));
        self.files.push(WrittenFile { path: path.to_path_buf(), before: None, now });
        Ok(())
    }

    /// Writes what `change` makes of a file that is there; nothing leaves it alone.
    pub(super) fn update(
        &mut self,
        path: &Path,
        faults: &UpdateFaults<'_>,
        mut change: impl FnMut(&[u8]) -> Result<Option<Vec<u8>>, Fault>,
    ) -> Result<(), Fault> {
        let (mut before, mut now) = (None, None);
        disk::update(path, faults, |bytes| {
            let bytes = bytes.ok_or_else(|| disk::read_fault(path, &ErrorKind::NotFound.into()))?;
            let new = change(bytes)?;
            (before, now) = (Some(bytes.to_vec()), new.as_deref().map(hash_bytes));
            Ok(new)
        })?;
        if now.is_some() {
            self.files.push(WrittenFile { path: path.to_path_buf(), before, now });
        }
        Ok(())
    }

    /// Removes a file.
    pub(super) fn remove(&mut self, path: &Path) -> Result<(), Fault> {
        let before = disk::read(path).map_err(|error| disk::read_fault(path, &error))?;
        fs::remove_file(path)
            .and_then(|()| path.parent().map_or(Ok(()), disk::sync_folder))
            .map_err(|error| disk::write_fault("the deck was not deleted", path, &error))?;
        self.files.push(WrittenFile { path: path.to_path_buf(), before, now: None });
        Ok(())
    }

    /// Puts back what was there before, and returns the fault that made this necessary. A file that
    /// somebody has changed meanwhile is left alone; the fault then names it.
    pub(super) fn take_back_after(&mut self, mut fault: Fault) -> Fault {
        for file in self.files.drain(..).rev() {
            if file.swap().is_err() {
                let path = file.path.display();
                fault.remedy = format!(
                    "{path} could not be put back, since it was changed meanwhile: look at it; {}",
                    fault.remedy
                );
            }
        }
        for folder in self.folders.drain(..) {
            _ = fs::remove_dir(&folder);
        }
        self.media.take_back();
        fault
    }

    /// Puts back what was there before, if nobody has changed it since: all of it or nothing.
    /// Returns the way forth again.
    pub fn swap(&self) -> Result<WrittenDecks, Fault> {
        for file in &self.files {
            let there =
                disk::read(&file.path).map_err(|error| disk::read_fault(&file.path, &error))?;
            if there.as_deref().map(hash_bytes) != file.now {
                return Err(changed(&file.path));
            }
        }
        let folders = self.folders.clone();
        let mut back = WrittenDecks { files: vec![], folders, media: WrittenMedia::default() };
        // A folder is a deck only with its head, which was written last.
        for file in self.files.iter().rev() {
            match file.swap() {
                Ok(swapped) => back.files.push(swapped),
                Err(fault) => return Err(back.take_back_after(fault)),
            }
        }
        match self.media.swap() {
            Ok(media) => back.media = media,
            Err(fault) => return Err(back.take_back_after(fault)),
        }
        for folder in &self.folders {
            // It stays if somebody has put something into it.
            _ = fs::remove_dir(folder);
        }
        Ok(back)
    }
}

impl WrittenFile {
    fn swap(&self) -> Result<WrittenFile, Fault> {
        let path = &self.path;
        let unwritten = |error: io::Error| disk::write_fault(FAULTS.not_written, path, &error);
        let mut before = None;
        if let Some(bytes) = &self.before {
            path.parent().map_or(Ok(()), disk::make_folder).map_err(unwritten)?;
            disk::update(path, &FAULTS, |there| {
                if there.map(hash_bytes) != self.now {
                    return Err(changed(path));
                }
                before = there.map(<[u8]>::to_vec);
                Ok(Some(bytes.clone()))
            })?;
        } else {
            before = disk::read(path).map_err(|error| disk::read_fault(path, &error))?;
            if before.as_deref().map(hash_bytes) != self.now {
                return Err(changed(path));
            }
            fs::remove_file(path).and_then(|()| disk::sync_folder(path)).map_err(unwritten)?;
        }
        let now = self.before.as_deref().map(hash_bytes);
        Ok(WrittenFile { path: path.clone(), before, now })
    }
}

fn changed(path: &Path) -> Fault {
    let what = "the deck has changed since, so nothing was put back";
    let remedy = "take single notes out of it, or bring a backup back (`lacuna state restore`)";
    Fault::error(what, remedy).with_place(Place::file(path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITING: UpdateFaults<'static> =
        UpdateFaults { not_written: "not written", read_only: "read-only" };

    #[test]
    fn what_somebody_else_has_written_since_is_not_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["one.ron", "two.ron", "new.ron"].map(|name| folder.path().join(name));
        let mut written = WrittenDecks::default();
        for path in &paths[..2] {
            std::fs::write(path, "before").unwrap();
            written.update(path, &WRITING, |_| Ok(Some(b"after".to_vec()))).unwrap();
        }
        written.create(&paths[2], "new", &WRITING).unwrap();
        for path in &paths[1..] {
            std::fs::write(path, "another window's").unwrap();
        }
        let fault = written.take_back_after(Fault::error("the log is locked", "try again"));
        let read = paths.each_ref().map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(read, ["before", "another window's", "another window's"]);
        for name in ["two.ron", "new.ron"] {
            let says = format!("{name} could not be put back, since it was changed meanwhile");
            assert!(fault.remedy.contains(&says) && fault.remedy.ends_with("try again"), "{fault}");
        }
    }

    #[test]
    fn what_was_written_goes_back_and_forth() {
        let folder = tempfile::tempdir().unwrap();
        let (old, made) = (folder.path().join("old.ron"), folder.path().join("made"));
        let new = made.join("deck.ron");
        std::fs::write(&old, "before").unwrap();
        let mut written = WrittenDecks::default();
        written.update(&old, &WRITING, |_| Ok(Some(b"after".to_vec()))).unwrap();
        written.create(&new, "new", &WRITING).unwrap();
        written.keep_folder(made.clone());
        let read = || (std::fs::read_to_string(&old).unwrap(), std::fs::read_to_string(&new).ok());
        let forth = written.swap().unwrap();
        assert_eq!((read(), made.exists()), (("before".to_string(), None), false));
        let back = forth.swap().unwrap();
        assert_eq!(read(), ("after".to_string(), Some("new".to_string())));
        std::fs::write(&new, "changed").unwrap();
        let fault = back.swap().unwrap_err();
        assert!(fault.what.starts_with("the deck has changed since"), "{fault}");
        assert_eq!(read(), ("after".to_string(), Some("changed".to_string())), "all or nothing");
    }
}
