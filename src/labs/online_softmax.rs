//! Online softmax: attention for one query, block by block, with a running maximum and sum.
//!
//! Milakov and Gimelshein 2018, "Online normalizer calculation for softmax"; Dao et al. 2022,
//! "`FlashAttention`", section 3.1.

use super::linear::{dot, softmax};
use super::parameter::{list, whole};
use super::show::{number as shown, word};
use super::{Lab, LabOutcome, LabTask, NumberMatrix, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{MatrixFigure as Cells, Shape};
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "online-softmax",
    title: "Online softmax",
    about: "Computes one row of attention block by block, and never holds all the scores at once.",
    notes: &["flash-attention"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    whole("block", "Block size", (1, 64, 1), "2")
        .aliases(&["block_size", "blocks_of"])
        .about("scores read at a time"),
    whole("steps", "Blocks read", (1, 64, 1), "all")
        .auto("all")
        .aliases(&["step"])
        .about("how many blocks are read so far"),
    list("scores", "Scores s", (-500.0, 500.0, 64), "1,3,2,5")
        .aliases(&["s"])
        .about("one for each key"),
    list("values", "Values v", (-1000.0, 1000.0, 64), "10,20,30,40")
        .aliases(&["v"])
        .about("one for each key"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Read all scores in one block.",
        "Then it is the softmax that everybody knows, and the output is the same. Blocks change \
         how much has to be held at once, not the result.",
        |_, out| out.count_at("blocks") == 1,
    ),
    LabTask::new(
        "Stop before the end, and look at an output that is wrong.",
        "So far it is the exact attention over the scores that were read. It becomes the whole \
         answer only when the last block has been added.",
        |_, out| (out.number_at("output") - out.number_at("full_output")).abs() > 1e-6,
    ),
    LabTask::new(
        "Arrange the scores so that nothing ever has to shrink.",
        "What was gathered shrinks when a block raises the maximum. With the greatest score in \
         the first block the maximum stays.",
        |set, out| {
            let first = out.numbers_at("after_blocks").first().copied();
            let most = set.list("scores").iter().copied().reduce(f64::max);
            out.count_at("blocks") > 1 && first == most
        },
    ),
];

/// What is kept between blocks.
#[derive(Clone, Copy)]
struct RunningSoftmax {
    maximum: f64,
    sum: f64,
    accumulated: f64,
}

fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let (scores, values) = (parameters.list("scores"), parameters.list("values"));
    if scores.len() != values.len() {
        let what = format!("there are {} scores and {} values", scores.len(), values.len());
        return Err(Fault::error(what, "give one value for each score"));
    }
    let block = parameters.count("block");
    let blocks = scores.len().div_ceil(block);
    let steps =
        parameters.optional_number("steps").map_or(blocks, |steps| (steps as usize).min(blocks));
    let history = history(scores, values, block);
    let now = history[steps - 1];
    let weights = softmax(scores);
    let rows: NumberMatrix =
        history[..steps].iter().map(|r| vec![r.maximum, r.sum, r.accumulated]).collect();
    Ok(LabOutcome::new(explanation(&history, steps, block))
        .places(6)
        .number(
            "output",
            "what was gathered over the sum: exact once all blocks are read",
            now.accumulated / now.sum,
        )
        .number(
            "full_output",
            "softmax over all scores at once, times the values",
            dot(&weights, values),
        )
        .number("m", "the greatest score so far", now.maximum)
        .number("l", "the sum of e to the scores less that", now.sum)
        .number("acc", "the same sum, each term times its value", now.accumulated)
        .matrix("after_blocks", "m, l and acc after each block", rows)
        .numbers("weights", "the full softmax", weights)
        .number("blocks", "how many blocks there are", blocks)
        .unlisted(&["m", "l", "acc", "after_blocks"])
        .figure(row(scores, values, (steps - 1) * block..(steps * block).min(scores.len())))
        .figure(table(&history[..steps])))
}

/// Draws scores and values, those of the current block shaded.
fn row(scores: &[f64], values: &[f64], block: std::ops::Range<usize>) -> Figure {
    let cells = |numbers: &[f64]| numbers.iter().map(|&v| shown(v, 2)).collect();
    let shaded = block.flat_map(|column| [(0, column), (1, column)]).collect();
    let rows = vec![cells(scores), cells(values)];
    let names = vec!["score".to_string(), "value".to_string()];
    let columns = (0..scores.len()).map(|place| word(place).to_string()).collect();
    let matrix = Cells { columns, names, rows, shaded };
    Figure::new("One query's scores and values; the block in hand is shaded", Shape::Matrix(matrix))
}

fn table(history: &[RunningSoftmax]) -> Figure {
    let rows = history
        .iter()
        .enumerate()
        .map(|(i, now)| {
            let numbers = [now.maximum, now.sum, now.accumulated, now.accumulated / now.sum];
            std::iter::once((i + 1).to_string()).chain(numbers.map(|v| shown(v, 6))).collect()
        })
        .collect();
    Figure::table(
        "What is kept after each block",
        ["block", "maximum m", "sum l", "gathered", "output"],
        rows,
    )
}

/// What is kept after each block.
fn history(scores: &[f64], values: &[f64], block: usize) -> Vec<RunningSoftmax> {
    let mut kept = RunningSoftmax { maximum: f64::NEG_INFINITY, sum: 0.0, accumulated: 0.0 };
    let mut history = Vec::new();
    for (scores, values) in scores.chunks(block).zip(values.chunks(block)) {
        let maximum = scores.iter().copied().fold(kept.maximum, f64::max);
        let shrink = (kept.maximum - maximum).exp();
        let powers: Vec<f64> = scores.iter().map(|s| (s - maximum).exp()).collect();
        kept = RunningSoftmax {
            maximum,
            sum: kept.sum * shrink + powers.iter().sum::<f64>(),
            accumulated: kept.accumulated * shrink + dot(&powers, values),
        };
        history.push(kept);
    }
    history
}

fn explanation(history: &[RunningSoftmax], steps: usize, block: usize) -> String {
    let now = history[steps - 1];
    let change = match steps.checked_sub(2).map(|before| history[before]) {
        None => format!(
            "It is the first: the maximum is {}, the sum {}.",
            shown(now.maximum, 6),
            shown(now.sum, 6)
        ),
        Some(before) if now.maximum > before.maximum => format!(
            "Its greatest score raises the maximum from {} to {}, so the sum and what was gathered \
             shrink by e^({}) = {} before the block is added.",
            shown(before.maximum, 6),
            shown(now.maximum, 6),
            shown(before.maximum - now.maximum, 6),
            shown((before.maximum - now.maximum).exp(), 6)
        ),
        Some(_) => format!(
            "The maximum stays {}, so nothing shrinks and the block is added.",
            shown(now.maximum, 6)
        ),
    };
    let [gathered, sum, output] =
        [now.accumulated, now.sum, now.accumulated / now.sum].map(|v| shown(v, 6));
    let mut says = format!(
        "Block {steps} of {} brings up to {block} scores. {change} Output so far: {gathered} / \
         {sum} = {output}.",
        history.len()
    );
    if steps == history.len() {
        says += " All blocks are read, and this is exactly what softmax over all scores gives: no \
                 score was kept.";
    }
    says
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_close, assert_values, fault, outcome};
    use crate::labs::{LabOutcome, LabValue};

    #[test]
    fn two_blocks_give_the_full_softmax() {
        let out = outcome("online-softmax", &[]);
        assert_values(&out, "after_blocks", "3 1.135335 21.353353 5 1.203438 44.383474");
        assert_values(&out, "output", "36.880566");
        assert_values(&out, "full_output", "36.880566");
        assert_values(&out, "weights", "0.015219 0.112457 0.041371 0.830953");
        let first = outcome("online-softmax", &[("steps", "1")]);
        assert_values(&first, "m", "3");
        assert_values(&first, "l", "1.135335");
        assert_values(&first, "acc", "21.353353");
    }

    #[test]
    fn any_block_size_gives_the_same() {
        let output = |out: &LabOutcome| match out.values[0].datum {
            LabValue::Number(v) => v,
            _ => panic!("the output comes first"),
        };
        for block in ["1", "2", "3", "4", "64"] {
            assert_close(
                block,
                output(&outcome("online-softmax", &[("block", block)])),
                "36.880566",
            );
        }
        assert!(
            fault("online-softmax", &[("scores", "1,2")])
                .ends_with("give one value for each score")
        );
    }
}
