//! A note taken apart: the fields of every kind side by side, as readers find them.

use super::note::{Details, Note, NoteBody, NoteKind};

/// The fields of a note that is being put together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteParts {
    pub(super) id: Option<String>,
    pub(super) term: Option<String>,
    pub(super) definition: Option<String>,
    pub(super) text: Option<String>,
    pub(super) intro: Option<String>,
    pub(super) steps: Option<Vec<String>>,
    pub(super) items: Option<Vec<String>>,
    pub(super) any_order: Vec<Vec<usize>>,
    pub(super) details: Details,
}

impl NoteParts {
    /// The kind that these fields make.
    pub fn kind(&self) -> NoteKind {
        match self {
            NoteParts { steps: Some(_), .. } => NoteKind::Steps,
            NoteParts { items: Some(_), .. } => NoteKind::List,
            NoteParts { text: Some(_), .. } => NoteKind::Cloze,
            _ => NoteKind::Pair,
        }
    }

    /// The note of that kind. A field that it lacks is empty, and one of another kind is dropped.
    pub fn into_note(self, kind: NoteKind) -> Note {
        let term = self.term;
        let intro = self.intro;
        let body = match kind {
            NoteKind::Cloze => NoteBody::Cloze { term, text: self.text.unwrap_or_default() },
            NoteKind::Pair => NoteBody::Pair {
                term: term.unwrap_or_default(),
                definition: self.definition.unwrap_or_default(),
            },
            NoteKind::Steps => NoteBody::Steps {
                term: term.unwrap_or_default(),
                intro,
                steps: self.steps.unwrap_or_default(),
                any_order: self.any_order,
            },
            NoteKind::List => NoteBody::List {
                term: term.unwrap_or_default(),
                intro,
                items: self.items.unwrap_or_default(),
            },
        };
        Note { id: self.id.unwrap_or_default(), body, details: self.details }
    }
}
