//! The operating system's files as this room uses them: what `std::fs` has, under the same names.
//!
//! Every call that can fail is a step, and passes [`trip`], where a test may have it fail or have
//! the program killed: so each one can be seen to lose nothing, in the real program. What is made
//! here is made for the user alone. What the files hold is not known.

mod failpoint;

use std::fs::{Permissions, ReadDir, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;

use failpoint::{DiskStep, is_hasty, trip, trip_with, waits};
pub(super) use std::fs::{Metadata, canonicalize, metadata, read_link, symlink_metadata};

/// How often a lock that another program holds is tried again, and how long is waited in between:
/// five seconds in all.
static TRIES: AtomicU32 = AtomicU32::new(500);
const PAUSE: Duration = Duration::from_millis(10);
/// The same where somebody looks at a screen that would not move: a third of a second. Another
/// window of lacuna needs a few milliseconds.
const BRIEF_TRIES: u32 = 33;

/// Waits for locks only as long as a screen may stand still.
pub(super) fn wait_briefly_for_locks() {
    TRIES.store(BRIEF_TRIES, Ordering::Relaxed);
}

/// An open file.
#[derive(Debug)]
pub(super) struct OpenFile {
    file: std::fs::File,
    /// How it was called when it was opened: for the tests, which see each step by it.
    path: PathBuf,
}

/// What a file is opened for.
#[derive(Clone, Copy, Debug)]
pub(super) enum OpenMode {
    /// Reading, and adding to its end; it is made if it is not there.
    Appending,
    /// Replacing what it holds; it is made if it is not there.
    Replacing,
    /// Likewise, but anybody may read it whom the user lets read new files.
    Sharing,
    /// Writing a file that must not be there yet.
    Making,
}

impl OpenFile {
    /// Opens a file for reading.
    pub(super) fn open(path: &Path) -> io::Result<OpenFile> {
        trip(DiskStep::Open, path)?;
        Ok(OpenFile { file: std::fs::File::open(path)?, path: path.to_path_buf() })
    }

    /// Opens a file for something else.
    pub(super) fn open_for(path: &Path, purpose: OpenMode) -> io::Result<OpenFile> {
        trip(DiskStep::Create, path)?;
        let mut options = std::fs::OpenOptions::new();
        match purpose {
            OpenMode::Appending => options.read(true).append(true).create(true),
            OpenMode::Replacing | OpenMode::Sharing => {
                options.write(true).create(true).truncate(false)
            }
            OpenMode::Making => options.write(true).create_new(true),
        };
        #[cfg(unix)]
        if matches!(purpose, OpenMode::Replacing | OpenMode::Sharing) {
            // What a link of that name leads to is somebody else's.
            let no_link = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
            std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, no_link);
        }
        #[cfg(unix)]
        if !matches!(purpose, OpenMode::Sharing) {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        Ok(OpenFile { file: options.open(path)?, path: path.to_path_buf() })
    }

    pub(super) fn metadata(&self) -> io::Result<Metadata> {
        self.file.metadata()
    }

    pub(super) fn set_len(&self, length: u64) -> io::Result<()> {
        trip_with(DiskStep::Truncate, &self.path, length.to_string().as_bytes())?;
        self.file.set_len(length)
    }

    pub(super) fn set_permissions(&self, permissions: Permissions) -> io::Result<()> {
        trip(DiskStep::Allow, &self.path)?;
        self.file.set_permissions(permissions)
    }

    pub(super) fn sync_all(&self) -> io::Result<()> {
        trip(DiskStep::Sync, &self.path)?;
        self.file.sync_all()
    }

    pub(super) fn sync_data(&self) -> io::Result<()> {
        trip(DiskStep::Sync, &self.path)?;
        self.file.sync_data()
    }

    /// Waits until nobody else holds the file, but not for ever: the screen would hang with whoever
    /// hangs.
    pub(super) fn lock(&self) -> io::Result<()> {
        trip(DiskStep::Lock, &self.path)?;
        let mut tries = 0;
        let most = if is_hasty() { 1 } else { TRIES.load(Ordering::Relaxed) };
        while tries < most || waits() {
            match self.file.try_lock() {
                Ok(()) => return Ok(()),
                Err(TryLockError::WouldBlock) => sleep(PAUSE),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            tries = tries.saturating_add(1);
        }
        Err(io::Error::new(ErrorKind::ResourceBusy, "another program keeps it locked"))
    }

    /// Locks the file if nobody else holds it.
    pub(super) fn try_lock(&self) -> bool {
        self.file.try_lock().is_ok()
    }

    pub(super) fn unlock(&self) -> io::Result<()> {
        trip(DiskStep::Lock, &self.path)?;
        self.file.unlock()
    }

    /// Reads so many bytes from a place in the file, wherever others read it.
    #[cfg(unix)]
    pub(super) fn read_exact_at(&self, bytes: &mut [u8], from: u64) -> io::Result<()> {
        trip(DiskStep::Read, &self.path)?;
        std::os::unix::fs::FileExt::read_exact_at(&self.file, bytes, from)
    }
}

impl Read for &OpenFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        trip(DiskStep::Read, &self.path)?;
        (&self.file).read(bytes)
    }
}

impl Read for OpenFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        (&*self).read(bytes)
    }
}

impl Write for &OpenFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match trip_with(DiskStep::Write, &self.path, bytes) {
            Ok(()) => (&self.file).write(bytes),
            Err(tripped) => {
                // As on a full disk: a part is written before the rest is refused.
                (&self.file).write_all(&bytes[..bytes.len() / 2])?;
                Err(tripped.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Write for OpenFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for &OpenFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        (&self.file).seek(to)
    }
}

/// Reads a whole file.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    trip(DiskStep::Open, path)?;
    std::fs::read(path)
}

pub(super) fn read_dir(path: &Path) -> io::Result<ReadDir> {
    trip(DiskStep::List, path)?;
    std::fs::read_dir(path)
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    trip_with(DiskStep::Rename, to, from.as_os_str().as_encoded_bytes())?;
    std::fs::rename(from, to)
}

pub(super) fn hard_link(from: &Path, to: &Path) -> io::Result<()> {
    trip_with(DiskStep::Link, to, from.as_os_str().as_encoded_bytes())?;
    std::fs::hard_link(from, to)
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    trip(DiskStep::Remove, path)?;
    std::fs::remove_file(path)
}

/// Removes a folder in which nothing is.
pub(super) fn remove_dir(path: &Path) -> io::Result<()> {
    trip(DiskStep::Remove, path)?;
    std::fs::remove_dir(path)
}

pub(super) fn remove_dir_all(path: &Path) -> io::Result<()> {
    trip(DiskStep::Remove, path)?;
    std::fs::remove_dir_all(path)
}

/// Makes a folder for the user alone.
pub(super) fn create_dir(path: &Path) -> io::Result<()> {
    trip(DiskStep::Folder, path)?;
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// How many bytes are free for the user on the disk of that path.
pub(super) fn free_room(path: &Path) -> io::Result<u64> {
    trip(DiskStep::List, path)?;
    #[cfg(unix)]
    {
        let disk = rustix::fs::statvfs(path)?;
        Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
    }
    #[cfg(not(unix))]
    Err(ErrorKind::Unsupported.into())
}

/// Copies a file, with who may read it, to where none is.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let (source, copy) = (OpenFile::open(from)?, OpenFile::open_for(to, OpenMode::Making)?);
    let length = source.metadata()?.len();
    match trip_with(DiskStep::Copy, to, from.as_os_str().as_encoded_bytes()) {
        Ok(()) => io::copy(&mut &source.file, &mut &copy.file)?,
        Err(tripped) => {
            io::copy(&mut (&source.file).take(length / 2), &mut &copy.file)?;
            return Err(tripped.into());
        }
    };
    copy.set_permissions(source.metadata()?.permissions())?;
    copy.sync_all()
}
