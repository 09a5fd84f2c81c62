//! How Search is drawn: the query with its count, and the hits.

use ratatui::layout::Rect;

use super::SearchScreen;
use super::lab_hits::HitRow;
use crate::labs::Lab;
use crate::library::NoteIx;
use crate::search::{MatchKind, SearchHit, marks};
use crate::text::sanitize::clean_line;
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::popup::wrap_plain;

/// How many completions are offered.
const OFFERED: usize = 6;
/// What a query can have in it besides words.
const HINT: &str = "is:due  is:weak  topic:…  'exact  ^start  end$  !without";

impl SearchScreen {
    pub(super) fn view_query(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect) {
        canvas.text(area.x, area.y, 2, "> ", Role::Accent);
        let count = self.count(shared);
        let edge = canvas.text_right(area.right(), area.y, area.width / 2, &count, Role::Dim);
        let field =
            Rect { x: area.x + 2, width: edge.saturating_sub(area.x + 4), height: 1, ..area };
        self.field.view(canvas, field);
        let under = area.y + 1;
        let offered = self.completions(shared);
        if let Some(complaint) = &self.query.complaint {
            canvas.text(area.x + 2, under, area.width - 2, complaint, Role::Warning);
        } else if !offered.is_empty() {
            let message = format!(
                "Tab  {}",
                offered.iter().take(OFFERED).cloned().collect::<Vec<_>>().join("  ")
            );
            canvas.text(area.x + 2, under, area.width - 2, &message, Role::Dim);
        } else if self.field.text().is_empty() {
            canvas.text(area.x + 2, under, area.width - 2, HINT, Role::Dim);
        } else {
            canvas.rule(area.x, under, area.width);
        }
    }

    fn count(&self, shared: &ScreenContext) -> String {
        let library = &shared.learner.library;
        let hidden = self.query.hidden.iter().map(|deck| library.deck_info(*deck).notes.len());
        let all = library.len() - hidden.sum::<usize>();
        let shown = if self.results.more {
            format!("{}+", self.results.total)
        } else {
            self.results.total.to_string()
        };
        match self.took {
            Some(took) if !self.query.is_empty() => {
                format!("{shown} of {all} · {:.1} ms", took.as_secs_f64() * 1000.0)
            }
            _ => format!("{shown} of {all}"),
        }
    }

    pub(super) fn view_hits(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect) {
        let (rows, height) = (self.rows(), usize::from(area.height));
        canvas.wheel(area, ListArea::List);
        let (selected, top) = (self.list.selected(rows), self.list.top(rows, height));
        for i in top..rows.min(top + height) {
            let place = Rect { y: area.y + (i - top) as u16, height: 1, ..area };
            match self.labs.row(&self.results.hits, i) {
                Some(HitRow::Note(hit)) => {
                    self.view_hit(shared, canvas, place, &hit, i == selected);
                }
                Some(HitRow::Lab(lab)) => self.view_lab_hit(canvas, place, lab, i == selected),
                None => {}
            }
            canvas.click(place, Action::Pick(ListArea::List, i));
        }
    }

    fn view_lab_hit(&self, canvas: &mut Canvas<'_>, place: Rect, lab: &Lab, selected: bool) {
        let pick = |on, off| if selected { on } else { off };
        if selected {
            canvas.fill(place, Role::Selected);
            canvas.text(place.x, place.y, 1, "▸", Role::Selected);
        }
        let (x, room) = (place.x + 3, place.width.saturating_sub(3));
        let label = canvas.text(x, place.y, room, "Lab: ", pick(Role::Selected, Role::Dim));
        let roles = (pick(Role::Selected, Role::Text), pick(Role::SelectedMatch, Role::Match));
        let marked = marks(&self.query, lab.title);
        canvas.marked(x + label, place.y, room.saturating_sub(label), lab.title, &marked, roles);
    }

    fn view_hit(
        &self,
        shared: &ScreenContext,
        canvas: &mut Canvas<'_>,
        place: Rect,
        hit: &SearchHit,
        selected: bool,
    ) {
        let pick = |on, off| if selected { on } else { off };
        if selected {
            canvas.fill(place, Role::Selected);
            canvas.text(place.x, place.y, 1, "▸", Role::Selected);
        }
        if hit.how.is_guess() {
            canvas.text(place.x + 1, place.y, 1, "≈", pick(Role::Selected, Role::Warning));
        }
        let title = shared.learner.library.title(hit.note);
        let title = clean_line(&title);
        let topic = topic_of(shared, hit.note);
        let right = place.right().saturating_sub(1);
        // A topic is named only where that cuts neither it nor the title.
        let fits = place.width > 56 && width(&title) + width(&topic) + 6 <= place.width.into();
        let edge = if fits {
            let role = pick(Role::Selected, Role::Dim);
            canvas.text_right(right, place.y, place.width, &topic, role).saturating_sub(1)
        } else {
            right
        };
        let marked = marks(&self.query, &title);
        let found = pick(Role::SelectedMatch, Role::Match);
        let (x, room) = (place.x + 3, edge.saturating_sub(place.x + 3));
        let roles = (pick(Role::Selected, Role::Text), found);
        let end = x + canvas.marked(x, place.y, room, &title, &marked, roles);
        if marked.is_empty() && matches!(hit.how, MatchKind::Exact | MatchKind::Fuzzy) {
            let roles = (pick(Role::Selected, Role::Dim), found);
            self.view_alias(
                shared,
                canvas,
                (end, place.y),
                edge.saturating_sub(end),
                hit.note,
                roles,
            );
        }
    }

    /// Shows the other name that the query matched, where the title has nothing to mark.
    fn view_alias(
        &self,
        shared: &ScreenContext,
        canvas: &mut Canvas<'_>,
        (x, y): (u16, u16),
        room: u16,
        note: NoteIx,
        roles: (Role, Role),
    ) {
        let outline = shared.learner.library.outline(note);
        let marked = outline.aliases.iter().map(|alias| (alias, marks(&self.query, alias)));
        if let Some((alias, _)) = marked.into_iter().find(|(_, marked)| !marked.is_empty())
            && room > 8
        {
            let alias = clean_line(alias);
            let dash = canvas.text(x, y, room, "  also ", roles.0);
            canvas.marked(x + dash, y, room - dash, &alias, &marks(&self.query, &alias), roles);
        }
    }
}

/// Says that nothing was found, and what finds more.
pub(super) fn view_nothing(canvas: &mut Canvas<'_>, area: Rect) {
    let inside = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    let texts = ["Nothing found.", "Fewer or shorter words find more.", HINT];
    let lines = texts.iter().flat_map(|text| wrap_plain(text, inside.width));
    for (line, y) in lines.zip(inside.y..inside.bottom()) {
        canvas.text(inside.x, y, inside.width, &line, Role::Dim);
    }
}

/// Draws what a lab is about.
pub(super) fn view_lab(canvas: &mut Canvas<'_>, area: Rect, lab: &Lab) {
    let inside = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    canvas.text(inside.x, inside.y, inside.width, lab.title, Role::Title);
    let lines = wrap_plain(lab.about, inside.width);
    for (line, y) in lines.iter().zip(inside.y + 2..inside.bottom()) {
        canvas.text(inside.x, y, inside.width, line, Role::Text);
    }
}

fn topic_of(shared: &ScreenContext, note: NoteIx) -> String {
    let topic = shared.learner.library.topic(note);
    topic.map_or_else(String::new, |topic| shared.learner.library.topic_info(topic).title.clone())
}
