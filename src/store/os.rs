//! The operating system's files as this room uses them: what `std::fs` has, under the same names.
//!
//! Every call that can fail is a step, and passes [`trip`], where a test may have it fail or have
//! the program killed: so each one can be seen to lose nothing, in the real program. What is made
//! here is made for the user alone. What the files hold is not known.

mod failpoint;

use std::fs::{Permissions, ReadDir, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;

use failpoint::{DiskStep, trip, waits};
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
pub(super) struct OpenFile(std::fs::File);

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
        std::fs::File::open(path).map(OpenFile)
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
        options.open(path).map(OpenFile)
    }

    pub(super) fn metadata(&self) -> io::Result<Metadata> {
        self.0.metadata()
    }

    pub(super) fn set_len(&self, length: u64) -> io::Result<()> {
        step(DiskStep::Truncate)?;
        self.0.set_len(length)
    }

    pub(super) fn set_permissions(&self, permissions: Permissions) -> io::Result<()> {
        step(DiskStep::Allow)?;
        self.0.set_permissions(permissions)
    }

    pub(super) fn sync_all(&self) -> io::Result<()> {
        step(DiskStep::Sync)?;
        self.0.sync_all()
    }

    pub(super) fn sync_data(&self) -> io::Result<()> {
        step(DiskStep::Sync)?;
        self.0.sync_data()
    }

    /// Waits until nobody else holds the file, but not for ever: the screen would hang with whoever
    /// hangs.
    pub(super) fn lock(&self) -> io::Result<()> {
        step(DiskStep::Lock)?;
        let mut tries = 0;
        let most = TRIES.load(Ordering::Relaxed);
        while tries < most || waits() {
            match self.0.try_lock() {
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
        self.0.try_lock().is_ok()
    }

    pub(super) fn unlock(&self) -> io::Result<()> {
        step(DiskStep::Lock)?;
        self.0.unlock()
    }

    /// Reads so many bytes from a place in the file, wherever others read it.
    #[cfg(unix)]
    pub(super) fn read_exact_at(&self, bytes: &mut [u8], from: u64) -> io::Result<()> {
        step(DiskStep::Read)?;
        std::os::unix::fs::FileExt::read_exact_at(&self.0, bytes, from)
    }
}

/// Passes a step on a file that is open.
fn step(step: DiskStep) -> io::Result<()> {
    trip(step, Path::new("")).map_err(Into::into)
}

impl Read for &OpenFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        step(DiskStep::Read)?;
        (&self.0).read(bytes)
    }
}

impl Read for OpenFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        (&*self).read(bytes)
    }
}

impl Write for &OpenFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match trip(DiskStep::Write, Path::new("")) {
            Ok(()) => (&self.0).write(bytes),
            Err(tripped) => {
                // As on a full disk: a part is written before the rest is refused.
                (&self.0).write_all(&bytes[..bytes.len() / 2])?;
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
        (&self.0).seek(to)
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
    trip(DiskStep::Rename, to)?;
    std::fs::rename(from, to)
}

pub(super) fn hard_link(from: &Path, to: &Path) -> io::Result<()> {
    trip(DiskStep::Link, to)?;
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
    trip(DiskStep::Create, path)?;
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
    match trip(DiskStep::Write, to) {
        Ok(()) => io::copy(&mut &source.0, &mut &copy.0)?,
        Err(tripped) => {
            io::copy(&mut (&source.0).take(length / 2), &mut &copy.0)?;
            return Err(tripped.into());
        }
    };
    copy.set_permissions(source.metadata()?.permissions())?;
    copy.sync_all()
}
