//! The quiz of a learner: its request, and the quiz whose answers are on disk when a call succeeds.
//!
//! Which questions there are, and what an answer is worth, is decided by [`Quiz`].

use std::time::Duration;

use crate::clock::{Clock, Moment, Timestamps};
use crate::fault::Fault;
use crate::memory::{Entry, EntryFactory, EntryId, EntryKind, QuizEvent, QuizRecord, QuizRules};
use crate::plan::NoteScope;
use crate::rng::entropy;
use crate::study::quiz::{Quiz, QuizInput, QuizItem, QuizPhase};

use super::clock::{AnswerTiming, SessionClock};
use super::recorder::Recorder;

/// The quiz to set up.
#[derive(Clone, Debug, PartialEq)]
pub struct QuizRequest {
    /// Which notes.
    pub scope: NoteScope,
    /// How many questions, how they are chosen and timed.
    pub rules: QuizRules,
    /// Whether it begins at once, without the setup screen.
    pub begins: bool,
}

/// A quiz for faces that wait for the disk.
#[derive(Debug)]
pub struct RecordedQuiz {
    /// The learner with their log.
    pub recorder: Recorder,
    quiz: Quiz,
    entries: EntryFactory,
    clock: SessionClock,
}

/// An answer that is on disk.
#[derive(Clone, Copy, Debug)]
pub struct RecordedAnswer {
    /// The place of its question.
    pub place: usize,
    /// Its entry.
    pub entry: EntryId,
    /// The entry's time.
    pub at: Moment,
}

impl RecordedQuiz {
    /// Begins a quiz after the `last` one, and writes that; none if no question can be made of the
    /// notes.
    pub fn begin(
        recorder: Recorder,
        scope: &NoteScope,
        rules: QuizRules,
        last: Option<&QuizRecord>,
        clock: Clock,
    ) -> Result<Option<RecordedQuiz>, Fault> {
        let mut clock = SessionClock::new(clock);
        if let Some(last) = last {
            clock.move_past(last.at);
        }
        // An entry's id is unlike any other's, whatever the seed of the questions.
        let mut factory = EntryFactory::new(entropy());
        let begun =
            Quiz::begin(recorder.learner.context(), &mut factory, scope, rules, clock.now());
        let Some((quiz, entries)) = begun else { return Ok(None) };
        let mut session = RecordedQuiz::new(recorder, quiz, factory, clock);
        session.write(&entries)?;
        Ok(Some(session))
    }

    /// Goes on with the last quiz that was left; none if there is none, or if its cards are gone.
    pub fn resume(recorder: Recorder, past: &[QuizRecord], clock: Clock) -> Option<RecordedQuiz> {
        let library = &recorder.learner.library;
        let (quiz, record) = past
            .iter()
            .rev()
            .find_map(|record| Quiz::resume(library, record).map(|quiz| (quiz, record)))?;
        let mut clock = SessionClock::new(clock);
        // Each entry is at least a millisecond after the one before.
        let answers = i64::try_from(record.answers.len()).unwrap_or(0);
        clock.move_past(Moment(record.at.0.saturating_add(answers)));
        Some(RecordedQuiz::new(recorder, quiz, EntryFactory::new(entropy()), clock))
    }

    fn new(
        mut recorder: Recorder,
        quiz: Quiz,
        entries: EntryFactory,
        clock: SessionClock,
    ) -> RecordedQuiz {
        recorder.learner.now = clock.now().wall;
        recorder.repair();
        RecordedQuiz { recorder, quiz, entries, clock }
    }

    /// The quiz.
    pub fn quiz(&self) -> &Quiz {
        &self.quiz
    }

    /// The question in front, while it can be answered.
    pub fn open_question(&self) -> Option<&QuizItem> {
        (self.quiz.phase() == QuizPhase::Asking).then(|| self.quiz.state().current())
    }

    /// The question that an answer was given to.
    pub fn answered_question(&self, answer: RecordedAnswer) -> &QuizItem {
        &self.quiz.state().items[answer.place]
    }

    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        matches!(self.quiz.phase(), QuizPhase::Over(_))
    }

    /// The time of what happened last.
    pub fn now(&self) -> Timestamps {
        self.clock.now()
    }

    /// The time that is left; none without a limit.
    pub fn time_left(&self) -> Option<Duration> {
        self.quiz.left(self.now().run).map(|(left, _)| left)
    }

    /// Looks at the clocks.
    pub fn tick(&mut self) {
        self.clock.tick();
    }

    /// Does one thing after another until one of them is the answer. If that can't be written,
    /// everything is as it was, the time too.
    pub fn answer(
        &mut self,
        inputs: &[QuizInput<'_>],
        timing: AnswerTiming,
    ) -> Result<Option<RecordedAnswer>, Fault> {
        let (quiz, clock) = (self.quiz.clone(), self.clock);
        self.move_on(timing);
        for input in inputs {
            match self.step(*input) {
                Ok(None) if self.open_question().is_some() => {}
                Ok(answer) => return Ok(answer),
                Err(fault) => {
                    (self.quiz, self.clock) = (quiz, clock);
                    return Err(fault);
                }
            }
        }
        Ok(None)
    }

    /// Does one thing now.
    pub fn act(&mut self, input: QuizInput<'_>) -> Result<Option<RecordedAnswer>, Fault> {
        self.answer(&[input], AnswerTiming::default())
    }

    /// Ends it here: everything is on disk already, and the next start will be quick.
    pub fn close(&mut self) {
        self.recorder.learner.now = self.now().wall;
        self.recorder.save();
    }

    /// Moves the clocks to when an answer was given, and on by what it took.
    fn move_on(&mut self, timing: AnswerTiming) {
        match timing.at {
            Some(at) => self.clock.move_to(at),
            None => self.clock.tick(),
        }
        if let (Some(seconds), true) = (timing.seconds, self.open_question().is_some()) {
            let counted = self.quiz.state().time_on_question(self.now().run);
            let took = Duration::try_from_secs_f64(seconds).unwrap_or(counted);
            self.clock.pass(took.saturating_sub(counted));
        }
    }

    fn step(&mut self, input: QuizInput<'_>) -> Result<Option<RecordedAnswer>, Fault> {
        let (place, now) = (self.quiz.state().place, self.now());
        let context = self.recorder.learner.context();
        let entries = self.quiz.step(context, &mut self.entries, input, now);
        if entries.is_empty() {
            return Ok(None);
        }
        self.write(&entries)?;
        let answer = entries.iter().find(|entry| is_answer(entry));
        Ok(answer.map(|entry| RecordedAnswer { place, entry: entry.id, at: entry.at }))
    }

    /// Writes entries and lets the quiz move on; if they can't be written, it stays.
    fn write(&mut self, entries: &[Entry]) -> Result<(), Fault> {
        self.recorder.learner.now = self.now().wall;
        let written = self.recorder.record(entries);
        match &written {
            Ok(()) => self.quiz.recorded(),
            Err(_) => self.quiz.not_recorded(),
        }
        written
    }
}

fn is_answer(entry: &Entry) -> bool {
    matches!(&entry.what, EntryKind::Quiz(event) if matches!(**event, QuizEvent::Answered(_)))
}
