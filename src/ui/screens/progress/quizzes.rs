//! Quizzes: their scores over time, and the scores of each topic in them.

use ratatui::layout::Rect;

use crate::plan::{QuizScore, QuizScores, TopicMarks};
use crate::text::count::{percent, pluralize};
use crate::text::duration::human;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart;
use crate::ui::view::list::ListState;

/// The rows of the chart at most, and the columns of its scale.
const CHART: u16 = 8;
const SCALE: u16 = 6;
/// The columns of a date.
const DATE: u16 = 11;
/// From so many columns on topics and quizzes are side by side.
const BESIDE: u16 = 90;
/// The columns of a topic's trend.
const COURSE: usize = 10;
/// The columns of a topic's bar, and from so many on there is one.
const BAR: usize = 10;
const WIDE: u16 = 56;

/// Draws the view; `scores` are none until the log was read.
pub(super) fn view(
    scores: Option<&QuizScores>,
    list: ListState,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
) {
    let Some(scores) = scores else {
        canvas.text(area.x, area.y, area.width, "Reading the quizzes…", Role::Dim);
        return;
    };
    let Some((latest, share)) = scores.quizzes.last().zip(scores.share()) else {
        canvas.text(area.x, area.y, area.width, "No quiz yet.", Role::Title);
        let message = "Press g q to take one. Your scores appear here.";
        canvas.text(area.x, area.y + 1, area.width, message, Role::Dim);
        return;
    };
    let message = format!(
        "{} · the latest {} · all together {}",
        pluralize(scores.quizzes.len(), "quiz", "quizzes"),
        percent(latest.share()),
        percent(share)
    );
    canvas.text(area.x, area.y, area.width, &message, Role::Title);
    let rows = CHART.min(area.height.saturating_sub(2) / 3);
    chart(shared, canvas, Rect { y: area.y + 2, height: rows, ..area }, &scores.quizzes);
    let top = area.y + rows + 3;
    let below = Rect { y: top, height: area.bottom().saturating_sub(top), ..area };
    if area.width >= BESIDE {
        let half = area.width / 2;
        topics(shared, canvas, Rect { width: half - 2, ..below }, &scores.topics);
        quizzes(
            shared,
            canvas,
            Rect { x: area.x + half + 1, width: area.width - half - 1, ..below },
            scores,
            list,
        );
    } else {
        let room = below.height.saturating_sub(4).max(below.height / 2);
        let used = room.min(scores.topics.len() as u16 + 1);
        topics(shared, canvas, Rect { height: used, ..below }, &scores.topics);
        let rest =
            Rect { y: below.y + used + 1, height: below.height.saturating_sub(used + 1), ..below };
        quizzes(shared, canvas, rest, scores, list);
    }
}

/// Draws a column for each of the latest quizzes, over a scale from 0 to 100 %, and below them the
/// first and the last day.
fn chart(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, quizzes: &[QuizScore]) {
    if area.height < 3 {
        return;
    }
    let area = Rect { height: area.height - 1, ..area };
    let columns = (area.width.saturating_sub(SCALE) / 2) as usize;
    let latest = &quizzes[quizzes.len().saturating_sub(columns)..];
    for (share, y) in [(1.0, area.y), (0.0, area.bottom() - 1)] {
        canvas.text_right(area.x + SCALE - 1, y, SCALE, &percent(share), Role::Dim);
    }
    canvas.rule_down(area.x + SCALE - 1, area.y, area.height);
    for (at, quiz) in latest.iter().enumerate() {
        let x = area.x + SCALE + at as u16 * 2;
        for (row, cell) in chart::column(quiz.share(), area.height as usize).into_iter().enumerate()
        {
            canvas.text(x, area.y + row as u16, 1, cell, Role::Accent);
        }
    }
    let calendar = shared.learner.scheduler.calendar();
    let date = |quiz: Option<&QuizScore>| {
        quiz.map_or_else(String::new, |quiz| calendar.date(calendar.day(quiz.at)))
    };
    let used = canvas.text(area.x + SCALE, area.bottom(), DATE, &date(latest.first()), Role::Dim);
    let end = area.x + SCALE + latest.len() as u16 * 2;
    if end > area.x + SCALE + used + DATE {
        canvas.text_right(end - 1, area.bottom(), DATE, &date(latest.last()), Role::Dim);
    }
}

/// Lists the topics, the worst first: how many questions were right, and the share in one quiz
/// after the other.
fn topics(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, topics: &[TopicMarks]) {
    if area.height < 2 {
        return;
    }
    let rest = topics.len().saturating_sub(area.height as usize - 1);
    let more = if rest > 0 { format!(", {rest} more not shown") } else { String::new() };
    canvas.text(
        area.x,
        area.y,
        area.width,
        &format!("By topic, the worst first{more}"),
        Role::Label,
    );
    for (row, marks) in (1..area.height).zip(topics) {
        let y = area.y + row;
        let name = marks
            .topic
            .map_or("no topic", |topic| shared.learner.library.topic_info(topic).title.as_str());
        let course = &marks.over_time[marks.over_time.len().saturating_sub(COURSE)..];
        let message =
            format!("{:>3} of {:<3} {:>5}", marks.right, marks.asked, percent(marks.share()));
        let edge = canvas.text_right(
            area.right(),
            y,
            COURSE as u16,
            &chart::trend(course, COURSE),
            Role::Accent,
        );
        let mut edge = canvas.text_right(edge.saturating_sub(2), y, 18, &message, Role::Text);
        if area.width >= WIDE {
            let share = marks.share();
            let bar = chart::thin_bar(share, BAR, chart::score_role(share));
            edge = edge.saturating_sub(1 + BAR as u16);
            let spans = bar.iter().map(|(role, text)| (*role, text.as_str()));
            canvas.spans(edge, y, BAR as u16, spans);
        }
        canvas.text(area.x, y, edge.saturating_sub(area.x + 1), name, Role::Text);
    }
}

/// Lists the quizzes, the latest first.
fn quizzes(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    scores: &QuizScores,
    list: ListState,
) {
    if area.height < 2 {
        return;
    }
    canvas.text(
        area.x,
        area.y,
        area.width,
        "Latest first: right, less guessing, time",
        Role::Label,
    );
    let area = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let calendar = shared.learner.scheduler.calendar();
    // There is nothing to select here: the list scrolls as a whole.
    let top = list
        .selected(scores.quizzes.len())
        .min(scores.quizzes.len().saturating_sub(area.height as usize));
    canvas.wheel(area, crate::ui::input::action::ListArea::List);
    for (y, quiz) in (area.y..area.bottom()).zip(scores.quizzes.iter().rev().skip(top)) {
        let corrected = match quiz.corrected {
            Some(share) => percent(share),
            None => "left".to_string(),
        };
        let spans = [
            (Role::Dim, format!("{:<11}", calendar.date(calendar.day(quiz.at)))),
            (
                Role::Text,
                format!("{:>3} of {:<3} {:>5}  ", quiz.right, quiz.asked, percent(quiz.share())),
            ),
            (Role::Dim, format!("{corrected:>5}  {:>6}", human(quiz.seconds as u32))),
        ];
        canvas.spans(
            area.x,
            y,
            area.width,
            spans.iter().map(|(role, text)| (*role, text.as_str())),
        );
    }
}
