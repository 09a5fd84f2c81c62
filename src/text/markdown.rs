//! Reads a note's text, which is Markdown, into a small tree of blocks and pieces.
//!
//! `CommonMark` with tables, strikethrough and formulas, read by `pulldown-cmark`. It differs where
//! people's texts would suffer: every end of a line stays one, tags of HTML and entities are text
//! but for `<sub>`, `<sup>`, `<ruby>` and `<br>`, and a line of dashes below another makes no
//! heading of it. Blanks and formulas are found by our own rules and never cut by others' marks.
//!
//! How a tree is drawn is left to others. Nesting is bounded: what is deeper belongs to the
//! level above.

mod plain;
mod reader;
mod source;
#[cfg(test)]
mod tests;

pub use plain::{plain, small, tree as plain_tree};
use source::MarkdownSource;

use super::cloze::{ClozePiece, ClozeText};

/// A text.
pub type MarkdownTree = Vec<MarkdownBlock>;

/// A part of a text that has its lines for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Whether an empty line is above it.
    pub after_blank: bool,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<InlinePiece>),
    /// A heading.
    Heading(Vec<InlinePiece>),
    /// Code, line by line.
    Code {
        /// The language that its fence names.
        language: Option<String>,
        /// The lines, without a last `\n`.
        text: String,
    },
    /// A formula on lines of its own: its LaTeX source.
    Math(String),
    /// A quotation.
    Quote(MarkdownTree),
    /// A list.
    List(Vec<MarkdownItem>),
    /// A table.
    Table {
        /// How each column is aligned.
        columns: Vec<ColumnAlignment>,
        /// The rows, the head first.
        rows: Vec<Vec<Vec<InlinePiece>>>,
    },
    /// A line between parts of a text.
    Rule,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownItem {
    /// What stands before it: `-`, `3.`.
    pub mark: String,
    /// Whether its box is ticked, if it has one.
    pub is_checked: Option<bool>,
    /// What it says.
    pub blocks: MarkdownTree,
}

/// How a column of a table is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnAlignment {
    /// To the left, as all text is.
    Left,
    /// To the middle.
    Center,
    /// To the right.
    Right,
}

/// A piece of running text. In every string a character for which [`gap_number`] gives a number
/// stands for a blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlinePiece {
    /// Words.
    Text(String),
    /// The end of a line.
    LineBreak,
    /// `*so*`.
    Emphasis(Vec<InlinePiece>),
    /// `**so**`.
    Strong(Vec<InlinePiece>),
    /// `~~so~~`.
    Strike(Vec<InlinePiece>),
    /// `` `so` ``.
    Code(String),
    /// `$so$`: LaTeX source.
    Math(String),
    /// `[so](target)`.
    Link {
        /// What is shown.
        words: Vec<InlinePiece>,
        /// Where it leads.
        target: String,
    },
    /// `![alt](file)`: a picture or, by its ending, a sound.
    Medium {
        /// What it shows, in words.
        alt: Vec<InlinePiece>,
        /// The file.
        target: String,
    },
    /// `<sub>so</sub>`.
    Subscript(Vec<InlinePiece>),
    /// `<sup>so</sup>`.
    Superscript(Vec<InlinePiece>),
    /// `<rt>so</rt>`: how the word before it is read.
    Reading(Vec<InlinePiece>),
}

/// Reads a text.
pub fn read(text: &str) -> MarkdownTree {
    reader::read(&MarkdownSource::with_gaps(&source::unreserved(text), false))
}

/// Reads a text with blanks, each a character for which [`gap_number`] gives its number in the
/// text. A backslash before a brace belongs to the blanks' language, also in code.
pub fn read_cloze(cloze: &ClozeText) -> MarkdownTree {
    let mut gapped = String::new();
    let mut number = 0;
    for piece in &cloze.pieces {
        match piece {
            ClozePiece::Text(text) => gapped.push_str(&source::unreserved(text)),
            ClozePiece::Blank(_) => {
                gapped.push(source::gap(number));
                number += 1;
            }
        }
    }
    reader::read(&MarkdownSource::with_gaps(&gapped, true))
}

/// The number of the blank that a character stands for, counted from 0.
pub fn gap_number(c: char) -> Option<usize> {
    source::gap_number(c)
}
