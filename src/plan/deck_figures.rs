//! What a list of decks says of each: its size, what it has for today, what is weak, and the score
//! to expect. All decks are counted in one pass, so that many of them cost no more than one.

use super::exams::DeckScore;
use super::{DeckCounts, NoteStatus, NoteStatuses, StudiedDecks, StudyPlan};
use crate::library::{DeckIx, Library};

/// What a list of decks says of a deck.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DeckFigures {
    /// How many cards its notes make.
    pub cards: usize,
    /// What it has for today.
    pub today: DeckCounts,
    /// How many of its notes have a weak card.
    pub weak: usize,
    /// The share of right answers to expect in the next exam that covers it.
    pub expected: Option<f32>,
    /// Whether it is on.
    pub is_on: bool,
    /// Whether anything of it is studied: it is on, or an exam names it.
    pub is_studied: bool,
}

impl DeckFigures {
    /// Those of all decks, in their order.
    pub fn count(
        library: &Library,
        studied: &StudiedDecks<'_>,
        plan: &StudyPlan,
        statuses: &NoteStatuses,
    ) -> Vec<DeckFigures> {
        let mut all: Vec<DeckFigures> = (0..)
            .map(DeckIx)
            .zip(library.card_counts().iter().zip(plan.count_by_deck(library)))
            .map(|(deck, (cards, today))| {
                let is_on = studied.is_on(deck);
                let is_studied = is_on || studied.exams_of(deck).next().is_some();
                DeckFigures { cards: *cards, today, is_on, is_studied, ..DeckFigures::default() }
            })
            .collect();
        for note in library.all().filter(|note| statuses.has(*note, NoteStatus::Weak)) {
            all[library.deck(note).index()].weak += 1;
        }
        // The next exam has the last word.
        for DeckScore { deck, score } in plan.exams.iter().rev().flat_map(|exam| &exam.decks) {
            all[deck.index()].expected = Some(score.expected);
        }
        all
    }
}
