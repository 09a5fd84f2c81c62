//! Exporting the selected deck: a file is named, and where it is there already it is asked whether
//! to replace it.

use super::export_form::ExportForm;
use super::{DecksMode, DecksScreen};
use crate::session::export::{ExportOutcome, ExportRequest};
use crate::store::typed_path;
use crate::store::unsaved::DeckTyping;
use crate::ui::screens::screen::{Command, ScreenContext};
use crate::ui::shell::message::{Job, JobId, JobOutcome};

impl DecksScreen {
    /// Opens the field for a file's name, or has the deck written into it.
    pub(super) fn export(&mut self, shared: &ScreenContext) -> Option<Command> {
        let (_, deck) = self.selected(shared)?;
        let (form, replaces) = match &self.mode {
            DecksMode::Export(form) => (form, false),
            DecksMode::Replace(form) => (form, true),
            _ => {
                let name = ExportForm::usual_name(&deck.head.id);
                return self.begin_typing(shared, DeckTyping::File(name));
            }
        };
        let typed = form.name().trim();
        if typed.is_empty() {
            return Some(Command::Notify("Type the name of a file".to_string()));
        }
        let request = ExportRequest {
            home: shared.home.clone(),
            deck: deck.head.id.clone(),
            path: typed_path::meant(typed),
            replaces,
            now: shared.learner.now,
        };
        Some(Command::Run(Job::Export(Box::new(request))))
    }

    /// Goes back to the name of the file; false if nothing was asked about it.
    pub(super) fn keep_file(&mut self) -> bool {
        match std::mem::take(&mut self.mode) {
            DecksMode::Replace(form) => {
                self.mode = DecksMode::Export(form);
                true
            }
            other => {
                self.mode = other;
                false
            }
        }
    }

    /// Remembers the job that writes the file.
    pub(super) fn export_started(&mut self, job: JobId) {
        if let DecksMode::Export(form) | DecksMode::Replace(form) = &mut self.mode {
            form.job = Some(job);
        }
    }

    /// Closes the form once the file is written, or asks whether to replace it.
    pub(super) fn export_finished(&mut self, job: JobId, outcome: &JobOutcome) {
        let mode = std::mem::take(&mut self.mode);
        self.mode = match (mode, outcome) {
            (DecksMode::Export(form) | DecksMode::Replace(form), JobOutcome::Exported(outcome))
                if form.job == Some(job) =>
            {
                match outcome {
                    Ok(ExportOutcome::Written(..)) => DecksMode::List,
                    Ok(ExportOutcome::Exists(_)) => DecksMode::Replace(form),
                    Err(_) => DecksMode::Export(form),
                }
            }
            (mode, _) => mode,
        };
    }
}
