//! The card in front of the learner, and the phases of a drill.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

use super::answer_draft::{AnswerDraft, Feedback};
use super::lesson::{LessonStep, QuestionStage};
use super::operation::{CardSource, Operation};
use super::question::{AnswerKind, Question};
use crate::clock::Moment;
use crate::memory::{Entry, Progress, Rating};

/// A card in front of the learner.
#[derive(Clone, Debug)]
pub struct OpenCard {
    /// The question.
    pub question: Question,
    /// The answer so far.
    pub draft: AnswerDraft,
    /// What was known of the card before.
    pub progress: Progress,
    /// The seconds until it comes back after each rating, the worst first.
    pub intervals: [u32; 4],
    /// When it was shown.
    pub since: Moment,
    /// Whether a wrong answer was overruled.
    pub overruled: bool,
    /// The letters that hints gave away of each blank or item, by its number.
    pub hints: HashMap<usize, usize>,
    /// How it is put.
    pub step: LessonStep,
    /// What it is to the learner.
    pub stage: QuestionStage,
    /// Whether only Again and Good are offered.
    pub two_buttons: bool,
    pub(super) from: CardSource,
}

impl OpenCard {
    /// Whether the answer is right; none where only the learner knows.
    pub fn is_right(&self) -> Option<bool> {
        if self.overruled { Some(true) } else { self.draft.is_right(&self.question) }
    }

    /// Whether the answer is nearly right.
    pub fn is_close(&self) -> bool {
        !self.overruled && self.draft.is_close(&self.question)
    }

    /// Whether there is something to type.
    pub fn is_typed(&self) -> bool {
        self.question.is_typed()
    }

    /// Whether steps have to be put in order.
    pub fn is_ordered(&self) -> bool {
        matches!(self.question.kind, AnswerKind::Order { .. })
    }

    /// Whether what was typed was found wrong, which only the learner can know better.
    pub fn may_be_overruled(&self) -> bool {
        self.is_right() == Some(false) && !self.is_choice()
    }

    /// Whether one of several answers is to be chosen.
    pub fn is_choice(&self) -> bool {
        matches!(self.question.kind, AnswerKind::Choice { .. })
    }

    /// Gives away one letter more of what is to be typed next, but never the last one.
    pub(super) fn hint(&mut self) -> Feedback {
        let Some((number, expected)) = self.draft.next_expected(&self.question) else {
            return Feedback::Nothing;
        };
        let answer = expected.answer.trim();
        let letters = answer.graphemes(true).count();
        let shown = self.hints.entry(number).or_default();
        *shown = (*shown + 1).min(letters.saturating_sub(1));
        let begin: String = answer.graphemes(true).take(*shown).collect();
        Feedback::Hint(begin, letters)
    }

    /// An operation on this card, which takes it away.
    pub(super) fn operation(&self, name: &'static str, entries: &[Entry]) -> Operation {
        Operation {
            name,
            item: self.question.item,
            rating: None,
            entry: entries.first().map(|entry| entry.id),
            before: self.progress.stage,
            step: self.step,
            took: 0,
            from: self.from,
            leaves: true,
        }
    }

    /// The rating that follows from the answer; a card that was only thought about is taken
    /// as recalled, and one that nothing was typed or chosen for as not. With a hint it is Hard
    /// at most, where that is offered.
    pub fn suggested(&self) -> Rating {
        let was_thought = self.draft == AnswerDraft::Thought;
        match self.is_right() {
            Some(false) if self.is_close() && !self.two_buttons => Rating::Hard,
            Some(true) if !self.hints.is_empty() && !self.two_buttons => Rating::Hard,
            Some(true) => Rating::Good,
            None if was_thought => Rating::Good,
            Some(false) | None => Rating::Again,
        }
    }
}

/// The phase of a drill.
#[derive(Clone, Debug)]
pub enum DrillPhase {
    /// The note of a new card is shown, before it is asked.
    Teaching(Box<OpenCard>),
    /// A question is open.
    Asking(Box<OpenCard>),
    /// Its answer is shown and has to be graded.
    Revealed(Box<OpenCard>),
    /// Only cards that were just asked are left; the next one comes then.
    Waiting(Moment),
    /// Nothing is left.
    Done,
}
