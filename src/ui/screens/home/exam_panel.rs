//! Home's lines on the next exam and on the last weeks.

use super::line::HomeLine;
use crate::clock::StudyDay;
use crate::plan::{ExamForecast, ScoreRange};
use crate::text::count::{percent, pluralize};
use crate::text::math::GlyphSet;
use crate::text::width::width;
use crate::text::wrap::StyledSpan;
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart;

/// The days of the small chart, a column each.
const DAYS: i32 = 14;
/// The columns of the score in big digits, of the names of the bars, and of what a bar says.
const SCORE: usize = 38;
const NAME: usize = 13;
const AFTER_BAR: usize = 20;
/// The columns of a bar at least and at most.
const BAR: (usize, usize) = (8, 40);

/// The next exam: the score today, after today's cards and on its day, and today's minutes. The
/// bars are beside the score, or below it where there are many rows.
pub(super) fn lines(
    shared: &ScreenContext,
    forecast: &ExamForecast,
    columns: usize,
    is_tall: bool,
) -> Vec<HomeLine> {
    let is_wide = columns >= SCORE + NAME + BAR.0 + AFTER_BAR;
    if !is_wide && !is_tall {
        return narrow_lines(shared, forecast, columns);
    }
    let number = percent(forecast.score.expected);
    let rows = match shared.glyphs {
        GlyphSet::Unicode => chart::big_digits(&number.replace(' ', "")),
        // Half blocks have no likeness among plain characters.
        GlyphSet::Ascii => [String::new(), number, String::new()],
    };
    let mut score: Vec<StyledSpan<Role>> = rows.map(|row| (Role::Title, row)).into();
    score.push((Role::Dim, format!("score today {}", range(&forecast.score))));
    let bars = bars(shared, forecast, if is_wide { columns - SCORE } else { columns });
    let mut lines = vec![heading(shared, forecast, columns)];
    if is_wide {
        for (left, bar) in score.into_iter().zip(bars) {
            let room = " ".repeat(SCORE.saturating_sub(width(&left.1)));
            lines.push(HomeLine::Text([vec![left, (Role::Text, room)], bar].concat()));
        }
    } else {
        lines.extend(score.into_iter().map(|line| HomeLine::Text(vec![line])));
        lines.push(HomeLine::blank());
        lines.extend(bars.into_iter().map(HomeLine::Text));
    }
    lines
}

/// Today's minutes, the two scores to come, and the last two weeks.
fn bars(
    shared: &ScreenContext,
    forecast: &ExamForecast,
    columns: usize,
) -> [Vec<StyledSpan<Role>>; 4] {
    let bar = columns.saturating_sub(NAME + AFTER_BAR).clamp(BAR.0, BAR.1);
    let score = |name: &str, share: f32, text: String| {
        bar_spans(name, bar, share, (chart::score_role(share), text))
    };
    let on_day = &forecast.on_exam_day;
    [
        minutes_spans(shared, bar),
        score("after today", forecast.after, percent(forecast.after)),
        score(
            "on exam day",
            on_day.expected,
            format!("{} {}", percent(on_day.expected), range(on_day)),
        ),
        days_spans(shared),
    ]
}

/// The same in three lines of words.
fn narrow_lines(shared: &ScreenContext, forecast: &ExamForecast, columns: usize) -> Vec<HomeLine> {
    let (now, after, on_day) = (
        percent(forecast.score.expected),
        percent(forecast.after),
        percent(forecast.on_exam_day.expected),
    );
    let scores = [
        format!("Expected score: {now} now → {after} after today → {on_day} on exam day"),
        format!("{now} now → {after} after today → {on_day} on exam day"),
        format!("{now} → {after} → exam {on_day}"),
    ];
    let fits = |text: &&String| width(text) + 2 <= columns;
    let text = scores.iter().find(fits).unwrap_or(&scores[2]).clone();
    let bar = columns.saturating_sub(NAME + AFTER_BAR).clamp(BAR.0, BAR.1);
    vec![
        heading(shared, forecast, columns),
        HomeLine::text(Role::Text, text),
        HomeLine::Text(minutes_spans(shared, bar)),
    ]
}

/// The exam with when it is, and as much more as fits.
fn heading(shared: &ScreenContext, forecast: &ExamForecast, columns: usize) -> HomeLine {
    let calendar = shared.learner.scheduler.calendar();
    let exam = &forecast.exam;
    let when = exam.when(calendar.day(shared.learner.now));
    let exams = &shared.learner.plan.exams;
    let minutes: u32 = exams.iter().map(|forecast| forecast.exam.minutes).sum();
    let of = if exams.len() > 1 { format!(" for {} exams", exams.len()) } else { String::new() };
    let more = [calendar.date(exam.date), format!("{minutes} min a day{of}")];
    let mut spans = vec![(Role::Label, exam.name.clone()), (Role::Title, format!("  {when}"))];
    let mut room = columns.saturating_sub(spans.iter().map(|(_, text)| width(text)).sum());
    for text in more.into_iter().map(|text| format!(" · {text}")) {
        room = room.saturating_sub(width(&text));
        if room == 0 {
            break;
        }
        spans.push((Role::Dim, text));
    }
    HomeLine::Text(spans)
}

/// `(86 to 92 %)`.
fn range(score: &ScoreRange) -> String {
    format!("({:.0} to {})", score.low * 100.0, percent(score.high))
}

/// How much of today's part is studied, in minutes.
fn minutes_spans(shared: &ScreenContext, columns: usize) -> Vec<StyledSpan<Role>> {
    let learner = &shared.learner;
    let today = learner.scheduler.calendar().day(learner.now);
    let done = learner.answer_stats.seconds_spent(today, |_| true);
    let minutes = (done / 60.0).round() as usize;
    let text = match learner.plan.minutes() {
        0 => format!("✓ {}", pluralize(minutes, "minute", "minutes")),
        left => format!("{minutes} of {} min", minutes + left),
    };
    let share = done / (done + learner.plan.seconds).max(1.0);
    bar_spans("today", columns, share, (Role::Accent, text))
}

/// A name, a bar, and what it says.
fn bar_spans(
    name: &str,
    columns: usize,
    share: f32,
    (role, text): (Role, String),
) -> Vec<StyledSpan<Role>> {
    let mut spans = vec![(Role::Dim, format!("{name:<NAME$}"))];
    spans.extend(chart::thin_bar(share, columns, role));
    spans.push((Role::Text, format!("  {text}")));
    spans
}

/// The answers of the last two weeks, a column a day.
pub(super) fn days_spans(shared: &ScreenContext) -> Vec<StyledSpan<Role>> {
    let Some(stats) = shared.review_stats.as_ref().filter(|stats| stats.total().answers > 0) else {
        return Vec::new();
    };
    let today = shared.learner.scheduler.calendar().day(shared.learner.now);
    let answers = |back: i32| stats.day(StudyDay(today.0 - back)).answers as f32;
    let columns = chart::sparkline(&(0..DAYS).rev().map(answers).collect::<Vec<_>>());
    let recalled = stats.last_days(today, 30).retention();
    let recalled = recalled.map_or(String::new(), |share| format!("  {} recalled", percent(share)));
    vec![
        (Role::Dim, format!("{:<NAME$}", "two weeks")),
        (Role::Curve, columns),
        (Role::Dim, recalled),
    ]
}
