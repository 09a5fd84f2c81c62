//! `media.ron`: for each deck, which file of `media/` a name in its notes stands for.

use std::collections::{BTreeMap, HashSet};

use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::disk::UpdateFaults;
use super::{ConfigHome, disk};
use crate::fault::{Fault, Place};

/// The version of the file's format.
const FORMAT: u32 = 1;

const FAULTS: UpdateFaults<'static> = UpdateFaults {
    not_written: "the names of pictures and sounds were not written",
    read_only: "media.ron is read-only, so it was left alone",
};

/// The names by deck.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MediaNames {
    format: u32,
    /// By the deck's id: the file by its name in the notes.
    #[serde(default)]
    decks: BTreeMap<String, BTreeMap<String, String>>,
}

/// A name that stands for another file than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameChange {
    pub(super) deck: String,
    pub(super) name: String,
    /// The file before and afterwards; none where the name stood for nothing.
    pub(super) before: Option<String>,
    pub(super) now: Option<String>,
}

impl Default for MediaNames {
    fn default() -> MediaNames {
        MediaNames { format: FORMAT, decks: BTreeMap::new() }
    }
}

impl MediaNames {
    /// Reads the names; there are none where there is no file.
    pub(super) fn read(home: &ConfigHome) -> Result<MediaNames, Fault> {
        let path = home.media_names();
        let bytes = disk::read(&path).map_err(|error| disk::read_fault(&path, &error))?;
        parse(home, bytes.as_deref())
    }

    /// The file that a deck's notes name so.
    pub(super) fn file(&self, deck: &str, name: &str) -> Option<&str> {
        self.decks.get(deck)?.get(name).map(String::as_str)
    }

    /// All decks with their names and the files that those stand for.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.decks.iter().flat_map(|(deck, names)| {
            names.iter().map(move |(name, file)| (deck.as_str(), name.as_str(), file.as_str()))
        })
    }

    /// All files that have a name.
    pub(super) fn files(&self) -> HashSet<&str> {
        self.decks.values().flat_map(BTreeMap::values).map(String::as_str).collect()
    }

    fn set(&mut self, deck: &str, name: &str, file: Option<&str>) {
        let names = self.decks.entry(deck.to_string()).or_default();
        match file {
            Some(file) => names.insert(name.to_string(), file.to_string()),
            None => names.remove(name),
        };
        if names.is_empty() {
            self.decks.remove(deck);
        }
    }
}

/// Makes the changes, and keeps in each what its name stood for before.
pub(super) fn change(home: &ConfigHome, changes: &mut [NameChange]) -> Result<(), Fault> {
    update(home, |names| {
        for change in changes.iter_mut() {
            change.before = names.file(&change.deck, &change.name).map(str::to_string);
            names.set(&change.deck, &change.name, change.now.as_deref());
        }
    })
}

/// Undoes the changes of those names that nobody has changed since; the result undoes that again.
pub(super) fn change_back(
    home: &ConfigHome,
    changes: &[NameChange],
) -> Result<Vec<NameChange>, Fault> {
    let mut back = Vec::new();
    update(home, |names| {
        back.clear();
        for change in changes.iter().rev() {
            if names.file(&change.deck, &change.name) == change.now.as_deref() {
                names.set(&change.deck, &change.name, change.before.as_deref());
                let (before, now) = (change.now.clone(), change.before.clone());
                back.push(NameChange { before, now, ..change.clone() });
            }
        }
    })?;
    Ok(back)
}

fn update(home: &ConfigHome, mut change: impl FnMut(&mut MediaNames)) -> Result<(), Fault> {
    let path = home.media_names();
    disk::make_folder(home.path())
        .map_err(|error| disk::write_fault(FAULTS.not_written, &path, &error))?;
    disk::update(&path, &FAULTS, |bytes| {
        let old = parse(home, bytes)?;
        let mut new = old.clone();
        change(&mut new);
        if new == old {
            return Ok(None);
        }
        let text = ron::ser::to_string_pretty(&new, PrettyConfig::new())
            .map_err(|error| Fault::error(FAULTS.not_written, error.to_string()))?;
        Ok(Some(format!("{text}\n").into_bytes()))
    })
}

fn parse(home: &ConfigHome, bytes: Option<&[u8]>) -> Result<MediaNames, Fault> {
    let Some(bytes) = bytes else { return Ok(MediaNames::default()) };
    let file = home.media_names().display().to_string();
    let names: MediaNames = ron::de::from_bytes(bytes).map_err(|error| {
        let start = error.span.start;
        let what = format!("the names of pictures and sounds can't be read: {}", error.code);
        Fault::error(what, "mend the line, or bring a backup back (`lacuna state restore`)")
            .with_place(Place { file: file.clone(), spot: Some((start.line, start.col)) })
    })?;
    if names.format == FORMAT {
        return Ok(names);
    }
    let what = format!("media.ron has format {}, and this lacuna reads {FORMAT}", names.format);
    Err(Fault::error(what, "install a newer lacuna").with_place(Place::file(file)))
}
