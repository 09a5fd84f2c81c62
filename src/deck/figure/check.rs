//! What keeps a figure from being drawn: numbers that are none, cells that are not there, sizes
//! beyond any screen.

use super::Figure;
use super::shape::{Axis, CurvePath, HeatMap, MatrixFigure, Panels, Plot, PlotCut, Shape};

/// The most entries of any list: bars, rows, nodes, boxes.
pub const ENTRIES: usize = 64;
/// The most points of a curve.
pub const POINTS: usize = 4096;
/// The most curves of a plot.
pub const CURVES: usize = 8;
/// The most figures side by side.
pub const PANELS: usize = 6;
/// The longest text, in bytes.
pub const TEXT: usize = 400;

impl Figure {
    /// Why the figure can't be drawn as it is, a sentence a fault; nothing if it can.
    pub fn faults(&self) -> Vec<String> {
        let mut found = Vec::new();
        if sizes(self).any(|size| size > ENTRIES) {
            found.push(format!("it has more than {ENTRIES} entries in a list"));
        }
        if texts(self).any(|text| text.len() > TEXT) {
            found.push(format!("it has a text longer than {TEXT} characters"));
        }
        if !numbers(self).all(f64::is_finite) {
            found.push("it has a number that is not finite".into());
        }
        match &self.shape {
            Shape::Plot(plot) => found.extend(self::plot(plot)),
            Shape::HeatMap(map) => found.extend(heat_map(map)),
            Shape::Matrix(matrix) => found.extend(self::matrix(matrix)),
            Shape::Graph(graph) => {
                let far = graph.edges.iter().any(|&(a, b)| a.max(b) >= graph.nodes.len());
                found.extend(
                    far.then(|| "an edge leads to a node that it does not have".to_string()),
                );
                found.extend(
                    (graph.edges.len() > 4 * ENTRIES).then(|| "it has too many edges".to_string()),
                );
            }
            Shape::Flow(flow) => {
                let far = flow.back.iter().any(|back| back.from.max(back.to) >= flow.steps.len());
                found.extend(
                    far.then(|| "a way back leads to a box that it does not have".to_string()),
                );
            }
            Shape::Areas(areas) => {
                let flat =
                    areas.boxes.iter().any(|&(_, width, height)| width <= 0.0 || height <= 0.0);
                found.extend(flat.then(|| "an area has no extent".to_string()));
            }
            Shape::Ticks(ticks) if ticks.from >= ticks.to => {
                found.push("its line ends before it begins".into());
            }
            Shape::Circles(circles) if !(2..=3).contains(&circles.circles.len()) => {
                found.push("two or three circles can overlap".into());
            }
            Shape::Panels(panels) => found.extend(self::panels(panels)),
            _ => {}
        }
        found
    }
}

fn plot(plot: &Plot) -> Vec<String> {
    let mut found = Vec::new();
    if plot.curves.len() > CURVES {
        found.push(format!("it has more than {CURVES} curves"));
    }
    let points = |path: &CurvePath| match path {
        CurvePath::Line(points) | CurvePath::Dots(points) => points.len(),
        CurvePath::Formula(_) => 0,
    };
    if plot.curves.iter().any(|curve| points(&curve.path) > POINTS) {
        found.push(format!("a curve has more than {POINTS} points"));
    }
    let formula = plot.curves.iter().any(|curve| matches!(curve.path, CurvePath::Formula(_)));
    if formula && (plot.x.from.is_none() || plot.x.to.is_none()) {
        found.push("a formula needs `from` and `to` on the horizontal axis".into());
    }
    let empty = |axis: &Axis| axis.from.zip(axis.to).is_some_and(|(from, to)| from >= to);
    if empty(&plot.x) || empty(&plot.y) {
        found.push("an axis ends before it begins".into());
    }
    let below = |axis: &Axis, values: &mut dyn Iterator<Item = f64>| {
        axis.log && values.chain(axis.from).chain(axis.to).any(|v| v <= 0.0)
    };
    let (xs, ys): (Vec<f64>, Vec<f64>) = drawn(plot).unzip();
    if below(&plot.x, &mut xs.into_iter()) || below(&plot.y, &mut ys.into_iter()) {
        found.push("a logarithmic axis has a value that is not above 0".into());
    }
    found
}

/// The points of curves and marks.
fn drawn(plot: &Plot) -> impl Iterator<Item = (f64, f64)> {
    let curves = plot.curves.iter().flat_map(|curve| match &curve.path {
        CurvePath::Line(points) | CurvePath::Dots(points) => points.as_slice(),
        CurvePath::Formula(_) => &[],
    });
    curves.copied().chain(plot.marks.iter().map(|mark| mark.at))
}

fn heat_map(map: &HeatMap) -> Vec<String> {
    let columns = map.values.first().map_or(0, Vec::len);
    let mut found = Vec::new();
    if map.values.iter().any(|row| row.len() != columns) {
        found.push("its rows are not equally long".into());
    }
    let named = |names: &[String], count: usize| names.is_empty() || names.len() == count;
    if !named(&map.columns, columns) || !named(&map.names, map.values.len()) {
        found.push("it does not have a name for each row or column".into());
    }
    found
}

fn matrix(matrix: &MatrixFigure) -> Vec<String> {
    let columns = matrix.rows.first().map_or(0, Vec::len);
    let mut found = Vec::new();
    if matrix.rows.iter().any(|row| row.len() != columns) {
        found.push("its rows are not equally long".into());
    }
    if matrix.shaded.iter().any(|&(row, column)| row >= matrix.rows.len() || column >= columns) {
        found.push("it shades a cell that it does not have".into());
    }
    found
}

fn panels(panels: &Panels) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if panels.parts.len() > PANELS {
        found.push(format!("it has more than {PANELS} panels"));
    }
    for part in panels.parts.iter().take(PANELS) {
        match part.shape {
            Shape::Panels(_) => found.push("a panel has panels of its own".into()),
            _ => found.extend(part.faults()),
        }
    }
    found
}

/// The lengths of the lists.
fn sizes(figure: &Figure) -> impl Iterator<Item = usize> {
    let shape = match &figure.shape {
        Shape::Plot(plot) => vec![plot.marks.len(), plot.cuts.len()],
        Shape::Bars(bars) => vec![bars.bars.len(), bars.cuts.len()],
        Shape::HeatMap(map) => vec![map.values.len(), map.values.first().map_or(0, Vec::len)],
        Shape::Matrix(matrix) => vec![matrix.rows.len(), matrix.rows.first().map_or(0, Vec::len)],
        Shape::Graph(graph) => vec![graph.nodes.len()],
        Shape::Flow(flow) => vec![flow.steps.len(), flow.back.len()],
        Shape::Table(table) => [table.rows.len(), table.header.len()]
            .into_iter()
            .chain(table.rows.iter().map(Vec::len))
            .collect(),
        Shape::Dials(dials) => std::iter::once(dials.dials.len())
            .chain(dials.dials.iter().map(|d| d.hands.len()))
            .collect(),
        Shape::Areas(areas) => vec![areas.boxes.len()],
        Shape::Ticks(ticks) => std::iter::once(ticks.rows.len())
            .chain(ticks.rows.iter().map(|row| row.1.len()))
            .collect(),
        Shape::Circles(circles) => vec![circles.circles.len()],
        Shape::Pyramid(pyramid) => vec![pyramid.levels.len()],
        Shape::Panels(panels) => vec![panels.signs.len()],
    };
    shape.into_iter().chain([figure.notes.len()])
}

/// The texts of the figure itself; panels are looked at one by one.
fn texts(figure: &Figure) -> impl Iterator<Item = &str> {
    let own = [&figure.title].into_iter().chain(&figure.notes);
    let shape: Vec<&String> = match &figure.shape {
        Shape::Plot(plot) => {
            let curves = plot.curves.iter().map(|curve| &curve.label);
            let marks = plot.marks.iter().map(|mark| &mark.label);
            let cuts = plot.cuts.iter().map(|(PlotCut::X(_, label) | PlotCut::Y(_, label))| label);
            [&plot.x.label, &plot.y.label]
                .into_iter()
                .chain(curves)
                .chain(marks)
                .chain(cuts)
                .collect()
        }
        Shape::Bars(bars) => {
            let cuts =
                bars.cuts.iter().map(|cut| &cut.1).chain(bars.level.iter().map(|level| &level.1));
            [&bars.unit].into_iter().chain(bars.bars.iter().map(|bar| &bar.0)).chain(cuts).collect()
        }
        Shape::HeatMap(map) => {
            [&map.x, &map.y].into_iter().chain(&map.columns).chain(&map.names).collect()
        }
        Shape::Matrix(matrix) => {
            matrix.columns.iter().chain(&matrix.names).chain(matrix.rows.iter().flatten()).collect()
        }
        Shape::Graph(graph) => {
            graph.nodes.iter().flat_map(|node| [&node.label, &node.note]).collect()
        }
        Shape::Flow(flow) => {
            let steps = flow.steps.iter().flat_map(|step| [&step.label, &step.above, &step.below]);
            steps.chain(flow.back.iter().map(|back| &back.label)).collect()
        }
        Shape::Table(table) => table.header.iter().chain(table.rows.iter().flatten()).collect(),
        Shape::Dials(dials) => {
            let hands = dials.dials.iter().flat_map(|dial| dial.hands.iter().map(|hand| &hand.0));
            dials.dials.iter().map(|dial| &dial.label).chain(hands).collect()
        }
        Shape::Areas(areas) => areas.boxes.iter().map(|area| &area.0).collect(),
        Shape::Ticks(ticks) => ticks.rows.iter().map(|row| &row.0).collect(),
        Shape::Circles(circles) => circles.circles.iter().chain([&circles.centre]).collect(),
        Shape::Pyramid(pyramid) => pyramid.levels.iter().collect(),
        Shape::Panels(panels) => panels.signs.iter().collect(),
    };
    own.chain(shape).map(String::as_str)
}

/// The numbers of the figure itself; panels are looked at one by one.
fn numbers(figure: &Figure) -> impl Iterator<Item = f64> {
    let numbers: Vec<f64> = match &figure.shape {
        Shape::Plot(plot) => {
            let ends = [&plot.x, &plot.y]
                .into_iter()
                .flat_map(|axis| axis.from.into_iter().chain(axis.to));
            let cuts = plot.cuts.iter().map(|(PlotCut::X(at, _) | PlotCut::Y(at, _))| *at);
            drawn(plot).flat_map(|(x, y)| [x, y]).chain(ends).chain(cuts).collect()
        }
        Shape::Bars(bars) => {
            let extra = bars.full.into_iter().chain(bars.level.iter().map(|level| level.0));
            bars.bars.iter().map(|bar| bar.1).chain(extra).collect()
        }
        Shape::HeatMap(map) => map
            .values
            .iter()
            .flatten()
            .copied()
            .chain(map.range.into_iter().flat_map(|(a, b)| [a, b]))
            .collect(),
        Shape::Graph(graph) => {
            graph.nodes.iter().filter_map(|node| node.at).flat_map(|(x, y)| [x, y]).collect()
        }
        Shape::Dials(dials) => {
            dials.dials.iter().flat_map(|dial| dial.hands.iter().map(|hand| hand.1)).collect()
        }
        Shape::Areas(areas) => {
            areas.boxes.iter().flat_map(|&(_, width, height)| [width, height]).collect()
        }
        Shape::Ticks(ticks) => ticks
            .rows
            .iter()
            .flat_map(|row| row.1.iter().copied())
            .chain([ticks.from, ticks.to])
            .collect(),
        _ => Vec::new(),
    };
    numbers.into_iter()
}

#[cfg(test)]
mod tests {
    use crate::deck::figure::*;

    fn read(text: &str) -> Figure {
        let options = ron::Options::default().with_default_extension(
            ron::extensions::Extensions::IMPLICIT_SOME
                | ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES,
        );
        options.from_str(text).unwrap()
    }

    #[test]
    fn a_figure_is_written_plainly() {
        let figure = read(
            r#"(title: "Two", shape: Panels(signs: ["→"], parts: [
                (title: "Curves", shape: Plot(x: (label: "x", from: -4, to: 4), cuts: [X(0.5, "half")],
                    curves: [(label: "a", path: Formula("max(x, 0)")), (label: "b", path: Line([(0, 1), (2, 3.5)]))],
                    marks: [(at: (1, 1), label: "one")])),
                (title: "Parts", shape: Bars(bars: [("a", 0.25)], digits: 2, level: (0.5, "half"))),
                (title: "Grid", shape: Matrix(rows: [["1", "2"]], shaded: [(0, 1)]), notes: ["Look."]),
            ]))"#,
        );
        assert_eq!(figure.faults(), Vec::<String>::new());
        assert_eq!(figure.parts().len(), 3);
        assert_eq!(
            figure.lines(),
            [
                "Two",
                "Curves",
                "value against x from -4 to 4",
                "a: (-4, 0) (-2, 0) (0, 0) (2, 2) (4, 4)",
                "b: (0, 1) (2, 3.5)",
                "(1, 1): one",
                "half: line at x = 0.5",
                "Parts",
                "a: 0.25",
                "half: 0.50",
                "Grid",
                "1  [2]",
                "Look."
            ]
        );
    }

    #[test]
    fn what_cannot_be_drawn_is_named() {
        let axis = |from, to| Axis::range("", from, to);
        let plot = |plot| Figure::new("", Shape::Plot(plot));
        let points = |points| vec![Curve::line("", points)];
        let formula = || {
            vec![Curve {
                label: String::new(),
                path: CurvePath::Formula(Formula::parse("x").unwrap()),
            }]
        };
        let grid = |rows: &[&str]| {
            rows.iter().map(|row| row.split(' ').map(str::to_string).collect()).collect()
        };
        for (figure, part) in [
            (plot(Plot { curves: points(vec![(0.0, f64::NAN)]), ..Plot::default() }), "not finite"),
            (
                plot(Plot { curves: points(vec![(0.0, 0.0); 5000]), ..Plot::default() }),
                "more than 4096 points",
            ),
            (plot(Plot { curves: formula(), ..Plot::default() }), "`from` and `to`"),
            (plot(Plot { x: axis(2.0, 1.0), ..Plot::default() }), "ends before"),
            (
                plot(Plot {
                    curves: points(vec![(0.0, 0.0)]),
                    y: Axis { log: true, ..Axis::default() },
                    ..Plot::default()
                }),
                "not above 0",
            ),
            (Figure::matrix("", grid(&["1 2", "3"]), vec![]), "equally long"),
            (Figure::matrix("", grid(&["1 2"]), vec![(1, 0)]), "shades a cell"),
            (Figure::graph("", vec![GraphNode::new("a", 0.0, 0.0)], vec![(0, 1)]), "does not have"),
            (Figure::bars("", 0, vec![(String::new(), 1.0); 65]), "more than 64"),
            (Figure::table("", ["x".repeat(500)], vec![]), "longer than 400"),
            (Figure::panels("", vec![Figure::panels("", vec![])]), "panels of its own"),
            (
                Figure::panels("", vec![Figure::bars("", 0, vec![(String::new(), f64::INFINITY)])]),
                "not finite",
            ),
            (Figure::new("", Shape::Circles(Circles::default())), "two or three"),
        ] {
            let faults = figure.faults();
            assert!(faults.iter().any(|fault| fault.contains(part)), "{part}: {faults:?}");
        }
    }
}
