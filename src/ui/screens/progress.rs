//! Progress: statistics, the exam's forecast, memory, quizzes, and the scheduler's fit.

mod dashboard;
mod forecast;
mod memory;
mod overview;
mod quizzes;
mod scheduler;

use ratatui::layout::{Position, Rect};

use crate::clock::Moment;
use crate::library::Remap;
use crate::memory::QuizRecord;
use crate::memory::optimise::OptimizeWatch;
use crate::plan::forecast::DayForecast;
use crate::plan::{ExamForecast, ExamOutlook, NoteScope, QuizScores, settle_days};
use crate::session::DrillRequest;
use crate::settings::Exam;
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::{Effect, Job, JobId, JobOutcome};
use crate::ui::tab::Tab;
use crate::ui::view::list::ListMove;
use crate::ui::view::list::ListState;
use scheduler::FitState;

/// The slider's step, and its end.
const STEP: u32 = 5;
const MOST: u32 = 240;

/// A view of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ProgressView {
    #[default]
    Forecast,
    Overview,
    Memory,
    Quizzes,
    Scheduler,
}

const VIEWS: [(ProgressView, &str); 5] = [
    (ProgressView::Forecast, "Plan"),
    (ProgressView::Overview, "Overview"),
    (ProgressView::Memory, "Memory"),
    (ProgressView::Quizzes, "Quizzes"),
    (ProgressView::Scheduler, "Scheduler"),
];

impl ProgressView {
    /// Its place among the views.
    fn index(self) -> usize {
        VIEWS.iter().position(|(view, _)| *view == self).unwrap_or(0)
    }

    fn title(self) -> &'static str {
        VIEWS[self.index()].1
    }
}

/// Milliseconds between two updates of the progress bar of a fit.
const GAUGE: i64 = 200;

/// The Progress screen.
#[derive(Debug, Default)]
pub struct ProgressScreen {
    view: ProgressView,
    /// The index of the selected exam.
    exam: usize,
    /// The slider, once it was moved.
    minutes: Option<u32>,
    days_ahead: Option<Vec<DayForecast>>,
    /// The last forecast job, and whether the next job to start is one.
    awaited: JobId,
    looking: bool,
    /// The quizzes of the log, once it was read, and their scores.
    quizzes: Vec<QuizRecord>,
    scores: Option<QuizScores>,
    insight: memory::MemoryInsight,
    list: ListState,
    fitting: FitState,
}

impl ProgressScreen {
    /// The selected exam's forecast.
    fn current_forecast<'a>(&self, shared: &'a ScreenContext) -> Option<&'a ExamForecast> {
        let exams = &shared.learner.plan.exams;
        exams.get(self.exam.min(exams.len().checked_sub(1)?))
    }

    /// The minutes that are being tried for an exam.
    fn minutes_of(&self, forecast: &ExamForecast) -> u32 {
        self.minutes.unwrap_or(forecast.exam.minutes)
    }

    /// Asks for the forecast of the days until the selected exam.
    fn look_ahead(&mut self, shared: &ScreenContext) -> Option<Command> {
        let forecast = self.current_forecast(shared)?;
        let exam = self.exam(shared)?;
        self.looking = true;
        let learner = &shared.learner;
        let known = learner.known_cards();
        let (scheduler, stats) = (&learner.scheduler, &learner.answer_stats);
        let mut outlook = ExamOutlook::new(&known, scheduler, stats, &exam, learner.now);
        if exam.minutes == forecast.exam.minutes {
            outlook.set_seconds(forecast.days.clone());
        }
        Some(Command::Run(Job::Forecast(Box::new(outlook.remaining_days()))))
    }

    fn turn_to(&mut self, view: ProgressView) {
        (self.view, self.list) = (view, ListState::default());
    }

    /// Opens a view, and asks for what it needs.
    fn show(&mut self, shared: &ScreenContext, view: ProgressView) -> Option<Command> {
        self.turn_to(view);
        match view {
            ProgressView::Quizzes => Some(Command::Run(Job::Quizzes(shared.home.clone()))),
            ProgressView::Scheduler => None,
            _ => {
                self.insight = memory::MemoryInsight::new(shared);
                if self.days_ahead.is_none() { self.look_ahead(shared) } else { None }
            }
        }
    }

    fn neighbour(&mut self, shared: &ScreenContext, by: isize) -> Option<Command> {
        let index = self.view.index() as isize;
        self.show(shared, VIEWS[(index + by).rem_euclid(VIEWS.len() as isize) as usize].0)
    }

    /// Moves the slider by a step, and asks for another forecast.
    fn slide(&mut self, shared: &ScreenContext, more: bool) -> Option<Command> {
        self.turn_to(ProgressView::Forecast);
        let minutes = self.minutes_of(self.current_forecast(shared)?);
        let next = if more {
            minutes / STEP * STEP + STEP
        } else {
            minutes.saturating_sub(1) / STEP * STEP
        };
        self.minutes = Some(next.min(MOST));
        self.look_ahead(shared)
    }

    /// Begins to fit the scheduler, unless that is under way.
    fn start_fit(&mut self, shared: &ScreenContext) -> Option<Command> {
        self.turn_to(ProgressView::Scheduler);
        if matches!(self.fitting, FitState::Running(..)) {
            return None;
        }
        let watch = OptimizeWatch::default();
        self.fitting = FitState::Running(watch.clone(), JobId::default());
        let job = Job::Fit(shared.home.clone(), Box::new(shared.learner.scheduler.clone()), watch);
        Some(Command::Run(job))
    }

    /// Saves the fitted parameters, if they are better.
    fn keep_parameters(&mut self) -> Option<Command> {
        let parameters = self.fitting.better()?.to_vec();
        self.fitting = FitState::Idle;
        Some(Command::Effect(Effect::SetParameters(parameters)))
    }

    /// Draws one view; only the active one has a selected row.
    fn draw_view(
        &self,
        view: ProgressView,
        shared: &ScreenContext,
        canvas: &mut Canvas<'_>,
        area: Rect,
    ) {
        let list = (view == self.view).then_some(self.list);
        match view {
            ProgressView::Overview => overview::view(shared, canvas, area),
            ProgressView::Forecast => forecast::view(self, list, shared, canvas, area),
            ProgressView::Memory => memory::view(&self.insight, list, shared, canvas, area),
            ProgressView::Quizzes => {
                quizzes::view(self.scores.as_ref(), self.list, shared, canvas, area);
            }
            ProgressView::Scheduler => scheduler::view(&self.fitting, shared, canvas, area),
        }
    }

    /// The selected exam, if there is one, with the minutes that are being tried.
    pub fn exam(&self, shared: &ScreenContext) -> Option<Exam> {
        let forecast = self.current_forecast(shared)?;
        Some(Exam { minutes: self.minutes_of(forecast), ..forecast.exam.clone() })
    }
}

impl Screen for ProgressScreen {
    fn contexts(&self) -> &'static [Context] {
        use Context::{Always, Anywhere, List};
        match (self.view, self.fitting.better()) {
            (ProgressView::Memory, _) if !self.insight.weakest.is_empty() => {
                &[Context::Weakest, Context::Progress, List, Anywhere, Always]
            }
            (ProgressView::Scheduler, Some(_)) => {
                &[Context::BetterFit, Context::Progress, List, Anywhere, Always]
            }
            _ => &[Context::Progress, List, Anywhere, Always],
        }
    }

    /// What turns to another view is offered in that one.
    fn offers(&self, action: Action) -> bool {
        match action {
            Action::MoreMinutes | Action::FewerMinutes => self.view == ProgressView::Forecast,
            Action::Optimise => self.view == ProgressView::Scheduler,
            _ => true,
        }
    }

    fn enter(&mut self, shared: &ScreenContext) -> Option<Command> {
        (self.days_ahead, self.minutes) = (None, None);
        let (view, list) = (self.view, self.list);
        let command = self.show(shared, view);
        self.list = list;
        command
    }

    fn reload(&mut self, shared: &ScreenContext, _: Remap<'_>) -> Option<Command> {
        // All of this was computed from notes that have other indices now.
        if !self.insight.weakest.is_empty() {
            self.insight = memory::MemoryInsight::new(shared);
        }
        self.scores = self
            .scores
            .as_ref()
            .map(|_| QuizScores::from_quizzes(&shared.learner.library, &self.quizzes));
        None
    }

    fn job_started(&mut self, job: JobId) {
        if std::mem::take(&mut self.looking) {
            self.awaited = job;
        } else {
            self.fitting.set_job(job);
        }
    }

    fn job_finished(&mut self, shared: &ScreenContext, job: JobId, outcome: JobOutcome) {
        match outcome {
            JobOutcome::Forecast(mut days) if job == self.awaited => {
                let plan = &shared.learner.plan;
                let forecast = self.current_forecast(shared);
                // Other minutes would bring other cards.
                let own =
                    |forecast: &&ExamForecast| self.minutes_of(forecast) == forecast.exam.minutes;
                if let Some(forecast) = forecast.filter(own) {
                    settle_days(&mut days, forecast, plan);
                }
                self.days_ahead = Some(days);
            }
            JobOutcome::Quizzes(quizzes) => {
                self.scores = Some(QuizScores::from_quizzes(&shared.learner.library, &quizzes));
                self.quizzes = quizzes;
            }
            outcome => self.fitting.finish(job, outcome),
        }
    }

    fn deadline(&self, now: Moment) -> Option<Moment> {
        let gauge =
            self.view == ProgressView::Scheduler && matches!(self.fitting, FitState::Running(..));
        gauge.then_some(Moment(now.0 + GAUGE))
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let weakest = self.insight.weakest.len();
        // The rows of the list.
        let rows = match self.view {
            ProgressView::Memory => weakest,
            ProgressView::Quizzes => self.scores.as_ref().map_or(0, |scores| scores.quizzes.len()),
            ProgressView::Forecast => self.days_ahead.as_ref().map_or(0, Vec::len),
            _ => 0,
        };
        match action {
            Action::Enter if self.view == ProgressView::Scheduler => return self.keep_parameters(),
            Action::Optimise => return self.start_fit(shared),
            Action::Back if matches!(self.fitting, FitState::Running(..)) => {
                if let FitState::Running(watch, _) = &self.fitting {
                    watch.stop();
                }
            }
            Action::Back => return Some(Command::Goto(Tab::Home)),
            Action::NextView => return self.neighbour(shared, 1),
            Action::PreviousView => return self.neighbour(shared, -1),
            Action::View(index) => return self.show(shared, VIEWS[index.min(VIEWS.len() - 1)].0),
            Action::MoreMinutes => return self.slide(shared, true),
            Action::FewerMinutes => return self.slide(shared, false),
            Action::NextExam => {
                self.turn_to(ProgressView::Forecast);
                self.exam = (self.exam + 1) % shared.learner.plan.exams.len().max(1);
                (self.minutes, self.days_ahead) = (None, None);
                return self.look_ahead(shared);
            }
            Action::DrillThese if self.view != ProgressView::Memory => {
                return self.show(shared, ProgressView::Memory);
            }
            Action::DrillThese if weakest > 0 => {
                let notes = self.insight.weakest.iter().map(|weak| weak.item.note);
                let scope = NoteScope::from_notes(&shared.learner.library, notes);
                return Some(Command::Drill(DrillRequest { scope, limit: None, cram: true }));
            }
            Action::Pick(ListArea::List, row) => {
                self.list.go(ListMove::To(row), rows, 1);
            }
            Action::Scroll(ListArea::List, by) => {
                self.list.go(ListMove::By(by.into()), rows, 1);
            }
            other if rows > 0 => {
                let height = shared.area.height.saturating_sub(4).max(1) as usize;
                self.list.go(ListMove::from_action(other, height)?, rows, height);
            }
            _ => {}
        }
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let area = shared.area;
        let mut x = area.x + 2;
        let titles: usize = VIEWS.iter().map(|(_, title)| width(title)).sum();
        let gap = if titles + 2 + 3 * VIEWS.len() <= usize::from(area.width) { 3 } else { 1 };
        for (index, (view, title)) in VIEWS.iter().enumerate() {
            let current = *view == self.view;
            let role = if current { Role::Accent } else { Role::Dim };
            let columns = canvas.text(x, area.y, area.right().saturating_sub(x), title, role);
            canvas.click(Rect { x, y: area.y, width: columns, height: 1 }, Action::View(index));
            if current {
                canvas.cursor = Some((Position { x, y: area.y }, false));
            }
            x += columns + gap;
        }
        let below = Rect {
            x: area.x + 2,
            y: area.y + 2,
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        };
        match dashboard::panels(self.view, below) {
            Some(panels) => dashboard::view(self, shared, canvas, &panels),
            None => self.draw_view(self.view, shared, canvas, below),
        }
    }
}
