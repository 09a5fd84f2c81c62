//! Daily copies of the user's files.
//!
//! A backup is a folder named by its day. It is made under another name first, so that one that
//! stands there is whole.

use std::io;
use std::path::{Path, PathBuf};

use super::backup_copy::{PARTS, copy_parts};
use super::staging::{self, Staging};
use super::{ConfigHome, disk, media_import, os};
use crate::clock::{Calendar, Moment};
use crate::fault::Fault;

/// How many days are kept.
const KEPT: usize = 10;
/// The ending of a backup that makes room for a newer one of its day.
const REPLACED: &str = ".old";

/// A backup that was made.
#[derive(Debug)]
pub struct Backup {
    /// Where it is.
    pub folder: PathBuf,
    /// A word about each file that is not in it.
    pub left_out: Vec<Fault>,
}

/// Makes today's backup unless there is one, and removes what was left half made by a program that
/// was killed.
pub fn daily(home: &ConfigHome, calendar: &Calendar, now: Moment) -> Result<Option<Backup>, Fault> {
    let folder = home.backups().join(calendar.iso_date(calendar.day(now)));
    let is_made = folder.exists() || !(home.state().exists() || home.reviews().exists());
    if is_made && !staging::has_leftovers(home) {
        return Ok(None);
    }
    make(home, &folder, is_made, now)
}

/// Makes today's backup, replacing one that exists.
pub fn replace_today(
    home: &ConfigHome,
    calendar: &Calendar,
    now: Moment,
) -> Result<Option<Backup>, Fault> {
    make(home, &home.backups().join(calendar.iso_date(calendar.day(now))), false, now)
}

fn make(
    home: &ConfigHome,
    folder: &Path,
    is_made: bool,
    now: Moment,
) -> Result<Option<Backup>, Fault> {
    if !PARTS.iter().any(|part| home.path().join(part).exists()) {
        return Ok(None);
    }
    let made = (|| {
        let mut staging = Staging::begin(home)?;
        put_back_replaced(&home.backups())?;
        if is_made {
            return Ok(None);
        }
        disk::make_folder(&home.backups())?;
        media_import::remove_set_aside(home, now);
        let new = staging.folder(folder)?;
        let last = days(home).pop().map(|day| home.backups().join(day));
        let left_out = copy_parts(home.path(), &new, last.as_deref())?;
        let old = replaced(folder);
        if folder.exists() {
            os::rename(folder, &old)?;
        }
        os::rename(&new, folder)?;
        disk::sync_folder(folder)?;
        if old.exists() {
            os::remove_dir_all(&old)?;
        }
        if left_out.is_empty() {
            // An older backup may have what this one lacks.
            prune(home)?;
        }
        Ok(Some(Backup { folder: folder.to_path_buf(), left_out }))
    })();
    made.map_err(|error: io::Error| {
        disk::write_fault("the day's backup was not made", folder, &error)
    })
}

/// The name of a backup while a newer one of its day takes its place.
fn replaced(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}{REPLACED}"))
}

/// Gives a backup its name back if the program was killed before the newer one had taken it.
fn put_back_replaced(backups: &Path) -> io::Result<()> {
    let Ok(entries) = os::read_dir(backups) else { return Ok(()) };
    for name in entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()) {
        let Some(day) = name.strip_prefix('.').and_then(|name| name.strip_suffix(REPLACED)) else {
            continue;
        };
        let (old, folder) = (backups.join(&name), backups.join(day));
        if is_day(day) && !folder.exists() {
            os::rename(&old, &folder)?;
        } else {
            os::remove_dir_all(&old)?;
        }
    }
    Ok(())
}

/// The days that there are backups of, the latest last.
pub fn days(home: &ConfigHome) -> Vec<String> {
    let Ok(entries) = os::read_dir(&home.backups()) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut days: Vec<String> = names.filter(|name| is_day(name)).collect();
    days.sort();
    days
}

/// Whether a name is a day's: `2026-12-09`.
pub(super) fn is_day(name: &str) -> bool {
    let shape = |(i, byte): (usize, u8)| {
        if i == 4 || i == 7 { byte == b'-' } else { byte.is_ascii_digit() }
    };
    name.len() == 10 && name.bytes().enumerate().all(shape)
}

/// Removes all but the latest.
fn prune(home: &ConfigHome) -> io::Result<()> {
    let days = days(home);
    days.iter().rev().skip(KEPT).try_for_each(|day| os::remove_dir_all(&home.backups().join(day)))
}
