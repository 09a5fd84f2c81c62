//! A note as one flat table of fields: what JSON, the columns of a table and the hidden part of
//! other formats are made of. It knows which fields there are and nothing of where they are
//! written.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::deck::{Contrast, Figure, Note, NoteBody, NoteKind};

/// A note's fields, those that it lacks left out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct FlatNote {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) topic: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) term: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) intro: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) steps: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) any_order: Vec<Vec<usize>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) points: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) formula: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) figure: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) why: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) contrast: Vec<Contrast>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) remark: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exam: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) see: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) needs: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sets: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) never: Vec<String>,
}

/// The names of the fields, in the order in which people read them.
pub(super) const ORDER: [&str; 25] = [
    "id",
    "kind",
    "topic",
    "tags",
    "term",
    "aliases",
    "definition",
    "text",
    "intro",
    "steps",
    "items",
    "any_order",
    "points",
    "formula",
    "why",
    "remark",
    "exam",
    "contrast",
    "figure",
    "sources",
    "see",
    "needs",
    "of",
    "sets",
    "never",
];

impl From<&Note> for FlatNote {
    fn from(note: &Note) -> FlatNote {
        let common = FlatNote {
            id: note.id.clone(),
            kind: note.kind().name().to_string(),
            of: note.of.clone(),
            topic: note.topic.clone(),
            tags: note.tags.clone(),
            aliases: note.aliases.clone(),
            points: note.points.clone(),
            formula: note.formula.clone(),
            figure: note.figure.clone(),
            why: note.why.clone(),
            contrast: note.contrast.clone(),
            remark: note.remark.clone(),
            exam: note.exam.clone(),
            sources: note.sources.clone(),
            see: note.see.clone(),
            needs: note.needs.clone(),
            sets: note.sets.clone(),
            never: note.never.clone(),
            ..FlatNote::default()
        };
        match note.body.clone() {
            NoteBody::Pair { term, definition } => {
                FlatNote { term: Some(term), definition: Some(definition), ..common }
            }
            NoteBody::Cloze { term, text } => FlatNote { term, text: Some(text), ..common },
            NoteBody::Steps { term, intro, steps, any_order } => {
                FlatNote { term: Some(term), intro, steps: Some(steps), any_order, ..common }
            }
            NoteBody::List { term, intro, items } => {
                FlatNote { term: Some(term), intro, items: Some(items), ..common }
            }
        }
    }
}

impl FlatNote {
    /// Returns the note; what it lacks to be one is the error.
    pub(super) fn note(self) -> Result<Note, String> {
        let body = self.body()?;
        Ok(Note {
            id: self.id,
            of: self.of,
            topic: self.topic,
            tags: self.tags,
            aliases: self.aliases,
            points: self.points,
            formula: self.formula,
            figure: self.figure,
            why: self.why,
            contrast: self.contrast,
            remark: self.remark,
            exam: self.exam,
            sources: self.sources,
            see: self.see,
            needs: self.needs,
            sets: self.sets,
            never: self.never,
            body,
        })
    }

    /// Returns the kind that is named, or that the fields tell.
    pub(super) fn kind(&self) -> Result<NoteKind, String> {
        let named = |name: &str| {
            NoteKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
        };
        match self.kind.trim() {
            "" if self.steps.is_some() => Ok(NoteKind::Steps),
            "" if self.items.is_some() => Ok(NoteKind::List),
            "" if self.text.is_some() => Ok(NoteKind::Cloze),
            "" => Ok(NoteKind::Pair),
            name => named(name).ok_or_else(|| {
                format!("`{name}` is no kind of note: there are Pair, Cloze, Steps and List")
            }),
        }
    }

    fn body(&self) -> Result<NoteBody, String> {
        let filled = |field: &Option<String>| field.clone().filter(|text| !text.trim().is_empty());
        let need = |field: &Option<String>, name: &str| {
            filled(field).ok_or_else(|| format!("it has no {name}"))
        };
        let term = || need(&self.term, "term");
        let list = |list: &Option<Vec<String>>, name: &str| {
            list.clone().filter(|list| !list.is_empty()).ok_or_else(|| format!("it has no {name}"))
        };
        let intro = self.intro.clone();
        Ok(match self.kind()? {
            NoteKind::Pair => {
                NoteBody::Pair { term: term()?, definition: need(&self.definition, "definition")? }
            }
            NoteKind::Cloze => {
                NoteBody::Cloze { term: filled(&self.term), text: need(&self.text, "text")? }
            }
            NoteKind::Steps => {
                let any_order = self.any_order.clone();
                NoteBody::Steps {
                    term: term()?,
                    intro,
                    steps: list(&self.steps, "steps")?,
                    any_order,
                }
            }
            NoteKind::List => {
                NoteBody::List { term: term()?, intro, items: list(&self.items, "items")? }
            }
        })
    }
}

/// Returns a note's fields as JSON on one line, with nothing in it that HTML or Markdown would take
/// for its own.
pub(super) fn hidden(note: &Note) -> String {
    let json = serde_json::to_string(&FlatNote::from(note))
        .expect("a note is a tree of texts and numbers");
    // These can stand in strings only, where an escape means the same.
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace("--", "-\\u002d")
}

/// Reads what [`hidden`] wrote.
pub(super) fn reveal(json: &str) -> Option<Note> {
    // By way of a value, as all notes in JSON are read: a reader of its own would be the largest
    // piece of the program.
    serde_json::from_value::<FlatNote>(serde_json::from_str(json).ok()?).ok()?.note().ok()
}

/// Returns what a note says of its term, on one line.
pub(super) fn gist(note: &Note) -> String {
    match &note.body {
        NoteBody::Pair { definition, .. } => definition.clone(),
        NoteBody::Cloze { text, .. } => text.clone(),
        NoteBody::Steps { steps: list, .. } | NoteBody::List { items: list, .. } => list.join("; "),
    }
}

/// Returns a note's fields by name, in the order of the table.
pub(super) fn fields(note: &Note) -> Vec<(String, Value)> {
    match serde_json::to_value(FlatNote::from(note)) {
        Ok(Value::Object(map)) => map.into_iter().collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::SourceFile;
    use crate::deck::parse;

    #[test]
    fn every_field_comes_back() {
        for text in [
            r#"Pair(id: "a", of: "o", topic: "x", tags: ["p"], term: "t", aliases: ["T"], definition: "<d> -- & ", formula: r"\x",
                points: ["1"], figure: (title: "T", shape: Flow(steps: [(label: "b")])), why: "w", contrast: [(with: "b", text: "c")],
                remark: "r", exam: "e", sources: ["s"], see: ["y"], needs: ["n"], sets: ["z"], never: ["v"])"#,
            r#"Cloze(id: "a", text: "{{b}} --> c")"#,
            r#"Steps(id: "a", term: "t", intro: "i", steps: ["x", "y"], any_order: [[1, 2]])"#,
            r#"List(id: "a", term: "t", items: ["x"])"#,
        ] {
            let file = SourceFile::new("a", text);
            let note = parse::note(&file, 0..text.len()).unwrap();
            let json = hidden(&note);
            assert!(!json.contains(['<', '>', '&']) && !json.contains("--"), "{json}");
            assert_eq!(reveal(&json), Some(note));
        }
    }

    #[test]
    fn what_is_lacking_is_told() {
        let flat = |kind: &str| FlatNote {
            kind: kind.into(),
            term: Some("t".into()),
            ..FlatNote::default()
        };
        assert_eq!(flat("").note().unwrap_err(), "it has no definition");
        assert_eq!(flat("steps").note().unwrap_err(), "it has no steps");
        assert!(flat("Cloez").note().unwrap_err().contains("`Cloez` is no kind of note"));
    }
}
