//! Browse after the decks were read anew: the same note, the same marks, the same place in the
//! list.

use std::collections::HashSet;

use super::BrowseScreen;
use crate::library::{NoteIx, Remap};
use crate::ui::screens::screen::ScreenContext;

impl BrowseScreen {
    /// Goes over to the notes as they were read anew.
    pub(super) fn remap(&mut self, shared: &ScreenContext, moved: Remap<'_>) {
        self.marked = self.marked.iter().filter_map(|note| moved.note(*note)).collect();
        if !self.listed {
            return;
        }
        let mut reader = std::mem::take(&mut self.reader);
        let selected = self.selected().and_then(|note| moved.note(note));
        self.notes = selected.into_iter().collect();
        self.matches = <(String, HashSet<NoteIx>)>::default();
        self.relist(shared);
        if reader.moved(moved) {
            self.reader = reader;
        }
    }
}
