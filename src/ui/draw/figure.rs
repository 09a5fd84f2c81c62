//! Draws a figure as lines of text in roles, in a given number of columns: a page shows them like
//! its text.
//!
//! Curves are drawn by ratatui's canvas, in braille, in quarter blocks or in ASCII
//! ([`CurveGlyphs`]); every other character has its ASCII replacement in `ascii`. No meaning hangs
//! on colour alone: curves differ in their dashes, shades in their weight, shaded cells stand in
//! brackets. Two labels never share a cell. Whatever can't be placed is written below.

mod areas;
mod bars;
mod circles;
mod dials;
mod figure_canvas;
mod flow;
mod graph;
mod grid;
mod panels;
mod plot;
mod scale;
mod strokes;
mod table;
#[cfg(test)]
mod tests;

use super::curve_glyphs::CurveGlyphs;
use crate::deck::Figure;
use crate::deck::figure::Shape;
use crate::library::page::{FigurePart, PageLine, PageRole};
use crate::text::sanitize::clean_line;
use crate::text::wrap::wrap;
use figure_canvas::FigureCanvas;

/// The fewest columns in which anything can be drawn.
const NARROWEST: usize = 20;

/// The room for a figure, and the characters for its curves.
#[derive(Clone, Copy)]
struct FigureRoom {
    columns: usize,
    /// The rows to fill; without them, as many as read well on a page.
    rows: Option<usize>,
    glyphs: CurveGlyphs,
}

/// Draws a figure: its title, its shape, its notes, on as many lines as it takes.
pub fn draw(figure: &Figure, columns: usize, glyphs: CurveGlyphs) -> Vec<PageLine> {
    draw_in(figure, FigureRoom { columns, rows: None, glyphs })
}

/// Draws a figure as large as so many columns and rows, or on as many rows as it needs.
pub fn draw_large(
    figure: &Figure,
    columns: usize,
    rows: usize,
    glyphs: CurveGlyphs,
) -> Vec<PageLine> {
    draw_in(figure, FigureRoom { columns, rows: Some(rows), glyphs })
}

fn draw_in(figure: &Figure, room: FigureRoom) -> Vec<PageLine> {
    let FigureRoom { rows, glyphs, .. } = room;
    let columns = room.columns.max(NARROWEST);
    let mut lines = title(&figure.title, columns);
    let faults = figure.faults();
    if faults.is_empty() {
        let text = lines.len() + notes(&figure.notes, columns).len();
        let rows = rows.map(|rows| rows.saturating_sub(text));
        lines.extend(shape(figure, FigureRoom { columns, rows, glyphs }).into_lines());
    } else {
        let message = format!("This figure can't be drawn: {}.", faults.join("; "));
        lines.extend(wrap(&[(PageRole::Plain, message)], columns));
    }
    lines.extend(notes(&figure.notes, columns));
    if glyphs == CurveGlyphs::Ascii {
        // Between sentences a middle dot is a dash, in a figure it multiplies.
        lines.iter_mut().flatten().for_each(|(_, text)| *text = text.replace('·', "*"));
    }
    lines
}

fn title(title: &str, columns: usize) -> Vec<PageLine> {
    if title.is_empty() {
        return Vec::new();
    }
    wrap(&[(PageRole::Label, clean_line(title).into_owned())], columns)
}

fn notes(notes: &[String], columns: usize) -> Vec<PageLine> {
    notes
        .iter()
        .flat_map(|note| {
            wrap(&[(PageRole::Figure(FigurePart::Note), clean_line(note).into_owned())], columns)
        })
        .collect()
}

/// Draws the shape of a sound figure, without its title and notes.
fn shape(figure: &Figure, room: FigureRoom) -> FigureCanvas {
    let FigureRoom { columns, glyphs, .. } = room;
    match &figure.shape {
        Shape::Plot(plot) => plot::draw(plot, room),
        Shape::Bars(bars) => bars::draw(bars, room),
        Shape::HeatMap(map) => grid::heat_map(map, room),
        Shape::Matrix(matrix) => grid::matrix(matrix, columns),
        Shape::Graph(graph) => graph::draw(graph, room),
        Shape::Flow(flow) => flow::draw(flow, columns),
        Shape::Table(table) => table::draw(table, columns),
        Shape::Dials(dials) => dials::draw(dials, columns, glyphs),
        Shape::Areas(areas) => areas::draw(areas, room),
        Shape::Ticks(ticks) => areas::ticks(ticks, columns),
        Shape::Circles(circles) => circles::draw(circles, room),
        Shape::Pyramid(pyramid) => areas::pyramid(pyramid, columns),
        Shape::Panels(panels) => panels::draw(panels, room),
    }
}

/// The fewest columns in which a shape reads well, and the most that it can use.
fn span(shape: &Shape) -> (usize, usize) {
    match shape {
        Shape::Plot(_) => (30, 72),
        Shape::Bars(bars) => bars::span(bars),
        Shape::HeatMap(map) => grid::heat_map_span(map),
        Shape::Matrix(matrix) => grid::matrix_span(matrix),
        Shape::Graph(graph) => graph::span(graph),
        Shape::Table(table) => table::span(table),
        Shape::Dials(dials) => dials::span(dials),
        Shape::Areas(_) => (28, 60),
        Shape::Circles(_) => (44, 56),
        Shape::Pyramid(pyramid) => areas::pyramid_span(pyramid),
        Shape::Flow(_) | Shape::Ticks(_) | Shape::Panels(_) => (40, 72),
    }
}
