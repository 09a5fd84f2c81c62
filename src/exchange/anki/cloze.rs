//! Anki's clozes, `{{c1::answer::hint}}`, from and to lacuna's.
//!
//! Anki nests blanks, and lets one belong to several cards; lacuna does neither. Such a text
//! becomes a note for each card, in which the other blanks are filled: every card asks what it
//! asked before.

use crate::exchange::cloze_conversion::blank;
use crate::exchange::html;
use crate::text::cloze::{ClozePiece, ClozeText};

/// Signs for a blank's parts while HTML is turned into text or back: no text has them, since they
/// are taken out first.
const OPEN: char = '\u{e000}';
const NUMBERED: char = '\u{e001}';
const HINT: char = '\u{e002}';
const CLOSE: char = '\u{e003}';

/// How deep blanks may nest.
const DEEPEST: usize = 8;

/// A part of a text with blanks.
#[derive(Clone, Debug, PartialEq)]
enum ClozeNode {
    Text(String),
    Blank { cards: Vec<u32>, inner: Vec<ClozeNode>, hint: String },
}

/// The texts with our blanks that a field makes: one, or one a card where blanks nest; none
/// without blanks.
pub(in crate::exchange) fn texts(field: &str, media: &mut Vec<String>) -> Vec<String> {
    let marked = html::text(&signs(field), true, media);
    let nodes = tree(&mut marked.chars().peekable(), 0);
    let mut cards = Vec::new();
    let single = collect(&nodes, 0, &mut cards);
    cards.sort_unstable();
    cards.dedup();
    if single {
        return if cards.is_empty() { vec![] } else { vec![write(&nodes, None)] };
    }
    cards.into_iter().map(|card| write(&nodes, Some(card))).collect()
}

/// Whether a field has blanks.
pub(in crate::exchange) fn has_blanks(field: &str) -> bool {
    field.match_indices("{{c").any(|(at, _)| opening(&field[at..]).is_some())
}

/// The cards that a blank which opens here is for, and how long its opening is.
fn opening(text: &str) -> Option<(&str, usize)> {
    let (numbers, _) = text.strip_prefix("{{c")?.split_once("::")?;
    let good = !numbers.is_empty()
        && numbers.len() < 32
        && numbers.split(',').all(|n| n.parse::<u32>().is_ok_and(|n| n > 0));
    good.then_some((numbers, 3 + numbers.len() + 2))
}

/// The HTML with a sign for each part of a blank, as Anki finds them.
fn signs(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let (mut rest, mut hints) = (field, Vec::new());
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if let Some((numbers, opening)) = opening(rest).filter(|_| hints.len() < DEEPEST) {
            out.push(OPEN);
            out.push_str(numbers);
            out.push(NUMBERED);
            hints.push(false);
            length = opening;
        } else if rest.starts_with("}}") && !hints.is_empty() {
            hints.pop();
            out.push(CLOSE);
            length = 2;
        } else if rest.starts_with("::") && hints.last() == Some(&false) {
            if let Some(last) = hints.last_mut() {
                *last = true;
            }
            out.push(HINT);
            length = 2;
        } else if !matches!(c, OPEN..=CLOSE) {
            out.push(c);
        }
        rest = &rest[length..];
    }
    out.extend(hints.iter().map(|_| CLOSE));
    out
}

fn tree(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, depth: usize) -> Vec<ClozeNode> {
    let mut nodes = Vec::new();
    let mut text = String::new();
    while let Some(&c) = chars.peek() {
        if depth > 0 && matches!(c, HINT | CLOSE) {
            break;
        }
        chars.next();
        if c != OPEN || depth > DEEPEST {
            text.push(c);
            continue;
        }
        let numbers: String = chars.by_ref().take_while(|&c| c != NUMBERED).collect();
        let inner = tree(chars, depth + 1);
        let mut hint = String::new();
        if chars.next() == Some(HINT) {
            hint = chars
                .by_ref()
                .take_while(|&c| c != CLOSE)
                .filter(|c| !matches!(c, OPEN..=HINT))
                .collect();
        }
        nodes.push(ClozeNode::Text(std::mem::take(&mut text)));
        nodes.push(ClozeNode::Blank {
            cards: numbers.split(',').filter_map(|n| n.parse().ok()).collect(),
            inner,
            hint,
        });
    }
    nodes.push(ClozeNode::Text(text));
    nodes
}

/// Collects the cards; says whether each blank is for one card and has none inside.
fn collect(nodes: &[ClozeNode], depth: usize, all: &mut Vec<u32>) -> bool {
    let mut single = true;
    for node in nodes {
        if let ClozeNode::Blank { cards, inner, .. } = node {
            all.extend(cards);
            single &= depth == 0 && cards.len() == 1;
            single &= collect(inner, depth + 1, all);
        }
    }
    single
}

/// Writes the text with the blanks of one card, or with all of them.
fn write(nodes: &[ClozeNode], card: Option<u32>) -> String {
    let mut out = String::new();
    for node in nodes {
        let (cards, inner, hint) = match node {
            ClozeNode::Text(text) => {
                out.push_str(text);
                continue;
            }
            ClozeNode::Blank { cards, inner, hint } => (cards, inner, hint),
        };
        let number = match card {
            Some(card) => cards.contains(&card).then_some(card),
            None => cards.first().copied(),
        };
        // The answer of a blank is all of its text, whatever blanks are in it.
        let answer = filled(inner);
        out += &match number.filter(|_| !answer.trim().is_empty()) {
            Some(number) => blank(Some(number), &answer, Some(hint.trim())),
            None => write(inner, card),
        };
    }
    out
}

fn filled(nodes: &[ClozeNode]) -> String {
    nodes
        .iter()
        .map(|node| match node {
            ClozeNode::Text(text) => text.clone(),
            ClozeNode::Blank { inner, .. } => filled(inner),
        })
        .collect()
}

/// A text with our blanks as Anki's HTML; none if it can't be read.
pub(super) fn html(text: &str) -> Option<String> {
    let cloze = ClozeText::parse(text).ok()?;
    let signed: String = cloze
        .pieces
        .iter()
        .map(|piece| match piece {
            ClozePiece::Text(text) => text.clone(),
            ClozePiece::Blank(blank) => {
                let hint =
                    blank.hint.as_ref().map_or_else(String::new, |hint| format!("{HINT}{hint}"));
                format!("{OPEN}{}{NUMBERED}{}{hint}{CLOSE}", blank.group, blank.answer)
            }
        })
        .collect();
    let html = html::html(&signed);
    // Braces of a formula would end a blank there.
    let html = html.replace("}}", "} }");
    Some(html.replace(OPEN, "{{c").replace([NUMBERED, HINT], "::").replace(CLOSE, "}}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(field: &str) -> Vec<String> {
        texts(field, &mut Vec::new())
    }

    #[test]
    fn blanks_keep_their_numbers_and_hints() {
        assert_eq!(
            read("{{c1::Paris}} is in {{c2::France::country}}"),
            ["{{c1::Paris}} is in {{c2::France::country}}"]
        );
        assert_eq!(read("<b>{{c1::a &amp; b}}</b><br>c"), ["*{{c1::a & b}}*\nc"]);
        assert_eq!(read(r"\( a^{ {{c1::b|c}} } \)"), [r"$a^{ {{c1::b\|c}} }$"]);
        assert_eq!(read(r"{{c1::\(\frac{a}{b} \)}}"), [r"{{c1::$\frac{a}{b}$}}"]);
        assert_eq!(read("no blanks {{here}}"), [""; 0]);
        assert_eq!(read("{{x}} and {{c1::y}}"), [r"\{\{x\}\} and {{c1::y}}"]);
    }

    #[test]
    fn nested_and_shared_blanks_become_a_note_a_card() {
        assert_eq!(
            read("{{c1::Paris, {{c2::capital}} of France}} is {{c3::big}}"),
            [
                "{{c1::Paris, capital of France}} is big",
                "Paris, {{c2::capital}} of France is big",
                "Paris, capital of France is {{c3::big}}"
            ]
        );
        assert_eq!(read("{{c1,2::a}} b {{c2::c}}"), ["{{c1::a}} b c", "{{c2::a}} b {{c2::c}}"]);
    }

    proptest! {
        #[test]
        fn any_field_is_read(field in r"([a{}:,<>é$]|\{\{c1::|\{\{c2,3::|\}\}|::|<b>|\\\(|\\\)){0,24}") {
            for text in read(&field) {
                prop_assert!(ClozeText::parse(&text).is_ok() || ClozeText::parse(&text).is_err());
            }
        }

        #[test]
        fn what_we_write_we_read(before in "[ab é]{0,6}", answer in "[ab|é]{1,6}", hint in "[ab é]{0,4}", after in "[ab é]{0,6}") {
            prop_assume!(!answer.trim().is_empty());
            let text = format!("x{before}{}{after}x", blank(Some(2), &answer, Some(&hint)));
            let back = read(&html(&text).unwrap());
            prop_assert_eq!(back, [text]);
        }
    }
}
