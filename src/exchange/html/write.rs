//! From a note's text to HTML as Anki's fields have it; formulas as `MathJax` has them.

use std::fmt::Write;

use crate::text::cloze::{Blank, ClozeText};
use crate::text::markdown::{
    self, Alignment, Block, BlockKind, Inline, InlineStyle, TableRow, must_be_apart,
};
use crate::text::media::{Medium, MediumKind, decoded, media};

/// The HTML of a text.
pub(in crate::exchange) fn html(text: &str) -> String {
    HtmlWriter { blank: None }.blocks(&markdown::normalized(markdown::read(text)))
}

/// The HTML of a text with blanks, each as `blank` has it; `true` stands for a formula around it.
pub(in crate::exchange) fn blanks(
    cloze: &ClozeText,
    blank: &dyn Fn(&Blank, bool) -> String,
) -> String {
    let all: Vec<&Blank> = cloze.blanks().collect();
    let number = |number: usize, in_formula: bool| {
        all.get(number).map_or_else(String::new, |one| blank(one, in_formula))
    };
    HtmlWriter { blank: Some(&number) }.blocks(&markdown::normalized(markdown::read_blanks(cloze)))
}

struct HtmlWriter<'b> {
    blank: Option<&'b dyn Fn(usize, bool) -> String>,
}

impl HtmlWriter<'_> {
    fn blocks(&self, blocks: &[Block]) -> String {
        let mut out = String::new();
        for (i, block) in blocks.iter().enumerate() {
            if let Some(before) = i.checked_sub(1).map(|i| &blocks[i].kind) {
                let lines = |kind: &BlockKind| matches!(kind, BlockKind::Paragraph(_));
                out.push_str(match lines(before) {
                    true if lines(&block.kind) || block.apart => "<br><br>",
                    false if block.apart && !must_be_apart(before, &block.kind) => "<br>",
                    _ => "",
                });
            }
            match &block.kind {
                BlockKind::Paragraph(line) => out.push_str(&self.line(line)),
                BlockKind::Code { language, lines } => {
                    let class = match language.as_str() {
                        "" => String::new(),
                        language => format!(" class=\"language-{language}\""),
                    };
                    _ = write!(out, "<pre><code{class}>{}</code></pre>", self.code(lines));
                }
                BlockKind::List { start, items } => out.push_str(&self.list(*start, items)),
                BlockKind::Table { columns, rows } => out.push_str(&self.table(columns, rows)),
                BlockKind::Quote(inside) => {
                    _ = write!(out, "<blockquote>{}</blockquote>", self.blocks(inside));
                }
                BlockKind::Rule => out.push_str("<hr>"),
            }
        }
        out
    }

    fn list(&self, start: Option<u64>, items: &[Vec<Block>]) -> String {
        let mut parts = String::new();
        for item in items {
            _ = write!(parts, "<li>{}</li>", self.blocks(item));
        }
        match start {
            None => format!("<ul>{parts}</ul>"),
            Some(1) => format!("<ol>{parts}</ol>"),
            Some(start) => format!("<ol start=\"{start}\">{parts}</ol>"),
        }
    }

    fn table(&self, columns: &[Alignment], rows: &[TableRow]) -> String {
        let mut out = "<table>".to_string();
        for (i, row) in rows.iter().enumerate() {
            let name = if i == 0 { "th" } else { "td" };
            if row.iter().all(Vec::is_empty) {
                continue;
            }
            out.push_str("<tr>");
            for (i, column) in columns.iter().enumerate() {
                let align = match column {
                    Alignment::Centre => " align=\"center\"",
                    Alignment::Right => " align=\"right\"",
                    Alignment::Left => "",
                };
                let cell = row.get(i).map_or_else(String::new, |cell| self.line(cell));
                _ = write!(out, "<{name}{align}>{cell}</{name}>");
            }
            out.push_str("</tr>");
        }
        out + "</table>"
    }

    fn code(&self, lines: &[Inline]) -> String {
        let part = |inline: &Inline| match inline {
            Inline::Text { text, .. } => signs(text),
            Inline::Break => "\n".to_string(),
            Inline::Blank(number) => {
                self.blank.map_or_else(String::new, |blank| blank(*number, false))
            }
            _ => String::new(),
        };
        lines.iter().map(part).collect()
    }

    fn line(&self, line: &[Inline]) -> String {
        let part = |inline: &Inline| match inline {
            Inline::Text { text, style } => styled(text, style),
            Inline::Math { latex, display } => self.math(latex, *display),
            Inline::Medium { file, .. } => medium(file),
            Inline::Break => "<br>".to_string(),
            Inline::Blank(number) => {
                self.blank.map_or_else(String::new, |blank| blank(*number, false))
            }
        };
        line.iter().map(part).collect()
    }

    fn math(&self, latex: &str, display: bool) -> String {
        let latex = html_escape::encode_text(latex);
        let latex = match self.blank {
            None => latex.into_owned(),
            // Braces of a formula would end a blank there.
            Some(blank) => {
                markdown::fill_math(&latex.replace("}}", "} }"), |number| blank(number, true))
            }
        };
        if display { format!("\\[{latex}\\]") } else { format!("\\({latex}\\)") }
    }
}

/// What is around the name of a picture.
pub(in crate::exchange) const PICTURE: (&str, &str) = ("<img src=\"", "\">");

/// A picture, or a sound as Anki has it.
fn medium(file: &str) -> String {
    // Anki takes a name as it is written.
    let name = decoded(file);
    if let Some(MediumKind::Sound | MediumKind::Film) = MediumKind::of_file(file) {
        return format!("[sound:{}]", html_escape::encode_text(&name));
    }
    let name = html_escape::encode_double_quoted_attribute(&name);
    format!("{}{name}{}", PICTURE.0, PICTURE.1)
}

/// Words with the pictures and sounds that are named among them.
fn words(text: &str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for Medium { range, file } in media(text) {
        if MediumKind::of_file(file).is_some() {
            out.push_str(&signs(&text[at..range.start]));
            out.push_str(&medium(file));
            at = range.end;
        }
    }
    out + &signs(&text[at..])
}

fn styled(text: &str, style: &InlineStyle) -> String {
    let mut out = if style.code { signs(text) } else { words(text) };
    // A name may have blanks too, and needs them as they are.
    if !out.contains(PICTURE.0) {
        out = out.replace("  ", " &nbsp;");
    }
    // Words have no blanks at both ends, but code may.
    if style.code {
        out = out.strip_prefix(' ').map_or(out.clone(), |rest| format!("&nbsp;{rest}"));
        out = out.strip_suffix(' ').map_or(out.clone(), |rest| format!("{rest}&nbsp;"));
    }
    let tags =
        [(style.code, "code"), (style.struck, "s"), (style.emphasis, "i"), (style.strong, "b")];
    for (is_on, tag) in tags {
        if is_on {
            out = format!("<{tag}>{out}</{tag}>");
        }
    }
    match &style.link {
        None => out,
        Some(link) => {
            let link = html_escape::encode_double_quoted_attribute(link);
            format!("<a href=\"{link}\">{out}</a>")
        }
    }
}

/// Words without signs that mean something in HTML or in Anki: a pair of braces would be a field or
/// a blank there, others a formula or a sound.
fn signs(text: &str) -> String {
    html_escape::encode_text(text)
        .replace("{{", "{&#123;")
        .replace("}}", "}&#125;")
        .replace("\\(", "&#92;(")
        .replace("\\[", "&#92;[")
        .replace('[', "&#91;")
}
