//! Curves over one pair of axes, with their ticks, marks, cuts and legend.

use super::figure_canvas::FigureCanvas;
use super::scale::AxisScale;
use super::strokes::{CurveStroke, PlotArea, point, sample};
use crate::deck::figure::{Curve, CurvePath, Plot, PlotCut};
use crate::library::page::FigurePart;
use crate::text::width::width;
use crate::ui::draw::curve_glyphs::CurveGlyphs;

/// The rows of a plot, from the narrowest to the widest.
const ROWS: (usize, usize) = (8, 13);

/// Draws a sound plot.
pub(super) fn draw(plot: &Plot, columns: usize, ink: CurveGlyphs) -> FigureCanvas {
    let (x, y) = scales(plot);
    let rows = (columns / 6).clamp(ROWS.0, ROWS.1);
    let ticks = y.ticks(rows / 2);
    let gutter = ticks.iter().map(|tick| width(&tick.1)).max().unwrap_or(0) + 1;
    let top = usize::from(!plot.y.label.is_empty());
    let mut sheet = FigureCanvas::new(columns, top + rows + 2);
    let pad = PlotArea {
        at: (gutter + 1, top),
        columns: columns.saturating_sub(gutter + 1).max(4),
        rows,
        x: [x.from, x.to],
        y: [y.from, y.to],
        ink,
    };
    axes(&mut sheet, plot, &pad, &ticks, &x);
    let placed = |(a, b): (f64, f64)| (x.place(a), y.place(b));
    cuts(&mut sheet, plot, &pad, placed);
    pad.paint(&mut sheet, &strokes(plot, &pad, (x, y)));
    dots(&mut sheet, plot, &pad, placed);
    marks(&mut sheet, plot, &pad, placed);
    legend(&mut sheet, plot, ink);
    sheet.settle();
    sheet
}

/// Returns the scales that show every point.
fn scales(plot: &Plot) -> (AxisScale, AxisScale) {
    let points = |curve: &Curve| match &curve.path {
        CurvePath::Line(points) | CurvePath::Dots(points) => points.clone(),
        CurvePath::Formula(_) => Vec::new(),
    };
    let given: Vec<(f64, f64)> =
        plot.curves.iter().flat_map(points).chain(plot.marks.iter().map(|mark| mark.at)).collect();
    let x = AxisScale::of(&plot.x, given.iter().map(|point| point.0));
    let formulas = plot.curves.iter().filter_map(|curve| match &curve.path {
        CurvePath::Formula(formula) => Some(formula),
        _ => None,
    });
    let places = |i: usize| x.value(x.from + (x.to - x.from) * i as f64 / 64.0);
    let computed = formulas.flat_map(|formula| (0..=64).filter_map(move |i| formula.at(places(i))));
    let y = AxisScale::of(&plot.y, given.iter().map(|point| point.1).chain(computed));
    (x, y)
}

/// Returns a line for every curve that has one; a formula is computed for every dot across.
fn strokes(plot: &Plot, pad: &PlotArea, (x, y): (AxisScale, AxisScale)) -> Vec<CurveStroke> {
    let mut strokes = Vec::new();
    for (curve, path) in plot.curves.iter().map(|curve| &curve.path).enumerate() {
        match path {
            CurvePath::Dots(_) => {}
            CurvePath::Line(points) => {
                let points = points.iter().map(|&(a, b)| (x.place(a), y.place(b))).collect();
                strokes.push(CurveStroke { points, curve, dashed: true });
            }
            CurvePath::Formula(formula) => {
                let last = 2 * pad.dots().0 as usize;
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
    sheet: &mut FigureCanvas,
    plot: &Plot,
    pad: &PlotArea,
    ticks: &[(f64, String)],
    x: &AxisScale,
) {
    let (left, bottom) = (pad.at.0 - 1, pad.at.1 + pad.rows);
    (pad.at.1..bottom).for_each(|row| sheet.ink(left, row, "│", FigurePart::Axis));
    sheet.rule(left, bottom, pad.columns + 1, "─", FigurePart::Axis);
    sheet.ink(left, bottom, "└", FigurePart::Axis);
    for (place, name) in ticks {
        let Some((_, row)) = pad.cell((pad.x[0], *place)) else { continue };
        if sheet.label(left.saturating_sub(width(name)), row, name, FigurePart::Axis) {
            sheet.ink(left, row, "┤", FigurePart::Axis);
        }
    }
    sheet.cut_label(0, 0, sheet.columns(), &plot.y.label, FigurePart::Name);
    let mut end = 0;
    for (place, name) in x.ticks((pad.columns / 8).max(2)) {
        let Some((column, _)) = pad.cell((place, pad.y[0])) else { continue };
        let at = (column + 1)
            .saturating_sub(width(&name).div_ceil(2))
            .min(sheet.columns() - width(&name));
        if at >= end && sheet.label(at, bottom + 1, &name, FigurePart::Axis) {
            sheet.ink(column, bottom, "┬", FigurePart::Axis);
            end = at + width(&name) + 1;
        }
    }
    if !plot.x.label.is_empty() {
        let at = sheet.columns().saturating_sub(width(&plot.x.label));
        // Beside the last tick's number if there is room, else below it.
        let y = if at > end { bottom + 1 } else { sheet.row() };
        sheet.cut_label(at, y, sheet.columns(), &plot.x.label, FigurePart::Name);
    }
}

/// Draws the lines right across, each with its name where there is room.
fn cuts(
    sheet: &mut FigureCanvas,
    plot: &Plot,
    pad: &PlotArea,
    placed: impl Fn((f64, f64)) -> (f64, f64),
) {
    for cut in &plot.cuts {
        match cut {
            PlotCut::X(at, label) => {
                let Some((column, _)) = pad.cell((placed((*at, 1.0)).0, pad.y[0])) else {
                    continue;
                };
                (pad.at.1..pad.at.1 + pad.rows)
                    .for_each(|row| sheet.ink(column, row, "┊", FigurePart::Cut));
                let before =
                    column.checked_sub(width(label) + 1).filter(|before| *before > pad.at.0);
                let rows = pad.at.1..pad.at.1 + pad.rows.min(4);
                let places =
                    rows.flat_map(|y| [Some((column + 2, y)), before.map(|x| (x, y))]).flatten();
                sheet.place(places, label, FigurePart::Cut);
            }
            PlotCut::Y(at, label) => {
                let Some((_, row)) = pad.cell((pad.x[0], placed((1.0, *at)).1)) else { continue };
                sheet.rule(pad.at.0, row, pad.columns, "┄", FigurePart::Cut);
                let x = sheet.columns().saturating_sub(width(label)).max(pad.at.0);
                let rows = [row.checked_sub(1), Some(row + 1)].into_iter().flatten();
                let rows = rows.filter(|y| (pad.at.1..pad.at.1 + pad.rows).contains(y));
                sheet.place(rows.map(|y| (x, y)), label, FigurePart::Cut);
            }
        }
    }
}

fn dots(
    sheet: &mut FigureCanvas,
    plot: &Plot,
    pad: &PlotArea,
    placed: impl Fn((f64, f64)) -> (f64, f64),
) {
    for (curve, path) in plot.curves.iter().map(|curve| &curve.path).enumerate() {
        let CurvePath::Dots(points) = path else { continue };
        for (x, y) in points.iter().filter_map(|&at| pad.cell(placed(at))) {
            sheet.ink(x, y, point(curve, pad.ink), FigurePart::Curve(curve as u8));
        }
    }
}

/// Draws the marks and their labels, each label where no curve runs.
fn marks(
    sheet: &mut FigureCanvas,
    plot: &Plot,
    pad: &PlotArea,
    placed: impl Fn((f64, f64)) -> (f64, f64),
) {
    let sign = mark_sign(pad.ink);
    let cells: Vec<_> = plot.marks.iter().map(|mark| (mark, pad.cell(placed(mark.at)))).collect();
    // A mark is a label to the labels: none may hide one.
    for (x, y) in cells.iter().filter_map(|(_, cell)| *cell) {
        sheet.label(x, y, sign, FigurePart::Mark);
    }
    for (mark, cell) in cells {
        let room = cell.and_then(|cell| beside(sheet, pad, cell, width(&mark.label)));
        let says =
            if room.is_some() { mark.label.clone() } else { format!("{sign} {}", mark.label) };
        if !mark.label.is_empty() {
            sheet.place(room, &says, FigurePart::Mark);
        }
    }
}

fn mark_sign(ink: CurveGlyphs) -> &'static str {
    if ink == CurveGlyphs::Ascii { "O" } else { "●" }
}

/// Returns a place beside a mark for so many columns where nothing is drawn.
fn beside(
    sheet: &FigureCanvas,
    pad: &PlotArea,
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
    let on_pad =
        |&(x, y): &(usize, usize)| x >= pad.at.0 && y >= pad.at.1 && y < pad.at.1 + pad.rows;
    let places = places.into_iter().filter_map(|(x, y)| Some((x?, y?))).filter(on_pad);
    // A blank on either side, so that two labels do not read as one.
    let apart = |&(x, y): &(usize, usize)| {
        sheet.is_blank(x, y, columns)
            && (x + columns >= sheet.columns() || sheet.is_free(x + columns, y, 1))
            && (x == pad.at.0 || sheet.is_free(x - 1, y, 1))
    };
    places.into_iter().find(apart)
}

/// Writes the curves' names below, each behind a sample of its line.
fn legend(sheet: &mut FigureCanvas, plot: &Plot, ink: CurveGlyphs) {
    let mut x = 0;
    // The horizontal axis' name may stand at the right of this row.
    let mut row = Some(sheet.rows() - 1);
    for (i, curve) in plot.curves.iter().enumerate().filter(|(_, curve)| !curve.label.is_empty()) {
        let sample = match curve.path {
            CurvePath::Dots(_) => point(i, ink).to_string(),
            _ => sample(i, ink),
        };
        let columns = width(&sample) + 1 + width(&curve.label);
        let y = match row {
            Some(y)
                if sheet.is_blank(x, y, (columns + 2).min(sheet.columns() - x))
                    && x + columns <= sheet.columns()
                    && (x > 0 || sheet.is_blank(0, y, sheet.columns() / 2)) =>
            {
                y
            }
            _ => {
                x = 0;
                sheet.row()
            }
        };
        row = Some(y);
        sheet.label(x, y, &sample, FigurePart::Curve(i as u8));
        let name = x + width(&sample) + 1;
        sheet.cut_label(
            name,
            y,
            sheet.columns().saturating_sub(name),
            &curve.label,
            FigurePart::Name,
        );
        x = (x + columns + 3).min(sheet.columns());
    }
}
