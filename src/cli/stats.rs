//! `stats`: what was done so far, and what is to be expected.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::args::StatsArgs;
use super::exam::expected;
use super::exit_status::{CommandEnd, ExitStatus};
use super::forecast::{ExamOutlookView, ForecastJson};
use super::print::printer::Printer;
use super::print::style;
use crate::clock::{Moment, StudyDay};
use crate::library::LibraryCard;
use crate::memory::{AnswerTimes, CardState, QuizRecord, Rating, ReviewCount, ReviewStats};
use crate::plan::today;
use crate::plan::{NoteScope, QuizScore, QuizScores, TopicMarks};
use crate::session::{Learner, Recorder};
use crate::text::count::{percent, pluralize};

/// So many of the last months are printed as text.
const MONTHS: usize = 6;

/// The figures as scripts see them.
#[derive(Serialize)]
struct StatsJson<'a> {
    #[serde(flatten)]
    forecast: ForecastJson<'a>,
    totals: TotalsJson,
    today: DayStatsJson,
    streak: u32,
    longest_streak: u32,
    retention: Vec<RetentionJson>,
    calendar: Vec<DayStatsJson>,
    states: BTreeMap<&'static str, usize>,
    answer_times: Vec<AnswerTimeJson>,
    quizzes: Vec<QuizScoreJson>,
    quiz_topics: Vec<TopicScoreJson<'a>>,
}

#[derive(Serialize)]
struct AnswerTimeJson {
    rating: &'static str,
    answers: u32,
    median_seconds: Option<u32>,
}

#[derive(Serialize)]
struct QuizScoreJson {
    at: String,
    mode: &'static str,
    asked: u32,
    right: u32,
    share: f32,
    corrected: Option<f32>,
    seconds: f32,
}

#[derive(Serialize)]
struct TopicScoreJson<'a> {
    topic: Option<&'a str>,
    asked: u32,
    right: u32,
    share: f32,
    over_time: Vec<f32>,
}

#[derive(Serialize)]
struct TotalsJson {
    reviews: u32,
    seconds: f32,
    days: usize,
    asked: u32,
    recalled: u32,
}

#[derive(Serialize)]
struct RetentionJson {
    month: String,
    reviews: u32,
    asked: u32,
    recalled: u32,
    share: Option<f32>,
}

#[derive(Serialize)]
struct DayStatsJson {
    date: String,
    reviews: u32,
    new: u32,
    seconds: f32,
    asked: u32,
    recalled: u32,
}

impl DayStatsJson {
    fn new(day: StudyDay, tally: &ReviewCount) -> DayStatsJson {
        let ReviewCount { answers, seconds, new, asked, recalled } = *tally;
        DayStatsJson { date: day.iso(), reviews: answers, new, seconds, asked, recalled }
    }
}

/// Prints the figures.
pub(super) fn run(
    args: &StatsArgs,
    recorder: &mut Recorder,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let entries = recorder.entries()?;
    let (learner, now) = (&recorder.learner, recorder.learner.now);
    let scores =
        QuizScores::from_quizzes(&learner.library, &QuizRecord::from_entries(entries.clone()));
    let record = ReviewStats::from_entries(entries, learner.scheduler.calendar());
    if args.json {
        printer.json(&figures(learner, &record, scores, now))?;
    } else {
        print(learner, &record, &scores, now, printer)?;
    }
    Ok(ExitStatus::Yes)
}

fn figures<'a>(
    learner: &'a Learner,
    record: &ReviewStats,
    scores: QuizScores,
    now: Moment,
) -> StatsJson<'a> {
    let today = learner.scheduler.calendar().day(now);
    let ReviewCount { answers, seconds, asked, recalled, .. } = record.total();
    StatsJson {
        forecast: ExamOutlookView::next(learner, now).into_json(),
        totals: TotalsJson {
            reviews: answers,
            seconds,
            days: record.days().count(),
            asked,
            recalled,
        },
        today: DayStatsJson::new(today, &record.day(today)),
        streak: record.streak(today),
        longest_streak: record.longest_streak(),
        retention: record
            .months()
            .into_iter()
            .map(|(month, tally)| RetentionJson {
                month,
                reviews: tally.answers,
                asked: tally.asked,
                recalled: tally.recalled,
                share: tally.retention(),
            })
            .collect(),
        calendar: record.days().map(|(day, tally)| DayStatsJson::new(day, tally)).collect(),
        states: states(learner, now),
        answer_times: Rating::ALL.map(|rating| answer_time(record.times(), rating)).into(),
        quizzes: scores.quizzes.iter().map(quiz_done).collect(),
        quiz_topics: scores.topics.into_iter().map(|marks| topic_done(learner, marks)).collect(),
    }
}

fn answer_time(times: &AnswerTimes, rating: Rating) -> AnswerTimeJson {
    AnswerTimeJson {
        rating: rating.name(),
        answers: times.count(&[rating]),
        median_seconds: times.median(&[rating]),
    }
}

fn quiz_done(quiz: &QuizScore) -> QuizScoreJson {
    let QuizScore { at, mode, asked, right, corrected, seconds } = *quiz;
    QuizScoreJson {
        at: at.to_string(),
        mode: mode.name(),
        asked,
        right,
        share: quiz.share(),
        corrected,
        seconds,
    }
}

fn topic_done(learner: &Learner, marks: TopicMarks) -> TopicScoreJson<'_> {
    let topic = marks.topic.map(|topic| learner.library.topic_info(topic).id.as_str());
    TopicScoreJson {
        topic,
        asked: marks.asked,
        right: marks.right,
        share: marks.share(),
        over_time: marks.over_time,
    }
}

/// How many cards are in which state; those that were never asked are new.
fn states(learner: &Learner, now: Moment) -> BTreeMap<&'static str, usize> {
    let all = [
        CardState::New,
        CardState::Learning,
        CardState::Due,
        CardState::Known,
        CardState::Lapsed,
        CardState::Suspended,
    ];
    let mut states: BTreeMap<&str, usize> = all.map(|state| (state.name(), 0)).into();
    let mut seen = 0;
    let studied = learner.studied_decks();
    let known = learner.known_cards();
    let plan = learner.plan_for(&NoteScope::default());
    let again: HashSet<LibraryCard> =
        plan.learning.iter().map(|(_, item)| item).chain(&plan.due).copied().collect();
    for (item, _, progress) in known.cards().filter(|(item, ..)| studied.has_note(item.note)) {
        seen += 1;
        let state = match progress.state(now) {
            // With an exam ahead the plan says what is due.
            _ if plan.is_by_exam() && again.contains(&item) => CardState::Due,
            CardState::Due if plan.is_by_exam() => CardState::Known,
            state => state,
        };
        *states.entry(state.name()).or_default() += 1;
    }
    let notes = learner.library.all().filter(|note| studied.has_note(*note));
    let cards: usize = notes.map(|note| learner.library.cards(note).len()).sum();
    *states.entry(CardState::New.name()).or_default() += cards.saturating_sub(seen);
    states
}

fn print(
    learner: &Learner,
    record: &ReviewStats,
    scores: &QuizScores,
    now: Moment,
    printer: &mut Printer<'_>,
) -> std::io::Result<()> {
    let mut rows = answer_rows(learner, record, now);
    rows.extend(month_rows(record));
    rows.extend(exam_rows(learner, now));
    rows.extend(quizzes(learner, scores));
    let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
    for (label, says) in rows {
        printer.text(style::DIM, &format!("{label:<width$}  "))?;
        printer.text(style::PLAIN, &says)?;
        printer.end_line()?;
    }
    if record.total().answers == 0 {
        printer.remark("there are no reviews yet; `lacuna drill` gives the first")?;
    }
    Ok(())
}

/// Answers today and in all, the streak, retention, the states of the cards, and answer times.
fn answer_rows(learner: &Learner, record: &ReviewStats, now: Moment) -> Vec<(String, String)> {
    let today = learner.scheduler.calendar().day(now);
    let (total, done) = (record.total(), record.day(today));
    let minutes = |seconds: f32| crate::text::duration::human(seconds as u32);
    let median = |ratings: &[Rating]| {
        record.times().median(ratings).map_or("–".to_string(), |seconds| format!("{seconds} s"))
    };
    let states: Vec<String> = states(learner, now)
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(name, n)| format!("{n} {name}"))
        .collect();
    let days = record.days().count();
    let rows = [
        (
            "today",
            format!(
                "{} in {}, {}",
                pluralize(done.answers as usize, "answer", "answers"),
                minutes(done.seconds),
                pluralize(done.new as usize, "new card", "new cards")
            ),
        ),
        (
            "in all",
            format!(
                "{} in {} on {}",
                pluralize(total.answers as usize, "answer", "answers"),
                minutes(total.seconds),
                pluralize(days, "day", "days")
            ),
        ),
        (
            "streak",
            format!(
                "{}, the longest {}",
                pluralize(record.streak(today) as usize, "day", "days"),
                record.longest_streak()
            ),
        ),
        ("recalled after a day or more", format!("{} of {} cards", share(&total), total.asked)),
        ("cards", states.join(", ")),
        (
            "an answer takes",
            format!(
                "median {} when right, {} when wrong",
                median(&Rating::ALL[1..]),
                median(&[Rating::Again])
            ),
        ),
    ];
    rows.map(|(label, says)| (label.to_string(), says)).into()
}

/// Retention in each of the last months.
fn month_rows(record: &ReviewStats) -> Vec<(String, String)> {
    let months = record.months();
    let mut rows = Vec::new();
    for (month, count) in months.iter().skip(months.len().saturating_sub(MONTHS)) {
        let answers = pluralize(count.answers as usize, "answer", "answers");
        let says = format!("{} recalled, {answers}", share(count));
        rows.push((format!("  {month}"), says));
    }
    rows
}

/// The score expected in each exam to come.
fn exam_rows(learner: &Learner, now: Moment) -> Vec<(String, String)> {
    let today = learner.scheduler.calendar().day(now);
    let mut rows = Vec::new();
    for exam in today::exams_ahead(&learner.scheduler, now) {
        let forecast = ExamOutlookView::new(learner, exam.clone(), now);
        let (score, plan) = (expected(&forecast.score()), percent(forecast.with_plan()));
        let label = format!("{} {}", exam.name, exam.when(today));
        rows.push((label, format!("{score}, {plan} with the plan")));
    }
    rows
}

fn share(count: &ReviewCount) -> String {
    count.retention().map_or("–".to_string(), percent)
}

/// What the quizzes came to, all together and by topic.
fn quizzes(learner: &Learner, scores: &QuizScores) -> Vec<(String, String)> {
    let Some((latest, share)) = scores.quizzes.last().zip(scores.share()) else {
        return Vec::new();
    };
    let says = format!(
        "{}: {} right, the latest {}",
        scores.quizzes.len(),
        percent(share),
        percent(latest.share())
    );
    let mut rows = vec![("quizzes".to_string(), says)];
    rows.extend(scores.topics.iter().map(|marks| {
        let title = marks
            .topic
            .map_or("no topic", |topic| learner.library.topic_info(topic).title.as_str());
        let says = format!("{} of {} right, {}", marks.right, marks.asked, percent(marks.share()));
        (format!("  {title}"), says)
    }));
    rows
}
