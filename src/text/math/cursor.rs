//! Walks over the tokens of a formula.
//!
//! It knows braces and brackets and what lies between them, not what any of it means.
use super::token::{MathToken, TokenKind, tokens};

/// A place among the tokens of a formula.
pub(super) struct TokenCursor<'a> {
    source: &'a str,
    tokens: Vec<MathToken<'a>>,
    at: usize,
    /// Where the tokens end for now: at the bracket, inside an optional argument.
    end: usize,
}

impl<'a> TokenCursor<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let tokens = tokens(source);
        Self { source, end: tokens.len(), tokens, at: 0 }
    }

    /// What comes next.
    pub(super) fn peek(&self) -> Option<TokenKind<'a>> {
        self.token().map(|token| token.kind)
    }

    /// What comes next and goes past it.
    pub(super) fn take(&mut self) -> Option<MathToken<'a>> {
        let token = self.token()?;
        self.at += 1;
        Some(token)
    }

    /// Goes past what comes next if it is of this kind.
    pub(super) fn pass(&mut self, kind: TokenKind<'_>) -> Option<()> {
        (self.peek()? == kind).then(|| self.at += 1)
    }

    /// The source of a token.
    pub(super) fn source(&self, token: MathToken<'_>) -> &'a str {
        &self.source[token.start..token.end]
    }

    /// The source from a byte to the end of the last token taken.
    pub(super) fn source_from(&self, start: usize) -> &'a str {
        let end = self.at.checked_sub(1).map_or(start, |last| self.tokens[last].end);
        &self.source[start..end.max(start)]
    }

    /// The source before and after a token.
    pub(super) fn around(&self, token: MathToken<'_>) -> (&'a str, &'a str) {
        (&self.source[..token.start], &self.source[token.end..])
    }

    /// Goes past a group and returns what is written in it.
    pub(super) fn group(&mut self) -> Option<&'a str> {
        let open = self.take().filter(|token| token.kind == TokenKind::Open)?;
        let mut depth = 1;
        while let Some(token) = self.take() {
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(&self.source[open.end..token.start]);
            }
        }
        None
    }

    /// Goes past the next place where this is written, and says whether there is one.
    pub(super) fn seek(&mut self, text: &str) -> Option<()> {
        let start = self.token()?.start;
        let stop = start + self.source[start..].find(text)? + text.len();
        while self.token().is_some_and(|token| token.start < stop) {
            self.at += 1;
        }
        Some(())
    }

    /// Goes into brackets, if they come next, so that the tokens end where they do. Give what it
    /// returns to `leave`.
    pub(super) fn enter(&mut self) -> Option<usize> {
        if self.peek() != Some(TokenKind::Char("[")) {
            return None;
        }
        let mut depth = 0_usize;
        for at in self.at + 1..self.end {
            match self.tokens[at].kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth = depth.checked_sub(1)?,
                TokenKind::Char("]") if depth == 0 => {
                    self.at += 1;
                    return Some(std::mem::replace(&mut self.end, at));
                }
                _ => {}
            }
        }
        None
    }

    /// Leaves brackets; what is left inside them is passed over.
    pub(super) fn leave(&mut self, outer: usize) {
        self.at = self.end + 1;
        self.end = outer;
    }

    /// Skips the distance that may follow a line break, such as `[2pt]`.
    pub(super) fn skip_distance(&mut self) {
        let start = self.at;
        let Some(outer) = self.enter() else { return };
        let inside = &self.source[self.tokens[start].end..self.tokens[self.end].start];
        let is_distance =
            ["pt", "em", "ex", "mm", "cm"].iter().any(|unit| inside.trim().ends_with(unit));
        self.leave(outer);
        if !is_distance {
            self.at = start;
        }
    }

    fn token(&self) -> Option<MathToken<'a>> {
        self.tokens[..self.end].get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_nest() {
        let mut cursor = TokenCursor::new("{a {b} c}d");
        assert_eq!(cursor.group(), Some("a {b} c"));
        assert_eq!(cursor.peek(), Some(TokenKind::Char("d")));
        assert_eq!(cursor.group(), None);
        assert_eq!(TokenCursor::new("{a").group(), None);
    }

    #[test]
    fn brackets_bound_the_tokens() {
        let mut cursor = TokenCursor::new("[a{]}]b");
        let outer = cursor.enter().unwrap();
        assert_eq!(std::iter::from_fn(|| cursor.take()).count(), 4);
        cursor.leave(outer);
        assert_eq!(cursor.peek(), Some(TokenKind::Char("b")));
        assert_eq!(TokenCursor::new("[a").enter(), None);
    }

    #[test]
    fn only_distances_are_skipped() {
        let mut cursor = TokenCursor::new("[2pt][x]");
        cursor.skip_distance();
        cursor.skip_distance();
        assert_eq!(cursor.take().map(|token| token.start), Some(5));
    }

    #[test]
    fn seeking_goes_past_the_text() {
        let mut cursor = TokenCursor::new(r"a\end{x}b");
        assert_eq!(cursor.seek(r"\end{x}"), Some(()));
        assert_eq!(cursor.source_from(1), r"\end{x}");
        assert_eq!(cursor.seek(r"\end{x}"), None);
    }
}
