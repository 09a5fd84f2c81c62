//! `stats`: what was done so far, and what is to be expected.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Exit;
use super::args::Stats;
use super::desk::Desk;
use super::exam::{expected, percent};
use super::forecast::{Forecast, Told};
use super::print::printer::{Printer, Stop};
use super::print::style;
use crate::clock::{Day, Moment};
use crate::memory::{Rating, Record, Sitting, State, Tally, Times};
use crate::plan::today;
use crate::plan::{QuizScore, Scores, Studied, TopicMarks};

/// So many of the last months are printed as text.
const MONTHS: usize = 6;

/// The figures as scripts see them.
#[derive(Serialize)]
struct Figures<'a> {
    #[serde(flatten)]
    forecast: Told<'a>,
    totals: Totals,
    today: DayDone,
    streak: u32,
    longest_streak: u32,
    retention: Vec<Retention>,
    calendar: Vec<DayDone>,
    states: BTreeMap<&'static str, usize>,
    answer_times: Vec<AnswerTime>,
    quizzes: Vec<QuizDone>,
    quiz_topics: Vec<TopicDone<'a>>,
}

#[derive(Serialize)]
struct AnswerTime {
    rating: &'static str,
    answers: u32,
    median_seconds: Option<u32>,
}

#[derive(Serialize)]
struct QuizDone {
    at: String,
    mode: &'static str,
    asked: u32,
    right: u32,
    share: f32,
    corrected: Option<f32>,
    seconds: f32,
}

#[derive(Serialize)]
struct TopicDone<'a> {
    topic: Option<&'a str>,
    asked: u32,
    right: u32,
    share: f32,
    over_time: Vec<f32>,
}

#[derive(Serialize)]
struct Totals {
    reviews: u32,
    seconds: f32,
    days: usize,
    asked: u32,
    recalled: u32,
}

#[derive(Serialize)]
struct Retention {
    month: String,
    reviews: u32,
    asked: u32,
    recalled: u32,
    share: Option<f32>,
}

#[derive(Serialize)]
struct DayDone {
    date: String,
    reviews: u32,
    new: u32,
    seconds: f32,
    asked: u32,
    recalled: u32,
}

impl DayDone {
    fn new(day: Day, tally: &Tally) -> DayDone {
        let Tally { answers, seconds, new, asked, recalled } = *tally;
        DayDone { date: day.iso(), reviews: answers, new, seconds, asked, recalled }
    }
}

/// Prints the figures.
pub(super) fn run(
    args: &Stats,
    desk: &mut Desk,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Stop> {
    let entries = desk.entries()?;
    let scores = Scores::of(&desk.collection, &Sitting::all(entries.clone()));
    let record = Record::of(entries, desk.scheduler.calendar());
    if args.json {
        printer.json(&figures(desk, &record, scores, now))?;
    } else {
        print(desk, &record, &scores, now, printer)?;
    }
    Ok(Exit::Yes)
}

fn figures<'a>(desk: &'a Desk, record: &Record, scores: Scores, now: Moment) -> Figures<'a> {
    let today = desk.scheduler.calendar().day(now);
    let Tally { answers, seconds, asked, recalled, .. } = record.total();
    let month = |(month, tally): (String, Tally)| Retention {
        month,
        reviews: tally.answers,
        asked: tally.asked,
        recalled: tally.recalled,
        share: tally.retention(),
    };
    Figures {
        forecast: Forecast::next(desk, now).into_told(),
        totals: Totals { reviews: answers, seconds, days: record.days().count(), asked, recalled },
        today: DayDone::new(today, &record.on(today)),
        streak: record.streak(today),
        longest_streak: record.longest_streak(),
        retention: record.months().into_iter().map(month).collect(),
        calendar: record.days().map(|(day, tally)| DayDone::new(day, tally)).collect(),
        states: states(desk, now),
        answer_times: Rating::ALL.map(|rating| answer_time(record.times(), rating)).into(),
        quizzes: scores.quizzes.iter().map(quiz_done).collect(),
        quiz_topics: scores.topics.into_iter().map(|marks| topic_done(desk, marks)).collect(),
    }
}

fn answer_time(times: &Times, rating: Rating) -> AnswerTime {
    AnswerTime {
        rating: rating.name(),
        answers: times.count(&[rating]),
        median_seconds: times.median(&[rating]),
    }
}

fn quiz_done(quiz: &QuizScore) -> QuizDone {
    let QuizScore { at, mode, asked, right, corrected, seconds } = *quiz;
    QuizDone {
        at: at.to_string(),
        mode: mode.name(),
        asked,
        right,
        share: quiz.share(),
        corrected,
        seconds,
    }
}

fn topic_done(desk: &Desk, marks: TopicMarks) -> TopicDone<'_> {
    let topic = marks.topic.map(|topic| desk.collection.topic_info(topic).id.as_str());
    TopicDone {
        topic,
        asked: marks.asked,
        right: marks.right,
        share: marks.share(),
        over_time: marks.over_time,
    }
}

/// Returns how many cards are in which state; those that were never asked are new.
fn states(desk: &Desk, now: Moment) -> BTreeMap<&'static str, usize> {
    let all =
        [State::New, State::Learning, State::Due, State::Known, State::Lapsed, State::Suspended];
    let mut states: BTreeMap<&str, usize> = all.map(|state| (state.name(), 0)).into();
    let mut seen = 0;
    for (_, _, progress) in Studied::of(&desk.collection, &desk.ledger).cards() {
        seen += 1;
        *states.entry(progress.state(now).name()).or_default() += 1;
    }
    let cards: usize = desk.collection.all().map(|note| desk.collection.cards(note).len()).sum();
    *states.entry(State::New.name()).or_default() += cards.saturating_sub(seen);
    states
}

fn print(
    desk: &Desk,
    record: &Record,
    scores: &Scores,
    now: Moment,
    printer: &mut Printer<'_>,
) -> std::io::Result<()> {
    let today = desk.scheduler.calendar().day(now);
    let (total, done) = (record.total(), record.on(today));
    let minutes = |seconds: f32| crate::text::duration::human(seconds as u32);
    let share = |tally: &Tally| tally.retention().map_or("–".to_string(), percent);
    let states: Vec<String> = states(desk, now)
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(name, n)| format!("{n} {name}"))
        .collect();
    let days = |n: u32| format!("{n} {}", if n == 1 { "day" } else { "days" });
    let mut rows = vec![
        (
            "today".to_string(),
            format!(
                "{} answers in {}, {} new cards",
                done.answers,
                minutes(done.seconds),
                done.new
            ),
        ),
        (
            "in all".into(),
            format!(
                "{} answers in {} on {}",
                total.answers,
                minutes(total.seconds),
                days(record.days().count() as u32)
            ),
        ),
        (
            "days in a row".into(),
            format!("{}, at most {}", record.streak(today), record.longest_streak()),
        ),
        (
            "recalled after a day or more".into(),
            format!("{} of {} cards", share(&total), total.asked),
        ),
        ("cards".into(), states.join(", ")),
    ];
    let median = |ratings: &[Rating]| {
        record.times().median(ratings).map_or("–".to_string(), |seconds| format!("{seconds} s"))
    };
    let says = format!(
        "in the middle {} recalled, {} not",
        median(&Rating::ALL[1..]),
        median(&[Rating::Again])
    );
    rows.push(("an answer takes".into(), says));
    let months = record.months();
    for (month, tally) in months.iter().skip(months.len().saturating_sub(MONTHS)) {
        rows.push((
            format!("  {month}"),
            format!("{} recalled, {} answers", share(tally), tally.answers),
        ));
    }
    for exam in today::ahead(&desk.scheduler, now) {
        let forecast = Forecast::of(desk, exam.clone(), now);
        let says = format!(
            "{}, {} with the plan",
            expected(&forecast.score()),
            percent(forecast.with_plan())
        );
        rows.push((format!("{} {}", exam.name, exam.when(today)), says));
    }
    rows.extend(quizzes(desk, scores));
    let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
    for (label, says) in rows {
        printer.text(style::DIM, &format!("{label:<width$}  "))?;
        printer.text(style::PLAIN, &says)?;
        printer.end_line()?;
    }
    if total.answers == 0 {
        printer.remark("there are no reviews yet; `lacuna drill` gives the first")?;
    }
    Ok(())
}

/// Returns what the quizzes came to, all together and by topic.
fn quizzes(desk: &Desk, scores: &Scores) -> Vec<(String, String)> {
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
            .map_or("no topic", |topic| desk.collection.topic_info(topic).title.as_str());
        let says = format!("{} of {} right, {}", marks.right, marks.asked, percent(marks.share()));
        (format!("  {title}"), says)
    }));
    rows
}
