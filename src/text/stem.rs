//! Stems: what the forms of an English word have in common (Porter's second algorithm, "Snowball").
//!
//! A stem says which words belong together and is no word itself: `tokenize`, `tokenizer` and
//! `tokenization` all have `token`. Opposites may share one, so a stem never decides alone.

use std::borrow::Cow;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};

/// The stem of a folded word. A word of another alphabet is its own stem.
pub fn stem(word: &str) -> Cow<'_, str> {
    static STEMMER: OnceLock<Stemmer> = OnceLock::new();
    if !word.is_ascii() {
        return Cow::Borrowed(word);
    }
    STEMMER.get_or_init(|| Stemmer::create(Algorithm::English)).stem(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            ["prototype", "prototypes", "prototyping"],
            ["manipulate", "manipulation", "manipulated"],
            ["parallelism", "parallel", "parallelize"],
        ] {
            let stems = forms.map(stem);
            assert!(stems.iter().all(|one| *one == stems[0]), "{stems:?}");
        }
        assert_eq!(stem("größe"), "größe");
    }
}
