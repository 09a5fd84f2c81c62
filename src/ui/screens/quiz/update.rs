//! What the keys do in each phase of a quiz.

use super::question::{self, QuestionState};
use super::setup::SetupRow;
use super::{QuizScreen, QuizStage, inner, left, report};
use crate::library::NoteIx;
use crate::plan::NoteScope;
use crate::session::DrillRequest;
use crate::study::AnswerDraft;
use crate::study::quiz::{Quiz, QuizInput, QuizResponse};
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::{Command, ScreenContext};
use crate::ui::shell::message::Job;
use crate::ui::tab::Tab;
use crate::ui::view::list::ListMove;

impl QuizScreen {
    pub(super) fn act_on_setup(
        &mut self,
        shared: &ScreenContext,
        action: Action,
    ) -> Option<Command> {
        let rows = self.setup.rows(shared, left(&self.past));
        let height = usize::from(shared.area.height).max(1);
        let row = self.setup.selected(&rows);
        match action {
            Action::Begin if row == Some(SetupRow::Resume) => self.resume(shared),
            Action::Begin => {
                if let Some(row @ SetupRow::Preset(_)) = row {
                    self.setup.change(row, 1);
                }
                Some(self.begin_anew(shared, &self.setup.scope(shared)))
            }
            Action::Less | Action::More | Action::Toggle => {
                self.setup.change(row?, if action == Action::Less { -1 } else { 1 });
                None
            }
            Action::Pick(ListArea::List, at) => {
                self.setup.go(ListMove::To(at), rows.len(), height);
                match rows.get(at) {
                    Some(SetupRow::Resume) => self.resume(shared),
                    Some(SetupRow::Start | SetupRow::Preset(_)) => {
                        self.act_on_setup(shared, Action::Begin)
                    }
                    Some(row) => {
                        self.setup.change(*row, 1);
                        None
                    }
                    None => None,
                }
            }
            Action::Back => Some(Command::Goto(Tab::Home)),
            Action::Scroll(_, by) => {
                self.setup.go(ListMove::By(by.into()), rows.len(), height);
                None
            }
            other => {
                self.setup.go(ListMove::from_action(other, height)?, rows.len(), height);
                None
            }
        }
    }

    fn resume(&mut self, shared: &ScreenContext) -> Option<Command> {
        let quiz =
            left(&self.past).and_then(|record| Quiz::resume(&shared.learner.library, record));
        let Some(quiz) = quiz else {
            return Some(Command::Notify(
                "The notes of that quiz are gone. Start a new one".to_string(),
            ));
        };
        self.stage = QuizStage::Sitting(Box::new(quiz));
        self.view = QuestionState::default();
        self.step(shared, QuizInput::Resume)
    }

    pub(super) fn act_on_question(
        &mut self,
        shared: &ScreenContext,
        action: Action,
    ) -> Option<Command> {
        let quiz_item = self.quiz()?.state().current();
        let rows = match &quiz_item.response {
            QuizResponse::Pairs(pairs) => pairs.len(),
            QuizResponse::Typed(AnswerDraft::Order(order)) => order.len(),
            QuizResponse::Choice(_) | QuizResponse::Typed(_) => 0,
        };
        let (row, ordered) = (self.view.row, matches!(quiz_item.response, QuizResponse::Typed(_)));
        let picked =
            if let QuizResponse::Choice(picked) = quiz_item.response { Some(picked) } else { None };
        if !matches!(action, Action::Scroll(..) | Action::PageUp | Action::PageDown) {
            self.view.top = None;
        }
        match action {
            Action::Choose(at) if rows > 0 => {
                let command = self.step(shared, QuizInput::Pair(row, at.into()));
                self.view.row = (row + 1).min(rows - 1);
                command
            }
            Action::Choose(at) => {
                let picked = self.step(shared, QuizInput::Pick(at.into()));
                // In practice the letter is the answer; in an exam it can still be changed.
                if self.quiz()?.is_exam() { picked } else { self.step(shared, QuizInput::Answer) }
            }
            Action::Up | Action::Down if picked.is_some() => {
                let at = picked.flatten().map_or(0, |at| {
                    if action == Action::Up { at.saturating_sub(1) } else { at + 1 }
                });
                self.step(shared, QuizInput::Pick(at))
            }
            Action::Up | Action::Down => {
                self.view.row = next_row(row, rows, action == Action::Down);
                None
            }
            Action::StepUp | Action::StepDown => {
                let to = next_row(row, rows, action == Action::StepDown);
                let command = self.step(shared, QuizInput::MoveStep(row, to));
                self.view.row = to;
                command
            }
            Action::Pick(ListArea::List, at) if ordered || rows > 0 => {
                self.view.row = at.min(rows.saturating_sub(1));
                None
            }
            Action::Submit => self.submit(shared),
            Action::SubmitChoice => self.step(shared, QuizInput::Answer),
            Action::Skip => self.step(shared, QuizInput::Skip),
            Action::PreviousQuestion => self.step(shared, QuizInput::Back),
            Action::FlagQuestion => self.step(shared, QuizInput::Flag),
            _ => {
                let page = isize::try_from(shared.area.height / 2).unwrap_or(1);
                let shown = (&self.view, action.scrolled_rows(page)?);
                self.view.top = question::scroll(shared, inner(shared.area), self.quiz()?, shown);
                None
            }
        }
    }

    /// Takes what is in the field as the next blank or item; an empty one gives the answer as far
    /// as it has come.
    fn submit(&mut self, shared: &ScreenContext) -> Option<Command> {
        let typed = std::mem::take(&mut self.view.field).text().trim().to_string();
        if typed.is_empty() {
            self.step(shared, QuizInput::Answer)
        } else {
            self.step(shared, QuizInput::Type(&typed))
        }
    }

    pub(super) fn act_on_review(
        &mut self,
        shared: &ScreenContext,
        action: Action,
    ) -> Option<Command> {
        let rows = self.quiz()?.state().items.len() + 1;
        let to = match action {
            Action::Enter if self.view.row == 0 => return self.step(shared, QuizInput::HandIn),
            Action::Enter => return self.step(shared, QuizInput::Goto(self.view.row - 1)),
            Action::PreviousQuestion => return self.step(shared, QuizInput::Back),
            Action::Pick(ListArea::List, row) => {
                self.view.row = row.min(rows - 1);
                return self.act_on_review(shared, Action::Enter);
            }
            Action::Scroll(_, by) => self.view.row.saturating_add_signed(by.into()),
            other => match ListMove::from_action(other, usize::from(shared.area.height).max(1))? {
                ListMove::By(by) => self.view.row.saturating_add_signed(by),
                ListMove::To(row) => row,
                ListMove::First => 0,
                ListMove::Last => rows - 1,
            },
        };
        self.view.row = to.min(rows - 1);
        None
    }

    pub(super) fn act_on_report(
        &mut self,
        shared: &ScreenContext,
        action: Action,
    ) -> Option<Command> {
        let quiz = self.quiz()?;
        let misses = || {
            let items = &quiz.state().items;
            let notes = quiz
                .report(shared.run)
                .misses
                .into_iter()
                .filter_map(|place| Some(items[place].question.item?.note));
            notes.collect::<Vec<NoteIx>>()
        };
        match action {
            Action::DrillMisses | Action::Retake if misses().is_empty() => {
                Some(Command::Notify("No misses".to_string()))
            }
            Action::DrillMisses => {
                let scope = NoteScope::from_notes(&shared.learner.library, misses());
                Some(Command::Drill(DrillRequest { scope, limit: None, cram: true }))
            }
            Action::Retake => {
                let scope = NoteScope::from_notes(&shared.learner.library, misses());
                Some(self.begin_anew(shared, &scope))
            }
            Action::Enter | Action::Back => {
                self.stage = QuizStage::SetUp;
                self.view = QuestionState::default();
                Some(Command::Run(Job::Quizzes(shared.home.clone())))
            }
            other => {
                let most = report::overflow(shared, inner(shared.area), quiz, &self.past);
                self.scroll(shared, other, most);
                None
            }
        }
    }

    pub(super) fn scroll(&mut self, shared: &ScreenContext, action: Action, most: usize) {
        let by =
            match (action, ListMove::from_action(action, usize::from(shared.area.height).max(1))) {
                (Action::Scroll(_, rows), _) => rows.into(),
                (_, Some(ListMove::By(by))) => by,
                (_, Some(ListMove::First)) => isize::MIN,
                (_, Some(ListMove::Last)) => isize::MAX,
                _ => return,
            };
        self.view.scroll = self.view.scroll.min(most).saturating_add_signed(by).min(most);
    }
}

/// The row above or below, as far as there is one.
fn next_row(row: usize, rows: usize, is_down: bool) -> usize {
    if is_down { (row + 1).min(rows.saturating_sub(1)) } else { row.saturating_sub(1) }
}
