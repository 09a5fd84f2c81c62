//! A drill: one card after another, each shown, answered and graded, until nothing is left for
//! today.
//!
//! A pure machine: what was typed and the time go in, entries for the log come out, and it moves on
//! once it is told that they are on disk.

mod flow;

use std::cmp::Reverse;
use std::collections::HashMap;

use super::answer_draft::{AnswerDraft, Feedback};
use super::history::{self, UndoHistory, WriteOutcome};
use super::open_card::{DrillPhase, OpenCard};
use super::operation::{CardAction, Operation};
use super::review_queue::ReviewQueue;
use crate::clock::Moment;
use crate::library::{Library, LibraryCard, NoteIx};
use crate::memory::{
    AnswerMethod, CardStage, Entry, EntryFactory, EntryKind, Ledger, Rating, Scheduler,
};
use crate::plan::StudyPlan;
use crate::rng::Rng;

/// An answer is never counted as having taken longer than this many milliseconds.
const LONGEST_ANSWER: f64 = 300_000.0;

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
    /// at the end, where there are minutes left for it.
    Exam,
    /// Whatever there is, the weakest first; the schedule is left as it is.
    Cram,
}

/// A session of questions.
#[derive(Clone, Debug)]
pub struct Drill {
    /// What it is for.
    pub mode: DrillMode,
    /// Whether there is time for what was failed to come back at the end.
    spare: bool,
    phase: DrillPhase,
    queue: ReviewQueue,
    last: Option<LibraryCard>,
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
        let ahead = plan.mixed(context.library).into_iter().take(limit - learning.len()).collect();
        let mode = if plan.is_by_exam() { DrillMode::Exam } else { DrillMode::Due };
        Drill::start(context, mode, plan.has_spare(), ReviewQueue::new(ahead, learning), seed, now)
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
        Drill::start(context, DrillMode::Cram, true, queue, seed, now)
    }

    fn start(
        context: StudyContext<'_>,
        mode: DrillMode,
        spare: bool,
        queue: ReviewQueue,
        seed: u64,
        now: Moment,
    ) -> Drill {
        let (phase, history, rng) = (DrillPhase::Done, UndoHistory::default(), Rng::new(seed));
        let mut drill = Drill { mode, spare, phase, queue, last: None, history, rng };
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
            DrillPhase::Asking(card) | DrillPhase::Revealed(card) => Some(card),
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

    /// Whether failed cards come back when everything else was asked.
    pub fn brings_back(&self) -> bool {
        self.mode != DrillMode::Due && self.spare
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
            DrillPhase::Revealed(card) if card.is_right() == Some(false) => {
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
        let Some(card) = self.open_card() else { return Vec::new() };
        let took = seconds.map_or(now.seconds_since(card.since), |seconds| seconds) * 1000.0;
        let how = match card.draft {
            _ if card.overruled => AnswerMethod::Overruled,
            // Something could have been typed, and nothing was.
            _ if card.is_right().is_none() => AnswerMethod::Shown,
            AnswerDraft::Thought => AnswerMethod::Shown,
            AnswerDraft::Typed(_) | AnswerDraft::Items { .. } => AnswerMethod::Typed,
            AnswerDraft::Order(_) => AnswerMethod::Ordered,
        };
        let what = EntryKind::Review(rating, how, took.clamp(0.0, LONGEST_ANSWER) as u32);
        let entries = match self.mode {
            DrillMode::Due | DrillMode::Exam => {
                vec![factory.entry(context.ledger, now, &card.question.id, what)]
            }
            DrillMode::Cram => Vec::new(),
        };
        let took = took.clamp(0.0, LONGEST_ANSWER) as u32;
        let operation =
            Operation { rating: Some(rating), took, ..card.operation(rating.name(), &entries) };
        self.history.record(operation, &entries);
        entries
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
            && !self.ask(context, now, item, from)
        {
            self.next(context, now);
        }
    }

    /// Goes by the scheduler's settings as they are now; the answer so far stays.
    pub fn adapt(&mut self, context: StudyContext<'_>, now: Moment) {
        self.ask_same(context, now);
        if let DrillPhase::Asking(card) | DrillPhase::Revealed(card) = &mut self.phase {
            card.two_buttons = context.scheduler.settings().two_buttons;
        }
    }

    /// The notes with a card that was new or being learned and was recalled when it was
    /// last asked, in the order of their answers.
    pub fn learned(&self) -> Vec<NoteIx> {
        let mut notes: Vec<NoteIx> = Vec::new();
        for did in
            self.history().filter(|did| did.rating.is_some() && did.before != CardStage::Review)
        {
            let mut later = self.history().rev().filter(|other| other.item == did.item);
            let last = later.find_map(|other| other.rating);
            if !notes.contains(&did.item.note) && last.is_some_and(Rating::is_recalled) {
                notes.push(did.item.note);
            }
        }
        notes
    }

    /// The notes that failed, the most often failed first.
    pub fn slipped(&self) -> Vec<NoteIx> {
        let mut times: HashMap<NoteIx, usize> = HashMap::new();
        for did in
            self.history().filter(|did| did.rating.is_some_and(|rating| !rating.is_recalled()))
        {
            *times.entry(did.item.note).or_default() += 1;
        }
        let mut notes: Vec<(NoteIx, usize)> = times.into_iter().collect();
        notes.sort_unstable_by_key(|&(note, times)| (Reverse(times), note));
        notes.into_iter().map(|(note, _)| note).collect()
    }
}
