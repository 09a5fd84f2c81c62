//! The text of a card in Markdown: blanks in two spellings, comments and formulas.

use super::super::cleanup;
use super::super::cloze_conversion::{blank, literal};

/// A card's text: without comments, and with formulas in `$…$`.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    cleanup::text(&out.replace("$$", "$"))
}

/// A text with `[blanks]` as `{{blanks}}`; none if it has no blank. `\[` and `\]` are brackets, and
/// so are links.
pub(super) fn bracketed(text: &str) -> Option<String> {
    let text = plain(text);
    let (mut out, mut rest, mut blanks) = (String::new(), text.as_str(), 0);
    while let Some(at) = rest.find(['[', '\\']) {
        out.push_str(&literal(&rest[..at]));
        let from = &rest[at..];
        if from.starts_with("\\[") || from.starts_with("\\]") {
            out.push_str(&from[1..2]);
            rest = &from[2..];
            continue;
        }
        let inner = from.strip_prefix('[').and_then(|inner| inner.split_once(']'));
        let inner =
            inner.filter(|(answer, after)| !answer.trim().is_empty() && !after.starts_with('('));
        if let Some((answer, after)) = inner {
            out.push_str(&blank(None, answer, None));
            blanks += 1;
            rest = after;
        } else {
            out.push_str(&from[..1]);
            rest = &from[1..];
        }
    }
    out.push_str(&literal(rest));
    (blanks > 0).then_some(out)
}

/// A text with `==blanks==` as `{{blanks}}`, hints (`^[…]`) and groups (`[^1]`) too; none if it has
/// no blank.
pub(super) fn highlighted(text: &str) -> Option<String> {
    let text = plain(text);
    let (mut out, mut rest, mut blanks) = (String::new(), text.as_str(), 0);
    while let Some((before, after)) = rest.split_once("==") {
        let inner = after
            .split_once("==")
            .filter(|(answer, _)| !answer.trim().is_empty() && !answer.contains("\n\n"));
        let Some((answer, mut after)) = inner else { break };
        out.push_str(&literal(before));
        let (mut group, mut hint) = (None, None);
        loop {
            if let Some((number, more)) = after
                .strip_prefix("[^")
                .and_then(|rest| rest.split_once(']'))
                .filter(|(n, _)| n.parse::<u32>().is_ok_and(|n| n > 0))
            {
                (group, after) = (number.parse().ok(), more);
            } else if let Some((words, more)) =
                after.strip_prefix("^[").and_then(|rest| rest.split_once(']'))
            {
                (hint, after) = (Some(words), more);
            } else {
                break;
            }
        }
        out.push_str(&blank(group, answer, hint));
        blanks += 1;
        rest = after;
    }
    out.push_str(&literal(rest));
    (blanks > 0).then_some(out)
}
