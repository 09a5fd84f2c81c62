//! From blocks to Markdown.
//!
//! A sign is escaped only where it would otherwise be read as a mark: what is written is read
//! again, and most texts need no escapes.

use super::escape::Escapes;
use super::line_writer::{self, LinePlace, longest_run};
use super::normal::normalized;
use super::reader::read;
use super::tree::{Alignment, Block, BlockKind, Inline, InlineStyle, TableRow};

/// The Markdown of blocks, which reads back as the same blocks, [normalized].
pub fn write(blocks: &[Block]) -> String {
    let blocks = normalized(blocks.to_vec());
    let mut text = String::new();
    for escapes in [Escapes::None, Escapes::Needed, Escapes::All] {
        text = BlockWriter { least: escapes }.blocks(&blocks).join("\n");
        if normalized(read(&text)) == blocks {
            break;
        }
    }
    text
}

/// A text that means only itself.
pub fn literal(text: &str) -> String {
    let text = Inline::Text { text: text.to_string(), style: InlineStyle::default() };
    write(&[Block { kind: BlockKind::Paragraph(vec![text]), apart: false }])
}

struct BlockWriter {
    /// How much is escaped at least.
    least: Escapes,
}

impl BlockWriter {
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines = Vec::new();
        // Two lists in a row are two by their signs.
        let mut other_sign = false;
        for (i, block) in blocks.iter().enumerate() {
            if block.apart && i > 0 {
                lines.push(String::new());
            }
            let before = i.checked_sub(1).map(|before| &blocks[before].kind);
            other_sign = match (before, &block.kind) {
                (Some(BlockKind::List { start: before, .. }), BlockKind::List { start, .. }) => {
                    before.is_some() == start.is_some() && !other_sign
                }
                _ => false,
            };
            match &block.kind {
                BlockKind::Paragraph(line) => lines.extend(self.paragraph(line)),
                BlockKind::Code { language, lines: code } => lines.extend(fenced(language, code)),
                BlockKind::List { start, items } => {
                    lines.extend(self.list(*start, items, other_sign));
                }
                BlockKind::Table { columns, rows } => lines.extend(self.table(columns, rows)),
                BlockKind::Quote(inside) => {
                    let inside = self.blocks(inside);
                    lines.extend(inside.into_iter().map(|line| indented("> ", &line)));
                }
                BlockKind::Rule => lines.push("---".to_string()),
            }
        }
        lines
    }

    /// The lines of a paragraph, each escaped as little as it can be by itself.
    fn paragraph(&self, inlines: &[Inline]) -> Vec<String> {
        let line = |line: &[Inline]| self.line(line, LinePlace::Paragraph);
        inlines.split(|inline| *inline == Inline::Break).map(line).collect()
    }

    fn line(&self, line: &[Inline], place: LinePlace) -> String {
        if self.least == Escapes::None && !is_plain(line) {
            let paragraph = BlockKind::Paragraph(line.to_vec());
            let alone = [Block { kind: paragraph, apart: false }];
            let text = line_writer::line(line, Escapes::None, place);
            let reads_back = text.is_empty() || normalized(read(&text)) == alone;
            return if reads_back { text } else { line_writer::line(line, Escapes::Needed, place) };
        }
        line_writer::line(line, self.least, place)
    }

    fn list(&self, start: Option<u64>, items: &[Vec<Block>], other_sign: bool) -> Vec<String> {
        let mut lines = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let mark = match (start, other_sign) {
                (Some(start), false) => format!("{}. ", start.saturating_add(i as u64)),
                (Some(start), true) => format!("{}) ", start.saturating_add(i as u64)),
                (None, false) => "- ".to_string(),
                (None, true) => "* ".to_string(),
            };
            let indent = " ".repeat(mark.len());
            for (i, line) in self.blocks(item).iter().enumerate() {
                lines.push(indented(if i == 0 { &mark } else { &indent }, line));
            }
        }
        lines
    }

    fn table(&self, columns: &[Alignment], rows: &[TableRow]) -> Vec<String> {
        let mut lines = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            let mut line = "|".to_string();
            for cell in row {
                let text = self.line(cell, LinePlace::Cell);
                line.extend([" ", text.as_str(), if text.is_empty() { "|" } else { " |" }]);
            }
            lines.push(line);
            if i == 0 {
                let rule = columns.iter().map(|column| match column {
                    Alignment::Left => "---|",
                    Alignment::Centre => ":-:|",
                    Alignment::Right => "--:|",
                });
                lines.push(format!("|{}", rule.collect::<String>()));
            }
        }
        lines
    }
}

/// Whether a line is words that need no look.
fn is_plain(line: &[Inline]) -> bool {
    match line {
        [Inline::Text { text, style }] if *style == InlineStyle::default() => {
            text.chars().all(|c| c.is_alphabetic() || c == ' ')
        }
        _ => line.is_empty(),
    }
}

/// Code between fences that are longer than any run of their sign in it.
fn fenced(language: &str, code: &[Inline]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in code.split(|inline| *inline == Inline::Break) {
        let text = line.iter().map(|inline| match inline {
            Inline::Text { text, .. } => text.as_str(),
            _ => "",
        });
        lines.push(text.collect());
    }
    if code.is_empty() {
        lines.clear();
    }
    let longest = lines.iter().map(|line| longest_run(line)).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    lines.insert(0, format!("{fence}{language}"));
    lines.push(fence);
    lines
}

fn indented(indent: &str, line: &str) -> String {
    if line.is_empty() { indent.trim_end().to_string() } else { format!("{indent}{line}") }
}
