//! JSON, for programs: a deck with every field of its notes, and the entries of the log if they are
//! wanted.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::encoding;
use super::format::{DeckWriter, Format};
use super::imported_deck::{
    ExportInput, ImportOptions, ImportSource, ImportedDeck, ImportedNote, PastEvent,
};
use super::note_json::{JsonNote, NoteObject};
use crate::deck::{CardKind, ConfusableSet, Note, Topic};
use crate::fault::Fault;
use crate::memory::Entry;
use crate::watch::Watch;

/// The newest version of this format that is read and written.
const VERSION: u32 = 1;

/// See the module.
pub(super) struct JsonFormat;

/// The file.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
struct DeckFileJson<N> {
    format: u32,
    id: Option<String>,
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    topics: Vec<Topic>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sets: Vec<ConfusableSet>,
    notes: Vec<N>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reviews: Vec<Entry>,
}

impl Format for JsonFormat {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn sniff(&self, _: &[u8], text: &str) -> u32 {
        let text = text.trim_start();
        let object = text.starts_with('{') && text[1..].trim_start().starts_with('"');
        let array = text.starts_with('[') && text[1..].trim_start().starts_with('{');
        if object || array { 80 } else { 0 }
    }

    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault> {
        let text = encoding::text(source, options)?;
        let unreadable = |error: serde_json::Error| {
            let mut place = source.place();
            place.spot = Some((error.line().max(1), error.column().max(1)));
            let remedy = "a deck is {\"title\": …, \"notes\": [{\"term\": …, \"definition\": …}]}, \
                          or just that list";
            Fault::error(format!("it is not the JSON of a deck: {error}"), remedy).with_place(place)
        };
        let file: DeckFileJson<Value> = if text.trim_start().starts_with('[') {
            DeckFileJson {
                notes: serde_json::from_str(&text).map_err(unreadable)?,
                ..DeckFileJson::default()
            }
        } else {
            serde_json::from_str(&text).map_err(unreadable)?
        };
        if file.format > VERSION {
            let what = format!(
                "this file is in version {}, and this lacuna reads up to {VERSION}",
                file.format
            );
            return Err(Fault::error(what, "update lacuna").with_place(source.place()));
        }
        let whole = file.format > 0;
        let mut imported = ImportedDeck {
            title: file.title,
            description: file.description,
            language: file.language,
            topics: file.topics,
            sets: file.sets,
            ..ImportedDeck::default()
        };
        let count = file.notes.len();
        for (i, value) in watch.over(file.notes.into_iter().enumerate(), count) {
            match note(value) {
                Ok(note) => {
                    imported.items.push(ImportedNote { whole, ..ImportedNote::new(note, i + 1) });
                }
                Err(what) => imported.skip(
                    source.place(),
                    format!("note {} can't be read: {what}", i + 1),
                    "mend it",
                ),
            }
        }
        if let Some(deck) = &file.id {
            pasts(&mut imported, deck, file.reviews);
        }
        imported.id = file.id;
        Ok(imported)
    }

    fn writer(&self) -> Option<DeckWriter> {
        Some(DeckWriter { carries_progress: true, is_binary: false, write })
    }
}

fn note(value: Value) -> Result<Note, String> {
    let object = Map::deserialize(value).and_then(NoteObject::read).map_err(|error| {
        error.to_string().replace("expected a map", "expected an object with a note's fields")
    })?;
    object.into_note()
}

/// Gives the entries to the notes whose cards they are about.
fn pasts(imported: &mut ImportedDeck, deck: &str, entries: Vec<Entry>) {
    let ids: std::collections::HashMap<String, usize> = imported
        .items
        .iter()
        .enumerate()
        .map(|(i, item)| (format!("{deck}/{}", item.note.id), i))
        .collect();
    for Entry { id, at, card, what } in entries {
        if let (Some(&i), Some(card)) = (ids.get(card.note()), CardKind::from_name(card.card())) {
            imported.items[i].history.push(PastEvent { card, at, what, id });
        }
    }
}

fn write(input: &ExportInput<'_>) -> Result<Vec<u8>, Fault> {
    let head = input.head;
    let reviews = input.memory.as_ref().map(|memory| memory.entries.clone()).unwrap_or_default();
    let file = DeckFileJson {
        format: VERSION,
        id: Some(head.id.clone()),
        title: Some(head.title.clone()),
        description: head.description.clone(),
        language: head.language.clone(),
        topics: head.topics.clone(),
        sets: head.sets.clone(),
        notes: input.notes.iter().map(JsonNote).collect(),
        reviews,
    };
    let mut text = serde_json::to_vec_pretty(&file)
        .map_err(|error| Fault::error(format!("the deck can't be written as JSON: {error}"), ""))?;
    text.push(b'\n');
    Ok(text)
}
