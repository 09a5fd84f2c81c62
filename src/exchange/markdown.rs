//! Markdown, as several programs write cards in it: `Q:`/`A:`/`C:` blocks (hashcards, repeater),
//! `front::back`, `a:::b`, `?` and `??` between lines and `==blanks==` (Obsidian), headings with a
//! paragraph, and definition lists.
//!
//! Where a section has cards of its own, its prose is no card. What we write is headings with what
//! a heading can't say in a comment.

mod cards;
mod inline;
mod lacuna;

use super::format::{DeckWriter, Format};
use super::imported_deck::{ImportOptions, ImportSource, ImportedDeck, ImportedNote, LONGEST};
use super::{cleanup, encoding};
use crate::deck::{Details, Note, NoteBody, Topic};
use crate::fault::Fault;
use crate::watch::Watch;

/// See the module.
pub(super) struct MarkdownFormat;

impl Format for MarkdownFormat {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn sniff(&self, _: &[u8], text: &str) -> u32 {
        let lines = || text.lines().filter(|line| !line.trim().is_empty());
        let count = |test: fn(&str) -> bool| lines().filter(|line| test(line)).count();
        let asked =
            count(|line| line.starts_with("Q:")) > 0 && count(|line| line.starts_with("A:")) > 0;
        let between = count(|line| matches!(line.trim(), "?" | "??")) > 0;
        let headings = count(|line| heading(line).is_some()) > 0;
        let defined = count(|line| line.starts_with(": ")) > 0;
        let inline = count(|line| line.contains("::")) * 2 > lines().count();
        match text.contains('\t') {
            _ if asked || text.contains(lacuna::HIDDEN.0) => 65,
            _ if count(|line| line.starts_with("C:") && line.contains('[')) > 0 => 60,
            false if between || headings || defined || inline => 50,
            _ => 0,
        }
    }

    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault> {
        let text = encoding::text(source, options)?;
        let (title, start) = front_matter(&text);
        let sections = sections(&text, start);
        let mut imported = ImportedDeck { title, ..ImportedDeck::default() };
        let mut above: Vec<(usize, String)> = Vec::new();
        let first = sections.iter().position(|section| section.level > 0);
        let tops = sections.iter().filter(|section| section.level == 1).count();
        for (i, section) in watch.over(sections.iter().enumerate(), sections.len()) {
            above.retain(|(level, _)| *level < section.level);
            let topic = above.last().map(|(_, heading)| heading.clone());
            // The one heading above all others is what the deck is called.
            let names_all =
                Some(i) == first && section.level == 1 && tops == 1 && sections.len() > i + 1;
            let made = items(source, section, topic, names_all, options, &mut imported);
            if names_all && imported.title.is_none() {
                imported.title = Some(cleanup::line(&section.heading));
            } else if section.level > 0 && !made && !names_all {
                above.push((section.level, section.heading.clone()));
            }
        }
        Ok(imported)
    }

    fn writer(&self) -> Option<DeckWriter> {
        Some(DeckWriter {
            carries_progress: false,
            is_binary: false,
            write: |input| Ok(lacuna::write(input)),
        })
    }
}

/// A heading with the lines below it.
#[derive(Debug, Default)]
struct HeadingSection<'t> {
    /// How many `#` its heading has; 0 before the first heading.
    level: usize,
    heading: String,
    row: usize,
    /// The lines, with their numbers.
    lines: Vec<(usize, &'t str)>,
}

/// A heading's level and words.
fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let words = line[level..].strip_prefix(' ')?.trim();
    let words = unclosed(words).unwrap_or(words);
    ((1..=6).contains(&level) && !words.is_empty()).then_some((level, words))
}

/// A heading's words before the signs that close it, if any do: `C#` ends in none, `C #`
/// does.
fn unclosed(words: &str) -> Option<&str> {
    let bare = words.trim_end_matches('#');
    (bare.len() < words.len() && (bare.is_empty() || bare.ends_with([' ', '\t'])))
        .then(|| bare.trim_end())
}

/// The deck's title from the lines before the text, and the line on which the text begins.
fn front_matter(text: &str) -> (Option<String>, usize) {
    let mut lines = text.lines();
    let mark = lines.next().map(str::trim_end).filter(|line| matches!(*line, "---" | "+++"));
    let Some(end) =
        mark.and_then(|mark| text.lines().skip(1).position(|line| line.trim_end() == mark))
    else {
        return (None, 0);
    };
    let mut title = None;
    for line in text.lines().skip(1).take(end) {
        let pair = line.split_once(['=', ':']);
        if let Some((key, value)) = pair.filter(|(key, _)| matches!(key.trim(), "name" | "title")) {
            let value = value.trim().trim_matches(['"', '\'']);
            title = Some(cleanup::line(value)).filter(|title| !title.is_empty() && key.len() < 32);
        }
    }
    (title, end + 2)
}

fn sections(text: &str, start: usize) -> Vec<HeadingSection<'_>> {
    let mut sections = vec![HeadingSection::default()];
    let mut fenced = false;
    for (i, line) in text.lines().enumerate().skip(start) {
        fenced ^= line.trim_start().starts_with("```");
        match heading(line).filter(|_| !fenced) {
            Some((level, words)) => {
                sections.push(HeadingSection {
                    level,
                    heading: words.to_string(),
                    row: i + 1,
                    lines: vec![],
                });
            }
            None => sections.last_mut().expect("there is one").lines.push((i + 1, line)),
        }
    }
    sections
}

/// Adds the notes of a section; says whether its heading is one of them.
fn items(
    source: &ImportSource<'_>,
    section: &HeadingSection<'_>,
    topic: Option<String>,
    names_all: bool,
    options: &ImportOptions,
    imported: &mut ImportedDeck,
) -> bool {
    if let Some(note) = lacuna::read(section, options.lists) {
        if let (Some(id), Some(title)) = (&note.details.topic, topic)
            && imported.topics.iter().all(|topic| topic.id != *id)
        {
            imported.topics.push(Topic { id: id.clone(), title });
        }
        imported.items.push(ImportedNote { whole: true, ..ImportedNote::new(note, section.row) });
        return true;
    }
    let found = cards::cards(&section.lines, options.lists);
    for (row, what) in found.faults {
        imported.skip(source.row(row), what, "it was left out");
    }
    let own = Some(section.heading.clone()).filter(|heading| !heading.is_empty() && !names_all);
    let is_empty = found.bodies.is_empty();
    for (row, body) in found.bodies {
        add(source, row, body, own.clone().or_else(|| topic.clone()), imported);
    }
    if !is_empty || section.level == 0 || names_all {
        return false;
    }
    let lines: Vec<&str> = section.lines.iter().map(|(_, line)| *line).collect();
    let definition = inline::plain(&lines.join("\n"));
    if definition.is_empty() {
        return false;
    }
    let body = super::two_sided::body(&cleanup::line(&section.heading), &definition, options.lists);
    add(source, section.row, body, topic, imported);
    true
}

fn add(
    source: &ImportSource<'_>,
    row: usize,
    body: NoteBody,
    topic: Option<String>,
    imported: &mut ImportedDeck,
) {
    let length = match &body {
        NoteBody::Pair { term: one, definition: two }
        | NoteBody::Question { question: one, answer: two } => one.len().max(two.len()),
        NoteBody::Cloze { text, .. } => text.len(),
        NoteBody::Steps { .. } | NoteBody::List { .. } => 0,
    };
    if length > LONGEST {
        return imported.skip(
            source.row(row),
            format!("a text of {length} bytes is too long for a note, which takes {LONGEST}"),
            "it was left out",
        );
    }
    let details = Details { topic, ..Details::default() };
    let note = Note { id: String::new(), body, details };
    imported.items.push(ImportedNote::new(note, row));
}

#[cfg(test)]
mod tests;
