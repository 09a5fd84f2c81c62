//! What comes back of an edit in the monkey test: a text from the editor, and a deck that was saved.

use std::sync::Arc;

use lacuna::deck::{Revision, draft};
use lacuna::fault::Fault;
use lacuna::store::NoteDraft;
use lacuna::ui::shell::message::{Msg, ReloadedDecks};

use super::Monkey;
use super::fixture::opened;

impl Monkey {
    pub(super) fn edited(&mut self, draft: NoteDraft) -> Msg {
        let text = draft::draft(&draft.deck, &draft.note, &draft.before);
        let text = match self.rng.below(6) {
            0 => text,
            1 => String::new(),
            2 => text.replace(')', ""),
            3 => return Msg::Edited(draft, Err(fault())),
            4 => text.replacen("It is", "It was", 1),
            _ => text.replacen("It was", "It is", 1),
        };
        Msg::Edited(draft, Ok(text))
    }

    pub(super) fn saved(&mut self, revision: Revision, done: &'static str, is_news: bool) -> Msg {
        match revision.apply(&self.file) {
            Some(Ok(text)) => {
                self.file.text = text.into();
                let (library, faults) = opened(&self.file);
                let library = Arc::new(library);
                Msg::NoteSaved(Box::new(ReloadedDecks {
                    revision,
                    done,
                    is_news,
                    copy: None,
                    library,
                    faults,
                }))
            }
            Some(Err(fault)) => Msg::NoteNotSaved(fault),
            None => Msg::NoteNotSaved(fault()),
        }
    }
}

pub(super) fn fault() -> Fault {
    Fault::error("it failed", "try again")
}
