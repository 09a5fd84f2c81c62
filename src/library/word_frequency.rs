//! How often words occur in a deck, which says how much each of them tells: `layer` in a deck on
//! networks tells little, `depthwise` a lot.

use std::collections::{HashMap, HashSet};

use super::{DeckIx, Library};
use crate::text::fold::{fold, words};
use crate::text::stem::stem;

/// So many notes of a deck stand for all of it.
const SAMPLE: usize = 400;

/// In how many notes of a deck each word occurs, by its stem.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordFrequency {
    notes: usize,
    counts: HashMap<String, u32>,
}

impl WordFrequency {
    pub(super) fn new(library: &Library, deck: DeckIx) -> WordFrequency {
        let range = library.deck_info(deck).notes.clone();
        // Spread over the deck, since one topic follows the other.
        let step = (range.len() / SAMPLE).max(1);
        let mut frequency = WordFrequency::default();
        let mut counts: HashMap<String, u32> = HashMap::new();
        for note in range.step_by(step) {
            let text = fold(library.source_text(super::NoteIx(note)));
            // What stands between quotation marks is the note's; the rest names its fields.
            let prose = text.split('"').skip(1).step_by(2);
            for word in prose.flat_map(words).collect::<HashSet<&str>>() {
                *counts.entry(word.to_string()).or_default() += 1;
            }
            frequency.notes += 1;
        }
        for (word, count) in counts {
            *frequency.counts.entry(stem(&word).into_owned()).or_default() += count;
        }
        frequency
    }

    /// How much a folded word tells: 1 for one that the deck does not have, less the more notes
    /// have it (an inverse document frequency; Spärck Jones 1972), and never nothing.
    pub fn weight(&self, word: &str) -> f64 {
        let count = self.counts.get(&*stem(word)).copied().unwrap_or_default();
        let count = f64::from(count).min(self.notes as f64);
        let all = self.notes as f64 + 1.0;
        ((all / (count + 1.0)).ln() / all.ln().max(f64::MIN_POSITIVE)).clamp(0.1, 1.0)
    }
}
