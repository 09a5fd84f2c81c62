//! Figures as data: what there is to see, not how it is drawn.
//!
//! [`shape`] is the vocabulary, [`formula`] lets a curve be written as an expression instead of as
//! points, `words` describes a figure in text, [`check`] finds what can't be drawn. A
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
    /// A figure of that shape.
    pub fn new(title: impl Into<String>, shape: Shape) -> Figure {
        Figure { title: title.into(), shape, notes: Vec::new() }
    }

    /// Curves over one pair of axes. For marks, cuts and ranges, build a [`Plot`].
    pub fn plot(
        title: impl Into<String>,
        x: impl Into<String>,
        y: impl Into<String>,
        curves: Vec<Curve>,
    ) -> Figure {
        let plot =
            Plot { x: Axis::with_label(x), y: Axis::with_label(y), curves, ..Plot::default() };
        Figure::new(title, Shape::Plot(plot))
    }

    /// A bar for each label and length, the lengths written with that many decimals.
    pub fn bars(title: impl Into<String>, digits: usize, bars: Vec<(String, f64)>) -> Figure {
        Figure::new(title, Shape::Bars(Bars { bars, digits, ..Bars::default() }))
    }

    /// A grid of shades, row by row, the values written with that many decimals.
    pub fn heat_map(title: impl Into<String>, digits: usize, values: Vec<Vec<f64>>) -> Figure {
        Figure::new(title, Shape::HeatMap(HeatMap { values, digits, ..HeatMap::default() }))
    }

    /// A grid of entries, those at (row, column) in `shaded` shaded.
    pub fn matrix(
        title: impl Into<String>,
        rows: Vec<Vec<String>>,
        shaded: Vec<(usize, usize)>,
    ) -> Figure {
        Figure::new(title, Shape::Matrix(MatrixFigure { rows, shaded, ..MatrixFigure::default() }))
    }

    /// A grid of numbers with that many decimals.
    pub fn numbers(title: impl Into<String>, digits: usize, rows: &[Vec<f64>]) -> Figure {
        Figure::matrix(
            title,
            rows.iter()
                .map(|row| row.iter().map(|&v| shape::number(v, digits)).collect())
                .collect(),
            Vec::new(),
        )
    }

    /// Nodes and the edges between them, counted from 0.
    pub fn graph(
        title: impl Into<String>,
        nodes: Vec<GraphNode>,
        edges: Vec<(usize, usize)>,
    ) -> Figure {
        Figure::new(title, Shape::Graph(Graph { nodes, edges, directed: false }))
    }

    /// Boxes joined by arrows, in order.
    pub fn flow<S: Into<String>>(
        title: impl Into<String>,
        steps: impl IntoIterator<Item = S>,
    ) -> Figure {
        let steps = steps.into_iter().map(FlowStep::with_label).collect();
        Figure::new(title, Shape::Flow(Flow { steps, back: Vec::new() }))
    }

    /// Rows under a header.
    pub fn table<S: Into<String>>(
        title: impl Into<String>,
        header: impl IntoIterator<Item = S>,
        rows: Vec<Vec<String>>,
    ) -> Figure {
        let header = header.into_iter().map(Into::into).collect();
        Figure::new(title, Shape::Table(TableFigure { header, rows }))
    }

    /// Figures side by side, or below each other where there is no room.
    pub fn panels(title: impl Into<String>, parts: Vec<Figure>) -> Figure {
        Figure::new(title, Shape::Panels(Panels { parts, signs: Vec::new() }))
    }

    /// The figure with one more sentence below it.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Figure {
        self.notes.push(text.into());
        self
    }

    /// The figure's parts: its panels, or itself.
    pub fn parts(&self) -> &[Figure] {
        match &self.shape {
            Shape::Panels(panels) => &panels.parts,
            _ => std::slice::from_ref(self),
        }
    }
}
