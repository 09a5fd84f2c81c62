//! What is written reads back.

use proptest::prelude::*;

use super::*;
use crate::text::markup;

fn text(text: &str) -> Inline {
    Inline::Text { text: text.to_string(), style: InlineStyle::default() }
}

fn styled(words: &str, change: impl FnOnce(&mut InlineStyle)) -> Inline {
    let mut style = InlineStyle::default();
    change(&mut style);
    Inline::Text { text: words.to_string(), style }
}

fn paragraph(line: Vec<Inline>) -> Block {
    Block { kind: BlockKind::Paragraph(line), apart: false }
}

#[test]
fn words_are_escaped_only_where_they_must_be() {
    for (words, written) in [
        ("a * b costs $5", "a * b costs $5"),
        ("5 < 6 & List<int> snake_case ____ #1", "5 < 6 & List<int> snake_case ____ #1"),
        ("[image: a.png] x[0] = [1, 2]", "[image: a.png] x[0] = [1, 2]"),
        ("*a* and `b`", r"\*a\* and \`b\`"),
        ("# a", r"\# a"),
        ("1. a\n- b\n> c", "1\\. a\n\\- b\n\\> c"),
        ("a\n---\nb", "a\n\\---\nb"),
        ("AT&amp;T <b>x</b>", r"AT\&amp;T \<b>x\</b>"),
        ("[a](b)", r"\[a\](b)"),
        (r"C:\temp \*", r"C:\temp \\\*"),
        ("a | b\n--|--", "a | b\n\\--|--"),
    ] {
        assert_eq!(literal(words), written);
        assert_eq!(markup::plain(written), words);
    }
}

#[test]
fn blocks_have_their_marks() {
    for (source, written) in [
        ("a *b* **c** ~~d~~ ***e*** `f`", "a *b* **c** ~~d~~ ***e*** `f`"),
        ("**a *b* c**", "**a *b* c**"),
        ("[a *b*](https://x.org) <https://y.org>", "[a *b*](https://x.org) <https://y.org>"),
        ("so:\n- a\n  1. b\n- c", "so:\n- a\n  1. b\n- c"),
        ("- a\n\n* b", "- a\n\n* b"),
        ("3) a\n4) b", "3. a\n4. b"),
        ("~~~py\n```\n  x\n\ny\n~~~", "````py\n```\n  x\n\ny\n````"),
        ("> a\n> - b\n\nc", "> a\n> - b\n\nc"),
        ("|a|b|\n|-|-:|\n|1|`x\\|y`|", "| a | b |\n|---|--:|\n| 1 | `x\\|y` |"),
        ("$a$ then $$b$$", "$a$ then $$b$$"),
        ("![g](a b.png)", "![g](a"),
        ("<b>a.</b>b", "<b>a.</b>b"),
        ("H<sub>2</sub>O", "H₂O"),
    ] {
        let blocks = read(source);
        assert!(write(&blocks).starts_with(written), "{source:?}: {:?}", write(&blocks));
        assert_eq!(normalized(read(&write(&blocks))), normalized(blocks), "{source:?}");
    }
}

#[test]
fn marks_that_markdown_cannot_say_are_tags() {
    let line = |line| write(&[paragraph(line)]);
    let strong = |words| styled(words, |style| style.strong = true);
    assert_eq!(line(vec![strong("a. "), text("b")]), "**a.** b");
    assert_eq!(line(vec![strong("a."), text("b")]), "<b>a.</b>b");
    assert_eq!(line(vec![text("un"), strong("believ"), text("able")]), "un**believ**able");
    let formula = |latex: &str| Inline::Math { latex: latex.to_string(), display: false };
    assert_eq!(
        line(vec![formula("a"), text("2 "), formula("b"), formula("c")]),
        "$a$<wbr>2 $b$<wbr>$c$"
    );
}

#[test]
fn hostile_text_is_read_and_written() {
    let many = 20_000;
    for text in [
        "> ".repeat(many),
        "- ".repeat(many),
        "*a ".repeat(many),
        "**a* ".repeat(many),
        "<b>".repeat(many) + &"</b>".repeat(many),
        "<sup>a".repeat(many) + &"</sup>".repeat(many),
        "[".repeat(many) + &"](x)".repeat(many),
        format!("[{}]({})", "<b>a".repeat(2_000), "x".repeat(10_000)),
        "`a``b".repeat(many),
        "$a$$".repeat(many),
        format!("{}\n{}\n{}", "|a".repeat(3_000), "|-".repeat(3_000), "|b\n".repeat(3_000)),
        "<!--".repeat(many),
        "&amp".repeat(many),
        "1. a\n".repeat(many),
    ] {
        let blocks = read(&text);
        let written = write(&blocks);
        assert!(written.len() < 40 * text.len() + 1000, "{}", &text[..20]);
    }
}

fn words() -> impl Strategy<Value = String> {
    r"([ab1 .é*_`$~\\<>&#|!-]|\[|\]|\(|\)|&amp;|<b>|- |1\. |\{|\}){1,8}"
}

fn style() -> impl Strategy<Value = InlineStyle> {
    let link = prop_oneof![
        4 => Just(None),
        1 => Just(Some("https://x.org/a_(b)?c=1&d".to_string())),
        1 => Just(Some("a b".to_string())),
    ];
    (any::<[bool; 3]>(), prop::bool::weighted(0.2), link).prop_map(|(marks, code, link)| {
        InlineStyle { emphasis: marks[0], strong: marks[1], struck: marks[2], code, link }
    })
}

fn inline(media: u32) -> impl Strategy<Value = Inline> {
    prop_oneof![
        4 => words().prop_map(|words| text(&words)),
        3 => (words(), style()).prop_map(|(text, style)| Inline::Text { text, style }),
        1 => (r"(a|\\frac\{a\}\{b\}|x_1|\^2|\\\{|\\\$| |\\text\{if \$x\$\})[a-z]", any::<bool>())
            .prop_map(|(latex, display)| Inline::Math { latex, display }),
        1 => Just(Inline::Break),
        media => (r"[a \]]{0,3}", r"[a b().]{1,6}").prop_map(|(alt, file)| Inline::Medium {
            alt: alt.trim().to_string(),
            file: format!("x{file}x"),
        }),
    ]
}

fn line(media: u32) -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec(inline(media), 1..6)
}

fn code() -> impl Strategy<Value = Block> {
    (prop_oneof![Just(""), Just("rust"), Just("c++")], "([a` ]|```|\n|    |- ){1,10}").prop_map(
        |(language, code)| {
            let mut lines = vec![];
            for (i, line) in format!("y{code}x").split('\n').enumerate() {
                if i > 0 {
                    lines.push(Inline::Break);
                }
                lines.push(text(line));
            }
            let kind = BlockKind::Code { language: language.to_string(), lines };
            Block { kind, apart: false }
        },
    )
}

fn table(media: u32) -> impl Strategy<Value = Block> {
    let cell = prop::collection::vec(inline(media), 0..3);
    let rows = prop::collection::vec(prop::collection::vec(cell, 0..4), 1..4);
    let columns = prop_oneof![Just(vec![]), Just(vec![Alignment::Right, Alignment::Centre])];
    (columns, rows).prop_map(|(columns, rows)| Block {
        kind: BlockKind::Table { columns, rows },
        apart: false,
    })
}

/// Blocks of every kind; `media` is how often a picture is among ten pieces of a line.
pub(crate) fn blocks(media: u32) -> impl Strategy<Value = Vec<Block>> {
    let leaf = prop_oneof![
        4 => line(media).prop_map(paragraph),
        1 => code(),
        1 => table(media),
        1 => Just(Block { kind: BlockKind::Rule, apart: false }),
    ];
    let block = leaf.prop_recursive(3, 12, 3, |inner| {
        let blocks = prop::collection::vec(inner, 1..3);
        let start = prop_oneof![Just(None), Just(Some(1)), Just(Some(7))];
        prop_oneof![
            blocks
                .clone()
                .prop_map(|inside| Block { kind: BlockKind::Quote(inside), apart: false }),
            (start, prop::collection::vec(blocks, 1..3)).prop_map(|(start, items)| Block {
                kind: BlockKind::List { start, items },
                apart: false
            }),
        ]
    });
    prop::collection::vec((block, any::<bool>()), 0..4).prop_map(|blocks| {
        blocks.into_iter().map(|(block, apart)| Block { apart, ..block }).collect()
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(blocks in blocks(1)) {
        let written = write(&blocks);
        prop_assert_eq!(normalized(read(&written)), normalized(blocks), "{}", written);
    }

    #[test]
    fn a_literal_text_is_itself(text in r"([ab1 .é*_`$~\\<>&#|!\n-]|\[|\]|\(|&amp;|<b>|- |1\. |___){0,20}") {
        let lines = text.split('\n').map(str::trim).collect::<Vec<_>>().join("\n");
        let mut expected = lines.trim_matches('\n').to_string();
        while expected.contains("\n\n\n") {
            expected = expected.replace("\n\n\n", "\n\n");
        }
        prop_assert_eq!(markup::plain(&literal(&text)), expected);
    }

    #[test]
    fn any_text_is_written(text in r"([ab *_`$~\\|>#<&\n-]|\[|\]|\(|\)|!|```|- |1\. |<sub>|</sup>|<b>|</b>|<br>){0,40}") {
        let blocks = read(&text);
        let written = write(&blocks);
        prop_assert_eq!(normalized(read(&written)), normalized(blocks), "{}", written);
    }

    #[test]
    fn normal_blocks_stay(blocks in blocks(1)) {
        let once = normalized(blocks);
        prop_assert_eq!(normalized(once.clone()), once);
    }
}
