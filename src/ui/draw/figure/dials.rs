//! Circles with hands, as on a clock.

use std::f64::consts::TAU;

use super::figure_canvas::FigureCanvas;
use super::strokes::{CurveStroke, PlotArea};
use crate::deck::figure::shape::number;
use crate::deck::figure::{Dial, Dials};
use crate::library::page::FigurePart;
use crate::text::width::width;
use crate::ui::draw::curve_glyphs::CurveGlyphs;

/// Columns and rows of a circle: a cell is twice as high as it is wide.
const ROUND: (usize, usize) = (14, 7);
/// Columns of a dial with the names of its hands.
const DIAL: usize = 28;

/// The fewest and the most columns.
pub(super) fn span(dials: &Dials) -> (usize, usize) {
    (DIAL, (DIAL + 1) * dials.dials.len().max(1))
}

/// Draws valid dials, as many side by side as there is room for.
pub(super) fn draw(dials: &Dials, columns: usize, glyphs: CurveGlyphs) -> FigureCanvas {
    let mut canvas = FigureCanvas::new(columns, 0);
    let a_row = (columns / (DIAL + 1)).max(1);
    for row in dials.dials.chunks(a_row) {
        let top = canvas.rows();
        for (i, dial) in row.iter().enumerate() {
            canvas.paste(&self::dial(dial, DIAL.min(columns), glyphs), i * (DIAL + 1), top);
        }
    }
    canvas
}

fn dial(dial: &Dial, columns: usize, glyphs: CurveGlyphs) -> FigureCanvas {
    let mut canvas = FigureCanvas::new(columns, ROUND.1 + 2);
    let left = columns.saturating_sub(ROUND.0) / 2;
    let area = PlotArea {
        at: (left, 1),
        columns: ROUND.0,
        rows: ROUND.1,
        x: [-1.0, 1.0],
        y: [-1.0, 1.0],
        glyphs,
    };
    let rim = (0..=90).map(|i| (TAU * f64::from(i) / 90.0).sin_cos()).collect();
    let hands = dial.hands.iter().map(|(_, angle)| {
        let (y, x) = angle.sin_cos();
        CurveStroke { points: vec![(0.0, 0.0), (x * 0.86, y * 0.86)], curve: 0, dashed: false }
    });
    area.paint(&mut canvas, &[CurveStroke { points: rim, curve: 2, dashed: false }]);
    area.paint(&mut canvas, &hands.collect::<Vec<_>>());
    let below = canvas.rows() - 1;
    let lead = columns.saturating_sub(width(&dial.label)) / 2;
    canvas.cut_label(lead, below, columns, &dial.label, FigurePart::Title);
    for (label, angle) in &dial.hands {
        let y = canvas.add_row();
        let text = format!("{label}: {} rad", number(*angle, 4).replace('-', "−"));
        let lead = columns.saturating_sub(width(&text)) / 2;
        canvas.cut_label(lead, y, columns, &text, FigurePart::Value);
    }
    for (label, angle) in &dial.hands {
        let (y, x) = angle.sin_cos();
        tip(&mut canvas, &area, (x, y), label);
    }
    canvas
}

/// Writes a hand's name where it points to, outside the rim; if another is there already, the list
/// below has it.
fn tip(canvas: &mut FigureCanvas, area: &PlotArea, (x, y): (f64, f64), label: &str) {
    let middle =
        (area.at.0 as f64 + area.columns as f64 / 2.0, area.at.1 as f64 + area.rows as f64 / 2.0);
    let (half, columns) = (width(label) as f64 / 2.0, width(label));
    let at = middle.0 + x * (area.columns as f64 / 2.0 + 1.5 + half) - half;
    let row = middle.1 - y * (area.rows as f64 / 2.0 + 1.0) - 0.5;
    let at = (at.round().max(0.0) as usize).min(canvas.columns().saturating_sub(columns));
    let _ = canvas.label(at, row.round().max(0.0) as usize, label, FigurePart::Name);
}
