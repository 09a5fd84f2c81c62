//! What HTML becomes, and that it comes back.

use proptest::prelude::*;

use super::*;
use crate::text::cloze::ClozeText;
use crate::text::markdown::write_tests::blocks;
use crate::text::markdown::{normalized, read, write};

fn shown(html: &str) -> String {
    text(html, false, &mut Vec::new())
}

#[test]
fn tags_become_marks_lines_and_lists() {
    for (html, text) in [
        ("a<br>b<div>c</div><div>d</div>", "a\nb\nc\nd"),
        (
            "the <b>mean</b> of <code>x</code> &amp; <i>more</i> <s>no</s>",
            "the **mean** of `x` & *more* ~~no~~",
        ),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("so:<ol><li>a<li>b</ol>end", "so:\n1. a\n2. b\n\nend"),
        ("2 &lt; 3 &nbsp;and 5 < 6", "2 < 3  and 5 < 6"),
        ("<script>alert(1)</script>x<!-- y -->z", "xz"),
        ("x<sup>2</sup>", "x²"),
        (
            "H<sub>2</sub>O, Ca<sup>2+</sup>, x<sup>2+y</sup> <sup>a<sub>%%</sub></sup>",
            "H₂O, Ca²⁺, x²⁺ʸ ^(a_(%%))",
        ),
        ("<b>bold </b>word", "**bold** word"),
        ("a * b costs $5 and <b>$6</b>", r"a * b costs \\$5 and **\\$6**"),
        ("literal *stars* and `ticks`", r"literal \\*stars\\* and \\`ticks\\`"),
        (
            "<a href=\"https://x.org/?a=1&amp;b\">a <b>link</b></a>",
            r"[a **link**](https://x.org/?a=1\\&b)",
        ),
        ("<a href=\"#top\">no link</a>", "no link"),
        ("a\nb", "a b"),
        ("a<br><br>b<div><br></div><div>c</div>", "a\n\nb\n\nc"),
        ("<p>a</p>", "a"),
        ("a<p>b</p>c", "a\nb\nc"),
        ("<p>a</p><p>b<br>c</p>", "a\n\nb\nc"),
        ("<h2>Head</h2>text", "**Head**\ntext"),
        ("<blockquote>a<br>b</blockquote>c<hr>d", "> a\n> b\n\nc\n\n---\nd"),
        ("a <b> b </b> c", "a **b** c"),
        ("a   b", "a b"),
        ("1. a", r"1\\. a"),
        ("<hr>a<br>- b<br>- c", "a\n- b\n- c"),
        (
            "3) a<br>4) b<br>6) c",
            r"3. a
4. b

6\\) c",
        ),
        ("- a<br>* b", "\\- a\n\\* b"),
    ] {
        assert_eq!(shown(html), text.replace(r"\\", "\\").replace(r"\n", "\n"), "{html}");
    }
}

#[test]
fn code_keeps_its_lines() {
    for (html, text) in [
        (
            "<pre><code>def f(x):\n    return x\n\nf(1)\n</code></pre>",
            "```\ndef f(x):\n    return x\n\nf(1)\n```",
        ),
        ("<pre>a<br>\tb</pre>", "```\na\n    b\n```"),
        (
            "so<pre class=\"language-js\"><span>`a`</span> \\(b\\) &lt;b&gt; <b>c</b></pre>end",
            "so\n```js\n`a` \\(b\\) <b> c\n```\nend",
        ),
        ("<li>a<pre>  b\n c</pre></li>", "- a\n  ```\n    b\n   c\n  ```"),
        ("<pre>\n\n</pre>a", "a"),
        ("<code>\\(a\\)</code> and <code>a<br>b</code>", "`\\(a\\)` and `a`\n`b`"),
        ("<pre>a<div>b</div><div>c</div></pre>", "```\na\nb\nc\n```"),
        ("<pre>a ``` b</pre>", "````\na ``` b\n````"),
    ] {
        assert_eq!(shown(html), text, "{html}");
    }
}

#[test]
fn blocks_nest() {
    for (html, text) in [
        (
            "<ul>\n  <li>a</li>\n  <li><p>b</p></li>\n</ul>\n<p>One</p>\n\n<p>Two</p>",
            "- a\n- b\n\nOne\n\nTwo",
        ),
        (
            "<table>\n <tr>\n  <th>a</th>\n  <th align='right'>b</th>\n </tr>\n<tr><td>1|2<td>3<br>4</table>c",
            "| a | b |\n|---|--:|\n| 1\\|2 | 3<br>4 |\n\nc",
        ),
        (
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start=\"3\"><li>d</li></ol>",
            "- a\n  - b\n- c\n\n3. d",
        ),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n* b"),
        (
            "<table><tr><td><ul><li>a<li>b</ul><td><pre>x\ny</pre></table>",
            "| | |\n|---|---|\n| • a<br>• b | `x`<br>`y` |",
        ),
        ("<table>t<tr>u<td>a</table>", "t\nu\n\n| |\n|---|\n| a |"),
        ("<table><tr><th>a<td>b<tr><th>c<td>d</table>", "| | |\n|---|---|\n| a | b |\n| c | d |"),
        ("<li>a</li></ul></td>b", "- a\n\nb"),
        ("a<table></table><ul></ul><ol><li></ol>b", "a\nb"),
    ] {
        assert_eq!(shown(html), text, "{html}");
    }
}

#[test]
fn formulas_of_every_kind_are_formulas() {
    for html in [
        r"\(x^2\)",
        "[$]x^2[/$]",
        "[latex]x^2[/latex]",
        "[latex]$x^2$[/latex]",
        "<anki-mathjax>x^2</anki-mathjax>",
    ] {
        assert_eq!(shown(&format!("so {html} is")), "so $x^2$ is", "{html}");
    }
    for html in [r"\[x^2\]", "[$$]x^2[/$$]", "<anki-mathjax block=\"true\">x^2</anki-mathjax>"] {
        assert_eq!(shown(&format!("so {html} is")), "so $$x^2$$ is", "{html}");
    }
    assert_eq!(shown(r"\(a &lt; b<br>c\)"), "$a < b c$");
    assert_eq!(shown(r"\(never closed"), r"\(never closed".replace('\\', r"\\"));
    assert_eq!(
        shown(r"\(a\)2 \(\{ x\) \(a\} \) \(\text{if $x$}\)"),
        r"$a$<wbr>2 $\{ x$ $a\}$ $\text{if $x$}$"
    );
}

#[test]
fn media_are_named_where_they_were() {
    let mut media = Vec::new();
    let shown = text("see <img src='a b.png'> hear [sound:c.mp3]", false, &mut media);
    assert_eq!(shown, "see [image: a b.png] hear [sound: c.mp3]");
    assert_eq!(media, ["a b.png", "c.mp3"]);
}

#[test]
fn what_plays_or_has_no_name_is_named_shortly() {
    for (html, text) in [
        ("<video src=\"v.mp4\"></video>", "[film: v.mp4]"),
        (
            "<video controls><source src='a/v.webm'><source src='v.mp4'></video>x",
            "[film: a/v.webm]x",
        ),
        ("<audio></audio>", "[sound]"),
        ("<object data='x.svg'></object>", "[image: x.svg]"),
        ("<img data-src='no.png' src='data:image/png;base64,iVBO'> a heart", "[picture] a heart"),
        ("<svg><text>secret</text></svg>", "[picture]"),
        ("a [anki:tts lang=en]spoken[/anki:tts]", "a"),
    ] {
        assert_eq!(shown(html), text, "{html}");
    }
}

#[test]
fn a_reading_follows_its_word() {
    for (html, text) in [
        ("<ruby>漢字<rt>かんじ</rt></ruby>", "漢字 (かんじ)"),
        ("<ruby><rb>話</rb><rp>(</rp><rt>はな</rt><rp>)</rp></ruby>す。", "話す (はなす)。"),
        (
            "お<ruby>茶<rt>ちゃ</rt></ruby>を<ruby>飲<rt>の</rt></ruby>む",
            "お茶を飲む (おちゃをのむ)",
        ),
        ("<ruby>a<rt>b</rt></ruby> c <ruby>d</ruby> e", "a (b) c d e"),
    ] {
        assert_eq!(shown(html), text, "{html}");
    }
}

#[test]
fn blocks_become_tags() {
    for (text, html) in [
        ("a **b** *c* `d` ~~e~~\nf", "a <b>b</b> <i>c</i> <code>d</code> <s>e</s><br>f"),
        (
            "```py\na\n  <b>\n```\nb",
            "<pre><code class=\"language-py\">a\n  &lt;b&gt;</code></pre>b",
        ),
        (
            "so:\n- a\n\n  3. b\n\nc",
            "so:<ul><li>a<br><br><ol start=\"3\"><li>b</li></ol></li></ul>c",
        ),
        (
            "|a|b|\n|-|-:|\n|1|2|",
            "<table><tr><th>a</th><th align=\"right\">b</th></tr><tr><td>1</td><td align=\"right\">2</td></tr></table>",
        ),
        ("[x](https://y.org) > z", "<a href=\"https://y.org\">x</a> &gt; z"),
        ("> q\n\n---\n\n$a<b$ $$c$$", r"<blockquote>q</blockquote><br><hr><br>\(a&lt;b\) \[c\]"),
        ("{{x}} \\(y", "{&#123;x}&#125; (y"),
    ] {
        assert_eq!(super::html(text), html, "{text}");
    }
}

#[test]
fn hostile_html_is_read_in_bounds() {
    let many = 20_000;
    for html in [
        "<ul><li>a".repeat(many),
        "<table><tr><td>a".repeat(many),
        "<blockquote>".repeat(many) + "a" + &"</blockquote>".repeat(many),
        "</ul></td></li>".repeat(many),
        "<sup>a".repeat(many) + &"</sup>".repeat(many),
        "<b><i>a</b>".repeat(many),
        "<td>".repeat(many) + &"<tr><td>a".repeat(many),
        "<a href='x'>a".repeat(many),
        "<pre>a</ul>".repeat(many),
        "<p>a<br>".repeat(many),
        "\\(a".repeat(many),
        "\u{e000}1\u{e001}<b>a".repeat(many) + &"\u{e003}".repeat(many),
        format!("<a href=\"{}\">{}", "x".repeat(50_000), "<b>a</b>b".repeat(many)),
    ] {
        let written = text(&html, true, &mut Vec::new());
        assert!(written.len() < 8 * html.len(), "{}", &html[..20]);
    }
}

proptest! {
    #[test]
    fn any_html_is_read(html in r#"([a<>&;/!="'\\()\[\]$*`{}é \n]|<b>|</b>|<br>|<pre>|</pre>|<ruby>|<rt>|</ruby>|<ul>|<li>|</ul>|<td>|<table>|<sup>|</sup>|<p>|<video>|\\\(|\\\)|\[latex\]|<!--|<img src=){0,30}"#) {
        let text = text(&html, false, &mut Vec::new());
        prop_assert_eq!(write(&read(&text)), text);
    }

    #[test]
    fn any_html_with_blanks_is_read(html in r"([ab*`{}:| ]|<b>|</b>|<br>|<code>|</code>|<pre>|</pre>|\{\{c1::|\}\}|<sup>|</sup>|<li>){0,20}") {
        for text in crate::exchange::anki::cloze::texts(&html, &mut Vec::new()) {
            if let Ok(cloze) = ClozeText::parse(&text) {
                crate::text::markdown::read_blanks(&cloze);
            }
        }
    }

    #[test]
    fn what_we_write_we_read(blocks in blocks(0)) {
        let written = write(&blocks);
        let html = html(&written);
        let back = text(&html, false, &mut Vec::new());
        prop_assert_eq!(normalized(read(&back)), normalized(blocks), "{}\n{}", html, back);
    }
}
