//! Delimiters, and how they grow with what they hold.
//!
//! It knows heights and baselines, not contents.
use super::class::AtomClass::{self, Close, Open, Ordinary};
use super::grid::{BlockAlign, MathBlock};
use super::symbol::GlyphSet;

/// A delimiter.
#[derive(Debug)]
pub(super) struct Delimiter {
    /// How LaTeX writes it.
    names: &'static [&'static str],
    /// On one line, in Unicode and in ASCII.
    flat: [&'static str; 2],
    /// Which side it stands on.
    pub(super) class: AtomClass,
    /// Over several lines: top, fill, centre and bottom, in Unicode and in ASCII; without, it is
    /// drawn with slants.
    tall: Option<[[&'static str; 4]; 2]>,
}

/// The delimiter that LaTeX writes like this, backslash included.
pub(super) fn named(name: &str) -> Option<&'static Delimiter> {
    FENCES.iter().find(|fence| fence.names.contains(&name))
}

impl Delimiter {
    /// The delimiter on one line.
    pub(super) fn flat(&self, glyphs: GlyphSet) -> &'static str {
        self.flat[glyphs as usize]
    }

    /// The delimiter as tall as a block.
    pub(super) fn beside(&self, block: &MathBlock, glyphs: GlyphSet) -> MathBlock {
        let height = block.height();
        if height == 1 || self.flat[0].is_empty() {
            return MathBlock::text(self.flat(glyphs));
        }
        let Some(tall) = self.tall else { return self.slanted(height, block.baseline, glyphs) };
        let [top, fill, centre, bottom] = tall[glyphs as usize];
        let middle = if (1..height - 1).contains(&block.baseline) {
            block.baseline
        } else {
            (height - 1) / 2
        };
        let piece = |row| match row {
            // A brace of two lines has no room for its tip.
            0 if height == 2 && centre == "⎨" => "⎰",
            1 if height == 2 && centre == "⎨" => "⎱",
            0 if height == 2 && centre == "⎬" => "⎱",
            1 if height == 2 && centre == "⎬" => "⎰",
            0 => top,
            _ if row == height - 1 => bottom,
            _ if row == middle => centre,
            _ => fill,
        };
        MathBlock::column(&(0..height).map(piece).collect::<Vec<_>>(), block.baseline)
    }

    /// Draws an angle bracket from slants that meet at half the height.
    fn slanted(&self, height: usize, baseline: usize, glyphs: GlyphSet) -> MathBlock {
        let (half, odd) = (height / 2, height % 2);
        let columns = half + odd;
        let (rise, fall) = if glyphs == GlyphSet::Unicode { ("╱", "╲") } else { ("/", "\\") };
        let (upper, lower) = if self.class == Open { (rise, fall) } else { (fall, rise) };
        let rows = (0..height).map(|row| {
            let (glyph, away) = match row {
                _ if row < half => (upper, half - 1 - row + odd),
                _ if row >= half + odd => (lower, row - half),
                _ => (self.flat(glyphs), 0),
            };
            let left = if self.class == Open { away } else { columns - 1 - away };
            MathBlock::text(format!("{}{glyph}", " ".repeat(left)))
                .padded(columns, BlockAlign::Left)
        });
        MathBlock { baseline, ..MathBlock::stack(rows.collect(), BlockAlign::Left, 0) }
    }
}

const fn fence(
    names: &'static [&'static str],
    flat: [&'static str; 2],
    class: AtomClass,
    unicode: [&'static str; 4],
    ascii: [&'static str; 4],
) -> Delimiter {
    Delimiter { names, flat, class, tall: Some([unicode, ascii]) }
}

/// Every delimiter; the first is the one that isn't there.
#[rustfmt::skip]
const FENCES: &[Delimiter] = &[
    fence(&["."], ["", ""], Ordinary, ["", "", "", ""], ["", "", "", ""]),
    fence(&["("], ["(", "("], Open, ["⎛", "⎜", "⎜", "⎝"], ["/", "|", "|", "\\"]),
    fence(&[")"], [")", ")"], Close, ["⎞", "⎟", "⎟", "⎠"], ["\\", "|", "|", "/"]),
    fence(&["[", "\\lbrack"], ["[", "["], Open, ["⎡", "⎢", "⎢", "⎣"], ["[", "[", "[", "["]),
    fence(&["]", "\\rbrack"], ["]", "]"], Close, ["⎤", "⎥", "⎥", "⎦"], ["]", "]", "]", "]"]),
    fence(&["\\{", "\\lbrace"], ["{", "{"], Open, ["⎧", "⎪", "⎨", "⎩"], ["/", "|", "{", "\\"]),
    fence(&["\\}", "\\rbrace"], ["}", "}"], Close, ["⎫", "⎪", "⎬", "⎭"], ["\\", "|", "}", "/"]),
    fence(&["|", "\\vert"], ["|", "|"], Ordinary, ["│", "│", "│", "│"], ["|", "|", "|", "|"]),
    fence(&["\\lvert"], ["|", "|"], Open, ["│", "│", "│", "│"], ["|", "|", "|", "|"]),
    fence(&["\\rvert"], ["|", "|"], Close, ["│", "│", "│", "│"], ["|", "|", "|", "|"]),
    fence(&["\\|", "\\Vert"], ["‖", "||"], Ordinary, ["║", "║", "║", "║"],
        ["||", "||", "||", "||"]),
    fence(&["\\lVert"], ["‖", "||"], Open, ["║", "║", "║", "║"], ["||", "||", "||", "||"]),
    fence(&["\\rVert"], ["‖", "||"], Close, ["║", "║", "║", "║"], ["||", "||", "||", "||"]),
    fence(&["\\lfloor"], ["⌊", "|_"], Open, ["⎢", "⎢", "⎢", "⎣"], ["| ", "| ", "| ", "|_"]),
    fence(&["\\rfloor"], ["⌋", "_|"], Close, ["⎥", "⎥", "⎥", "⎦"], [" |", " |", " |", "_|"]),
    fence(&["\\lceil"], ["⌈", "|^"], Open, ["⎡", "⎢", "⎢", "⎢"], ["|^", "| ", "| ", "| "]),
    fence(&["\\rceil"], ["⌉", "^|"], Close, ["⎤", "⎥", "⎥", "⎥"], ["^|", " |", " |", " |"]),
    fence(&["/"], ["/", "/"], Ordinary, ["╱", "╱", "╱", "╱"], ["/", "/", "/", "/"]),
    Delimiter { names: &["\\langle", "<"], flat: ["⟨", "<"], class: Open, tall: None },
    Delimiter { names: &["\\rangle", ">"], flat: ["⟩", ">"], class: Close, tall: None },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn tall(name: &str, height: usize, baseline: usize, glyphs: GlyphSet) -> Vec<String> {
        let block = MathBlock::column(&vec!["x"; height], baseline);
        named(name).unwrap().beside(&block, glyphs).lines
    }

    #[test]
    fn delimiters_grow() {
        assert_eq!(tall("(", 1, 0, GlyphSet::Unicode), ["("]);
        assert_eq!(tall("(", 3, 1, GlyphSet::Unicode), ["⎛", "⎜", "⎝"]);
        assert_eq!(tall("\\{", 2, 0, GlyphSet::Unicode), ["⎰", "⎱"]);
        assert_eq!(tall("\\}", 5, 1, GlyphSet::Unicode), ["⎫", "⎬", "⎪", "⎪", "⎭"]);
        assert_eq!(tall("\\lfloor", 2, 0, GlyphSet::Ascii), ["| ", "|_"]);
    }

    #[test]
    fn angles_slant() {
        assert_eq!(tall("\\langle", 3, 1, GlyphSet::Unicode), [" ╱", "⟨ ", " ╲"]);
        assert_eq!(tall("\\rangle", 4, 1, GlyphSet::Ascii), ["\\ ", " \\", " /", "/ "]);
    }
}
