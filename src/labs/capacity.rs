//! Capacity: polynomials of growing degree through ten noisy points, and what they do between them.
//!
//! Goodfellow, Bengio and Courville 2016, "Deep learning", section 5.2. Fitted in Chebyshev
//! polynomials of 2x - 1 by Householder reflections, so that the ninth degree goes through all ten
//! points.

use std::f64::consts::TAU;

use super::linear::{dot, mean};
use super::parameter::{number, whole};
use super::show::number as shown;
use super::{Lab, LabOutcome, LabTask, NumberMatrix, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{Axis, Curve, Plot, PlotCut, Shape};
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "capacity",
    title: "Capacity and overfitting",
    about: "Fits ten noisy points of a sine by polynomials, and measures the error on points in \
            between.",
    notes: &["capacity", "regularization"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    whole("degree", "Degree", (0, 9, 1), "3").about("of the polynomial: its capacity"),
    number("ridge", "Penalty λ", (0.0, 10.0, 0.01), "0")
        .aliases(&["lambda", "penalty"])
        .about("times the sum of the squared coefficients, but for the constant one"),
    number("noise", "Noise", (0.0, 3.0, 0.1), "1")
        .about("how much of the ten disturbances is added to the sine"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Make the error on the ten points vanish.",
        "Ten coefficients go through ten points, noise and all. The error in between shows what \
         that is worth: it learned the points by heart.",
        |_, out| out.number_at("train_mse") < 1e-9,
    ),
    LabTask::new(
        "Underfit: be far off on the points and in between.",
        "A constant or a line can't bend, so it misses the curve wherever one looks. More data \
         would not help; more capacity would.",
        |_, out| out.number_at("train_mse") > 0.2 && out.number_at("validation_mse") > 0.2,
    ),
    LabTask::new(
        "Halve degree 9's error in between without changing its degree.",
        "A penalty keeps the coefficients small, so the curve can't swing far between the \
         points. It takes capacity away without taking degrees away.",
        |set, out| set.count("degree") == 9 && out.number_at("validation_mse") < 0.194,
    ),
];

/// What is added to the sine at the ten points.
const NOISE: [f64; 10] = [0.1, -0.2, 0.15, 0.05, -0.1, 0.2, -0.15, 0.1, -0.05, 0.12];

#[expect(
    clippy::unnecessary_wraps,
    reason = "every lab has this shape, whether or not its parameters can clash"
)]
fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let (degree, ridge, noise) =
        (parameters.count("degree"), parameters.number("ridge"), parameters.number("noise"));
    let points: Vec<(f64, f64)> =
        NOISE.iter().enumerate().map(|(i, e)| at(i as f64 / 9.0, noise * e)).collect();
    let between: Vec<(f64, f64)> = (0..9).map(|i| at((f64::from(i) + 0.5) / 9.0, 0.0)).collect();
    let fits: Vec<Vec<f64>> = (0..NOISE.len()).map(|degree| fit(&points, degree, ridge)).collect();
    let (train, validation): (Vec<f64>, Vec<f64>) =
        fits.iter().map(|fit| (error(fit, &points), error(fit, &between))).unzip();
    let best =
        (0..fits.len()).min_by(|&a, &b| validation[a].total_cmp(&validation[b])).unwrap_or(0);
    let curves = curves(&points, &between, &fits[degree]);
    let errors = errors(degree, &train, &validation);
    Ok(LabOutcome::new(explanation(degree, ridge, best, &train, &validation))
        .number("train_mse", "the mean squared error on the ten points", train[degree])
        .number("validation_mse", "the same on the nine points in between", validation[degree])
        .numbers("coefficients", "of the Chebyshev polynomials of 2x - 1", fits[degree].clone())
        .number("best_degree", "the degree with the least validation error", best)
        .numbers("degrees", "every degree", (0..=9).map(f64::from).collect::<Vec<_>>())
        .numbers("train_by_degree", "its error on the ten points", train)
        .numbers("validation_by_degree", "its error in between", validation)
        .unlisted(&["degrees", "train_by_degree", "validation_by_degree"])
        .figure(curves)
        .figure(errors))
}

/// Draws the points, those in between, and the fit.
fn curves(points: &[(f64, f64)], between: &[(f64, f64)], fit: &[f64]) -> Figure {
    let line = (0..=180).map(|i| f64::from(i) / 180.0).map(|x| (x, predicted(fit, x))).collect();
    let curves = vec![
        Curve::line("fit", line),
        Curve::dots("training", points.to_vec()),
        Curve::dots("validation", between.to_vec()),
    ];
    Figure::plot("Points and fit", "x", "y", curves)
}

/// Draws both errors over the degree.
fn errors(degree: usize, train: &[f64], validation: &[f64]) -> Figure {
    let line = |errors: &[f64]| {
        errors.iter().enumerate().map(|(degree, &error)| (degree as f64, error)).collect()
    };
    let plot = Plot {
        x: Axis::range("degree", 0.0, 9.0),
        y: Axis::with_label("mean squared error"),
        curves: vec![
            Curve::line("training", line(train)),
            Curve::line("validation", line(validation)),
        ],
        cuts: vec![PlotCut::X(degree as f64, format!("degree {degree}"))],
        ..Plot::default()
    };
    Figure::new("Underfitting and overfitting", Shape::Plot(plot))
}

fn at(x: f64, noise: f64) -> (f64, f64) {
    (x, (TAU * x).sin() + noise)
}

/// The first Chebyshev polynomials at 2x - 1, up to the degree.
fn basis(x: f64, degree: usize) -> Vec<f64> {
    let t = 2.0 * x - 1.0;
    let mut values = vec![1.0, t];
    for i in 2..=degree {
        values.push(2.0 * t * values[i - 1] - values[i - 2]);
    }
    values.truncate(degree + 1);
    values
}

fn predicted(fit: &[f64], x: f64) -> f64 {
    dot(fit, &basis(x, fit.len() - 1))
}

fn error(fit: &[f64], points: &[(f64, f64)]) -> f64 {
    mean(&points.iter().map(|&(x, y)| (predicted(fit, x) - y).powi(2)).collect::<Vec<_>>())
}

/// The coefficients of least squares; a penalty is as good as further points that want them to be
/// 0.
fn fit(points: &[(f64, f64)], degree: usize, ridge: f64) -> Vec<f64> {
    let mut rows: NumberMatrix = points.iter().map(|&(x, _)| basis(x, degree)).collect();
    let mut wanted: Vec<f64> = points.iter().map(|&(_, y)| y).collect();
    for i in 1..=degree {
        let mut row = vec![0.0; degree + 1];
        row[i] = ridge.sqrt();
        rows.push(row);
        wanted.push(0.0);
    }
    least_squares(rows, wanted)
}

/// Solves by Householder reflections: column after column is turned onto an axis, then the triangle
/// is solved upwards.
fn least_squares(mut rows: NumberMatrix, mut wanted: Vec<f64>) -> Vec<f64> {
    let columns = rows[0].len();
    for at in 0..columns {
        let norm = rows[at..].iter().map(|row| row[at] * row[at]).sum::<f64>().sqrt();
        let mut mirror: Vec<f64> = rows[at..].iter().map(|row| row[at]).collect();
        mirror[0] += norm.copysign(mirror[0]);
        let length = dot(&mirror, &mirror);
        if length == 0.0 {
            continue;
        }
        for column in at..columns {
            let along = 2.0
                * mirror.iter().zip(&rows[at..]).map(|(m, row)| m * row[column]).sum::<f64>()
                / length;
            mirror.iter().zip(&mut rows[at..]).for_each(|(m, row)| row[column] -= along * m);
        }
        let along = 2.0 * dot(&mirror, &wanted[at..]) / length;
        mirror.iter().zip(&mut wanted[at..]).for_each(|(m, y)| *y -= along * m);
    }
    let mut solution = vec![0.0; columns];
    for at in (0..columns).rev() {
        let known = dot(&rows[at][at + 1..], &solution[at + 1..]);
        solution[at] = (wanted[at] - known) / rows[at][at];
    }
    solution
}

fn explanation(
    degree: usize,
    ridge: f64,
    best: usize,
    train: &[f64],
    validation: &[f64],
) -> String {
    let verdict = match degree.cmp(&best) {
        std::cmp::Ordering::Less => "It is too stiff to follow the curve: underfitting.",
        std::cmp::Ordering::Equal => "No degree does better in between.",
        std::cmp::Ordering::Greater => "It bends to the noise of the points: overfitting.",
    };
    let penalty = if ridge > 0.0 {
        " The penalty keeps coefficients small, and takes capacity away without taking degrees."
    } else {
        ""
    };
    format!(
        "Degree {degree} has {} coefficients for ten points. Its mean squared error is {} on them \
         and {} between them. {verdict} Training error never grows with the degree; validation \
         error falls until degree {best}, then rises.{penalty}",
        degree + 1,
        shown(train[degree], 4),
        shown(validation[degree], 4)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::test_support::{assert_values, outcome};

    #[test]
    fn errors_come_out_for_every_degree() {
        for (degree, train, validation) in [
            ("1", "0.2964", "0.2160"),
            ("3", "0.0272", "0.0060"),
            ("5", "0.0139", "0.0025"),
            ("8", "0.0054", "0.0701"),
            ("9", "0.0000", "0.3883"),
        ] {
            let out = outcome("capacity", &[("degree", degree)]);
            assert_values(&out, "train_mse", train);
            assert_values(&out, "validation_mse", validation);
            assert_values(&out, "best_degree", "5");
        }
    }

    #[test]
    fn a_penalty_tames_the_ninth_degree() {
        let (free, tamed) = (
            outcome("capacity", &[("degree", "9")]),
            outcome("capacity", &[("degree", "9"), ("ridge", "0.05")]),
        );
        let validation = |out: &LabOutcome| match out.values[1].datum {
            crate::labs::LabValue::Number(v) => v,
            _ => panic!("the validation error comes second"),
        };
        assert!(validation(&tamed) < 0.4 * validation(&free), "{}", validation(&tamed));
    }

    #[test]
    fn least_squares_solves_what_can_be_solved() {
        let solution = least_squares(
            vec![vec![2.0, 1.0], vec![0.0, 3.0], vec![0.0, 0.0]],
            vec![5.0, 3.0, 9.0],
        );
        assert!(
            (solution[0] - 2.0).abs() < 1e-12 && (solution[1] - 1.0).abs() < 1e-12,
            "{solution:?}"
        );
    }
}
