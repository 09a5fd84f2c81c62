//! Which notes a session is about.

use crate::library::{Library, NoteIx, Remap};
use crate::settings::Exam;

/// Which notes a session is about: all of them, or those marked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteScope(Option<Vec<bool>>);

impl NoteScope {
    /// The scope of some notes only.
    pub fn from_notes(library: &Library, notes: impl IntoIterator<Item = NoteIx>) -> NoteScope {
        let mut only = vec![false; library.len()];
        notes.into_iter().for_each(|note| only[note.index()] = true);
        NoteScope(Some(only))
    }

    /// The notes that an exam covers: those of its decks and its topics, by id. Naming none covers
    /// all.
    pub fn for_exam(library: &Library, exam: &Exam) -> NoteScope {
        if exam.decks.is_empty() && exam.topics.is_empty() {
            return NoteScope::default();
        }
        let has = |names: &[String], name: &str| {
            names.is_empty() || names.iter().any(|other| other == name)
        };
        let covered = library.all().filter(|&note| {
            let topic = library.topic(note).map(|topic| library.topic_info(topic).id.as_str());
            has(&exam.decks, &library.deck_info(library.deck(note)).head.id)
                && (exam.topics.is_empty() || topic.is_some_and(|topic| has(&exam.topics, topic)))
        });
        NoteScope::from_notes(library, covered)
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
