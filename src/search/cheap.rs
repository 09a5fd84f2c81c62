//! The cheap score: how well a word fits a name, in a few nanoseconds.
//!
//! It decides who is on the shortlist; `fuzzy-matcher` then orders the shortlist within the same class.

use memchr::memmem;

use super::query::{Mode, Word};

/// How a word was found in a name. The order is that of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
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

impl Class {
    /// Returns the class's weight: classes lie far enough apart that nothing else outweighs them, but near enough
    /// that a term found well beats an alias found a little better.
    pub fn weight(self) -> i32 {
        match self {
            Class::Subsequence => 300,
            Class::Typo => 450,
            Class::Inside => 550,
            Class::Initials => 700,
            Class::WordStart => 800,
            Class::Start => 830,
            Class::Whole => 1000,
        }
    }

    /// Whether the word stands in the name as typed.
    pub fn is_literal(self) -> bool {
        matches!(self, Class::Inside | Class::WordStart | Class::Start | Class::Whole)
    }
}

/// Names longer than this many bytes are sentences: letters in order with gaps prove nothing there.
pub const LONGEST_FUZZY: usize = 60;

/// Returns how `word` fits the folded `name`, if it does.
pub fn fit(word: &Word, name: &str) -> Option<Class> {
    let text = word.text.as_str();
    match word.mode {
        Mode::Whole => (name == text).then_some(Class::Whole),
        Mode::Start => name.starts_with(text).then(|| literal(text, name)).flatten(),
        Mode::End => name.ends_with(text).then(|| literal(text, name)).flatten(),
        Mode::Literal => literal(text, name),
        Mode::Fuzzy => literal(text, name).or_else(|| loose(text, name)),
    }
}

fn literal(text: &str, name: &str) -> Option<Class> {
    let first = memmem::find(name.as_bytes(), text.as_bytes())?;
    if first == 0 {
        return Some(if text.len() == name.len() { Class::Whole } else { Class::Start });
    }
    let starts = memmem::find_iter(&name.as_bytes()[first..], text.as_bytes()).any(|i| starts_word(name, first + i));
    Some(if starts { Class::WordStart } else { Class::Inside })
}

fn loose(text: &str, name: &str) -> Option<Class> {
    if name.len() > LONGEST_FUZZY {
        return None;
    }
    if text.len() > 1 && has_initials(text, name) {
        return Some(Class::Initials);
    }
    is_compact(text, name).then_some(Class::Subsequence)
}

/// Whether the letters stand in the name in order and near together: in at most two and a half times their own room.
/// Letters strewn over a whole name prove nothing.
fn is_compact(text: &str, name: &str) -> bool {
    let letters = || text.chars().filter(|c| !c.is_whitespace());
    let (mut ahead, mut end) = (name.char_indices(), 0);
    for c in letters() {
        let Some((at, found)) = ahead.find(|&(_, n)| n == c) else { return false };
        end = at + found.len_utf8();
    }
    // Backwards from there they are found as near together as they stand.
    let (mut back, mut start) = (name[..end].char_indices().rev(), end);
    for c in letters().rev() {
        start = back.find(|&(_, n)| n == c).map_or(start, |(at, _)| at);
    }
    2 * name[start..end].chars().count() <= 5 * letters().count()
}

fn has_initials(text: &str, name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
    text.chars().all(|c| words.next() == Some(c))
}

/// Whether a word starts at byte `at` of the folded `name`.
pub fn starts_word(name: &str, at: usize) -> bool {
    !name[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;

    fn class(typed: &str, name: &str) -> Option<Class> {
        fit(&Query::parse(typed).groups[0][0], name)
    }

    #[test]
    fn classes_are_what_they_say() {
        assert_eq!(class("lora", "lora"), Some(Class::Whole));
        assert_eq!(class("lay", "layer norm"), Some(Class::Start));
        assert_eq!(class("norm", "denorm norm"), Some(Class::WordStart));
        assert_eq!(class("orm", "layer norm"), Some(Class::Inside));
        assert_eq!(class("gqa", "grouped-query attention"), Some(Class::Initials));
        assert_eq!(class("lyrnm", "layer norm"), Some(Class::Subsequence));
        assert_eq!(class("mn", "layer norm"), None);
        assert_eq!(class("sftmx", "softmax"), Some(Class::Subsequence));
        assert_eq!(class("lora", "layer normalization"), None, "strewn letters");
        assert_eq!(class("lym", &"a very long sentence that has all the letters somewhere ".repeat(2)), None);
    }

    #[test]
    fn signs_are_strict() {
        assert_eq!(class("'lynm", "layer norm"), None);
        assert_eq!(class("^norm", "layer norm"), None);
        assert_eq!(class("norm$", "layer norm"), Some(Class::WordStart));
        assert_eq!(class("^layer$", "layer norm"), None);
    }
}
