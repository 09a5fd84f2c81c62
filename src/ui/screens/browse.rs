//! Browse: topics, the glossary, the note; three columns that fold to two, then one.

mod columns;
mod jumps;
mod reload;
mod sidebar;

use std::collections::HashSet;

use crate::library::{NoteIx, NoteLink, Remap};
use crate::plan::NoteScope;
use crate::search::Searcher;
use crate::session::DrillRequest;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::tab::Tab;
use crate::ui::view::list::{ListMove, ListState};
use crate::ui::view::note_view::NoteView;

use columns::BrowseColumns;
use sidebar::{SidebarRow, sidebar_rows};

/// The column that has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum BrowseFocus {
    Side,
    #[default]
    List,
    Note,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum BrowseOrder {
    #[default]
    Name,
    Topic,
    Written,
}

impl BrowseOrder {
    fn words(self) -> &'static str {
        match self {
            BrowseOrder::Name => "A–Z",
            BrowseOrder::Topic => "by topic",
            BrowseOrder::Written => "as written",
        }
    }

    fn next(self) -> BrowseOrder {
        match self {
            BrowseOrder::Name => BrowseOrder::Topic,
            BrowseOrder::Topic => BrowseOrder::Written,
            BrowseOrder::Written => BrowseOrder::Name,
        }
    }
}

/// The Browse screen.
#[derive(Default)]
pub struct BrowseScreen {
    side: ListState,
    list: ListState,
    notes: Vec<NoteIx>,
    focus: BrowseFocus,
    sort: BrowseOrder,
    filter: Option<TextField>,
    typing: bool,
    note_view: NoteView,
    listed: bool,
    searcher: Searcher,
    matches: (String, HashSet<NoteIx>),
    /// Marked notes.
    marked: HashSet<NoteIx>,
}

impl BrowseScreen {
    /// The notes that are marked.
    pub fn marked(&self) -> Vec<NoteIx> {
        self.marked.iter().copied().collect()
    }

    /// The notes that a card action applies to: the marked ones, or else the selected one.
    fn marked_or_selected(&self) -> Vec<NoteIx> {
        let marked = self.notes.iter().filter(|note| self.marked.contains(note)).copied();
        let mut notes: Vec<NoteIx> = marked.collect();
        if notes.is_empty() {
            notes.extend(self.selected());
        }
        notes
    }

    /// What a drill or quiz is about: the marked notes, or all that are listed; in a note,
    /// that note. Further questions on a note go with it. What is listed without naming a deck goes
    /// without notes that are not studied.
    fn scope(&self, shared: &ScreenContext) -> NoteScope {
        let some = self.notes.iter().filter(|note| self.marked.contains(note));
        let mut notes: Vec<NoteIx> = match self.focus {
            BrowseFocus::Note => self.selected().into_iter().collect(),
            _ if self.marked.is_empty() => self.notes.clone(),
            _ => some.copied().collect(),
        };
        let children = |note: &NoteIx| shared.learner.library.linked(*note, NoteLink::Child);
        let children: Vec<NoteIx> = notes.iter().flat_map(children).collect();
        notes.extend(children);
        let scope = NoteScope::from_notes(&shared.learner.library, notes);
        let row = self.sidebar_row(shared);
        let names_deck = matches!(row, SidebarRow::Deck(_) | SidebarRow::Topic(_));
        let is_picked = self.focus == BrowseFocus::Note || !self.marked.is_empty();
        if names_deck || is_picked { scope } else { shared.learner.studied_decks().among(scope) }
    }

    fn sidebar_row(&self, shared: &ScreenContext) -> SidebarRow {
        let rows = sidebar_rows(shared);
        rows[self.side.selected(rows.len())]
    }

    /// Updates the list, keeping the selected note selected where it is still listed.
    fn relist(&mut self, shared: &ScreenContext) {
        let selected = self.selected();
        let library = &shared.learner.library;
        let side = self.sidebar_row(shared);
        let hidden = shared.learner.hidden_decks();
        let belongs = |note: &NoteIx| {
            hidden.binary_search(&library.deck(*note)).is_err() && side.has(shared, *note)
        };
        let query = self
            .filter
            .as_ref()
            .map(|field| shared.query(field.text()))
            .filter(|query| !query.is_empty());
        let mut notes: Vec<NoteIx> = match query {
            Some(query) => {
                let hits = self.searcher.search(library, &query).hits;
                let mut notes: Vec<NoteIx> =
                    hits.iter().map(|hit| hit.note).filter(belongs).collect();
                notes.sort_by_cached_key(|note| (library.names().term(*note), *note));
                notes
            }
            None => library.names().in_order().iter().copied().filter(belongs).collect(),
        };
        match self.sort {
            BrowseOrder::Name => {}
            BrowseOrder::Topic => notes.sort_by_key(|note| library.topic(*note)),
            BrowseOrder::Written => notes.sort_unstable(),
        }
        self.notes = notes;
        self.listed = true;
        let row = selected
            .and_then(|note| self.notes.iter().position(|other| *other == note))
            .unwrap_or(0);
        self.select(shared, ListMove::To(row));
    }

    fn selected(&self) -> Option<NoteIx> {
        self.notes.get(self.list.selected(self.notes.len())).copied()
    }

    fn select(&mut self, shared: &ScreenContext, list_move: ListMove) {
        let height = BrowseColumns::new(shared.area, self.focus).rows();
        self.list.go(list_move, self.notes.len(), height);
        self.note_view.show(self.selected());
    }

    fn select_sidebar(&mut self, shared: &ScreenContext, list_move: ListMove) {
        let len = sidebar_rows(shared).len();
        self.side.go(list_move, len, BrowseColumns::new(shared.area, self.focus).rows());
        self.list = ListState::default();
        self.relist(shared);
        self.select(shared, ListMove::First);
    }

    fn back(&mut self, shared: &ScreenContext) -> Option<Command> {
        match self.focus {
            BrowseFocus::Note => self.focus(shared, BrowseFocus::List),
            _ if self.filter.take().is_some() => self.relist(shared),
            BrowseFocus::Side => self.focus(shared, BrowseFocus::List),
            BrowseFocus::List => return Some(Command::Goto(Tab::Home)),
        }
        None
    }

    fn focus(&mut self, shared: &ScreenContext, focus: BrowseFocus) {
        self.focus = focus;
        if focus == BrowseFocus::List {
            self.select(shared, ListMove::By(0));
        }
    }

    fn enter_row(&mut self, shared: &ScreenContext) {
        match self.focus {
            BrowseFocus::Side => self.focus(shared, BrowseFocus::List),
            BrowseFocus::List if self.selected().is_some() => self.focus = BrowseFocus::Note,
            _ => {}
        }
    }

    fn update_filter(&mut self, shared: &ScreenContext, action: Action) -> Option<Command> {
        match action {
            Action::Enter => {
                self.typing = false;
                self.filter = self.filter.take().filter(|field| !field.text().trim().is_empty());
                self.relist(shared);
            }
            Action::Back => {
                self.typing = false;
                self.filter = None;
                self.relist(shared);
            }
            Action::Pick(..) | Action::Scroll(..) => {
                self.typing = false;
                return self.update_columns(shared, action);
            }
            other => {
                let list_move = ListMove::from_action(
                    other,
                    BrowseColumns::new(shared.area, self.focus).rows(),
                )?;
                self.select(shared, list_move);
            }
        }
        None
    }

    fn update_columns(&mut self, shared: &ScreenContext, action: Action) -> Option<Command> {
        let columns = BrowseColumns::new(shared.area, self.focus);
        match action {
            Action::Pick(ListArea::Side, row) => {
                self.focus = BrowseFocus::Side;
                self.select_sidebar(shared, ListMove::To(row));
            }
            Action::Pick(ListArea::List, row)
                if self.focus == BrowseFocus::List
                    && row == self.list.selected(self.notes.len()) =>
            {
                self.enter_row(shared);
            }
            Action::Pick(ListArea::List, row) => {
                self.focus = BrowseFocus::List;
                self.select(shared, ListMove::To(row));
            }
            Action::Pick(ListArea::Note, _) => {
                self.focus = BrowseFocus::Note;
                self.note_view.update(shared, columns.note, action);
            }
            Action::Scroll(ListArea::Side, rows) => {
                let len = sidebar_rows(shared).len();
                self.side.scroll(rows.into(), len, columns.rows());
                self.relist(shared);
            }
            Action::Scroll(ListArea::List, rows) => {
                self.list.scroll(rows.into(), self.notes.len(), columns.rows());
                self.select(shared, ListMove::By(0));
            }
            Action::Scroll(..) => _ = self.note_view.update(shared, columns.note, action),
            _ => {}
        }
        None
    }

    fn update_lists(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        typed: Option<char>,
    ) -> Option<Command> {
        match action {
            Action::Back => return self.back(shared),
            Action::Left if self.focus == BrowseFocus::List => self.focus = BrowseFocus::Side,
            Action::Right if self.focus == BrowseFocus::Side => {
                self.focus(shared, BrowseFocus::List);
            }
            Action::Right | Action::Enter => self.enter_row(shared),
            Action::Sort => {
                self.sort = self.sort.next();
                self.relist(shared);
            }
            Action::Filter => {
                // A filter that is there is not typed on behind.
                if self.filter.replace(TextField::default()).is_some() {
                    self.relist(shared);
                }
                self.typing = true;
                self.focus = BrowseFocus::List;
            }
            Action::Jump => return self.jump(shared, typed?),
            Action::NextMatch => return self.go_match(shared, 1),
            Action::PreviousMatch => return self.go_match(shared, -1),
            Action::Mark if self.focus == BrowseFocus::Side => {
                return self.sidebar_row(shared).toggle(shared).map(Command::Switch);
            }
            Action::Mark => {
                let note = self.selected()?;
                if !self.marked.remove(&note) {
                    self.marked.insert(note);
                }
                self.select(shared, ListMove::By(1));
            }
            Action::Return => _ = self.note_view.back(),
            Action::Pick(..) | Action::Scroll(..) => return self.update_columns(shared, action),
            other => {
                let list_move = ListMove::from_action(
                    other,
                    BrowseColumns::new(shared.area, self.focus).rows(),
                )?;
                match self.focus {
                    BrowseFocus::Side => self.select_sidebar(shared, list_move),
                    _ => self.select(shared, list_move),
                }
            }
        }
        None
    }
}

impl Screen for BrowseScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.focus {
            _ if self.typing => &[Context::Filter, Context::Field, Context::Always],
            BrowseFocus::Note => &[Context::Note, Context::Anywhere, Context::Always],
            _ => &[Context::Browse, Context::List, Context::Anywhere, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.filter.as_mut().filter(|_| self.typing)
    }

    fn note(&self) -> Option<NoteIx> {
        self.note_view.note().or_else(|| self.selected())
    }

    fn typed(&mut self, shared: &ScreenContext) -> Option<Command> {
        self.relist(shared);
        None
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        typed: Option<char>,
    ) -> Option<Command> {
        if self.typing {
            return self.update_filter(shared, action);
        }
        match action {
            Action::DrillThese => {
                return Some(Command::Drill(DrillRequest::from_scope(self.scope(shared))));
            }
            Action::QuizThese => return Some(Command::Quiz(self.scope(shared))),
            Action::MoveNotes => {
                return Some(Command::ChooseDeck(self.marked_or_selected()))
                    .filter(|_| !self.notes.is_empty());
            }
            Action::Card(action) => {
                return Some(Command::Mark(self.marked_or_selected(), action))
                    .filter(|_| !self.notes.is_empty());
            }
            _ => {}
        }
        if self.focus != BrowseFocus::Note {
            return self.update_lists(shared, action, typed);
        }
        let columns = BrowseColumns::new(shared.area, self.focus);
        if matches!(action, Action::Pick(..) | Action::Scroll(..)) {
            return self.update_columns(shared, action);
        }
        if !self.note_view.update(shared, columns.note, action)
            && matches!(action, Action::Back | Action::Left | Action::Return)
        {
            self.focus(shared, BrowseFocus::List);
        }
        None
    }

    fn enter(&mut self, shared: &ScreenContext) -> Option<Command> {
        if !self.listed || matches!(self.sidebar_row(shared), SidebarRow::Status(_)) {
            self.relist(shared);
        }
        None
    }

    fn reload(&mut self, shared: &ScreenContext, remap: Remap<'_>) -> Option<Command> {
        self.remap(shared, remap);
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let columns = BrowseColumns::new(shared.area, self.focus);
        self.view_columns(shared, canvas, &columns);
    }
}
