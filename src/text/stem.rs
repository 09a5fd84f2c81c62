//! Stems: the part that the forms of an English word share, by Snowball's rules. `tokenize`,
//! `tokenizer` and `tokenization` are all `token`.
//!
//! A stem need not be a word, and it is only compared with other stems. Words of other languages
//! pass through the same rules on both sides, which seldom changes what is equal.

use std::borrow::Cow;

use snowball_stemmers_rs::{Algorithm, Stemmer};

/// Shorter words are kept as they are: their endings are more often part of the word.
const SHORTEST: usize = 4;

/// British endings, the American ones, and the letters before which the first are no such endings:
/// `supervise` is written so everywhere.
const BRITISH: [(&str, &str, &str); 7] = [
    ("isation", "ization", ""),
    ("isations", "izations", ""),
    ("ise", "ize", "aceouvw"),
    ("ises", "izes", "aceouvw"),
    ("ised", "ized", "aceouvw"),
    ("ising", "izing", "aceouvw"),
    ("iser", "izer", "aceouvw"),
];

/// The stem of a folded word. What is not only ASCII letters stays as it is.
pub fn stem(folded: &str) -> Cow<'_, str> {
    if folded.len() < SHORTEST || !folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(folded);
    }
    match american(folded) {
        Some(word) => Cow::Owned(Stemmer::create(Algorithm::English).stem(&word).into_owned()),
        None => Stemmer::create(Algorithm::English).stem(folded),
    }
}

/// A British word as Americans write it, if that is another spelling.
fn american(word: &str) -> Option<String> {
    if word.contains("our") {
        let at = word.find("our").filter(|at| *at > 2)?;
        let is_ending = ["", "s", "ed", "ing", "al", "ally", "able", "hood", "ite"];
        return is_ending
            .contains(&&word[at + 3..])
            .then(|| format!("{}or{}", &word[..at], &word[at + 3..]));
    }
    if !word.contains("is") {
        return None;
    }
    BRITISH.iter().find_map(|(british, american, never)| {
        let start = word.strip_suffix(british).filter(|start| start.len() > 3)?;
        (!start.ends_with(|c| never.contains(c))).then(|| format!("{start}{american}"))
    })
}

/// The first letters that every form of the word has in common with it, for finding them quickly.
pub fn common_start<'w>(folded: &'w str, stem: &str) -> &'w str {
    let same = folded.bytes().zip(stem.bytes()).take_while(|(a, b)| a == b).count();
    folded.get(..same).unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [
            &["tokenize", "tokenizes", "tokenizer", "tokenization", "token", "tokens"][..],
            &["probability", "probabilities", "probable"],
            &["predict", "predicts", "predicting", "prediction"],
            &["continuous", "continuously"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn british_and_american_spellings_are_one() {
        for (british, american) in [
            ("normalisation", "normalization"),
            ("regularised", "regularized"),
            ("behavioural", "behavior"),
            ("neighbours", "neighbor"),
        ] {
            assert_eq!(stem(british), stem(american), "{british}");
        }
        assert_eq!(stem("supervised"), stem("supervision"));
        assert_eq!(stem("precise"), stem("precision"));
    }

    #[test]
    fn other_words_stay_apart() {
        for (one, other) in [("general", "generative"), ("normal", "norm"), ("university", "unit")]
        {
            assert_ne!(stem(one), stem(other), "{one} and {other}");
        }
        assert_eq!(stem("bias"), "bias");
    }

    #[test]
    fn only_plain_words_have_endings() {
        for word in ["llms2", "größen", "日本語", "r2d2s", ""] {
            assert_eq!(stem(word), word);
        }
    }

    #[test]
    fn the_common_start_finds_every_form() {
        assert_eq!(common_start("probability", &stem("probability")), "probab");
        assert_eq!(common_start("tokens", &stem("tokens")), "token");
        assert_eq!(common_start("été", "été"), "été");
    }
}
