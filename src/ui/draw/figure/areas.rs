//! Rectangles to one scale, number lines, and pyramids.

use super::FigureRoom;
use super::figure_canvas::FigureCanvas;
use super::scale::AxisScale;
use super::strokes::{CurveStroke, PlotArea};
use crate::deck::figure::{Areas, Axis, Pyramid, Ticks};
use crate::library::page::FigurePart;
use crate::text::width::width;

/// The most rows that the highest rectangle takes.
const ROWS: usize = 9;
/// Columns between two rectangles.
const GAP: usize = 3;

/// Draws sound areas side by side on one ground, each with its name below.
pub(super) fn draw(areas: &Areas, room: FigureRoom) -> FigureCanvas {
    let FigureRoom { columns, glyphs, .. } = room;
    let most = room.rows.map_or(ROWS, |rows| rows.saturating_sub(1).max(ROWS));
    let count = areas.boxes.len().max(1);
    let names: Vec<usize> = areas.boxes.iter().map(|area| width(&area.0)).collect();
    let highest = areas.boxes.iter().map(|area| area.2).fold(0.0, f64::max);
    // Units a row; a row is as high as two columns are wide.
    let columns_at = |unit: f64| -> Vec<usize> {
        let own = areas.boxes.iter().map(|area| (area.1 / unit * 2.0).ceil().max(1.0) as usize);
        own.zip(&names).map(|(own, name)| own.max(*name)).collect()
    };
    let mut unit = (highest / most as f64).max(f64::MIN_POSITIVE);
    let room = columns.saturating_sub(GAP * (count - 1));
    for _ in 0..64 {
        if columns_at(unit).iter().sum::<usize>() <= room {
            break;
        }
        unit *= 1.1;
    }
    let rows = ((highest / unit).ceil() as usize).max(1);
    let mut canvas = FigureCanvas::new(columns, rows + 1);
    let mut x = 0;
    for ((name, wide, high), own) in areas.boxes.iter().zip(columns_at(unit)) {
        let own = own.min(columns.saturating_sub(x));
        if own == 0 {
            break;
        }
        let area = PlotArea {
            at: (x, 0),
            columns: own,
            rows,
            x: [0.0, own as f64 / 2.0 * unit],
            y: [0.0, rows as f64 * unit],
            glyphs,
        };
        let (w, h) = (wide.min(area.x[1]), high.min(area.y[1]));
        let outline = vec![(0.0, 0.0), (w, 0.0), (w, h), (0.0, h), (0.0, 0.0)];
        area.paint(&mut canvas, &[CurveStroke { points: outline, curve: 0, dashed: false }]);
        canvas.cut_label(x, rows, own, name, FigurePart::Title);
        x += own + GAP;
    }
    canvas
}

/// Draws sound number lines, their numbers below the last.
pub(super) fn ticks(ticks: &Ticks, columns: usize) -> FigureCanvas {
    let names = ticks.rows.iter().map(|row| width(&row.0) + 2).max().unwrap_or(0).min(columns / 2);
    let room = columns.saturating_sub(names).max(4);
    let share = |at: f64| ((at - ticks.from) / (ticks.to - ticks.from)).clamp(0.0, 1.0);
    let column = |at: f64| names + (share(at) * (room - 1) as f64).round() as usize;
    let mut canvas = FigureCanvas::new(columns, 0);
    for (name, at) in &ticks.rows {
        let y = canvas.add_row();
        canvas.cut_label(0, y, names.saturating_sub(1), name, FigurePart::Name);
        canvas.rule(names, y, room, "─", FigurePart::Axis);
        for &at in at {
            canvas.draw(column(at), y, "▲", FigurePart::Curve(0));
        }
    }
    let y = canvas.add_row();
    let scale = AxisScale::from_values(&Axis::range("", ticks.from, ticks.to), std::iter::empty());
    for (place, name) in scale.ticks(room / 5) {
        let at = (column(place) + 1)
            .saturating_sub(width(&name).div_ceil(2))
            .min(columns - width(&name).min(columns));
        let _ = canvas.label(at, y, &name, FigurePart::Axis);
    }
    canvas
}

/// The fewest and the most columns of a pyramid.
pub(super) fn pyramid_span(pyramid: &Pyramid) -> (usize, usize) {
    let columns = level_columns(pyramid).last().copied().unwrap_or(0);
    (columns, columns)
}

/// Draws a pyramid, a row a level.
pub(super) fn pyramid(pyramid: &Pyramid, columns: usize) -> FigureCanvas {
    let widths = level_columns(pyramid);
    let base = widths.last().copied().unwrap_or(0).min(columns);
    let mut canvas = FigureCanvas::new(columns, 0);
    for (level, own) in pyramid.levels.iter().zip(widths) {
        let own = own.min(base).max(4);
        let (y, x) = (canvas.add_row(), (base - own.min(base)) / 2);
        canvas.draw(x, y, "╱", FigurePart::Curve(0));
        canvas.draw(x + own - 1, y, "╲", FigurePart::Curve(0));
        let lead = own.saturating_sub(2 + width(level)) / 2;
        canvas.cut_label(x + 1 + lead, y, own - 2, level, FigurePart::Title);
    }
    let y = canvas.add_row();
    canvas.rule(0, y, base, "▔", FigurePart::Curve(0));
    canvas
}

/// The columns of each level: two more than the one above, and enough for its name.
fn level_columns(pyramid: &Pyramid) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for level in &pyramid.levels {
        let above = widths.last().map_or(0, |above| above + 4);
        let even = (width(level) + 4).next_multiple_of(2);
        widths.push(even.max(above));
    }
    widths
}
