//! The form of an answer in which spellings that mean the same are the same.

mod expression;
mod signs;
mod spelling;
mod value;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

pub(super) use value::AnswerValue;

use crate::text::fold::fold;
use crate::text::markup;
use crate::text::math::{self, GlyphSet};
use crate::text::media::{is_only_media, without_media};

/// Words that change nothing.
const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// Letters of other alphabets and the two that people write for them.
const DIGRAPHS: [(char, &str); 5] =
    [('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('å', "aa"), ('ø', "oe")];

/// A word of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AnswerWord {
    /// In its canonical spelling.
    pub(super) text: String,
    /// As it is written, folded.
    pub(super) written: String,
    /// Whether it is an abbreviation, in which every letter is a key letter.
    pub(super) is_abbreviation: bool,
}

/// An answer, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CanonicalAnswer {
    /// Its words, articles left out.
    pub(super) words: Vec<AnswerWord>,
    /// Its value, if it is a number or an expression.
    pub(super) value: Option<AnswerValue>,
    /// The words without anything between them.
    joined: String,
    /// The same, articles and endings kept.
    whole: String,
    /// Its accented letters, composed, in lower case.
    accented: Vec<char>,
    /// The letters with `ä` written as `ae` and the like, if it has such letters.
    digraphs: Option<String>,
}

impl CanonicalAnswer {
    pub(super) fn new(text: &str) -> CanonicalAnswer {
        let mut answer = CanonicalAnswer::of_letters(text);
        if !text.is_ascii() {
            let composed: String = text.nfc().flat_map(char::to_lowercase).collect();
            let is_accented = |c: &char| c.is_alphabetic() && std::iter::once(*c).nfd().count() > 1;
            answer.accented = composed.chars().filter(is_accented).collect();
            let written = |c: char| DIGRAPHS.iter().find(|(letter, _)| *letter == c);
            if composed.chars().any(|c| written(c).is_some()) {
                let spelled: String = composed
                    .chars()
                    .map(|c| written(c).map_or_else(|| c.to_string(), |(_, two)| (*two).into()))
                    .collect();
                answer.digraphs = Some(CanonicalAnswer::of_letters(&spelled).joined);
            }
        }
        answer
    }

    fn of_letters(text: &str) -> CanonicalAnswer {
        // Nobody can type a sound; a text of nothing else keeps its name.
        let said = if is_only_media(text) { Cow::Borrowed(text) } else { without_media(text) };
        let spelled = signs::spelled_out(&without_latex(&said));
        let value = AnswerValue::new(&fold(&spelled));
        let pieces: Vec<&str> = pieces(&spelled).collect();
        let mut words: Vec<AnswerWord> = Vec::with_capacity(pieces.len());
        let mut whole: Vec<String> = Vec::with_capacity(pieces.len());
        for (at, piece) in pieces.iter().enumerate() {
            let folded = undotted(fold(piece));
            // `vitamin A` has no article, nor has `Type A personality`.
            let is_last = at + 1 == pieces.len();
            let names_something = at > 0 && (is_last || *piece == "A");
            for part in negation(&folded) {
                whole.push(part.to_string());
                if !ARTICLES.contains(&part) || names_something {
                    words.push(word(piece, part, at == 0 && pieces.len() > 1));
                }
            }
        }
        if words.is_empty() {
            // An answer of articles or signs alone, as in a deck on grammar, is those.
            let signs = fold(&spelled);
            words = signs.split_whitespace().map(|sign| word(sign, sign, false)).collect();
        }
        let joined = joined(words.iter().map(|word| word.text.as_str()));
        let whole = spelling::singular(&joined_parts(whole.iter().map(String::as_str)));
        CanonicalAnswer { words, value, joined, whole, accented: Vec::new(), digraphs: None }
    }

    /// The words without anything between them; digits of two numbers stay apart.
    pub(super) fn joined(&self) -> &str {
        &self.joined
    }

    /// The same, where only that is kept.
    pub(super) fn into_joined(self) -> String {
        self.joined
    }

    /// Whether there is nothing to compare.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.value.is_none()
    }

    /// Whether what was typed says the same as another text.
    pub(super) fn is_same(&self, accepted: &CanonicalAnswer) -> bool {
        if let Some((typed, right)) = self.value.as_ref().zip(accepted.value.as_ref()) {
            return typed.agrees_with(right);
        }
        self.joined == accepted.joined
            || self.whole == accepted.whole
            || accepted.digraphs.as_ref() == Some(&self.joined)
            || self.digraphs.as_ref() == Some(&accepted.joined)
    }

    /// Whether it has accents that another text has not: they may be left out, but `schön` is not
    /// `schon`.
    pub(super) fn has_other_accents(&self, accepted: &CanonicalAnswer) -> bool {
        self.accented.iter().any(|letter| !accepted.accented.contains(letter))
    }
}

fn word(piece: &str, folded: &str, leads: bool) -> AnswerWord {
    let capitals = piece.chars().filter(|c| c.is_uppercase()).count();
    let is_abbreviation = capitals > 1 && piece.chars().count() <= 5;
    // `I` at the beginning is a pronoun, and one letter alone no numeral.
    let roman = spelling::roman(folded).filter(|_| !leads && (folded.len() > 1 || piece != folded));
    let number = spelling::number_word(folded).map(|number| number as i32).or(roman);
    let text = match number {
        Some(number) => number.to_string(),
        None if folded.contains(|c: char| c.is_ascii_digit()) => folded.replace('*', "x"),
        None => spelling::canonical(folded),
    };
    AnswerWord { text, written: folded.to_string(), is_abbreviation }
}

/// `u.s.a` without its points.
fn undotted(folded: String) -> String {
    let is_dotted = folded.contains('.')
        && folded
            .split('.')
            .all(|part| part.chars().count() == 1 && !part.contains(char::is_numeric));
    if is_dotted { folded.replace('.', "") } else { folded }
}

/// A contracted negation in two words; every other word as it is.
fn negation(folded: &str) -> impl Iterator<Item = &str> {
    let (stem, not) = match folded {
        "cannot" | "can't" => ("can", Some("not")),
        "won't" => ("will", Some("not")),
        _ => folded.strip_suffix("n't").map_or((folded, None), |stem| (stem, Some("not"))),
    };
    // What shows possession changes nothing.
    stem.split('\'').filter(|part| !matches!(*part, "" | "s")).chain(not)
}

/// The words of a text as they are written, without the signs around and between them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || "-–—_/,;&…()[]{}".contains(c) || is_wide_sign(c);
    text.split(between)
        .map(|piece| {
            let has_letters = piece.contains(char::is_alphanumeric);
            piece.trim_matches(|c: char| has_letters && ".:!?\"“”„«»‘’'<>".contains(c))
        })
        .filter(|piece| !piece.is_empty())
}

fn is_wide_sign(c: char) -> bool {
    "、。・「」『』（）！？：；，".contains(c)
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    joined_parts(words)
}

/// Parts without anything between them, but for numbers.
fn joined_parts<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for part in parts {
        if out.ends_with(|c: char| c.is_numeric()) && part.starts_with(|c: char| c.is_numeric()) {
            out.push(' ');
        }
        out.extend(part.chars().filter(|c| !"()[]{}".contains(*c)));
    }
    out
}

/// A formula that was typed in LaTeX, as it is read.
fn without_latex(text: &str) -> Cow<'_, str> {
    let mut letters = text.chars().zip(text.chars().skip(1));
    let is_formula = text.matches('$').count() > 1;
    if !is_formula && !letters.any(|(c, next)| c == '\\' && next.is_ascii_alphabetic()) {
        return Cow::Borrowed(text);
    }
    let plain = if is_formula { markup::plain(text) } else { math::line(text, GlyphSet::Unicode) };
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        CanonicalAnswer::new(a).is_same(&CanonicalAnswer::new(b))
    }

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("the Normalisation layers", "normalization layer"),
            ("σ²", "sigma^2"),
            ("Σ", "sigma"),
            ("5 µm", "5 μm"),
            ("neighbouring pair", "neighboring pairs"),
            ("5×5", "5x5"),
            ("5*5", "5×5"),
            ("5, 5", "(5,5)"),
            ("key-value", "key value"),
            ("parallelisation", "parallelization"),
            ("libraries", "library"),
            ("matrices", "matrix"),
            ("vertebrae", "vertebra"),
            ("ML Ops", "MLOps"),
            ("batch-norm", "BatchNorm"),
            ("can't", "cannot"),
            ("type II", "Type 2"),
            ("5", "five"),
            ("Maedchen", "Mädchen"),
            ("Strasse", "Straße"),
            ("madchen", "Mädchen"),
            ("cafe", "café"),
            ("l'eau", "l’eau"),
            (r"$\sqrt{d_k}$", "√d_k"),
            (r"\alpha", "α"),
            (r"\frac{1}{9}", "1/9"),
            ("sqrt(d_k)", "√d_k"),
            ("x_i", "xᵢ"),
            ("a_12", "a₁₂"),
            ("H2SO4", "H₂SO₄"),
            ("αγάπη", "αγαπη"),
            ("コーヒー。", "コーヒー"),
        ] {
            assert!(same(a, b), "{a} = {b}");
        }
    }

    #[test]
    fn what_differs_stays_different() {
        for (a, b) in [
            ("hepatitis", "hepatitis A"),
            ("type personality", "Type A personality"),
            ("can", "can't"),
            ("type I", "type II"),
            ("12", "1, 2"),
            ("C++", "C"),
            ("5x5", "25"),
            ("vitamin C", "vitamin D"),
            ("-5", "5"),
        ] {
            assert!(!same(a, b), "{a} is not {b}");
        }
    }
}
