//! HTML as Anki's fields have it, reduced to a note's text, and back.
//!
//! What carries meaning becomes Markdown: marks, formulas, lists, tables, code with its lines;
//! everything else is left out. What a field shows or plays that is no text is named in its place.

pub(super) mod blank_signs;
mod builder;
mod cells;
mod flat;
mod reader;
mod ruby;
mod syntax;
mod typed_lists;
mod write;

use crate::text::markdown::{self, Block, BlockKind, Inline};
use crate::text::markup;
pub(super) use cells::{has_blocks, with_lines};
use reader::HtmlReader;
#[cfg(feature = "anki")]
pub(super) use write::PICTURE;
pub(super) use write::{blanks, html};

/// The Markdown of a field. In a text with blanks, braces that make none are kept from it. The
/// names of its media are added to `media`; what has no name adds an empty one.
pub(super) fn text(html: &str, blanks: bool, media: &mut Vec<String>) -> String {
    // Most fields are plain words.
    let special = ['\n', '\t', '\u{a0}', '{', '}'];
    let words = html.trim();
    if markup::is_plain(words) && !words.contains(special) && !words.contains("  ") {
        return words.to_string();
    }
    let mut blocks = typed_lists::with_lists(HtmlReader::new(media).read(html));
    if !blanks {
        return markdown::write(&blocks);
    }
    part_marks(&mut blocks);
    super::cloze_conversion::literal(&markdown::write(&blocks))
}

/// Keeps marks within blanks or around them.
fn part_marks(blocks: &mut [Block]) {
    let part = |line: &mut Vec<Inline>| *line = blank_signs::part_marks(std::mem::take(line));
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(line) => part(line),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| part_marks(item)),
            BlockKind::Table { rows, .. } => rows.iter_mut().flatten().for_each(part),
            BlockKind::Quote(inside) => part_marks(inside),
            BlockKind::Code { .. } | BlockKind::Rule => {}
        }
    }
}

/// Whether a text has anything that only HTML has.
pub(super) fn looks_like(text: &str) -> bool {
    let tags = [
        "<br", "<div", "<p>", "<b>", "<i>", "<b ", "<span", "<ul", "<ol", "<img", "&nbsp;", "&lt;",
        "&gt;", "&amp;", "<sub", "<sup", "<code", "<pre",
    ];
    tags.iter().any(|tag| text.contains(tag))
}

#[cfg(test)]
mod tests;
