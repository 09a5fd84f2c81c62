//! How the list of labs and an open lab are drawn.

use ratatui::layout::{Position, Rect};

use super::results;
use super::running_lab::RunningLab;
use crate::labs::{LABS, Lab, ParameterKind};
use crate::store::bundled;
use crate::text::sanitize::clean_line;
use crate::text::width::{cut, width};
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::frame::reading_column;
use crate::ui::view::list::ListState;

/// From this width on the parameters are beside the results.
const BESIDE: u16 = 72;
/// The most columns of the list.
const READING: u16 = 92;
/// From this height on the lab's description is shown.
const TALL: u16 = 18;
/// The fewest rows for the description of the selected parameter.
const ABOUT: u16 = 4;

/// The areas of a lab's parts.
pub(super) struct LabLayout {
    /// The title and the description.
    head: Rect,
    settings: Rect,
    /// The description of the selected parameter; empty without room.
    about: Rect,
    pub(super) results: Rect,
}

impl LabLayout {
    pub(super) fn new(area: Rect, running: &RunningLab) -> LabLayout {
        // The description is below the title where that leaves enough room.
        let tall = area.height >= TALL;
        let head = Rect { height: 1 + u16::from(tall), ..area };
        let count = running.lab.parameters.len() as u16;
        let top = head.bottom() + u16::from(tall);
        let body = Rect { y: top, height: area.bottom().saturating_sub(top), ..area };
        if area.width < BESIDE {
            let rows = count.min((body.height / 3).max(2));
            let about = Rect { y: top + rows, height: 1, ..body };
            let below = rows + 2;
            let results = Rect {
                x: area.x + 1,
                y: top + below,
                width: area.width.saturating_sub(2),
                height: body.height.saturating_sub(below + 1),
            };
            return LabLayout { head, settings: Rect { height: rows, ..body }, about, results };
        }
        let left = (area.width * 2 / 5).min(44);
        let rows = count.min(body.height.saturating_sub(ABOUT + 1));
        let settings = Rect { width: left, height: rows, ..body };
        let about = Rect {
            x: area.x + 2,
            y: top + rows + 1,
            width: left.saturating_sub(3),
            height: body.height.saturating_sub(rows + 1),
        };
        let x = area.x + left + 2;
        let results = Rect {
            x,
            y: top,
            width: area.right().saturating_sub(x + 1),
            height: body.height.saturating_sub(1),
        };
        LabLayout { head, settings, about, results }
    }

    /// How many parameters show at once.
    pub(super) fn rows(&self) -> usize {
        self.settings.height as usize
    }
}

/// How many labs show at once.
pub(super) fn list_rows(area: Rect) -> usize {
    area.height.saturating_sub(2) as usize
}

/// Draws the list of labs.
pub(super) fn draw_list(shared: &ScreenContext, canvas: &mut Canvas<'_>, state: ListState) {
    let area = reading_column(shared.area, READING);
    let message = format!("{} labs: small exact experiments", LABS.len());
    canvas.text(area.x + 2, area.y, area.width.saturating_sub(2), &message, Role::Label);
    canvas.wheel(area, ListArea::List);
    let rows = list_rows(shared.area);
    let (selected, top) = (state.selected(LABS.len()), state.top(LABS.len(), rows));
    let title = LABS.iter().map(|lab| width(lab.title)).max().unwrap_or(0) as u16 + 2;
    for (i, lab) in LABS.iter().enumerate().skip(top).take(rows) {
        let place = Rect { y: area.y + 2 + (i - top) as u16, height: 1, ..area };
        let pick = |on, off| if i == selected { on } else { off };
        if i == selected {
            canvas.fill(place, Role::Selected);
            canvas.text(place.x, place.y, 1, "▸", Role::Selected);
            canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
        }
        canvas.text(place.x + 2, place.y, title, lab.title, pick(Role::Selected, Role::Text));
        let x = place.x + 2 + title;
        canvas.text(
            x,
            place.y,
            place.right().saturating_sub(x),
            lab.about,
            pick(Role::Selected, Role::Dim),
        );
        canvas.click(place, Action::Pick(ListArea::List, i));
    }
    let y = area.y + 3 + LABS.len() as u16;
    if y < area.bottom() {
        let below = Rect {
            x: area.x + 2,
            y,
            width: area.width.saturating_sub(4),
            height: area.bottom() - y,
        };
        draw_detail(shared, canvas, below, &LABS[selected]);
    }
}

/// Draws the description of the selected lab and its notes.
fn draw_detail(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, lab: &Lab) {
    let deck = shared.learner.library.find_deck(bundled::deck_id());
    let title = |id: &&str| {
        deck.and_then(|deck| shared.learner.library.find(deck, id))
            .map(|note| shared.learner.library.title(note))
    };
    let notes: Vec<String> = lab.notes.iter().filter_map(title).collect();
    let mut lines = wrap(&[(Role::Text, lab.about.to_string())], area.width as usize);
    if !notes.is_empty() {
        let message = format!("Belongs to: {}", notes.join(", "));
        lines.extend(wrap(&[(Role::Dim, clean_line(&message).into_owned())], area.width as usize));
    }
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        canvas.spans(area.x, y, area.width, line.iter().map(|(role, text)| (*role, text.as_str())));
    }
}

/// Draws a lab.
pub(super) fn draw_lab(shared: &ScreenContext, canvas: &mut Canvas<'_>, running: &RunningLab) {
    let places = LabLayout::new(shared.area, running);
    let head = places.head;
    canvas.text(head.x + 2, head.y, head.width.saturating_sub(2), running.lab.title, Role::Title);
    if head.height > 1 {
        canvas.text(
            head.x + 2,
            head.y + 1,
            head.width.saturating_sub(3),
            running.lab.about,
            Role::Dim,
        );
    }
    draw_parameters(canvas, places.settings, running);
    draw_about(canvas, places.about, running);
    if places.results.x > shared.area.x + 1 {
        canvas.rule_down(places.results.x - 2, places.results.y, places.results.height + 1);
    } else {
        canvas.rule(shared.area.x, places.results.y - 1, shared.area.width);
    }
    draw_results(shared, canvas, places.results, running);
}

fn draw_parameters(canvas: &mut Canvas<'_>, area: Rect, running: &RunningLab) {
    canvas.wheel(area, ListArea::List);
    let count = running.lab.parameters.len();
    let (chosen, top) = (running.selected(), running.chosen.top(count, area.height as usize));
    let name =
        running.lab.parameters.iter().map(|parameter| width(parameter.name)).max().unwrap_or(0)
            as u16;
    let number = number_columns(running);
    for (i, parameter) in
        running.lab.parameters.iter().enumerate().skip(top).take(area.height as usize)
    {
        let place = Rect { y: area.y + (i - top) as u16, height: 1, ..area };
        let typing = running.field.as_ref().filter(|_| i == chosen);
        let role = if i == chosen && typing.is_none() { Role::Selected } else { Role::Text };
        if role == Role::Selected {
            canvas.fill(place, Role::Selected);
            canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
        }
        if i == chosen {
            canvas.text(place.x, place.y, 1, "▸", role);
        }
        canvas.text(place.x + 2, place.y, name, parameter.name, role);
        let x = place.x + 2 + name + 2;
        let rest = Rect { x, width: place.right().saturating_sub(x + 1), ..place };
        canvas.click(place, Action::Pick(ListArea::List, i));
        match typing {
            Some(field) => field.view(canvas, rest),
            None => draw_value(canvas, rest, running, i, number, role),
        }
    }
}

/// The columns that the sliders' values take: the same for short ones, so that sliders keep
/// their length.
fn number_columns(running: &RunningLab) -> u16 {
    let table = running.lab.parameters.iter().enumerate();
    let sliders = table.filter(|(index, parameter)| {
        running.parameters.value_at(*index).share(parameter).is_some()
    });
    let widest =
        sliders.map(|(index, _)| running.parameters.text_at(index).len()).max().unwrap_or(0);
    widest.clamp(5, 9) as u16
}

/// Draws a parameter's slider and value, or as much of the value as fits.
fn draw_value(
    canvas: &mut Canvas<'_>,
    area: Rect,
    running: &RunningLab,
    index: usize,
    number: u16,
    role: Role,
) {
    let parameter = &running.lab.parameters[index];
    let written = running.parameters.text_at(index);
    let text = clean_line(&written);
    let Some(share) = running.parameters.value_at(index).share(parameter) else {
        let shown = match parameter.kind {
            ParameterKind::Choice(_) => format!("‹ {text} ›"),
            _ => text.into_owned(),
        };
        let taken = canvas.text(area.x, area.y, area.width, &shown, role);
        if role == Role::Selected && matches!(parameter.kind, ParameterKind::Choice(_)) {
            canvas.click(Rect { width: 1, ..area }, Action::Slide(-1));
            canvas.click(
                Rect { x: area.x + taken.saturating_sub(1), width: 1, ..area },
                Action::Slide(1),
            );
        }
        return;
    };
    let number = number.min(area.width);
    canvas.text_right(area.right(), area.y, number, &text, role);
    let track = area.width.saturating_sub(number + 1);
    if track < 4 {
        return;
    }
    let knob = (share.clamp(0.0, 1.0) * f64::from(track - 1)).round() as usize;
    let (left, right) = ("━".repeat(knob), "─".repeat(track as usize - 1 - knob));
    if role == Role::Selected {
        // A click moves the knob one step towards it.
        let index = area.x + knob as u16;
        canvas.click(Rect { width: knob as u16, ..area }, Action::Slide(-1));
        canvas
            .click(Rect { x: index + 1, width: track - 1 - knob as u16, ..area }, Action::Slide(1));
    }
    let tone = |plain| if role == Role::Selected { Role::Selected } else { plain };
    canvas.spans(
        area.x,
        area.y,
        track,
        [
            (tone(Role::Accent), left.as_str()),
            (tone(Role::Accent), "●"),
            (tone(Role::Rule), right.as_str()),
        ],
    );
}

/// Draws the description of the selected parameter, its whole value, and the fault of a typed one.
fn draw_about(canvas: &mut Canvas<'_>, area: Rect, running: &RunningLab) {
    let parameter = &running.lab.parameters[running.selected()];
    let (role, message) = match &running.refused {
        Some(fault) => (Role::Warning, fault.to_string()),
        None if area.height == 1 => (Role::Dim, parameter.about.to_string()),
        None => (Role::Dim, format!("{}\n{}", parameter.about, parameter.allowed())),
    };
    if area.height == 1 {
        canvas.text(
            area.x + 2,
            area.y,
            area.width.saturating_sub(2),
            &cut(&message, area.width as usize),
            role,
        );
        return;
    }
    let mut lines =
        wrap(&[(role, crate::text::sanitize::clean(&message).into_owned())], area.width as usize);
    if matches!(
        parameter.kind,
        ParameterKind::Text(_) | ParameterKind::List { .. } | ParameterKind::Matrix { .. }
    ) && running.field.is_none()
    {
        let written = running.parameters.text_at(running.selected()).replace(';', "; ");
        lines.push(Vec::new());
        lines.extend(wrap(&[(Role::Text, clean_line(&written).into_owned())], area.width as usize));
    }
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        canvas.spans(area.x, y, area.width, line.iter().map(|(role, text)| (*role, text.as_str())));
    }
}

fn draw_results(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, running: &RunningLab) {
    canvas.wheel(area, ListArea::Note);
    let lines = results::lines(shared, running, area.width);
    let top = running.scroll.min(lines.len().saturating_sub(area.height as usize));
    for (line, y) in lines.iter().skip(top).zip(area.y..area.bottom()) {
        canvas.spans(area.x, y, area.width, line.iter().map(|(role, text)| (*role, text.as_str())));
    }
    canvas.gutter(area, (top, lines.len()));
}
