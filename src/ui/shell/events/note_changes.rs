//! Changing single notes on disk: in the user's editor, by a form, by undo; and reading the decks
//! again after that.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::EffectRunner;
use crate::clock::monotonic;
use crate::deck::Revision;
use crate::fault::Fault;
use crate::store::{self, NoteDraft};
use crate::ui::shell::editor;
use crate::ui::shell::message::{Effect, Msg, NoteAddition, NoteChange, ReloadedDecks};

/// An editor that comes back sooner has a window of its own, and the file is still open in it.
const AT_ONCE: Duration = Duration::from_secs(2);

impl EffectRunner {
    /// Performs an effect on a single note.
    pub(super) fn change_note(&mut self, effect: Effect) -> io::Result<Msg> {
        Ok(match effect {
            Effect::EditNote(deck, note) => match NoteDraft::begin(&self.home, &deck, &note) {
                Ok(draft) => self.edit(draft)?,
                Err(fault) => Msg::NotEdited(fault),
            },
            Effect::EditAgain(draft) => self.edit(draft)?,
            Effect::ReadDraft(draft) => {
                let text = draft.read();
                Msg::Edited(draft, text)
            }
            Effect::AddNote(addition) => self.add_note(*addition),
            Effect::RemoveNote(deck, note) => {
                let removal = store::edit::removal(&self.home, &deck, &note);
                removal.map_or_else(Msg::NoteNotSaved, |note| self.remove_note(note))
            }
            Effect::SaveNote(change) => self.save_note(change),
            other => unreachable!("{other:?} is on no note"),
        })
    }

    /// Opens a draft in the user's editor.
    pub(super) fn edit(&mut self, draft: NoteDraft) -> io::Result<Msg> {
        let start = monotonic();
        let edited = editor::edit(&draft.path)?;
        // What was typed while the editor had the screen was not meant for this one.
        self.input.drop_typed()?;
        self.screen.redraw()?;
        Ok(match edited {
            // Nobody reads a note, changes nothing and leaves the editor so soon.
            Ok(()) if start.elapsed() < AT_ONCE && draft.is_untouched() => {
                self.disk.drafts.push(draft);
                Msg::EditorReturned
            }
            Ok(()) => {
                let text = draft.read();
                Msg::Edited(draft, text)
            }
            Err(fault) if draft.is_untouched() => {
                draft.discard();
                Msg::NotEdited(fault)
            }
            Err(fault) => {
                let remedy = "what you wrote is kept: Home offers it again".to_string();
                Msg::EditorFailed(draft, Fault { remedy, ..fault })
            }
        })
    }

    /// Changes a note in its deck and reloads the decks.
    pub(super) fn save_note(&mut self, NoteChange { revision, draft, done }: NoteChange) -> Msg {
        match store::edit::save(&self.home, &revision) {
            Ok(copy) => {
                if let Some(draft) = draft {
                    draft.discard();
                }
                self.reload(revision, copy, done, false)
            }
            Err(fault) => {
                if let Ok(theirs) = store::edit::text(&self.home, &revision.deck, &revision.note)
                    && revision.before.as_ref().is_some_and(|before| *before != theirs)
                    && revision.after.is_some()
                {
                    return Msg::NoteConflict(revision, draft, theirs);
                }
                Msg::NoteNotSaved(match draft {
                    Some(draft) => {
                        let remedy = format!(
                            "{}; your text stays in {}",
                            fault.remedy,
                            draft.path.display()
                        );
                        Fault { remedy, ..fault }
                    }
                    None => fault,
                })
            }
        }
    }

    /// Adds a note to its deck and reloads the decks.
    pub(super) fn add_note(&mut self, NoteAddition { deck, note }: NoteAddition) -> Msg {
        match store::import_writer::add(&self.home, &deck, note) {
            Ok((revision, copy)) => self.reload(revision, copy, "The note is saved", true),
            Err(fault) => Msg::NoteNotSaved(fault),
        }
    }

    /// Removes a note from its deck and reloads the decks.
    pub(super) fn remove_note(&mut self, revision: Revision) -> Msg {
        match store::edit::save(&self.home, &revision) {
            Ok(copy) => self.reload(revision, copy, "The note is deleted", true),
            Err(fault) => Msg::NoteNotSaved(fault),
        }
    }

    /// Reloads the decks after a change to a note.
    fn reload(
        &mut self,
        revision: Revision,
        copy: Option<PathBuf>,
        done: &'static str,
        is_news: bool,
    ) -> Msg {
        let (library, faults) = self.load_decks();
        Msg::NoteSaved(Box::new(ReloadedDecks { revision, done, is_news, copy, library, faults }))
    }
}
