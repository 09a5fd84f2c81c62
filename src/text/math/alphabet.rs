//! Letters in other forms: raised, lowered, double-struck, script.
//!
//! It maps characters to characters and knows nothing of formulas.
use unicode_normalization::UnicodeNormalization;

/// The text in superscript characters, if every character has one.
pub(super) fn raised(text: &str) -> Option<String> {
    map(text, &RAISED)
}

/// The text in subscript characters, if every character has one.
pub(super) fn lowered(text: &str) -> Option<String> {
    map(text, &LOWERED)
}

/// A letter or digit double-struck, if Unicode has it.
pub(super) fn double_struck(c: char) -> Option<char> {
    match c {
        'C' => Some('ℂ'),
        'H' => Some('ℍ'),
        'N' => Some('ℕ'),
        'P' => Some('ℙ'),
        'Q' => Some('ℚ'),
        'R' => Some('ℝ'),
        'Z' => Some('ℤ'),
        'A'..='Z' => shifted(c, 'A', '𝔸'),
        'a'..='z' => shifted(c, 'a', '𝕒'),
        '0'..='9' => shifted(c, '0', '𝟘'),
        _ => None,
    }
}

/// A capital in script form.
pub(super) fn script(c: char) -> Option<char> {
    match c {
        'B' => Some('ℬ'),
        'E' => Some('ℰ'),
        'F' => Some('ℱ'),
        'H' => Some('ℋ'),
        'I' => Some('ℐ'),
        'L' => Some('ℒ'),
        'M' => Some('ℳ'),
        'R' => Some('ℛ'),
        'A'..='Z' => shifted(c, 'A', '𝒜'),
        _ => None,
    }
}

/// A character with a combining mark, as one character where Unicode has it.
pub(super) fn marked(text: &str, mark: char) -> String {
    text.chars().chain([mark]).nfc().collect()
}

/// Characters, and the same characters in another form, place by place.
type LetterForms = (&'static str, &'static str);

const RAISED: [LetterForms; 4] = [
    ("0123456789+−-=()′*∗⋆∘⊤†", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾′***°ᵀ†"),
    ("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"),
    ("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"),
    ("βγδθϕφχ", "ᵝᵞᵟᶿᵠᵠᵡ"),
];

const LOWERED: [LetterForms; 3] = [
    ("0123456789+−-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
    ("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"),
    ("βγρϕφχ", "ᵦᵧᵨᵩᵩᵪ"),
];

fn map(text: &str, forms: &[LetterForms]) -> Option<String> {
    (!text.is_empty()).then(|| {
        text.chars()
            .map(|c| {
                forms.iter().find_map(|(from, to)| {
                    from.chars().zip(to.chars()).find(|(from, _)| *from == c).map(|(_, to)| to)
                })
            })
            .collect()
    })?
}

fn shifted(c: char, from: char, to: char) -> Option<char> {
    char::from_u32(u32::from(c) - u32::from(from) + u32::from(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_match_place_by_place() {
        for (from, to) in RAISED.iter().chain(&LOWERED) {
            assert_eq!(from.chars().count(), to.chars().count(), "{from}");
        }
    }

    #[test]
    fn scripts_need_every_character() {
        assert_eq!(raised("−1"), Some("⁻¹".into()));
        assert_eq!(lowered("t+1"), Some("ₜ₊₁".into()));
        assert_eq!(lowered("i,j"), None);
        assert_eq!(raised(""), None);
    }

    #[test]
    fn letters_change_their_form() {
        assert_eq!(
            (double_struck('R'), double_struck('E'), double_struck('1')),
            (Some('ℝ'), Some('𝔼'), Some('𝟙'))
        );
        assert_eq!((script('L'), script('N'), script('x')), (Some('ℒ'), Some('𝒩'), None));
        assert_eq!(marked("y", '\u{302}'), "ŷ");
    }
}
