//! What a quiz came to, in a few lines: how it is set before, and the report after.

use std::time::Duration;

use super::show;
use crate::cli::print::plain_text;
use crate::library::TopicIx;
use crate::memory::{AnswerMark, QuizRules};
use crate::session::RecordedQuiz;
use crate::study::quiz::{CorrectCount, QuizItem, QuizOver, QuizPhase, QuizReport};
use crate::text::count::{percent, pluralize};
use crate::text::duration::clock;
use crate::text::math::GlyphSet;

/// A line of the report, and whether it is set in.
pub(super) enum ReportLine {
    /// A line of its own.
    Say(String),
    /// One under a heading.
    Quote(String),
}

/// What the quiz is, before it begins.
pub(super) fn opening(session: &RecordedQuiz) -> String {
    let quiz = session.quiz();
    let QuizRules { total, each, counts, .. } = quiz.rules;
    let first = quiz.state().items.iter().filter(|quiz_item| !quiz_item.again).count();
    let limit = |seconds: u32| clock(Duration::from_secs(seconds.into()));
    let time = match (total.map(limit), each.map(limit)) {
        (None, None) => "no limit of time".to_string(),
        (Some(total), None) => format!("{total} in all"),
        (None, Some(each)) => format!("{each} each"),
        (Some(total), Some(each)) => format!("{total} in all, {each} each"),
    };
    let mode = if quiz.is_exam() {
        "Exam: you see the answers at the end."
    } else {
        "Practice: you see each answer at once, and misses come back."
    };
    let reviews = if counts { " Answers count as reviews." } else { "" };
    format!("{mode} {}, {time}.{reviews}", pluralize(first, "question", "questions"))
}

/// The report.
pub(super) fn lines(session: &RecordedQuiz, glyphs: GlyphSet) -> Vec<ReportLine> {
    let quiz = session.quiz();
    let report = quiz.report(session.now().run);
    let mut lines = Vec::new();
    if quiz.phase() == QuizPhase::Over(QuizOver::TimeUp) {
        lines.push(ReportLine::Say("Time is up.".into()));
    }
    lines.extend(score(&report).into_iter().map(ReportLine::Say));
    if report.asked == 0 {
        return lines;
    }
    let topics =
        report.topics.iter().map(|(topic, tally)| (title(session, *topic, glyphs), *tally));
    lines.extend(tallies("By topic:", topics));
    let forms = report.forms.iter().map(|(form, tally)| (form.title().to_string(), *tally));
    lines.extend(tallies("By form:", forms));
    lines.extend(slowest(session, &report, glyphs));
    lines.extend(misses(session, &report, glyphs));
    lines
}

/// The score, what guessing leaves of it, and the time.
fn score(report: &QuizReport) -> Vec<String> {
    let QuizReport { asked, right, unanswered, corrected, took, mended, .. } = report;
    if *asked == 0 {
        return vec!["Nothing was answered.".into()];
    }
    let mut lines = vec![format!("{right} of {asked} right: {}.", percent(report.score()))];
    // Where nothing could be guessed, or nothing was wrong, it is the same.
    if percent(*corrected) != percent(report.score()) {
        lines.push(format!("Corrected for guessing: {}.", percent(*corrected)));
    }
    if *unanswered > 0 {
        lines.push(format!("Without an answer: {unanswered}."));
    }
    if *mended > 0 {
        lines.push(format!("Missed at first and right later: {mended}."));
    }
    lines.push(format!("Time: {}.", clock(*took)));
    lines
}

fn tallies(heading: &str, rows: impl Iterator<Item = (String, CorrectCount)>) -> Vec<ReportLine> {
    [ReportLine::Say(heading.into())]
        .into_iter()
        .chain(rows.map(|(name, tally)| {
            ReportLine::Quote(format!("{name}: {} of {}", tally.right, tally.asked))
        }))
        .collect()
}

fn slowest(session: &RecordedQuiz, report: &QuizReport, glyphs: GlyphSet) -> Vec<ReportLine> {
    let items = report.slowest.iter().map(|place| &session.quiz().state().items[*place]);
    let taken = items.filter(|quiz_item| quiz_item.took >= Duration::from_secs(1));
    let rows: Vec<ReportLine> = taken
        .map(|quiz_item| {
            ReportLine::Quote(format!("{} {}", clock(quiz_item.took), name(quiz_item, glyphs)))
        })
        .collect();
    if rows.is_empty() {
        rows
    } else {
        [ReportLine::Say("Slowest:".into())].into_iter().chain(rows).collect()
    }
}

/// Each miss with what was answered and what is right. What was never put is counted.
fn misses(session: &RecordedQuiz, report: &QuizReport, glyphs: GlyphSet) -> Vec<ReportLine> {
    let items = report.misses.iter().map(|place| &session.quiz().state().items[*place]);
    let (question, others): (Vec<&QuizItem>, Vec<&QuizItem>) =
        items.partition(|quiz_item| quiz_item.number.is_some());
    let mut lines = Vec::new();
    if !question.is_empty() {
        lines.push(ReportLine::Say("Missed:".into()));
    }
    for quiz_item in question {
        lines.push(ReportLine::Quote(format!(
            "{} ({})",
            name(quiz_item, glyphs),
            quiz_item.question.form.title().to_lowercase()
        )));
        lines.push(ReportLine::Quote(format!("Your answer: {}", yours(quiz_item))));
        lines.push(ReportLine::Quote(format!("Right: {}", quiz_item.question.answer())));
        lines.extend(show::because(quiz_item, glyphs).map(ReportLine::Quote));
    }
    if !others.is_empty() {
        lines.push(ReportLine::Say(format!(
            "Not reached: {}.",
            pluralize(others.len(), "question", "questions")
        )));
    }
    lines
}

/// What was answered.
pub(super) fn yours(quiz_item: &QuizItem) -> String {
    match (quiz_item.mark, quiz_item.given.is_empty()) {
        (Some(AnswerMark::Unanswered) | None, true) => "none".to_string(),
        (Some(AnswerMark::Unanswered) | None, false) => {
            format!("{} (not given in time)", quiz_item.given)
        }
        (Some(_), _) => quiz_item.given.clone(),
    }
}

/// What a question is about: its note's title, and for a question on several cards the
/// first.
pub(super) fn name(quiz_item: &QuizItem, glyphs: GlyphSet) -> String {
    plain_text::plain(&quiz_item.question.title, glyphs)
}

fn title(session: &RecordedQuiz, topic: Option<TopicIx>, glyphs: GlyphSet) -> String {
    let library = &session.recorder.learner.library;
    topic.map_or_else(
        || "No topic".to_string(),
        |topic| plain_text::plain(&library.topic_info(topic).title, glyphs),
    )
}
