//! Accents and lines: what a formula may put over or under a letter or a longer part.
//!
//! A table; `layout` draws them.

/// An accent.
#[derive(Debug)]
pub(super) struct MathAccent {
    /// How LaTeX writes it, without the backslash.
    names: &'static [&'static str],
    /// The combining character that puts it on a single letter.
    pub(super) mark: Option<char>,
    /// How it goes on anything wider.
    pub(super) wide: WideAccent,
    /// The name of the function that stands for it in one line of text; empty for none.
    pub(super) word: &'static str,
}

/// How an accent goes on something wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WideAccent {
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

impl MathAccent {
    /// Whether scripts on it stand above and below.
    pub(super) fn is_brace(&self) -> bool {
        matches!(self.wide, WideAccent::OverBrace | WideAccent::UnderBrace)
    }
}

/// The accent with this name.
pub(super) fn named(name: &str) -> Option<&'static MathAccent> {
    ACCENTS.iter().find(|accent| accent.names.contains(&name))
}

const fn accent(
    names: &'static [&'static str],
    mark: Option<char>,
    wide: WideAccent,
    word: &'static str,
) -> MathAccent {
    MathAccent { names, mark, wide, word }
}

#[rustfmt::skip]
const ACCENTS: &[MathAccent] = &[
    accent(&["hat", "widehat"], Some('\u{302}'), WideAccent::Sign("^"), "hat"),
    accent(&["check", "widecheck"], Some('\u{30C}'), WideAccent::Sign("ˇ"), "check"),
    accent(&["tilde", "widetilde"], Some('\u{303}'), WideAccent::Sign("~"), "tilde"),
    accent(&["dot"], Some('\u{307}'), WideAccent::Sign("."), "dot"),
    accent(&["ddot"], Some('\u{308}'), WideAccent::Sign(".."), "ddot"),
    accent(&["acute"], Some('\u{301}'), WideAccent::Sign("´"), "acute"),
    accent(&["grave"], Some('\u{300}'), WideAccent::Sign("`"), "grave"),
    accent(&["breve"], Some('\u{306}'), WideAccent::Sign("˘"), "breve"),
    accent(&["mathring"], Some('\u{30A}'), WideAccent::Sign("˚"), "ring"),
    accent(&["bar"], Some('\u{304}'), WideAccent::Over("_"), "bar"),
    accent(&["overline"], Some('\u{305}'), WideAccent::Over("_"), "bar"),
    accent(&["vec", "overrightarrow"], Some('\u{20D7}'), WideAccent::Arrow, "vec"),
    accent(&["underline"], Some('\u{332}'), WideAccent::Under("‾"), ""),
    accent(&["overbrace"], None, WideAccent::OverBrace, ""),
    accent(&["underbrace"], None, WideAccent::UnderBrace, ""),
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
