//! A scanner over RON's tokens, fast because it looks at structure only: where things begin and
//! end.
//!
//! It judges nothing but shape; whatever it does not vouch for is read by `ron` itself.

use std::borrow::Cow;

/// A string literal of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StringLiteral<'a> {
    inner: &'a str,
    escaped: bool,
}

impl<'a> StringLiteral<'a> {
    /// The text that the literal stands for.
    pub(super) fn text(self) -> Cow<'a, str> {
        if !self.escaped {
            return Cow::Borrowed(self.inner);
        }
        let mut out = String::with_capacity(self.inner.len());
        let mut chars = self.inner.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => out.push(match chars.next() {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some('r') => '\r',
                    Some('0') => '\0',
                    Some(other) => other,
                    None => '\\',
                }),
                _ => out.push(c),
            }
        }
        Cow::Owned(out)
    }
}

/// A field's value.
#[derive(Debug)]
pub(super) enum ScannedValue<'a> {
    Text(StringLiteral<'a>),
    Texts(Vec<StringLiteral<'a>>),
    /// Anything else: its brackets match, and its content is not read.
    Other,
}

/// Where the scanner could not go on, and why.
#[derive(Debug)]
pub(super) struct ScanError {
    pub(super) at: usize,
    pub(super) what: &'static str,
}

type ScanResult<T> = Result<T, ScanError>;

/// How deep brackets may nest in a value that the scanner skips.
const DEEPEST: usize = 64;

/// A position in a text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    pub(super) at: usize,
    /// Whether a literal was found whose escapes only `ron` can judge.
    pub(super) doubtful: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Scanner { text, at, doubtful: false }
    }

    pub(super) fn fail<T>(&self, what: &'static str) -> ScanResult<T> {
        Err(ScanError { at: self.at, what })
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Skips white space and comments.
    #[inline]
    pub(super) fn blank(&mut self) -> ScanResult<()> {
        match self.peek() {
            Some(b'!'..=b'.' | b'0'..=b'~') => Ok(()),
            _ => self.blanks(),
        }
    }

    fn blanks(&mut self) -> ScanResult<()> {
        loop {
            match self.peek() {
                Some(b'!'..=b'.' | b'0'..=b'~') => return Ok(()),
                Some(b' ' | b'\n' | b'\r' | b'\t') => {
                    self.at += 1;
                    self.at += spaces(&self.text.as_bytes()[self.at..]);
                }
                Some(b'/') => self.comment()?,
                Some(byte) if !byte.is_ascii() => match self.rest().chars().next() {
                    Some(c) if c.is_whitespace() => self.at += c.len_utf8(),
                    _ => return Ok(()),
                },
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> ScanResult<()> {
        let rest = self.rest().as_bytes();
        if rest.starts_with(b"//") {
            self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            return Ok(());
        }
        if !rest.starts_with(b"/*") {
            return self.fail("a stray `/`");
        }
        let (mut depth, mut i) = (0usize, 0);
        while i + 1 < rest.len() {
            match &rest[i..i + 2] {
                b"/*" => (depth, i) = (depth + 1, i + 2),
                b"*/" => (depth, i) = (depth - 1, i + 2),
                _ => i += 1,
            }
            if depth == 0 {
                self.at += i;
                return Ok(());
            }
        }
        self.fail("a comment that never ends")
    }

    /// Takes `byte`, after any blanks, if it comes next. It is no blank itself.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> ScanResult<bool> {
        if self.peek() != Some(byte) {
            self.blank()?;
        }
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        Ok(there)
    }

    /// Takes a name, after any blanks.
    pub(super) fn name(&mut self) -> ScanResult<&'a str> {
        self.blank()?;
        let (start, bytes) = (self.at, self.text.as_bytes());
        if !matches!(bytes.get(start), Some(b'a'..=b'z' | b'_' | b'A'..=b'Z')) {
            return self.fail("expected a name");
        }
        let mut end = start + 1;
        while bytes.get(end).is_some_and(|&byte| NAME_BYTES[usize::from(byte)]) {
            end += 1;
        }
        self.at = end;
        Ok(&self.text[start..end])
    }

    /// Takes a value, after any blanks.
    pub(super) fn value(&mut self) -> ScanResult<ScannedValue<'a>> {
        self.blank()?;
        match self.peek() {
            Some(b'"') => Ok(ScannedValue::Text(self.plain_literal()?)),
            Some(b'r') if matches!(self.rest().as_bytes().get(1), Some(b'"' | b'#')) => {
                Ok(ScannedValue::Text(self.raw_literal()?))
            }
            Some(b'[') => self.list(),
            Some(_) => {
                self.skip_value()?;
                Ok(ScannedValue::Other)
            }
            None => self.fail("the file ends where a value should stand"),
        }
    }

    fn list(&mut self) -> ScanResult<ScannedValue<'a>> {
        let start = self.at;
        self.at += 1;
        let mut texts = Vec::new();
        loop {
            self.blank()?;
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(ScannedValue::Texts(texts));
                }
                Some(b'"' | b'r') => match self.value()? {
                    ScannedValue::Text(literal) => texts.push(literal),
                    _ => return self.other_list(start),
                },
                _ => return self.other_list(start),
            }
            if !self.take(b',')? && self.peek() != Some(b']') {
                return self.fail("expected a comma");
            }
        }
    }

    fn other_list(&mut self, start: usize) -> ScanResult<ScannedValue<'a>> {
        self.at = start;
        self.skip_value()?;
        Ok(ScannedValue::Other)
    }

    /// Skips one value of any shape: up to the comma or the closing bracket that ends it.
    pub(super) fn skip_value(&mut self) -> ScanResult<()> {
        let mut open: Vec<u8> = Vec::new();
        loop {
            self.blank()?;
            let Some(byte) = self.peek() else { return self.fail("the file ends inside a value") };
            match byte {
                b',' | b')' | b']' | b'}' if open.is_empty() => return Ok(()),
                b'"' => _ = self.plain_literal()?,
                b'r' if matches!(self.rest().as_bytes().get(1), Some(b'"' | b'#')) => {
                    _ = self.raw_literal()?;
                }
                b'(' | b'[' | b'{' => {
                    if open.len() == DEEPEST {
                        return self.fail("brackets nest too deep");
                    }
                    open.push(byte);
                    self.at += 1;
                }
                b')' | b']' | b'}' => {
                    let opener = match byte {
                        b')' => b'(',
                        b']' => b'[',
                        _ => b'{',
                    };
                    if open.pop() != Some(opener) {
                        return self.fail("a bracket that closes nothing");
                    }
                    self.at += 1;
                }
                b'\'' => self.character(),
                _ => self.at += self.rest().chars().next().map_or(1, char::len_utf8),
            }
        }
    }

    /// Skips a character literal, so that a quote or bracket in it does not count.
    fn character(&mut self) {
        let mut chars = self.rest().char_indices().skip(1);
        let escaped = matches!(chars.next(), Some((_, '\\')));
        let end = chars.by_ref().skip(usize::from(escaped)).take(8).find(|&(_, c)| c == '\'');
        self.at += end.map_or(1, |(i, _)| i + 1);
    }

    fn plain_literal(&mut self) -> ScanResult<StringLiteral<'a>> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let (mut i, mut escaped) = (start, false);
        loop {
            match memchr::memchr2(b'"', b'\\', &bytes[i..]) {
                None => return self.fail("a text that never ends"),
                Some(n) if bytes[i + n] == b'"' => {
                    self.at = i + n + 1;
                    return Ok(StringLiteral { inner: &self.text[start..i + n], escaped });
                }
                Some(n) => {
                    escaped = true;
                    let simple = matches!(
                        bytes.get(i + n + 1),
                        Some(b'"' | b'\\' | b'n' | b't' | b'r' | b'0' | b'\'')
                    );
                    self.doubtful |= !simple;
                    i = (i + n + 2).min(bytes.len());
                }
            }
        }
    }

    fn raw_literal(&mut self) -> ScanResult<StringLiteral<'a>> {
        let rest = &self.rest()[1..];
        let hashes = rest.bytes().take_while(|&b| b == b'#').count();
        if rest.as_bytes().get(hashes) != Some(&b'"') {
            return self.fail("expected a raw text");
        }
        let (marks, inner) = (&rest[..hashes], &rest[hashes + 1..]);
        let mut quotes = memchr::memchr_iter(b'"', inner.as_bytes());
        match quotes.find(|quote| inner[quote + 1..].starts_with(marks)) {
            None => self.fail("a raw text that never ends"),
            Some(n) => {
                self.at += 1 + hashes + 1 + n + 1 + hashes;
                Ok(StringLiteral { inner: &inner[..n], escaped: false })
            }
        }
    }
}

/// How many of the first eight bytes are spaces, up to the first other one; none of fewer
/// bytes. Most of what is blank in a deck is the indentation of its lines.
#[inline]
fn spaces(bytes: &[u8]) -> usize {
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    let Some(eight) = bytes.first_chunk() else { return 0 };
    (u64::from_le_bytes(*eight) ^ SPACES).trailing_zeros() as usize / 8
}

/// Which bytes a name may have after its first.
const NAME_BYTES: [bool; 256] = {
    let (mut name_bytes, mut byte) = ([false; 256], 0);
    while byte < 256 {
        name_bytes[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
        byte += 1;
    }
    name_bytes
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_of_any_length_end_where_something_stands() {
        for length in 0..40 {
            for blank in [" ", "\n ", "\t", " \r\n", "\u{a0} "] {
                for after in ["x", "é", ")", ""] {
                    let blank = blank.repeat(length);
                    let text = format!("{blank}{after}");
                    let mut scan = Scanner::new(&text, 0);
                    assert!(scan.blank().is_ok());
                    assert_eq!(scan.at, blank.len(), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn a_name_ends_at_whatever_no_name_has() {
        for (text, name) in [
            ("id: 1", Some("id")),
            ("  a_1(", Some("a_1")),
            ("_é", Some("_")),
            ("Pair", Some("Pair")),
        ] {
            assert_eq!(Scanner::new(text, 0).name().ok(), name, "{text}");
        }
        for text in ["1a", "", "é", "-"] {
            assert!(Scanner::new(text, 0).name().is_err(), "{text}");
        }
    }
}
