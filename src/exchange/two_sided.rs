//! From two sides of a card to a note: a pair, or a fill-in where one side has gaps that the other
//! one fills.
//!
//! It knows no file format. Where a side can be read in two ways, the plain one is taken.

mod answers;

use super::cloze_conversion::{blank, gaps, literal};
use super::list_detection;
use crate::deck::NoteBody;

/// What two sides make. Numbered and dashed runs become steps and lists only if `lists`
/// says so.
pub(super) fn body(term: &str, definition: &str, lists: bool) -> NoteBody {
    let filled = match (gaps(term).is_empty(), gaps(definition).is_empty()) {
        (true, true) => None,
        (false, true) => fill(term, definition),
        (true, false) => fill(definition, term),
        (false, false) => both(term, definition),
    };
    if let Some(text) = filled {
        return NoteBody::Cloze { term: None, text };
    }
    let listed = if lists { list_detection::body(term, definition) } else { None };
    listed.unwrap_or_else(|| NoteBody::Pair {
        term: term.to_string(),
        definition: definition.to_string(),
    })
}

/// Puts the answers into the gaps of a text; none if their places are ambiguous.
fn fill(text: &str, answers: &str) -> Option<String> {
    let gaps = gaps(text);
    let answers = answers_for(answers, gaps.len())?;
    let (mut out, mut at) = (String::new(), 0);
    for (gap, answer) in gaps.into_iter().zip(answers) {
        out.push_str(&literal(&text[at..gap.start]));
        out.push_str(&blank(None, answer, None));
        at = gap.end;
    }
    out.push_str(&literal(&text[at..]));
    Some(out)
}

/// Splits an answer into as many as there are gaps: by semicolons, lines, slashes, commas, or
/// words.
fn answers_for(answer: &str, count: usize) -> Option<Vec<&str>> {
    if count == 1 {
        return Some(vec![answer]);
    }
    let splits: [&dyn Fn(char) -> bool; 5] =
        [&|c| c == ';', &|c| c == '\n', &|c| c == '/', &|c| c == ',', &char::is_whitespace];
    splits.iter().find_map(|split| {
        let parts: Vec<&str> =
            answer.split(*split).map(str::trim).filter(|part| !part.is_empty()).collect();
        (parts.len() == count).then_some(parts)
    })
}

/// Joins two sides of which each has the other's gap: `____ is the capital of France` and `Paris is
/// the capital of ____` are one text with two blanks.
fn both(one: &str, two: &str) -> Option<String> {
    let (a, b) = (gaps(one), gaps(two));
    let ([a], [b]) = (&a[..], &b[..]) else { return None };
    let (one, two) = (
        (one[..a.start].to_string(), one[a.end..].to_string()),
        (two[..b.start].to_string(), two[b.end..].to_string()),
    );
    overlap(&one, &two, false)
        .or_else(|| overlap(&two, &one, true))
        .or_else(|| answers::filled(&one, &two))
}

/// Joins two sides of which the first has the earlier gap.
fn overlap(first: &(String, String), second: &(String, String), swapped: bool) -> Option<String> {
    let left = second.0.strip_prefix(first.0.as_str())?;
    let right = first.1.strip_suffix(second.1.as_str())?;
    // What both have between the gaps: as much as leaves each gap something to answer.
    let starts = left.char_indices().map(|(i, _)| i).skip(1);
    let middle = starts.map(|i| &left[i..]).chain([""]).find(|middle| {
        let rest = right.strip_prefix(middle);
        rest.is_some_and(|rest| !rest.trim().is_empty())
            && !left[..left.len() - middle.len()].trim().is_empty()
    })?;
    if middle.trim().is_empty() {
        return None;
    }
    let (earlier, later) = (&left[..left.len() - middle.len()], &right[middle.len()..]);
    // The first card asks what the first side does.
    let (one, two) = if swapped { (2, 1) } else { (1, 2) };
    Some(format!(
        "{}{}{}{}{}",
        literal(&first.0),
        blank(Some(one), earlier, None),
        literal(middle),
        blank(Some(two), later, None),
        literal(&second.1)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(term: &str, definition: &str) -> String {
        match body(term, definition, false) {
            NoteBody::Cloze { text, .. } => text,
            NoteBody::Pair { term, definition } => format!("{term} = {definition}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_side_with_a_gap_becomes_a_fill_in() {
        assert_eq!(
            shown("Paris is the capital of ____.", "France"),
            "Paris is the capital of {{France}}."
        );
        assert_eq!(
            shown("France", "Paris is the capital of ____."),
            "Paris is the capital of {{France}}."
        );
        assert_eq!(
            shown("___ and ___ make water", "hydrogen, oxygen"),
            "{{hydrogen}} and {{oxygen}} make water"
        );
        assert_eq!(
            shown("___ and ___ make water", "one thing only"),
            "___ and ___ make water = one thing only"
        );
        assert_eq!(shown("Write {{x}} as ____", "a|b"), r"Write \{\{x\}\} as {{a\|b}}");
        assert_eq!(shown("__init__", "the constructor"), "__init__ = the constructor");
    }

    #[test]
    fn two_sides_that_are_each_others_gaps_become_one_note() {
        for (one, two, text) in [
            (
                "____ is the capital of France",
                "Paris is the capital of ____",
                "{{c1::Paris}} is the capital of {{c2::France}}",
            ),
            (
                "Paris is the capital of ____",
                "____ is the capital of France",
                "{{c2::Paris}} is the capital of {{c1::France}}",
            ),
            ("The ___ falls by ___", "one, two", "The {{one}} falls by {{two}}"),
            (
                "In ___ water boils at 100 °C.",
                "In Celsius water boils at ___.",
                "In {{c1::Celsius}} water boils at {{c2::100 °C}}.",
            ),
        ] {
            assert_eq!(shown(one, two), text);
        }
        assert_eq!(shown("a ___", "b ___"), "a ___ = b ___");
    }

    #[test]
    fn sides_in_other_words_answer_each_other() {
        for (one, two, text) in [
            (
                "Sodium has the symbol ___.",
                "Na is the symbol of ___",
                "{{c2::Sodium}} has the symbol {{c1::Na}}.",
            ),
            (
                "The capital of France is ___",
                "Paris is the capital of the country ___",
                "The capital of {{c2::France}} is {{c1::Paris}}",
            ),
            (
                "Penicillin was discovered by ___",
                "Alexander Fleming discovered ___",
                "{{c2::Penicillin}} was discovered by {{c1::Alexander Fleming}}",
            ),
        ] {
            assert_eq!(shown(one, two), text);
        }
    }

    #[test]
    fn sides_that_do_not_answer_each_other_stay_a_pair() {
        for (one, two) in [
            ("Sodium has the symbol ___", "___ is the symbol of sodium"),
            ("Paris lies on the river ___", "The river Seine flows through ___"),
            ("Iron rusts in ___", "Snow falls in ___"),
            ("___ and ___ are metals", "Gold and ___ are metals"),
        ] {
            assert_eq!(shown(one, two), format!("{one} = {two}"));
        }
    }
}
