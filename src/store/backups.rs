//! Daily copies of the user's files, and bringing one back.
//!
//! A backup is a folder named by its day. It is made under another name first, so that one that
//! stands there is whole.

use std::io;
use std::path::{Path, PathBuf};

use super::{ConfigHome, disk, os as fs};
use crate::clock::{Calendar, Moment};
use crate::fault::{Fault, Place};
use crate::rng::entropy;

/// How many days are kept.
const KEPT: usize = 10;
/// How deep folders may lie in one another.
const DEPTH: usize = 8;
/// The files and folders of a backup.
const PARTS: [&str; 5] = ["state.ron", "reviews.ron", "settings.ron", "decks", "themes"];

/// Makes today's backup unless there is one; returns its folder if it was made now.
pub fn daily(
    home: &ConfigHome,
    calendar: &Calendar,
    now: Moment,
) -> Result<Option<PathBuf>, Fault> {
    let folder = home.backups().join(calendar.iso_date(calendar.day(now)));
    if folder.exists() || !(home.state().exists() || home.reviews().exists()) {
        return Ok(None);
    }
    make(home, &folder)
}

/// Makes today's backup, replacing one that exists.
pub fn replace_today(
    home: &ConfigHome,
    calendar: &Calendar,
    now: Moment,
) -> Result<Option<PathBuf>, Fault> {
    make(home, &home.backups().join(calendar.iso_date(calendar.day(now))))
}

fn make(home: &ConfigHome, folder: &Path) -> Result<Option<PathBuf>, Fault> {
    let parts = PARTS.map(|part| home.path().join(part));
    if !parts.iter().any(|part| part.exists()) {
        return Ok(None);
    }
    let made = (|| {
        disk::make_folder(&home.backups())?;
        // Two that make one at the same time do not meet.
        let new = home.backups().join(format!(".{}.new", own_name()));
        if new.exists() {
            fs::remove_dir_all(&new)?;
        }
        fs::create_dir(&new)?;
        parts.iter().zip(PARTS).try_for_each(|(from, part)| copy(from, &new.join(part), DEPTH))?;
        if folder.exists() {
            let old = home.backups().join(format!(".{}.old", own_name()));
            fs::rename(folder, &old)?;
            fs::rename(&new, folder)?;
            fs::remove_dir_all(&old)?;
        } else if let Err(error) = fs::rename(&new, folder) {
            fs::remove_dir_all(&new)?;
            // Somebody else has just made it.
            if !folder.exists() {
                return Err(error);
            }
        }
        disk::sync_folder(folder)?;
        prune(&home.backups())
    })();
    made.map_err(|error: io::Error| {
        disk::write_fault("the day's backup was not made", folder, &error)
    })?;
    Ok(Some(folder.to_path_buf()))
}

/// The days that there are backups of, the latest last.
pub fn days(home: &ConfigHome) -> Vec<String> {
    let Ok(entries) = fs::read_dir(&home.backups()) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut days: Vec<String> = names.filter(|name| is_day(name)).collect();
    days.sort();
    days
}

/// Whether a name is a day's: `2026-12-09`.
fn is_day(name: &str) -> bool {
    let shape = |(i, byte): (usize, u8)| {
        if i == 4 || i == 7 { byte == b'-' } else { byte.is_ascii_digit() }
    };
    name.len() == 10 && name.bytes().enumerate().all(shape)
}

fn prune(folder: &Path) -> io::Result<()> {
    let days = days(&ConfigHome::new(folder.parent().unwrap_or(folder)));
    days.iter().rev().skip(KEPT).try_for_each(|day| fs::remove_dir_all(&folder.join(day)))
}

/// Copies a file or a folder to where nothing is; what is neither, or is not there, is passed over.
fn copy(from: &Path, to: &Path, depth: usize) -> io::Result<()> {
    let Ok(meta) = fs::metadata(from) else { return Ok(()) };
    if meta.is_file() {
        return fs::copy(from, to);
    }
    // A link to a folder may lead round in a circle.
    if !meta.is_dir() || depth == 0 || (depth < DEPTH && from.is_symlink()) {
        return Ok(());
    }
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()), depth - 1)?;
    }
    Ok(())
}

/// Brings back the files of a day. The present ones are moved to a folder of their own first, which
/// is returned.
pub fn restore(home: &ConfigHome, day: &str, now: Moment) -> Result<PathBuf, Fault> {
    let from = home.backups().join(day);
    if !is_day(day) || !from.is_dir() {
        let days = days(home);
        let remedy = match crate::text::distance::nearest(day, days.iter().map(String::as_str)) {
            Some(near) => format!("did you mean {near}?"),
            None if days.is_empty() => "`lacuna state backup` makes one".to_string(),
            None => format!("there are {}", days.join(", ")),
        };
        let place = Place::file(home.backups().display().to_string());
        return Err(
            Fault::error(format!("there is no backup of `{day}`"), remedy).with_place(place)
        );
    }
    let names = (1..).map(|n| if n == 1 { String::new() } else { format!("-{n}") });
    let folders =
        names.map(|again| home.path().join(format!("set-aside-{}{again}", disk::stamp(now))));
    let aside = folders
        .into_iter()
        .find(|folder| !folder.exists())
        .expect("there are more numbers than folders");
    // Copied before anything is moved: when there is no room, nothing has changed.
    let new = home.path().join(format!(".restoring-{}", own_name()));
    let copied = fs::create_dir(&new).and_then(|()| {
        PARTS.iter().try_for_each(|part| copy(&from.join(part), &new.join(part), DEPTH))
    });
    let moved = copied.and_then(|()| {
        fs::create_dir(&aside)?;
        exchange(home, &new, &aside)
    });
    let _ = fs::remove_dir_all(&new);
    if let Err(error) = moved {
        let fault = disk::write_fault("the backup was not brought back", home.path(), &error);
        // Empty, it says nothing to anybody.
        let kept = aside.exists() && fs::remove_dir(&aside).is_err();
        let remedy = format!("some files may lie in {} now; {}", aside.display(), fault.remedy);
        return Err(if kept { Fault { remedy, ..fault } } else { fault });
    }
    Ok(aside)
}

/// Moves the present files out, and those that the backup has in. Log and state go together: a
/// state without its own log would be in doubt.
fn exchange(home: &ConfigHome, new: &Path, aside: &Path) -> io::Result<()> {
    // Whoever is writing has finished first, and then finds another file.
    let log = disk::open_for_reading(&home.reviews())?;
    log.as_ref().map_or(Ok(()), disk::lock)?;
    let mut moved = Vec::new();
    let done = PARTS.iter().enumerate().try_for_each(|(i, part)| {
        let (here, new, aside) = (home.path().join(part), new.join(part), aside.join(part));
        if here.exists() && (new.exists() || i < 2) {
            fs::rename(&here, &aside)?;
            moved.push((here.clone(), aside));
        }
        if new.exists() {
            fs::rename(&new, &here)?;
            moved.push((new, here));
        }
        Ok(())
    });
    if done.is_err() {
        // Half of one day and half of another would be neither.
        for (from, to) in moved.iter().rev() {
            _ = fs::rename(to, from);
        }
    }
    done.and_then(|()| disk::sync_folder(&home.state()))
}

/// A name that no other instance, and no other thread of this one, uses at the same time.
fn own_name() -> String {
    format!("{}-{:016x}", std::process::id(), entropy())
}
