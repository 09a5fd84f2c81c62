//! Circles in the module graph, found as strongly connected components (Tarjan, 1972).
//!
//! The one circle allowed is between a file and its own direct child. A component whose edges are
//! all of that kind is a tree of such pairs, since a file has one parent; any other edge in a
//! component lies on a circle that is forbidden.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write;

use crate::module_graph::ModuleGraph;

type Edge = (usize, usize);

/// A strongly connected component with an edge in it that is not between parent and child.
pub(crate) struct Tangle {
    pub(crate) files: Vec<usize>,
    /// Through each forbidden edge a shortest circle, without its repetitions, the shortest first.
    pub(crate) circles: Vec<Vec<usize>>,
}

pub(crate) fn tangles(graph: &ModuleGraph) -> Vec<Tangle> {
    let edges = graph.edges.keys().copied().collect();
    components(graph.nodes.len(), &edges)
        .into_iter()
        .map(|files| Tangle { circles: circles(graph, &edges_within(&edges, &files)), files })
        .filter(|tangle| !tangle.circles.is_empty())
        .collect()
}

fn circles(graph: &ModuleGraph, edges: &BTreeSet<Edge>) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = edges
        .iter()
        .filter(|(from, to)| !are_parent_and_child(graph, *from, *to))
        .filter_map(|(from, to)| shortest_path(edges, *to, *from))
        .map(|mut circle| {
            let first = (0..circle.len()).min_by_key(|at| circle[*at]).unwrap_or(0);
            circle.rotate_left(first);
            circle
        })
        .collect();
    found.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    found.dedup();
    found
}

fn are_parent_and_child(graph: &ModuleGraph, one: usize, other: usize) -> bool {
    let (one, other) = (&graph.nodes[one].module, &graph.nodes[other].module);
    let is_child = |parent: &[String], child: &[String]| {
        child.len() == parent.len() + 1 && child.starts_with(parent)
    };
    is_child(one, other) || is_child(other, one)
}

fn edges_within(edges: &BTreeSet<Edge>, files: &[usize]) -> BTreeSet<Edge> {
    edges.iter().copied().filter(|(from, to)| files.contains(from) && files.contains(to)).collect()
}

/// The files on a shortest way, both ends included.
fn shortest_path(edges: &BTreeSet<Edge>, from: usize, to: usize) -> Option<Vec<usize>> {
    let mut before = BTreeMap::from([(from, from)]);
    let mut queue = VecDeque::from([from]);
    while let Some(file) = queue.pop_front() {
        if file == to {
            let mut path = vec![to];
            while path[path.len() - 1] != from {
                path.push(before[&path[path.len() - 1]]);
            }
            path.reverse();
            return Some(path);
        }
        for (_, next) in edges.range((file, 0)..=(file, usize::MAX)) {
            if !before.contains_key(next) {
                before.insert(*next, file);
                queue.push_back(*next);
            }
        }
    }
    None
}

/// The strongly connected components of more than one file, each sorted, the largest first.
fn components(files: usize, edges: &BTreeSet<Edge>) -> Vec<Vec<usize>> {
    let unvisited = Visited { index: None, low: 0, on_stack: false };
    let visited = vec![unvisited; files];
    let mut search = Search { edges, visited, stack: Vec::new(), count: 0, found: Vec::new() };
    for file in 0..files {
        if search.visited[file].index.is_none() {
            search.visit(file);
        }
    }
    let mut found = search.found;
    found.sort_by_key(|files| (usize::MAX - files.len(), files[0]));
    found
}

#[derive(Clone)]
struct Visited {
    index: Option<usize>,
    /// The lowest index that can be reached and is on the stack.
    low: usize,
    on_stack: bool,
}

struct Search<'a> {
    edges: &'a BTreeSet<Edge>,
    visited: Vec<Visited>,
    stack: Vec<usize>,
    count: usize,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn visit(&mut self, file: usize) {
        let index = self.count;
        self.count += 1;
        self.visited[file] = Visited { index: Some(index), low: index, on_stack: true };
        self.stack.push(file);
        for (_, next) in self.edges.range((file, 0)..=(file, usize::MAX)) {
            match self.visited[*next].index {
                None => {
                    self.visit(*next);
                    self.visited[file].low = self.visited[file].low.min(self.visited[*next].low);
                }
                Some(other) if self.visited[*next].on_stack => {
                    self.visited[file].low = self.visited[file].low.min(other);
                }
                Some(_) => {}
            }
        }
        if self.visited[file].low == index {
            let start = self.stack.iter().rposition(|other| *other == file).expect("it is on it");
            let mut component = self.stack.split_off(start);
            for file in &component {
                self.visited[*file].on_stack = false;
            }
            component.sort_unstable();
            if component.len() > 1 {
                self.found.push(component);
            }
        }
    }
}

/// A tangle in words: its files, its shortest circles with the place that makes each arrow, and
/// the arrows without which most of it would be untied.
pub(crate) fn describe(graph: &ModuleGraph, tangle: &Tangle, most: usize) -> String {
    let mut text = format!("{} files are in one circle:\n", tangle.files.len());
    for file in &tangle.files {
        let _ = writeln!(text, "    {}", graph.nodes[*file].path);
    }
    for circle in tangle.circles.iter().take(most) {
        let _ = writeln!(text, "  a circle of {}:", circle.len());
        for (at, from) in circle.iter().enumerate() {
            let to = circle[(at + 1) % circle.len()];
            let _ = writeln!(text, "    {}", graph.describe((*from, to)));
        }
    }
    if tangle.circles.len() > most {
        let _ = writeln!(text, "  and {} circles more", tangle.circles.len() - most);
    }
    for (edge, left) in knots(graph, tangle).into_iter().take(most) {
        let _ = writeln!(text, "  {left} files stay without {}", graph.describe(edge));
    }
    text
}

/// For each arrow how many files of the tangle would still be in circles without it, fewest first;
/// arrows that free nothing are left out.
fn knots(graph: &ModuleGraph, tangle: &Tangle) -> Vec<(Edge, usize)> {
    let edges = edges_within(&graph.edges.keys().copied().collect(), &tangle.files);
    let mut knots: Vec<(Edge, usize)> = edges
        .iter()
        .map(|edge| {
            let mut others = edges.clone();
            others.remove(edge);
            let left = components(graph.nodes.len(), &others).iter().map(Vec::len).sum();
            (*edge, left)
        })
        .filter(|(_, left)| *left < tangle.files.len())
        .collect();
    knots.sort_by_key(|(edge, left)| (*left, *edge));
    knots
}
