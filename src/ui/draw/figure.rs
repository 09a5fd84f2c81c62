//! Draws a figure as lines of text in roles, for a given number of columns: a page takes them as it
//! takes its text.
//!
//! Curves are drawn by ratatui's canvas, in braille, in quarter blocks or in ASCII
//! ([`CurveGlyphs`]); every other sign has its ASCII stand-in in `ascii`. No meaning hangs on
//! colour alone: curves differ in their dashes, shades in their weight, shaded cells stand in
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

/// Returns the figure drawn: its title, what it shows, its notes. As many lines as it takes.
pub fn draw(figure: &Figure, columns: usize, ink: CurveGlyphs) -> Vec<PageLine> {
    let columns = columns.max(NARROWEST);
    let mut lines = title(&figure.title, columns);
    let faults = figure.faults();
    if faults.is_empty() {
        lines.extend(shape(figure, columns, ink).into_lines());
    } else {
        let says = format!("This figure can't be drawn: {}.", faults.join("; "));
        lines.extend(wrap(&[(PageRole::Plain, says)], columns));
    }
    lines.extend(notes(&figure.notes, columns));
    if ink == CurveGlyphs::Ascii {
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
    ink: CurveGlyphs,
    scroll: usize,
) -> usize {
    let lines = draw(figure, area.width as usize, ink);
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

/// Draws what a sound figure shows, without its title and notes.
fn shape(figure: &Figure, columns: usize, ink: CurveGlyphs) -> FigureCanvas {
    match &figure.shape {
        Shape::Plot(plot) => plot::draw(plot, columns, ink),
        Shape::Bars(bars) => bars::draw(bars, columns, ink),
        Shape::HeatMap(map) => grid::heat_map(map, columns),
        Shape::Matrix(matrix) => grid::matrix(matrix, columns),
        Shape::Graph(graph) => graph::draw(graph, columns, ink),
        Shape::Flow(flow) => flow::draw(flow, columns),
        Shape::Table(table) => table::draw(table, columns),
        Shape::Dials(dials) => dials::draw(dials, columns, ink),
        Shape::Areas(areas) => areas::draw(areas, columns, ink),
        Shape::Ticks(ticks) => areas::ticks(ticks, columns),
        Shape::Circles(circles) => circles::draw(circles, columns, ink),
        Shape::Pyramid(pyramid) => areas::pyramid(pyramid, columns),
        Shape::Panels(panels) => panels::draw(panels, columns, ink),
    }
}

/// Returns the fewest columns in which a shape looks well, and the most that it can make use of.
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
