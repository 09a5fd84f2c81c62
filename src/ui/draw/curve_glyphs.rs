//! The characters that the curves of figures are drawn with: what the terminal's font has.

/// The characters that curves are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurveGlyphs {
    /// Eight dots a cell.
    Braille,
    /// Four quarters a cell, where the font has no braille.
    Block,
    /// A letter a cell.
    Ascii,
}

impl CurveGlyphs {
    /// The finest that a terminal's font has, by the value of `TERM`.
    pub fn for_terminal(term: &str) -> CurveGlyphs {
        match term {
            // The consoles of Linux and of the BSDs have fonts of 256 or 512 characters, without
            // braille.
            "linux" | "vt100" | "vt220" | "cons25" => CurveGlyphs::Block,
            _ => CurveGlyphs::Braille,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CurveGlyphs;

    #[test]
    fn the_linux_console_has_no_braille() {
        assert_eq!(CurveGlyphs::for_terminal("linux"), CurveGlyphs::Block);
        assert_eq!(CurveGlyphs::for_terminal("xterm-256color"), CurveGlyphs::Braille);
    }
}
