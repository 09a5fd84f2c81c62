//! Figures as data, and as words for where nothing can be drawn.

use serde::{Deserialize, Serialize};

/// A named curve, as the points that it runs through.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Curve {
    /// Its name in the legend.
    pub label: String,
    /// Points (x, y) in drawing order.
    pub points: Vec<(f64, f64)>,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub enum Figure {
    /// Curves over one pair of axes.
    Plot {
        /// What the figure shows.
        title: String,
        /// The horizontal axis' label.
        x: String,
        /// The vertical axis' label.
        y: String,
        /// The curves.
        curves: Vec<Curve>,
    },
    /// One bar a label.
    Bars {
        /// What the figure shows.
        title: String,
        /// Labels and lengths.
        bars: Vec<(String, f64)>,
    },
    /// A grid of shades.
    HeatMap {
        /// What the figure shows.
        title: String,
        /// Row by row.
        values: Vec<Vec<f64>>,
    },
    /// A grid of entries, some of them shaded.
    Matrix {
        /// What the figure shows.
        title: String,
        /// Row by row.
        rows: Vec<Vec<String>>,
        /// Shaded cells, (row, column) from 0.
        #[serde(default)]
        shaded: Vec<(usize, usize)>,
    },
    /// Nodes and the edges between them.
    Graph {
        /// What the figure shows.
        title: String,
        /// The nodes' labels.
        nodes: Vec<String>,
        /// Edges between nodes, counted from 0.
        edges: Vec<(usize, usize)>,
    },
    /// Boxes joined by arrows, in order.
    Flow {
        /// What the figure shows.
        title: String,
        /// The boxes' labels.
        boxes: Vec<String>,
    },
    /// Rows under a header.
    Table {
        /// What the figure shows.
        title: String,
        /// The columns' names.
        header: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
}

impl Figure {
    /// Returns the figure in words, the title first, a line an entry.
    pub fn lines(&self) -> Vec<String> {
        let join = |cells: &[String]| cells.join("  ");
        let numbers = |row: &[f64]| row.iter().map(|v| format!("{v:.2}")).collect::<Vec<_>>().join("  ");
        let (title, lines): (&String, Vec<String>) = match self {
            Figure::Plot { title, x, y, curves } => (title, curves.iter().map(|curve| curve.words(x, y)).collect()),
            Figure::Bars { title, bars } => (title, bars.iter().map(|(label, v)| format!("{label}: {v}")).collect()),
            Figure::HeatMap { title, values } => (title, values.iter().map(|row| numbers(row)).collect()),
            Figure::Matrix { title, rows, .. } => (title, rows.iter().map(|row| join(row)).collect()),
            Figure::Graph { title, nodes, edges } => {
                let name = |i: usize| nodes.get(i).map_or("?", String::as_str);
                (title, edges.iter().map(|&(a, b)| format!("{} – {}", name(a), name(b))).collect())
            }
            Figure::Flow { title, boxes } => (title, vec![boxes.join(" → ")]),
            Figure::Table { title, header, rows } => {
                (title, std::iter::once(header).chain(rows).map(|row| join(row)).collect())
            }
        };
        std::iter::once(title.clone()).chain(lines).collect()
    }

    /// Returns whether every number of the figure is finite.
    pub fn is_finite(&self) -> bool {
        match self {
            Figure::Plot { curves, .. } => {
                curves.iter().flat_map(|c| &c.points).all(|(x, y)| x.is_finite() && y.is_finite())
            }
            Figure::Bars { bars, .. } => bars.iter().all(|(_, v)| v.is_finite()),
            Figure::HeatMap { values, .. } => values.iter().flatten().all(|v| v.is_finite()),
            Figure::Matrix { .. } | Figure::Graph { .. } | Figure::Flow { .. } | Figure::Table { .. } => true,
        }
    }
}

impl Curve {
    fn words(&self, x: &str, y: &str) -> String {
        let points: Vec<String> = self.points.iter().map(|(x, y)| format!("({x}, {y})")).collect();
        format!("{} ({x}, {y}): {}", self.label, points.join(" "))
    }
}
