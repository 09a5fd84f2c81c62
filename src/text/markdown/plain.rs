//! A tree as plain words: no marks, formulas on one line.

use super::{BlockKind, InlinePiece, MarkdownBlock, MarkdownItem, MarkdownTree, gap_number, read};
use crate::text::math::{self, GlyphSet};

/// What a blank looks like.
const GAP: &str = "____";

/// A text without its marks. Lists, quotes and tables keep the signs that make them readable.
pub fn plain(text: &str) -> String {
    let marks = |byte: u8| byte.is_ascii_punctuation() || byte == b'\n' || byte > 0x7F;
    if !text.bytes().any(marks) && !text.starts_with([' ', '\t']) {
        return text.to_string();
    }
    tree(&read(text))
}

/// A tree as plain words.
pub fn tree(blocks: &MarkdownTree) -> String {
    let mut out = String::new();
    for (i, own) in blocks.iter().enumerate() {
        match (i, own.after_blank) {
            (0, _) => {}
            (_, true) => out.push_str("\n\n"),
            (_, false) => out.push('\n'),
        }
        block(own, &mut out);
    }
    out
}

fn block(block: &MarkdownBlock, out: &mut String) {
    match &block.kind {
        BlockKind::Paragraph(own) | BlockKind::Heading(own) => pieces(own, out),
        BlockKind::Code { text, .. } => out.push_str(&ungapped(text)),
        BlockKind::Math(latex) => out.push_str(&math::line(&ungapped(latex), GlyphSet::Unicode)),
        BlockKind::Quote(blocks) => indented(&tree(blocks), "> ", "> ", out),
        BlockKind::List(items) => {
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push('\n');
                }
                self::item(item, out);
            }
        }
        BlockKind::Table { rows, .. } => {
            for (i, row) in rows.iter().enumerate() {
                if i > 0 {
                    out.push('\n');
                }
                for (j, cell) in row.iter().enumerate() {
                    out.push_str(if j > 0 { " | " } else { "" });
                    pieces(cell, out);
                }
            }
        }
        BlockKind::Rule => out.push_str("---"),
    }
}

fn item(item: &MarkdownItem, out: &mut String) {
    let ticked = match item.is_checked {
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
        None => "",
    };
    let mark = format!("{} {ticked}", item.mark);
    let indent = " ".repeat(item.mark.len() + 1);
    indented(&tree(&item.blocks), &mark, &indent, out);
}

/// Adds a text, with a sign before its first line and another before all others.
fn indented(text: &str, first: &str, others: &str, out: &mut String) {
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let sign = if i == 0 { first } else { others };
        out.push_str(if line.is_empty() { sign.trim_end() } else { sign });
        out.push_str(line);
    }
}

/// Pieces as plain words.
fn pieces(own: &[InlinePiece], out: &mut String) {
    for piece in own {
        match piece {
            InlinePiece::Text(text) | InlinePiece::Code(text) => out.push_str(&ungapped(text)),
            InlinePiece::LineBreak => out.push('\n'),
            InlinePiece::Math(latex) => {
                out.push_str(&math::line(&ungapped(latex), GlyphSet::Unicode));
            }
            InlinePiece::Emphasis(inner)
            | InlinePiece::Strong(inner)
            | InlinePiece::Strike(inner)
            | InlinePiece::Link { words: inner, .. } => pieces(inner, out),
            InlinePiece::Medium { target, .. } => {
                let name = target.rsplit(['/', '\\']).next().unwrap_or(target);
                out.extend(["[image: ", name, "]"]);
            }
            InlinePiece::Subscript(inner) => script(inner, '_', out),
            InlinePiece::Superscript(inner) => script(inner, '^', out),
            InlinePiece::Reading(inner) => {
                out.push_str(" (");
                pieces(inner, out);
                out.push(')');
            }
        }
    }
}

fn script(inner: &[InlinePiece], sign: char, out: &mut String) {
    let mut words = String::new();
    pieces(inner, &mut words);
    out.push_str(&small(&words, sign));
}

/// A subscript (`_`) or a superscript (`^`) in small characters, if there are some for all of it.
pub fn small(words: &str, sign: char) -> String {
    if words.is_empty() || !words.chars().all(|c| c.is_alphanumeric() || "+-−=()".contains(c)) {
        return format!("{sign}({words})");
    }
    let line = math::line(&format!("x{sign}{{{words}}}"), GlyphSet::Unicode);
    line.strip_prefix('x').map_or_else(|| format!("{sign}({words})"), str::to_string)
}

/// A text with its blanks as gaps.
fn ungapped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains(|c| gap_number(c).is_some()) {
        return text.into();
    }
    let show = |c: char| if gap_number(c).is_some() { GAP.to_string() } else { c.to_string() };
    text.chars().map(show).collect::<String>().into()
}
