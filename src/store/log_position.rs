//! A position in a file up to which it was read, and whether the part before it is unchanged.

use std::io::{self, Read, Seek, SeekFrom};

use super::os::OpenFile;
use crate::rng::hash_bytes;

/// How many bytes before the position are hashed.
const WINDOW: u64 = 4096;

/// A place in the log: so many bytes and lines lie before it, and the last of those bytes have this
/// hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LogPosition {
    /// The bytes before it.
    pub(super) length: u64,
    /// The lines before it.
    pub(super) lines: u64,
    /// The hash of the last few kilobytes before it.
    pub(super) hash: u64,
}

impl LogPosition {
    /// The start of any file.
    pub(super) fn start() -> LogPosition {
        LogPosition { length: 0, lines: 0, hash: hash_bytes(&[]) }
    }

    /// The position after this many bytes and lines of `file`.
    pub(super) fn measure(file: &OpenFile, length: u64, lines: u64) -> io::Result<LogPosition> {
        Ok(LogPosition { length, lines, hash: hash(file, length)? })
    }

    /// Whether the file is unchanged up to here; no file at all counts as empty.
    pub(super) fn holds(&self, file: Option<&OpenFile>) -> io::Result<bool> {
        match file {
            None => Ok(self.length == 0),
            Some(file) if file.metadata()?.len() < self.length => Ok(false),
            Some(file) => Ok(hash(file, self.length)? == self.hash),
        }
    }
}

fn hash(mut file: &OpenFile, length: u64) -> io::Result<u64> {
    let window = length.min(WINDOW);
    let mut bytes = [0; WINDOW as usize];
    let bytes = &mut bytes[..window as usize];
    file.seek(SeekFrom::Start(length - window))?;
    file.read_exact(bytes)?;
    Ok(hash_bytes(bytes))
}
