//! The fold: from entries to what is known of each card.
//!
//! The result depends on the set of entries only: not on the order in which they come, nor on how often. Entries that
//! arrive in their order are folded one by one on top of what is known; anything else is *in doubt*, and whoever holds
//! the log folds it from the start.

use std::collections::{HashMap, HashSet};

use super::{CardId, Entry, EntryId, Progress, Scheduler, Stage, What};

/// What became of an entry that was handed to a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is folded in.
    Folded,
    /// It comes before something that is folded in already, or takes back what this ledger no longer knows: only a
    /// fold of the whole log gives the right result.
    InDoubt,
}

/// What is known of every card that anything ever happened to.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    cards: HashMap<CardId, Progress>,
    /// The entries of this session that count, for taking them back.
    recent: Vec<Step>,
    /// Those that were taken back, for taking that back.
    undone: Vec<Step>,
}

/// What retracting an entry of this session makes of its card.
#[derive(Clone, Debug)]
struct Step {
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
    pub fn of(scheduler: &Scheduler, mut entries: Vec<Entry>) -> Ledger {
        settle(&mut entries);
        let mut ledger = Ledger::default();
        for entry in &entries {
            ledger.apply(scheduler, entry);
        }
        ledger
    }

    /// Returns the ledger of cards whose progress was kept.
    pub fn kept(cards: HashMap<CardId, Progress>) -> Ledger {
        Ledger { cards, ..Ledger::default() }
    }

    /// Returns what is known of a card; none if nothing ever happened to it.
    pub fn get(&self, card: &CardId) -> Option<&Progress> {
        self.cards.get(card)
    }

    /// Returns every card that something happened to, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&CardId, &Progress)> {
        self.cards.iter()
    }

    /// Returns how many cards something happened to.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether nothing ever happened.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// Folds the entries that follow those folded so far, in whatever order they come.
    pub fn take_all(&mut self, scheduler: &Scheduler, mut entries: Vec<Entry>) -> Taken {
        settle(&mut entries);
        let mut all = Taken::Folded;
        for entry in &entries {
            if self.take(scheduler, entry) == Taken::InDoubt {
                all = Taken::InDoubt;
            }
        }
        all
    }

    /// Folds one more entry, which has just happened.
    pub fn take(&mut self, scheduler: &Scheduler, entry: &Entry) -> Taken {
        if let What::Quiz(_) = entry.what {
            return Taken::Folded;
        }
        let before = self.cards.get(&entry.card).cloned();
        if let What::Retract(other) = entry.what {
            return self.retract(entry, other, before);
        }
        if before.as_ref().is_some_and(|before| before.last >= (entry.at, Some(entry.id))) {
            return Taken::InDoubt;
        }
        self.apply(scheduler, entry);
        self.undone.retain(|step| step.card != entry.card);
        self.recent.push(Step { entry: entry.id, card: entry.card.clone(), then: before });
        Taken::Folded
    }

    /// Takes back the last entry that changed the card, or the last retraction if nothing happened to it since.
    fn retract(&mut self, entry: &Entry, other: EntryId, before: Option<Progress>) -> Taken {
        let last = |steps: &[Step]| {
            let at = steps.iter().rposition(|step| step.card == entry.card)?;
            (steps[at].entry == other).then_some(at)
        };
        let (then, list) = if let Some(at) = last(&self.recent) {
            (self.recent.remove(at).then, &mut self.undone)
        } else if let Some(at) = last(&self.undone) {
            (self.undone.remove(at).then, &mut self.recent)
        } else {
            return Taken::InDoubt;
        };
        list.push(Step { entry: entry.id, card: entry.card.clone(), then: before });
        match then {
            Some(progress) => self.cards.insert(entry.card.clone(), progress),
            None => self.cards.remove(&entry.card),
        };
        Taken::Folded
    }

    fn apply(&mut self, scheduler: &Scheduler, entry: &Entry) {
        if let What::Retract(_) | What::Quiz(_) = entry.what {
            return;
        }
        let progress = self.cards.entry(entry.card.clone()).or_default();
        match &entry.what {
            What::Review(rating, ..) => *progress = scheduler.review(&entry.card, progress, entry.at, *rating),
            What::Suspend => progress.suspended = true,
            What::Unsuspend => progress.suspended = false,
            What::Bury => progress.buried = Some(scheduler.calendar().day(entry.at)),
            What::Unbury => progress.buried = None,
            What::Flag => progress.flagged = true,
            What::Unflag => progress.flagged = false,
            What::Reset => {
                let kept = (progress.suspended, progress.flagged);
                *progress = Progress { suspended: kept.0, flagged: kept.1, ..Progress::default() };
            }
            What::Known(known) => {
                let due = scheduler.calendar().start(known.due);
                *progress = Progress {
                    stage: Stage::Review,
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
            What::Retract(_) | What::Quiz(_) => {}
        }
        progress.last = (entry.at, Some(entry.id));
    }
}

/// Returns the entries that count, in their order: each once, and without those that others take back.
pub fn counted(mut entries: Vec<Entry>) -> Vec<Entry> {
    settle(&mut entries);
    entries
}

/// Puts entries into their order, each once, and leaves out what others of them take back, with what takes it back.
fn settle(entries: &mut Vec<Entry>) {
    entries.sort_by(Entry::order);
    let mut seen = HashSet::new();
    entries.retain(|entry| seen.insert(entry.id));
    // Only a later entry takes back an earlier one: from the end, each one's own fate is known before its target's.
    let mut dead = HashSet::new();
    for entry in entries.iter().rev() {
        if let What::Retract(other) = entry.what
            && !dead.contains(&entry.id)
            && seen.contains(&other)
        {
            dead.insert(other);
        }
    }
    let settled = |entry: &Entry| matches!(entry.what, What::Retract(other) if seen.contains(&other));
    entries.retain(|entry| !dead.contains(&entry.id) && !settled(entry));
}
