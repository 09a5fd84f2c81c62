//! Gradient descent on one weight: full batch, mini-batches, single examples.

use super::linear::mean;
use super::parameter::{choice, matrix, number, seed, whole};
use super::show::number as shown;
use super::{Lab, LabOutcome, LabTask, NumberMatrix, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{Axis, Curve, Plot, PlotCut, Shape};
use crate::fault::Fault;
use crate::rng::Rng;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "descent",
    title: "Gradient descent",
    about: "Fits a line through the origin by steps against the gradient of a batch, batch after \
            batch.",
    notes: &["full-gd", "minibatch-gd", "sgd"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    whole("batch", "Batch size m", (1, 16, 1), "4")
        .aliases(&["m", "batch_size"])
        .about("examples in each update: 1 is one at a time, all of them is full-batch"),
    number("step", "Step size", (0.001, 1.0, 0.005), "0.02")
        .aliases(&["learning_rate", "lr"])
        .about("times the gradient"),
    whole("epochs", "Epochs", (0, 200, 1), "20").aliases(&["epoch"]).about("passes over the data"),
    number("w0", "Start w₀", (-10.0, 10.0, 0.1), "0")
        .aliases(&["start"])
        .about("the weight at the start"),
    choice("order", "Order", &["fixed", "shuffled"], "fixed")
        .about("whether each epoch shuffles the data"),
    seed(),
    matrix("data", "Data", (-100.0, 100.0, (16, 2)), "1,2;2,3;3,7;4,8")
        .about("a row x,y for each example"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Make the weight run away.",
        "A step that is too large overshoots the optimum by more than it was off, so each is \
         worse than the last. The steeper the loss, the smaller a step has to be.",
        |_, out| out.texts_at("diverged") == ["yes"],
    ),
    LabTask::new(
        "Come within 0.001 of the least loss with the full batch in 20 epochs.",
        "The full batch makes one step an epoch, so it needs a larger one. Its gradient is exact, \
         so it may take it.",
        |set, out| {
            set.count("batch") >= set.matrix("data").len()
                && set.count("epochs") <= 20
                && out.number_at("loss") - out.number_at("optimum_loss") < 0.001
        },
    ),
    LabTask::new(
        "Find a batch size with which the weight never settles.",
        "Each batch has an optimum of its own, and every step goes towards another. The weight \
         circles around what is best for all, the wider the larger the step.",
        |_, out| {
            let last = out.numbers_at("last_epoch");
            let least = last.iter().copied().fold(f64::INFINITY, f64::min);
            last.iter().any(|w| w - least > 0.05) && out.texts_at("diverged") == ["no"]
        },
    ),
];

/// A weight beyond this has run away for good.
const LOST: f64 = 1e9;

fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let data = parameters.matrix("data");
    if data[0].len() != 2 {
        return Err(Fault::error("an example is not two numbers", "write data as x,y;x,y"));
    }
    let squares: f64 = data.iter().map(|row| row[0] * row[0]).sum();
    if squares < 1e-12 {
        return Err(Fault::error(
            "every x is 0, so no line fits better than another",
            "give an x that is not 0",
        ));
    }
    let optimum = data.iter().map(|row| row[0] * row[1]).sum::<f64>() / squares;
    let batch = parameters.count("batch").min(data.len());
    let walk = walk(parameters, data, batch);
    let w = walk.path.last().copied().unwrap_or_default();
    let updates = walk.path.len() - 1;
    let last = walk.path[walk.last_epoch..].to_vec();
    let first: Vec<f64> =
        walk.path.iter().skip(1).take(data.len().div_ceil(batch)).copied().collect();
    Ok(LabOutcome::new(explanation(parameters, data, &walk, batch))
        .places(6)
        .number("w", "the weight at the end", w)
        .number("loss", "the mean of (wx - y)²/2 there", loss(data, w))
        .number("updates", "how many steps were taken", updates)
        .numbers("first_epoch", "the weight after each step of the first epoch", first)
        .numbers("last_epoch", "the weight after each step of the last epoch", last)
        .number("optimum", "the weight of least loss", optimum)
        .number("optimum_loss", "the least loss", loss(data, optimum))
        .number("start_loss", "the loss at the start", loss(data, parameters.number("w0")))
        .text("diverged", "whether the weight ran away", if walk.lost { "yes" } else { "no" })
        .figure(paths(parameters, data, &walk, batch, optimum)))
}

/// Draws the weight over the epochs, and beside it that of the full batch.
fn paths(
    parameters: &Parameters,
    data: &NumberMatrix,
    walk: &WeightPath,
    batch: usize,
    optimum: f64,
) -> Figure {
    let curve = |name: String, walk: &WeightPath, batch: usize| {
        let each = data.len().div_ceil(batch) as f64;
        Curve::line(
            name,
            walk.path.iter().enumerate().map(|(i, &w)| (i as f64 / each, w)).collect(),
        )
    };
    let mut curves = vec![curve(format!("m = {batch}"), walk, batch)];
    let mut reached = walk.path.clone();
    if batch < data.len() {
        let full = self::walk(parameters, data, data.len());
        curves.push(curve("full batch".to_string(), &full, data.len()));
        reached.extend(full.path);
    }
    let cuts = vec![PlotCut::Y(optimum, "optimum".to_string())];
    // The optimum shows even where the path does not reach it.
    let least = reached.iter().copied().fold(optimum, f64::min);
    let greatest = reached.iter().copied().fold(optimum, f64::max);
    let spare = 0.05 * (greatest - least).max(0.1);
    let y = Axis::range("w", least - spare, greatest + spare);
    let plot = Plot { x: Axis::with_label("epochs"), y, curves, cuts, ..Plot::default() };
    Figure::new("The weight on its way", Shape::Plot(plot))
}

/// The way that the weight took.
struct WeightPath {
    /// The weight at the start and after each update.
    path: Vec<f64>,
    /// Where in the path the last epoch's updates begin.
    last_epoch: usize,
    lost: bool,
}

fn walk(parameters: &Parameters, data: &NumberMatrix, batch: usize) -> WeightPath {
    let step = parameters.number("step");
    let mut rng = Rng::new(parameters.count("seed") as u64);
    let mut order: Vec<usize> = (0..data.len()).collect();
    let mut walk = WeightPath { path: vec![parameters.number("w0")], last_epoch: 1, lost: false };
    for _ in 0..parameters.count("epochs") {
        if parameters.is("order", "shuffled") {
            rng.shuffle(&mut order);
        }
        walk.last_epoch = walk.path.len();
        for some in order.chunks(batch) {
            let w = walk.path.last().copied().unwrap_or_default();
            let next = w - step
                * mean(
                    &some
                        .iter()
                        .map(|&i| (w * data[i][0] - data[i][1]) * data[i][0])
                        .collect::<Vec<_>>(),
                );
            if next.abs() > LOST {
                walk.lost = true;
                return walk;
            }
            walk.path.push(next);
        }
    }
    walk
}

fn loss(data: &NumberMatrix, w: f64) -> f64 {
    mean(&data.iter().map(|row| 0.5 * (w * row[0] - row[1]).powi(2)).collect::<Vec<_>>())
}

fn explanation(
    parameters: &Parameters,
    data: &NumberMatrix,
    walk: &WeightPath,
    batch: usize,
) -> String {
    let each = data.len().div_ceil(batch);
    let kind = match batch {
        1 => "One example at a time",
        _ if batch == data.len() => "The full batch",
        _ => "A mini-batch",
    };
    let size = parameters.number("step");
    let updates = if each == 1 { "update" } else { "updates" };
    let now = match (walk.lost, walk.path.as_slice()) {
        (true, _) => {
            "The step is too large for this data: each overshoots by more than the last, and w \
             runs away."
                .into()
        }
        (false, [.., before, w]) => {
            format!("The last went from {} to {}.", shown(*before, 6), shown(*w, 6))
        }
        (false, _) => "No step is taken yet.".to_string(),
    };
    let mut says = format!(
        "{kind} makes {each} {updates} an epoch. Each moves w by the step size {size} against the \
         mean gradient (wx - y)x of its examples. {now}"
    );
    if batch < data.len() && !walk.lost {
        says += " A batch's own optimum is not that of all the data, so w keeps circling and does \
                 not settle.";
    }
    says
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_values, fault, outcome};

    #[test]
    fn the_first_epoch_goes_as_by_hand() {
        for (batch, path) in
            [("4", "0.305"), ("2", "0.08 0.59"), ("1", "0.04 0.1568 0.548576 1.013032")]
        {
            let out = outcome("descent", &[("batch", batch), ("epochs", "1")]);
            assert_values(&out, "first_epoch", path);
            assert_values(&out, "last_epoch", path);
        }
    }

    #[test]
    fn twenty_epochs_come_near() {
        for (batch, w, loss, updates) in [
            ("4", "1.954522", "0.269125", "20"),
            ("2", "2.049841", "0.246855", "40"),
            ("1", "2.037193", "0.245889", "80"),
        ] {
            let out = outcome("descent", &[("m", batch)]);
            assert_values(&out, "w", w);
            assert_values(&out, "loss", loss);
            assert_values(&out, "updates", updates);
            assert_values(&out, "optimum", "2.033333");
            assert_values(&out, "optimum_loss", "0.245833");
            assert_values(&out, "start_loss", "15.75");
        }
        assert_values(
            &outcome("descent", &[("m", "1")]),
            "last_epoch",
            "2.036447 1.993531 2.054696 2.037193",
        );
    }

    #[test]
    fn too_large_a_step_runs_away_and_says_so() {
        let out = outcome("descent", &[("step", "1"), ("epochs", "200")]);
        assert_values(&out, "diverged", "yes");
        assert!(out.explanation.contains("too large"), "{}", out.explanation);
    }

    #[test]
    fn data_without_a_slope_are_told() {
        assert!(fault("descent", &[("data", "0,1;0,2")]).contains("every x is 0"));
        assert!(fault("descent", &[("data", "1;2")]).contains("x,y;x,y"));
    }

    #[test]
    fn shuffling_has_a_seed() {
        let run = |seed| outcome("descent", &[("m", "1"), ("order", "shuffled"), ("seed", seed)]);
        assert_eq!(run("3"), run("3"));
        assert_ne!(run("3").values, run("4").values);
    }
}
