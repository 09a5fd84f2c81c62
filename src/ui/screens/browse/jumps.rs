//! Jumps in Browse: to a topic or a deck, to a letter, and from hit to hit of the last search.

use super::sidebar::{SidebarRow, sidebar_rows};
use super::{BrowseFocus, BrowseScreen};
use crate::library::{DeckIx, NoteIx};
use crate::text::fold::fold;
use crate::ui::screens::screen::{Command, ScreenContext};
use crate::ui::view::list::ListMove;

impl BrowseScreen {
    /// Narrows the list to a topic.
    pub fn show_topic(&mut self, shared: &ScreenContext, topic: usize) {
        self.show(shared, SidebarRow::Topic(topic));
    }

    /// Narrows the list to a deck.
    pub fn show_deck(&mut self, shared: &ScreenContext, deck: DeckIx) {
        self.show(shared, SidebarRow::Deck(deck));
    }

    fn show(&mut self, shared: &ScreenContext, row: SidebarRow) {
        let rows = sidebar_rows(shared);
        let at = rows.iter().position(|other| *other == row).unwrap_or(0);
        self.side.go(ListMove::To(at), rows.len(), rows.len());
        self.filter = None;
        self.focus = BrowseFocus::List;
        self.relist(shared);
    }

    /// Goes to the next term after the selected one that begins with `letter`.
    pub(super) fn jump(&mut self, shared: &ScreenContext, letter: char) -> Option<Command> {
        let letter = fold(letter.encode_utf8(&mut [0; 4]));
        let names = shared.learner.library.names();
        let begins = |note: &NoteIx| names.term(*note).starts_with(&letter);
        match self.next_where(1, begins) {
            Some(row) => self.select(shared, ListMove::To(row)),
            None => return Some(Command::Notify(format!("No term here begins with {letter}"))),
        }
        None
    }

    /// Goes to the next (or previous) hit of the last search.
    pub(super) fn go_match(&mut self, shared: &ScreenContext, step: isize) -> Option<Command> {
        if shared.last_query.trim().is_empty() {
            return Some(Command::Notify("No search yet. Press / to search".to_string()));
        }
        if self.matches.0 != shared.last_query {
            let results =
                self.searcher.search(&shared.learner.library, &shared.query(&shared.last_query));
            self.matches =
                (shared.last_query.clone(), results.hits.iter().map(|hit| hit.note).collect());
        }
        let row = self.next_where(step, |note| self.matches.1.contains(note));
        match row {
            Some(row) => self.select(shared, ListMove::To(row)),
            None => {
                return Some(Command::Notify(format!(
                    "No match for “{}” in this list",
                    shared.last_query
                )));
            }
        }
        None
    }

    fn next_where(&self, step: isize, fits: impl Fn(&NoteIx) -> bool) -> Option<usize> {
        let len = self.notes.len() as isize;
        let start = self.list.selected(self.notes.len()) as isize;
        (1..=len)
            .map(|i| (start + step * i).rem_euclid(len) as usize)
            .find(|&row| fits(&self.notes[row]))
    }
}
