//! Signs for the parts of a blank while HTML becomes text: no text has them, since they are taken
//! out first. They go through as letters do.

use std::ops::Range;

use crate::text::markdown::{Inline, InlineStyle};
use crate::text::math;

/// Begins a blank; the numbers of its cards follow.
pub(in crate::exchange) const OPEN: char = '\u{e000}';
/// Ends these numbers.
pub(in crate::exchange) const NUMBERED: char = '\u{e001}';
/// Begins a hint.
pub(in crate::exchange) const HINT: char = '\u{e002}';
/// Ends a blank.
pub(in crate::exchange) const CLOSE: char = '\u{e003}';

/// Whether a character is one of the signs that no text has.
pub(in crate::exchange) fn is_sign(c: char) -> bool {
    matches!(c, OPEN..=CLOSE)
}

/// Words raised or lowered; the signs and the numbers between them stay.
pub(super) fn script(words: &str, low: bool) -> String {
    if !words.contains(is_sign) {
        return math::script(words, low);
    }
    let mut out = String::new();
    for part in words.split_inclusive(is_sign) {
        let sign = part.chars().next_back().filter(|&c| is_sign(c));
        let text = part.trim_end_matches(is_sign);
        match sign {
            // Numbers, and a hint.
            Some(NUMBERED) => out.push_str(text),
            Some(CLOSE) if out.ends_with(HINT) => out.push_str(text),
            _ if text.is_empty() => {}
            _ => out.push_str(&math::script(text, low)),
        }
        out.extend(sign);
    }
    out
}

/// Sees to it that each mark is within a blank or around it: it can't begin in one and end outside.
pub(super) fn part_marks(line: Vec<Inline>) -> Vec<Inline> {
    let is_marked = line.iter().any(|inline| match inline {
        Inline::Text { text, .. } => text.contains(is_sign),
        _ => false,
    });
    if !is_marked {
        return line;
    }
    let mut pieces = pieces(line);
    let mut open = Vec::new();
    for i in 0..pieces.len() {
        match sign(&pieces[i]) {
            Some(OPEN) => open.push(i),
            Some(CLOSE) => {
                let start = open.pop();
                let ends = [start, Some(i)].map(|end| end.unwrap_or(0));
                share(&mut pieces, start.unwrap_or(0)..i + 1, &ends);
            }
            _ => {}
        }
    }
    // What goes on in another paragraph.
    if let Some(&start) = open.first() {
        let end = pieces.len();
        share(&mut pieces, start..end, &open);
    }
    pieces
}

/// The pieces of a line, of which each opening and each closing sign is one.
fn pieces(line: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in line {
        let Inline::Text { text, style } = inline else {
            out.push(inline);
            continue;
        };
        let mut push = |text: &str| {
            if !text.is_empty() {
                out.push(Inline::Text { text: text.to_string(), style: style.clone() });
            }
        };
        let mut from = 0;
        for (at, c) in text.char_indices() {
            match c {
                OPEN => {
                    push(&text[from..at]);
                    from = at;
                }
                CLOSE => {
                    push(&text[from..at]);
                    push(&text[at..at + c.len_utf8()]);
                    from = at + c.len_utf8();
                }
                NUMBERED => {
                    push(&text[from..at + c.len_utf8()]);
                    from = at + c.len_utf8();
                }
                _ => {}
            }
        }
        push(&text[from..]);
    }
    out
}

fn sign(piece: &Inline) -> Option<char> {
    match piece {
        Inline::Text { text, .. } => text.chars().next().filter(|&c| c == OPEN || c == CLOSE),
        _ => None,
    }
}

/// Gives the ends of a blank the marks that all of it has.
fn share(pieces: &mut [Inline], blank: Range<usize>, ends: &[usize]) {
    let mut common: Option<InlineStyle> = None;
    for piece in &pieces[blank] {
        let style = match piece {
            Inline::Text { style, .. } => style.clone(),
            _ => InlineStyle::default(),
        };
        common = Some(match common {
            None => style,
            Some(one) => InlineStyle {
                emphasis: one.emphasis && style.emphasis,
                strong: one.strong && style.strong,
                struck: one.struck && style.struck,
                code: one.code && style.code,
                link: one.link.filter(|link| Some(link) == style.link.as_ref()),
            },
        });
    }
    for &end in ends {
        if let (Some(Inline::Text { style, .. }), Some(common)) = (pieces.get_mut(end), &common) {
            style.clone_from(common);
        }
    }
}
