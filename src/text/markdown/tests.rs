//! Trees by examples, and what holds for every text.

use super::*;
use proptest::prelude::*;

/// A tree on one line: a letter for each block and piece, with what is in it.
fn shown(text: &str) -> String {
    blocks(&read(text))
}

fn blocks(tree: &MarkdownTree) -> String {
    let block = |block: &MarkdownBlock| {
        let gap = if block.after_blank { "/" } else { "" };
        format!("{gap}{}", kind(&block.kind))
    };
    tree.iter().map(block).collect()
}

fn kind(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Paragraph(own) => format!("p[{}]", pieces(own)),
        BlockKind::Heading(own) => format!("h[{}]", pieces(own)),
        BlockKind::Code { language, text } => {
            format!("code:{}[{}]", language.as_deref().unwrap_or(""), text.replace('\n', "⏎"))
        }
        BlockKind::Math(latex) => format!("math[{latex}]"),
        BlockKind::Quote(inner) => format!("quote[{}]", blocks(inner)),
        BlockKind::List(items) => {
            let item = |item: &MarkdownItem| {
                let ticked = item.is_checked.map_or("", |ticked| if ticked { "☑" } else { "☐" });
                format!("{}{ticked}[{}]", item.mark, blocks(&item.blocks))
            };
            format!("list[{}]", items.iter().map(item).collect::<String>())
        }
        BlockKind::Table { columns, rows } => {
            let row = |row: &Vec<Vec<InlinePiece>>| {
                row.iter().map(|cell| pieces(cell)).collect::<Vec<_>>().join("|")
            };
            let rows: Vec<String> = rows.iter().map(row).collect();
            format!("table{columns:?}[{}]", rows.join("⏎"))
        }
        BlockKind::Rule => "rule".to_string(),
    }
}

fn pieces(own: &[InlinePiece]) -> String {
    let piece = |piece: &InlinePiece| match piece {
        InlinePiece::Text(text) => text.clone(),
        InlinePiece::LineBreak => "⏎".to_string(),
        InlinePiece::Emphasis(inner) => format!("e({})", pieces(inner)),
        InlinePiece::Strong(inner) => format!("s({})", pieces(inner)),
        InlinePiece::Strike(inner) => format!("x({})", pieces(inner)),
        InlinePiece::Code(code) => format!("c({code})"),
        InlinePiece::Math(latex) => format!("m({latex})"),
        InlinePiece::Link { words, target } => format!("link({}→{target})", pieces(words)),
        InlinePiece::Medium { alt, target } => format!("medium({}→{target})", pieces(alt)),
        InlinePiece::Subscript(inner) => format!("sub({})", pieces(inner)),
        InlinePiece::Superscript(inner) => format!("sup({})", pieces(inner)),
        InlinePiece::Reading(inner) => format!("rt({})", pieces(inner)),
    };
    own.iter().map(piece).collect()
}

#[test]
fn pieces_have_their_marks() {
    for (text, tree) in [
        ("a *b* **c** ~~d~~ `e` $f$", "p[a e(b) s(c) x(d) c(e) m(f)]"),
        ("*a `b` $c$*", "p[e(a c(b) m(c))]"),
        ("[a $x$](b) ![c](d.png)", "p[link(a m(x)→b) medium(c→d.png)]"),
        ("H<sub>2</sub>O x<sup>*n*</sup><br>y", "p[Hsub(2)O xsup(e(n))⏎y]"),
        ("<ruby>漢字<rt>かんじ</rt></ruby>", "p[漢字rt(かんじ)]"),
        ("two\nlines  \nthree", "p[two⏎lines⏎three]"),
        (r"\*a\* \$5 \_b\_", "p[*a* $5 _b_]"),
    ] {
        assert_eq!(shown(text), tree, "{text}");
    }
}

#[test]
fn what_people_write_stays_as_it_is() {
    for text in [
        "Vec<String> & &amp; <b>x</b> <sub>y",
        "~5 and 7~8 and 9~10",
        "$5 and $6",
        "[a]: b",
        "snake_case_name and 2 * 3 * 4",
        "a <!-- b --> %%c%% [[d]]",
        "#include",
        "-5",
    ] {
        assert_eq!(shown(text), format!("p[{text}]"), "{text}");
    }
    assert_eq!(shown("a\n==="), "p[a⏎===]");
    assert_eq!(shown("a\n--"), "p[a⏎--]");
    assert_eq!(shown("a\n---\nb"), "p[a]/rulep[b]");
}

#[test]
fn blocks_keep_what_is_in_them() {
    for (text, tree) in [
        ("# a\nb\n\nc", "h[a]p[b]/p[c]"),
        ("```py\na\n\n  # $x$ {{b}} <c>\n```\nd", "code:py[a⏎⏎  # $x$ {{b}} <c>]p[d]"),
        ("~~~~\n```\n~~~~", "code:[```]"),
        ("> a\n>\n> - b", "quote[p[a]/list[-[p[b]]]]"),
        ("so:\n- a\n  - b\n- c", "p[so:]list[-[p[a]list[-[p[b]]]]-[p[c]]]"),
        ("3. a\n4. b\n9. c", "list[3.[p[a]]4.[p[b]]5.[p[c]]]"),
        ("1) a", "list[1)[p[a]]]"),
        ("- [ ] a\n- [x] b", "list[-☐[p[a]]-☑[p[b]]]"),
        ("- a\n\n  b", "list[-[p[a]/p[b]]]"),
        ("| a | b |\n|:-:|--:|\n| *c* | `d` |", "table[Center, Right][a|b⏎e(c)|c(d)]"),
        ("a\n\n$$\nx^2\n$$\n\nb", "p[a]/math[x^2]/p[b]"),
        ("a\n\n***\n\nb", "p[a]/rule/p[b]"),
    ] {
        assert_eq!(shown(text), tree, "{text}");
    }
}

#[test]
fn code_with_an_escaped_backtick_is_read_as_ever() {
    assert_eq!(shown(r"`a\`b` and `C:\`"), r"p[c(a`b) and c(C:\)]");
}

#[test]
fn blanks_have_numbers_wherever_they_are() {
    let cloze = ClozeText::parse("a {{b}} *{{c}}*\n```\nd({{c3::e}})\n```\n$f_{{{g}}}$").unwrap();
    let mut found = Vec::new();
    let tree = blocks(&read_cloze(&cloze));
    for c in tree.chars() {
        found.extend(gap_number(c));
    }
    assert_eq!(found, [0, 1, 2, 3], "{tree}");
    assert_eq!(plain::tree(&read_cloze(&cloze)), "a ____ ____\nd(____)\nf_____");
}

#[test]
fn deep_nesting_is_bounded() {
    fn depth(tree: &MarkdownTree) -> usize {
        let inner = |block: &MarkdownBlock| match &block.kind {
            BlockKind::Quote(inner) => depth(inner),
            BlockKind::List(items) => {
                items.iter().map(|item| depth(&item.blocks)).max().unwrap_or(0)
            }
            _ => 0,
        };
        1 + tree.iter().map(inner).max().unwrap_or(0)
    }
    let text = "> ".repeat(5000) + "end";
    let tree = read(&text);
    assert!(depth(&tree) < 30);
    assert!(plain::tree(&tree).ends_with("end"));
    assert!(depth(&read(&("- ".repeat(5000) + "end"))) < 30);
    assert!(plain(&("*a ".repeat(5000) + &"b*".repeat(5000))).contains('b'));
}

proptest! {
    #[test]
    fn nothing_visible_is_lost(
        text in r"([ab0 \n*_`$~\\()\[\]<>#|:=+-]|é|漢|```\n|    |\|-\||<sub>|</sub>|<br>|> |1\. |- \[x\] ){0,40}"
    ) {
        // Marks may go, and so may a link's target and the names of languages after a fence.
        let letters = |text: &str| text.chars().filter(|c| matches!(c, 'é' | '漢')).count();
        let in_links = text.contains("](") || text.contains("```") || text.contains("~~~");
        let plain = plain(&text);
        if !in_links && !text.contains('$') {
            prop_assert_eq!(letters(&plain), letters(&text), "{:?}", plain);
        }
        prop_assert!(!plain.contains(|c| gap_number(c).is_some() || c == source::KEPT));
    }

    #[test]
    fn plain_words_are_read_as_they_are(text in r"[a-z]{1,4}( [a-z]{1,4}|, [a-z]{1,3}|\n[a-z]{1,3}){0,8}[.!?]?") {
        prop_assert_eq!(plain(&text), text);
    }
}
