//! A note's text as runs, each in one tone: for whatever needs its words and not its blocks.

use super::markdown;
pub use super::markdown::{TextRun, TextTone};
use super::math::{self, GlyphSet};

/// The runs of a text, neighbours of one tone joined.
pub fn runs(text: &str) -> Vec<TextRun> {
    if is_plain(text) {
        let run = TextRun { tone: TextTone::Plain, text: text.to_string() };
        return if text.is_empty() { vec![] } else { vec![run] };
    }
    markdown::runs(&markdown::read(text), &|_| String::new())
}

/// The text without its marks, formulas on one line.
pub fn plain(text: &str) -> String {
    if is_plain(text) {
        return text.to_string();
    }
    let mut plain = String::new();
    for run in runs(text) {
        match run.tone {
            TextTone::Math => plain.push_str(&math::line(&run.text, GlyphSet::Unicode)),
            TextTone::Plain | TextTone::Emphasis | TextTone::Code => plain.push_str(&run.text),
        }
    }
    plain
}

/// Whether a text means what it says: a line of it begins no block, and no sign in it is a mark.
/// Most texts are such, and quickly found to be.
pub fn is_plain(text: &str) -> bool {
    let begins_block = |line: &str| {
        let first = line.trim_start().bytes().next();
        line.starts_with([' ', '\t'])
            || line.ends_with(' ')
            || first.is_some_and(|byte| byte.is_ascii_digit() || b"-+=#:".contains(&byte))
    };
    !text.bytes().any(|byte| b"\\`$*_~[]<>&|\r".contains(&byte))
        && !text.contains("\n\n\n")
        && !text.lines().any(begins_block)
        && text.trim() == text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_mark_has_its_tone() {
        let letter = |run: &TextRun| {
            let letter = match run.tone {
                TextTone::Plain => 'p',
                TextTone::Emphasis => 'e',
                TextTone::Code => 'c',
                TextTone::Math => 'm',
            };
            format!("{letter}[{}]", run.text)
        };
        let shown = |text: &str| runs(text).iter().map(letter).collect::<String>();
        assert_eq!(shown("a *b* `c` $d$ e"), "p[a ]e[b]p[ ]c[c]p[ ]m[d]p[ e]");
        assert_eq!(shown("*see `a*b` and $x^*$ too*"), "e[see ]c[a*b]e[ and ]m[x^*]e[ too]");
        assert_eq!(shown("$5-$6, then $x$"), "p[$5-$6, then ]m[x]");
        assert_eq!(shown(""), "");
        for text in ["2 * 3 * 4", "a*", "*a", "`x", "``", "$ x $", "a_b_c"] {
            assert_eq!(plain(text), text);
        }
        assert_eq!(plain(r"the *mean* of `x` is $\mu_x$"), "the mean of x is μₓ");
    }

    proptest! {
        #[test]
        fn what_looks_plain_is_plain(text in r"[aé]([ab1é.:#=+ -]{0,6}[abé1.](\n\n?)?[abé]){0,4}") {
            prop_assume!(is_plain(&text));
            let read = markdown::runs(&markdown::read(&text), &|_| String::new());
            let read: String = read.into_iter().map(|run| run.text).collect();
            prop_assert_eq!(read, text);
        }
    }
}
