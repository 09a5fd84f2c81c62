//! The cards of a package: when they are due, and every review that was given.

use std::collections::HashMap;

use rusqlite::{Connection, Statement, params};
use serde_json::json;

use crate::clock::{Moment, StudyDay};
use crate::deck::{CardKind, Note};
use crate::exchange::imported_deck::{ExportInput, ExportedProgress};
use crate::memory::{CardId, CardStage, Entry, EntryKind, Progress, Rating, effective_entries};

const DAY: i64 = 86_400;
/// A collection is so many days old, so that nothing was due before it was made.
const OLD: i32 = 3_650;
/// What Anki's cards begin with.
const FACTOR: i64 = 2_500;

/// What is known of the cards, by card.
pub(super) struct ScheduledCards<'p> {
    memory: Option<&'p ExportedProgress<'p>>,
    reviews: HashMap<CardId, Vec<(Moment, Rating, u32)>>,
    first: StudyDay,
    created: i64,
}

impl<'p> ScheduledCards<'p> {
    pub(super) fn new(input: &'p ExportInput<'p>) -> Self {
        let memory = input.memory.as_ref();
        let Some(ExportedProgress { calendar, entries, .. }) = memory else {
            return ScheduledCards {
                memory,
                reviews: HashMap::new(),
                first: StudyDay(0),
                created: input.now.0 / 1000,
            };
        };
        let first = StudyDay(calendar.day(input.now).0 - OLD);
        let mut reviews: HashMap<CardId, Vec<(Moment, Rating, u32)>> = HashMap::new();
        for Entry { at, card, what, .. } in effective_entries(entries.clone()) {
            match what {
                EntryKind::Review(rating, _, took) => {
                    reviews.entry(card).or_default().push((at, rating, took));
                }
                // A reset forgets the reviews before it.
                EntryKind::Reset => _ = reviews.remove(&card),
                _ => {}
            }
        }
        ScheduledCards { memory, reviews, first, created: calendar.start(first).0 / 1000 }
    }

    /// When the collection was made, in seconds.
    pub(super) fn created(&self) -> i64 {
        self.created
    }
}

/// A card's own id, those of its note and deck, and its number among the note's cards.
struct CardKey {
    id: i64,
    note: i64,
    deck: i64,
    ord: i64,
}

/// Writes cards and reviews.
pub(super) struct CardWriter<'c, 'p> {
    scheduled: &'p ScheduledCards<'p>,
    cards: Statement<'c>,
    revlog: Statement<'c>,
    next: i64,
    position: i64,
    /// The times of the log's rows, which are their ids.
    taken: std::collections::HashSet<i64>,
}

impl<'c, 'p> CardWriter<'c, 'p> {
    pub(super) fn new(
        connection: &'c Connection,
        scheduled: &'p ScheduledCards<'p>,
    ) -> rusqlite::Result<Self> {
        let cards = connection.prepare(
            "INSERT INTO cards VALUES (?1, ?2, ?3, ?4, ?5, -1, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, 0, ?14, ?15)",
        )?;
        let revlog =
            connection.prepare("INSERT INTO revlog VALUES (?1, ?2, -1, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        Ok(CardWriter {
            scheduled,
            cards,
            revlog,
            next: 0,
            position: 0,
            taken: std::collections::HashSet::new(),
        })
    }

    /// Writes the cards of a note.
    pub(super) fn write(
        &mut self,
        input: &ExportInput<'_>,
        note: &Note,
        note_id: i64,
        deck: i64,
    ) -> rusqlite::Result<()> {
        self.position += 1;
        // Cards' ids are times too; a note's cards come after the note's own, and none meets
        // another note's.
        self.next = self.next.max(note_id);
        for (at, card) in note.cards().into_iter().enumerate() {
            self.next += 1;
            let ord =
                if let CardKind::Blank(group) = card { i64::from(group) - 1 } else { at as i64 };
            let id = CardId::new(&input.head.id, &note.id, &card.name());
            let progress = self
                .scheduled
                .memory
                .and_then(|memory| memory.cards.get(&id))
                .cloned()
                .unwrap_or_default();
            let row = CardKey { id: self.next, note: note_id, deck, ord };
            self.card(&progress, &row, input.now.0 / 1000)?;
            if let Some(reviews) = self.scheduled.reviews.get(&id) {
                self.reviews(reviews, &progress, self.next)?;
            }
        }
        Ok(())
    }

    fn card(&mut self, progress: &Progress, row: &CardKey, seconds: i64) -> rusqlite::Result<()> {
        let day = |at: Moment| {
            self.scheduled
                .memory
                .map_or(0, |memory| i64::from(memory.calendar.day(at).0 - self.scheduled.first.0))
        };
        let due_at = progress.due.0 / 1000;
        let days = (i64::from(progress.interval) / DAY).max(1);
        let (kind, queue, left) = match progress.stage {
            CardStage::New => (0, 0, 0),
            CardStage::Learning(step) => (1, 1, left(step, 2)),
            CardStage::Review => (2, 2, 0),
            CardStage::Relearning(step) => (3, 1, left(step, 1)),
        };
        let (due, interval) = match progress.stage {
            CardStage::New => (self.position, 0),
            CardStage::Learning(_) => (due_at, 0),
            CardStage::Review => (day(progress.due), days),
            CardStage::Relearning(_) => (due_at, 1),
        };
        let queue = if progress.suspended { -1 } else { queue };
        let factor = if kind < 2 { 0 } else { FACTOR };
        let data = match progress.reviewed {
            Some(at) if progress.stability > 0.0 => {
                json!({"s": progress.stability, "d": progress.difficulty, "lrt": at.0 / 1000})
                    .to_string()
            }
            _ => "{}".to_string(),
        };
        let flags = i64::from(progress.flagged);
        self.cards.execute(params![
            row.id,
            row.note,
            row.deck,
            row.ord,
            seconds,
            kind,
            queue,
            due,
            interval,
            factor,
            progress.reps,
            progress.lapses,
            left,
            flags,
            data
        ])?;
        Ok(())
    }

    fn reviews(
        &mut self,
        reviews: &[(Moment, Rating, u32)],
        progress: &Progress,
        card: i64,
    ) -> rusqlite::Result<()> {
        let (mut last, mut lapsed) = (0, false);
        for (i, &(at, rating, took)) in reviews.iter().enumerate() {
            let seconds = match reviews.get(i + 1) {
                Some((next, ..)) => next.seconds_since(at) as i64,
                None => i64::from(progress.interval),
            };
            let interval = if seconds >= DAY { seconds / DAY } else { -seconds.max(1) };
            let kind = match (last > 0, lapsed) {
                (true, _) => 1,
                (false, true) => 2,
                (false, false) => 0,
            };
            lapsed |= kind == 1 && rating == Rating::Again;
            let mut id = at.0;
            while !self.taken.insert(id) {
                id += 1;
            }
            let ease = Rating::ALL.iter().position(|one| *one == rating).unwrap_or(0) as i64 + 1;
            let factor = if kind == 0 { 0 } else { FACTOR };
            self.revlog.execute(params![id, card, ease, interval, last, factor, took, kind])?;
            last = interval;
        }
        Ok(())
    }
}

/// How many steps are left, as Anki keeps it: today's and all.
fn left(step: u8, steps: i64) -> i64 {
    (steps - i64::from(step)).max(1) * 1001
}
