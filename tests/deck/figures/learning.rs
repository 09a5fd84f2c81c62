//! Figures of learning: fits of growing capacity, losses going down, updates an epoch.

use lacuna::deck::figure::CurvePath;

use super::{assert_all, assert_written, bars, figure, numbers, plot, table, ticks, values};

/// Fits a polynomial by least squares in a Chebyshev basis; returns the mean squared errors
/// (training, validation).
fn fitted(degree: usize) -> (f64, f64) {
    let noise = [0.1, -0.2, 0.15, 0.05, -0.1, 0.2, -0.15, 0.1, -0.05, 0.12];
    let sine = |x: f64| (2.0 * std::f64::consts::PI * x).sin();
    let basis = |x: f64| -> Vec<f64> {
        let t = 2.0 * x - 1.0;
        (0..=degree).map(|k| (k as f64 * t.acos()).cos()).collect()
    };
    let points: Vec<(f64, f64)> =
        noise.iter().enumerate().map(|(i, e)| (i as f64 / 9.0, sine(i as f64 / 9.0) + e)).collect();
    // Gram and Schmidt's way: the fit is the projection on each direction in turn.
    let mut directions: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    let middles: Vec<f64> = (0..9).map(|i| (f64::from(i) + 0.5) / 9.0).collect();
    for k in 0..=degree {
        let mut here: Vec<f64> = points.iter().map(|point| basis(point.0)[k]).collect();
        let mut there: Vec<f64> = middles.iter().map(|&x| basis(x)[k]).collect();
        for _ in 0..2 {
            for (unit, far) in &directions {
                let share: f64 = here.iter().zip(unit).map(|(a, b)| a * b).sum();
                here.iter_mut().zip(unit).for_each(|(a, b)| *a -= share * b);
                there.iter_mut().zip(far).for_each(|(a, b)| *a -= share * b);
            }
        }
        let length = here.iter().map(|v| v * v).sum::<f64>().sqrt();
        directions.push((
            here.iter().map(|v| v / length).collect(),
            there.iter().map(|v| v / length).collect(),
        ));
    }
    let (mut train, mut valid) = (vec![0.0; 10], vec![0.0; 9]);
    for (unit, far) in &directions {
        let share: f64 = unit.iter().zip(&points).map(|(a, point)| a * point.1).sum();
        train.iter_mut().zip(unit).for_each(|(a, b)| *a += share * b);
        valid.iter_mut().zip(far).for_each(|(a, b)| *a += share * b);
    }
    let square = |errors: Vec<f64>| errors.iter().map(|e| e * e).sum::<f64>() / errors.len() as f64;
    let train = square(train.iter().zip(&points).map(|(fit, point)| fit - point.1).collect());
    (train, square(valid.iter().zip(&middles).map(|(fit, &x)| fit - sine(x)).collect()))
}

#[test]
fn f13_capacity() {
    let figure = figure("capacity");
    let plot = plot(&figure, 0);
    let line = |n: usize| match &plot.curves[n].path {
        CurvePath::Line(points) => points.clone(),
        other => panic!("{other:?}"),
    };
    let (train, valid) = (line(0), line(1));
    assert_eq!((train.len(), valid.len()), (10, 10));
    for degree in 0..10 {
        let exact = fitted(degree);
        assert_eq!((train[degree].0, valid[degree].0), (degree as f64, degree as f64));
        assert_written(train[degree].1, exact.0, 4, &format!("training at {degree}"));
        assert_written(valid[degree].1, exact.1, 4, &format!("validation at {degree}"));
    }
    let rows = numbers(&table(&figure, 0).rows);
    let promised = [
        [1.0, 0.2964, 0.2160],
        [3.0, 0.0272, 0.0060],
        [5.0, 0.0139, 0.0025],
        [8.0, 0.0054, 0.0701],
        [9.0, 0.0000, 0.3883],
    ];
    assert_eq!(rows, promised);
    assert_eq!(plot.marks[0].at, (5.0, 0.0025));
}

/// The loss after so many steps of full-batch descent, by the descent itself.
fn descended(bias: f64, steps: usize) -> f64 {
    let data = [(-1.0, 48.0), (0.0, 50.0), (1.0, 52.0)];
    let (mut b, mut w) = (bias, 0.0);
    for _ in 0..steps {
        let slope = |of: fn(f64) -> f64| {
            data.iter().map(|&(x, y)| 2.0 * (b + w * x - y) * of(x)).sum::<f64>() / 3.0
        };
        let (db, dw) = (slope(|_| 1.0), slope(|x| x));
        (b, w) = (b - 0.1 * db, w - 0.1 * dw);
    }
    data.iter().map(|&(x, y)| (b + w * x - y).powi(2)).sum::<f64>() / 3.0
}

#[test]
fn f15_hockey_stick() {
    let figure = figure("hockey-stick");
    let plot = plot(&figure, 0);
    for (curve, bias) in plot.curves.iter().zip([0.0, 50.0]) {
        let CurvePath::Line(points) = &curve.path else { panic!("a line through points") };
        assert_eq!(points.len(), 21);
        for (t, &(x, y)) in points.iter().enumerate() {
            assert_eq!(x, t as f64);
            assert_written(y, descended(bias, t), 4, &format!("{} after {t}", curve.label));
        }
    }
    let rows = numbers(&table(&figure, 0).rows);
    let promised = [
        [0.0, 2502.6667, 2.6667],
        [1.0, 1602.0030, 2.0030],
        [2.0, 1025.5044, 1.5044],
        [5.0, 269.0730, 0.6375],
        [10.0, 28.9754, 0.1524],
        [20.0, 0.3410, 0.0087],
    ];
    assert_eq!(rows, promised);
    let entropy = |p: f64| -(0.1 * p.ln() + 0.9 * (1.0 - p).ln());
    let bias = (0.1_f64 / 0.9).ln();
    assert_written(-2.1972, bias, 4, "bias");
    let exact = [entropy(0.5), entropy(1.0 / (1.0 + (-bias).exp()))];
    assert_all(&values(&bars(&figure, 0)), &exact, 4, "starting losses");
    assert_all(&values(&bars(&figure, 0)), &[0.6931, 0.3251], 9, "starting losses");
}

#[test]
fn f17_updates_an_epoch() {
    for id in ["full-gd", "minibatch-gd", "sgd"] {
        let line = ticks(&figure(id), 0);
        assert_eq!((line.from, line.to), (0.0, 12.0));
        let counts: Vec<usize> = line.rows.iter().map(|row| row.1.len()).collect();
        assert_eq!(counts, [1, 3, 12], "{id}");
        for (row, every) in line.rows.iter().zip([12, 4, 1]) {
            let exact: Vec<f64> = (1..=12 / every).map(|i| f64::from(i * every)).collect();
            assert_eq!(row.1, exact);
        }
    }
}
