//! Files: where they lie, and reading and writing them.
//!
//! The only module below the faces that touches the disk. [`decks`] reads the notes; [`log`] holds
//! every review, `snapshot` the progress that follows from them, and [`progress`] opens both.
//! [`edit`] changes a note, [`whole_decks`] renames and deletes a deck, [`moved_notes`]
//! moves notes to another; `import_target` finds the
//! deck of an import, [`import_plan`] and [`import_writer`] carry it out; [`media`] keeps pictures
//! and sounds; [`conflicts`] merges what
//! synchronizers leave; [`merge`] and [`backups`] look after the files.

mod backup_copy;
pub mod backups;
pub mod bundled;
mod conflict_names;
pub mod conflicts;
pub mod decks;
mod disk;
pub mod doctor;
pub mod drafts;
pub mod edit;
pub mod exported_file;
mod fast_parse;
pub mod file_stamps;
mod import_log;
pub mod import_plan;
pub mod import_source;
mod import_target;
pub mod import_writer;
pub mod log;
pub mod log_lines;
mod log_position;
pub mod media;
pub mod media_beside;
pub mod media_check;
pub mod media_export;
pub mod media_import;
mod media_names;
pub mod merge;
mod moved_media;
pub mod moved_notes;
mod note_arrivals;
mod os;
pub mod paths;
pub mod progress;
mod repair;
pub mod restore;
mod save;
pub mod settings;
mod snapshot;
mod staging;
mod themes;
mod time_zone;
pub mod typed_path;
pub mod unsaved;
pub mod whole_decks;
mod written_decks;

pub use decks::load;
pub use drafts::NoteDraft;
pub use import_target::ImportTarget;
pub use log::ReviewLog;
pub use paths::ConfigHome;
pub use progress::{OpenedProgress, quizzes};
pub use settings::settings;
pub use themes::{ThemeText, themes};
pub use time_zone::calendar;
pub use written_decks::WrittenDecks;

use crate::fault::Fault;
use crate::library::Library;
use crate::memory::Scheduler;

/// A `state.ron` of this many bytes is read on a second thread, beside the decks: for a smaller one
/// starting the thread costs more than it saves.
const LARGE: u64 = 1 << 20;

/// Has every write give up soon where another program keeps a file locked, for a screen that would
/// stand still meanwhile.
pub fn wait_briefly_for_locks() {
    os::wait_briefly_for_locks();
}

/// Opens every deck and the progress of their cards; the faults are those of the decks.
pub fn open(home: &ConfigHome, scheduler: &Scheduler) -> (Library, Vec<Fault>, OpenedProgress) {
    let large = os::metadata(home.state()).is_ok_and(|state| state.len() >= LARGE);
    std::thread::scope(|scope| {
        let read = || progress::open(home, scheduler);
        let other = std::thread::Builder::new().name("lacuna-progress".to_string());
        let other = if large { other.spawn_scoped(scope, read).ok() } else { None };
        let (library, faults) = load(home);
        let opened = match other.map(std::thread::ScopedJoinHandle::join) {
            Some(opened) => opened.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            None => read(),
        };
        (library, faults, opened)
    })
}
