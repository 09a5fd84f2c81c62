//! Where the keys of `settings.ron`, or of a theme, stand in its text: found without understanding
//! what they say.

use std::ops::Range;

/// The fields between the outer brackets.
pub struct SettingsFields {
    /// Where each stands, without the commas between them; a comment behind a field belongs to it.
    pub spans: Vec<Range<usize>>,
    /// Where the closing bracket stands.
    pub close: usize,
}

impl SettingsFields {
    /// Finds the fields; none if the text can't be split.
    pub fn parse(text: &str) -> Option<SettingsFields> {
        let bytes = text.as_bytes();
        let (mut spans, mut close) = (Vec::new(), None);
        let (mut depth, mut start, mut at) = (0_usize, 0, 0);
        while at < bytes.len() && close.is_none() {
            let next = skip(bytes, at);
            match bytes[at] {
                _ if next > at + 1 => {}
                b'[' | b'{' if depth == 0 => return None,
                b'(' | b'[' | b'{' => {
                    depth += 1;
                    start = if depth == 1 { at + 1 } else { start };
                }
                b')' | b']' | b'}' | b',' if depth == 1 => {
                    spans.push(start..at);
                    start = at + 1;
                    close = (bytes[at] != b',').then_some(at);
                }
                b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                _ => {}
            }
            at = next;
        }
        let trimmed = |span: Range<usize>| {
            let begin = begin(bytes, span.start, span.end);
            begin..begin + text[begin..span.end].trim_end().len()
        };
        let spans = spans.into_iter().map(trimmed).filter(|span| !span.is_empty()).collect();
        close.map(|close| SettingsFields { spans, close })
    }
}

/// Where blanks and comments end.
pub fn begin(bytes: &[u8], mut at: usize, end: usize) -> usize {
    while at < end {
        let next = skip(bytes, at);
        let comment = bytes[at] == b'/' && next > at + 1;
        if !comment && !bytes[at].is_ascii_whitespace() {
            return at;
        }
        at = next.min(end);
    }
    end
}

/// Where what stands at `at` ends: a text or a comment as a whole, the outer attribute, or
/// a byte.
fn skip(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let to = |end: &[u8]| {
        memchr::memmem::find(&rest[2..], end).map_or(bytes.len(), |i| at + 2 + i + end.len())
    };
    match rest {
        [b'r', b'"' | b'#', ..] => raw(bytes, at),
        [b'/', b'/', ..] => memchr::memchr(b'\n', rest).map_or(bytes.len(), |i| at + i),
        [b'/', b'*', ..] => to(b"*/"),
        [b'#', b'!', ..] => to(b"]"),
        [b'"', ..] => {
            let mut escaped = false;
            let close = rest[1..].iter().position(|byte| {
                let ends = *byte == b'"' && !escaped;
                escaped = *byte == b'\\' && !escaped;
                ends
            });
            close.map_or(bytes.len(), |i| at + i + 2)
        }
        _ => at + 1,
    }
}

/// Where a raw text ends; another word that begins with its letter is passed by a byte.
fn raw(bytes: &[u8], at: usize) -> usize {
    let hashes = bytes[at + 1..].iter().take_while(|byte| **byte == b'#').count();
    let open = at + 1 + hashes;
    if bytes.get(open) != Some(&b'"') {
        return at + 1;
    }
    let end = [&b"\""[..], &b"#".repeat(hashes)].concat();
    memchr::memmem::find(&bytes[open + 1..], &end).map_or(bytes.len(), |i| open + 1 + i + end.len())
}

/// Where the texts begin that stand in a range, in their order.
pub(super) fn texts(bytes: &[u8], span: Range<usize>) -> Vec<usize> {
    let (mut found, mut at) = (Vec::new(), span.start);
    while at < span.end {
        let next = skip(bytes, at).min(span.end);
        if bytes[at] == b'"' || (bytes[at] == b'r' && next > at + 1) {
            found.push(at);
        }
        at = next;
    }
    found
}

/// Where what a field says ends: before the comments and blanks behind it.
pub(super) fn value_end(bytes: &[u8], span: Range<usize>) -> usize {
    let (mut at, mut end) = (span.start, span.start);
    while at < span.end {
        let next = skip(bytes, at).min(span.end);
        let comment = bytes[at] == b'/' && next > at + 1;
        if !comment && !bytes[at].is_ascii_whitespace() {
            end = next;
        }
        at = next;
    }
    end
}
