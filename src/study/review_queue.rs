//! The queue of a drill: which card comes next.
//!
//! It knows only cards and times; the caller decides whether a card may still be asked.

use std::collections::VecDeque;

use super::operation::CardSource;
use crate::clock::Moment;
use crate::library::LibraryCard;

/// Cards on their steps come this many seconds early when nothing else is left (Anki's learn-ahead
/// limit).
const LEARN_AHEAD: i64 = 20 * 60;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NextCard {
    /// This card.
    Card(LibraryCard, CardSource),
    /// Nothing until then.
    Wait(Moment),
    /// Nothing any more.
    Finished,
}

/// The cards that are still to come.
#[derive(Clone, Debug, Default)]
pub(super) struct ReviewQueue {
    ahead: VecDeque<LibraryCard>,
    learning: Vec<(Moment, LibraryCard)>,
    /// Cards skipped because they may not be asked any more; undo can bring them back.
    skipped: Vec<LibraryCard>,
}

impl ReviewQueue {
    pub(super) fn new(
        ahead: VecDeque<LibraryCard>,
        mut learning: Vec<(Moment, LibraryCard)>,
    ) -> ReviewQueue {
        learning.sort_unstable();
        ReviewQueue { ahead, learning, skipped: Vec::new() }
    }

    /// How many cards are in it.
    pub(super) fn len(&self) -> usize {
        self.ahead.len() + self.learning.len()
    }

    /// Every card in it.
    pub(super) fn items(&self) -> impl Iterator<Item = LibraryCard> {
        self.ahead.iter().copied().chain(self.pending())
    }

    /// The cards that come back.
    pub(super) fn pending(&self) -> impl Iterator<Item = LibraryCard> {
        self.learning.iter().map(|(_, item)| *item)
    }

    /// Replaces the cards that are no pending ones.
    pub(super) fn replace_ahead(&mut self, cards: impl Iterator<Item = LibraryCard>) {
        self.ahead =
            cards.filter(|card| !self.learning.iter().any(|(_, other)| other == card)).collect();
    }

    /// Takes out the next card: one whose step is over, else the next in the queue, else one whose
    /// step is nearly over. The card `last`, which was just asked, comes only if nothing else is
    /// left and its time has come.
    pub(super) fn next(
        &mut self,
        last: Option<LibraryCard>,
        now: Moment,
        open: impl Fn(LibraryCard) -> bool,
    ) -> NextCard {
        let soon = now.plus_seconds(LEARN_AHEAD);
        let others = |until: Moment| {
            move |&(due, item): &(Moment, LibraryCard)| due <= until && Some(item) != last
        };
        if let Some(next) = self.step(others(now), &open) {
            return next;
        }
        if let Some(item) = self.queued(last, &open) {
            return NextCard::Card(item, CardSource::Ahead);
        }
        let next =
            self.step(others(soon), &open).or_else(|| self.step(|&(due, _)| due <= now, &open));
        next.unwrap_or_else(|| match self.learning.first() {
            Some((due, _)) if *due <= soon => NextCard::Wait(*due),
            _ => NextCard::Finished,
        })
    }

    fn step(
        &mut self,
        fits: impl Fn(&(Moment, LibraryCard)) -> bool,
        open: &impl Fn(LibraryCard) -> bool,
    ) -> Option<NextCard> {
        while let Some(at) = self.learning.iter().position(&fits) {
            let (due, item) = self.learning.remove(at);
            if open(item) {
                return Some(NextCard::Card(item, CardSource::Learning(due)));
            }
        }
        None
    }

    fn queued(
        &mut self,
        last: Option<LibraryCard>,
        open: &impl Fn(LibraryCard) -> bool,
    ) -> Option<LibraryCard> {
        let held = if self.ahead.front().copied() == last { self.ahead.pop_front() } else { None };
        let mut found = None;
        while let Some(item) = self.ahead.pop_front() {
            if open(item) {
                found = Some(item);
                break;
            }
            self.skipped.push(item);
        }
        if let Some(item) = held.filter(|_| found.is_some()) {
            self.ahead.push_front(item);
        }
        found
    }

    /// Puts a card back to where it came from.
    pub(super) fn put_back(&mut self, item: LibraryCard, from: CardSource) {
        match from {
            CardSource::Ahead => self.ahead.push_front(item),
            CardSource::Learning(due) => self.insert_learning(due, item),
        }
    }

    /// Adds a card that is due at a time.
    pub(super) fn insert_learning(&mut self, due: Moment, item: LibraryCard) {
        let at = self.learning.partition_point(|other| *other < (due, item));
        self.learning.insert(at, (due, item));
    }

    /// Removes a card, wherever it is.
    pub(super) fn remove(&mut self, item: LibraryCard) {
        self.learning.retain(|(_, other)| *other != item);
        self.ahead.retain(|other| *other != item);
    }

    /// Renumbers the cards; one without a new number is dropped.
    pub(super) fn remap(&mut self, number: impl Fn(LibraryCard) -> Option<LibraryCard>) {
        self.ahead = self.ahead.iter().filter_map(|&item| number(item)).collect();
        self.skipped = self.skipped.iter().filter_map(|&item| number(item)).collect();
        self.learning =
            self.learning.iter().filter_map(|&(due, item)| Some((due, number(item)?))).collect();
        self.learning.sort_unstable();
    }

    /// Brings back what was skipped.
    pub(super) fn reopen(&mut self) {
        for item in std::mem::take(&mut self.skipped).into_iter().rev() {
            self.ahead.push_front(item);
        }
    }

    /// Ends the steps that would end by `until`.
    pub(super) fn skip_wait(&mut self, until: Moment, now: Moment) {
        self.learning.iter_mut().filter(|(due, _)| *due <= until).for_each(|(due, _)| *due = now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::CardKind;
    use crate::library::NoteIx;

    fn item(note: u32) -> LibraryCard {
        LibraryCard { note: NoteIx(note), card: CardKind::Term }
    }

    fn minutes(n: i64) -> Moment {
        Moment(n * 60_000)
    }

    #[test]
    fn steps_that_are_over_go_first_and_those_nearly_over_last() {
        let mut queue =
            ReviewQueue::new([item(1)].into(), vec![(minutes(10), item(2)), (minutes(0), item(3))]);
        let mut next = |last| queue.next(last, minutes(1), |_| true);
        assert_eq!(next(None), NextCard::Card(item(3), CardSource::Learning(minutes(0))));
        assert_eq!(next(None), NextCard::Card(item(1), CardSource::Ahead));
        assert_eq!(next(None), NextCard::Card(item(2), CardSource::Learning(minutes(10))));
        assert_eq!(next(None), NextCard::Finished);
    }

    #[test]
    fn nothing_comes_twice_in_a_row_before_its_time() {
        let mut queue = ReviewQueue::new([item(1), item(2)].into(), vec![]);
        assert_eq!(
            queue.next(Some(item(1)), minutes(0), |_| true),
            NextCard::Card(item(2), CardSource::Ahead)
        );
        assert_eq!(
            queue.next(Some(item(2)), minutes(0), |_| true),
            NextCard::Card(item(1), CardSource::Ahead)
        );
        queue.insert_learning(minutes(1), item(1));
        assert_eq!(queue.next(Some(item(1)), minutes(0), |_| true), NextCard::Wait(minutes(1)));
        assert_eq!(
            queue.next(Some(item(1)), minutes(1), |_| true),
            NextCard::Card(item(1), CardSource::Learning(minutes(1)))
        );
        queue.insert_learning(minutes(60), item(1));
        assert_eq!(
            queue.next(None, minutes(1), |_| true),
            NextCard::Finished,
            "not today's business yet"
        );
    }

    #[test]
    fn closed_cards_are_passed_by_until_they_are_reopened() {
        let mut queue = ReviewQueue::new([item(1), item(2)].into(), vec![]);
        assert_eq!(
            queue.next(None, minutes(0), |other| other != item(1)),
            NextCard::Card(item(2), CardSource::Ahead)
        );
        assert_eq!(queue.next(None, minutes(0), |_| true), NextCard::Finished);
        queue.reopen();
        assert_eq!(
            queue.next(None, minutes(0), |_| true),
            NextCard::Card(item(1), CardSource::Ahead)
        );
    }
}
