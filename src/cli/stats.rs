//! `stats`: what was done so far, and what is to be expected.

use std::collections::BTreeMap;

use serde::Serialize;

use super::args::Stats;
use super::desk::Desk;
use super::exam::{expected, percent};
use super::forecast::{Forecast, Told};
use super::printer::{Printer, Stop};
use super::{Exit, style};
use crate::clock::{Day, Moment};
use crate::collection::{Studied, today};
use crate::memory::{Record, State, Tally};

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
pub(super) fn run(args: &Stats, desk: &mut Desk, now: Moment, printer: &mut Printer<'_>) -> Result<Exit, Stop> {
    let entries = desk.entries()?;
    let record = Record::of(entries, desk.scheduler.calendar());
    if args.json {
        printer.json(&figures(desk, &record, now))?;
    } else {
        print(desk, &record, now, printer)?;
    }
    Ok(Exit::Yes)
}

fn figures<'a>(desk: &'a Desk, record: &Record, now: Moment) -> Figures<'a> {
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
    }
}

/// Returns how many cards are in which state; those that were never asked are new.
fn states(desk: &Desk, now: Moment) -> BTreeMap<&'static str, usize> {
    let all = [State::New, State::Learning, State::Due, State::Known, State::Lapsed, State::Suspended];
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

fn print(desk: &Desk, record: &Record, now: Moment, printer: &mut Printer<'_>) -> std::io::Result<()> {
    let today = desk.scheduler.calendar().day(now);
    let (total, done) = (record.total(), record.on(today));
    let minutes = |seconds: f32| crate::text::duration::human(seconds as u32);
    let share = |tally: &Tally| tally.retention().map_or("–".to_string(), percent);
    let states: Vec<String> =
        states(desk, now).into_iter().filter(|(_, n)| *n > 0).map(|(name, n)| format!("{n} {name}")).collect();
    let days = |n: u32| format!("{n} {}", if n == 1 { "day" } else { "days" });
    let mut rows = vec![
        ("today".to_string(), format!("{} answers in {}, {} new cards", done.answers, minutes(done.seconds), done.new)),
        (
            "in all".into(),
            format!(
                "{} answers in {} on {}",
                total.answers,
                minutes(total.seconds),
                days(record.days().count() as u32)
            ),
        ),
        ("days in a row".into(), format!("{}, at most {}", record.streak(today), record.longest_streak())),
        ("recalled after a day or more".into(), format!("{} of {} cards", share(&total), total.asked)),
        ("cards".into(), states.join(", ")),
    ];
    let months = record.months();
    for (month, tally) in months.iter().skip(months.len().saturating_sub(MONTHS)) {
        rows.push((format!("  {month}"), format!("{} recalled, {} answers", share(tally), tally.answers)));
    }
    for exam in today::ahead(&desk.scheduler, now) {
        let forecast = Forecast::of(desk, exam.clone(), now);
        let says = format!("{}, {} with the plan", expected(&forecast.score()), percent(forecast.with_plan()));
        rows.push((format!("{} {}", exam.name, exam.when(today)), says));
    }
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
