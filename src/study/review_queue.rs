//! The queue of a drill: which card comes next.
//!
//! It knows only cards, times and turns; the caller says what speaks against a card, and whether it
//! may still be asked.

use std::collections::VecDeque;

use super::card_order::Objection;
use super::lesson::LessonStep;
use super::operation::CardSource;
use crate::clock::Moment;
use crate::library::{LibraryCard, NoteIx};

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

/// When a card is chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct QueueTime {
    pub(super) now: Moment,
    /// How many cards were put so far.
    pub(super) turn: usize,
}

/// A card that comes back once a number of cards were put.
#[derive(Clone, Copy, Debug)]
struct ReturningCard {
    turn: usize,
    item: LibraryCard,
    step: LessonStep,
}

/// The cards that are still to come.
#[derive(Clone, Debug, Default)]
pub(super) struct ReviewQueue {
    ahead: VecDeque<LibraryCard>,
    learning: Vec<(Moment, LibraryCard)>,
    /// Cards being taught, and cards that were failed, by the turn at which they come.
    returning: Vec<ReturningCard>,
    /// Cards skipped because they may not be asked any more; undo can bring them back.
    skipped: Vec<(LibraryCard, CardSource)>,
}

impl ReviewQueue {
    pub(super) fn new(
        ahead: VecDeque<LibraryCard>,
        mut learning: Vec<(Moment, LibraryCard)>,
    ) -> ReviewQueue {
        learning.sort_unstable();
        ReviewQueue { ahead, learning, ..ReviewQueue::default() }
    }

    /// How many cards are in it.
    pub(super) fn len(&self) -> usize {
        self.ahead.len() + self.learning.len() + self.returning.len()
    }

    fn ahead(&self) -> impl Iterator<Item = LibraryCard> {
        self.ahead.iter().copied()
    }

    /// Whether a card of the note is in it.
    pub(super) fn has_note(&self, note: NoteIx) -> bool {
        self.items().any(|item| item.note == note)
    }

    /// Every card in it.
    pub(super) fn items(&self) -> impl Iterator<Item = LibraryCard> {
        self.ahead().chain(self.pending())
    }

    /// The cards that come back, or whose lesson is not over.
    pub(super) fn pending(&self) -> impl Iterator<Item = LibraryCard> {
        let learning = self.learning.iter().map(|(_, item)| *item);
        learning.chain(self.returning.iter().map(|card| card.item))
    }

    /// Takes out the next card: one whose step is over, else one whose turn has come, else the next
    /// in the queue, else one whose turn or step is near. A card against which less speaks goes
    /// first: `allows` says whether nothing heavier speaks against it. The card `last`, which was
    /// just asked, comes only if nothing else is left and its time has come.
    pub(super) fn next(
        &mut self,
        time: QueueTime,
        last: Option<LibraryCard>,
        allows: impl Fn(&ReviewQueue, (LibraryCard, CardSource), Objection) -> bool,
        open: impl Fn(LibraryCard, CardSource) -> bool,
    ) -> NextCard {
        while let Some((item, from)) = self.choose(time, last, &allows) {
            self.remove(item);
            if open(item, from) {
                return NextCard::Card(item, from);
            }
            self.skipped.push((item, from));
        }
        match self.learning.first() {
            Some((due, _)) if *due <= time.now.plus_seconds(LEARN_AHEAD) => NextCard::Wait(*due),
            _ => NextCard::Finished,
        }
    }

    fn choose(
        &self,
        time: QueueTime,
        last: Option<LibraryCard>,
        allows: &impl Fn(&ReviewQueue, (LibraryCard, CardSource), Objection) -> bool,
    ) -> Option<(LibraryCard, CardSource)> {
        let steps = |until: Moment| {
            let over = self.learning.iter().take_while(move |(due, _)| *due <= until);
            over.map(|&(due, item)| (item, CardSource::Learning(due)))
        };
        let returning = |ready: bool| {
            let cards = self.returning.iter().filter(move |card| (card.turn <= time.turn) == ready);
            cards.map(|card| (card.item, CardSource::Returning(card.turn, card.step)))
        };
        let ahead = || self.ahead().map(|item| (item, CardSource::Ahead));
        let now = || steps(time.now).chain(returning(true)).chain(ahead());
        let soon = || steps(time.now.plus_seconds(LEARN_AHEAD));
        let other = |&(item, _): &(LibraryCard, CardSource)| Some(item) != last;
        let free = |cards: &mut dyn Iterator<Item = (LibraryCard, CardSource)>, most| {
            cards.filter(other).find(|&card| allows(self, card, most))
        };
        free(&mut now(), Objection::None)
            .or_else(|| free(&mut returning(false), Objection::None))
            .or_else(|| free(&mut now().chain(returning(false)), Objection::Topic))
            .or_else(|| free(&mut soon(), Objection::Topic))
            .or_else(|| free(&mut now().chain(returning(false)), Objection::AnswerShown))
            .or_else(|| free(&mut soon(), Objection::AnswerShown))
            .or_else(|| now().chain(returning(false)).next())
    }

    /// Puts a card back to where it came from.
    pub(super) fn put_back(&mut self, item: LibraryCard, from: CardSource) {
        match from {
            CardSource::Ahead => self.ahead.push_front(item),
            CardSource::Learning(due) => self.insert_learning(due, item),
            CardSource::Returning(turn, step) => self.insert_returning(turn, item, step),
        }
    }

    /// Adds a card that is due at a time.
    pub(super) fn insert_learning(&mut self, due: Moment, item: LibraryCard) {
        let at = self.learning.partition_point(|other| *other < (due, item));
        self.learning.insert(at, (due, item));
    }

    /// Adds a card that comes back at a turn.
    pub(super) fn insert_returning(&mut self, turn: usize, item: LibraryCard, step: LessonStep) {
        let at = self.returning.partition_point(|other| other.turn <= turn);
        self.returning.insert(at, ReturningCard { turn, item, step });
    }

    /// Puts other cards in the place of those not put yet; cards under way stay.
    pub(super) fn replace_ahead(&mut self, cards: impl Iterator<Item = LibraryCard>) {
        self.ahead.clear();
        self.skipped.retain(|(_, from)| *from != CardSource::Ahead);
        let new: Vec<LibraryCard> =
            cards.filter(|item| !self.items().any(|other| other == *item)).collect();
        self.ahead = new.into();
    }

    /// Removes a card, wherever it is.
    pub(super) fn remove(&mut self, item: LibraryCard) {
        self.learning.retain(|(_, other)| *other != item);
        self.ahead.retain(|other| *other != item);
        self.returning.retain(|other| other.item != item);
    }

    /// Renumbers the cards; one without a new number is dropped.
    pub(super) fn remap(&mut self, number: impl Fn(LibraryCard) -> Option<LibraryCard>) {
        self.ahead = self.ahead.iter().filter_map(|&item| number(item)).collect();
        self.skipped =
            self.skipped.iter().filter_map(|&(item, from)| Some((number(item)?, from))).collect();
        self.learning =
            self.learning.iter().filter_map(|&(due, item)| Some((due, number(item)?))).collect();
        self.learning.sort_unstable();
        self.returning = std::mem::take(&mut self.returning)
            .into_iter()
            .filter_map(|card| Some(ReturningCard { item: number(card.item)?, ..card }))
            .collect();
    }

    /// Brings back what was skipped.
    pub(super) fn reopen(&mut self) {
        for (item, from) in std::mem::take(&mut self.skipped).into_iter().rev() {
            self.put_back(item, from);
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

    fn at(now: Moment) -> QueueTime {
        QueueTime { now, turn: 0 }
    }

    #[test]
    fn steps_that_are_over_go_first_and_those_nearly_over_last() {
        let mut queue =
            ReviewQueue::new([item(1)].into(), vec![(minutes(10), item(2)), (minutes(0), item(3))]);
        let mut next = |last| queue.next(at(minutes(1)), last, |_, _, _| true, |_, _| true);
        assert_eq!(next(None), NextCard::Card(item(3), CardSource::Learning(minutes(0))));
        assert_eq!(next(None), NextCard::Card(item(1), CardSource::Ahead));
        assert_eq!(next(None), NextCard::Card(item(2), CardSource::Learning(minutes(10))));
        assert_eq!(next(None), NextCard::Finished);
    }

    #[test]
    fn nothing_comes_twice_in_a_row_before_its_time() {
        let mut queue = ReviewQueue::new([item(1), item(2)].into(), vec![]);
        assert_eq!(
            queue.next(at(minutes(0)), Some(item(1)), |_, _, _| true, |_, _| true),
            NextCard::Card(item(2), CardSource::Ahead)
        );
        assert_eq!(
            queue.next(at(minutes(0)), Some(item(2)), |_, _, _| true, |_, _| true),
            NextCard::Card(item(1), CardSource::Ahead)
        );
        queue.insert_learning(minutes(1), item(1));
        assert_eq!(
            queue.next(at(minutes(0)), Some(item(1)), |_, _, _| true, |_, _| true),
            NextCard::Wait(minutes(1))
        );
        assert_eq!(
            queue.next(at(minutes(1)), Some(item(1)), |_, _, _| true, |_, _| true),
            NextCard::Card(item(1), CardSource::Learning(minutes(1)))
        );
        queue.insert_learning(minutes(60), item(1));
        assert_eq!(
            queue.next(at(minutes(1)), None, |_, _, _| true, |_, _| true),
            NextCard::Finished,
            "not today's business yet"
        );
    }

    #[test]
    fn closed_cards_are_passed_by_until_they_are_reopened() {
        let mut queue = ReviewQueue::new([item(1), item(2)].into(), vec![]);
        assert_eq!(
            queue.next(at(minutes(0)), None, |_, _, _| true, |other, _| other != item(1)),
            NextCard::Card(item(2), CardSource::Ahead)
        );
        assert_eq!(
            queue.next(at(minutes(0)), None, |_, _, _| true, |_, _| true),
            NextCard::Finished
        );
        queue.reopen();
        assert_eq!(
            queue.next(at(minutes(0)), None, |_, _, _| true, |_, _| true),
            NextCard::Card(item(1), CardSource::Ahead)
        );
    }
}
