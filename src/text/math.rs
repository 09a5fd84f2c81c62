//! Formulas. Until they are laid out, a formula is shown as its source.

/// What a formula may be drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    /// Anything that a terminal font has.
    Unicode,
    /// ASCII only.
    Ascii,
}

/// A formula set in lines.
pub struct Block {
    /// The lines, each as wide as the block.
    pub lines: Vec<String>,
    /// The line that the text around it stands on.
    pub baseline: usize,
    /// The width in columns.
    pub width: usize,
}

/// Returns the formula in lines.
pub fn block(latex: &str, glyphs: Glyphs) -> Block {
    let line = line(latex, glyphs);
    Block { width: super::width::width(&line), lines: vec![line], baseline: 0 }
}

/// Returns the formula in one line.
pub fn line(latex: &str, _: Glyphs) -> String {
    latex.to_string()
}

/// Returns the commands that are not known.
pub fn unknown(_: &str) -> Vec<String> {
    Vec::new()
}
