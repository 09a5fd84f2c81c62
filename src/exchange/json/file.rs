//! What is in a file of JSON: a deck of ours, or other people's objects, one a note.
//!
//! Only the outline is read here, as slices of the text: a note is read when its turn comes.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::exchange::imported_deck::ImportSource;
use crate::exchange::losses::{Loss, Losses};
use crate::fault::Fault;

/// The newest version of this format that is read and written.
pub(super) const VERSION: u32 = 1;

/// A file's outline.
#[derive(Debug, Default)]
pub(super) struct JsonFile<'t> {
    /// The version of our format; 0 if it is not ours.
    pub(super) format: u32,
    /// What else is said of the deck, by key.
    pub(super) head: BTreeMap<String, &'t RawValue>,
    /// The notes.
    pub(super) notes: Vec<&'t RawValue>,
    /// The name of the list of notes, where it has one.
    pub(super) list: Option<String>,
}

impl<'t> JsonFile<'t> {
    /// Reads the outline of a text: an object, an array, or objects one after the other.
    pub(super) fn read(source: &ImportSource<'_>, text: &'t str) -> Result<JsonFile<'t>, Fault> {
        let unreadable = |error: serde_json::Error| {
            let mut place = source.place();
            place.spot = Some((error.line().max(1), error.column().max(1)));
            let remedy = "a deck is {\"title\": …, \"notes\": [{\"term\": …, \"definition\": …}]}, \
                          or just that list";
            Fault::error(format!("it is not the JSON of a deck: {error}"), remedy).with_place(place)
        };
        let values: Vec<&RawValue> = serde_json::Deserializer::from_str(text)
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(unreadable)?;
        let file = match &values[..] {
            [one] if one.get().starts_with('[') => {
                if one.get().starts_with("[\"^ \"") {
                    return Err(mochi());
                }
                let notes = serde_json::from_str(one.get()).map_err(unreadable)?;
                JsonFile { notes, ..JsonFile::default() }
            }
            [one] => JsonFile::from_object(one.get()).map_err(unreadable)?,
            _ => JsonFile { notes: values, ..JsonFile::default() },
        };
        file.check()
    }

    fn from_object(text: &'t str) -> serde_json::Result<JsonFile<'t>> {
        let mut head: BTreeMap<String, &'t RawValue> = serde_json::from_str(text)?;
        let format = head.remove("format").and_then(value).unwrap_or(0);
        let list = if head.contains_key("notes") {
            Some("notes".to_string())
        } else {
            head.iter().find(|(_, value)| is_objects(value)).map(|(key, _)| key.clone())
        };
        let notes = match list.as_ref().and_then(|key| head.remove(key)) {
            Some(list) => serde_json::from_str(list.get())?,
            // An object of its own is a note.
            None if ["term", "front", "question"].iter().any(|key| head.contains_key(*key)) => {
                vec![serde_json::from_str(text)?]
            }
            None => vec![],
        };
        Ok(JsonFile { format, head, notes, list })
    }

    /// Refuses what lacuna can't read.
    fn check(self) -> Result<JsonFile<'t>, Fault> {
        if self.head.contains_key("__type__") {
            let what = "this is a deck of CrowdAnki, which lacuna can't read";
            let remedy = "import it into Anki with that add-on, and export an Anki package (.apkg)";
            return Err(Fault::error(what, remedy));
        }
        if self.head.keys().any(|key| key.starts_with("~:")) {
            return Err(mochi());
        }
        if self.format > VERSION {
            let what = format!(
                "this file is in version {}, and this lacuna reads up to {VERSION}",
                self.format
            );
            return Err(Fault::error(what, "update lacuna"));
        }
        Ok(self)
    }

    /// Whether the deck's own fields are meant as ours.
    pub(super) fn is_ours(&self) -> bool {
        self.format > 0 || self.list.as_deref() == Some("notes")
    }

    /// Takes what the head says under one of these keys.
    pub(super) fn take<T: Deserialize<'t>>(&mut self, keys: &[&str]) -> Option<T> {
        let (key, found) =
            keys.iter().find_map(|key| Some((*key, value(self.head.get(*key)?)?)))?;
        self.head.remove(key);
        Some(found)
    }

    /// Counts what of the head was not taken.
    pub(super) fn count_rest(&self, losses: &mut Losses) {
        for (key, _) in self.head.iter().filter(|(_, value)| !is_empty(value)) {
            losses.add(Loss::Key, key);
        }
    }
}

fn mochi() -> Fault {
    Fault::error(
        "this is a Mochi export, which lacuna can't read",
        "export the cards from Mochi as Markdown, and import those",
    )
}

fn value<'t, T: Deserialize<'t>>(raw: &'t RawValue) -> Option<T> {
    serde_json::from_str(raw.get()).ok()
}

fn is_empty(raw: &RawValue) -> bool {
    matches!(raw.get(), "null" | "\"\"" | "[]" | "{}")
}

/// Whether it is an array of objects, by the first of them.
fn is_objects(raw: &RawValue) -> bool {
    raw.get().strip_prefix('[').is_some_and(|inner| inner.trim_start().starts_with('{'))
}
