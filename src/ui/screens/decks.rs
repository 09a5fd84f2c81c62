//! The decks: where each comes from, what it has for today, and whether it is on.
//!
//! The counts are those of today's plan; this screen keeps the selected row, the order and the
//! filter, a name being typed, and the question before a deck is deleted.

mod changes;
mod columns;
mod export;
mod export_form;
mod form;
mod listing;
mod typing;
mod view;

use crate::library::{DeckInfo, DeckIx, NoteIx, Remap};
use crate::plan::NoteScope;
use crate::session::DrillRequest;
use crate::session::undo::DeckSwitch;
use crate::store::unsaved::Unsaved;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::{JobId, JobOutcome};
use crate::ui::view::list::{ListMove, ListState};
use export_form::ExportForm;
use form::DeckForm;
use listing::DeckOrder;
use typing::TypedDeck;

/// The screen of decks.
#[derive(Debug)]
pub struct DecksScreen {
    list: ListState,
    /// The decks that are listed.
    decks: Vec<DeckIx>,
    order: DeckOrder,
    filter: Option<TextField>,
    mode: DecksMode,
    /// The deck that something is typed for.
    typed_deck: Option<TypedDeck>,
    /// Notes that were marked, which may go to another deck.
    notes: Vec<NoteIx>,
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
    /// The selected deck's texts are typed.
    Describe(DeckForm),
    /// The file is named that the selected deck is written into.
    Export(ExportForm),
    /// It is asked whether to replace that file.
    Replace(ExportForm),
    /// It is asked whether to delete the selected deck.
    Delete,
    /// The deck is chosen that this one goes into.
    Target(DeckIx),
    /// It is asked whether this deck goes into the selected one.
    Merge(DeckIx),
    /// It is asked whether the notes go to the selected deck.
    Move,
}

impl DecksScreen {
    /// The decks as they are, and the notes that may go to one of them.
    pub fn new(shared: &ScreenContext, mut notes: Vec<NoteIx>) -> DecksScreen {
        notes.sort_unstable();
        DecksScreen {
            list: ListState::default(),
            decks: listing::list(shared, DeckOrder::default(), ""),
            order: DeckOrder::default(),
            filter: None,
            mode: DecksMode::List,
            typed_deck: None,
            notes,
        }
    }

    /// The decks as they are, with the one of this id selected.
    pub fn on_deck(shared: &ScreenContext, notes: Vec<NoteIx>, id: &str) -> DecksScreen {
        let mut screen = DecksScreen::new(shared, notes);
        screen.relist(shared, shared.learner.library.find_deck(id));
        screen
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
        Some(match shared.show_deck(deck) {
            Command::ShowDeck(deck) => Command::close_and(Command::ShowDeck(deck)),
            hidden => hidden,
        })
    }

    /// Drills or quizzes the selected deck, on or off.
    fn study(&self, shared: &ScreenContext, action: Action) -> Option<Command> {
        let (_, deck) = self.selected(shared)?;
        if deck.notes.is_empty() {
            return Some(Command::Notify("This deck has no notes yet".to_string()));
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
        let (id, title) = (deck.head.id.clone(), deck.head.title.clone());
        Some(Command::Switch(DeckSwitch { deck: id, topic: None, title, on }))
    }

    /// Goes one step back.
    fn back(&mut self, shared: &ScreenContext) -> Option<Command> {
        if self.keep_file() {
            return None;
        }
        let selected = self.selected(shared).map(|(deck, _)| deck);
        let draft = self.leave_typing(shared);
        match self.mode {
            DecksMode::List if self.filter.is_none() => return Some(Command::Close),
            DecksMode::List | DecksMode::Filter => {
                self.filter = None;
                self.relist(shared, selected);
            }
            _ => {}
        }
        self.mode = DecksMode::List;
        draft
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
                let selected = self.selected(shared).map(|(deck, _)| deck);
                self.filter = Some(TextField::default());
                self.relist(shared, selected);
                self.mode = DecksMode::Filter;
            }
            Action::Enter if matches!(self.mode, DecksMode::Filter) => {
                self.mode = DecksMode::List;
                self.filter = self.filter.take().filter(|field| !field.text().trim().is_empty());
            }
            Action::Enter if matches!(self.mode, DecksMode::Target(_)) => {
                return self.merge(shared);
            }
            Action::Enter => return self.open(shared),
            Action::Pick(ListArea::Overlay, row) => {
                let is_chosen = self.list.selected(len) == row;
                self.list.go(ListMove::To(row), len, rows);
                if let DecksMode::Target(_) = self.mode {
                    return if is_chosen { self.merge(shared) } else { None };
                }
                self.mode = DecksMode::List;
                return if is_chosen { self.open(shared) } else { None };
            }
            Action::Scroll(_, by) => self.list.scroll(by.into(), len, rows),
            other => self.list.go(ListMove::from_action(other, rows)?, len, rows),
        }
        None
    }
}

impl Screen for DecksScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.mode {
            DecksMode::List => &[Context::Decks, Context::List, Context::Always],
            DecksMode::Filter => &[Context::DeckFilter, Context::Field, Context::Always],
            DecksMode::Rename(_) => &[Context::DeckTitle, Context::Field, Context::Always],
            DecksMode::Describe(_) => &[Context::DeckForm, Context::Field, Context::Always],
            DecksMode::Export(_) => &[Context::DeckExport, Context::Field, Context::Always],
            DecksMode::Replace(_) => &[Context::DeckReplacement, Context::Always],
            DecksMode::Delete => &[Context::DeckDeletion, Context::Always],
            DecksMode::Target(_) => &[Context::DeckTarget, Context::List, Context::Always],
            DecksMode::Merge(_) => &[Context::DeckMerge, Context::Always],
            DecksMode::Move => &[Context::DeckMove, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.mode {
            DecksMode::Rename(field) => Some(field),
            DecksMode::Filter => self.filter.as_mut(),
            DecksMode::Describe(form) => Some(form.field()),
            DecksMode::Export(form) => Some(form.field()),
            _ => None,
        }
    }

    fn unsaved(&self) -> Option<Unsaved> {
        self.typed_text()
    }

    fn not_recorded(&mut self) {
        self.typing_not_saved();
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
            Action::ExportDeck => self.export(shared),
            Action::DescribeDeck | Action::Save => self.describe(shared),
            Action::MergeDeck => self.merge(shared),
            Action::MoveNotes | Action::CopyNotes => self.move_notes(shared, action),
            Action::NextField | Action::PreviousField => {
                if let DecksMode::Describe(form) = &mut self.mode {
                    form.go(action == Action::NextField);
                }
                None
            }
            Action::ToggleDeck => self.toggle(shared),
            Action::DeckOptions => {
                let (_, deck) = self.selected(shared)?;
                Some(Command::DeckOptions(deck.head.id.clone()))
            }
            Action::DrillThese | Action::QuizThese => self.study(shared, action),
            Action::Undo | Action::Redo => Some(Command::UndoChange(action)),
            other => self.update_list(shared, other),
        }
    }

    fn job_started(&mut self, job: JobId) {
        self.export_started(job);
    }

    fn job_finished(&mut self, _: &ScreenContext, job: JobId, outcome: JobOutcome) {
        self.export_finished(job, &outcome);
    }

    fn reload(&mut self, shared: &ScreenContext, remap: Remap<'_>) -> Option<Command> {
        let row = self.list.selected(self.decks.len());
        let before = self.decks.get(row).map(|deck| &remap.old.deck_info(*deck).head.id);
        let decks = (0..).map(DeckIx).zip(remap.new.decks());
        let mut added = decks.filter(|(_, deck)| remap.old.find_deck(&deck.head.id).is_none());
        let keeps_typing = self.keeps_typing(remap.new);
        let typed = self.typed_deck_id().filter(|_| keeps_typing);
        // What is typed is for the deck that is selected. Else a deck that came, or came back, is
        // the one that somebody looks for.
        let selected = typed.and_then(|id| remap.new.find_deck(id));
        let selected = selected.or_else(|| added.next().map(|(at, _)| at));
        let selected = selected.or_else(|| before.and_then(|id| remap.new.find_deck(id)));
        if !keeps_typing && !matches!(self.mode, DecksMode::Filter) {
            self.mode = DecksMode::List;
        }
        self.notes = self.notes.iter().filter_map(|note| remap.note(*note)).collect();
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
