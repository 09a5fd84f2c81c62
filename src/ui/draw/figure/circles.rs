//! Two or three circles that overlap, with what they share in the middle.

use std::f64::consts::TAU;

use super::FigureRoom;
use super::figure_canvas::FigureCanvas;
use super::strokes::{CurveStroke, PlotArea};
use crate::deck::figure::Circles;
use crate::library::page::FigurePart;
use crate::text::sanitize::clean_line;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// The widest that a drawing is made.
const WIDEST: usize = 52;

/// Draws sound circles.
pub(super) fn draw(circles: &Circles, room: FigureRoom) -> FigureCanvas {
    let three = circles.circles.len() == 3;
    let places: &[(f64, f64)] = if three {
        &[(-0.62, 0.5), (0.62, 0.5), (0.0, -0.58)]
    } else {
        &[(-0.55, 0.0), (0.55, 0.0)]
    };
    let high = if three { [-1.58, 1.5] } else { [-1.0, 1.0] };
    let wide = 1.65;
    let rows_for_columns = |columns: f64| (high[1] - high[0]) / (2.0 * wide) * columns / 2.0;
    let widest =
        room.rows.map_or(WIDEST, |rows| WIDEST.max((rows as f64 / rows_for_columns(1.0)) as usize));
    let (columns, glyphs) = (room.columns.min(widest), room.glyphs);
    let rows = rows_for_columns(columns as f64).round() as usize;
    let mut canvas = FigureCanvas::new(columns, rows);
    let area = PlotArea { at: (0, 0), columns, rows, x: [-wide, wide], y: high, glyphs };
    let rim = |&(x, y): &(f64, f64)| -> Vec<(f64, f64)> {
        (0..=120)
            .map(|i| (TAU * f64::from(i) / 120.0).sin_cos())
            .map(|(b, a)| (x + a, y + b))
            .collect()
    };
    let strokes = places.iter().enumerate().map(|(i, at)| CurveStroke {
        points: rim(at),
        curve: i,
        dashed: false,
    });
    area.paint(&mut canvas, &strokes.collect::<Vec<_>>());
    if let Some(cell) = area.cell((0.0, if three { 0.12 } else { 0.0 })) {
        write(&mut canvas, cell, 10, &circles.centre, FigurePart::Cut);
    }
    for (name, (x, y)) in circles.circles.iter().zip(places) {
        // Away from the middle, where a circle is alone.
        if let Some(cell) = area.cell((x * 1.6, y * 1.55 + if three { 0.12 } else { 0.0 })) {
            write(&mut canvas, cell, columns / 4, name, FigurePart::Title);
        }
    }
    canvas.write_leftover_labels();
    canvas
}

/// Writes a text around a cell, as many lines as it takes.
fn write(
    canvas: &mut FigureCanvas,
    (x, y): (usize, usize),
    columns: usize,
    text: &str,
    part: FigurePart,
) {
    let lines = wrap(&[((), clean_line(text).into_owned())], columns);
    let top = y.saturating_sub(lines.len() / 2);
    for (down, line) in lines.into_iter().enumerate() {
        let line: String = line.into_iter().map(|span| span.1).collect();
        let at =
            x.saturating_sub(width(&line) / 2).min(canvas.columns().saturating_sub(width(&line)));
        canvas.place([(at, top + down)], &line, part);
    }
}
