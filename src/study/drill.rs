//! A drill: one card after another, each shown, answered and graded, until nothing is left for
//! today.
//!
//! A pure machine: what was typed and the time go in, entries for the log come out, and it moves on
//! once it is told that they are on disk.

mod day;
mod flow;

pub use day::TimePolicy;

use std::sync::Arc;

use super::answer_draft::{AnswerDraft, Feedback};
use super::history::{self, UndoHistory, WriteOutcome};
use super::lesson::LessonStep;
use super::open_card::{DrillPhase, OpenCard};
use super::operation::{CardAction, Operation, READ};
use super::review_queue::ReviewQueue;
use crate::clock::Moment;
use crate::library::{Library, LibraryCard};
use crate::memory::{AnswerMethod, Entry, EntryFactory, EntryKind, Ledger, Rating, Scheduler};
use crate::plan::StudyPlan;
use crate::rng::Rng;

/// An answer is never counted as having taken longer than this many milliseconds.
const LONGEST_ANSWER: u32 = 300_000;

/// What a drill or a quiz asks about, and what is known of it.
#[derive(Clone, Copy)]
pub struct StudyContext<'a> {
    /// The notes.
    pub library: &'a Library,
    /// What is known of their cards.
    pub ledger: &'a Ledger,
    /// When to ask them again.
    pub scheduler: &'a Scheduler,
}

/// What a drill is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrillMode {
    /// What is due, and new cards within the day's limits; every grade counts.
    Due,
    /// What an exam's plan has chosen, due or not; every grade counts. What was failed comes back
    /// until it is recalled.
    Exam,
    /// Whatever there is, the weakest first; the schedule is left as it is.
    Cram,
}

/// A session of questions.
#[derive(Clone, Debug)]
pub struct Drill {
    /// What it is for.
    pub mode: DrillMode,
    phase: DrillPhase,
    queue: ReviewQueue,
    time: Option<Arc<dyn TimePolicy>>,
    history: UndoHistory<Operation>,
    rng: Rng,
}

impl Drill {
    /// Starts on what a plan has, at most `limit` cards of it.
    pub fn due(
        context: StudyContext<'_>,
        plan: &StudyPlan,
        limit: usize,
        seed: u64,
        now: Moment,
    ) -> Drill {
        let learning: Vec<(Moment, LibraryCard)> =
            plan.learning.iter().copied().take(limit).collect();
        let mut ahead: Vec<LibraryCard> =
            plan.mixed(context.library).into_iter().take(limit - learning.len()).collect();
        day::failed_first(context, &mut ahead, now);
        let mode = if plan.is_by_exam() { DrillMode::Exam } else { DrillMode::Due };
        Drill::start(context, mode, ReviewQueue::new(ahead.into(), learning), seed, now)
    }

    /// Starts on any cards, at most `limit`, whether they are due or not; nothing is scheduled by
    /// the answers.
    pub fn cram(
        context: StudyContext<'_>,
        cards: Vec<LibraryCard>,
        limit: usize,
        seed: u64,
        now: Moment,
    ) -> Drill {
        let queue = ReviewQueue::new(cards.into_iter().take(limit).collect(), Vec::new());
        Drill::start(context, DrillMode::Cram, queue, seed, now)
    }

    fn start(
        context: StudyContext<'_>,
        mode: DrillMode,
        queue: ReviewQueue,
        seed: u64,
        now: Moment,
    ) -> Drill {
        let (phase, history, rng) = (DrillPhase::Done, UndoHistory::default(), Rng::new(seed));
        let mut drill = Drill { mode, phase, queue, time: None, history, rng };
        drill.next(context, now);
        drill
    }

    /// What it is doing.
    pub fn phase(&self) -> &DrillPhase {
        &self.phase
    }

    /// The card in front of the learner, whether its answer is shown or not.
    pub fn open_card(&self) -> Option<&OpenCard> {
        match &self.phase {
            DrillPhase::Teaching(card) | DrillPhase::Asking(card) | DrillPhase::Revealed(card) => {
                Some(card)
            }
            DrillPhase::Waiting(_) | DrillPhase::Done => None,
        }
    }

    /// What was done so far, the oldest first.
    pub fn history(&self) -> impl DoubleEndedIterator<Item = &Operation> {
        self.history.done()
    }

    /// What undo would take back.
    pub fn undoable(&self) -> Option<&Operation> {
        self.history.done().next_back()
    }

    /// What redo would do again.
    pub fn redoable(&self) -> Option<&Operation> {
        self.history.undone().next_back()
    }

    /// How many cards are still to come, the one in front included.
    pub fn left(&self) -> usize {
        self.queue.len() + usize::from(self.open_card().is_some())
    }

    /// How many answers were given, and how many of them failed.
    pub fn answered(&self) -> (usize, usize) {
        let ratings = || self.history().filter_map(|operation| operation.rating);
        (ratings().count(), ratings().filter(|rating| !rating.is_recalled()).count())
    }

    /// Adds what was typed for the next blank or item. A complete answer is shown.
    pub fn submit(&mut self, typed: &str) -> Feedback {
        let DrillPhase::Asking(card) = &mut self.phase else { return Feedback::Nothing };
        let feedback = card.draft.submit(&card.question, typed);
        if card.draft.is_complete(&card.question) {
            self.reveal();
        }
        feedback
    }

    /// Gives away one letter more of what is to be typed next.
    pub fn hint(&mut self) -> Feedback {
        match &mut self.phase {
            DrillPhase::Asking(card) => card.hint(),
            _ => Feedback::Nothing,
        }
    }

    /// Chooses one of several answers, by its place. The answer is shown.
    pub fn choose(&mut self, at: usize) -> bool {
        let DrillPhase::Asking(card) = &mut self.phase else { return false };
        let chosen = card.draft.choose(&card.question, at);
        if chosen {
            self.reveal();
        }
        chosen
    }

    /// Moves a step of a procedure that is being put in order.
    pub fn move_step(&mut self, from: usize, to: usize) {
        if let DrillPhase::Asking(card) = &mut self.phase {
            card.draft.move_step(from, to);
        }
    }

    /// Puts the steps in an order: places as they lie now, counted from 0. Whether each place is
    /// named once.
    pub fn arrange(&mut self, places: &[usize]) -> bool {
        let DrillPhase::Asking(card) = &mut self.phase else { return false };
        let Some(moves) = card.draft.moves_to(places) else { return false };
        for (from, to) in moves {
            card.draft.move_step(from, to);
        }
        true
    }

    /// Shows the answer.
    pub fn reveal(&mut self) {
        self.phase = match std::mem::replace(&mut self.phase, DrillPhase::Done) {
            DrillPhase::Asking(card) => DrillPhase::Revealed(card),
            shown => shown,
        };
    }

    /// Counts a wrong answer as right: the learner knows better.
    pub fn overrule(&mut self) -> bool {
        match &mut self.phase {
            DrillPhase::Revealed(card) if card.may_be_overruled() => {
                card.overruled = true;
                true
            }
            _ => false,
        }
    }

    /// Grades the card in front; `seconds` is how long the answer took, where somebody else
    /// measured it. The entries are to be recorded.
    pub fn grade(
        &mut self,
        context: StudyContext<'_>,
        factory: &mut EntryFactory,
        now: Moment,
        rating: Rating,
        seconds: Option<f64>,
    ) -> Vec<Entry> {
        let (DrillPhase::Asking(card) | DrillPhase::Revealed(card)) = &self.phase else {
            return Vec::new();
        };
        let took = took(card, now, seconds);
        let how = match card.draft {
            _ if card.overruled => AnswerMethod::Overruled,
            // Something could have been typed, and nothing was.
            _ if card.is_right().is_none() => AnswerMethod::Shown,
            AnswerDraft::Thought | AnswerDraft::Chosen(_) => AnswerMethod::Shown,
            AnswerDraft::Typed(_) | AnswerDraft::Items { .. } => AnswerMethod::Typed,
            AnswerDraft::Order(_) => AnswerMethod::Ordered,
        };
        let counts = self.mode != DrillMode::Cram && self.counts(card.step, rating);
        let entries = if counts {
            let all = took.saturating_add(self.lesson_time(card.question.item));
            let what = EntryKind::Review(rating, how, all.min(LONGEST_ANSWER));
            vec![factory.entry(context.ledger, now, &card.question.id, what)]
        } else {
            Vec::new()
        };
        let operation =
            Operation { rating: Some(rating), took, ..card.operation(rating.name(), &entries) };
        self.history.record(operation, &entries);
        entries
    }

    /// Whether an answer is a review, or only a step of a card's lesson. To have recognised what
    /// was just read is no recall yet: that counts when it is asked in full. Before an exam that is
    /// on another day: a second question on the same one costs more time than it gains.
    pub(super) fn counts(&self, step: LessonStep, rating: Rating) -> bool {
        step != LessonStep::Gentle || !rating.is_recalled() || self.mode == DrillMode::Exam
    }

    /// Goes on from the note of a new card, which was read; nothing is to be recorded for it. Its
    /// time counts with the card's first review.
    pub fn seen(&mut self, now: Moment, seconds: Option<f64>) -> bool {
        let DrillPhase::Teaching(card) = &self.phase else { return false };
        let took = took(card, now, seconds);
        self.history.record(Operation { took, ..card.operation(READ, &[]) }, &[]);
        true
    }

    /// Buries, suspends or flags the card in front or its note. The entries are to be recorded.
    pub fn act(
        &mut self,
        context: StudyContext<'_>,
        factory: &mut EntryFactory,
        now: Moment,
        action: CardAction,
    ) -> Vec<Entry> {
        let Some(card) = self.open_card() else { return Vec::new() };
        let cards = if action.is_of_note() {
            context.library.card_ids(card.question.item.note)
        } else {
            vec![card.question.id.clone()]
        };
        let entries: Vec<Entry> = cards
            .iter()
            .map(|card| {
                factory.entry(context.ledger, now, card, action.what(context.ledger.get(card)))
            })
            .collect();
        let operation = Operation {
            leaves: action != CardAction::Flag,
            ..card.operation(action.name(), &entries)
        };
        self.history.record(operation, &entries);
        entries
    }

    /// Takes back the last operation, if there is one, by what has to be written for that.
    pub fn undo(
        &mut self,
        context: StudyContext<'_>,
        factory: &mut EntryFactory,
        now: Moment,
    ) -> Option<history::WriteRequest> {
        self.history.undo(context.ledger, factory, now)
    }

    /// Does again what was taken back last.
    pub fn redo(
        &mut self,
        context: StudyContext<'_>,
        factory: &mut EntryFactory,
        now: Moment,
    ) -> Option<history::WriteRequest> {
        self.history.redo(context.ledger, factory, now)
    }

    /// Moves on: the pending operation is on disk and in the ledger.
    pub fn recorded(&mut self, context: StudyContext<'_>, now: Moment) {
        let Some((how, &operation)) = self.history.complete() else { return };
        match how {
            WriteOutcome::Undone => self.reverse(context, now, operation),
            WriteOutcome::Done => self.carry_out(context, now, operation),
            WriteOutcome::Redone => {
                // A flag leaves the card where it is.
                if operation.leaves {
                    self.return_open_card();
                    self.queue.remove(operation.item);
                }
                self.carry_out(context, now, operation);
            }
        }
    }

    /// Stays where it is: the pending operation could not be written.
    pub fn not_recorded(&mut self) {
        self.history.cancel();
    }

    /// Goes on if it was waiting and the time has come.
    pub fn tick(&mut self, context: StudyContext<'_>, now: Moment) {
        if matches!(self.phase, DrillPhase::Waiting(until) if until <= now) {
            self.next(context, now);
        }
    }

    /// Goes on at once instead of waiting.
    pub fn skip_wait(&mut self, context: StudyContext<'_>, now: Moment) {
        if let DrillPhase::Waiting(until) = self.phase {
            self.queue.skip_wait(until, now);
            self.next(context, now);
        }
    }

    /// Asks the card in front again, without what was typed.
    pub fn ask_again(&mut self, context: StudyContext<'_>, now: Moment) {
        if let Some((item, from)) = self.open_card().map(|card| (card.question.item, card.from))
            && !self.put(context, now, item, from)
        {
            self.next(context, now);
        }
    }

    /// Goes by the scheduler's settings as they are now; the answer so far stays.
    pub fn adapt(&mut self, context: StudyContext<'_>, now: Moment) {
        self.ask_same(context, now);
        if let DrillPhase::Asking(card) | DrillPhase::Revealed(card) = &mut self.phase {
            card.two_buttons = has_two_buttons(context, card.step);
        }
    }
}

/// How many milliseconds a card took, where nobody says how many seconds.
fn took(card: &OpenCard, now: Moment, seconds: Option<f64>) -> u32 {
    let took = seconds.unwrap_or_else(|| now.seconds_since(card.since)) * 1000.0;
    took.clamp(0.0, f64::from(LONGEST_ANSWER)) as u32
}

/// Whether a card is graded Again or Good only: by choice, or because it only begins to be known.
fn has_two_buttons(context: StudyContext<'_>, step: LessonStep) -> bool {
    step == LessonStep::Gentle || context.scheduler.settings().two_buttons
}
