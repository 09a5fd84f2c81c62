//! Rotary position encoding: pairs turned by an angle that grows with the position, and
//! interpolation of positions.
//!
//! Su et al. 2021, "`RoFormer`", section 3.2; Chen et al. 2023, "Extending context window of large
//! language models via positional interpolation", section 2.3.

use super::linear::dot;
use super::parameter::{choice, list, number, whole};
use super::show::number as shown;
use super::{Lab, LabOutcome, LabTask, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{Axis, Curve, Dial, Dials, Plot, PlotPoint, Shape};
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "rotary",
    title: "Rotary positions",
    about: "Turns each pair of a query and a key by an angle: their score depends only on how far \
            apart they are.",
    notes: &["rope", "rope-interpolation"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    whole("m", "Query position m", (0, 1_000_000, 1), "3")
        .aliases(&["query_position"])
        .about("where the query stands"),
    whole("n", "Key position n", (0, 1_000_000, 1), "1")
        .aliases(&["key_position"])
        .about("where the key stands"),
    choice("interpolation", "Interpolation", &["off", "on"], "off")
        .aliases(&["interpolate"])
        .about("whether positions are squeezed into the trained length before turning"),
    whole("trained", "Trained length L", (1, 1_000_000, 1024), "2048")
        .aliases(&["from", "L"])
        .about("seen in training"),
    whole("wanted", "Wanted length L′", (1, 1_000_000, 1024), "8192")
        .aliases(&["to"])
        .about("to be reached"),
    number("base", "Base", (2.0, 1e7, 1000.0), "10000")
        .about("the angle of pair i is base to the power of -2i/d"),
    list("q", "Query q", (-100.0, 100.0, 16), "1,0,1,0")
        .aliases(&["query"])
        .about("an even count of numbers"),
    list("k", "Key k", (-100.0, 100.0, 16), "0.6,0.8,0.8,0.6")
        .aliases(&["key"])
        .about("as many as q has"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Move query and key to other places, and keep their score.",
        "Moving both by as much turns both by the same angle more, and the angle between them \
         stays. So the score knows how far apart two words are, not where.",
        |set, _| {
            set.is("interpolation", "off")
                && set.count("m") == set.count("n") + 2
                && set.count("m") != 3
        },
    ),
    LabTask::new(
        "Make the score what it was before turning.",
        "At one and the same place both are turned alike, so their dot product is as if nobody \
         had turned them.",
        |_, out| (out.number_at("score") - out.number_at("unrotated_score")).abs() < 1e-9,
    ),
    LabTask::new(
        "Fit position 8191 into the length that was trained.",
        "Interpolation divides every position by the same factor. The model then meets \
         fractions between angles that it knows, instead of angles that it never saw.",
        |set, out| {
            set.is("interpolation", "on")
                && set.number("m") >= 8191.0
                && out.number_at("interpolated_m") <= set.number("trained")
        },
    ),
];

fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let (q, k) = (parameters.list("q"), parameters.list("k"));
    if !q.len().is_multiple_of(2) {
        return Err(Fault::error(
            format!("q has {} numbers, which make no pairs", q.len()),
            "give q an even count",
        ));
    }
    if q.len() != k.len() {
        let what = format!("q has {} numbers and k has {}", q.len(), k.len());
        return Err(Fault::error(what, "give both as many"));
    }
    let squeeze = parameters.number("trained") / parameters.number("wanted");
    let positions = ["m", "n"].map(|key| parameters.number(key));
    let scaled = positions.map(|position| position * squeeze);
    let on = parameters.is("interpolation", "on");
    let [m, n] = if on { scaled } else { positions };
    let speeds = speeds(q.len(), parameters.number("base"));
    let (turned_q, turned_k) = (turned(q, m, &speeds), turned(k, n, &speeds));
    let score = dot(&turned_q, &turned_k);
    let angles: Vec<f64> = speeds.iter().map(|speed| m * speed).collect();
    let (dials, curve) = (dials([m, n], &speeds), curve(q, k, m - n, score, &speeds));
    let explanation = explanation(&angles, score, m - n, on);
    Ok(LabOutcome::new(explanation)
        .places(6)
        .numbers("q_rotated", "the query, turned", turned_q)
        .numbers("k_rotated", "the key, turned", turned_k)
        .number("score", "their dot product", score)
        .number("unrotated_score", "the dot product before turning", dot(q, k))
        .numbers("angles", "what each pair of the query turns by, in radians", angles)
        .numbers("speeds", "what each pair turns by from one position to the next", speeds)
        .number("interpolated_m", "m times L over L′", scaled[0])
        .number("interpolated_n", "n times L over L′", scaled[1])
        .unlisted(&["angles"])
        .figure(dials)
        .figure(curve))
}

fn explanation(angles: &[f64], score: f64, apart: f64, interpolated: bool) -> String {
    let (length, last) = (2 * angles.len(), angles[angles.len() - 1]);
    let says = format!(
        "Pair i turns by its position times base^(-2i/{length}): here the query's first pair by {} \
         and its last by {} radians. Turning keeps lengths, and in the score only the difference \
         of the two angles is left, so the score {} depends on m - n = {} alone.",
        shown(angles[0], 4),
        shown(last, 6),
        shown(score, 6),
        shown(apart, 4)
    );
    let more = " Positions are interpolated: fractions between those seen in training, instead of \
                ones beyond.";
    if interpolated { says + more } else { says }
}

/// Draws by how much each pair of the query and of the key is turned.
fn dials([m, n]: [f64; 2], speeds: &[f64]) -> Figure {
    let hand = |name: &str, angle: f64| (name.to_string(), angle % std::f64::consts::TAU);
    let dials = speeds
        .iter()
        .enumerate()
        .map(|(i, speed)| Dial {
            label: format!("pair {i}"),
            hands: vec![hand("q", m * speed), hand("k", n * speed)],
        })
        .collect();
    Figure::new("How far each pair is turned", Shape::Dials(Dials { dials }))
}

/// How far apart query and key stand at the ends of the curve, at least.
const APART: f64 = 24.0;

/// Draws the score over the distance.
fn curve(q: &[f64], k: &[f64], distance: f64, score: f64, speeds: &[f64]) -> Figure {
    let end = APART.max(distance.abs() * 1.25);
    let at = |i: i32| {
        let apart = end * f64::from(i) / 240.0;
        (apart, dot(&turned(q, apart, speeds), k))
    };
    let plot = Plot {
        x: Axis::with_label("m - n"),
        y: Axis::with_label("score"),
        curves: vec![Curve::line("score", (-240..=240).map(at).collect())],
        marks: vec![PlotPoint { at: (distance, score), label: shown(score, 4) }],
        ..Plot::default()
    };
    Figure::new("The score depends on the distance alone", Shape::Plot(plot))
}

/// The angle between neighbouring positions for each pair.
fn speeds(length: usize, base: f64) -> Vec<f64> {
    (0..length / 2).map(|i| base.powf(-2.0 * i as f64 / length as f64)).collect()
}

fn turned(vector: &[f64], position: f64, speeds: &[f64]) -> Vec<f64> {
    vector
        .chunks_exact(2)
        .zip(speeds)
        .flat_map(|(pair, speed)| {
            let (sin, cos) = (position * speed).sin_cos();
            [pair[0] * cos - pair[1] * sin, pair[0] * sin + pair[1] * cos]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_values, fault, outcome};

    #[test]
    fn pairs_turn() {
        let out = outcome("rotary", &[]);
        assert_values(&out, "q_rotated", "-0.989992 0.141120 0.999550 0.029996");
        assert_values(&out, "k_rotated", "-0.348995 0.937124 0.793960 0.607970");
        assert_values(&out, "speeds", "1 0.01");
    }

    #[test]
    fn the_score_depends_on_the_distance_only() {
        for (m, n, score) in [
            ("3", "1", "1.289589"),
            ("8", "6", "1.289589"),
            ("103", "101", "1.289589"),
            ("1", "3", "-0.189285"),
            ("0", "0", "1.4"),
            ("3", "3", "1.400000"),
        ] {
            assert_values(&outcome("rotary", &[("m", m), ("n", n)]), "score", score);
        }
    }

    #[test]
    fn interpolation_squeezes_positions() {
        for (wanted, m, squeezed) in
            [("8192", "5", "1.25"), ("8192", "8191", "2047.75"), ("32768", "32767", "2047.9375")]
        {
            assert_values(
                &outcome("rotary", &[("wanted", wanted), ("m", m)]),
                "interpolated_m",
                squeezed,
            );
        }
        let on = outcome("rotary", &[("interpolation", "on"), ("m", "12"), ("n", "4")]);
        let three = outcome("rotary", &[("m", "3"), ("n", "1")]);
        assert_eq!(on.values[..3], three.values[..3], "12 of 8192 is as 3 of 2048");
    }

    #[test]
    fn pairs_have_two_and_both_are_as_long() {
        assert!(fault("rotary", &[("q", "1,2,3")]).ends_with("give q an even count"));
        assert!(fault("rotary", &[("q", "1,2")]).ends_with("give both as many"));
    }
}
