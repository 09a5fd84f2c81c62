//! What the full screen opens on.

use std::sync::Arc;

use crate::clock::Clock;
use crate::fault::Fault;
use crate::library::Library;
use crate::memory::{Ledger, Scheduler};
use crate::plan::AnswerStats;
use crate::session::{DrillRequest, QuizRequest};
use crate::store::ConfigHome;
use crate::text::math::GlyphSet;
use crate::ui::draw::curve_glyphs::CurveGlyphs;
use crate::ui::tab::Tab;

/// What the full screen opens on.
pub struct UiOptions {
    /// The notes.
    pub library: Arc<Library>,
    /// What was wrong with the decks.
    pub faults: Vec<Fault>,
    /// Where the user's files lie.
    pub home: ConfigHome,
    /// The first pane.
    pub tab: Tab,
    /// What to search for at once.
    pub query: String,
    /// What to drill at once.
    pub course: Option<DrillRequest>,
    /// The quiz to begin at once.
    pub quiz: Option<QuizRequest>,
    /// What may be drawn with.
    pub glyphs: GlyphSet,
    /// What the terminal's font has for curves.
    pub font: CurveGlyphs,
    /// Whether colours may be used.
    pub colour: bool,
    /// Where the time comes from.
    pub clock: Clock,
    /// What is known of every card.
    pub ledger: Ledger,
    /// When to ask them again.
    pub scheduler: Scheduler,
    /// How the learner answers.
    pub habits: AnswerStats,
    /// Where shuffles and the ids of entries come from.
    pub seed: u64,
}
