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
/// How many notes a text with nested blanks may become.
const MOST_NESTED: usize = 100;

/// A part of a text with blanks.
#[derive(Clone, Debug, PartialEq)]
enum ClozeNode {
    Text(String),
    Blank { cards: Vec<u32>, inner: Vec<ClozeNode>, hint: String },
}

/// A field whose blanks are marked, as [`read`] takes them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MarkedField {
    pub(super) html: String,
    /// How many blanks open and never close: they stay as they are written.
    pub(super) unclosed: usize,
}

/// The texts with our blanks that a text makes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ClozeTexts {
    /// One text; or where blanks nest, one a card.
    pub(super) texts: Vec<ClozeNoteText>,
    /// How many cards ask for nothing but a picture or a sound.
    pub(super) media_cards: usize,
}

/// A text with our blanks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ClozeNoteText {
    /// The number of its card, where it has the blanks of one card only.
    pub(super) card: Option<u32>,
    pub(super) text: String,
}

/// The texts with our blanks that a field makes; none without blanks.
pub(in crate::exchange) fn texts(field: &str, media: &mut Vec<String>) -> Vec<String> {
    let read = read(&mark(field).html, |_| true, media);
    read.texts.into_iter().map(|one| one.text).collect()
}

/// The texts that marked HTML makes: blanks without a wanted card are filled. None without blanks.
pub(super) fn read(
    marked: &str,
    wanted: impl Fn(u32) -> bool,
    media: &mut Vec<String>,
) -> ClozeTexts {
    let marked = html::text(marked, true, media);
    let mut nodes = tree(&mut marked.chars().peekable(), 0);
    let mut out = ClozeTexts::default();
    let mut removed = Vec::new();
    keep_wanted(&mut nodes, &wanted, &mut removed);
    let mut cards = Vec::new();
    let single = collect(&nodes, 0, &mut cards);
    for list in [&mut cards, &mut removed] {
        list.sort_unstable();
        list.dedup();
    }
    removed.retain(|card| cards.binary_search(card).is_err());
    out.media_cards = removed.len();
    if cards.is_empty() {
        return out;
    }
    if single {
        out.texts.push(ClozeNoteText { card: None, text: write(&nodes, None) });
    } else {
        cards.truncate(MOST_NESTED);
        for card in cards {
            out.texts.push(ClozeNoteText { card: Some(card), text: write(&nodes, Some(card)) });
        }
    }
    out
}

/// Whether a field has blanks.
pub(in crate::exchange) fn has_blanks(field: &str) -> bool {
    field.match_indices("{{c").any(|(at, _)| opening(&field[at..]).is_some())
}

/// A field with its blanks filled.
pub(super) fn filled_html(field: &str) -> String {
    filled(&tree(&mut mark(field).html.chars().peekable(), 0))
}

/// The answers of a field's blanks, without the text around them.
pub(super) fn answers_html(field: &str) -> String {
    let nodes = tree(&mut mark(field).html.chars().peekable(), 0);
    let blanks = nodes.iter().filter(|node| matches!(node, ClozeNode::Blank { .. }));
    blanks.map(|blank| filled(std::slice::from_ref(blank))).collect::<Vec<_>>().join(", ")
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
pub(super) fn mark(field: &str) -> MarkedField {
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

/// Whether a character is one of the signs that no text has.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, OPEN..=CLOSE)
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

/// Takes away the cards that a blank is not to have: those that are not wanted, and those that would
/// ask for a picture or a sound, which are added to `media`.
fn keep_wanted(nodes: &mut [ClozeNode], wanted: &impl Fn(u32) -> bool, media: &mut Vec<u32>) {
    for node in nodes {
        let ClozeNode::Blank { cards, inner, .. } = node else { continue };
        cards.retain(|card| wanted(*card));
        if html::is_only_media(&filled(inner)) {
            media.append(cards);
        }
        keep_wanted(inner, wanted, media);
    }
}

/// Collects the cards; says whether each blank is for one card and has none inside.
fn collect(nodes: &[ClozeNode], depth: usize, all: &mut Vec<u32>) -> bool {
    let mut single = true;
    for node in nodes {
        if let ClozeNode::Blank { cards, inner, .. } = node {
            all.extend(cards);
            single &= cards.is_empty() || (depth == 0 && cards.len() == 1);
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

    fn texts(field: &str) -> Vec<String> {
        super::texts(field, &mut Vec::new())
    }

    #[test]
    fn blanks_keep_their_numbers_and_hints() {
        assert_eq!(
            texts("{{c1::Paris}} is in {{c2::France::country}}"),
            ["{{c1::Paris}} is in {{c2::France::country}}"]
        );
        assert_eq!(texts("<b>{{c1::a &amp; b}}</b><br>c"), ["*{{c1::a & b}}*\nc"]);
        assert_eq!(texts(r"\( a^{ {{c1::b|c}} } \)"), [r"$a^{ {{c1::b\|c}} }$"]);
        assert_eq!(texts(r"{{c1::\(\frac{a}{b} \)}}"), [r"{{c1::$\frac{a}{b}$}}"]);
        assert_eq!(texts("no blanks {{here}}"), [""; 0]);
        assert_eq!(texts("{{x}} and {{c1::y}}"), [r"\{\{x\}\} and {{c1::y}}"]);
    }

    #[test]
    fn nested_and_shared_blanks_become_a_note_a_card() {
        assert_eq!(
            texts("{{c1::Paris, {{c2::capital}} of France}} is {{c3::big}}"),
            [
                "{{c1::Paris, capital of France}} is big",
                "Paris, {{c2::capital}} of France is big",
                "Paris, capital of France is {{c3::big}}"
            ]
        );
        assert_eq!(texts("{{c1,2::a}} b {{c2::c}}"), ["{{c1::a}} b c", "{{c2::a}} b {{c2::c}}"]);
    }

    #[test]
    fn a_blank_that_never_closes_stays_as_it_is() {
        let marked = mark("The {{c1::Elbe and {{c2::Main}} flow");
        assert_eq!(marked.unclosed, 1);
        assert_eq!(
            texts("The {{c1::Elbe and {{c2::Main}} flow"),
            [r"The \{\{c1::Elbe and {{c2::Main}} flow"]
        );
        assert_eq!(mark("{{c1::a::b}} }} :: {{c2::x").unclosed, 1);
    }

    #[test]
    fn only_cards_that_are_wanted_and_can_be_shown_have_blanks() {
        let field = r#"{{c1::<img src="cat.jpg">}} is {{c2::a cat}}, {{c3::black}}"#;
        let read = read(&mark(field).html, |card| card < 3, &mut Vec::new());
        assert_eq!(read.media_cards, 1);
        assert_eq!(read.texts[0].text, "[image: cat.jpg] is {{c2::a cat}}, black");
    }

    proptest! {
        #[test]
        fn any_field_is_read(field in r"([a{}:,<>é$]|\{\{c1::|\{\{c2,3::|\}\}|::|<b>|\\\(|\\\)){0,24}") {
            for text in texts(&field) {
                prop_assert!(ClozeText::parse(&text).is_ok() || ClozeText::parse(&text).is_err());
            }
        }

        #[test]
        fn what_we_write_we_read(before in "[ab é]{0,6}", answer in "[ab|é]{1,6}", hint in "[ab é]{0,4}", after in "[ab é]{0,6}") {
            prop_assume!(!answer.trim().is_empty());
            let text = format!("x{before}{}{after}x", blank(Some(2), &answer, Some(&hint)));
            let back = texts(&html(&text).unwrap());
            prop_assert_eq!(back, [text]);
        }
    }
}
