//! Choosing the next token: temperature, top-k and nucleus cuts, and a draw from what they leave.
//!
//! Nucleus sampling as in Holtzman et al. 2020, "The curious case of neural text degeneration",
//! section 3.1.

use super::linear::{entropy_bits, softmax};
use super::parameter::{list, number, seed, whole};
use super::{Lab, LabOutcome, LabTask, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{Bars, Shape};
use crate::fault::Fault;
use crate::rng::Rng;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "decoder",
    title: "Decoding: temperature, top-k, top-p",
    about: "Turns logits into probabilities, cuts the tail off, and draws the next token.",
    notes: &["greedy", "direct-sampling", "top-k", "nucleus"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    number("temperature", "Temperature T", (0.05, 5.0, 0.05), "1")
        .aliases(&["T", "temp"])
        .about("divides the logits: below 1 sharpens, above 1 flattens"),
    whole("k", "Top-k", (0, 32, 1), "0")
        .aliases(&["top_k"])
        .about("keeps the k likeliest words; 0 keeps all"),
    number("p", "Top-p", (0.01, 1.0, 0.01), "1")
        .aliases(&["top_p", "nucleus"])
        .about("keeps the fewest words that reach this probability; 1 keeps all"),
    seed(),
    number("u", "Draw u", (0.0, 1.0, 0.01), "seed")
        .auto("seed")
        .about("the random number of the draw, if not the seed's"),
    list("logits", "Logits z", (-50.0, 50.0, 32), "3,2,1.5,1,0,-1")
        .aliases(&["z"])
        .about("a score for each word: mat, sofa, floor, chair, roof, moon, and so on"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Make top-p keep exactly three words.",
        "Top-p adds words up from the likeliest until they reach p. How many that takes \
         depends on how sure the model is, while top-k always keeps as many.",
        |set, out| set.number("p") < 1.0 && set.count("k") == 0 && out.count_at("kept_size") == 3,
    ),
    LabTask::new(
        "Make the model nearly certain: one word above 90 %.",
        "A small temperature stretches the differences between the logits, so the likeliest \
         word takes nearly all. Near 0, sampling is greedy, and texts repeat themselves.",
        |_, out| out.numbers_at("probabilities").iter().any(|&share| share > 0.9),
    ),
    LabTask::new(
        "Make the unlikeliest word at least a third as likely as the likeliest.",
        "A high temperature shrinks the differences between the logits. Every word becomes \
         possible, sense or nonsense.",
        |_, out| {
            let shares = out.numbers_at("probabilities");
            let most = shares.iter().copied().fold(0.0, f64::max);
            shares.len() > 1 && shares.iter().all(|&share| 3.0 * share >= most)
        },
    ),
];

/// What may follow “The cat sat on the”, a word for each logit.
const WORDS: [&str; 32] = [
    "mat", "sofa", "floor", "chair", "roof", "moon", "fence", "table", "bed", "wall", "step",
    "box", "car", "grass", "desk", "shelf", "rug", "stairs", "bench", "stove", "piano", "train",
    "keys", "cake", "river", "cloud", "dog", "idea", "tax", "noun", "is", "seven",
];

/// What is left of the distribution after the cuts.
struct CutDistribution {
    /// The tokens from the likeliest, as places in the list.
    order: Vec<usize>,
    /// How many of them top-k keeps, and then top-p.
    kept: (usize, usize),
    /// The kept tokens' probabilities, which sum to 1, in that order.
    shares: Vec<f64>,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every lab has this shape, whether or not its parameters can clash"
)]
fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let (temperature, p) = (parameters.number("temperature"), parameters.number("p"));
    let scaled: Vec<f64> = parameters.list("logits").iter().map(|z| z / temperature).collect();
    let probabilities = softmax(&scaled);
    let cuts = cut(&probabilities, parameters.count("k"), p);
    let u = parameters.optional_number("u").unwrap_or_else(|| uniform(parameters.count("seed")));
    let drawn = draw(&cuts, u);
    let mut left = vec![0.0; probabilities.len()];
    cuts.order.iter().zip(&cuts.shares).for_each(|(&token, &share)| left[token] = share);
    let nucleus = nucleus(&sorted(&probabilities, &order(&probabilities)), p);
    let numbered =
        |places: &[usize]| places.iter().map(|&token| (token + 1) as f64).collect::<Vec<_>>();
    let bars = bars(&cuts, &probabilities, parameters.count("k") > 0, p < 1.0);
    Ok(LabOutcome::new(explanation(&cuts, &probabilities, u, drawn))
        .numbers(
            "probabilities",
            "softmax of the logits over T, before any cut",
            probabilities.clone(),
        )
        .number("entropy_bits", "their entropy in bits", entropy_bits(&probabilities))
        .number("greedy", "the likeliest word, counted from 1", cuts.order[0] + 1)
        .number("nucleus_size", "how many words reach p without top-k", nucleus)
        .number("kept_size", "how many words the cuts leave", cuts.shares.len())
        .numbers(
            "kept",
            "the words that are left, the likeliest first",
            numbered(&cuts.order[..cuts.shares.len()]),
        )
        .numbers(
            "kept_probabilities",
            "their probabilities, which sum to 1 again",
            cuts.shares.clone(),
        )
        .number(
            "kept_entropy_bits",
            "the entropy of what is left in bits",
            entropy_bits(&cuts.shares),
        )
        .numbers("after_cuts", "every word's probability after the cuts", left)
        .number("u", "the random number of the draw", u)
        .text("drawn_word", "the word that it picks", WORDS[drawn])
        .number("drawn", "the word that it picks, counted from 1", drawn + 1)
        .unlisted(&["probabilities", "greedy", "kept", "after_cuts", "drawn"])
        .figure(bars))
}

/// Draws the sorted probabilities, and where each way of decoding stops.
fn bars(cuts: &CutDistribution, probabilities: &[f64], by_k: bool, by_p: bool) -> Figure {
    let (k, p) = cuts.kept;
    let mut lines = vec![(1, "greedy".to_string())];
    for (at, name) in [(k, "top-k")]
        .into_iter()
        .filter(|_| by_k)
        .chain([(p, "top-p")].into_iter().filter(|_| by_p))
    {
        match lines.iter_mut().find(|(known, _)| *known == at) {
            Some((_, names)) => *names = format!("{names}, {name}"),
            None => lines.push((at, name.to_string())),
        }
    }
    lines.sort_unstable();
    let bars =
        cuts.order.iter().map(|&token| (WORDS[token].to_string(), probabilities[token])).collect();
    Figure::new(
        "The cat sat on the …",
        Shape::Bars(Bars { bars, digits: 4, cuts: lines, ..Bars::default() }),
    )
}

/// A number from 0 up to 1 that stands for the seed.
fn uniform(seed: usize) -> f64 {
    Rng::new(seed as u64).below(1 << 53) as f64 / (1u64 << 53) as f64
}

/// The places of the probabilities from the greatest; equal ones keep their order.
fn order(probabilities: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]));
    order
}

fn sorted(probabilities: &[f64], order: &[usize]) -> Vec<f64> {
    order.iter().map(|&token| probabilities[token]).collect()
}

/// How many of the sorted probabilities it takes to reach `p`. A sum that misses it by rounding
/// reaches it.
fn nucleus(sorted: &[f64], p: f64) -> usize {
    let mut sum = 0.0;
    let reached = sorted.iter().position(|share| {
        sum += share;
        sum >= p - 1e-12
    });
    reached.map_or(sorted.len(), |last| last + 1)
}

fn cut(probabilities: &[f64], k: usize, p: f64) -> CutDistribution {
    let order = order(probabilities);
    let by_k = if k == 0 { order.len() } else { k.min(order.len()) };
    let top = renormalized(&sorted(probabilities, &order[..by_k]));
    let by_p = nucleus(&top, p);
    CutDistribution { shares: renormalized(&top[..by_p]), kept: (by_k, by_p), order }
}

fn renormalized(shares: &[f64]) -> Vec<f64> {
    let sum: f64 = shares.iter().sum();
    shares.iter().map(|share| share / sum).collect()
}

/// The token that `u` picks: the first whose cumulative probability exceeds it.
fn draw(cuts: &CutDistribution, u: f64) -> usize {
    let mut sum = 0.0;
    let picked = cuts.shares.iter().position(|share| {
        sum += share;
        u < sum
    });
    cuts.order[picked.unwrap_or(cuts.shares.len() - 1)]
}

fn explanation(cuts: &CutDistribution, probabilities: &[f64], u: f64, drawn: usize) -> String {
    let all = cuts.order.len();
    let (by_k, by_p) = cuts.kept;
    let kept = match (by_k < all, by_p < by_k) {
        (false, false) => format!("Nothing is cut: all {all} words can be drawn."),
        (true, false) => format!(
            "Top-k keeps {by_k} of {all} words, and their probabilities are scaled to sum to 1."
        ),
        (false, true) => {
            format!(
                "The {by_p} likeliest words are the fewest that reach p; the other {} go.",
                all - by_p
            )
        }
        (true, true) => {
            format!("Top-k keeps {by_k} of {all} words, and of these the {by_p} likeliest reach p.")
        }
    };
    let (greedy, share) = (WORDS[cuts.order[0]], probabilities[cuts.order[0]]);
    format!(
        "Greedy decoding takes “{greedy}” (probability {share:.4}). {kept} Walking down the kept \
         words and adding up, the draw u = {u:.4} falls on “{}”.",
        WORDS[drawn]
    )
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_values, outcome};

    #[test]
    fn temperature_sharpens_and_flattens() {
        let one = outcome("decoder", &[]);
        assert_values(&one, "probabilities", "0.5573 0.2050 0.1243 0.0754 0.0277 0.0102");
        assert_values(&one, "entropy_bits", "1.8050");
        let cold = outcome("decoder", &[("temperature", "0.5")]);
        assert_values(&cold, "probabilities", "0.8290 0.1122 0.0413 0.0152 0.0021 0.0003");
        let hot = outcome("decoder", &[("T", "2")]);
        assert_values(&hot, "probabilities", "0.3565 0.2162 0.1684 0.1311 0.0795 0.0482");
    }

    #[test]
    fn softmax_bars_of_the_figure_come_out() {
        for (temperature, bars, bits) in [
            ("0.5", "0.8650 0.1171 0.0158 0.0021", "0.6570"),
            ("1", "0.6439 0.2369 0.0871 0.0321", "1.3670"),
            ("2", "0.4551 0.2760 0.1674 0.1015", "1.7962"),
        ] {
            let out = outcome("decoder", &[("logits", "2,1,0,-1"), ("temperature", temperature)]);
            assert_values(&out, "probabilities", bars);
            assert_values(&out, "entropy_bits", bits);
        }
    }

    #[test]
    fn cuts_keep_the_head_and_renormalize() {
        assert_values(
            &outcome("decoder", &[("k", "3")]),
            "kept_probabilities",
            "0.6285 0.2312 0.1402",
        );
        for (p, size) in [("0.5", "1"), ("0.8", "3"), ("0.9", "4"), ("0.95", "4")] {
            assert_values(&outcome("decoder", &[("p", p)]), "nucleus_size", size);
        }
        assert_values(
            &outcome("decoder", &[("p", "0.9"), ("temperature", "0.5")]),
            "nucleus_size",
            "2",
        );
        assert_values(
            &outcome("decoder", &[("p", "0.9"), ("temperature", "2")]),
            "nucleus_size",
            "5",
        );
        assert_values(
            &outcome("decoder", &[("p", "0.9")]),
            "kept_probabilities",
            "0.5793 0.2131 0.1293 0.0784",
        );
    }

    #[test]
    fn a_draw_walks_down_the_sorted_tokens() {
        assert_values(&outcome("decoder", &[("u", "0.7")]), "drawn", "2");
        assert_values(&outcome("decoder", &[("logits", "0,3,1"), ("u", "0")]), "drawn", "2");
        assert_values(&outcome("decoder", &[("u", "1")]), "drawn", "6");
        assert_values(&outcome("decoder", &[("u", "1"), ("k", "2")]), "drawn", "2");
        assert_eq!(outcome("decoder", &[("seed", "5")]), outcome("decoder", &[("seed", "5")]));
        assert_ne!(outcome("decoder", &[("seed", "5")]), outcome("decoder", &[("seed", "6")]));
    }
}
