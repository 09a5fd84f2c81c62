//! Attention: scores, weights, mixed values; and what permuting the input does to them.
//!
//! Vaswani et al. 2017, "Attention is all you need", sections 3.2.1 and 3.5.

use super::linear::{column_means, dot, product, shape, softmax};
use super::parameter::{choice, list, matrix};
use super::show::word;
use super::{Lab, LabOutcome, LabTask, NumberMatrix, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{HeatMap, Panels, Shape};
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "attention",
    title: "Attention and permutation",
    about: "Each token mixes the values of all, weighted by how well its query fits their keys.",
    notes: &["query-vector", "key-vector", "value-vector", "permutation"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const NUMBERS: (f64, f64, (usize, usize)) = (-100.0, 100.0, (8, 8));

const PARAMETERS: &[Parameter] = &[
    choice("mask", "Mask", &["none", "causal"], "none").about("whether a word sees later ones"),
    choice("positions", "Positions", &["off", "on"], "off")
        .aliases(&["position"])
        .about("whether sines and cosines of its place are added to each word"),
    list("order", "Input order", (1.0, 8.0, 8), "given")
        .auto("given")
        .aliases(&["permutation"])
        .about("the words in another order, as in 3,1,2"),
    matrix("x", "Words X", NUMBERS, "1,0;0,1;1,1")
        .aliases(&["input"])
        .about("a row for each word: the, cat, sat, and so on"),
    matrix("wq", "Query projection", NUMBERS, "1,0;0,1")
        .aliases(&["w_q"])
        .about("X times this gives the queries"),
    matrix("wk", "Key projection", NUMBERS, "1,0;0,1")
        .aliases(&["w_k"])
        .about("X times this gives the keys"),
    matrix("wv", "Value projection", NUMBERS, "1,0;0,1")
        .aliases(&["w_v"])
        .about("X times this gives the values"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Make the first word look at nothing but itself.",
        "The causal mask hides what comes later, as it must where the next word is to be \
         predicted. The first word then has only itself to look at.",
        |_, out| out.numbers_at("weights")[0] > 0.999 && out.numbers_at("order").len() > 1,
    ),
    LabTask::new(
        "Make every word look at all words equally.",
        "Queries of 0 give scores of 0, and softmax shares equal scores out equally: the output \
         is the plain mean of the values.",
        |_, out| {
            let words = out.numbers_at("order").len();
            let equal = |share: &f64| (share * words as f64 - 1.0).abs() < 1e-6;
            words > 1 && out.numbers_at("weights").iter().all(equal)
        },
    ),
    LabTask::new(
        "Put the words in another order, and make that matter.",
        "Attention alone does not know where a word stands: another order only reorders the \
         outputs. Positions that are added, or a mask, tell the places apart.",
        |set, out| {
            let given = out.numbers_at("order").is_sorted();
            !given && (set.is("positions", "on") || set.is("mask", "causal"))
        },
    ),
];

fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let order = order(parameters)?;
    let mut x: NumberMatrix =
        order.iter().map(|&token| parameters.matrix("x")[token].clone()).collect();
    if parameters.is("positions", "on") {
        x.iter_mut().enumerate().for_each(|(place, row)| add_position(place, row));
    }
    let [q, k, v] = [("wq", "query"), ("wk", "key"), ("wv", "value")]
        .map(|(key, what)| project(&x, parameters, key, what));
    let (q, k, v) = (q?, k?, v?);
    if shape(&q).1 != shape(&k).1 {
        let what = format!("queries have {} numbers and keys {}", shape(&q).1, shape(&k).1);
        return Err(Fault::error(what, "give wq and wk as many columns"));
    }
    let root = (shape(&k).1 as f64).sqrt();
    let scores: NumberMatrix =
        q.iter().map(|q| k.iter().map(|k| dot(q, k) / root).collect()).collect();
    let causal = parameters.is("mask", "causal");
    let weights: NumberMatrix =
        scores.iter().enumerate().map(|(row, scores)| weigh(scores, row, causal)).collect();
    let outputs = product(&weights, &v);
    let numbered: Vec<f64> = order.iter().map(|&token| (token + 1) as f64).collect();
    let triangle = triangle(&order, &scores, &weights, &outputs);
    Ok(LabOutcome::new(explanation(parameters, &order, &weights))
        .matrix("weights", "the softmax of each row of scores", weights)
        .matrix("outputs", "weights times values, a row for each place", outputs.clone())
        .numbers("mean", "the mean of the outputs", column_means(&outputs))
        .matrix("scores", "queries times keys, over the root of their length", scores)
        .matrix("queries", "X times wq", q)
        .matrix("keys", "X times wk", k)
        .matrix("values", "X times wv", v)
        .numbers("order", "which token stands at each place", numbered)
        .unlisted(&["weights", "outputs", "scores", "order"])
        .figure(triangle))
}

/// Draws scores, weights and outputs side by side.
fn triangle(
    order: &[usize],
    scores: &NumberMatrix,
    weights: &NumberMatrix,
    outputs: &NumberMatrix,
) -> Figure {
    let words: Vec<String> = order.iter().map(|&token| word(token).to_string()).collect();
    let map = HeatMap {
        columns: words.clone(),
        names: words,
        values: weights.clone(),
        digits: 2,
        range: Some((0.0, 1.0)),
        ..HeatMap::default()
    };
    let weights = Figure::new("Weights", Shape::HeatMap(map));
    let parts =
        vec![Figure::numbers("Scores", 2, scores), weights, Figure::numbers("Outputs", 4, outputs)];
    let signs = vec!["→".to_string(); 2];
    Figure::new("From scores to mixed values", Shape::Panels(Panels { parts, signs }))
}

/// The tokens in their order, counted from 0.
fn order(parameters: &Parameters) -> Result<Vec<usize>, Fault> {
    let tokens = parameters.matrix("x").len();
    let asked = parameters.list("order");
    if asked.is_empty() {
        return Ok((0..tokens).collect());
    }
    let mut sorted = asked.to_vec();
    sorted.sort_by(f64::total_cmp);
    if sorted.iter().zip(1..).all(|(place, i)| (place - f64::from(i)).abs() < 1e-9)
        && asked.len() == tokens
    {
        return Ok(asked.iter().map(|token| *token as usize - 1).collect());
    }
    let first: Vec<String> = (1..=tokens).rev().map(|token| token.to_string()).collect();
    Err(Fault::error(
        format!("the order does not name each of the {tokens} tokens once"),
        format!("write it as in {}", first.join(",")),
    ))
}

/// Adds the sines and cosines of a place, as many as the token has numbers.
fn add_position(place: usize, token: &mut [f64]) {
    let length = token.len() as f64;
    for (i, number) in token.iter_mut().enumerate() {
        let angle = place as f64 / 10_000f64.powf((i - i % 2) as f64 / length);
        *number += if i % 2 == 0 { angle.sin() } else { angle.cos() };
    }
}

fn project(
    x: &NumberMatrix,
    parameters: &Parameters,
    key: &str,
    what: &str,
) -> Result<NumberMatrix, Fault> {
    let by = parameters.matrix(key);
    let (columns, rows) = (shape(x).1, by.len());
    if columns == rows {
        return Ok(product(x, by));
    }
    let what = format!("the {what} projection has {rows} rows, and a token has {columns} numbers");
    Err(Fault::error(what, format!("give {key} {columns} rows")))
}

fn weigh(scores: &[f64], row: usize, causal: bool) -> Vec<f64> {
    softmax(
        &scores
            .iter()
            .enumerate()
            .map(|(column, &score)| if causal && column > row { f64::NEG_INFINITY } else { score })
            .collect::<Vec<_>>(),
    )
}

fn explanation(parameters: &Parameters, order: &[usize], weights: &NumberMatrix) -> String {
    let last = weights.last().map(Vec::as_slice).unwrap_or_default();
    let (most, share) =
        last.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap_or((0, &0.0));
    let named = |place: usize| order.get(place).map_or("", |&token| word(token));
    let mut says = format!(
        "The query of the last word, “{}”, is compared with every key; softmax turns the scores \
         into weights, {share:.4} for “{}” being the greatest; the output is the values' sum, so \
         weighted.",
        named(weights.len() - 1),
        named(most)
    );
    says += match (parameters.is("positions", "on"), parameters.is("mask", "causal")) {
        (false, false) => {
            " Nothing depends on the places: in another input order the same outputs come in that \
             order (equivariant), and their mean does not change (invariant)."
        }
        (true, false) => {
            " What was added depends on the place, so another input order gives other outputs."
        }
        (false, true) => {
            " The mask lets a place see only itself and earlier ones, so the order matters."
        }
        (true, true) => {
            " Both the mask and what was added depend on the place, so the order matters."
        }
    };
    says
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_values, fault, outcome};

    #[test]
    fn weights_and_outputs_come_out() {
        let out = outcome("attention", &[]);
        assert_values(
            &out,
            "weights",
            "0.4011 0.1978 0.4011 0.1978 0.4011 0.4011 0.2483 0.2483 0.5035",
        );
        assert_values(&out, "outputs", "0.8022 0.5989 0.5989 0.8022 0.7517 0.7517");
        assert_values(&out, "mean", "0.7176 0.7176");
    }

    #[test]
    fn another_order_gives_the_same_outputs_in_that_order() {
        let out = outcome("attention", &[("order", "3,1,2")]);
        assert_values(&out, "outputs", "0.7517 0.7517 0.8022 0.5989 0.5989 0.8022");
        assert_values(&out, "mean", "0.7176 0.7176");
    }

    #[test]
    fn positions_and_masks_break_that() {
        let on = outcome("attention", &[("positions", "on")]);
        assert_values(&on, "outputs", "1.2900 1.0317 1.1964 1.1156 1.5024 0.8667");
        let permuted = outcome("attention", &[("positions", "on"), ("order", "3,1,2")]);
        assert_values(&permuted, "outputs", "1.1342 1.6203 1.4317 0.9992 1.3015 1.1415");
        let causal = outcome("attention", &[("mask", "causal")]);
        assert_values(&causal, "weights", "1 0 0 0.3302 0.6698 0 0.2483 0.2483 0.5035");
    }

    #[test]
    fn shapes_that_do_not_fit_are_faults() {
        for (set, text) in [
            (
                ("x", "1,2,3"),
                "the query projection has 2 rows, and a token has 3 numbers; give wq 3 rows",
            ),
            (
                ("order", "1,2"),
                "the order does not name each of the 3 tokens once; write it as in 3,2,1",
            ),
            (
                ("order", "1,2,2"),
                "the order does not name each of the 3 tokens once; write it as in 3,2,1",
            ),
            (("wq", "1;1"), "queries have 1 numbers and keys 2; give wq and wk as many columns"),
        ] {
            assert_eq!(fault("attention", &[set]), text);
        }
    }
}
