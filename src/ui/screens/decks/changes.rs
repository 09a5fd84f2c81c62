//! Changing decks from their list: each step asks, or takes what was typed, and hands on what is to
//! be written.

use super::form::DeckForm;
use super::{DecksMode, DecksScreen};
use crate::library::NoteIx;
use crate::store::unsaved::DeckTyping;
use crate::text::count::pluralize;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::{Command, ScreenContext};
use crate::ui::shell::message::{DeckMove, Effect, Job, MoveRequest, NoteMove};

impl DecksScreen {
    /// Opens the field for another title, or takes the one in it.
    pub(super) fn rename(&mut self, shared: &ScreenContext) -> Option<Command> {
        let (_, deck) = self.selected(shared)?;
        let DecksMode::Rename(field) = &self.mode else {
            if deck.bundled {
                return Some(bundled("renamed"));
            }
            return self.begin_typing(shared, DeckTyping::Title(deck.head.title.clone()));
        };
        let title = field.text().trim().to_string();
        if title.is_empty() {
            return Some(Command::Notify("Type a name; Esc keeps the one it has".to_string()));
        }
        let renamed = Effect::RenameDeck(deck.head.id.clone(), title.clone());
        self.end_typing((title != deck.head.title).then_some(renamed))
    }

    /// Asks whether to delete the selected deck, or deletes it.
    pub(super) fn delete(&mut self, shared: &ScreenContext) -> Option<Command> {
        let (_, deck) = self.selected(shared)?;
        if deck.bundled {
            return Some(bundled("deleted"));
        }
        if !matches!(self.mode, DecksMode::Delete) {
            self.mode = DecksMode::Delete;
            return None;
        }
        self.mode = DecksMode::List;
        let (id, title) = (deck.head.id.clone(), deck.head.title.clone());
        Some(Command::Effect(Effect::DeleteDeck(id, title)))
    }

    /// Opens the form of the selected deck's texts, or takes what is in it.
    pub(super) fn describe(&mut self, shared: &ScreenContext) -> Option<Command> {
        let (_, deck) = self.selected(shared)?;
        let DecksMode::Describe(form) = &self.mode else {
            if deck.bundled {
                return Some(bundled("changed"));
            }
            let texts = DeckForm::current_texts(&deck.head);
            return self.begin_typing(shared, DeckTyping::Texts(texts));
        };
        let texts = form.texts();
        if texts.title.is_empty() {
            return Some(Command::Notify("The deck needs a title".to_string()));
        }
        let is_other = texts != DeckForm::current_texts(&deck.head);
        let described = Effect::DescribeDeck(deck.head.id.clone(), texts);
        self.end_typing(is_other.then_some(described))
    }

    /// Has the deck chosen that the selected one goes into, then asks, then merges them.
    pub(super) fn merge(&mut self, shared: &ScreenContext) -> Option<Command> {
        let (at, deck) = self.selected(shared)?;
        match self.mode {
            DecksMode::Target(from) if from == at => {
                return Some(Command::Notify("Choose another deck than itself".to_string()));
            }
            DecksMode::Target(from) => self.mode = DecksMode::Merge(from),
            DecksMode::Merge(from) => {
                self.mode = DecksMode::List;
                let name = |head: &crate::deck::DeckHead| (head.id.clone(), head.title.clone());
                let from = &shared.learner.library.deck_info(from).head;
                let both = [name(from), name(&deck.head)];
                let text = format!("Merging “{}” into “{}” …", both[0].1, both[1].1);
                return Some(move_job(shared, DeckMove::Merge(both), text));
            }
            _ if deck.bundled => return Some(bundled("merged into another")),
            _ if shared.learner.library.decks().len() < 2 => {
                return Some(Command::Notify("There is no other deck".to_string()));
            }
            _ => self.mode = DecksMode::Target(at),
        }
        None
    }

    /// Asks whether the notes go to the selected deck, or has them go there.
    pub(super) fn move_notes(&mut self, shared: &ScreenContext, action: Action) -> Option<Command> {
        let (at, deck) = self.selected(shared)?;
        let library = &shared.learner.library;
        if self.notes.is_empty() {
            let mark = shared.keymap.key_for(&[Context::Browse], Action::Mark);
            let how = mark.map_or_else(String::new, |key| format!(" with {key}"));
            return Some(Command::Notify(format!("Mark notes in Browse{how} first")));
        }
        if self.notes.iter().any(|note| library.deck(*note) == at) {
            return Some(Command::Notify("Some of the notes are in this deck already".to_string()));
        }
        let DecksMode::Move = self.mode else {
            self.mode = DecksMode::Move;
            return None;
        };
        self.mode = DecksMode::List;
        let name = |note: &NoteIx| {
            let deck = library.deck_info(library.deck(*note));
            (deck.head.id.clone(), library.id(*note).into_owned())
        };
        let is_copy = action == Action::CopyNotes;
        let notes = NoteMove {
            notes: self.notes.iter().map(name).collect(),
            into: deck.head.id.clone(),
            title: deck.head.title.clone(),
            is_copy,
        };
        let verb = if is_copy { "Copying" } else { "Moving" };
        let count = pluralize(notes.notes.len(), "note", "notes");
        let text = format!("{verb} {count} to “{}” …", notes.title);
        Some(move_job(shared, DeckMove::Notes(notes), text))
    }
}

/// Has notes moved, with a text for the time that it takes.
fn move_job(shared: &ScreenContext, what: DeckMove, text: String) -> Command {
    let request = MoveRequest {
        home: shared.home.clone(),
        scheduler: shared.learner.scheduler.clone(),
        now: shared.learner.now,
        what,
    };
    Command::All(vec![Command::Notify(text), Command::Run(Job::MoveNotes(Box::new(request)))])
}

fn bundled(done: &str) -> Command {
    Command::Notify(format!("The bundled deck can't be {done}; Space turns it on or off"))
}
