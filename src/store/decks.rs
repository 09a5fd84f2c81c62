//! Finding and reading deck files.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::thread::Builder;

use super::conflict_names::is_copy;
use super::os::{self as fs, OpenFile};
use super::{ConfigHome, bundled};
use crate::deck::{DeckText, SourceFile, outline};
use crate::fault::{Fault, Place};
use crate::library::Library;

/// What begins a file of UTF-8, if an editor of the kind wrote it.
pub(super) const MARK: &str = "\u{feff}";

/// Opens every deck there is: the bundled one and the user's own.
pub fn load(home: &ConfigHome) -> (Library, Vec<Fault>) {
    let (texts, mut faults) = texts(home);
    let (library, mut found) = Library::open(texts);
    faults.append(&mut found);
    (library, faults)
}

/// Whether the user has a deck of their own, or may have: the folder can't be read.
pub fn has_own(home: &ConfigHome) -> bool {
    let mut faults = Vec::new();
    let decks = list_decks(&home.decks(), &mut faults);
    !(decks.is_empty() && faults.is_empty())
}

/// Reads the text of every deck there is: the bundled one and the user's own.
pub fn texts(home: &ConfigHome) -> (Vec<DeckText>, Vec<Fault>) {
    let (mut texts, mut faults) = (vec![bundled::deck()], Vec::new());
    for path in list_decks(&home.decks(), &mut faults) {
        match read(&path) {
            Ok((text, mut found)) => {
                texts.push(text);
                faults.append(&mut found);
            }
            Err(fault) => faults.push(fault),
        }
    }
    (texts, faults)
}

/// Reads the deck at `path`: a file, or a folder with a `deck.ron` in it. What can be read of it is
/// kept.
pub fn read(path: &Path) -> Result<(DeckText, Vec<Fault>), Fault> {
    let stem = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if !path.is_dir() {
        let (file, fault) = read_file(path)?;
        return Ok((
            DeckText { stem, bundled: false, files: vec![file] },
            fault.into_iter().collect(),
        ));
    }
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for path in deck_files(path, &mut faults)? {
        match read_file(&path) {
            Ok((file, fault)) => {
                files.push(file);
                faults.extend(fault);
            }
            Err(fault) => faults.push(fault),
        }
    }
    Ok((DeckText { stem, bundled: false, files }, faults))
}

/// The files of the deck at `path`, the one with the head first.
pub(super) fn deck_files(path: &Path, faults: &mut Vec<Fault>) -> Result<Vec<PathBuf>, Fault> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let head = path.join("deck.ron");
    if !head.exists() {
        let fault = Fault::error(
            "the folder has no deck.ron",
            "put the deck's head into deck.ron, notes beside it",
        );
        return Err(fault.with_place(Place::file(path.display().to_string())));
    }
    let rest = list_decks(path, faults).into_iter().filter(|other| *other != head);
    Ok(std::iter::once(head.clone()).chain(rest).collect())
}

/// The decks in `folder`, by name: RON files and folders. A folder that does not exist has
/// none.
pub(super) fn list_decks(folder: &Path, faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            faults.push(unreadable(folder, &error));
            return Vec::new();
        }
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let hidden = |path: &Path| {
        path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
    };
    paths.retain(|path| {
        !hidden(path) && (path.extension() == Some(OsStr::new("ron")) || path.is_dir())
    });
    // What a synchronizer has left beside a deck is not another deck.
    paths.retain(|path| !is_copy(path));
    paths.sort();
    paths
}

/// How much of a file is read for its head at first.
const HEAD: u64 = 1 << 14;

/// The id that the file's head gives its deck. Of a large file no more is read than the
/// beginning, if the id stands there.
pub(super) fn read_id(path: &Path) -> Result<Option<String>, Fault> {
    if fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() > HEAD) {
        let mut bytes = Vec::new();
        let read = OpenFile::open(path).and_then(|file| (&file).take(HEAD).read_to_end(&mut bytes));
        read.map_err(|error| unreadable(path, &error))?;
        // The end of it may be half a character: what matters stands before.
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix(MARK).unwrap_or(&text).to_string();
        if let Some(id) = outline::deck_id(&SourceFile { name: String::new(), text: text.into() }) {
            return Ok(Some(id));
        }
    }
    read_file(path).map(|(file, _)| outline::deck_id(&file))
}

/// Reads a file as text; bytes that are not UTF-8 become replacement characters, and a fault says
/// where.
pub(super) fn read_file(path: &Path) -> Result<(SourceFile, Option<Fault>), Fault> {
    let name = path.display().to_string();
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        return Err(
            Fault::error("this is not a file", "name a RON file").with_place(Place::file(name))
        );
    }
    let bytes = read_bytes(path).map_err(|error| unreadable(path, &error))?;
    Ok(decode(name, bytes))
}

/// Decodes a file's bytes: those that are not UTF-8 become replacement characters, and a fault says
/// where.
pub(super) fn decode(name: String, bytes: Vec<u8>) -> (SourceFile, Option<Fault>) {
    let (text, fault) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let fault = Fault::error(
                "the file is not UTF-8 text",
                "save it as UTF-8; what is not shows as �",
            );
            let place = Place::from_offset(&name, &text, valid);
            (text, Some(fault.with_place(place)))
        }
    };
    let text = match text.strip_prefix(MARK) {
        Some(rest) => rest.to_string(),
        None => text,
    };
    (SourceFile { name, text: Cow::Owned(text) }, fault)
}

/// Files of so many bytes are read on two threads: most of the time goes into the kernel's making
/// room for them.
const LARGE: u64 = 1 << 20;

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = OpenFile::open(path)?;
    match file.metadata()?.len() {
        // Whatever goes wrong here, as with a file that somebody is writing: the plain way tells.
        length @ LARGE.. => read_in_two(&file, length as usize).or_else(|_| fs::read(path)),
        _ => fs::read(path),
    }
}

fn read_in_two(file: &OpenFile, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    let middle = length / 2;
    let (first, second) = bytes.split_at_mut(middle);
    std::thread::scope(|scope| {
        let rest = || file.read_exact_at(second, middle as u64);
        let other = Builder::new().name("lacuna-read".to_string()).spawn_scoped(scope, rest)?;
        file.read_exact_at(first, 0)?;
        other.join().unwrap_or_else(|_| Err(ErrorKind::Other.into()))
    })?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    let remedy = match error.kind() {
        ErrorKind::NotFound => "check the name",
        ErrorKind::PermissionDenied => "make it readable for you (chmod u+r)",
        _ => "check that it is a readable file or folder",
    };
    Fault::error(format!("it can't be read: {error}"), remedy)
        .with_place(Place::file(path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_found_wherever_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deck.ron");
        let long = "é".repeat(HEAD as usize / 2);
        let first = format!("(format: 1, id: \"first\", title: \"{long}\", notes: [])");
        let last = format!("(format: 1, title: \"{long}\", id: \"last\", notes: [])");
        let cut = format!(
            "(format: 1, title: \"{}\", id: \"cut off\", notes: [])",
            "x".repeat(HEAD as usize - 31)
        );
        assert_eq!(&cut[HEAD as usize - 4..HEAD as usize], "\"cut");
        let remark = format!("(format: 1, // {long}\n id: \"behind\", notes: [])");
        let texts = [
            (first.clone(), Some("first")),
            (format!("{MARK}{first}"), Some("first")),
            (last, Some("last")),
            (cut, Some("cut off")),
            (remark, Some("behind")),
            (format!("(format: 1, title: \"{long}\", notes: [])"), None),
            ("(id: \"short\")".to_string(), Some("short")),
        ];
        for (text, id) in texts {
            std::fs::write(&path, &text).unwrap();
            assert_eq!(read_id(&path).unwrap().as_deref(), id, "{text:.40}");
        }
        assert!(read_id(folder.path()).is_err() && read_id(&folder.path().join("none")).is_err());
    }
}
