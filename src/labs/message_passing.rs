//! Message passing on a graph: every node takes the mean of itself and its neighbours.
//!
//! Battaglia et al. 2018, "Relational inductive biases, deep learning, and graph networks", section
//! 3.2.

use super::linear::{column_means, mean, shape, transposed};
use super::parameter::{matrix, whole};
use super::{Lab, LabOutcome, LabTask, NumberMatrix, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{GraphNode, Panels, Shape};
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "message-passing",
    title: "Message passing",
    about: "Each round a node's features become the mean over itself and its neighbours; the graph \
            stays as it is.",
    notes: &["gnn-input", "gnn-output"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    whole("rounds", "Rounds", (0, 50, 1), "1")
        .aliases(&["layers", "steps"])
        .about("how many layers pass messages"),
    matrix("features", "Features H", (-1000.0, 1000.0, (12, 6)), "1,0;0,1;2,2;4,0")
        .aliases(&["h"])
        .about("a row for each node"),
    matrix("edges", "Edges", (1.0, 12.0, (40, 2)), "1,2;2,3;3,4")
        .aliases(&["e"])
        .about("a row for each edge: two nodes, counted from 1"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Make all nodes alike.",
        "Each round mixes a node with its neighbours. After many rounds every node has mixed \
         with all, and none can be told from another: oversmoothing.",
        |_, out| {
            let (features, nodes) = (out.numbers_at("features"), out.count_at("nodes"));
            let width = features.len() / nodes.max(1);
            nodes > 1
                && features.iter().enumerate().all(|(i, v)| (v - features[i % width]).abs() < 0.01)
        },
    ),
    LabTask::new(
        "Draw edges with which a round leaves the readout as it was.",
        "In a ring all nodes have as many neighbours, so each counts as often as any other. In a \
         path those in the middle count more often, and the mean moves.",
        |set, out| {
            let before = column_means(set.matrix("features"));
            let same =
                before.iter().zip(out.numbers_at("readout")).all(|(a, b)| (a - b).abs() < 1e-9);
            same && set.count("rounds") > 0 && out.count_at("edges") > 0
        },
    ),
    LabTask::new(
        "Leave a node without a neighbour.",
        "No message reaches it, so it keeps its features for ever, and nobody learns of them: a \
         graph network only mixes what edges join.",
        |_, out| out.numbers_at("degrees").contains(&0.0),
    ),
];

fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let before = parameters.matrix("features");
    let edges = edges(parameters, before.len())?;
    let neighbours = neighbours(before.len(), &edges);
    let mut now = before.clone();
    for _ in 0..parameters.count("rounds") {
        now = neighbours.iter().map(|near| gathered(&now, near)).collect();
    }
    let degrees: Vec<f64> = neighbours.iter().map(|near| near.len() as f64 - 1.0).collect();
    Ok(LabOutcome::new(explanation(parameters, &neighbours, &now))
        .matrix("features", "the nodes' features after the rounds", now.clone())
        .numbers("readout", "their mean: one vector for the whole graph", column_means(&now))
        .number("nodes", "how many nodes there are, before and after", shape(&now).0)
        .number("edges", "how many edges there are, before and after", edges.len())
        .numbers("degrees", "how many neighbours each node has", degrees)
        .unlisted(&["features", "nodes", "edges"])
        .figure(graphs(before, &now, &edges)))
}

/// Draws the graph before and after, each node with its features.
fn graphs(before: &NumberMatrix, now: &NumberMatrix, edges: &[(usize, usize)]) -> Figure {
    let graph = |title: &str, features: &NumberMatrix| {
        Figure::graph(
            title,
            features
                .iter()
                .enumerate()
                .map(|(i, row)| {
                    let numbers: Vec<String> =
                        row.iter().map(|&v| super::show::number(v, 2)).collect();
                    GraphNode {
                        label: (i + 1).to_string(),
                        note: format!("({})", numbers.join(", ")),
                        at: None,
                    }
                })
                .collect(),
            edges.to_vec(),
        )
    };
    let parts = vec![graph("Before", before), graph("After", now)];
    Figure::new(
        "The same graph, new features",
        Shape::Panels(Panels { parts, signs: vec!["→".to_string()] }),
    )
}

/// The edges, their nodes counted from 0; each once, however often it was named.
fn edges(parameters: &Parameters, nodes: usize) -> Result<Vec<(usize, usize)>, Fault> {
    let mut edges = Vec::new();
    for row in parameters.matrix("edges") {
        let &[a, b] = row.as_slice() else {
            return Err(Fault::error("an edge is not two nodes", "write edges as 1,2;2,3"));
        };
        let known = |node: f64| node.fract().abs() < 1e-9 && node as usize <= nodes;
        if !known(a) || !known(b) || a as usize == b as usize {
            let what = format!("{a},{b} joins no two nodes of the graph");
            return Err(Fault::error(what, format!("write two of the numbers from 1 to {nodes}")));
        }
        let edge = (a.min(b) as usize - 1, a.max(b) as usize - 1);
        if !edges.contains(&edge) {
            edges.push(edge);
        }
    }
    Ok(edges)
}

/// Each node with its neighbours, itself first.
fn neighbours(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = (0..nodes).map(|node| vec![node]).collect();
    for &(a, b) in edges {
        all[a].push(b);
        all[b].push(a);
    }
    all
}

fn gathered(features: &NumberMatrix, near: &[usize]) -> Vec<f64> {
    let rows: NumberMatrix = near.iter().map(|&node| features[node].clone()).collect();
    transposed(&rows).iter().map(|column| mean(column)).collect()
}

fn explanation(parameters: &Parameters, neighbours: &[Vec<usize>], now: &NumberMatrix) -> String {
    let rounds = parameters.count("rounds");
    let (node, near) = neighbours
        .iter()
        .enumerate()
        .max_by_key(|(node, near)| (near.len(), usize::MAX - node))
        .unwrap_or((0, &neighbours[0]));
    let mut names: Vec<usize> = near.iter().map(|node| node + 1).collect();
    names.sort_unstable();
    let names: Vec<String> = names.iter().map(usize::to_string).collect();
    let features: Vec<String> = now[node].iter().map(|v| super::show::number(*v, 4)).collect();
    match rounds {
        0 => format!(
            "No message has passed yet. In a round node {} will take the mean of nodes {}.",
            node + 1,
            names.join(", ")
        ),
        _ => format!(
            "In each round every node takes the mean of itself and its neighbours: node {} that of \
             nodes {}, and now holds {}. After {rounds} {} it has heard from nodes up to {rounds} \
             edges away. Nodes and edges are the same as before; only the features are new, and \
             with many rounds they all become alike.",
            node + 1,
            names.join(", "),
            features.join(", "),
            if rounds == 1 { "round" } else { "rounds" }
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_values, fault, outcome};

    #[test]
    fn a_path_smooths_out() {
        let once = outcome("message-passing", &[]);
        assert_values(&once, "features", "0.5 0.5 1 1 2 1 3 1");
        assert_values(&once, "readout", "1.625 0.875");
        let twice = outcome("message-passing", &[("rounds", "2")]);
        assert_values(&twice, "features", "0.75 0.75 1.1667 0.8333 2 1 2.5 1");
    }

    #[test]
    fn edges_join_two_nodes_of_the_graph_once() {
        let doubled = outcome("message-passing", &[("edges", "1,2;2,1;2,3;3,4")]);
        assert_eq!(doubled.values, outcome("message-passing", &[]).values);
        for (edges, text) in [
            ("1,5", "1,5 joins no two"),
            ("2,2", "2,2 joins no two"),
            ("1.5,2", "1.5,2 joins"),
            ("1;2", "not two"),
        ] {
            let message = fault("message-passing", &[("edges", edges)]);
            assert!(message.contains(text), "{message}");
        }
    }
}
