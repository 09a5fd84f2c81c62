//! Setting notes and heads down as a deck file has them: RON that people can read, compare and go
//! on writing.
//!
//! What is written reads back as the same note. Where the file lies, and what stood there before,
//! is not known here.

use std::fmt::Write;

use serde::Serialize;

use super::parse::options;
use super::{DeckHead, FORMAT, Note, NoteBody, Topic};

/// The columns after which a note goes on in another line.
const WIDEST: usize = 120;
/// What a line that goes on begins with.
const INDENT: &str = "\n            ";

/// Returns a whole deck.
pub fn deck<'n>(head: &DeckHead, notes: impl IntoIterator<Item = &'n Note>) -> String {
    let mut out = format!("#![enable(implicit_some)]\n(\n    format: {FORMAT},\n");
    let mut line = |name: &str, value: String| _ = writeln!(out, "    {name}: {value},");
    line("id", text(&head.id));
    line("title", text(&head.title));
    for (name, value) in [("description", &head.description), ("language", &head.language)] {
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

/// Returns a topic as it stands in the list of topics.
pub fn topic(topic: &Topic) -> String {
    structure(topic)
}

/// Returns a confusable set as it stands in the list of sets.
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

/// Returns one note, from its kind to the closing bracket.
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

/// Returns the fields of a note that hold anything, with their values as they stand in a deck file,
/// in their order.
pub(super) fn fields(note: &Note) -> Vec<(&'static str, String)> {
    let mut out = FieldWriter(vec![("id", text(&note.id))]);
    for (name, value) in [("of", &note.of), ("topic", &note.topic)] {
        out.option(name, value.as_deref());
    }
    out.texts("tags", &note.tags);
    out.own(&note.body, &note.aliases);
    out.texts("points", &note.points);
    out.option("formula", note.formula.as_deref());
    if let Some(figure) = &note.figure {
        out.0.push(("figure", structure(figure)));
    }
    for (name, value) in [("why", &note.why), ("remark", &note.remark), ("exam", &note.exam)] {
        out.option(name, value.as_deref());
    }
    if !note.contrast.is_empty() {
        out.0.push(("contrast", structure(&note.contrast)));
    }
    for (name, list) in [
        ("sources", &note.sources),
        ("see", &note.see),
        ("needs", &note.needs),
        ("sets", &note.sets),
        ("never", &note.never),
    ] {
        out.texts(name, list);
    }
    out.0
}

/// The fields of a note as far as they are written.
struct FieldWriter(Vec<(&'static str, String)>);

impl FieldWriter {
    /// Writes the kind's own fields, with the aliases after the term.
    fn own(&mut self, body: &NoteBody, aliases: &[String]) {
        let term = match body {
            NoteBody::Pair { term, .. }
            | NoteBody::Steps { term, .. }
            | NoteBody::List { term, .. } => Some(term),
            NoteBody::Cloze { term, .. } => term.as_ref(),
        };
        self.option("term", term.map(String::as_str));
        self.texts("aliases", aliases);
        match body {
            NoteBody::Pair { definition, .. } => self.0.push(("definition", text(definition))),
            NoteBody::Cloze { text: with_blanks, .. } => self.0.push(("text", text(with_blanks))),
            NoteBody::Steps { intro, steps, any_order, .. } => {
                self.option("intro", intro.as_deref());
                self.0.push(("steps", list(steps)));
                if !any_order.is_empty() {
                    self.0.push(("any_order", structure(any_order)));
                }
            }
            NoteBody::List { intro, items, .. } => {
                self.option("intro", intro.as_deref());
                self.0.push(("items", list(items)));
            }
        }
    }

    fn option(&mut self, name: &'static str, value: Option<&str>) {
        self.0.extend(value.map(|value| (name, text(value))));
    }

    /// Writes a list that may be left out.
    fn texts(&mut self, name: &'static str, texts: &[String]) {
        if !texts.is_empty() {
            self.0.push((name, list(texts)));
        }
    }
}

fn list(texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|item| text(item)).collect();
    format!("[{}]", items.join(", "))
}

/// Returns a string literal: raw where backslashes would have to be doubled, as in formulas.
fn text(text: &str) -> String {
    let plain = |c: char| c == '\n' || !c.is_control();
    if text.contains('\\') && !text.contains('"') && text.chars().all(plain) {
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

/// Returns something with a structure of its own, on one line.
fn structure(value: &impl Serialize) -> String {
    options().to_string(value).expect("decks hold nothing that RON has no words for")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::parse::raw_note;
    use crate::deck::{DeckText, SourceFile, full_deck};

    fn again(text: &str) -> Note {
        Note::from(raw_note(text).unwrap_or_else(|error| panic!("{error}: {text}")))
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
