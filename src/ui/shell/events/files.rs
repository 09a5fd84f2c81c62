//! Files that others change while lacuna runs: decks, settings, themes, and a draft that an editor
//! with a window of its own saves later. They are looked at before a key is carried out, at most
//! four times a second: nothing is watched.

use std::sync::Arc;
use std::time::Duration;

use super::EffectRunner;
use crate::fault::Fault;
use crate::library::Library;
use crate::store::file_stamps::{FileStamps, update_stamps};
use crate::store::unsaved::Unsaved;
use crate::store::{self, ConfigHome, NoteDraft};
use crate::ui::draw::theme::UserTheme;
use crate::ui::shell::message::{Job, JobId, Msg};

/// Files are looked at again after so long.
const LOOK: Duration = Duration::from_millis(250);

/// What is known of the files on disk.
#[derive(Debug)]
pub(super) struct DiskLook {
    seen: FileStamps,
    at: Duration,
    /// Drafts whose editors came back at once, and may save later.
    pub(super) drafts: Vec<NoteDraft>,
    /// Whether it was said that drafts can't be written.
    is_fault_known: bool,
}

/// The user's own themes, and the faults in them.
pub fn user_themes(home: &ConfigHome) -> (Vec<UserTheme>, Vec<Fault>) {
    let (texts, mut faults) = store::themes(home);
    let mut themes = Vec::new();
    for text in &texts {
        let (theme, mut found) = UserTheme::parse(&text.stem, &text.text, &text.file);
        faults.append(&mut found);
        themes.push(theme);
    }
    (themes, faults)
}

impl DiskLook {
    /// The files as they were just read.
    pub(super) fn new(home: &ConfigHome) -> DiskLook {
        let seen = FileStamps::look(home);
        DiskLook { seen, at: Duration::ZERO, drafts: Vec::new(), is_fault_known: false }
    }

    /// The settings are those that were just written.
    pub(super) fn settings_are_read(&mut self, home: &ConfigHome) {
        self.seen.settings = FileStamps::look(home).settings;
    }

    /// The decks are those that were just read.
    pub(super) fn decks_are_read(&mut self, home: &ConfigHome) {
        self.seen.decks = FileStamps::look(home).decks;
    }
}

impl EffectRunner {
    /// Reads the decks, and has them prepared.
    pub(super) fn load_decks(&mut self) -> (Arc<Library>, Vec<Fault>) {
        // Looked at first: what changes while they are read is read once more.
        self.disk.decks_are_read(&self.home);
        let (library, faults) = store::load(&self.home);
        let library = Arc::new(library);
        self.worker.submit(JobId::default(), Job::Prepare(Arc::clone(&library)));
        (library, faults)
    }

    /// What others have changed on disk since the last look.
    pub(super) fn changed_on_disk(&mut self) -> Vec<Msg> {
        let now = self.clock.uptime();
        if now < self.disk.at + LOOK {
            return Vec::new();
        }
        self.disk.at = now;
        let mut changes = self.saved_drafts();
        let new = FileStamps::look(&self.home);
        if update_stamps(&mut self.disk.seen.decks, new.decks) {
            let (library, faults) = self.load_decks();
            changes.push(Msg::DecksChanged(library, faults));
        }
        if update_stamps(&mut self.disk.seen.settings, new.settings) {
            let (settings, faults) = store::settings(&self.home);
            changes.push(Msg::SettingsChanged(Box::new(settings), faults));
        }
        if update_stamps(&mut self.disk.seen.themes, new.themes) {
            changes.push(Msg::ThemesChanged(user_themes(&self.home).0));
        }
        changes
    }

    /// The drafts that their editors have saved after all.
    fn saved_drafts(&mut self) -> Vec<Msg> {
        let drafts = std::mem::take(&mut self.disk.drafts).into_iter();
        let (same, saved): (Vec<_>, Vec<_>) =
            drafts.filter(|draft| draft.path.exists()).partition(NoteDraft::is_untouched);
        self.disk.drafts = same;
        let read = |draft: NoteDraft| {
            let text = draft.read();
            Msg::Edited(draft, text)
        };
        saved.into_iter().map(read).collect()
    }

    /// Keeps what is typed and not saved; says once if that can't be done.
    pub(super) fn keep_unsaved(&mut self, texts: &[Unsaved]) -> Option<Msg> {
        let fault = self.unsaved.keep(texts).err()?;
        let is_news = !std::mem::replace(&mut self.disk.is_fault_known, true);
        is_news.then_some(Msg::NotSaved(fault))
    }
}
