//! Tags of HTML in Markdown: what they mean in our marks.

use super::InlineReader;
use crate::text::math::{self, GlyphSet};
use crate::text::opaque::OpaqueKind;

/// How many stretches away a tag may be closed.
const NEAR: usize = 64;

/// Takes a tag, with what it holds where that matters; says which stretch was the last of it.
pub(super) fn read(reader: &mut InlineReader<'_, '_>, i: usize) -> usize {
    let span = reader.spans[i];
    let tag = &reader.text[span.start + 1..span.end - 1];
    let name = name(tag);
    match name.as_str() {
        "br" => reader.push("\n"),
        "img" | "audio" | "video" | "source" | "embed" => {
            if let Some(source) = attribute(tag, "src") {
                reader.medium(source);
            }
        }
        "p" | "div" | "tr" | "ul" | "ol" | "table" | "blockquote" | "/li" => {}
        "/p" | "/div" | "/tr" | "/ul" | "/ol" | "/table" | "/blockquote" | "li" => {
            reader.push(if name == "li" { "\n- " } else { "\n" });
        }
        _ if is_style(name.trim_start_matches('/')) => {}
        _ => {
            let held = closing(reader, i, &name).and_then(|last| {
                let inner = &reader.text[span.end..reader.spans[last].start];
                Some((last, held(reader, tag, &name, inner)?))
            });
            if let Some((last, text)) = held {
                reader.push(&text);
                return last;
            }
            // What only looks like a tag, such as `List<String>`.
            reader.push(&reader.text[span.start..span.end]);
        }
    }
    i
}

fn name(tag: &str) -> String {
    let sign = |c: &char| c.is_ascii_alphanumeric() || *c == '/';
    tag.trim_end_matches('/').chars().take_while(sign).collect::<String>().to_ascii_lowercase()
}

/// Whether a tag says only how something looks.
fn is_style(name: &str) -> bool {
    matches!(
        name,
        "span"
            | "font"
            | "center"
            | "small"
            | "big"
            | "details"
            | "summary"
            | "ruby"
            | "rb"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "figure"
            | "figcaption"
    )
}

/// The stretch that closes a tag.
fn closing(reader: &InlineReader<'_, '_>, i: usize, name: &str) -> Option<usize> {
    let last = reader.spans.len().min(i + NEAR);
    (i + 1..last).find(|&next| {
        let span = reader.spans[next];
        let tag = &reader.text[span.start..span.end];
        span.kind == OpaqueKind::Tag
            && tag[1..].strip_prefix('/').is_some_and(|tag| self::name(tag) == name)
    })
}

/// What a tag makes of what it holds.
fn held(reader: &mut InlineReader<'_, '_>, tag: &str, name: &str, inner: &str) -> Option<String> {
    let sign = match name {
        "b" | "strong" => "**",
        "i" | "em" | "u" | "mark" | "ins" => "*",
        "s" | "del" | "strike" => "~~",
        "code" | "kbd" | "tt" | "samp" => return Some(format!("`{inner}`")),
        "sub" => return Some(script(&reader.inner(inner), '_')),
        "sup" => return Some(script(&reader.inner(inner), '^')),
        "rt" => return Some(format!(" ({})", reader.inner(inner))),
        "rp" | "script" | "style" => return Some(String::new()),
        "a" => {
            let target = attribute(tag, "href")?;
            return Some(format!("[{}]({target})", reader.inner(inner)));
        }
        _ => return None,
    };
    let inner = reader.inner(inner);
    let words = inner.trim();
    if words.is_empty() {
        return Some(inner);
    }
    Some(inner.replacen(words, &format!("{sign}{words}{sign}"), 1))
}

/// A sub- or superscript in small characters, if there are some for all of it.
fn script(inner: &str, sign: char) -> String {
    if !inner.chars().all(|c| c.is_alphanumeric() || "+-−=()".contains(c)) || inner.is_empty() {
        return format!("{sign}({inner})");
    }
    let line = math::line(&format!("x{sign}{{{inner}}}"), GlyphSet::Unicode);
    line.strip_prefix('x').map_or_else(|| format!("{sign}({inner})"), str::to_string)
}

/// The value of an attribute.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let value = &tag[tag.find(&format!("{name}="))? + name.len() + 1..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_whitespace().next(),
    }
}
