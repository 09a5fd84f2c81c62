//! The names of a deck's other notes and of its foils: whoever types one of them has not slipped.

use crate::deck::DeckHead;
use crate::library::{Library, NameKind, NoteIx, letters};
use crate::study::canonical::CanonicalAnswer;
use crate::text::fold::fold;

/// Of a larger deck only those names are kept that resemble an answer.
const MANY: usize = 3_000;
/// The bits of a letter mask for the letters from a to z.
const LETTERS: u64 = (1 << 26) - 1;
/// The most letters that one of two spellings of a name has and the other has not.
const SPELLING: u32 = 4;

/// The names of one note, or of a foil.
#[derive(Clone, Debug, PartialEq)]
struct OtherTerm {
    /// Its heading first.
    names: Vec<String>,
}

/// All that an answer may be mistaken for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtherTerms {
    terms: Vec<OtherTerm>,
}

impl OtherTerms {
    /// Terms that mean something else, each with no other name.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> OtherTerms {
        let term = |name: &str| OtherTerm { names: vec![name.to_string()] };
        OtherTerms { terms: names.into_iter().map(term).collect() }
    }

    /// The names of the other notes of a note's deck, and the foils of its sets. `answers` are what
    /// is right for it.
    pub(in crate::study) fn of_deck(
        library: &Library,
        note: NoteIx,
        parent: Option<&str>,
        answers: &[String],
    ) -> OtherTerms {
        let deck = library.deck(note);
        let info = library.deck_info(deck);
        let own = [Some(note), parent.and_then(|parent| library.find(deck, parent))];
        let masks: Vec<u64> = answers.iter().map(|answer| letters(&fold(answer))).collect();
        let is_large = info.notes.len() > MANY;
        // A slip of three letters changes at most six bits.
        let is_near = |names: u64| masks.iter().any(|mask| (mask & !names).count_ones() <= 3);
        let names = library.names();
        let notes = info.notes.clone().map(NoteIx).filter(|other| {
            !own.contains(&Some(*other))
                && !library.is_child(*other)
                && (!is_large || is_near(names.masks()[other.index()]))
        });
        let of_note = |other: NoteIx| {
            let names = names.note_names(other).filter(|(what, _)| *what != NameKind::Id);
            OtherTerm { names: names.map(|(_, name)| name.to_string()).collect() }
        };
        OtherTerms { terms: notes.map(of_note).chain(foils(&info.head)).collect() }
    }

    /// The names of the term that was typed, its heading first.
    pub(super) fn find(&self, typed: &CanonicalAnswer) -> Option<&[String]> {
        let mask = letters(typed.joined());
        let is_named = |name: &String| {
            // Names are many, and most are ruled out by their letters alone: spellings of one name
            // share most of them.
            (letters(&fold(name)) & LETTERS ^ mask & LETTERS).count_ones() <= SPELLING
                && typed.is_same(&CanonicalAnswer::new(name))
        };
        let found = self.terms.iter().find(|term| term.names.iter().any(is_named));
        found.map(|term| term.names.as_slice())
    }
}

fn foils(head: &DeckHead) -> impl Iterator<Item = OtherTerm> + '_ {
    let foils = head.sets.iter().flat_map(|set| &set.foils);
    foils.map(|foil| OtherTerm { names: vec![foil.term.clone()] })
}
