//! A quiz: questions against the clock, marked at once or at the end.
//!
//! A pure machine, as the drill is: an input and the time go in, entries for the log come out, and
//! it moves on when they are on disk. Durations are measured by a clock that nobody can set, and
//! entries carry the wall's time.

mod adaptive;
mod answer_space;
pub(super) mod choice;
mod group_choice;
mod item;
mod note_bank;
mod pairs;
mod quiz_question;
mod report;
mod resume;
mod selection;
mod state;
mod timer;

use std::time::Duration;

pub use super::question::AnswerChoice;
pub use answer_space::AnswerSpace;
pub use item::{QuizItem, QuizResponse, letter};
pub use note_bank::NoteBank;
pub use quiz_question::{QuizQuestion, forms};
pub use report::{CorrectCount, QuizReport};
pub use selection::plan;
pub use state::{QuizInput, QuizOver, QuizPhase, QuizState, ResumePoint};
pub use timer::QuizTimer;

use super::StudyContext;
use crate::clock::Timestamps;
use crate::library::Library;
use crate::memory::quiz_event::{QuizAnswer, QuizEnding, QuizStart};
use crate::memory::{
    AnswerMark, CardId, Entry, EntryFactory, EntryId, EntryKind, QuizEvent, QuizMode, QuizRules,
};
use crate::plan::{NoteScope, StudiedDecks};
use state::{ExpiredLimit, InputOutcome};

/// The card id of entries that are about a quiz as a whole.
const CARD: &str = "quiz";

/// A quiz in progress, or one that is over.
#[derive(Clone, Debug)]
pub struct Quiz {
    /// How it is set.
    pub rules: QuizRules,
    /// Its name in the log.
    pub id: EntryId,
    state: QuizState,
    /// The state once the pending entries are on disk.
    pending: Option<QuizState>,
}

impl Quiz {
    /// Begins a quiz on some notes, or on what is studied, with the entries that have to be on disk
    /// first; nothing if no question can be made of them.
    pub fn begin(
        context: StudyContext<'_>,
        factory: &mut EntryFactory,
        scope: &NoteScope,
        rules: QuizRules,
        times: Timestamps,
    ) -> Option<(Quiz, Vec<Entry>)> {
        let studied = StudiedDecks::new(context.library, context.scheduler, times.wall);
        let scope = studied.unless_named(scope);
        let questions = plan(&mut NoteBank::new(context.library), &scope, &rules);
        if questions.is_empty() {
            return None;
        }
        let asked = questions.iter().map(|question| (question.id.clone(), question.form)).collect();
        let begun = QuizEvent::Begun(QuizStart { rules: rules.clone(), questions: asked });
        let entry = factory.entry(
            context.ledger,
            times.wall,
            &CARD.into(),
            EntryKind::Quiz(Box::new(begun)),
        );
        let state = QuizState::new(
            questions.into_iter().map(|question| QuizItem::new(question, false)).collect(),
            Duration::ZERO,
        );
        let mut opened = state.clone();
        opened.open(0, times.run);
        Some((Quiz { rules, id: entry.id, state, pending: Some(opened) }, vec![entry]))
    }

    /// The questions and the phase.
    pub fn state(&self) -> &QuizState {
        &self.state
    }

    /// The phase.
    pub fn phase(&self) -> QuizPhase {
        self.state.phase
    }

    /// Whether it is an exam.
    pub fn is_exam(&self) -> bool {
        self.rules.mode == QuizMode::Exam
    }

    /// Whether the answer in front is marked wrong, and the learner may know better.
    pub fn may_be_overruled(&self) -> bool {
        let is_marked = self.phase() == QuizPhase::Marked && self.pending.is_none();
        is_marked && !self.is_exam() && self.state.current().may_be_overruled()
    }

    /// The report so far.
    pub fn report(&self, run: Duration) -> QuizReport {
        QuizReport::new(&self.state, &self.rules, run)
    }

    /// The time left and its limit, of the whole quiz or of the question in front, whichever ends
    /// first; none without a limit.
    pub fn left(&self, run: Duration) -> Option<(Duration, Duration)> {
        let limit =
            |seconds: Option<u32>| seconds.map(|seconds| Duration::from_secs(seconds.into()));
        let total = limit(self.rules.total)
            .map(|total| (total.saturating_sub(self.state.timer.spent(run)), total));
        let asking =
            matches!(self.phase(), QuizPhase::Asking | QuizPhase::Paused(ResumePoint::Asking));
        let each = limit(self.rules.each).filter(|_| asking);
        let each = each.map(|each| (each.saturating_sub(self.state.time_on_question(run)), each));
        total.into_iter().chain(each).min()
    }

    /// Handles an input; the entries have to be on disk before it moves on.
    pub fn step(
        &mut self,
        context: StudyContext<'_>,
        factory: &mut EntryFactory,
        input: QuizInput<'_>,
        times: Timestamps,
    ) -> Vec<Entry> {
        if self.pending.is_some() || matches!(self.phase(), QuizPhase::Over(_)) {
            return Vec::new();
        }
        let (mut state, mut bank) = (self.state.clone(), NoteBank::new(context.library));
        let expired = state.pass_time(&self.rules, times.run, input != QuizInput::Tick);
        let mut whats = Vec::new();
        let answered = match expired {
            ExpiredLimit::Nothing => match state.apply(&self.rules, input, times.run) {
                InputOutcome::Answered => true,
                InputOutcome::Overruled => {
                    whats = self.overruled(&mut bank, &mut state);
                    false
                }
                InputOutcome::Advances => {
                    self.advance(&mut bank, &mut state, times.run);
                    false
                }
                InputOutcome::Stays => false,
            },
            ExpiredLimit::Question => true,
            ExpiredLimit::Quiz => false,
        };
        if answered {
            whats.extend(self.answered(&state));
            self.go_on(&mut bank, &mut state, times.run);
        }
        if let QuizPhase::Over(_) = state.phase {
            whats.extend(self.ended(&state, times.run));
        }
        if whats.is_empty() {
            self.state = state;
            return Vec::new();
        }
        let entries: Vec<Entry> = whats
            .into_iter()
            .map(|(card, what)| factory.entry(context.ledger, times.wall, &card, what))
            .collect();
        let is_review = |entry: &&Entry| matches!(entry.what, EntryKind::Review(..));
        state.review = entries.iter().find(is_review).map(|entry| entry.id);
        self.pending = Some(state);
        entries
    }

    /// Goes on: the entries are on disk.
    pub fn recorded(&mut self) {
        if let Some(state) = self.pending.take() {
            self.state = state;
        }
    }

    /// Stays where it is: the entries could not be written.
    pub fn not_recorded(&mut self) {
        self.pending = None;
    }

    /// Switches to the notes as they were read again; what is being asked stays as it is.
    pub fn reload(&mut self, library: &Library) {
        for state in std::iter::once(&mut self.state).chain(&mut self.pending) {
            for question in state.items.iter_mut().map(|quiz_item| &mut quiz_item.question) {
                question.item = library.item(&question.id);
                question.topic = question.item.and_then(|item| library.topic(item.note));
            }
            let asked = state.place;
            let mut place = 0..;
            // A note that is gone can't be asked any more; what was asked of it stays in the
            // report.
            state.items.retain(|quiz_item| {
                place.next() <= Some(asked) || quiz_item.question.item.is_some()
            });
        }
    }

    /// Whether it waits for entries to be on disk.
    pub fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Moves on after an answer: in practice it is shown and learned from, in an exam the next
    /// question comes.
    fn go_on(&self, bank: &mut NoteBank<'_>, state: &mut QuizState, run: Duration) {
        if !self.is_exam() {
            state.timer.stop(run);
            adaptive::learn(bank, &self.rules, state);
        } else if state.phase == QuizPhase::Marked {
            self.advance(bank, state, run);
        }
    }

    /// Goes on after the question in front got its answer: to the next, which practice fits to the
    /// learner, or to the end.
    fn advance(&self, bank: &mut NoteBank<'_>, state: &mut QuizState, run: Duration) {
        match state.next() {
            Some(place) => {
                if !self.is_exam() {
                    adaptive::choose_next(bank, &self.rules, state, place);
                }
                state.open(place, run);
            }
            None => state.finish(self.is_exam(), run),
        }
    }

    /// The entries for an answer that counts as right after all: it takes the place of the wrong
    /// one, and so does its review.
    fn overruled(
        &self,
        bank: &mut NoteBank<'_>,
        state: &mut QuizState,
    ) -> Vec<(CardId, EntryKind)> {
        adaptive::learn_again(bank, &self.rules, state);
        let card = &state.current().question.id;
        let review = state.review.map(|id| (card.clone(), EntryKind::Retract(id)));
        review.into_iter().chain(self.answered(state)).collect()
    }

    /// The entries for the answer to the question in front; in practice it may count as a review.
    fn answered(&self, state: &QuizState) -> Vec<(CardId, EntryKind)> {
        let quiz_item = state.current();
        let answered = QuizAnswer {
            quiz: self.id,
            question: quiz_item.number.unwrap_or_default(),
            form: quiz_item.question.form,
            again: quiz_item.again,
            mark: quiz_item.mark.unwrap_or(AnswerMark::Unanswered),
            took: milliseconds(quiz_item.took),
            given: quiz_item.given.clone(),
        };
        let mut whats = vec![(
            quiz_item.question.id.clone(),
            EntryKind::Quiz(Box::new(QuizEvent::Answered(answered))),
        )];
        if self.rules.counts && !self.is_exam() && !quiz_item.again {
            whats.extend(review(quiz_item));
        }
        whats
    }

    /// The entries for the end; only then do the answers of an exam count as reviews.
    fn ended(&self, state: &QuizState, run: Duration) -> Vec<(CardId, EntryKind)> {
        let report = QuizReport::new(state, &self.rules, run);
        let ended = QuizEnding {
            quiz: self.id,
            asked: report.asked as u16,
            right: report.right as u16,
            corrected: report.corrected as f32,
            took: milliseconds(report.took),
        };
        let reviews =
            state.items.iter().filter(|_| self.rules.counts && self.is_exam()).filter_map(review);
        let whole = (CardId::from(CARD), EntryKind::Quiz(Box::new(QuizEvent::Ended(ended))));
        reviews.chain([whole]).collect()
    }
}

/// The review that an answer counts as, if it says anything about memory.
fn review(quiz_item: &QuizItem) -> Option<(CardId, EntryKind)> {
    let (rating, how) = quiz_item.rating()?;
    Some((
        quiz_item.question.id.clone(),
        EntryKind::Review(rating, how, milliseconds(quiz_item.took)),
    ))
}

fn milliseconds(time: Duration) -> u32 {
    u32::try_from(time.as_millis()).unwrap_or(u32::MAX)
}
