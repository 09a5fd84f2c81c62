//! Copying the user's files into a backup and out of one: whole, or with a word about what is
//! missing.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::disk;
use super::os::{self, Metadata, OpenFile};
use crate::fault::{Fault, Place};

/// The files and folders of a backup.
pub(super) const PARTS: [&str; 8] =
    ["state.ron", "reviews.ron", "settings.ron", "decks", "themes", "drafts", "media", "media.ron"];
/// How deep folders may lie in one another.
const DEPTH: usize = 8;
/// How many bytes a backup leaves free on the disk: reviews need them more.
const RESERVE: u64 = 8 << 20;

/// What is copied, and what can't be.
#[derive(Debug, Default)]
struct FileList {
    /// Folders come before what lies in them.
    files: Vec<ListedFile>,
    left_out: Vec<Fault>,
}

/// A file or a folder, by its path from the folder that is copied.
#[derive(Debug)]
struct ListedFile {
    path: PathBuf,
    /// How many bytes it has; none for a folder.
    size: Option<u64>,
    /// Where an earlier backup has the same content.
    same: Option<PathBuf>,
}

/// Copies all parts from one folder to another, where nothing is. What can't be read is left out,
/// with a word about each file; that there is no room for the copies is an error.
///
/// A file that an earlier backup has, byte for byte, becomes a hard link to that copy and takes no
/// room. It is never a link to a live file, which somebody may still write to.
pub(super) fn copy_parts(from: &Path, to: &Path, earlier: Option<&Path>) -> io::Result<Vec<Fault>> {
    let mut list = FileList::default();
    for part in PARTS {
        list.add(from, Path::new(part), DEPTH);
    }
    if let Some(earlier) = earlier {
        list.find_same(from, earlier);
    }
    let new = list.files.iter().filter(|file| file.same.is_none());
    refuse_without_room(new.filter_map(|file| file.size).sum(), os::free_room(to).ok())?;
    for ListedFile { path, size, same } in &list.files {
        let (source, copy) = (from.join(path), to.join(path));
        if size.is_none() {
            os::create_dir(&copy)?;
        } else if same.as_ref().is_some_and(|same| os::hard_link(same, &copy).is_ok()) {
            // It is linked; where there are no hard links, it is copied.
        } else if let Err(error) = os::copy(&source, &copy) {
            // Where the file can be read, its copy could not be written.
            let Err(unreadable) = read_through(&source) else { return Err(error) };
            list.left_out.push(left_out(&source, &unreadable));
            _ = os::remove_file(&copy);
        }
    }
    // A name in a folder is on disk only when the folder is.
    let folders = list.files.iter().filter(|file| file.size.is_none());
    folders.rev().try_for_each(|folder| disk::sync_entries(&to.join(&folder.path)))?;
    disk::sync_entries(to)?;
    Ok(list.left_out)
}

impl FileList {
    /// Finds what an earlier backup has as it is now.
    fn find_same(&mut self, from: &Path, earlier: &Path) {
        for file in &mut self.files {
            let other = earlier.join(&file.path);
            let length = os::symlink_metadata(&other).ok().filter(Metadata::is_file);
            // A picture or a sound is named by what is in it.
            let is_medium = file.path.starts_with("media");
            if file.size.is_some() && length.map(|meta| meta.len()) == file.size {
                let is_same =
                    is_medium || has_same_bytes(&from.join(&file.path), &other).unwrap_or_default();
                file.same = is_same.then_some(other);
            }
        }
    }

    /// Adds a file, or a folder with all that lies in it; what is neither, or is not there, is
    /// passed over.
    fn add(&mut self, from: &Path, path: &Path, depth: usize) {
        let here = from.join(path);
        let meta = match os::metadata(&here) {
            Ok(meta) => meta,
            Err(error) if error.kind() == ErrorKind::NotFound => return,
            Err(error) => return self.left_out.push(left_out(&here, &error)),
        };
        if meta.is_file() {
            let size = Some(meta.len());
            self.files.push(ListedFile { path: path.to_path_buf(), size, same: None });
        }
        if !meta.is_dir() || depth == 0 {
            return;
        }
        let names = os::read_dir(&here)
            .and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect());
        let names: Vec<_> = match names {
            Ok(names) => names,
            Err(error) => return self.left_out.push(left_out(&here, &error)),
        };
        self.files.push(ListedFile { path: path.to_path_buf(), size: None, same: None });
        // A link may lead round in a circle, or to folders that are no decks.
        let is_link = depth < DEPTH && here.is_symlink();
        for name in names {
            let inner = path.join(name);
            let is_deck_file = inner.extension().is_some_and(|ending| ending == "ron");
            if !disk::is_unfinished(&inner) && (!is_link || is_deck_file) {
                self.add(from, &inner, if is_link { 0 } else { depth - 1 });
            }
        }
    }
}

fn left_out(path: &Path, error: &io::Error) -> Fault {
    let what = format!("it can't be read, so it is not in the backup: {error}");
    Fault::warning(what, "make it readable for you (chmod u+r), or take it away")
        .with_place(Place::file(path.display().to_string()))
}

/// Whether two files have the same content. Their times would not tell: a deck may change twice
/// within the clock's precision.
fn has_same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let mut readers =
        [BufReader::new(OpenFile::open(one)?), BufReader::new(OpenFile::open(other)?)];
    loop {
        let [one, other] = &mut readers;
        let (ours, theirs) = (one.fill_buf()?, other.fill_buf()?);
        let count = ours.len().min(theirs.len());
        if ours[..count] != theirs[..count] {
            return Ok(false);
        }
        if count == 0 {
            return Ok(ours.len() == theirs.len());
        }
        one.consume(count);
        other.consume(count);
    }
}

fn read_through(path: &Path) -> io::Result<u64> {
    io::copy(&mut OpenFile::open(path)?.by_ref(), &mut io::sink())
}

/// Refuses to copy so many bytes to where so many are free, unless some room stays.
fn refuse_without_room(size: u64, free: Option<u64>) -> io::Result<()> {
    // Where nobody knows, the copies themselves will tell.
    match free {
        Some(free) if free < size.saturating_add(RESERVE) => Err(io::Error::new(
            ErrorKind::StorageFull,
            format!(
                "{} are free on the disk, too few for {} and the {} that reviews need",
                megabytes(free),
                megabytes(size),
                megabytes(RESERVE)
            ),
        )),
        _ => Ok(()),
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_room_on_a_disk_is_for_reviews() {
        let says = |size, free| refuse_without_room(size, free).err().map(|e| e.to_string());
        assert_eq!(says(1_000_000, Some(RESERVE + 1_000_000)), None);
        assert_eq!(says(u64::MAX, None), None);
        assert_eq!(
            says(1_000_000, Some(1_600_000)).as_deref(),
            Some(
                "1.6 MB are free on the disk, too few for 1.0 MB and the 8.4 MB that reviews need"
            )
        );
    }
}
