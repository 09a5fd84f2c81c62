//! Renaming, describing and deleting a deck of the user's own, each with the way back.
//!
//! The log is never touched: a deck's reviews wait there, and count again once it is back.

use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::disk::{self, UpdateFaults};
use super::written_decks::WrittenDecks;
use super::{ConfigHome, decks, edit, os as fs};
use crate::deck::patch;
use crate::fault::{Fault, Place};

const FAULTS: UpdateFaults<'static> = UpdateFaults {
    not_written: "the deck was not changed",
    read_only: "the deck is read-only, so it was left alone",
};

/// A deck that was deleted.
#[derive(Clone, Debug)]
pub struct DeletedDeck {
    /// Its files, for putting them back.
    pub files: WrittenDecks,
    /// The copy of its file, or of its folder.
    pub copy: PathBuf,
}

/// Gives a deck another title. Its id stays, and so does all progress.
pub fn rename(home: &ConfigHome, id: &str, title: &str) -> Result<WrittenDecks, Fault> {
    change_head(home, id, &[("title", Some(title.trim()))])
}

/// What a deck says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeckTexts {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its language, as a BCP 47 tag such as `en`.
    pub language: Option<String>,
}

/// Gives a deck another title, description and language. Its id stays, and so does all progress.
pub fn describe(home: &ConfigHome, id: &str, texts: &DeckTexts) -> Result<WrittenDecks, Fault> {
    let is_tag =
        |tag: &str| tag.len() > 1 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if let Some(tag) = texts.language.as_deref().filter(|tag| !is_tag(tag)) {
        let what = format!("`{tag}` is no tag of a language");
        return Err(Fault::error(what, "write it as in `en`, `de` or `pt-BR`"));
    }
    let texts = [
        ("title", Some(texts.title.trim())),
        ("description", texts.description.as_deref()),
        ("language", texts.language.as_deref()),
    ];
    change_head(home, id, &texts)
}

/// Changes texts of a deck's head, by the names of their fields.
fn change_head(
    home: &ConfigHome,
    id: &str,
    texts: &[(&'static str, Option<&str>)],
) -> Result<WrittenDecks, Fault> {
    let title = texts.iter().find(|(field, _)| *field == "title").and_then(|(_, title)| *title);
    if title.is_some_and(str::is_empty) {
        return Err(Fault::error("the deck has no name", "give it a name in one line"));
    }
    if texts.iter().any(|(_, text)| text.is_some_and(|text| text.chars().any(char::is_control))) {
        return Err(Fault::error("the text has more than one line", "write it in one line"));
    }
    let paths = own_files(home, id, "renamed")?;
    let head = paths.first().ok_or_else(|| unknown(id))?;
    let path = fs::canonicalize(head).unwrap_or_else(|_| head.clone());
    let mut written = WrittenDecks::default();
    written.update(&path, &FAULTS, |bytes| {
        let (file, fault) = decks::decode(path.display().to_string(), bytes.to_vec());
        let text = patch::with_head_texts(&file, texts)?;
        match fault {
            Some(fault) => Err(fault),
            None => Ok((text != file.text).then(|| text.into_bytes())),
        }
    })?;
    Ok(written)
}

/// Deletes a deck's files, after a copy of them was made among the backups.
pub fn delete(home: &ConfigHome, id: &str) -> Result<DeletedDeck, Fault> {
    let paths = own_files(home, id, "deleted")?;
    let copy = copy_files(home, &paths)?;
    let mut files = WrittenDecks::default();
    // Without its head, which goes first, a folder is no deck.
    for path in &paths {
        if let Err(fault) = files.remove(path) {
            return Err(files.take_back_after(fault));
        }
    }
    if let Some(folder) = folder_of(home, &paths) {
        files.keep_folder(folder.clone());
        // It stays if something else is in it.
        _ = fs::remove_dir(&folder);
    }
    Ok(DeletedDeck { files, copy })
}

/// Copies the deck's file, or its folder, to a new name among the backups.
fn copy_files(home: &ConfigHome, paths: &[PathBuf]) -> Result<PathBuf, Fault> {
    let folder = folder_of(home, paths);
    let named = folder.as_deref().or(paths.first().map(PathBuf::as_path)).unwrap_or(home.path());
    let stem = named.file_stem().unwrap_or_default().to_string_lossy();
    let ending = if folder.is_some() { "" } else { ".ron" };
    let copies = home.backups().join("deleted");
    let mut names = (1..)
        .map(|n| if n == 1 { format!("{stem}{ending}") } else { format!("{stem}-{n}{ending}") })
        .map(|name| copies.join(name))
        .filter(|path| fs::symlink_metadata(path).is_err());
    let copy = names.next().expect("there are more numbers than files");
    let copied = || {
        disk::make_folder(&copies)?;
        if folder.is_none() {
            paths.iter().try_for_each(|path| fs::copy(path, &copy))?;
            return disk::sync_folder(&copies);
        }
        disk::make_folder(&copy)?;
        for path in paths {
            fs::copy(path, &copy.join(path.file_name().unwrap_or_default()))?;
        }
        disk::sync_folder(&copy)
    };
    copied().map_err(|error: io::Error| {
        disk::write_fault("the deck was not deleted: no copy could be made", &copy, &error)
    })?;
    Ok(copy)
}

/// The folder that is the deck, if it is one.
fn folder_of(home: &ConfigHome, paths: &[PathBuf]) -> Option<PathBuf> {
    let folder = paths.first()?.parent()?;
    (folder != home.decks()).then(|| folder.to_path_buf())
}

/// The deck's files, the head first; the bundled deck has none.
pub(super) fn own_files(home: &ConfigHome, id: &str, done: &str) -> Result<Vec<PathBuf>, Fault> {
    if let Some(paths) = edit::locate(home, id)? {
        return Ok(paths);
    }
    if id == super::bundled::deck_id() {
        let what = format!("the bundled deck can't be {done}");
        return Err(Fault::error(what, format!("turn it off: `lacuna deck off {id}`")));
    }
    Err(unknown(id))
}

pub(super) fn unknown(id: &str) -> Fault {
    let place = Place::file(format!("{id}.ron"));
    Fault::error("the deck is gone", "`lacuna decks` shows what there is").with_place(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIVERS: &str = "#![enable(implicit_some)]\n// mine\n(format: 1, id: \"rivers\", // x\n title: r#\"Old \"one\"\"# , notes: [\n    Pair(id: \"a\", term: \"A\", definition: \"B\"),\n])\n";

    fn home() -> (tempfile::TempDir, ConfigHome) {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path());
        std::fs::create_dir_all(home.decks()).unwrap();
        std::fs::write(home.decks().join("rivers.ron"), RIVERS).unwrap();
        (folder, home)
    }

    #[test]
    fn only_the_title_changes_and_back_again() {
        let (_folder, home) = home();
        let path = home.decks().join("rivers.ron");
        let read = || std::fs::read_to_string(&path).unwrap();
        let written = rename(&home, "rivers", " Flüsse “\\\"” 河 ").unwrap();
        assert!(read().contains("// mine") && read().contains("// x"), "{}", read());
        assert_eq!(super::super::load(&home).0.decks()[1].head.title, "Flüsse “\\\"” 河");
        written.swap().unwrap();
        assert_eq!(read(), RIVERS);
        for title in ["", "  ", "two\nlines"] {
            assert!(rename(&home, "rivers", title).is_err(), "{title:?}");
        }
        assert!(rename(&home, super::super::bundled::deck_id(), "Mine").is_err());
        assert!(rename(&home, "elsewhere", "Mine").is_err());
        assert_eq!(read(), RIVERS);
    }

    #[test]
    fn a_deck_goes_whole_and_comes_back() {
        let (_folder, home) = home();
        let folder = home.decks().join("lakes");
        std::fs::create_dir(&folder).unwrap();
        let head = "(format: 1, id: \"lakes\", title: \"Lakes\", notes: [])";
        std::fs::write(folder.join("deck.ron"), head).unwrap();
        std::fs::write(folder.join("more.ron"), "(notes: [])").unwrap();
        for (id, name) in [("rivers", "rivers.ron"), ("lakes", "lakes")] {
            let deleted = delete(&home, id).unwrap();
            assert!(!home.decks().join(name).exists(), "{id}");
            assert_eq!(deleted.copy, home.backups().join("deleted").join(name));
            assert_eq!(super::super::decks::read(&deleted.copy).unwrap().1, vec![]);
            let forth = deleted.files.swap().unwrap();
            assert!(home.decks().join(name).exists(), "{id}");
            let back = forth.swap().unwrap();
            assert!(!home.decks().join(name).exists(), "{id}");
            back.swap().unwrap();
        }
        assert_eq!(std::fs::read_to_string(folder.join("deck.ron")).unwrap(), head);
        assert_eq!(std::fs::read_to_string(home.decks().join("rivers.ron")).unwrap(), RIVERS);
        assert_ne!(
            delete(&home, "rivers").unwrap().copy,
            home.backups().join("deleted/rivers.ron")
        );
        assert!(delete(&home, super::super::bundled::deck_id()).is_err());
    }
}
