//! Browse after the decks were reloaded: the same note, the same marks, the same place in the list.

use std::collections::HashSet;

use super::BrowseScreen;
use crate::library::{NoteIx, Remap};
use crate::ui::screens::screen::ScreenContext;

impl BrowseScreen {
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
