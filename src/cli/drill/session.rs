//! One sitting: the drill, what it stands on, and the clock, which only goes forward.
//!
//! It knows neither lines nor JSON: whoever talks to the learner calls it.

use crate::cli::args;
use crate::cli::desk::Desk;
use crate::cli::print::plain_text;
use crate::clock::{Clock, Moment};
use crate::fault::Fault;
use crate::memory::{Entry, EntryFactory, EntryId, Rating};
use crate::plan::queue;
use crate::plan::{KnownCards, NoteScope};
use crate::rng::entropy;
use crate::study::{
    AnswerDraft, CardAction, Drill, DrillMode, DrillPhase, OpenCard, Operation, WriteRequest,
};

/// A drill in progress.
pub(super) struct DrillSession {
    /// What it stands on.
    pub(super) desk: Desk,
    /// Which notes it is about.
    pub(super) scope: NoteScope,
    drill: Drill,
    scribe: EntryFactory,
    clock: Clock,
    now: Moment,
    troubles: Vec<Fault>,
}

impl DrillSession {
    /// Begins with what is due now, or with whatever there is.
    pub(super) fn start(
        mut desk: Desk,
        scope: NoteScope,
        args: &args::DrillArgs,
        clock: Clock,
    ) -> DrillSession {
        let now = clock.now();
        let troubles = if args.cram { Vec::new() } else { desk.mend(now) };
        let limit = args.limit.map_or(usize::MAX, |limit| limit as usize);
        let seed = args.seed.unwrap_or_else(entropy);
        let Desk { library, ledger, scheduler, .. } = &desk;
        let drill = if args.cram {
            let cards = queue::everything(&KnownCards::of(library, ledger), scheduler, now, &scope);
            Drill::cram(desk.world(), cards, limit, seed, now)
        } else {
            let plan = desk.plan(&scope, now);
            Drill::due(desk.world(), &plan, limit, seed, now)
        };
        // An entry's id is unlike any other's, whatever the seed of the questions.
        DrillSession {
            desk,
            scope,
            drill,
            scribe: EntryFactory::new(entropy()),
            clock,
            now,
            troubles,
        }
    }

    /// Returns what went wrong since it was last asked for; nothing of it concerns what was
    /// acknowledged.
    pub(super) fn troubles(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.troubles)
    }

    /// Returns the drill as it stands.
    pub(super) fn drill(&self) -> &Drill {
        &self.drill
    }

    /// Returns the card in front.
    pub(super) fn asked(&self) -> Option<&OpenCard> {
        self.drill.asked()
    }

    /// Whether grades leave the schedule as it is.
    pub(super) fn is_cram(&self) -> bool {
        self.drill.mode == DrillMode::Cram
    }

    /// Whether it is known when a card comes again: the schedule says so, an exam's plan only from
    /// day to day.
    pub(super) fn knows_intervals(&self) -> bool {
        self.drill.mode == DrillMode::Due
    }

    /// Returns the time of the last thing that happened.
    pub(super) fn now(&self) -> Moment {
        self.now
    }

    /// Moves the clock on, to a moment that somebody names or to the clock's own time; never back.
    pub(super) fn advance(&mut self, to: Option<Moment>) {
        self.now = self.now.max(to.unwrap_or_else(|| self.clock.now()));
        self.drill.tick(self.desk.world(), self.now);
    }

    /// Turns the clock back to where it was before something that failed.
    pub(super) fn return_to(&mut self, before: Moment) {
        self.now = before;
    }

    /// Takes in what was typed for the next blank or item.
    pub(super) fn hear(&mut self, typed: &str) -> crate::study::Feedback {
        self.drill.hear(typed)
    }

    /// Shows the answer.
    pub(super) fn reveal(&mut self) {
        self.drill.reveal();
    }

    /// Takes a wrong answer as right.
    pub(super) fn overrule(&mut self) -> bool {
        self.drill.overrule()
    }

    /// Puts the steps in that order: places in the order shown, counted from 0. Whether it names
    /// each place once.
    pub(super) fn arrange(&mut self, places: &[usize]) -> bool {
        let Some(AnswerDraft::Order(shown)) = self.asked().map(|asked| asked.attempt.clone())
        else {
            return false;
        };
        let Some(moves) = plain_text::moves(&shown, places) else { return false };
        for (from, to) in moves {
            self.drill.move_step(from, to);
        }
        true
    }

    /// Asks the card in front anew, as if nothing had been typed.
    pub(super) fn ask_anew(&mut self) {
        self.drill.refresh(self.desk.world(), self.now);
    }

    /// Grades the card in front; when this returns, the grade is on disk. The id is of its entry,
    /// if one was written.
    pub(super) fn grade(
        &mut self,
        rating: Rating,
        seconds: Option<f64>,
    ) -> Result<Option<EntryId>, Fault> {
        let entries =
            self.drill.grade(self.desk.world(), &mut self.scribe, self.now, rating, seconds);
        self.perform(&entries)
    }

    /// Buries, suspends or flags.
    pub(super) fn act(&mut self, deed: CardAction) -> Result<(), Fault> {
        let entries = self.drill.act(self.desk.world(), &mut self.scribe, self.now, deed);
        self.perform(&entries).map(drop)
    }

    /// Takes back what was done last, and returns that; nothing if there is nothing.
    pub(super) fn undo(&mut self) -> Result<Option<Operation>, Fault> {
        let undone = self.drill.undoable().copied();
        let turn = self.drill.undo(self.desk.world(), &mut self.scribe, self.now);
        self.turn(turn).map(|()| undone)
    }

    /// Does again what was taken back, and returns that; nothing if there is nothing.
    pub(super) fn redo(&mut self) -> Result<Option<Operation>, Fault> {
        let redone = self.drill.redoable().copied();
        let turn = self.drill.redo(self.desk.world(), &mut self.scribe, self.now);
        self.turn(turn).map(|()| redone)
    }

    fn turn(&mut self, turn: Option<WriteRequest>) -> Result<(), Fault> {
        match turn {
            Some(WriteRequest::Record(entries)) => self.perform(&entries).map(drop),
            // Notes are edited on the full screen only.
            Some(WriteRequest::Edit(_)) | None => Ok(()),
        }
    }

    /// Goes on at once with a card whose step is not over yet.
    pub(super) fn hurry(&mut self) {
        self.drill.hurry(self.desk.world(), self.now);
    }

    /// Returns when the next card comes, if the drill waits for it.
    pub(super) fn waits_until(&self) -> Option<Moment> {
        match self.drill.phase() {
            DrillPhase::Waiting(until) => Some(*until),
            _ => None,
        }
    }

    /// Ends it; everything is on disk already, and the next start will be quick.
    pub(super) fn close(&mut self) {
        if !self.is_cram() {
            self.troubles.extend(self.desk.save(self.now));
        }
    }

    /// Writes what the drill asks for, and lets it move on; if nothing could be written, it stays.
    fn perform(&mut self, entries: &[Entry]) -> Result<Option<EntryId>, Fault> {
        if !entries.is_empty() {
            match self.desk.write(entries, self.now) {
                Ok(faults) => self.troubles.extend(faults),
                Err(fault) => {
                    self.drill.not_recorded();
                    return Err(fault);
                }
            }
        }
        self.drill.recorded(self.desk.world(), self.now);
        Ok(entries.first().map(|entry| entry.id))
    }
}
