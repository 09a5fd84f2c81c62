//! The forecast: the exam's expected score day by day, with and without study, and the cards due
//! in the next month.

use ratatui::layout::Rect;

use crate::clock::StudyDay;
use crate::memory::CardStage;
use crate::plan::ExamForecast;
use crate::plan::forecast::DayForecast;
use crate::text::count::{percent, pluralize};
use crate::text::duration::human;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::Action;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart;

use super::ProgressScreen;

/// The rows of the exam's numbers.
const NUMBERS: u16 = 6;
/// The columns of the chart's scale.
const SCALE: u16 = 6;
/// The most columns of the chart.
const WIDEST: u16 = 80;
/// The days for which due cards are counted.
const MONTH: usize = 30;

/// Draws the view.
pub(super) fn view(
    screen: &ProgressScreen,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
) {
    let mut y = area.y;
    if let Some((field, wrong)) = &screen.line {
        let label = canvas.text(area.x, y, area.width, "Name, day, minutes a day: ", Role::Label);
        field.view(
            canvas,
            Rect { x: area.x + label, y, width: area.width.saturating_sub(label), height: 1 },
        );
        let message = wrong
            .as_deref()
            .unwrap_or("as in: Midterm 2026-12-09 20; `lacuna exam` names decks and topics too");
        canvas.text(
            area.x,
            y + 1,
            area.width,
            message,
            if wrong.is_some() { Role::Warning } else { Role::Dim },
        );
        y += 3;
    }
    let rest = |y: u16| Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let Some(forecast) = screen.current_forecast(shared) else {
        if screen.line.is_none() {
            canvas.text(area.x, y, area.width, "No exam is set.", Role::Title);
            let keys = [
                (Role::Key, "e"),
                (Role::Dim, " sets one: a name, its day, and how many minutes a day there are"),
            ];
            canvas.spans(area.x, y + 1, area.width, keys);
            y += 3;
        }
        draw_due(shared, canvas, rest(y));
        return;
    };
    draw_numbers(screen, shared, canvas, rest(y), forecast);
    y += NUMBERS + 1;
    let left = area.bottom().saturating_sub(y);
    // On a low screen the curve makes room for the due cards.
    let rows = if left < 9 { left.saturating_sub(2) } else { (left - 6).min(10) };
    if let Some(points) = screen.days_ahead.as_ref().filter(|_| rows >= 3) {
        draw_curve(shared, canvas, Rect { y, height: rows, ..area }, points);
        y += rows + 3;
    }
    draw_due(shared, canvas, rest(y));
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
    let range = format!(
        "{}   {:.0} to {}",
        percent(score.expected),
        score.low * 100.0,
        percent(score.high)
    );
    let minutes = screen.minutes.unwrap_or(exam.minutes);
    let end = screen
        .days_ahead
        .as_ref()
        .and_then(|points| points.last())
        .map_or("…".to_string(), |end| percent(end.planned));
    let cards = match forecast.unseen {
        0 => format!("{}, all met", pluralize(score.cards, "card", "cards")),
        unmet => format!(
            "{}, {unmet} not met yet, counted as {}",
            pluralize(score.cards, "card", "cards"),
            percent(exam.guess)
        ),
    };
    let rows = [
        ("expected that day", range),
        (
            "with today's plan done",
            format!("{}   {}", percent(forecast.after), human(forecast.seconds as u32)),
        ),
        ("with the plan until then", end),
        ("at minutes a day", String::new()),
        ("it covers", cards),
    ];
    for (row, (label, message)) in (1..).zip(rows) {
        canvas.text(area.x, area.y + row, 25, label, Role::Dim);
        canvas.text(area.x + 26, area.y + row, area.width.saturating_sub(26), &message, Role::Text);
    }
    draw_slider(
        canvas,
        Rect { x: area.x + 26, y: area.y + 4, width: area.width.saturating_sub(26), height: 1 },
        minutes,
    );
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

/// Draws both curves over a scale from 0 to 100 %, and below them the days.
fn draw_curve(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, points: &[DayForecast]) {
    let columns = area.width.saturating_sub(SCALE).min(WIDEST);
    let row_of = |share: f32| {
        area.y + ((1.0 - share.clamp(0.0, 1.0)) * f32::from(area.height - 1)).round() as u16
    };
    for share in [0.0, 0.5, 1.0] {
        canvas.text_right(area.x + SCALE - 1, row_of(share), SCALE, &percent(share), Role::Dim);
    }
    canvas.rule_down(area.x + SCALE - 1, area.y, area.height);
    let curves: [(Vec<f32>, &str, Role); 2] = [
        (points.iter().map(|point| point.idle).collect(), "○", Role::Dim),
        (points.iter().map(|point| point.planned).collect(), "●", Role::Accent),
    ];
    for (numbers, sign, role) in &curves {
        for (column, share) in chart::resample(numbers, columns as usize).into_iter().enumerate() {
            canvas.text(area.x + SCALE + column as u16, row_of(share), 1, sign, *role);
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
    let legend =
        [(Role::Accent, "●"), (Role::Dim, " with the plan   "), (Role::Dim, "○ without study")];
    canvas.spans(x, below + 1, area.width.saturating_sub(SCALE), legend);
}

/// Draws how many cards come due on each day of the next month.
fn draw_due(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect) {
    if area.height < 2 {
        return;
    }
    let counts = count_coming(shared);
    let all: f32 = counts.iter().sum();
    let title = format!(
        "Due by the ordinary schedule, the next {MONTH} days: {all:.0}, at most {:.0} a day",
        most(&counts)
    );
    canvas.text(area.x, area.y, area.width, &title, Role::Label);
    let line = chart::sparkline(&counts);
    let message = if all == 0.0 { "nothing yet" } else { &line };
    canvas.text(
        area.x,
        area.y + 1,
        area.width,
        message,
        if all == 0.0 { Role::Dim } else { Role::Accent },
    );
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
