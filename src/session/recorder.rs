//! A learner with the log of their answers: opened once, written to before anything is
//! acknowledged.

use std::sync::Arc;

use crate::clock::Moment;
use crate::fault::Fault;
use crate::memory::{AddOutcome, CardId, Entry, Scheduler};
use crate::plan::{AnswerStats, study_time};
use crate::store::{self, ConfigHome, ReviewLog, progress};

use super::learner::Learner;

/// What is wrong with the files that a learner is read from.
#[derive(Debug)]
pub struct OpeningFaults {
    /// With the decks.
    pub decks: Vec<Fault>,
    /// With what is kept of their cards.
    pub progress: Vec<Fault>,
}

/// A learner and the log that their answers are written to.
#[derive(Debug)]
pub struct Recorder {
    /// The learner.
    pub learner: Learner,
    log: ReviewLog,
    faults: Vec<Fault>,
}

impl Recorder {
    /// Reads everything that can be read; the faults say what is wrong with the rest.
    pub fn open(home: &ConfigHome, scheduler: Scheduler, now: Moment) -> (Recorder, OpeningFaults) {
        let (library, decks, opened) = store::open(home, &scheduler);
        let learner =
            Learner::new(Arc::new(library), opened.ledger, scheduler, AnswerStats::default(), now);
        let recorder = Recorder { learner, log: opened.log, faults: Vec::new() };
        (recorder, OpeningFaults { decks, progress: opened.faults })
    }

    /// Reads how the learner answers, which only the plan for an exam goes by.
    pub fn load_answer_stats(&mut self, home: &ConfigHome) {
        let Learner { library, ledger, scheduler, answer_stats, .. } = &mut self.learner;
        let words = |card: &CardId| study_time::words_of(library, card);
        let latest = progress::latest(home);
        *answer_stats = AnswerStats::from_entries(&latest, words, ledger, scheduler);
    }

    /// Repairs what has to be right before anything is written; [`Recorder::take_faults`] says what
    /// was done.
    pub fn repair(&mut self) {
        let Learner { ledger, scheduler, now, .. } = &mut self.learner;
        self.faults.extend(self.log.repair(ledger, scheduler, *now));
    }

    /// Writes entries, and adds them to what is known, after those of other instances. When this
    /// succeeds, they are on disk.
    pub fn record(&mut self, entries: &[Entry]) -> Result<(), Fault> {
        let others = self.log.append(entries)?;
        if self.learner.add_entries(others, entries) == AddOutcome::InDoubt {
            match self.log.refold(&self.learner.scheduler) {
                Ok((ledger, faults)) => {
                    self.learner.ledger = ledger;
                    self.faults.extend(faults);
                }
                Err(fault) => self.faults.push(fault),
            }
        }
        if self.log.is_worth_saving() {
            self.save();
        }
        Ok(())
    }

    /// Saves the state that the log adds up to, so that the next start is quick.
    pub fn save(&mut self) {
        let Learner { ledger, scheduler, now, .. } = &self.learner;
        self.faults.extend(self.log.save(ledger, scheduler, *now).err());
    }

    /// What has gone wrong since the last call; nothing of it concerns what was acknowledged.
    pub fn take_faults(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.faults)
    }

    /// Every entry of the log.
    pub fn entries(&mut self) -> Result<Vec<Entry>, Fault> {
        self.log.entries().map(|(entries, _)| entries)
    }

    /// The learner and the log, for whoever writes it in another way.
    pub fn into_parts(self) -> (Learner, ReviewLog) {
        (self.learner, self.log)
    }
}
