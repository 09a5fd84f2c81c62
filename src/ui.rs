//! The full screen: state, update, view.
//!
//! [`events`] waits for input and turns it into messages; [`app`] changes by messages and asks for
//! effects, without any input or output of its own; `view` draws the state and changes nothing. A
//! pane is a plain struct behind the small trait in [`pane`]; every key stands in the one table of
//! [`keymap`].

pub mod draw;
pub mod input;
pub mod screens;
pub mod shell;
pub mod view;

use std::sync::Arc;

use crate::clock::Clock;
use crate::fault::Fault;
use crate::library::Library;
use crate::memory::{Ledger, Scheduler};
use crate::plan::AnswerStats;
use crate::store::{self, ConfigHome};
use crate::text::math::GlyphSet;

use crate::session::DrillRequest;
use crate::session::QuizRequest;
use draw::curve_glyphs::CurveGlyphs;
use draw::theme::{Background, ColourDepth, TerminalColours, Themes, UserTheme};
use shell::events::OpenedDecks;
use shell::loading::PreparedUi;

/// A pane, as a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What there is to do.
    Home,
    /// The glossary.
    Browse,
    /// Finding a note.
    Search,
    /// One card after another.
    Drill,
    /// Against the clock.
    Quiz,
    /// What was done, and what is to be expected.
    Progress,
    /// Playing with concepts.
    Labs,
}

impl Tab {
    /// Every tab, from left to right.
    pub const ALL: [Tab; 7] =
        [Tab::Home, Tab::Browse, Tab::Search, Tab::Drill, Tab::Quiz, Tab::Progress, Tab::Labs];

    /// Returns the word on the tab.
    pub fn title(self) -> &'static str {
        match self {
            Tab::Home => "Home",
            Tab::Browse => "Browse",
            Tab::Search => "Search",
            Tab::Drill => "Drill",
            Tab::Quiz => "Quiz",
            Tab::Progress => "Progress",
            Tab::Labs => "Labs",
        }
    }

    /// Returns the tab so many places to the right, around the end.
    #[must_use]
    pub fn neighbour(self, by: isize) -> Tab {
        let at = Tab::ALL.iter().position(|tab| *tab == self).unwrap_or(0) as isize;
        Tab::ALL[(at + by).rem_euclid(Tab::ALL.len() as isize) as usize]
    }
}

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

/// Loads all themes, selects the one of the settings if `chosen` names it, and returns them with
/// the first fault in that or in the user's own.
pub fn load_themes(
    home: &ConfigHome,
    chosen: Option<&str>,
    colour: bool,
) -> (Themes, Option<Fault>) {
    let (texts, mut faults) = store::themes(home);
    let mut user_themes = Vec::new();
    for text in &texts {
        let (theme, mut found) = UserTheme::parse(&text.stem, &text.text, &text.file);
        faults.append(&mut found);
        user_themes.push(theme);
    }
    let mut themes = Themes::new(terminal(colour), user_themes);
    let wrong = chosen.and_then(|chosen| themes.select(chosen).err());
    faults.splice(0..0, wrong.map(|fault| fault.at(store::settings::place_of(home, "theme"))));
    // One of them is enough to begin with.
    let more = faults.len().saturating_sub(1);
    let first = faults.into_iter().next().map(|mut first| {
        if more > 0 {
            first.remedy = format!("{} (and {more} more in the themes)", first.remedy);
        }
        first
    });
    (themes, first)
}

/// Runs the full screen until the user leaves. Another thread opens the door while everything is
/// read: if that takes longer than a moment, there is a frame to look at meanwhile.
pub fn run(
    read: impl FnOnce() -> OpenedDecks,
    door: impl FnOnce() -> PreparedUi + Send + 'static,
) -> Result<(), Fault> {
    shell::events::run(read, door).map_err(|error| {
        Fault::error(
            format!("the terminal failed: {error}"),
            "run lacuna in an interactive terminal, or use `lacuna find`",
        )
    })?
}

/// The colours of the terminal, by the environment.
fn terminal(colour: bool) -> TerminalColours {
    let variable = |name| std::env::var_os(name).unwrap_or_default().to_string_lossy().into_owned();
    let term = variable("TERM");
    let depth = if colour {
        ColourDepth::from_env(&term, &variable("COLORTERM"))
    } else {
        ColourDepth::Mono
    };
    TerminalColours { depth, background: Background::from_env(&term, &variable("COLORFGBG")) }
}
