//! How the settings stand on the screen: a row each, and below them what the chosen one does.

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

/// Rows that tell what the chosen setting does.
const ABOUT: u16 = 3;

/// Returns how many rows show at once.
pub(super) fn rows(shared: &ScreenContext) -> usize {
    usize::from(shared.area.height.saturating_sub(ABOUT + 3).max(1))
}

pub(super) fn view(setting: &SettingsScreen, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
    let area = canvas.overlay(shared.area, "Settings");
    canvas.wheel(shared.area, ListArea::Overlay);
    let settings = shared.learner.scheduler.settings();
    let shown = rows(shared);
    let (selected, top) =
        (setting.list.selected(CHOICES.len()), setting.list.top(CHOICES.len(), shown));
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
        match setting.field.as_ref().filter(|_| on) {
            Some(field) => {
                canvas.erase(rest);
                field.view(canvas, rest);
            }
            None => value(canvas, rest, choice, settings, shared, role),
        }
    }
    let below =
        Rect { y: area.bottom().saturating_sub(ABOUT), height: ABOUT.min(area.height), ..area };
    canvas.rule(area.x, below.y.saturating_sub(1), area.width);
    canvas.more_below((area.right(), below.y.saturating_sub(1)), CHOICES.len(), top + shown);
    about(setting, canvas, below);
}

/// Draws a value, with the default beside it where it is another one.
fn value(
    canvas: &mut Canvas<'_>,
    area: Rect,
    choice: &SettingsRow,
    settings: &Settings,
    shared: &ScreenContext,
    role: Role,
) {
    let Some(value) = settings.value(choice.key) else {
        canvas.text(area.x, area.y, area.width, &exams(shared), role);
        return;
    };
    let on = role == Role::Selected;
    let shown = choice.kind.shown(&value);
    let shown = if on { format!("‹ {shown} ›") } else { format!("  {shown}") };
    let left = area.x.saturating_sub(2);
    let taken = canvas.text(left, area.y, area.width + 2, &shown, role);
    if on {
        canvas.click(Rect { x: left, width: 2, ..area }, Action::Less);
        canvas.click(Rect { x: left + taken.saturating_sub(1), width: 1, ..area }, Action::More);
    }
    let default = Settings::default().value(choice.key).filter(|default| *default != value);
    if let Some(default) = default {
        let says = format!("default {}", choice.kind.shown(&default));
        let room = (area.width + 2).saturating_sub(taken + 2);
        if width(&says) as u16 <= room {
            let role = if on { Role::Selected } else { Role::Dim };
            canvas.text_right(area.right(), area.y, room, &says, role);
        }
    }
}

/// Says which exams are to come.
fn exams(shared: &ScreenContext) -> String {
    let calendar = shared.learner.scheduler.calendar();
    let today = calendar.day(shared.learner.now);
    let exams = &shared.learner.scheduler.settings().exams;
    let next = exams.iter().filter(|exam| exam.date >= today).min_by_key(|exam| exam.date);
    next.map_or_else(
        || "none set".to_string(),
        |exam| format!("{}, {}", exam.name, calendar.date(exam.date)),
    )
}

/// Tells what the chosen setting does and its key in the file, or why what was typed can't be
/// taken.
fn about(setting: &SettingsScreen, canvas: &mut Canvas<'_>, area: Rect) {
    let choice = setting.choice();
    let (role, says) = match &setting.refused {
        Some(refused) => (Role::Warning, refused.clone()),
        None if matches!(choice.kind, SettingKind::Exam) => (Role::Dim, choice.about.to_string()),
        None => (Role::Dim, format!("{} ({})", choice.about, choice.key)),
    };
    for (line, y) in wrap_plain(&says, area.width).iter().zip(area.y..area.bottom()) {
        canvas.text(area.x, y, area.width, line, role);
    }
}
