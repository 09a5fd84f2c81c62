//! Misspellings: words that are a slip or two away from a word of a name.

use crate::library::{Library, letter, letters};
use crate::text::distance::within_both;
use crate::text::fold::words;

/// A word as typed, ready to be compared with many; `low-rnak` counts as two.
#[derive(Debug)]
pub(super) struct TypoQuery<'a>(Vec<TypoPart<'a>>);

#[derive(Debug)]
struct TypoPart<'a> {
    text: &'a str,
    /// Its letters, those that it has at least twice, and those that it has three times or more.
    masks: [u64; 3],
    most: usize,
    first: [Option<char>; 2],
    length: usize,
}

impl<'a> TypoQuery<'a> {
    /// The word, if it is long enough that a slip leaves something to recognize.
    pub(super) fn new(text: &'a str) -> Option<Self> {
        let parts: Vec<TypoPart> = words(text).map(TypoPart::new).collect();
        parts.iter().any(|part| part.most > 0).then_some(TypoQuery(parts))
    }

    /// For every note, whether its names have words this near.
    pub(super) fn notes(&self, library: &Library) -> Vec<bool> {
        let mut all = vec![true; library.len()];
        for part in &self.0 {
            let near = part.notes(library);
            all.iter_mut().zip(near).for_each(|(all, near)| *all &= near);
        }
        all
    }

    /// How many slips lie between the word and the nearest words of `name`, or their
    /// beginnings (which count as one more, so that a finished word wins).
    pub(super) fn slips(&self, name: &str) -> Option<usize> {
        self.0.iter().map(|part| part.slips(name)).sum()
    }
}

impl<'a> TypoPart<'a> {
    fn new(text: &'a str) -> Self {
        let length = text.chars().count();
        let most = match length {
            0..=3 => 0,
            4..=6 => 1,
            _ => 2,
        };
        let mut chars = text.chars();
        let first = [chars.next(), chars.next()];
        let masks = text.chars().fold([0; 3], |[once, twice, thrice], c| {
            let letter = letter(c);
            [once | letter, twice | (once & letter), thrice | (twice & letter)]
        });
        TypoPart { text, masks, most, first, length }
    }

    fn notes(&self, library: &Library) -> Vec<bool> {
        let (words, mut near) = (library.names().words(), vec![false; library.len()]);
        for (at, _) in words.all().filter(|&(_, mask)| self.may_be_in(mask)) {
            if self.compare(words.text(at)).is_some() {
                words.notes(at).iter().for_each(|note| near[note.index()] = true);
            }
        }
        near
    }

    /// Whether a word with that bag of letters can be this near: every letter that it lacks is a
    /// slip.
    fn may_be_in(&self, mask: u64) -> bool {
        self.masks.iter().map(|letters| (letters & !mask).count_ones() as usize).sum::<usize>()
            <= self.most
    }

    fn slips(&self, name: &str) -> Option<usize> {
        words(name).filter_map(|word| self.compare(word)).min()
    }

    fn compare(&self, word: &str) -> Option<usize> {
        let mut chars = word.chars();
        let (head, next) = (chars.next(), chars.next());
        // The first letter is seldom wrong; swapped or left out it stands second.
        if head != self.first[0] && head != self.first[1] && next != self.first[0] {
            return None;
        }
        if word.len() + self.most < self.length || !self.may_be_in(letters(word)) {
            return None;
        }
        let (whole, beginning) = within_both(self.text, word, self.most);
        whole.or(beginning.map(|slips| slips + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_against_the_nearest_word() {
        let slips =
            |typed: &str, name: &str| TypoQuery::new(typed).and_then(|word| word.slips(name));
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
