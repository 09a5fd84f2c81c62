//! `plan`: the days until the next exam, with today's part and what is done of it.

use serde::Serialize;

use super::args;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::printer::Printer;
use super::print::style;
use crate::clock::Calendar;
use crate::fault::Fault;
use crate::plan::forecast::DayForecast;
use crate::plan::{
    ExamForecast, ExamOutlook, ExamPlan, PlanDay, PlanDayState, ScoreRange, StudyPlan, settle_days,
};
use crate::session::Learner;
use crate::text::count::{percent, pluralize};

/// The plan as scripts see it.
#[derive(Serialize)]
struct PlanJson<'a> {
    exam: &'a str,
    date: String,
    minutes: u32,
    today: TodayJson,
    on_exam_day: RangeJson,
    days: Vec<PlanDayJson>,
}

/// Today's part: cards in all, how many answers are given, how many minutes it takes in all.
#[derive(Serialize)]
struct TodayJson {
    cards: usize,
    done: usize,
    left: usize,
    minutes: f32,
    minutes_left: f32,
    score_now: f32,
    low: f32,
    high: f32,
    score_after: f32,
}

/// A score with its range.
#[derive(Serialize)]
struct RangeJson {
    expected: f32,
    low: f32,
    high: f32,
}

/// A day.
#[derive(Serialize)]
struct PlanDayJson {
    date: String,
    state: &'static str,
    new: f32,
    reviews: f32,
    minutes: f32,
    expected: Option<f32>,
}

/// Prints the plan.
pub(super) fn run(
    args: &args::PlanArgs,
    learner: &Learner,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let today = learner.plan_for(&crate::plan::NoteScope::default());
    let Some(forecast) = chosen(args, &today)? else {
        printer.note("no exam is ahead; `lacuna exam set NAME --date DATE --minutes M` sets one");
        return Ok(ExitStatus::No);
    };
    let (calendar, stats) = (learner.scheduler.calendar(), &learner.answer_stats);
    let days = days_until(learner, forecast, &today);
    let plan = ExamPlan::new(forecast, &days, stats, calendar.day(learner.now));
    if args.json {
        printer.json(&plan_json(forecast, &plan, &today))?;
    } else {
        print(forecast, &plan, &today, calendar, printer)?;
    }
    Ok(ExitStatus::Yes)
}

/// The forecast of the days until an exam, as today's plan has them.
pub(super) fn days_until(
    learner: &Learner,
    forecast: &ExamForecast,
    today: &StudyPlan,
) -> Vec<DayForecast> {
    let (known, stats) = (learner.known_cards(), &learner.answer_stats);
    let mut outlook =
        ExamOutlook::new(&known, &learner.scheduler, stats, &forecast.exam, learner.now);
    outlook.set_seconds(forecast.days.clone());
    let mut days = outlook.daily_forecast();
    settle_days(&mut days, forecast, today);
    days
}

/// The exam that is meant: the next one, or one by its name.
fn chosen<'p>(
    args: &args::PlanArgs,
    today: &'p StudyPlan,
) -> Result<Option<&'p ExamForecast>, Fault> {
    if args.name.is_empty() {
        return Ok(today.exams.first());
    }
    let name = args.name.join(" ");
    let found = today.exams.iter().find(|other| other.exam.name.eq_ignore_ascii_case(name.trim()));
    found.map(Some).ok_or_else(|| {
        Fault::error(format!("no exam `{name}` is ahead"), "`lacuna exam` lists them")
    })
}

fn plan_json<'a>(forecast: &'a ExamForecast, plan: &ExamPlan, today: &StudyPlan) -> PlanJson<'a> {
    let minutes = |seconds: f32| seconds / 60.0;
    let (score, end) = (&forecast.score, &forecast.on_exam_day);
    PlanJson {
        exam: &forecast.exam.name,
        date: forecast.exam.date.iso(),
        minutes: forecast.exam.minutes,
        today: TodayJson {
            cards: plan.done + today.len(),
            done: plan.done,
            left: today.len(),
            minutes: minutes(plan.seconds_done + today.seconds),
            minutes_left: minutes(today.seconds),
            score_now: score.expected,
            low: score.low,
            high: score.high,
            score_after: forecast.after,
        },
        on_exam_day: RangeJson { expected: end.expected, low: end.low, high: end.high },
        days: plan
            .days
            .iter()
            .map(|day| PlanDayJson {
                date: day.day.iso(),
                state: state(day.state),
                new: day.new,
                reviews: day.reviews,
                minutes: minutes(day.seconds),
                expected: day.expected,
            })
            .collect(),
    }
}

fn state(state: PlanDayState) -> &'static str {
    match state {
        PlanDayState::Done => "done",
        PlanDayState::Missed => "missed",
        PlanDayState::Today => "today",
        PlanDayState::Ahead => "ahead",
        PlanDayState::Exam => "exam",
    }
}

fn print(
    forecast: &ExamForecast,
    plan: &ExamPlan,
    today: &StudyPlan,
    calendar: &Calendar,
    printer: &mut Printer<'_>,
) -> std::io::Result<()> {
    let exam = &forecast.exam;
    let now = plan.days.iter().find(|day| day.state == PlanDayState::Today);
    let when = now.map_or(String::new(), |day| format!(", {}", exam.when(day.day)));
    printer.text(style::BOLD, &exam.name)?;
    printer.text(style::PLAIN, &format!("  {}{when}", calendar.date(exam.date)))?;
    printer.end_line()?;
    let cards = pluralize(today.len(), "card", "cards");
    let left = match (plan.done, today.len()) {
        (0, _) => format!("{cards}, about {} min", today.minutes()),
        (done, 0) => format!("done, {}", pluralize(done, "answer", "answers")),
        (done, _) => {
            let answers = pluralize(done, "answer", "answers");
            format!("{cards} left, about {} min; {answers} so far", today.minutes())
        }
    };
    let rows = [
        ("today", left),
        ("score today", range(&forecast.score)),
        ("after today's cards", percent(forecast.after)),
        ("on exam day", range(&forecast.on_exam_day)),
    ];
    for (label, says) in rows {
        printer.text(style::DIM, &format!("{label:<21}"))?;
        printer.text(style::PLAIN, &says)?;
        printer.end_line()?;
    }
    printer.end_line()?;
    printer.text(style::DIM, "   day          new  reviews  minutes  score that day")?;
    printer.end_line()?;
    for day in &plan.days {
        let style = if day.state == PlanDayState::Today { style::BOLD } else { style::PLAIN };
        printer.text(style, &row(day, calendar))?;
        printer.end_line()?;
    }
    Ok(())
}

fn row(day: &PlanDay, calendar: &Calendar) -> String {
    let mark = match day.state {
        PlanDayState::Done => "✓",
        PlanDayState::Today => ">",
        PlanDayState::Exam => "!",
        PlanDayState::Missed | PlanDayState::Ahead => " ",
    };
    let date = calendar.date(day.day);
    let expected = day.expected.map_or(String::new(), percent);
    match day.state {
        PlanDayState::Missed => {
            format!("{mark}  {date:<10}  no study; what it had is planned anew")
        }
        PlanDayState::Exam => format!("{mark}  {date:<10}{:>26}  {expected:>14}", "exam"),
        _ => format!(
            "{mark}  {date:<10}{:>6.0}{:>9.0}{:>9.0}  {expected:>14}",
            day.new,
            day.reviews,
            day.seconds / 60.0
        )
        .trim_end()
        .to_string(),
    }
}

fn range(score: &ScoreRange) -> String {
    format!("{} ({:.0} to {})", percent(score.expected), score.low * 100.0, percent(score.high))
}
