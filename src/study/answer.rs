//! Whether a typed answer is right: kindly where fingers slip, strictly where a letter changes the
//! meaning.

use super::canonical::CanonicalAnswer;
use crate::text::distance::within;

/// What a typed answer is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerVerdict {
    /// Right.
    Right,
    /// Right but for a slip of the fingers; the answer that was meant.
    Slip(String),
    /// Wrong.
    Wrong,
}

impl AnswerVerdict {
    /// Whether the answer counts.
    pub fn is_accepted(&self) -> bool {
        *self != AnswerVerdict::Wrong
    }
}

/// Beginnings that turn a word into its opposite or its neighbour: such words are never slips of
/// one another.
const CONTRASTING: [&str; 24] = [
    "un", "non", "in", "im", "ir", "il", "dis", "de", "anti", "self", "semi", "equi", "co", "over",
    "under", "pre", "post", "inter", "intra", "hyper", "hypo", "sub", "super", "multi",
];

/// Pairs that differ by little and mean different things.
const DIFFERENT: [(&str, &str); 6] = [
    ("equivariant", "invariant"),
    ("equivariance", "invariance"),
    ("encoder", "decoder"),
    ("prior", "posterior"),
    ("delivery", "deployment"),
    ("maximum", "minimum"),
];

/// Letters below which an answer is an abbreviation, in which every letter is a key letter.
const ABBREVIATION: usize = 4;

/// Judges `typed` against the accepted answers. `others` are answers that mean something else
/// (other notes' terms): whoever types one of them has not slipped.
pub fn judge<'a>(
    typed: &str,
    accepted: &[&str],
    others: impl IntoIterator<Item = &'a str>,
) -> AnswerVerdict {
    let typed = CanonicalAnswer::new(typed);
    if typed.words.is_empty() && typed.number.is_none() {
        return AnswerVerdict::Wrong;
    }
    let forms: Vec<(&str, CanonicalAnswer)> =
        accepted.iter().map(|answer| (*answer, CanonicalAnswer::new(answer))).collect();
    if forms.iter().any(|(_, form)| same(&typed, form)) {
        return AnswerVerdict::Right;
    }
    if others.into_iter().any(|other| same(&typed, &CanonicalAnswer::new(other))) {
        return AnswerVerdict::Wrong;
    }
    let slip = forms.iter().find(|(_, form)| is_slip(&typed, form));
    slip.map_or(AnswerVerdict::Wrong, |(answer, _)| AnswerVerdict::Slip((*answer).to_string()))
}

fn same(typed: &CanonicalAnswer, answer: &CanonicalAnswer) -> bool {
    match (typed.number, answer.number) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1e-300),
        (None, None) => typed.joined() == answer.joined(),
        _ => false,
    }
}

/// Whether the two differ by a slip of the fingers: about one letter in five, never in numbers,
/// never by a prefix or a word that means something else.
fn is_slip(typed: &CanonicalAnswer, answer: &CanonicalAnswer) -> bool {
    let (typed_text, answer_text) = (typed.joined(), answer.joined());
    let has_digit = |text: &str| text.chars().any(char::is_numeric);
    let letters = answer_text.chars().count();
    if has_digit(&typed_text) || has_digit(&answer_text) || letters <= ABBREVIATION {
        return false;
    }
    let most = (letters / 5).clamp(1, 3);
    within(&typed_text, &answer_text, most).is_some() && !changes_meaning(typed, answer)
}

fn changes_meaning(typed: &CanonicalAnswer, answer: &CanonicalAnswer) -> bool {
    let (whole_typed, whole_answer) = (typed.joined(), answer.joined());
    // A word left out or added is no slip: a partial answer is not right.
    if typed.words.len() != answer.words.len() && whole_typed.len().abs_diff(whole_answer.len()) > 2
    {
        return true;
    }
    contrast(&whole_typed, &whole_answer)
        || typed.words.iter().any(|one| answer.words.iter().any(|other| contrast(one, other)))
}

/// Whether two words differ by what changes the meaning.
fn contrast(one: &str, other: &str) -> bool {
    let is_prefixed = |long: &str, short: &str| {
        CONTRASTING.iter().any(|prefix| long.strip_prefix(prefix) == Some(short))
    };
    one != other
        && (is_prefixed(one, other)
            || is_prefixed(other, one)
            || stems_differ_by_prefix(one, other)
            || DIFFERENT.contains(&(one, other))
            || DIFFERENT.contains(&(other, one)))
}

/// Whether both words are one stem with two different contrasting prefixes, as over- and
/// underfitting are.
fn stems_differ_by_prefix(a: &str, b: &str) -> bool {
    let stems = |word: &'_ str| -> Vec<(&'static str, String)> {
        let stem = |prefix: &&'static str| {
            word.strip_prefix(*prefix).map(|stem| (*prefix, stem.to_string()))
        };
        CONTRASTING.iter().filter_map(stem).filter(|(_, stem)| stem.len() > 3).collect()
    };
    let others = stems(b);
    stems(a)
        .iter()
        .any(|(prefix, stem)| others.iter().any(|(other, same)| other != prefix && same == stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(typed: &str, accepted: &str) -> AnswerVerdict {
        judge(typed, &[accepted], [])
    }

    #[test]
    fn spelling_does_not_matter() {
        for (typed, accepted) in [
            ("LAYER-NORM", "layer norm"),
            ("the values", "value"),
            ("normalisation", "Normalization"),
            ("1/2", "0.5"),
            ("65536", "65,536"),
            ("sigma^2", "σ²"),
            ("naive", "naïve"),
            ("5 x 5", "5×5"),
            ("batch normalization.", "batch normalization"),
            ("The", "the"),
            ("!=", "!="),
            ("Hund", "Hund [sound: hund.mp3]"),
            ("hund", "[sound:hund.mp3] Hund ![dog](dog.png)"),
            ("5", "5 [image: five.png]"),
        ] {
            assert_eq!(judged(typed, accepted), AnswerVerdict::Right, "{typed} for {accepted}");
        }
    }

    #[test]
    fn fingers_may_slip() {
        for (typed, accepted) in [
            ("layer nrom", "layer norm"),
            ("perplxity", "perplexity"),
            ("kuberntes", "Kubernetes"),
            ("equivariannt", "equivariant"),
        ] {
            assert_eq!(
                judged(typed, accepted),
                AnswerVerdict::Slip(accepted.to_string()),
                "{typed} for {accepted}"
            );
        }
    }

    #[test]
    fn what_changes_the_meaning_is_no_slip() {
        for (typed, accepted) in [
            ("244", "224"),
            ("0.51", "0.5"),
            ("はし", "はじ"),
            ("unsupervised", "supervised"),
            ("supervised", "self-supervised"),
            ("semi-supervised", "self-supervised"),
            ("invariant", "equivariant"),
            ("overfitting", "underfitting"),
            ("MQA", "GQA"),
            ("BERT", "BART"),
            ("gradient", "gradient descent"),
            ("hund.mp3", "Hund [sound: hund.mp3]"),
            ("layer", "layer norm"),
            ("", "values"),
            ("the", "values"),
            ("2k", "2k+1"),
            ("decoder", "encoder"),
        ] {
            assert_eq!(judged(typed, accepted), AnswerVerdict::Wrong, "{typed} for {accepted}");
        }
    }

    #[test]
    fn another_notes_term_is_no_slip() {
        assert_eq!(
            judge("bath norm", &["batch norm"], []),
            AnswerVerdict::Slip("batch norm".into())
        );
        assert_eq!(judge("bath norm", &["batch norm"], ["Bath norm"]), AnswerVerdict::Wrong);
    }
}
