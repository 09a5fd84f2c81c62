//! Folding: the form in which two spellings of one word are the same.
//!
//! Compatibility decomposition, accents dropped, lower case: `Ångström`, `ÅNGSTRÖM` and its
//! decomposed form all fold to `angstrom`. Marks that make another letter, as in Japanese and
//! Hindi, stay. This is for finding; comparing typed answers folds further, elsewhere.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text.
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

/// The text to the letter, for what is the same only if it is written the same: composed characters
/// (NFC) and one blank for each run of white space, but no case or accent folded.
pub fn exact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.push_str(word);
        } else {
            out.extend(word.nfc());
        }
    }
    out
}

/// Folds a text; each character of the result has the byte range in `text` that it came from.
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

/// The words of an already folded text: runs of letters and digits, with their marks.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty())
}

/// Whether a character of a folded text belongs to a word.
pub fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii() && is_combining_mark(c)
}

/// Whether a mark may be left out in writing: the accents of Latin, Greek and Cyrillic, the points
/// of Hebrew, Arabic and Syriac, and what only chooses a glyph. In other scripts a mark makes
/// another letter: か is not が.
fn is_accent(c: char) -> bool {
    is_combining_mark(c)
        && matches!(
            c,
            '\u{300}'..='\u{36f}'
                | '\u{483}'..='\u{489}'
                | '\u{591}'..='\u{5c7}'
                | '\u{610}'..='\u{74a}'
                | '\u{1ab0}'..='\u{1aff}'
                | '\u{1dc0}'..='\u{1dff}'
                | '\u{20d0}'..='\u{20ff}'
                | '\u{fe00}'..='\u{fe2f}'
                | '\u{e0100}'..='\u{e01ef}'
        )
}

fn fold_char(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        return push(c.to_ascii_lowercase());
    }
    let lower = std::iter::once(c).nfkd().flat_map(char::to_lowercase).nfkd();
    for c in lower.filter(|&c| !is_accent(c)) {
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
        assert_eq!(fold("שָׁלוֹם مَرْحَبًا"), "שלום مرحبا");
    }

    #[test]
    fn marks_that_make_another_letter_stay() {
        for (one, other) in [("が", "か"), ("ぱ", "ば"), ("कि", "की"), ("कु", "क"), ("ก่", "ก้")]
        {
            assert_ne!(fold(one), fold(other));
            assert_eq!(
                words(&fold(one)).collect::<Vec<_>>(),
                [fold(one)],
                "the mark does not end the word"
            );
        }
        assert_eq!(fold("か\u{3099}"), fold("が"));
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
