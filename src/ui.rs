//! The full screen: state, update, view.

use crate::collection::Collection;
use crate::fault::Fault;
use crate::store::Home;
use crate::text::math::Glyphs;

/// A pane, as a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What there is to do.
    Home,
    /// The glossary.
    Browse,
    /// Finding a note.
    Search,
}

/// What the full screen opens on.
pub struct Options {
    /// The notes.
    pub collection: Collection,
    /// What was wrong with the decks.
    pub faults: Vec<Fault>,
    /// Where the user's files lie.
    pub home: Home,
    /// The first pane.
    pub tab: Tab,
    /// What to search for at once.
    pub query: String,
    /// What may be drawn with.
    pub glyphs: Glyphs,
    /// Whether colours may be used.
    pub colour: bool,
}

/// Runs the full screen until the user leaves.
pub fn run(_: Options) -> Result<(), Fault> {
    Err(Fault::error("the full screen is not there yet", "use the commands: lacuna --help"))
}
