//! Figures as data: what there is to see, not how it is drawn.
//!
//! [`shape`] is the vocabulary, [`formula`] lets a curve be written as an expression instead of as
//! points, `words` says a figure where nothing can be drawn, [`check`] finds what can't be drawn. A
//! deck writes figures in RON, a computation makes them with the constructors here. Screens and
//! colours are not known here.

pub mod check;
pub mod formula;
pub mod shape;
mod words;

use serde::{Deserialize, Serialize};

pub use formula::Formula;
pub use shape::{
    Areas, Axis, Bars, Circles, Curve, CurvePath, Dial, Dials, Flow, FlowBack, FlowStep, Graph,
    GraphNode, HeatMap, MatrixFigure, Panels, Plot, PlotCut, PlotPoint, Pyramid, Shape,
    TableFigure, Ticks,
};

/// Something to look at.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What the figure shows, in a few words.
    pub title: String,
    /// What is drawn.
    pub shape: Shape,
    /// Sentences to read below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Figure {
    /// Returns a figure of that shape.
    pub fn new(title: impl Into<String>, shape: Shape) -> Figure {
        Figure { title: title.into(), shape, notes: Vec::new() }
    }

    /// Returns curves over one pair of axes. For marks, cuts and ranges, build a [`Plot`].
    pub fn plot(
        title: impl Into<String>,
        x: impl Into<String>,
        y: impl Into<String>,
        curves: Vec<Curve>,
    ) -> Figure {
        let plot = Plot { x: Axis::named(x), y: Axis::named(y), curves, ..Plot::default() };
        Figure::new(title, Shape::Plot(plot))
    }

    /// Returns a bar for each label and length, the lengths written with that many decimals.
    pub fn bars(title: impl Into<String>, digits: usize, bars: Vec<(String, f64)>) -> Figure {
        Figure::new(title, Shape::Bars(Bars { bars, digits, ..Bars::default() }))
    }

    /// Returns a grid of shades, row by row, the values written with that many decimals.
    pub fn heat_map(title: impl Into<String>, digits: usize, values: Vec<Vec<f64>>) -> Figure {
        Figure::new(title, Shape::HeatMap(HeatMap { values, digits, ..HeatMap::default() }))
    }

    /// Returns a grid of entries, those at (row, column) in `shaded` shaded.
    pub fn matrix(
        title: impl Into<String>,
        rows: Vec<Vec<String>>,
        shaded: Vec<(usize, usize)>,
    ) -> Figure {
        Figure::new(title, Shape::Matrix(MatrixFigure { rows, shaded, ..MatrixFigure::default() }))
    }

    /// Returns a grid of numbers with that many decimals.
    pub fn numbers(title: impl Into<String>, digits: usize, rows: &[Vec<f64>]) -> Figure {
        let row = |row: &Vec<f64>| row.iter().map(|&v| shape::number(v, digits)).collect();
        Figure::matrix(title, rows.iter().map(row).collect(), Vec::new())
    }

    /// Returns nodes and the edges between them, counted from 0.
    pub fn graph(
        title: impl Into<String>,
        nodes: Vec<GraphNode>,
        edges: Vec<(usize, usize)>,
    ) -> Figure {
        Figure::new(title, Shape::Graph(Graph { nodes, edges, directed: false }))
    }

    /// Returns boxes joined by arrows, in order.
    pub fn flow<S: Into<String>>(
        title: impl Into<String>,
        steps: impl IntoIterator<Item = S>,
    ) -> Figure {
        let steps = steps.into_iter().map(FlowStep::named).collect();
        Figure::new(title, Shape::Flow(Flow { steps, back: Vec::new() }))
    }

    /// Returns rows under a header.
    pub fn table<S: Into<String>>(
        title: impl Into<String>,
        header: impl IntoIterator<Item = S>,
        rows: Vec<Vec<String>>,
    ) -> Figure {
        let header = header.into_iter().map(Into::into).collect();
        Figure::new(title, Shape::Table(TableFigure { header, rows }))
    }

    /// Returns figures side by side, or below each other where there is no room.
    pub fn panels(title: impl Into<String>, parts: Vec<Figure>) -> Figure {
        Figure::new(title, Shape::Panels(Panels { parts, signs: Vec::new() }))
    }

    /// Returns the figure with one more sentence below it.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Figure {
        self.notes.push(text.into());
        self
    }

    /// Returns the figure's parts: its panels, or itself.
    pub fn parts(&self) -> &[Figure] {
        match &self.shape {
            Shape::Panels(panels) => &panels.parts,
            _ => std::slice::from_ref(self),
        }
    }
}
