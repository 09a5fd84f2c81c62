//! All names of a deck, gathered once: its notes' and its foils'.

use super::{DeckIx, Library, NameKind, NoteIx, letters};
use crate::text::fold::fold;

/// What one note, or a foil, is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermNames {
    /// The note; none for a foil.
    pub note: Option<NoteIx>,
    /// Its names, folded, each with its letter mask; its heading first.
    pub names: Vec<(String, u64)>,
}

impl TermNames {
    /// The names of something that is no note.
    pub fn of_foil(term: &str) -> TermNames {
        TermNames { note: None, names: vec![(term.to_string(), letters(&fold(term)))] }
    }

    pub(super) fn of_note(library: &Library, note: NoteIx) -> TermNames {
        let names = library.names.note_names(note).filter(|(what, _)| *what != NameKind::Id);
        let names = names.map(|(_, name)| (name.to_string(), letters(name))).collect();
        TermNames { note: Some(note), names }
    }
}

/// The names of a deck's notes that stand for themselves and pass a test, and those of its foils.
pub(super) fn gather(
    library: &Library,
    deck: DeckIx,
    passes: impl Fn(NoteIx) -> bool,
) -> Vec<TermNames> {
    let info = library.deck_info(deck);
    let notes = info.notes.clone().map(NoteIx);
    let notes = notes.filter(|note| !library.is_child(*note) && passes(*note));
    let foils = info.head.sets.iter().flat_map(|set| &set.foils);
    notes
        .map(|note| TermNames::of_note(library, note))
        .chain(foils.map(|foil| TermNames::of_foil(&foil.term)))
        .collect()
}
