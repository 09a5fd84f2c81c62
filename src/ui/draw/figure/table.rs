//! Rows under a header; texts that are too long for their column go on below.

use super::figure_canvas::FigureCanvas;
use crate::deck::figure::TableFigure;
use crate::library::page::FigurePart;
use crate::text::sanitize::clean_line;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Columns between two columns of the table.
const GAP: usize = 2;
/// The narrowest that a column is made.
const NARROWEST: usize = 6;

/// The fewest and the most columns.
pub(super) fn span(table: &TableFigure) -> (usize, usize) {
    let natural = natural(table);
    let gaps = GAP * natural.len().saturating_sub(1);
    let least: usize = natural.iter().map(|&columns| columns.min(2 * NARROWEST)).sum();
    (least + gaps, natural.iter().sum::<usize>() + gaps)
}

/// Draws a sound table.
pub(super) fn draw(table: &TableFigure, columns: usize) -> FigureCanvas {
    let widths = fitted(natural(table), columns);
    let right = numeric(table, widths.len());
    let mut canvas = FigureCanvas::new(columns, 0);
    if !table.header.is_empty() {
        line(&mut canvas, &table.header, &widths, &right, FigurePart::Title);
        let y = canvas.add_row();
        let all = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        canvas.rule(0, y, all.min(columns), "─", FigurePart::Axis);
    }
    table.rows.iter().for_each(|row| line(&mut canvas, row, &widths, &right, FigurePart::Value));
    canvas
}

/// Writes a row, as many lines as its longest text takes.
fn line(
    canvas: &mut FigureCanvas,
    row: &[String],
    widths: &[usize],
    right: &[bool],
    part: FigurePart,
) {
    let top = canvas.rows();
    let mut x = 0;
    for (i, (text, &columns)) in row.iter().zip(widths).enumerate() {
        for (down, words) in
            wrap(&[((), clean_line(text).into_owned())], columns).into_iter().enumerate()
        {
            let words: String = words.into_iter().map(|span| span.1).collect();
            while canvas.rows() <= top + down {
                canvas.add_row();
            }
            let lead = if right[i] { columns.saturating_sub(width(&words)) } else { 0 };
            canvas.cut_label(
                (x + lead).min(canvas.columns() - 1),
                top + down,
                columns,
                &words,
                part,
            );
        }
        x += columns + GAP;
    }
}

/// The columns of each column's longest text.
fn natural(table: &TableFigure) -> Vec<usize> {
    let rows = || std::iter::once(&table.header).chain(&table.rows);
    let count = rows().map(Vec::len).max().unwrap_or(0);
    let longest =
        |i: usize| rows().filter_map(|row| row.get(i)).map(|text| width(text)).max().unwrap_or(0);
    (0..count).map(|i| longest(i).max(1)).collect()
}

/// Takes columns from the widest until all fit.
fn fitted(mut widths: Vec<usize>, columns: usize) -> Vec<usize> {
    let room = columns.saturating_sub(GAP * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > 1) else { break };
        *widest -= 1;
    }
    widths
}

/// Which columns hold nothing but numbers.
fn numeric(table: &TableFigure, count: usize) -> Vec<bool> {
    let all = |i: usize| {
        table.rows.iter().filter_map(|row| row.get(i)).all(|text| {
            let digits = text.chars().any(|c| c.is_ascii_digit());
            digits
                && text.chars().all(|c| {
                    c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '−' | '+' | '%' | ' ' | 'e')
                })
        })
    };
    (0..count).map(|i| !table.rows.is_empty() && all(i)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_column_gives_way() {
        assert_eq!(fitted(vec![4, 30, 10], 38), [4, 20, 10]);
        assert_eq!(fitted(vec![4, 5], 38), [4, 5]);
    }
}
