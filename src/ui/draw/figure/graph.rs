//! Nodes and the edges between them.

use super::FigureRoom;
use super::figure_canvas::FigureCanvas;
use super::strokes::{CurveStroke, PlotArea};
use crate::deck::figure::{Graph, GraphNode};
use crate::library::page::FigurePart;
use crate::text::width::width;
use crate::ui::draw::curve_glyphs::CurveGlyphs;

/// Rows from one row of nodes to the next, without their notes.
const APART: usize = 4;

/// The fewest and the most columns.
pub(super) fn span(graph: &Graph) -> (usize, usize) {
    let across = places(graph).iter().map(|at| at.0).fold(0.0, f64::max) as usize + 1;
    let widest = graph.nodes.iter().map(node_width).max().unwrap_or(0);
    (across * (widest + 1), across * (widest + 4))
}

/// Draws a sound graph.
pub(super) fn draw(graph: &Graph, room: FigureRoom) -> FigureCanvas {
    let FigureRoom { columns, glyphs, .. } = room;
    let places = places(graph);
    let (right, down) =
        places.iter().fold((0.0_f64, 0.0_f64), |most, at| (most.0.max(at.0), most.1.max(at.1)));
    let noted = graph.nodes.iter().any(|node| !node.note.is_empty());
    let noted_rows = 2 * usize::from(noted);
    let apart = match room.rows {
        Some(rows) if down > 0.0 => {
            (rows.saturating_sub(noted_rows + 1) / down.round() as usize).clamp(APART, 2 * APART)
        }
        _ => APART,
    };
    let rows = down.round() as usize * apart + 1;
    let edge = graph.nodes.iter().map(node_width).max().unwrap_or(1).div_ceil(2);
    let columns =
        columns.min(span(graph).1 * if room.rows.is_some() { 2 } else { 1 }).max(2 * edge + 1);
    // Two neighbours' notes that are too long to stand side by side stand one below the other.
    let mut canvas = FigureCanvas::new(columns, rows + noted_rows);
    let across = (columns - 2 * edge).max(1) - 1;
    let cells: Vec<(usize, usize)> = places
        .into_iter()
        .map(|(x, y)| {
            let share = if right > 0.0 { x / right } else { 0.5 };
            (edge + (share * across as f64).round() as usize, (y * apart as f64).round() as usize)
        })
        .collect();
    edges(&mut canvas, graph, &cells, rows, glyphs);
    for (node, &(x, y)) in graph.nodes.iter().zip(&cells) {
        let label = format!("({})", node.label);
        let middle =
            |text: &str| x.saturating_sub(width(text) / 2).min(columns.saturating_sub(width(text)));
        canvas.place([(middle(&label), y)], &label, FigurePart::Title);
        canvas.place(
            [1, 2].map(|down| (middle(&node.note), y + down)),
            &node.note,
            FigurePart::Value,
        );
    }
    canvas.trim();
    canvas.write_leftover_labels();
    canvas
}

fn edges(
    canvas: &mut FigureCanvas,
    graph: &Graph,
    cells: &[(usize, usize)],
    rows: usize,
    glyphs: CurveGlyphs,
) {
    let columns = canvas.columns();
    // One unit is one cell, so that a point lies in the middle of its cell.
    let area = PlotArea {
        at: (0, 0),
        columns,
        rows,
        x: [0.0, columns as f64],
        y: [0.0, rows as f64],
        glyphs,
    };
    let middle = |i: usize| (cells[i].0 as f64 + 0.5, rows as f64 - cells[i].1 as f64 - 0.5);
    let lines = graph.edges.iter().map(|&(a, b)| CurveStroke {
        points: vec![middle(a), middle(b)],
        curve: 0,
        dashed: false,
    });
    area.paint(canvas, &lines.collect::<Vec<_>>());
    if graph.directed {
        for &(a, b) in &graph.edges {
            let sign = match (cells[b].0.cmp(&cells[a].0), cells[b].1.cmp(&cells[a].1)) {
                (_, std::cmp::Ordering::Greater) => "↓",
                (_, std::cmp::Ordering::Less) => "↑",
                (std::cmp::Ordering::Less, _) => "←",
                _ => "→",
            };
            let (x, y) =
                (f64::midpoint(middle(a).0, middle(b).0), f64::midpoint(middle(a).1, middle(b).1));
            if let Some((x, y)) = area.cell((x, y)) {
                canvas.draw(x, y, sign, FigurePart::Axis);
            }
        }
    }
}

/// Where the nodes stand, the least column and row being 0; without places, on a circle.
fn places(graph: &Graph) -> Vec<(f64, f64)> {
    let count = graph.nodes.len() as f64;
    let circle = |i: usize| {
        let angle = std::f64::consts::TAU * i as f64 / count;
        (2.0 + 2.0 * angle.sin(), 1.0 - angle.cos())
    };
    let all: Vec<(f64, f64)> = graph
        .nodes
        .iter()
        .enumerate()
        .map(|(i, node)| node.at.unwrap_or_else(|| circle(i)))
        .collect();
    let left = all.iter().map(|at| at.0).fold(f64::INFINITY, f64::min);
    let top = all.iter().map(|at| at.1).fold(f64::INFINITY, f64::min);
    // A deck may place a node anywhere; the drawing stays on a screen.
    all.into_iter().map(|(x, y)| ((x - left).min(32.0), (y - top).min(8.0))).collect()
}

fn node_width(node: &GraphNode) -> usize {
    (width(&node.label) + 2).max(width(&node.note))
}
