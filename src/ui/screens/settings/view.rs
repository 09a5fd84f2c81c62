//! How the settings are drawn: a row each, and below them the description of the selected one.

use ratatui::layout::{Position, Rect};

use super::SettingsScreen;
use super::choices::{CHOICES, SettingKind, SettingsRow};
use crate::settings::Settings;
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::popup::wrap_plain;

/// The rows of the description, and on a small screen, where the settings come first.
const ABOUT: u16 = 3;
const ABOUT_SMALL: u16 = 1;
/// The rows of the frame and the rule above the description.
const FRAME: u16 = 3;

fn about_rows(shared: &ScreenContext) -> u16 {
    if shared.area.height < FRAME + ABOUT + 3 { ABOUT_SMALL } else { ABOUT }
}

/// How many rows show at once.
pub(super) fn rows(shared: &ScreenContext) -> usize {
    usize::from(shared.area.height.saturating_sub(about_rows(shared) + FRAME).max(1))
}

pub(super) fn view(screen: &SettingsScreen, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
    let area = canvas.overlay(shared.area, "Settings");
    canvas.wheel(shared.area, ListArea::Overlay);
    let settings = shared.learner.scheduler.settings();
    let shown = rows(shared);
    let (selected, top) =
        (screen.list.selected(CHOICES.len()), screen.list.top(CHOICES.len(), shown));
    let names = CHOICES.iter().map(|choice| width(choice.title)).max().unwrap_or(0) as u16 + 5;
    for (i, choice) in CHOICES.iter().enumerate().skip(top).take(shown) {
        let place = Rect { y: area.y + (i - top) as u16, height: 1, ..area };
        let on = i == selected;
        if on {
            canvas.fill(place, Role::Selected);
            canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
        }
        let role = if on { Role::Selected } else { Role::Text };
        canvas.text(place.x, place.y, 2, if on { "▸" } else { "" }, role);
        canvas.text(place.x + 2, place.y, names, choice.title, role);
        canvas.click(place, Action::Pick(ListArea::Overlay, i));
        let rest = Rect { x: place.x + names, width: place.width.saturating_sub(names), ..place };
        match screen.field.as_ref().filter(|_| on) {
            Some(field) => {
                canvas.erase(rest);
                field.view(canvas, rest);
            }
            None => draw_value(canvas, rest, choice, settings, shared, role),
        }
    }
    let about = about_rows(shared);
    let below =
        Rect { y: area.bottom().saturating_sub(about), height: about.min(area.height), ..area };
    canvas.rule(area.x, below.y.saturating_sub(1), area.width);
    canvas.gutter(Rect { height: shown as u16, ..area }, (top, CHOICES.len()));
    draw_about(screen, canvas, below);
}

/// Draws a value, with the default beside it if it differs.
fn draw_value(
    canvas: &mut Canvas<'_>,
    area: Rect,
    choice: &SettingsRow,
    settings: &Settings,
    shared: &ScreenContext,
    role: Role,
) {
    let Some(value) = settings.value(choice.key) else {
        canvas.text(area.x, area.y, area.width, &exams_text(shared), role);
        return;
    };
    let on = role == Role::Selected;
    let shown = choice.kind.display_text(&value);
    let shown = if on { format!("‹ {shown} ›") } else { format!("  {shown}") };
    let left = area.x.saturating_sub(2);
    let taken = canvas.text(left, area.y, area.width + 2, &shown, role);
    if on {
        canvas.click(Rect { x: left, width: 2, ..area }, Action::Less);
        canvas.click(Rect { x: left + taken.saturating_sub(1), width: 1, ..area }, Action::More);
    }
    let default = Settings::default().value(choice.key).filter(|default| *default != value);
    if let Some(default) = default {
        let message = format!("default {}", choice.kind.display_text(&default));
        let room = (area.width + 2).saturating_sub(taken + 2);
        if width(&message) as u16 <= room {
            let role = if on { Role::Selected } else { Role::Dim };
            canvas.text_right(area.right(), area.y, room, &message, role);
        }
    }
}

/// The next exam.
fn exams_text(shared: &ScreenContext) -> String {
    let calendar = shared.learner.scheduler.calendar();
    let today = calendar.day(shared.learner.now);
    let exams = &shared.learner.scheduler.settings().exams;
    let next = exams.iter().filter(|exam| exam.date >= today).min_by_key(|exam| exam.date);
    next.map_or_else(
        || "none set".to_string(),
        |exam| format!("{}, {}", exam.name, calendar.date(exam.date)),
    )
}

/// Draws the selected setting's description and its key in the file, or why the typed value can't
/// be set.
fn draw_about(screen: &SettingsScreen, canvas: &mut Canvas<'_>, area: Rect) {
    let choice = screen.choice();
    let (role, message) = match &screen.refused {
        Some(refused) => (Role::Warning, refused.clone()),
        None if matches!(choice.kind, SettingKind::Exam) => (Role::Dim, choice.about.to_string()),
        None => (Role::Dim, format!("{} ({})", choice.about, choice.key)),
    };
    for (line, y) in wrap_plain(&message, area.width).iter().zip(area.y..area.bottom()) {
        canvas.text(area.x, y, area.width, line, role);
    }
}
