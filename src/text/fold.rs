//! Folding: the form in which two spellings of one word are the same.
//!
//! Compatibility decomposition, combining marks dropped, lower case: `Ångström`, `ÅNGSTRÖM` and its decomposed
//! form all fold to `angstrom`. This is for finding; comparing typed answers folds further, elsewhere.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns `text` folded.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends `text`, folded, to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        let start = out.len();
        out.push_str(text);
        out[start..].make_ascii_lowercase();
    } else {
        text.chars().for_each(|c| fold_char(c, |folded| out.push(folded)));
    }
}

/// Returns `text` folded, and for each of its characters the byte range in `text` that it came from.
pub fn fold_mapped(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut out, mut map) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices() {
        fold_char(c, |folded| {
            out.push(folded);
            map.push((at, at + c.len_utf8()));
        });
    }
    (out, map)
}

/// Returns the words of an already folded text: runs of letters and digits.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn fold_char(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        return push(c.to_ascii_lowercase());
    }
    let lower = std::iter::once(c).nfkd().flat_map(char::to_lowercase).nfkd();
    for c in lower.filter(|&c| !is_combining_mark(c)) {
        match c {
            'ß' => "ss".chars().for_each(&mut push),
            'æ' => "ae".chars().for_each(&mut push),
            'œ' => "oe".chars().for_each(&mut push),
            'ø' => push('o'),
            'ł' => push('l'),
            '‐' | '‒' | '–' | '—' | '−' => push('-'),
            '‘' | '’' => push('\''),
            '“' | '”' => push('"'),
            _ => push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_case_and_composition_do_not_matter() {
        for spelling in ["Ångström", "ÅNGSTRÖM", "A\u{30a}ngstro\u{308}m", "angstrom"] {
            assert_eq!(fold(spelling), "angstrom", "{spelling}");
        }
        assert_eq!(fold("Straße — “ﬁne”"), "strasse - \"fine\"");
        assert_eq!(fold("漢字 κΣ"), "漢字 κσ");
    }

    #[test]
    fn the_map_leads_back_to_the_original() {
        let text = "naïve ß";
        let (folded, map) = fold_mapped(text);
        assert_eq!(folded, "naive ss");
        let back: Vec<&str> = map.iter().map(|&(from, to)| &text[from..to]).collect();
        assert_eq!(back, ["n", "a", "ï", "v", "e", " ", "ß", "ß"]);
    }

    proptest! {
        #[test]
        fn folding_is_idempotent_and_mapped_alike(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(&fold(&once), &once);
            let (mapped, map) = fold_mapped(&text);
            prop_assert_eq!(mapped.chars().count(), map.len());
            prop_assert_eq!(mapped, once);
        }
    }
}
