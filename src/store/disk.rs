//! Writing the user's files: the lock, the atomic replacement, the checked update, and free names.
//!
//! It knows no format and no meaning: bytes in, bytes out.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::os::{self, OpenFile, OpenMode};
use crate::clock::Moment;
use crate::fault::{Fault, Place};

/// Opens the file for reading and appending and locks it; it is made if it is not there, and so is
/// its folder. The lock ends with the file.
pub(super) fn open_for_appending(path: &Path) -> io::Result<OpenFile> {
    refuse_what_is_no_file(path)?;
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    let new = !path.exists();
    let file = locked(path, OpenMode::Appending)?;
    if new {
        sync_folder(path)?;
    }
    Ok(file)
}

/// Opens the file for reading; none if it is not there.
pub(super) fn open_for_reading(path: &Path) -> io::Result<Option<OpenFile>> {
    refuse_what_is_no_file(path)?;
    match OpenFile::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A device or a pipe could be read without end, or never.
fn refuse_what_is_no_file(path: &Path) -> io::Result<()> {
    match os::metadata(path) {
        Ok(meta) if !meta.is_file() => Err(io::Error::other("this is not a file")),
        _ => Ok(()),
    }
}

/// Opens the file and waits until nobody else holds it.
fn locked(path: &Path, purpose: OpenMode) -> io::Result<OpenFile> {
    loop {
        let file = OpenFile::open_for(path, purpose)?;
        lock(&file)?;
        // Whoever held it may have put another file into its place meanwhile.
        if is_same_file(&file, path) {
            return Ok(file);
        }
    }
}

/// Waits a while until nobody else holds the file. A file system that knows no locks has one user
/// at a time.
pub(super) fn lock(file: &OpenFile) -> io::Result<()> {
    match file.lock() {
        Err(error) if knows_no_locks(&error) => Ok(()),
        other => other,
    }
}

/// Whether this is what a file system says that knows no locks: NFS without its daemon and some
/// FUSE ones have other words for it.
fn knows_no_locks(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let says = [Errno::NOLCK, Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP];
    error.kind() == ErrorKind::Unsupported
        || error.raw_os_error().is_some_and(|code| says.iter().any(|e| e.raw_os_error() == code))
}

/// Whether the path still names this very file.
#[cfg(unix)]
pub(super) fn is_same_file(file: &OpenFile, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let key = |meta: os::Metadata| (meta.dev(), meta.ino());
    match (file.metadata(), os::metadata(path)) {
        (Ok(ours), Ok(theirs)) => key(ours) == key(theirs),
        _ => false,
    }
}

/// Whether the path still names a file; elsewhere than on Unix an open file can't be replaced.
#[cfg(not(unix))]
pub(super) fn is_same_file(_: &OpenFile, path: &Path) -> bool {
    path.exists()
}

/// Reads from the byte `from` to the end that the file has now.
pub(super) fn read_from(mut file: &OpenFile, from: u64) -> io::Result<Vec<u8>> {
    let length = file.metadata()?.len().saturating_sub(from);
    let mut bytes = Vec::with_capacity(length as usize);
    file.seek(SeekFrom::Start(from))?;
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Replaces the file whole: whoever reads it sees the old content or the new one, after a power cut
/// too. Who may read it stays as it was; a new one is the user's alone.
pub(super) fn replace(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    replace_for(OpenMode::Replacing, path, write)
}

/// Replaces a file in the same way; a new one has the user's usual permissions.
pub(super) fn replace_shared(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    replace_for(OpenMode::Sharing, path, write)
}

fn replace_for(
    purpose: OpenMode,
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    // What a link leads to is replaced, and the link stays, even if nothing is there yet.
    let path = &os::canonicalize(path).unwrap_or_else(|_| link_target(path));
    let aside = unfinished(path);
    remove_what_is_no_leftover(&aside)?;
    // Two that write at once take turns, and no leftover of a crash lies in the way.
    let file = locked(&aside, purpose)?;
    let written = (|| {
        file.set_len(0)?;
        write(&mut &file)?;
        if let Ok(meta) = os::metadata(path) {
            file.set_permissions(meta.permissions())?;
        }
        file.sync_all()?;
        os::rename(&aside, path)
    })();
    if written.is_err() {
        let _ = os::remove_file(&aside);
    }
    written?;
    sync_folder(path)
}

/// The name of a file or a folder as long as it is not whole: hidden, so that nobody takes it for a
/// deck.
pub(super) fn unfinished(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{UNFINISHED}"))
}

/// Whether a file or folder has such a name.
pub(super) fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') && name.ends_with(UNFINISHED)
}

/// Removes a link or a pipe that has the name of an unfinished file: what is written would go
/// elsewhere.
fn remove_what_is_no_leftover(aside: &Path) -> io::Result<()> {
    match os::symlink_metadata(aside) {
        Ok(meta) if !meta.is_file() || has_other_names(&meta) => os::remove_file(aside),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn has_other_names(meta: &os::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(meta) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &os::Metadata) -> bool {
    false
}

/// Removes an unfinished file, unless somebody is writing it.
pub(super) fn remove_leftover(aside: &Path) -> io::Result<()> {
    remove_what_is_no_leftover(aside)?;
    let file = OpenFile::open(aside)?;
    if file.try_lock() { os::remove_file(aside) } else { Ok(()) }
}

/// Where a link leads to that nothing is at; any other path as it is.
fn link_target(path: &Path) -> PathBuf {
    let target = os::read_link(path).ok();
    let target = target.and_then(|target| Some(path.parent()?.join(target)));
    target.unwrap_or_else(|| path.to_path_buf())
}

/// The ending of what is not whole yet.
const UNFINISHED: &str = ".new";

/// How often an update starts again when somebody else writes the file at the same time.
const TRIES: usize = 5;

/// What the faults of an update say.
pub(super) struct UpdateFaults<'a> {
    /// Nothing was written.
    pub(super) not_written: &'a str,
    /// The file may not be written to.
    pub(super) read_only: &'a str,
}

/// Replaces a file by what `change` makes of its present content, which is none where there is no
/// file; no new content leaves it alone. If somebody else writes the file meanwhile, `change` is
/// asked again, so that no two windows undo each other's changes.
pub(super) fn update(
    path: &Path,
    faults: &UpdateFaults<'_>,
    mut change: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, Fault>,
) -> Result<(), Fault> {
    for _ in 0..TRIES {
        let old = read(path).map_err(|error| read_fault(path, &error))?;
        let Some(new) = change(old.as_deref())? else { return Ok(()) };
        if os::metadata(path).is_ok_and(|meta| meta.permissions().readonly()) {
            return Err(Fault::error(faults.read_only, "make it writable for you (chmod u+w)")
                .with_place(Place::file(path.display().to_string())));
        }
        let mut meanwhile = false;
        let written = replace(path, |out| {
            // Only one at a time gets here.
            meanwhile = read(path)? != old;
            if meanwhile {
                return Err(io::Error::other("somebody else is writing it"));
            }
            out.write_all(&new)
        });
        match written {
            Ok(()) => return Ok(()),
            Err(_) if meanwhile => {}
            Err(error) => return Err(write_fault(faults.not_written, path, &error)),
        }
    }
    let error = io::Error::other("somebody else keeps writing it");
    Err(write_fault(faults.not_written, path, &error))
}

/// Reads a file whole; none if it is not there.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    open_for_reading(path)?.map(|file| read_from(&file, 0)).transpose()
}

/// Makes the folder with all that it lies in, so that a power cut does not take it away again.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make_folder(above)?;
    }
    match os::create_dir(folder) {
        Err(error) if !(error.kind() == ErrorKind::AlreadyExists && folder.is_dir()) => Err(error),
        _ => sync_folder(folder),
    }
}

/// Syncs the folder, so that the path's name in it is on disk.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    sync_entries(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
}

/// Syncs a folder, so that all names in it are on disk.
pub(super) fn sync_entries(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { OpenFile::open(folder)?.sync_all() } else { Ok(()) }
}

/// A free name beside `path` that says why and when:
/// `reviews.unreadable-2026-12-09T140500Z.ron`.
pub(super) fn free_name(path: &Path, why: &str, now: Moment) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let names = (1..).map(|n| {
        let again = if n == 1 { String::new() } else { format!("-{n}") };
        path.with_file_name(format!("{stem}.{why}-{}{again}.ron", stamp(now)))
    });
    let mut free = names.filter(|name| os::symlink_metadata(name).is_err());
    free.next().expect("there are more numbers than files")
}

/// A moment as file names have it: `2026-12-09T140500Z`.
pub(super) fn stamp(now: Moment) -> String {
    let seconds = Moment(now.0.div_euclid(1000) * 1000);
    seconds.to_string().replace(':', "")
}

/// Gives the file a second name beside its own.
pub(super) fn link_or_copy(path: &Path, other: &Path) -> io::Result<()> {
    if os::hard_link(path, other).is_err() {
        os::copy(path, other)?;
    }
    sync_folder(other)
}

/// The fault of a file that can't be read.
pub(super) fn read_fault(path: &Path, error: &io::Error) -> Fault {
    let remedy = match error.kind() {
        ErrorKind::PermissionDenied => "make it readable for you (chmod u+r)",
        _ => "check that it is a readable file",
    };
    Fault::error(format!("it can't be read: {error}"), remedy)
        .with_place(Place::file(path.display().to_string()))
}

/// The fault of a failed write.
pub(super) fn write_fault(what: &str, path: &Path, error: &io::Error) -> Fault {
    let remedy = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "make room on the disk, then try again"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "make the folder writable for you, or name another with --config-dir"
        }
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "a file stands where a folder is needed: move it, or name another folder with --config-dir"
        }
        ErrorKind::ResourceBusy => "try again; if it stays locked, end the program that holds it",
        _ => "check the disk and the folder, then try again",
    };
    Fault::error(format!("{what}: {error}"), remedy)
        .with_place(Place::file(path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_system_without_locks_is_known_by_any_of_its_words() {
        use rustix::io::Errno;
        let error = |code: Errno| io::Error::from_raw_os_error(code.raw_os_error());
        for code in [Errno::NOLCK, Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP, Errno::NOTSUP] {
            assert!(knows_no_locks(&error(code)), "{code}");
        }
        for code in [Errno::IO, Errno::NOSPC, Errno::ACCESS, Errno::WOULDBLOCK] {
            assert!(!knows_no_locks(&error(code)), "{code}");
        }
    }
}
