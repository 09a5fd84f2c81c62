//! The name of a file as somebody types it: with quotes or `~`, and completed as far as it is
//! clear.

use std::path::{Path, PathBuf};

use super::os;
use super::paths::expand_home;

/// The file that somebody means: without quotes, `~` being their home.
pub fn meant(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let bare = ['"', '\''].iter().find_map(|&quote| typed.strip_prefix(quote)?.strip_suffix(quote));
    // A file that is dragged into a terminal comes with its blanks escaped.
    let plain = bare.map_or_else(|| typed.replace("\\ ", " "), str::to_string);
    expand_home(Path::new(&plain))
}

/// The beginning of a file's name as far as it is clear how it goes on.
pub fn completed(typed: &str) -> Option<String> {
    let path = meant(typed);
    let (folder, begun) = match path.file_name().filter(|_| !typed.ends_with('/')) {
        Some(name) => (path.parent()?.to_path_buf(), name.to_string_lossy().into_owned()),
        None => (path, String::new()),
    };
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let names = os::read_dir(&folder).ok()?.filter_map(|entry| {
        let entry = entry.ok()?;
        let slash = if entry.path().is_dir() { "/" } else { "" };
        Some(entry.file_name().into_string().ok()? + slash)
    });
    let fits =
        |name: &String| name.starts_with(&begun) && (!begun.is_empty() || !name.starts_with('.'));
    let common = names.filter(fits).reduce(|one, two| {
        let same = one
            .chars()
            .zip(two.chars())
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        one[..same].to_string()
    })?;
    Some(format!("{}{common}", typed.strip_suffix(begun.as_str())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_meant_however_it_is_written() {
        for (typed, path) in [
            (" /a/b.csv ", "/a/b.csv"),
            ("'/a/my notes.csv'", "/a/my notes.csv"),
            ("\"x y\"", "x y"),
            ("/a/my\\ notes.csv", "/a/my notes.csv"),
        ] {
            assert_eq!(meant(typed), PathBuf::from(path));
        }
    }

    #[test]
    fn names_are_completed_as_far_as_they_are_clear() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["notes-a.csv", "notes-b.csv", ".hidden"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(folder.path().join("deep")).unwrap();
        let at = |name: &str| format!("{}/{name}", folder.path().display());
        assert_eq!(completed(&at("no")), Some(at("notes-")));
        assert_eq!(completed(&at("notes-a")), Some(at("notes-a.csv")));
        assert_eq!(completed(&at("d")), Some(at("deep/")));
        assert_eq!(completed(&at(".h")), Some(at(".hidden")));
        assert_eq!(completed(&at("deep/")), None);
        assert_eq!(completed(&at("x")), None);
    }
}
