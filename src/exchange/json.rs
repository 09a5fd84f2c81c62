//! JSON, for programs: a deck with every field of its notes, and the entries of the log if they are
//! wanted. Other programs' objects are read too, by the names that tables take.

mod file;

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::encoding;
use super::foreign_fields::ForeignFields;
use super::format::{DeckWriter, Format};
use super::imported_deck::{
    ExportInput, ImportOptions, ImportSource, ImportedDeck, ImportedNote, LONGEST, PastEvent,
};
use super::losses::{Loss, Losses};
use super::media::MediaPlace;
use super::note_json::{JsonNote, NoteObject};
use super::table::cells;
use super::table::columns::{ColumnRole, role_of};
use crate::deck::fields::{FieldKind, NoteField, find_by_name};
use crate::deck::{CardKind, ConfusableSet, Topic};
use crate::fault::Fault;
use crate::memory::Entry;
use crate::watch::Watch;
use file::{JsonFile, VERSION};

/// See the module.
pub(super) struct JsonFormat;

/// The file as it is written.
#[derive(Serialize)]
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
        &["json", "jsonl", "ndjson"]
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
        let mut file = JsonFile::read(source, &text).map_err(|fault| match fault.place {
            Some(_) => fault,
            None => fault.with_place(source.place()),
        })?;
        let mut imported = head(&mut file);
        let whole = file.format > 0;
        let count = file.notes.len();
        for (i, note) in watch.over(std::mem::take(&mut file.notes).into_iter().enumerate(), count)
        {
            let read = if whole {
                own_note(note, i + 1, &mut imported)
            } else {
                foreign_note(note, i + 1, &mut imported, options)
            };
            if let Err(what) = read {
                let what = format!("note {} can't be read: {what}", i + 1);
                imported.skip(source.place(), what, "mend it");
            }
            imported.check_room(source)?;
        }
        if let Some(deck) = imported.id.clone() {
            let reviews = file.take(&["reviews"]).unwrap_or_default();
            pasts(&mut imported, &deck, reviews);
        }
        file.count_rest(&mut imported.losses);
        Ok(imported)
    }

    fn writer(&self) -> Option<DeckWriter> {
        Some(DeckWriter {
            carries_progress: true,
            media: MediaPlace::Beside,
            is_binary: false,
            write,
        })
    }
}

/// What a file says of its deck.
fn head(file: &mut JsonFile<'_>) -> ImportedDeck {
    let mut imported = ImportedDeck {
        title: file.take(&["title", "name", "deck"]),
        description: file.take(&["description"]),
        ..ImportedDeck::default()
    };
    if file.is_ours() {
        imported.id = file.take(&["id"]);
        imported.language = file.take(&["language"]);
        imported.topics = file.take(&["topics"]).unwrap_or_default();
        imported.sets = file.take(&["sets"]).unwrap_or_default();
    }
    imported
}

fn object(note: &RawValue) -> Result<Map<String, Value>, String> {
    if note.get().len() > 20 * LONGEST {
        return Err(format!("it has {} bytes, which is too long for a note", note.get().len()));
    }
    serde_json::from_str(note.get()).map_err(|error| {
        error.to_string().replace("expected a map", "expected an object with a note's fields")
    })
}

/// Reads a note as we write it.
fn own_note(note: &RawValue, row: usize, imported: &mut ImportedDeck) -> Result<(), String> {
    let map = object(note)?;
    for key in map.keys().filter(|key| *key != "kind" && find_by_name(key).is_none()) {
        imported.losses.add(Loss::Key, key);
    }
    let note = NoteObject::read(map).map_err(|error| error.to_string())?.into_note()?;
    imported.items.push(ImportedNote { whole: true, ..ImportedNote::new(note, row) });
    Ok(())
}

/// Reads a note as other programs write it.
fn foreign_note(
    note: &RawValue,
    row: usize,
    imported: &mut ImportedDeck,
    options: &ImportOptions,
) -> Result<(), String> {
    let mut fields = ForeignFields::default();
    for (key, value) in object(note)? {
        add_field(&mut fields, &key, value, &mut imported.losses);
    }
    // A question that is explained and a word that is answered are what they are elsewhere.
    match [fields.has("question"), fields.has("answer")] {
        [true, false] if fields.has("definition") => fields.rename("definition", "answer"),
        [false, true] if fields.has("term") => fields.rename("answer", "definition"),
        _ => {}
    }
    fields.into_notes(imported, row, options)
}

/// Adds what an object has under a key; what a note can't have is counted.
fn add_field(fields: &mut ForeignFields, key: &str, value: Value, losses: &mut Losses) {
    let empty = match &value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    };
    if empty {
        return;
    }
    // Cards of programs that call their sides so have one question.
    let role = match key.trim().to_lowercase().as_str() {
        "front" => find_by_name("question").map_or(ColumnRole::Point, ColumnRole::Field),
        "back" => find_by_name("answer").map_or(ColumnRole::Point, ColumnRole::Field),
        _ => role_of(key).0,
    };
    match (role, value) {
        (ColumnRole::Kind, Value::String(text)) => fields.add_kind(key, &text),
        (ColumnRole::Field(NoteField { name: "id", .. }), Value::Number(number)) => {
            fields.add("guid", Value::from(number.to_string()));
        }
        (ColumnRole::Field(field), value) if !fields.has(field.name) => {
            match field_value(field, value) {
                Some(value) => fields.add(field.name, value),
                None => losses.add(Loss::Key, key),
            }
        }
        _ => losses.add(Loss::Key, key),
    }
}

/// What a field makes of a value; none if it can't hold it.
fn field_value(field: &NoteField, value: Value) -> Option<Value> {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    match (field.kind, value) {
        (FieldKind::Text, Value::Array(lines)) => {
            let lines: Option<Vec<String>> = lines.iter().map(scalar).collect();
            Some(Value::from(lines?.join("\n")))
        }
        (FieldKind::Text, value) => scalar(&value).map(Value::from),
        (FieldKind::Texts, Value::Array(texts)) => {
            let texts: Option<Vec<String>> = texts.iter().map(scalar).collect();
            Some(Value::from(texts?))
        }
        (FieldKind::Texts, value) => Some(Value::from(cells::split(field.name, &scalar(&value)?))),
        (FieldKind::Structure, value) => cells::fits(field, &value).then_some(value),
    }
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
