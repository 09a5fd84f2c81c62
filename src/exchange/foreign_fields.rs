//! The fields of a note as a row of a table or an object of JSON has them, before they are a note.

use serde_json::{Map, Value};

use super::cleanup;
use super::imported_deck::{ImportOptions, ImportedDeck, ImportedNote, LONGEST};
use super::note_json::NoteObject;
use super::row_note::{self, RowSides};
use crate::deck::{Note, NoteBody, NoteKind};

/// The fields of a note by name, and what notes have no field for.
#[derive(Debug, Default)]
pub(super) struct ForeignFields {
    fields: Map<String, Value>,
    points: Vec<String>,
}

impl ForeignFields {
    /// Whether there is a field of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// Adds a field; a list is added to what the field has already.
    pub(super) fn add(&mut self, name: &str, value: Value) {
        match (self.fields.get_mut(name), value) {
            (Some(Value::Array(known)), Value::Array(more)) => known.extend(more),
            (_, value) => _ = self.fields.insert(name.to_string(), value),
        }
    }

    /// Adds what notes have no field for, with the name that it has where it comes from.
    pub(super) fn add_point(&mut self, name: &str, text: &str) {
        let text = cleanup::text(text);
        self.points.push(if name.is_empty() { text } else { format!("{name}: {text}") });
    }

    /// Gives a field another name.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        if let Some(value) = self.fields.remove(from) {
            self.fields.insert(to.to_string(), value);
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
    }

    /// Adds a kind of note; what is none of ours is a point, unless it is a notetype of Anki's.
    pub(super) fn add_kind(&mut self, name: &str, text: &str) {
        let kind = text.trim().to_lowercase();
        if NoteKind::ALL.iter().any(|known| known.name().eq_ignore_ascii_case(&kind)) {
            self.fields.insert("kind".to_string(), Value::from(text));
        } else if !kind.starts_with("basic") && !kind.starts_with("cloze") {
            self.add_point(name, text);
        }
    }

    /// Makes points of the fields that the note's kind does not have.
    fn settle(&mut self) {
        if self.has("kind") {
            return;
        }
        let has_blanks = self.text("text").is_some_and(|text| text.contains("{{"));
        // A text without a blank is what a definition is of.
        if !has_blanks && self.has("text") && self.has("definition") && !self.has("term") {
            self.rename("text", "term");
        }
        let [side, other] = if self.has("text") && has_blanks {
            ["text", "text"]
        } else if self.has("question") {
            ["question", "answer"]
        } else if self.has("term") && self.has("definition") {
            ["term", "definition"]
        } else {
            return;
        };
        for name in ["term", "question", "definition", "answer", "text"] {
            let is_title = name == "term" && side == "text";
            if name != side
                && name != other
                && !is_title
                && let Some(text) = self.text(name)
            {
                let text = text.to_string();
                self.fields.remove(name);
                self.add_point(name, &text);
            }
        }
    }

    /// Adds the notes that these fields make. The error says what they lack.
    pub(super) fn into_notes(
        mut self,
        imported: &mut ImportedDeck,
        row: usize,
        options: &ImportOptions,
    ) -> Result<(), String> {
        if let Some(length) = self.longest().filter(|&length| length > LONGEST) {
            return Err(format!(
                "a text of {length} bytes is too long for a note, which takes {LONGEST}"
            ));
        }
        self.settle();
        let points = std::mem::take(&mut self.points);
        let object = NoteObject::read(self.fields)
            .map_err(|error| format!("one of its fields does not fit: {error}"))?;
        let names_kind = !object.kind.is_empty();
        let mut note = object.into_note()?;
        for point in points {
            let point = row_note::cell_text(&point, &mut imported.losses).into_owned();
            note.details.points.push(point);
        }
        row_note::keep_foreign_id(&mut note, names_kind);
        let whole = names_kind && !note.id.is_empty();
        if whole {
            imported.items.push(ImportedNote { whole, ..ImportedNote::new(note, row) });
        } else {
            add(note, imported, row, options);
        }
        Ok(())
    }

    fn longest(&self) -> Option<usize> {
        let texts = self.fields.values().filter_map(Value::as_str).map(str::len);
        texts.chain(self.points.iter().map(String::len)).max()
    }
}

/// Adds a note of which only the sides are known, in the form that they ask for.
fn add(note: Note, imported: &mut ImportedDeck, row: usize, options: &ImportOptions) {
    let Note { id, body, details } = note;
    let first = imported.items.len();
    match body {
        NoteBody::Pair { term, definition } => {
            let sides = RowSides { first: &term, second: &definition, one_way: options.one_way };
            row_note::add_sides(imported, row, sides, details, options);
        }
        NoteBody::Question { question, answer } => {
            let sides = RowSides { first: &question, second: &answer, one_way: true };
            row_note::add_sides(imported, row, sides, details, options);
        }
        NoteBody::Cloze { term, text } => {
            if !row_note::add_text(imported, row, &text, term.as_deref(), &details) {
                let body = NoteBody::Cloze { term, text };
                let note = Note { id: String::new(), body, details };
                imported.items.push(ImportedNote::new(note, row));
            }
        }
        body @ (NoteBody::Steps { .. } | NoteBody::List { .. }) => {
            let note = Note { id: String::new(), body, details };
            imported.items.push(ImportedNote::new(note, row));
        }
    }
    // Blanks that nest make several notes, of which one has the id.
    if let Some(item) = imported.items.get_mut(first) {
        item.note.id = id;
    }
}
