//! The names of a deck's other notes and of its foils: whoever types one of them has not slipped.

use std::sync::Arc;

use crate::library::{Library, NoteIx, TermNames, letters};
use crate::study::canonical::CanonicalAnswer;
use crate::text::fold::fold;

/// The bits of a letter mask for the letters from a to z.
const LETTERS: u64 = (1 << 26) - 1;
/// The most letters that one of two spellings of a name has and the other has not.
const SPELLING: u32 = 4;

/// All that an answer may be mistaken for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtherTerms {
    terms: Arc<Vec<TermNames>>,
    /// The note itself and the one that it is a further question on.
    own: [Option<NoteIx>; 2],
}

impl OtherTerms {
    /// Terms that mean something else, each with no other name.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> OtherTerms {
        let terms = names.into_iter().map(TermNames::of_foil).collect();
        OtherTerms { terms: Arc::new(terms), own: [None; 2] }
    }

    /// The names of the other notes of a note's deck, and its foils. `answers` are what is right
    /// for it.
    pub(in crate::study) fn of_deck(
        library: &Library,
        note: NoteIx,
        parent: Option<&str>,
        answers: &[String],
    ) -> OtherTerms {
        let deck = library.deck(note);
        let masks: Vec<u64> = answers.iter().map(|answer| letters(&fold(answer))).collect();
        // A slip of three letters changes at most six bits.
        let resembles = |names: u64| masks.iter().any(|mask| (mask & !names).count_ones() <= 3);
        let own = [Some(note), parent.and_then(|parent| library.find(deck, parent))];
        OtherTerms { terms: library.term_names(deck, resembles), own }
    }

    /// The term that was typed: its names, the heading first.
    pub(super) fn find(&self, typed: &CanonicalAnswer) -> Option<impl Iterator<Item = &str>> {
        let mask = letters(typed.joined());
        // Names are many, and most are ruled out by their letters alone: spellings of one name
        // share most of them.
        let is_named = |(name, letters): &(String, u64)| {
            ((letters ^ mask) & LETTERS).count_ones() <= SPELLING
                && typed.is_same(&CanonicalAnswer::new(name))
        };
        let others = || {
            self.terms.iter().filter(|term| term.note.is_none() || !self.own.contains(&term.note))
        };
        let found = others().find(|term| term.names.iter().any(is_named))?;
        Some(found.names.iter().map(|(name, _)| name.as_str()))
    }
}
