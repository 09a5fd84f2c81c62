//! The decks: where each comes from, what it has for today, and whether it is on.
//!
//! The counts are those of today's plan; this screen keeps the selected row, a name being typed,
//! and the question before a deck is deleted.

mod view;

use crate::library::{DeckInfo, DeckIx, Library, NoteIx, Remap};
use crate::plan::NoteScope;
use crate::session::DrillRequest;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::Effect;
use crate::ui::view::list::{ListMove, ListState};

/// The screen of decks.
#[derive(Debug)]
pub struct DecksScreen {
    list: ListState,
    /// How many cards each deck has.
    cards: Vec<usize>,
    /// The selected deck's title while it is typed.
    field: Option<TextField>,
    /// Whether it is asked to delete the selected deck.
    deletes: bool,
}

impl DecksScreen {
    /// The decks as they are.
    pub fn new(library: &Library) -> DecksScreen {
        let cards = count_cards(library);
        DecksScreen { list: ListState::default(), cards, field: None, deletes: false }
    }

    /// The selected deck.
    fn selected<'s>(&self, shared: &'s ScreenContext) -> Option<(DeckIx, &'s DeckInfo)> {
        let decks = shared.learner.library.decks();
        let at = self.list.selected(decks.len());
        Some((DeckIx(at as u32), decks.get(at)?))
    }

    /// Shows the selected deck's notes in Browse.
    fn open(&self, shared: &ScreenContext) -> Option<Command> {
        let (deck, _) = self.selected(shared)?;
        Some(Command::close_and(Command::ShowDeck(deck)))
    }

    /// Drills or quizzes the selected deck, on or off.
    fn study(&self, shared: &ScreenContext, action: Action) -> Option<Command> {
        let (_, deck) = self.selected(shared)?;
        if deck.notes.is_empty() {
            return Some(Command::Notify("The deck has no notes yet".to_string()));
        }
        let notes = deck.notes.clone().map(NoteIx);
        let scope = NoteScope::from_notes(&shared.learner.library, notes);
        Some(Command::close_and(if action == Action::QuizThese {
            Command::Quiz(scope)
        } else {
            Command::Drill(DrillRequest::from_scope(scope))
        }))
    }

    /// Turns the selected deck on or off.
    fn toggle(&self, shared: &ScreenContext) -> Option<Command> {
        let (at, deck) = self.selected(shared)?;
        let on = !shared.learner.studied_decks().is_on(at);
        Some(Command::Effect(Effect::SetStudied(deck.head.id.clone(), on)))
    }

    /// Opens the field for another title, or takes the one in it.
    fn rename(&mut self, shared: &ScreenContext) -> Option<Command> {
        let (_, deck) = self.selected(shared)?;
        match self.field.take() {
            None if deck.bundled => return Some(bundled("renamed")),
            None => self.field = Some(TextField::with_text(&deck.head.title)),
            Some(field) if field.text().trim().is_empty() => {
                self.field = Some(field);
                return Some(Command::Notify("Type a name; Esc keeps the one it has".to_string()));
            }
            Some(field) => {
                let title = field.text().trim().to_string();
                if title != deck.head.title {
                    return Some(Command::Effect(Effect::RenameDeck(deck.head.id.clone(), title)));
                }
            }
        }
        None
    }

    /// Asks whether to delete the selected deck, or deletes it.
    fn delete(&mut self, shared: &ScreenContext) -> Option<Command> {
        let (_, deck) = self.selected(shared)?;
        if deck.bundled {
            return Some(bundled("deleted"));
        }
        self.deletes = !self.deletes;
        let (id, title) = (deck.head.id.clone(), deck.head.title.clone());
        (!self.deletes).then(|| Command::Effect(Effect::DeleteDeck(id, title)))
    }
}

fn bundled(done: &str) -> Command {
    Command::Notify(format!("The bundled deck can't be {done}; Space turns it on or off"))
}

fn count_cards(library: &Library) -> Vec<usize> {
    let count = |deck: &DeckInfo| {
        deck.notes.clone().map(|note| library.cards(NoteIx(note)).len()).sum::<usize>()
    };
    library.decks().iter().map(count).collect()
}

impl Screen for DecksScreen {
    fn contexts(&self) -> &'static [Context] {
        if self.field.is_some() {
            &[Context::DeckTitle, Context::Field, Context::Always]
        } else if self.deletes {
            &[Context::DeckDeletion, Context::Always]
        } else {
            &[Context::Decks, Context::List, Context::Always]
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.field.as_mut()
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let (len, rows) = (shared.learner.library.decks().len(), view::rows(shared));
        match action {
            Action::Back if self.field.is_some() || self.deletes => {
                (self.field, self.deletes) = (None, false);
            }
            Action::Back | Action::Leave => return Some(Command::Close),
            Action::RenameDeck => return self.rename(shared),
            Action::DeleteDeck => return self.delete(shared),
            Action::ToggleDeck => return self.toggle(shared),
            Action::DeckOptions => {
                let (_, deck) = self.selected(shared)?;
                return Some(Command::DeckOptions(deck.head.id.clone()));
            }
            Action::DrillThese | Action::QuizThese => return self.study(shared, action),
            Action::Undo | Action::Redo => return Some(Command::UndoChange(action)),
            Action::Enter => return self.open(shared),
            Action::Pick(ListArea::Overlay, row) => {
                let is_chosen = self.list.selected(len) == row;
                (self.field, self.deletes) = (None, false);
                self.list.go(ListMove::To(row), len, rows);
                return if is_chosen { self.open(shared) } else { None };
            }
            Action::Scroll(_, by) => self.list.scroll(by.into(), len, rows),
            other => self.list.go(ListMove::from_action(other, rows)?, len, rows),
        }
        None
    }

    fn reload(&mut self, shared: &ScreenContext, _: Remap<'_>) -> Option<Command> {
        self.cards = count_cards(&shared.learner.library);
        (self.field, self.deletes) = (None, false);
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        view::view(self, shared, canvas);
    }
}
