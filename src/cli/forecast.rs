//! `forecast`: what score to expect on the day of an exam, and what study changes about it.

use serde::Serialize;

use super::args;
use super::exam::{self, covers, expected};
use super::exit_status::{CommandEnd, ExitStatus};
use super::plan::days_until;
use super::print::printer::Printer;
use super::print::style;
use crate::clock::{Calendar, Moment, StudyDay};
use crate::fault::Fault;
use crate::plan::ScoreRange;
use crate::plan::forecast::DayForecast;
use crate::plan::today;
use crate::plan::{ExamOutlook, NoteScope, TopicScore};
use crate::session::Learner;
use crate::settings::{Exam, USUAL_MINUTES};
use crate::text::count::percent;

/// The most days that are printed as text.
const MOST_ROWS: usize = 31;

/// A forecast as scripts see it.
#[derive(Serialize)]
pub(super) struct ForecastJson<'a> {
    exam: Option<String>,
    date: String,
    minutes: u32,
    cards: usize,
    unmet: usize,
    guess: f32,
    expected: f32,
    low: f32,
    high: f32,
    with_plan: f32,
    topics: Vec<TopicForecastJson<'a>>,
    days: Vec<DayForecastJson>,
}

/// A topic's part.
#[derive(Serialize)]
pub(super) struct TopicForecastJson<'a> {
    topic: Option<&'a str>,
    title: &'a str,
    expected: f32,
    low: f32,
    high: f32,
    cards: usize,
}

/// A day to come.
#[derive(Serialize)]
pub(super) struct DayForecastJson {
    date: String,
    expected: f32,
    without: f32,
    reviews: f32,
}

/// Prints the forecast.
pub(super) fn run(
    args: &args::ForecastArgs,
    learner: &Learner,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let now = learner.now;
    let calendar = learner.scheduler.calendar();
    let Some(mut exam) = chosen(args.exam.as_deref(), learner, now)? else {
        printer.note(
            "no exam is ahead; `lacuna exam set NAME --date DATE` sets one, or name a day with \
             --exam DATE",
        );
        return Ok(ExitStatus::No);
    };
    exam.minutes = args.minutes.unwrap_or(exam.minutes);
    let forecast = ExamOutlookView::new(learner, exam, now);
    if args.json {
        printer.json(&forecast.into_json())?;
    } else {
        forecast.print(calendar, calendar.day(now), printer)?;
    }
    Ok(ExitStatus::Yes)
}

/// The exam that is meant: one by its name, everything on a day, or the next one.
fn chosen(named: Option<&str>, learner: &Learner, now: Moment) -> Result<Option<Exam>, Fault> {
    let today = learner.scheduler.calendar().day(now);
    let Some(named) = named else {
        return Ok(today::exams_ahead(&learner.scheduler, now).first().copied().cloned());
    };
    let exams = &learner.scheduler.settings().exams;
    let looks_like_a_day = named.starts_with(|c: char| c.is_ascii_digit()) && named.contains('-');
    let by_name = exam::find(exams, named);
    let exam = match (by_name, StudyDay::parse(named)) {
        (Ok(at), _) => exams[at].clone(),
        (Err(_), Ok(date)) => Exam { date, minutes: USUAL_MINUTES, ..Exam::default() },
        (Err(_), Err(why)) if looks_like_a_day => {
            return Err(Fault::error(why, "write year, month and day"));
        }
        (Err(fault), Err(_)) => return Err(fault),
    };
    Exam::check_date(exam.date, today)?;
    Ok(Some(exam))
}

/// An exam with all that is to be expected of it.
pub(super) struct ExamOutlookView<'a> {
    learner: &'a Learner,
    exam: Exam,
    outlook: ExamOutlook<'a>,
    points: Vec<DayForecast>,
}

impl<'a> ExamOutlookView<'a> {
    /// Looks at an exam from `now`, and lives through the days until then.
    pub(super) fn new(learner: &'a Learner, exam: Exam, now: Moment) -> ExamOutlookView<'a> {
        let studied = learner.known_cards();
        let outlook =
            ExamOutlook::new(&studied, &learner.scheduler, &learner.answer_stats, &exam, now);
        let plan = learner.plan_for(&NoteScope::default());
        let points = match plan.exams.iter().find(|forecast| forecast.exam == exam) {
            Some(forecast) => days_until(learner, forecast, &plan),
            None => outlook.daily_forecast(),
        };
        ExamOutlookView { learner, exam, outlook, points }
    }

    /// The forecast of the next exam, or of one on everything that is held now.
    pub(super) fn next(learner: &'a Learner, now: Moment) -> ExamOutlookView<'a> {
        let date = learner.scheduler.calendar().day(now);
        let exam = today::exams_ahead(&learner.scheduler, now).first().map_or_else(
            || Exam { date, minutes: USUAL_MINUTES, ..Exam::default() },
            |exam| (*exam).clone(),
        );
        ExamOutlookView::new(learner, exam, now)
    }

    /// The share to be expected with the plan followed until then.
    pub(super) fn with_plan(&self) -> f32 {
        self.points.last().map_or(0.0, |point| point.planned)
    }

    fn title(&self, topic: &TopicScore) -> (Option<&'a str>, &'a str) {
        let info = topic.topic.map(|topic| self.learner.library.topic_info(topic));
        (
            info.map(|info| info.id.as_str()),
            info.map_or("Without a topic", |info| info.title.as_str()),
        )
    }

    /// The score to be expected if nothing more is done.
    pub(super) fn score(&self) -> ScoreRange {
        self.outlook.score()
    }

    /// It as scripts see it.
    pub(super) fn into_json(self) -> ForecastJson<'a> {
        let ScoreRange { expected, low, high, cards } = self.outlook.score();
        ForecastJson {
            exam: Some(self.exam.name.clone()).filter(|name| !name.is_empty()),
            date: self.exam.date.iso(),
            minutes: self.exam.minutes,
            cards,
            unmet: self.outlook.unseen(),
            guess: self.exam.guess,
            expected,
            low,
            high,
            with_plan: self.with_plan(),
            topics: self
                .outlook
                .topics()
                .into_iter()
                .map(|topic| {
                    let ((id, title), score) = (self.title(&topic), topic.score);
                    TopicForecastJson {
                        topic: id,
                        title,
                        expected: score.expected,
                        low: score.low,
                        high: score.high,
                        cards: score.cards,
                    }
                })
                .collect(),
            days: self
                .points
                .iter()
                .map(|point| DayForecastJson {
                    date: point.day.iso(),
                    expected: point.planned,
                    without: point.idle,
                    reviews: point.new + point.reviews,
                })
                .collect(),
        }
    }

    fn print(
        &self,
        calendar: &Calendar,
        today: StudyDay,
        printer: &mut Printer<'_>,
    ) -> std::io::Result<()> {
        let score = self.outlook.score();
        let name =
            if self.exam.name.is_empty() { "An exam on everything" } else { &self.exam.name };
        printer.text(style::BOLD, name)?;
        let when = format!("  {}, {}", calendar.date(self.exam.date), self.exam.when(today));
        printer.text(style::PLAIN, &when)?;
        printer.end_line()?;
        let lines = [
            ("expected score that day", expected(&score)),
            (
                "with the plan",
                format!("{}, at {} minutes a day", percent(self.with_plan()), self.exam.minutes),
            ),
            ("covers", covers(&self.exam, &score, self.outlook.unseen())),
        ];
        for (label, says) in lines {
            printer.text(style::DIM, &format!("{label:<25}"))?;
            printer.text(style::PLAIN, &says)?;
            printer.end_line()?;
        }
        self.topics(printer)?;
        self.days(calendar, printer)
    }

    fn topics(&self, printer: &mut Printer<'_>) -> std::io::Result<()> {
        let topics = self.outlook.topics();
        let width = topics
            .iter()
            .map(|topic| self.title(topic).1.chars().count())
            .max()
            .unwrap_or(0)
            .max(5);
        printer.end_line()?;
        printer.text(style::DIM, &format!("{:<width$}  cards  expected", "topic"))?;
        printer.end_line()?;
        for topic in topics {
            let row = format!("{:<width$}  {:>5}  ", self.title(&topic).1, topic.score.cards);
            printer.text(style::PLAIN, &format!("{row}{}", expected(&topic.score)))?;
            printer.end_line()?;
        }
        Ok(())
    }

    fn days(&self, calendar: &Calendar, printer: &mut Printer<'_>) -> std::io::Result<()> {
        printer.end_line()?;
        printer.text(style::DIM, "date        without study  with the plan  cards asked")?;
        printer.end_line()?;
        let every = self.points.len().div_ceil(MOST_ROWS).max(1);
        // The day of the exam is always among them.
        let shown = self.points.iter().rev().step_by(every).collect::<Vec<_>>();
        for point in shown.into_iter().rev() {
            let (idle, planned) = (percent(point.idle), percent(point.planned));
            let row = format!(
                "{:<10}  {idle:>13}  {planned:>13}  {:>11.0}",
                calendar.date(point.day),
                point.new + point.reviews
            );
            printer.text(style::PLAIN, &row)?;
            printer.end_line()?;
        }
        Ok(())
    }
}
