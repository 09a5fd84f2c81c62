//! Anki's clozes, `{{c1::answer::hint}}`, from and to lacuna's.
//!
//! Anki nests blanks, and lets one belong to several cards; lacuna does neither. Such a text
//! becomes a note for each card, in which the other blanks are filled: every card asks what it
//! asked before.

mod marks;

use crate::exchange::cloze_conversion::{blank, literal};
use crate::exchange::html;
pub(super) use crate::exchange::html::blank_signs::is_sign;
use crate::exchange::html::blank_signs::{CLOSE, HINT, NUMBERED, OPEN};
use crate::text::cloze::ClozeText;
use crate::text::markdown;
use crate::text::media;
use crate::text::opaque::{self, OpaqueKind, OpaqueSpan};
use marks::DEEPEST;
pub(in crate::exchange) use marks::has_blanks;
pub(super) use marks::mark;

/// How many notes a text with nested blanks may become.
const MOST_NESTED: usize = 100;

/// A part of a text with blanks.
#[derive(Clone, Debug, PartialEq)]
enum ClozeNode {
    Text(String),
    Blank {
        cards: Vec<u32>,
        inner: Vec<ClozeNode>,
        hint: String,
        /// Whether it is in code, where its answer has no marks.
        in_code: bool,
    },
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

/// The texts with our blanks that Markdown with Anki's makes; none without blanks.
pub(in crate::exchange) fn markdown_texts(text: &str) -> Vec<String> {
    let read = read_marked(&literal(&mark(text).html), |_| true);
    read.texts.into_iter().map(|one| one.text).collect()
}

/// The texts that marked HTML makes: blanks without a wanted card are filled. None without blanks.
pub(super) fn read(
    marked: &str,
    wanted: impl Fn(u32) -> bool,
    media: &mut Vec<String>,
) -> ClozeTexts {
    read_marked(&html::text(marked, true, media), wanted)
}

fn read_marked(marked: &str, wanted: impl Fn(u32) -> bool) -> ClozeTexts {
    let mut nodes = tree(marked);
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

/// A field with its blanks filled.
#[cfg(feature = "anki")]
pub(super) fn filled_html(field: &str) -> String {
    filled(&tree(&mark(field).html))
}

/// The answers of a field's blanks, without the text around them.
#[cfg(feature = "anki")]
pub(super) fn answers_html(field: &str) -> String {
    let nodes = tree(&mark(field).html);
    let blanks = nodes.iter().filter(|node| matches!(node, ClozeNode::Blank { .. }));
    blanks.map(|blank| filled(std::slice::from_ref(blank))).collect::<Vec<_>>().join(", ")
}

/// The characters of a text with blanks, and what of it is code.
struct MarkedText<'t> {
    chars: std::iter::Peekable<std::str::CharIndices<'t>>,
    spans: Vec<OpaqueSpan>,
}

fn tree(text: &str) -> Vec<ClozeNode> {
    let spans = if text.contains('`') { opaque::spans(text) } else { vec![] };
    nodes(&mut MarkedText { chars: text.char_indices().peekable(), spans }, 0)
}

fn nodes(marked: &mut MarkedText<'_>, depth: usize) -> Vec<ClozeNode> {
    let mut nodes = Vec::new();
    let mut text = String::new();
    while let Some(&(at, c)) = marked.chars.peek() {
        if depth > 0 && matches!(c, HINT | CLOSE) {
            break;
        }
        marked.chars.next();
        if c != OPEN || depth > DEEPEST {
            text.push(c);
            continue;
        }
        let chars = marked.chars.by_ref().map(|(_, c)| c);
        let numbers: String = chars.take_while(|&c| c != NUMBERED).collect();
        let inner = self::nodes(marked, depth + 1);
        let mut hint = String::new();
        if let Some((_, HINT)) = marked.chars.next() {
            let chars = marked.chars.by_ref().map(|(_, c)| c);
            hint =
                chars.take_while(|&c| c != CLOSE).filter(|c| !matches!(c, OPEN..=HINT)).collect();
        }
        let code = opaque::span_at(&marked.spans, at);
        nodes.push(ClozeNode::Text(std::mem::take(&mut text)));
        nodes.push(ClozeNode::Blank {
            cards: numbers.split(',').filter_map(|n| n.parse().ok()).collect(),
            inner,
            hint,
            in_code: code
                .is_some_and(|span| matches!(span.kind, OpaqueKind::Code | OpaqueKind::Fence)),
        });
    }
    nodes.push(ClozeNode::Text(text));
    nodes
}

/// Takes away the cards that a blank is not to have: those that are not wanted, and those that
/// would ask for a picture or a sound, which are added to `media`.
fn keep_wanted(nodes: &mut [ClozeNode], wanted: &impl Fn(u32) -> bool, media: &mut Vec<u32>) {
    for node in nodes {
        let ClozeNode::Blank { cards, inner, .. } = node else { continue };
        cards.retain(|card| wanted(*card));
        if media::is_only_media(&filled(inner)) {
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
        let (cards, inner, hint, in_code) = match node {
            ClozeNode::Text(text) => {
                out.push_str(text);
                continue;
            }
            ClozeNode::Blank { cards, inner, hint, in_code } => (cards, inner, hint, *in_code),
        };
        let number = match card {
            Some(card) => cards.contains(&card).then_some(card),
            None => cards.first().copied(),
        };
        // The answer of a blank is all of its text, whatever blanks are in it.
        let answer = filled(inner);
        out += &match number.filter(|_| !answer.trim().is_empty()) {
            // An answer is a text of its own, whatever it is in.
            Some(number) if in_code => {
                blank(Some(number), &markdown::literal(&answer), Some(hint.trim()))
            }
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
    Some(html::blanks(&cloze, &|blank, in_formula| {
        let hint = blank.hint.as_ref().map_or_else(String::new, |hint| {
            let hint = html::html(&markdown::literal(hint));
            format!("::{}", hint.replace("::", ":&#58;"))
        });
        let answer = if in_formula {
            html_escape::encode_text(&blank.answer).into_owned()
        } else {
            html::html(&blank.answer)
        };
        let mut answer = answer.replace("::", ":&#58;").replace("}}", "} }");
        // A brace right before those that close would close with the first of them.
        if answer.ends_with('}') {
            answer.push_str(if in_formula { " " } else { "<!-- -->" });
        }
        format!("{{{{c{}::{answer}{hint}}}}}", blank.group)
    }))
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
        assert_eq!(texts("<b>{{c1::a &amp; b}}</b><br>c"), ["**{{c1::a & b}}**\nc"]);
        assert_eq!(texts(r"\( a^{ {{c1::b|c}} } \)"), [r"$a^{ {{c1::b\|c}} }$"]);
        assert_eq!(texts(r"{{c1::\(\frac{a}{b} \)}}"), [r"{{c1::$\frac{a}{b}$}}"]);
        assert_eq!(texts("no blanks {{here}}"), [""; 0]);
        assert_eq!(texts("{{x}} and {{c1::y}}"), [r"\{\{x\}\} and {{c1::y}}"]);
    }

    #[test]
    fn a_brace_at_the_end_of_an_answer_closes_no_blank() {
        for text in [r"$\frac{ {{c1::\frac{a}{b}}} }{c}$", "`{{c1::f()\\}}}` is", "{{c1::\\{a\\}}}"]
        {
            let html = html(text).unwrap();
            assert!(!html.contains("}}}"), "{html}");
            assert_eq!(super::texts(&html, &mut Vec::new()).len(), 1, "{html}");
        }
        let html = html(r"$\frac{ {{c1::\frac{a}{b}}} }{c}$").unwrap();
        assert_eq!(html, r"\(\frac{ {{c1::\frac{a}{b} }} }{c}\)");
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
