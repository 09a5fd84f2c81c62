//! Figures of what layers compute: normalization, convolution, messages on a graph, attention.

use lacuna::deck::figure::Shape;

use super::{
    assert_all, assert_written, figure, heat_map, matrix, number, numbers, softmax, table,
};

/// Standardizes by mean and population variance.
fn standardized(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64;
    values.iter().map(|v| (v - mean) / variance.sqrt()).collect()
}

fn transposed(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..rows[0].len()).map(|i| rows.iter().map(|row| row[i]).collect()).collect()
}

#[test]
fn f12_rows_and_columns() {
    let input = vec![vec![1.0, 2.0, 3.0, 6.0], vec![4.0, 0.0, 2.0, 2.0], vec![1.0, 4.0, 7.0, 4.0]];
    let (layer, batch) = (figure("layer-norm"), figure("batch-norm"));
    for figure in [&figure("norm-layers"), &layer, &batch] {
        assert_eq!(numbers(&matrix(figure, 0).rows), input);
    }
    let rows: Vec<Vec<f64>> = input.iter().map(|row| standardized(row)).collect();
    let columns = transposed(
        &transposed(&input).iter().map(|column| standardized(column)).collect::<Vec<_>>(),
    );
    for (shown, exact) in [(&layer, &rows), (&batch, &columns)] {
        for (shown, exact) in numbers(&matrix(shown, 1).rows).iter().zip(exact) {
            assert_all(shown, exact, 4, "normalized");
        }
    }
    assert_all(
        &numbers(&matrix(&layer, 1).rows)[0],
        &[-1.0690, -0.5345, 0.0, 1.6036],
        9,
        "LN row 1",
    );
    assert_all(&numbers(&matrix(&layer, 1).rows)[2], &[-1.4142, 0.0, 1.4142, 0.0], 9, "LN row 3");
    assert_all(
        &numbers(&matrix(&batch, 1).rows)[0],
        &[-0.7071, 0.0, -0.4629, 1.2247],
        9,
        "BN row 1",
    );
    let both = figure("norm-layers");
    assert_eq!(matrix(&both, 0).shaded, [(0, 0), (0, 1), (0, 2), (0, 3)]);
    assert_eq!(matrix(&both, 1).shaded, [(0, 0), (1, 0), (2, 0)]);
    let mut changed = input.clone();
    changed[2].iter_mut().for_each(|v| *v *= 10.0);
    let scaled: Vec<f64> =
        transposed(&changed).iter().map(|column| standardized(column)[0]).collect();
    assert_all(&[-1.0690, -0.6521, -0.6913, -0.5865], &scaled, 4, "row 3 times 10");
    let two: Vec<f64> =
        transposed(&input[..2]).iter().map(|column| standardized(column)[0]).collect();
    assert_all(&[-1.0, 1.0, 1.0, 1.0], &two, 9, "without row 3");
}

#[test]
fn f14_convolution() {
    let figure = figure("conv-filter");
    let (input, filter, output) = (0, 1, 2);
    let grid = |n: usize| numbers(&matrix(&figure, n).rows);
    let (input, filter, output) = (grid(input), grid(filter), grid(output));
    let at = |y: i32, x: i32| -> f64 {
        (0..3)
            .flat_map(|i| (0..3).map(move |j| (i, j)))
            .filter(|&(i, j)| (0..5).contains(&(y + i)) && (0..5).contains(&(x + j)))
            .map(|(i, j)| {
                input[(y + i) as usize][(x + j) as usize] * filter[i as usize][j as usize]
            })
            .sum()
    };
    for y in 0..3 {
        for x in 0..3 {
            assert_eq!(output[y as usize][x as usize], at(y, x));
        }
    }
    assert_eq!(output, [[-1.0, -2.0, -3.0], [2.0, -2.0, -3.0], [3.0, -2.0, -1.0]]);
    assert_eq!((-1..4).map(|x| at(-1, x)).collect::<Vec<_>>(), [-5.0, 0.0, 0.0, -5.0, 5.0]);
    assert!(figure.notes[1].contains("−5 0 0 −5 5"));
}

#[test]
fn f16_message_passing() {
    let figure = figure("gnn-output");
    let features = |n: usize| -> Vec<Vec<f64>> {
        let Shape::Graph(graph) = &figure.parts()[n].shape else { panic!("a graph each") };
        assert_eq!(graph.edges, [(0, 1), (1, 2), (2, 3)], "the edges stay");
        graph
            .nodes
            .iter()
            .map(|node| node.note.trim_matches(['[', ']']).split(", ").map(number).collect())
            .collect()
    };
    let passed = |h: &[Vec<f64>]| -> Vec<Vec<f64>> {
        let near = |i: usize| (i.saturating_sub(1)..=(i + 1).min(3)).collect::<Vec<_>>();
        let mean = |i: usize, f: usize| {
            near(i).iter().map(|&j| h[j][f]).sum::<f64>() / near(i).len() as f64
        };
        (0..4).map(|i| vec![mean(i, 0), mean(i, 1)]).collect()
    };
    let start = vec![vec![1.0, 0.0], vec![0.0, 1.0], vec![2.0, 2.0], vec![4.0, 0.0]];
    assert_eq!(features(0), start);
    let (once, twice) = (passed(&start), passed(&passed(&start)));
    for (shown, exact) in [(features(1), &once), (features(2), &twice)] {
        shown.iter().zip(exact).for_each(|(shown, exact)| assert_all(shown, exact, 4, "features"));
    }
    let readout: Vec<f64> =
        (0..2).map(|f| once.iter().map(|row| row[f]).sum::<f64>() / 4.0).collect();
    assert_eq!(readout, [1.625, 0.875]);
    assert!(figure.notes[0].contains("[1.625, 0.875]"));
    let input = super::figure("gnn-input");
    assert_eq!(numbers(&matrix(&input, 0).rows), start);
    for (i, row) in numbers(&matrix(&input, 1).rows).iter().enumerate() {
        for (j, &linked) in row.iter().enumerate() {
            assert_eq!(linked, f64::from(u8::from(i.abs_diff(j) == 1)));
        }
    }
}

#[test]
fn f18_attention() {
    let x = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]];
    let scores = x.map(|q| x.map(|k| (q[0] * k[0] + q[1] * k[1]) / 2_f64.sqrt()));
    for id in ["query-vector", "key-vector", "value-vector"] {
        let figure = figure(id);
        let (shown, mixed) = (numbers(&matrix(&figure, 0).rows), numbers(&matrix(&figure, 1).rows));
        let weights = heat_map(&figure, 0).values;
        for i in 0..3 {
            let exact = softmax(&scores[i]);
            assert_all(&shown[i], &scores[i], 4, "scores");
            assert_all(&weights[i], &exact, 4, "weights");
            let output = [0, 1].map(|f| (0..3).map(|j| exact[j] * x[j][f]).sum::<f64>());
            assert_all(&mixed[i], &output, 4, "outputs");
        }
        assert_eq!(weights[2], [0.2483, 0.2483, 0.5035]);
    }
    assert_all(&[0.3302, 0.6698], &softmax(&scores[1][..2]), 4, "under a mask");
}

#[test]
fn f19_online_softmax() {
    let figure = figure("flash-attention");
    let (scores, values) = ([1.0, 3.0, 2.0, 5.0], [10.0, 20.0, 30.0, 40.0]);
    let (mut most, mut sum, mut mixed) = (f64::NEG_INFINITY, 0.0, 0.0);
    for (block, row) in table(&figure, 0).rows.iter().enumerate() {
        let range = 2 * block..2 * block + 2;
        let new = scores[range.clone()].iter().copied().fold(most, f64::max);
        (sum, mixed) = (sum * (most - new).exp(), mixed * (most - new).exp());
        for i in range {
            sum += (scores[i] - new).exp();
            mixed += (scores[i] - new).exp() * values[i];
        }
        most = new;
        assert_all(
            &[number(&row[1]), number(&row[2]), number(&row[3])],
            &[most, sum, mixed],
            6,
            &row[0],
        );
    }
    assert_written(36.880566, mixed / sum, 6, "output");
    let full = softmax(&scores);
    assert_all(&[0.015219, 0.112457, 0.041371, 0.830953], &full, 6, "full softmax");
    assert_written(36.880566, full.iter().zip(values).map(|(w, v)| w * v).sum(), 6, "output");
    let said = figure.notes.join(" ");
    assert!(said.contains("36.880566") && said.contains("0.015219, 0.112457, 0.041371, 0.830953"));
}
