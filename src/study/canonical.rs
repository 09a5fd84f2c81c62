//! The form of an answer in which spellings that mean the same are the same.

use std::borrow::Cow;

use crate::text::fold::fold;
use crate::text::media::{is_only_media, without_media};

/// Words that change nothing.
const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// Greek letters and the names that people type for them.
const GREEK: [(char, &str); 24] = [
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('ο', "omicron"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
];

/// British endings and the American ones that they become.
const ENDINGS: [(&str, &str); 9] = [
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("lling", "ling"),
    ("lled", "led"),
    ("tre", "ter"),
];

/// British letters, wherever they stand in a word, and the American ones.
const INSIDE: [(&str, &str); 9] = [
    ("behaviour", "behavior"),
    ("neighbour", "neighbor"),
    ("colour", "color"),
    ("favour", "favor"),
    ("labour", "labor"),
    ("grey", "gray"),
    ("programme", "program"),
    ("defence", "defense"),
    ("catalogue", "catalog"),
];

/// An answer, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CanonicalAnswer {
    /// Its words, each in its canonical form.
    pub(super) words: Vec<String>,
    /// Its value, if it is a number.
    pub(super) number: Option<f64>,
}

impl CanonicalAnswer {
    pub(super) fn new(text: &str) -> CanonicalAnswer {
        // Nobody can type a sound; a text of nothing else keeps its name.
        let said = if is_only_media(text) { Cow::Borrowed(text) } else { without_media(text) };
        let folded = fold(&spelled_out(&said));
        let number = number(&folded);
        let apart: String = folded
            .chars()
            .map(|c| if matches!(c, '-' | '_' | '\'' | '/') { ' ' } else { c })
            .collect();
        let kept = apart.split_whitespace().map(|word| {
            word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '"'))
        });
        let mut words: Vec<String> =
            kept.filter(|word| !word.is_empty() && !ARTICLES.contains(word)).map(word).collect();
        if words.is_empty() {
            // An answer of articles or signs alone, as in a deck on grammar, is those.
            words = folded.split_whitespace().map(str::to_string).collect();
        }
        CanonicalAnswer { words, number }
    }

    /// The words without anything between them.
    pub(super) fn joined(&self) -> String {
        self.words.concat()
    }
}

/// Replaces signs that folding would lose or tear apart.
fn spelled_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let lower = c.to_lowercase().next().unwrap_or(c);
        let lower = if lower == 'ς' { 'σ' } else { lower };
        match (c, GREEK.iter().find(|(letter, _)| *letter == lower)) {
            (_, Some((_, name))) => out.extend([" ", name, " "]),
            ('²', _) => out.push_str("^2"),
            ('³', _) => out.push_str("^3"),
            ('×' | '✕' | '·' | '⋅', _) => out.push('x'),
            ('√', _) => out.push_str("sqrt"),
            ('−', _) => out.push('-'),
            ('½', _) => out.push_str("1/2"),
            ('¼', _) => out.push_str("1/4"),
            ('¾', _) => out.push_str("3/4"),
            _ => out.push(c),
        }
    }
    out
}

/// The value of a text that is a number: digits, thousands, a decimal point, a fraction, a
/// percentage, a sign.
fn number(folded: &str) -> Option<f64> {
    let text: String =
        folded.trim().trim_end_matches('.').chars().filter(|c| !c.is_whitespace()).collect();
    let (text, scale) = text.strip_suffix('%').map_or((text.as_str(), 1.0), |rest| (rest, 0.01));
    let value = match text.split_once('/') {
        Some((above, below)) => decimal(above)? / decimal(below).filter(|below| *below != 0.0)?,
        None => decimal(text)?,
    };
    Some(value * scale).filter(|value| value.is_finite())
}

fn decimal(text: &str) -> Option<f64> {
    let digits = text.trim_start_matches(['-', '+']);
    let shaped = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'e' | '-' | '+'));
    let groups: Vec<&str> = digits.split('.').next().unwrap_or_default().split(',').collect();
    let thousands = groups.iter().skip(1).all(|group| group.len() == 3)
        && groups.first().is_some_and(|first| first.len() <= 3);
    (shaped && (groups.len() == 1 || thousands))
        .then(|| text.replace(',', "").parse().ok())
        .flatten()
}

fn word(word: &str) -> String {
    let inside = INSIDE.iter().find(|(british, _)| word.contains(british));
    let singular =
        singular(&inside.map_or_else(
            || word.to_string(),
            |(british, american)| word.replace(british, american),
        ));
    for (british, american) in ENDINGS {
        if let Some(stem) = singular.strip_suffix(british).filter(|stem| stem.len() > 2) {
            return format!("{stem}{american}");
        }
    }
    singular
}

/// Takes a regular plural's ending off: a word that is none loses it in both texts alike.
fn singular(word: &str) -> String {
    let stem = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() > 2);
    if ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        return word.to_string();
    }
    if let Some(stem) = stem("ies") {
        return format!("{stem}y");
    }
    let sibilant =
        ["ches", "shes", "sses", "xes", "zes"].iter().any(|ending| word.ends_with(ending));
    stem(if sibilant { "es" } else { "s" }).unwrap_or(word).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_values() {
        let value = |text| CanonicalAnswer::new(text).number;
        assert_eq!(value("1/2"), Some(0.5));
        assert_eq!(value("½"), Some(0.5));
        assert_eq!(value("65,536"), Some(65536.0));
        assert_eq!(value("−2.5"), Some(-2.5));
        assert_eq!(value("50 %"), Some(0.5));
        for text in ["5x5", "2k+1", "1,2", "1/0", "ln 2", "", "inf", "nan", "e"] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn spellings_meet() {
        let same = |a, b| {
            assert_eq!(
                CanonicalAnswer::new(a).joined(),
                CanonicalAnswer::new(b).joined(),
                "{a} = {b}"
            );
        };
        same("the Normalisation layers", "normalization layer");
        same("σ²", "sigma^2");
        same("Σ", "sigma");
        same("neighbouring pair", "neighboring pairs");
        same("5×5", "5x5");
        same("key-value", "key value");
        same("parallelisation", "parallelization");
        same("classes", "class");
        same("batches", "batch");
        same("labelled", "labeled");
        same("√d_k", "sqrt d_k");
    }
}
