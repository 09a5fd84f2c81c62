//! Changing whole decks on disk, and reading all of them again after that.

use super::EffectRunner;
use crate::fault::Fault;
use crate::session::undo::DeckChange;
use crate::store::{self, WrittenDecks};
use crate::ui::shell::message::{ChangedDeck, Effect, Msg};

impl EffectRunner {
    /// Changes a whole deck.
    pub(super) fn change_deck(&mut self, effect: Effect) -> Msg {
        match effect {
            Effect::RenameDeck(id, title) => {
                let files = store::whole_decks::rename(&self.home, &id, &title);
                self.deck_changed(files.map(|files| (DeckChange::Renamed(title), files)))
            }
            Effect::DeleteDeck(id, title) => {
                let deleted = store::whole_decks::delete(&self.home, &id);
                self.deck_changed(deleted.map(|deck| (DeckChange::Deleted(title), deck.files)))
            }
            Effect::DescribeDeck(id, texts) => {
                let files = store::whole_decks::describe(&self.home, &id, &texts);
                let change = DeckChange::Described(texts.title);
                self.deck_changed(files.map(|files| (change, files)))
            }
            other => unreachable!("no deck changes by {other:?}"),
        }
    }

    /// Reloads the decks after one of them was changed as a whole.
    fn deck_changed(&mut self, changed: Result<(DeckChange, WrittenDecks), Fault>) -> Msg {
        let (change, files) = match changed {
            Ok(changed) => changed,
            Err(fault) => return Msg::NoteNotSaved(fault),
        };
        let (library, faults) = self.load_decks();
        Msg::DeckChanged(Box::new(ChangedDeck {
            change,
            files,
            entries: Vec::new(),
            library,
            faults,
            log_faults: Vec::new(),
        }))
    }
}
