//! Low-rank adaptation: how few weights are trained, and that folding them in changes nothing.
//!
//! Hu et al. 2021, "`LoRA`: low-rank adaptation of large language models", sections 4.1 and 4.2.

use super::linear::{product, shape, transposed};
use super::parameter::{list, matrix, number, whole};
use super::show::{decimal, number as shown, thousands};
use super::{Lab, LabOutcome, LabTask, NumberMatrix, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{Areas, Bars, Shape};
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "lora",
    title: "LoRA: parameters and memory",
    about: "Counts what low-rank adaptation trains and keeps, and runs it on a toy matrix.",
    notes: &["lora", "lora-steps"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const TOY: (f64, f64, (usize, usize)) = (-100.0, 100.0, (6, 6));

const PARAMETERS: &[Parameter] = &[
    whole("r", "Rank r", (1, 4096, 1), "8")
        .aliases(&["rank"])
        .about("the inner size of the two factors"),
    whole("d", "Rows d", (1, 65_536, 256), "4096").about("rows of each adapted matrix"),
    whole("k", "Columns k", (1, 65_536, 256), "4096").about("columns of each adapted matrix"),
    whole("layers", "Layers", (1, 1000, 1), "32").about("how many layers are adapted"),
    whole("matrices", "Matrices a layer", (1, 16, 1), "2").about("as in W_q and W_v: 2"),
    number("model", "Model size", (0.0, 1e13, 1e9), "7e9")
        .aliases(&["model_parameters", "weights"])
        .about("weights of the whole model, for full fine-tuning"),
    whole("tokens", "Tokens a step", (1, 1_048_576, 1024), "2048")
        .about("sequence length times batch, for activations"),
    number("alpha", "Alpha α", (0.0, 4096.0, 1.0), "r")
        .auto("r")
        .about("the toy's update is scaled by α over its rank"),
    matrix("w0", "Toy W₀", TOY, "1,0;0,1;1,1")
        .aliases(&["w"])
        .about("the frozen matrix of the toy"),
    matrix("b", "Toy B", TOY, "1;0;2").about("the left factor, all 0 before training"),
    matrix("a", "Toy A", TOY, "3,-1").about("the right factor"),
    list("x", "Toy x", (-100.0, 100.0, 6), "2,1").about("the toy's input"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Find the smallest rank from which LoRA saves nothing.",
        "The two factors have r(d + k) weights, the matrix d · k. They meet at dk/(d + k): for \
         a square matrix that is half its side.",
        |set, out| {
            out.number_at("share") >= 1.0
                && set.number("r") - 1.0 < out.number_at("break_even_rank")
        },
    ),
    LabTask::new(
        "Train as few weights in each matrix as can be.",
        "Rank 1 is one column times one row. It costs next to nothing, but the update can push \
         the output in one direction only.",
        |set, _| set.count("r") == 1,
    ),
    LabTask::new(
        "Switch the toy's update off without touching a matrix.",
        "The update is scaled by α over the rank. At 0 the model is what it was, as it is at \
         the start of training, when B is 0.",
        |set, out| {
            out.numbers_at("bax").iter().all(|v| v.abs() < 1e-12)
                && set.matrix("b").concat().iter().any(|&v| v != 0.0)
        },
    ),
];

/// Bytes of Adam's two moments, 32 bits each.
const ADAM: f64 = 8.0;
/// Bytes of activations that a layer keeps for each token and each number of its width, in 16 bits
/// and without the attention matrix (Korthikanti et al. 2022, "Reducing activation recomputation in
/// large transformer models", table 2).
const ACTIVATIONS: f64 = 34.0;

/// The result of the toy update.
struct ToyUpdate {
    frozen: Vec<f64>,
    update: Vec<f64>,
    sum: Vec<f64>,
    folded: Vec<f64>,
}

fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let [r, d, k, layers, matrices] =
        ["r", "d", "k", "layers", "matrices"].map(|key| parameters.number(key));
    if r > d.min(k) {
        let what = format!("the rank {r} is greater than the smaller side of the matrix");
        return Err(Fault::error(what, format!("set r to at most {}", d.min(k))));
    }
    let toy = toy(parameters)?;
    let (each, all) = (r * (d + k), layers * matrices);
    let (trainable, full) = (each * all, d * k * all);
    let model = parameters.number("model");
    let activations = ACTIVATIONS * parameters.number("tokens") * d * layers;
    let says = format!(
        "B is {d} × {r} and A is {r} × {k}, so each matrix trains r(d + k) = {} weights instead of \
         {}: {} %. Adam keeps 8 bytes for each trained weight: {} instead of {} for the whole \
         model. The activations stay: {}. Folding (α/r)BA into W₀ gives the same output, so \
         serving costs nothing more.",
        thousands(each),
        thousands(d * k),
        shown(100.0 * trainable / full, 4),
        decimal(ADAM * trainable),
        decimal(ADAM * model),
        decimal(activations),
    );
    let areas = vec![
        (format!("W₀ {d}×{k}"), k, d),
        (format!("B {d}×{r}"), r, d),
        (format!("A {r}×{k}"), k, r),
    ];
    let memory = [
        ("Adam, all weights", ADAM * model),
        ("Adam, LoRA", ADAM * trainable),
        ("Activations, either", activations),
    ];
    let bars = memory.map(|(label, bytes)| (label.to_string(), bytes / 1e9)).to_vec();
    let bars = Bars { bars, digits: 3, unit: "GB".to_string(), ..Bars::default() };
    Ok(LabOutcome::new(says)
        .number("trainable", "weights that are trained", trainable)
        .number("full", "weights of the matrices that are adapted", full)
        .number("share", "the one over the other", trainable / full)
        .number("per_matrix", "weights that are trained in one matrix", each)
        .number(
            "break_even_rank",
            "the rank from which the factors are as large as the matrix",
            d * k / (d + k),
        )
        .number("adam_bytes", "Adam's two 32-bit states for these weights", ADAM * trainable)
        .number("adam_bytes_full", "the same for the whole model", ADAM * model)
        .number("activation_bytes", "activations, the same either way", activations)
        .numbers("w0x", "the toy: W₀x", toy.frozen)
        .numbers("bax", "the toy: (α/r)BAx", toy.update)
        .numbers("h", "the toy: their sum", toy.sum)
        .numbers("folded", "the toy: (W₀ + (α/r)BA)x", toy.folded)
        .unlisted(&["adam_bytes", "adam_bytes_full", "activation_bytes"])
        .figure(Figure::new(
            "One matrix and its two factors, to scale",
            Shape::Areas(Areas { boxes: areas }),
        ))
        .figure(Figure::new("Memory in training", Shape::Bars(bars))))
}

fn toy(parameters: &Parameters) -> Result<ToyUpdate, Fault> {
    let [w0, b, a] = ["w0", "b", "a"].map(|key| parameters.matrix(key));
    let x = transposed(&vec![parameters.list("x").to_vec()]);
    let ((rows, columns), (b_rows, rank), (a_rows, a_columns)) = (shape(w0), shape(b), shape(a));
    for (fits, what, remedy) in [
        (x.len() == columns, "x is not as long as W₀ is wide", format!("give x {columns} numbers")),
        (b_rows == rows, "B has not as many rows as W₀", format!("give b {rows} rows")),
        (
            a_columns == columns,
            "A has not as many columns as W₀",
            format!("give a {columns} columns"),
        ),
        (a_rows == rank, "A has not as many rows as B has columns", format!("give a {rank} rows")),
    ] {
        if !fits {
            return Err(Fault::error(what, remedy));
        }
    }
    let scale = parameters.optional_number("alpha").map_or(1.0, |alpha| alpha / rank as f64);
    let change: NumberMatrix =
        product(b, a).into_iter().map(|row| row.into_iter().map(|v| scale * v).collect()).collect();
    let added: NumberMatrix = w0
        .iter()
        .zip(&change)
        .map(|(w, c)| w.iter().zip(c).map(|(w, c)| w + c).collect())
        .collect();
    let times_x = |m: &NumberMatrix| product(m, &x).concat();
    // The factors apart, as in training: first A, then B.
    let narrow = product(b, &product(a, &x)).concat();
    let (frozen, update) = (times_x(w0), narrow.iter().map(|v| scale * v).collect::<Vec<_>>());
    let sum = frozen.iter().zip(&update).map(|(f, u)| f + u).collect();
    Ok(ToyUpdate { frozen, update, sum, folded: times_x(&added) })
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_values, fault, outcome};

    #[test]
    fn trainable_weights_are_counted() {
        let seven = outcome("lora", &[]);
        assert_values(&seven, "trainable", "4194304");
        assert_values(&seven, "per_matrix", "65536");
        assert_values(&seven, "share", "0.003906");
        assert_values(&seven, "break_even_rank", "2048");
        assert_values(&seven, "adam_bytes", "33554432");
        assert_values(&seven, "adam_bytes_full", "56000000000");
        let gpt = outcome("lora", &[("d", "12288"), ("k", "12288"), ("layers", "96"), ("r", "4")]);
        assert_values(&gpt, "trainable", "18874368");
        assert_values(&gpt, "full", "28991029248");
        assert_values(&gpt, "share", "0.000651");
        let wide = outcome(
            "lora",
            &[("d", "1024"), ("k", "4096"), ("r", "16"), ("layers", "1"), ("matrices", "1")],
        );
        assert_values(&wide, "trainable", "81920");
        assert_values(&wide, "share", "0.019531");
    }

    #[test]
    fn folding_changes_nothing() {
        let toy = outcome("lora", &[]);
        assert_values(&toy, "w0x", "2 1 3");
        assert_values(&toy, "bax", "5 0 10");
        assert_values(&toy, "h", "7 1 13");
        assert_values(&toy, "folded", "7 1 13");
        let fresh = outcome("lora", &[("b", "0;0;0")]);
        assert_values(&fresh, "h", "2 1 3");
        let half = outcome("lora", &[("alpha", "0.5")]);
        assert_values(&half, "h", "4.5 1 8");
        assert_values(&half, "folded", "4.5 1 8");
    }

    #[test]
    fn what_does_not_fit_is_a_fault() {
        assert_eq!(
            fault("lora", &[("d", "4"), ("k", "9")]),
            "the rank 8 is greater than the smaller side of the matrix; set r to at most 4"
        );
        assert_eq!(
            fault("lora", &[("x", "1")]),
            "x is not as long as W₀ is wide; give x 2 numbers"
        );
    }
}
