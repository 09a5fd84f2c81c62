//! Setting notes and heads down as a deck file has them: RON that people can read, compare and go
//! on writing.
//!
//! What is written reads back as the same note. Where the file lies, and what stood there before,
//! is not known here.

use std::fmt::Write;
use std::sync::LazyLock;

use serde::Serialize;

use super::fields::{self, FieldValue, NoteField};
use super::parse::options;
use super::{DeckHead, FORMAT, Note, Topic};

/// The columns after which a note continues in another line.
const WIDEST: usize = 120;
/// The indentation of a note's further lines.
const INDENT: &str = "\n            ";

/// A whole deck.
pub fn deck<'n>(head: &DeckHead, notes: impl IntoIterator<Item = &'n Note>) -> String {
    let mut out = format!("#![enable(implicit_some)]\n(\n    format: {FORMAT},\n");
    let mut line = |name: &str, value: String| _ = writeln!(out, "    {name}: {value},");
    line("id", text(&head.id));
    line("title", text(&head.title));
    let texts = [
        ("description", &head.description),
        ("language", &head.language),
        ("origin", &head.origin),
        ("imported", &head.imported),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            line(name, text(value));
        }
    }
    if !head.topics.is_empty() {
        line("topics", rows(head.topics.iter().map(topic)));
    }
    if !head.sets.is_empty() {
        line("sets", rows(head.sets.iter().map(structure)));
    }
    out.push_str("    notes: [\n");
    for one in notes {
        out.push_str("        ");
        out.push_str(&note(one));
        out.push_str(",\n");
    }
    out.push_str("    ],\n)\n");
    out
}

/// A topic as an element of the list of topics.
pub fn topic(topic: &Topic) -> String {
    structure(topic)
}

/// A confusable set as an element of the list of sets.
pub fn set(set: &super::ConfusableSet) -> String {
    structure(set)
}

fn rows(items: impl Iterator<Item = String>) -> String {
    let mut lines = String::new();
    for item in items {
        _ = writeln!(lines, "        {item},");
    }
    format!("[\n{lines}    ]")
}

/// One note, from its kind to the closing bracket.
pub fn note(note: &Note) -> String {
    let mut text = format!("{}(", note.kind().name());
    let mut column = 12;
    for (i, (name, value)) in fields(note).into_iter().enumerate() {
        let width = name.len() + 2 + value.chars().count();
        if i > 0 && column + width + 2 > WIDEST {
            text.push(',');
            text.push_str(INDENT);
            column = INDENT.len();
        } else if i > 0 {
            text.push_str(", ");
            column += 2;
        }
        column += width;
        _ = write!(text, "{name}: {value}");
    }
    text.push(')');
    text
}

/// The fields in their order in a deck file.
static ORDER: LazyLock<Vec<&NoteField>> =
    LazyLock::new(|| fields::reordered(&[("contrast", "exam")]));

/// The fields of a note that hold anything, with their values as they stand in a deck file.
pub(super) fn fields(note: &Note) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    for field in ORDER.iter() {
        let value = match field.value(note) {
            None => continue,
            Some(FieldValue::Text(value)) => text(value),
            Some(FieldValue::Texts(texts)) => list(texts),
            Some(value) => structure(&value),
        };
        out.push((field.name, value));
    }
    out
}

fn list(texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|item| text(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A string literal: raw where backslashes would have to be doubled, as in formulas.
pub(super) fn text(text: &str) -> String {
    let is_plain = text.chars().all(|c| c == '\n' || !c.is_control());
    if is_plain && text.contains('\\') && !text.contains('"') {
        return format!("r\"{text}\"");
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\0' => out.push_str("\\0"),
            c if c.is_control() => _ = write!(out, "\\u{{{:x}}}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Something with a structure of its own, on one line.
fn structure(value: &impl Serialize) -> String {
    options().to_string(value).expect("decks hold nothing that RON has no words for")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::parse::raw_note;
    use crate::deck::{DeckText, SourceFile, full_deck};

    fn again(text: &str) -> Note {
        raw_note(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    #[test]
    fn a_note_reads_back_as_it_was() {
        for text in [
            r#"Pair(id: "a", term: "t", definition: "d")"#,
            r#"Pair(id: "a", topic: "x", tags: ["p", "q"], term: "t", definition: "d", formula: r"\frac{a}{b}",
                contrast: [(with: "b", text: "\"so\"")], see: ["b"], figure: (title: "T", shape: Bars(bars: [("a", 1.5)])))"#,
            r#"Cloze(id: "a", text: "One\n\ttwo \\ \"{{three}}\" \u{1b}[31m", of: "b")"#,
            r#"Steps(id: "a", term: "t", intro: "i", steps: ["x", "y"], any_order: [[1, 2]])"#,
            r#"List(id: "a", term: "t", items: [], never: ["c"], needs: ["d"], sets: ["e"], exam: "f", why: "g")"#,
        ] {
            let note = again(text);
            assert_eq!(again(&super::note(&note)), note, "{}", super::note(&note));
        }
    }

    #[test]
    fn the_bundled_deck_reads_back_as_it_was() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content/deep-learning");
        let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let file = |name: &str| SourceFile::new(name, read(name));
        let files = vec![file("deck.ron"), file("layers.ron"), file("tests.ron")];
        let (deck, faults) = full_deck::read(&DeckText { stem: "d".into(), bundled: true, files });
        assert_eq!(faults, []);
        let text = super::deck(&deck.head, deck.notes.iter().map(|placed| &placed.note));
        let files = vec![SourceFile::new("new", text)];
        let (again, faults) =
            full_deck::read(&DeckText { stem: "d".into(), bundled: false, files });
        assert_eq!(faults, []);
        assert_eq!(again.head, deck.head);
        assert!(again.notes.iter().map(|p| &p.note).eq(deck.notes.iter().map(|p| &p.note)));
    }
}
