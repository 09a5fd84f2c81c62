//! Bringing a backup back.
//!
//! The present files are moved to a folder of their own. At no moment is there no log: somebody
//! who studies meanwhile would begin another one, which would be lost.

use std::io;
use std::path::{Path, PathBuf};

use super::backup_copy::{PARTS, copy_parts};
use super::backups::{days, is_day};
use super::staging::Staging;
use super::{ConfigHome, disk, os};
use crate::clock::Moment;
use crate::fault::{Fault, Place};

/// Brings back the files of a day. The present ones are moved to a folder of their own first, which
/// is returned.
pub fn restore(home: &ConfigHome, day: &str, now: Moment) -> Result<PathBuf, Fault> {
    let from = home.backups().join(day);
    if !is_day(day) || !from.is_dir() {
        return Err(no_backup(home, day));
    }
    let names = (1..).map(|n| if n == 1 { String::new() } else { format!("-{n}") });
    let folders =
        names.map(|again| home.path().join(format!("set-aside-{}{again}", disk::stamp(now))));
    let aside = folders
        .into_iter()
        .find(|folder| !folder.exists())
        .expect("there are more numbers than folders");
    let restored = (|| {
        let mut staging = Staging::begin(home)?;
        // Copied before anything is moved: when there is no room, nothing has changed.
        let new = staging.folder(&home.path().join("restoring"))?;
        if let Some(unreadable) = copy_parts(&from, &new, None)?.into_iter().next() {
            return Err(io::Error::other(unreadable.to_string()));
        }
        os::create_dir(&aside)?;
        exchange(home, &new, &aside)
    })();
    if let Err(error) = restored {
        let fault = disk::write_fault("the backup was not brought back", home.path(), &error);
        // Empty, it says nothing to anybody.
        let kept = aside.exists() && os::remove_dir(&aside).is_err();
        let remedy = format!("some files may lie in {} now; {}", aside.display(), fault.remedy);
        return Err(if kept { Fault { remedy, ..fault } } else { fault });
    }
    Ok(aside)
}

fn no_backup(home: &ConfigHome, day: &str) -> Fault {
    let days = days(home);
    let remedy = match crate::text::distance::nearest(day, days.iter().map(String::as_str)) {
        Some(near) => format!("did you mean {near}?"),
        None if days.is_empty() => "`lacuna state backup` makes one".to_string(),
        None => format!("there are {}", days.join(", ")),
    };
    let place = Place::file(home.backups().display().to_string());
    Fault::error(format!("there is no backup of `{day}`"), remedy).with_place(place)
}

/// A move that was made, and can be undone.
struct RenamedPart {
    from: PathBuf,
    to: PathBuf,
}

/// Moves the present files out, and those that the backup has in. Log and state go together: a
/// state without its own log would be in doubt.
fn exchange(home: &ConfigHome, new: &Path, aside: &Path) -> io::Result<()> {
    // Whoever is writing has finished first, and then finds another file.
    let _log = disk::open_for_appending(&home.reviews())?;
    let mut moved = Vec::new();
    let done = PARTS.iter().enumerate().try_for_each(|(i, part)| {
        let (here, new, aside) = (home.path().join(part), new.join(part), aside.join(part));
        if here.is_file() && new.exists() {
            // It keeps its name until the other one takes it.
            disk::link_or_copy(&here, &aside)?;
            moved.push(RenamedPart { from: here.clone(), to: aside });
            return os::rename(&new, &here);
        }
        if here.exists() && (new.exists() || i < 2) {
            os::rename(&here, &aside)?;
            moved.push(RenamedPart { from: here.clone(), to: aside });
        }
        if new.exists() {
            os::rename(&new, &here)?;
            moved.push(RenamedPart { from: new, to: here });
        }
        Ok(())
    });
    let done = done.and_then(|()| disk::sync_entries(aside));
    if done.is_err() {
        // Half of one day and half of another would be neither.
        for RenamedPart { from, to } in moved.iter().rev() {
            // A file that was not replaced has two names, and keeps both when it is renamed.
            if os::rename(to, from).is_ok() && to.is_file() {
                _ = os::remove_file(to);
            }
        }
    }
    done.and_then(|()| disk::sync_entries(home.path()))
}
