//! Going on with a quiz that was left: the log says what was asked and answered, the rest follows
//! from the seed.
//!
//! What was answered is gone through once more, as if it were answered now: what came back and what
//! got harder comes out the same. If the deck has changed since, the log has the last word on what
//! was asked.

use std::time::Duration;

use super::item::QuizItem;
use super::note_bank::NoteBank;
use super::quiz_question::QuizQuestion;
use super::state::{QuizPhase, QuizState, ResumePoint};
use super::{Quiz, adaptive};
use crate::library::Library;
use crate::memory::quiz_event::QuizAnswer;
use crate::memory::{CardId, QuestionForm, QuizMode, QuizRecord, QuizRules};

impl Quiz {
    /// Returns a quiz that was left, paused before its next question; none if it has ended, or if
    /// its cards are gone. The time that the question in front had when it was left begins anew.
    pub fn resume(library: &Library, sitting: &QuizRecord) -> Option<Quiz> {
        if sitting.ended.is_some() {
            return None;
        }
        let (rules, mut bank) = (sitting.begun.rules.clone(), NoteBank::new(library));
        let spent = sitting
            .answers
            .iter()
            .map(|(_, answered)| Duration::from_millis(answered.took.into()))
            .sum();
        let planned = |(card, form): &(CardId, QuestionForm)| {
            Some(QuizItem::new(put(&mut bank, card, *form, rules.seed)?, false))
        };
        let mut sheet =
            QuizState::new(sitting.begun.questions.iter().filter_map(planned).collect(), spent);
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
            adaptive::choose_next(&mut bank, &rules, &mut sheet, place);
        }
        sheet.at = next.unwrap_or(sheet.slots.len() - 1);
        sheet.phase = QuizPhase::Paused(match (next, rules.mode) {
            (Some(_), _) => ResumePoint::Asking,
            (None, QuizMode::Practice) => ResumePoint::Marked,
            (None, QuizMode::Exam) => ResumePoint::Review,
        });
        Some(Quiz { rules, id: sitting.id, sheet, pending: None })
    }
}

/// Has an answer given once more.
fn replay(
    bank: &mut NoteBank<'_>,
    rules: &QuizRules,
    sheet: &mut QuizState,
    card: &CardId,
    answered: &QuizAnswer,
) {
    let practice = rules.mode == QuizMode::Practice;
    let next = sheet.next().unwrap_or(sheet.slots.len());
    if practice && next < sheet.slots.len() {
        adaptive::choose_next(bank, rules, sheet, next);
    }
    let asks = |slot: &QuizItem| {
        slot.put.id == *card && slot.put.form == answered.form && slot.mark.is_none()
    };
    let place = if sheet.slots.get(next).is_some_and(asks) {
        next
    } else if let Some(place) = sheet.slots.iter().position(asks).filter(|_| !practice) {
        place
    } else {
        let Some(put) = put(bank, card, answered.form, rules.seed) else { return };
        sheet.slots.insert(next, QuizItem::new(put, answered.again));
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

fn put(
    bank: &mut NoteBank<'_>,
    card: &CardId,
    form: QuestionForm,
    seed: u64,
) -> Option<QuizQuestion> {
    let item = bank.library.item(card)?;
    QuizQuestion::make(bank, item, form, seed)
}
