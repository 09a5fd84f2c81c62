//! Whether an item named in one's own words says the opposite: `easy to parallelize` names what is
//! `hard to parallelize`, and `lose knowledge` what keeps it.
//!
//! Words that praise or raise count as plus, words that blame, lower or deny as minus, and signs
//! multiply: not to lose is to keep.

use super::comparison::{Comparison, share_stem};
use super::contrast::denies;
use crate::study::canonical::AnswerWord;

const PLUS: &str = "\
    good better best strong great easy easier simple well fast faster quick up rise increase \
    grow high higher raise more keep retain preserve remember fresh improve pro robust correct \
    real true common shared clear help benefit change move update reach safe";

const MINUS: &str = "\
    bad badly worse worst weak poor poorly hard harder difficult difficulty trouble slow \
    slower down fall drop decrease low lower reduce less few fewer little lose loss lost \
    forget ignore stale unclear vague undefined wrong unsafe fail struggle limited outdated \
    con sensitivity sensitive invented invent fabricated false fake separate hurt harm burden \
    weigh suffer same unchanged constant vanish";

/// Those of them that take from what is named, where nothing is said of it.
const TAKING: [&str; 5] = ["harder", "worse", "less", "fewer", "lower"];

/// Words that say that something is there (`ha` is what is left of `has` without its plural's `s`),
/// which is the opposite where a blank's text denies it.
const AFFIRMING: [&str; 5] = ["has", "have", "having", "can", "ha"];

/// Whether typed words and an item agree in what they say of it; unknown unless both say something.
/// `frame` are the words before the item's blank and the one after it, `name` the answer shown
/// first.
pub(super) fn agrees(
    both: &Comparison<'_>,
    frame: &[AnswerWord],
    name: &[AnswerWord],
) -> Option<bool> {
    let denied = frame.iter().any(|word| denies(&word.text));
    let repeats = |word: &&AnswerWord| frame.iter().any(|other| other.text == word.text);
    // Praise that repeats a text that denies it takes the denial back.
    let says = |word: &&AnswerWord| !repeats(word) || denied && sign(word) == Some(true);
    let affirms = |word: &AnswerWord| denied && AFFIRMING.contains(&word.text.as_str());
    let signed = |word| if affirms(word) { Some(true) } else { sign(word) };
    let typed = product(both.extra_words().filter(says).map(signed))?;
    let is_typed = |word: &&AnswerWord| {
        both.typed.words.iter().any(|other| share_stem(&other.text, &word.text))
    };
    // What is listed as a drawback is one, whatever else is said of it.
    let label = frame.first().filter(|word| matches!(word.text.as_str(), "pro" | "con"));
    let item = if let Some(label) = label {
        sign(label)
    } else {
        let name = name.iter().filter(|word| !is_typed(word));
        product(frame.iter().chain(name).map(sign))
    };
    let takes = || both.extra_words().any(|word| TAKING.contains(&word.text.as_str()));
    item.map(|item| typed == item).or_else(|| takes().then_some(false))
}

/// Whether a word counts as plus or minus.
pub(super) fn is_signed(word: &AnswerWord) -> bool {
    sign(word).is_some()
}

fn product(signs: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    signs.flatten().reduce(|one, other| one == other)
}

/// Whether a word counts as plus; none if it says neither.
fn sign(word: &AnswerWord) -> Option<bool> {
    let text = word.text.as_str();
    let is_among = |words: &str| words.split(' ').any(|one| share_stem(text, one));
    match () {
        () if denies(text) || is_among(MINUS) => Some(false),
        () if is_among(PLUS) => Some(true),
        () => None,
    }
}
