//! A typed answer and the accepted ones on their way through the rules. What a rule needs is worked
//! out when it is first asked: most answers are known before.

use std::cell::OnceCell;

use super::comparison::{Comparison, share_stem};
use super::key::{AnswerKey, AnswerRole};
use super::{contrast, filler, polarity};
use crate::study::canonical::{AnswerWord, CanonicalAnswer};

/// How much a word tells that other items have as well.
const SHARED: f64 = 0.1;

/// So much of what was typed has to be the answer, where there is more.
pub(super) const PERTINENT: f64 = 0.4;

/// Both sides in comparable form.
pub(super) struct Sides<'a> {
    typed: CanonicalAnswer,
    /// The accepted answers, each with the text to show for it.
    forms: Vec<(&'a str, CanonicalAnswer)>,
}

impl<'a> Sides<'a> {
    pub(super) fn new(typed: &str, accepted: &[&'a str]) -> Sides<'a> {
        let mut forms: Vec<(&str, CanonicalAnswer)> = Vec::with_capacity(accepted.len());
        for answer in accepted {
            forms.push((*answer, CanonicalAnswer::new(answer)));
            forms.extend(variants(answer).into_iter().map(|form| (*answer, form)));
        }
        Sides { typed: CanonicalAnswer::new(typed), forms }
    }
}

/// What the rules go by.
pub(super) struct Grading<'a> {
    pub(super) key: &'a AnswerKey<'a>,
    pub(super) text: &'a str,
    pub(super) typed: &'a CanonicalAnswer,
    pub(super) forms: &'a [(&'a str, CanonicalAnswer)],
    before: OnceCell<Vec<AnswerWord>>,
    after: OnceCell<Vec<AnswerWord>>,
    around: OnceCell<Vec<AnswerWord>>,
    item: OnceCell<Vec<AnswerWord>>,
    beside: OnceCell<Vec<AnswerWord>>,
    comparisons: OnceCell<Vec<(&'a str, Comparison<'a>)>>,
}

impl<'a> Grading<'a> {
    pub(super) fn new(text: &'a str, key: &'a AnswerKey<'a>, sides: &'a Sides<'a>) -> Grading<'a> {
        Grading {
            key,
            text,
            typed: &sides.typed,
            forms: &sides.forms,
            before: OnceCell::new(),
            after: OnceCell::new(),
            around: OnceCell::new(),
            item: OnceCell::new(),
            beside: OnceCell::new(),
            comparisons: OnceCell::new(),
        }
    }

    /// The words before the blank.
    pub(super) fn before(&self) -> &[AnswerWord] {
        self.before.get_or_init(|| CanonicalAnswer::new(&self.key.setting.before).words)
    }

    /// The words after it.
    pub(super) fn after(&self) -> &[AnswerWord] {
        self.after.get_or_init(|| CanonicalAnswer::new(&self.key.setting.after).words)
    }

    /// The words that the learner sees with the question.
    fn around(&self) -> &[AnswerWord] {
        self.around.get_or_init(|| CanonicalAnswer::new(&self.key.setting.around).words)
    }

    /// The words of an item.
    pub(super) fn item(&self) -> &[AnswerWord] {
        self.item.get_or_init(|| CanonicalAnswer::new(&self.key.setting.item).words)
    }

    /// Whether a word is of an item alone, and of none beside it.
    pub(super) fn is_own(&self, word: &AnswerWord) -> bool {
        let beside =
            self.beside.get_or_init(|| CanonicalAnswer::new(&self.key.setting.beside).words);
        !beside.iter().any(|other| share_stem(&word.text, &other.text))
    }

    pub(super) fn is_item(&self) -> bool {
        self.key.setting.role == AnswerRole::Item
    }

    pub(super) fn is_same_as_any(&self, typed: &CanonicalAnswer) -> bool {
        self.forms.iter().any(|(_, form)| typed.is_same(form) && !typed.has_other_accents(form))
    }

    /// The accepted answers beside what was typed, those left out that mean something else.
    pub(super) fn comparisons(&self) -> &[(&'a str, Comparison<'a>)] {
        self.comparisons.get_or_init(|| {
            self.forms
                .iter()
                .map(|(shown, form)| (*shown, Comparison::new(self.typed, form)))
                .filter(|(_, both)| {
                    !both.is_contrary(self.is_item(), self.around()) && self.says_the_same(both)
                })
                .collect()
        })
    }

    /// Whether what was typed and an accepted answer agree in what they assert and deny.
    fn says_the_same(&self, both: &Comparison<'_>) -> bool {
        let name = self.forms.first().map_or(&[][..], |(_, form)| &form.words);
        let agrees = || {
            let frame = [self.before(), self.after().get(..1).unwrap_or_default()].concat();
            polarity::agrees(both, &frame, name)
        };
        if let Some(agrees) = self.is_item().then(agrees).flatten() {
            return agrees;
        }
        // `no ____ of earlier inputs` denies before the blank does.
        let mut before = self.before().iter().rev().take(4);
        !both.is_denied(before.any(|word| contrast::denies(&word.text)))
    }

    /// Whether a word besides the accepted answer changes nothing.
    fn is_harmless(&self, both: &Comparison<'_>, place: usize) -> bool {
        let word = self.typed.words[place].text.as_str();
        let leads = self.typed.words[..place].iter().all(|word| filler::joins(&word.text));
        let next = self.typed.words.get(place + 1);
        let is_last = next.is_none();
        let is_known =
            |words: &[AnswerWord], word: &str| words.iter().any(|one| share_stem(word, &one.text));
        let leads_on = next.is_some_and(|next| is_known(self.around(), &next.text));
        let joins = if self.is_item() || leads || leads_on && both.missing.is_empty() {
            filler::joins(word)
        } else {
            filler::joins_within(word) && !is_last
        };
        let known = |words: &[AnswerWord]| is_known(words, word);
        joins
            || filler::is_article(word) && !is_last
            || contrast::denies(word)
            || self.is_item() && polarity::is_signed(&self.typed.words[place])
            || filler::is_category(word) && both.missing.is_empty()
            || known(self.around())
            || self.forms.iter().any(|(_, form)| known(&form.words))
    }

    /// The words besides the accepted answer that may change something.
    pub(super) fn unknown(&self, both: &Comparison<'_>) -> Vec<&'a AnswerWord> {
        let unknown = both.extra.iter().filter(|place| !self.is_harmless(both, **place));
        unknown.map(|place| &self.typed.words[*place]).collect()
    }

    fn weight<'w>(&self, words: impl Iterator<Item = &'w AnswerWord>) -> f64 {
        let tells = words.filter(|word| !filler::joins(&word.text));
        tells
            .map(|word| {
                let is_shared = self.is_item() && !self.is_own(word);
                self.key.frequency.weight(&word.text) * if is_shared { SHARED } else { 1.0 }
            })
            .sum()
    }

    /// The share of an accepted answer that was typed, by what its words tell.
    pub(super) fn share(&self, both: &Comparison<'_>) -> f64 {
        let all = self.weight(both.form.words.iter());
        1.0 - self.weight(both.missing.iter().copied()) / all.max(f64::MIN_POSITIVE)
    }

    /// The share of the typed words that are known, or change nothing.
    pub(super) fn pertinence(&self, unknown: usize) -> f64 {
        let words = self.typed.words.iter().filter(|word| !filler::joins(&word.text)).count();
        1.0 - unknown as f64 / words.max(1) as f64
    }
}

/// Other ways to write an accepted answer that say so themselves: without what stands in brackets,
/// only what stands there if it is an abbreviation or in another script, and each of two answers
/// with a stroke between blanks.
fn variants(answer: &str) -> Vec<CanonicalAnswer> {
    let mut variants: Vec<CanonicalAnswer> = Vec::new();
    // `f(x)` has no remark in brackets.
    let opened = answer.find(" (").map(|at| at + 1).or_else(|| answer.find('（'));
    if let Some((open, close)) = opened.zip(answer.rfind([')', '）'])).filter(|(a, b)| a < b) {
        let inner = answer[open..close].trim_start_matches(['(', '（']);
        let rest = answer[close..].trim_start_matches([')', '）']);
        let outer = format!("{}{rest}", &answer[..open]);
        let is_formula = outer.trim_end().ends_with(|c: char| "^_+-*/=".contains(c));
        if !is_formula && outer.contains(char::is_alphabetic) {
            variants.push(CanonicalAnswer::new(&outer));
        }
        let capitals = inner.chars().filter(|c| c.is_uppercase()).count();
        let is_wide = |text: &str| text.chars().any(|c| c >= '\u{2e80}');
        if (capitals > 1 && !inner.contains(' ')) || is_wide(inner) || is_wide(&outer) {
            variants.push(CanonicalAnswer::new(inner));
        }
    }
    if answer.contains(" / ") {
        variants.extend(answer.split(" / ").map(CanonicalAnswer::new));
    }
    variants
}
