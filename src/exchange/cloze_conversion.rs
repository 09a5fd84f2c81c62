//! Converting other programs' gaps to blanks: `____` and whatever else marks something to fill
//! in.
//!
//! It knows the signs that mean something in a text with blanks, and takes the meaning from those
//! that only happen to stand there.

use crate::text::cloze::ClozeText;
use crate::text::opaque::{self, OpaqueKind};

/// A text in which no braces make a blank. A formula keeps its braces: a blank between two that
/// open does no harm there, and two that close mean nothing then.
pub(super) fn literal(text: &str) -> String {
    if !text.contains("{{") && !text.contains("}}") {
        return text.to_string();
    }
    let escape = |text: &str| text.replace("{{", "\\{\\{").replace("}}", "\\}\\}");
    let (mut out, mut at) = (String::with_capacity(text.len() + 4), 0);
    for span in opaque::spans(text) {
        if span.kind != OpaqueKind::Math {
            continue;
        }
        let formula = text[span.start..span.end].replace("{{", "{ {");
        if ClozeText::parse(&formula).is_ok() {
            out.push_str(&escape(&text[at..span.start]));
            out.push_str(&formula);
            at = span.end;
        }
    }
    out.push_str(&escape(&text[at..]));
    out
}

/// A blank with that answer and hint, in the group of that number if it has one.
pub(super) fn blank(group: Option<u32>, answer: &str, hint: Option<&str>) -> String {
    let group = group.map_or_else(String::new, |group| format!("c{group}::"));
    let hint = hint
        .filter(|hint| !hint.trim().is_empty())
        .map_or_else(String::new, |hint| format!("::{}", inner(hint)));
    format!("{{{{{group}{}{hint}}}}}", inner(answer))
}

/// A text made safe for the inside of a blank.
fn inner(text: &str) -> String {
    let text = text.trim();
    let is_plain = ClozeText::parse(&format!("{{{{{text}}}}}")).is_ok_and(|cloze| {
        cloze.pieces.len() == 1 && cloze.blanks().all(|blank| blank.answer == text)
    });
    let numbered =
        text.strip_prefix('c').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if is_plain && is_balanced(text) && !numbered && !text.starts_with(':') && !text.ends_with(':')
    {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if matches!(c, '|' | ':' | '{' | '}') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether every brace has its partner.
fn is_balanced(text: &str) -> bool {
    let mut depth = 0usize;
    for c in text.chars() {
        match (c, depth) {
            ('{', _) => depth += 1,
            ('}', 0) => return false,
            ('}', _) => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

/// Where runs of underscores stand that mean a gap: three or more, or two that touch no
/// word.
pub(super) fn gaps(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut gaps = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) = memchr::memchr(b'_', &bytes[at..]) {
        let start = at + offset;
        let length = bytes[start..].iter().take_while(|&&byte| byte == b'_').count();
        let end = start + length;
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let alone = !word(text[..start].chars().next_back()) && !word(text[end..].chars().next());
        if length > 2 || (length == 2 && alone) {
            gaps.push(start..end);
        }
        at = end;
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gaps_are_runs_of_underscores() {
        let gaps = |text: &str| gaps(text).len();
        assert_eq!(gaps("It is ____ and __ here"), 2);
        assert_eq!(gaps("__init__ and snake_case _x_"), 0);
        assert_eq!(gaps("un____ed"), 1);
    }

    proptest! {
        #[test]
        fn a_blank_answers_what_it_was_given(answer in r"[a{}|:c1 é]{1,12}", hint in r"[a{}|:é]{0,6}") {
            prop_assume!(!answer.trim().is_empty());
            let text = format!("x {} y", blank(Some(3), &answer, Some(&hint)));
            let cloze = ClozeText::parse(&text).unwrap();
            let blank = cloze.blanks().next().unwrap();
            prop_assert_eq!((blank.group, blank.answer.as_str()), (3, answer.trim()));
            prop_assert!(blank.alternates.is_empty());
            prop_assert_eq!(blank.hint.as_deref().unwrap_or(""), hint.trim());
        }

        #[test]
        fn literal_braces_make_no_blank(text in r"[a{} é]{0,12}") {
            let cloze = ClozeText::parse(&literal(&text));
            prop_assert!(cloze.map_or(true, |cloze| cloze.blanks().next().is_none()));
        }
    }
}
