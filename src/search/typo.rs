//! Misspellings: words that are a slip or two away from a word of a name.

use crate::collection::letters;
use crate::text::distance::{within, within_prefix};
use crate::text::fold::words;

/// A word as typed, ready to be compared with many; `low-rnak` counts as two.
#[derive(Debug)]
pub(super) struct Misspelled<'a>(Vec<Part<'a>>);

#[derive(Debug)]
struct Part<'a> {
    text: &'a str,
    bag: u64,
    most: usize,
    first: [Option<char>; 2],
    length: usize,
}

impl<'a> Misspelled<'a> {
    /// Returns the word, if it is long enough that a slip leaves something to recognize.
    pub(super) fn new(text: &'a str) -> Option<Self> {
        let parts: Vec<Part> = words(text).map(Part::new).collect();
        parts.iter().any(|part| part.most > 0).then_some(Misspelled(parts))
    }

    /// Returns how many slips lie between the word and the nearest words of `name`, or their beginnings (which count
    /// as one more, so that a finished word wins).
    pub(super) fn slips(&self, name: &str) -> Option<usize> {
        self.0.iter().map(|part| words(name).filter_map(|word| part.compare(word)).min()).sum()
    }
}

impl<'a> Part<'a> {
    fn new(text: &'a str) -> Self {
        let length = text.chars().count();
        let most = match length {
            0..=3 => 0,
            4..=6 => 1,
            _ => 2,
        };
        let mut chars = text.chars();
        Part { text, bag: letters(text), most, first: [chars.next(), chars.next()], length }
    }

    fn compare(&self, word: &str) -> Option<usize> {
        let mut chars = word.chars();
        let (head, next) = (chars.next(), chars.next());
        // The first letter is seldom wrong; swapped or left out it stands second.
        if head != self.first[0] && head != self.first[1] && next != self.first[0] {
            return None;
        }
        if word.len() + self.most < self.length || (self.bag & !letters(word)).count_ones() as usize > self.most {
            return None;
        }
        within(self.text, word, self.most).or_else(|| within_prefix(self.text, word, self.most).map(|slips| slips + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_against_the_nearest_word() {
        let slips = |typed: &str, name: &str| Misspelled::new(typed).and_then(|word| word.slips(name));
        assert_eq!(slips("perplxity", "perplexity"), Some(1));
        assert_eq!(slips("layre", "layer normalization"), Some(1));
        assert_eq!(slips("kuberntes", "kubernetes"), Some(1));
        assert_eq!(slips("oftmax", "softmax"), Some(1), "the first letter left out");
        assert_eq!(slips("normaliaztoin", "layer normalization"), Some(2));
        assert_eq!(slips("normla", "layer normalization"), Some(2), "still being typed");
        assert_eq!(slips("lora", "loss"), None);
        assert_eq!(slips("gqa", "gwa"), None, "three letters prove nothing");
        assert_eq!(slips("low-rnak", "low-rank adaptation"), Some(1));
        assert_eq!(slips("mluti-query", "multi-query attention"), Some(1));
    }
}
