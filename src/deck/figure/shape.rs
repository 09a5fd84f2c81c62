//! The kinds of figures and what each is made of. Every field that has an obvious value may be left
//! out.

use serde::{Deserialize, Serialize};

use super::Figure;
use super::formula::Formula;

/// What a figure draws.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub enum Shape {
    /// Curves over one pair of axes.
    Plot(Plot),
    /// One bar a label.
    Bars(Bars),
    /// A grid of shades.
    HeatMap(HeatMap),
    /// A grid of entries, some of them shaded.
    Matrix(MatrixFigure),
    /// Nodes and the edges between them.
    Graph(Graph),
    /// Boxes joined by arrows, in order.
    Flow(Flow),
    /// Rows under a header.
    Table(TableFigure),
    /// Circles with hands, as on a clock.
    Dials(Dials),
    /// Rectangles to one scale.
    Areas(Areas),
    /// Number lines with ticks.
    Ticks(Ticks),
    /// Two or three circles that overlap.
    Circles(Circles),
    /// Levels that widen downwards.
    Pyramid(Pyramid),
    /// Several figures side by side.
    Panels(Panels),
}

impl Default for Shape {
    fn default() -> Shape {
        Shape::Table(TableFigure::default())
    }
}

/// An axis.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Axis {
    /// What it measures.
    pub label: String,
    /// Where it begins; without it, at the least value that is drawn.
    pub from: Option<f64>,
    /// Where it ends; without it, at the greatest value that is drawn.
    pub to: Option<f64>,
    /// Whether equal steps multiply: then every value is above 0.
    pub log: bool,
}

impl Axis {
    /// An axis that is as long as it has to be.
    pub fn with_label(label: impl Into<String>) -> Axis {
        Axis { label: label.into(), ..Axis::default() }
    }

    /// An axis between two values.
    pub fn range(label: impl Into<String>, from: f64, to: f64) -> Axis {
        Axis { label: label.into(), from: Some(from), to: Some(to), log: false }
    }
}

/// Curves over one pair of axes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plot {
    /// The horizontal axis. A formula is drawn from its beginning to its end, so it must have both
    /// then.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// The curves.
    pub curves: Vec<Curve>,
    /// Points to look at.
    pub marks: Vec<PlotPoint>,
    /// Lines right across.
    pub cuts: Vec<PlotCut>,
}

/// A named curve.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Curve {
    /// Its name in the legend.
    pub label: String,
    /// Where it runs.
    pub path: CurvePath,
}

/// Where a curve runs.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub enum CurvePath {
    /// Through these points, in drawing order, joined by straight lines.
    Line(Vec<(f64, f64)>),
    /// Through nothing but these points.
    Dots(Vec<(f64, f64)>),
    /// The values of an expression in `x`, such as `"1 / (1 + exp(-x))"`.
    Formula(Formula),
}

impl Curve {
    /// A curve through points.
    pub fn line(label: impl Into<String>, points: Vec<(f64, f64)>) -> Curve {
        Curve { label: label.into(), path: CurvePath::Line(points) }
    }

    /// Single points.
    pub fn dots(label: impl Into<String>, points: Vec<(f64, f64)>) -> Curve {
        Curve { label: label.into(), path: CurvePath::Dots(points) }
    }
}

/// A point to look at, such as a minimum.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Mark")]
pub struct PlotPoint {
    /// Where it is, (x, y).
    pub at: (f64, f64),
    /// What to read there.
    pub label: String,
}

/// A line right across a plot.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub enum PlotCut {
    /// At one x.
    X(f64, String),
    /// At one y.
    Y(f64, String),
}

/// One bar a label.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bars {
    /// Labels and lengths.
    pub bars: Vec<(String, f64)>,
    /// How many decimals the lengths are written with.
    pub digits: usize,
    /// The unit after each length, such as `%`.
    pub unit: String,
    /// The length of a whole row; without it, the greatest length.
    pub full: Option<f64>,
    /// Lines after so many bars, each with its name.
    pub cuts: Vec<(usize, String)>,
    /// A length to compare with, and its name.
    pub level: Option<(f64, String)>,
}

/// A grid of shades.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct HeatMap {
    /// What runs across.
    pub x: String,
    /// What runs down.
    pub y: String,
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows' names.
    pub names: Vec<String>,
    /// Row by row.
    pub values: Vec<Vec<f64>>,
    /// How many decimals the values are written with.
    pub digits: usize,
    /// The values of the lightest and of the darkest shade; without them, the least and the
    /// greatest value.
    pub range: Option<(f64, f64)>,
}

/// A grid of entries, some of them shaded.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[serde(rename = "Matrix")]
pub struct MatrixFigure {
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows' names.
    pub names: Vec<String>,
    /// Row by row.
    pub rows: Vec<Vec<String>>,
    /// Shaded cells, (row, column) from 0.
    pub shaded: Vec<(usize, usize)>,
}

/// Nodes and the edges between them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Graph {
    /// The nodes.
    pub nodes: Vec<GraphNode>,
    /// Edges between nodes, counted from 0.
    pub edges: Vec<(usize, usize)>,
    /// Whether edges point from the first to the second.
    pub directed: bool,
}

/// A node of a graph.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Node")]
pub struct GraphNode {
    /// Its name.
    pub label: String,
    /// What it holds, written below the name.
    #[serde(default)]
    pub note: String,
    /// Its place, (column, row) from the upper left; without one, nodes lie on a circle.
    #[serde(default)]
    pub at: Option<(f64, f64)>,
}

impl GraphNode {
    /// A node at a place.
    pub fn new(label: impl Into<String>, x: f64, y: f64) -> GraphNode {
        GraphNode { label: label.into(), at: Some((x, y)), ..GraphNode::default() }
    }
}

/// Boxes joined by arrows, in order.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Flow {
    /// The boxes.
    pub steps: Vec<FlowStep>,
    /// Ways back.
    pub back: Vec<FlowBack>,
}

/// A box of a flow.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Step")]
pub struct FlowStep {
    /// Its text.
    pub label: String,
    /// What comes into it from above.
    #[serde(default)]
    pub above: String,
    /// Where else it leads, below.
    #[serde(default)]
    pub below: String,
}

impl FlowStep {
    /// A box with nothing above or below.
    pub fn with_label(label: impl Into<String>) -> FlowStep {
        FlowStep { label: label.into(), ..FlowStep::default() }
    }
}

/// A way back in a flow.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Back")]
pub struct FlowBack {
    /// The box that it leaves, counted from 0.
    pub from: usize,
    /// The box that it leads to.
    pub to: usize,
    /// When it is taken.
    pub label: String,
}

/// Rows under a header.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[serde(rename = "Table")]
pub struct TableFigure {
    /// The columns' names.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// Circles with hands, as on a clock.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dials {
    /// The circles.
    pub dials: Vec<Dial>,
}

/// A circle with hands.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Dial {
    /// The text below it.
    pub label: String,
    /// Names and angles in radians, counter-clockwise from the right.
    pub hands: Vec<(String, f64)>,
}

/// Rectangles to one scale.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Areas {
    /// Names, widths and heights.
    pub boxes: Vec<(String, f64, f64)>,
}

/// Number lines with ticks.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ticks {
    /// Where the lines begin.
    pub from: f64,
    /// Where they end.
    pub to: f64,
    /// Names, and where each has its ticks.
    pub rows: Vec<(String, Vec<f64>)>,
}

/// Two or three circles that overlap.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Circles {
    /// The circles' names.
    pub circles: Vec<String>,
    /// What lies in all of them.
    pub centre: String,
}

/// Levels that widen downwards.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pyramid {
    /// The levels from the top.
    pub levels: Vec<String>,
}

/// Several figures side by side.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Panels {
    /// The figures; none of them has panels of its own.
    pub parts: Vec<Figure>,
    /// Signs between them, such as `→`.
    pub signs: Vec<String>,
}

/// A number with so many decimals, without a minus before a zero, the minus being a hyphen.
pub fn number(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_string(),
        _ => text,
    }
}
