//! The cells of a table: which column holds which field, and how a cell holds a list.

use std::collections::BTreeMap;

use csv::StringRecord;
use serde_json::{Map, Value};

use super::super::flat_note;
use super::super::flat_note::FlatNote;
use crate::deck::Note;
use crate::text::fold::fold;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnRole {
    /// A field of a note.
    Field(&'static str),
    /// Something that notes don't have.
    Unknown,
}

/// What people call the fields.
const NAMES: &[(&str, &[&str])] = &[
    ("id", &["key", "guid"]),
    ("kind", &["type", "note type", "notetype"]),
    ("term", &["front", "question", "word", "name", "prompt", "q", "concept", "expression"]),
    (
        "definition",
        &["back", "answer", "meaning", "description", "explanation", "a", "translation"],
    ),
    ("text", &["cloze"]),
    ("topic", &["deck", "category", "chapter", "subject", "section"]),
    ("tags", &["tag", "label", "labels", "keywords"]),
    ("aliases", &["alias", "synonyms", "also"]),
    ("remark", &["note", "notes", "comment", "extra", "back extra"]),
    ("sources", &["source", "reference", "references"]),
    ("see", &["see also"]),
];

/// The fields that hold a list of texts.
const LISTS: &[&str] =
    &["aliases", "steps", "items", "tags", "points", "sources", "see", "needs", "sets", "never"];
/// The fields that have a structure of their own, as JSON.
const STRUCTURES: &[&str] = &["figure", "contrast", "any_order"];

/// Returns what a column of that name holds.
pub(super) fn column(name: &str) -> ColumnRole {
    let name = fold(name.trim()).replace('_', " ");
    let own = flat_note::ORDER.iter().find(|field| field.replace('_', " ") == name);
    let other =
        NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(field, _)| field);
    own.or(other).map_or(ColumnRole::Unknown, |field| ColumnRole::Field(field))
}

/// Returns a note's cells by the names of their columns.
pub(super) fn row(note: &Note, topic: impl Fn(&str) -> String) -> BTreeMap<String, String> {
    let cell = |name: &str, value: Value| match value {
        Value::String(text) if name == "topic" => topic(&text),
        Value::String(text) => text,
        Value::Array(list) if LISTS.contains(&name) => join(name, &list),
        other => other.to_string(),
    };
    flat_note::fields(note)
        .into_iter()
        .map(|(name, value)| (name.clone(), cell(&name, value)))
        .collect()
}

/// Joins a list: a line each, or as JSON where a line would not read back.
fn join(name: &str, list: &[Value]) -> String {
    let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
    let lines = texts.join("\n");
    if split(name, &lines) == texts { lines } else { Value::from(list.to_vec()).to_string() }
}

/// Splits a cell: JSON, lines, or semicolons on one line; tags at commas and blanks too.
fn split(name: &str, cell: &str) -> Vec<String> {
    if cell.starts_with('[')
        && let Ok(list) = serde_json::from_str(cell)
    {
        return list;
    }
    let separators: &[&[char]] =
        if name == "tags" { &[&['\n'], &[';'], &[','], &[' ']] } else { &[&['\n'], &[';']] };
    let separator =
        separators.iter().find(|chars| cell.contains(**chars)).copied().unwrap_or_default();
    cell.split(separator)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_string)
        .collect()
}

/// Returns the fields of a row.
pub(super) fn flat(record: &StringRecord, header: &[ColumnRole]) -> Result<FlatNote, String> {
    let mut map = Map::new();
    for (cell, column) in record.iter().zip(header) {
        let ColumnRole::Field(name) = column else { continue };
        if cell.trim().is_empty() || map.contains_key(*name) {
            continue;
        }
        let value = if LISTS.contains(name) {
            Value::from(split(name, cell))
        } else if STRUCTURES.contains(name) {
            serde_json::from_str(cell).map_err(|error| format!("`{name}` is no JSON: {error}"))?
        } else {
            Value::from(cell)
        };
        map.insert((*name).to_string(), value);
    }
    let kind = map.get("kind").and_then(Value::as_str).unwrap_or_default();
    // Another program's kinds are none of ours.
    if !["pair", "cloze", "steps", "list"].contains(&kind.to_lowercase().as_str()) {
        map.remove("kind");
    }
    // A text with blanks may stand in the column of what is asked.
    serde_json::from_value(Value::Object(map))
        .map_err(|error| format!("a cell does not fit: {error}"))
}
