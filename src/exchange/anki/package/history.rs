//! What a collection knows of its cards: every review, and when they are due.
//!
//! Reviews are taken over as they were given, so that years of them go on under FSRS. Where a
//! card's history is not all there, what Anki makes of it is taken too.

use std::cmp::Ordering;

use rusqlite::{Connection, Result};
use serde::Deserialize;

use crate::clock::{Moment, StudyDay};
use crate::deck::CardKind;
use crate::exchange::imported_deck::PastEvent;
use crate::memory::entry::KnownMemory;
use crate::memory::{AnswerMethod, EntryId, EntryKind, Rating};
use crate::rng::text_seed;
use crate::watch::Watch;

const DAY: i64 = 86_400;
/// A collection is created at four in the morning, wherever that is: so many seconds later it is
/// that date in Greenwich too, from Alaska to New Zealand.
const TO_GREENWICH: i64 = 8 * 3600;

/// A card.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CardRow {
    pub(super) note: i64,
    pub(super) id: i64,
    pub(super) deck: i64,
    pub(super) ord: i64,
    changed: i64,
    kind: i64,
    queue: i64,
    due: i64,
    interval: i64,
    factor: i64,
    reps: i64,
    lapses: i64,
    flags: i64,
    data: String,
}

impl CardRow {
    /// The number of its flag's color; 0 for none.
    pub(super) fn flag(&self) -> i64 {
        self.flags & 7
    }

    /// Whether its flag has another color than the first.
    pub(super) fn has_other_flag(&self) -> bool {
        self.flag() > 1
    }
}

/// A review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ReviewRow {
    card: i64,
    id: i64,
    ease: i64,
    interval: i64,
    factor: i64,
    took: i64,
    kind: i64,
}

/// How many rows a table has.
pub(super) fn count(connection: &Connection, table: &str) -> Result<usize> {
    let count: i64 =
        connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

impl ReviewRow {
    /// Whether the card was answered, and not moved by hand.
    pub(super) fn is_answer(&self) -> bool {
        self.ease > 0
    }

    /// Whether the card's date was set, by hand or by another setting.
    fn is_new_date(&self) -> bool {
        matches!(self.kind, 4 | 5) && self.ease == 0 && self.interval != 0
    }
}

/// Every review, by its card and in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reviews(Vec<ReviewRow>);

impl Reviews {
    /// The reviews of a card.
    pub(super) fn of(&self, card: i64) -> &[ReviewRow] {
        run(&self.0, |review| review.card.cmp(&card))
    }
}

/// The run of equal elements in a sorted list.
fn run<T>(list: &[T], order: impl Fn(&T) -> Ordering) -> &[T] {
    let start = list.partition_point(|one| order(one) == Ordering::Less);
    let length = list[start..].partition_point(|one| order(one) == Ordering::Equal);
    &list[start..start + length]
}

/// The cards of a note, in the order of their numbers.
pub(super) fn of_note(cards: &[CardRow], note: i64) -> &[CardRow] {
    run(cards, |card| card.note.cmp(&note))
}

/// What the rows of a query about a table make.
fn rows<T>(
    connection: &Connection,
    (table, sql): (&str, &str),
    watch: &Watch,
    make: impl Fn(&rusqlite::Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let count = count(connection, table)?;
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        if !watch.report(all.len(), count) {
            break;
        }
        all.push(make(row)?);
    }
    Ok(all)
}

/// Reads every card, sorted by its note and number.
pub(super) fn cards(connection: &Connection, watch: &Watch) -> Result<Vec<CardRow>> {
    let sql = "SELECT nid, id, CASE WHEN odid != 0 THEN odid ELSE did END, ord, mod, type, queue, \
               CASE WHEN odid != 0 AND odue != 0 THEN odue ELSE due END, ivl, factor, reps, lapses, flags, \
               CASE WHEN length(data) < 4096 THEN data ELSE '' END FROM cards";
    let mut cards = rows(connection, ("cards", sql), watch, |row| {
        Ok(CardRow {
            note: row.get(0)?,
            id: row.get(1)?,
            deck: row.get(2)?,
            ord: row.get(3)?,
            changed: row.get(4)?,
            kind: row.get(5)?,
            queue: row.get(6)?,
            due: row.get(7)?,
            interval: row.get(8)?,
            factor: row.get(9)?,
            reps: row.get(10)?,
            lapses: row.get(11)?,
            flags: row.get(12)?,
            data: row.get::<_, Option<String>>(13)?.unwrap_or_default(),
        })
    })?;
    cards.sort_unstable_by_key(|card| (card.note, card.ord, card.id));
    Ok(cards)
}

/// Reads every review; a collection without that table has none.
pub(super) fn reviews(connection: &Connection, watch: &Watch) -> Result<Reviews> {
    let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'revlog'";
    if connection.query_row(sql, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(Reviews::default());
    }
    let sql = "SELECT cid, id, ease, ivl, factor, time, type FROM revlog";
    let mut reviews = rows(connection, ("revlog", sql), watch, |row| {
        Ok(ReviewRow {
            card: row.get(0)?,
            id: row.get(1)?,
            ease: row.get(2)?,
            interval: row.get(3)?,
            factor: row.get(4)?,
            took: row.get(5)?,
            kind: row.get(6)?,
        })
    })?;
    reviews.sort_unstable_by_key(|review| (review.card, review.id));
    Ok(Reviews(reviews))
}

/// A card's suspension and flag.
pub(super) fn marks(row: &CardRow, card: CardKind) -> Vec<PastEvent> {
    let at = Moment(row.changed.max(0).saturating_mul(1000));
    let event = |what: EntryKind, salt: u64| PastEvent {
        card,
        at,
        what,
        id: EntryId(text_seed(&row.id.to_string(), salt)),
    };
    let suspended = (row.queue == -1).then(|| event(EntryKind::Suspend, 1));
    let flagged = (row.flag() != 0).then(|| event(EntryKind::Flag, 2));
    suspended.into_iter().chain(flagged).collect()
}

/// What happened to a card, and whether its due date follows from that and not from Anki's.
pub(super) struct CardPast {
    pub(super) events: Vec<PastEvent>,
    pub(super) is_due_recomputed: bool,
}

/// Works out what happened to a card.
pub(super) fn past(row: &CardRow, card: CardKind, reviews: &[ReviewRow], created: i64) -> CardPast {
    let id = |salt: i64| EntryId(text_seed(&row.id.to_string(), salt.cast_unsigned()));
    let one = |review: &ReviewRow| {
        let what = match (review.kind, review.ease) {
            // Crammed, which leaves no trace; or moved by hand.
            (3, _) if review.factor == 0 => return None,
            (0..=3, 1..=4) => {
                let rating = Rating::ALL[(review.ease - 1) as usize];
                EntryKind::Review(
                    rating,
                    AnswerMethod::Shown,
                    review.took.clamp(0, i64::from(u32::MAX)) as u32,
                )
            }
            (4, _) if review.interval == 0 && review.factor == 0 => EntryKind::Reset,
            _ => return None,
        };
        Some(PastEvent { card, at: Moment(review.id.max(0)), what, id: id(review.id) })
    };
    let mut all: Vec<PastEvent> = reviews.iter().filter_map(one).collect();
    let given =
        all.iter().filter(|event| matches!(event.what, EntryKind::Review(..))).count() as i64;
    // Anki's log goes back to the first review, or else the card came with a schedule from
    // elsewhere.
    let begins =
        reviews.iter().find(|review| review.ease > 0).is_some_and(|review| review.kind == 0);
    // A date that was set after the last review is the one that holds.
    let moved = reviews.last().filter(|review| review.is_new_date());
    let is_known = row.kind >= 2 && row.interval > 0;
    if is_known && (given < row.reps || !begins || moved.is_some()) {
        let known = known(row, all.last().map(|event| event.at), created);
        let moved = moved.map_or(0, |review| review.id);
        all.push(PastEvent {
            card,
            at: Moment(known.reviewed.0.saturating_add(1).max(moved)),
            what: EntryKind::Known(known),
            id: id(0),
        });
        return CardPast { events: all, is_due_recomputed: false };
    }
    CardPast { events: all, is_due_recomputed: is_known }
}

/// What newer collections keep of a card's memory.
#[derive(Default, Deserialize)]
#[serde(default)]
struct CardData {
    s: Option<f32>,
    d: Option<f32>,
    lrt: Option<i64>,
}

fn known(row: &CardRow, last: Option<Moment>, created: i64) -> KnownMemory {
    let data: CardData = serde_json::from_str(&row.data).unwrap_or_default();
    let interval = row.interval.clamp(1, 36_500);
    // A review card is due on a day, counted from the collection's first; a relearned one at a
    // second.
    let at = |seconds: i64| {
        StudyDay((seconds + TO_GREENWICH).div_euclid(DAY).clamp(0, 2_900_000) as i32)
    };
    let due = if row.kind == 2 {
        at(created.saturating_add(row.due.saturating_mul(DAY)))
    } else {
        at(row.due)
    };
    let reviewed = last.or_else(|| data.lrt.map(|seconds| Moment(seconds.saturating_mul(1000))));
    let reviewed = reviewed.unwrap_or(Moment((i64::from(due.0) - interval) * DAY * 1000));
    let good = |number: &f32| number.is_finite() && *number > 0.0;
    // An ease of 130 % is the hardest there, and 250 % where every card begins.
    let ease = 10.0 - (row.factor as f32 / 1000.0 - 1.3) * (5.0 / 1.2);
    KnownMemory {
        stability: data.s.filter(good).unwrap_or(interval as f32).min(36_500.0),
        difficulty: data.d.filter(good).unwrap_or(ease).clamp(1.0, 10.0),
        reviewed,
        due,
        reps: row.reps.clamp(1, i64::from(u32::MAX)) as u32,
        lapses: row.lapses.clamp(0, i64::from(u32::MAX)) as u32,
    }
}
