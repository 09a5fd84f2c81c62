//! Going on with a quiz that was left: the log says what was asked and answered, the rest follows
//! from the seed.
//!
//! What was answered is gone through once more, as if it were answered now: what came back and what
//! got harder comes out the same. If the deck has changed since, the log has the last word on what
//! was asked.

use std::time::Duration;

use super::item::Slot;
use super::note_bank::Bank;
use super::quiz_question::Put;
use super::state::{Phase, Resume, Sheet};
use super::{Quiz, adaptive};
use crate::library::Collection;
use crate::memory::quiz_record::Answered;
use crate::memory::{CardId, Form, QuizMode, QuizRules, Sitting};

impl Quiz {
    /// Returns a quiz that was left, paused before its next question; none if it has ended, or if
    /// its cards are gone. The time that the question in front had when it was left begins anew.
    pub fn resume(collection: &Collection, sitting: &Sitting) -> Option<Quiz> {
        if sitting.ended.is_some() {
            return None;
        }
        let (rules, mut bank) = (sitting.begun.rules.clone(), Bank::new(collection));
        let spent = sitting
            .answers
            .iter()
            .map(|(_, answered)| Duration::from_millis(answered.took.into()))
            .sum();
        let planned = |(card, form): &(CardId, Form)| {
            Some(Slot::new(put(&mut bank, card, *form, rules.seed)?, false))
        };
        let mut sheet =
            Sheet::new(sitting.begun.questions.iter().filter_map(planned).collect(), spent);
        for (card, answered) in &sitting.answers {
            replay(&mut bank, &rules, &mut sheet, card, answered);
        }
        if sheet.slots.is_empty() {
            return None;
        }
        sheet.put = sitting
            .answers
            .iter()
            .map(|(_, answered)| answered.question + 1)
            .max()
            .unwrap_or_default();
        let next = sheet.next();
        if let Some(place) = next.filter(|_| rules.mode == QuizMode::Practice) {
            adaptive::meet(&mut bank, &rules, &mut sheet, place);
        }
        sheet.at = next.unwrap_or(sheet.slots.len() - 1);
        sheet.phase = Phase::Paused(match (next, rules.mode) {
            (Some(_), _) => Resume::Asking,
            (None, QuizMode::Practice) => Resume::Marked,
            (None, QuizMode::Exam) => Resume::Review,
        });
        Some(Quiz { rules, id: sitting.id, sheet, pending: None })
    }
}

/// Has an answer given once more.
fn replay(
    bank: &mut Bank<'_>,
    rules: &QuizRules,
    sheet: &mut Sheet,
    card: &CardId,
    answered: &Answered,
) {
    let practice = rules.mode == QuizMode::Practice;
    let next = sheet.next().unwrap_or(sheet.slots.len());
    if practice && next < sheet.slots.len() {
        adaptive::meet(bank, rules, sheet, next);
    }
    let asks =
        |slot: &Slot| slot.put.id == *card && slot.put.form == answered.form && slot.mark.is_none();
    let place = if sheet.slots.get(next).is_some_and(asks) {
        next
    } else if let Some(place) = sheet.slots.iter().position(asks).filter(|_| !practice) {
        place
    } else {
        let Some(put) = put(bank, card, answered.form, rules.seed) else { return };
        sheet.slots.insert(next, Slot::new(put, answered.again));
        next
    };
    let slot = &mut sheet.slots[place];
    slot.mark = Some(answered.mark);
    slot.given.clone_from(&answered.given);
    slot.number = Some(answered.question);
    slot.took = Duration::from_millis(answered.took.into());
    sheet.at = place;
    if practice {
        adaptive::learn(bank, rules, sheet);
    }
}

fn put(bank: &mut Bank<'_>, card: &CardId, form: Form, seed: u64) -> Option<Put> {
    let item = bank.collection.item(card)?;
    Put::make(bank, item, form, seed)
}
