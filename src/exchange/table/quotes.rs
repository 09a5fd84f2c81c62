//! Quotation marks in tables: a row that never ends, and spreadsheets that pad.

use std::borrow::Cow;

/// The row in which a quoted cell begins that never ends.
pub(in crate::exchange) fn unclosed(bytes: &[u8], separator: u8) -> Option<usize> {
    let (mut row, mut opened, mut at, mut start) = (1, None, 0, true);
    while at < bytes.len() {
        let byte = bytes[at];
        match opened {
            Some(_) if byte == b'"' && bytes.get(at + 1) == Some(&b'"') => at += 1,
            Some(_) if byte == b'"' => opened = None,
            None if byte == b'"' && start => opened = Some(row),
            _ => {}
        }
        row += usize::from(byte == b'\n');
        start = opened.is_none() && (byte == separator || byte == b'\n');
        at += 1;
    }
    opened
}

/// Whether a text has cells in quotation marks, and each of them is closed.
pub(in crate::exchange) fn is_quoted(text: &str, separator: u8) -> bool {
    let after = [char::from(separator), '"'].iter().collect::<String>();
    let begins = text.starts_with('"') || text.contains("\n\"") || text.contains(&after);
    begins && unclosed(text.as_bytes(), separator).is_none()
}

/// The text without blanks before the quotation mark that opens a cell, as in `a, "b, c"`: with
/// them the mark would be part of the text.
pub(super) fn unpadded(text: &str, separator: u8) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    if memchr::memmem::find(bytes, b" \"").is_none() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    // Every turn is one cell.
    while at < bytes.len() {
        let blanks = bytes[at..].iter().take_while(|&&byte| byte == b' ').count();
        if bytes.get(at + blanks) == Some(&b'"') {
            let end = closing(bytes, at + blanks + 1);
            let after = end.map(|end| {
                let blanks = bytes[end..].iter().take_while(|&&byte| byte == b' ').count();
                bytes.get(end + blanks)
            });
            let is_whole = after
                .is_some_and(|next| next.is_none_or(|&next| next == separator || next == b'\n'));
            if let Some(end) = end.filter(|_| is_whole) {
                out.push_str(&text[copied..at]);
                (copied, at) = (at + blanks, end);
            }
        }
        let rest = bytes[at..].iter().position(|&byte| byte == separator || byte == b'\n');
        at = rest.map_or(bytes.len(), |offset| at + offset + 1);
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// The end of a quoted cell whose text begins there, after its closing mark.
fn closing(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at += memchr::memchr(b'"', &bytes[at..])? + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_before_a_quoted_cell_are_taken_out() {
        for (text, read) in [
            ("a, \"b, c\"\nd,e", "a,\"b, c\"\nd,e"),
            ("\"x, \"\"y\"\"\",  \"z\"", "\"x, \"\"y\"\"\",\"z\""),
            ("a, \"b\" c,d", "a, \"b\" c,d"),
            ("a, \"b", "a, \"b"),
            ("\"a, \"\"b\"\"\",c", "\"a, \"\"b\"\"\",c"),
        ] {
            assert_eq!(unpadded(text, b','), read);
        }
    }

    #[test]
    fn a_quotation_mark_that_never_closes_is_found() {
        assert_eq!(unclosed(b"a,b\nc,\"d\ne", b','), Some(2));
        assert_eq!(unclosed(b"a,b \"c\n\"d\"\"\"", b','), None);
        assert!(is_quoted("a;\"b\"", b';') && !is_quoted("a \"b\" c", b';'));
    }
}
