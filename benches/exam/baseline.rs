//! Students without a plan: what is due, or everything in order, with the same minutes.

use lacuna::clock::Moment;
use lacuna::library::{Library, LibraryCard};
use lacuna::memory::{
    AddOutcome, AnswerMethod, Entry, EntryFactory, EntryKind, Ledger, Progress, Rating, Scheduler,
};
use lacuna::plan::{KnownCards, NoteScope, queue};

use crate::student::Student;

/// How one studies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// What the ordinary schedule has due, then new cards, without a limit.
    Due,
    /// All cards in the order of the deck, again and again, each asked once on every pass.
    Order,
    /// Likewise, each asked until it is recalled before the next.
    UntilRecalled,
}

/// What such a student keeps.
pub(crate) struct Baseline<'a> {
    library: &'a Library,
    scheduler: &'a Scheduler,
    ledger: Ledger,
    factory: EntryFactory,
    order: &'a [LibraryCard],
    place: usize,
}

impl<'a> Baseline<'a> {
    pub(crate) fn new(
        library: &'a Library,
        scheduler: &'a Scheduler,
        order: &'a [LibraryCard],
    ) -> Baseline<'a> {
        let (ledger, factory) = (Ledger::default(), EntryFactory::new(1));
        Baseline { library, scheduler, ledger, factory, order, place: 0 }
    }

    /// Studies until the time is over.
    pub(crate) fn sit(&mut self, way: Way, student: &mut Student, start: Moment, seconds: f64) {
        let (mut now, end) = (start, start.plus_seconds(seconds as i64));
        while now < end {
            let items = self.next(way, now);
            if items.is_empty() {
                return;
            }
            for item in items {
                if now >= end {
                    return;
                }
                now = self.ask(way, student, item, now, end);
                self.place += usize::from(way != Way::Due);
            }
        }
    }

    fn next(&self, way: Way, now: Moment) -> Vec<LibraryCard> {
        if way == Way::Due {
            let known = KnownCards::new(self.library, &self.ledger);
            return queue::plan(&known, self.scheduler, now, &NoteScope::default())
                .mixed(self.library);
        }
        let place = self.place % self.order.len();
        self.order[place..].iter().chain(&self.order[..place]).copied().collect()
    }

    /// Asks a card once, until it is recalled, or until it is through its steps.
    fn ask(
        &mut self,
        way: Way,
        student: &mut Student,
        item: LibraryCard,
        mut now: Moment,
        end: Moment,
    ) -> Moment {
        let id = self.library.card_id(item);
        loop {
            let (rating, seconds) = student.answer(&id, now);
            let what = EntryKind::Review(rating, AnswerMethod::Shown, (seconds * 1000.0) as u32);
            let entry: Entry = self.factory.entry(&self.ledger, now, &id, what);
            assert_eq!(self.ledger.add(self.scheduler, &entry), AddOutcome::Folded);
            now = Moment(now.0 + (seconds * 1000.0) as i64);
            let done = match way {
                Way::Order => true,
                Way::UntilRecalled => rating != Rating::Again,
                Way::Due => !self.ledger.get(&id).is_some_and(Progress::is_learning),
            };
            if done || now >= end {
                return now;
            }
        }
    }
}
