//! A note's text, which is Markdown with tables, struck text and formulas: read by `pulldown-cmark`
//! into blocks of [pieces](Inline).
//!
//! Every line break that is written is kept, since people write notes line by line. A tag of HTML
//! that means something here is followed; any other is text, as in `List<int>`.

mod blank_signs;
mod html_tags;
mod reader;
mod runs;
mod tree;

pub use blank_signs::fill_math;
pub use reader::{read, read_blanks};
pub use runs::{TextRun, TextTone, runs};
pub use tree::{Alignment, Block, BlockKind, Inline, InlineStyle, TableRow};

#[cfg(test)]
mod tests;
