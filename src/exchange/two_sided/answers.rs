//! Two sides that say the same in other words, each with a gap where the other has the answer:
//! `Sodium has the symbol ___` and `Na is the symbol of ___`.
//!
//! What only one side says, besides small words, is the answer to the other's gap. Where that is
//! not one stretch, or may be more than a name, nothing is concluded.

use std::collections::HashSet;
use std::ops::Range;

use crate::exchange::cloze_conversion::{blank, literal};
use crate::text::fold::{fold, is_of_word};

/// Words that are no answer: what sentences of one meaning differ in.
const SMALL: &[&str] = &[
    "a", "an", "the", "is", "are", "was", "were", "be", "been", "has", "have", "had", "does", "do",
    "did", "of", "on", "in", "at", "to", "for", "by", "with", "from", "as", "and", "or", "its",
    "it", "that", "this", "these", "those", "which", "who", "whose", "what", "where", "when",
    "called", "named", "known", "country", "element", "word", "term", "s",
];

/// Verbs after which the stretch before them is all of the subject.
const VERBS: [&str; 7] = ["is", "are", "was", "were", "has", "have", "had"];

/// The most words of an answer.
const LONGEST: usize = 4;

/// A word of a side: where it is, and how it is compared.
struct SideWord {
    range: Range<usize>,
    folded: String,
}

impl SideWord {
    fn is_small(&self) -> bool {
        SMALL.contains(&self.folded.as_str())
    }
}

/// One side: the text before its gap, and after it.
type Side = (String, String);

/// One text with two blanks, which asks both ways; the first blank is the gap of `one`.
pub(super) fn filled(one: &Side, two: &Side) -> Option<String> {
    let (own, other) = (words(one), words(two));
    let subject = answer(one, &own, &other)?;
    let object = answer(two, &other, &own)?;
    let (gap, whole) = (one.0.len(), format!("{}{}", one.0, one.1));
    let filled = blank(Some(1), &format!("{}{}", two.0, two.1)[object], None);
    let asked = blank(Some(2), &whole[subject.clone()], None);
    let (first, second) = if subject.end <= gap {
        ((subject, asked), (gap..gap, filled))
    } else {
        ((gap..gap, filled), (subject, asked))
    };
    Some(format!(
        "{}{}{}{}{}",
        literal(&whole[..first.0.start]),
        first.1,
        literal(&whole[first.0.end..second.0.start]),
        second.1,
        literal(&whole[second.0.end..])
    ))
}

/// The words of a side; their places are those in the side without its gap.
fn words((before, after): &Side) -> Vec<SideWord> {
    let mut words = Vec::new();
    for (text, from) in [(before, 0), (after, before.len())] {
        let mut start = None;
        for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (is_of_word(c), start) {
                (true, None) => start = Some(i),
                (false, Some(begin)) => {
                    let folded = fold(&text[begin..i]);
                    words.push(SideWord { range: from + begin..from + i, folded });
                    start = None;
                }
                _ => {}
            }
        }
    }
    words
}

/// The stretch of a side that the other does not have.
fn answer((before, after): &Side, own: &[SideWord], other: &[SideWord]) -> Option<Range<usize>> {
    let known: HashSet<&str> = other.iter().map(|word| word.folded.as_str()).collect();
    let is_own = |word: &SideWord| !word.is_small() && !known.contains(word.folded.as_str());
    // Sides that have nothing in common speak of different things.
    if own.iter().all(|word| word.is_small() || is_own(word)) {
        return None;
    }
    let first = own.iter().position(is_own)?;
    let last = own.iter().rposition(is_own)?;
    let stretch = &own[first..=last];
    let range = own[first].range.start..own[last].range.end;
    let across = range.start < before.len() && before.len() < range.end;
    let is_stretch = stretch.iter().all(|word| word.is_small() || is_own(word));
    if across || !is_stretch || stretch.len() > LONGEST {
        return None;
    }
    let text = format!("{before}{after}");
    let capital = |word: &SideWord| text[word.range.clone()].starts_with(char::is_uppercase);
    // `Paris lies` begins with a name and goes on with what it does.
    let is_mixed = capital(&stretch[0]) && stretch[1..].iter().any(|word| !capital(word));
    let verb = own.get(last + 1).is_some_and(|word| VERBS.contains(&word.folded.as_str()));
    (!is_mixed || verb).then_some(range)
}
