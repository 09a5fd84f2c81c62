//! How long cards take: the one estimate that every screen, command and plan goes by.

use super::forecast::{AnswerStats, Effort, MemorySnapshot, StudySeconds};
use crate::clock::Moment;
use crate::library::{Library, LibraryCard, NoteIx};
use crate::memory::{CardId, Ledger, Progress, Scheduler};

/// Bytes of a note's source for each word that is read.
const BYTES_OF_A_WORD: usize = 6;

/// About how many words a note has.
pub fn words(library: &Library, note: NoteIx) -> u32 {
    (library.source(note).1.len() / BYTES_OF_A_WORD) as u32
}

/// About how many words a card's note has; 0 for a note that is gone.
pub fn words_of(library: &Library, card: &CardId) -> u32 {
    library.item(card).map_or(0, |item| words(library, item.note))
}

/// The seconds of a card that was asked before.
pub(super) fn known(
    answer_stats: &AnswerStats,
    library: &Library,
    note: NoteIx,
    id: &CardId,
) -> StudySeconds {
    answer_stats.seconds(Some(id), Effort::new(id.card(), false, words(library, note)))
}

/// The seconds of a card that was never asked.
pub(super) fn new(
    answer_stats: &AnswerStats,
    library: &Library,
    item: LibraryCard,
) -> StudySeconds {
    let words = words(library, item.note);
    answer_stats.seconds(None, Effort::new(&item.card.name(), true, words))
}

/// What the time of a card follows from.
#[derive(Clone, Copy)]
pub struct StudyTime<'a> {
    /// The notes.
    pub library: &'a Library,
    /// What is known of their cards.
    pub ledger: &'a Ledger,
    /// How memory works.
    pub scheduler: &'a Scheduler,
    /// How the learner answers.
    pub answer_stats: &'a AnswerStats,
    /// When the cards are asked.
    pub now: Moment,
}

impl StudyTime<'_> {
    /// The expected seconds of asking these cards, with what fails coming back.
    pub fn seconds(&self, cards: impl IntoIterator<Item = LibraryCard>) -> f32 {
        cards.into_iter().map(|item| self.card(item)).sum()
    }

    fn card(&self, item: LibraryCard) -> f32 {
        let id = self.library.card_id(item);
        let progress = self.ledger.get(&id);
        match progress.filter(|progress| progress.reviewed.is_some()) {
            Some(progress) => known(self.answer_stats, self.library, item.note, &id)
                .expected(self.failing(progress)),
            None => new(self.answer_stats, self.library, item)
                .expected(self.answer_stats.first_ratings()[0]),
        }
    }

    /// The chance that a card fails now.
    fn failing(&self, progress: &Progress) -> f32 {
        let snapshot = MemorySnapshot::from_progress(progress, self.scheduler);
        snapshot.map_or(0.0, |snapshot| {
            1.0 - snapshot.recall(self.scheduler, self.answer_stats.calibration(), self.now)
        })
    }
}
