//! An import: where notes come from, how they are read, and what would become of them, before
//! anything is written.
//!
//! Reading and writing are done elsewhere; here is what was asked for, and what it came to.

mod import_setting;
mod rows;
mod view;

use std::sync::Arc;

use crate::clock::Moment;
use crate::session::import::{
    CLIPBOARD, ImportOrigin, ImportPreview, ImportRequest, PreviewRequest,
};
use crate::store::import_plan::ImportPlan;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::{Job, JobId, JobOutcome};
use crate::watch::Watch;
use import_setting::ImportSetting;

/// How often the gauge of work that is under way is drawn, in milliseconds.
const BEAT: i64 = 100;

/// What is under way, or what it came to.
#[derive(Debug)]
enum ImportStage {
    /// Nothing is read yet.
    Naming,
    /// It is being read, and can be stopped.
    Reading(JobId, Watch),
    /// It is read, and this is what would become of it.
    Read(Box<ImportPlan>),
    /// It is being written.
    Writing,
    /// It can't be read or written.
    Failed(String),
}

/// Whether what is named was looked at, if perhaps read in another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PreviewState {
    No,
    Yes,
    /// It was, and is to be taken in as soon as it is read once more.
    Hurried,
}

/// An import in the making.
#[derive(Debug)]
pub struct ImportScreen {
    /// The file's name as it is typed; what was pasted has none.
    file: Option<TextField>,
    /// What was read last: its name and all of it.
    bytes: Option<(String, Arc<[u8]>)>,
    /// The file's name as it was when it was read.
    named: String,
    deck: TextField,
    /// The format that was found or chosen.
    found: &'static str,
    format: Option<&'static str>,
    term: TextField,
    card: TextField,
    header: Option<bool>,
    lists: bool,
    past: bool,
    at: usize,
    top: usize,
    stage: ImportStage,
    completing: Option<JobId>,
    shown: PreviewState,
}

impl ImportScreen {
    /// Returns an import that begins with naming a file.
    pub fn new() -> ImportScreen {
        ImportScreen {
            file: Some(TextField::default().with_room(4000)),
            bytes: None,
            named: String::new(),
            deck: TextField::default(),
            found: "",
            format: None,
            term: TextField::default(),
            card: TextField::default(),
            header: None,
            lists: false,
            past: false,
            at: 0,
            top: 0,
            stage: ImportStage::Naming,
            completing: None,
            shown: PreviewState::No,
        }
    }

    /// Returns the import of a pasted text, with what is to be done about it.
    pub fn pasted(shared: &ScreenContext, text: &str) -> (ImportScreen, Command) {
        let mut intake = ImportScreen { file: None, ..ImportScreen::new() };
        intake.bytes = Some((CLIPBOARD.to_string(), text.as_bytes().into()));
        let wish = intake.read(shared);
        (intake, wish)
    }

    /// Reads, or reads once more in another way; what was under way is not wanted any more.
    fn read(&mut self, shared: &ScreenContext) -> Command {
        self.stop();
        let typed = self.file.as_ref().map(|field| field.text().to_string());
        let from = match (&self.bytes, typed) {
            (Some((name, bytes)), None) => ImportOrigin::Bytes(name.clone(), Arc::clone(bytes)),
            (Some((name, bytes)), Some(typed)) if typed == self.named => {
                ImportOrigin::Bytes(name.clone(), Arc::clone(bytes))
            }
            (_, Some(typed)) if typed.trim().is_empty() => {
                self.stage = ImportStage::Naming;
                return Command::Notify(
                    "Type the name of a file, or paste the notes themselves".to_string(),
                );
            }
            (_, typed) => {
                // Another file is another matter: what was found out of the last one does not hold.
                (self.bytes, self.shown) = (None, PreviewState::No);
                self.named = typed.unwrap_or_default();
                ImportOrigin::File(self.named.clone())
            }
        };
        let deck = Some(self.deck.text().trim().to_string()).filter(|deck| !deck.is_empty());
        let watch = Watch::default();
        self.stage = ImportStage::Reading(JobId::default(), watch.clone());
        self.shown = self.shown.min(PreviewState::Yes);
        self.top = 0;
        let (home, options) = (shared.home.clone(), self.options());
        Command::Run(Job::Look(Box::new(PreviewRequest {
            home,
            origin: from,
            options,
            format: self.format,
            deck,
            watch,
        })))
    }

    fn stop(&mut self) {
        if let ImportStage::Reading(_, watch) = &self.stage {
            watch.stop();
        }
    }

    /// Takes in what was read; a name that has changed since is read first.
    fn enter(&mut self, shared: &ScreenContext) -> Option<Command> {
        let is_read = self.is_read();
        match std::mem::replace(&mut self.stage, ImportStage::Writing) {
            ImportStage::Read(plan) if is_read => {
                let (home, scheduler) = (shared.home.clone(), shared.learner.scheduler.clone());
                let taking = ImportRequest {
                    home,
                    plan: *plan,
                    scheduler,
                    with_progress: self.past,
                    now: shared.learner.now,
                };
                Some(Command::Run(Job::TakeIn(Box::new(taking))))
            }
            ImportStage::Writing => None,
            ImportStage::Reading(id, watch) if self.shown != PreviewState::No => {
                self.stage = ImportStage::Reading(id, watch);
                self.shown = PreviewState::Hurried;
                None
            }
            other => {
                self.stage = other;
                Some(self.read(shared))
            }
        }
    }

    /// Takes what a look came to.
    fn looked(&mut self, looked: ImportPreview) {
        let ImportPreview { name, bytes, format, plan } = looked;
        self.bytes = Some((name, bytes));
        self.found = format;
        self.shown = self.shown.max(PreviewState::Yes);
        self.stage = ImportStage::Read(Box::new(plan));
        self.at = self.at.min(self.rows().len() - 1);
    }

    fn plan(&self) -> Option<&ImportPlan> {
        if let ImportStage::Read(plan) = &self.stage { Some(plan) } else { None }
    }

    /// Whether what is shown is what was named.
    fn is_read(&self) -> bool {
        self.plan().is_some() && self.file.as_ref().is_none_or(|field| field.text() == self.named)
    }

    fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.told().saturating_sub(1));
    }
}

impl Default for ImportScreen {
    fn default() -> ImportScreen {
        ImportScreen::new()
    }
}

impl Screen for ImportScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.row() {
            ImportSetting::File if self.is_read() => &[
                Context::FileName,
                Context::ImportPreview,
                Context::Import,
                Context::Field,
                Context::Always,
            ],
            ImportSetting::File => {
                &[Context::FileName, Context::Import, Context::Field, Context::Always]
            }
            row if row.is_text() => {
                &[Context::ImportPreview, Context::Import, Context::Field, Context::Always]
            }
            _ => &[Context::Choice, Context::ImportPreview, Context::Import, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        if let ImportStage::Writing = self.stage { None } else { self.text_of(self.row()) }
    }

    /// Another separator or deck is tried at once; a file is read when its name is whole.
    fn typed(&mut self, shared: &ScreenContext) -> Option<Command> {
        (self.row() != ImportSetting::File).then(|| self.read(shared))
    }

    /// Takes notes that are pasted in the place of a name.
    fn paste(&mut self, shared: &ScreenContext, text: &str) -> Option<Command> {
        if self.row() != ImportSetting::File || !text.trim().contains('\n') {
            return None;
        }
        let (intake, wish) = ImportScreen::pasted(shared, text);
        self.stop();
        *self = intake;
        Some(wish)
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        match action {
            Action::Back => {
                if let ImportStage::Reading(_, watch) = &self.stage {
                    watch.stop();
                    self.stage = ImportStage::Failed("Stopped; nothing has changed".to_string());
                    self.shown = self.shown.min(PreviewState::Yes);
                    return None;
                }
                // What is being written is written whole.
                return (!matches!(self.stage, ImportStage::Writing)).then_some(Command::Close);
            }
            _ if matches!(self.stage, ImportStage::Writing) => return None,
            Action::Import | Action::ReadFile => return self.enter(shared),
            Action::Complete => {
                let typed = self.file.as_ref()?.text().to_string();
                return Some(Command::Run(Job::CompleteName(typed)));
            }
            Action::NextField => self.at = (self.at + 1) % self.rows().len(),
            Action::PreviousField => {
                self.at = (self.at + self.rows().len() - 1) % self.rows().len();
            }
            Action::NextChoice | Action::More => return self.choose(shared, 1),
            Action::PreviousChoice | Action::Less => return self.choose(shared, -1),
            Action::Pick(ListArea::Overlay, row) => self.at = row.min(self.rows().len() - 1),
            Action::PageDown => self.scroll(view::PAGE),
            Action::PageUp => self.scroll(-view::PAGE),
            Action::Scroll(_, by) => self.scroll(by.into()),
            _ => {}
        }
        None
    }

    fn tick(&mut self, shared: &ScreenContext) -> Option<Command> {
        if self.shown == PreviewState::Hurried && self.is_read() {
            self.enter(shared)
        } else {
            None
        }
    }

    fn deadline(&self, now: Moment) -> Option<Moment> {
        if self.shown == PreviewState::Hurried && self.is_read() {
            return Some(now);
        }
        matches!(self.stage, ImportStage::Reading(..) | ImportStage::Writing)
            .then(|| Moment(now.0 + BEAT))
    }

    fn job_started(&mut self, job: JobId) {
        match &mut self.stage {
            ImportStage::Reading(id, _) if *id == JobId::default() => *id = job,
            _ => self.completing = Some(job),
        }
    }

    fn job_finished(&mut self, _: &ScreenContext, job: JobId, outcome: JobOutcome) {
        match (outcome, &self.stage) {
            (JobOutcome::Looked(looked), ImportStage::Reading(id, _)) if *id == job => match looked
            {
                Ok(looked) => self.looked(*looked),
                Err(fault) => self.stage = ImportStage::Failed(fault.to_string()),
            },
            (JobOutcome::NotTakenIn(fault), _) => {
                self.stage = ImportStage::Failed(fault.to_string());
            }
            (JobOutcome::Completed(Some(name)), _) if self.completing == Some(job) => {
                if let Some(field) = &mut self.file {
                    field.set(&name, name.chars().count());
                }
            }
            _ => {}
        }
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        view::view(self, shared, canvas);
    }
}
