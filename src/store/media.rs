//! Pictures and sounds: the files of `media/`, named by what is in them, and those that lie beside
//! a deck's own file.
//!
//! A note names a file as it was called where it comes from. `media.ron` says which file of the
//! folder that is; a name that is not there is looked for beside the deck, and nowhere else.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::media_names::{self, MediaNames, NameChange};
use super::os::{self, OpenFile};
use super::{ConfigHome, decks, disk};
use crate::exchange::LARGEST_MEDIUM;
use crate::fault::{Fault, Place};
use crate::text::media::{MediumKind, decoded};

/// The most bytes of a name.
pub(super) const LONGEST_NAME: usize = 1000;
/// How many digits of the content's hash are a file's name.
const DIGITS: usize = 40;

/// The pictures and sounds of the user's decks.
#[derive(Debug)]
pub struct MediaFolder {
    home: ConfigHome,
    names: MediaNames,
    /// Where each deck's own files lie, by its id: found out when a name is looked for there.
    folders: OnceLock<HashMap<String, PathBuf>>,
}

impl MediaFolder {
    /// Opens the folder; one that is not there is empty.
    pub fn open(home: &ConfigHome) -> Result<MediaFolder, Fault> {
        let names = MediaNames::read(home)?;
        Ok(MediaFolder { home: home.clone(), names, folders: OnceLock::new() })
    }

    /// The file that a deck's notes name so; a name may be encoded as in an address (`a%20b.png`).
    pub fn find(&self, deck: &str, name: &str) -> Option<PathBuf> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        let decoded = decoded(name);
        let names = [name, &decoded];
        let stored = names.iter().find_map(|name| self.stored(deck, name));
        stored.or_else(|| names.iter().find_map(|name| self.beside(deck, name)))
    }

    /// Reads the file that a deck's notes name so.
    pub fn read(&self, deck: &str, name: &str) -> Result<Vec<u8>, Fault> {
        let path = self.find(deck, name).ok_or_else(|| {
            let remedy = "put it beside the deck's file, or import the deck with its pictures";
            Fault::error("its file is not there", remedy)
        })?;
        read_medium(&path)
    }

    /// Puts a picture or a sound into the folder, under the name that the deck's notes have for it.
    pub fn add(&mut self, deck: &str, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        let (deck, name) = (deck.to_string(), name.to_string());
        let file = store(&self.home, &name, bytes)?.file;
        let change = NameChange { deck, name, before: None, now: Some(file) };
        media_names::change(&self.home, &mut [change])?;
        self.names = MediaNames::read(&self.home)?;
        Ok(())
    }

    /// Where the files are.
    pub(super) fn folder(&self) -> PathBuf {
        self.home.media()
    }

    fn stored(&self, deck: &str, name: &str) -> Option<PathBuf> {
        let file = self.names.file(deck, name).filter(|file| is_media_file(file))?;
        Some(self.home.media().join(file)).filter(|path| path.is_file())
    }

    /// A file in the folder that the deck itself is in; nothing outside of it, by links or `..`.
    fn beside(&self, deck: &str, name: &str) -> Option<PathBuf> {
        let folders = self.folders.get_or_init(|| deck_folders(&self.home));
        find_inner(folders.get(deck)?, name)
    }
}

/// A picture or a sound in a folder, whose own path has no links; nothing outside of it, by links
/// or `..`.
pub(super) fn find_inner(folder: &Path, name: &str) -> Option<PathBuf> {
    let is_inner = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    MediumKind::of_file(name)?;
    if name.contains(['\\', '\0']) || !Path::new(name).components().all(is_inner) {
        return None;
    }
    let path = os::canonicalize(folder.join(name)).ok()?;
    (path.starts_with(folder) && path.is_file()).then_some(path)
}

/// The folder of each deck's own files, without links.
fn deck_folders(home: &ConfigHome) -> HashMap<String, PathBuf> {
    let mut folders = HashMap::new();
    for path in decks::list_decks(&home.decks(), &mut vec![]) {
        let Ok(path) = os::canonicalize(&path) else { continue };
        let (head, folder) = match path.parent() {
            Some(parent) if path.is_file() => (path.clone(), parent.to_path_buf()),
            _ => (path.join("deck.ron"), path),
        };
        if let Ok(Some(id)) = decks::read_id(&head) {
            folders.insert(id, folder);
        }
    }
    folders
}

/// Reads a picture or a sound; more than may be read is refused.
pub(super) fn read_medium(path: &Path) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read =
        OpenFile::open(path).and_then(|file| file.take(LARGEST_MEDIUM + 1).read_to_end(&mut bytes));
    read.map_err(|error| disk::read_fault(path, &error))?;
    check_size(&path.display().to_string(), bytes.len() as u64)?;
    Ok(bytes)
}

fn check_size(name: &str, size: u64) -> Result<(), Fault> {
    if size <= LARGEST_MEDIUM {
        return Ok(());
    }
    let what = format!("its file is over {} MB", LARGEST_MEDIUM >> 20);
    Err(Fault::error(what, "make it smaller").with_place(Place::file(name)))
}

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StoredMedium {
    /// Its name there.
    pub(super) file: String,
    /// Whether it was not there before.
    pub(super) is_new: bool,
}

/// Writes a picture or a sound, unless it is there.
pub(super) fn store(home: &ConfigHome, name: &str, bytes: &[u8]) -> Result<StoredMedium, Fault> {
    check_size(name, bytes.len() as u64)?;
    let file = file_name(name, bytes);
    let path = home.media().join(&file);
    if os::metadata(&path).is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64) {
        return Ok(StoredMedium { file, is_new: false });
    }
    disk::make_folder(&home.media())
        .and_then(|()| disk::replace(&path, |out| out.write_all(bytes)))
        .map_err(|error| disk::write_fault("the picture or sound was not kept", &path, &error))?;
    Ok(StoredMedium { file, is_new: true })
}

/// What a file is called in the folder: its content's hash, and the ending by which players know
/// it.
pub(super) fn file_name(name: &str, bytes: &[u8]) -> String {
    let mut file = String::new();
    for byte in &Sha256::digest(bytes)[..DIGITS / 2] {
        _ = write!(file, "{byte:02x}");
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.trim().to_lowercase());
    match ending.filter(|_| MediumKind::of_file(name).is_some()) {
        Some(ending) => format!("{file}.{ending}"),
        None => file,
    }
}

/// Whether a name is like those that [`file_name`] makes: somebody may have edited `media.ron`.
pub(super) fn is_media_file(file: &str) -> bool {
    let (digits, ending) = file.split_once('.').unwrap_or((file, "png"));
    digits.len() == DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::{backups, restore};
    use super::*;
    use crate::clock::{Calendar, Moment};

    /// A config directory with a deck in a folder of its own, which is elsewhere.
    fn home() -> (tempfile::TempDir, ConfigHome) {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path().join("home"));
        let deck = folder.path().join("elsewhere/birds");
        std::fs::create_dir_all(home.decks()).unwrap();
        std::fs::create_dir_all(deck.join("img")).unwrap();
        let text = "(format: 1, id: \"birds\", title: \"Birds\", notes: [])";
        std::fs::write(deck.join("birds.ron"), text).unwrap();
        std::fs::write(deck.join("img/a b.png"), "a").unwrap();
        std::fs::write(deck.join("img/notes.txt"), "a").unwrap();
        std::fs::write(folder.path().join("elsewhere/secret.png"), "s").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(deck.join("birds.ron"), home.decks().join("birds.ron")).unwrap();
            symlink(folder.path().join("elsewhere/secret.png"), deck.join("out.png")).unwrap();
        }
        (folder, home)
    }

    #[test]
    fn one_content_is_one_file_by_whatever_names() {
        let (_folder, home) = home();
        let mut media = MediaFolder::open(&home).unwrap();
        for (deck, name) in [("birds", "Owl.PNG"), ("bats", "owl two.png"), ("bats", "../up.png")] {
            media.add(deck, name, b"owl").unwrap();
            assert_eq!(media.read(deck, name).unwrap(), b"owl", "{name}");
        }
        media.add("bats", "owl two.png", b"other owl").unwrap();
        let media = MediaFolder::open(&home).unwrap();
        assert_eq!(media.read("bats", "owl%20two.png").unwrap(), b"other owl");
        assert_eq!(media.find("birds", "owl two.png"), None, "it is another deck's name");
        assert_eq!(std::fs::read_dir(home.media()).unwrap().count(), 2);
        let path = media.find("birds", "Owl.PNG").unwrap();
        assert!(is_media_file(&path.file_name().unwrap().to_string_lossy()), "{path:?}");
        #[cfg(unix)]
        for path in [path, home.media_names()] {
            let meta = std::fs::metadata(path).unwrap();
            assert_eq!(std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o77, 0);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_deck_shows_what_lies_beside_its_own_file_and_nothing_else() {
        let (folder, home) = home();
        let media = MediaFolder::open(&home).unwrap();
        for name in ["img/a b.png", "./img/a%20b.png"] {
            assert_eq!(media.read("birds", name).unwrap(), b"a", "{name}");
        }
        let absolute = folder.path().join("elsewhere/birds/img/a b.png").display().to_string();
        let long = format!("{}img/a b.png", "./".repeat(500));
        for name in [
            "../secret.png",
            "img/../../secret.png",
            "%2e%2e/secret.png",
            "out.png",
            "img/notes.txt",
            "img",
            "",
            "birds.ron",
            &absolute,
            &long,
        ] {
            assert_eq!(media.find("birds", name), None, "{name}");
            assert_eq!(media.find("bats", name), None, "{name}");
        }
    }

    #[test]
    fn names_that_somebody_wrote_by_hand_lead_nowhere_else() {
        let (folder, home) = home();
        std::fs::write(folder.path().join("home/state.png"), "s").unwrap();
        let text = r#"(format: 1, decks: {"birds": {"a.png": "../state.png"}})"#;
        std::fs::write(home.media_names(), text).unwrap();
        assert_eq!(MediaFolder::open(&home).unwrap().find("birds", "a.png"), None);
    }

    #[test]
    fn names_that_cannot_be_read_are_not_written_over() {
        let (_folder, home) = home();
        for text in ["(format: 1, decks: {\n  oops})", "(format: 2)"] {
            std::fs::write(home.media_names(), text).unwrap();
            let fault = MediaFolder::open(&home).unwrap_err();
            assert!(fault.place.is_some() && !fault.remedy.is_empty(), "{fault}");
            let mut changes = [NameChange {
                deck: "birds".into(),
                name: "a.png".into(),
                before: None,
                now: Some("b".into()),
            }];
            assert!(media_names::change(&home, &mut changes).is_err());
            assert_eq!(std::fs::read_to_string(home.media_names()).unwrap(), text);
        }
    }

    #[test]
    fn a_backup_brings_them_back() {
        let (_folder, home) = home();
        MediaFolder::open(&home).unwrap().add("birds", "owl.png", b"owl").unwrap();
        let (calendar, now) = (Calendar::utc(), Moment(0));
        backups::replace_today(&home, &calendar, now).unwrap();
        std::fs::remove_dir_all(home.media()).unwrap();
        std::fs::remove_file(home.media_names()).unwrap();
        restore::restore(&home, "1970-01-01", now).unwrap();
        assert_eq!(MediaFolder::open(&home).unwrap().read("birds", "owl.png").unwrap(), b"owl");
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let (_folder, home) = home();
        let mut media = MediaFolder::open(&home).unwrap();
        let fault = media.add("birds", "a.png", &vec![0; LARGEST_MEDIUM as usize + 1]).unwrap_err();
        assert_eq!(fault.what, "its file is over 50 MB");
        assert!(!home.media().exists() && !home.media_names().exists());
    }
}
