//! Texts with blanks in the spellings of others: `[so]`, `==so==`, `{{so}}`, `{{c1::so::hint}}`.

use std::ops::Range;

use super::super::cloze_conversion::{blank, literal};
use super::super::losses::{Loss, Losses};
use super::inline;
use crate::text::cloze::ClozeText;
use crate::text::media::is_only_media;
use crate::text::opaque::{self, OpaqueKind, OpaqueSpan, find_outside, span_at};

/// Stands for a blank while the text around it is read; no text has it.
const GAP: char = '\u{FDD0}';

/// A blank as it is written.
#[derive(Debug)]
struct MarkedBlank<'t> {
    range: Range<usize>,
    group: Option<u32>,
    answer: &'t str,
    hint: Option<&'t str>,
}

/// A text with `[blanks]`, and braces.
pub(super) fn bracketed(text: &str, losses: &mut Losses) -> Option<String> {
    convert(text, &[brackets, braces], losses)
}

/// A text with `==blanks==`, and braces.
pub(super) fn highlighted(text: &str, losses: &mut Losses) -> Option<String> {
    convert(text, &[highlights, braces], losses)
}

/// A text with blanks in braces that have a number, as Anki writes them.
pub(super) fn numbered(text: &str, losses: &mut Losses) -> Option<String> {
    convert(text, &[anki_blanks], losses)
}

type FindBlanks = for<'t> fn(&'t str, &[OpaqueSpan]) -> Vec<MarkedBlank<'t>>;

/// Reads the text with its blanks; none if it has none.
fn convert(text: &str, families: &[FindBlanks], losses: &mut Losses) -> Option<String> {
    let text = text.replace(GAP, "");
    let spans = opaque::spans(&text);
    let mut blanks: Vec<_> = families.iter().flat_map(|find| find(&text, &spans)).collect();
    blanks.sort_by_key(|blank| blank.range.start);
    let (mut gapped, mut answers, mut at) = (String::new(), Vec::new(), 0);
    for own in blanks {
        if own.range.start < at {
            continue;
        }
        let answer = inline::plain(own.answer, losses);
        if is_only_media(&answer) || answer.is_empty() {
            losses.add(Loss::PictureSide, own.answer);
            continue;
        }
        gapped.push_str(&text[at..own.range.start]);
        gapped.push(GAP);
        let hint = own.hint.map(|hint| inline::plain(hint, losses));
        answers.push(blank(own.group, &answer, hint.as_deref()));
        at = own.range.end;
    }
    gapped.push_str(&text[at..]);
    if answers.is_empty() { None } else { filled(&inline::plain(&gapped, losses), &answers) }
}

/// Puts the blanks into their gaps. Braces that mean none are escaped; those in code and
/// formulas only if they have to be.
fn filled(gapped: &str, answers: &[String]) -> Option<String> {
    let tries = [opened(gapped), literal(gapped)];
    tries.iter().find_map(|text| {
        let mut pieces = text.split(GAP);
        let mut out = pieces.next()?.to_string();
        for answer in answers {
            out.push_str(answer);
            out.push_str(pieces.next()?);
        }
        let read = ClozeText::parse(&out).ok()?;
        (pieces.next().is_none() && read.blanks().count() == answers.len()).then_some(out)
    })
}

/// A text in which braces outside of code and formulas make no blank.
fn opened(text: &str) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    let closed = |span: &&OpaqueSpan| span.kind != OpaqueKind::Escape;
    for span in opaque::spans(text).iter().filter(closed) {
        out.push_str(&literal(&text[at..span.start]));
        out.push_str(&text[span.start..span.end]);
        at = span.end;
    }
    out.push_str(&literal(&text[at..]));
    out
}

/// Finds `[so]`; `[ ]` and `[x]` are boxes, `[^1]` is a footnote.
fn brackets<'t>(text: &'t str, spans: &[OpaqueSpan]) -> Vec<MarkedBlank<'t>> {
    let mut found = Vec::new();
    let mut ends = find_outside(text, spans, "]").peekable();
    let mut after = 0;
    for start in find_outside(text, spans, "[") {
        if start < after {
            continue;
        }
        while ends.next_if(|&end| end < start).is_some() {}
        let Some(&end) = ends.peek() else { break };
        let answer = &text[start + 1..end];
        let before = text[..start].rsplit('\n').next().unwrap_or_default().trim();
        let is_box = matches!(answer, "x" | "X") && matches!(before, "-" | "*" | "+");
        if !is_box && !answer.trim().is_empty() && !answer.starts_with('^') {
            found.push(MarkedBlank { range: start..end + 1, group: None, answer, hint: None });
            after = end + 1;
        }
    }
    found
}

/// Finds `==so==`, with the group `[^1]` and the hint `^[so]` that may follow.
fn highlights<'t>(text: &'t str, spans: &[OpaqueSpan]) -> Vec<MarkedBlank<'t>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut after = 0;
    for at in find_outside(text, spans, "==").collect::<Vec<_>>() {
        if at < after {
            continue;
        }
        let answer = open.map(|open| &text[open + 2..at]);
        let closes = |answer: &&str| {
            !answer.is_empty() && !answer.ends_with(char::is_whitespace) && !answer.contains("\n\n")
        };
        if let (Some(start), Some(answer)) = (open, answer.filter(closes)) {
            let (group, hint, end) = suffixes(text, at + 2);
            found.push(MarkedBlank { range: start..end, group, answer, hint });
            (open, after) = (None, end);
        } else {
            let opens = text[at + 2..].starts_with(|c: char| !c.is_whitespace() && c != '=');
            open = opens.then_some(at);
            after = at + 2;
        }
    }
    found
}

/// The group and the hint that follow a highlight, and where they end.
fn suffixes(text: &str, mut at: usize) -> (Option<u32>, Option<&str>, usize) {
    let (mut group, mut hint) = (None, None);
    loop {
        let rest = &text[at..];
        if !rest.starts_with("[^") && !rest.starts_with("^[") {
            break;
        }
        let end = rest.find([']', '\n']).filter(|&end| rest[end..].starts_with(']'));
        let Some(end) = end else { break };
        let number = rest[..end].strip_prefix("[^").and_then(|n| n.parse().ok());
        if let Some(number) = number.filter(|&n: &u32| n > 0) {
            group = Some(number);
        } else if let Some(words) = rest[..end].strip_prefix("^[") {
            hint = Some(words);
        } else {
            break;
        }
        at += end + 1;
    }
    (group, hint, at)
}

/// Finds `{{so}}`, `{{1::so}}` and `{{c1::so::hint}}`. Those with Anki's number mean a blank in
/// code and formulas too, for nobody writes them there by chance.
fn braces<'t>(text: &'t str, spans: &[OpaqueSpan]) -> Vec<MarkedBlank<'t>> {
    let mut found = Vec::new();
    let (mut open, mut depth, mut at): (Option<usize>, usize, usize) = (None, 0, 0);
    while let Some(n) = text[at..].find(['{', '}']) {
        let sign = at + n;
        let two = text[sign..].starts_with("{{") || text[sign..].starts_with("}}");
        let anki = begins_anki(&text[sign..]);
        let is_hidden = span_at(spans, sign).is_some()
            && !anki
            && open.is_none_or(|open| span_at(spans, open) != span_at(spans, sign));
        at = sign + 1;
        match (text.as_bytes()[sign], two, open) {
            _ if is_hidden => {}
            // Three braces: the inner two are the blank.
            (b'{', true, _) if text[sign..].starts_with("{{{") && !anki => {}
            (b'{', true, _) if depth == 0 || anki => (open, depth, at) = (Some(sign), 0, sign + 2),
            (b'{', _, Some(_)) => depth += 1,
            (b'}', _, Some(_)) if depth > 0 => depth -= 1,
            (b'}', true, Some(start)) => {
                found.extend(read_braces(text, start..sign + 2));
                (open, at) = (None, sign + 2);
            }
            _ => {}
        }
    }
    found
}

fn anki_blanks<'t>(text: &'t str, spans: &[OpaqueSpan]) -> Vec<MarkedBlank<'t>> {
    let mut blanks = braces(text, spans);
    blanks.retain(|blank| begins_anki(&text[blank.range.start..]));
    blanks
}

/// Whether a text begins with `{{c1::`.
fn begins_anki(text: &str) -> bool {
    let digits =
        text.strip_prefix("{{c").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    digits.is_some_and(|rest| rest.starts_with("::")) && !text.starts_with("{{c::")
}

fn read_braces(text: &str, range: Range<usize>) -> Option<MarkedBlank<'_>> {
    let inner = &text[range.start + 2..range.end - 2];
    let split = inner.split_once("::").and_then(|(number, rest)| {
        let digits = number.strip_prefix('c').unwrap_or(number);
        Some((digits.parse::<u32>().ok()?, rest))
    });
    let (group, rest) = split.map_or((None, inner), |(group, rest)| (Some(group), rest));
    let spans = opaque::spans(rest);
    let hint = find_outside(rest, &spans, "::").next();
    let (answer, hint) = hint.map_or((rest, None), |at| (&rest[..at], Some(&rest[at + 2..])));
    let group = group.filter(|&group| group > 0);
    (!answer.trim().is_empty()).then_some(MarkedBlank { range, group, answer, hint })
}
