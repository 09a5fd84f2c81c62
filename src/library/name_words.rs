//! The words of all names, each once, with the notes that have it: what may be misspelled is
//! compared with a few thousand words instead of every name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasherDefault;

use super::ids::{DeckIx, IdentityHasher, NoteIx, id_key};
use super::letter_mask::letters;

/// All words of all names, folded.
#[derive(Debug, Default)]
pub struct NameWords {
    text: String,
    ends: Vec<u32>,
    masks: Vec<u64>,
    /// Where the notes of each word end in `notes`.
    note_ends: Vec<u32>,
    notes: Vec<NoteIx>,
}

impl NameWords {
    /// Gathers the words of so many notes.
    pub(super) fn from_notes<'n, W: Iterator<Item = &'n str>>(
        notes: usize,
        words: impl Fn(NoteIx) -> W,
    ) -> NameWords {
        let mut gathering = NameWordsBuilder::default();
        for note in (0..notes as u32).map(NoteIx) {
            words(note).for_each(|word| gathering.add(word, note));
        }
        gathering.build()
    }

    /// The words with their letter masks.
    pub fn all(&self) -> impl Iterator<Item = (usize, u64)> {
        self.masks.iter().copied().enumerate()
    }

    /// A word.
    pub fn text(&self, word: usize) -> &str {
        &self.text[slice_range(&self.ends, word)]
    }

    /// The notes that have a word, in order.
    pub fn notes(&self, word: usize) -> &[NoteIx] {
        &self.notes[slice_range(&self.note_ends, word)]
    }
}

fn slice_range(ends: &[u32], at: usize) -> std::ops::Range<usize> {
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..ends[at] as usize
}

/// The words under construction.
#[derive(Default)]
struct NameWordsBuilder {
    words: NameWords,
    at: HashMap<u64, u32, BuildHasherDefault<IdentityHasher>>,
    /// The last note that has each word.
    last: Vec<NoteIx>,
    uses: Vec<(u32, NoteIx)>,
}

impl NameWordsBuilder {
    fn add(&mut self, word: &str, note: NoteIx) {
        let at = self.number(word);
        if std::mem::replace(&mut self.last[at as usize], note) != note {
            self.words.note_ends[at as usize] += 1;
            self.uses.push((at, note));
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        let mut key = id_key(DeckIx(0), word);
        loop {
            match self.at.entry(key) {
                Entry::Occupied(known) if self.words.text(*known.get() as usize) == word => {
                    return *known.get();
                }
                Entry::Occupied(_) => key = key.wrapping_add(1),
                Entry::Vacant(free) => {
                    let at = *free.insert(self.words.ends.len() as u32);
                    self.words.text.push_str(word);
                    self.words.ends.push(self.words.text.len() as u32);
                    self.words.masks.push(letters(word));
                    self.words.note_ends.push(0);
                    self.last.push(NoteIx(u32::MAX));
                    return at;
                }
            }
        }
    }

    /// Sorts the notes by word: the counts become starts, and then ends, as each note is placed.
    fn build(mut self) -> NameWords {
        let mut start = 0;
        for end in &mut self.words.note_ends {
            start += std::mem::replace(end, start);
        }
        self.words.notes = vec![NoteIx(0); self.uses.len()];
        for (word, note) in self.uses {
            let end = &mut self.words.note_ends[word as usize];
            self.words.notes[*end as usize] = note;
            *end += 1;
        }
        self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_knows_its_notes() {
        let names = ["layer norm ln norm-of a layer layer-norm", "grosse g", "norm norm-2"];
        let words = NameWords::from_notes(names.len(), |note| {
            crate::text::fold::words(names[note.index()])
        });
        let found: Vec<(&str, Vec<u32>)> = words
            .all()
            .map(|(at, _)| (words.text(at), words.notes(at).iter().map(|note| note.0).collect()))
            .collect();
        let expected: [(&str, &[u32]); 8] = [
            ("layer", &[0]),
            ("norm", &[0, 2]),
            ("ln", &[0]),
            ("of", &[0]),
            ("a", &[0]),
            ("grosse", &[1]),
            ("g", &[1]),
            ("2", &[2]),
        ];
        assert_eq!(found, expected.map(|(word, notes)| (word, notes.to_vec())));
    }
}
