//! The file that an export is written into: any but lacuna's own.

use std::path::Path;

use super::{ConfigHome, decks, disk, os};
use crate::fault::{Fault, Place};

/// Whether there is something of the name of a file.
pub fn is_there(path: &Path) -> bool {
    os::symlink_metadata(path).is_ok()
}

/// Writes a file that the user has named, whole or not at all. A file of lacuna's own and one that
/// may not be written are left alone.
pub fn write(home: &ConfigHome, path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let refuse = |what: &str, remedy: &str| {
        Err(Fault::error(what, remedy).with_place(Place::file(path.display().to_string())))
    };
    match os::metadata(path) {
        Ok(meta) if !meta.is_file() => {
            return refuse("this is no file to write to", "name another one");
        }
        _ if is_own(home, path) => {
            return refuse("lacuna keeps its own data here", "name a file in another folder");
        }
        Ok(meta) if meta.permissions().readonly() => {
            return refuse("this file is read-only", "name another one, or make it writable");
        }
        _ => {}
    }
    disk::replace_shared(path, |out| out.write_all(bytes))
        .map_err(|error| disk::write_fault("the export was not written", path, &error))
}

/// Whether lacuna reads a file of this name as its own, be it there yet or not: one in a folder of
/// the config directory, one beside them that is called like its log or settings, or what a deck
/// there is a link to.
fn is_own(home: &ConfigHome, path: &Path) -> bool {
    let (folder, name) = (path.parent().unwrap_or(path), path.file_name().unwrap_or_default());
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = os::canonicalize(path)
        .or_else(|_| os::canonicalize(folder).map(|folder| folder.join(name)));
    let Ok(real) = real else { return false };
    let is_inside = |own: &Path| os::canonicalize(own).is_ok_and(|own| real.starts_with(own));
    let folders = [home.decks(), home.themes(), home.drafts(), home.media(), home.backups()];
    let is_beside = || os::canonicalize(home.path()).is_ok_and(|own| real.parent() == Some(&own));
    let decks = decks::list_decks(&home.decks(), &mut Vec::new());
    has_own_name(&real) && is_beside() || folders.iter().chain(&decks).any(|own| is_inside(own))
}

/// Whether a file is called like one of lacuna's own, a conflict copy of it, or an unfinished one.
fn has_own_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let stem = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_own = ["reviews", "state", "settings", "media"].contains(&stem);
    name.starts_with('.') || is_own && name.contains(".ron")
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn only_files_of_others_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let home = ConfigHome::new(at("config"));
        fs::create_dir_all(home.decks()).unwrap();
        for name in ["config/reviews.ron", "config/decks/a.ron", "linked.ron", "locked.csv"] {
            fs::write(at(name), "before").unwrap();
        }
        symlink(at("linked.ron"), home.decks().join("b.ron")).unwrap();
        fs::set_permissions(at("locked.csv"), fs::Permissions::from_mode(0o444)).unwrap();
        for (name, what) in [
            ("config/reviews.ron", "its own data"),
            ("config/decks/a.ron", "its own data"),
            ("linked.ron", "its own data"),
            ("locked.csv", "read-only"),
            ("config", "no file to write to"),
            ("config/state.ron", "its own data"),
            ("config/reviews (laptop).RON", "its own data"),
            ("config/.hidden", "its own data"),
            ("config/decks/new.csv", "its own data"),
        ] {
            let before = fs::read_to_string(at(name)).ok();
            let fault = write(&home, &at(name), b"after").unwrap_err();
            assert!(fault.what.contains(what), "{fault}");
            assert!(fs::read_to_string(at(name)).ok() == before);
        }
        write(&home, &at("config/mine.ron"), b"after").unwrap();
        write(&home, &at("new.csv"), b"after").unwrap();
        write(&home, &at("new.csv"), b"after that").unwrap();
        assert_eq!(fs::read_to_string(at("new.csv")).unwrap(), "after that");
    }

    #[test]
    fn what_has_the_name_of_the_unfinished_file_is_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let home = ConfigHome::new(at("config"));
        fs::write(at("victim"), "mine").unwrap();
        let pipe = std::process::Command::new("mkfifo").arg(at(".c.csv.new")).status().unwrap();
        assert!(pipe.success());
        symlink(at("victim"), at(".a.csv.new")).unwrap();
        fs::hard_link(at("victim"), at(".b.csv.new")).unwrap();
        for name in ["a.csv", "b.csv", "c.csv"] {
            write(&home, &at(name), b"after").unwrap();
            assert_eq!(fs::read_to_string(at(name)).unwrap(), "after");
            assert!(fs::symlink_metadata(at(&format!(".{name}.new"))).is_err());
        }
        assert_eq!(fs::read_to_string(at("victim")).unwrap(), "mine");
    }
}
