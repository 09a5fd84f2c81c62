//! What a typed answer is worth: kindly where fingers slip or words are one's own, strictly where a
//! letter changes the meaning.
//!
//! Both sides become one comparable form (`CanonicalAnswer`). Then rules are asked in turn, and
//! the first that knows decides.

mod comparison;
mod contrast;
mod filler;
mod grading;
mod key;
mod other_terms;
mod own_words;
mod polarity;
#[cfg(test)]
mod tests;

pub use key::{AnswerKey, AnswerRole, AnswerSetting, AnswerVerdict};
pub use other_terms::OtherTerms;

use comparison::Comparison;
use grading::{Grading, PERTINENT, Sides};

use super::canonical::{AnswerWord, CanonicalAnswer};

/// Judges what was typed.
pub fn judge(typed: &str, key: &AnswerKey<'_>) -> AnswerVerdict {
    let sides = Sides::new(typed, key.accepted);
    let grading = Grading::new(typed, key, &sides);
    RULES.iter().find_map(|rule| rule(&grading)).unwrap_or(AnswerVerdict::Wrong(None))
}

/// Says what an answer is worth, if it knows.
type Rule = fn(&Grading<'_>) -> Option<AnswerVerdict>;

const RULES: [Rule; 11] = [
    nothing_is_wrong,
    the_same_is_right,
    an_essay_is_wrong,
    the_text_around_may_be_repeated,
    another_term_is_wrong,
    a_choice_of_answers_is_wrong,
    an_equation_is_its_last_side,
    harmless_words_may_be_added,
    own_words::an_item_may_be_named_in_own_words,
    a_part_is_close,
    initials_are_close,
];

/// More words than this are no answer.
const LONGEST: usize = 60;
/// At least this share of an answer makes it nearly right, by what its words tell.
const NEARLY: f64 = 0.33;

fn nothing_is_wrong(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    grading.typed.is_empty().then_some(AnswerVerdict::Wrong(None))
}

fn the_same_is_right(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    let alike = |(_, form): &&(&str, CanonicalAnswer)| grading.typed.is_same(form);
    let (shown, form) = grading.forms.iter().find(alike)?;
    if grading.is_same_as_any(grading.typed) {
        return Some(AnswerVerdict::Right);
    }
    // Another accent is a slip, and one where there is none may make another word.
    Some(if form.has_other_accents(grading.typed) {
        AnswerVerdict::Slip((*shown).to_string())
    } else {
        AnswerVerdict::close(shown, "the accents differ")
    })
}

/// Nobody types so much for a term, and comparing it would take long.
fn an_essay_is_wrong(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    (grading.typed.words.len() > LONGEST).then_some(AnswerVerdict::Wrong(None))
}

/// Words right before and after the blank may be typed with the answer.
fn the_text_around_may_be_repeated(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    fn texts(words: &[AnswerWord]) -> Vec<&str> {
        words.iter().map(|word| word.text.as_str()).collect()
    }
    let (typed, before) = (texts(&grading.typed.words), texts(grading.before()));
    let after = texts(grading.after());
    let repeats = |form: &CanonicalAnswer| {
        let form = texts(&form.words);
        (0..=typed.len().saturating_sub(form.len())).any(|at| {
            let rest = typed.get(at + form.len()..);
            // Whoever repeats a text but for what it denies says the opposite.
            let rest_before = &before[..before.len().saturating_sub(at)];
            let denies = at > 0 && rest_before.last().is_some_and(|word| contrast::denies(word));
            typed[at..].starts_with(&form)
                && before.ends_with(&typed[..at])
                && !denies
                && rest.is_some_and(|rest| after.starts_with(rest))
        })
    };
    let has_words = |form: &&(&str, CanonicalAnswer)| {
        !form.1.words.is_empty() && form.1.words.len() < typed.len()
    };
    let repeats = grading.forms.iter().filter(has_words).any(|(_, form)| repeats(form));
    repeats.then_some(AnswerVerdict::Right)
}

/// Whoever types another note's term or a foil has not slipped. A name of the very note whose term
/// is right is right as well.
fn another_term_is_wrong(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    let names: Vec<&str> = grading.key.others.find(grading.typed)?.collect();
    if names.iter().any(|name| grading.is_same_as_any(&CanonicalAnswer::new(name))) {
        return Some(AnswerVerdict::Right);
    }
    Some(AnswerVerdict::Wrong(names.first().map(ToString::to_string)))
}

/// `A or B` is right only if both are, and so is `A/B`.
fn a_choice_of_answers_is_wrong(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    let text = grading.text;
    let is_choice = text.contains(" or ");
    let parts: Vec<&str> =
        if is_choice { text.split(" or ").collect() } else { text.split('/').collect() };
    let is_right = |part: &&str| grading.is_same_as_any(&CanonicalAnswer::new(part));
    let right = parts.iter().filter(|part| is_right(part)).count();
    match parts.len() {
        1 => None,
        all if right == all => Some(AnswerVerdict::Right),
        _ if is_choice && right > 0 => Some(AnswerVerdict::Wrong(None)),
        _ => None,
    }
}

/// The accepted answer, with or without a slip, and words that change nothing.
fn harmless_words_may_be_added(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    let mut found = None;
    for (shown, both) in grading.comparisons() {
        let missing = both
            .missing
            .iter()
            .all(|word| filler::joins_within(&word.text) && both.form.words.last() != Some(*word));
        let is_whole = missing && grading.unknown(both).is_empty();
        let in_order = both.in_order || grading.is_item();
        // Another form of a lone word may be the very thing that is asked.
        let in_form = !both.is_reshaped
            || grading.is_item()
            || grading.key.setting.is_english && both.form.words.len() > 1;
        if is_whole && in_order && in_form && !both.slips_too_much() {
            if both.slips == 0 && !both.typed.has_other_accents(both.form) {
                return Some(AnswerVerdict::Right);
            }
            found = found.or(Some(shown));
        } else if both.slips_as_one_word() {
            found = found.or(Some(shown));
        }
    }
    found.map(|shown| AnswerVerdict::Slip(shown.to_string()))
}

/// `GELU(2) = 1.954` says 1.954.
fn an_equation_is_its_last_side(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    let (_, last) = grading.text.rsplit_once('=')?;
    grading.is_same_as_any(&CanonicalAnswer::new(last)).then_some(AnswerVerdict::Right)
}

/// A part of the answer, or more than it, is told as such.
fn a_part_is_close(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    let mut best: Option<(f64, AnswerVerdict)> = None;
    for (shown, both) in grading.comparisons().iter().filter(|(_, both)| !both.slips_too_much()) {
        let unknown = grading.unknown(both);
        let (share, pertinence) = (grading.share(both), grading.pertinence(unknown.len()));
        if share < NEARLY || pertinence < PERTINENT || both.is_doubtful_part() {
            continue;
        }
        let list = |words: &[&AnswerWord]| {
            words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let why = match () {
            () if !both.missing.is_empty() => format!("missing: {}", list(&both.missing)),
            () if !unknown.is_empty() => format!("more than asked: {}", list(&unknown)),
            () if both.is_reshaped => "another form of the word".to_string(),
            () => "the words stand in another order".to_string(),
        };
        if best.as_ref().is_none_or(|(before, _)| share > *before) {
            best = Some((share, AnswerVerdict::close(shown, &why)));
        }
    }
    best.map(|(_, verdict)| verdict)
}

fn initials_are_close(grading: &Grading<'_>) -> Option<AnswerVerdict> {
    let is_initials = |form: &CanonicalAnswer| Comparison::new(grading.typed, form).is_initials();
    let (shown, _) = grading.forms.iter().find(|(_, form)| is_initials(form))?;
    Some(AnswerVerdict::close(shown, "write it out"))
}
