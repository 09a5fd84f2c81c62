//! Several figures side by side, as many in a row as fit.

use super::figure_canvas::FigureCanvas;
use super::{FigureRoom, span};
use crate::deck::Figure;
use crate::deck::figure::Panels;
use crate::library::page::FigurePart;
use crate::text::width::width;

/// Columns between two figures without a sign.
const GAP: usize = 3;

/// Draws sound panels.
pub(super) fn draw(panels: &Panels, room: FigureRoom) -> FigureCanvas {
    let columns = room.columns;
    let mut canvas = FigureCanvas::new(columns, 0);
    let mut first = 0;
    while first < panels.parts.len() {
        let count = fitting(&panels.parts[first..], columns);
        let row = &panels.parts[first..first + count];
        if first > 0 {
            canvas.add_row();
        }
        let top = canvas.rows();
        let drawn: Vec<FigureCanvas> = row
            .iter()
            .zip(widths(row, room))
            .map(|(part, columns)| {
                // Panels below each other fill the rows between them, not each.
                let rows = room.rows.filter(|_| row.len() == panels.parts.len());
                let lines = super::draw_in(part, FigureRoom { columns, rows, ..room });
                FigureCanvas::from_lines(&lines, columns)
            })
            .collect();
        let middle = top + drawn.iter().map(FigureCanvas::rows).min().unwrap_or(0) / 2;
        let mut x = 0;
        for (i, part) in drawn.iter().enumerate() {
            canvas.paste(part, x, top);
            x += part.columns() + GAP;
            let sign =
                panels.signs.get(first + i).filter(|sign| i + 1 < count && width(sign) <= GAP);
            if let Some(sign) = sign {
                canvas.cut_label(
                    x - GAP + (GAP - width(sign)) / 2,
                    middle,
                    GAP,
                    sign,
                    FigurePart::Cut,
                );
            }
        }
        first += count;
    }
    canvas
}

/// How many of the figures fit side by side, at least one.
fn fitting(parts: &[Figure], columns: usize) -> usize {
    let mut used = 0;
    let fits = parts.iter().take_while(|part| {
        used += least(part) + GAP;
        used - GAP <= columns
    });
    fits.count().max(1)
}

/// The columns of each: its least, and a share of the rest up to what it can use.
fn widths(parts: &[Figure], room: FigureRoom) -> Vec<usize> {
    let columns = room.columns;
    let most = |part: &Figure| if room.rows.is_some() { columns } else { most(part) };
    let mut widths: Vec<usize> = parts.iter().map(|part| least(part).min(columns)).collect();
    let gaps = GAP * parts.len().saturating_sub(1);
    let mut spare = columns.saturating_sub(widths.iter().sum::<usize>() + gaps);
    while spare > 0 {
        let growing = parts.iter().zip(&mut widths).filter(|(part, width)| **width < most(part));
        let Some((_, narrowest)) = growing.min_by_key(|(_, width)| **width) else { break };
        *narrowest += 1;
        spare -= 1;
    }
    widths
}

/// The fewest columns in which its title takes few lines.
fn least(part: &Figure) -> usize {
    span(&part.shape).0.max(width(&part.title).min(16)).max(super::NARROWEST)
}

fn most(part: &Figure) -> usize {
    let notes = part.notes.iter().map(|note| width(note)).max().unwrap_or(0).min(40);
    span(&part.shape).1.max(width(&part.title)).max(notes)
}
