//! The pictures and sounds of notes that go to another deck: what they are called there.
//!
//! A name that the other deck has for something else is changed in the notes that arrive.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::ConfigHome;
use super::import_target::ImportTarget;
use super::media::{self, MediaFolder};
use super::media_import::WrittenMedia;
use crate::deck::Note;
use crate::deck::note_media::{free_name, media_names, rename_media};
use crate::fault::Fault;

/// Pictures and sounds on their way into a deck.
pub(super) struct MovedMedia<'t> {
    home: &'t ConfigHome,
    target: &'t ImportTarget,
    /// What is there; read when a note names something.
    there: Option<TargetMedia<'t>>,
    /// What becomes of each deck's names.
    arrived: HashMap<(String, String), String>,
    /// The names that are new in the deck, with the deck and the name that they come from.
    new: Vec<(String, String, String)>,
}

struct TargetMedia<'t> {
    folder: MediaFolder,
    /// The names that the deck's notes have.
    named: BTreeSet<&'t str>,
    /// The file that each name stands for, of those that have arrived.
    files: HashMap<String, String>,
}

impl<'t> MovedMedia<'t> {
    pub(super) fn new(home: &'t ConfigHome, target: &'t ImportTarget) -> MovedMedia<'t> {
        MovedMedia { home, target, there: None, arrived: HashMap::new(), new: vec![] }
    }

    /// Takes the pictures and sounds of a note of the deck `from`, and gives them the names that
    /// they have from now on.
    pub(super) fn take(&mut self, from: &str, note: &mut Note) -> Result<(), Fault> {
        let mut renamed = BTreeMap::new();
        for name in media_names(note) {
            let new = self.arrive(from, name)?;
            if new != name {
                renamed.insert(name.to_string(), new);
            }
        }
        rename_media(note, &renamed);
        Ok(())
    }

    /// What a name of the deck `from` is called from now on.
    fn arrive(&mut self, from: &str, name: &str) -> Result<String, Fault> {
        let key = (from.to_string(), name.to_string());
        if let Some(new) = self.arrived.get(&key) {
            return Ok(new.clone());
        }
        let into = &self.target.head.id;
        let there = match &mut self.there {
            Some(there) => there,
            none => none.insert(TargetMedia {
                folder: MediaFolder::open(self.home)?,
                named: self.target.notes.iter().flat_map(media_names).collect(),
                files: HashMap::new(),
            }),
        };
        let mut new = name.to_string();
        if let Some(file) = there.folder.content(from, name)? {
            let mut is_new = false;
            new = free_name(name, |name| {
                let own = there.files.get(name).cloned();
                let own = own.or_else(|| there.folder.content(into, name).ok().flatten());
                is_new = own.is_none() && !there.named.contains(name);
                !is_new && own.as_ref() != Some(&file)
            });
            if is_new {
                there.files.insert(new.clone(), file);
                self.new.push((new.clone(), from.to_string(), name.to_string()));
            }
        }
        self.arrived.insert(key, new.clone());
        Ok(new)
    }

    /// Puts into the folder what lies beside the notes' own decks, and writes the names.
    pub(super) fn write(&self, written: &mut WrittenMedia) -> Result<(), Fault> {
        let Some(TargetMedia { folder, .. }) = &self.there else { return Ok(()) };
        let mut names = Vec::new();
        for (new, deck, name) in &self.new {
            let stored = media::store(self.home, new, &folder.read(deck, name)?)?;
            names.push((new.clone(), written.keep(self.home, stored)));
        }
        written.name(self.home, &self.target.head.id, names)
    }
}

impl MediaFolder {
    /// The name that the file of a deck's name has in the folder, whether or not it is there yet.
    fn content(&self, deck: &str, name: &str) -> Result<Option<String>, Fault> {
        let Some(path) = self.find(deck, name) else { return Ok(None) };
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if path.parent() == Some(&self.folder()) {
            return Ok(Some(file.into_owned()));
        }
        Ok(Some(media::file_name(name, &media::read_medium(&path)?)))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::moved_notes::MoveContext;
    use super::super::{edit, whole_decks};
    use super::*;
    use crate::clock::{Calendar, Moment};
    use crate::memory::Scheduler;
    use crate::settings::Settings;

    /// Two decks with a picture each of the same name, and one that has its own beside it.
    fn home() -> (tempfile::TempDir, ConfigHome) {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path());
        fs::create_dir_all(home.decks().join("bats")).unwrap();
        let note = |id: &str| {
            format!("Pair(id: \"{id}\", term: \"{id} ![](owl.png)\", definition: \"d\")")
        };
        for (path, id) in [("a.ron", "a"), ("b.ron", "b"), ("bats/deck.ron", "bats")] {
            let notes = format!("{}, {}", note(&format!("{id}1")), note(&format!("{id}2")));
            let text = format!("(format: 1, id: \"{id}\", title: \"{id}\", notes: [{notes}])");
            fs::write(home.decks().join(path), text).unwrap();
        }
        fs::write(home.decks().join("bats/owl.png"), "of the bats").unwrap();
        let mut media = MediaFolder::open(&home).unwrap();
        media.add("a", "owl.png", b"of a").unwrap();
        media.add("b", "owl.png", b"of b").unwrap();
        (folder, home)
    }

    /// What each note of a deck shows.
    fn shown(home: &ConfigHome, deck: &str) -> Vec<(String, String)> {
        let media = MediaFolder::open(home).unwrap();
        let target = ImportTarget::open(home, deck).unwrap().unwrap();
        let show = |note: &Note| {
            let names: Vec<&str> = media_names(note).into_iter().collect();
            let bytes = media.read(deck, names[0]).unwrap();
            (names[0].to_string(), String::from_utf8(bytes).unwrap())
        };
        target.notes.iter().map(show).collect()
    }

    fn pair(name: &str, bytes: &str) -> (String, String) {
        (name.to_string(), bytes.to_string())
    }

    #[test]
    fn a_moved_note_shows_its_own_picture_and_leaves_others_theirs() {
        let (_folder, home) = home();
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let context = MoveContext { home: &home, scheduler: &scheduler, now: Moment(0) };
        let notes = [("a", "a1"), ("bats", "bats1")].map(|(d, n)| (d.to_string(), n.to_string()));
        let own = [pair("owl.png", "of b"), pair("owl.png", "of b")];
        let all = [&own[..], &[pair("owl-2.png", "of a"), pair("owl-3.png", "of the bats")]];
        for is_copy in [true, false] {
            let moved = context.move_notes(&notes, "b", is_copy).unwrap();
            assert_eq!(shown(&home, "b"), all.concat());
            let again = context.move_notes(&notes[..1], "b", true);
            assert!(again.is_err() || again.unwrap().known == 1, "a second copy is no other note");
            moved.files.swap().unwrap().swap().unwrap().swap().unwrap();
            assert_eq!(shown(&home, "b"), own);
            assert_eq!(MediaFolder::open(&home).unwrap().find("b", "owl-2.png"), None);
            assert_eq!(shown(&home, "a"), [pair("owl.png", "of a"), pair("owl.png", "of a")]);
        }
    }

    #[test]
    fn a_deck_keeps_its_pictures_whatever_becomes_of_it() {
        let (_folder, home) = home();
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let context = MoveContext { home: &home, scheduler: &scheduler, now: Moment(0) };
        let own = shown(&home, "a");
        whole_decks::rename(&home, "a", "Owls").unwrap();
        assert_eq!(shown(&home, "a"), own);
        let deleted = whole_decks::delete(&home, "a").unwrap();
        deleted.files.swap().unwrap();
        assert_eq!(shown(&home, "a"), own);
        let gone = edit::removal(&home, "a", "a1").unwrap();
        edit::save(&home, &gone).unwrap();
        edit::save(&home, &gone.reversed()).unwrap();
        assert_eq!(shown(&home, "a"), own);
        let merged = context.merge_decks("a", "b").unwrap();
        let new = shown(&home, "b");
        assert_eq!(new[2..], [pair("owl-2.png", "of a"), pair("owl-2.png", "of a")]);
        merged.files.swap().unwrap();
        assert_eq!(shown(&home, "a"), own);
    }

    #[test]
    fn a_picture_that_is_missing_there_is_not_replaced_by_another() {
        let (_folder, home) = home();
        let text = fs::read_to_string(home.decks().join("b.ron")).unwrap();
        let missing = text.replace("\"b\"", "\"c\"");
        fs::write(home.decks().join("c.ron"), missing).unwrap();
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let context = MoveContext { home: &home, scheduler: &scheduler, now: Moment(0) };
        context.move_notes(&[("a".into(), "a1".into())], "c", true).unwrap();
        let media = MediaFolder::open(&home).unwrap();
        assert_eq!(media.find("c", "owl.png"), None);
        assert_eq!(media.read("c", "owl-2.png").unwrap(), b"of a");
    }
}
