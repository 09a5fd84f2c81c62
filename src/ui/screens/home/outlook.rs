//! What Home says of the next exam and of the last weeks.

use crate::clock::StudyDay;
use crate::memory::ReviewStats;
use crate::plan::{ExamForecast, TopicScore};
use crate::text::count::{percent, pluralize};
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart;

/// How many weeks are looked back on.
const WEEKS: i32 = 12;
/// The columns of a topic's bar.
const BAR: usize = 10;

/// Returns the lines about the exam and about the last weeks; none of what there is nothing to say
/// of.
pub(super) fn says(shared: &ScreenContext) -> Vec<(Role, String)> {
    let mut lines = Vec::new();
    if let Some(promise) = shared.learner.plan.exams.first() {
        lines.push((Role::Text, String::new()));
        lines.extend(exam(shared, promise));
    }
    let calendar = shared.learner.scheduler.calendar();
    let record = shared.record.as_ref().filter(|record| record.total().answers > 0);
    lines.extend(record.map(|record| (Role::Dim, weeks(record, calendar.day(shared.learner.now)))));
    lines
}

fn exam(shared: &ScreenContext, promise: &ExamForecast) -> Vec<(Role, String)> {
    let calendar = shared.learner.scheduler.calendar();
    let (exam, score) = (&promise.exam, &promise.score);
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
    let range = format!("{:.0} to {}", score.low * 100.0, percent(score.high));
    let mut lines = vec![
        (Role::Label, format!("{when}{more}")),
        (Role::Text, format!("expected score that day  {} ({range})", percent(score.expected))),
        (Role::Text, format!("with today's plan done   {}", percent(promise.after))),
    ];
    let met = promise.topics.iter().filter(|topic| topic.score.cards > 0 && topic.topic.is_some());
    let weakest = met.min_by(|a, b| a.score.expected.total_cmp(&b.score.expected));
    if let Some(TopicScore { topic: Some(topic), score }) =
        weakest.filter(|_| promise.topics.len() > 1)
    {
        let title = &shared.learner.library.topic_info(*topic).title;
        lines.push((Role::Dim, format!("weakest: {title} {}", percent(score.expected))));
    }
    lines
}

/// Returns a sign for each of the last weeks, and what today came to.
fn weeks(record: &ReviewStats, today: StudyDay) -> String {
    let week = |back: i32| record.last_days(StudyDay(today.0 - back * 7), 7).answers as f32;
    let signs = chart::spark(&(0..WEEKS).rev().map(week).collect::<Vec<_>>());
    let done = record.day(today);
    let recalled = record.last_days(today, 30).retention();
    let recalled =
        recalled.map_or(String::new(), |share| format!(" · {} recalled", percent(share)));
    let streak = match record.streak(today) {
        0 => String::new(),
        days => format!(" · day {days} in a row"),
    };
    format!(
        "Last {WEEKS} weeks {signs}{streak} · {} today{recalled}",
        pluralize(done.answers as usize, "answer", "answers")
    )
}

/// Returns what is to be expected of a topic in the next exam, as a bar and a number.
pub(super) fn topic(shared: &ScreenContext, topic: usize) -> Option<String> {
    let promise = shared.learner.plan.exams.first()?;
    let own = promise
        .topics
        .iter()
        .find(|other| other.topic.is_some_and(|other| usize::from(other.0) == topic))?;
    Some(format!("{} {:>5}", chart::bar(own.score.expected, BAR), percent(own.score.expected)))
}
