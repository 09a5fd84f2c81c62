//! Every worked number of the deck, recomputed from its formula.

use std::collections::HashSet;
use std::f64::consts::{LN_2, PI};

use lacuna::deck::{Note, NoteBody};
use lacuna::text::cloze::ClozeText;

use crate::{deck, note};

fn softmax(scores: &[f64]) -> Vec<f64> {
    let sum: f64 = scores.iter().map(|s| s.exp()).sum();
    scores.iter().map(|s| s.exp() / sum).collect()
}

/// Rescaled to a sum of one.
fn normalized(shares: &[f64]) -> Vec<f64> {
    let sum: f64 = shares.iter().sum();
    shares.iter().map(|share| share / sum).collect()
}

/// How many of the sorted shares nucleus sampling keeps.
fn nucleus(shares: &[f64], p: f64) -> usize {
    let mut sum = 0.0;
    1 + shares
        .iter()
        .position(|share| {
            sum += share;
            sum >= p
        })
        .expect("shares sum to one")
}

/// The standard normal distribution function, by Simpson's rule from 0.
fn phi(x: f64) -> f64 {
    let (n, density) = (2000, |t: f64| (-t * t / 2.0).exp() / (2.0 * PI).sqrt());
    let h = x / f64::from(n);
    let weight = |i: i32| {
        if i == 0 || i == n {
            1.0
        } else if i % 2 == 1 {
            4.0
        } else {
            2.0
        }
    };
    0.5 + h / 3.0 * (0..=n).map(|i| weight(i) * density(h * f64::from(i))).sum::<f64>()
}

fn gelu(x: f64) -> f64 {
    x * phi(x)
}

fn gelu_slope(x: f64) -> f64 {
    (gelu(x + 1e-5) - gelu(x - 1e-5)) / 2e-5
}

/// Sinusoidal position code of `d` dimensions.
fn position(p: f64, d: usize) -> Vec<f64> {
    let angle = |i: usize| p / 10_000f64.powf(2.0 * i as f64 / d as f64);
    (0..d / 2).flat_map(|i| [angle(i).sin(), angle(i).cos()]).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Rotary encoding of a vector at a position.
fn rotated(v: &[f64], m: f64) -> Vec<f64> {
    let d = v.len() as f64;
    let pair = |(i, pair): (usize, &[f64])| {
        let (sin, cos) = (m * 10_000f64.powf(-2.0 * i as f64 / d)).sin_cos();
        [pair[0] * cos - pair[1] * sin, pair[0] * sin + pair[1] * cos]
    };
    v.chunks(2).enumerate().flat_map(pair).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn standardized(values: &[f64]) -> Vec<f64> {
    let mean = mean(values);
    let sd = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt();
    values.iter().map(|v| (v - mean) / sd).collect()
}

/// The chance that most of `n` independent answers are right.
fn majority(n: u32, p: f64) -> f64 {
    let choose = |k: u32| (0..k).map(|i| f64::from(n - i) / f64::from(i + 1)).product::<f64>();
    (n / 2 + 1..=n).map(|k| choose(k) * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)).sum()
}

fn huber(e: f64, delta: f64) -> f64 {
    if e.abs() <= delta { e * e / 2.0 } else { delta * (e.abs() - delta / 2.0) }
}

fn bce(y: f64, p: f64) -> f64 {
    -(y * p.ln() + (1.0 - y) * (1.0 - p).ln())
}

/// Next-token shares at temperature `t` of the logits that the decoding notes use.
fn decoding(t: f64) -> Vec<f64> {
    softmax(&[3.0, 2.0, 1.5, 1.0, 0.0, -1.0].map(|z| z / t))
}

/// What the points of a note say, computed: id, decimals, values.
fn worked() -> Vec<(&'static str, usize, Vec<f64>)> {
    let root2 = 2f64.sqrt();
    let weights = softmax(&[1.0 / root2, 0.0, 1.0 / root2]);
    let (q, k) = ([1.0, 0.0, 1.0, 0.0], [0.6, 0.8, 0.8, 0.6]);
    let online = softmax(&[1.0, 3.0, 2.0, 5.0]);
    let shares = decoding(1.0);
    let minimum = (0..20_000)
        .map(|i| -1.0 + f64::from(i) * 1e-4)
        .min_by(|a, b| gelu(*a).total_cmp(&gelu(*b)))
        .expect("not empty");
    let targets = [48.0, 50.0, 52.0];
    let mse = |guess: f64| mean(&targets.map(|t: f64| (t - guess).powi(2)));
    let bias = (0.1f64 / 0.9).ln();
    vec![
        ("mlp-cons", 1, vec![224.0 * 224.0 * 3.0 * 1000.0 / 1e6]),
        ("rnn-problems", 5, vec![0.9f64.powi(100)]),
        ("gnn-output", 1, vec![mean(&[1.0, 0.0])]),
        ("key-vector", 4, weights.clone()),
        ("value-vector", 4, weights.clone()),
        ("value-vector", 4, vec![weights[0] + weights[2], weights[1] + weights[2]]),
        ("absolute-pe", 4, position(1.0, 8)),
        (
            "absolute-pe",
            4,
            vec![
                dot(&position(2.0, 8), &position(5.0, 8)),
                dot(&position(6.0, 8), &position(9.0, 8)),
            ],
        ),
        (
            "rope",
            4,
            vec![
                dot(&rotated(&q, 3.0), &rotated(&k, 1.0)),
                dot(&rotated(&q, 103.0), &rotated(&k, 101.0)),
            ],
        ),
        ("rope-interpolation", 2, vec![5.0 / 4.0, 8191.0 / 4.0]),
        ("flash-attention", 4, vec![dot(&online, &[10.0, 20.0, 30.0, 40.0])]),
        (
            "layer-norm",
            3,
            standardized(&[1.0, 2.0, 3.0, 6.0]).into_iter().filter(|v| v.abs() > 1e-9).collect(),
        ),
        ("softmax", 3, softmax(&[2.0, 1.0, 0.0, -1.0])),
        (
            "gelu",
            4,
            vec![gelu(1.0), gelu(-1.0), gelu(-4.0), gelu(minimum), minimum, gelu_slope(-2.0)],
        ),
        ("gelu", 1, vec![gelu_slope(0.0)]),
        ("gelu-worked", 4, vec![phi(2.0)]),
        ("sigmoid-bce", 3, vec![bce(1.0, 0.1), bce(1.0, 0.9)]),
        ("softmax-ce", 3, vec![-0.9f64.ln(), -0.25f64.ln()]),
        ("linear-l2-huber", 1, vec![huber(2.0, 1.0)]),
        ("hockey-stick", 2, vec![mse(0.0), mse(50.0)]),
        ("hockey-stick", 3, vec![bias, LN_2, 0.1 * bce(1.0, 0.1) + 0.9 * bce(0.0, 0.1)]),
        ("hockey-stick-binary", 3, vec![bias]),
        ("autoregressive", 8, vec![0.5 * 0.25 * 0.125 * 0.25]),
        ("greedy", 2, vec![0.6 * 0.3, 0.4 * 0.9]),
        ("direct-sampling", 3, vec![1.0 - 0.98f64.powi(50)]),
        ("direct-sampling", 4, shares[..3].to_vec()),
        ("direct-sampling", 4, vec![shares[0] + shares[1]]),
        ("top-k", 4, shares.clone()),
        ("top-k", 4, normalized(&shares[..3])),
        ("nucleus", 4, shares.clone()),
        ("nucleus", 4, normalized(&shares[..nucleus(&shares, 0.9)])),
        ("self-consistency", 4, vec![majority(5, 0.6), majority(5, 0.4)]),
        ("pretrain-tests", 3, vec![10f64.ln(), 100f64.ln()]),
        ("imagenet-steps", 4, vec![128.0 / 255.0, (128.0 / 255.0 - 0.485) / 0.229]),
        ("lora", 2, vec![8.0 * 4_194_304.0 / 1e6]),
    ]
}

/// Numbers that are given or quoted, not worked out.
const GIVEN: &[(&str, &str)] = &[
    ("auto-prompt", "80.2 71.8"),
    ("cot", "17.7 78.7"),
    ("dedup", "6.7"),
    ("direct-sampling", "0.7"),
    ("gelu-worked", "1.954"),
    ("greedy", "0.6 0.3 0.4 0.9"),
    ("imagenet-steps", "0.485 0.229"),
    ("layer-norm", "3.5"),
    ("linear-l2-huber-cost", "2.5 4.5"),
    ("nucleus", "0.9 0.5"),
    ("nucleus-count", "0.5 0.25 0.2 0.05 0.9"),
    ("perplexity-worked", "0.5 0.25 0.125"),
    ("pretrain-tests-range", "7.3"),
    ("pretrain-tests-loss", "4.605"),
    ("rlhf", "1.3"),
    ("rnn-problems", "0.9 1.1"),
    ("rnn-problems-gradients", "0.9 1.1"),
    ("rope", "0.01 0.6 0.8"),
    ("self-consistency", "0.6 0.4"),
    ("sigmoid-bce", "0.1 0.9"),
    ("sigmoid-bce-zero", "0.5"),
    ("softmax-ce", "0.9 0.25"),
    ("softmax-ce-start", "2.303"),
    ("softmax-equal", "0.25"),
    ("softmax-worked", "0.75"),
];

/// What a reader sees of a note's own texts.
fn text(note: &Note) -> String {
    let filled = |text: &String| ClozeText::parse(text).expect("the lint has read it").filled();
    let own = match &note.body {
        NoteBody::Pair { definition: own, .. } | NoteBody::Question { answer: own, .. } => {
            vec![own.clone()]
        }
        NoteBody::Cloze { text, .. } => vec![filled(text)],
        NoteBody::Steps { steps: texts, .. } | NoteBody::List { items: texts, .. } => {
            texts.iter().map(filled).collect()
        }
    };
    let more = note
        .details
        .points
        .iter()
        .chain(&note.details.why)
        .chain(&note.details.remark)
        .chain(&note.details.exam)
        .cloned();
    own.into_iter().chain(more).collect::<Vec<_>>().join("\n")
}

fn written(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}").replace('-', "−")
}

#[test]
fn worked_numbers_are_what_their_formulas_give() {
    let deck = deck();
    for (id, decimals, values) in worked() {
        let text = text(note(&deck, id));
        for value in values {
            let number = written(value, decimals);
            assert!(text.contains(&number), "`{id}` should say {number}:\n{text}");
        }
    }
}

#[test]
fn no_decimal_number_is_left_unchecked() {
    let worked = worked();
    for placed in deck().notes {
        let id = placed.note.id.as_str();
        let given = GIVEN
            .iter()
            .filter(|(note, _)| *note == id)
            .flat_map(|(_, numbers)| numbers.split(' '));
        let mut known: HashSet<String> = given.map(ToString::to_string).collect();
        for (_, decimals, values) in worked.iter().filter(|(note, ..)| *note == id) {
            known.extend(values.iter().map(|value| written(value.abs(), *decimals)));
        }
        for number in text(&placed.note).split(|c: char| !(c.is_ascii_digit() || c == '.')) {
            let number = number.trim_matches('.');
            let decimal = number.split('.').count() == 2;
            assert!(
                !decimal || known.contains(number),
                "`{id}` says {number}, and nothing here works it out"
            );
        }
    }
}

/// The blanks whose answer is a number, with the number worked out.
fn blanks() -> Vec<(&'static str, Vec<f64>)> {
    let shares = [0.5, 0.25, 0.2, 0.05];
    let surprise: f64 = mean(&[0.5f64, 0.25, 0.125, 0.25].map(|p| -p.ln()));
    vec![
        ("conv-filter-side", vec![((224.0 + 2.0 * 3.0 - 7.0) / 2.0f64).floor() + 1.0]),
        ("conv-filter-weights", vec![3.0 * 3.0 * 64.0]),
        ("n-in-n-out-decoder", vec![1.0 + 4.0]),
        ("rope-interpolation-index", vec![6000.0 * 2048.0 / 8192.0]),
        ("gqa-heads", vec![32.0 / 4.0]),
        ("gqa-cache", vec![32.0 / 8.0]),
        ("gqa-single", vec![1.0]),
        ("dedup-jaccard", vec![8.0 / 12.0]),
        ("softmax-equal", vec![softmax(&[1.0; 4])[0]]),
        ("softmax-total", vec![softmax(&[3.0, 1.0, -2.0]).iter().sum()]),
        ("softmax-worked", vec![softmax(&[3f64.ln(), 0.0])[0]]),
        ("gelu-worked", vec![(gelu(2.0) * 1e3).floor() / 1e3]),
        ("sigmoid-bce-zero", vec![1.0 / (1.0 + 0f64.exp()), bce(1.0, 0.5).exp()]),
        ("softmax-ce-start", vec![(10f64.ln() * 1e3).round() / 1e3]),
        ("linear-l2-huber-cost", vec![huber(3.0, 1.0), 9.0 / 2.0]),
        ("hockey-stick-binary", vec![0.1 / 0.9]),
        ("hockey-stick-regression", vec![mean(&[40.0, 45.0, 65.0])]),
        ("full-gd-updates", vec![7.0]),
        ("minibatch-gd-updates", vec![(1992.0f64 / 64.0).ceil(), 1992.0 - 31.0 * 64.0]),
        ("bert-mask", vec![15.0]),
        ("perplexity-base", vec![2.0]),
        ("perplexity-worked", vec![surprise.exp()]),
        ("bpe-bytes", vec![2f64.powi(8)]),
        ("bpe-steps-count", vec![1000.0 - 256.0]),
        ("top-k-single", vec![1.0]),
        ("nucleus-count", vec![nucleus(&shares, 0.9) as f64]),
        ("zero-shot-count", vec![0.0]),
        ("pretrain-tests-loss", vec![(100f64.ln() * 1e3).round() / 1e3]),
        ("imagenet-steps-counts", vec![3.0, 1000.0]),
        ("lora-count", vec![8.0 * (4096.0 + 4096.0)]),
    ]
}

fn value(answer: &str) -> Option<f64> {
    let text = answer.replace(',', "");
    match text.split_once('/') {
        Some((above, below)) => Some(above.parse::<f64>().ok()? / below.parse::<f64>().ok()?),
        None => text.parse().ok(),
    }
}

#[test]
fn numeric_blanks_are_what_their_formulas_give() {
    let deck = deck();
    let mut checked = HashSet::new();
    for (id, values) in blanks() {
        let NoteBody::Cloze { text, .. } = &note(&deck, id).body else {
            panic!("{id} is no fill-in")
        };
        let answers: Vec<f64> = ClozeText::parse(text)
            .expect("the lint has read it")
            .blanks()
            .filter_map(|blank| value(&blank.answer))
            .collect();
        assert_eq!(answers.len(), values.len(), "{id}: {answers:?}");
        for (answer, worked) in answers.iter().zip(&values) {
            assert!((answer - worked).abs() < 1e-9, "`{id}` says {answer}, and it is {worked}");
        }
        checked.insert(id);
    }
    for placed in &deck.notes {
        let NoteBody::Cloze { text, .. } = &placed.note.body else { continue };
        let numeric = ClozeText::parse(text)
            .expect("the lint has read it")
            .blanks()
            .any(|blank| value(&blank.answer).is_some());
        assert!(
            !numeric || checked.contains(placed.note.id.as_str()) || placed.note.id == "sgd-strict",
            "{}",
            placed.note.id
        );
    }
}

#[test]
fn other_counts_hold() {
    let deck = deck();
    assert!(text(note(&deck, "nucleus")).contains("keeps 4 tokens"));
    assert_eq!([1.0, 0.5, 2.0].map(|t| nucleus(&decoding(t), 0.9)), [4, 2, 5]);
    assert!((1.1f64.powi(100) / 13_800.0 - 1.0).abs() < 0.01);
    assert_eq!(32 * 2 * 8 * (4096 + 4096), 4_194_304);
    assert!(text(note(&deck, "lora")).contains("4,194,304"));
}
