//! Accents and lines: what a formula may put over or under a letter or a longer part.
//!
//! A table; `layout` draws them.

/// An accent.
#[derive(Debug)]
pub(super) struct Accent {
    /// How LaTeX writes it, without the backslash.
    names: &'static [&'static str],
    /// The combining character that puts it on a single letter.
    pub(super) mark: Option<char>,
    /// How it goes on anything wider.
    pub(super) wide: Wide,
    /// The name of the function that stands for it in one line of text; empty for none.
    pub(super) word: &'static str,
}

/// How an accent goes on something wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wide {
    /// One sign over the middle.
    Sign(&'static str),
    /// A line over all of it.
    Over(&'static str),
    /// A line over all of it that ends in an arrow.
    Arrow,
    /// A line under all of it.
    Under(&'static str),
    /// A brace over all of it.
    OverBrace,
    /// A brace under all of it.
    UnderBrace,
}

impl Accent {
    /// Says whether scripts on it stand above and below.
    pub(super) fn is_brace(&self) -> bool {
        matches!(self.wide, Wide::OverBrace | Wide::UnderBrace)
    }
}

/// Returns the accent with this name.
pub(super) fn named(name: &str) -> Option<&'static Accent> {
    ACCENTS.iter().find(|accent| accent.names.contains(&name))
}

const fn accent(
    names: &'static [&'static str],
    mark: Option<char>,
    wide: Wide,
    word: &'static str,
) -> Accent {
    Accent { names, mark, wide, word }
}

#[rustfmt::skip]
const ACCENTS: &[Accent] = &[
    accent(&["hat", "widehat"], Some('\u{302}'), Wide::Sign("^"), "hat"),
    accent(&["check", "widecheck"], Some('\u{30C}'), Wide::Sign("ˇ"), "check"),
    accent(&["tilde", "widetilde"], Some('\u{303}'), Wide::Sign("~"), "tilde"),
    accent(&["dot"], Some('\u{307}'), Wide::Sign("."), "dot"),
    accent(&["ddot"], Some('\u{308}'), Wide::Sign(".."), "ddot"),
    accent(&["acute"], Some('\u{301}'), Wide::Sign("´"), "acute"),
    accent(&["grave"], Some('\u{300}'), Wide::Sign("`"), "grave"),
    accent(&["breve"], Some('\u{306}'), Wide::Sign("˘"), "breve"),
    accent(&["mathring"], Some('\u{30A}'), Wide::Sign("˚"), "ring"),
    accent(&["bar"], Some('\u{304}'), Wide::Over("_"), "bar"),
    accent(&["overline"], Some('\u{305}'), Wide::Over("_"), "bar"),
    accent(&["vec", "overrightarrow"], Some('\u{20D7}'), Wide::Arrow, "vec"),
    accent(&["underline"], Some('\u{332}'), Wide::Under("‾"), ""),
    accent(&["overbrace"], None, Wide::OverBrace, ""),
    accent(&["underbrace"], None, Wide::UnderBrace, ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_found_by_each_name() {
        assert_eq!(named("widehat").unwrap().mark, Some('\u{302}'));
        assert!(named("underbrace").unwrap().is_brace());
        assert!(named("hut").is_none());
    }
}
