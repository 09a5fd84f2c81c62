//! Quotation marks in tables: a row that never ends, and spreadsheets that pad.

use std::borrow::Cow;

use csv::ReaderBuilder;

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

/// Whether a text has cells in quotation marks, each of which is all of its cell: a list may also
/// begin a row with a word in them.
pub(in crate::exchange) fn is_quoted(text: &str, separator: u8) -> bool {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (false, 0);
    // Every turn is one cell.
    while at < bytes.len() {
        if bytes[at] == b'"' {
            match closing(bytes, at + 1) {
                Some(end) if is_end(bytes, end, separator) => (found, at) = (true, end),
                _ => return false,
            }
        }
        at = next_cell(bytes, at, separator);
    }
    found
}

/// Whether every row of a text in quotation marks has two cells at the least.
pub(in crate::exchange) fn is_quoted_table(text: &str, separator: u8) -> bool {
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(separator);
    is_quoted(text, separator)
        && reader
            .from_reader(text.as_bytes())
            .byte_records()
            .all(|record| record.is_ok_and(|record| record.len() > 1))
}

/// Whether a cell ends there, perhaps after blanks.
fn is_end(bytes: &[u8], at: usize, separator: u8) -> bool {
    let next = bytes[at..].iter().find(|&&byte| byte != b' ');
    next.is_none_or(|&next| next == separator || next == b'\n')
}

/// Where the cell after this one begins.
fn next_cell(bytes: &[u8], at: usize, separator: u8) -> usize {
    memchr::memchr2(separator, b'\n', &bytes[at..]).map_or(bytes.len(), |offset| at + offset + 1)
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
            if let Some(end) = end.filter(|&end| is_end(bytes, end, separator)) {
                out.push_str(&text[copied..at]);
                (copied, at) = (at + blanks, end);
            }
        }
        at = next_cell(bytes, at, separator);
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
    }

    #[test]
    fn quoted_cells_are_no_quotations() {
        assert!(is_quoted("a;\"b\nc\"", b';') && !is_quoted("a \"b\" c;d", b';'));
        assert!(!is_quoted("\"Well\" is a word;adverb", b';'), "the row begins with a quotation");
        assert!(is_quoted_table("\"a\";\"b\nc\"\nd;e\n", b';'));
        assert!(!is_quoted_table("\"a\";b\nc\n", b';'));
    }
}
