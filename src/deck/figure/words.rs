//! A figure in words, a line an entry: for where nothing can be drawn, and for those who listen.

use super::Figure;
use super::shape::{
    Areas, Axis, Bars, Circles, Curve, CurvePath, Dial, Flow, Graph, HeatMap, MatrixFigure, Panels,
    Plot, PlotCut, Pyramid, Shape, TableFigure, Ticks, number,
};

/// How many points describe a formula.
const FORMULA_POINTS: usize = 5;
/// The most points that describe a curve: of more, so many are picked, evenly spread.
const CURVE_POINTS: usize = 13;

impl Figure {
    /// The figure in words, a line an entry: the title, what is drawn, and the notes.
    pub fn lines(&self) -> Vec<String> {
        let shape = match &self.shape {
            Shape::Plot(plot) => self::plot(plot),
            Shape::Bars(bars) => self::bars(bars),
            Shape::HeatMap(map) => heat_map(map),
            Shape::Matrix(matrix) => self::matrix(matrix),
            Shape::Graph(graph) => self::graph(graph),
            Shape::Flow(flow) => self::flow(flow),
            Shape::Table(table) => self::table(table),
            Shape::Dials(dials) => dials.dials.iter().map(dial).collect(),
            Shape::Areas(areas) => self::areas(areas),
            Shape::Ticks(ticks) => self::ticks(ticks),
            Shape::Circles(circles) => self::circles(circles),
            Shape::Pyramid(pyramid) => self::pyramid(pyramid),
            Shape::Panels(panels) => self::panels(panels),
        };
        std::iter::once(self.title.clone()).chain(shape).chain(self.notes.iter().cloned()).collect()
    }
}

fn plot(plot: &Plot) -> Vec<String> {
    let axes = format!("{} against {}", axis(&plot.y), axis(&plot.x));
    let curves = plot.curves.iter().map(|curve| self::curve(curve, &plot.x));
    let marks = plot.marks.iter().map(|mark| format!("{}: {}", pair(mark.at), mark.label));
    let cuts = plot.cuts.iter().map(|cut| match cut {
        PlotCut::X(x, label) => format!("{label}: line at {} = {x}", name(&plot.x, "x")),
        PlotCut::Y(y, label) => format!("{label}: line at {} = {y}", name(&plot.y, "y")),
    });
    std::iter::once(axes).chain(curves).chain(marks).chain(cuts).collect()
}

fn name<'a>(axis: &'a Axis, fallback: &'a str) -> &'a str {
    if axis.label.is_empty() { fallback } else { &axis.label }
}

fn axis(axis: &Axis) -> String {
    let range = match (axis.from, axis.to) {
        (Some(from), Some(to)) => format!(" from {from} to {to}"),
        _ => String::new(),
    };
    format!("{}{range}{}", name(axis, "value"), if axis.log { ", logarithmic" } else { "" })
}

fn curve(curve: &Curve, x: &Axis) -> String {
    let points = match &curve.path {
        CurvePath::Line(points) if points.len() > CURVE_POINTS => {
            let last = points.len() - 1;
            (0..CURVE_POINTS)
                .map(|i| pair(points[i * last / (CURVE_POINTS - 1)]))
                .collect::<Vec<_>>()
        }
        CurvePath::Line(points) | CurvePath::Dots(points) => {
            points.iter().map(|&point| pair(point)).collect()
        }
        CurvePath::Formula(formula) => {
            let (from, to) = (x.from.unwrap_or(0.0), x.to.unwrap_or(1.0));
            let places = (0..FORMULA_POINTS)
                .map(|i| from + (to - from) * i as f64 / (FORMULA_POINTS - 1) as f64);
            places.filter_map(|x| formula.at(x).map(|y| pair((x, y)))).collect()
        }
    };
    format!("{}: {}", curve.label, points.join(" "))
}

fn pair((x, y): (f64, f64)) -> String {
    let short = |v: f64| {
        let text = number(v, 4);
        text.trim_end_matches('0').trim_end_matches('.').to_string()
    };
    format!("({}, {})", short(x), short(y))
}

fn bars(bars: &Bars) -> Vec<String> {
    let unit = if bars.unit.is_empty() { String::new() } else { format!(" {}", bars.unit) };
    let mut lines = Vec::new();
    for (i, (label, value)) in bars.bars.iter().enumerate() {
        lines.push(format!("{label}: {}{unit}", number(*value, bars.digits)));
        lines.extend(
            bars.cuts.iter().filter(|cut| cut.0 == i + 1).map(|cut| format!("-- {} --", cut.1)),
        );
    }
    lines.extend(
        bars.level
            .iter()
            .map(|(value, label)| format!("{label}: {}{unit}", number(*value, bars.digits))),
    );
    lines
}

fn heat_map(map: &HeatMap) -> Vec<String> {
    let head = [&map.y, &map.x].map(|label| if label.is_empty() { "" } else { label });
    let axes = (!map.x.is_empty() || !map.y.is_empty())
        .then(|| format!("{} down, {} across", head[0], head[1]));
    let columns = (!map.columns.is_empty()).then(|| map.columns.join("  "));
    let rows = map.values.iter().enumerate().map(|(i, row)| {
        let values = row.iter().map(|&v| number(v, map.digits)).collect::<Vec<_>>().join("  ");
        map.names.get(i).map_or_else(|| values.clone(), |name| format!("{name}: {values}"))
    });
    axes.into_iter().chain(columns).chain(rows).collect()
}

fn matrix(matrix: &MatrixFigure) -> Vec<String> {
    let columns = (!matrix.columns.is_empty()).then(|| matrix.columns.join("  "));
    let rows = matrix.rows.iter().enumerate().map(|(y, row)| {
        let cells =
            row.iter()
                .enumerate()
                .map(|(x, cell)| {
                    if matrix.shaded.contains(&(y, x)) { format!("[{cell}]") } else { cell.clone() }
                })
                .collect::<Vec<_>>()
                .join("  ");
        matrix.names.get(y).map_or_else(|| cells.clone(), |name| format!("{name}: {cells}"))
    });
    columns.into_iter().chain(rows).collect()
}

fn graph(graph: &Graph) -> Vec<String> {
    let nodes = graph.nodes.iter().filter(|node| !node.note.is_empty());
    let nodes = nodes.map(|node| format!("{}: {}", node.label, node.note));
    let name = |i: usize| graph.nodes.get(i).map_or("?", |node| node.label.as_str());
    let sign = if graph.directed { "→" } else { "–" };
    let edges = graph.edges.iter().map(|&(a, b)| format!("{} {sign} {}", name(a), name(b)));
    nodes.chain(edges).collect()
}

fn flow(flow: &Flow) -> Vec<String> {
    let steps: Vec<&str> = flow.steps.iter().map(|step| step.label.as_str()).collect();
    let above = flow.steps.iter().filter(|step| !step.above.is_empty());
    let above = above.map(|step| format!("{} ← {}", step.label, step.above));
    let below = flow.steps.iter().filter(|step| !step.below.is_empty());
    let below = below.map(|step| format!("{} → {}", step.label, step.below));
    let name = |i: usize| steps.get(i).copied().unwrap_or("?");
    let back = flow
        .back
        .iter()
        .map(|back| format!("{} → {}: {}", name(back.from), name(back.to), back.label));
    std::iter::once(steps.join(" → ")).chain(above).chain(below).chain(back).collect()
}

fn table(table: &TableFigure) -> Vec<String> {
    let header = (!table.header.is_empty()).then_some(&table.header);
    header.into_iter().chain(&table.rows).map(|row| row.join("  ")).collect()
}

fn dial(dial: &Dial) -> String {
    let hands =
        dial.hands.iter().map(|(label, angle)| format!("{label} at {} rad", number(*angle, 4)));
    format!("{}: {}", dial.label, hands.collect::<Vec<_>>().join(", "))
}

fn areas(areas: &Areas) -> Vec<String> {
    areas
        .boxes
        .iter()
        .map(|(label, width, height)| format!("{label}: {width} wide, {height} high"))
        .collect()
}

fn ticks(ticks: &Ticks) -> Vec<String> {
    let mut lines = vec![format!("From {} to {}", ticks.from, ticks.to)];
    for (label, places) in &ticks.rows {
        let places: Vec<String> = places.iter().map(ToString::to_string).collect();
        lines.push(format!("{label}: {}", places.join(" ")));
    }
    lines
}

fn circles(circles: &Circles) -> Vec<String> {
    vec![format!("{}: what {} share", circles.centre, circles.circles.join(", "))]
}

fn pyramid(pyramid: &Pyramid) -> Vec<String> {
    vec![format!("From the top: {}", pyramid.levels.join(", "))]
}

fn panels(panels: &Panels) -> Vec<String> {
    panels.parts.iter().flat_map(Figure::lines).collect()
}
