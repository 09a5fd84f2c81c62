//! Reads texts with blanks: `{{answer|other accepted answer::hint}}`, or `{{c2::answer}}` to group blanks.
//!
//! It doesn't know how answers are compared, nor what the text around the blanks means: marks and formulas stay as
//! they are written.
//!
//! Two opening braces begin a blank if their closing braces stand together too. So LaTeX may stand in a blank,
//! `{{\frac{a}{b}}}`, around one, `\frac{{{a}}}{b}`, and beside one, `x^{y_{i}}`. A backslash takes the meaning from
//! a brace, and in a blank from `|` and `:` as well.
use std::collections::BTreeSet;
use thiserror::Error;

/// A text with blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloze {
    /// The text, in order.
    pub pieces: Vec<Piece>,
}

/// A stretch of a text: words to show, or a blank to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
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
    #[error("the blank at byte {0} has an empty answer: write one, or take the bar or the braces away")]
    Empty(usize),
    /// An end without a blank.
    #[error("the closing braces at byte {0} end no blank: open one before them, or put a backslash before each")]
    StrayClose(usize),
}

impl ClozeError {
    /// Returns the byte of the text at which the fault is.
    pub fn at(self) -> usize {
        match self {
            Self::Unclosed(at) | Self::Empty(at) | Self::StrayClose(at) => at,
        }
    }
}

impl Cloze {
    /// Reads a text; without blanks it is one piece. Blanks without a number take the smallest free ones in order.
    pub fn parse(text: &str) -> Result<Self, ClozeError> {
        let partners = partners(text);
        check(text, &partners)?;
        let partner = |at: usize| partners.get(at).copied().flatten();
        let is_blank = |at: usize| matches!((partner(at), partner(at + 1)), (Some(a), Some(b)) if b > at && a == b + 1);
        let (mut pieces, mut numbers) = (Vec::new(), Vec::new());
        let (mut start, mut at) = (0, 0);
        while at < text.len() {
            // Of three braces in a row that all close together, the inner two are the blank.
            let Some(end) = partner(at).filter(|_| is_blank(at) && !is_blank(at + 1)) else {
                at += 1;
                continue;
            };
            pieces.extend(some_text(&text[start..at]));
            let (number, blank) = read_blank(&text[at + 2..end - 1]).ok_or(ClozeError::Empty(at))?;
            numbers.push(number);
            pieces.push(Piece::Blank(blank));
            start = end + 1;
            at = start;
        }
        pieces.extend(some_text(&text[start..]));
        if pieces.is_empty() {
            pieces.push(Piece::Text(String::new()));
        }
        number(&mut pieces, &numbers);
        Ok(Self { pieces })
    }

    /// Returns the blanks, in order.
    pub fn blanks(&self) -> impl Iterator<Item = &Blank> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Blank(blank) => Some(blank),
        })
    }

    /// Returns the groups that occur, ascending.
    pub fn groups(&self) -> Vec<u32> {
        let mut groups: Vec<u32> = self.blanks().map(|blank| blank.group).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// Returns the text with every blank filled.
    pub fn filled(&self) -> String {
        self.show(|blank| blank.answer.clone())
    }

    /// Returns the text with the blanks of a group, or all blanks, shown as `____` or as their hint in brackets.
    pub fn masked(&self, group: Option<u32>) -> String {
        self.show(|blank| match &blank.hint {
            _ if group.is_some_and(|group| group != blank.group) => blank.answer.clone(),
            Some(hint) => format!("[{hint}]"),
            None => "____".to_owned(),
        })
    }

    fn show(&self, blank: impl Fn(&Blank) -> String) -> String {
        let show = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Blank(it) => blank(it),
        };
        self.pieces.iter().map(show).collect()
    }
}

/// Returns, for each byte that is a brace with a partner, where the partner is.
fn partners(text: &str) -> Vec<Option<usize>> {
    let mut partners = vec![None; text.len()];
    let mut open = Vec::new();
    for (at, byte) in meaningful(text) {
        match byte {
            b'{' => open.push(at),
            b'}' => {
                if let Some(start) = open.pop() {
                    partners[start] = Some(at);
                    partners[at] = Some(start);
                }
            }
            _ => {}
        }
    }
    partners
}

/// Finds braces in twos of which one has no partner; a single brace without a partner is only a character.
fn check(text: &str, partners: &[Option<usize>]) -> Result<(), ClozeError> {
    let mut before: Option<(usize, u8)> = None;
    let braces = meaningful(text).filter(|(_, byte)| matches!(byte, b'{' | b'}'));
    for (at, byte) in braces {
        if let Some((earlier, same)) = before
            && earlier + 1 == at
            && same == byte
            && (partners[earlier].is_none() || partners[at].is_none())
        {
            return Err(if byte == b'{' { ClozeError::Unclosed(earlier) } else { ClozeError::StrayClose(earlier) });
        }
        before = Some((at, byte));
    }
    Ok(())
}

/// Returns the bytes of a text that no backslash takes the meaning from.
fn meaningful(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut escaped = false;
    text.bytes().enumerate().filter(move |(_, byte)| {
        let meant = !escaped;
        escaped = meant && *byte == b'\\';
        meant
    })
}

fn some_text(text: &str) -> Option<Piece> {
    (!text.is_empty()).then(|| Piece::Text(text.to_owned()))
}

/// Reads what stands between the braces: the number, if there is one, and the blank; `None` if an answer is empty.
fn read_blank(inner: &str) -> Option<(Option<u32>, Blank)> {
    let (number, inner) = numbered(inner);
    let (answers, hint) = match marks(inner, "::").first() {
        Some(&at) => (&inner[..at], inner[at + 2..].trim()),
        None => (inner, ""),
    };
    let bars = marks(answers, "|");
    let starts = std::iter::once(0).chain(bars.iter().map(|bar| bar + 1));
    let ends = bars.iter().copied().chain([answers.len()]);
    let mut answers = starts.zip(ends).map(|(start, end)| unescape(answers[start..end].trim()));
    let answer = answers.next()?;
    let alternates: Vec<String> = answers.collect();
    if answer.is_empty() || alternates.iter().any(String::is_empty) {
        return None;
    }
    let hint = (!hint.is_empty()).then(|| unescape(hint));
    Some((number, Blank { group: 0, answer, alternates, hint }))
}

/// Splits `c2::` off the front of a blank. Zero is no group, so `c0::` counts as no number.
fn numbered(inner: &str) -> (Option<u32>, &str) {
    let split = inner.strip_prefix('c').and_then(|rest| rest.split_once("::"));
    match split.and_then(|(digits, rest)| Some((digits.parse::<u32>().ok()?, rest))) {
        Some((group, rest)) => ((group > 0).then_some(group), rest),
        None => (None, inner),
    }
}

/// Returns where a mark stands outside inner braces.
fn marks(text: &str, mark: &str) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (at, byte) in meaningful(text) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && text.as_bytes()[at..].starts_with(mark.as_bytes()) => found.push(at),
            _ => {}
        }
    }
    found
}

/// Takes away the backslashes that kept bars, colons and braces from meaning anything.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some('|' | ':' | '{' | '}') if c == '\\' => {}
            Some('\\') if c == '\\' => {
                chars.next();
                out.push_str("\\\\");
            }
            _ => out.push(c),
        }
    }
    out
}

/// Gives each blank its group.
fn number(pieces: &mut [Piece], numbers: &[Option<u32>]) {
    let taken: BTreeSet<u32> = numbers.iter().copied().flatten().collect();
    let mut free = (1..u32::MAX).filter(|group| !taken.contains(group));
    let blanks = pieces.iter_mut().filter_map(|piece| match piece {
        Piece::Text(_) => None,
        Piece::Blank(blank) => Some(blank),
    });
    for (blank, number) in blanks.zip(numbers) {
        blank.group = number.or_else(|| free.next()).unwrap_or(u32::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn only(text: &str) -> Blank {
        Cloze::parse(text).unwrap().blanks().next().unwrap().clone()
    }

    #[test]
    fn a_blank_has_an_answer_alternates_and_a_hint() {
        let blank = only("Equal logits give {{0.25 | 1/4::a share}} each.");
        let alternates = vec!["1/4".to_owned()];
        assert_eq!(blank, Blank { group: 1, answer: "0.25".into(), alternates, hint: Some("a share".into()) });
    }

    #[test]
    fn a_text_without_blanks_is_one_piece() {
        for text in ["", "no blanks", r"$\frac{a}{\sqrt{b}}$ {x}", "a } b { c", r"\{\{x\}\}", "{{a} b}"] {
            assert_eq!(Cloze::parse(text).unwrap().pieces, [Piece::Text(text.into())], "{text}");
        }
    }

    #[test]
    fn blanks_without_a_number_take_the_free_ones() {
        let cloze = Cloze::parse("{{a}} {{c2::b}} {{c}} {{c2::d}} {{c0::e}}").unwrap();
        assert_eq!(cloze.blanks().map(|blank| blank.group).collect::<Vec<_>>(), [1, 2, 3, 2, 4]);
        assert_eq!(cloze.groups(), [1, 2, 3, 4]);
    }

    #[test]
    fn filled_and_masked_show_the_text() {
        let cloze = Cloze::parse("{{c1::Adam}} keeps {{c2::two::how many}} moments, {{c1::SGD}} none.").unwrap();
        assert_eq!(cloze.filled(), "Adam keeps two moments, SGD none.");
        assert_eq!(cloze.masked(Some(1)), "____ keeps two moments, ____ none.");
        assert_eq!(cloze.masked(Some(2)), "Adam keeps [how many] moments, SGD none.");
        assert_eq!(cloze.masked(None), "____ keeps [how many] moments, ____ none.");
    }

    #[test]
    fn formulas_nest_in_blanks_and_around_them() {
        assert_eq!(only(r"{{\frac{a|b}{c::d}}}").answer, r"\frac{a|b}{c::d}");
        let around = Cloze::parse(r"$\frac{{{a}}}{b_{x_{i}}}$").unwrap();
        assert_eq!(around.masked(None), r"$\frac{____}{b_{x_{i}}}$");
    }

    #[test]
    fn a_backslash_takes_the_meaning_away() {
        assert_eq!(
            only(r"{{std\::mem|a\|b::\{\}}}"),
            Blank { group: 1, answer: "std::mem".into(), alternates: vec!["a|b".into()], hint: Some("{}".into()) }
        );
        assert_eq!(only(r"{{\alpha \\ b}}").answer, r"\alpha \\ b");
    }

    #[test]
    fn faults_say_where_they_are() {
        for (text, fault) in [
            ("a {{b} c", ClozeError::Unclosed(2)),
            ("a {{b", ClozeError::Unclosed(2)),
            ("ä {{}}", ClozeError::Empty(3)),
            ("a {{b|}}", ClozeError::Empty(2)),
            ("{{c1::::hint}}", ClozeError::Empty(0)),
            ("a}} b", ClozeError::StrayClose(1)),
            ("{{a}}} b", ClozeError::StrayClose(4)),
        ] {
            assert_eq!(Cloze::parse(text), Err(fault), "{text}");
        }
        assert_eq!(ClozeError::Empty(7).at(), 7);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in r"([a{}|:\\é]|c1::|\{\{|\}\}){0,20}") {
            if let Ok(cloze) = Cloze::parse(&text) {
                prop_assert!(cloze.blanks().all(|blank| blank.group > 0 && !blank.answer.is_empty()));
            }
        }

        #[test]
        fn plain_answers_come_back(before in "[a-z ]{0,5}", answer in "[a-z]{1,5}", after in "[a-z ]{0,5}") {
            let cloze = Cloze::parse(&format!("{before}{{{{{answer}}}}}{after}")).unwrap();
            prop_assert_eq!(cloze.filled(), format!("{before}{answer}{after}"));
            prop_assert_eq!(cloze.masked(None), format!("{before}____{after}"));
        }
    }
}
