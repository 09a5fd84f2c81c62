//! The decks: where each comes from, what it has for today, and whether it is on.
//!
//! The counts are those of today's plan; this screen keeps the selected row, the order and the
//! filter, a name being typed, and the question before a deck is deleted.

mod columns;
mod listing;
mod view;

use crate::library::{DeckInfo, DeckIx, NoteIx, Remap};
use crate::plan::NoteScope;
use crate::session::DrillRequest;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::Effect;
use crate::ui::view::list::{ListMove, ListState};
use listing::DeckOrder;

/// The screen of decks.
#[derive(Debug)]
pub struct DecksScreen {
    list: ListState,
    /// The decks that are listed.
    decks: Vec<DeckIx>,
    order: DeckOrder,
    filter: Option<TextField>,
    mode: DecksMode,
}

/// What a key is about.
#[derive(Debug, Default)]
enum DecksMode {
    #[default]
    List,
    /// The filter is typed.
    Filter,
    /// The selected deck's title is typed.
    Rename(TextField),
    /// It is asked whether to delete the selected deck.
    Delete,
}

impl DecksScreen {
    /// The decks as they are.
    pub fn new(shared: &ScreenContext) -> DecksScreen {
        DecksScreen {
            list: ListState::default(),
            decks: listing::list(shared, DeckOrder::default(), ""),
            order: DeckOrder::default(),
            filter: None,
            mode: DecksMode::List,
        }
    }

    /// The selected deck.
    fn selected<'s>(&self, shared: &'s ScreenContext) -> Option<(DeckIx, &'s DeckInfo)> {
        let deck = *self.decks.get(self.list.selected(self.decks.len()))?;
        Some((deck, shared.learner.library.deck_info(deck)))
    }

    /// Lists the decks anew, with this one selected if it is among them.
    fn relist(&mut self, shared: &ScreenContext, selected: Option<DeckIx>) {
        let filter = self.filter.as_ref().map_or("", TextField::text);
        self.decks = listing::list(shared, self.order, filter);
        let row = self.decks.iter().position(|deck| Some(*deck) == selected).unwrap_or(0);
        self.list.go(ListMove::To(row), self.decks.len(), view::rows(shared));
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
        let DecksMode::Rename(field) = &self.mode else {
            if deck.bundled {
                return Some(bundled("renamed"));
            }
            self.mode = DecksMode::Rename(TextField::with_text(&deck.head.title));
            return None;
        };
        let title = field.text().trim().to_string();
        if title.is_empty() {
            return Some(Command::Notify("Type a name; Esc keeps the one it has".to_string()));
        }
        self.mode = DecksMode::List;
        let renamed = Effect::RenameDeck(deck.head.id.clone(), title.clone());
        (title != deck.head.title).then_some(Command::Effect(renamed))
    }

    /// Asks whether to delete the selected deck, or deletes it.
    fn delete(&mut self, shared: &ScreenContext) -> Option<Command> {
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

    /// Goes one step back.
    fn back(&mut self, shared: &ScreenContext) -> Option<Command> {
        let selected = self.selected(shared).map(|(deck, _)| deck);
        match self.mode {
            DecksMode::List if self.filter.is_none() => return Some(Command::Close),
            DecksMode::List | DecksMode::Filter => {
                self.filter = None;
                self.relist(shared, selected);
            }
            DecksMode::Rename(_) | DecksMode::Delete => {}
        }
        self.mode = DecksMode::List;
        None
    }

    fn update_list(&mut self, shared: &ScreenContext, action: Action) -> Option<Command> {
        let (len, rows) = (self.decks.len(), view::rows(shared));
        match action {
            Action::Sort => {
                let selected = self.selected(shared).map(|(deck, _)| deck);
                self.order = self.order.next();
                self.relist(shared, selected);
            }
            Action::Filter => {
                self.filter.get_or_insert_default();
                self.mode = DecksMode::Filter;
            }
            Action::Enter if matches!(self.mode, DecksMode::Filter) => {
                self.mode = DecksMode::List;
                self.filter = self.filter.take().filter(|field| !field.text().trim().is_empty());
            }
            Action::Enter => return self.open(shared),
            Action::Pick(ListArea::Overlay, row) => {
                let is_chosen = self.list.selected(len) == row;
                self.mode = DecksMode::List;
                self.list.go(ListMove::To(row), len, rows);
                return if is_chosen { self.open(shared) } else { None };
            }
            Action::Scroll(_, by) => self.list.scroll(by.into(), len, rows),
            other => self.list.go(ListMove::from_action(other, rows)?, len, rows),
        }
        None
    }
}

fn bundled(done: &str) -> Command {
    Command::Notify(format!("The bundled deck can't be {done}; Space turns it on or off"))
}

impl Screen for DecksScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.mode {
            DecksMode::List => &[Context::Decks, Context::List, Context::Always],
            DecksMode::Filter => &[Context::DeckFilter, Context::Field, Context::Always],
            DecksMode::Rename(_) => &[Context::DeckTitle, Context::Field, Context::Always],
            DecksMode::Delete => &[Context::DeckDeletion, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.mode {
            DecksMode::Rename(field) => Some(field),
            DecksMode::Filter => self.filter.as_mut(),
            DecksMode::List | DecksMode::Delete => None,
        }
    }

    fn typed(&mut self, shared: &ScreenContext) -> Option<Command> {
        if let DecksMode::Filter = self.mode {
            let selected = self.selected(shared).map(|(deck, _)| deck);
            self.relist(shared, selected);
        }
        None
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        match action {
            Action::Back => self.back(shared),
            Action::Leave => Some(Command::Close),
            Action::RenameDeck => self.rename(shared),
            Action::DeleteDeck => self.delete(shared),
            Action::ToggleDeck => self.toggle(shared),
            Action::DrillThese | Action::QuizThese => self.study(shared, action),
            Action::Undo | Action::Redo => Some(Command::UndoChange(action)),
            other => self.update_list(shared, other),
        }
    }

    fn reload(&mut self, shared: &ScreenContext, remap: Remap<'_>) -> Option<Command> {
        let row = self.list.selected(self.decks.len());
        let before = self.decks.get(row).map(|deck| &remap.old.deck_info(*deck).head.id);
        let selected = before.and_then(|id| remap.new.find_deck(id));
        if !matches!(self.mode, DecksMode::Filter) {
            self.mode = DecksMode::List;
        }
        self.relist(shared, selected);
        if selected.is_none() {
            // After a deck is gone the next one is selected.
            self.list.go(ListMove::To(row), self.decks.len(), view::rows(shared));
        }
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        view::view(self, shared, canvas);
    }
}
