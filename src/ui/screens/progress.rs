//! Progress: what was done, what is to be expected, and how firm it all sits.

mod forecast;
mod memory;
mod overview;
mod quizzes;
mod scheduler;

use ratatui::layout::{Position, Rect};

use crate::clock::{Day, Moment};
use crate::library::Moved;
use crate::memory::optimise::Watch;
use crate::memory::{Exam, Sitting};
use crate::plan::forecast::Point;
use crate::plan::{Promise, Prospect, Scope, Scores, Studied};
use crate::ui::Tab;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, Area};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::Field;
use crate::ui::screens::drill::Course;
use crate::ui::screens::screen::{Pane, Shared, Wish};
use crate::ui::shell::message::{Job, JobId, Outcome};
use crate::ui::view::list::ListState;
use scheduler::Fitting;

/// The minutes a day of a new exam for which none are named.
const MINUTES: u32 = 20;
/// The slider's step, and its end.
const STEP: u32 = 5;
const MOST: u32 = 240;

/// A part of the pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum View {
    #[default]
    Overview,
    Forecast,
    Memory,
    Quizzes,
    Scheduler,
}

const VIEWS: [(View, &str); 5] = [
    (View::Overview, "Overview"),
    (View::Forecast, "Forecast"),
    (View::Memory, "Memory"),
    (View::Quizzes, "Quizzes"),
    (View::Scheduler, "Scheduler"),
];
/// How often the gauge moves while something is fitted, in milliseconds.
const GAUGE: i64 = 200;

/// The Progress pane.
#[derive(Debug, Default)]
pub struct Progress {
    view: View,
    /// Which of the exams ahead is looked at.
    exam: usize,
    /// The slider, once it was moved.
    minutes: Option<u32>,
    course: Option<Vec<Point>>,
    /// The look ahead that was wished for last, and whether the next job that is given is one.
    awaited: JobId,
    looking: bool,
    /// The quizzes of the log, once it was read, and what they came to.
    sittings: Vec<Sitting>,
    scores: Option<Scores>,
    /// The line in which an exam is set, while it is open, and what is wrong with it.
    line: Option<(Field, Option<String>)>,
    insight: memory::Insight,
    list: ListState,
    fitting: Fitting,
}

impl Progress {
    /// Returns the exam that is looked at, and what it promises.
    fn promise<'a>(&self, shared: &'a Shared) -> Option<&'a Promise> {
        let exams = &shared.desk.plan.exams;
        exams.get(self.exam.min(exams.len().checked_sub(1)?))
    }

    /// Wishes for a look at the days to come, as far as there is something to look forward to.
    fn look_ahead(&mut self, shared: &Shared) -> Option<Wish> {
        let exam = &self.promise(shared)?.exam;
        self.looking = true;
        let desk = &shared.desk;
        let studied = Studied::of(&shared.collection, &desk.ledger);
        let prospect = Prospect::of(&studied, &desk.scheduler, &desk.habits, exam, desk.now);
        Some(Wish::Run(Tab::Progress, Job::Ahead(Box::new(prospect.ahead(self.minutes)))))
    }

    fn turn_to(&mut self, view: View) {
        (self.view, self.list) = (view, ListState::default());
    }

    /// Turns to a view, and wishes for what it shows and is not there yet.
    fn show(&mut self, shared: &Shared, view: View) -> Option<Wish> {
        self.turn_to(view);
        match view {
            View::Quizzes => Some(Wish::Run(Tab::Progress, Job::Quizzes(shared.home.clone()))),
            View::Forecast if self.course.is_none() => self.look_ahead(shared),
            View::Memory => {
                self.insight = memory::Insight::of(shared);
                None
            }
            _ => None,
        }
    }

    fn neighbour(&mut self, shared: &Shared, by: isize) -> Option<Wish> {
        let at = VIEWS.iter().position(|(view, _)| *view == self.view).unwrap_or(0) as isize;
        self.show(shared, VIEWS[(at + by).rem_euclid(VIEWS.len() as isize) as usize].0)
    }

    /// Moves the slider by a step, and looks ahead anew.
    fn slide(&mut self, shared: &Shared, more: bool) -> Option<Wish> {
        self.turn_to(View::Forecast);
        let own = self.promise(shared)?.exam.minutes;
        let minutes = self.minutes.unwrap_or(own);
        let next = if more {
            minutes / STEP * STEP + STEP
        } else {
            minutes.saturating_sub(1) / STEP * STEP
        };
        self.minutes = Some(next.min(MOST));
        self.look_ahead(shared)
    }

    /// Begins to fit the scheduler, unless that is under way.
    fn fit(&mut self, shared: &Shared) -> Option<Wish> {
        self.turn_to(View::Scheduler);
        if matches!(self.fitting, Fitting::Running(_)) {
            return None;
        }
        let watch = Watch::default();
        self.fitting = Fitting::Running(watch.clone());
        let job = Job::Fit(shared.home.clone(), Box::new(shared.desk.scheduler.clone()), watch);
        Some(Wish::Run(Tab::Progress, job))
    }

    /// Keeps the fitted parameters, if they are better.
    fn keep(&mut self) -> Option<Wish> {
        let parameters = self.fitting.better()?.to_vec();
        self.fitting = Fitting::Idle;
        Some(Wish::Keep(parameters))
    }

    fn open_line(&mut self, shared: &Shared) {
        self.turn_to(View::Forecast);
        let said = self.promise(shared).map(|promise| {
            let exam = &promise.exam;
            format!("{} {} {}", exam.name, exam.date.iso(), self.minutes.unwrap_or(exam.minutes))
        });
        self.line = Some((Field::with(&said.unwrap_or_default()), None));
    }

    /// Takes what stands in the line as an exam.
    fn take_line(&mut self, shared: &Shared) -> Option<Wish> {
        let (field, wrong) = self.line.as_mut()?;
        let today = shared.desk.scheduler.calendar().day(shared.desk.now);
        match exam(field.text(), &shared.desk.scheduler.settings().exams, today) {
            Ok(exam) => {
                (self.line, self.minutes) = (None, None);
                Some(Wish::SetExam(exam))
            }
            Err(why) => {
                *wrong = Some(why);
                None
            }
        }
    }
}

/// Reads `Name 2026-12-09 20`: a name, a day, and minutes a day, which may be left out.
fn exam(text: &str, known: &[Exam], today: Day) -> Result<Exam, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_day = |word: &&str| Day::parse(word).is_ok();
    let Some(at) = words.iter().rposition(is_day) else {
        return Err("Write the day as in 2026-12-09".to_string());
    };
    let (name, date) = (words[..at].join(" "), Day::parse(words[at])?);
    let old = known.iter().find(|exam| exam.name.eq_ignore_ascii_case(&name));
    let minutes = match &words[at + 1..] {
        [] => old.map_or(MINUTES, |exam| exam.minutes),
        [minutes, ..] => {
            minutes.parse().map_err(|_| format!("`{minutes}` is no number of minutes"))?
        }
    };
    if date < today || date.0 - today.0 > 730 {
        return Err("Name today, or a day within the next two years".to_string());
    }
    let exam = Exam { name, date, minutes, ended: false, ..old.cloned().unwrap_or_default() };
    match exam.complaint() {
        Some((what, remedy)) => Err(format!("{what}; {remedy}")),
        None => Ok(exam),
    }
}

impl Pane for Progress {
    fn contexts(&self) -> &'static [Context] {
        use Context::{Always, Anywhere, ExamLine, Field, List};
        if self.line.is_some() {
            return &[ExamLine, Field, Always];
        }
        match (self.view, self.fitting.better()) {
            (View::Memory, _) if !self.insight.weakest.is_empty() => {
                &[Context::Weakest, Context::Progress, List, Anywhere, Always]
            }
            (View::Scheduler, Some(_)) => {
                &[Context::Fitted, Context::Progress, List, Anywhere, Always]
            }
            _ => &[Context::Progress, List, Anywhere, Always],
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.line.as_mut().map(|(field, _)| field)
    }

    fn typed(&mut self, _: &Shared) -> Option<Wish> {
        if let Some((_, wrong)) = &mut self.line {
            *wrong = None;
        }
        None
    }

    fn enter(&mut self, shared: &Shared) -> Option<Wish> {
        self.course = None;
        let (view, list) = (self.view, self.list);
        let wish = self.show(shared, view);
        self.list = list;
        wish
    }

    fn moved(&mut self, shared: &Shared, _: Moved<'_>) -> Option<Wish> {
        // Everything here was worked out from notes that have other numbers now.
        if self.view == View::Memory {
            self.insight = memory::Insight::of(shared);
        }
        self.scores = self.scores.as_ref().map(|_| Scores::of(&shared.collection, &self.sittings));
        None
    }

    fn awaits(&mut self, job: JobId) {
        if std::mem::take(&mut self.looking) {
            self.awaited = job;
        }
    }

    fn finished(&mut self, shared: &Shared, job: JobId, outcome: Outcome) {
        match outcome {
            Outcome::Course(points) if job == self.awaited => self.course = Some(points),
            Outcome::Quizzes(sittings) => {
                self.scores = Some(Scores::of(&shared.collection, &sittings));
                self.sittings = sittings;
            }
            Outcome::Fit(Ok(fit)) => self.fitting = Fitting::Done(fit),
            Outcome::Fit(Err(refusal)) => self.fitting = Fitting::Refused(refusal),
            _ => {}
        }
    }

    fn deadline(&self, now: Moment) -> Option<Moment> {
        let gauge = self.view == View::Scheduler && matches!(self.fitting, Fitting::Running(_));
        gauge.then_some(Moment(now.0 + GAUGE))
    }

    fn update(&mut self, shared: &Shared, action: Action, _: Option<char>) -> Option<Wish> {
        let weakest = self.insight.weakest.len();
        // The rows of the list that can be walked.
        let rows = match self.view {
            View::Memory => weakest,
            View::Quizzes => self.scores.as_ref().map_or(0, |scores| scores.quizzes.len()),
            _ => 0,
        };
        match action {
            Action::Enter if self.line.is_some() => return self.take_line(shared),
            Action::Enter if self.view == View::Scheduler => return self.keep(),
            Action::Optimise => return self.fit(shared),
            Action::Back if self.line.take().is_some() => {}
            Action::Back if matches!(self.fitting, Fitting::Running(_)) => {
                if let Fitting::Running(watch) = &self.fitting {
                    watch.stop();
                }
            }
            Action::Back => return Some(Wish::Goto(Tab::Home)),
            Action::NextView => return self.neighbour(shared, 1),
            Action::PreviousView => return self.neighbour(shared, -1),
            Action::View(at) => return self.show(shared, VIEWS[at.min(VIEWS.len() - 1)].0),
            Action::MoreMinutes => return self.slide(shared, true),
            Action::FewerMinutes => return self.slide(shared, false),
            Action::SetExam => self.open_line(shared),
            Action::NextExam => {
                self.turn_to(View::Forecast);
                self.exam = (self.exam + 1) % shared.desk.plan.exams.len().max(1);
                (self.minutes, self.course) = (None, None);
                return self.look_ahead(shared);
            }
            Action::DrillThese if self.view != View::Memory => {
                return self.show(shared, View::Memory);
            }
            Action::DrillThese if weakest > 0 => {
                let notes = self.insight.weakest.iter().map(|weak| weak.item.note);
                let scope = Scope::of(&shared.collection, notes);
                return Some(Wish::Drill(Course { scope, limit: None, cram: true }));
            }
            Action::Pick(Area::List, row) => {
                self.list.go(crate::ui::view::list::Move::To(row), rows, 1);
            }
            Action::Scroll(Area::List, by) => {
                self.list.go(crate::ui::view::list::Move::By(by.into()), rows, 1);
            }
            other if rows > 0 => {
                let height = shared.area.height.saturating_sub(4).max(1) as usize;
                self.list.go(super::screen::movement(other, height)?, rows, height);
            }
            _ => {}
        }
        None
    }

    fn view(&self, shared: &Shared, canvas: &mut Canvas<'_>) {
        let area = shared.area;
        let mut x = area.x + 2;
        for (at, (view, title)) in VIEWS.iter().enumerate() {
            let current = *view == self.view;
            let role = if current { Role::Accent } else { Role::Dim };
            let columns = canvas.text(x, area.y, area.right().saturating_sub(x), title, role);
            canvas.click(Rect { x, y: area.y, width: columns, height: 1 }, Action::View(at));
            if current {
                canvas.cursor = Some((Position { x, y: area.y }, false));
            }
            x += columns + 3;
        }
        let below = Rect {
            x: area.x + 2,
            y: area.y + 2,
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        };
        match self.view {
            View::Overview => overview::view(shared, canvas, below),
            View::Forecast => forecast::view(self, shared, canvas, below),
            View::Memory => memory::view(&self.insight, self.list, shared, canvas, below),
            View::Quizzes => quizzes::view(self.scores.as_ref(), self.list, shared, canvas, below),
            View::Scheduler => scheduler::view(&self.fitting, shared, canvas, below),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_exam() {
        let today = Day::parse("2026-11-22").unwrap();
        let known = [Exam {
            name: "Final".into(),
            minutes: 45,
            topics: vec!["lm".into()],
            ..Exam::default()
        }];
        let read = |text: &str| exam(text, &known, today);
        let new = read(" The  midterm 2026-12-09 15").unwrap();
        assert_eq!(
            (new.name.as_str(), new.date.iso().as_str(), new.minutes),
            ("The midterm", "2026-12-09", 15)
        );
        let changed = read("final 2026-12-20").unwrap();
        assert_eq!((changed.minutes, changed.topics.len()), (45, 1), "what is not said stays");
        for wrong in [
            "",
            "Final",
            "2026-12-09",
            "A 2026-12-09 many",
            "A 2026-12-09 0",
            "A 2026-11-21",
            "A 2036-11-21",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
