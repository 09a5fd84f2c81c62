//! The texts of a note, set in lines block by block.

use std::collections::HashSet;

use super::PageLayout;
use super::block_lines::BlockStyle;
use super::role::{self, PageLine, PageRole};
use crate::deck::Note;
use crate::deck::fields::FIELDS;
use crate::text::address::AddressList;
use crate::text::cloze::ClozeText;
use crate::text::markdown::{self, Block, BlockKind, Inline};
use crate::text::markup;
use crate::text::math::GlyphSet;
use crate::text::media;
use crate::text::wrap::StyledSpan;

/// More columns than a paragraph has.
const UNWRAPPED: usize = 1 << 20;

/// A text with markup, set in lines.
pub fn text(text: &str, layout: PageLayout<'_>) -> Vec<PageLine> {
    with_style(layout, &[], |style| style.lines(&markdown::read(text), layout.columns))
}

/// The first line that somebody wrote of a text, and the others: what is asked is often a title
/// with more below it.
pub fn with_first_line(text: &str, layout: PageLayout<'_>) -> (Vec<PageLine>, Vec<PageLine>) {
    let mut blocks = markdown::read(text);
    let mut first = Vec::new();
    if let Some(Block { kind: BlockKind::Paragraph(line), .. }) = blocks.first_mut() {
        let end = line.iter().position(|inline| *inline == Inline::Break).unwrap_or(line.len());
        first.extend(line.drain(..end));
        line.drain(..line.len().min(1));
    }
    let title = [Block { kind: BlockKind::Paragraph(first), apart: false }];
    blocks.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(line) if line.is_empty()));
    with_style(layout, &[], |style| {
        (style.lines(&title, layout.columns), style.lines(&blocks, layout.columns))
    })
}

/// A text with its blanks filled and their answers marked, set in lines: after a mark, with all
/// lines but the first indented as far.
pub(super) fn filled_after(mark: &str, text: &str, layout: PageLayout<'_>) -> Vec<PageLine> {
    let cloze = ClozeText::parse(text);
    let blocks = cloze.as_ref().map_or_else(|_| markdown::read(text), markdown::read_blanks);
    let answers: Vec<&str> =
        cloze.iter().flat_map(ClozeText::blanks).map(|b| b.answer.as_str()).collect();
    with_style(layout, &answers, |style| {
        if mark.is_empty() {
            style.lines(&blocks, layout.columns)
        } else {
            style.hanging(mark, &blocks, layout.columns)
        }
    })
}

/// Whether a note's text looks otherwise on its page than it is written.
pub fn has_marks(note: &Note) -> bool {
    let mut has_marks = false;
    for field in FIELDS.iter().filter(|field| field.prose && !field.is_detail()) {
        if let Some(value) = field.value(note) {
            value.each_text(|text| has_marks |= !markup::is_plain(text));
        }
    }
    has_marks
}

/// The addresses that a note's texts and its sources lead to, each once.
pub fn addresses(note: &Note) -> Vec<String> {
    let mut list = AddressList::default();
    for field in FIELDS {
        if let Some(value) = field.value(note) {
            value.each_text(|text| list.add_text(text));
        }
    }
    list.into_vec()
}

/// The files of the sounds that a note's texts name, each once.
pub fn sounds(note: &Note) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for field in FIELDS {
        if let Some(value) = field.value(note) {
            value.each_text(|text| files.extend(media::sounds(text).map(str::to_string)));
        }
    }
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(file.clone()));
    files
}

/// Runs with the style of a page, on which a blank shows its answer.
fn with_style<T>(
    PageLayout { glyphs, pictures, .. }: PageLayout<'_>,
    answers: &[&str],
    lay: impl FnOnce(&BlockStyle<'_, PageRole>) -> T,
) -> T {
    let blank = |number: usize| {
        let answer = answers.get(number).copied().unwrap_or_default();
        role::clean(role::marked(answer, PageRole::Answer, glyphs))
    };
    lay(&BlockStyle { glyphs, role: &|role| role, blank: &blank, line_by_line: false, pictures })
}

/// A text with its blanks filled and their answers marked, as one paragraph.
pub(super) fn filled_spans(text: &str, glyphs: GlyphSet) -> Vec<StyledSpan<PageRole>> {
    let lines = filled_after("", text, PageLayout::plain(UNWRAPPED, glyphs));
    let mut spans = Vec::new();
    for line in lines {
        if !spans.is_empty() {
            spans.push((PageRole::Plain, "\n".to_string()));
        }
        spans.extend(line);
    }
    spans
}
