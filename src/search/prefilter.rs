//! The cheap score: how well a word fits a name, in a few nanoseconds.
//!
//! It decides who is on the shortlist; `fuzzy-matcher` then orders the shortlist within the same
//! class.

use std::borrow::Cow;

use memchr::memchr;
use memchr::memmem::Finder;

use super::query::{MatchMode, QueryWord};
use crate::library::letters;
use crate::text::fold::{is_of_word, words};
use crate::text::stem::{common_start, stem};

/// How a word was found in a name. The order is that of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchClass {
    /// Letters in order, with gaps.
    Subsequence,
    /// With a slip of the fingers.
    Typo,
    /// Literally, inside a word.
    Inside,
    /// The first letters of the words.
    Initials,
    /// The beginning of a later word.
    WordStart,
    /// The beginning of the name.
    Start,
    /// The whole name.
    Whole,
}

impl MatchClass {
    /// The class's weight: classes lie far enough apart that nothing else outweighs them,
    /// but near enough that a term found well beats an alias found a little better.
    pub fn weight(self) -> i32 {
        match self {
            MatchClass::Subsequence => 300,
            MatchClass::Typo => 450,
            MatchClass::Inside => 550,
            MatchClass::Initials => 700,
            MatchClass::WordStart => 800,
            MatchClass::Start => 830,
            MatchClass::Whole => 1000,
        }
    }

    /// Whether the word stands in the name as typed.
    pub fn is_literal(self) -> bool {
        matches!(
            self,
            MatchClass::Inside | MatchClass::WordStart | MatchClass::Start | MatchClass::Whole
        )
    }
}

/// Names longer than this many bytes are sentences: letters in order with gaps prove nothing there.
pub const LONGEST_FUZZY: usize = 60;

/// The fewest letters that are looked for inside words or with gaps between them.
const FEWEST_STREWN: usize = 4;

/// A word of a query, prepared for comparison with many names.
pub struct CompiledWord<'q> {
    /// The word.
    pub word: &'q QueryWord,
    /// Its letter mask: a name that lacks one of its letters can't have it.
    pub mask: u64,
    /// What all forms of the word begin with.
    pub start: &'q str,
    stem: Cow<'q, str>,
    finder: Finder<'q>,
    chars: Vec<char>,
}

impl<'q> CompiledWord<'q> {
    /// Prepares the word.
    pub fn new(word: &'q QueryWord) -> Self {
        let text = word.text.as_str();
        let stem = if word.mode == MatchMode::Fuzzy { stem(text) } else { Cow::Borrowed(text) };
        CompiledWord {
            word,
            mask: letters(text),
            start: common_start(text, &stem),
            stem,
            finder: Finder::new(text.as_bytes()),
            chars: text.chars().collect(),
        }
    }

    /// Whether the folded `text` begins with the word or with another form of it.
    pub fn begins(&self, text: &str) -> bool {
        text.starts_with(&self.word.text)
            || text.starts_with(self.start)
                && words(text).next().is_some_and(|first| stem(first) == self.stem)
    }

    /// How the word fits the folded `name`, if it does.
    pub fn fit(&self, name: &str) -> Option<MatchClass> {
        self.fit_literally(name).or_else(|| self.loose(name))
    }

    /// How the word stands in the folded `name` as typed, if it does.
    pub fn fit_literally(&self, name: &str) -> Option<MatchClass> {
        let text = self.word.text.as_str();
        match self.word.mode {
            MatchMode::Whole => (name == text).then_some(MatchClass::Whole),
            MatchMode::Start => name.starts_with(text).then(|| self.literal(name)).flatten(),
            MatchMode::End => name.ends_with(text).then(|| self.literal(name)).flatten(),
            MatchMode::Literal | MatchMode::Fuzzy => self.literal(name),
        }
    }

    /// Whether the word may stand as it is in one of several names that lie one after another.
    pub fn may_stand_in(&self, names: &str) -> bool {
        self.find(names.as_bytes()).is_some()
    }

    /// The first place where the word stands as it is.
    pub fn find(&self, name: &[u8]) -> Option<usize> {
        match self.word.text.as_bytes() {
            &[letter] => memchr(letter, name),
            _ => self.finder.find(name),
        }
    }

    fn literal(&self, name: &str) -> Option<MatchClass> {
        let length = self.word.text.len();
        let mut at = self.find(name.as_bytes())?;
        if at == 0 {
            return Some(if length == name.len() { MatchClass::Whole } else { MatchClass::Start });
        }
        while !starts_word(name, at) {
            match self.find(&name.as_bytes()[at + length..]) {
                Some(further) => at += length + further,
                None => return self.tells_inside().then_some(MatchClass::Inside),
            }
        }
        Some(MatchClass::WordStart)
    }

    /// Whether finding the word inside another says something: three plain letters are inside
    /// anything, but many scripts don't part their words.
    fn tells_inside(&self) -> bool {
        self.chars.len() >= FEWEST_STREWN || !self.word.text.is_ascii()
    }

    /// How the word's letters stand in the folded `name`, which does not have the word as
    /// it is.
    pub fn loose(&self, name: &str) -> Option<MatchClass> {
        match name.len() {
            _ if self.word.mode != MatchMode::Fuzzy => None,
            0..=LONGEST_FUZZY if name.is_ascii() => loose(&self.chars, name.as_bytes()),
            0..=LONGEST_FUZZY => loose(&self.chars, &name.chars().collect::<Vec<char>>()),
            _ => None,
        }
    }
}

/// How a text fits a name that does not have it as it is; letters are characters, or bytes
/// where that is the same.
fn loose<L: Copy + Into<char>>(text: &[char], name: &[L]) -> Option<MatchClass> {
    if text.len() > 1 && has_initials(text, name) {
        return Some(MatchClass::Initials);
    }
    is_compact(text, name).then_some(MatchClass::Subsequence)
}

/// Whether the letters stand in the name in order and near together, from the beginning of a word
/// on: in at most two and a half times their own room. Letters strewn over a whole name prove
/// nothing, and three letters are found nearly everywhere.
fn is_compact<L: Copy + Into<char>>(text: &[char], name: &[L]) -> bool {
    if text.len() < FEWEST_STREWN {
        return false;
    }
    let letters = || text.iter().filter(|c| !c.is_whitespace());
    let is = |at: usize, c: char| name[at].into() == c;
    let mut end = 0;
    for &c in letters() {
        let Some(at) = (end..name.len()).find(|&at| is(at, c)) else { return false };
        end = at + 1;
    }
    // Backwards from there they are found as near together as they stand.
    let mut start = end;
    for &c in letters().rev() {
        start = (0..start).rev().find(|&at| is(at, c)).unwrap_or(start);
    }
    let begins = start == 0 || !is_of_word(name[start - 1].into());
    begins && 2 * (end - start) <= 5 * letters().count()
}

/// Whether the text is the first letters of the name's words, one by one.
fn has_initials<L: Copy + Into<char>>(text: &[char], name: &[L]) -> bool {
    let (mut wanted, mut inside) = (text.iter().peekable(), false);
    for &letter in name {
        let c: char = letter.into();
        let begins = is_of_word(c) && !inside;
        inside = is_of_word(c);
        if begins && wanted.next_if(|&&w| w == c).is_none() {
            break;
        }
    }
    wanted.peek().is_none()
}

/// Whether a word starts at byte `at` of the folded `name`.
pub fn starts_word(name: &str, at: usize) -> bool {
    match at.checked_sub(1).map(|before| name.as_bytes()[before]) {
        None => true,
        Some(before) if before.is_ascii() => !before.is_ascii_alphanumeric(),
        Some(_) => !name[..at].chars().next_back().is_some_and(is_of_word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;

    fn class(typed: &str, name: &str) -> Option<MatchClass> {
        CompiledWord::new(&Query::parse(typed).groups[0][0]).fit(name)
    }

    #[test]
    fn classes_are_what_they_say() {
        assert_eq!(class("lora", "lora"), Some(MatchClass::Whole));
        assert_eq!(class("lay", "layer norm"), Some(MatchClass::Start));
        assert_eq!(class("norm", "denorm norm"), Some(MatchClass::WordStart));
        assert_eq!(class("orma", "layer normal"), Some(MatchClass::Inside));
        assert_eq!(class("rag", "average pooling"), None, "three letters are inside anything");
        assert_eq!(class("字", "漢字"), Some(MatchClass::Inside));
        assert_eq!(class("gqa", "grouped-query attention"), Some(MatchClass::Initials));
        assert_eq!(
            class("gq", "grouped-query attention"),
            Some(MatchClass::Initials),
            "the first words'"
        );
        assert_eq!(class("gqab", "grouped-query attention"), None);
        assert_eq!(class("δα", "δενδρον αυγο"), Some(MatchClass::Initials));
        assert_eq!(class("lyrnm", "layer norm"), Some(MatchClass::Subsequence));
        assert_eq!(class("mn", "layer norm"), None);
        assert_eq!(class("sftmx", "softmax"), Some(MatchClass::Subsequence));
        assert_eq!(class("lora", "layer normalization"), None, "strewn letters");
        assert_eq!(
            class("lym", &"a very long sentence that has all the letters somewhere ".repeat(2)),
            None
        );
    }

    #[test]
    fn signs_are_strict() {
        assert_eq!(class("'lynm", "layer norm"), None);
        assert_eq!(class("^norm", "layer norm"), None);
        assert_eq!(class("norm$", "layer norm"), Some(MatchClass::WordStart));
        assert_eq!(class("^layer$", "layer norm"), None);
    }
}
