//! Exporting the selected deck: a file is named, and where it is there already it is asked whether
//! to replace it.

use std::fmt::Write;

use ratatui::layout::Rect;

use super::{DecksMode, DecksScreen};
use crate::session::export::{self, ExportOutcome, ExportRequest};
use crate::store::typed_path;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, ScreenContext};
use crate::ui::shell::message::{Job, JobId, JobOutcome};
use crate::ui::view::popup::wrap_plain;

/// What the offered name ends in.
const ENDING: &str = if cfg!(feature = "anki") { "apkg" } else { "csv" };

/// The file that a deck is to be written into.
#[derive(Debug)]
pub(super) struct ExportForm {
    field: TextField,
    job: Option<JobId>,
}

impl ExportForm {
    pub(super) fn field(&mut self) -> &mut TextField {
        &mut self.field
    }

    /// What asks whether to replace the file.
    pub(super) fn question(&self) -> String {
        format!("{} already exists. Its content will be lost.", self.field.text().trim())
    }

    /// Draws it over the lower part of the screen.
    pub(super) fn view(&self, canvas: &mut Canvas<'_>, screen: Rect) {
        let mut hint = "The ending sets the format:".to_string();
        for ending in export::endings() {
            _ = write!(hint, " .{ending}");
        }
        hint.push_str(". Progress is not exported.");
        let lines = wrap_plain(&hint, screen.width.saturating_sub(4));
        let height = (3 + lines.len() as u16).min(screen.height);
        let area = Rect { y: screen.bottom().saturating_sub(height), height, ..screen };
        let inside = canvas.overlay(area, "Export this deck to which file?");
        self.field.view(canvas, Rect { height: 1, ..inside });
        for (line, y) in lines.iter().zip(inside.y + 1..inside.bottom()) {
            canvas.text(inside.x, y, inside.width, line, Role::Dim);
        }
    }
}

impl DecksScreen {
    /// Opens the field for a file's name, or has the deck written into it.
    pub(super) fn export(&mut self, shared: &ScreenContext) -> Option<Command> {
        let (_, deck) = self.selected(shared)?;
        let (form, replaces) = match &self.mode {
            DecksMode::Export(form) => (form, false),
            DecksMode::Replace(form) => (form, true),
            _ => {
                let name = format!("~/{}.{ENDING}", deck.head.id);
                let field = TextField::with_text(&name).with_room(4000);
                self.mode = DecksMode::Export(ExportForm { field, job: None });
                return None;
            }
        };
        let typed = form.field.text().trim();
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
