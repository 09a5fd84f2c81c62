//! Blocks as runs of text: what is searched, compared, and printed where nothing else can be.
//! Lines, and the marks of lists, stay as they are.

use super::blank_signs::fill_math;
use super::tree::{Block, BlockKind, Inline, InlineStyle};

/// How a run of text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTone {
    /// As it is.
    Plain,
    /// Stressed.
    Emphasis,
    /// Code.
    Code,
    /// A formula.
    Math,
}

/// A stretch of text in one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRun {
    /// How it is meant.
    pub tone: TextTone,
    /// The text without its marks; for math its LaTeX source.
    pub text: String,
}

/// The runs of blocks, neighbours of one tone joined; a blank is what `blank` gives for its number.
pub fn runs(blocks: &[Block], blank: &dyn Fn(usize) -> String) -> Vec<TextRun> {
    let mut writer = RunWriter { runs: Vec::new(), blank };
    writer.blocks(blocks, "");
    writer.runs
}

struct RunWriter<'b> {
    runs: Vec<TextRun>,
    blank: &'b dyn Fn(usize) -> String,
}

impl RunWriter<'_> {
    fn push(&mut self, tone: TextTone, text: &str) {
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.tone == tone && tone != TextTone::Math => last.text.push_str(text),
            _ => self.runs.push(TextRun { tone, text: text.to_string() }),
        }
    }

    fn plain(&mut self, text: &str) {
        self.push(TextTone::Plain, text);
    }

    /// Begins a line inside of what is indented so far.
    fn line_break(&mut self, indent: &str) {
        self.plain("\n");
        self.plain(indent);
    }

    fn blocks(&mut self, blocks: &[Block], indent: &str) {
        for (i, Block { kind, apart }) in blocks.iter().enumerate() {
            if i > 0 {
                self.plain(if *apart { "\n" } else { "" });
                self.line_break(indent);
            }
            match kind {
                BlockKind::Paragraph(line) | BlockKind::Code { lines: line, .. } => {
                    let tone = match kind {
                        BlockKind::Code { .. } => TextTone::Code,
                        _ => TextTone::Plain,
                    };
                    self.inlines(line, indent, tone);
                }
                BlockKind::List { start, items } => self.list(*start, items, indent),
                BlockKind::Table { rows, .. } => self.table(rows, indent),
                BlockKind::Quote(blocks) => self.blocks(blocks, indent),
                BlockKind::Rule => self.plain("---"),
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], indent: &str) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.line_break(indent);
            }
            let mark = match start {
                Some(start) => format!("{}. ", start.saturating_add(i as u64)),
                None => "- ".to_string(),
            };
            self.plain(&mark);
            self.blocks(item, &format!("{indent}{}", " ".repeat(mark.len())));
        }
    }

    fn table(&mut self, rows: &[Vec<Vec<Inline>>], indent: &str) {
        let rows = rows.iter().skip_while(|row| row.iter().all(Vec::is_empty));
        for (i, row) in rows.enumerate() {
            if i > 0 {
                self.line_break(indent);
            }
            for (i, cell) in row.iter().enumerate() {
                self.plain(if i > 0 { " | " } else { "" });
                self.inlines(cell, indent, TextTone::Plain);
            }
        }
    }

    fn inlines(&mut self, line: &[Inline], indent: &str, tone: TextTone) {
        for inline in line {
            match inline {
                Inline::Text { text, style } => self.push(style_tone(style).unwrap_or(tone), text),
                Inline::Math { latex, .. } => {
                    let latex = fill_math(latex, |number| (self.blank)(number));
                    self.push(TextTone::Math, &latex);
                }
                Inline::Medium { .. } => {
                    self.plain(&format!("[{}]", inline.medium_name().unwrap_or_default()));
                }
                Inline::Break => {
                    self.push(tone, "\n");
                    self.push(tone, indent);
                }
                Inline::Blank(number) => {
                    let answer = (self.blank)(*number);
                    self.push(tone, &answer);
                }
            }
        }
    }
}

fn style_tone(style: &InlineStyle) -> Option<TextTone> {
    match style {
        InlineStyle { code: true, .. } => Some(TextTone::Code),
        InlineStyle { emphasis: true, .. } | InlineStyle { strong: true, .. } => {
            Some(TextTone::Emphasis)
        }
        _ => None,
    }
}
