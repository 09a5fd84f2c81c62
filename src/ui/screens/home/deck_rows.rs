//! Home's rows for the decks, where more than one is studied.

use super::outlook::BAR;
use crate::library::{DeckInfo, DeckIx};
use crate::plan::DeckFigures;
use crate::text::count::{percent, pluralize};
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart;

/// The decks that are studied and have notes.
pub(super) fn decks(shared: &ScreenContext) -> Vec<DeckIx> {
    let (library, studied) = (&shared.learner.library, shared.learner.studied_decks());
    let decks = (0..).map(DeckIx).zip(library.decks());
    decks
        .filter(|(_, deck)| !deck.notes.is_empty())
        .map(|(at, _)| at)
        .filter(|at| studied.is_on(*at) || studied.exams_of(*at).next().is_some())
        .collect()
}

/// What a deck has for today, and the score to expect of it where an exam covers it.
pub(super) fn right_text(deck: &DeckInfo, figures: &DeckFigures) -> String {
    let (due, new) = (figures.today.due + figures.today.learning, figures.today.new);
    let mut parts = Vec::new();
    if due > 0 {
        parts.push(format!("● {due} due"));
    }
    if new > 0 {
        parts.push(format!("{new} new"));
    }
    if parts.is_empty() {
        parts.push(pluralize(deck.terms as usize, "term", "terms"));
    }
    let score =
        figures.expected.map(|share| format!("  {} {:>5}", chart::bar(share, BAR), percent(share)));
    parts.join(" · ") + &score.unwrap_or_default()
}
