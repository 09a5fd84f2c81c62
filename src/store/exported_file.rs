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
        Ok(_) if is_own(home, path) => {
            return refuse("lacuna keeps its own data in this file", "name another one");
        }
        Ok(meta) if meta.permissions().readonly() => {
            return refuse("this file is read-only", "name another one, or make it writable");
        }
        _ => {}
    }
    disk::replace_shared(path, |out| out.write_all(bytes))
        .map_err(|error| disk::write_fault("the export was not written", path, &error))
}

/// Whether the file lies in the config directory, or a deck there is a link to it.
fn is_own(home: &ConfigHome, path: &Path) -> bool {
    let Ok(path) = os::canonicalize(path) else { return false };
    let is_inside = |folder: &Path| os::canonicalize(folder).is_ok_and(|own| path.starts_with(own));
    let decks = decks::list_decks(&home.decks(), &mut Vec::new());
    is_inside(home.path()) || decks.iter().any(|deck| is_inside(deck))
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
        ] {
            let fault = write(&home, &at(name), b"after").unwrap_err();
            assert!(fault.what.contains(what), "{fault}");
            assert!(at(name).is_dir() || fs::read_to_string(at(name)).unwrap() == "before");
        }
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
