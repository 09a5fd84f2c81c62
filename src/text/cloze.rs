//! Reads texts with blanks: `{{answer|other accepted answer::hint}}`, or `{{c2::answer}}` to group
//! blanks.
//!
//! It doesn't know how answers are compared, nor what the text around the blanks means: marks and
//! formulas stay as they are written.
//!
//! Two opening braces begin a blank if their closing braces stand together too. So LaTeX may stand
//! in a blank, `{{\frac{a}{b}}}`, around one, `\frac{{{a}}}{b}`, and beside one, `x^{y_{i}}`. A
//! backslash escapes a brace, and in a blank `|` and `:` as well.

mod source;

use std::borrow::Cow;
use std::collections::BTreeSet;

use thiserror::Error;

use source::{SourcePiece, read, unescape};

/// A text with blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClozeText {
    /// The text, in order.
    pub pieces: Vec<ClozePiece>,
}

/// A stretch of a text: words to show, or a blank to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClozePiece {
    /// Text as it is written, escapes included.
    Text(String),
    /// A blank.
    Blank(Blank),
}

/// A blank to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// The blanks of a group are asked together; groups count from 1.
    pub group: u32,
    /// The answer, which the full text shows.
    pub answer: String,
    /// What else counts as right.
    pub alternates: Vec<String>,
    /// What to show in place of the answer.
    pub hint: Option<String>,
}

/// What is wrong with the blanks of a text, and at which byte of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ClozeError {
    /// A blank without an end.
    #[error("the blank that opens at byte {0} is never closed: end it with two closing braces")]
    Unclosed(usize),
    /// A blank, or one of its alternatives, without an answer.
    #[error(
        "the blank at byte {0} has an empty answer: write one, or take the bar or the braces away"
    )]
    Empty(usize),
    /// An end without a blank.
    #[error(
        "the closing braces at byte {0} end no blank: open one before them, or put a backslash \
         before each"
    )]
    StrayClose(usize),
}

impl ClozeError {
    /// The byte of the text at which the fault is.
    pub fn offset(self) -> usize {
        match self {
            Self::Unclosed(at) | Self::Empty(at) | Self::StrayClose(at) => at,
        }
    }
}

impl ClozeText {
    /// Reads a text; without blanks it is one piece. Blanks without a number take the smallest free
    /// ones in order.
    pub fn parse(text: &str) -> Result<Self, ClozeError> {
        let source = read(text)?;
        let numbers = source.iter().filter_map(|piece| match piece {
            SourcePiece::Text(_) => None,
            SourcePiece::Blank(blank) => Some(blank.number),
        });
        let mut groups = groups(numbers.collect()).into_iter();
        let pieces = source.iter().map(|piece| match piece {
            SourcePiece::Text(text) => ClozePiece::Text((*text).to_owned()),
            SourcePiece::Blank(blank) => {
                ClozePiece::Blank(blank.in_group(groups.next().unwrap_or(u32::MAX)))
            }
        });
        Ok(Self { pieces: pieces.collect() })
    }

    /// The blanks, in order.
    pub fn blanks(&self) -> impl Iterator<Item = &Blank> {
        self.pieces.iter().filter_map(|piece| match piece {
            ClozePiece::Text(_) => None,
            ClozePiece::Blank(blank) => Some(blank),
        })
    }

    /// The groups that occur, ascending.
    pub fn groups(&self) -> Vec<u32> {
        let mut groups: Vec<u32> = self.blanks().map(|blank| blank.group).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// The text with every blank filled.
    pub fn filled(&self) -> String {
        self.show(|blank| Cow::Borrowed(&blank.answer))
    }

    /// The text with the blanks of a group, or all blanks, shown as `____` or as their hint in
    /// brackets.
    pub fn masked(&self, group: Option<u32>) -> String {
        self.show(|blank| match &blank.hint {
            _ if group.is_some_and(|group| group != blank.group) => Cow::Borrowed(&blank.answer),
            Some(hint) => Cow::Owned(format!("[{hint}]")),
            None => Cow::Borrowed(GAP),
        })
    }

    fn show(&self, show_blank: impl for<'a> Fn(&'a Blank) -> Cow<'a, str>) -> String {
        let mut shown = String::new();
        for piece in &self.pieces {
            match piece {
                ClozePiece::Text(text) => shown.push_str(text),
                ClozePiece::Blank(blank) => shown.push_str(&show_blank(blank)),
            }
        }
        shown
    }
}

/// A text with all blanks shown as `____` or as their hint in brackets, as [`ClozeText::masked`]
/// does.
pub fn gaps(text: &str) -> Result<String, ClozeError> {
    let mut shown = String::with_capacity(text.len());
    for piece in read(text)? {
        match piece {
            SourcePiece::Text(text) => shown.push_str(text),
            SourcePiece::Blank(blank) if blank.hint.is_empty() => shown.push_str(GAP),
            SourcePiece::Blank(blank) => shown.extend(["[", &unescape(blank.hint), "]"]),
        }
    }
    Ok(shown)
}

/// A blank without a hint.
const GAP: &str = "____";

/// The group of each blank; those without a number get the smallest free ones.
fn groups(numbers: Vec<Option<u32>>) -> Vec<u32> {
    let taken: BTreeSet<u32> = numbers.iter().copied().flatten().collect();
    let mut free = (1..u32::MAX).filter(|group| !taken.contains(group));
    numbers.into_iter().map(|number| number.or_else(|| free.next()).unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn only(text: &str) -> Blank {
        ClozeText::parse(text).unwrap().blanks().next().unwrap().clone()
    }

    #[test]
    fn a_blank_has_an_answer_alternates_and_a_hint() {
        let blank = only("Equal logits give {{0.25 | 1/4::a share}} each.");
        let alternates = vec!["1/4".to_owned()];
        assert_eq!(
            blank,
            Blank { group: 1, answer: "0.25".into(), alternates, hint: Some("a share".into()) }
        );
    }

    #[test]
    fn a_text_without_blanks_is_one_piece() {
        for text in
            ["", "no blanks", r"$\frac{a}{\sqrt{b}}$ {x}", "a } b { c", r"\{\{x\}\}", "{{a} b}"]
        {
            assert_eq!(
                ClozeText::parse(text).unwrap().pieces,
                [ClozePiece::Text(text.into())],
                "{text}"
            );
        }
    }

    #[test]
    fn blanks_without_a_number_take_the_free_ones() {
        let cloze = ClozeText::parse("{{a}} {{c2::b}} {{c}} {{c2::d}} {{c0::e}}").unwrap();
        assert_eq!(cloze.blanks().map(|blank| blank.group).collect::<Vec<_>>(), [1, 2, 3, 2, 4]);
        assert_eq!(cloze.groups(), [1, 2, 3, 4]);
    }

    #[test]
    fn filled_and_masked_show_the_text() {
        let cloze =
            ClozeText::parse("{{c1::Adam}} keeps {{c2::two::how many}} moments, {{c1::SGD}} none.")
                .unwrap();
        assert_eq!(cloze.filled(), "Adam keeps two moments, SGD none.");
        assert_eq!(cloze.masked(Some(1)), "____ keeps two moments, ____ none.");
        assert_eq!(cloze.masked(Some(2)), "Adam keeps [how many] moments, SGD none.");
        assert_eq!(cloze.masked(None), "____ keeps [how many] moments, ____ none.");
    }

    #[test]
    fn formulas_nest_in_blanks_and_around_them() {
        assert_eq!(only(r"{{\frac{a|b}{c::d}}}").answer, r"\frac{a|b}{c::d}");
        let around = ClozeText::parse(r"$\frac{{{a}}}{b_{x_{i}}}$").unwrap();
        assert_eq!(around.masked(None), r"$\frac{____}{b_{x_{i}}}$");
    }

    #[test]
    fn a_backslash_escapes_marks() {
        assert_eq!(
            only(r"{{std\::mem|a\|b::\{\}}}"),
            Blank {
                group: 1,
                answer: "std::mem".into(),
                alternates: vec!["a|b".into()],
                hint: Some("{}".into())
            }
        );
        assert_eq!(only(r"{{\alpha \\ b}}").answer, r"\alpha \\ b");
    }

    #[test]
    fn faults_have_a_place() {
        for (text, fault) in [
            ("a {{b} c", ClozeError::Unclosed(2)),
            ("a {{b", ClozeError::Unclosed(2)),
            ("ä {{}}", ClozeError::Empty(3)),
            ("a {{b|}}", ClozeError::Empty(2)),
            ("{{c1::::hint}}", ClozeError::Empty(0)),
            ("a}} b", ClozeError::StrayClose(1)),
            ("{{a}}} b", ClozeError::StrayClose(4)),
        ] {
            assert_eq!(ClozeText::parse(text), Err(fault), "{text}");
        }
        assert_eq!(ClozeError::Empty(7).offset(), 7);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in r"([a{}|:\\é]|c1::|\{\{|\}\}){0,20}") {
            prop_assert_eq!(gaps(&text), ClozeText::parse(&text).map(|cloze| cloze.masked(None)));
            if let Ok(cloze) = ClozeText::parse(&text) {
                prop_assert!(cloze.blanks().all(|blank| blank.group > 0 && !blank.answer.is_empty()));
            }
        }

        #[test]
        fn plain_answers_come_back(
            before in "[a-z ]{0,5}",
            answer in "[a-z]{1,5}",
            after in "[a-z ]{0,5}",
        ) {
            let cloze = ClozeText::parse(&format!("{before}{{{{{answer}}}}}{after}")).unwrap();
            prop_assert_eq!(cloze.filled(), format!("{before}{answer}{after}"));
            prop_assert_eq!(cloze.masked(None), format!("{before}____{after}"));
        }
    }
}
