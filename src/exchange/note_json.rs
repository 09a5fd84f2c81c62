//! A note as an object of JSON: what a file of JSON, the columns of a table and the hidden part of
//! other formats are made of. Where the object is written is not known here.

use std::sync::LazyLock;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::deck::fields::{self, FieldSlot, FieldValue, NoteField};
use crate::deck::note::NoteParts;
use crate::deck::{Note, NoteBody, NoteKind};

/// The order of the fields in an object.
static ORDER: LazyLock<Vec<&NoteField>> =
    LazyLock::new(|| fields::reordered(&[("tags", "any_order")]));

/// The kind of a note and its fields that hold anything, in that order.
pub(super) fn entries<'n>(
    note: &'n Note,
    order: &[&NoteField],
) -> Vec<(&'static str, FieldValue<'n>)> {
    let mut entries = Vec::new();
    for field in order {
        let value = field.value(note).filter(|_| field.name != "id" || !note.id.is_empty());
        entries.extend(value.map(|value| (field.name, value)));
        if field.name == "id" {
            entries.push(("kind", FieldValue::Text(note.kind().name())));
        }
    }
    entries
}

/// Writes a note as an object; fields that it lacks are left out.
pub(super) struct JsonNote<'n>(pub(super) &'n Note);

impl Serialize for JsonNote<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in entries(self.0, &ORDER) {
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}

/// An object with fields of a note, which may lack some.
#[derive(Debug, Default)]
pub(super) struct NoteObject {
    /// The kind that it names, if it names one.
    pub(super) kind: String,
    parts: NoteParts,
}

impl NoteObject {
    /// Reads the fields; other entries are ignored.
    pub(super) fn read(map: Map<String, Value>) -> serde_json::Result<NoteObject> {
        let mut object = NoteObject::default();
        for (name, value) in map {
            if name == "kind" {
                object.kind = String::deserialize(value)?;
            } else if let Some(field) = fields::find_by_name(&name) {
                field.read(&mut object.parts, name == "id", value)?;
            }
        }
        Ok(object)
    }

    /// The note; what it lacks to be one is the error.
    pub(super) fn into_note(mut self) -> Result<Note, String> {
        let kind = match self.kind.trim() {
            "" => self.parts.kind(),
            name => NoteKind::ALL
                .into_iter()
                .find(|kind| kind.name().eq_ignore_ascii_case(name))
                .ok_or_else(|| {
                format!("`{name}` is no kind of note: there are Pair, Cloze, Steps and List")
            })?,
        };
        for field in fields::FIELDS {
            let is_empty = match field.slot(&mut self.parts) {
                FieldSlot::Text(text) => text.as_ref().is_none_or(|text| text.trim().is_empty()),
                FieldSlot::OptionalTexts(texts) => texts.as_ref().is_none_or(Vec::is_empty),
                _ => false,
            };
            if is_empty && field.name != "id" && field.required.contains(&kind) {
                return Err(format!("it has no {}", field.name));
            }
        }
        let mut note = self.parts.into_note(kind);
        if let NoteBody::Cloze { term, .. } = &mut note.body {
            term.take_if(|term| term.trim().is_empty());
        }
        Ok(note)
    }
}

/// A note as JSON on one line, with nothing in it that HTML or Markdown would take for its own.
pub(super) fn hidden(note: &Note) -> String {
    let json =
        serde_json::to_string(&JsonNote(note)).expect("a note is a tree of texts and numbers");
    // These can stand in strings only, where an escape means the same.
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace("--", "-\\u002d")
}

/// Reads what [`hidden`] wrote.
pub(super) fn read_hidden(json: &str) -> Option<Note> {
    NoteObject::read(serde_json::from_str(json).ok()?).ok()?.into_note().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::SourceFile;
    use crate::deck::parse;

    #[test]
    fn every_field_comes_back() {
        for text in [
            r#"Pair(id: "a", of: "o", topic: "x", tags: ["p"], term: "t", aliases: ["T"],
                definition: "<d> -- & ", formula: r"\x", points: ["1"], why: "w", remark: "r",
                figure: (title: "T", shape: Flow(steps: [(label: "b")])), exam: "e",
                contrast: [(with: "b", text: "c")], sources: ["s"], see: ["y"], needs: ["n"],
                sets: ["z"], never: ["v"])"#,
            r#"Cloze(id: "a", text: "{{b}} --> c")"#,
            r#"Steps(id: "a", term: "t", intro: "i", steps: ["x", "y"], any_order: [[1, 2]])"#,
            r#"List(id: "a", term: "t", items: ["x"])"#,
        ] {
            let file = SourceFile::new("a", text);
            let note = parse::note(&file, 0..text.len()).unwrap();
            let json = hidden(&note);
            assert!(!json.contains(['<', '>', '&']) && !json.contains("--"), "{json}");
            assert_eq!(read_hidden(&json), Some(note));
        }
    }

    #[test]
    fn an_error_names_what_is_missing() {
        for (kind, error) in [
            ("", "it has no definition"),
            ("steps", "it has no steps"),
            ("Cloez", "`Cloez` is no kind of note: there are Pair, Cloze, Steps and List"),
        ] {
            let map = Map::from_iter(
                [("kind", kind), ("term", "t")]
                    .map(|(name, text)| (name.to_string(), Value::from(text))),
            );
            assert_eq!(NoteObject::read(map).unwrap().into_note().unwrap_err(), error);
        }
    }
}
