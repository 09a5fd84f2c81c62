//! The names of every note, folded, in one run of text, with a filter that says quickly which notes
//! can match.

use std::ops::Range;
use std::sync::OnceLock;

use super::NoteIx;
use super::letter_mask::letters;
use super::name_words::NameWords;
use crate::text::fold::{fold_into, words};

/// What a name is to its note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// Its heading.
    Term,
    /// Another name.
    Alias,
    /// Its id.
    Id,
}

/// Between two names of a note.
const SEPARATOR: u8 = 0x1f;

/// All names.
#[derive(Debug, Default)]
pub struct NameIndex {
    text: String,
    ends: Vec<u32>,
    masks: Vec<u64>,
    order: OnceLock<Vec<NoteIx>>,
    words: OnceLock<NameWords>,
}

impl NameIndex {
    /// Adds a note's names; notes come in order.
    pub(super) fn push<'a>(
        &mut self,
        term: &str,
        aliases: impl Iterator<Item = &'a str>,
        id: &str,
    ) {
        let start = self.text.len();
        fold_into(term, &mut self.text);
        for alias in aliases {
            self.text.push(SEPARATOR as char);
            fold_into(alias, &mut self.text);
        }
        self.text.push(SEPARATOR as char);
        fold_into(id, &mut self.text);
        self.masks.push(letters(&self.text[start..]));
        self.ends.push(self.text.len() as u32);
    }

    /// Adds the names of further notes.
    pub(super) fn append(&mut self, others: &NameIndex) {
        let start = self.text.len() as u32;
        self.text.push_str(&others.text);
        self.ends.extend(others.ends.iter().map(|end| start + end));
        self.masks.extend_from_slice(&others.masks);
    }

    /// The names without those of some notes, which are in order.
    pub(super) fn without(&self, gone: &[NoteIx]) -> NameIndex {
        let mut kept = NameIndex::default();
        for note in
            (0..self.ends.len() as u32).map(NoteIx).filter(|note| gone.binary_search(note).is_err())
        {
            kept.text.push_str(self.joined_names(note));
            kept.masks.push(self.masks[note.index()]);
            kept.ends.push(kept.text.len() as u32);
        }
        kept
    }

    /// The letter masks of all notes: a name can match a text only if it has all of the text's
    /// letters.
    pub fn masks(&self) -> &[u64] {
        &self.masks
    }

    /// A note's names, folded: its term first, its id last.
    pub fn note_names(&self, note: NoteIx) -> impl Iterator<Item = (NameKind, &str)> {
        let (mut rest, mut next) = (Some(self.joined_names(note)), NameKind::Term);
        std::iter::from_fn(move || {
            let text = rest?;
            let Some(end) = memchr::memchr(SEPARATOR, text.as_bytes()) else {
                rest = None;
                return Some((NameKind::Id, text));
            };
            rest = Some(&text[end + 1..]);
            Some((std::mem::replace(&mut next, NameKind::Alias), &text[..end]))
        })
    }

    /// A note's names, with separators between.
    pub fn joined_names(&self, note: NoteIx) -> &str {
        &self.text[self.range(note)]
    }

    /// The notes that have a name where `find` finds something, in order; `fits` judges
    /// each place in the run of all names.
    pub fn find_matches(
        &self,
        find: impl Fn(&[u8]) -> Option<usize>,
        fits: impl Fn(&str, usize) -> bool,
    ) -> Vec<NoteIx> {
        let (mut found, mut from, mut note) = (Vec::new(), 0, 0);
        while let Some(at) = find(&self.text.as_bytes()[from..]).map(|at| from + at) {
            note += self.ends[note..].iter().take_while(|&&end| end as usize <= at).count();
            let start = note.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
            if at == start || fits(&self.text, at) {
                found.push(NoteIx(note as u32));
                from = self.ends[note] as usize;
            } else {
                from = at + 1;
            }
        }
        found
    }

    /// The words of all names, gathered at the first call.
    pub fn words(&self) -> &NameWords {
        self.words
            .get_or_init(|| NameWords::from_notes(self.masks.len(), |note| self.note_words(note)))
    }

    fn note_words(&self, note: NoteIx) -> impl Iterator<Item = &str> {
        // Ids are often numbered: a word a note, and nobody means a number by another.
        let counts = |what, word: &str| {
            what != NameKind::Id || word.bytes().any(|byte| !byte.is_ascii_digit())
        };
        self.note_names(note)
            .flat_map(move |(what, name)| words(name).filter(move |word| counts(what, word)))
    }

    /// All notes by term, A–Z, sorted at the first call.
    pub fn in_order(&self) -> &[NoteIx] {
        self.order.get_or_init(|| {
            // Most terms differ in their first letters, which two numbers compare at once.
            let key = |note| (first_letters(self.term(note)), note);
            let mut keyed: Vec<([u64; 2], NoteIx)> =
                (0..self.ends.len() as u32).map(NoteIx).map(key).collect();
            keyed.sort_unstable_by(|(a, left), (b, right)| {
                a.cmp(b).then_with(|| self.term(*left).cmp(self.term(*right))).then(left.cmp(right))
            });
            keyed.into_iter().map(|(_, note)| note).collect()
        })
    }

    /// A note's folded term.
    pub fn term(&self, note: NoteIx) -> &str {
        let all = self.joined_names(note);
        let end = memchr::memchr(SEPARATOR, all.as_bytes()).unwrap_or(all.len());
        &all[..end]
    }

    /// A note's folded id.
    pub fn id(&self, note: NoteIx) -> &str {
        let all = self.joined_names(note);
        let start = memchr::memrchr(SEPARATOR, all.as_bytes()).map_or(0, |at| at + 1);
        &all[start..]
    }

    fn range(&self, note: NoteIx) -> Range<usize> {
        let start = note.index().checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        start..self.ends[note.index()] as usize
    }
}

/// The first sixteen bytes as numbers that compare as they do.
fn first_letters(text: &str) -> [u64; 2] {
    let mut letters = [0; 16];
    let end = text.len().min(16);
    letters[..end].copy_from_slice(&text.as_bytes()[..end]);
    let all = u128::from_be_bytes(letters);
    [(all >> 64) as u64, all as u64]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_in_order_with_what_they_are() {
        let mut names = NameIndex::default();
        names.push("Layer Norm", ["LN"].into_iter(), "layer-norm");
        names.push("Größe", std::iter::empty(), "g");
        let all: Vec<_> = names.note_names(NoteIx(0)).collect();
        assert_eq!(
            all,
            [(NameKind::Term, "layer norm"), (NameKind::Alias, "ln"), (NameKind::Id, "layer-norm")]
        );
        let all: Vec<_> = names.note_names(NoteIx(1)).collect();
        assert_eq!(all, [(NameKind::Term, "grosse"), (NameKind::Id, "g")]);
        assert_eq!(names.term(NoteIx(0)), "layer norm");
    }

    #[test]
    fn the_order_is_that_of_the_terms() {
        let mut names = NameIndex::default();
        let terms = [
            "normalization",
            "normalizatio",
            "a",
            "",
            "norm",
            "größe",
            "z",
            "normalizations",
            "a",
            "grosse",
        ];
        for (i, term) in terms.iter().enumerate() {
            names.push(term, std::iter::empty(), &i.to_string());
        }
        let ordered: Vec<u32> = names.in_order().iter().map(|note| note.0).collect();
        assert_eq!(ordered, [3, 2, 8, 5, 9, 4, 1, 0, 7, 6]);
    }
}
