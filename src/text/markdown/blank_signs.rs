//! Blanks while Markdown is read: each is a number between two signs that no text has, so that it
//! can be anywhere in a line, in code and in formulas.

use std::fmt::Write;

use crate::text::cloze::{ClozePiece, ClozeText};

/// What surrounds the number of a blank while Markdown is read; no text has these signs.
const BLANK: (char, char) = ('\u{f8f0}', '\u{f8f1}');

/// A text without these signs.
pub(super) fn without_signs(text: &str) -> String {
    text.chars().map(replace_signs).collect()
}

/// A text with a number between signs for each of its blanks.
pub(super) fn with_signs(cloze: &ClozeText) -> String {
    let (mut text, mut number) = (String::new(), 0);
    for piece in &cloze.pieces {
        match piece {
            ClozePiece::Text(words) => text.extend(words.chars().map(replace_signs)),
            ClozePiece::Blank(_) => {
                _ = write!(text, "{}{number}{}", BLANK.0, BLANK.1);
                number += 1;
            }
        }
    }
    text
}

/// The LaTeX of a formula with its blanks filled by `fill`.
pub fn fill_math(latex: &str, mut fill: impl FnMut(usize) -> String) -> String {
    let mut out = String::new();
    for piece in split_blanks(latex) {
        match piece {
            Ok(text) => out.push_str(text),
            Err(number) => out.push_str(&fill(number)),
        }
    }
    out
}

fn replace_signs(c: char) -> char {
    if c == BLANK.0 || c == BLANK.1 { char::REPLACEMENT_CHARACTER } else { c }
}

/// The pieces of a text between blanks, and the numbers of the blanks.
pub(super) fn split_blanks(text: &str) -> impl Iterator<Item = Result<&str, usize>> {
    text.split(BLANK.0).enumerate().flat_map(|(i, part)| {
        let blank = part.split_once(BLANK.1).filter(|_| i > 0);
        let (number, rest) = blank.map_or((None, part), |(n, rest)| (n.parse().ok(), rest));
        let text = Some(Ok(rest)).filter(|_| !rest.is_empty());
        number.map(Err).into_iter().chain(text)
    })
}
