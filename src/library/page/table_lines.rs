//! Lays a table out: columns side by side where they fit, folded where they are too wide, and a
//! record a row where there is no room for columns.

use crate::text::markdown::Alignment;
use crate::text::math::GlyphSet;
use crate::text::width::width;
use crate::text::wrap::{StyledSpan, wrap};

/// The narrowest that a column is folded to.
const NARROWEST: usize = 8;
/// The columns between two columns of a table.
const GAP: usize = 3;

type Line<S> = Vec<StyledSpan<S>>;

/// What the parts of a table look like.
pub(super) struct TableStyle<S> {
    pub(super) glyphs: GlyphSet,
    pub(super) plain: S,
    /// The lines between the cells.
    pub(super) frame: S,
    /// The name of a column beside its cell.
    pub(super) name: S,
}

/// The lines of a table, from the words of its cells.
pub(super) fn lines<S: Copy + PartialEq>(
    style: &TableStyle<S>,
    alignments: &[Alignment],
    rows: &[Vec<Line<S>>],
    columns: usize,
) -> Vec<Line<S>> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![1; count];
    for row in rows {
        for (own, cell) in widths.iter_mut().zip(row) {
            *own = (*own).max(cell_width(cell));
        }
    }
    let room = columns.saturating_sub(GAP * count.saturating_sub(1));
    if room < NARROWEST * count && widths.iter().sum::<usize>() > room {
        return records(style, rows, columns);
    }
    fold(&mut widths, room);
    let mut out = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        if i == 0 && row.iter().all(Vec::is_empty) {
            continue;
        }
        out.extend(row_lines(style, row, &widths, alignments));
        if i == 0 {
            let (sign, cross) =
                if style.glyphs == GlyphSet::Ascii { ("-", "-+-") } else { ("─", "─┼─") };
            let parts: Vec<String> = widths.iter().map(|width| sign.repeat(*width)).collect();
            out.push(vec![(style.frame, parts.join(cross))]);
        }
    }
    out
}

fn cell_width<S>(cell: &[(S, String)]) -> usize {
    cell.iter().map(|(_, text)| width(text)).sum()
}

/// Makes the widest columns narrower until all fit.
fn fold(widths: &mut [usize], room: usize) {
    let mut over = widths.iter().sum::<usize>().saturating_sub(room);
    while over > 0 {
        let Some(widest) = (0..widths.len()).max_by_key(|&i| widths[i]) else { return };
        let next = widths.iter().copied().filter(|width| *width < widths[widest]).max();
        let step = (widths[widest] - next.unwrap_or(1).max(1)).clamp(1, over);
        widths[widest] = (widths[widest] - step).max(1);
        over -= step;
    }
}

fn row_lines<S: Copy + PartialEq>(
    style: &TableStyle<S>,
    row: &[Line<S>],
    widths: &[usize],
    alignments: &[Alignment],
) -> Vec<Line<S>> {
    let bar = if style.glyphs == GlyphSet::Ascii { " | " } else { " │ " };
    let cells: Vec<Vec<Line<S>>> = widths
        .iter()
        .enumerate()
        .map(|(i, width)| row.get(i).map_or_else(Vec::new, |cell| wrap(cell, *width)))
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    (0..height)
        .map(|line| {
            let mut out = Line::new();
            for (i, width) in widths.iter().enumerate() {
                if i > 0 {
                    out.push((style.frame, bar.to_string()));
                }
                let cell = cells[i].get(line).cloned().unwrap_or_default();
                let free = width.saturating_sub(cell_width(&cell));
                let before = match alignments.get(i).copied().unwrap_or(Alignment::Left) {
                    Alignment::Left => 0,
                    Alignment::Centre => free / 2,
                    Alignment::Right => free,
                };
                let blanks = |count: usize| (style.plain, " ".repeat(count));
                out.push(blanks(before));
                out.extend(cell);
                if i + 1 < widths.len() {
                    out.push(blanks(free - before));
                }
            }
            out.retain(|(_, text)| !text.is_empty());
            out
        })
        .collect()
}

/// Each row as lines of its own, every cell after its column's name.
fn records<S: Copy + PartialEq>(
    style: &TableStyle<S>,
    rows: &[Vec<Line<S>>],
    columns: usize,
) -> Vec<Line<S>> {
    let Some((names, rows)) = rows.split_first() else { return Vec::new() };
    let mut out = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            out.push(Line::new());
        }
        for (at, cell) in row.iter().enumerate() {
            let name: String =
                names.get(at).into_iter().flatten().map(|(_, text)| text.as_str()).collect();
            let mut line = Line::new();
            if !name.is_empty() {
                line.push((style.name, format!("{name}: ")));
            }
            line.extend(cell.iter().cloned());
            out.extend(wrap(&line, columns));
        }
    }
    out
}
