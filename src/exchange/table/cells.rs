//! The cells of a table: which column holds which field, and how a cell holds a list.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use csv::StringRecord;
use serde_json::{Map, Value};

use super::super::note_json::{self, NoteObject};
use crate::deck::fields::{self, FIELDS, FieldKind, FieldValue, NoteField};
use crate::deck::{Note, NoteKind};
use crate::text::fold::fold;

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum ColumnRole {
    /// A field of a note.
    Field(&'static NoteField),
    /// The kind of note.
    Kind,
    /// Something that notes don't have.
    Unknown,
}

impl ColumnRole {
    /// The name that the field has in a note.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            ColumnRole::Field(field) => Some(field.name),
            ColumnRole::Kind => Some("kind"),
            ColumnRole::Unknown => None,
        }
    }
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

/// The order of the columns.
static ORDER: LazyLock<Vec<&NoteField>> = LazyLock::new(|| {
    fields::reordered(&[("contrast", "exam"), ("figure", "contrast"), ("of", "needs")])
});

/// The names of the columns in their order: the kind comes after the id.
pub(super) fn column_names() -> impl Iterator<Item = &'static str> {
    let (id, others) = ORDER.split_first().expect("notes have fields");
    [id.name, "kind"].into_iter().chain(others.iter().map(|field| field.name))
}

/// What a column of that name holds.
pub(super) fn column(name: &str) -> ColumnRole {
    let name = fold(name.trim()).replace('_', " ");
    let own = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
    let name = own.map_or(name.as_str(), |(field, _)| field);
    match FIELDS.iter().find(|field| field.name.replace('_', " ") == name) {
        Some(field) => ColumnRole::Field(field),
        None if name == "kind" => ColumnRole::Kind,
        None => ColumnRole::Unknown,
    }
}

/// A note's cells by the names of their columns.
pub(super) fn row(note: &Note, topic: impl Fn(&str) -> String) -> BTreeMap<&'static str, String> {
    let mut cells = BTreeMap::new();
    for (name, value) in note_json::entries(note, &ORDER) {
        let cell = match value {
            FieldValue::Text(text) if name == "topic" => topic(text),
            FieldValue::Text(text) => text.to_string(),
            FieldValue::Texts(list) => join(name, list),
            // By way of a value, which sorts the names in it.
            other => serde_json::to_value(other).unwrap_or_default().to_string(),
        };
        cells.insert(name, cell);
    }
    cells
}

/// Joins a list: a line each, or as JSON where a line would not read back.
fn join(name: &str, texts: &[String]) -> String {
    let lines = texts.join("\n");
    if split(name, &lines) == texts { lines } else { Value::from(texts.to_vec()).to_string() }
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

/// The fields of a row.
pub(super) fn object(record: &StringRecord, header: &[ColumnRole]) -> Result<NoteObject, String> {
    let mut map = Map::new();
    for (cell, column) in record.iter().zip(header) {
        let Some(name) = column.name().filter(|name| !map.contains_key(*name)) else { continue };
        if cell.trim().is_empty() {
            continue;
        }
        let value = match column {
            ColumnRole::Field(NoteField { kind: FieldKind::Texts, .. }) => {
                Value::from(split(name, cell))
            }
            ColumnRole::Field(NoteField { kind: FieldKind::Structure, .. }) => {
                serde_json::from_str(cell)
                    .map_err(|error| format!("`{name}` is no JSON: {error}"))?
            }
            _ => Value::from(cell),
        };
        map.insert(name.to_string(), value);
    }
    let kind = map.get("kind").and_then(Value::as_str).unwrap_or_default();
    // Another program's kinds mean something else.
    if !NoteKind::ALL.iter().any(|known| known.name().eq_ignore_ascii_case(kind)) {
        map.remove("kind");
    }

    NoteObject::read(map).map_err(|error| format!("a cell does not fit: {error}"))
}
