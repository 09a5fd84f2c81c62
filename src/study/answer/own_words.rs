//! Items of a list, named in a learner's own words.
//!
//! What tells an item from the others of its list are its own words: in `Mitral valve` it is
//! `mitral`, since every item has a valve, and in `Freedom of the press` it is `press`. Whoever
//! names them has named the item, whatever else is said.

use super::comparison::{Comparison, share_stem};
use super::grading::{Grading, PERTINENT};
use super::key::AnswerVerdict;
use super::{contrast, filler};
use crate::study::canonical::{AnswerWord, CanonicalAnswer};

/// A name of so few words has none to spare.
const SHORT: usize = 2;

/// The words that names an item: of the first of its phrases that says something of its own.
pub(super) fn an_item_may_be_named_in_own_words(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    if !grading.is_item() {
        return None;
    }
    for (shown, both) in grading.comparisons().iter().filter(|(_, both)| !both.slips_too_much()) {
        let unknown = grading.unknown(both);
        // What qualifies a name makes another: a leaky ReLU is no ReLU.
        let is_name = both.form.words.iter().any(|word| word.is_abbreviation);
        if is_name && !unknown.is_empty() || grading.pertinence(unknown.len()) < PERTINENT {
            continue;
        }
        if names_key_words(grading, both, shown) {
            let slip = AnswerVerdict::Slip(shown.to_string());
            return Some(if both.slips == 0 { AnswerVerdict::Right } else { slip });
        }
    }
    says_what_stands_around(grading)
}

/// Whether the words that tell an item from the others were all typed.
fn names_key_words(grading: &Grading<'_>, both: &Comparison<'_>, item: &str) -> bool {
    if both.missing.is_empty() {
        return true;
    }
    let phrases = phrases(item);
    // Of a short name every word counts that another one takes the place of.
    let words = phrases.iter().map(Vec::len).sum::<usize>();
    let is_name = words <= SHORT || phrases.iter().filter(|phrase| !phrase.is_empty()).count() < 2;
    if is_name && both.exchanges_words() {
        return false;
    }
    let tells = |word: &&AnswerWord| grading.is_own(word);
    let Some(phrase) = phrases.iter().find(|phrase| phrase.iter().any(|word| tells(&word))) else {
        return false;
    };
    let mut keys = phrase.iter().filter(tells);
    // Where the rest of a phrase decides, a part of it names nothing.
    keys.all(|key| !both.missing.iter().any(|word| word.text == key.text))
}

/// The phrases of an item: what stands between prepositions, articles and signs.
fn phrases(item: &str) -> Vec<Vec<AnswerWord>> {
    let mut phrases: Vec<Vec<AnswerWord>> = Vec::new();
    for part in item.split([',', ':', ';', '(', ')', '–', '—', '.']) {
        phrases.push(Vec::new());
        for word in part.split_whitespace() {
            let folded = word.to_lowercase();
            let splits = filler::joins(&folded)
                || matches!(folded.as_str(), "a" | "an" | "the" | "that" | "who" | "because");
            if splits {
                phrases.push(Vec::new());
            } else if let Some(phrase) = phrases.last_mut() {
                phrase.extend(CanonicalAnswer::new(word).words);
            }
        }
    }
    phrases
}

/// Words of the item that are not the ones asked.
fn says_what_stands_around(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    let words: Vec<&AnswerWord> = grading
        .typed
        .words
        .iter()
        .filter(|word| !filler::joins(&word.text) && !contrast::denies(&word.text))
        .collect();
    let around =
        |word: &&AnswerWord| grading.item().iter().any(|other| share_stem(&word.text, &other.text));
    let (shown, _) = grading.forms.first()?;
    let says = words.len() > 1 && words.iter().all(around);
    says.then(|| AnswerVerdict::close(shown, "it is of the item, but not its name"))
}
