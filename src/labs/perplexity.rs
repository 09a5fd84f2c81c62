//! Perplexity: the exponential of the mean surprise, and how repetition flatters it.

use super::linear::mean;
use super::parameter::{list, number, whole};
use super::show::{number as shown, word};
use super::{Lab, LabOutcome, LabTask, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{Bars, Shape};
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "perplexity",
    title: "Perplexity",
    about: "Averages the surprise of each token, and turns it into the number of equally likely \
            choices.",
    notes: &["perplexity", "autoregressive"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    list("probabilities", "Word probabilities", (1e-12, 1.0, 64), "1/2,1/4,1/8,1/4")
        .aliases(&["p", "probs"])
        .about("what the model gave each word, after those before it"),
    whole("times", "Words appended", (0, 64, 1), "0")
        .aliases(&["append_times"])
        .about("how many more words follow"),
    number("append", "Their probability", (0.001, 1.0, 0.01), "1")
        .about("what the model gave each of these"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Make the model as unsure as a coin: perplexity 2.",
        "Perplexity counts equally likely choices. A model that gives each word 1/2 chooses \
         among two, however long the text is.",
        |_, out| (out.number_at("perplexity") - 2.0).abs() < 0.005,
    ),
    LabTask::new(
        "Add words until perplexity is below 1.1.",
        "The mean runs over all words, so words that are sure to come, as in a text that \
         repeats itself, hide those that surprise. A low perplexity is no proof of a good text.",
        |set, out| set.count("times") > 0 && out.number_at("perplexity") < 1.1,
    ),
    LabTask::new(
        "Let a single surprise bring perplexity above 20.",
        "The mean is of logarithms: one word that the model held impossible costs more than \
         many good guesses win.",
        |_, out| {
            let surprises = out.numbers_at("bits").iter().filter(|&&bits| bits > 1.0).count();
            surprises == 1 && out.count_at("tokens") > 1 && out.number_at("perplexity") > 20.0
        },
    ),
];

/// How many tokens have a bar.
const SHOWN: usize = 64;

#[expect(
    clippy::unnecessary_wraps,
    reason = "every lab has this shape, whether or not its parameters can clash"
)]
fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let mut probabilities = parameters.list("probabilities").to_vec();
    let own = probabilities.len();
    probabilities.extend(vec![parameters.number("append"); parameters.count("times")]);
    let surprise: Vec<f64> = probabilities.iter().map(|p| 0.0 - p.ln()).collect();
    let nll = mean(&surprise);
    let bits: Vec<f64> = surprise.iter().map(|nats| nats / std::f64::consts::LN_2).collect();
    let (perplexity, count) = (nll.exp(), probabilities.len());
    let worst = bits.iter().copied().fold(0.0, f64::max);
    let says = format!(
        "The {count} words surprise by {} bits on average ({} nats), the worst by {}. Perplexity \
         is e to the mean in nats, or 2 to the mean in bits: {}. It is as if the model chose each \
         word among so many equally likely ones.",
        shown(mean(&bits), 4),
        shown(nll, 4),
        shown(worst, 4),
        shown(perplexity, 4)
    );
    let bars = bits
        .iter()
        .enumerate()
        .take(SHOWN)
        .map(|(i, &bits)| (if i < own { word(i) } else { "again" }.to_string(), bits))
        .collect();
    let level = Some((mean(&bits), format!("mean {}", shown(mean(&bits), 4))));
    let bars = Bars { bars, digits: 2, unit: "bits".to_string(), level, ..Bars::default() };
    Ok(LabOutcome::new(says)
        .number("perplexity", "the exponential of the mean", perplexity)
        .number("mean_nll", "the mean negative logarithm, in nats", nll)
        .number("mean_bits", "the same in bits", mean(&bits))
        .numbers("bits", "the surprise of each word in bits", bits)
        .number("joint", "the probability of the whole text", probabilities.iter().product::<f64>())
        .number(
            "log10_joint",
            "its logarithm to base 10",
            0.0 - surprise.iter().sum::<f64>() / std::f64::consts::LN_10,
        )
        .number("tokens", "how many words there are", count)
        .unlisted(&["bits", "mean_bits"])
        .figure(Figure::new("Surprise of each word", Shape::Bars(bars))))
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_values, outcome};

    #[test]
    fn four_tokens_have_perplexity_four() {
        let out = outcome("perplexity", &[]);
        assert_values(&out, "mean_nll", "1.3863");
        assert_values(&out, "perplexity", "4.0000");
        assert_values(&out, "joint", "0.00390625");
        assert_values(&out, "bits", "1 2 3 2");
        assert_values(&out, "mean_bits", "2");
    }

    #[test]
    fn short_surprising_and_repetitive_texts_differ() {
        assert_values(
            &outcome("perplexity", &[("probabilities", "0.5,0.25")]),
            "perplexity",
            "2.8284",
        );
        assert_values(
            &outcome("perplexity", &[("append", "0.001"), ("times", "1")]),
            "perplexity",
            "12.0684",
        );
        assert_values(
            &outcome("perplexity", &[("append", "1"), ("times", "4")]),
            "perplexity",
            "2.0000",
        );
    }

    #[test]
    fn a_text_that_is_all_but_impossible_still_has_a_logarithm() {
        let out = outcome("perplexity", &[("probabilities", &["1e-12"; 64].join(","))]);
        assert_values(&out, "log10_joint", "-768.0000");
    }
}
