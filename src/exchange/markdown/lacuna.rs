//! Our decks as Markdown: a heading a note, and in a comment what a heading and its text can't say.

use std::fmt::Write;

use super::super::imported_deck::ExportInput;
use super::super::{cleanup, note_json, two_sided};
use super::{HeadingSection, unclosed};
use crate::deck::{Note, NoteBody};

/// What begins and ends the hidden fields.
pub(super) const HIDDEN: (&str, &str) = ("<!--lacuna ", "-->");

/// Writes a deck: notes under their topics, in the deck's order.
pub(super) fn write(input: &ExportInput<'_>) -> Vec<u8> {
    let mut out = format!("# {}\n", closed(&title(&input.head.title)));
    let mut topic: Option<&str> = None;
    for note in input.notes {
        if note.details.topic.as_deref() != topic {
            topic = note.details.topic.as_deref();
            let name = topic.map_or("Without a topic", |id| input.topic_title(id).unwrap_or(id));
            _ = writeln!(out, "\n## {}", closed(&title(name)));
        }
        let (heading, body) = shown(note);
        let hidden = format!("{}{}{}", HIDDEN.0, note_json::hidden(note), HIDDEN.1);
        _ = writeln!(out, "\n### {}\n{hidden}\n\n{body}", closed(&heading));
    }
    out.into_bytes()
}

/// Words as a heading's: on one line that is not empty.
fn title(words: &str) -> String {
    let line = cleanup::line(words);
    if line.is_empty() { "–".to_string() } else { line }
}

/// A title as a heading has it: closed once more where its end would be read as what
/// closes a heading.
fn closed(title: &str) -> String {
    if unclosed(title).is_some() { format!("{title} #") } else { title.to_string() }
}

/// A note's heading and text, as people read them.
fn shown(note: &Note) -> (String, String) {
    let heading = match &note.body {
        NoteBody::Cloze { .. } => note.title(),
        body => body.term().unwrap_or_default().to_string(),
    };
    let listed = |intro: &Option<String>, list: &[String], mark: &dyn Fn(usize) -> String| {
        let items = list.iter().enumerate().map(|(i, item)| format!("{} {item}", mark(i + 1)));
        intro.iter().cloned().chain(items).collect::<Vec<_>>().join("\n")
    };
    let body = match &note.body {
        NoteBody::Pair { definition: text, .. } | NoteBody::Question { answer: text, .. } => {
            text.clone()
        }
        NoteBody::Cloze { text, .. } => text.clone(),
        NoteBody::Steps { intro, steps, .. } => listed(intro, steps, &|n| format!("{n}.")),
        NoteBody::List { intro, items, .. } => listed(intro, items, &|_| "-".to_string()),
    };
    let formula = note.details.formula.as_ref().map(|latex| format!("$${latex}$$"));
    let points = note.details.points.iter().map(|point| format!("- {point}"));
    let more = formula.into_iter().chain(points).chain(note.details.remark.clone());
    let text = std::iter::once(body).chain(more).collect::<Vec<_>>().join("\n\n");
    let mut lines = Vec::new();
    for line in text.split('\n') {
        // A line that looks like a heading or a fence would end the note.
        let is_mark = line.starts_with('#') || line.trim_start().starts_with("```");
        lines.push(if is_mark { format!("\\{line}") } else { line.to_string() });
    }
    (title(&heading), lines.join("\n").trim().to_string())
}

/// Reads a note that we have written: as it was, but for what was changed since.
pub(super) fn read(section: &HeadingSection<'_>, lists: bool) -> Option<Note> {
    let hidden = |line: &&str| {
        line.strip_prefix(HIDDEN.0)
            .and_then(|rest| rest.strip_suffix(HIDDEN.1))
            .map(note_json::read_hidden)
    };
    let mut lines: Vec<&str> = section.lines.iter().map(|(_, line)| *line).collect();
    let at = lines.iter().position(|line| hidden(line).is_some())?;
    let note = hidden(&lines.remove(at))??;
    let (text, seen) = (lines.join("\n").trim().to_string(), shown(&note));
    if (section.heading.as_str(), text.as_str()) == (seen.0.as_str(), seen.1.as_str()) {
        return Some(note);
    }
    let body = match note.body.clone() {
        NoteBody::Pair { .. } => match two_sided::body(&section.heading, &text, lists) {
            body @ NoteBody::Pair { .. } => body,
            _ => note.body.clone(),
        },
        // A heading has one line: a question of several is kept as long as it reads the same.
        NoteBody::Question { question, .. } if !text.is_empty() => NoteBody::Question {
            question: if section.heading == seen.0 { question } else { section.heading.clone() },
            answer: text,
        },
        NoteBody::Cloze { term, .. } if !text.is_empty() => NoteBody::Cloze { term, text },
        body => body,
    };
    Some(Note { body, ..note })
}
