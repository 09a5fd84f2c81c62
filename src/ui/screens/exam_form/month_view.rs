//! The calendar under the date of an exam: the month of the date and the next one, with today and
//! the date marked, and each day to come a place to click.

use ratatui::layout::Rect;

use crate::clock::StudyDay;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};

/// The rows of a month: its name, the weekdays and up to six weeks.
pub(super) const ROWS: u16 = 8;
/// The columns of a day with its mark, and of a month with the gap after it.
const DAY: u16 = 3;
const MONTH: u16 = 7 * DAY + 3;

/// The days that the calendar marks.
pub(super) struct MarkedDays {
    pub(super) today: StudyDay,
    /// The date of the exam, once there is one.
    pub(super) date: Option<StudyDay>,
}

/// Draws the month of the date, or of today, and the next one where there is room for it.
pub(super) fn view(canvas: &mut Canvas<'_>, area: Rect, marked: &MarkedDays) {
    let shown = marked.date.filter(|date| *date >= marked.today).unwrap_or(marked.today);
    let first = shown.first_of_month();
    let next = StudyDay(first.0 + 31).first_of_month();
    draw_month(canvas, area, first, marked);
    if area.width >= 2 * MONTH - 3 {
        let beside = Rect { x: area.x + MONTH, width: area.width - MONTH, ..area };
        draw_month(canvas, beside, next, marked);
    }
}

fn draw_month(canvas: &mut Canvas<'_>, area: Rect, first: StudyDay, marked: &MarkedDays) {
    canvas.text(area.x + 1, area.y, area.width, &first.month_name(), Role::Label);
    canvas.text(area.x, area.y + 1, area.width, " Mo Tu We Th Fr Sa Su", Role::Dim);
    let next = StudyDay(first.0 + 31).first_of_month();
    let before = first.weekday();
    for day in (first.0..next.0).map(StudyDay) {
        let number = day.0 - first.0;
        let cell = number as u16 + before;
        let (x, y) = (area.x + cell % 7 * DAY, area.y + 2 + cell / 7);
        // Marks say what the colours say.
        let (mark, role) = match day {
            day if marked.date == Some(day) => ("▸", Role::Selected),
            day if day == marked.today => ("·", Role::Accent),
            day if day < marked.today => (" ", Role::Dim),
            _ => (" ", Role::Text),
        };
        canvas.text(x, y, DAY, &format!("{mark}{:>2}", number + 1), role);
        if let Ok(away) = usize::try_from(day.0 - marked.today.0) {
            let place = Rect { x, y, width: DAY, height: 1 };
            canvas.click(place, Action::Pick(ListArea::Days, away));
        }
    }
}
