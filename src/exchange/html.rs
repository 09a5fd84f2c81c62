//! HTML as Anki's fields have it, reduced to text and formulas, and back.
//!
//! Tags that carry meaning become marks (`*emphasis*`, `` `code` ``, `$math$`), lines and lists;
//! everything else is left out. What a field shows or plays that is no text is named in its place.

mod marks;
mod media;
mod reader;
mod ruby;
mod syntax;

use crate::text::markup::{self, TextTone};
pub(super) use media::is_only_media;
use reader::HtmlReader;

/// The text of a field, with our marks. In a text with blanks, braces that make none are
/// kept from it. The names of its media are added to `media`; what has no name adds an empty one.
pub(super) fn text(html: &str, blanks: bool, media: &mut Vec<String>) -> String {
    // Most fields are plain words.
    let special = ['<', '&', '[', '\\', '*', '`', '$', '\n', '\r', '\t', '\u{a0}', '{', '}'];
    if !html.contains(special) && !html.contains("  ") {
        return html.trim().to_string();
    }
    let mut reader = HtmlReader::new(media);
    reader.read(html);
    let mut runs = reader.runs;
    for run in &mut runs {
        if run.text.contains('\u{a0}') {
            run.text = run.text.replace('\u{a0}', " ");
        }
        if blanks {
            run.text = match run.tone {
                TextTone::Math => run.text.replace("{{", "{ {").replace("}}", "} }"),
                _ => super::cloze_conversion::literal(&run.text),
            };
        }
    }
    marks::marked(runs)
}

/// Whether a text has anything that only HTML has.
pub(super) fn looks_like(text: &str) -> bool {
    let tags = [
        "<br", "<div", "<p>", "<b>", "<i>", "<b ", "<span", "<ul", "<ol", "<img", "&nbsp;", "&lt;",
        "&gt;", "&amp;", "<sub", "<sup", "<code", "<pre",
    ];
    tags.iter().any(|tag| text.contains(tag))
}

/// A text with our marks as HTML; formulas as `MathJax` has them.
pub(super) fn html(text: &str) -> String {
    markup::runs(text)
        .into_iter()
        .map(|run| match run.tone {
            TextTone::Plain => words(&run.text),
            TextTone::Emphasis => format!("<i>{}</i>", words(&run.text)),
            TextTone::Code => format!("<code>{}</code>", words(&run.text)),
            TextTone::Math => format!("\\({}\\)", html_escape::encode_text(&run.text)),
        })
        .collect()
}

fn words(text: &str) -> String {
    // A pair of braces would be a field or a blank there, and these signs a formula or a sound.
    html_escape::encode_text(text)
        .replace("  ", " &nbsp;")
        .replace('\n', "<br>")
        .replace("{{", "{&#123;")
        .replace("}}", "}&#125;")
        .replace("\\(", "&#92;(")
        .replace("\\[", "&#92;[")
        .replace('[', "&#91;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::text::markup::TextRun;

    fn shown(html: &str) -> String {
        text(html, false, &mut Vec::new())
    }

    #[test]
    fn tags_become_marks_lines_and_lists() {
        for (html, text) in [
            ("a<br>b<div>c</div><div>d</div>", "a\nb\nc\nd"),
            ("the <b>mean</b> of <code>x</code> &amp; <i>more</i>", "the *mean* of `x` & *more*"),
            ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
            ("so:<ol><li>a<li>b</ol>end", "so:\n1. a\n2. b\nend"),
            ("2 &lt; 3 &nbsp;and 5 < 6", "2 < 3  and 5 < 6"),
            ("<script>alert(1)</script>x<!-- y -->z", "xz"),
            ("x<sup>2</sup>", "x^2"),
            ("<b>bold </b>word", "*bold* word"),
            ("a * b costs $5 and <b>$6</b>", "a * b costs $5 and *$6*"),
            ("literal *stars* and `ticks`", r"literal \*stars\* and \`ticks\`"),
            ("<a href=\"x>y\">link</a>", "link"),
            ("a\nb", "a b"),
            (
                "<pre><code>def f(x):\n    return x\n\nf(1)\n</code></pre>",
                "`def f(x):`\n`    return x`\n\n`f(1)`",
            ),
            ("<pre>a<br>\tb</pre>", "`a`\n`    b`"),
            (
                "<ul>\n  <li>a</li>\n  <li><p>b</p></li>\n</ul>\n<p>One</p>\n\n<p>Two</p>",
                "- a\n- b\nOne\nTwo",
            ),
            ("<table>\n <tr>\n  <td>a</td>\n  <td>b</td>\n </tr>\n</table>c", "a  b\nc"),
            (
                "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start=\"3\"><li>d</li></ol>",
                "- a\n  - b\n- c\n3. d",
            ),
            ("a <b> b </b> c", "a *b* c"),
            ("a   b", "a b"),
        ] {
            assert_eq!(shown(html), text, "{html}");
        }
    }

    #[test]
    fn formulas_of_every_kind_are_formulas() {
        for html in [
            r"\(x^2\)",
            r"\[x^2\]",
            "[$]x^2[/$]",
            "[$$]x^2[/$$]",
            "[latex]x^2[/latex]",
            "[latex]$x^2$[/latex]",
            "<anki-mathjax block=\"true\">x^2</anki-mathjax>",
        ] {
            assert_eq!(shown(&format!("so {html} is")), "so $x^2$ is", "{html}");
        }
        assert_eq!(shown(r"\(a &lt; b<br>c\)"), "$a < b c$");
        assert_eq!(shown(r"\(never closed"), r"\(never closed");
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
                "[film: v.webm]x",
            ),
            ("<audio></audio>", "[sound]"),
            ("<object data='x.svg'></object>", "[image: x.svg]"),
            (
                "<img data-src='no.png' src='data:image/png;base64,iVBO'> a heart",
                "[picture] a heart",
            ),
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

    proptest! {
        #[test]
        fn any_html_is_read(html in r#"([a<>&;/!="'\\()\[\]$*`{}é \n]|<b>|</b>|<br>|<pre>|</pre>|<ruby>|<rt>|</ruby>|<li>|<video>|\\\(|\\\)|\[latex\]|<!--|<img src=){0,30}"#) {
            text(&html, true, &mut Vec::new());
        }

        #[test]
        fn what_we_write_we_read(text in r"[ab<>&é]([ab *`$\\<>&é\n]{0,20}[ab<>&é])?") {
            // Blanks at the ends of emphasis move out of it.
            let runs = |text: &str| {
                let runs = crate::text::markup::runs(text).into_iter().map(|run| TextRun { text: run.text.split_whitespace().collect(), ..run });
                let mut out: Vec<TextRun> = Vec::new();
                for run in runs.filter(|run| !run.text.is_empty()) {
                    match out.last_mut() {
                        Some(last) if last.tone == run.tone => last.text.push_str(&run.text),
                        _ => out.push(run),
                    }
                }
                out
            };
            let expected = runs(&text);
            // A backslash at the end of emphasis would escape the mark that ends it: no text says
            // that.
            prop_assume!(expected.iter().all(|run| run.tone != TextTone::Emphasis || !run.text.ends_with('\\')));
            let html = html(&text);
            let back = super::text(&html, false, &mut Vec::new());
            prop_assert_eq!(runs(&back), expected, "{:?} {:?}", html, back);
        }
    }
}
