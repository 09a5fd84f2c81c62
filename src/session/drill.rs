//! The drill of a learner: [`DrillSession`] hands back the entries that have to be written before
//! it moves on, [`RecordedDrill`] writes them itself.
//!
//! What is asked, and what an answer is worth, is decided by [`Drill`].

mod exam_minutes;

use crate::clock::{Clock, Moment};
use crate::fault::Fault;
use crate::library::Remap;
use crate::memory::{Entry, EntryFactory, EntryId, Rating};
use crate::plan::forecast::Prices;
use crate::plan::{NoteScope, StudyPlan, queue};
use crate::rng::entropy;
use crate::study::{CardAction, Drill, DrillMode, DrillPhase, OpenCard, Operation, WriteRequest};

use super::learner::Learner;
use super::recorder::Recorder;

/// The drill to start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrillRequest {
    /// Which notes.
    pub scope: NoteScope,
    /// How many cards at most.
    pub limit: Option<usize>,
    /// Whether it leaves the schedule alone.
    pub cram: bool,
}

impl DrillRequest {
    /// A drill of the due cards of some notes.
    pub fn from_scope(scope: NoteScope) -> DrillRequest {
        DrillRequest { scope, ..DrillRequest::default() }
    }
}

/// A drill in progress. Entries that a call returns are to be written; then comes
/// [`DrillSession::recorded`], or [`Drill::not_recorded`] if that failed.
#[derive(Debug)]
pub struct DrillSession {
    /// The machine, for everything that needs neither the learner nor an entry.
    pub drill: Drill,
    request: DrillRequest,
    seed: u64,
    entries: EntryFactory,
    /// The seconds studied today before it began, and those that the learner added.
    spent_before: f32,
    more: f32,
    /// What a second was worth on each day when it began.
    prices: Prices,
    /// The seconds of cards that no exam covers.
    seconds_beside: f32,
}

impl DrillSession {
    /// Starts with what is due, or with whatever there is; steps are shuffled by the seed.
    pub fn start(
        learner: &Learner,
        request: DrillRequest,
        seed: u64,
        entries: EntryFactory,
    ) -> DrillSession {
        let NewDrill { drill, prices, seconds_beside } = begin(learner, &request, seed);
        let spent_before = exam_minutes::spent_today(learner);
        let mut session = DrillSession {
            drill,
            request,
            seed,
            entries,
            spent_before,
            more: 0.0,
            prices,
            seconds_beside,
        };
        session.limit(learner);
        session
    }

    /// Starts another drill, shuffled in another way.
    pub fn restart(&mut self, learner: &Learner, request: DrillRequest) {
        self.seed = self.seed.wrapping_add(1);
        let new = begin(learner, &request, self.seed);
        (self.drill, self.prices, self.seconds_beside) =
            (new.drill, new.prices, new.seconds_beside);
        self.request = request;
        (self.spent_before, self.more) = (exam_minutes::spent_today(learner), 0.0);
        self.limit(learner);
    }

    /// What was asked for.
    pub fn request(&self) -> &DrillRequest {
        &self.request
    }

    /// Whether grades leave the schedule as it is.
    pub fn is_cram(&self) -> bool {
        self.drill.mode == DrillMode::Cram
    }

    /// Whether it is known when a card comes again: an exam's plan says so only from day to day.
    pub fn knows_intervals(&self) -> bool {
        self.drill.mode == DrillMode::Due
    }

    /// Whether nothing was done, taken back or typed that another start would lose.
    pub fn is_untouched(&self) -> bool {
        self.drill.undoable().is_none() && self.drill.redoable().is_none()
    }

    /// Grades the card in front; `seconds` is how long the answer took, where it was measured.
    pub fn grade(&mut self, learner: &Learner, rating: Rating, seconds: Option<f64>) -> Vec<Entry> {
        self.drill.grade(learner.context(), &mut self.entries, learner.now, rating, seconds)
    }

    /// Goes on from the note of a new card, which was read; nothing is to be written for it.
    pub fn seen(&mut self, learner: &Learner, seconds: Option<f64>) {
        if self.drill.seen(learner.now, seconds) {
            self.recorded(learner);
        }
    }

    /// Buries, suspends or flags the card in front or its note.
    pub fn act(&mut self, learner: &Learner, action: CardAction) -> Vec<Entry> {
        self.drill.act(learner.context(), &mut self.entries, learner.now, action)
    }

    /// Takes back what was done last, if anything was.
    pub fn undo(&mut self, learner: &Learner) -> Option<WriteRequest> {
        self.drill.undo(learner.context(), &mut self.entries, learner.now)
    }

    /// Does again what was taken back last, if anything was.
    pub fn redo(&mut self, learner: &Learner) -> Option<WriteRequest> {
        self.drill.redo(learner.context(), &mut self.entries, learner.now)
    }

    /// Moves on: the entries are on disk and known to the learner.
    pub fn recorded(&mut self, learner: &Learner) {
        self.replan(learner);
        self.drill.recorded(learner.context(), learner.now);
    }

    /// Goes on if it was waiting and the time has come.
    pub fn tick(&mut self, learner: &Learner) {
        self.drill.tick(learner.context(), learner.now);
    }

    /// Goes on at once with a card whose step is not over yet.
    pub fn skip_wait(&mut self, learner: &Learner) {
        self.drill.skip_wait(learner.context(), learner.now);
    }

    /// Asks the card in front again, as if nothing had been typed.
    pub fn ask_again(&mut self, learner: &Learner) {
        self.drill.ask_again(learner.context(), learner.now);
    }

    /// Goes by the learner's settings as they are now; the answer so far stays.
    pub fn adapt(&mut self, learner: &Learner) {
        self.drill.adapt(learner.context(), learner.now);
    }

    /// Goes over to notes that were read again. Whether another question is in front after that.
    pub fn remap(&mut self, learner: &Learner, remap: Remap<'_>) -> bool {
        self.request.scope = self.request.scope.remap(remap);
        self.drill.remap(learner.context(), remap, learner.now)
    }

    /// What is still to be asked today of the notes of this drill, and what comes after.
    pub fn rest(&self, learner: &Learner) -> StudyPlan {
        learner.plan_for(&self.request.scope)
    }
}

/// A drill as it begins.
struct NewDrill {
    drill: Drill,
    prices: Prices,
    seconds_beside: f32,
}

fn begin(learner: &Learner, request: &DrillRequest, seed: u64) -> NewDrill {
    let limit = request.limit.unwrap_or(usize::MAX);
    if request.cram {
        let known = learner.known_cards();
        let cards = queue::all_cards(&known, &learner.scheduler, learner.now, &request.scope);
        let drill = Drill::cram(learner.context(), cards, limit, seed, learner.now);
        return NewDrill { drill, prices: Prices::default(), seconds_beside: 0.0 };
    }
    let plan = learner.plan_for(&request.scope);
    NewDrill {
        drill: Drill::due(learner.context(), &plan, limit, seed, learner.now),
        prices: plan.prices,
        seconds_beside: plan.seconds_beside,
    }
}

/// A drill whose entries are on disk when a call succeeds: for faces that wait for the disk.
#[derive(Debug)]
pub struct RecordedDrill {
    /// The learner with their log; the learner's time is the drill's, and only goes forward.
    pub recorder: Recorder,
    /// The drill.
    pub state: DrillSession,
    clock: Clock,
}

impl RecordedDrill {
    /// Starts a drill; a seed that is not given is any.
    pub fn start(
        mut recorder: Recorder,
        request: DrillRequest,
        seed: Option<u64>,
        clock: Clock,
    ) -> RecordedDrill {
        recorder.learner.now = clock.now();
        if !request.cram {
            recorder.repair();
        }
        // An entry's id is unlike any other's, whatever the seed of the questions.
        let entries = EntryFactory::new(entropy());
        let seed = seed.unwrap_or_else(entropy);
        let state = DrillSession::start(&recorder.learner, request, seed, entries);
        RecordedDrill { recorder, state, clock }
    }

    /// The learner.
    pub fn learner(&self) -> &Learner {
        &self.recorder.learner
    }

    /// The machine.
    pub fn drill(&self) -> &Drill {
        &self.state.drill
    }

    /// The machine, for what is typed and moved.
    pub fn drill_mut(&mut self) -> &mut Drill {
        &mut self.state.drill
    }

    /// The time of what happened last.
    pub fn now(&self) -> Moment {
        self.learner().now
    }

    /// The card in front.
    pub fn open_card(&self) -> Option<&OpenCard> {
        self.state.drill.open_card()
    }

    /// Moves on to a named time, or to the clock's own; never back.
    pub fn advance(&mut self, to: Option<Moment>) {
        let now = &mut self.recorder.learner.now;
        *now = (*now).max(to.unwrap_or_else(|| self.clock.now()));
        self.state.tick(&self.recorder.learner);
    }

    /// Turns the time back to what it was before something that failed.
    pub fn return_to(&mut self, before: Moment) {
        self.recorder.learner.now = before;
    }

    /// Grades the card in front; the id is of the entry, if one was written.
    pub fn grade(
        &mut self,
        rating: Rating,
        seconds: Option<f64>,
    ) -> Result<Option<EntryId>, Fault> {
        let entries = self.state.grade(&self.recorder.learner, rating, seconds);
        self.write(&entries)
    }

    /// Goes on from the note of a new card, which was read.
    pub fn seen(&mut self, seconds: Option<f64>) {
        self.state.seen(&self.recorder.learner, seconds);
    }

    /// Buries, suspends or flags.
    pub fn act(&mut self, action: CardAction) -> Result<(), Fault> {
        let entries = self.state.act(&self.recorder.learner, action);
        self.write(&entries).map(drop)
    }

    /// Takes back what was done last, and returns it; nothing if there is nothing.
    pub fn undo(&mut self) -> Result<Option<Operation>, Fault> {
        let undone = self.state.drill.undoable().copied();
        let request = self.state.undo(&self.recorder.learner);
        self.carry_out(request).map(|()| undone)
    }

    /// Does again what was taken back, and returns it; nothing if there is nothing.
    pub fn redo(&mut self) -> Result<Option<Operation>, Fault> {
        let redone = self.state.drill.redoable().copied();
        let request = self.state.redo(&self.recorder.learner);
        self.carry_out(request).map(|()| redone)
    }

    /// Goes on at once with a card whose step is not over yet.
    pub fn skip_wait(&mut self) {
        self.state.skip_wait(&self.recorder.learner);
    }

    /// Adds minutes to today's, and goes on.
    pub fn add_minutes(&mut self, minutes: u32) {
        self.state.add_minutes(&self.recorder.learner, minutes);
    }

    /// Asks the card in front again, as if nothing had been typed.
    pub fn ask_again(&mut self) {
        self.state.ask_again(&self.recorder.learner);
    }

    /// When the next card comes, if the drill waits for it.
    pub fn waits_until(&self) -> Option<Moment> {
        match self.state.drill.phase() {
            DrillPhase::Waiting(until) => Some(*until),
            _ => None,
        }
    }

    /// Ends it: everything is on disk already, and the next start will be quick.
    pub fn close(&mut self) {
        if !self.state.is_cram() {
            self.recorder.save();
        }
    }

    fn carry_out(&mut self, request: Option<WriteRequest>) -> Result<(), Fault> {
        match request {
            Some(WriteRequest::Record(entries)) => self.write(&entries).map(drop),
            // Notes are edited on the full screen only.
            Some(WriteRequest::Edit(_)) | None => Ok(()),
        }
    }

    /// Writes entries and lets the drill move on; if they can't be written, it stays.
    fn write(&mut self, entries: &[Entry]) -> Result<Option<EntryId>, Fault> {
        if !entries.is_empty()
            && let Err(fault) = self.recorder.record(entries)
        {
            self.state.drill.not_recorded();
            return Err(fault);
        }
        self.state.recorded(&self.recorder.learner);
        Ok(entries.first().map(|entry| entry.id))
    }
}
