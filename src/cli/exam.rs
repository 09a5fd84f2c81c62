//! `exam`: sets, lists and ends exams.

use serde::Serialize;

use super::args;
use super::args::{ExamAction, GlobalArgs, SetExamArgs};
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::printer::Printer;
use super::print::style;
use super::profile;
use crate::clock::{Moment, StudyDay};
use crate::fault::Fault;
use crate::library::Library;
use crate::memory::Scheduler;
use crate::plan::ExamOutlook;
use crate::plan::ScoreRange;
use crate::session::Learner;
use crate::session::scope::find_ids;
use crate::settings::{Exam, USUAL_MINUTES};
use crate::store::{self, ConfigHome};
use crate::text::count::percent;
use crate::text::distance::nearest;

/// An exam as scripts see it; only exams ahead have an expected score.
#[derive(Serialize)]
struct ExamJson<'a> {
    name: &'a str,
    date: String,
    minutes: u32,
    decks: &'a [String],
    topics: &'a [String],
    guess: f32,
    ended: bool,
    days_left: i32,
    expected: Option<f32>,
    low: Option<f32>,
    high: Option<f32>,
    cards: Option<usize>,
    unmet: Option<usize>,
}

/// Does what is asked of the exams, and lists them.
pub(super) fn run(
    args: &args::ExamArgs,
    common: &GlobalArgs,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let mut learner = profile::open_learner(common, now, printer)?;
    let home = ConfigHome::find(common.config_dir.clone())?;
    let today = learner.scheduler.calendar().day(now);
    let settings = match &args.action {
        None | Some(ExamAction::List) => None,
        Some(ExamAction::Set(set)) => Some(put(&home, &learner.library, set, today)?),
        Some(ExamAction::End { name }) => {
            Some(change(&home, name, |exams, at| exams[at].ended = true)?)
        }
        Some(ExamAction::Remove { name }) => {
            Some(change(&home, name, |exams, at| drop(exams.remove(at)))?)
        }
    };
    if let Some(settings) = settings {
        let calendar = learner.scheduler.calendar().clone();
        learner.scheduler = Scheduler::new(settings, calendar);
    }
    list(&learner, args.json, printer)
}

/// Sets an exam, or changes one.
fn put(
    home: &ConfigHome,
    library: &Library,
    set: &SetExamArgs,
    today: StudyDay,
) -> Result<crate::settings::Settings, Fault> {
    let name = set.name.join(" ").trim().to_string();
    let (decks, topics) = find_ids(library, &set.deck, &set.topic)?;
    if let Some(date) = set.date {
        Exam::check_date(date, today)?;
    }
    store::settings::set(home, "exams", |settings| {
        let known = settings.exams.iter().find(|exam| exam.name.eq_ignore_ascii_case(&name));
        let mut exam = match (known, set.date) {
            (Some(known), _) => known.clone(),
            (None, Some(_)) => {
                Exam { name: name.clone(), minutes: USUAL_MINUTES, ..Exam::default() }
            }
            (None, None) => {
                let what = format!("there is no exam `{name}` yet, and a new one needs a date");
                return Err(Fault::error(what, "add --date, such as --date 2026-12-09"));
            }
        };
        exam.ended = false;
        exam.date = set.date.unwrap_or(exam.date);
        exam.minutes = set.minutes.unwrap_or(exam.minutes);
        exam.guess = set.guess.unwrap_or(exam.guess);
        // Naming what it covers again replaces what was named before.
        if !(decks.is_empty() && topics.is_empty()) {
            (exam.decks, exam.topics) = (decks.clone(), topics.clone());
        }
        exam.check()?;
        Ok(exam.insert_into(settings.exams.clone(), &name))
    })
}

fn change(
    home: &ConfigHome,
    name: &[String],
    act: impl Fn(&mut Vec<Exam>, usize),
) -> Result<crate::settings::Settings, Fault> {
    store::settings::set(home, "exams", |settings| {
        let mut exams = settings.exams.clone();
        let at = find(&exams, &name.join(" "))?;
        act(&mut exams, at);
        Ok(exams)
    })
}

/// The place of the exam of that name.
pub(super) fn find(exams: &[Exam], name: &str) -> Result<usize, Fault> {
    let name = name.trim();
    exams.iter().position(|exam| exam.name.eq_ignore_ascii_case(name)).ok_or_else(|| {
        let remedy = match nearest(name, exams.iter().map(|exam| exam.name.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None if exams.is_empty() => "`lacuna exam set NAME --date DATE` sets one".into(),
            None => "`lacuna exam` lists them".into(),
        };
        Fault::error(format!("there is no exam `{name}`"), remedy)
    })
}

/// Lists the exams, those ahead first, each with what is to be expected of it.
fn list(
    learner: &Learner,
    json: bool,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let now = learner.now;
    let today = learner.scheduler.calendar().day(now);
    let mut exams: Vec<&Exam> = learner.scheduler.settings().exams.iter().collect();
    exams.sort_by_key(|exam| (!exam.is_ahead(today), exam.date));
    let studied = learner.known_cards();
    let score = |exam: &Exam| {
        let outlook =
            ExamOutlook::new(&studied, &learner.scheduler, &learner.answer_stats, exam, now);
        exam.is_ahead(today).then(|| (outlook.score(), outlook.unseen()))
    };
    if json {
        let rows: Vec<ExamJson> =
            exams.iter().map(|exam| ExamJson::new(exam, today, score(exam))).collect();
        printer.json(&rows)?;
        return Ok(ExitStatus::Yes);
    }
    for exam in &exams {
        printer.text(style::BOLD, &exam.name)?;
        let date = learner.scheduler.calendar().date(exam.date);
        printer.text(style::PLAIN, &format!("  {date}, {}", exam.when(today)))?;
        if let Some((score, unmet)) = score(exam) {
            printer.text(style::PLAIN, &format!(", {} min a day", exam.minutes))?;
            printer.text(style::PLAIN, &format!(": expected {}", expected(&score)))?;
            printer.text(style::DIM, &format!("  {}", covers(exam, &score, unmet)))?;
        }
        printer.end_line()?;
    }
    if exams.is_empty() {
        printer
            .remark("no exam is set; `lacuna exam set NAME --date DATE --minutes M` sets one")?;
    }
    Ok(ExitStatus::Yes)
}

/// A score with its range, as text.
pub(super) fn expected(score: &ScoreRange) -> String {
    if score.cards == 0 {
        return "nothing: it covers no card".into();
    }
    format!("{} ({:.0} to {})", percent(score.expected), score.low * 100.0, percent(score.high))
}

/// Says what an exam covers, and how much of that was never asked.
pub(super) fn covers(exam: &Exam, score: &ScoreRange, unmet: usize) -> String {
    let all: Vec<&str> = exam.decks.iter().chain(&exam.topics).map(String::as_str).collect();
    let of = if all.is_empty() { String::new() } else { format!(" of {}", all.join(", ")) };
    match (unmet, exam.guess > 0.0) {
        (0, _) => format!("{} cards{of}, none new", score.cards),
        (_, false) => {
            format!("{} cards{of}, {unmet} new and counted as not known", score.cards)
        }
        (_, true) => {
            format!("{} cards{of}, {unmet} new and guessed at {}", score.cards, percent(exam.guess))
        }
    }
}

impl<'a> ExamJson<'a> {
    fn new(exam: &'a Exam, today: StudyDay, score: Option<(ScoreRange, usize)>) -> ExamJson<'a> {
        ExamJson {
            name: &exam.name,
            date: exam.date.iso(),
            minutes: exam.minutes,
            decks: &exam.decks,
            topics: &exam.topics,
            guess: exam.guess,
            ended: exam.ended,
            days_left: exam.date.0.saturating_sub(today.0),
            expected: score.map(|(score, _)| score.expected),
            low: score.map(|(score, _)| score.low),
            high: score.map(|(score, _)| score.high),
            cards: score.map(|(score, _)| score.cards),
            unmet: score.map(|(_, unmet)| unmet),
        }
    }
}
