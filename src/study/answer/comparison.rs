//! What was typed beside one accepted answer, word by word: what is there, what is missing, and
//! what is more.

use super::contrast::{self, contrasts, denies};
use super::filler;
use crate::study::canonical::{AnswerWord, CanonicalAnswer};
use crate::text::distance::within;
use crate::text::stem::stem;

/// The fewest letters of a word in which a finger may slip; below, two may only change places.
const SLIPPERY: usize = 5;
/// The most letters by which forms of one word differ in length.
const ENDING: usize = 5;

/// Two answers beside one another.
#[derive(Clone, Debug)]
pub(super) struct Comparison<'a> {
    pub(super) typed: &'a CanonicalAnswer,
    pub(super) form: &'a CanonicalAnswer,
    /// Words of the accepted answer that were not typed.
    pub(super) missing: Vec<&'a AnswerWord>,
    /// The places of words that were typed besides.
    pub(super) extra: Vec<usize>,
    /// How many letters slipped.
    pub(super) slips: usize,
    /// Whether a word was typed in another of its forms.
    pub(super) is_reshaped: bool,
    /// Whether the words stand in the same order.
    pub(super) in_order: bool,
}

/// How a typed word fits an accepted one.
struct Fit {
    slips: usize,
    is_reshaped: bool,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(typed: &'a CanonicalAnswer, form: &'a CanonicalAnswer) -> Comparison<'a> {
        let mut places: Vec<Option<usize>> = vec![None; form.words.len()];
        let (mut slips, mut is_reshaped) = (0, false);
        // What is spelled alike goes together before what only resembles it.
        for exact in [true, false] {
            for (at, word) in form.words.iter().enumerate() {
                if places[at].is_some() {
                    continue;
                }
                let free = (0..typed.words.len()).filter(|place| !places.contains(&Some(*place)));
                let fits = free.filter_map(|place| Some((place, fit(&typed.words[place], word)?)));
                let best = fits.min_by_key(|(_, fit)| (fit.slips, fit.is_reshaped));
                let best = best.filter(|(_, fit)| !exact || fit.slips == 0 && !fit.is_reshaped);
                if let Some((place, fit)) = best {
                    places[at] = Some(place);
                    slips += fit.slips;
                    is_reshaped |= fit.is_reshaped;
                }
            }
        }
        let missing = form.words.iter().zip(&places).filter(|(_, place)| place.is_none());
        let missing = missing.map(|(word, _)| word).collect();
        let extra =
            (0..typed.words.len()).filter(|place| !places.contains(&Some(*place))).collect();
        let found: Vec<usize> = places.iter().flatten().copied().collect();
        let in_order = found.is_sorted() || joins_parts(form);
        Comparison { typed, form, missing, extra, slips, is_reshaped, in_order }
    }

    /// The words that were typed besides.
    pub(super) fn extra_words(&self) -> impl Iterator<Item = &'a AnswerWord> + '_ {
        self.extra.iter().map(|place| &self.typed.words[*place])
    }

    /// Whether the two differ by something that changes the meaning: an antonym's beginning, a
    /// number, a key letter, an article's gender. `around` has the words of the text around a
    /// blank. What an item says besides may be missing.
    pub(super) fn is_contrary(&self, is_item: bool, around: &[AnswerWord]) -> bool {
        let has_article = |word: &AnswerWord| filler::is_article(&word.text);
        let opposed = self.missing.iter().any(|missing| {
            self.extra_words().any(|extra| {
                contrasts(&extra.text, &missing.text) || has_article(missing) && has_article(extra)
            })
        });
        let values = self.typed.value.as_ref().zip(self.form.value.as_ref());
        opposed
            || values.is_some_and(|(typed, right)| !typed.agrees_with(right))
            || !is_item && self.missing.iter().any(|word| is_key(word))
            || self.extra_words().any(|word| is_key(word) && !around.contains(word))
            || contrast::contrast_joined(self.typed.joined(), self.form.joined())
    }

    /// Whether one of the two denies what the other says. `denied` says that the text around a
    /// blank denies already.
    pub(super) fn is_denied(&self, denied: bool) -> bool {
        let denials = |words: &[AnswerWord]| words.iter().filter(|word| denies(&word.text)).count();
        let (typed, right) = (denials(&self.typed.words), denials(&self.form.words));
        typed != right && !(denied && typed == right + 1)
    }

    /// Whether something stands in the place of a word that is missing.
    pub(super) fn exchanges_words(&self) -> bool {
        let is_word = |word: &AnswerWord| !filler::joins(&word.text) && !denies(&word.text);
        !self.missing.is_empty() && self.extra_words().any(is_word)
    }

    /// Whether it is a part of the answer of which nobody knows that it was meant.
    pub(super) fn is_doubtful_part(&self) -> bool {
        self.exchanges_words() || self.slips > 0 && !self.missing.is_empty()
    }

    /// Whether the letters slipped too often for a slip.
    pub(super) fn slips_too_much(&self) -> bool {
        self.slips > (self.form.joined().chars().count() / 5).clamp(1, 3)
    }

    /// Whether the two are the same but for a slip and the blanks between their words.
    pub(super) fn slips_as_one_word(&self) -> bool {
        let (typed, form) = (self.typed.joined(), self.form.joined());
        let letters = form.chars().count();
        let is_single = |answer: &CanonicalAnswer| answer.words.len() == 1;
        (is_single(self.typed) != is_single(self.form))
            && self.form.words.iter().chain(&self.typed.words).all(|word| !is_key(word))
            && letters >= 2 * ABBREVIATION
            && typed.chars().next() == form.chars().next()
            && within(typed, form, (letters / 5).min(2)).is_some()
            && !contrasts(typed, form)
            && is_alphabetic(typed)
    }

    /// Whether it consists of the accepted answer's initials.
    pub(super) fn is_initials(&self) -> bool {
        let [word] = self.typed.words.as_slice() else { return false };
        let initials = self.form.words.iter().filter_map(|word| word.text.chars().next());
        self.form.words.len() > 1
            && word.text.chars().all(char::is_alphabetic)
            && word.text.chars().eq(initials)
    }
}

/// Letters below which a word is an abbreviation.
const ABBREVIATION: usize = 4;

/// Whether a word is too short, or too exact, to be left out or added.
fn is_key(word: &AnswerWord) -> bool {
    let text = word.text.as_str();
    let letter = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
    (letter && !filler::is_article(text) && !filler::joins(text))
        || word.is_abbreviation
        || text.chars().any(char::is_numeric)
        || contrast::is_loose_prefix(text)
}

/// Whether an answer joins parts that may change places, as `mean and variance` does.
fn joins_parts(form: &CanonicalAnswer) -> bool {
    form.words.iter().any(|word| matches!(word.text.as_str(), "and" | "or" | "und" | "et" | "y"))
}

fn fit(typed: &AnswerWord, right: &AnswerWord) -> Option<Fit> {
    let (one, other) = (typed.text.as_str(), right.text.as_str());
    if one == other || denies(one) && denies(other) {
        return Some(Fit { slips: 0, is_reshaped: false });
    }
    if contrasts(one, other) || right.is_abbreviation || typed.is_abbreviation {
        return None;
    }
    // A slip may hide an ending that would have been dropped.
    let slips = slips(one, other).into_iter().chain(slips(&typed.written, &right.written)).min();
    let ending = |word: &str| word.chars().rev().take(2).collect::<String>();
    if share_stem(one, other) && (slips.is_none() || ending(one) != ending(other)) {
        return Some(Fit { slips: 0, is_reshaped: true });
    }
    slips.map(|slips| Fit { slips, is_reshaped: false })
}

/// Whether two words are forms of one.
pub(super) fn share_stem(one: &str, other: &str) -> bool {
    let length = |word: &str| word.len().max(ABBREVIATION);
    one == other
        || one.len().min(other.len()) >= ABBREVIATION
            && length(one).abs_diff(length(other)) <= ENDING
            && stem(one) == stem(other)
            && !contrasts(one, other)
}

/// The letters that slipped between two words; none if it were too many.
fn slips(typed: &str, right: &str) -> Option<usize> {
    let letters = right.chars().count();
    if !is_alphabetic(right) || !is_alphabetic(typed) {
        // A long vowel's mark is often left out.
        let short = |word: &str| word.replace('ー', "");
        return (letters > ABBREVIATION && short(typed) == short(right)).then_some(1);
    }
    let start = |word: &str| word.chars().take(2).collect::<Vec<char>>();
    let (one, other) = (start(typed), start(right));
    // Fingers seldom slip at the first letter, and many words differ by nothing else.
    if one.first() != other.first() && !one.iter().eq(other.iter().rev()) {
        return None;
    }
    if letters < SLIPPERY {
        let mut sorted = [typed, right].map(|word| word.chars().collect::<Vec<char>>());
        for letters in &mut sorted {
            letters.sort_unstable();
        }
        let swapped = letters == ABBREVIATION && sorted[0] == sorted[1];
        return if swapped { within(typed, right, 1) } else { None };
    }
    within(typed, right, (letters / SLIPPERY).min(3))
}

/// Whether a text is of letters that a finger can miss: a sign of Chinese or Japanese is a word or
/// a syllable, a digit a number.
fn is_alphabetic(text: &str) -> bool {
    text.chars().all(|c| {
        !c.is_numeric()
            && !matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..)
    })
}
