//! Files: where they lie, and reading and writing them.
//!
//! The only room below the faces that touches the disk.

pub mod bundled;
pub mod decks;
pub mod paths;

pub use decks::load;
pub use paths::Home;
