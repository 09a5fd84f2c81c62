//! A drill: one card after another, each shown, answered and graded, until nothing is left for
//! today.
//!
//! A pure machine. Whoever drives it hands in what was typed and the time, writes the entries that
//! it returns to the log, and tells it when they are on disk: only then does it move on. It draws
//! nothing and saves nothing.

mod edit;
mod outcome;

use super::answer_draft::{AnswerDraft, Feedback};
use super::history::{self, UndoHistory, WriteOutcome};
use super::open_card::{DrillPhase, OpenCard};
use super::operation::{CardAction, CardSource, Operation};
use super::question::Question;
use super::review_queue::{NextCard, ReviewQueue};
use crate::clock::Moment;
use crate::library::{Library, LibraryCard};
use crate::memory::{
    AnswerMethod, CardId, CardStage, Entry, EntryFactory, EntryKind, Ledger, Progress, Rating,
    Scheduler,
};
use crate::plan::StudyPlan;
use crate::rng::Rng;

/// An answer is never counted as having taken longer than this many milliseconds.
const LONGEST_ANSWER: f64 = 300_000.0;

/// What a drill asks about, and where what is known of it stands.
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
    line: ReviewQueue,
    last: Option<LibraryCard>,
    history: UndoHistory<Operation>,
    rng: Rng,
}

impl Drill {
    /// Starts on what a plan has, at most `limit` cards of it.
    pub fn due(
        world: StudyContext<'_>,
        plan: &StudyPlan,
        limit: usize,
        seed: u64,
        now: Moment,
    ) -> Drill {
        let learning: Vec<(Moment, LibraryCard)> =
            plan.learning.iter().copied().take(limit).collect();
        let ahead = plan.mixed().into_iter().take(limit - learning.len()).collect();
        let mode = if plan.is_by_exam() { DrillMode::Exam } else { DrillMode::Due };
        Drill::start(world, mode, plan.has_spare(), ReviewQueue::new(ahead, learning), seed, now)
    }

    /// Starts on any cards, at most `limit`, whether they are due or not; nothing is scheduled by
    /// the answers.
    pub fn cram(
        world: StudyContext<'_>,
        cards: Vec<LibraryCard>,
        limit: usize,
        seed: u64,
        now: Moment,
    ) -> Drill {
        let line = ReviewQueue::new(cards.into_iter().take(limit).collect(), Vec::new());
        Drill::start(world, DrillMode::Cram, true, line, seed, now)
    }

    fn start(
        world: StudyContext<'_>,
        mode: DrillMode,
        spare: bool,
        line: ReviewQueue,
        seed: u64,
        now: Moment,
    ) -> Drill {
        let (phase, history, rng) = (DrillPhase::Done, UndoHistory::default(), Rng::new(seed));
        let mut drill = Drill { mode, spare, phase, line, last: None, history, rng };
        drill.next(world, now);
        drill
    }

    /// Returns where it stands.
    pub fn phase(&self) -> &DrillPhase {
        &self.phase
    }

    /// Returns the card in front of the learner, whether its answer is shown or not.
    pub fn asked(&self) -> Option<&OpenCard> {
        match &self.phase {
            DrillPhase::Asking(asked) | DrillPhase::Revealed(asked) => Some(asked),
            DrillPhase::Waiting(_) | DrillPhase::Done => None,
        }
    }

    /// Returns what was done so far, the first first.
    pub fn history(&self) -> impl DoubleEndedIterator<Item = &Operation> {
        self.history.done()
    }

    /// Returns what undo would take back.
    pub fn undoable(&self) -> Option<&Operation> {
        self.history.done().next_back()
    }

    /// Returns what redo would do again.
    pub fn redoable(&self) -> Option<&Operation> {
        self.history.undone().next_back()
    }

    /// Whether what is failed comes back when everything else was asked.
    pub fn brings_back(&self) -> bool {
        self.mode != DrillMode::Due && self.spare
    }

    /// Returns how many cards are still to come, the one in front included.
    pub fn left(&self) -> usize {
        self.line.len() + usize::from(self.asked().is_some())
    }

    /// Returns how many answers were given, and how many of them failed.
    pub fn answered(&self) -> (usize, usize) {
        let ratings = || self.history().filter_map(|operation| operation.rating);
        (ratings().count(), ratings().filter(|rating| !rating.is_recalled()).count())
    }

    /// Takes in what was typed for the next blank or item. When all is given, the answer is shown.
    pub fn hear(&mut self, typed: &str) -> Feedback {
        let DrillPhase::Asking(asked) = &mut self.phase else { return Feedback::Nothing };
        let heard = asked.attempt.hear(&asked.question, typed);
        if asked.attempt.is_complete(&asked.question) {
            self.reveal();
        }
        heard
    }

    /// Moves a step of a procedure that is being put in order.
    pub fn move_step(&mut self, from: usize, to: usize) {
        if let DrillPhase::Asking(asked) = &mut self.phase {
            asked.attempt.move_step(from, to);
        }
    }

    /// Shows the answer.
    pub fn reveal(&mut self) {
        self.phase = match std::mem::replace(&mut self.phase, DrillPhase::Done) {
            DrillPhase::Asking(asked) => DrillPhase::Revealed(asked),
            shown => shown,
        };
    }

    /// Takes a wrong answer as right: the learner knows better.
    pub fn overrule(&mut self) -> bool {
        match &mut self.phase {
            DrillPhase::Revealed(asked) if asked.is_right() == Some(false) => {
                asked.overruled = true;
                true
            }
            _ => false,
        }
    }

    /// Grades the card in front; `seconds` is how long the answer took, where somebody else
    /// measured it. Returns the entries to record.
    pub fn grade(
        &mut self,
        world: StudyContext<'_>,
        scribe: &mut EntryFactory,
        now: Moment,
        rating: Rating,
        seconds: Option<f64>,
    ) -> Vec<Entry> {
        let Some(asked) = self.asked() else { return Vec::new() };
        let took = seconds.map_or(now.seconds_since(asked.since), |seconds| seconds) * 1000.0;
        let how = match asked.attempt {
            _ if asked.overruled => AnswerMethod::Overruled,
            // Something could have been typed, and nothing was.
            _ if asked.is_right().is_none() => AnswerMethod::Shown,
            AnswerDraft::Thought => AnswerMethod::Shown,
            AnswerDraft::Typed(_) | AnswerDraft::Items { .. } => AnswerMethod::Typed,
            AnswerDraft::Order(_) => AnswerMethod::Ordered,
        };
        let what = EntryKind::Review(rating, how, took.clamp(0.0, LONGEST_ANSWER) as u32);
        let entries = match self.mode {
            DrillMode::Due | DrillMode::Exam => {
                vec![scribe.entry(world.ledger, now, &asked.question.id, what)]
            }
            DrillMode::Cram => Vec::new(),
        };
        let took = took.clamp(0.0, LONGEST_ANSWER) as u32;
        let operation =
            Operation { rating: Some(rating), took, ..asked.operation(rating.name(), &entries) };
        self.history.record(operation, &entries);
        entries
    }

    /// Buries, suspends or flags the card in front or its note. Returns the entries to record.
    pub fn act(
        &mut self,
        world: StudyContext<'_>,
        scribe: &mut EntryFactory,
        now: Moment,
        deed: CardAction,
    ) -> Vec<Entry> {
        let Some(asked) = self.asked() else { return Vec::new() };
        let cards = if deed.is_of_note() {
            world.library.card_ids(asked.question.item.note)
        } else {
            vec![asked.question.id.clone()]
        };
        let entry = |card: &CardId| {
            scribe.entry(world.ledger, now, card, deed.what(world.ledger.get(card)))
        };
        let entries: Vec<Entry> = cards.iter().map(entry).collect();
        let operation = Operation {
            leaves: deed != CardAction::Flag,
            ..asked.operation(deed.name(), &entries)
        };
        self.history.record(operation, &entries);
        entries
    }

    /// Takes back the last thing done, and returns what has to be on disk for it; nothing if
    /// nothing was done.
    pub fn undo(
        &mut self,
        world: StudyContext<'_>,
        scribe: &mut EntryFactory,
        now: Moment,
    ) -> Option<history::WriteRequest> {
        self.history.undo(world.ledger, scribe, now)
    }

    /// Does again what was taken back last.
    pub fn redo(
        &mut self,
        world: StudyContext<'_>,
        scribe: &mut EntryFactory,
        now: Moment,
    ) -> Option<history::WriteRequest> {
        self.history.redo(world.ledger, scribe, now)
    }

    /// Moves on: what was asked for is on disk and in the ledger.
    pub fn recorded(&mut self, world: StudyContext<'_>, now: Moment) {
        let Some((how, &operation)) = self.history.settle() else { return };
        match how {
            WriteOutcome::Undone => self.take_back(world, now, operation),
            WriteOutcome::Done => self.carry_out(world, now, operation),
            WriteOutcome::Redone => {
                // A flag leaves the card where it is.
                if operation.leaves {
                    self.put_back();
                    self.line.take_out(operation.item);
                }
                self.carry_out(world, now, operation);
            }
        }
    }

    /// Stays where it is: what was asked for could not be written.
    pub fn not_recorded(&mut self) {
        self.history.cancel();
    }

    /// Goes on if it was waiting and the time has come.
    pub fn tick(&mut self, world: StudyContext<'_>, now: Moment) {
        if matches!(self.phase, DrillPhase::Waiting(until) if until <= now) {
            self.next(world, now);
        }
    }

    /// Goes on at once instead of waiting.
    pub fn hurry(&mut self, world: StudyContext<'_>, now: Moment) {
        if let DrillPhase::Waiting(until) = self.phase {
            self.line.hurry(until, now);
            self.next(world, now);
        }
    }

    /// Asks the card in front anew: its note has changed.
    pub fn refresh(&mut self, world: StudyContext<'_>, now: Moment) {
        if let Some((item, from)) = self.asked().map(|asked| (asked.question.item, asked.from))
            && !self.ask(world, now, item, from)
        {
            self.next(world, now);
        }
    }

    /// Goes by other settings: the answer so far stays.
    pub fn adapt(&mut self, world: StudyContext<'_>, now: Moment) {
        self.ask_same(world, now);
        if let DrillPhase::Asking(asked) | DrillPhase::Revealed(asked) = &mut self.phase {
            asked.two_buttons = world.scheduler.settings().two_buttons;
        }
    }

    fn carry_out(&mut self, world: StudyContext<'_>, now: Moment, operation: Operation) {
        let Operation { item, from, rating, leaves, .. } = operation;
        if !leaves {
            self.face(world, now, item, from);
            return;
        }
        match (self.mode, rating) {
            (DrillMode::Due, Some(_)) => {
                let after = world.ledger.get(&world.library.card_id(item));
                if let Some(progress) = after.filter(|progress| progress.is_learning()) {
                    self.line.come_back(progress.due, item);
                }
            }
            (DrillMode::Exam | DrillMode::Cram, Some(Rating::Again)) if self.spare => {
                self.line.go_last(item);
            }
            _ => {}
        }
        self.last = Some(item);
        self.next(world, now);
    }

    fn take_back(&mut self, world: StudyContext<'_>, now: Moment, operation: Operation) {
        let Operation { item, from, leaves, .. } = operation;
        if !leaves {
            self.face(world, now, item, from);
            return;
        }
        self.put_back();
        self.line.reopen();
        self.line.take_out(item);
        let last =
            self.history().rev().find(|operation| operation.leaves).map(|operation| operation.item);
        self.last = last;
        if !self.ask(world, now, item, from) {
            self.next(world, now);
        }
    }

    /// Puts the card in front back to where it came from.
    fn put_back(&mut self) {
        if let Some((item, from)) = self.asked().map(|asked| (asked.question.item, asked.from)) {
            self.line.put_back(item, from);
            self.phase = DrillPhase::Done;
        }
    }

    /// Shows the same card with what is known of it now; the answer so far stays.
    fn ask_same(&mut self, world: StudyContext<'_>, now: Moment) {
        let (DrillPhase::Asking(asked) | DrillPhase::Revealed(asked)) = &mut self.phase else {
            return;
        };
        asked.progress = world.ledger.get(&asked.question.id).cloned().unwrap_or_default();
        asked.intervals = world.scheduler.intervals(&asked.question.id, &asked.progress, now);
    }

    /// Asks the next card.
    fn next(&mut self, world: StudyContext<'_>, now: Moment) {
        self.phase = DrillPhase::Done;
        let mode = self.mode;
        loop {
            match self.line.next(self.last, now, |item| is_open(world, mode, now, item)) {
                NextCard::Card(item, from) if self.ask(world, now, item, from) => return,
                NextCard::Card(..) => {}
                NextCard::Wait(until) => {
                    self.phase = DrillPhase::Waiting(until);
                    return;
                }
                NextCard::Nobody => return,
            }
        }
    }

    fn ask(
        &mut self,
        world: StudyContext<'_>,
        now: Moment,
        item: LibraryCard,
        from: CardSource,
    ) -> bool {
        let Some(question) = Question::of(world.library, item) else { return false };
        let progress = world.ledger.get(&question.id).cloned().unwrap_or_default();
        let intervals = world.scheduler.intervals(&question.id, &progress, now);
        let attempt = AnswerDraft::new(&question, &mut self.rng);
        self.phase = DrillPhase::Asking(Box::new(OpenCard {
            question,
            attempt,
            progress,
            intervals,
            since: now,
            overruled: false,
            two_buttons: world.scheduler.settings().two_buttons,
            from,
        }));
        true
    }
}

/// Whether the card is to be asked: another window may have answered it, or a card of its note, in
/// the meantime.
fn is_open(world: StudyContext<'_>, mode: DrillMode, now: Moment, item: LibraryCard) -> bool {
    let id = world.library.card_id(item);
    let progress = world.ledger.get(&id);
    if mode == DrillMode::Cram {
        return progress.is_none_or(|progress| !progress.suspended);
    }
    let calendar = world.scheduler.calendar();
    let today = calendar.day(now);
    if mode == DrillMode::Exam {
        let asked =
            |progress: &Progress| progress.reviewed.is_some_and(|at| calendar.day(at) == today);
        let waits = |progress: &Progress| progress.is_learning() || !asked(progress);
        return progress.is_none_or(|progress| progress.is_open(today) && waits(progress));
    }
    let is_known = |progress: &Progress| {
        progress.is_open(today)
            && (progress.is_learning() || progress.stage == CardStage::New || progress.is_due(now))
    };
    if !progress.is_none_or(is_known) {
        return false;
    }
    let learning = progress.is_some_and(Progress::is_learning);
    let asked_today = |other: &CardId| {
        let reviewed = world.ledger.get(other).and_then(|progress| progress.reviewed);
        *other != id && reviewed.is_some_and(|at| calendar.day(at) == today)
    };
    let bury = world.scheduler.settings().bury_siblings && !learning;
    !(bury && world.library.card_ids(item.note).iter().any(asked_today))
}
