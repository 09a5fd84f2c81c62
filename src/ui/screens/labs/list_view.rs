//! How the list of labs is drawn: their names, and beside or below them the selected one.

use std::collections::BTreeMap;

use ratatui::layout::{Position, Rect};

use super::running_lab::RunningLab;
use super::tasks::{ResultLine, TaskProgress};
use crate::labs::{LABS, Lab};
use crate::store::bundled;
use crate::text::sanitize::clean_line;
use crate::text::width::width;
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::frame::reading_column;
use crate::ui::view::list::ListState;

/// From this width on the selected lab is described beside the list.
const BESIDE: u16 = 72;
/// The most columns of the screen.
const WIDEST: u16 = 120;
/// The rows of the description below the list, and the fewest rows for both.
const BELOW: u16 = 5;
const BOTH: u16 = 11;
/// The columns of the marks of the tasks, with the gap before them.
const MARKS: u16 = 5;

/// The areas of the list's parts.
struct ListLayout {
    list: Rect,
    /// The description of the selected lab; empty without room.
    detail: Rect,
}

impl ListLayout {
    fn new(area: Rect) -> ListLayout {
        let area = reading_column(area, WIDEST);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if area.width >= BESIDE {
            let list = Rect { width: title_columns() + 2 + MARKS, ..body };
            let x = list.right() + 3;
            let detail = Rect { x, width: area.right().saturating_sub(x + 1), ..body };
            return ListLayout { list, detail };
        }
        let below = if body.height >= BOTH { BELOW } else { 0 };
        let list = Rect { height: body.height - below, ..body };
        let detail = Rect {
            x: body.x + 2,
            y: list.bottom() + 1,
            width: body.width.saturating_sub(4),
            height: below.saturating_sub(1),
        };
        ListLayout { list, detail }
    }
}

/// How many labs show at once.
pub(super) fn list_rows(area: Rect) -> usize {
    ListLayout::new(area).list.height as usize
}

fn title_columns() -> u16 {
    LABS.iter().map(|lab| width(lab.title)).max().unwrap_or(0) as u16
}

/// Draws the list of labs.
pub(super) fn draw(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    state: ListState,
    running_labs: &BTreeMap<usize, RunningLab>,
) {
    let layout = ListLayout::new(shared.area);
    let list = layout.list;
    let done: usize = running_labs.values().map(|running| running.progress.count()).sum();
    let all: usize = LABS.iter().map(|lab| lab.tasks.len()).sum();
    let head = format!("{} labs: small exact experiments", LABS.len());
    let (x, y) = (list.x + 2, list.y - 2);
    let room = shared.area.right().saturating_sub(x + 1);
    let used = canvas.text(x, y, room, &head, Role::Label);
    let tasks = format!(" · {done} of {all} tasks done");
    if width(&tasks) as u16 <= room - used {
        canvas.text(x + used, y, room - used, &tasks, Role::Dim);
    }
    canvas.wheel(list, ListArea::List);
    let (selected, rows) = (state.selected(LABS.len()), list.height as usize);
    let top = state.top(LABS.len(), rows);
    let unopened = TaskProgress::default();
    let progress =
        |index: usize| running_labs.get(&index).map_or(&unopened, |running| &running.progress);
    for (i, lab) in LABS.iter().enumerate().skip(top).take(rows) {
        let place = Rect { y: list.y + (i - top) as u16, height: 1, ..list };
        draw_row(canvas, place, lab, progress(i), i == selected);
        canvas.click(place, Action::Pick(ListArea::List, i));
    }
    canvas.gutter(Rect { width: list.width.saturating_sub(1), ..list }, (top, LABS.len()));
    let lines = detail_lines(shared, &LABS[selected], progress(selected), layout.detail);
    for (line, y) in lines.iter().zip(layout.detail.y..layout.detail.bottom()) {
        let spans = line.iter().map(|(role, text)| (*role, text.as_str()));
        canvas.spans(layout.detail.x, y, layout.detail.width, spans);
    }
    if layout.detail.x > list.right() {
        canvas.rule_down(list.right() + 1, list.y, list.height);
    }
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    place: Rect,
    lab: &Lab,
    progress: &TaskProgress,
    is_selected: bool,
) {
    let role = if is_selected { Role::Selected } else { Role::Text };
    if is_selected {
        canvas.fill(place, Role::Selected);
        canvas.text(place.x, place.y, 1, "▸", Role::Selected);
        canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
    }
    let used =
        2 + canvas.text(place.x + 2, place.y, place.width.saturating_sub(3), lab.title, role);
    if place.width >= used + MARKS {
        let role = match (is_selected, progress.count()) {
            (true, _) => Role::Selected,
            (false, 0) => Role::Dim,
            (false, _) => Role::Right,
        };
        canvas.text_right(place.right() - 1, place.y, MARKS, &progress.marks(lab), role);
    }
}

/// The description of a lab: what it shows, its tasks where there is room, and its notes.
fn detail_lines(
    shared: &ScreenContext,
    lab: &Lab,
    progress: &TaskProgress,
    area: Rect,
) -> Vec<ResultLine> {
    let columns = area.width as usize;
    let deck = shared.learner.library.find_deck(bundled::deck_id());
    let title = |id: &&str| {
        deck.and_then(|deck| shared.learner.library.find(deck, id))
            .map(|note| shared.learner.library.title(note))
    };
    let notes: Vec<String> = lab.notes.iter().filter_map(title).collect();
    let mut lines = wrap(&[(Role::Text, lab.about.to_string())], columns);
    if area.height > BELOW {
        lines.push(Vec::new());
        lines.extend(progress.all_lines(lab, columns));
        lines.push(Vec::new());
    }
    if !notes.is_empty() {
        let message = format!("Belongs to: {}", notes.join(", "));
        lines.extend(wrap(&[(Role::Dim, clean_line(&message).into_owned())], columns));
    }
    lines
}
