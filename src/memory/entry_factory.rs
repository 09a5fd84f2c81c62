//! Writing entries: each gets an id of its own and a time after everything that it follows.

use super::{CardId, Entry, EntryId, EntryKind, Ledger};
use crate::clock::Moment;
use crate::rng::Rng;

/// A clock that lags behind a card's history by more than this many milliseconds is not made up
/// for.
const LAG: i64 = 86_400_000;

/// Makes the entries of one session.
#[derive(Clone, Debug)]
pub struct EntryFactory {
    rng: Rng,
    last: Moment,
}

impl EntryFactory {
    /// Returns a scribe whose ids come from that seed.
    pub fn new(seed: u64) -> EntryFactory {
        EntryFactory { rng: Rng::new(seed), last: Moment(i64::MIN) }
    }

    /// Returns an entry that happens at `now`, or just after what happened to the card before: two
    /// machines' clocks differ by seconds, and a clock that stands still gives every entry the same
    /// time.
    pub fn entry(&mut self, ledger: &Ledger, now: Moment, card: &CardId, what: EntryKind) -> Entry {
        let behind =
            ledger.get(card).map(|progress| progress.last.0).filter(|last| last.0 - now.0 < LAG);
        let after =
            behind.into_iter().chain([self.last]).map(|last| Moment(last.0.saturating_add(1)));
        let at = after.fold(now, Moment::max);
        self.last = at;
        Entry { id: EntryId(self.rng.bits()), at, card: card.clone(), what }
    }
}
