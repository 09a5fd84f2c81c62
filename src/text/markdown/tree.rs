//! The blocks of a text and the pieces of their lines.

use crate::text::media::{MediumKind, name_of};

/// A block, and whether it is set apart from the one before it by an empty line.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Whether an empty line comes before it.
    pub apart: bool,
}

impl Block {
    /// Whether there is anything in it but marks.
    pub fn says_something(&self) -> bool {
        match &self.kind {
            BlockKind::Paragraph(line) | BlockKind::Code { lines: line, .. } => {
                line.iter().any(|inline| *inline != Inline::Break)
            }
            BlockKind::List { items, .. } => items.iter().flatten().any(Block::says_something),
            BlockKind::Table { rows, .. } => rows.iter().flatten().any(|cell| !cell.is_empty()),
            BlockKind::Quote(inside) => inside.iter().any(Block::says_something),
            BlockKind::Rule => true,
        }
    }
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// Lines of text.
    Paragraph(Vec<Inline>),
    /// Code, whose lines stay as they are.
    Code {
        /// What it is written in; empty if that is not said.
        language: String,
        /// Its lines, with the blanks that are in them.
        lines: Vec<Inline>,
    },
    /// A list.
    List {
        /// The number of the first item; none where they have bullets.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A table; the first row names the columns, and has no words where they have no names.
    Table {
        /// How each column is aligned.
        columns: Vec<Alignment>,
        /// The rows and their cells.
        rows: Vec<TableRow>,
    },
    /// What somebody said.
    Quote(Vec<Block>),
    /// A line across.
    Rule,
}

/// The cells of a row.
pub type TableRow = Vec<Vec<Inline>>;

/// How the cells of a column are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// To the left.
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words in one style.
    Text {
        /// The words.
        text: String,
        /// How they look.
        style: InlineStyle,
    },
    /// A formula.
    Math {
        /// Its LaTeX source.
        latex: String,
        /// Whether it has lines of its own.
        display: bool,
    },
    /// A picture or a sound.
    Medium {
        /// What it shows, in words.
        alt: String,
        /// Its file.
        file: String,
    },
    /// The end of a line.
    Break,
    /// A blank to fill in, by its number among the blanks of the text.
    Blank(usize),
}

/// How words look.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InlineStyle {
    /// Stressed.
    pub emphasis: bool,
    /// Stressed more.
    pub strong: bool,
    /// Struck out.
    pub struck: bool,
    /// As code.
    pub code: bool,
    /// What they lead to.
    pub link: Option<String>,
}

impl Inline {
    /// What a picture or sound is called: what it shows, or else its file's name.
    pub fn medium_name(&self) -> Option<String> {
        let Inline::Medium { alt, file } = self else { return None };
        if !alt.is_empty() {
            return Some(alt.clone());
        }
        let name = name_of(file).unwrap_or_else(|| "picture".to_string());
        Some(name.rsplit('/').next().unwrap_or_default().to_string())
    }

    /// Whether it is a picture that may be in a file.
    pub fn is_picture(&self) -> bool {
        let Inline::Medium { file, .. } = self else { return false };
        // What has no ending, or an odd one, may be a picture all the same.
        !matches!(MediumKind::of_file(file), Some(MediumKind::Sound | MediumKind::Film))
            && !file.is_empty()
            && !file.contains("://")
    }
}
