//! Lays the blocks of a note's text out as styled lines of a given width.
//!
//! Words are wrapped; code keeps its lines, and one that is too long goes on after a mark.

use super::picture_space::{self, PictureRow, PictureSpace, PictureSpaces};
use super::role::PageRole;
use super::table_lines::{self, TableStyle};
use crate::text::address::AddressId;
use crate::text::markdown::{
    Alignment, Block, BlockKind, Inline, InlineStyle, TableRow, fill_math,
};
use crate::text::math::{self, GlyphSet};
use crate::text::sanitize;
use crate::text::width::{graphemes, width};
use crate::text::wrap::{StyledSpan, wrap};

/// A line with a style for each stretch of it.
type Line<S> = Vec<StyledSpan<S>>;

/// How blocks are laid out: what the roles and the blanks look like is up to whoever shows them.
pub struct BlockStyle<'f, S> {
    /// The glyphs that formulas and frames are made of.
    pub glyphs: GlyphSet,
    /// The style of a role.
    pub role: &'f dyn Fn(PageRole) -> S,
    /// What is shown for a blank.
    pub blank: &'f dyn Fn(usize) -> Vec<StyledSpan<S>>,
    /// Whether somebody reads line by line: formulas have one line each, and code has no edge.
    pub line_by_line: bool,
    /// The pictures that can be shown.
    pub pictures: Option<&'f dyn PictureSpaces>,
}

impl<S: Copy + PartialEq> BlockStyle<'_, S> {
    /// The lines of blocks, none wider than `columns` unless a single character is.
    pub fn lines(&self, blocks: &[Block], columns: usize) -> Vec<Line<S>> {
        let mut lines = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            if i > 0 && block.apart {
                lines.push(Line::new());
            }
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.paragraph(inlines, columns, &mut lines),
                BlockKind::Code { lines: code, .. } => self.code(code, columns, &mut lines),
                BlockKind::List { start, items } => self.list(*start, items, columns, &mut lines),
                BlockKind::Table { columns: alignments, rows } => {
                    lines.extend(self.table(alignments, rows, columns));
                }
                BlockKind::Quote(blocks) => {
                    let bar = if self.glyphs == GlyphSet::Ascii { "> " } else { "│ " };
                    let inside = self.lines(blocks, columns.saturating_sub(2).max(1));
                    lines.extend(inside.into_iter().map(|line| self.indented(bar, line)));
                }
                BlockKind::Rule => {
                    let sign = if self.glyphs == GlyphSet::Ascii { "-" } else { "─" };
                    lines.push(vec![self.dim(sign.repeat(columns.min(24)))]);
                }
            }
        }
        lines
    }

    fn table(&self, alignments: &[Alignment], rows: &[TableRow], columns: usize) -> Vec<Line<S>> {
        let mut cells = Vec::new();
        for row in rows {
            cells.push(row.iter().map(|cell| self.spans(cell)).collect::<Vec<_>>());
        }
        let style = TableStyle {
            glyphs: self.glyphs,
            plain: (self.role)(PageRole::Plain),
            frame: (self.role)(PageRole::Dim),
            name: (self.role)(PageRole::Label),
        };
        table_lines::lines(&style, alignments, &cells, columns)
    }

    /// The words of a line in their styles; its breaks are line breaks.
    fn spans(&self, inlines: &[Inline]) -> Line<S> {
        let mut spans = Line::new();
        for inline in inlines {
            match inline {
                Inline::Text { text, style } => {
                    spans.push(((self.role)(role(style)), sanitize::clean(text).into_owned()));
                    if let Some(address) = style.link.as_ref().filter(|address| *address != text) {
                        spans.push(self.dim(format!(" ({})", sanitize::clean_line(address))));
                    }
                }
                Inline::Math { latex, .. } => {
                    let latex = self.filled_math(latex);
                    let line = math::line(&latex, self.glyphs);
                    spans.push(((self.role)(PageRole::Math), sanitize::clean(&line).into_owned()));
                }
                Inline::Medium { .. } => spans.push(self.medium_words(inline, None)),
                Inline::Break => spans.push(((self.role)(PageRole::Plain), "\n".to_string())),
                Inline::Blank(number) => spans.extend((self.blank)(*number)),
            }
        }
        spans
    }

    fn filled_math(&self, latex: &str) -> String {
        fill_math(latex, |number| {
            let words: String = (self.blank)(number).into_iter().map(|(_, text)| text).collect();
            // An answer is a part of the formula; a gap and a hint are words.
            let is_words = words.trim_matches('_').is_empty()
                || words.starts_with('[')
                || (words.contains(' ') && !words.contains(['\\', '=', '^']));
            if is_words { format!("\\text{{{words}}}") } else { format!("{{{words}}}") }
        })
    }

    fn dim(&self, text: String) -> StyledSpan<S> {
        ((self.role)(PageRole::Dim), text)
    }

    fn indented(&self, mark: &str, mut line: Line<S>) -> Line<S> {
        line.insert(0, self.dim(mark.to_string()));
        line
    }

    /// The words of a picture or a sound, and why it is not shown.
    fn medium_words(&self, medium: &Inline, why: Option<&str>) -> StyledSpan<S> {
        let name = medium.medium_name().unwrap_or_default();
        let why = why.map_or_else(String::new, |why| format!(": {why}"));
        self.dim(sanitize::clean_line(&format!("[{name}{why}]")).into_owned())
    }

    /// A paragraph, in which displayed formulas and pictures have lines of their own.
    fn paragraph(&self, inlines: &[Inline], columns: usize, lines: &mut Vec<Line<S>>) {
        let shown = self.pictures.map(|_| picture_space::with_named_pictures(inlines));
        let inlines = shown.as_deref().unwrap_or(inlines);
        let is_apart = |inline: &Inline| match inline {
            Inline::Math { display, .. } => *display,
            Inline::Medium { .. } => self.pictures.is_some() && inline.is_picture(),
            _ => false,
        };
        let first = lines.len();
        for part in inlines.chunk_by(|one, two| !is_apart(one) && !is_apart(two)) {
            match part {
                [Inline::Math { latex, display: true }] => {
                    self.formula(&self.filled_math(latex), columns, lines);
                    continue;
                }
                [medium @ Inline::Medium { file, .. }] if is_apart(medium) => {
                    self.picture(medium, file, columns, lines);
                    continue;
                }
                _ => {}
            }
            // The line breaks around what is set apart do just that.
            let from =
                usize::from(part.first() == Some(&Inline::Break) && inlines.len() > part.len());
            let part = &part[from.min(part.len())..];
            let last = part.len() - usize::from(part.last() == Some(&Inline::Break));
            if last > 0 {
                let mut spans = self.spans(&part[..last]);
                // The blank between these words and what is set apart before them says nothing.
                if let Some((_, words)) = spans.first_mut().filter(|_| lines.len() > first) {
                    words.drain(..words.len() - words.trim_start_matches(' ').len());
                }
                lines.extend(wrap(&spans, columns));
            }
        }
    }

    fn formula(&self, latex: &str, columns: usize, lines: &mut Vec<Line<S>>) {
        let block = math::block(latex, self.glyphs);
        let style = (self.role)(PageRole::Math);
        if self.line_by_line || block.width > columns {
            let line = math::line(latex, self.glyphs);
            lines.extend(wrap(&[(style, sanitize::clean(&line).into_owned())], columns));
            return;
        }
        let indent = " ".repeat(((columns - block.width) / 2).min(8));
        lines.extend(block.lines.into_iter().map(|line| vec![(style, format!("{indent}{line}"))]));
    }

    /// A picture in the space that it has, or its words.
    fn picture(&self, medium: &Inline, file: &str, columns: usize, lines: &mut Vec<Line<S>>) {
        let Some(pictures) = self.pictures else { return };
        let name = medium.medium_name().unwrap_or_default();
        match pictures.space(file, &sanitize::clean_line(&name), columns) {
            PictureSpace::Words(why) => {
                lines.extend(wrap(&[self.medium_words(medium, why.as_deref())], columns));
            }
            PictureSpace::Cells { picture, columns, rows } => {
                let blanks = " ".repeat(columns.into());
                let row = |row| (self.role)(PageRole::Picture(PictureRow { picture, row }));
                lines.extend((0..rows).map(|number| vec![(row(number), blanks.clone())]));
            }
        }
    }

    /// Code, along an edge that sets it apart where there are no colours.
    fn code(&self, code: &[Inline], columns: usize, lines: &mut Vec<Line<S>>) {
        let (edge, mark) = match (self.line_by_line, self.glyphs) {
            (true, GlyphSet::Ascii) => ("", "> "),
            (true, GlyphSet::Unicode) => ("", "↪ "),
            (false, GlyphSet::Ascii) => ("| ", "| > "),
            (false, GlyphSet::Unicode) => ("▏", "▏↪ "),
        };
        let style = (self.role)(PageRole::Code);
        for line in code.split(|inline| *inline == Inline::Break) {
            let mut spans: Line<S> = Line::new();
            for inline in line {
                match inline {
                    Inline::Text { text, .. } => {
                        let text = text.replace('\t', "    ");
                        spans.push((style, sanitize::clean(&text).into_owned()));
                    }
                    other => spans.extend(self.spans(std::slice::from_ref(other))),
                }
            }
            let mut rest = spans;
            let mut first = true;
            while first || !rest.is_empty() {
                let before = if first { edge } else { mark };
                let (line, more) = split_at(rest, columns.saturating_sub(width(before)).max(1));
                lines.push(if before.is_empty() { line } else { self.indented(before, line) });
                (rest, first) = (more, false);
            }
        }
    }

    fn list(
        &self,
        start: Option<u64>,
        items: &[Vec<Block>],
        columns: usize,
        lines: &mut Vec<Line<S>>,
    ) {
        let bullet = if self.glyphs == GlyphSet::Ascii { "- " } else { "• " };
        for (i, item) in items.iter().enumerate() {
            let mark = match start {
                Some(start) => format!("{}. ", start.saturating_add(i as u64)),
                None => bullet.to_string(),
            };
            lines.extend(self.hanging(&mark, item, columns));
        }
    }

    /// Blocks whose first line begins with `mark`, and whose other lines are indented as far.
    pub fn hanging(&self, mark: &str, blocks: &[Block], columns: usize) -> Vec<Line<S>> {
        let indent = width(mark);
        let mut inside = self.lines(blocks, columns.saturating_sub(indent).max(1));
        if inside.is_empty() {
            inside.push(Line::new());
        }
        let blanks = " ".repeat(indent);
        inside
            .into_iter()
            .enumerate()
            .map(|(i, line)| match i {
                0 => self.indented(mark, line),
                _ if line.is_empty() => line,
                _ => self.indented(&blanks, line),
            })
            .collect()
    }
}

fn role(style: &InlineStyle) -> PageRole {
    match style {
        InlineStyle { code: true, .. } => PageRole::Code,
        InlineStyle { link: Some(address), .. } => PageRole::Address(AddressId::new(address)),
        InlineStyle { struck: true, .. } => PageRole::Struck,
        InlineStyle { emphasis: true, .. } | InlineStyle { strong: true, .. } => PageRole::Emphasis,
        _ => PageRole::Plain,
    }
}

/// Splits a line after so many columns, and after one character at least.
fn split_at<S: Copy>(line: Line<S>, columns: usize) -> (Line<S>, Line<S>) {
    let (mut first, mut rest, mut used) = (Line::new(), Line::new(), 0);
    for (style, text) in line {
        let mut end = 0;
        if rest.is_empty() {
            for grapheme in graphemes(&text) {
                let wider = used + width(grapheme);
                if wider > columns && used > 0 {
                    break;
                }
                (used, end) = (wider, end + grapheme.len());
            }
        }
        let (fits, more) = text.split_at(end);
        first.extend(Some((style, fits.to_string())).filter(|_| end > 0));
        rest.extend(Some((style, more.to_string())).filter(|_| !more.is_empty()));
    }
    (first, rest)
}
