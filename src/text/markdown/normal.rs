//! Blocks in the one form in which Markdown can say them, so that what is written reads back as the
//! same.
//!
//! Blanks around a line fall away, and blanks between words belong to the marks that both words
//! have. An empty line divides a paragraph, and a block that Markdown can't begin right below
//! another is set apart from it.

use super::reader::DEEPEST;
use super::tree::{Alignment, Block, BlockKind, Inline, InlineStyle, TableRow};

/// The highest number that begins a list.
const LAST_NUMBER: u64 = 999_999_999;

/// The blocks in that form. Those that are nested too deep to be read become those around them.
pub fn normalized(blocks: Vec<Block>) -> Vec<Block> {
    at_depth(blocks, 0)
}

fn at_depth(blocks: Vec<Block>, depth: usize) -> Vec<Block> {
    let mut out = Vec::new();
    for Block { kind, apart } in blocks {
        match kind {
            BlockKind::Paragraph(line) => {
                for (i, part) in paragraphs(line).into_iter().enumerate() {
                    push(&mut out, BlockKind::Paragraph(part), apart || i > 0);
                }
            }
            BlockKind::Code { language, lines } => {
                let lines = joined(lines, |inline| match inline {
                    Inline::Text { text, .. } => {
                        Inline::Text { text, style: InlineStyle::default() }
                    }
                    other => other,
                });
                push(&mut out, BlockKind::Code { language: name(&language), lines }, apart);
            }
            BlockKind::List { items, .. } if depth >= DEEPEST => {
                for item in items {
                    splice(&mut out, at_depth(item, depth), false);
                }
            }
            BlockKind::Quote(inside) if depth >= DEEPEST => {
                splice(&mut out, at_depth(inside, depth), apart);
            }
            BlockKind::List { start, items } => {
                let mut items: Vec<_> =
                    items.into_iter().map(|item| at_depth(item, depth + 2)).collect();
                items.retain(|item| !item.is_empty());
                let start = start.map(|start| start.min(LAST_NUMBER));
                if !items.is_empty() {
                    push(&mut out, BlockKind::List { start, items }, apart);
                }
            }
            BlockKind::Quote(inside) => {
                let inside = at_depth(inside, depth + 1);
                if !inside.is_empty() {
                    push(&mut out, BlockKind::Quote(inside), apart);
                }
            }
            BlockKind::Table { columns, rows } => {
                if let Some(table) = table(columns, rows) {
                    push(&mut out, table, apart);
                }
            }
            // A rule parts what is before it from what is behind it.
            BlockKind::Rule if out.last().is_none_or(is_rule) => {}
            BlockKind::Rule => push(&mut out, BlockKind::Rule, apart),
        }
    }
    if out.last().is_some_and(is_rule) {
        out.pop();
    }
    out
}

fn is_rule(block: &Block) -> bool {
    block.kind == BlockKind::Rule
}

fn splice(out: &mut Vec<Block>, blocks: Vec<Block>, apart: bool) {
    for (i, block) in blocks.into_iter().enumerate() {
        push(out, block.kind, block.apart || (apart && i == 0));
    }
}

/// Adds a block, set apart where it has to be.
fn push(out: &mut Vec<Block>, kind: BlockKind, apart: bool) {
    let Some(last) = out.last_mut() else {
        return out.push(Block { kind, apart: false });
    };
    match (&mut last.kind, kind) {
        (BlockKind::Paragraph(line), BlockKind::Paragraph(more)) if !apart => {
            line.push(Inline::Break);
            line.extend(more);
        }
        (last, kind) => {
            let apart = apart || must_be_apart(last, &kind);
            out.push(Block { kind, apart });
        }
    }
}

/// Whether the second of two blocks would be read as a part of the first if it came right below.
pub fn must_be_apart(first: &BlockKind, second: &BlockKind) -> bool {
    match (first, second) {
        // Dashes below a line of text make a heading of it.
        (BlockKind::Table { .. }, _)
        | (_, BlockKind::Table { .. })
        | (BlockKind::Paragraph(_), BlockKind::Rule)
        | (BlockKind::List { .. } | BlockKind::Quote(_), BlockKind::Paragraph(_))
        | (BlockKind::Quote(_), BlockKind::Quote(_)) => true,
        // Only a list that begins with one can follow a line of text.
        (
            BlockKind::Paragraph(_) | BlockKind::List { .. } | BlockKind::Quote(_),
            BlockKind::List { start: Some(start), .. },
        ) => *start != 1,
        _ => false,
    }
}

/// The name of a language, as far as it can follow a fence.
fn name(language: &str) -> String {
    let is_fit = |c: char| c.is_alphanumeric() || "+#-_.".contains(c);
    language.split_whitespace().next().unwrap_or_default().chars().filter(|&c| is_fit(c)).collect()
}

/// A table of which no row but the first is empty and no cell at a row's end; the first row has a
/// cell for each column.
fn table(columns: Vec<Alignment>, rows: Vec<TableRow>) -> Option<BlockKind> {
    let mut out: Vec<TableRow> = Vec::new();
    for (i, row) in rows.into_iter().enumerate() {
        let mut row: TableRow = row.into_iter().map(cell).collect();
        while row.last().is_some_and(Vec::is_empty) {
            row.pop();
        }
        if i == 0 || !row.is_empty() {
            out.push(row);
        }
    }
    let count = out.iter().map(Vec::len).max().filter(|count| *count > 0)?;
    out.first_mut()?.resize(count, vec![]);
    let mut alignments = columns;
    alignments.resize(count, Alignment::Left);
    Some(BlockKind::Table { columns: alignments, rows: out })
}

fn cell(line: Vec<Inline>) -> Vec<Inline> {
    let mut lines = paragraphs(line).into_iter();
    let mut out = lines.next().unwrap_or_default();
    for line in lines {
        out.push(Inline::Break);
        out.extend(line);
    }
    out
}

/// The paragraphs of lines: an empty line divides them.
fn paragraphs(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut out: Vec<Vec<Inline>> = vec![vec![]];
    let mut line = Vec::new();
    let mut end_line = |line: &mut Vec<Inline>| {
        let line = words(std::mem::take(line));
        let is_new = out.last().is_none_or(Vec::is_empty);
        match out.last_mut() {
            Some(last) if !line.is_empty() => {
                last.extend(Some(Inline::Break).filter(|_| !is_new));
                last.extend(line);
            }
            _ if is_new => {}
            _ => out.push(vec![]),
        }
    };
    for inline in inlines {
        match inline {
            Inline::Break => end_line(&mut line),
            Inline::Text { text, style } if text.contains('\n') => {
                for (i, text) in text.split('\n').enumerate() {
                    if i > 0 {
                        end_line(&mut line);
                    }
                    line.push(Inline::Text { text: text.to_string(), style: style.clone() });
                }
            }
            other => line.push(other),
        }
    }
    end_line(&mut line);
    out.retain(|part| !part.is_empty());
    out
}

/// A line of which each blank belongs to the marks that the words on both sides have.
fn words(line: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut blanks = String::new();
    let mut before = InlineStyle::default();
    let mut push_word = |blanks: &mut String, inline: Inline| {
        let style = match &inline {
            Inline::Text { style, .. } => style.clone(),
            _ => InlineStyle::default(),
        };
        if !blanks.is_empty() && !out.is_empty() {
            let text = std::mem::take(blanks);
            out.push(Inline::Text { text, style: common(&before, &style) });
        }
        blanks.clear();
        before = style;
        out.push(inline);
    };
    for inline in line {
        match inline {
            Inline::Text { text, style } if !style.code => {
                let mut from = 0;
                while from < text.len() {
                    let rest = &text[from..];
                    let word = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
                    blanks.push_str(&rest[..word]);
                    let rest = &rest[word..];
                    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                    if end > 0 {
                        let text = rest[..end].to_string();
                        push_word(&mut blanks, Inline::Text { text, style: style.clone() });
                    }
                    from += word + end;
                }
            }
            Inline::Text { text, .. } if text.is_empty() => {}
            Inline::Math { latex, display } => {
                let latex = latex.split_whitespace().collect::<Vec<_>>().join(" ");
                if let Some(formula) = formula(&latex, display) {
                    push_word(&mut blanks, formula);
                }
            }
            other => push_word(&mut blanks, other),
        }
    }
    joined(out, |inline| inline)
}

/// The marks that both have.
fn common(one: &InlineStyle, other: &InlineStyle) -> InlineStyle {
    InlineStyle {
        emphasis: one.emphasis && other.emphasis,
        strong: one.strong && other.strong,
        struck: one.struck && other.struck,
        code: false,
        link: one.link.clone().filter(|link| Some(link) == other.link.as_ref()),
    }
}

/// Joins neighbours of one style.
fn joined(line: Vec<Inline>, change: impl Fn(Inline) -> Inline) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in line.into_iter().map(change) {
        match (inline, out.last_mut()) {
            (Inline::Text { text, .. }, _) if text.is_empty() => {}
            (
                Inline::Text { text, style },
                Some(Inline::Text { text: last, style: last_style }),
            ) if *last_style == style => last.push_str(&text),
            (inline, _) => out.push(inline),
        }
    }
    out
}

/// A formula as Markdown can have it: without the dollars that would end it, which may stay within
/// braces. One that is not whole is only words.
fn formula(latex: &str, display: bool) -> Option<Inline> {
    let (mut out, mut depth, mut is_escaped) = (String::with_capacity(latex.len()), 0_usize, false);
    let mut is_balanced = true;
    for c in latex.chars() {
        match c {
            '$' if !is_escaped && depth == 0 => continue,
            '{' if !is_escaped => depth += 1,
            '}' if !is_escaped => {
                is_balanced &= depth > 0;
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
        out.push(c);
    }
    match out.trim() {
        "" => None,
        // A backslash at the end would escape the mark.
        latex if is_balanced && depth == 0 && !is_escaped => {
            Some(Inline::Math { latex: latex.to_string(), display })
        }
        latex => Some(Inline::Text { text: format!("${latex}$"), style: InlineStyle::default() }),
    }
}
