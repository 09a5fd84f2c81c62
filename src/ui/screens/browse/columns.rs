//! The columns of Browse: their layout and how they are drawn.

use ratatui::layout::{Position, Rect};

use super::sidebar::sidebar_rows;
use super::{BrowseFocus, BrowseScreen};
use crate::plan::NoteStatus;
use crate::search::{Query, marks};
use crate::text::count::pluralize;
use crate::text::sanitize::clean_line;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::lab_link;
use crate::ui::screens::screen::{Screen, ScreenContext};
use crate::ui::view::note_view;
use crate::ui::view::note_view::status_mark;

/// From this width on all three columns show.
const THREE: u16 = 96;
/// From this width on two columns show.
const TWO: u16 = 72;

/// The areas of the columns; one without room is empty.
pub(super) struct BrowseColumns {
    pub(super) side: Rect,
    pub(super) list: Rect,
    pub(super) note: Rect,
}

impl BrowseColumns {
    pub(super) fn new(area: Rect, focus: BrowseFocus) -> BrowseColumns {
        let none = Rect { width: 0, ..area };
        let cut = |x: u16, width: u16| Rect { x: area.x + x, width, ..area };
        let alone = |column: BrowseFocus| if focus == column { area } else { none };
        if area.width < TWO {
            return BrowseColumns {
                side: alone(BrowseFocus::Side),
                list: alone(BrowseFocus::List),
                note: alone(BrowseFocus::Note),
            };
        }
        if area.width < THREE {
            let left = area.width * 2 / 5;
            let column = |shown: bool| if shown { cut(0, left) } else { none };
            return BrowseColumns {
                side: column(focus == BrowseFocus::Side),
                list: column(focus != BrowseFocus::Side),
                note: cut(left + 1, area.width - left - 1),
            };
        }
        // Whoever looks for a topic can read it whole.
        let side = if focus == BrowseFocus::Side { area.width * 2 / 5 } else { area.width / 4 };
        let (side, list) = (side.clamp(24, 40), (area.width * 3 / 10).clamp(28, 44));
        BrowseColumns {
            side: cut(0, side),
            list: cut(side + 1, list),
            note: cut(side + list + 2, area.width - side - list - 2),
        }
    }

    /// How many rows of a list show: one line is its heading.
    pub(super) fn rows(&self) -> usize {
        self.list.height.max(self.side.height).saturating_sub(1) as usize
    }
}

impl BrowseScreen {
    pub(super) fn view_columns(
        &self,
        shared: &ScreenContext,
        canvas: &mut Canvas<'_>,
        columns: &BrowseColumns,
    ) {
        for column in [columns.list, columns.note] {
            if column.width > 0 && column.x > shared.area.x {
                canvas.rule_down(column.x - 1, column.y, column.height);
            }
        }
        if columns.side.width > 0 {
            self.view_side(shared, canvas, columns.side);
        }
        if columns.list.width > 0 {
            self.view_list(shared, canvas, columns.list);
        }
        if columns.note.width > 0 {
            self.note_view.view(
                shared,
                canvas,
                columns.note,
                self.focus == BrowseFocus::Note,
                self.contexts(),
            );
            lab_link::draw_hint(
                shared,
                canvas,
                note_view::column(columns.note),
                self.note(),
                self.contexts(),
            );
        }
    }

    fn view_side(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect) {
        let rows = sidebar_rows(shared);
        canvas.text(area.x + 2, area.y, area.width.saturating_sub(2), "Topics", Role::Label);
        canvas.wheel(area, ListArea::Side);
        let shown = area.height.saturating_sub(1) as usize;
        let (selected, top) = (self.side.selected(rows.len()), self.side.top(rows.len(), shown));
        for (i, side) in rows.iter().enumerate().skip(top).take(shown) {
            let place = Rect { y: area.y + 1 + (i - top) as u16, height: 1, ..area };
            let (title, count) = side.words(shared);
            let role = self.row(canvas, place, i == selected, BrowseFocus::Side);
            let dim = if role == Role::Text { Role::Dim } else { role };
            let edge = canvas.text_right(place.right().saturating_sub(1), place.y, 8, &count, dim);
            canvas.text(place.x + 2, place.y, edge.saturating_sub(place.x + 3), &title, role);
            canvas.click(place, Action::Pick(ListArea::Side, i));
        }
    }

    fn view_list(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect) {
        let heading = Rect { height: 1, ..area };
        let query = self.view_heading(canvas, heading);
        canvas.wheel(area, ListArea::List);
        let rows = area.height.saturating_sub(1) as usize;
        let (selected, top) =
            (self.list.selected(self.notes.len()), self.list.top(self.notes.len(), rows));
        for (i, note) in self.notes.iter().enumerate().skip(top).take(rows) {
            let place = Rect { y: area.y + 1 + (i - top) as u16, height: 1, ..area };
            let role = self.row(canvas, place, i == selected, BrowseFocus::List);
            let title = shared.learner.library.title(*note);
            let title = clean_line(&title);
            let marked = query.as_ref().map_or_else(Vec::new, |query| marks(query, &title));
            let hit = if role == Role::Selected { Role::SelectedMatch } else { Role::Match };
            let (mark, hue) = status_mark(shared.learner.statuses.foremost(*note));
            let edge = place.right().saturating_sub(2);
            // Before the first review a column of the same mark would say nothing.
            let statuses = &shared.learner.statuses;
            if !shared.learner.ledger.is_empty() || statuses.count(NoteStatus::Off) > 0 {
                canvas.text(edge, place.y, 1, mark, if role == Role::Text { hue } else { role });
            }
            if self.marked.contains(note) {
                canvas.text(
                    place.x + 1,
                    place.y,
                    1,
                    "+",
                    if role == Role::Text { Role::Accent } else { role },
                );
            }
            canvas.marked(
                place.x + 2,
                place.y,
                edge.saturating_sub(place.x + 3),
                &title,
                &marked,
                (role, hit),
            );
            canvas.click(place, Action::Pick(ListArea::List, i));
        }
        if self.notes.is_empty() {
            let message = if query.is_some() {
                "No matches. Esc shows all terms"
            } else {
                "No notes here yet. Press a to write one"
            };
            canvas.text(area.x + 2, area.y + 1, area.width.saturating_sub(2), message, Role::Dim);
        }
    }

    /// Draws the list's heading, or the filter being typed; returns the filter's query.
    fn view_heading(&self, canvas: &mut Canvas<'_>, area: Rect) -> Option<Query> {
        let count = pluralize(self.notes.len(), "term", "terms");
        let Some(field) = &self.filter else {
            let words = format!("{count}, {}", self.sort.words());
            canvas.text(area.x + 2, area.y, area.width.saturating_sub(2), &words, Role::Label);
            return None;
        };
        let edge = canvas.text_right(area.right().saturating_sub(1), area.y, 12, &count, Role::Dim);
        canvas.text(area.x, area.y, 2, "f ", Role::Key);
        let place = Rect { x: area.x + 2, width: edge.saturating_sub(area.x + 3), ..area };
        if self.typing {
            field.view(canvas, place);
        } else {
            canvas.text(place.x, place.y, place.width, field.text(), Role::Accent);
        }
        Some(Query::parse(field.text()))
    }

    /// Prepares a row and returns the role of its text.
    fn row(
        &self,
        canvas: &mut Canvas<'_>,
        place: Rect,
        selected: bool,
        column: BrowseFocus,
    ) -> Role {
        match (selected, self.focus == column) {
            (false, _) => Role::Text,
            (true, false) => {
                canvas.text(place.x, place.y, 1, "▸", Role::Resting);
                Role::Resting
            }
            (true, true) => {
                canvas.fill(place, Role::Selected);
                canvas.text(place.x, place.y, 1, "▸", Role::Selected);
                if !self.typing {
                    canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
                }
                Role::Selected
            }
        }
    }
}
