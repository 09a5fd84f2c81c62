//! Browse after the decks were reloaded, or what it lists has changed: the same note, the same
//! marks, the same place in the list.

use std::collections::HashSet;

use super::BrowseScreen;
use super::sidebar::SidebarRow;
use crate::library::{NoteIx, Remap};
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::list::ListMove;

impl BrowseScreen {
    /// Updates the list after notes' statuses have changed, where it depends on them.
    pub fn statuses_changed(&mut self, shared: &ScreenContext) {
        if self.listed
            && (matches!(self.sidebar_row(shared), SidebarRow::Status(_)) || self.filter.is_some())
        {
            self.relist(shared);
        }
    }

    /// Lists anew when the screen is entered again: other decks are listed now.
    pub fn listed_decks_changed(&mut self) {
        self.listed = false;
    }

    /// Selects a note that came, or came back, where it is listed.
    pub fn select_note(&mut self, shared: &ScreenContext, deck: &str, note: &str) {
        let library = &shared.learner.library;
        let note = library.find_deck(deck).and_then(|deck| library.find(deck, note));
        let row = self.notes.iter().position(|other| Some(*other) == note);
        if let Some(row) = row {
            self.select(shared, ListMove::To(row));
        }
    }

    /// Points everything into the new library.
    pub(super) fn remap(&mut self, shared: &ScreenContext, remap: Remap<'_>) {
        self.marked = self.marked.iter().filter_map(|note| remap.note(*note)).collect();
        if !self.listed {
            return;
        }
        let mut note_view = std::mem::take(&mut self.note_view);
        let selected = self.selected().and_then(|note| remap.note(note));
        self.notes = selected.into_iter().collect();
        self.matches = <(String, HashSet<NoteIx>)>::default();
        self.relist(shared);
        if note_view.reload(remap) {
            self.note_view = note_view;
        }
    }
}
