//! Sanitizing imported text: nothing in it acts on a terminal, wherever it ends up.

use std::borrow::Cow;

use crate::deck::Note;
use crate::text::sanitize;

/// A text that is safe, without blanks around it. Tabs that indent a line do so still.
pub(super) fn text(text: &str) -> String {
    let text = text.trim();
    let text = if text.contains("\n\t") || text.contains(" \t") {
        Cow::Owned(with_indents(text))
    } else {
        Cow::Borrowed(text)
    };
    sanitize::safe(&text).trim().to_string()
}

/// A text of which every tab at the start of a line is four blanks.
fn with_indents(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t']);
        out.push_str(&line[..line.len() - words.len()].replace('\t', "    "));
        out.push_str(words);
    }
    out
}

/// A text that is safe, on one line.
pub(super) fn line(text: &str) -> String {
    sanitize::safe_line(text.trim()).trim().to_string()
}

/// Makes every text of a note safe.
pub(super) fn note(note: &mut Note) {
    clean(&mut note.id);
    note.each_text_mut(clean);
}

fn clean(text: &mut String) {
    if let Cow::Owned(clean) = sanitize::safe(text) {
        *text = clean;
    }
}
