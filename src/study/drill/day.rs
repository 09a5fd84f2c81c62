//! The day around a drill's cards: how long it is, what is planned for it, and what came of it.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::{Drill, StudyContext};
use crate::clock::Moment;
use crate::library::{LibraryCard, NoteIx};
use crate::memory::{CardStage, Rating};
use crate::study::lesson::{LessonStep, QuestionStage};
use crate::study::open_card::DrillPhase;
use crate::study::operation::{CardSource, READ};

/// Decides whether the day has time for one more question.
pub trait TimePolicy: std::fmt::Debug + Send + Sync {
    /// Whether there is time for a card after so many seconds of this sitting.
    fn has_time(&self, seconds_used: f64, item: LibraryCard, stage: QuestionStage) -> bool;
}

impl Drill {
    /// Which of the day's new notes is shown or was shown last, and how many there are.
    pub fn lessons(&self, context: StudyContext<'_>) -> (usize, usize) {
        let is_open = matches!(self.phase, DrillPhase::Teaching(_));
        let shown = self.history().filter(|did| did.name == READ).count() + usize::from(is_open);
        let open = self.open_card().map(|card| card.question.item.note);
        let mut ahead: Vec<NoteIx> = self.queue.items().map(|item| item.note).collect();
        ahead.sort_unstable();
        ahead.dedup();
        let to_come = ahead.into_iter().filter(|&note| {
            Some(note) != open
                && context.library.cards(note).first().is_some_and(|&card| {
                    let item = LibraryCard { note, card };
                    self.step(context, item, CardSource::Ahead) == LessonStep::Shown
                })
        });
        (shown, shown + to_come.count())
    }

    /// How many seconds were spent on cards so far, their notes included.
    pub fn seconds_used(&self) -> f64 {
        self.history().map(|did| f64::from(did.took) / 1000.0).sum()
    }

    /// The cards that it asks in any case: those being taught, and those that come back.
    pub fn pending(&self) -> Vec<LibraryCard> {
        self.queue.pending().collect()
    }

    /// Every card that is still to come, the one in front included.
    pub fn remaining(&self) -> impl Iterator<Item = LibraryCard> {
        let open = self.open_card().map(|card| card.question.item);
        open.into_iter().chain(self.queue.items())
    }

    /// Has a policy decide from now on whether there is time for one more card. Cards for which
    /// there was none come back if there is now.
    pub fn set_time_policy(&mut self, policy: Arc<dyn TimePolicy>) {
        self.time = Some(policy);
        self.queue.reopen();
    }

    /// Goes on after the end, where there are cards or time again.
    pub fn go_on(&mut self, context: StudyContext<'_>, now: Moment) {
        if matches!(self.phase, DrillPhase::Done) {
            self.next(context, now);
        }
    }

    /// Goes on with other cards than those planned so far, those first that failed on an earlier
    /// day. Cards that are being taught, or come back after a failure, stay.
    pub fn replan(
        &mut self,
        context: StudyContext<'_>,
        now: Moment,
        cards: impl IntoIterator<Item = LibraryCard>,
    ) {
        let open = self.open_card().map(|card| card.question.item);
        let mut cards: Vec<LibraryCard> =
            cards.into_iter().filter(|card| Some(*card) != open).collect();
        failed_first(context, &mut cards, now);
        self.queue.replace_ahead(cards.into_iter());
    }

    /// The notes with a card that was new or being learned and was recalled when it was
    /// last asked, in the order of their answers.
    pub fn learned(&self) -> Vec<NoteIx> {
        let mut notes: Vec<NoteIx> = Vec::new();
        for did in self.history().filter(|did| {
            did.rating.is_some() && did.before != CardStage::Review && did.entry.is_some()
        }) {
            let mut later = self.history().rev().filter(|other| other.item == did.item);
            let last = later.find_map(|other| other.rating);
            if !notes.contains(&did.item.note) && last.is_some_and(Rating::is_recalled) {
                notes.push(did.item.note);
            }
        }
        notes
    }

    /// The notes that failed, the most often failed first.
    pub fn slipped(&self) -> Vec<NoteIx> {
        let mut times: HashMap<NoteIx, usize> = HashMap::new();
        for did in
            self.history().filter(|did| did.rating.is_some_and(|rating| !rating.is_recalled()))
        {
            *times.entry(did.item.note).or_default() += 1;
        }
        let mut notes: Vec<(NoteIx, usize)> = times.into_iter().collect();
        notes.sort_unstable_by_key(|&(note, times)| (Reverse(times), note));
        notes.into_iter().map(|(note, _)| note).collect()
    }
}

/// Moves the cards to the front that were failed on the last day that they were asked.
pub(super) fn failed_first(context: StudyContext<'_>, cards: &mut [LibraryCard], now: Moment) {
    let calendar = context.scheduler.calendar();
    let today = calendar.day(now);
    cards.sort_by_key(|item| {
        let progress = context.ledger.get(&context.library.card_id(*item));
        !progress.is_some_and(|progress| progress.failed_before(calendar, today))
    });
}
