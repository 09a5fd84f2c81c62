//! The waiting line of a drill: whose turn it is.
//!
//! It knows cards and times only. Whether a card may still be asked is the caller's to say.

use std::collections::VecDeque;

use super::operation::CardSource;
use crate::clock::Moment;
use crate::library::LibraryCard;

/// Cards on their steps come this many seconds early when nothing else is left (Anki's learn-ahead
/// limit).
const LEARN_AHEAD: i64 = 20 * 60;

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NextCard {
    /// This card's.
    Card(LibraryCard, CardSource),
    /// Nobody's until then.
    Wait(Moment),
    /// Nobody's any more.
    Nobody,
}

/// The cards that are still to come.
#[derive(Clone, Debug, Default)]
pub(super) struct ReviewQueue {
    ahead: VecDeque<LibraryCard>,
    learning: Vec<(Moment, LibraryCard)>,
    /// Cards passed by because they were not to be asked any more; undoing what closed them brings
    /// them back.
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

    /// Returns how many cards are in it.
    pub(super) fn len(&self) -> usize {
        self.ahead.len() + self.learning.len()
    }

    /// Takes out the card whose turn it is: one whose step is over, else the next in the queue,
    /// else one whose step is nearly over. The card `last`, which was just asked, has its turn only
    /// if nothing else is left and its time has come.
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
        if let Some(turn) = self.step(others(now), &open) {
            return turn;
        }
        if let Some(item) = self.queued(last, &open) {
            return NextCard::Card(item, CardSource::Ahead);
        }
        let turn =
            self.step(others(soon), &open).or_else(|| self.step(|&(due, _)| due <= now, &open));
        turn.unwrap_or_else(|| match self.learning.first() {
            Some((due, _)) if *due <= soon => NextCard::Wait(*due),
            _ => NextCard::Nobody,
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
            CardSource::Learning(due) => self.come_back(due, item),
        }
    }

    /// Lets a card come back at a time.
    pub(super) fn come_back(&mut self, due: Moment, item: LibraryCard) {
        let at = self.learning.partition_point(|other| *other < (due, item));
        self.learning.insert(at, (due, item));
    }

    /// Lets a card come back at the end.
    pub(super) fn go_last(&mut self, item: LibraryCard) {
        self.ahead.push_back(item);
    }

    /// Takes a card out, wherever it stands.
    pub(super) fn take_out(&mut self, item: LibraryCard) {
        self.learning.retain(|(_, other)| *other != item);
        self.ahead.retain(|other| *other != item);
    }

    /// Gives the cards other numbers; one that gets none is dropped.
    pub(super) fn remap(&mut self, number: impl Fn(LibraryCard) -> Option<LibraryCard>) {
        self.ahead = self.ahead.iter().filter_map(|&item| number(item)).collect();
        self.skipped = self.skipped.iter().filter_map(|&item| number(item)).collect();
        self.learning =
            self.learning.iter().filter_map(|&(due, item)| Some((due, number(item)?))).collect();
        self.learning.sort_unstable();
    }

    /// Brings back what was passed by.
    pub(super) fn reopen(&mut self) {
        for item in std::mem::take(&mut self.skipped).into_iter().rev() {
            self.ahead.push_front(item);
        }
    }

    /// Ends the steps that would end by `until`.
    pub(super) fn hurry(&mut self, until: Moment, now: Moment) {
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
        let mut line =
            ReviewQueue::new([item(1)].into(), vec![(minutes(10), item(2)), (minutes(0), item(3))]);
        let mut turn = |last| line.next(last, minutes(1), |_| true);
        assert_eq!(turn(None), NextCard::Card(item(3), CardSource::Learning(minutes(0))));
        assert_eq!(turn(None), NextCard::Card(item(1), CardSource::Ahead));
        assert_eq!(turn(None), NextCard::Card(item(2), CardSource::Learning(minutes(10))));
        assert_eq!(turn(None), NextCard::Nobody);
    }

    #[test]
    fn nothing_comes_twice_in_a_row_before_its_time() {
        let mut line = ReviewQueue::new([item(1), item(2)].into(), vec![]);
        assert_eq!(
            line.next(Some(item(1)), minutes(0), |_| true),
            NextCard::Card(item(2), CardSource::Ahead)
        );
        assert_eq!(
            line.next(Some(item(2)), minutes(0), |_| true),
            NextCard::Card(item(1), CardSource::Ahead)
        );
        line.come_back(minutes(1), item(1));
        assert_eq!(line.next(Some(item(1)), minutes(0), |_| true), NextCard::Wait(minutes(1)));
        assert_eq!(
            line.next(Some(item(1)), minutes(1), |_| true),
            NextCard::Card(item(1), CardSource::Learning(minutes(1)))
        );
        line.come_back(minutes(60), item(1));
        assert_eq!(
            line.next(None, minutes(1), |_| true),
            NextCard::Nobody,
            "not today's business yet"
        );
    }

    #[test]
    fn closed_cards_are_passed_by_until_they_are_reopened() {
        let mut line = ReviewQueue::new([item(1), item(2)].into(), vec![]);
        assert_eq!(
            line.next(None, minutes(0), |other| other != item(1)),
            NextCard::Card(item(2), CardSource::Ahead)
        );
        assert_eq!(line.next(None, minutes(0), |_| true), NextCard::Nobody);
        line.reopen();
        assert_eq!(
            line.next(None, minutes(0), |_| true),
            NextCard::Card(item(1), CardSource::Ahead)
        );
    }
}
