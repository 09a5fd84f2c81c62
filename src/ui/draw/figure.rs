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

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::curve_glyphs::CurveGlyphs;
use crate::deck::Figure;
use crate::deck::figure::Shape;
use crate::library::page::{FigurePart, PageLine, PageRole};
use crate::text::sanitize::clean_line;
use crate::text::wrap::wrap;
use figure_canvas::FigureCanvas;

/// The fewest columns in which anything can be drawn.
const NARROWEST: usize = 20;

/// Draws a figure: its title, its shape, its notes, on as many lines as it takes.
pub fn draw(figure: &Figure, columns: usize, glyphs: CurveGlyphs) -> Vec<PageLine> {
    let columns = columns.max(NARROWEST);
    let mut lines = title(&figure.title, columns);
    let faults = figure.faults();
    if faults.is_empty() {
        lines.extend(shape(figure, columns, glyphs).into_lines());
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

/// Draws a figure into `area`, `scroll` lines of it above; returns how many lines it has.
pub fn view(
    canvas: &mut Canvas<'_>,
    area: Rect,
    figure: &Figure,
    glyphs: CurveGlyphs,
    scroll: usize,
) -> usize {
    let lines = draw(figure, area.width as usize, glyphs);
    for (i, line) in lines.iter().skip(scroll).take(area.height as usize).enumerate() {
        let spans = line.iter().map(|(role, text)| ((*role).into(), text.as_str()));
        canvas.spans(area.x, area.y + i as u16, area.width, spans);
    }
    lines.len()
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
fn shape(figure: &Figure, columns: usize, glyphs: CurveGlyphs) -> FigureCanvas {
    match &figure.shape {
        Shape::Plot(plot) => plot::draw(plot, columns, glyphs),
        Shape::Bars(bars) => bars::draw(bars, columns, glyphs),
        Shape::HeatMap(map) => grid::heat_map(map, columns),
        Shape::Matrix(matrix) => grid::matrix(matrix, columns),
        Shape::Graph(graph) => graph::draw(graph, columns, glyphs),
        Shape::Flow(flow) => flow::draw(flow, columns),
        Shape::Table(table) => table::draw(table, columns),
        Shape::Dials(dials) => dials::draw(dials, columns, glyphs),
        Shape::Areas(areas) => areas::draw(areas, columns, glyphs),
        Shape::Ticks(ticks) => areas::ticks(ticks, columns),
        Shape::Circles(circles) => circles::draw(circles, columns, glyphs),
        Shape::Pyramid(pyramid) => areas::pyramid(pyramid, columns),
        Shape::Panels(panels) => panels::draw(panels, columns, glyphs),
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
