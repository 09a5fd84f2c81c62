//! The fold: from entries to the progress of each card.
//!
//! The result depends on the set of entries only: not on the order in which they come, nor on how
//! often. Entries that arrive in their order are folded one by one on top of what is known;
//! anything else is *in doubt*, and whoever holds the log folds it from the start.

use std::collections::{HashMap, HashSet, VecDeque};

use super::{CardId, CardStage, Entry, EntryId, EntryKind, Progress, Scheduler};
use crate::clock::Moment;
use crate::rng::Rng;

/// The outcome of adding an entry to a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddOutcome {
    /// It is applied.
    Folded,
    /// It comes before something that is folded in already, or takes back what this ledger no
    /// longer knows: only a fold of the whole log gives the right result.
    InDoubt,
}

/// The progress of every card that has entries.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    cards: HashMap<CardId, Progress>,
    /// The last effective entries of this session, for undo.
    recent: VecDeque<Retraction>,
    /// Those that were undone, for redo.
    undone: VecDeque<Retraction>,
}

/// How many entries of a session can be undone at once; for an earlier one the log is folded from
/// the start. It bounds the memory of a session that goes on for weeks.
const KEPT: usize = 10_000;

/// A clock that is behind a card's history by more milliseconds than this is not corrected.
const LAG: i64 = 86_400_000;

/// What retracting an entry of this session makes of its card.
#[derive(Clone, Debug)]
struct Retraction {
    entry: EntryId,
    card: CardId,
    then: Option<Progress>,
}

impl PartialEq for Ledger {
    fn eq(&self, other: &Ledger) -> bool {
        self.cards == other.cards
    }
}

impl Ledger {
    /// Folds a whole log.
    pub fn fold(scheduler: &Scheduler, mut entries: Vec<Entry>) -> Ledger {
        keep_effective(&mut entries);
        let mut ledger = Ledger::default();
        for entry in &entries {
            ledger.apply(scheduler, entry);
        }
        ledger
    }

    /// The ledger of cards whose progress is known.
    pub fn from_cards(cards: HashMap<CardId, Progress>) -> Ledger {
        Ledger { cards, ..Ledger::default() }
    }

    /// The progress of a card; none if it has no entries.
    pub fn get(&self, card: &CardId) -> Option<&Progress> {
        self.cards.get(card)
    }

    /// Every card with its progress, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&CardId, &Progress)> {
        self.cards.iter()
    }

    /// How many cards have progress.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether no card has progress.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// Folds the entries that follow those folded so far, in whatever order they come.
    pub fn add_all(&mut self, scheduler: &Scheduler, mut entries: Vec<Entry>) -> AddOutcome {
        keep_effective(&mut entries);
        let mut all = AddOutcome::Folded;
        for entry in &entries {
            if self.add(scheduler, entry) == AddOutcome::InDoubt {
                all = AddOutcome::InDoubt;
            }
        }
        all
    }

    /// Folds one more entry, which has just happened.
    pub fn add(&mut self, scheduler: &Scheduler, entry: &Entry) -> AddOutcome {
        if let EntryKind::Quiz(_) = entry.what {
            return AddOutcome::Folded;
        }
        let before = self.cards.get(&entry.card).cloned();
        if let EntryKind::Retract(other) = entry.what {
            return self.retract(entry, other, before);
        }
        if before.as_ref().is_some_and(|before| before.last >= (entry.at, Some(entry.id))) {
            return AddOutcome::InDoubt;
        }
        self.apply(scheduler, entry);
        self.undone.retain(|step| step.card != entry.card);
        push_step(
            &mut self.recent,
            Retraction { entry: entry.id, card: entry.card.clone(), then: before },
        );
        AddOutcome::Folded
    }

    /// Undoes the last entry that changed the card, or the last retraction if nothing happened to
    /// it since.
    fn retract(&mut self, entry: &Entry, other: EntryId, before: Option<Progress>) -> AddOutcome {
        let last = |steps: &mut VecDeque<Retraction>| {
            let at = steps.iter().rposition(|step| step.card == entry.card)?;
            if steps[at].entry == other { steps.remove(at) } else { None }
        };
        let (step, list) = if let Some(step) = last(&mut self.recent) {
            (step, &mut self.undone)
        } else if let Some(step) = last(&mut self.undone) {
            (step, &mut self.recent)
        } else {
            return AddOutcome::InDoubt;
        };
        push_step(list, Retraction { entry: entry.id, card: entry.card.clone(), then: before });
        match step.then {
            Some(progress) => self.cards.insert(entry.card.clone(), progress),
            None => self.cards.remove(&entry.card),
        };
        AddOutcome::Folded
    }

    fn apply(&mut self, scheduler: &Scheduler, entry: &Entry) {
        if let EntryKind::Retract(_) | EntryKind::Quiz(_) = entry.what {
            return;
        }
        let progress = self.cards.entry(entry.card.clone()).or_default();
        match &entry.what {
            EntryKind::Review(rating, ..) => {
                *progress = scheduler.review(&entry.card, progress, entry.at, *rating);
            }
            EntryKind::Suspend => progress.suspended = true,
            EntryKind::Unsuspend => progress.suspended = false,
            EntryKind::Bury => progress.buried = Some(scheduler.calendar().day(entry.at)),
            EntryKind::Unbury => progress.buried = None,
            EntryKind::Flag => progress.flagged = true,
            EntryKind::Unflag => progress.flagged = false,
            EntryKind::Reset => {
                let kept = (progress.suspended, progress.flagged);
                *progress = Progress { suspended: kept.0, flagged: kept.1, ..Progress::default() };
            }
            EntryKind::Known(known) => {
                let due = scheduler.calendar().start(known.due);
                *progress = Progress {
                    stage: CardStage::Review,
                    stability: known.stability,
                    difficulty: known.difficulty,
                    due,
                    interval: due.seconds_since(known.reviewed).max(0.0) as u32,
                    reps: known.reps,
                    lapses: known.lapses,
                    introduced: progress.introduced.or(Some(known.reviewed)),
                    reviewed: Some(known.reviewed),
                    ..progress.clone()
                };
            }
            EntryKind::Retract(_) | EntryKind::Quiz(_) => {}
        }
        progress.last = (entry.at, Some(entry.id));
    }
}

/// Appends a step, and drops the first where there are too many.
fn push_step(steps: &mut VecDeque<Retraction>, step: Retraction) {
    if steps.len() == KEPT {
        steps.pop_front();
    }
    steps.push_back(step);
}

/// The effective entries in their order: each once, and without those that others retract.
pub fn effective_entries(mut entries: Vec<Entry>) -> Vec<Entry> {
    keep_effective(&mut entries);
    entries
}

/// Sorts entries, each once, and drops those that are retracted, with their retractions.
fn keep_effective(entries: &mut Vec<Entry>) {
    entries.sort_by(Entry::order);
    let mut seen = HashSet::new();
    entries.retain(|entry| seen.insert(entry.id));
    // Only a later entry takes back an earlier one: from the end, each one's own fate is known
    // before its target's.
    let mut dead = HashSet::new();
    for entry in entries.iter().rev() {
        if let EntryKind::Retract(other) = entry.what
            && !dead.contains(&entry.id)
            && seen.contains(&other)
        {
            dead.insert(other);
        }
    }
    let settled =
        |entry: &Entry| matches!(entry.what, EntryKind::Retract(other) if seen.contains(&other));
    entries.retain(|entry| !dead.contains(&entry.id) && !settled(entry));
}

/// Makes the entries of one session.
#[derive(Clone, Debug)]
pub struct EntryFactory {
    rng: Rng,
    last: Moment,
}

impl EntryFactory {
    /// A factory whose ids come from that seed.
    pub fn new(seed: u64) -> EntryFactory {
        EntryFactory { rng: Rng::new(seed), last: Moment(i64::MIN) }
    }

    /// Has all further entries come after these.
    pub fn follow(&mut self, entries: &[Entry]) {
        self.last = entries.iter().map(|entry| entry.at).fold(self.last, Moment::max);
    }

    /// An entry at `now`, or just after the card's last one: two machines' clocks differ by
    /// seconds, and a clock that stands still gives every entry the same time.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Calendar, Moment};
    use crate::memory::{AnswerMethod, Rating};
    use crate::settings::Settings;

    #[test]
    fn an_entry_follows_what_is_a_little_ahead_and_nothing_of_a_wrong_clock() {
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let (card, now) = (CardId::from("d/n/c"), Moment(1_700_000_000_000));
        for (ahead, at) in
            [(-1, now), (0, Moment(now.0 + 1)), (LAG - 1, Moment(now.0 + LAG)), (LAG, now)]
        {
            let what = EntryKind::Review(Rating::Good, AnswerMethod::Shown, 1);
            let last =
                Entry { id: EntryId(1), at: Moment(now.0 + ahead), card: card.clone(), what };
            let ledger = Ledger::fold(&scheduler, vec![last]);
            let entry = EntryFactory::new(1).entry(&ledger, now, &card, EntryKind::Flag);
            assert_eq!(entry.at, at, "{ahead}");
        }
    }

    #[test]
    fn a_session_without_end_keeps_its_last_entries_alone() {
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let mut ledger = Ledger::default();
        let entry = |number: u64, what| Entry {
            id: EntryId(number),
            at: Moment(number.cast_signed()),
            card: format!("d/n{number}/c").as_str().into(),
            what,
        };
        for number in 0..=KEPT as u64 {
            assert_eq!(ledger.add(&scheduler, &entry(number, EntryKind::Flag)), AddOutcome::Folded);
        }
        assert_eq!(ledger.recent.len(), KEPT);
        let mut retract = |number: u64| {
            let back = Entry {
                card: entry(number, EntryKind::Flag).card,
                ..entry(1 << 40 | number, EntryKind::Retract(EntryId(number)))
            };
            ledger.add(&scheduler, &back)
        };
        assert_eq!(
            [retract(0), retract(1), retract(KEPT as u64)],
            [AddOutcome::InDoubt, AddOutcome::Folded, AddOutcome::Folded]
        );
    }
}
