//! How the settings are drawn: a row each, and below them the description of the selected one.

use ratatui::layout::{Position, Rect};

use super::SettingsScreen;
use super::choices::{SettingKind, SettingsRow};
use super::target::SettingsTarget;
use crate::settings::{SettingValue, Settings};
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::popup::wrap_plain;

/// The rows of the description, fewer where a small screen would have none for the settings.
fn about_rows(shared: &ScreenContext) -> u16 {
    if shared.area.height < 9 { 1 } else { 3 }
}

/// How many rows show at once.
pub(super) fn rows(shared: &ScreenContext) -> usize {
    usize::from(shared.area.height.saturating_sub(about_rows(shared) + 3).max(1))
}

pub(super) fn view(screen: &SettingsScreen, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
    let area = canvas.overlay(shared.area, &title(screen, shared));
    canvas.wheel(shared.area, ListArea::Overlay);
    let settings = shared.learner.scheduler.settings();
    let shown = rows(shared);
    let len = screen.rows.len();
    let (selected, top) = (screen.list.selected(len), screen.list.top(len, shown));
    let names = screen.rows.iter().map(|row| width(row.title)).max().unwrap_or(0) as u16 + 5;
    for (i, choice) in screen.rows.iter().enumerate().skip(top).take(shown) {
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
        if let Some(field) = screen.field.as_ref().filter(|_| on) {
            canvas.erase(rest);
            field.view(canvas, rest);
        } else {
            let row = ValueRow { target: &screen.target, choice, settings, role };
            row.draw(canvas, rest, shared);
        }
    }
    let about = about_rows(shared).min(area.height);
    let below = Rect { y: area.bottom().saturating_sub(about), height: about, ..area };
    canvas.rule(area.x, below.y.saturating_sub(1), area.width);
    canvas.gutter(Rect { height: shown as u16, ..area }, (top, len));
    draw_about(screen, canvas, below);
}

fn title(screen: &SettingsScreen, shared: &ScreenContext) -> String {
    let SettingsTarget::Deck(id) = &screen.target else { return "Settings".to_string() };
    let decks = shared.learner.library.decks();
    let deck = decks.iter().find(|deck| deck.head.id == *id);
    format!("Options of {}", deck.map_or(id.as_str(), |deck| deck.head.title.as_str()))
}

/// The value of a row.
struct ValueRow<'a> {
    target: &'a SettingsTarget,
    choice: &'a SettingsRow,
    settings: &'a Settings,
    role: Role,
}

impl ValueRow<'_> {
    /// Draws the value, with what it would be otherwise beside it.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, shared: &ScreenContext) {
        let ValueRow { target, choice, settings, role } = *self;
        let Some(value) = target.value(settings, choice.key) else {
            canvas.text(area.x, area.y, area.width, &exams_text(shared), role);
            return;
        };
        let on = role == Role::Selected;
        let aside = if on { Role::Selected } else { Role::Dim };
        let falls_back = target.own_value(settings, choice.key).is_none();
        let shown = choice.kind.display_text(&value);
        let shown = if falls_back { format!("(general: {shown})") } else { shown };
        let shown = if on { format!("‹ {shown} ›") } else { format!("  {shown}") };
        let left = area.x.saturating_sub(2);
        let value_role = if falls_back { aside } else { role };
        let taken = canvas.text(left, area.y, area.width + 2, &shown, value_role);
        if on {
            canvas.click(Rect { x: left, width: 2, ..area }, Action::Less);
            canvas
                .click(Rect { x: left + taken.saturating_sub(1), width: 1, ..area }, Action::More);
        }
        if let Some(message) = self.otherwise(&value) {
            let room = (area.width + 2).saturating_sub(taken + 2);
            if width(&message) as u16 <= room {
                canvas.text_right(area.right(), area.y, room, &message, aside);
            }
        }
    }

    /// What the value would be if it were not set here; none where that is the same.
    fn otherwise(&self, value: &SettingValue) -> Option<String> {
        let key = self.choice.key;
        let (name, other) = match self.target {
            SettingsTarget::Everything => ("default", Settings::default().value(key)?),
            SettingsTarget::Deck(_) => {
                self.target.own_value(self.settings, key)?;
                ("general:", self.settings.value(key)?)
            }
        };
        let is_same = other == *value && matches!(self.target, SettingsTarget::Everything);
        (!is_same).then(|| format!("{name} {}", self.choice.kind.display_text(&other)))
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
