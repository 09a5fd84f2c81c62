//! Cuts LaTeX into tokens.
//!
//! It knows how LaTeX is spelt and no command by name.
use crate::text::width::width;
use unicode_segmentation::UnicodeSegmentation;

/// A token and where it stands in the source, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MathToken<'a> {
    pub(super) kind: TokenKind<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind<'a> {
    /// A command, without its backslash.
    Command(&'a str),
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// `^`.
    Sup,
    /// `_`.
    Sub,
    /// `&`.
    Align,
    /// `\\`.
    Break,
    /// `'`.
    Prime,
    /// One character as a reader sees it, or a row of underscores: a blank to fill.
    Char(&'a str),
}

/// The tokens of a formula; spaces only part them.
pub(super) fn tokens(source: &str) -> Vec<MathToken<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(c) = source[start..].chars().next() {
        let (kind, length) = token(&source[start..], c);
        let end = start + length;
        tokens.extend(kind.map(|kind| MathToken { kind, start, end }));
        start = end;
    }
    tokens
}

/// The first token of a text, if it is one that counts, and its length.
fn token(text: &str, first: char) -> (Option<TokenKind<'_>>, usize) {
    let kind = match first {
        '\\' => return command(text),
        '~' => TokenKind::Command("~"),
        '{' => TokenKind::Open,
        '}' => TokenKind::Close,
        '^' => TokenKind::Sup,
        '&' => TokenKind::Align,
        '\'' => TokenKind::Prime,
        '_' => return underscores(text),
        c if c.is_whitespace() => return (None, c.len_utf8()),
        _ => {
            let grapheme = text.graphemes(true).next().unwrap_or(text);
            // A mark without a base would land on whatever comes before it.
            return ((width(grapheme) > 0).then_some(TokenKind::Char(grapheme)), grapheme.len());
        }
    };
    (Some(kind), 1)
}

fn command(text: &str) -> (Option<TokenKind<'_>>, usize) {
    let rest = &text[1..];
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    match rest.graphemes(true).next() {
        None => (Some(TokenKind::Char("\\")), 1),
        Some(_) if rest.starts_with('\\') => (Some(TokenKind::Break), 2),
        Some(_) if letters > 0 => (Some(TokenKind::Command(&rest[..letters])), 1 + letters),
        Some(other) => (Some(TokenKind::Command(other)), 1 + other.len()),
    }
}

/// Reads underscores: one lowers, four are a blank, five lower a blank.
fn underscores(text: &str) -> (Option<TokenKind<'_>>, usize) {
    match text.bytes().take_while(|byte| *byte == b'_').count() {
        1 | 5 => (Some(TokenKind::Sub), 1),
        row => (Some(TokenKind::Char(&text[..row])), row),
    }
}

#[cfg(test)]
mod tests {
    use super::TokenKind::{Align, Break, Char, Close, Command, Open, Prime, Sub, Sup};
    use super::*;

    fn kinds(source: &str) -> Vec<TokenKind<'_>> {
        tokens(source).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn latex_is_cut_into_tokens() {
        assert_eq!(kinds(r"\frac{a}b"), [Command("frac"), Open, Char("a"), Close, Char("b")]);
        assert_eq!(
            kinds(r"x_i^2'&\\"),
            [Char("x"), Sub, Char("i"), Sup, Char("2"), Prime, Align, Break]
        );
        assert_eq!(kinds(r"\, \{~\"), [Command(","), Command("{"), Command("~"), Char("\\")]);
    }

    #[test]
    fn blanks_are_no_subscripts() {
        assert_eq!(kinds("____+x_____"), [Char("____"), Char("+"), Char("x"), Sub, Char("____")]);
    }

    #[test]
    fn marks_stay_with_their_base() {
        assert_eq!(kinds("e\u{301} \u{301}x"), [Char("e\u{301}"), Char("x")]);
    }
}
