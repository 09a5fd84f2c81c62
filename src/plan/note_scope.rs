//! Which notes a session is about.

use crate::library::{Library, NoteIx, Remap};
use crate::settings::{Exam, Settings};

/// Which notes a session is about: all of them, or those marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteScope(Option<Vec<bool>>);

impl NoteScope {
    /// The scope of some notes only.
    pub fn from_notes(library: &Library, notes: impl IntoIterator<Item = NoteIx>) -> NoteScope {
        let mut only = vec![false; library.len()];
        notes.into_iter().for_each(|note| only[note.index()] = true);
        NoteScope(Some(only))
    }

    /// The notes that an exam covers: those of its decks and its topics, by id, or else of every
    /// deck that is on.
    pub fn for_exam(library: &Library, exam: &Exam, settings: &Settings) -> NoteScope {
        let is_all_on = settings.topics_off.is_empty()
            && library.decks().iter().all(|deck| settings.is_studied(&deck.head.id));
        if !exam.is_limited() && is_all_on {
            return NoteScope::default();
        }
        let covered = library.all().filter(|&note| {
            let topic = library.topic(note).map(|topic| library.topic_info(topic).id.as_str());
            let deck = &library.deck_info(library.deck(note)).head.id;
            settings.covers(exam, deck, topic)
        });
        NoteScope::from_notes(library, covered)
    }

    /// Whether it names no notes.
    pub fn is_everything(&self) -> bool {
        self.0.is_none()
    }

    /// The same notes after a reload.
    #[must_use]
    pub fn remap(&self, moved: Remap<'_>) -> NoteScope {
        let NoteScope(Some(only)) = self else { return NoteScope(None) };
        let old = moved.old.all().filter(|note| only.get(note.index()) == Some(&true));
        NoteScope::from_notes(moved.new, old.filter_map(|note| moved.note(note)))
    }

    /// Whether a note is in it.
    pub fn has(&self, note: NoteIx) -> bool {
        self.0.as_ref().is_none_or(|only| only.get(note.index()).copied().unwrap_or(false))
    }
}
