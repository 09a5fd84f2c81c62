//! An import: where notes come from, how they are read, and what would become of them, before
//! anything is written.
//!
//! Reading and writing are done elsewhere; here is what was asked for, and what it came to.

mod rows;
mod view;

use std::sync::Arc;

use crate::clock::Moment;
use crate::store::import_plan::Plan;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, Area};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::Field;
use crate::ui::screens::screen::{Pane, Shared, Wish};
use crate::ui::shell::import_job::{CLIPBOARD, From, Look, Looked, Taking};
use crate::ui::shell::message::{Job, JobId, Outcome};
use crate::watch::Watch;
use rows::Row;

/// How often the gauge of work that is under way is drawn, in milliseconds.
const BEAT: i64 = 100;

/// What is under way, or what it came to.
#[derive(Debug)]
enum Stage {
    /// Nothing is read yet.
    Naming,
    /// It is being read, and can be stopped.
    Reading(JobId, Watch),
    /// It is read, and this is what would become of it.
    Read(Box<Plan>),
    /// It is being written.
    Writing,
    /// It can't be read or written.
    Failed(String),
}

/// Whether what is named was looked at, if perhaps read in another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    No,
    Yes,
    /// It was, and is to be taken in as soon as it is read once more.
    Hurried,
}

/// An import in the making.
#[derive(Debug)]
pub struct Intake {
    /// The file's name as it is typed; what was pasted has none.
    file: Option<Field>,
    /// What was read last: its name and all of it.
    bytes: Option<(String, Arc<[u8]>)>,
    /// The file's name as it was when it was read.
    named: String,
    deck: Field,
    /// The format that was found or chosen.
    found: &'static str,
    format: Option<&'static str>,
    term: Field,
    card: Field,
    header: Option<bool>,
    lists: bool,
    past: bool,
    at: usize,
    top: usize,
    stage: Stage,
    completing: Option<JobId>,
    shown: Shown,
}

impl Intake {
    /// Returns an import that begins with naming a file.
    pub fn new() -> Intake {
        Intake {
            file: Some(Field::default().with_room(4000)),
            bytes: None,
            named: String::new(),
            deck: Field::default(),
            found: "",
            format: None,
            term: Field::default(),
            card: Field::default(),
            header: None,
            lists: false,
            past: false,
            at: 0,
            top: 0,
            stage: Stage::Naming,
            completing: None,
            shown: Shown::No,
        }
    }

    /// Returns the import of a pasted text, with what is to be done about it.
    pub fn pasted(shared: &Shared, text: &str) -> (Intake, Wish) {
        let mut intake = Intake { file: None, ..Intake::new() };
        intake.bytes = Some((CLIPBOARD.to_string(), text.as_bytes().into()));
        let wish = intake.read(shared);
        (intake, wish)
    }

    /// Reads, or reads once more in another way; what was under way is not wanted any more.
    fn read(&mut self, shared: &Shared) -> Wish {
        self.stop();
        let typed = self.file.as_ref().map(|field| field.text().to_string());
        let from = match (&self.bytes, typed) {
            (Some((name, bytes)), None) => From::Bytes(name.clone(), Arc::clone(bytes)),
            (Some((name, bytes)), Some(typed)) if typed == self.named => {
                From::Bytes(name.clone(), Arc::clone(bytes))
            }
            (_, Some(typed)) if typed.trim().is_empty() => {
                self.stage = Stage::Naming;
                return Wish::Say(
                    "Type the name of a file, or paste the notes themselves".to_string(),
                );
            }
            (_, typed) => {
                // Another file is another matter: what was found out of the last one does not hold.
                (self.bytes, self.shown) = (None, Shown::No);
                self.named = typed.unwrap_or_default();
                From::File(self.named.clone())
            }
        };
        let deck = Some(self.deck.text().trim().to_string()).filter(|deck| !deck.is_empty());
        let watch = Watch::default();
        self.stage = Stage::Reading(JobId::default(), watch.clone());
        self.shown = self.shown.min(Shown::Yes);
        self.top = 0;
        let (home, options) = (shared.home.clone(), self.options());
        Wish::Ask(Job::Look(Box::new(Look {
            home,
            from,
            options,
            format: self.format,
            deck,
            watch,
        })))
    }

    fn stop(&mut self) {
        if let Stage::Reading(_, watch) = &self.stage {
            watch.stop();
        }
    }

    /// Takes in what was read; a name that has changed since is read first.
    fn enter(&mut self, shared: &Shared) -> Option<Wish> {
        let is_read = self.is_read();
        match std::mem::replace(&mut self.stage, Stage::Writing) {
            Stage::Read(plan) if is_read => {
                let (home, scheduler) = (shared.home.clone(), shared.desk.scheduler.clone());
                let taking =
                    Taking { home, plan: *plan, scheduler, past: self.past, now: shared.desk.now };
                Some(Wish::Ask(Job::TakeIn(Box::new(taking))))
            }
            Stage::Writing => None,
            Stage::Reading(id, watch) if self.shown != Shown::No => {
                self.stage = Stage::Reading(id, watch);
                self.shown = Shown::Hurried;
                None
            }
            other => {
                self.stage = other;
                Some(self.read(shared))
            }
        }
    }

    /// Takes what a look came to.
    fn looked(&mut self, looked: Looked) {
        let Looked { name, bytes, format, plan } = looked;
        self.bytes = Some((name, bytes));
        self.found = format;
        self.shown = self.shown.max(Shown::Yes);
        self.stage = Stage::Read(Box::new(plan));
        self.at = self.at.min(self.rows().len() - 1);
    }

    fn plan(&self) -> Option<&Plan> {
        if let Stage::Read(plan) = &self.stage { Some(plan) } else { None }
    }

    /// Whether what is shown is what was named.
    fn is_read(&self) -> bool {
        self.plan().is_some() && self.file.as_ref().is_none_or(|field| field.text() == self.named)
    }

    fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.told().saturating_sub(1));
    }
}

impl Default for Intake {
    fn default() -> Intake {
        Intake::new()
    }
}

impl Pane for Intake {
    fn contexts(&self) -> &'static [Context] {
        match self.row() {
            Row::File if self.is_read() => &[
                Context::FileName,
                Context::Preview,
                Context::Intake,
                Context::Field,
                Context::Always,
            ],
            Row::File => &[Context::FileName, Context::Intake, Context::Field, Context::Always],
            row if row.is_text() => {
                &[Context::Preview, Context::Intake, Context::Field, Context::Always]
            }
            _ => &[Context::Choice, Context::Preview, Context::Intake, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        if let Stage::Writing = self.stage { None } else { self.text_of(self.row()) }
    }

    /// Another separator or deck is tried at once; a file is read when its name is whole.
    fn typed(&mut self, shared: &Shared) -> Option<Wish> {
        (self.row() != Row::File).then(|| self.read(shared))
    }

    /// Takes notes that are pasted in the place of a name.
    fn paste(&mut self, shared: &Shared, text: &str) -> Option<Wish> {
        if self.row() != Row::File || !text.trim().contains('\n') {
            return None;
        }
        let (intake, wish) = Intake::pasted(shared, text);
        self.stop();
        *self = intake;
        Some(wish)
    }

    fn update(&mut self, shared: &Shared, action: Action, _: Option<char>) -> Option<Wish> {
        match action {
            Action::Back => {
                if let Stage::Reading(_, watch) = &self.stage {
                    watch.stop();
                    self.stage = Stage::Failed("Stopped; nothing has changed".to_string());
                    self.shown = self.shown.min(Shown::Yes);
                    return None;
                }
                // What is being written is written whole.
                return (!matches!(self.stage, Stage::Writing)).then_some(Wish::Close);
            }
            _ if matches!(self.stage, Stage::Writing) => return None,
            Action::Import | Action::Look => return self.enter(shared),
            Action::Complete => {
                let typed = self.file.as_ref()?.text().to_string();
                return Some(Wish::Ask(Job::CompleteName(typed)));
            }
            Action::NextField => self.at = (self.at + 1) % self.rows().len(),
            Action::PreviousField => {
                self.at = (self.at + self.rows().len() - 1) % self.rows().len();
            }
            Action::NextChoice | Action::More => return self.choose(shared, 1),
            Action::PreviousChoice | Action::Less => return self.choose(shared, -1),
            Action::Pick(Area::Overlay, row) => self.at = row.min(self.rows().len() - 1),
            Action::PageDown => self.scroll(view::PAGE),
            Action::PageUp => self.scroll(-view::PAGE),
            Action::Scroll(_, by) => self.scroll(by.into()),
            _ => {}
        }
        None
    }

    fn tick(&mut self, shared: &Shared) -> Option<Wish> {
        if self.shown == Shown::Hurried && self.is_read() { self.enter(shared) } else { None }
    }

    fn deadline(&self, now: Moment) -> Option<Moment> {
        if self.shown == Shown::Hurried && self.is_read() {
            return Some(now);
        }
        matches!(self.stage, Stage::Reading(..) | Stage::Writing).then(|| Moment(now.0 + BEAT))
    }

    fn awaits(&mut self, job: JobId) {
        match &mut self.stage {
            Stage::Reading(id, _) if *id == JobId::default() => *id = job,
            _ => self.completing = Some(job),
        }
    }

    fn finished(&mut self, _: &Shared, job: JobId, outcome: Outcome) {
        match (outcome, &self.stage) {
            (Outcome::Looked(looked), Stage::Reading(id, _)) if *id == job => match looked {
                Ok(looked) => self.looked(*looked),
                Err(fault) => self.stage = Stage::Failed(fault.to_string()),
            },
            (Outcome::NotTakenIn(fault), _) => self.stage = Stage::Failed(fault.to_string()),
            (Outcome::Completed(Some(name)), _) if self.completing == Some(job) => {
                if let Some(field) = &mut self.file {
                    field.set(&name, name.chars().count());
                }
            }
            _ => {}
        }
    }

    fn view(&self, shared: &Shared, canvas: &mut Canvas<'_>) {
        view::view(self, shared, canvas);
    }
}
