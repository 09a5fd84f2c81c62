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

use crate::clock::{Moment, Timestamps};
use crate::library::{NoteIx, Remap};
use crate::memory::{EntryFactory, QuestionForm, QuizRecord, QuizRules};
use crate::plan::NoteScope;
use crate::session::QuizRequest;
use crate::store::unsaved::Unsaved;
use crate::study::AnswerDraft;
use crate::study::quiz::{Quiz, QuizInput, QuizPhase, QuizResponse, ResumePoint};
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::{Effect, Job, JobId, JobOutcome};
use crate::ui::tab::Tab;
use question::QuestionState;
use setup::QuizSetup;

/// The Quiz pane.
pub struct QuizScreen {
    setup: QuizSetup,
    stage: QuizStage,
    scribe: EntryFactory,
    seed: u64,
    past: Vec<QuizRecord>,
    job: Option<JobId>,
    view: QuestionState,
    /// The time of the last event.
    run: Duration,
}

/// The stage of a quiz.
enum QuizStage {
    SetUp,
    /// It waits for its beginning to be on disk.
    Beginning(Box<Quiz>),
    Sitting(Box<Quiz>),
}

impl QuizScreen {
    /// The pane before its first quiz; chance and entries' ids come from the seed.
    pub fn new(seed: u64) -> QuizScreen {
        QuizScreen {
            setup: QuizSetup::default(),
            stage: QuizStage::SetUp,
            scribe: EntryFactory::new(seed),
            seed,
            past: Vec::new(),
            job: None,
            view: QuestionState::default(),
            run: Duration::ZERO,
        }
    }

    /// Has the next quiz be about some notes; one that is under way stays.
    pub fn set(&mut self, scope: NoteScope) {
        self.setup.chosen = Some(scope);
        if let Some(QuizPhase::Over(_)) = self.phase() {
            self.stage = QuizStage::SetUp;
        }
    }

    /// Sets a quiz as somebody asked from outside, and begins it if that was asked for too.
    pub fn lay(&mut self, shared: &ScreenContext, paper: QuizRequest) -> Option<Command> {
        self.setup.chosen = Some(paper.scope).filter(|scope| *scope != NoteScope::default());
        self.setup.rules = paper.rules;
        if !paper.begins {
            return None;
        }
        self.seed = self.setup.rules.seed;
        Some(self.begin(shared, &self.setup.scope(shared), self.seed))
    }

    /// Whether the answer to this card is typed, and nothing is yet.
    pub fn wants_answer(&self, card: &str) -> bool {
        self.phase() == Some(QuizPhase::Asking)
            && self.typed_draft().is_some_and(|(asked, draft)| {
                asked == card && draft.text(self.view.field.text()).is_none()
            })
    }

    /// Types an answer again, up to where it was.
    pub fn restore_answer(&mut self, shared: &ScreenContext, text: &str) -> Option<Command> {
        let (submitted, unfinished) = text.rsplit_once('\n').unwrap_or(("", text));
        let commands =
            submitted.lines().filter_map(|line| self.step(shared, QuizInput::Type(line)));
        let last = commands.last();
        self.view.field = TextField::with_text(unfinished);
        last
    }

    /// The question in front, by its card, with what was typed; none where nothing is typed.
    fn typed_draft(&self) -> Option<(&str, &AnswerDraft)> {
        let item = self.quiz()?.state().current();
        match &item.response {
            QuizResponse::Typed(draft) => Some((item.question.id.as_str(), draft)),
            _ => None,
        }
    }

    fn quiz(&self) -> Option<&Quiz> {
        match &self.stage {
            QuizStage::Sitting(quiz) => Some(quiz),
            QuizStage::SetUp | QuizStage::Beginning(_) => None,
        }
    }

    fn phase(&self) -> Option<QuizPhase> {
        self.quiz().map(Quiz::phase)
    }

    fn begin(&mut self, shared: &ScreenContext, scope: &NoteScope, seed: u64) -> Command {
        let rules = QuizRules { seed, ..self.setup.rules.clone() };
        let Some((quiz, entries)) =
            Quiz::begin(shared.learner.context(), &mut self.scribe, scope, rules, times(shared))
        else {
            return Command::Notify(
                "These notes give no questions of these kinds. Choose other kinds".to_string(),
            );
        };
        self.stage = QuizStage::Beginning(Box::new(quiz));
        Command::Effect(Effect::Record(entries))
    }

    /// Begins a quiz that nobody has seen.
    fn begin_anew(&mut self, shared: &ScreenContext, scope: &NoteScope) -> Command {
        self.seed = crate::rng::text_seed(
            "quiz",
            self.seed.wrapping_add(1) ^ shared.learner.now.0.cast_unsigned(),
        );
        self.begin(shared, scope, self.seed)
    }

    fn step(&mut self, shared: &ScreenContext, input: QuizInput<'_>) -> Option<Command> {
        self.run = shared.run;
        let QuizStage::Sitting(quiz) = &mut self.stage else { return None };
        let before = place(quiz);
        let entries = quiz.step(shared.learner.context(), &mut self.scribe, input, times(shared));
        if place(quiz) != before {
            self.view = QuestionState::default();
        }
        (!entries.is_empty()).then_some(Command::Effect(Effect::Record(entries)))
    }
}

impl Screen for QuizScreen {
    fn contexts(&self) -> &'static [Context] {
        use Context::{
            Always, Anywhere, Arrange, Blank, Choices, ExamBlank, ExamQuestion, Field, List,
            MarkedAnswer, Paused, QuizQuestion, QuizSetup, Report, Review, TrueFalse, Wrong,
        };
        let Some(quiz) = self.quiz() else { return &[QuizSetup, List, Anywhere, Always] };
        let quiz_item = quiz.state().current();
        let is_true_false = quiz_item.question.form == QuestionForm::TrueFalse;
        match (quiz.phase(), &quiz_item.response, quiz.is_exam()) {
            (QuizPhase::Asking, QuizResponse::Choice(_), true) if is_true_false => {
                &[TrueFalse, Choices, QuizQuestion, ExamQuestion, Anywhere, Always]
            }
            (QuizPhase::Asking, QuizResponse::Choice(_), false) if is_true_false => {
                &[TrueFalse, Choices, QuizQuestion, Anywhere, Always]
            }
            (QuizPhase::Asking, QuizResponse::Choice(_) | QuizResponse::Pairs(_), true) => {
                &[Choices, QuizQuestion, ExamQuestion, Anywhere, Always]
            }
            (QuizPhase::Asking, QuizResponse::Choice(_) | QuizResponse::Pairs(_), false) => {
                &[Choices, QuizQuestion, Anywhere, Always]
            }
            (QuizPhase::Asking, QuizResponse::Typed(AnswerDraft::Order(_)), true) => {
                &[Arrange, QuizQuestion, ExamQuestion, Anywhere, Always]
            }
            (QuizPhase::Asking, QuizResponse::Typed(AnswerDraft::Order(_)), false) => {
                &[Arrange, QuizQuestion, Anywhere, Always]
            }
            (QuizPhase::Asking, QuizResponse::Typed(_), true) => &[Blank, ExamBlank, Field, Always],
            (QuizPhase::Asking, QuizResponse::Typed(_), false) => &[Blank, Field, Always],
            (QuizPhase::Marked, ..) if quiz.may_be_overruled() => {
                &[Wrong, MarkedAnswer, List, Anywhere, Always]
            }
            (QuizPhase::Marked, ..) => &[MarkedAnswer, List, Anywhere, Always],
            (QuizPhase::Review, ..) => &[Review, List, Anywhere, Always],
            (QuizPhase::Paused(_), ..) => &[Paused, Anywhere, Always],
            (QuizPhase::Over(_), ..) => &[Report, List, Anywhere, Always],
        }
    }

    /// Misses are offered where there are some.
    fn offers(&self, action: Action) -> bool {
        let is_about_misses = matches!(action, Action::DrillMisses | Action::Retake);
        !is_about_misses || self.quiz().is_some_and(|quiz| !quiz.report(self.run).misses.is_empty())
    }

    fn field(&mut self) -> Option<&mut TextField> {
        let typing = self.contexts().contains(&Context::Field);
        typing.then_some(&mut self.view.field)
    }

    fn unsaved(&self) -> Option<Unsaved> {
        let (card, draft) = match self.phase()? {
            QuizPhase::Asking | QuizPhase::Paused(ResumePoint::Asking) => self.typed_draft()?,
            _ => return None,
        };
        Some(Unsaved::QuizAnswer(card.to_string(), draft.text(self.view.field.text())?))
    }

    fn note(&self) -> Option<NoteIx> {
        let quiz = self.quiz().filter(|quiz| quiz.phase() == QuizPhase::Marked)?;
        quiz.state().current().question.item.map(|item| item.note)
    }

    fn subject(&self) -> Option<usize> {
        self.quiz().map(|quiz| quiz.state().place)
    }

    fn enter(&mut self, shared: &ScreenContext) -> Option<Command> {
        let under_way = matches!(self.phase(), Some(phase) if !matches!(phase, QuizPhase::Over(_)));
        (!under_way).then(|| Command::Run(Job::Quizzes(shared.home.clone())))
    }

    fn leave(&mut self, shared: &ScreenContext) -> Option<Command> {
        self.step(shared, QuizInput::Pause)
    }

    fn job_started(&mut self, job: JobId) {
        self.job = Some(job);
    }

    fn job_finished(&mut self, _: &ScreenContext, job: JobId, outcome: JobOutcome) {
        let JobOutcome::Quizzes(past) = outcome else { return };
        if self.job == Some(job) {
            // What was set last is offered again, once.
            if let Some(last) = QuizRecord::last_chosen(&past)
                .filter(|_| self.past.is_empty() && self.setup.rules == QuizRules::default())
            {
                self.setup.rules = last.clone();
            }
            self.past = past;
        }
    }

    fn deadline(&self, now: Moment) -> Option<Moment> {
        let quiz = self.quiz().filter(|quiz| quiz.state().timer.is_running())?;
        let (left, _) = quiz.left(self.run)?;
        let every = if left <= question::LOUD { 100 } else { 1000 };
        let wait = (left.as_millis() as i64 % every).max(if left.is_zero() { 1000 } else { 0 });
        Some(Moment(now.0 + if wait == 0 { every } else { wait }))
    }

    fn tick(&mut self, shared: &ScreenContext) -> Option<Command> {
        self.step(shared, QuizInput::Tick)
    }

    fn recorded(&mut self, shared: &ScreenContext) {
        self.run = shared.run;
        self.stage = match std::mem::replace(&mut self.stage, QuizStage::SetUp) {
            QuizStage::SetUp => QuizStage::SetUp,
            QuizStage::Beginning(mut quiz) => {
                quiz.recorded();
                self.view = QuestionState::default();
                QuizStage::Sitting(quiz)
            }
            QuizStage::Sitting(mut quiz) => {
                if quiz.is_pending() {
                    quiz.recorded();
                    self.view = QuestionState::default();
                }
                QuizStage::Sitting(quiz)
            }
        };
    }

    fn not_recorded(&mut self) {
        match &mut self.stage {
            QuizStage::Sitting(quiz) => quiz.not_recorded(),
            QuizStage::Beginning(_) => self.stage = QuizStage::SetUp,
            QuizStage::SetUp => {}
        }
    }

    fn reload(&mut self, shared: &ScreenContext, moved: Remap<'_>) -> Option<Command> {
        self.setup.moved(moved);
        if let QuizStage::Sitting(quiz) | QuizStage::Beginning(quiz) = &mut self.stage {
            quiz.reload(&shared.learner.library);
        }
        None
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        match (self.phase(), action) {
            (None, _) => self.act_on_setup(shared, action),
            (Some(QuizPhase::Over(_)), _) => self.act_on_report(shared, action),
            (Some(QuizPhase::Paused(_)), Action::Resume) => self.step(shared, QuizInput::Resume),
            (Some(QuizPhase::Paused(_)), Action::StopQuiz) => self.step(shared, QuizInput::Stop),
            (Some(QuizPhase::Paused(_)), Action::Back) => Some(Command::Goto(Tab::Home)),
            (Some(QuizPhase::Paused(_)), _) => None,
            (_, Action::Pause | Action::Back) => self.step(shared, QuizInput::Pause),
            (Some(QuizPhase::Marked), Action::NextQuestion) => self.step(shared, QuizInput::Next),
            (Some(QuizPhase::Marked), Action::Overrule) => self.step(shared, QuizInput::Overrule),
            (Some(QuizPhase::Marked), _) => {
                let most =
                    marked_answer::overflow(shared, inner(shared.area), self.quiz()?.state());
                self.scroll(shared, action, most);
                None
            }
            (Some(QuizPhase::Review), _) => self.act_on_review(shared, action),
            (Some(QuizPhase::Asking), _) => self.act_on_question(shared, action),
        }
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let area = shared.area;
        let Some(quiz) = self.quiz() else {
            return self.setup.view(shared, canvas, area, &self.past);
        };
        let inside = inner(area);
        let status = Rect { height: 1, ..area };
        question::status(shared, canvas, status, quiz);
        match quiz.phase() {
            QuizPhase::Asking => question::view(shared, canvas, inside, quiz, &self.view),
            QuizPhase::Marked => {
                marked_answer::view(shared, canvas, inside, quiz.state(), self.view.scroll);
            }
            QuizPhase::Review => review::view(shared, canvas, inside, quiz, self.view.row),
            QuizPhase::Paused(_) => review::paused(shared, canvas, inside, quiz),
            QuizPhase::Over(_) => {
                report::view(shared, canvas, inside, quiz, &self.past, self.view.scroll);
            }
        }
    }
}

/// The place below the status line.
fn inner(area: Rect) -> Rect {
    let above = if area.height < 12 { 1 } else { 2 };
    Rect { y: area.y + above, height: area.height.saturating_sub(above), ..area }
}

fn times(shared: &ScreenContext) -> Timestamps {
    Timestamps { wall: shared.learner.now, run: shared.run }
}

/// What has to change for the view to be reset: a pause leaves everything as it is.
fn place(quiz: &Quiz) -> (usize, QuizPhase) {
    let phase = match quiz.phase() {
        QuizPhase::Paused(ResumePoint::Asking) => QuizPhase::Asking,
        QuizPhase::Paused(ResumePoint::Marked) => QuizPhase::Marked,
        QuizPhase::Paused(ResumePoint::Review) => QuizPhase::Review,
        other => other,
    };
    (quiz.state().place, phase)
}

/// The quiz that was left, if the last one was.
fn left(past: &[QuizRecord]) -> Option<&QuizRecord> {
    past.last().filter(|record| record.ended.is_none())
}

/// What a quiz is, in a few words.
fn record_summary(shared: &ScreenContext, record: &QuizRecord) -> String {
    let calendar = shared.learner.scheduler.calendar();
    let answered = record.answers.iter().filter(|(_, answered)| !answered.again).count();
    let (mode, of) = (record.begun.rules.mode.name(), record.begun.questions.len());
    format!("{mode} of {}: {answered} of {of} answered", calendar.date(calendar.day(record.at)))
}
