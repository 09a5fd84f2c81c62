//! The order of today's cards: due cards by the risk that they are forgotten, with new ones mixed
//! in between.

use std::collections::HashSet;

use super::exams::ExamForecast;
use crate::clock::{Moment, StudyDay};
use crate::library::{Library, LibraryCard, NoteIx};
use crate::memory::{CardId, CardStage, Ledger, Scheduler};
use crate::plan::{KnownCards, NoteScope, StudiedDecks};

/// The cards to study.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudyPlan {
    /// Cards on their learning steps, whose times are to the second, the next one first.
    pub learning: Vec<(Moment, LibraryCard)>,
    /// Due cards, the least likely to be recalled first.
    pub due: Vec<LibraryCard>,
    /// Cards never asked, in the order of their decks.
    pub new: Vec<LibraryCard>,
    /// When the next of the cards that are not in this plan is due.
    pub next_due: Option<Moment>,
    /// The exams ahead that the plan follows, the nearest first; without any it follows the
    /// schedule.
    pub exams: Vec<ExamForecast>,
    /// How many seconds its cards are expected to take.
    pub seconds: f32,
}

/// How many of a plan's cards are of one deck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeckCounts {
    /// Cards on their learning steps.
    pub learning: usize,
    /// Due cards.
    pub due: usize,
    /// Cards never asked.
    pub new: usize,
}

impl StudyPlan {
    /// How many of its cards are of each deck, by the deck's number.
    pub fn count_by_deck(&self, library: &Library) -> Vec<DeckCounts> {
        let mut counts = vec![DeckCounts::default(); library.decks().len()];
        for (_, item) in &self.learning {
            counts[library.deck(item.note).index()].learning += 1;
        }
        for item in &self.due {
            counts[library.deck(item.note).index()].due += 1;
        }
        for item in &self.new {
            counts[library.deck(item.note).index()].new += 1;
        }
        counts
    }

    /// The due cards with the new ones spread evenly among them.
    pub fn mixed(&self) -> Vec<LibraryCard> {
        let (due, new) = (self.due.len(), self.new.len());
        let mut mixed = Vec::with_capacity(due + new);
        let (mut due_taken, mut new_taken) = (0, 0);
        while due_taken + new_taken < due + new {
            // A new card follows when the same share of both kinds is done; due cards begin.
            if new_taken < new
                && (due_taken == due
                    || (new_taken + 1) * (due + 1) <= (due_taken + 1) * (new + 1) && due_taken > 0)
            {
                mixed.push(self.new[new_taken]);
                new_taken += 1;
            } else {
                mixed.push(self.due[due_taken]);
                due_taken += 1;
            }
        }
        mixed
    }

    /// Whether the plan follows an exam and not the schedule alone.
    pub fn is_by_exam(&self) -> bool {
        !self.exams.is_empty()
    }

    /// Whether an exam has minutes left today: then failed cards come back.
    pub fn has_spare(&self) -> bool {
        self.exams.iter().any(|forecast| forecast.left > 0.0)
    }

    /// All its cards.
    pub fn cards(&self) -> impl Iterator<Item = LibraryCard> {
        let learning = self.learning.iter().map(|(_, item)| item);
        learning.chain(&self.due).chain(&self.new).copied()
    }

    /// About how many minutes its cards take; at least one if there are any.
    pub fn minutes(&self) -> usize {
        if self.is_empty() { 0 } else { ((self.seconds / 60.0).round() as usize).max(1) }
    }

    /// How many cards it has.
    pub fn len(&self) -> usize {
        self.learning.len() + self.due.len() + self.new.len()
    }

    /// Whether it has no cards.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What was studied today so far.
struct TodayCounts {
    day: StudyDay,
    introduced: usize,
    reviewed: usize,
    /// The notes with a card that was asked today: their other cards wait.
    notes: HashSet<String>,
}

impl TodayCounts {
    fn new(ledger: &Ledger, scheduler: &Scheduler, now: Moment) -> TodayCounts {
        let calendar = scheduler.calendar();
        let day = calendar.day(now);
        let span = calendar.start(day)..calendar.start(StudyDay(day.0 + 1));
        let mut today = TodayCounts { day, introduced: 0, reviewed: 0, notes: HashSet::new() };
        for (card, progress) in ledger.iter() {
            if !progress.reviewed.is_some_and(|at| span.contains(&at)) {
                continue;
            }
            if progress.introduced.is_some_and(|at| span.contains(&at)) {
                today.introduced += 1;
            } else {
                today.reviewed += 1;
            }
            today.notes.insert(card.note().to_string());
        }
        today
    }
}

/// The plan for `now`, within the day's limits. A scope that names no notes is what is studied.
pub fn plan(
    known_cards: &KnownCards<'_>,
    scheduler: &Scheduler,
    now: Moment,
    scope: &NoteScope,
) -> StudyPlan {
    let (settings, today) =
        (scheduler.settings(), TodayCounts::new(known_cards.ledger, scheduler, now));
    let studied = StudiedDecks::new(known_cards.library, scheduler, now);
    let scope = &*studied.unless_named(scope);
    let bury = settings.bury_siblings;
    let (mut plan, mut waiting) = (StudyPlan::default(), Vec::new());
    for (item, card, progress) in known_cards.cards().filter(|(item, ..)| scope.has(item.note)) {
        if progress.stage == CardStage::New || !progress.is_open(today.day) {
            continue;
        }
        if progress.is_learning() {
            plan.learning.push((progress.due, item));
        } else if !progress.is_due(now) {
            plan.next_due = Some(plan.next_due.map_or(progress.due, |next| next.min(progress.due)));
        } else if !(bury && today.notes.contains(card.note())) {
            waiting.push((scheduler.retrievability(progress, now).unwrap_or(0.0), item));
        }
    }
    plan.learning.sort_unstable();
    waiting.sort_unstable_by(|(a, left), (b, right)| a.total_cmp(b).then_with(|| left.cmp(right)));
    let mut taken = HashSet::new();
    let due =
        waiting.into_iter().map(|(_, item)| item).filter(|item| !bury || taken.insert(item.note));
    plan.due = due.take(settings.reviews_per_day.saturating_sub(today.reviewed)).collect();
    let wanted = settings.new_per_day.saturating_sub(today.introduced);
    let on_plan = plan.due.iter().chain(plan.learning.iter().map(|(_, item)| item));
    let mut taken: HashSet<NoteIx> = on_plan.map(|item| item.note).collect();
    plan.new = new_cards(known_cards, scope, today.day)
        .filter(|(item, id)| !bury || (!today.notes.contains(id.note()) && taken.insert(item.note)))
        .map(|(item, _)| item)
        .take(wanted)
        .collect();
    plan
}

/// Every card that may be asked at all, the least likely to be recalled first: for extra practice.
/// A scope that names no notes is what is studied.
pub fn all_cards(
    known_cards: &KnownCards<'_>,
    scheduler: &Scheduler,
    now: Moment,
    scope: &NoteScope,
) -> Vec<LibraryCard> {
    let today = scheduler.calendar().day(now);
    let studied = StudiedDecks::new(known_cards.library, scheduler, now);
    let scope = &*studied.unless_named(scope);
    let open = known_cards.cards().filter(|(item, _, progress)| {
        progress.stage != CardStage::New && !progress.suspended && scope.has(item.note)
    });
    let mut seen: Vec<(f32, LibraryCard)> = open
        .map(|(item, _, progress)| (scheduler.retrievability(progress, now).unwrap_or(0.0), item))
        .collect();
    seen.sort_unstable_by(|(a, left), (b, right)| a.total_cmp(b).then_with(|| left.cmp(right)));
    let new = new_cards(known_cards, scope, today).map(|(item, _)| item);
    seen.into_iter().map(|(_, item)| item).chain(new).collect()
}

/// The cards that were never asked, in the order of their notes.
fn new_cards<'a>(
    known_cards: &KnownCards<'a>,
    scope: &'a NoteScope,
    today: StudyDay,
) -> impl Iterator<Item = (LibraryCard, CardId)> + use<'a> {
    let (library, ledger) = (known_cards.library, known_cards.ledger);
    // A note whose cards were all asked is skipped without reading its text.
    let mut asked = vec![0u16; library.len()];
    for (item, _, progress) in known_cards.cards() {
        let more = u16::from(progress.stage != CardStage::New);
        asked[item.note.index()] = asked[item.note.index()].saturating_add(more);
    }
    let done = move |note: &NoteIx| {
        library
            .kind(*note)
            .cards()
            .is_some_and(|cards| usize::from(asked[note.index()]) >= cards.len())
    };
    library.all().filter(move |note| scope.has(*note) && !done(note)).flat_map(move |note| {
        library.named_cards(note).filter_map(move |(card, id)| {
            let known = ledger.get(&id);
            let new = known
                .is_none_or(|progress| progress.stage == CardStage::New && progress.is_open(today));
            new.then_some((LibraryCard { note, card }, id))
        })
    })
}
