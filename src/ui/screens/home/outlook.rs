//! Home's lines on the next exam and the last weeks.

use crate::clock::StudyDay;
use crate::memory::ReviewStats;
use crate::plan::{ExamForecast, ScoreRange, TopicScore};
use crate::text::count::{percent, pluralize};
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart;

/// The weeks shown.
const WEEKS: i32 = 12;
/// The columns of a topic's bar.
pub(super) const BAR: usize = 10;

/// The lines on the exam and on the last weeks, as far as there is any.
pub(super) fn lines(shared: &ScreenContext) -> Vec<(Role, String)> {
    let mut lines = Vec::new();
    if let Some(forecast) = shared.learner.plan.exams.first() {
        lines.push((Role::Text, String::new()));
        lines.extend(exam_lines(shared, forecast));
    }
    let calendar = shared.learner.scheduler.calendar();
    let stats = shared.review_stats.as_ref().filter(|stats| stats.total().answers > 0);
    lines.extend(
        stats.map(|stats| (Role::Dim, weeks_line(stats, calendar.day(shared.learner.now)))),
    );
    lines
}

fn exam_lines(shared: &ScreenContext, forecast: &ExamForecast) -> Vec<(Role, String)> {
    let calendar = shared.learner.scheduler.calendar();
    let (exam, score) = (&forecast.exam, &forecast.score);
    let when = format!(
        "{}: {}, {}",
        exam.name,
        exam.when(calendar.day(shared.learner.now)),
        calendar.date(exam.date)
    );
    let others = shared.learner.plan.exams.len() - 1;
    let more = if others > 0 {
        format!(" · {} after it", pluralize(others, "exam", "exams"))
    } else {
        String::new()
    };
    let range = |score: &ScoreRange| {
        let ends = format!("{:.0} to {}", score.low * 100.0, percent(score.high));
        format!("{} ({ends})", percent(score.expected))
    };
    let mut lines = vec![
        (Role::Label, format!("{when}{more}")),
        (Role::Text, format!("score today          {}", range(score))),
        (Role::Text, format!("after today's cards  {}", percent(forecast.after))),
        (Role::Text, format!("on exam day          {}", range(&forecast.on_exam_day))),
    ];
    let asked =
        forecast.topics.iter().filter(|topic| topic.score.cards > 0 && topic.topic.is_some());
    let weakest = asked.min_by(|a, b| a.score.expected.total_cmp(&b.score.expected));
    if let Some(TopicScore { topic: Some(topic), score }) =
        weakest.filter(|_| forecast.topics.len() > 1)
    {
        let title = &shared.learner.library.topic_info(*topic).title;
        lines.push((Role::Dim, format!("weakest: {title} {}", percent(score.expected))));
    }
    lines
}

/// A column for each of the last weeks, and today's answers.
fn weeks_line(stats: &ReviewStats, today: StudyDay) -> String {
    let week = |back: i32| stats.last_days(StudyDay(today.0 - back * 7), 7).answers as f32;
    let signs = chart::sparkline(&(0..WEEKS).rev().map(week).collect::<Vec<_>>());
    let done = stats.day(today);
    let recalled = stats.last_days(today, 30).retention();
    let recalled =
        recalled.map_or(String::new(), |share| format!(" · {} recalled", percent(share)));
    let streak = match stats.streak(today) {
        0 => String::new(),
        days => format!(" · day {days} in a row"),
    };
    format!(
        "Last {WEEKS} weeks {signs}{streak} · {} today{recalled}",
        pluralize(done.answers as usize, "answer", "answers")
    )
}

/// The expected score of a topic in the next exam, as a bar and a number.
pub(super) fn topic_score(shared: &ScreenContext, topic: usize) -> Option<String> {
    let forecast = shared.learner.plan.exams.first()?;
    let own = forecast
        .topics
        .iter()
        .find(|other| other.topic.is_some_and(|other| usize::from(other.0) == topic))?;
    Some(format!("{} {:>5}", chart::bar(own.score.expected, BAR), percent(own.score.expected)))
}
