//! The cells of a table: what a note's cells are, and how a cell holds a list.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use csv::StringRecord;
use serde_json::Value;

use super::columns::{Column, ColumnRole, Columns};
use crate::deck::Note;
use crate::deck::fields::{self, FieldKind, FieldValue, NoteField};
use crate::deck::note::NoteParts;
use crate::exchange::foreign_fields::ForeignFields;
use crate::exchange::note_json;

/// The order of the columns.
static ORDER: LazyLock<Vec<&NoteField>> = LazyLock::new(|| {
    fields::reordered(&[("contrast", "exam"), ("figure", "contrast"), ("of", "needs")])
});

/// The names of the columns in their order: the kind comes after the id.
pub(super) fn column_names() -> impl Iterator<Item = &'static str> {
    let (id, others) = ORDER.split_first().expect("notes have fields");
    [id.name, "kind"].into_iter().chain(others.iter().map(|field| field.name))
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
pub(in crate::exchange) fn split(name: &str, cell: &str) -> Vec<String> {
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
pub(super) fn fields(record: &StringRecord, columns: &Columns) -> ForeignFields {
    let mut fields = ForeignFields::default();
    for (i, cell) in record.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
        let Some(Column { name, role }) = columns.all.get(i) else {
            fields.add_point("", cell);
            continue;
        };
        match role {
            ColumnRole::Kind => fields.add_kind(name, cell),
            ColumnRole::Field(field) => match value(field, cell) {
                Some(value) => fields.add(field.name, value),
                None => fields.add_point(name, cell),
            },
            ColumnRole::Point => fields.add_point(name, cell),
        }
    }
    fields
}

/// What a cell says for a field; none if it is nothing that the field can hold.
fn value(field: &NoteField, cell: &str) -> Option<Value> {
    match field.kind {
        FieldKind::Text => Some(Value::from(cell)),
        FieldKind::Texts => Some(Value::from(split(field.name, cell))),
        FieldKind::Structure => {
            let value: Value = serde_json::from_str(cell).ok()?;
            fits(field, &value).then_some(value)
        }
    }
}

/// Whether a field can hold that.
pub(in crate::exchange) fn fits(field: &NoteField, value: &Value) -> bool {
    field.read(&mut NoteParts::default(), field.name == "id", value).is_ok()
}
