//! Files: where they lie, and reading and writing them.
//!
//! The only room below the faces that touches the disk. [`decks`] reads the notes; [`progress`]
//! opens what was learned, [`log`] adds to it so that it is never lost, and `snapshot` is its sum,
//! which can be worked out anew at any time. [`edit`] changes a note, [`adopt`] and [`intake`] take
//! an import in, [`conflicts`] what synchronizers leave; [`doctor`], [`merge`] and [`backups`] look
//! after these files.

pub mod backups;
pub mod bundled;
mod conflict_names;
pub mod conflicts;
pub mod decks;
mod disk;
pub mod doctor;
pub mod drafts;
pub mod edit;
mod fast_parse;
pub mod import_plan;
pub mod import_writer;
pub mod log;
pub mod log_lines;
mod log_position;
pub mod merge;
mod os;
pub mod paths;
pub mod progress;
mod quizzes;
mod repair;
mod save;
pub mod settings;
mod snapshot;
mod themes;
mod time_zone;
pub mod typed_path;

pub use decks::load;
pub use drafts::NoteDraft;
pub use import_writer::ImportTarget;
pub use log::ReviewLog;
pub use paths::ConfigHome;
pub use progress::OpenedProgress;
pub use quizzes::quizzes;
pub use settings::settings;
pub use themes::{ThemeText, themes};
pub use time_zone::calendar;

use crate::fault::Fault;
use crate::library::Library;
use crate::memory::Scheduler;

/// A state.ron of so many bytes is read while the decks are: below, starting a thread costs more
/// than it saves.
const LARGE: u64 = 1 << 20;

/// Opens every deck, and what is known of their cards; the faults of the decks come beside.
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
