//! One sitting: the quiz, what it stands on, and its clocks.
//!
//! It knows neither lines nor JSON: whoever talks to the learner calls it.

use std::time::Duration;

use super::clocks::SessionClocks;
use crate::cli::desk::Desk;
use crate::cli::request::AnswerTiming;
use crate::clock::{Clock, Moment, Timestamps};
use crate::fault::Fault;
use crate::memory::{Entry, EntryFactory, EntryId, EntryKind, QuizEvent, QuizRecord, QuizRules};
use crate::plan::NoteScope;
use crate::rng::entropy;
use crate::study::Quiz;
use crate::study::quiz::{QuizInput, QuizItem, QuizPhase};

/// A quiz in progress.
pub(super) struct QuizSession {
    /// What it stands on.
    pub(super) desk: Desk,
    quiz: Quiz,
    scribe: EntryFactory,
    ticker: SessionClocks,
    troubles: Vec<Fault>,
}

/// An answer that is on disk.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecordedAnswer {
    /// The place of its question.
    pub(super) place: usize,
    /// Its entry.
    pub(super) entry: EntryId,
    /// The entry's time.
    pub(super) at: Moment,
}

impl QuizSession {
    /// Begins a quiz; none if no question can be made of the notes. That it began is on disk then.
    pub(super) fn begin(
        mut desk: Desk,
        scope: &NoteScope,
        rules: QuizRules,
        last: Option<&QuizRecord>,
        clock: Clock,
    ) -> Result<Option<QuizSession>, Fault> {
        let mut ticker = SessionClocks::new(clock);
        if let Some(last) = last {
            ticker.begin_after(last.at);
        }
        // An entry's id is unlike any other's, whatever the seed of the questions.
        let mut scribe = EntryFactory::new(entropy());
        let Some((quiz, entries)) =
            Quiz::begin(desk.world(), &mut scribe, scope, rules, ticker.now())
        else {
            return Ok(None);
        };
        let troubles = desk.mend(ticker.now().wall);
        let mut session = QuizSession { desk, quiz, scribe, ticker, troubles };
        session.write(&entries)?;
        Ok(Some(session))
    }

    /// Goes on with the last quiz that was left; none if there is none, or if its cards are gone.
    pub(super) fn resume(mut desk: Desk, past: &[QuizRecord], clock: Clock) -> Option<QuizSession> {
        let left = |sitting| Quiz::resume(&desk.library, sitting).map(|quiz| (quiz, sitting));
        let (quiz, sitting) = past.iter().rev().find_map(left)?;
        let mut ticker = SessionClocks::new(clock);
        // Each entry is at least a millisecond after the one before.
        let answers = i64::try_from(sitting.answers.len()).unwrap_or(0);
        ticker.begin_after(Moment(sitting.at.0.saturating_add(answers)));
        let troubles = desk.mend(ticker.now().wall);
        Some(QuizSession { desk, quiz, scribe: EntryFactory::new(entropy()), ticker, troubles })
    }

    /// Returns what went wrong since it was last asked for; nothing of it concerns what was
    /// acknowledged.
    pub(super) fn troubles(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.troubles)
    }

    /// Returns the quiz as it stands.
    pub(super) fn quiz(&self) -> &Quiz {
        &self.quiz
    }

    /// Returns the question in front, while one is open.
    pub(super) fn open(&self) -> Option<&QuizItem> {
        (self.quiz.phase() == QuizPhase::Asking).then(|| self.quiz.sheet().slot())
    }

    /// Returns the question that an answer was given to.
    pub(super) fn slot(&self, kept: RecordedAnswer) -> &QuizItem {
        &self.quiz.sheet().slots[kept.place]
    }

    /// Whether it is over.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.quiz.phase(), QuizPhase::Over(_))
    }

    /// Returns the time of the last thing that happened.
    pub(super) fn now(&self) -> Timestamps {
        self.ticker.now()
    }

    /// Returns the time that is left; none without a limit.
    pub(super) fn left(&self) -> Option<Duration> {
        self.quiz.left(self.now().run).map(|(left, _)| left)
    }

    /// Lets the clocks go on to where they are.
    pub(super) fn tick(&mut self) {
        self.ticker.tick();
    }

    /// Does one thing after another until one of them is the answer; what was done is on disk then.
    /// If that fails, everything is as it was, the time too.
    pub(super) fn answer(
        &mut self,
        inputs: &[QuizInput<'_>],
        timing: AnswerTiming,
    ) -> Result<Option<RecordedAnswer>, Fault> {
        let (quiz, ticker) = (self.quiz.clone(), self.ticker);
        self.move_on(timing);
        for input in inputs {
            match self.step(*input) {
                Ok(None) if self.open().is_some() => {}
                Ok(kept) => return Ok(kept),
                Err(fault) => {
                    (self.quiz, self.ticker) = (quiz, ticker);
                    return Err(fault);
                }
            }
        }
        Ok(None)
    }

    /// Does one thing now; what was done is on disk when this returns.
    pub(super) fn act(&mut self, input: QuizInput<'_>) -> Result<Option<RecordedAnswer>, Fault> {
        self.answer(&[input], AnswerTiming::default())
    }

    /// Ends it here; everything is on disk already, and the next start will be quick.
    pub(super) fn close(&mut self) {
        self.troubles.extend(self.desk.save(self.now().wall));
    }

    /// Moves the clocks to when an answer was given, and on by what it took.
    fn move_on(&mut self, timing: AnswerTiming) {
        match timing.at {
            Some(at) => self.ticker.name(at),
            None => self.ticker.tick(),
        }
        if let (Some(seconds), true) = (timing.seconds, self.open().is_some()) {
            let had = self.quiz.sheet().on_question(self.now().run);
            let took = Duration::try_from_secs_f64(seconds).unwrap_or(had);
            self.ticker.pass(took.saturating_sub(had));
        }
    }

    fn step(&mut self, input: QuizInput<'_>) -> Result<Option<RecordedAnswer>, Fault> {
        let (place, now) = (self.quiz.sheet().at, self.now());
        let entries = self.quiz.step(self.desk.world(), &mut self.scribe, input, now);
        if entries.is_empty() {
            return Ok(None);
        }
        self.write(&entries)?;
        let answer = entries.iter().find(|entry| is_answer(entry));
        Ok(answer.map(|entry| RecordedAnswer { place, entry: entry.id, at: entry.at }))
    }

    /// Writes what the quiz asks for, and lets it move on; if nothing could be written, it stays.
    fn write(&mut self, entries: &[Entry]) -> Result<(), Fault> {
        match self.desk.write(entries, self.now().wall) {
            Ok(faults) => {
                self.troubles.extend(faults);
                self.quiz.recorded();
                Ok(())
            }
            Err(fault) => {
                self.quiz.not_recorded();
                Err(fault)
            }
        }
    }
}

fn is_answer(entry: &Entry) -> bool {
    matches!(&entry.what, EntryKind::Quiz(event) if matches!(**event, QuizEvent::Answered(_)))
}
