//! Changing whole decks on disk, and reading all of them again after that.

use super::EffectRunner;
use crate::fault::Fault;
use crate::memory::{Entry, Scheduler};
use crate::session::undo::DeckChange;
use crate::store::moved_notes::MoveContext;
use crate::store::{self, WrittenDecks};
use crate::ui::shell::message::{ChangedDeck, Effect, Msg, NoteMove};

impl EffectRunner {
    /// Changes a whole deck.
    pub(super) fn change_deck(&mut self, effect: Effect, scheduler: &Scheduler) -> Msg {
        match effect {
            Effect::RenameDeck(id, title) => {
                let files = store::whole_decks::rename(&self.home, &id, &title);
                self.deck_changed(files.map(|files| (DeckChange::Renamed(title), files, vec![])))
            }
            Effect::DeleteDeck(id, title) => {
                let deleted = store::whole_decks::delete(&self.home, &id);
                self.deck_changed(
                    deleted.map(|deck| (DeckChange::Deleted(title), deck.files, vec![])),
                )
            }
            Effect::DescribeDeck(id, texts) => {
                let files = store::whole_decks::describe(&self.home, &id, &texts);
                let change = DeckChange::Described(texts.title);
                self.deck_changed(files.map(|files| (change, files, vec![])))
            }
            Effect::MergeDecks([from, into]) => {
                let moved = self.moves(scheduler).merge_decks(&from.0, &into.0);
                self.deck_changed(moved.map(|moved| {
                    let (notes, renamed) = (moved.added + moved.known, moved.renamed.len());
                    let (from, into) = (from.1, into.1);
                    let change = DeckChange::Merged { from, into, notes, renamed };
                    (change, moved.files, moved.entries)
                }))
            }
            Effect::MoveNotes(NoteMove { notes, into, title, is_copy }) => {
                let moved = self.moves(scheduler).move_notes(&notes, &into, is_copy);
                self.deck_changed(moved.map(|moved| {
                    let (notes, renamed) = (moved.added + moved.known, moved.renamed.len());
                    let change = DeckChange::Moved { notes, into: title, is_copy, renamed };
                    (change, moved.files, moved.entries)
                }))
            }
            other => unreachable!("no deck changes by {other:?}"),
        }
    }

    /// Reloads the decks after one of them was changed as a whole.
    fn deck_changed(
        &mut self,
        changed: Result<(DeckChange, WrittenDecks, Vec<Entry>), Fault>,
    ) -> Msg {
        let (change, files, entries) = match changed {
            Ok(changed) => changed,
            Err(fault) => return Msg::NoteNotSaved(fault),
        };
        let (library, faults) = self.load_decks();
        Msg::DeckChanged(Box::new(ChangedDeck { change, files, entries, library, faults }))
    }

    /// What moves notes from deck to deck.
    fn moves<'a>(&'a self, scheduler: &'a Scheduler) -> MoveContext<'a> {
        MoveContext { home: &self.home, scheduler, now: self.clock.now() }
    }
}
