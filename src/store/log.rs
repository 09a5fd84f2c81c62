//! The log, `reviews.ron`: one entry a line, on disk before anything acknowledges it.
//!
//! Several instances may have it open: each line is written under a lock, after the lines of the
//! others were read. Folding the entries is left to [`Ledger`](crate::memory::Ledger).

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;

use super::log_lines;
use super::log_lines::{BadLine, LogLines};
use super::log_position::LogPosition;
use super::os::OpenFile;
use super::{ConfigHome, disk};
use crate::fault::Fault;
use crate::memory::{Entry, EntryId, EntryKind};

/// The log as one instance sees it.
#[derive(Debug)]
pub struct ReviewLog {
    pub(super) home: ConfigHome,
    /// Open for writing, once something was written.
    file: Option<OpenFile>,
    /// Up to where it was read.
    pub(super) position: LogPosition,
    /// What state.ron was last seen to cover.
    pub(super) saved: Option<SavedSnapshot>,
    pub(super) trouble: PendingRepair,
}

/// What is known of state.ron on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SavedSnapshot {
    /// How much of the log it covers.
    pub(super) position: LogPosition,
    /// What else it depends on.
    pub(super) basis: String,
    /// How large it is, in bytes.
    pub(super) size: u64,
}

/// What has to be repaired before anything is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a trouble of its own, and any of them may come together"
)]
pub(super) struct PendingRepair {
    /// state.ron is not what this program wrote: it gets another name.
    pub(super) state: bool,
    /// The log is no log: it gets another name.
    pub(super) garbage: bool,
    /// The log lacks what state.ron knows.
    pub(super) lost: bool,
    /// git has left its conflict markers in the log.
    pub(super) markers: bool,
    /// How many lines of the log are no entries, which can stay so.
    pub(super) lines: usize,
    /// The log could not be read at all.
    pub(super) closed: bool,
}

/// What was found beyond the mark.
#[derive(Debug, Default)]
pub(super) struct LogTail {
    /// Entries of whole lines.
    pub(super) entries: Vec<Entry>,
    /// Whole lines that are no entries.
    pub(super) bad: Vec<BadLine>,
    /// A last line without its end.
    pub(super) torn: Vec<u8>,
}

impl ReviewLog {
    /// The log of that config directory, unread.
    pub(super) fn new(home: &ConfigHome) -> ReviewLog {
        ReviewLog {
            home: home.clone(),
            file: None,
            position: LogPosition::start(),
            saved: None,
            trouble: PendingRepair::default(),
        }
    }

    /// The file.
    pub fn path(&self) -> PathBuf {
        self.home.reviews()
    }

    /// Adds entries, which are on disk when this returns, and returns those that others added
    /// meanwhile: they come before these. If nothing could be written, the log is as it was.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Vec<Entry>, Fault> {
        let text: Result<String, ron::Error> = entries.iter().map(log_lines::line).collect();
        let added = text.map_err(io::Error::other).and_then(|text| {
            self.locked(|log, file| {
                let before = log.position;
                let added = log.write(file, &text, entries.len() as u64);
                if added.is_err() {
                    // What the others wrote was not handed on: it is read again.
                    log.position = before;
                }
                added
            })
        });
        added.map_err(|error| disk::write_fault(unsaved(entries), &self.path(), &error))
    }

    /// Adds those entries that the log has not, and returns how many that are.
    pub(super) fn append_new(&mut self, theirs: Vec<Entry>) -> Result<usize, Fault> {
        let path = self.path();
        let added = self.locked(|log, file| {
            log.position = LogPosition::start();
            let tail = log.read_on(Some(file))?;
            let torn = log_lines::entry(&tail.torn).ok().flatten();
            let new = unknown(tail.entries.into_iter().chain(torn), theirs);
            let text: Result<String, ron::Error> = new.iter().map(log_lines::line).collect();
            if !new.is_empty() {
                log.write(file, &text.map_err(io::Error::other)?, new.len() as u64)?;
            }
            Ok(new.len())
        });
        added.map_err(|error| disk::write_fault("nothing was saved", &path, &error))
    }

    /// What others have added since the log was last read. If it is no longer the log that
    /// was read, all that it holds is returned; a ledger is in doubt about that, and asks for
    /// [`ReviewLog::refold`].
    pub fn catch_up(&mut self) -> Result<Vec<Entry>, Fault> {
        let path = self.path();
        let file =
            disk::open_for_reading(&path).map_err(|error| disk::read_fault(&path, &error))?;
        let tail = self.read_on(file.as_ref()).map_err(|error| disk::read_fault(&path, &error))?;
        Ok(tail.entries)
    }

    /// Runs `act` while nobody else writes.
    pub(super) fn locked<T>(
        &mut self,
        act: impl FnOnce(&mut ReviewLog, &OpenFile) -> io::Result<T>,
    ) -> io::Result<T> {
        let path = self.path();
        let kept = match self.file.take() {
            Some(file) => {
                disk::lock(&file)?;
                // Another instance may have put another file into its place.
                disk::is_same_file(&file, &path).then_some(file)
            }
            None => None,
        };
        let file = match kept {
            Some(file) => file,
            None => disk::open_for_appending(&path)?,
        };
        let done = act(self, &file);
        // Closing it would unlock it too; a lock that can't be undone is no reason to say that
        // nothing was saved.
        if file.unlock().is_ok() {
            self.file = Some(file);
        }
        done
    }

    /// Reads what lies beyond the mark, and moves the mark; reads everything if what lay before it
    /// has changed.
    pub(super) fn read_on(&mut self, file: Option<&OpenFile>) -> io::Result<LogTail> {
        if !self.position.holds(file)? {
            self.position = LogPosition::start();
        }
        let Some(file) = file else { return Ok(LogTail::default()) };
        let bytes = disk::read_from(file, self.position.length)?;
        let LogLines { entries, bad, length, count, markers } =
            LogLines::read(&bytes, self.position.lines)?;
        if length > 0 {
            self.position = LogPosition::measure(
                file,
                self.position.length + length as u64,
                self.position.lines + count,
            )?;
        }
        self.trouble.markers |= markers > 0;
        Ok(LogTail { entries, bad, torn: bytes[length..].to_vec() })
    }

    fn write(&mut self, mut file: &OpenFile, text: &str, count: u64) -> io::Result<Vec<Entry>> {
        let mut tail = self.read_on(Some(file))?;
        let healed = self.fix_torn_line(file, &mut tail)?;
        if healed.is_empty() && text.is_empty() {
            return Ok(tail.entries);
        }
        let end = file.metadata()?.len();
        let text = format!("{healed}{text}");
        if let Err(error) = file.write_all(text.as_bytes()).and_then(|()| file.sync_data()) {
            // Best effort: a line that stays in part is healed by whoever writes next.
            let _ = file.set_len(end).and_then(|()| file.sync_data());
            return Err(error);
        }
        let lines = self.position.lines + count + u64::from(!healed.is_empty());
        self.position = LogPosition::measure(file, end + text.len() as u64, lines)?;
        Ok(tail.entries)
    }

    /// Sees to a last line without its end: one that is whole gets its end, which is returned to be
    /// written; a fragment is kept elsewhere and cut off.
    fn fix_torn_line(&self, file: &OpenFile, tail: &mut LogTail) -> io::Result<&'static str> {
        if tail.torn.is_empty() {
            return Ok("");
        }
        if let Ok(entry) = log_lines::entry(&tail.torn) {
            tail.entries.extend(entry);
            return Ok("\n");
        }
        let mut kept = disk::open_for_appending(&self.path().with_file_name(FRAGMENTS))?;
        kept.write_all(&[&tail.torn[..], b"\n"].concat())?;
        kept.sync_all()?;
        file.set_len(self.position.length)?;
        Ok("")
    }
}

/// Those of the entries that are not known, each once.
pub(super) fn unknown(
    known: impl IntoIterator<Item = Entry>,
    mut entries: Vec<Entry>,
) -> Vec<Entry> {
    let mut seen: HashMap<EntryId, Vec<Entry>> = HashMap::new();
    for entry in known {
        seen.entry(entry.id).or_default().push(entry);
    }
    // By the whole entry, not by its id alone: otherwise whoever is first would decide between two
    // of one id.
    entries.retain(|entry| {
        let same = seen.entry(entry.id).or_default();
        let new = !same.contains(entry);
        if new {
            same.push(entry.clone());
        }
        new
    });
    entries
}

/// Where lines go that a crash cut off.
pub(super) const FRAGMENTS: &str = "reviews.torn.ron";

fn unsaved(entries: &[Entry]) -> &'static str {
    match entries {
        [Entry { what: EntryKind::Review(..), .. }] => "the review was not saved",
        [_] => "the change was not saved",
        _ => "nothing was saved",
    }
}
