//! Misspellings: words that are a slip or two away from a word of a name.

use crate::collection::letters;
use crate::text::distance::{within, within_prefix};
use crate::text::fold::words;

/// A word as typed, ready to be compared with many.
#[derive(Debug)]
pub(super) struct Misspelled<'a> {
    text: &'a str,
    bag: u64,
    most: usize,
    first: [Option<char>; 2],
    length: usize,
}

impl<'a> Misspelled<'a> {
    /// Returns the word, if it is long enough that a slip leaves something to recognize.
    pub(super) fn new(text: &'a str) -> Option<Self> {
        let length = text.chars().count();
        let most = match length {
            0..=3 => return None,
            4..=6 => 1,
            _ => 2,
        };
        let mut chars = text.chars();
        let first = [chars.next(), chars.next()];
        text.chars().all(char::is_alphanumeric).then(|| Misspelled { text, bag: letters(text), most, first, length })
    }

    /// Returns how many slips lie between the word and the nearest word of `name`, or its beginning (which counts as
    /// one more, so that a finished word wins).
    pub(super) fn slips(&self, name: &str) -> Option<usize> {
        words(name).filter_map(|word| self.compare(word)).min()
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
    }
}
