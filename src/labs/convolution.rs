//! A filter over an image: cross-correlation with zero padding, sizes, weights, and a pixel made
//! ready for a network.
//!
//! Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning", chapter 2.

use super::linear::shape;
use super::parameter::{list, matrix, number, whole};
use super::show::{number as shown, thousands};
use super::{Lab, LabOutcome, LabTask, NumberMatrix, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{Panels, Shape};
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "convolution",
    title: "Convolution and preprocessing",
    about: "Slides a filter over an image, counts its outputs and weights, and normalizes a pixel.",
    notes: &["conv-filter", "imagenet-steps"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    whole("padding", "Padding p", (0, 8, 1), "0")
        .aliases(&["p", "pad"])
        .about("zeros around the image and the input"),
    whole("stride", "Stride s", (1, 8, 1), "1").aliases(&["s"]).about("how far the filter moves"),
    whole("place", "Place", (1, 784, 1), "1")
        .aliases(&["position"])
        .about("which output is looked at, row by row"),
    whole("n", "Input side n", (1, 4096, 1), "224")
        .aliases(&["side", "input_side"])
        .about("for the size alone"),
    whole("k", "Filter side k", (1, 31, 1), "3")
        .aliases(&["filter_side"])
        .about("for the size and the weights"),
    whole("channels", "Channels in", (1, 4096, 1), "64")
        .aliases(&["channels_in", "c_in"])
        .about("the filter's depth"),
    whole("filters", "Filters", (1, 4096, 1), "64")
        .aliases(&["channels_out", "c_out"])
        .about("one output channel each"),
    number("pixel", "Pixel", (0.0, 255.0, 1.0), "128")
        .about("a grey value, which is copied to three channels"),
    list("means", "Means", (-255.0, 255.0, 3), "0.485,0.456,0.406")
        .aliases(&["mean"])
        .about("subtracted from 0 to 1"),
    list("deviations", "Deviations", (0.001, 255.0, 3), "0.229,0.224,0.225")
        .aliases(&["sds", "sd", "std"])
        .about("divided by"),
    matrix(
        "image",
        "Image",
        (-1000.0, 1000.0, (12, 12)),
        "1,2,0,1,3;0,1,2,3,1;2,1,0,0,2;1,0,1,2,1;3,1,2,0,1",
    )
    .aliases(&["i"])
    .about("the image that the filter slides over"),
    matrix("kernel", "Filter", (-1000.0, 1000.0, (7, 7)), "1,0,-1;2,0,-2;1,0,-1")
        .aliases(&["filter"])
        .about("the filter's weights"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Keep the output as large as the image.",
        "Without padding a filter of side k loses k - 1 rows and columns. (k - 1)/2 zeros on \
         every side give them back.",
        |set, out| {
            let (rows, columns) = shape(set.matrix("image"));
            out.numbers_at("output_shape") == [rows as f64, columns as f64]
                && set.matrix("kernel").len() > 1
        },
    ),
    LabTask::new(
        "Halve the side of the input.",
        "A stride of 2 takes every second place, so the output has half the rows and columns, \
         and a quarter of the numbers.",
        |set, out| 2 * out.count_at("output_side") == set.count("n"),
    ),
    LabTask::new(
        "Have 64 filters with fewer than 1000 weights.",
        "A filter reaches through all channels that come in: k × k × channels weights and a \
         bias. On one channel it has only 9 and its bias.",
        |set, out| set.count("filters") >= 64 && out.number_at("parameters") < 1000.0,
    ),
];

fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let (padding, stride) = (parameters.count("padding"), parameters.count("stride"));
    let (image, kernel) = (parameters.matrix("image"), parameters.matrix("kernel"));
    let output = slide(image, kernel, padding, stride)?;
    let (n, k) = (parameters.count("n"), parameters.count("k"));
    let side = outputs(n, k, padding, stride).ok_or_else(|| {
        let what =
            format!("a filter of side {k} does not fit into {} with its padding", n + 2 * padding);
        Fault::error(what, "set k to less, or n to more")
    })?;
    let weights = (k * k * parameters.count("channels") + 1) * parameters.count("filters");
    let normalized = normalized(parameters)?;
    let place = place(parameters, &output);
    Ok(LabOutcome::new(explanation(parameters, &output, place, side, weights))
        .matrix("output", "the filter's answer at every place", output.clone())
        .numbers(
            "output_shape",
            "its rows and columns",
            [shape(&output).0 as f64, shape(&output).1 as f64],
        )
        .number("output_side", "the side that an input of side n and a filter of side k give", side)
        .number("parameters", "weights and biases of all filters of side k", weights)
        .numbers(
            "normalized",
            "the pixel in each channel, from 0 to 1, less the mean, over the deviation",
            normalized,
        )
        .unlisted(&["output"])
        .figure(window(parameters, &output, place)))
}

/// The row and column of the output that is looked at; beyond the last it is the last.
fn place(parameters: &Parameters, output: &NumberMatrix) -> (usize, usize) {
    let (rows, columns) = shape(output);
    let at = (parameters.count("place") - 1).min(rows * columns - 1);
    (at / columns, at % columns)
}

/// Draws the image with the pixels under the filter, the filter, and the output that they make.
fn window(parameters: &Parameters, output: &NumberMatrix, (row, column): (usize, usize)) -> Figure {
    let [padding, stride] = ["padding", "stride"].map(|key| parameters.count(key));
    let (image, kernel) = (parameters.matrix("image"), parameters.matrix("kernel"));
    let cells = |matrix: &NumberMatrix| {
        matrix.iter().map(|row| row.iter().map(|&v| shown(v, 2)).collect()).collect()
    };
    let ((rows, columns), (down, across)) = (shape(image), shape(kernel));
    let inside = |at: usize, end: usize| at.checked_sub(padding).filter(|&at| at < end);
    let under =
        (0..down).flat_map(|i| (0..across).map(move |j| (row * stride + i, column * stride + j)));
    let under = under.filter_map(|(i, j)| inside(i, rows).zip(inside(j, columns))).collect();
    let parts = vec![
        Figure::matrix("Image", cells(image), under),
        Figure::matrix("Filter", cells(kernel), Vec::new()),
        Figure::matrix("Output", cells(output), vec![(row, column)]),
    ];
    let signs = vec!["×".to_string(), "=".to_string()];
    Figure::new("The filter at one place", Shape::Panels(Panels { parts, signs }))
}

/// How many places a filter of side `k` has: ⌊(n + 2p - k)/s⌋ + 1.
fn outputs(n: usize, k: usize, padding: usize, stride: usize) -> Option<usize> {
    Some((n + 2 * padding).checked_sub(k)? / stride + 1)
}

fn slide(
    image: &NumberMatrix,
    kernel: &NumberMatrix,
    padding: usize,
    stride: usize,
) -> Result<NumberMatrix, Fault> {
    let ((rows, columns), (k_rows, k_columns)) = (shape(image), shape(kernel));
    let sizes =
        (outputs(rows, k_rows, padding, stride), outputs(columns, k_columns, padding, stride));
    let (Some(down), Some(across)) = sizes else {
        return Err(Fault::error(
            format!(
                "a filter of {k_rows} × {k_columns} does not fit into an image of {rows} × \
                 {columns}"
            ),
            "set kernel to a smaller one, or padding to more",
        ));
    };
    let pixel = |row: usize, column: usize| -> f64 {
        let inside = |at: usize, end: usize| at.checked_sub(padding).filter(|&at| at < end);
        inside(row, rows)
            .zip(inside(column, columns))
            .map_or(0.0, |(row, column)| image[row][column])
    };
    let answer = |top: usize, left: usize| -> f64 {
        (0..k_rows)
            .flat_map(|i| (0..k_columns).map(move |j| (i, j)))
            .map(|(i, j)| kernel[i][j] * pixel(top + i, left + j))
            .sum::<f64>()
            + 0.0
    };
    Ok((0..down).map(|i| (0..across).map(|j| answer(i * stride, j * stride)).collect()).collect())
}

fn normalized(parameters: &Parameters) -> Result<Vec<f64>, Fault> {
    let (means, deviations) = (parameters.list("means"), parameters.list("deviations"));
    if means.len() != deviations.len() {
        let what = format!("there are {} means and {} deviations", means.len(), deviations.len());
        return Err(Fault::error(what, "give one of each for every channel"));
    }
    let value = parameters.number("pixel") / 255.0;
    Ok(means.iter().zip(deviations).map(|(mean, deviation)| (value - mean) / deviation).collect())
}

fn explanation(
    parameters: &Parameters,
    output: &NumberMatrix,
    at: (usize, usize),
    side: usize,
    weights: usize,
) -> String {
    let [padding, stride, n, k] = ["padding", "stride", "n", "k"].map(|key| parameters.count(key));
    let ((rows, columns), answer) = (shape(output), output[at.0][at.1]);
    format!(
        "At each place the filter's weights are multiplied with the pixels under them and summed; \
         row {}, column {} gives {}. Padding {padding} and stride {stride} leave {rows} × \
         {columns} places. For side {n}: ⌊({n} + 2·{padding} - {k})/{stride}⌋ + 1 = {side}. \
         Filters of side {k} have {} weights, however large the image. The grey pixel {} is \
         brought to 0–1, copied to three channels, and standardized with the training set's means \
         and deviations.",
        at.0 + 1,
        at.1 + 1,
        shown(answer, 4),
        thousands(weights as f64),
        shown(parameters.number("pixel"), 2),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::LabValue;
    use crate::labs::test_support::{assert_values, fault, outcome};

    #[test]
    fn the_filter_slides() {
        assert_values(&outcome("convolution", &[]), "output", "-1 -2 -3 2 -2 -3 3 -2 -1");
        let padded = outcome("convolution", &[("padding", "1")]);
        assert_values(&padded, "output_shape", "5 5");
        let LabValue::Matrix(rows) = &padded.values[0].datum else {
            panic!("the output comes first")
        };
        assert_eq!(rows[0], [-5.0, 0.0, 0.0, -5.0, 5.0]);
    }

    #[test]
    fn sizes_and_weights_are_counted() {
        for (n, k, p, s, side) in [
            ("224", "7", "3", "2", "112"),
            ("227", "11", "0", "4", "55"),
            ("224", "3", "1", "1", "224"),
        ] {
            assert_values(
                &outcome("convolution", &[("n", n), ("k", k), ("p", p), ("s", s)]),
                "output_side",
                side,
            );
        }
        assert_values(&outcome("convolution", &[]), "parameters", "36928");
        assert_eq!(outputs(2, 3, 0, 1), None);
    }

    #[test]
    fn a_pixel_is_made_ready() {
        assert_values(&outcome("convolution", &[]), "normalized", "0.0741 0.2052 0.4265");
    }

    #[test]
    fn what_does_not_fit_is_a_fault() {
        assert!(
            fault("convolution", &[("image", "1,2;3,4")])
                .starts_with("a filter of 3 × 3 does not fit")
        );
        assert!(fault("convolution", &[("n", "2")]).starts_with("a filter of side 3 does not fit"));
        assert!(fault("convolution", &[("means", "1")]).contains("1 means and 3 deviations"));
    }
}
