//! Curves over one pair of axes, with their ticks, marks, cuts and legend.

use super::FigureRoom;
use super::figure_canvas::FigureCanvas;
use super::scale::AxisScale;
use super::strokes::{CurveStroke, PlotArea, point, sample};
use crate::deck::figure::{CurvePath, Plot, PlotCut};
use crate::library::page::FigurePart;
use crate::text::width::width;
use crate::ui::draw::curve_glyphs::CurveGlyphs;

/// The rows of a plot, from the narrowest to the widest.
const ROWS: (usize, usize) = (8, 13);
/// The rows that are kept for a legend where the plot fills so many.
const LEGEND: usize = 2;
/// The most ticks of the vertical axis.
const TICKS: usize = 8;

/// Draws a sound plot.
pub(super) fn draw(plot: &Plot, room: FigureRoom) -> FigureCanvas {
    let FigureRoom { columns, glyphs, .. } = room;
    let (x, y) = scales(plot);
    let top = usize::from(!plot.y.label.is_empty());
    let rows = match room.rows {
        Some(rows) => rows.saturating_sub(top + 2 + LEGEND).max(ROWS.0),
        None => (columns / 6).clamp(ROWS.0, ROWS.1),
    };
    let ticks = y.ticks((rows / 2).min(TICKS));
    let gutter = ticks.iter().map(|tick| width(&tick.1)).max().unwrap_or(0) + 1;
    let mut canvas = FigureCanvas::new(columns, top + rows + 2);
    let area = PlotArea {
        at: (gutter + 1, top),
        columns: columns.saturating_sub(gutter + 1).max(4),
        rows,
        x: [x.from, x.to],
        y: [y.from, y.to],
        glyphs,
    };
    axes(&mut canvas, plot, &area, &ticks, &x);
    let placed = |(a, b): (f64, f64)| (x.place(a), y.place(b));
    cuts(&mut canvas, plot, &area, placed);
    area.paint(&mut canvas, &strokes(plot, &area, (x, y)));
    dots(&mut canvas, plot, &area, placed);
    marks(&mut canvas, plot, &area, placed);
    legend(&mut canvas, plot, glyphs);
    canvas.write_leftover_labels();
    canvas
}

/// The scales that show every point.
fn scales(plot: &Plot) -> (AxisScale, AxisScale) {
    let given: Vec<(f64, f64)> = plot
        .curves
        .iter()
        .flat_map(|curve| match &curve.path {
            CurvePath::Line(points) | CurvePath::Dots(points) => points.clone(),
            CurvePath::Formula(_) => Vec::new(),
        })
        .chain(plot.marks.iter().map(|mark| mark.at))
        .collect();
    let x = AxisScale::from_values(&plot.x, given.iter().map(|point| point.0));
    let formulas = plot.curves.iter().filter_map(|curve| match &curve.path {
        CurvePath::Formula(formula) => Some(formula),
        _ => None,
    });
    let places = |i: usize| x.value(x.from + (x.to - x.from) * i as f64 / 64.0);
    let computed = formulas.flat_map(|formula| (0..=64).filter_map(move |i| formula.at(places(i))));
    let y = AxisScale::from_values(&plot.y, given.iter().map(|point| point.1).chain(computed));
    (x, y)
}

/// A line for every curve that has one; a formula is computed for every dot across.
fn strokes(plot: &Plot, area: &PlotArea, (x, y): (AxisScale, AxisScale)) -> Vec<CurveStroke> {
    let mut strokes = Vec::new();
    for (curve, path) in plot.curves.iter().map(|curve| &curve.path).enumerate() {
        match path {
            CurvePath::Dots(_) => {}
            CurvePath::Line(points) => {
                let points = points.iter().map(|&(a, b)| (x.place(a), y.place(b))).collect();
                strokes.push(CurveStroke { points, curve, dashed: true });
            }
            CurvePath::Formula(formula) => {
                let last = 2 * area.dots().0 as usize;
                let places = (0..=last).map(|i| x.from + (x.to - x.from) * i as f64 / last as f64);
                let values: Vec<_> =
                    places.map(|at| (at, formula.at(x.value(at)).map(|v| y.place(v)))).collect();
                // Where the formula has no value the curve is broken.
                for run in values.chunk_by(|a, b| a.1.is_some() == b.1.is_some()) {
                    let points =
                        run.iter().filter_map(|(at, v)| v.map(|v| (*at, v))).collect::<Vec<_>>();
                    strokes.push(CurveStroke { points, curve, dashed: true });
                }
            }
        }
    }
    strokes
}

/// Draws the axes, their ticks and labels.
fn axes(
    canvas: &mut FigureCanvas,
    plot: &Plot,
    area: &PlotArea,
    ticks: &[(f64, String)],
    x: &AxisScale,
) {
    let (left, bottom) = (area.at.0 - 1, area.at.1 + area.rows);
    (area.at.1..bottom).for_each(|row| canvas.draw(left, row, "│", FigurePart::Axis));
    canvas.rule(left, bottom, area.columns + 1, "─", FigurePart::Axis);
    canvas.draw(left, bottom, "└", FigurePart::Axis);
    for (place, name) in ticks {
        let Some((_, row)) = area.cell((area.x[0], *place)) else { continue };
        if canvas.label(left.saturating_sub(width(name)), row, name, FigurePart::Axis) {
            canvas.draw(left, row, "┤", FigurePart::Axis);
        }
    }
    canvas.cut_label(0, 0, canvas.columns(), &plot.y.label, FigurePart::Name);
    let mut end = 0;
    for (place, name) in x.ticks((area.columns / 8).max(2)) {
        let Some((column, _)) = area.cell((place, area.y[0])) else { continue };
        let at = (column + 1)
            .saturating_sub(width(&name).div_ceil(2))
            .min(canvas.columns() - width(&name));
        if at >= end && canvas.label(at, bottom + 1, &name, FigurePart::Axis) {
            canvas.draw(column, bottom, "┬", FigurePart::Axis);
            end = at + width(&name) + 1;
        }
    }
    if !plot.x.label.is_empty() {
        let at = canvas.columns().saturating_sub(width(&plot.x.label));
        // Beside the last tick's number if there is room, else below it.
        let y = if at > end { bottom + 1 } else { canvas.add_row() };
        canvas.cut_label(at, y, canvas.columns(), &plot.x.label, FigurePart::Name);
    }
}

/// Draws the lines right across, each with its name where there is room.
fn cuts(
    canvas: &mut FigureCanvas,
    plot: &Plot,
    area: &PlotArea,
    placed: impl Fn((f64, f64)) -> (f64, f64),
) {
    for cut in &plot.cuts {
        match cut {
            PlotCut::X(at, label) => {
                let Some((column, _)) = area.cell((placed((*at, 1.0)).0, area.y[0])) else {
                    continue;
                };
                (area.at.1..area.at.1 + area.rows)
                    .for_each(|row| canvas.draw(column, row, "┊", FigurePart::Cut));
                let before =
                    column.checked_sub(width(label) + 1).filter(|before| *before > area.at.0);
                let rows = area.at.1..area.at.1 + area.rows.min(4);
                let places =
                    rows.flat_map(|y| [Some((column + 2, y)), before.map(|x| (x, y))]).flatten();
                canvas.place(places, label, FigurePart::Cut);
            }
            PlotCut::Y(at, label) => {
                let Some((_, row)) = area.cell((area.x[0], placed((1.0, *at)).1)) else { continue };
                canvas.rule(area.at.0, row, area.columns, "┄", FigurePart::Cut);
                let x = canvas.columns().saturating_sub(width(label)).max(area.at.0);
                let rows = [row.checked_sub(1), Some(row + 1)].into_iter().flatten();
                let rows = rows.filter(|y| (area.at.1..area.at.1 + area.rows).contains(y));
                canvas.place(rows.map(|y| (x, y)), label, FigurePart::Cut);
            }
        }
    }
}

fn dots(
    canvas: &mut FigureCanvas,
    plot: &Plot,
    area: &PlotArea,
    placed: impl Fn((f64, f64)) -> (f64, f64),
) {
    for (curve, path) in plot.curves.iter().map(|curve| &curve.path).enumerate() {
        let CurvePath::Dots(points) = path else { continue };
        for (x, y) in points.iter().filter_map(|&at| area.cell(placed(at))) {
            canvas.draw(x, y, point(curve, area.glyphs), FigurePart::Curve(curve as u8));
        }
    }
}

/// Draws the marks and their labels, each label where no curve runs.
fn marks(
    canvas: &mut FigureCanvas,
    plot: &Plot,
    area: &PlotArea,
    placed: impl Fn((f64, f64)) -> (f64, f64),
) {
    let symbol = mark_symbol(area.glyphs);
    let cells: Vec<_> = plot.marks.iter().map(|mark| (mark, area.cell(placed(mark.at)))).collect();
    // Marks are labels, so that no label may hide one.
    for (x, y) in cells.iter().filter_map(|(_, cell)| *cell) {
        canvas.label(x, y, symbol, FigurePart::Mark);
    }
    for (mark, cell) in cells {
        let room = cell.and_then(|cell| beside(canvas, area, cell, width(&mark.label)));
        let text =
            if room.is_some() { mark.label.clone() } else { format!("{symbol} {}", mark.label) };
        if !mark.label.is_empty() {
            canvas.place(room, &text, FigurePart::Mark);
        }
    }
}

fn mark_symbol(glyphs: CurveGlyphs) -> &'static str {
    if glyphs == CurveGlyphs::Ascii { "O" } else { "●" }
}

/// A place beside a mark for so many columns where nothing is drawn.
fn beside(
    canvas: &FigureCanvas,
    area: &PlotArea,
    (x, y): (usize, usize),
    columns: usize,
) -> Option<(usize, usize)> {
    let left = |by: usize| x.checked_sub(columns + by);
    let middle = x.checked_sub(columns / 2);
    let places = [
        (Some(x + 2), Some(y)),
        (left(1), Some(y)),
        (Some(x + 2), y.checked_sub(1)),
        (Some(x + 2), Some(y + 1)),
        (left(1), y.checked_sub(1)),
        (left(1), Some(y + 1)),
        (middle, y.checked_sub(1)),
        (middle, Some(y + 1)),
        (middle, y.checked_sub(2)),
        (middle, Some(y + 2)),
    ];
    let places = places
        .into_iter()
        .filter_map(|(x, y)| Some((x?, y?)))
        .filter(|&(x, y)| x >= area.at.0 && y >= area.at.1 && y < area.at.1 + area.rows);
    // A blank on either side, so that two labels do not read as one.
    places.into_iter().find(|&(x, y)| {
        canvas.is_blank(x, y, columns)
            && (x + columns >= canvas.columns() || canvas.is_free(x + columns, y, 1))
            && (x == area.at.0 || canvas.is_free(x - 1, y, 1))
    })
}

/// Writes the curves' names below, each behind a sample of its line.
fn legend(canvas: &mut FigureCanvas, plot: &Plot, glyphs: CurveGlyphs) {
    let mut x = 0;
    // The name of the horizontal axis may be at the right of this row.
    let mut row = Some(canvas.rows() - 1);
    for (i, curve) in plot.curves.iter().enumerate().filter(|(_, curve)| !curve.label.is_empty()) {
        let sample = match curve.path {
            CurvePath::Dots(_) => point(i, glyphs).to_string(),
            _ => sample(i, glyphs),
        };
        let columns = width(&sample) + 1 + width(&curve.label);
        let y = match row {
            Some(y)
                if canvas.is_blank(x, y, (columns + 2).min(canvas.columns() - x))
                    && x + columns <= canvas.columns()
                    && (x > 0 || canvas.is_blank(0, y, canvas.columns() / 2)) =>
            {
                y
            }
            _ => {
                x = 0;
                canvas.add_row()
            }
        };
        row = Some(y);
        canvas.label(x, y, &sample, FigurePart::Curve(i as u8));
        let name = x + width(&sample) + 1;
        canvas.cut_label(
            name,
            y,
            canvas.columns().saturating_sub(name),
            &curve.label,
            FigurePart::Name,
        );
        x = (x + columns + 3).min(canvas.columns());
    }
}
