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

/// Returns the fewest and the most columns.
pub(super) fn span(dials: &Dials) -> (usize, usize) {
    (DIAL, (DIAL + 1) * dials.dials.len().max(1))
}

/// Draws sound dials, as many side by side as there is room for.
pub(super) fn draw(dials: &Dials, columns: usize, ink: CurveGlyphs) -> FigureCanvas {
    let mut sheet = FigureCanvas::new(columns, 0);
    let a_row = (columns / (DIAL + 1)).max(1);
    for row in dials.dials.chunks(a_row) {
        let top = sheet.rows();
        for (i, dial) in row.iter().enumerate() {
            sheet.paste(&self::dial(dial, DIAL.min(columns), ink), i * (DIAL + 1), top);
        }
    }
    sheet
}

fn dial(dial: &Dial, columns: usize, ink: CurveGlyphs) -> FigureCanvas {
    let mut sheet = FigureCanvas::new(columns, ROUND.1 + 2);
    let left = columns.saturating_sub(ROUND.0) / 2;
    let pad = PlotArea {
        at: (left, 1),
        columns: ROUND.0,
        rows: ROUND.1,
        x: [-1.0, 1.0],
        y: [-1.0, 1.0],
        ink,
    };
    let rim = (0..=90).map(|i| (TAU * f64::from(i) / 90.0).sin_cos()).collect();
    let hands = dial.hands.iter().map(|(_, angle)| {
        let (y, x) = angle.sin_cos();
        CurveStroke { points: vec![(0.0, 0.0), (x * 0.86, y * 0.86)], curve: 0, dashed: false }
    });
    pad.paint(&mut sheet, &[CurveStroke { points: rim, curve: 2, dashed: false }]);
    pad.paint(&mut sheet, &hands.collect::<Vec<_>>());
    let below = sheet.rows() - 1;
    let lead = columns.saturating_sub(width(&dial.label)) / 2;
    sheet.cut_label(lead, below, columns, &dial.label, FigurePart::Title);
    for (label, angle) in &dial.hands {
        let y = sheet.row();
        let says = format!("{label}: {} rad", number(*angle, 4).replace('-', "−"));
        let lead = columns.saturating_sub(width(&says)) / 2;
        sheet.cut_label(lead, y, columns, &says, FigurePart::Value);
    }
    for (label, angle) in &dial.hands {
        let (y, x) = angle.sin_cos();
        tip(&mut sheet, &pad, (x, y), label);
    }
    sheet
}

/// Writes a hand's name where it points to, outside the rim; where another stands there already,
/// the list below does.
fn tip(sheet: &mut FigureCanvas, pad: &PlotArea, (x, y): (f64, f64), label: &str) {
    let middle =
        (pad.at.0 as f64 + pad.columns as f64 / 2.0, pad.at.1 as f64 + pad.rows as f64 / 2.0);
    let (half, columns) = (width(label) as f64 / 2.0, width(label));
    let at = middle.0 + x * (pad.columns as f64 / 2.0 + 1.5 + half) - half;
    let row = middle.1 - y * (pad.rows as f64 / 2.0 + 1.0) - 0.5;
    let at = (at.round().max(0.0) as usize).min(sheet.columns().saturating_sub(columns));
    let _ = sheet.label(at, row.round().max(0.0) as usize, label, FigurePart::Name);
}
