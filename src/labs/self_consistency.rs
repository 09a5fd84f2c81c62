//! Self-consistency: how often a majority of sampled answers is right.
//!
//! Wang et al. 2022, "Self-consistency improves chain of thought reasoning in language models"; the
//! two-answer case is Condorcet's. Real samples of one model are correlated, and gain less.

use super::parameter::{number, whole};
use super::show::number as shown;
use super::{Lab, LabOutcome, LabTask, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{Axis, Curve, Plot, PlotCut, PlotPoint, Shape};
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "self-consistency",
    title: "Self-consistency",
    about: "Takes the majority of several independent answers: better than one where one is right \
            more often than not.",
    notes: &["self-consistency"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    number("p", "One is right p", (0.0, 1.0, 0.01), "0.6")
        .aliases(&["accuracy"])
        .about("how often a single sample is right"),
    whole("n", "Samples n", (1, 201, 2), "5")
        .aliases(&["samples"])
        .about("how many vote: an odd number, so none ties"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Be right 90 % of the time with samples that are right 60 % of the time.",
        "Independent mistakes cancel out: the more votes, the rarer a majority for the wrong \
         answer. But each further point costs many more samples.",
        |set, out| set.number("p") <= 0.6 && out.number_at("majority") >= 0.9,
    ),
    LabTask::new(
        "Make voting do harm.",
        "Where one sample is wrong more often than not, the majority is wrong more often still: \
         voting amplifies what the model believes, right or wrong.",
        |_, out| out.number_at("gain") < -0.001,
    ),
    LabTask::new(
        "Find where voting changes nothing, however many vote.",
        "At one half right and wrong are as likely, and so are their majorities. A vote needs \
         something to amplify.",
        |set, out| {
            (0.01..1.0).contains(&set.number("p"))
                && set.count("n") > 1
                && out.number_at("gain").abs() < 1e-9
        },
    ),
];

/// How many samples the list of values goes up to, and the curve.
const LISTED: usize = 21;

fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let (p, n) = (parameters.number("p"), parameters.count("n"));
    if n.is_multiple_of(2) {
        let what = format!("{n} samples can tie");
        return Err(Fault::error(what, format!("set n to an odd number, as in {}", n - 1)));
    }
    let right = majority(n, p);
    let odd: Vec<usize> = (1..=LISTED).step_by(2).collect();
    let curve: Vec<f64> = odd.iter().map(|&n| majority(n, p)).collect();
    let verdict = match p.total_cmp(&0.5) {
        std::cmp::Ordering::Greater => {
            "One is right more often than not, so every further pair of votes helps."
        }
        std::cmp::Ordering::Equal => "One is right as often as not, so voting changes nothing.",
        std::cmp::Ordering::Less => "One is wrong more often than not, so voting makes it worse.",
    };
    let says = format!(
        "A majority of {n} means at least {} right ones; with each right with probability {} that \
         has probability {}. {verdict} This holds for independent samples and two answers; a \
         model's samples err together, so real gains are smaller.",
        n / 2 + 1,
        shown(p, 4),
        shown(right, 4)
    );
    Ok(LabOutcome::new(says)
        .number("majority", "how often the majority is right", right)
        .number("gain", "more than a single sample", right - p)
        .numbers(
            "samples",
            "odd numbers of samples",
            odd.iter().map(|&n| n as f64).collect::<Vec<_>>(),
        )
        .numbers("majorities", "how often their majority is right", curve)
        .unlisted(&["samples", "majorities"])
        .figure(plot(n, p, right)))
}

/// Draws the majority over the number of samples.
fn plot(n: usize, p: f64, right: f64) -> Figure {
    let end = n.max(LISTED);
    let points = (1..=end).step_by(2).map(|n| (n as f64, majority(n, p))).collect();
    let plot = Plot {
        x: Axis::range("samples", 1.0, end as f64),
        y: Axis::range("right", 0.0, 1.0),
        curves: vec![Curve::line("majority", points)],
        marks: vec![PlotPoint { at: (n as f64, right), label: shown(right, 4) }],
        cuts: vec![PlotCut::Y(p, "one sample".to_string())],
    };
    Figure::new("How often the majority is right", Shape::Plot(plot))
}

/// The probability of more than n/2 successes in n trials: the upper tail of the binomial
/// distribution.
fn majority(n: usize, p: f64) -> f64 {
    let q = 1.0 - p;
    // Each term from its neighbour in logarithms: C(201, 100) alone is beyond 10^59.
    let mut logarithm = 0.0;
    let mut sum = 0.0;
    for j in 0..=n {
        if j > 0 {
            logarithm += ((n - j + 1) as f64 / j as f64).ln();
        }
        if 2 * j > n {
            let power =
                |base: f64, times: usize| if times == 0 { 0.0 } else { times as f64 * base.ln() };
            sum += (logarithm + power(p, j) + power(q, n - j)).exp();
        }
    }
    sum.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_values, fault, outcome};

    #[test]
    fn majorities_come_out() {
        for (p, n, printed) in [
            ("0.6", "1", "0.6"),
            ("0.6", "3", "0.648"),
            ("0.6", "5", "0.68256"),
            ("0.6", "11", "0.7535"),
            ("0.6", "21", "0.8256"),
            ("0.4", "1", "0.4"),
            ("0.4", "3", "0.352"),
            ("0.4", "5", "0.3174"),
            ("0.4", "11", "0.2465"),
            ("0.4", "21", "0.1744"),
            ("0.5", "201", "0.5000"),
            ("0", "201", "0"),
            ("1", "201", "1"),
        ] {
            assert_values(&outcome("self-consistency", &[("p", p), ("n", n)]), "majority", printed);
        }
    }

    #[test]
    fn an_even_number_can_tie() {
        assert_eq!(
            fault("self-consistency", &[("n", "4")]),
            "4 samples can tie; set n to an odd number, as in 3"
        );
    }
}
