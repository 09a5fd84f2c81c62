//! Files: where they lie, and reading and writing them.
//!
//! The only room below the faces that touches the disk. [`decks`] reads the notes; [`progress`] opens what was learned,
//! [`log`] adds to it so that it is never lost, and `snapshot` is its sum, which can be worked out anew at any time.
//! [`doctor`], [`merge`] and [`backups`] look after these files.

pub mod backups;
pub mod bundled;
pub mod decks;
mod disk;
pub mod doctor;
pub mod drafts;
pub mod edit;
mod lines;
pub mod log;
mod mark;
mod mend;
pub mod merge;
pub mod paths;
pub mod progress;
mod quick;
mod save;
pub mod settings;
mod snapshot;

pub use decks::load;
pub use drafts::Draft;
pub use log::Log;
pub use paths::Home;
pub use progress::Opened;
pub use settings::settings;
