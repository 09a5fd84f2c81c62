//! Quiz: questions against the clock, practice or exam, from the setting to the report.
//!
//! The pane holds the machine and what is typed; the machine decides what comes, the views beside
//! this file draw it.

mod marked_answer;
mod question;
mod report;
mod review;
mod setup;
mod update;

use std::time::Duration;

use ratatui::layout::Rect;

use crate::clock::{Moment, Times};
use crate::library::{Moved, NoteIx};
use crate::memory::{EntryId, Form, QuizRules, Scribe, Sitting};
use crate::plan::Scope;
use crate::study::quiz::{Input, Phase, Quiz, Response};
use crate::ui::Tab;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::Field;
use crate::ui::screens::screen::{Pane, Shared, Wish};
use crate::ui::shell::message::{Job, JobId, Outcome};
use crate::ui::view::chart;
use setup::SetUp;

/// The most scores that are plotted.
const PLOTTED: usize = 24;

/// A quiz that is asked for from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Which notes.
    pub scope: Scope,
    /// How it is set.
    pub rules: QuizRules,
    /// Whether it begins at once, instead of being set first.
    pub begins: bool,
}

/// The Quiz pane.
pub struct Quizzing {
    setup: SetUp,
    stage: Stage,
    scribe: Scribe,
    seed: u64,
    past: Vec<Sitting>,
    job: Option<JobId>,
    view: View,
    /// The time of the last event.
    run: Duration,
}

/// How far a quiz has come.
enum Stage {
    SetUp,
    /// It waits for its beginning to be on disk.
    Beginning(Box<Quiz>),
    Sitting(Box<Quiz>),
}

/// What belongs to the question in front.
#[derive(Default)]
struct View {
    field: Field,
    /// The selected step, term or question.
    row: usize,
    scroll: usize,
}

impl Quizzing {
    /// Returns the pane before its first quiz; chance and entries' ids come from the seed.
    pub fn new(seed: u64) -> Quizzing {
        Quizzing {
            setup: SetUp::default(),
            stage: Stage::SetUp,
            scribe: Scribe::new(seed),
            seed,
            past: Vec::new(),
            job: None,
            view: View::default(),
            run: Duration::ZERO,
        }
    }

    /// Has the next quiz be about some notes; one that is under way stays.
    pub fn set(&mut self, scope: Scope) {
        self.setup.chosen = Some(scope);
        if let Some(Phase::Over(_)) = self.phase() {
            self.stage = Stage::SetUp;
        }
    }

    /// Sets a quiz as somebody asked from outside, and begins it if that was asked for too.
    pub fn lay(&mut self, shared: &Shared, paper: Paper) -> Option<Wish> {
        self.setup.chosen = Some(paper.scope).filter(|scope| *scope != Scope::default());
        self.setup.rules = paper.rules;
        if !paper.begins {
            return None;
        }
        self.seed = self.setup.rules.seed;
        Some(self.begin(shared, &self.setup.scope(shared), self.seed))
    }

    fn quiz(&self) -> Option<&Quiz> {
        match &self.stage {
            Stage::Sitting(quiz) => Some(quiz),
            Stage::SetUp | Stage::Beginning(_) => None,
        }
    }

    fn phase(&self) -> Option<Phase> {
        self.quiz().map(Quiz::phase)
    }

    fn begin(&mut self, shared: &Shared, scope: &Scope, seed: u64) -> Wish {
        let rules = QuizRules { seed, ..self.setup.rules.clone() };
        let world = shared.desk.world(&shared.collection);
        let Some((quiz, entries)) =
            Quiz::begin(world, &mut self.scribe, scope, rules, times(shared))
        else {
            return Wish::Say("No question can be made of these notes in these kinds".to_string());
        };
        self.stage = Stage::Beginning(Box::new(quiz));
        Wish::Record(entries)
    }

    /// Begins a quiz that nobody has seen.
    fn begin_anew(&mut self, shared: &Shared, scope: &Scope) -> Wish {
        self.seed = crate::rng::seed_of(
            "quiz",
            self.seed.wrapping_add(1) ^ shared.desk.now.0.cast_unsigned(),
        );
        self.begin(shared, scope, self.seed)
    }

    fn step(&mut self, shared: &Shared, input: Input<'_>) -> Option<Wish> {
        self.run = shared.run;
        let Stage::Sitting(quiz) = &mut self.stage else { return None };
        let before = place(quiz);
        let entries = quiz.step(
            shared.desk.world(&shared.collection),
            &mut self.scribe,
            input,
            times(shared),
        );
        if place(quiz) != before {
            self.view = View::default();
        }
        (!entries.is_empty()).then_some(Wish::Record(entries))
    }
}

impl Pane for Quizzing {
    fn contexts(&self) -> &'static [Context] {
        use Context::{
            Always, Anywhere, Arrange, Blank, Choices, Field, List, Marked, Paused, Report, Review,
            SetUp, Sitting, Truths,
        };
        let Some(quiz) = self.quiz() else { return &[SetUp, List, Anywhere, Always] };
        let slot = quiz.sheet().slot();
        match (quiz.phase(), &slot.response) {
            (Phase::Asking, Response::Choice(_)) if slot.put.form == Form::TrueFalse => {
                &[Truths, Choices, Sitting, Anywhere, Always]
            }
            (Phase::Asking, Response::Choice(_) | Response::Pairs(_)) => {
                &[Choices, Sitting, Anywhere, Always]
            }
            (Phase::Asking, Response::Typed(crate::study::Attempt::Order(_))) => {
                &[Arrange, Sitting, Anywhere, Always]
            }
            (Phase::Asking, Response::Typed(_)) => &[Blank, Field, Always],
            (Phase::Marked, _) => &[Marked, List, Anywhere, Always],
            (Phase::Review, _) => &[Review, List, Anywhere, Always],
            (Phase::Paused(_), _) => &[Paused, Anywhere, Always],
            (Phase::Over(_), _) => &[Report, List, Anywhere, Always],
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        let typing = self.contexts().contains(&Context::Field);
        typing.then_some(&mut self.view.field)
    }

    fn note(&self) -> Option<NoteIx> {
        let quiz = self.quiz().filter(|quiz| quiz.phase() == Phase::Marked)?;
        quiz.sheet().slot().put.item.map(|item| item.note)
    }

    fn enter(&mut self, shared: &Shared) -> Option<Wish> {
        let under_way = matches!(self.phase(), Some(phase) if !matches!(phase, Phase::Over(_)));
        (!under_way).then(|| Wish::Run(Tab::Quiz, Job::Quizzes(shared.home.clone())))
    }

    fn leave(&mut self, shared: &Shared) -> Option<Wish> {
        self.step(shared, Input::Pause)
    }

    fn awaits(&mut self, job: JobId) {
        self.job = Some(job);
    }

    fn finished(&mut self, _: &Shared, job: JobId, outcome: Outcome) {
        let Outcome::Quizzes(past) = outcome else { return };
        if self.job == Some(job) {
            // What was set last is offered again, once.
            if let Some(last) = past
                .last()
                .filter(|_| self.past.is_empty() && self.setup.rules == QuizRules::default())
            {
                self.setup.rules = last.begun.rules.clone();
            }
            self.past = past;
        }
    }

    fn deadline(&self, now: Moment) -> Option<Moment> {
        let quiz = self.quiz().filter(|quiz| quiz.sheet().watch.is_running())?;
        let (left, _) = quiz.left(self.run)?;
        let every = if left <= question::LOUD { 100 } else { 1000 };
        let wait = (left.as_millis() as i64 % every).max(if left.is_zero() { 1000 } else { 0 });
        Some(Moment(now.0 + if wait == 0 { every } else { wait }))
    }

    fn tick(&mut self, shared: &Shared) -> Option<Wish> {
        self.step(shared, Input::Tick)
    }

    fn recorded(&mut self, shared: &Shared) {
        self.run = shared.run;
        self.stage = match std::mem::replace(&mut self.stage, Stage::SetUp) {
            Stage::SetUp => Stage::SetUp,
            Stage::Beginning(mut quiz) => {
                quiz.recorded();
                self.view = View::default();
                Stage::Sitting(quiz)
            }
            Stage::Sitting(mut quiz) => {
                if quiz.is_pending() {
                    quiz.recorded();
                    self.view = View::default();
                }
                Stage::Sitting(quiz)
            }
        };
    }

    fn not_recorded(&mut self) {
        match &mut self.stage {
            Stage::Sitting(quiz) => quiz.not_recorded(),
            Stage::Beginning(_) => self.stage = Stage::SetUp,
            Stage::SetUp => {}
        }
    }

    fn moved(&mut self, shared: &Shared, moved: Moved<'_>) -> Option<Wish> {
        self.setup.moved(moved);
        if let Stage::Sitting(quiz) | Stage::Beginning(quiz) = &mut self.stage {
            quiz.moved(&shared.collection);
        }
        None
    }

    fn update(&mut self, shared: &Shared, action: Action, _: Option<char>) -> Option<Wish> {
        match (self.phase(), action) {
            (None, _) => self.act_on_setup(shared, action),
            (Some(Phase::Over(_)), _) => self.act_on_report(shared, action),
            (Some(Phase::Paused(_)), Action::GoOn) => self.step(shared, Input::Resume),
            (Some(Phase::Paused(_)), Action::StopQuiz) => self.step(shared, Input::Stop),
            (Some(Phase::Paused(_)), Action::Back) => Some(Wish::Goto(Tab::Home)),
            (Some(Phase::Paused(_)), _) => None,
            (_, Action::Pause | Action::Back) => self.step(shared, Input::Pause),
            (Some(Phase::Marked), Action::NextQuestion) => self.step(shared, Input::Next),
            (Some(Phase::Marked), _) => {
                let most =
                    marked_answer::overflow(shared, inner(shared.area), self.quiz()?.sheet());
                self.scroll(shared, action, most);
                None
            }
            (Some(Phase::Review), _) => self.act_on_review(shared, action),
            (Some(Phase::Asking), _) => self.act_on_question(shared, action),
        }
    }

    fn view(&self, shared: &Shared, canvas: &mut Canvas<'_>) {
        let area = shared.area;
        let Some(quiz) = self.quiz() else {
            return self.setup.view(shared, canvas, area, &self.past);
        };
        let inside = inner(area);
        let status = Rect { height: 1, ..area };
        question::status(shared, canvas, status, quiz);
        match quiz.phase() {
            Phase::Asking => question::view(shared, canvas, inside, quiz, &self.view),
            Phase::Marked => {
                marked_answer::view(shared, canvas, inside, quiz.sheet(), self.view.scroll);
            }
            Phase::Review => review::view(shared, canvas, inside, quiz, self.view.row),
            Phase::Paused(_) => review::paused(shared, canvas, inside, quiz),
            Phase::Over(_) => {
                report::view(shared, canvas, inside, quiz, &self.past, self.view.scroll);
            }
        }
    }
}

/// Returns the place below the status line.
fn inner(area: Rect) -> Rect {
    let above = if area.height < 12 { 1 } else { 2 };
    Rect { y: area.y + above, height: area.height.saturating_sub(above), ..area }
}

fn times(shared: &Shared) -> Times {
    Times { wall: shared.desk.now, run: shared.run }
}

/// Returns what has to change for the view to begin anew.
fn place(quiz: &Quiz) -> (usize, Phase) {
    (quiz.sheet().at, quiz.phase())
}

/// Returns the quiz that was left, if the last one was.
fn left(past: &[Sitting]) -> Option<&Sitting> {
    past.last().filter(|sitting| sitting.ended.is_none())
}

/// Returns what a quiz is, in a few words.
fn told(shared: &Shared, sitting: &Sitting) -> String {
    let calendar = shared.desk.scheduler.calendar();
    let answered = sitting.answers.iter().filter(|(_, answered)| !answered.again).count();
    let (mode, of) = (sitting.begun.rules.mode.name(), sitting.begun.questions.len());
    format!("{mode} of {}: {answered} of {of} answered", calendar.date(calendar.day(sitting.at)))
}

/// Returns the scores so far as a line of bars, the one of a quiz that has just ended last; nothing
/// of fewer than two.
fn past_scores(past: &[Sitting], last: Option<(EntryId, f64)>) -> String {
    let others = past.iter().filter(|sitting| last.is_none_or(|(id, _)| sitting.id != id));
    let ended =
        others.filter_map(|sitting| sitting.ended.as_ref()).map(|ended| f64::from(ended.corrected));
    let scores: Vec<f64> = ended.chain(last.map(|(_, score)| score)).collect();
    let shown = &scores[scores.len().saturating_sub(PLOTTED)..];
    let (Some(first), Some(newest)) = (shown.first(), shown.last()) else { return String::new() };
    if shown.len() < 2 {
        return String::new();
    }
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let line = chart::shares(shown.iter().map(|share| *share as f32));
    format!("Scores, corrected for guessing  {line}  {} → {}", percent(*first), percent(*newest))
}
