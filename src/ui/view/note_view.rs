//! A note's page: how far it is scrolled, its links and the trail of links followed.

use ratatui::layout::{Position, Rect};

use crate::library::page;
use crate::library::page::PageLine;
use crate::library::{NoteIx, Remap};
use crate::plan::NoteStatus;
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::learner_text::due_text;

/// The most columns of a line that reads well.
const READING: u16 = 72;

/// A note on the screen.
#[derive(Clone, Debug, Default)]
pub struct NoteView {
    note: Option<NoteIx>,
    scroll: usize,
    link: Option<usize>,
    trail: Vec<(NoteIx, usize)>,
}

/// A link's place on the page: its first line, and where it leads.
struct PlacedLink {
    line: usize,
    to: NoteIx,
}

impl NoteView {
    /// The page of a note, from its top.
    pub fn new(note: NoteIx) -> NoteView {
        NoteView { note: Some(note), ..NoteView::default() }
    }

    /// The note that is shown.
    pub fn note(&self) -> Option<NoteIx> {
        self.note
    }

    /// Shows another note and forgets the trail, unless it is the same.
    pub fn show(&mut self, note: Option<NoteIx>) {
        if self.note != note {
            *self = NoteView { note, ..NoteView::default() };
        }
    }

    /// Points to the same note in the new library; false if it is gone.
    pub fn reload(&mut self, remap: Remap<'_>) -> bool {
        self.note = self.note.and_then(|note| remap.note(note));
        let trail = std::mem::take(&mut self.trail).into_iter();
        self.trail = trail.filter_map(|(note, scroll)| Some((remap.note(note)?, scroll))).collect();
        self.note.is_some()
    }

    /// Carries out an action on the page; false if it is none.
    pub fn update(&mut self, shared: &ScreenContext, area: Rect, action: Action) -> bool {
        let Some(note) = self.note else { return false };
        let text = text_area(area);
        let lines = shared.page(note, text, &[Context::Note]);
        let links = links(&lines);
        let height = text.height as usize;
        let most = lines.len().saturating_sub(height);
        let to = |scroll: usize| scroll.min(most);
        match action {
            Action::Down => self.scroll = to(self.scroll + 1),
            Action::Up => self.scroll = to(self.scroll).saturating_sub(1),
            Action::PageDown => self.scroll = to(self.scroll + height.saturating_sub(1)),
            Action::PageUp => {
                self.scroll = to(self.scroll).saturating_sub(height.saturating_sub(1));
            }
            Action::HalfDown => self.scroll = to(self.scroll + height / 2),
            Action::HalfUp => self.scroll = to(self.scroll).saturating_sub(height / 2),
            Action::First => self.scroll = 0,
            Action::Last => self.scroll = most,
            Action::Scroll(ListArea::Note, rows) => {
                self.scroll = to(to(self.scroll).saturating_add_signed(rows.into()));
            }
            Action::NextLink => self.select_link(&links, 1, most, height),
            Action::PreviousLink => self.select_link(&links, -1, most, height),
            Action::Pick(ListArea::Note, link) => {
                self.link = Some(link);
                return self.follow(&links);
            }
            Action::Enter if self.link.is_none() => self.select_link(&links, 1, most, height),
            Action::Enter => return self.follow(&links),
            Action::Return => return self.back(),
            _ => return false,
        }
        true
    }

    fn select_link(&mut self, links: &[PlacedLink], by: isize, most: usize, height: usize) {
        if links.is_empty() {
            return;
        }
        let last = links.len() as isize - 1;
        let next = match self.link {
            None if by > 0 => 0,
            None => last,
            Some(link) => (link as isize + by).rem_euclid(last + 1),
        };
        self.link = Some(next as usize);
        let line = links[next as usize].line;
        // The title lies over the first line that is scrolled to.
        let is_covered = self.scroll > 0 && line <= self.scroll;
        if is_covered || line >= self.scroll + height {
            self.scroll = line.saturating_sub(height / 2).min(most);
        }
    }

    fn follow(&mut self, links: &[PlacedLink]) -> bool {
        let Some(link) = self.link.and_then(|link| links.get(link)) else { return false };
        let mut trail = std::mem::take(&mut self.trail);
        trail.extend(self.note.map(|note| (note, self.scroll)));
        *self = NoteView { note: Some(link.to), trail, ..NoteView::default() };
        true
    }

    /// Goes back one link; false if there is none.
    pub fn back(&mut self) -> bool {
        let Some((note, scroll)) = self.trail.pop() else { return false };
        let trail = std::mem::take(&mut self.trail);
        *self = NoteView { note: Some(note), scroll, trail, link: None };
        true
    }

    /// Draws the note, with the keys of `contexts`; with the focus, its links can be followed.
    pub fn view(
        &self,
        shared: &ScreenContext,
        canvas: &mut Canvas<'_>,
        area: Rect,
        focused: bool,
        contexts: &[Context],
    ) {
        let Some(note) = self.note else { return };
        let text = text_area(area);
        let lines = shared.page(note, text, contexts);
        let scroll = self.scroll.min(lines.len().saturating_sub(text.height as usize));
        // The title stays in view.
        let covered = usize::from(scroll > 0);
        let shown = lines.iter().enumerate().skip(scroll + covered);
        let shown = shown.take((text.height as usize).saturating_sub(covered));
        let shown = lines.iter().enumerate().take(covered).chain(shown);
        let mut link = links(&lines[..lines.len().min(scroll + covered)]).len();
        let mut last = None;
        canvas.wheel(area, ListArea::Note);
        for (i, line) in shown {
            let (mut x, y) = (text.x, text.y + i.saturating_sub(scroll) as u16);
            for (role, piece) in line {
                let here = self.piece(
                    canvas,
                    (x, y),
                    text.right(),
                    *role,
                    piece,
                    focused,
                    link,
                    &mut last,
                );
                link += usize::from(here.1);
                x += here.0;
            }
        }
        canvas.gutter(text, (scroll, lines.len()));
        draw_status(shared, canvas, text, note, &lines);
        if focused && canvas.cursor.is_none() {
            canvas.cursor = Some((Position { x: text.x, y: text.y }, false));
        }
    }

    /// Draws one piece; returns the columns it took, and whether it begins a link.
    #[expect(clippy::too_many_arguments, reason = "one inner loop, spelled out")]
    fn piece(
        &self,
        canvas: &mut Canvas<'_>,
        (x, y): (u16, u16),
        right: u16,
        role: page::PageRole,
        piece: &str,
        focused: bool,
        link: usize,
        last: &mut Option<NoteIx>,
    ) -> (u16, bool) {
        let page::PageRole::Link(to) = role else {
            if !piece.trim().is_empty() {
                *last = None;
            }
            let columns = canvas.text(x, y, right.saturating_sub(x), piece, role.into());
            if role == page::PageRole::Fold {
                canvas.click(Rect { x, y, width: columns, height: 1 }, Action::Fold);
            }
            return (columns, false);
        };
        // A link broken over two lines is one link.
        let begins = *last != Some(to);
        *last = Some(to);
        let number = if begins { link } else { link.saturating_sub(1) };
        let selected = focused && self.link == Some(number);
        let role = if selected { Role::SelectedLink } else { Role::Link };
        let columns = canvas.text(x, y, right.saturating_sub(x), piece, role);
        canvas
            .click(Rect { x, y, width: columns, height: 1 }, Action::Pick(ListArea::Note, number));
        if selected {
            canvas.cursor = Some((Position { x, y }, false));
        }
        (columns, begins)
    }
}

/// Draws the note's status at the upper right, if there is room beside the title.
fn draw_status(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    text: Rect,
    note: NoteIx,
    lines: &[PageLine],
) {
    let Some(message) = due_text(&shared.learner, note) else { return };
    let (mark, role) = status_mark(shared.learner.statuses.foremost(note));
    let message = format!("{mark} {message}");
    let title: usize =
        lines.first().map_or(0, |line| line.iter().map(|(_, piece)| width(piece)).sum());
    if title + width(&message) + 2 <= text.width as usize {
        canvas.text_right(text.right(), text.y, text.width, &message, role);
    }
}

/// The columns that a page takes in `area`: all but a margin.
pub fn column(area: Rect) -> Rect {
    let margin = u16::from(area.width > 24) + u16::from(area.width > 60);
    let width = area.width.saturating_sub(2 * margin).min(READING);
    let spare = area.width.saturating_sub(width + 2 * margin);
    // Alone on a wide screen the text stands in the middle.
    let x = area.x + margin + if area.width > READING + 30 { spare / 2 } else { 0 };
    Rect { x, width: width.max(1), ..area }
}

/// The columns and rows that the text takes in `area`: a line is kept for "more below".
fn text_area(area: Rect) -> Rect {
    let column = column(area);
    // The scroll mark stands right of the text.
    let most = area.width.saturating_sub(column.x - area.x + 2);
    Rect { height: area.height.saturating_sub(1), width: column.width.min(most), ..column }
}

fn links(lines: &[PageLine]) -> Vec<PlacedLink> {
    let (mut links, mut last) = (Vec::new(), None);
    for (line, spans) in lines.iter().enumerate() {
        for (role, text) in spans {
            match role {
                page::PageRole::Link(to) if last != Some(*to) => {
                    links.push(PlacedLink { line, to: *to });
                    last = Some(*to);
                }
                page::PageRole::Link(_) => {}
                _ if text.trim().is_empty() => {}
                _ => last = None,
            }
        }
    }
    links
}

/// Every mark of a note with its role and what it says, for the help.
pub const MARKS: [(&str, Role, &str); 9] = [
    ("○", Role::Easy, "new: never asked"),
    ("◐", Role::Hard, "learning: asked again within the day"),
    ("●", Role::Accent, "due"),
    ("✓", Role::Right, "known"),
    ("✗", Role::Wrong, "lapsed: known once, and forgotten"),
    ("▽", Role::Warning, "weak: likely to be forgotten"),
    ("▲", Role::Warning, "leech: forgotten again and again"),
    ("*", Role::Warning, "flagged"),
    ("–", Role::Dim, "suspended: not asked"),
];

/// The mark of a note's most urgent status, and its role; a note that is known well has a tick.
pub fn status_mark(status: Option<NoteStatus>) -> (&'static str, Role) {
    match status {
        Some(NoteStatus::New) => ("○", Role::Easy),
        Some(NoteStatus::Learning) => ("◐", Role::Hard),
        Some(NoteStatus::Due) => ("●", Role::Accent),
        Some(NoteStatus::Lapsed) => ("✗", Role::Wrong),
        Some(NoteStatus::Leech) => ("▲", Role::Warning),
        Some(NoteStatus::Weak) => ("▽", Role::Warning),
        Some(NoteStatus::Flagged) => ("*", Role::Warning),
        Some(NoteStatus::Suspended) => ("–", Role::Dim),
        Some(NoteStatus::Off) => ("·", Role::Dim),
        None => ("✓", Role::Right),
    }
}
