//! Resuming a quiz: the log says what was asked and answered, the rest follows from the seed.
//!
//! The answers are replayed as if they were given now, so that what came back and what got harder
//! comes out the same. If the deck has changed since, what the log says was asked is asked.

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
    /// A quiz that was left, paused before its next question; none if it has ended, or if
    /// its cards are gone. The time of the question in front starts again.
    pub fn resume(library: &Library, record: &QuizRecord) -> Option<Quiz> {
        if record.ended.is_some() {
            return None;
        }
        let (rules, mut bank) = (record.begun.rules.clone(), NoteBank::new(library));
        let spent = record
            .answers
            .iter()
            .map(|(_, answered)| Duration::from_millis(answered.took.into()))
            .sum();
        let mut state = QuizState::new(
            record
                .begun
                .questions
                .iter()
                .filter_map(|(card, form)| {
                    Some(QuizItem::new(make_question(&mut bank, card, *form, rules.seed)?, false))
                })
                .collect(),
            spent,
        );
        for (card, answered) in &record.answers {
            replay(&mut bank, &rules, &mut state, card, answered);
        }
        if state.items.is_empty() {
            return None;
        }
        state.asked = record
            .answers
            .iter()
            .map(|(_, answered)| answered.question + 1)
            .max()
            .unwrap_or_default();
        let next = state.next();
        if let Some(place) = next.filter(|_| rules.mode == QuizMode::Practice) {
            adaptive::choose_next(&mut bank, &rules, &mut state, place);
        }
        state.place = next.unwrap_or(state.items.len() - 1);
        state.phase = QuizPhase::Paused(match (next, rules.mode) {
            (Some(_), _) => ResumePoint::Asking,
            (None, QuizMode::Practice) => ResumePoint::Marked,
            (None, QuizMode::Exam) => ResumePoint::Review,
        });
        Some(Quiz { rules, id: record.id, state, pending: None })
    }
}

/// Replays an answer.
fn replay(
    bank: &mut NoteBank<'_>,
    rules: &QuizRules,
    state: &mut QuizState,
    card: &CardId,
    answered: &QuizAnswer,
) {
    let practice = rules.mode == QuizMode::Practice;
    let next = state.next().unwrap_or(state.items.len());
    if practice && next < state.items.len() {
        adaptive::choose_next(bank, rules, state, next);
    }
    let asks = |quiz_item: &QuizItem| {
        quiz_item.question.id == *card
            && quiz_item.question.form == answered.form
            && quiz_item.mark.is_none()
    };
    let place = if state.items.get(next).is_some_and(asks) {
        next
    } else if let Some(place) = state.items.iter().position(asks).filter(|_| !practice) {
        place
    } else {
        let Some(question) = make_question(bank, card, answered.form, rules.seed) else { return };
        state.items.insert(next, QuizItem::new(question, answered.again));
        next
    };
    let quiz_item = &mut state.items[place];
    quiz_item.mark = Some(answered.mark);
    quiz_item.given.clone_from(&answered.given);
    quiz_item.number = Some(answered.question);
    quiz_item.took = Duration::from_millis(answered.took.into());
    state.place = place;
    if practice {
        adaptive::learn(bank, rules, state);
    }
}

fn make_question(
    bank: &mut NoteBank<'_>,
    card: &CardId,
    form: QuestionForm,
    seed: u64,
) -> Option<QuizQuestion> {
    let item = bank.library.item(card)?;
    QuizQuestion::make(bank, item, form, seed)
}
