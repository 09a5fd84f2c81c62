//! Our decks as Markdown: a heading a note, and in a comment what a heading and its text can't say.

use std::fmt::Write;

use super::super::imported_deck::ExportInput;
use super::super::media::MEDIA_FOLDER;
use super::super::{cleanup, note_json};
use super::labels::after_mark;
use super::sections::{HIDDEN, HeadingSection, join, unclosed};
use crate::deck::{Note, NoteBody};
use crate::text::media::{Medium, MediumKind, media};
use crate::text::opaque::{self, OpaqueKind, OpaqueSpan};

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
        let hidden = format!("{}{}{}", HIDDEN.0, note_json::hidden(note), HIDDEN.1);
        let heading = closed(&heading(note));
        _ = writeln!(out, "\n### {heading}\n{hidden}\n\n{}", shown(note));
    }
    out.into_bytes()
}

/// A text whose pictures and sounds are links to where an export puts them.
fn with_links(text: &str) -> String {
    let spans = opaque::spans(text);
    let is_hidden = |at| {
        let span = opaque::span_at(&spans, at);
        span.is_some_and(|span| !matches!(span.kind, OpaqueKind::Picture | OpaqueKind::Embed))
    };
    let (mut out, mut end) = (String::new(), 0);
    for Medium { range, file } in media(text) {
        if MediumKind::of_file(file).is_none() || file.contains("://") || is_hidden(range.start) {
            continue;
        }
        let alt = text[range.clone()].strip_prefix("![").and_then(|rest| rest.split_once("]("));
        let file = match alt {
            Some(_) => file.to_string(),
            None => file.replace(' ', "%20").replace('(', "%28").replace(')', "%29"),
        };
        let folder = if file.contains('/') { "" } else { MEDIA_FOLDER };
        let slash = if folder.is_empty() { "" } else { "/" };
        let alt = alt.map_or("", |(alt, _)| alt);
        _ = write!(out, "{}![{alt}]({folder}{slash}{file})", &text[end..range.start]);
        end = range.end;
    }
    out + &text[end..]
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

/// A note's heading: its term, or the first line of its question.
fn heading(note: &Note) -> String {
    title(&with_links(match &note.body {
        NoteBody::Cloze { .. } => return title(&note.title()),
        NoteBody::Question { question, .. } => question.trim().lines().next().unwrap_or_default(),
        body => body.term().unwrap_or_default(),
    }))
}

/// A note's text as people read it: its own part, and what follows it.
fn shown(note: &Note) -> String {
    let text = format!("{}{}", with_links(&own_text(note)), more(note));
    let text = text.trim();
    let some = escaped(text, &opaque::spans(text));
    // An escape may change what comes after it.
    let spans = opaque::spans(&some);
    let is_safe =
        lines(&some).all(|(at, line)| !begins_note(line) || opaque::hides_line(&spans, at));
    if is_safe { some } else { escaped(text, &[]) }
}

/// A text whose lines begin no other note: those that would are escaped, unless they are hidden.
/// The last line would be the topic of the next note.
fn escaped(text: &str, spans: &[OpaqueSpan]) -> String {
    let mut out = Vec::new();
    for (at, line) in lines(text) {
        let is_last = at + line.len() == text.len();
        let is_hidden = opaque::hides_line(spans, at) && !line.starts_with(HIDDEN.0) && !is_last;
        let stays = is_hidden || !begins_note(line);
        out.push(if stays { line.to_string() } else { format!("\\{line}") });
    }
    out.join("\n")
}

/// The lines of a text, with their places.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}

fn begins_note(line: &str) -> bool {
    line.starts_with('#') || line.starts_with(HIDDEN.0)
}

/// The text of the note's kind.
fn own_text(note: &Note) -> String {
    let listed = |intro: &Option<String>, list: &[String], mark: &dyn Fn(usize) -> String| {
        let items = list.iter().enumerate().map(|(i, item)| format!("{} {item}", mark(i + 1)));
        intro.iter().cloned().chain(items).collect::<Vec<_>>().join("\n")
    };
    match &note.body {
        NoteBody::Pair { definition, .. } => definition.clone(),
        NoteBody::Question { question, answer } => match question.trim().split_once('\n') {
            // The rest of the question, in the way of Obsidian.
            Some((_, rest)) => format!("{rest}\n?\n{answer}"),
            None => answer.clone(),
        },
        NoteBody::Cloze { text, .. } => text.clone(),
        NoteBody::Steps { intro, steps, .. } => listed(intro, steps, &|n| format!("{n}.")),
        NoteBody::List { intro, items, .. } => listed(intro, items, &|_| "-".to_string()),
    }
}

/// Formula, points and remark, which follow the text to be read and are kept in the comment.
fn more(note: &Note) -> String {
    let formula = note.details.formula.as_ref().map(|latex| format!("$${latex}$$"));
    let points = note.details.points.iter().map(|point| format!("- {point}"));
    let more = formula.into_iter().chain(points).chain(note.details.remark.clone());
    more.fold(String::new(), |more, part| more + "\n\n" + &with_links(&part))
}

/// Reads a note that we have written: as it was, but for what was changed since.
pub(super) fn read(section: &HeadingSection<'_>) -> Option<Note> {
    let mut lines = section.lines.clone();
    let at = lines.iter().position(|line| line.text.starts_with(HIDDEN.0))?;
    let hidden = lines.remove(at).text.strip_prefix(HIDDEN.0)?.strip_suffix(HIDDEN.1)?;
    let note = note_json::read_hidden(hidden)?;
    let text = join(&lines).trim().to_string();
    let is_renamed = section.heading != heading(&note);
    let is_rewritten = text != shown(&note);
    if !is_renamed && !is_rewritten {
        return Some(note);
    }
    let text = text.strip_suffix(more(&note).trim_end()).unwrap_or(&text).trim();
    let mut body = note.body.clone();
    if is_rewritten && !text.is_empty() {
        rewrite(&mut body, text);
    }
    if is_renamed && !section.heading.is_empty() {
        rename(&mut body, section.heading);
    }
    Some(Note { body, ..note })
}

/// Puts a changed text into a note.
fn rewrite(body: &mut NoteBody, changed: &str) {
    match body {
        NoteBody::Pair { definition: text, .. } | NoteBody::Cloze { text, .. } => {
            *text = changed.to_string();
        }
        NoteBody::Question { question, answer } => match question.trim().split_once('\n') {
            Some((first, _)) => {
                let Some((rest, changed)) = changed.split_once("\n?\n") else { return };
                *question = format!("{first}\n{rest}");
                *answer = changed.to_string();
            }
            None => *answer = changed.to_string(),
        },
        NoteBody::Steps { intro, steps: list, any_order, .. } => {
            let before = list.len();
            (*intro, *list) = items(changed);
            if list.len() != before {
                any_order.clear();
            }
        }
        NoteBody::List { intro, items: list, .. } => (*intro, *list) = items(changed),
    }
}

/// The sentence before a list, and its items.
fn items(text: &str) -> (Option<String>, Vec<String>) {
    let (mut intro, mut list): (String, Vec<String>) = (String::new(), Vec::new());
    for line in text.lines() {
        match (after_mark(line), list.last_mut()) {
            (Some(item), _) => list.push(item.to_string()),
            (None, Some(last)) => *last = format!("{last}\n{line}"),
            (None, None) => intro = format!("{intro}\n{line}"),
        }
    }
    let intro = Some(intro.trim().to_string()).filter(|intro| !intro.is_empty());
    (intro, list.into_iter().map(|item| item.trim().to_string()).collect())
}

/// Gives a note the name that its heading has now.
fn rename(body: &mut NoteBody, name: &str) {
    match body {
        NoteBody::Question { question, .. } => {
            let rest = question.trim().split_once('\n').map(|(_, rest)| format!("\n{rest}"));
            *question = format!("{name}{}", rest.unwrap_or_default());
        }
        NoteBody::Pair { term, .. }
        | NoteBody::Steps { term, .. }
        | NoteBody::List { term, .. } => {
            *term = name.to_string();
        }
        NoteBody::Cloze { term: Some(term), .. } => *term = name.to_string(),
        // The heading is the text with gaps.
        NoteBody::Cloze { term: None, .. } => {}
    }
}
