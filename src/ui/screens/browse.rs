//! Browse: topics, the glossary, the note; three columns that fold to two, then one.

mod columns;
mod reload;
mod sidebar;

use std::collections::HashSet;

use crate::library::{Link, Moved, NoteIx};
use crate::plan::Scope;
use crate::search::{Query, Searcher};
use crate::text::fold::fold;
use crate::ui::Tab;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, Area};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::Field;
use crate::ui::screens::drill::Course;
use crate::ui::screens::screen::{Pane, Shared, Wish};
use crate::ui::view::list::{ListState, Move};
use crate::ui::view::note_view::Reader;

use columns::Columns;
use sidebar::{Side, sides};

/// The column that has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Focus {
    Side,
    #[default]
    List,
    Note,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sort {
    #[default]
    Name,
    Topic,
    Written,
}

impl Sort {
    fn words(self) -> &'static str {
        match self {
            Sort::Name => "A–Z",
            Sort::Topic => "by topic",
            Sort::Written => "as written",
        }
    }

    fn next(self) -> Sort {
        match self {
            Sort::Name => Sort::Topic,
            Sort::Topic => Sort::Written,
            Sort::Written => Sort::Name,
        }
    }
}

/// The Browse pane.
#[derive(Default)]
pub struct Browse {
    side: ListState,
    list: ListState,
    notes: Vec<NoteIx>,
    focus: Focus,
    sort: Sort,
    filter: Option<Field>,
    typing: bool,
    reader: Reader,
    listed: bool,
    searcher: Searcher,
    matches: (String, HashSet<NoteIx>),
    /// Marked notes.
    marked: HashSet<NoteIx>,
}

impl Browse {
    /// Lists anew after notes' standing has changed, where the list depends on it.
    pub fn changed(&mut self, shared: &Shared) {
        if self.listed && (matches!(self.side(shared), Side::Standing(_)) || self.filter.is_some())
        {
            self.relist(shared);
        }
    }

    /// Returns the notes that a deed is done to: the marked ones, or the selected one.
    fn chosen(&self) -> Vec<NoteIx> {
        let marked = self.notes.iter().filter(|note| self.marked.contains(note)).copied();
        let mut notes: Vec<NoteIx> = marked.collect();
        if notes.is_empty() {
            notes.extend(self.selected());
        }
        notes
    }

    /// Returns what a drill or quiz is about: the marked notes, or all that are listed; in a note,
    /// that note. Further questions on a note go with it.
    fn scope(&self, shared: &Shared) -> Scope {
        let some = self.notes.iter().filter(|note| self.marked.contains(note));
        let mut notes: Vec<NoteIx> = match self.focus {
            Focus::Note => self.selected().into_iter().collect(),
            _ if self.marked.is_empty() => self.notes.clone(),
            _ => some.copied().collect(),
        };
        let children: Vec<NoteIx> =
            notes.iter().flat_map(|note| shared.collection.linked(*note, Link::Child)).collect();
        notes.extend(children);
        Scope::of(&shared.collection, notes)
    }

    /// Narrows the list to a topic.
    pub fn show_topic(&mut self, shared: &Shared, topic: usize) {
        let sides = sides(shared);
        let row = sides.iter().position(|side| *side == Side::Topic(topic)).unwrap_or(0);
        self.side.go(Move::To(row), sides.len(), sides.len());
        self.filter = None;
        self.focus = Focus::List;
        self.relist(shared);
    }

    fn side(&self, shared: &Shared) -> Side {
        let sides = sides(shared);
        sides[self.side.selected(sides.len())]
    }

    /// Makes the list anew, keeping the selected note selected where it is still listed.
    fn relist(&mut self, shared: &Shared) {
        let selected = self.selected();
        let collection = &shared.collection;
        let side = self.side(shared);
        let belongs = |note: &NoteIx| side.has(shared, *note);
        let query = self
            .filter
            .as_ref()
            .map(|field| Query::parse(field.text()).knowing(&shared.desk.standings))
            .filter(|query| !query.is_empty());
        let mut notes: Vec<NoteIx> = match query {
            Some(query) => {
                let hits = self.searcher.search(collection, &query).hits;
                let mut notes: Vec<NoteIx> =
                    hits.iter().map(|hit| hit.note).filter(belongs).collect();
                notes.sort_by_cached_key(|note| (collection.names().term(*note), *note));
                notes
            }
            None => collection.names().in_order().iter().copied().filter(belongs).collect(),
        };
        match self.sort {
            Sort::Name => {}
            Sort::Topic => notes.sort_by_key(|note| collection.topic(*note)),
            Sort::Written => notes.sort_unstable(),
        }
        self.notes = notes;
        self.listed = true;
        let row = selected
            .and_then(|note| self.notes.iter().position(|other| *other == note))
            .unwrap_or(0);
        self.go(shared, Move::To(row));
    }

    fn selected(&self) -> Option<NoteIx> {
        self.notes.get(self.list.selected(self.notes.len())).copied()
    }

    fn go(&mut self, shared: &Shared, how: Move) {
        let height = Columns::of(shared.area, self.focus).rows();
        self.list.go(how, self.notes.len(), height);
        self.reader.show(self.selected());
    }

    fn go_side(&mut self, shared: &Shared, how: Move) {
        let len = sides(shared).len();
        self.side.go(how, len, Columns::of(shared.area, self.focus).rows());
        self.list = ListState::default();
        self.relist(shared);
        self.go(shared, Move::First);
    }

    /// Goes to the next term after the selected one that begins with `letter`.
    fn jump(&mut self, shared: &Shared, letter: char) -> Option<Wish> {
        let letter = fold(letter.encode_utf8(&mut [0; 4]));
        let names = shared.collection.names();
        let begins = |note: &NoteIx| names.term(*note).starts_with(&letter);
        match self.next_where(1, begins) {
            Some(row) => self.go(shared, Move::To(row)),
            None => return Some(Wish::Say(format!("No term here begins with {letter}"))),
        }
        None
    }

    /// Goes to the next (or previous) hit of the last search.
    fn go_match(&mut self, shared: &Shared, step: isize) -> Option<Wish> {
        if shared.last_query.trim().is_empty() {
            return Some(Wish::Say("Nothing was searched for yet: / searches".to_string()));
        }
        if self.matches.0 != shared.last_query {
            let results = self.searcher.search(
                &shared.collection,
                &Query::parse(&shared.last_query).knowing(&shared.desk.standings),
            );
            self.matches =
                (shared.last_query.clone(), results.hits.iter().map(|hit| hit.note).collect());
        }
        let row = self.next_where(step, |note| self.matches.1.contains(note));
        match row {
            Some(row) => self.go(shared, Move::To(row)),
            None => {
                return Some(Wish::Say(format!("No hit of “{}” in this list", shared.last_query)));
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

    fn back(&mut self, shared: &Shared) -> Option<Wish> {
        match self.focus {
            Focus::Note => self.focus(shared, Focus::List),
            _ if self.filter.take().is_some() => self.relist(shared),
            Focus::Side => self.focus(shared, Focus::List),
            Focus::List => return Some(Wish::Goto(Tab::Home)),
        }
        None
    }

    fn focus(&mut self, shared: &Shared, focus: Focus) {
        self.focus = focus;
        if focus == Focus::List {
            self.go(shared, Move::By(0));
        }
    }

    fn enter_row(&mut self, shared: &Shared) {
        match self.focus {
            Focus::Side => self.focus(shared, Focus::List),
            Focus::List if self.selected().is_some() => self.focus = Focus::Note,
            _ => {}
        }
    }

    fn update_filter(&mut self, shared: &Shared, action: Action) -> Option<Wish> {
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
                let how =
                    super::screen::movement(other, Columns::of(shared.area, self.focus).rows())?;
                self.go(shared, how);
            }
        }
        None
    }

    fn update_columns(&mut self, shared: &Shared, action: Action) -> Option<Wish> {
        let columns = Columns::of(shared.area, self.focus);
        match action {
            Action::Pick(Area::Side, row) => {
                self.focus = Focus::Side;
                self.go_side(shared, Move::To(row));
            }
            Action::Pick(Area::List, row)
                if self.focus == Focus::List && row == self.list.selected(self.notes.len()) =>
            {
                self.enter_row(shared);
            }
            Action::Pick(Area::List, row) => {
                self.focus = Focus::List;
                self.go(shared, Move::To(row));
            }
            Action::Pick(Area::Note, _) => {
                self.focus = Focus::Note;
                self.reader.update(shared, columns.note, action);
            }
            Action::Scroll(Area::Side, rows) => {
                let len = sides(shared).len();
                self.side.scroll(rows.into(), len, columns.rows());
                self.relist(shared);
            }
            Action::Scroll(Area::List, rows) => {
                self.list.scroll(rows.into(), self.notes.len(), columns.rows());
                self.go(shared, Move::By(0));
            }
            Action::Scroll(..) => _ = self.reader.update(shared, columns.note, action),
            _ => {}
        }
        None
    }

    fn update_lists(
        &mut self,
        shared: &Shared,
        action: Action,
        typed: Option<char>,
    ) -> Option<Wish> {
        match action {
            Action::Back => return self.back(shared),
            Action::Left if self.focus == Focus::List => self.focus = Focus::Side,
            Action::Right if self.focus == Focus::Side => self.focus(shared, Focus::List),
            Action::Right | Action::Enter => self.enter_row(shared),
            Action::Sort => {
                self.sort = self.sort.next();
                self.relist(shared);
            }
            Action::Filter => {
                self.filter.get_or_insert_with(Field::default);
                self.typing = true;
                self.focus = Focus::List;
            }
            Action::Jump => return self.jump(shared, typed?),
            Action::NextMatch => return self.go_match(shared, 1),
            Action::PreviousMatch => return self.go_match(shared, -1),
            Action::Mark => {
                let note = self.selected()?;
                if !self.marked.remove(&note) {
                    self.marked.insert(note);
                }
                self.go(shared, Move::By(1));
            }
            Action::Return => _ = self.reader.back(),
            Action::Pick(..) | Action::Scroll(..) => return self.update_columns(shared, action),
            other => {
                let how =
                    super::screen::movement(other, Columns::of(shared.area, self.focus).rows())?;
                match self.focus {
                    Focus::Side => self.go_side(shared, how),
                    _ => self.go(shared, how),
                }
            }
        }
        None
    }
}

impl Pane for Browse {
    fn contexts(&self) -> &'static [Context] {
        match self.focus {
            _ if self.typing => &[Context::Filter, Context::Field, Context::Always],
            Focus::Note => &[Context::Note, Context::Anywhere, Context::Always],
            _ => &[Context::Browse, Context::List, Context::Anywhere, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.filter.as_mut().filter(|_| self.typing)
    }

    fn note(&self) -> Option<NoteIx> {
        self.reader.note().or_else(|| self.selected())
    }

    fn typed(&mut self, shared: &Shared) -> Option<Wish> {
        self.relist(shared);
        None
    }

    fn update(&mut self, shared: &Shared, action: Action, typed: Option<char>) -> Option<Wish> {
        if self.typing {
            return self.update_filter(shared, action);
        }
        match action {
            Action::DrillThese => return Some(Wish::Drill(Course::of(self.scope(shared)))),
            Action::QuizThese => return Some(Wish::Quiz(self.scope(shared))),
            Action::Deed(deed) => {
                return Some(Wish::Deed(self.chosen(), deed)).filter(|_| !self.notes.is_empty());
            }
            _ => {}
        }
        if self.focus != Focus::Note {
            return self.update_lists(shared, action, typed);
        }
        let columns = Columns::of(shared.area, self.focus);
        if matches!(action, Action::Pick(..) | Action::Scroll(..)) {
            return self.update_columns(shared, action);
        }
        if !self.reader.update(shared, columns.note, action)
            && matches!(action, Action::Back | Action::Left | Action::Return)
        {
            self.focus(shared, Focus::List);
        }
        None
    }

    fn enter(&mut self, shared: &Shared) -> Option<Wish> {
        if !self.listed || matches!(self.side(shared), Side::Standing(_)) {
            self.relist(shared);
        }
        None
    }

    fn moved(&mut self, shared: &Shared, moved: Moved<'_>) -> Option<Wish> {
        self.remap(shared, moved);
        None
    }

    fn view(&self, shared: &Shared, canvas: &mut Canvas<'_>) {
        let columns = Columns::of(shared.area, self.focus);
        self.view_columns(shared, canvas, &columns);
    }
}
