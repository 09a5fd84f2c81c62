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
use crate::ui::draw::picture::PictureTerminal;
use crate::ui::tab::Tab;

/// What the full screen opens on.
pub struct UiOptions {
    /// The notes.
    pub library: Arc<Library>,
    /// The faults in the decks and in other files.
    pub faults: Vec<Fault>,
    /// The folders of the user's files.
    pub home: ConfigHome,
    /// The first tab.
    pub tab: Tab,
    /// The first search; empty for none.
    pub query: String,
    /// The drill to start with.
    pub drill: Option<DrillRequest>,
    /// The quiz to start with.
    pub quiz: Option<QuizRequest>,
    /// The characters that may be drawn.
    pub glyphs: GlyphSet,
    /// The characters that the terminal's font has for curves.
    pub font: CurveGlyphs,
    /// What the terminal can show of pictures, if it can.
    pub pictures: Option<PictureTerminal>,
    /// Whether colours may be used.
    pub colour: bool,
    /// The clock.
    pub clock: Clock,
    /// What is known of every card.
    pub ledger: Ledger,
    /// The scheduler.
    pub scheduler: Scheduler,
    /// How well and how fast the learner answers.
    pub answer_stats: AnswerStats,
    /// The seed of shuffles and of the ids of entries.
    pub seed: u64,
}
