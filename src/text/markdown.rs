//! A note's text, which is Markdown with tables, struck text and formulas: read by `pulldown-cmark`
//! into blocks of [pieces](Inline).
//!
//! Every line break that is written is kept, since people write notes line by line. A tag of HTML
//! that means something here is followed; any other is text, as in `List<int>`.

mod blank_signs;
mod escape;
mod html_tags;
mod line_writer;
mod normal;
mod reader;
mod runs;
mod tree;
mod write;

pub use blank_signs::fill_math;
pub use normal::{must_be_apart, normalized};
pub use reader::{read, read_blanks};
pub use runs::{TextRun, TextTone, runs};
pub use tree::{Alignment, Block, BlockKind, Inline, InlineStyle, TableRow};
pub use write::{literal, write};

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod write_tests;
