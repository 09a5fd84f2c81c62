//! HTML in the cells of tables and lists, which may as well be words about HTML.
//!
//! A tag without a partner is one of its words, and so is a tag that is alone in a cell.

use std::borrow::Cow;

use crate::text::opaque::{self, OpaqueKind, OpaqueSpan};

/// The tags that make blocks.
const BLOCKS: [&str; 16] = [
    "div",
    "p",
    "ul",
    "ol",
    "li",
    "pre",
    "table",
    "tr",
    "td",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "dl",
];
/// A blank that HTML keeps.
const HARD_BLANK: &str = "&nbsp;";

/// Whether a text has a block of HTML, with its end.
pub(in crate::exchange) fn has_blocks(text: &str) -> bool {
    if !text.contains("</") {
        return false;
    }
    let mut open = [false; BLOCKS.len()];
    for span in tags(text) {
        let tag = text[span.start..span.end].trim_start_matches('<');
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let Some(at) = BLOCKS.iter().position(|block| name.eq_ignore_ascii_case(block)) else {
            continue;
        };
        if closes && open[at] {
            return true;
        }
        open[at] |= !closes;
    }
    false
}

/// A text in which line breaks and hard blanks of HTML are those of Markdown.
pub(in crate::exchange) fn with_lines(text: &str) -> Cow<'_, str> {
    if !text.contains("<br") && !text.contains("<BR") && !text.contains(HARD_BLANK) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for span in tags(text) {
        let tag = &text[span.start..span.end];
        let is_break =
            matches!(tag.to_ascii_lowercase().as_str(), "<br>" | "<br/>" | "<br />" | "</br>");
        if is_break {
            out.push_str(&text[at..span.start]);
            out.push('\n');
            at = span.end;
        }
    }
    out.push_str(&text[at..]);
    out = out.replace(HARD_BLANK, " ");
    // A cell of a tag alone is about it.
    if out.trim().is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(out)
}

/// The tags of a text outside code.
fn tags(text: &str) -> impl Iterator<Item = OpaqueSpan> {
    opaque::spans(text).into_iter().filter(|span| span.kind == OpaqueKind::Tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_an_end() {
        for text in ["<div>a</div>", "so <ul><li>a</ul>", "<P class='x'>a</P>"] {
            assert!(has_blocks(text), "{text}");
        }
        for text in ["a <p> b", "</div>", "`<p>a</p>`", "List<int> </b>", "<b>a</b>", "<br>"] {
            assert!(!has_blocks(text), "{text}");
        }
    }

    #[test]
    fn line_breaks_are_lines() {
        for (text, lines) in [
            ("a<br>b<BR/>c", "a\nb\nc"),
            ("a <br>b&nbsp;c", "a \nb c"),
            ("a<br>`a<br>b`", "a\n`a<br>b`"),
            ("<br>", "<br>"),
            ("&nbsp;", "&nbsp;"),
        ] {
            assert_eq!(with_lines(text), lines);
        }
    }
}
