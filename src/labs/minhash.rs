//! `MinHash` and bands: finding near-duplicate texts without comparing them word by word.
//!
//! Broder 1997, "On the resemblance and containment of documents"; banding as in Leskovec,
//! Rajaraman and Ullman, "Mining of massive datasets", section 3.4. Texts are hashed by 64-bit
//! FNV-1a, and mixed by `SplitMix64`.

use std::collections::BTreeSet;

use super::parameter::{text, whole};
use super::show::number as shown;
use super::{Lab, LabOutcome, LabTask, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{Axis, Bars, Curve, Plot, PlotPoint, Shape};
use crate::fault::Fault;
use crate::rng::{Rng, hash_bytes};

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "minhash",
    title: "MinHash deduplication",
    about: "Estimates how alike texts are from short signatures, and finds candidates by bands of \
            these.",
    notes: &["dedup"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    whole("n", "Words a shingle", (1, 5, 1), "2")
        .aliases(&["ngram"])
        .about("how many words in a row are one shingle"),
    whole("k", "Hashes", (1, 512, 8), "64").aliases(&["hashes"]).about("the length of a signature"),
    whole("bands", "Bands b", (1, 128, 1), "16")
        .aliases(&["b_count"])
        .about("a pair is a candidate if any band agrees"),
    whole("rows", "Rows r", (1, 32, 1), "4").aliases(&["r"]).about("entries in each band"),
    text("a", "Text A", 1000, "the model reads the corpus once and learns the next token")
        .about("the text"),
    text("b", "Text B", 1000, "the model reads the corpus twice and learns the next token")
        .about("one to compare"),
    text("c", "Text C", 1000, "duplicate pages waste compute and make the model memorise text")
        .about("another"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Make A and C candidates as well, unlike as they are.",
        "Bands of one row need a single hash to agree. Nothing that is alike slips through \
         then, and much that is not alike has to be compared for nothing.",
        |_, out| out.texts_at("candidate_ac") == ["yes"],
    ),
    LabTask::new(
        "Miss A and B, though they share two thirds of their shingles.",
        "All rows of a band have to agree. With 32 of them that happens to a pair like this \
         once in half a million bands: long bands find nothing but copies.",
        |set, out| out.texts_at("candidate_ab") == ["no"] && set.count("k") >= 64,
    ),
    LabTask::new(
        "Spoil the estimate: let it miss A and B's similarity by more than 0.1.",
        "Each hash agrees with just the probability that is to be estimated, like a coin. Few \
         hashes are few tosses; four times as many halve the error.",
        |_, out| (out.number_at("estimate_ab") - out.number_at("jaccard_ab")).abs() > 0.1,
    ),
];

/// Two texts compared.
struct TextComparison {
    shared: usize,
    union: usize,
    agreeing: usize,
    bands: Vec<f64>,
}

impl TextComparison {
    fn jaccard(&self) -> f64 {
        self.shared as f64 / self.union as f64
    }

    fn candidate(&self) -> &'static str {
        if self.bands.is_empty() { "no" } else { "yes" }
    }
}

fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let (k, rows) = (parameters.count("k"), parameters.count("rows"));
    let bands = parameters.count("bands").min(k / rows);
    let shingles = |key| shingles(key, parameters.text(key), parameters.count("n"));
    let (a, b, c) = (shingles("a")?, shingles("b")?, shingles("c")?);
    let (sig_a, sig_b, sig_c) = (signature(&a, k), signature(&b, k), signature(&c, k));
    let ab = compare(&a, &b, &sig_a, &sig_b, bands, rows);
    let ac = compare(&a, &c, &sig_a, &sig_c, bands, rows);
    let curve = |s: f64| 1.0 - (1.0 - s.powi(rows as i32)).powi(bands as i32);
    let grid: Vec<f64> = (0..=10).map(|i| f64::from(i) / 10.0).collect();
    let share = |pair: &TextComparison| pair.agreeing as f64 / k as f64;
    let first = |signature: &[u64]| format!("{:#018x}", signature[0]);
    let explanation = explanation(&ab, k, (bands, rows), curve(ab.jaccard()));
    Ok(LabOutcome::new(explanation)
        .number("jaccard_ab", "how alike A and B are: shared shingles over all", ab.jaccard())
        .number("jaccard_ac", "how alike A and C are", ac.jaccard())
        .number("estimate_ab", "the share of the signatures of A and B that agrees", share(&ab))
        .number("estimate_ac", "the same of A and C", share(&ac))
        .number("agreeing_ab", "entries that agree in the signatures of A and B", ab.agreeing)
        .number("agreeing_ac", "the same of A and C", ac.agreeing)
        .number("shared_ab", "shingles that are in A and in B", ab.shared)
        .number("union_ab", "shingles that are in either", ab.union)
        .number("shared_ac", "shingles that are in A and in C", ac.shared)
        .number("union_ac", "shingles that are in either", ac.union)
        .text("candidate_ab", "whether A and B become candidates", ab.candidate())
        .text("candidate_ac", "whether A and C do", ac.candidate())
        .numbers("bands_ab", "the bands, counted from 0, in which A and B agree", ab.bands.clone())
        .numbers("bands_ac", "the same of A and C", ac.bands.clone())
        .number("bands_used", "bands that fit into the signature", bands)
        .number(
            "probability_ab",
            "that a pair as alike as A and B is a candidate",
            curve(ab.jaccard()),
        )
        .numbers("curve_similarity", "similarities from 0 to 1", grid.clone())
        .numbers(
            "curve_probability",
            "and the probabilities of being a candidate",
            grid.into_iter().map(curve).collect::<Vec<_>>(),
        )
        .text("signature_a", "the first entry of A's signature", first(&sig_a))
        .text("signature_b", "the first entry of B's", first(&sig_b))
        .text("signature_c", "the first entry of C's", first(&sig_c))
        .unlisted(&[
            "jaccard_ab",
            "jaccard_ac",
            "estimate_ab",
            "estimate_ac",
            "curve_similarity",
            "curve_probability",
            "signature_a",
            "signature_b",
            "signature_c",
        ])
        .figure(bars(&ab, &ac, k))
        .figure(plot(&ab, &ac, curve)))
}

fn explanation(
    ab: &TextComparison,
    k: usize,
    (bands, rows): (usize, usize),
    candidate: f64,
) -> String {
    format!(
        "A and B share {} of {} shingles: Jaccard {}. Each hash function has its own smallest \
         shingle, and it is the same in both with just that probability: {} of {k} agree, an \
         estimate of {}. With {bands} bands of {rows} a pair so alike becomes a candidate with \
         probability {}; this pair does{}.",
        ab.shared,
        ab.union,
        shown(ab.jaccard(), 4),
        ab.agreeing,
        shown(ab.agreeing as f64 / k as f64, 4),
        shown(candidate, 4),
        if ab.bands.is_empty() { " not" } else { "" }
    )
}

/// Draws how alike the texts are, truly and by their signatures.
fn bars(ab: &TextComparison, ac: &TextComparison, k: usize) -> Figure {
    let pair = |name: &str, pair: &TextComparison| {
        let estimate = pair.agreeing as f64 / k as f64;
        [(format!("{name} truly"), pair.jaccard()), (format!("{name} estimated"), estimate)]
    };
    let bars = [pair("A-B", ab), pair("A-C", ac)].concat();
    Figure::new(
        "Similarity",
        Shape::Bars(Bars { bars, digits: 4, full: Some(1.0), ..Bars::default() }),
    )
}

/// Draws the probability of being a candidate over the similarity.
fn plot(ab: &TextComparison, ac: &TextComparison, curve: impl Fn(f64) -> f64) -> Figure {
    let points = (0..=100).map(|i| f64::from(i) / 100.0).map(|s| (s, curve(s))).collect();
    let mark = |label: &str, pair: &TextComparison| PlotPoint {
        at: (pair.jaccard(), curve(pair.jaccard())),
        label: label.into(),
    };
    let plot = Plot {
        x: Axis::range("similarity", 0.0, 1.0),
        y: Axis::range("candidate", 0.0, 1.0),
        curves: vec![Curve::line("1-(1-s^r)^b", points)],
        marks: vec![mark("A-B", ab), mark("A-C", ac)],
        ..Plot::default()
    };
    Figure::new("Which pairs become candidates", Shape::Plot(plot))
}

/// The hashes of the runs of `n` words, in lower case and joined by blanks.
fn shingles(key: &str, text: &str, n: usize) -> Result<BTreeSet<u64>, Fault> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    if words.len() < n {
        let what = format!("text {key} has {} of the {n} words that make a shingle", words.len());
        return Err(Fault::error(what, format!("give {key} more words, or set n to less")));
    }
    Ok(words.windows(n).map(|run| hash_bytes(run.join(" ").as_bytes())).collect())
}

/// The least hash of any shingle, for each of `k` hash functions.
fn signature(shingles: &BTreeSet<u64>, k: usize) -> Vec<u64> {
    (0..k as u64)
        .map(|i| shingles.iter().map(|shingle| mix(shingle ^ mix(i))).min().unwrap_or(u64::MAX))
        .collect()
}

/// `SplitMix64`'s first output for that state.
fn mix(state: u64) -> u64 {
    Rng::new(state).bits()
}

fn compare(
    a: &BTreeSet<u64>,
    b: &BTreeSet<u64>,
    sig_a: &[u64],
    sig_b: &[u64],
    bands: usize,
    rows: usize,
) -> TextComparison {
    let shared = a.intersection(b).count();
    TextComparison {
        shared,
        union: a.len() + b.len() - shared,
        agreeing: sig_a.iter().zip(sig_b).filter(|(a, b)| a == b).count(),
        bands: (0..bands)
            .filter(|band| {
                sig_a[band * rows..(band + 1) * rows] == sig_b[band * rows..(band + 1) * rows]
            })
            .map(|band| band as f64)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::LabValue;
    use crate::labs::test_support::{assert_close, assert_values, fault, outcome};

    #[test]
    fn the_hashes_are_the_published_ones() {
        assert_eq!(hash_bytes(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(mix(0), 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn alike_texts_have_alike_signatures() {
        let out = outcome("minhash", &[]);
        for (key, printed) in
            [("shared_ab", "8"), ("union_ab", "12"), ("shared_ac", "1"), ("union_ac", "18")]
        {
            assert_values(&out, key, printed);
        }
        assert_values(&out, "jaccard_ab", "0.6667");
        assert_values(&out, "jaccard_ac", "0.0556");
        assert_values(&out, "signature_a", "0x4fa4797cc08bf2ef");
        for (k, ab, ac) in
            [("16", "9", "0"), ("64", "43", "1"), ("128", "89", "5"), ("256", "169", "12")]
        {
            let out = outcome("minhash", &[("k", k)]);
            assert_values(&out, "agreeing_ab", ab);
            assert_values(&out, "agreeing_ac", ac);
        }
    }

    #[test]
    fn bands_find_the_candidates() {
        let out = outcome("minhash", &[]);
        assert_values(&out, "bands_ab", "8 14");
        assert_values(&out, "bands_ac", "");
        assert_values(&out, "candidate_ab", "yes");
        assert_values(&out, "candidate_ac", "no");
        let curve = out.values.iter().find(|named| named.key == "curve_probability").unwrap();
        let LabValue::Numbers(curve) = &curve.datum else { panic!("the curve is a list") };
        for (at, printed) in [(3, "0.1220"), (5, "0.6439"), (7, "0.9876"), (8, "0.9998")] {
            assert_close("curve", curve[at], printed);
        }
    }

    #[test]
    fn too_few_words_are_told() {
        let said = fault("minhash", &[("b", "One"), ("n", "3")]);
        assert_eq!(
            said,
            "text b has 1 of the 3 words that make a shingle; give b more words, or set n to less"
        );
    }
}
