//! The tags of HTML that mean something in a note's text.

use std::cell::RefCell;
use std::collections::HashMap;

use super::tree::InlineStyle;

/// Where the next closing tag of each name is, as far as that was looked for: a text of tags is
/// read in linear time.
#[derive(Debug, Default)]
pub(super) struct TagEnds {
    found: RefCell<HashMap<String, Option<usize>>>,
}

impl TagEnds {
    /// Whether the partner of an opening tag follows from that byte on.
    pub(super) fn follow(&self, text: &str, tag: &str, from: usize) -> bool {
        let name: String = tag.chars().skip(1).take_while(char::is_ascii_alphanumeric).collect();
        let end = format!("</{name}>");
        let mut found = self.found.borrow_mut();
        let place = found.entry(name).or_insert(Some(0));
        if place.is_some_and(|at| at < from || at == 0) {
            *place = text.get(from..).and_then(|rest| rest.find(&end)).map(|at| from + at);
        }
        place.is_some()
    }
}

/// What a tag does.
pub(super) enum HtmlTag<'h> {
    /// It ends a line.
    Break,
    /// It has no effect here, as a comment has none.
    Nothing,
    /// It begins another style.
    Open(fn(&mut InlineStyle)),
    /// It ends a style.
    Close,
    /// It begins or ends what looks the same here.
    Plain {
        /// Whether it ends it.
        closes: bool,
    },
    /// It stands for these words.
    Text(&'h str),
    /// It shows a file.
    Medium(String),
    /// It begins small text.
    Script {
        /// Whether that is lowered.
        low: bool,
    },
    /// It ends small text.
    ScriptEnd,
    /// It is no tag that is known here, and so it is text.
    Unknown,
}

/// What this tag does.
pub(super) fn html_tag(html: &str) -> HtmlTag<'_> {
    if html.starts_with("<!--") && html.ends_with("-->") {
        return HtmlTag::Nothing;
    }
    let inner = html.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let Some(inner) = inner.filter(|inner| !inner.contains('<')) else { return HtmlTag::Unknown };
    let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    match (name.to_ascii_lowercase().as_str(), closes) {
        ("br", _) => HtmlTag::Break,
        ("b" | "strong", false) => HtmlTag::Open(|style| style.strong = true),
        ("i" | "em" | "u" | "mark", false) => HtmlTag::Open(|style| style.emphasis = true),
        ("s" | "del" | "strike", false) => HtmlTag::Open(|style| style.struck = true),
        ("code" | "kbd" | "tt" | "samp", false) => HtmlTag::Open(|style| style.code = true),
        (
            "b" | "strong" | "i" | "em" | "u" | "mark" | "s" | "del" | "strike" | "code" | "kbd"
            | "tt" | "samp",
            true,
        ) => HtmlTag::Close,
        ("sub", false) => HtmlTag::Script { low: true },
        ("sup", false) => HtmlTag::Script { low: false },
        ("sub" | "sup", true) => HtmlTag::ScriptEnd,
        ("rt", false) => HtmlTag::Text(" ("),
        ("rt", true) => HtmlTag::Text(")"),
        ("rb" | "rp" | "wbr", _) => HtmlTag::Nothing,
        ("ruby" | "span" | "small" | "font", closes) => HtmlTag::Plain { closes },
        ("img", false) => HtmlTag::Medium(source(inner)),
        _ => HtmlTag::Unknown,
    }
}

/// The file that a tag names.
fn source(tag: &str) -> String {
    let value = tag.split_once("src=").map_or("", |(_, value)| value);
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let name = match quote {
        Some(quote) => value[1..].split(quote).next(),
        None => value.split_whitespace().next(),
    };
    name.unwrap_or_default().to_string()
}
