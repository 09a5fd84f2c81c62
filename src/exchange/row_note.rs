//! From the two sides of a row to notes: what the readers of tables, lists and JSON have in common.
//!
//! It knows no file format: which text is which side is known to the readers.

use std::borrow::Cow;
use std::fmt::Write;

use super::anki::cloze;
use super::cloze_conversion::gaps;
use super::imported_deck::{ImportOptions, ImportedDeck, ImportedNote};
use super::losses::{Loss, Losses};
use super::{cleanup, html, two_sided};
use crate::deck::{Details, Note, NoteBody, lint};
use crate::text::markdown::{self, BlockKind};
use crate::text::media::{MediumKind, media, name_of};

/// The two sides of a row, neither of them empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowSides<'a> {
    /// The term, or the question.
    pub(super) first: &'a str,
    /// The definition, or the answer.
    pub(super) second: &'a str,
    /// Whether only the second is asked for.
    pub(super) one_way: bool,
}

/// Adds what a row makes: a pair, a question, or fill-ins.
pub(super) fn add_sides(
    imported: &mut ImportedDeck,
    row: usize,
    sides: RowSides<'_>,
    details: Details,
    options: &ImportOptions,
) {
    let texts = blanks(sides.first, &mut imported.losses);
    if !texts.is_empty() {
        let second = cell_text(sides.second, &mut imported.losses);
        let details = with_remark(details, cleanup::text(&second));
        return add_blanks(imported, row, texts, None, &details);
    }
    let first = cell_text(sides.first, &mut imported.losses);
    let texts = blanks(sides.second, &mut imported.losses);
    if !texts.is_empty() {
        return add_blanks(imported, row, texts, Some(&cleanup::line(&first)), &details);
    }
    let second = cell_text(sides.second, &mut imported.losses);
    // A term has one line: code, a list or a table is a question.
    let one_way = sides.one_way || has_blocks(&first);
    let first = if one_way { cleanup::text(&first) } else { cleanup::line(&first) };
    let body = two_sided::body(&first, &cleanup::text(&second), options.lists);
    let body = match body {
        NoteBody::Pair { term, definition } => {
            if !gaps(&term).is_empty() && !gaps(&definition).is_empty() {
                imported.losses.add(Loss::Gap, &term);
            }
            if one_way {
                NoteBody::Question { question: term, answer: definition }
            } else {
                NoteBody::Pair { term, definition }
            }
        }
        body => body,
    };
    let note = Note { id: String::new(), body, details };
    imported.items.push(ImportedNote::new(note, row));
}

/// Adds the fill-ins of a text with Anki's blanks; says whether there are any.
pub(super) fn add_text(
    imported: &mut ImportedDeck,
    row: usize,
    text: &str,
    term: Option<&str>,
    details: &Details,
) -> bool {
    let texts = blanks(text, &mut imported.losses);
    let has_blanks = !texts.is_empty();
    add_blanks(imported, row, texts, term, details);
    has_blanks
}

fn add_blanks(
    imported: &mut ImportedDeck,
    row: usize,
    texts: Vec<String>,
    term: Option<&str>,
    details: &Details,
) {
    for (i, text) in texts.into_iter().enumerate() {
        let body = NoteBody::Cloze { term: term.map(str::to_string), text: cleanup::text(&text) };
        let mut details = details.clone();
        // Blanks that nest make several notes, each of which is found again.
        if let Some(guid) = details.guid.as_mut().filter(|_| i > 0) {
            _ = write!(guid, "#c{}", i + 1);
        }
        let note = Note { id: String::new(), body, details };
        imported.items.push(ImportedNote::new(note, row));
    }
}

/// Whether a text has more than lines of words.
fn has_blocks(text: &str) -> bool {
    text.contains('\n')
        && markdown::read(text).iter().any(|block| !matches!(block.kind, BlockKind::Paragraph(_)))
}

/// The texts with our blanks that a side with Anki's makes: several where blanks nest.
fn blanks(side: &str, losses: &mut Losses) -> Vec<String> {
    if !cloze::has_blanks(side) {
        return vec![];
    }
    if !html::has_blocks(side) {
        return cloze::markdown_texts(&named_media(side, losses));
    }
    let mut media = Vec::new();
    let texts = cloze::texts(side, &mut media);
    add_media(&media, losses);
    texts
}

/// The text of a cell: HTML is reduced to Markdown, and Markdown stays.
pub(super) fn cell_text<'t>(cell: &'t str, losses: &mut Losses) -> Cow<'t, str> {
    if !html::has_blocks(cell) {
        return named_media(cell, losses);
    }
    let mut media = Vec::new();
    let text = html::text(cell, false, &mut media);
    add_media(&media, losses);
    Cow::Owned(text)
}

fn add_media(names: &[String], losses: &mut Losses) {
    for name in names {
        losses.add(Loss::Medium, if name.is_empty() { "picture" } else { name });
    }
}

/// A remark that is there already stays, and the new one is a point.
fn with_remark(mut details: Details, remark: String) -> Details {
    match &details.remark {
        None => details.remark = Some(remark),
        Some(_) => details.points.push(remark),
    }
    details
}

/// Names the pictures and sounds of a cell as the rest of lacuna does, and counts them.
fn named_media<'t>(text: &'t str, losses: &mut Losses) -> Cow<'t, str> {
    let text = match without_tags(text) {
        Cow::Borrowed(text) => html::with_lines(text),
        Cow::Owned(text) => Cow::Owned(html::with_lines(&text).into_owned()),
    };
    for medium in media(&text) {
        losses.add(Loss::Medium, if medium.file.is_empty() { "picture" } else { medium.file });
    }
    text
}

/// The text with `[image: file]` where it has HTML's `<img src="file">`.
fn without_tags(text: &str) -> Cow<'_, str> {
    const TAG: &str = "<img ";
    if !text.contains(TAG) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, tag)) = rest.split_once(TAG) {
        out.push_str(before);
        let Some((inner, after)) = tag.split_once('>') else {
            out.push_str(TAG);
            rest = tag;
            break;
        };
        let source = inner.split_once("src=").map_or("", |(_, source)| source.trim_start());
        let file = match source.chars().next() {
            Some(quote @ ('"' | '\'')) => source[1..].split(quote).next().unwrap_or_default(),
            _ => source.split([' ', '/']).next().unwrap_or_default(),
        };
        out.push_str(&MediumKind::Picture.label(name_of(file).as_deref()));
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Keeps an id that is not one of ours as what it is: another program's. A number is not, unless
/// the row says what kind of note it is, as ours do.
pub(super) fn keep_foreign_id(note: &mut Note, names_kind: bool) {
    let is_own = names_kind || !note.id.bytes().all(|byte| byte.is_ascii_digit());
    if note.id.is_empty() || (is_own && lint::is_usable_id(&note.id)) {
        return;
    }
    let id = std::mem::take(&mut note.id);
    match &note.details.guid {
        None => note.details.guid = Some(id),
        Some(guid) if *guid == id => {}
        Some(_) => note.details.points.push(format!("id: {id}")),
    }
}
