//! Finds the blanks of a field as Anki does, and puts signs in place of their parts.

use crate::exchange::html::blank_signs::{CLOSE, HINT, NUMBERED, OPEN, is_sign};

/// How deep blanks may nest.
pub(super) const DEEPEST: usize = 8;

/// A field whose blanks are marked, as [`super::read`] takes them.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange::anki) struct MarkedField {
    pub(in crate::exchange::anki) html: String,
    /// How many blanks open and never close: they stay as they are written.
    pub(in crate::exchange::anki) unclosed: usize,
}

/// Whether a field has blanks.
pub(in crate::exchange) fn has_blanks(field: &str) -> bool {
    field.match_indices("{{c").any(|(at, _)| opening(&field[at..]).is_some())
}

/// The cards that a blank which opens here is for, and how long its opening is.
fn opening(text: &str) -> Option<(&str, usize)> {
    // The numbers end soon, so that a text of openings is read in linear time.
    let near = &text[..text.floor_char_boundary(40)];
    let (numbers, _) = near.strip_prefix("{{c")?.split_once("::")?;
    let good =
        !numbers.is_empty() && numbers.split(',').all(|n| n.parse::<u32>().is_ok_and(|n| n > 0));
    good.then_some((numbers, 3 + numbers.len() + 2))
}

/// A part of a blank where a field has it.
struct BlankMark {
    at: usize,
    length: usize,
    sign: char,
    /// Which blank it belongs to.
    blank: usize,
}

/// Marks the blanks of a field, as Anki finds them.
pub(in crate::exchange::anki) fn mark(field: &str) -> MarkedField {
    if !has_blanks(field) {
        return MarkedField { html: with_signs(field, &[]), unclosed: 0 };
    }
    let (mut marks, mut closed) = (Vec::new(), Vec::new());
    // The open blanks, and whether a hint has begun in them.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut at = 0;
    while let Some(offset) = field[at..].find(['{', '}', ':']) {
        at += offset;
        let rest = &field[at..];
        let (sign, length) =
            if let Some((_, length)) = opening(rest).filter(|_| open.len() < DEEPEST) {
                open.push((closed.len(), false));
                closed.push(false);
                (OPEN, length)
            } else if rest.starts_with("}}") && !open.is_empty() {
                (CLOSE, 2)
            } else if rest.starts_with("::") && open.last().is_some_and(|(_, hint)| !hint) {
                (HINT, 2)
            } else {
                at += 1;
                continue;
            };
        if let Some((blank, hint)) = open.last_mut() {
            *hint |= sign == HINT;
            closed[*blank] |= sign == CLOSE;
            marks.push(BlankMark { at, length, sign, blank: *blank });
        }
        if sign == CLOSE {
            open.pop();
        }
        at += length;
    }
    marks.retain(|mark| closed[mark.blank]);
    MarkedField { html: with_signs(field, &marks), unclosed: open.len() }
}

/// Puts signs into a field in place of the parts of its blanks.
fn with_signs(field: &str, marks: &[BlankMark]) -> String {
    let mut out = String::with_capacity(field.len());
    let mut from = 0;
    let push = |out: &mut String, text: &str| {
        if text.contains(is_sign) {
            out.extend(text.chars().filter(|&c| !is_sign(c)));
        } else {
            out.push_str(text);
        }
    };
    for mark in marks {
        push(&mut out, &field[from..mark.at]);
        from = mark.at + mark.length;
        out.push(mark.sign);
        if mark.sign == OPEN {
            out.push_str(&field[mark.at + 3..from - 2]);
            out.push(NUMBERED);
        }
    }
    push(&mut out, &field[from..]);
    out
}
