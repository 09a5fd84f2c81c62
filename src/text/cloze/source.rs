//! The source of a text with blanks: where the blanks are, and what stands between their braces.
//! Nothing is copied.

use std::borrow::Cow;

use memchr::memchr3;

use super::{Blank, ClozeError};

/// A stretch of the source.
pub(super) enum SourcePiece<'a> {
    /// Text, escapes included.
    Text(&'a str),
    /// A blank.
    Blank(SourceBlank<'a>),
}

/// What stands between the braces of a blank. No answer is empty.
pub(super) struct SourceBlank<'a> {
    /// The group that the text gives it.
    pub(super) number: Option<u32>,
    answers: &'a str,
    /// Empty if there is none.
    pub(super) hint: &'a str,
}

/// Splits a text; without blanks it is one stretch.
pub(super) fn read(text: &str) -> Result<Vec<SourcePiece<'_>>, ClozeError> {
    let braces = paired(text);
    check(&braces)?;
    let (mut pieces, mut start) = (Vec::new(), 0);
    for (i, brace) in braces.iter().enumerate().filter(|(i, _)| is_blank(&braces[*i..])) {
        // Of three braces in a row that all close together, the inner two are the blank. A blank
        // has none inside.
        let Some(end) = brace.partner.filter(|_| brace.at >= start && !is_blank(&braces[i + 1..]))
        else {
            continue;
        };
        pieces.extend(some_text(&text[start..brace.at]));
        let blank =
            SourceBlank::read(&text[brace.at + 2..end - 1]).ok_or(ClozeError::Empty(brace.at))?;
        pieces.push(SourcePiece::Blank(blank));
        start = end + 1;
    }
    pieces.extend(some_text(&text[start..]));
    if pieces.is_empty() {
        pieces.push(SourcePiece::Text(""));
    }
    Ok(pieces)
}

fn some_text(text: &str) -> Option<SourcePiece<'_>> {
    (!text.is_empty()).then_some(SourcePiece::Text(text))
}

/// A brace that is not escaped.
struct OpenBrace {
    at: usize,
    byte: u8,
    /// Where the other one of the two is, if there is one.
    partner: Option<usize>,
}

/// The braces of a text, in order.
fn paired(text: &str) -> Vec<OpenBrace> {
    let (mut braces, mut open, mut from): (Vec<OpenBrace>, Vec<usize>, usize) =
        (Vec::new(), Vec::new(), 0);
    while let Some(n) =
        text.as_bytes().get(from..).and_then(|rest| memchr3(b'{', b'}', b'\\', rest))
    {
        let (at, byte) = (from + n, text.as_bytes()[from + n]);
        from = at + 1;
        match byte {
            b'{' => {
                open.push(braces.len());
                braces.push(OpenBrace { at, byte, partner: None });
            }
            b'}' => {
                let other = open.pop().map(|i| &mut braces[i]);
                let partner = other.map(|other| {
                    other.partner = Some(at);
                    other.at
                });
                braces.push(OpenBrace { at, byte, partner });
            }
            // A backslash, and the character that it escapes.
            _ => from += 1,
        }
    }
    braces
}

/// Whether the first two of these braces stand together, and the two that close them too.
fn is_blank(braces: &[OpenBrace]) -> bool {
    let [first, second, ..] = braces else { return false };
    let (Some(outer), Some(inner)) = (first.partner, second.partner) else { return false };
    first.byte == b'{' && second.at == first.at + 1 && outer == inner + 1 && inner > first.at
}

/// Finds braces in twos of which one has no partner; a single brace without a partner is only a
/// character.
fn check(braces: &[OpenBrace]) -> Result<(), ClozeError> {
    let twos =
        braces.windows(2).filter(|two| two[0].at + 1 == two[1].at && two[0].byte == two[1].byte);
    for two in twos {
        if two.iter().any(|brace| brace.partner.is_none()) {
            let at = two[0].at;
            return Err(if two[0].byte == b'{' {
                ClozeError::Unclosed(at)
            } else {
                ClozeError::StrayClose(at)
            });
        }
    }
    Ok(())
}

/// The bytes of a text that are not escaped.
fn unescaped_bytes(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut escaped = false;
    text.bytes().enumerate().filter(move |(_, byte)| {
        let is_escaped = std::mem::take(&mut escaped);
        escaped = !is_escaped && *byte == b'\\';
        !is_escaped
    })
}

impl<'a> SourceBlank<'a> {
    /// Reads what stands between the braces: the number, if there is one, and the blank; `None` if
    /// an answer is empty.
    fn read(inner: &'a str) -> Option<SourceBlank<'a>> {
        let (number, inner) = numbered(inner);
        let (answers, hint) = match marks(inner, "::").next() {
            Some(at) => (&inner[..at], inner[at + 2..].trim()),
            None => (inner, ""),
        };
        let blank = SourceBlank { number, answers, hint };
        let is_sound = blank.answers().all(|answer| !answer.is_empty());
        is_sound.then_some(blank)
    }

    /// The answers: the one that the full text shows, and what else counts as right.
    fn answers(&self) -> impl Iterator<Item = &'a str> {
        let (text, mut start) = (self.answers, 0);
        let ends = marks(text, "|").chain([text.len()]);
        ends.map(move |end| text[std::mem::replace(&mut start, end + 1)..end].trim())
    }

    /// The blank, in that group.
    pub(super) fn in_group(&self, group: u32) -> Blank {
        let mut answers = self.answers().map(|answer| unescape(answer).into_owned());
        Blank {
            group,
            answer: answers.next().unwrap_or_default(),
            alternates: answers.collect(),
            hint: (!self.hint.is_empty()).then(|| unescape(self.hint).into_owned()),
        }
    }
}

/// Splits `c2::` off the front of a blank. Zero is no group, so `c0::` counts as no number.
fn numbered(inner: &str) -> (Option<u32>, &str) {
    let split = inner.strip_prefix('c').and_then(|rest| rest.split_once("::"));
    match split.and_then(|(digits, rest)| Some((digits.parse::<u32>().ok()?, rest))) {
        Some((group, rest)) => ((group > 0).then_some(group), rest),
        None => (None, inner),
    }
}

/// Where a mark stands outside inner braces.
fn marks(text: &str, mark: &'static str) -> impl Iterator<Item = usize> {
    let mut depth = 0_usize;
    unescaped_bytes(text).filter_map(move |(at, byte)| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && byte == mark.as_bytes()[0] => {
                return text[at..].starts_with(mark).then_some(at);
            }
            _ => {}
        }
        None
    })
}

/// Removes the backslashes that escape bars, colons and braces.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some('|' | ':' | '{' | '}') if c == '\\' => {}
            Some('\\') if c == '\\' => {
                chars.next();
                out.push_str("\\\\");
            }
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}
