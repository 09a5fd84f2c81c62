//! The import screen: the file, how to read it, and a preview of the merge before anything is
//! written.
//!
//! The worker reads and writes; this screen asks for it and shows the outcome.

mod import_setting;
mod rows;
mod view;

use std::sync::Arc;

use crate::clock::Moment;
use crate::session::import::{
    CLIPBOARD, ImportOrigin, ImportPreview, ImportRequest, PreviewRequest,
};
use crate::store::import_plan::ImportPlan;
use crate::store::unsaved::Unsaved;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::{Job, JobId, JobOutcome};
use crate::watch::Watch;
use import_setting::ImportSetting;

/// Milliseconds between two updates of the progress bar.
const BEAT: i64 = 100;

/// How far the import is.
#[derive(Debug)]
enum ImportStage {
    /// Nothing is read yet.
    Naming,
    /// The file is being read, and that can be stopped.
    Reading(JobId, Watch),
    /// The file is read, and this would be imported.
    Read(Box<ImportPlan>),
    /// The decks are being written.
    Writing,
    /// Reading or writing failed.
    Failed(String),
}

/// Whether the named file was previewed, perhaps with other settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PreviewState {
    No,
    Yes,
    /// It was, and is imported as soon as it is read with the present settings.
    Hurried,
}

/// The import screen.
#[derive(Debug)]
pub struct ImportScreen {
    /// The file's name being typed; none for a pasted text.
    file: Option<TextField>,
    /// The name and content of what was read last.
    bytes: Option<(String, Arc<[u8]>)>,
    /// The text that was pasted.
    pasted: Option<String>,
    /// The file's name as it was when it was read.
    named: String,
    deck: TextField,
    /// The format that was detected, and the one that was chosen.
    found: &'static str,
    format: Option<&'static str>,
    term: TextField,
    card: TextField,
    header: Option<bool>,
    columns: TextField,
    one_way: bool,
    lists: bool,
    past: bool,
    index: usize,
    top: usize,
    stage: ImportStage,
    completing: Option<JobId>,
    shown: PreviewState,
}

impl ImportScreen {
    /// An import that begins with naming a file.
    pub fn new() -> ImportScreen {
        ImportScreen {
            file: Some(TextField::default().with_room(4000)),
            bytes: None,
            pasted: None,
            named: String::new(),
            deck: TextField::default(),
            found: "",
            format: None,
            term: TextField::default(),
            card: TextField::default(),
            header: None,
            columns: TextField::default(),
            one_way: false,
            lists: false,
            past: false,
            index: 0,
            top: 0,
            stage: ImportStage::Naming,
            completing: None,
            shown: PreviewState::No,
        }
    }

    /// The import of a pasted text, with the command that reads it.
    pub fn pasted(shared: &ScreenContext, text: &str) -> (ImportScreen, Command) {
        let mut import = ImportScreen { file: None, ..ImportScreen::new() };
        import.bytes = Some((CLIPBOARD.to_string(), text.as_bytes().into()));
        import.pasted = Some(text.to_string());
        let command = import.read(shared);
        (import, command)
    }

    /// Reads the source with the present settings; a reading under way is stopped.
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
                // What was detected in the last file does not hold for another one.
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
        Command::Run(Job::PreviewImport(Box::new(PreviewRequest {
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

    /// Imports what was read; a file whose name has changed since is read first.
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
                Some(Command::Run(Job::Import(Box::new(taking))))
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

    /// Shows the preview of what was read.
    fn show_preview(&mut self, preview: ImportPreview) {
        let ImportPreview { name, bytes, format, plan } = preview;
        self.bytes = Some((name, bytes));
        self.found = format;
        self.shown = self.shown.max(PreviewState::Yes);
        self.stage = ImportStage::Read(Box::new(plan));
        self.index = self.index.min(self.rows().len() - 1);
    }

    fn plan(&self) -> Option<&ImportPlan> {
        if let ImportStage::Read(plan) = &self.stage { Some(plan) } else { None }
    }

    /// Whether the preview is of the file that is named.
    fn is_read(&self) -> bool {
        self.plan().is_some() && self.file.as_ref().is_none_or(|field| field.text() == self.named)
    }

    fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.line_count().saturating_sub(1));
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
        if let ImportStage::Writing = self.stage { None } else { self.field_mut(self.row()) }
    }

    /// Another separator or deck is tried at once; a file is read when its name is complete.
    fn typed(&mut self, shared: &ScreenContext) -> Option<Command> {
        (self.row() != ImportSetting::File).then(|| self.read(shared))
    }

    /// Notes may be pasted in the place of a file's name.
    fn paste(&mut self, shared: &ScreenContext, text: &str) -> Option<Command> {
        if self.row() != ImportSetting::File || !text.trim().contains('\n') {
            return None;
        }
        let (import, command) = ImportScreen::pasted(shared, text);
        self.stop();
        *self = import;
        Some(command)
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
                    self.stage = ImportStage::Failed("Stopped. Nothing has changed".to_string());
                    self.shown = self.shown.min(PreviewState::Yes);
                    return None;
                }
                // Writing can't be interrupted.
                let is_writing = matches!(self.stage, ImportStage::Writing);
                let close = match self.pasted {
                    Some(_) => Command::All(vec![
                        Command::Stash,
                        Command::Notify("What you pasted is kept: Home offers it again".into()),
                    ]),
                    None => Command::Close,
                };
                return (!is_writing).then_some(close);
            }
            _ if matches!(self.stage, ImportStage::Writing) => return None,
            Action::Import | Action::ReadFile => return self.enter(shared),
            Action::Complete => {
                let typed = self.file.as_ref()?.text().to_string();
                return Some(Command::Run(Job::CompleteName(typed)));
            }
            Action::NextField => self.index = (self.index + 1) % self.rows().len(),
            Action::PreviousField => {
                self.index = (self.index + self.rows().len() - 1) % self.rows().len();
            }
            Action::NextChoice | Action::More => return self.choose(shared, 1),
            Action::PreviousChoice | Action::Less => return self.choose(shared, -1),
            Action::Pick(ListArea::Overlay, row) => self.index = row.min(self.rows().len() - 1),
            Action::PageDown => self.scroll(view::PAGE),
            Action::PageUp => self.scroll(-view::PAGE),
            Action::Scroll(_, by) => self.scroll(by.into()),
            _ => {}
        }
        None
    }

    fn unsaved(&self) -> Option<Unsaved> {
        self.pasted.clone().map(Unsaved::Pasted)
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
            (JobOutcome::ImportPreview(preview), ImportStage::Reading(id, _)) if *id == job => {
                match preview {
                    Ok(preview) => self.show_preview(*preview),
                    Err(fault) => self.stage = ImportStage::Failed(fault.to_string()),
                }
            }
            (JobOutcome::ImportFailed(fault), _) => {
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
