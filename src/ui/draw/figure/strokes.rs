//! Lines drawn dot by dot with ratatui's canvas, each in the dashes of its curve.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Painter, Shape};

use super::figure_canvas::FigureCanvas;
use crate::library::page::FigurePart;
use crate::ui::draw::curve_glyphs::CurveGlyphs;

/// Dots drawn and dots left out, by curve.
const DASHES: [(usize, usize); 4] = [(1, 0), (5, 3), (1, 2), (2, 3)];
/// The dashes of each curve in a legend.
const SAMPLES: [&str; 4] = ["────", "── ─", "····", "- - "];
/// The letter of each curve in ASCII.
const LETTERS: [&str; 4] = ["*", "+", "x", "~"];
/// The characters of single points, by curve.
const POINTS: [&str; 4] = ["●", "○", "▲", "◆"];
/// The same in ASCII.
const LETTER_POINTS: [&str; 4] = ["@", "o", "^", "%"];

/// A line through points, in the style of a curve's number.
pub(super) struct CurveStroke {
    pub(super) points: Vec<(f64, f64)>,
    pub(super) curve: usize,
    /// Whether it has the dashes of its number, and not only its colour.
    pub(super) dashed: bool,
}

/// An area of a canvas, and the ranges of the plane that it shows.
pub(super) struct PlotArea {
    pub(super) at: (usize, usize),
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) x: [f64; 2],
    pub(super) y: [f64; 2],
    pub(super) glyphs: CurveGlyphs,
}

impl PlotArea {
    /// Draws lines.
    pub(super) fn paint(&self, canvas: &mut FigureCanvas, strokes: &[CurveStroke]) {
        let area = Rect::new(0, 0, self.columns as u16, self.rows as u16);
        let mut buffer = Buffer::empty(area);
        let dots = self.dots();
        let marker = match self.glyphs {
            CurveGlyphs::Braille => Marker::Braille,
            CurveGlyphs::Block => Marker::Quadrant,
            CurveGlyphs::Ascii => Marker::Dot,
        };
        let widget =
            Canvas::default().marker(marker).x_bounds(self.x).y_bounds(self.y).paint(|context| {
                for stroke in strokes {
                    context.draw(&DottedLine {
                        stroke,
                        dots,
                        dashed: stroke.dashed && self.glyphs != CurveGlyphs::Ascii,
                    });
                }
            });
        widget.render(area, &mut buffer);
        for (y, row) in buffer.content.chunks(self.columns).enumerate() {
            for (x, cell) in row
                .iter()
                .enumerate()
                .filter(|(_, cell)| !matches!(cell.symbol(), " " | "\u{2800}"))
            {
                let Color::Indexed(curve) = cell.fg else { continue };
                let letter = LETTERS[curve as usize % LETTERS.len()];
                let symbol = if self.glyphs == CurveGlyphs::Ascii { letter } else { cell.symbol() };
                canvas.draw(self.at.0 + x, self.at.1 + y, symbol, FigurePart::Curve(curve));
            }
        }
    }

    /// The cell of the canvas that a point of the plane falls into, if the area shows it.
    pub(super) fn cell(&self, (x, y): (f64, f64)) -> Option<(usize, usize)> {
        let inside = |v: f64, [from, to]: [f64; 2]| v >= from && v <= to;
        if !inside(x, self.x) || !inside(y, self.y) {
            return None;
        }
        let (dots, a_cell) = (self.dots(), self.dots_a_cell());
        let across = (x - self.x[0]) / (self.x[1] - self.x[0]) * (dots.0 - 1.0);
        let down = (self.y[1] - y) / (self.y[1] - self.y[0]) * (dots.1 - 1.0);
        Some((
            self.at.0 + across.round() as usize / a_cell.0,
            self.at.1 + down.round() as usize / a_cell.1,
        ))
    }

    /// The dots across and down.
    pub(super) fn dots(&self) -> (f64, f64) {
        let (across, down) = self.dots_a_cell();
        ((self.columns * across) as f64, (self.rows * down) as f64)
    }

    fn dots_a_cell(&self) -> (usize, usize) {
        match self.glyphs {
            CurveGlyphs::Braille => (2, 4),
            CurveGlyphs::Block => (2, 2),
            CurveGlyphs::Ascii => (1, 1),
        }
    }
}

/// A short piece of a curve's line, for a legend.
pub(super) fn sample(curve: usize, glyphs: CurveGlyphs) -> String {
    match glyphs {
        CurveGlyphs::Ascii => LETTERS[curve % LETTERS.len()].repeat(3),
        _ => SAMPLES[curve % SAMPLES.len()].to_string(),
    }
}

/// The character of a curve's single points.
pub(super) fn point(curve: usize, glyphs: CurveGlyphs) -> &'static str {
    let signs = if glyphs == CurveGlyphs::Ascii { &LETTER_POINTS } else { &POINTS };
    signs[curve % signs.len()]
}

struct DottedLine<'a> {
    stroke: &'a CurveStroke,
    dots: (f64, f64),
    dashed: bool,
}

impl Shape for DottedLine<'_> {
    fn draw(&self, painter: &mut Painter<'_, '_>) {
        let (x, y) = (*painter.bounds().0, *painter.bounds().1);
        let (on, off) =
            if self.dashed { DASHES[self.stroke.curve % DASHES.len()] } else { DASHES[0] };
        let (mut walked, mut last) = (0, None);
        let mut step = |at: (f64, f64)| {
            let Some(dot) = painter.get_point(at.0, at.1) else { return };
            if last != Some(dot) {
                if walked % (on + off) < on {
                    painter.paint(dot.0, dot.1, Color::Indexed(self.stroke.curve as u8));
                }
                (walked, last) = (walked + 1, Some(dot));
            }
        };
        if let [only] = self.stroke.points[..] {
            step(only);
        }
        for pair in self.stroke.points.windows(2) {
            let Some((from, to)) = clipped(pair[0], pair[1], x, y) else { continue };
            let across = (to.0 - from.0).abs() / (x[1] - x[0]) * self.dots.0;
            let down = (to.1 - from.1).abs() / (y[1] - y[0]) * self.dots.1;
            let steps = across.max(down).ceil().max(1.0) as usize;
            for i in 0..=steps {
                let share = i as f64 / steps as f64;
                step((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
            }
        }
    }
}

/// The part of a straight line that lies inside the bounds (Liang and Barsky's way).
fn clipped(
    from: (f64, f64),
    to: (f64, f64),
    x: [f64; 2],
    y: [f64; 2],
) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (by, room) in
        [(-dx, from.0 - x[0]), (dx, x[1] - from.0), (-dy, from.1 - y[0]), (dy, y[1] - from.1)]
    {
        if by == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if by < 0.0 {
            enters = enters.max(room / by);
        } else {
            leaves = leaves.min(room / by);
        }
    }
    let at = |share: f64| (from.0 + dx * share, from.1 + dy * share);
    (enters <= leaves).then(|| (at(enters), at(leaves)))
}
