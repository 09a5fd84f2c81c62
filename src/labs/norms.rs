//! Layer norm, batch norm and RMS norm on one small matrix: which numbers share a mean.
//!
//! Ba, Kiros and Hinton 2016, "Layer normalization"; Ioffe and Szegedy 2015, "Batch normalization";
//! Zhang and Sennrich 2019, "Root mean square layer normalization". Variances are of the
//! population.

use super::linear::{column_means, mean, transposed, variance};
use super::parameter::{choice, matrix, number as decimal};
use super::show::number;
use super::{Lab, LabOutcome, LabTask, NumberMatrix, Parameter, Parameters};
use crate::deck::Figure;
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "norms",
    title: "Layer norm and batch norm",
    about: "Rows are examples, columns are features: layer norm standardizes each row, batch norm \
            each column.",
    notes: &["layer-norm", "batch-norm", "norm-layers"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    decimal("scale", "Scale of the last row", (-20.0, 20.0, 0.5), "1")
        .about("multiplies the last example"),
    choice("last_row", "Last row", &["keep", "drop"], "keep")
        .about("whether the last example is in the batch"),
    decimal("epsilon", "Epsilon ε", (0.0, 1.0, 0.01), "0")
        .aliases(&["eps"])
        .about("is added to the variance"),
    decimal("gamma", "Gain γ", (-5.0, 5.0, 0.1), "1")
        .aliases(&["gain"])
        .about("multiplies what is standardized"),
    decimal("beta", "Bias β", (-5.0, 5.0, 0.1), "0")
        .aliases(&["bias"])
        .about("is added to it; RMS norm has none"),
    matrix("x", "Batch X", (-1000.0, 1000.0, (8, 8)), "1,2,3,6;4,0,2,2;1,4,7,4")
        .aliases(&["matrix", "input"])
        .about("a row for each example, a column for each feature"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Change the first row of batch norm by touching only the last row.",
        "Batch norm's means run over the batch, so one example changes what all others become. \
         Layer norm looks at each row alone.",
        |set, _| (set.number("scale") - 1.0).abs() > 1e-9 || set.is("last_row", "drop"),
    ),
    LabTask::new(
        "Find a batch of which batch norm leaves nothing but zeros.",
        "A batch of one example is its own mean, so nothing is left. That is why batch norm \
         needs a batch, and keeps running means for use after training.",
        |_, out| all_zero(out, "batch_norm") && !all_zero(out, "layer_norm"),
    ),
    LabTask::new(
        "Find a batch for which RMS norm and layer norm agree.",
        "RMS norm does not subtract the mean. Where each row's mean is 0 already, nothing is \
         lost by that, and it is cheaper.",
        |_, out| {
            let (layer, rms) = (out.numbers_at("layer_norm"), out.numbers_at("rms_norm"));
            layer.iter().zip(&rms).all(|(a, b)| (a - b).abs() < 1e-6) && !all_zero(out, "rms_norm")
        },
    ),
];

fn all_zero(outcome: &LabOutcome, key: &str) -> bool {
    outcome.numbers_at(key).iter().all(|v| v.abs() < 1e-9)
}

fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let x = batch(parameters)?;
    let (epsilon, gamma, beta) =
        (parameters.number("epsilon"), parameters.number("gamma"), parameters.number("beta"));
    let affine = |rows: NumberMatrix| -> NumberMatrix {
        rows.into_iter().map(|row| row.into_iter().map(|v| gamma * v + beta).collect()).collect()
    };
    let standard = |row: &Vec<f64>| standardized(row, mean(row), variance(row) + epsilon);
    let columns = transposed(&x);
    let layer = affine(x.iter().map(standard).collect());
    let batch = affine(transposed(&columns.iter().map(standard).collect()));
    let squares = |row: &[f64]| row.iter().map(|v| v * v).collect::<Vec<_>>();
    let rms: NumberMatrix =
        x.iter().map(|row| standardized(row, 0.0, mean(&squares(row)) + epsilon)).collect();
    let rms: NumberMatrix =
        rms.into_iter().map(|row| row.into_iter().map(|v| gamma * v).collect()).collect();
    let shared = shared(&x);
    let results = Figure::panels(
        "What comes out",
        vec![
            Figure::numbers("Layer norm", 4, &layer),
            Figure::numbers("Batch norm", 4, &batch),
            Figure::numbers("RMS norm", 4, &rms),
        ],
    );
    Ok(LabOutcome::new(explanation(&x))
        .matrix("layer_norm", "each row by its own mean and deviation", layer)
        .matrix("batch_norm", "each column by its own mean and deviation", batch)
        .matrix("rms_norm", "each row by its root mean square, no mean subtracted", rms)
        .numbers(
            "row_means",
            "the mean of each example",
            x.iter().map(|row| mean(row)).collect::<Vec<_>>(),
        )
        .numbers(
            "row_variances",
            "the variance of each example",
            x.iter().map(|row| variance(row)).collect::<Vec<_>>(),
        )
        .numbers("column_means", "the mean of each feature over the batch", column_means(&x))
        .numbers(
            "column_variances",
            "the variance of each feature over the batch",
            columns.iter().map(|column| variance(column)).collect::<Vec<_>>(),
        )
        .matrix("x", "the batch as it goes in", x)
        .unlisted(&["layer_norm", "batch_norm", "rms_norm", "x"])
        .figure(shared)
        .figure(results))
}

/// Draws which cells share the first mean.
fn shared(x: &NumberMatrix) -> Figure {
    let rows = || x.iter().map(|row| row.iter().map(|&v| number(v, 4)).collect()).collect();
    let row = (0..x[0].len()).map(|column| (0, column)).collect();
    let column = (0..x.len()).map(|row| (row, 0)).collect();
    let parts = vec![
        Figure::matrix("Layer norm: rows", rows(), row),
        Figure::matrix("Batch norm: columns", rows(), column),
    ];
    Figure::panels("The shaded cells share a mean", parts)
}

fn batch(parameters: &Parameters) -> Result<NumberMatrix, Fault> {
    let mut x = parameters.matrix("x").clone();
    let scale = parameters.number("scale");
    if let Some(last) = x.last_mut() {
        for v in last {
            *v *= scale;
        }
    }
    if parameters.is("last_row", "drop") {
        x.pop();
    }
    if x.is_empty() {
        return Err(Fault::error(
            "without its only row the batch is empty",
            "give x another row, or keep the last",
        ));
    }
    Ok(x)
}

/// Subtracts the centre and divides by the root of the spread. Where there is no spread there is
/// nothing to divide.
fn standardized(row: &[f64], centre: f64, spread: f64) -> Vec<f64> {
    let by = if spread > 0.0 { spread.sqrt() } else { 1.0 };
    row.iter().map(|v| (v - centre) / by).collect()
}

fn explanation(x: &NumberMatrix) -> String {
    let (row, column) = (&x[0], x.iter().map(|row| row[0]).collect::<Vec<_>>());
    let numbers = |row: &[f64]| row.iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
    let says = format!(
        "Layer norm takes the first example alone: {} have mean {} and variance {}. Batch norm \
         takes the first feature over the batch: {} have mean {} and variance {}.",
        numbers(row),
        number(mean(row), 4),
        number(variance(row), 4),
        numbers(&column),
        number(mean(&column), 4),
        number(variance(&column), 4)
    );
    let rest = " Scale or drop the last row: the other rows of layer norm stay as they are, those \
                of batch norm do not. Scaling a row does not even change its own layer norm, but \
                for ε.";
    says + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::test_support::{assert_close, assert_values, fault, outcome};
    use crate::labs::{LabOutcome, LabValue};

    fn row(outcome: &LabOutcome, key: &str, row: usize, printed: &str) {
        let named = outcome.values.iter().find(|named| named.key == key).unwrap();
        let LabValue::Matrix(rows) = &named.datum else { panic!("{key} is a matrix") };
        let printed: Vec<&str> = printed.split(' ').collect();
        assert_eq!(rows[row].len(), printed.len());
        rows[row].iter().zip(printed).for_each(|(number, text)| assert_close(key, *number, text));
    }

    #[test]
    fn rows_and_columns_are_standardized() {
        let out = outcome("norms", &[]);
        assert_values(&out, "row_means", "3 2 4");
        assert_close("variance of row 1", variance(&[1.0, 2.0, 3.0, 6.0]), "3.5");
        row(&out, "layer_norm", 0, "-1.0690 -0.5345 0 1.6036");
        row(&out, "layer_norm", 2, "-1.4142 0 1.4142 0");
        assert_values(&out, "column_means", "2 2 4 4");
        assert_values(&out, "column_variances", "2 2.6667 4.6667 2.6667");
        row(&out, "batch_norm", 0, "-0.7071 0 -0.4629 1.2247");
        row(&out, "rms_norm", 0, "0.2828 0.5657 0.8485 1.6971");
    }

    #[test]
    fn another_example_changes_batch_norm_only() {
        let (out, scaled, dropped) = (
            outcome("norms", &[]),
            outcome("norms", &[("scale", "10")]),
            outcome("norms", &[("last_row", "drop")]),
        );
        for i in 0..3 {
            let LabValue::Matrix(rows) = &out.values[0].datum else {
                panic!("layer norm comes first")
            };
            let printed: Vec<String> = rows[i].iter().map(|v| format!("{v:.12}")).collect();
            row(&scaled, "layer_norm", i, &printed.join(" "));
        }
        row(&scaled, "batch_norm", 0, "-1.0690 -0.6521 -0.6913 -0.5865");
        row(&dropped, "layer_norm", 0, "-1.0690 -0.5345 0 1.6036");
        row(&dropped, "batch_norm", 0, "-1 1 1 1");
    }

    #[test]
    fn gain_and_bias_come_last_and_nothing_is_divided_by_nothing() {
        let out = outcome("norms", &[("gamma", "2"), ("beta", "1")]);
        row(&out, "layer_norm", 0, "-1.1381 -0.0690 1 4.2071");
        let flat = outcome("norms", &[("x", "3,3;3,3")]);
        assert_values(&flat, "layer_norm", "0 0 0 0");
        assert!(fault("norms", &[("x", "3,3"), ("last_row", "drop")]).contains("empty"));
    }
}
