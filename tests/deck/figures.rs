//! Every figure of the deck, held to the numbers that it promises, to half a unit of the last
//! digit.

#![expect(
    clippy::float_cmp,
    clippy::approx_constant,
    clippy::unreadable_literal,
    reason = "numbers are written here as the figures show them, and places are exact"
)]

mod language;
mod learning;
mod networks;

use lacuna::deck::Figure;
use lacuna::deck::figure::{
    Bars, CurvePath, Dials, Formula, HeatMap, MatrixFigure, Plot, Shape, TableFigure, Ticks,
};

use crate::{deck, note};

fn figure(id: &str) -> Figure {
    *note(&deck(), id).details.figure.clone().unwrap_or_else(|| panic!("`{id}` has no figure"))
}

/// Finds the n-th part of a kind in a figure.
macro_rules! part {
    ($name:ident, $variant:ident, $kind:ident) => {
        fn $name(figure: &Figure, n: usize) -> $kind {
            let found = figure.parts().iter().filter_map(|part| match &part.shape {
                Shape::$variant(shape) => Some(shape.clone()),
                _ => None,
            });
            found.into_iter().nth(n).unwrap_or_else(|| panic!("{} has too few parts", figure.title))
        }
    };
}

part!(plot, Plot, Plot);
part!(bars, Bars, Bars);
part!(heat_map, HeatMap, HeatMap);
part!(matrix, Matrix, MatrixFigure);
part!(table, Table, TableFigure);
part!(dials, Dials, Dials);
part!(ticks, Ticks, Ticks);

fn number(text: &str) -> f64 {
    let plain: String =
        text.replace('−', "-").chars().filter(|c| !matches!(c, ',' | '%' | ' ')).collect();
    plain.parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

fn numbers(rows: &[Vec<String>]) -> Vec<Vec<f64>> {
    rows.iter().map(|row| row.iter().map(|cell| number(cell)).collect()).collect()
}

/// Compares a value as it is written, with so many decimals, with one that was computed.
fn assert_written(shown: f64, exact: f64, digits: i32, what: &str) {
    assert!(
        (shown - exact).abs() <= 0.5 * 10_f64.powi(-digits) + 1e-12,
        "{what}: {shown} is not {exact}"
    );
}

fn assert_all(shown: &[f64], exact: &[f64], digits: i32, what: &str) {
    assert_eq!(shown.len(), exact.len(), "{what}");
    shown.iter().zip(exact).for_each(|(shown, exact)| assert_written(*shown, *exact, digits, what));
}

fn values(bars: &Bars) -> Vec<f64> {
    bars.bars.iter().map(|bar| bar.1).collect()
}

fn softmax(scores: &[f64]) -> Vec<f64> {
    let sum: f64 = scores.iter().map(|s| s.exp()).sum();
    scores.iter().map(|s| s.exp() / sum).collect()
}

fn bits(shares: &[f64]) -> f64 {
    -shares.iter().map(|p| p * p.log2()).sum::<f64>()
}

fn normalized(shares: &[f64]) -> Vec<f64> {
    let sum: f64 = shares.iter().sum();
    shares.iter().map(|share| share / sum).collect()
}

fn formula(plot: &Plot, n: usize) -> Formula {
    match &plot.curves[n].path {
        CurvePath::Formula(formula) => formula.clone(),
        other => panic!("{other:?} is not a formula"),
    }
}

/// Each mark lies on the curve, and its label says the same number.
fn assert_marked(plot: &Plot, places: &[(f64, f64)]) {
    assert_eq!(plot.marks.len(), places.len());
    for (mark, &(x, y)) in plot.marks.iter().zip(places) {
        assert_written(mark.at.0, x, 9, &mark.label);
        assert_written(mark.at.1, y, 4, &mark.label);
        assert_written(number(&mark.label), y, 4, &mark.label);
        assert_written(mark.at.1, formula(plot, 0).at(x).expect("it has a value"), 4, &mark.label);
    }
}

#[test]
fn every_figure_can_be_drawn() {
    let deck = deck();
    let with: Vec<_> = deck
        .notes
        .iter()
        .filter_map(|placed| Some((&placed.note.id, placed.note.details.figure.as_deref()?)))
        .collect();
    assert!(with.len() >= 45, "{}", with.len());
    for (id, figure) in with {
        assert_eq!(figure.faults(), Vec::<String>::new(), "{id}");
    }
}

#[test]
fn f1_sigmoid_and_logarithmic_loss() {
    let figure = figure("sigmoid-bce");
    let sigmoid = [(-2.0, 0.1192), (-1.0, 0.2689), (0.0, 0.5), (1.0, 0.7311), (2.0, 0.8808)];
    assert_marked(&plot(&figure, 0), &sigmoid);
    let loss = [(0.9, 0.1054), (0.5, 0.6931), (0.1, 2.3026)];
    assert_marked(&plot(&figure, 1), &loss);
    assert_marked(&plot(&self::figure("softmax-ce"), 0), &loss);
}

#[test]
fn f2_gelu_over_relu() {
    let figure = figure("gelu");
    let plot = plot(&figure, 0);
    assert_eq!((plot.x.from, plot.x.to), (Some(-4.0), Some(4.0)));
    let (gelu, relu) = (formula(&plot, 0), formula(&plot, 1));
    let at = |x: f64| gelu.at(x).expect("it has a value");
    let places = [-2.0, -1.0, -0.5, 0.5, 1.0, 2.0];
    let exact = [-0.0455, -0.1587, -0.1543, 0.3457, 0.8413, 1.9545];
    assert_all(&exact, &places.map(at), 4, "GELU");
    assert!(figure.notes[0].contains("−0.0455, −0.1587, −0.1543, 0.3457, 0.8413, 1.9545"));
    assert_eq!((relu.at(-3.0), relu.at(3.0)), (Some(0.0), Some(3.0)));
    // The least value of a fine grid is where the mark is.
    let least = (-40_000..=0)
        .map(|i| f64::from(i) * 1e-4)
        .min_by(|a, b| at(*a).total_cmp(&at(*b)))
        .expect("there is one");
    assert_written(plot.marks[0].at.0, least, 4, "minimum");
    assert_written(plot.marks[0].at.1, at(least), 4, "minimum");
    let slope = |x: f64| (at(x + 1e-5) - at(x - 1e-5)) / 2e-5;
    assert_all(&[0.5, -0.0852], &[slope(0.0), slope(-2.0)], 4, "slopes");
    assert!(figure.notes[1].contains("0.5 at 0 and −0.0852 at −2"));
}

#[test]
fn f3_softmax_at_three_temperatures() {
    let figure = figure("softmax");
    let promised = [
        [0.8650, 0.1171, 0.0158, 0.0021, 0.6570],
        [0.6439, 0.2369, 0.0871, 0.0321, 1.3670],
        [0.4551, 0.2760, 0.1674, 0.1015, 1.7962],
    ];
    for (n, (temperature, promised)) in [0.5, 1.0, 2.0].into_iter().zip(promised).enumerate() {
        let exact = softmax(&[2.0, 1.0, 0.0, -1.0].map(|z| z / temperature));
        assert_all(&values(&bars(&figure, n)), &exact, 4, "shares");
        assert_all(&values(&bars(&figure, n)), &promised[..4], 9, "shares");
        let entropy = number(figure.parts()[n].notes[0].trim_end_matches(" bits"));
        assert_written(entropy, bits(&exact), 4, "entropy");
        assert_written(entropy, promised[4], 9, "entropy");
    }
    assert_all(&values(&bars(&self::figure("softmax-ce"), 0)), &promised[1][..4], 9, "shares");
}

#[test]
fn f4_three_losses() {
    let figure = figure("linear-l2-huber");
    let plot = plot(&figure, 0);
    let rows = numbers(&table(&figure, 0).rows);
    assert_eq!(
        rows,
        [
            [0.5, 0.125, 0.5, 0.125],
            [1.0, 0.5, 1.0, 0.5],
            [2.0, 2.0, 2.0, 1.5],
            [3.0, 4.5, 3.0, 2.5]
        ]
    );
    for row in rows {
        for n in 0..3 {
            for e in [row[0], -row[0]] {
                assert_written(
                    row[n + 1],
                    formula(&plot, n).at(e).expect("it has a value"),
                    9,
                    &plot.curves[n].label,
                );
            }
        }
    }
}

#[test]
fn f5_sinusoids() {
    let figure = figure("absolute-pe");
    let map = heat_map(&figure, 0);
    let code = |p: f64| -> Vec<f64> {
        (0..8)
            .map(|i| p / 10_000_f64.powf(f64::from(i / 2 * 2) / 8.0))
            .enumerate()
            .map(|(i, a)| if i % 2 == 0 { a.sin() } else { a.cos() })
            .collect()
    };
    assert_eq!((map.values.len(), map.values[0].len()), (8, 32));
    for position in 0..32 {
        let shown: Vec<f64> = map.values.iter().map(|row| row[position]).collect();
        assert_all(&shown, &code(position as f64), 4, "code");
        if position == 1 {
            assert_all(
                &shown,
                &[0.8415, 0.5403, 0.0998, 0.9950, 0.0100, 1.0000, 0.0010, 1.0000],
                9,
                "position 1",
            );
        }
        if position == 10 {
            assert_all(
                &shown,
                &[-0.5440, -0.8391, 0.8415, 0.5403, 0.0998, 0.9950, 0.0100, 1.0000],
                9,
                "position 10",
            );
        }
    }
    let product = |a: f64, b: f64| code(a).iter().zip(code(b)).map(|(a, b)| a * b).sum::<f64>();
    assert_all(
        &[1.9649, 1.9649, 4.0],
        &[product(2.0, 5.0), product(6.0, 9.0), product(0.0, 0.0)],
        4,
        "products",
    );
    assert!(
        figure.notes[2].contains("PE(2) · PE(5) = PE(6) · PE(9) = 1.9649, and PE(0) · PE(0) = 4")
    );
}

#[test]
fn f6_dials_and_offsets() {
    let rope = figure("rope");
    let speeds = |d: f64| move |i: usize| 10_000_f64.powf(-2.0 * i as f64 / d);
    for (i, dial) in dials(&rope, 0).dials.iter().enumerate() {
        let exact = [0.0, 1.0, 3.0].map(|m| m * speeds(4.0)(i));
        assert_all(
            &dial.hands.iter().map(|hand| hand.1).collect::<Vec<_>>(),
            &exact,
            9,
            &dial.label,
        );
    }
    for (i, row) in numbers(&table(&rope, 0).rows).iter().enumerate() {
        assert_written(row[1], speeds(8.0)(i), 9, "speed");
    }
    let stretched = dials(&figure("rope-interpolation"), 0).dials;
    let angles = |n: usize| stretched[n].hands.iter().map(|hand| hand.1).collect::<Vec<f64>>();
    assert_eq!((angles(0), angles(1)), (vec![2.0, 1.0, 0.5], vec![5.0, 5.0 * 2048.0 / 8192.0]));
    let offsets = matrix(&figure("relative-pe"), 0);
    for (i, row) in numbers(&offsets.rows).iter().enumerate() {
        for (j, &shown) in row.iter().enumerate() {
            let offset = j as f64 - i as f64;
            assert_written(shown, offset.clamp(-2.0, 2.0), 9, "offset");
            assert_eq!(offsets.shaded.contains(&(i, j)), offset.abs() > 2.0, "{i}, {j}");
        }
    }
}

#[test]
fn f7_lora() {
    let lora = figure("lora");
    let share = |d: f64, k: f64, r: f64| 100.0 * r * (d + k) / (d * k);
    let exact = [share(32.0, 32.0, 4.0), share(4096.0, 4096.0, 8.0), share(1024.0, 4096.0, 16.0)];
    assert_all(&values(&bars(&lora, 0)), &exact, 9, "shares");
    assert_all(&[0.3906, 1.9531], &exact[1..], 4, "shares");
    let said = lora.notes.join(" ");
    for (what, exact) in [
        ("65,536", 8 * 8192),
        ("16,777,216", 4096 * 4096),
        ("81,920", 16 * 5120),
        ("2048", 4096 * 4096 / 8192),
    ] {
        assert!(said.contains(what) && number(what) == f64::from(exact), "{what}");
    }
    for row in table(&figure("lora-steps"), 0).rows {
        assert_written(number(&row[1]), number(&row[0]) * 8192.0, 9, "trained");
        assert_written(number(&row[2]), share(4096.0, 4096.0, number(&row[0])), 4, "share");
    }
    for figure in [lora, figure("lora-steps")] {
        let Shape::Areas(areas) = &figure.parts()[0].shape else { panic!("the areas come first") };
        let area = |name: &str| {
            areas.boxes.iter().find(|area| area.0.starts_with(name)).map(|area| (area.1, area.2))
        };
        assert_eq!(
            (area("B "), area("A ")),
            (Some((4.0, 32.0)), Some((32.0, 4.0))),
            "d×r is d high and r wide"
        );
    }
}

#[test]
fn f11_query_heads_and_their_keys() {
    let groups = |figure: &Figure| -> Vec<usize> {
        let sizes = figure.parts().iter().map(|part| {
            let Shape::Graph(graph) = &part.shape else { panic!("a graph each") };
            let shared = graph.nodes.len() - 8;
            for (i, &(query, key)) in graph.edges.iter().enumerate() {
                assert_eq!(
                    (query, key),
                    (i, 8 + i * shared / 8),
                    "query heads are grouped in order"
                );
            }
            assert_eq!(graph.edges.len(), 8);
            shared
        });
        sizes.collect()
    };
    assert_eq!(groups(&figure("gqa")), [8, 2, 1]);
    assert_eq!(groups(&figure("mqa")), [8, 1]);
}

#[test]
fn f20_to_f24_name_their_parts_in_order() {
    let steps = |id: &str, n: usize| -> Vec<String> {
        let Shape::Flow(flow) = &figure(id).parts()[n].shape.clone() else { panic!("a flow") };
        flow.steps.iter().map(|step| step.label.clone()).collect()
    };
    for id in ["pretrain-tests", "overfit-check"] {
        assert_eq!(
            steps(id, 0),
            ["shapes", "range", "chance-level loss", "one step", "tiny overfit", "train"]
        );
    }
    for id in ["supervised", "unsupervised", "self-supervised", "rl"] {
        let signals: Vec<String> =
            table(&figure(id), 0).rows.into_iter().map(|row| row[1].clone()).collect();
        assert_eq!(signals, ["label", "none", "derived", "reward"], "{id}");
    }
    let pipeline =
        ["commit", "build", "unit tests", "integration tests", "package", "deploy", "monitor"];
    assert_eq!(steps("cicd-pipeline", 0), pipeline);
    for id in ["rlhf", "instructgpt-steps"] {
        assert_eq!(steps(id, 0), ["pretrain", "SFT", "reward model", "PPO"]);
        let said = figure(id).lines().join("\n");
        for source in ["SFT ← demonstrations", "reward model ← rankings", "PPO ← prompts"] {
            assert!(said.contains(source), "{said}");
        }
    }
    assert_eq!(steps("docker", 0), ["Dockerfile", "image", "container"]);
    let Shape::Circles(circles) = &figure("mlops").shape.clone() else { panic!("circles") };
    assert_eq!((circles.circles.len(), circles.centre.as_str()), (3, "MLOps"));
    for id in ["cicd-pipeline", "test-types"] {
        let pyramid = figure(id).parts().iter().find_map(|part| match &part.shape {
            Shape::Pyramid(pyramid) => Some(pyramid.levels.clone()),
            _ => None,
        });
        assert_eq!(pyramid.unwrap_or_default(), ["end-to-end", "integration", "unit"]);
    }
}
