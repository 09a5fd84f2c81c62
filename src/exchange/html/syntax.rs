//! Pieces of HTML by themselves: where a tag ends, its attributes, white space, formulas.

use crate::text::markdown::Alignment;

/// A text with each run of white space as one blank.
pub(super) fn collapsed(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for c in html.chars() {
        let is_blank = matches!(c, ' ' | '\n' | '\r' | '\t');
        if !is_blank {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// A formula without tags, and without the marks of another formula around it.
pub(super) fn latex(html: &str) -> String {
    let plain: String = html
        .replace("<br>", " ")
        .replace("<br/>", " ")
        .replace("<br />", " ")
        .replace("<div>", " ");
    let mut out = String::new();
    let mut rest = plain.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        rest = after;
        if !after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            out.push('<');
        } else if let Some((_, after)) = after.split_once('>') {
            rest = after;
        } else {
            out.push('<');
            break;
        }
    }
    out.push_str(rest);
    let latex = html_escape::decode_html_entities(&out).replace(['\n', '\r', '\t', '\u{a0}'], " ");
    let latex = latex.trim();
    // Within `[latex]` a formula has the marks that LaTeX wants of it.
    [("$$", "$$"), ("$", "$"), ("\\[", "\\]"), ("\\(", "\\)")]
        .iter()
        .find_map(|(open, close)| latex.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(latex)
        .trim()
        .to_string()
}

/// The end of a tag: a `>` outside quoted attributes.
pub(super) fn end_of_tag(inner: &str) -> Option<usize> {
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

/// What code is written in, as its class says it.
pub(super) fn language(tag: &str) -> Option<&str> {
    let mut classes = attribute(tag, "class")?.split_whitespace();
    classes.find_map(|class| class.strip_prefix("language-").or(class.strip_prefix("lang-")))
}

/// How a cell is aligned.
pub(super) fn alignment(tag: &str) -> Option<Alignment> {
    let style = attribute(tag, "style").and_then(|style| style.split_once("text-align:"));
    let align = attribute(tag, "align").or(style.map(|(_, align)| align))?;
    match align.trim_start().get(..3)?.to_ascii_lowercase().as_str() {
        "cen" => Some(Alignment::Centre),
        "rig" => Some(Alignment::Right),
        _ => Some(Alignment::Left),
    }
}

/// The value of an attribute.
pub(super) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let pattern = format!("{name}=");
    let mut places = tag.match_indices(&pattern);
    let (at, _) =
        places.find(|(at, _)| !tag[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '-'))?;
    let value = &tag[at + pattern.len()..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_whitespace().next(),
    }
}
