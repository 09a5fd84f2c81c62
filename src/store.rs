//! Files: where they lie, and reading and writing them.
//!
//! The only room below the faces that touches the disk.

pub mod backups;
pub mod bundled;
pub mod decks;
mod disk;
pub mod drafts;
pub mod edit;
mod lines;
pub mod log;
mod mark;
mod mend;
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
