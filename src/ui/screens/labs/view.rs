//! How an open lab is drawn.

use ratatui::layout::{Position, Rect};

use super::layout::{LabLayout, TaskPlace, description};
use super::results;
use super::running_lab::RunningLab;
use crate::labs::ParameterKind;
use crate::text::sanitize::clean_line;
use crate::text::width::{cut, width};
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::ScreenContext;

/// Draws a lab.
pub(super) fn draw_lab(shared: &ScreenContext, canvas: &mut Canvas<'_>, running: &RunningLab) {
    let places = LabLayout::new(shared.area, running);
    let head = places.head;
    canvas.text(head.x + 2, head.y, head.width.saturating_sub(2), running.lab.title, Role::Title);
    if places.hides_tasks() {
        let (lab, progress) = (running.lab, &running.progress);
        let marks = format!("tasks {}", progress.marks(lab));
        let free = head.width.saturating_sub(width(lab.title) as u16 + 5);
        if width(&marks) as u16 <= free {
            canvas.text_right(head.right() - 1, head.y, free, &marks, Role::Dim);
        }
    }
    for (line, y) in description(running, head.width).iter().zip(head.y + 1..head.bottom()) {
        canvas.text(head.x + 2, y, head.width.saturating_sub(3), line, Role::Dim);
    }
    draw_parameters(canvas, places.settings, running);
    draw_about(canvas, places.about, running);
    if let TaskPlace::Beside(area) = places.tasks {
        let lines = running.progress.all_lines(running.lab, area.width.into());
        for (line, y) in lines.iter().zip(area.y..area.bottom()) {
            let spans = line.iter().map(|(role, text)| (*role, text.as_str()));
            canvas.spans(area.x, y, area.width, spans);
        }
    }
    if places.results.x > shared.area.x + 1 {
        canvas.rule_down(places.results.x - 2, places.results.y, places.results.height + 1);
    } else {
        canvas.rule(shared.area.x, places.results.y - 1, shared.area.width);
    }
    draw_results(shared, canvas, &places, running);
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
    if area.height == 0 {
        return;
    }
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

fn draw_results(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    layout: &LabLayout,
    running: &RunningLab,
) {
    let area = layout.results;
    canvas.wheel(area, ListArea::Note);
    let lines = results::lines(shared, running, layout);
    let top = running.scroll.min(lines.len().saturating_sub(area.height as usize));
    for (line, y) in lines.iter().skip(top).zip(area.y..area.bottom()) {
        canvas.spans(area.x, y, area.width, line.iter().map(|(role, text)| (*role, text.as_str())));
    }
    canvas.gutter(area, (top, lines.len()));
}
