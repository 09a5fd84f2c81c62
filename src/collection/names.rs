//! The names of every note, folded, in one run of text, with a filter that says quickly which notes can match.

use std::ops::Range;

use super::NoteIx;
use crate::text::fold::fold_into;

/// What a name is to its note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
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
pub struct Names {
    text: String,
    ends: Vec<u32>,
    bags: Vec<u64>,
}

impl Names {
    /// Adds a note's names; notes come in order.
    pub(super) fn push<'a>(&mut self, term: &str, aliases: impl Iterator<Item = &'a str>, id: &str) {
        let start = self.text.len();
        fold_into(term, &mut self.text);
        for alias in aliases {
            self.text.push(SEPARATOR as char);
            fold_into(alias, &mut self.text);
        }
        self.text.push(SEPARATOR as char);
        fold_into(id, &mut self.text);
        self.bags.push(letters(&self.text[start..]));
        self.ends.push(self.text.len() as u32);
    }

    /// Returns the bags of letters of all notes: a name can match a text only if it has all of the text's letters.
    pub fn bags(&self) -> &[u64] {
        &self.bags
    }

    /// Returns a note's names, folded: its term first, its id last.
    pub fn of(&self, note: NoteIx) -> impl Iterator<Item = (Name, &str)> {
        let all = &self.text[self.range(note)];
        let count = memchr::memchr_iter(SEPARATOR, all.as_bytes()).count();
        all.split(SEPARATOR as char).enumerate().map(move |(i, name)| {
            let what = match i {
                0 => Name::Term,
                _ if i == count => Name::Id,
                _ => Name::Alias,
            };
            (what, name)
        })
    }

    /// Returns a note's folded term.
    pub fn term(&self, note: NoteIx) -> &str {
        let all = &self.text[self.range(note)];
        let end = memchr::memchr(SEPARATOR, all.as_bytes()).unwrap_or(all.len());
        &all[..end]
    }

    fn range(&self, note: NoteIx) -> Range<usize> {
        let start = note.at().checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        start..self.ends[note.at()] as usize
    }
}

/// Returns the letters that a folded text has, a bit each: a–z, 0–9, and everything else spread over the rest.
pub fn letters(folded: &str) -> u64 {
    folded.bytes().fold(0, |bag, byte| {
        let bit = match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => 26 + byte - b'0',
            b' ' | SEPARATOR => return bag,
            _ => 36 + byte % 28,
        };
        bag | 1 << bit
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_in_order_with_what_they_are() {
        let mut names = Names::default();
        names.push("Layer Norm", ["LN"].into_iter(), "layer-norm");
        names.push("Größe", std::iter::empty(), "g");
        let all: Vec<_> = names.of(NoteIx(0)).collect();
        assert_eq!(all, [(Name::Term, "layer norm"), (Name::Alias, "ln"), (Name::Id, "layer-norm")]);
        let all: Vec<_> = names.of(NoteIx(1)).collect();
        assert_eq!(all, [(Name::Term, "grosse"), (Name::Id, "g")]);
        assert_eq!(names.term(NoteIx(0)), "layer norm");
    }

    #[test]
    fn a_bag_holds_the_bag_of_each_part() {
        let whole = letters("grouped-query attention 8 größe");
        for part in ["gqa", "8", "attention", "-", "ö"] {
            assert_eq!(letters(part) & !whole, 0, "{part}");
        }
        assert_ne!(letters("z") & !whole, 0);
    }
}
