//! HTML as Anki's fields have it, reduced to text and formulas, and back.
//!
//! Tags that carry meaning become marks (`*emphasis*`, `` `code` ``, `$math$`), lines and lists;
//! everything else is left out. What a field shows or plays that is no text is named in its place.

mod marks;

use crate::text::markup::{self, TextRun, TextTone};

/// What begins and ends a formula.
const MATH: [(&str, &str); 6] = [
    ("\\(", "\\)"),
    ("\\[", "\\]"),
    ("[$$]", "[/$$]"),
    ("[$]", "[/$]"),
    ("[latex]", "[/latex]"),
    ("<anki-mathjax", "</anki-mathjax>"),
];

/// The text of a field, with our marks. In a text with blanks, braces that make none are
/// kept from it.
pub(super) fn text(html: &str, blanks: bool, media: &mut Vec<String>) -> String {
    // Most fields are plain words.
    if !html.contains(['<', '&', '[', '\\', '*', '`', '$', '\n', '\r', '\t', '{', '}']) {
        return html.trim().to_string();
    }
    let mut reader =
        HtmlReader { runs: vec![], media, depth: 0, code: 0, lists: vec![], hidden: None };
    reader.read(html);
    let mut runs = reader.runs;
    if blanks {
        for run in &mut runs {
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

struct HtmlReader<'m> {
    runs: Vec<TextRun>,
    media: &'m mut Vec<String>,
    /// How many tags of emphasis are open.
    depth: usize,
    code: usize,
    /// The open lists, with the next number of those that are numbered.
    lists: Vec<Option<usize>>,
    /// The tag whose content nobody sees.
    hidden: Option<String>,
}

impl HtmlReader<'_> {
    fn read(&mut self, html: &str) {
        let mut rest = html;
        while !rest.is_empty() {
            let at = rest.find(['<', '\\', '[']).unwrap_or(rest.len());
            let (before, from) = rest.split_at(at);
            self.words(before);
            rest = self.special(from);
        }
    }

    /// Takes whatever begins with a sign that may mean something, and returns what comes after it.
    fn special<'h>(&mut self, from: &'h str) -> &'h str {
        let Some(first) = from.chars().next() else { return from };
        for (open, close) in MATH {
            if let Some(inner) = from.strip_prefix(open)
                && let Some(end) = inner.find(close)
            {
                let body = if first == '<' {
                    inner[..end].split_once('>').map_or("", |(_, body)| body)
                } else {
                    &inner[..end]
                };
                self.math(body);
                return &inner[end + close.len()..];
            }
        }
        if let Some(inner) = from.strip_prefix("[sound:")
            && let Some(end) = inner.find(']')
        {
            self.medium("sound", &inner[..end]);
            return &inner[end + 1..];
        }
        if let Some(inner) = from.strip_prefix("<!--") {
            return inner.find("-->").map_or("", |end| &inner[end + 3..]);
        }
        let tag = from
            .strip_prefix('<')
            .filter(|inner| inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
        if let Some(inner) = tag
            && let Some(end) = end_of_tag(inner)
        {
            self.tag(&inner[..end]);
            return &inner[end + 1..];
        }
        self.words(&from[..first.len_utf8()]);
        &from[first.len_utf8()..]
    }

    fn words(&mut self, html: &str) {
        if html.is_empty() || self.hidden.is_some() {
            return;
        }
        let text = html_escape::decode_html_entities(html);
        let text: String = text
            .chars()
            .map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{a0}') { ' ' } else { c })
            .collect();
        self.push(self.tone(), &text);
    }

    fn tone(&self) -> TextTone {
        match (self.code, self.depth) {
            (1.., _) => TextTone::Code,
            (0, 1..) => TextTone::Emphasis,
            (0, 0) => TextTone::Plain,
        }
    }

    fn push(&mut self, tone: TextTone, text: &str) {
        match self.runs.last_mut() {
            Some(last) if last.tone == tone && tone != TextTone::Math => last.text.push_str(text),
            _ => self.runs.push(TextRun { tone, text: text.to_string() }),
        }
    }

    fn math(&mut self, html: &str) {
        let plain: String = html
            .replace("<br>", " ")
            .replace("<br/>", " ")
            .replace("<br />", " ")
            .replace("<div>", " ");
        let mut out = String::new();
        let mut rest = plain.as_str();
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            let end = rest[at..].find('>').filter(|_| {
                rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
            });
            if let Some(end) = end {
                rest = &rest[at + end + 1..];
            } else {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
        out.push_str(rest);
        let latex =
            html_escape::decode_html_entities(&out).replace(['\n', '\r', '\t', '\u{a0}'], " ");
        let latex = latex.trim();
        let latex = ["$$", "$"]
            .iter()
            .find_map(|mark| latex.strip_prefix(mark)?.strip_suffix(mark))
            .unwrap_or(latex)
            .trim();
        if !latex.is_empty() {
            self.push(TextTone::Math, latex);
        }
    }

    fn medium(&mut self, what: &str, name: &str) {
        let name = html_escape::decode_html_entities(name).into_owned();
        self.push(TextTone::Plain, &format!("[{what}: {name}]"));
        if !self.media.contains(&name) {
            self.media.push(name);
        }
    }

    fn tag(&mut self, inner: &str) {
        let closes = inner.starts_with('/');
        let name: String =
            inner.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if let Some(hidden) = &self.hidden {
            if closes && *hidden == name {
                self.hidden = None;
            }
            return;
        }
        let step = |count: usize| if closes { count.saturating_sub(1) } else { count + 1 };
        match name.as_str() {
            "b" | "strong" | "i" | "em" | "u" | "mark" => self.depth = step(self.depth),
            "code" | "pre" | "kbd" | "tt" => {
                if name == "pre" {
                    self.line();
                }
                self.code = step(self.code);
            }
            "br" => self.push(self.tone(), "\n"),
            "script" | "style" if !closes => self.hidden = Some(name),
            "ul" | "ol" => {
                self.line();
                if closes {
                    _ = self.lists.pop();
                } else {
                    self.lists.push((name == "ol").then_some(1));
                }
            }
            "li" if !closes => self.item(),
            "td" | "th" if closes => self.push(TextTone::Plain, "  "),
            "sup" if !closes => self.push(TextTone::Plain, "^"),
            "sub" if !closes => self.push(TextTone::Plain, "_"),
            "img" => {
                let name = attribute(inner, "src").unwrap_or_default().to_string();
                self.medium("image", &name);
            }
            "div" | "p" | "li" | "tr" | "table" | "blockquote" | "hr" | "h1" | "h2" | "h3"
            | "h4" | "h5" | "h6" => {
                self.line();
            }
            _ => {}
        }
    }

    fn item(&mut self) {
        self.line();
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_string(),
        };
        self.push(TextTone::Plain, &mark);
    }

    /// Sees to it that what comes next begins a line.
    fn line(&mut self) {
        if self.runs.last().is_some_and(|run| !run.text.ends_with('\n')) {
            self.push(TextTone::Plain, "\n");
        }
    }
}

/// The end of a tag: a `>` outside quoted attributes.
fn end_of_tag(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (i, byte) in inner.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(i),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    inner.find('>')
}

/// The value of an attribute.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.find(&format!("{name}="))? + name.len() + 1;
    let value = &tag[at..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_whitespace().next(),
    }
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

    proptest! {
        #[test]
        fn any_html_is_read(html in r#"([a<>&;/!="'\\()\[\]$*`{}é ]|<b>|</b>|<br>|\\\(|\\\)|\[latex\]|<!--|<img src=){0,30}"#) {
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
