//! What Markdown reads as, by examples.

use proptest::prelude::*;

use super::*;
use crate::text::cloze::ClozeText;
use crate::text::math::{self, GlyphSet};

/// Blocks without marks, formulas on a line.
fn plain(blocks: &[Block], blank: &dyn Fn(usize) -> String) -> String {
    let text = |run: TextRun| match run.tone {
        TextTone::Math => math::line(&run.text, GlyphSet::Unicode),
        _ => run.text,
    };
    runs(blocks, blank).into_iter().map(text).collect()
}

/// A short notation for blocks: a letter a kind, brackets around what is in it.
fn shown(blocks: &[Block]) -> String {
    let list: Vec<String> = blocks
        .iter()
        .map(|Block { kind, apart }| {
            let apart = if *apart { "¶" } else { "" };
            let kind = match kind {
                BlockKind::Paragraph(line) => line_shown(line),
                BlockKind::Code { language, lines } => {
                    format!("code {language}[{}]", line_shown(lines))
                }
                BlockKind::List { start, items } => {
                    let items: Vec<String> = items.iter().map(|item| shown(item)).collect();
                    let start = start.map_or_else(String::new, |start| start.to_string());
                    format!("list{start}[{}]", items.join("; "))
                }
                BlockKind::Table { rows, .. } => {
                    let row = |row: &Vec<Vec<Inline>>| {
                        row.iter().map(|cell| line_shown(cell)).collect::<Vec<_>>().join(",")
                    };
                    format!("table[{}]", rows.iter().map(row).collect::<Vec<_>>().join("; "))
                }
                BlockKind::Quote(blocks) => format!("quote[{}]", shown(blocks)),
                BlockKind::Rule => "rule".to_string(),
            };
            format!("{apart}{kind}")
        })
        .collect();
    list.join(" ")
}

fn line_shown(line: &[Inline]) -> String {
    line.iter()
        .map(|inline| match inline {
            Inline::Text { text, style } => {
                let mut text = text.clone();
                for (on, mark) in [
                    (style.code, "`"),
                    (style.emphasis, "*"),
                    (style.strong, "**"),
                    (style.struck, "~"),
                ] {
                    if on {
                        text = format!("{mark}{text}{mark}");
                    }
                }
                style.link.as_ref().map_or(text.clone(), |link| format!("<{text} {link}>"))
            }
            Inline::Math { latex, display: false } => format!("${latex}$"),
            Inline::Math { latex, display: true } => format!("$${latex}$$"),
            Inline::Medium { alt, file } => format!("!{alt}({file})"),
            Inline::Break => "/".to_string(),
            Inline::Blank(number) => format!("_{number}_"),
        })
        .collect()
}

#[test]
fn blocks_are_what_markdown_says() {
    for (text, blocks) in [
        ("one\ntwo", "one/two"),
        ("one\n\ntwo", "one ¶two"),
        ("a *b* **c** ~~d~~ `e*f*`", "a *b* **c** ~d~ `e*f*`"),
        ("so:\n- a\n- b\n  1. c", "so: list[a; b list1[c]]"),
        ("3. a\n4. b", "list3[a; b]"),
        ("```rust\nfn f() {\n\n    g();\n}\n```\nend", "code rust[fn f() {//    g();/}] end"),
        ("| a | b |\n|---|--:|\n| 1 | *2* |", "table[a,b; 1,*2*]"),
        ("> said\n> so", "quote[said/so]"),
        ("# Head\ntext", "**Head** text"),
        ("a $x^2$ and $$y$$", "a $x^2$ and $$y$$"),
        ("$$\n\\frac{a}{b}\n$$", "$$\\frac{a}{b}$$"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("[a](https://x.org) and ![g](p/q.png)", "<a https://x.org> and !g(p/q.png)"),
        ("H<sub>2</sub>O, x<sup>2+y</sup>, a<br>b", "H₂O, x²⁺ʸ, a/b"),
        ("<ruby>話<rt>はな</rt></ruby>す", "話 (はな)す"),
        ("List<int> and a < b <!-- no -->c", "List<int> and a < b c"),
        ("The <b> tag, <span>, a</i>", "The <b> tag, <span>, a</i>"),
        ("file\\_name AT&amp;T snake_case 2 * 3", "file_name AT&T snake_case 2 * 3"),
        ("- [x] done\n- [ ] not", "list[[x] done; [ ] not]"),
        ("a\n\n---\n\nb", "a ¶rule ¶b"),
        ("a\n---\nb", "a rule b"),
        ("H~2~O, ~5 to ~10", "H~2~O, ~5 to ~10"),
        ("", ""),
        ("*", "*"),
        ("#", "#"),
        ("<br>", "<br>"),
        ("> -", "> -"),
    ] {
        assert_eq!(shown(&read(text)), blocks, "{text:?}");
    }
}

#[test]
fn blanks_hide_only_themselves() {
    for (text, blocks) in [
        ("The {{c1::gradient}} *is {{small}}*", "The _0_ *is *_1_"),
        ("```\nfor {{i}} in x:\n    go({{i}})\n```", "code [for _0_ in x:/    go(_1_)]"),
        ("`let {{x}} = 1`", "`let `_0_` = 1`"),
    ] {
        let cloze = ClozeText::parse(text).unwrap();
        assert_eq!(shown(&read_blanks(&cloze)), blocks, "{text:?}");
    }
    let cloze = ClozeText::parse("$a^{ {{b}} } + c$").unwrap();
    let [Block { kind: BlockKind::Paragraph(line), .. }] = &read_blanks(&cloze)[..] else {
        panic!("a formula is one line")
    };
    let [Inline::Math { latex, .. }] = &line[..] else { panic!("{line:?}") };
    assert_eq!(fill_math(latex, |number| format!("<{number}>")), "a^{ <0> } + c");
}

#[test]
fn plain_text_keeps_lines_and_drops_marks() {
    for (text, shown) in [
        ("a **b**\nc", "a b\nc"),
        ("so:\n- a\n- b", "so:\n- a\n- b"),
        ("1. a\n\n   more\n2. b", "1. a\n\n   more\n2. b"),
        ("```\nx = {}\n```", "x = {}"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("![](a/b.png) $x^2$", "[b.png] x²"),
    ] {
        assert_eq!(plain(&read(text), &|_| "____".to_string()), shown, "{text:?}");
    }
}

#[test]
fn deep_nesting_is_flat_beyond_a_limit() {
    let quotes = format!("{}deep", "> ".repeat(5_000));
    assert!(shown(&read(&quotes)).contains("deep"));
    let lists: Vec<String> = (0..300).map(|i| format!("{}- x\n", "  ".repeat(i))).collect();
    assert!(plain(&read(&lists.concat()), &|_| String::new()).matches('x').count() == 300);
}

proptest! {
    #[test]
    fn any_text_is_read(text in r"([ab *_`$~\\|>#<&\n\t-]|\[|\]|\(|\)|!|```|- |1\. |<sub>|</sup>|<b>|\{\{c1::|\}\}){0,40}") {
        let blocks = read(&text);
        plain(&blocks, &|_| String::new());
        if let Ok(cloze) = ClozeText::parse(&text) {
            let count = cloze.blanks().count();
            plain(&read_blanks(&cloze), &|number| {
                assert!(number < count);
                String::new()
            });
        }
    }

    #[test]
    fn letters_are_never_lost(text in r"([a-z]{1,3}|[ *_`~|>#\n-]){0,30}") {
        let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
        // The word after a fence names a language.
        prop_assume!(!text.contains("```") && !text.contains("~~~"));
        prop_assert_eq!(letters(&plain(&read(&text), &|_| String::new())), letters(&text));
    }
}
