//! Blocks where there is room for lines only, as in a cell.

use crate::text::markdown::{Block, BlockKind, Inline, InlineStyle};

/// Blocks as lines.
pub(super) fn line(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out = Vec::new();
    for block in blocks {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        match block.kind {
            BlockKind::Paragraph(line) => out.extend(line),
            BlockKind::Code { lines, .. } => out.extend(lines.into_iter().map(code)),
            BlockKind::List { start, items } => {
                for (i, item) in (0..).zip(items) {
                    if i > 0 {
                        out.push(Inline::Break);
                    }
                    out.push(plain(&match start {
                        Some(start) => format!("{}. ", start.saturating_add(i)),
                        None => "• ".to_string(),
                    }));
                    out.extend(line(item));
                }
            }
            BlockKind::Table { rows, .. } => {
                let rows = rows.into_iter().skip_while(|row| row.iter().all(Vec::is_empty));
                for (i, row) in rows.enumerate() {
                    if i > 0 {
                        out.push(Inline::Break);
                    }
                    for (i, cell) in row.into_iter().enumerate() {
                        out.extend(Some(plain("  ")).filter(|_| i > 0));
                        out.extend(cell);
                    }
                }
            }
            BlockKind::Quote(inside) => out.extend(line(inside)),
            BlockKind::Rule => _ = out.pop(),
        }
    }
    out
}

/// Lines of code without the empty ones at both ends.
pub(super) fn without_empty_ends(lines: &[Inline]) -> Vec<Inline> {
    let is_empty = |line: &&[Inline]| {
        line.iter().all(|inline| match inline {
            Inline::Text { text, .. } => text.trim().is_empty(),
            _ => false,
        })
    };
    let all: Vec<&[Inline]> = lines.split(|inline| *inline == Inline::Break).collect();
    let first = all.iter().take_while(|line| is_empty(line)).count();
    let last = all.iter().rev().take_while(|line| is_empty(line)).count();
    let mut out = Vec::new();
    for (i, line) in all.iter().enumerate().take(all.len() - last).skip(first) {
        if i > first {
            out.push(Inline::Break);
        }
        out.extend_from_slice(line);
    }
    out
}

fn plain(text: &str) -> Inline {
    Inline::Text { text: text.to_string(), style: InlineStyle::default() }
}

fn code(inline: Inline) -> Inline {
    match inline {
        Inline::Text { text, .. } => {
            Inline::Text { text, style: InlineStyle { code: true, ..InlineStyle::default() } }
        }
        other => other,
    }
}
