//! The plan for the exam: its expected score, and the days until then with what was done and what
//! is to come; without an exam, the cards due in the next month.

use ratatui::layout::Rect;

use crate::clock::StudyDay;
use crate::memory::CardStage;
use crate::plan::forecast::DayForecast;
use crate::plan::{ExamForecast, ExamPlan, PlanDay, PlanDayState, ScoreRange};
use crate::text::count::{percent, pluralize};
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::Action;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart;
use crate::ui::view::list::ListState;

use super::ProgressScreen;

/// The rows of the exam's numbers.
const NUMBERS: u16 = 6;
/// The columns of the chart's scale.
const SCALE: u16 = 6;
/// The most columns of the chart.
const WIDEST: u16 = 80;
/// The past days that a table begins with which does not show all.
const PAST: usize = 2;
/// The days for which due cards are counted.
const MONTH: usize = 30;

/// Draws the view.
pub(super) fn view(
    screen: &ProgressScreen,
    list: Option<ListState>,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
) {
    let mut y = area.y;
    let rest = |y: u16| Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let Some(forecast) = screen.current_forecast(shared) else {
        canvas.text(area.x, y, area.width, "No exam set.", Role::Title);
        let keys = [(Role::Key, "e"), (Role::Dim, " sets its date and your minutes a day")];
        canvas.spans(area.x, y + 1, area.width, keys);
        y += 3;
        draw_due(shared, canvas, rest(y));
        return;
    };
    draw_numbers(screen, shared, canvas, rest(y), forecast);
    y += NUMBERS + 1;
    let Some(points) = screen.days_ahead.as_ref() else { return };
    let today = shared.learner.scheduler.calendar().day(shared.learner.now);
    let learner = &shared.learner;
    let plan = ExamPlan::new(forecast, points, &learner.answer_stats, today);
    let left = area.bottom().saturating_sub(y);
    // On a low screen the curve makes room for the days.
    if left >= 14 {
        let height = (left / 3).min(8);
        draw_curve(shared, canvas, Rect { y, height, ..area }, points);
        y += height + 2;
    }
    draw_days(list, shared, canvas, rest(y), &plan);
}

/// Draws the exam's numbers.
fn draw_numbers(
    screen: &ProgressScreen,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    forecast: &ExamForecast,
) {
    let (exam, score) = (&forecast.exam, &forecast.score);
    let calendar = shared.learner.scheduler.calendar();
    let today = calendar.day(shared.learner.now);
    let others = shared.learner.plan.exams.len() - 1;
    let more = if others > 0 {
        format!("   n: {} more", pluralize(others, "exam", "exams"))
    } else {
        String::new()
    };
    let name = format!("{}, {}, {}", exam.name, calendar.date(exam.date), exam.when(today));
    canvas.spans(area.x, area.y, area.width, [(Role::Title, name.as_str()), (Role::Dim, &more)]);
    let range = |score: &ScoreRange| {
        let ends = format!("{:.0} to {}", score.low * 100.0, percent(score.high));
        format!("{}   {ends}", percent(score.expected))
    };
    let minutes = screen.minutes.unwrap_or(exam.minutes);
    let moved = screen.minutes.is_some_and(|minutes| minutes != exam.minutes);
    let points = screen.days_ahead.as_ref().filter(|_| moved);
    let end = points
        .and_then(|points| points.last())
        .map_or_else(|| range(&forecast.on_exam_day), |end| percent(end.planned));
    let cards = match forecast.unseen {
        0 => format!("{}, none new", pluralize(score.cards, "card", "cards")),
        unmet => format!(
            "{}, {unmet} new ({} each)",
            pluralize(score.cards, "card", "cards"),
            percent(exam.guess)
        ),
    };
    let plan = &shared.learner.plan;
    let today = match (plan.exams.len(), plan.minutes()) {
        (_, 0) => "done for today".to_string(),
        (1, minutes) => format!("about {minutes} min"),
        _ => format!("about {:.0} min", forecast.seconds / 60.0),
    };
    let rows = [
        ("score today", range(score)),
        ("after today's cards", format!("{}   {today}", percent(forecast.after))),
        ("on exam day", end),
        ("minutes a day", String::new()),
        ("covers", cards),
    ];
    let room = area.width.saturating_sub(26);
    for (row, (label, message)) in (1..).zip(rows) {
        canvas.text(area.x, area.y + row, 25, label, Role::Dim);
        canvas.text(area.x + 26, area.y + row, room, fitting(&message, room), Role::Text);
    }
    let slider = Rect { x: area.x + 26, y: area.y + 4, width: room, height: 1 };
    draw_slider(canvas, slider, minutes);
}

/// A number and what there is to say about it; the number alone where there is no room for all.
fn fitting(message: &str, room: u16) -> &str {
    match message.split_once("   ") {
        Some((number, _)) if width(message) > usize::from(room) => number,
        _ => message,
    }
}

/// Draws the slider: less, how much, more.
fn draw_slider(canvas: &mut Canvas<'_>, area: Rect, minutes: u32) {
    let bar = chart::bar(minutes as f32 / 60.0, 12);
    let mut x = area.x;
    canvas.click(Rect { x, width: 3, ..area }, Action::FewerMinutes);
    x += canvas.text(x, area.y, 3, "-  ", Role::Key);
    x += canvas.text(x, area.y, area.right().saturating_sub(x), &bar, Role::Accent);
    x += canvas.text(x, area.y, area.right().saturating_sub(x), "  ", Role::Text);
    canvas.click(Rect { x, width: 2, ..area }, Action::MoreMinutes);
    x += canvas.text(x, area.y, area.right().saturating_sub(x), "+  ", Role::Key);
    canvas.text(
        x,
        area.y,
        area.right().saturating_sub(x),
        &pluralize(minutes as usize, "minute", "minutes"),
        Role::Text,
    );
}

/// Draws the curve of the plan and, where it differs, that without study, over the shares between
/// which they move; below them the days.
fn draw_curve(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, points: &[DayForecast]) {
    let columns = area.width.saturating_sub(SCALE).min(WIDEST);
    let planned: Vec<f32> = points.iter().map(|point| point.planned).collect();
    let idle: Vec<f32> = points.iter().map(|point| point.idle).collect();
    let (low, high) = chart::span(planned.iter().chain(&idle).copied());
    for (row, share) in [(0, high), (area.height - 1, low)] {
        let y = area.y + row;
        canvas.text_right(area.x + SCALE - 1, y, SCALE, &percent(share), Role::Dim);
    }
    canvas.rule_down(area.x + SCALE - 1, area.y, area.height);
    for (numbers, role) in [(&idle, Role::Dim), (&planned, Role::Accent)] {
        let shares: Vec<f32> =
            numbers.iter().map(|share| (share - low) / (high - low).max(0.01)).collect();
        let rows = chart::curve(&shares, columns.into(), area.height.into(), shared.curve_glyphs());
        for (row, line) in (0..).zip(rows) {
            for (column, sign) in (0..).zip(line.chars()).filter(|(_, sign)| *sign != ' ') {
                let (x, y) = (area.x + SCALE + column, area.y + row);
                canvas.text(x, y, 1, sign.encode_utf8(&mut [0; 4]), role);
            }
        }
    }
    let calendar = shared.learner.scheduler.calendar();
    let (first, last) = (points[0].day, points[points.len() - 1].day);
    let below = area.bottom();
    let x = area.x + SCALE;
    let used = canvas.text(x, below, columns, &calendar.date(first), Role::Dim);
    if last != first && columns > used * 2 {
        canvas.text_right(x + columns, below, columns - used, &calendar.date(last), Role::Dim);
    }
}

/// Draws a row for each day of the plan.
fn draw_days(
    list: Option<ListState>,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    plan: &ExamPlan,
) {
    let head = "   day          new  reviews  minutes  score that day";
    canvas.text(area.x, area.y, area.width, head, Role::Dim);
    let calendar = shared.learner.scheduler.calendar();
    let shown = usize::from(area.height.saturating_sub(1));
    // Where not all days fit, what is to come matters more than what was.
    let is_past = |day: &PlanDay| matches!(day.state, PlanDayState::Done | PlanDayState::Missed);
    let today = plan.days.iter().take_while(|day| is_past(day)).count();
    let past = if plan.days.len() > shown { today.saturating_sub(PAST) } else { 0 };
    let days = &plan.days[past..];
    let selected = list.map_or(0, |list| list.selected(days.len()));
    let first = selected.min(days.len().saturating_sub(shown));
    canvas.gutter(Rect { y: area.y + 1, height: shown as u16, ..area }, (first, days.len()));
    for (y, day) in (area.y + 1..area.bottom()).zip(&days[first..]) {
        let (role, mark) = match day.state {
            PlanDayState::Done => (Role::Right, "✓"),
            PlanDayState::Today => (Role::Accent, "▸"),
            PlanDayState::Exam => (Role::Title, "▲"),
            PlanDayState::Missed | PlanDayState::Ahead => (Role::Text, " "),
        };
        canvas.text(area.x, y, 1, mark, role);
        let role = if day.state == PlanDayState::Today { Role::Title } else { Role::Text };
        let text = plan_row(day, &calendar.date(day.day));
        canvas.text(area.x + 3, y, area.width.saturating_sub(3), &text, role);
    }
}

fn plan_row(day: &PlanDay, date: &str) -> String {
    let expected = day.expected.map_or(String::new(), percent);
    match day.state {
        PlanDayState::Missed => format!("{date:<10}  no study; planned anew"),
        PlanDayState::Exam => format!("{date:<10}{:>24}  {expected:>14}", "exam"),
        _ => format!(
            "{date:<10}{:>6.0}{:>9.0}{:>9.0}  {expected:>14}",
            day.new,
            day.reviews,
            day.seconds / 60.0
        ),
    }
}

/// Draws how many cards come due on each day of the next month.
fn draw_due(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect) {
    if area.height < 2 {
        return;
    }
    let counts = count_coming(shared);
    let all: f32 = counts.iter().sum();
    if all == 0.0 {
        canvas.text(area.x, area.y, area.width, "Nothing comes due yet.", Role::Dim);
        return;
    }
    let reviews = pluralize(all as usize, "review", "reviews");
    let title =
        format!("Without an exam: {reviews} in {MONTH} days, busiest day {:.0}", most(&counts));
    canvas.text(area.x, area.y, area.width, &title, Role::Label);
    canvas.text(area.x, area.y + 1, area.width, &chart::sparkline(&counts), Role::Accent);
}

fn most(counts: &[f32]) -> f32 {
    counts.iter().copied().fold(0.0, f32::max)
}

/// How many known cards come due on each of the next days; overdue cards count for today.
fn count_coming(shared: &ScreenContext) -> Vec<f32> {
    let calendar = shared.learner.scheduler.calendar();
    let today = calendar.day(shared.learner.now);
    let ends: Vec<_> =
        (1..=MONTH as i32).map(|day| calendar.start(StudyDay(today.0 + day))).collect();
    let mut counts = vec![0.0; MONTH];
    let studied = shared.learner.studied_decks();
    for (card, progress) in shared.learner.ledger.iter() {
        let counted = progress.stage != CardStage::New
            && !progress.suspended
            && shared.learner.library.item(card).is_some_and(|item| studied.has_note(item.note));
        let day = ends.partition_point(|end| *end <= progress.due);
        if counted && day < MONTH {
            counts[day] += 1.0;
        }
    }
    counts
}
