//! The overview: a calendar of days, the streak, answers a day, and recall month by month.

use ratatui::layout::Rect;

use crate::clock::StudyDay;
use crate::memory::{ReviewCount, ReviewStats};
use crate::text::count::{percent, pluralize};
use crate::text::duration::human;
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart;

/// The weekdays named beside the calendar.
const WEEKDAYS: [&str; 7] = ["Mon", "", "Wed", "", "Fri", "", "Sun"];
/// The rows above the calendar, and the calendar's.
const SUMMARY: u16 = 3;
const CALENDAR: u16 = 9;
/// The columns of the weekdays' names, and of a week with the gap after it.
const NAMES: u16 = 5;
const WEEK: u16 = 3;
/// The most columns of the months.
const MONTHS: u16 = 46;

/// Draws the view.
pub(super) fn view(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect) {
    let Some(stats) = shared.review_stats.as_ref().filter(|stats| stats.total().answers > 0) else {
        canvas.text(area.x, area.y, area.width, "Nothing here yet.", Role::Title);
        let message = "Press g d to study, or e to set your exam.";
        canvas.text(area.x, area.y + 1, area.width, message, Role::Dim);
        return;
    };
    let today = shared.learner.scheduler.calendar().day(shared.learner.now);
    let columns = area.width.into();
    for (row, (role, message)) in summary(stats, today, columns).into_iter().enumerate() {
        canvas.text(area.x, area.y + row as u16, area.width, &message, role);
    }
    let below =
        |rows: u16| Rect { y: area.y + rows, height: area.height.saturating_sub(rows), ..area };
    if area.height < SUMMARY + CALENDAR {
        lately(canvas, below(SUMMARY), stats, today);
        months(canvas, below(SUMMARY + 3), stats);
        return;
    }
    calendar(shared, canvas, below(SUMMARY), stats, today);
    let lower = below(SUMMARY + CALENDAR + 2);
    if area.width >= 90 {
        let left = Rect { width: area.width - MONTHS - 2, ..lower };
        lately(canvas, left, stats, today);
        months(canvas, Rect { x: left.right() + 2, width: MONTHS, ..lower }, stats);
    } else {
        lately(canvas, lower, stats, today);
        months(canvas, below(SUMMARY + CALENDAR + 5), stats);
    }
}

fn summary(stats: &ReviewStats, today: StudyDay, columns: usize) -> Vec<(Role, String)> {
    let (done, total) = (stats.day(today), stats.total());
    let streak = match stats.streak(today) {
        0 => String::new(),
        days => format!("{days}-day streak · "),
    };
    let answers = |count: &ReviewCount| {
        let answers = pluralize(count.answers as usize, "answer", "answers");
        format!("{answers}, {}", human(count.seconds as u32))
    };
    let now = match done.answers {
        0 => "nothing yet today".to_string(),
        _ => format!("today {}", answers(&done)),
    };
    let longest =
        format!("longest streak {}", pluralize(stats.longest_streak() as usize, "day", "days"));
    let recalled =
        total.retention().map(|share| format!("recalled after a day or more {}", percent(share)));
    let mut all = format!("{} in all", answers(&total));
    // What does not fit is left out, never cut.
    for part in recalled.into_iter().chain([longest]) {
        if width(&all) + 3 + width(&part) <= columns {
            all = format!("{all} · {part}");
        }
    }
    vec![(Role::Title, format!("{streak}{now}")), (Role::Dim, all)]
}

/// Draws the days, a column a week, from the first day with an answer on.
fn calendar(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    stats: &ReviewStats,
    today: StudyDay,
) {
    let Some((begun, _)) = stats.days().next() else { return };
    // 1 January 1970 was a Thursday.
    let monday = |day: StudyDay| StudyDay(day.0 - (day.0 + 3).rem_euclid(7));
    let fit = i32::from((area.width.saturating_sub(NAMES)) / WEEK).min(53);
    let weeks = ((monday(today).0 - monday(begun).0) / 7 + 1).clamp(1, fit.max(1));
    let first = StudyDay(monday(today).0 - (weeks - 1) * 7);
    let shown = stats.days().filter(|(day, _)| *day >= first);
    let Some((best, most)) = shown.map(|(day, count)| (day, count.answers)).max_by_key(|day| day.1)
    else {
        return;
    };
    let calendar = shared.learner.scheduler.calendar();
    let (mut named, mut last) = (0, String::new());
    for week in 0..weeks {
        let x = area.x + NAMES + week as u16 * WEEK;
        let start = StudyDay(first.0 + week * 7);
        let date = calendar.date(start);
        let month = date.rsplit(' ').next().unwrap_or("");
        // A month is named over its first week over which no other name stands.
        if month != last && x >= named {
            named = x + canvas.text(x, area.y, 4, month, Role::Dim) + 1;
            last = month.to_string();
        }
        for weekday in 0..7 {
            let day = StudyDay(start.0 + weekday);
            if (begun..=today).contains(&day) {
                let count = stats.day(day).answers;
                let role = if count == 0 { Role::Dim } else { Role::Accent };
                let cell = chart::day_cell(count, most);
                canvas.text(x, area.y + 1 + weekday as u16, WEEK - 1, cell, role);
            }
        }
    }
    for (row, name) in WEEKDAYS.iter().enumerate() {
        canvas.text(area.x, area.y + 1 + row as u16, 3, name, Role::Dim);
    }
    let shades = (1..=4).map(|count| chart::day_cell(count, 4)).collect::<Vec<_>>().join(" ");
    let answers = pluralize(most as usize, "answer", "answers");
    let best = calendar.date(best);
    let room = usize::from(area.width.saturating_sub(NAMES));
    let more =
        [format!(" more · best day {best}: {answers}"), format!(" more · best {best}: {most}")];
    let fits = |more: &&String| width("less ") + width(&shades) + width(more) <= room;
    let more = more.iter().find(fits).cloned().unwrap_or_else(|| " more".to_string());
    let legend = [(Role::Dim, "less ".to_string()), (Role::Accent, shades), (Role::Dim, more)];
    let spans = legend.iter().map(|(role, text)| (*role, text.as_str()));
    canvas.spans(area.x + NAMES, area.y + 8, area.width.saturating_sub(NAMES), spans);
}

/// Draws how many answers each of the last days had.
fn lately(canvas: &mut Canvas<'_>, area: Rect, stats: &ReviewStats, today: StudyDay) {
    if area.height < 2 {
        return;
    }
    let days = i32::from(area.width.min(60));
    let counts: Vec<f32> =
        (1 - days..=0).map(|back| stats.day(StudyDay(today.0 + back)).answers as f32).collect();
    let most = counts.iter().copied().fold(0.0, f32::max);
    let title = format!("Answers a day, the last {days} days, at most {most:.0}");
    canvas.text(area.x, area.y, area.width, &title, Role::Label);
    canvas.text(area.x, area.y + 1, area.width, &chart::sparkline(&counts), Role::Accent);
}

/// Draws the recall of each month, the latest first.
fn months(canvas: &mut Canvas<'_>, area: Rect, stats: &ReviewStats) {
    if area.height < 2 {
        return;
    }
    canvas.text(area.x, area.y, area.width, "Recalled after a day or more", Role::Label);
    for (row, (month, reviews)) in
        stats.months().iter().rev().take(area.height as usize - 1).enumerate()
    {
        let y = area.y + 1 + row as u16;
        let share = reviews.retention();
        let shown = share.unwrap_or(0.0);
        let [bar, left] = chart::thin_bar(shown, 12, chart::score_role(shown));
        let message = share.map_or("–".to_string(), percent);
        let answers = pluralize(reviews.answers as usize, "answer", "answers");
        let spans = [
            (Role::Text, format!("{month}  ")),
            bar,
            left,
            (Role::Text, format!(" {message:>5}  ")),
            (Role::Dim, answers),
        ];
        canvas.spans(
            area.x,
            y,
            area.width,
            spans.iter().map(|(role, text)| (*role, text.as_str())),
        );
    }
}
