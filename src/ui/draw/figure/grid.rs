//! Heat maps and matrices: cells in rows and columns, with names beside and above.

use super::FigureRoom;
use super::figure_canvas::FigureCanvas;
use crate::deck::figure::shape::number;
use crate::deck::figure::{HeatMap, MatrixFigure};
use crate::library::page::FigurePart;
use crate::text::width::width;

/// Columns of a heat map that is drawn with its values.
const SMALL: usize = 6;
/// The most columns of a cell where a heat map fills a screen.
const WIDE: usize = 14;
/// The shades from the lightest to the darkest.
const SHADES: [&str; 5] = [" ", "░", "▒", "▓", "█"];

/// The fewest and the most columns of a heat map.
pub(super) fn heat_map_span(map: &HeatMap) -> (usize, usize) {
    let columns = map.values.first().map_or(0, Vec::len);
    let names = gutter(&map.names);
    let full = names + columns * (value_width(map) + 2);
    // A small one shows its values, a large one what its shades stand for.
    let least = if columns <= SMALL {
        full
    } else {
        (names + columns).max(width(&legend(map, bounds(map))))
    };
    (least, full.max(least).max(title(map)))
}

/// Draws a valid heat map: with its values where there is room for them.
pub(super) fn heat_map(map: &HeatMap, room: FigureRoom) -> FigureCanvas {
    let (columns, fills) = (room.columns, room.rows.is_some());
    let count = map.values.first().map_or(0, Vec::len).max(1);
    let names = gutter(&map.names).min(columns / 2);
    let room = columns - names;
    let least = value_width(map) + 2;
    let full = if fills { (room / count).min(WIDE).max(least) } else { least };
    let cell = if full * count <= room { full } else { (room / count).clamp(1, 2) };
    let shown = count.min(room / cell);
    let mut canvas = FigureCanvas::new(columns, 0);
    let heading = format!("{} ↓  {} →", map.y, map.x);
    if !map.x.is_empty() || !map.y.is_empty() {
        let y = canvas.add_row();
        canvas.cut_label(0, y, columns, &heading, FigurePart::Name);
    }
    head(&mut canvas, names, cell, shown, &map.columns);
    let bounds = bounds(map);
    for (i, row) in map.values.iter().enumerate() {
        let y = canvas.add_row();
        if let Some(name) = map.names.get(i) {
            canvas.cut_label(0, y, names.saturating_sub(1), name, FigurePart::Name);
        }
        for (j, &value) in row.iter().take(shown).enumerate() {
            let x = names + j * cell;
            let shade = shade(value, bounds);
            if cell == full {
                canvas.rule(x, y, full - least + 1, shade, FigurePart::Curve(0));
                let text = number(value, map.digits).replace('-', "−");
                canvas.label(x + full - 1 - width(&text), y, &text, FigurePart::Value);
            } else {
                canvas.rule(x, y, cell, shade, FigurePart::Curve(0));
            }
        }
    }
    left_out(&mut canvas, count - shown);
    if cell < full {
        draw_legend(&mut canvas, &legend(map, bounds));
    }
    canvas
}

/// The fewest and the most columns of a matrix.
pub(super) fn matrix_span(matrix: &MatrixFigure) -> (usize, usize) {
    let columns = matrix.rows.first().map_or(0, Vec::len);
    let all = gutter(&matrix.names) + 2 + columns * entry_width(matrix);
    (all, all)
}

/// Draws a sound matrix, shaded cells in brackets.
pub(super) fn matrix(matrix: &MatrixFigure, columns: usize) -> FigureCanvas {
    let count = matrix.rows.first().map_or(0, Vec::len).max(1);
    let names = gutter(&matrix.names).min(columns / 3);
    let room = columns - names - 2;
    let cell = entry_width(matrix).min(room / count).max(3);
    let shown = count.min(room / cell);
    let mut canvas = FigureCanvas::new(columns, 0);
    head(&mut canvas, names + 1, cell, shown, &matrix.columns);
    for (i, row) in matrix.rows.iter().enumerate() {
        let y = canvas.add_row();
        if let Some(name) = matrix.names.get(i) {
            canvas.cut_label(0, y, names.saturating_sub(1), name, FigurePart::Name);
        }
        canvas.draw(names, y, "│", FigurePart::Axis);
        canvas.draw(names + 1 + shown * cell, y, "│", FigurePart::Axis);
        for (j, entry) in row.iter().take(shown).enumerate() {
            let x = names + 1 + j * cell;
            let shaded = matrix.shaded.contains(&(i, j));
            let part = if shaded { FigurePart::Shaded } else { FigurePart::Value };
            if shaded {
                canvas.rule(x, y, cell, " ", part);
                canvas.draw(x, y, "[", part);
                canvas.draw(x + cell - 1, y, "]", part);
            }
            let lead = (cell - 2).saturating_sub(width(entry));
            canvas.cut_label(x + 1 + lead, y, cell - 2, entry, part);
        }
    }
    left_out(&mut canvas, count - shown);
    canvas
}

/// Writes the columns' names over them: every one, or every so many where they are too long.
fn head(canvas: &mut FigureCanvas, x: usize, cell: usize, shown: usize, names: &[String]) {
    if names.is_empty() {
        return;
    }
    let y = canvas.add_row();
    let longest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let every = [1, 2, 4, 5, 8, 10, 16, 32, 64]
        .into_iter()
        .find(|every| every * cell > longest)
        .unwrap_or(64);
    for (j, name) in names.iter().take(shown).enumerate().step_by(every) {
        // Over a cell that holds a value a name ends where the value does.
        let lead = if cell > 2 { (cell - 1).saturating_sub(width(name)) } else { 0 };
        let at = (x + j * cell + lead).min(canvas.columns());
        let room = canvas.columns() - at;
        if width(name) <= room {
            canvas.label(at, y, name, FigurePart::Name);
        }
    }
}

fn left_out(canvas: &mut FigureCanvas, columns: usize) {
    if columns > 0 {
        let y = canvas.add_row();
        canvas.cut_label(
            0,
            y,
            canvas.columns(),
            &format!("… {columns} more columns"),
            FigurePart::Note,
        );
    }
}

/// The columns that names take, with a blank behind them.
fn gutter(names: &[String]) -> usize {
    names.iter().map(|name| width(name) + 1).max().unwrap_or(0)
}

fn title(map: &HeatMap) -> usize {
    width(&map.x) + width(&map.y) + 6
}

fn value_width(map: &HeatMap) -> usize {
    map.values.iter().flatten().map(|&v| width(&number(v, map.digits))).max().unwrap_or(1)
}

fn entry_width(matrix: &MatrixFigure) -> usize {
    let entries = matrix.rows.iter().flatten().map(|entry| width(entry) + 2);
    entries.chain(matrix.columns.iter().map(|name| width(name) + 1)).max().unwrap_or(3)
}

/// The values of the lightest and of the darkest shade.
fn bounds(map: &HeatMap) -> (f64, f64) {
    map.range.unwrap_or_else(|| {
        let all = || map.values.iter().flatten().copied();
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
    })
}

fn shade(value: f64, (from, to): (f64, f64)) -> &'static str {
    let share = if to > from { (value - from) / (to - from) } else { 0.0 };
    SHADES[((share * 5.0).floor().clamp(0.0, 4.0)) as usize]
}

/// Writes the legend on a row of its own, its shades in the colour that they have in the map.
fn draw_legend(canvas: &mut FigureCanvas, legend: &str) {
    let y = canvas.add_row();
    let columns = canvas.columns();
    let mut x = 0;
    for run in legend.split_inclusive(' ').filter(|_| !legend.is_empty()) {
        if x >= columns {
            break;
        }
        let is_shade = SHADES[1..].iter().any(|shade| run.starts_with(shade));
        let part = if is_shade { FigurePart::Curve(0) } else { FigurePart::Axis };
        canvas.cut_label(x, y, columns - x, run, part);
        x += width(run);
    }
}

/// Says which values the shades stand for, by the borders between them.
fn legend(map: &HeatMap, (from, to): (f64, f64)) -> String {
    if !from.is_finite() || from >= to {
        return String::new();
    }
    let digits = map.digits.clamp(1, 2);
    let border = |i: usize| number(from + (to - from) * i as f64 / 5.0, digits).replace('-', "−");
    let rest: Vec<String> =
        (1..5).map(|i| format!("{} {}", border(i), SHADES[i].repeat(2))).collect();
    format!("blank < {}", rest.join(" ≤ "))
}
