//! The sheet of a quiz: its questions, the one in front, and where the quiz stands. What can be
//! done to it, one input at a time.
//!
//! It is a value: whoever wants to try something changes a copy.

use std::time::Duration;

use super::item::{QuizItem, QuizResponse};
use super::timer::QuizTimer;
use crate::memory::{QuizMode, QuizRules};
use crate::study::Feedback;

/// What a learner can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuizInput<'a> {
    /// Nothing: only time passes.
    Tick,
    /// Choose an answer, without giving it yet.
    Pick(usize),
    /// Type the next blank or item.
    Type(&'a str),
    /// Move a step from one place to another.
    MoveStep(usize, usize),
    /// Give the definition at the second place to the term at the first.
    Pair(usize, usize),
    /// Give the answer.
    Answer,
    /// Pass the question over.
    Skip,
    /// Go on after a marked answer.
    Next,
    /// Go back to the question before, in an exam.
    Back,
    /// Go to a question, from the review of an exam.
    Goto(usize),
    /// Mark the question for coming back to it, in an exam.
    Flag,
    /// Stop the clock and hide the question.
    Pause,
    /// Go on after a pause.
    Resume,
    /// Hand an exam in.
    HandIn,
    /// End the quiz with what was answered.
    Stop,
}

/// Why a quiz is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuizOver {
    /// Every question was put.
    Finished,
    /// The time ran out.
    TimeUp,
    /// The learner ended it.
    Stopped,
}

/// Where a quiz stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuizPhase {
    /// A question is open.
    Asking,
    /// The answer to it is marked and explained; the watch stands.
    Marked,
    /// Every question was put, and any can be gone back to.
    Review,
    /// It is interrupted; then it goes on with this.
    Paused(ResumePoint),
    /// It is over.
    Over(QuizOver),
}

/// What a paused quiz goes on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResumePoint {
    /// An open question.
    Asking,
    /// A marked answer.
    Marked,
    /// The review of an exam.
    Review,
}

/// What ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExpiredLimit {
    Nothing,
    /// The time of the question in front; of the whole quiz too if that is over.
    Question,
    /// The time of the whole quiz, while no question was open.
    Quiz,
}

/// What an input did to the question in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InputOutcome {
    Stays,
    /// It has its answer, which is to be recorded.
    Answered,
    /// The next one is to come, or the end.
    Advances,
}

/// The questions of a quiz, and where it stands.
#[derive(Clone, Debug)]
pub struct QuizState {
    /// The questions, in order.
    pub slots: Vec<QuizItem>,
    /// The place of the one in front.
    pub at: usize,
    /// Where the quiz stands.
    pub phase: QuizPhase,
    /// How long it has run.
    pub watch: QuizTimer,
    /// What was said to the last thing typed.
    pub heard: Option<(String, Feedback)>,
    /// How long it had run when the question in front came up.
    pub(super) came_up: Duration,
    /// How many answers in a row were right, or wrong if it is negative.
    pub(super) streak: i32,
    pub(super) put: u16,
}

impl QuizState {
    pub(super) fn new(slots: Vec<QuizItem>, spent: Duration) -> QuizState {
        QuizState {
            slots,
            at: 0,
            phase: QuizPhase::Asking,
            watch: QuizTimer::standing(spent),
            heard: None,
            came_up: spent,
            streak: 0,
            put: 0,
        }
    }

    /// Returns the question in front.
    pub fn slot(&self) -> &QuizItem {
        &self.slots[self.at]
    }

    /// Returns how long the question in front has been there.
    pub fn on_question(&self, at: Duration) -> Duration {
        self.slot().took + self.watch.spent(at).saturating_sub(self.came_up)
    }

    /// Returns the place of the next question that is neither answered nor passed over.
    pub(super) fn next(&self) -> Option<usize> {
        self.slots.iter().position(|slot| slot.mark.is_none())
    }

    /// Puts the question at a place in front.
    pub(super) fn open(&mut self, place: usize, at: Duration) {
        self.at = place;
        self.phase = QuizPhase::Asking;
        self.watch.run(at);
        self.came_up = self.watch.spent(at);
        self.heard = None;
        if self.slots[place].number.is_none() {
            self.slots[place].number = Some(self.put);
            self.put += 1;
        }
    }

    /// Adds the time that the question in front has had, and stops counting it.
    fn leave(&mut self, at: Duration) {
        if self.phase == QuizPhase::Asking {
            self.slots[self.at].took = self.on_question(at);
        }
        self.came_up = self.watch.spent(at);
    }

    /// Lets time pass. An input in the very moment of a limit is in time; a look at the clock finds
    /// the time over.
    pub(super) fn pass_time(
        &mut self,
        rules: &QuizRules,
        at: Duration,
        is_input: bool,
    ) -> ExpiredLimit {
        if !self.watch.is_running() {
            return ExpiredLimit::Nothing;
        }
        let spent = self.watch.spent(at);
        let seconds = |limit: Option<u32>| limit.map(|limit| Duration::from_secs(limit.into()));
        let passed = |limit: &Duration| if is_input { spent > *limit } else { spent >= *limit };
        let asking = self.phase == QuizPhase::Asking;
        let each = seconds(rules.each)
            .filter(|_| asking)
            .map(|each| each.saturating_sub(self.slot().took) + self.came_up);
        let (each, total) = (each.filter(passed), seconds(rules.total).filter(passed));
        // Both may have passed since somebody last looked: the earlier one strikes.
        let Some(first) = each.into_iter().chain(total).min() else { return ExpiredLimit::Nothing };
        if asking {
            let had = first.saturating_sub(self.came_up);
            let slot = &mut self.slots[self.at];
            slot.took += had;
            slot.closed = each == Some(first);
            // What was answered before stands.
            if slot.mark.is_none() {
                slot.pass();
            }
            self.came_up = spent;
            self.phase = QuizPhase::Marked;
        }
        if let Some(total) = total {
            self.watch = QuizTimer::standing(total);
            self.phase = QuizPhase::Over(QuizOver::TimeUp);
        }
        if asking { ExpiredLimit::Question } else { ExpiredLimit::Quiz }
    }

    /// Does what an input says.
    pub(super) fn apply(
        &mut self,
        rules: &QuizRules,
        input: QuizInput<'_>,
        at: Duration,
    ) -> InputOutcome {
        let exam = rules.mode == QuizMode::Exam;
        match (self.phase, input) {
            (QuizPhase::Asking, QuizInput::Answer | QuizInput::Skip) => {
                return self.answer(input == QuizInput::Skip, at);
            }
            (QuizPhase::Asking, QuizInput::Type(typed)) => {
                let (heard, complete) = self.slots[self.at].hear(typed);
                self.heard = Some((typed.to_string(), heard));
                if complete {
                    return self.answer(false, at);
                }
            }
            (QuizPhase::Asking, QuizInput::Pick(choice)) => self.slots[self.at].pick(choice),
            (QuizPhase::Asking, QuizInput::Pair(left, right)) => {
                self.slots[self.at].pair(left, right);
            }
            (QuizPhase::Asking, QuizInput::MoveStep(from, to)) => {
                self.slots[self.at].move_step(from, to);
            }
            (QuizPhase::Asking, QuizInput::Flag) if exam => self.slots[self.at].flagged ^= true,
            (QuizPhase::Asking | QuizPhase::Review, QuizInput::Back) if exam => {
                let from = if self.phase == QuizPhase::Review { self.slots.len() } else { self.at };
                if let Some(place) = (0..from).rev().find(|&place| !self.slots[place].closed) {
                    self.leave(at);
                    self.open(place, at);
                }
            }
            (QuizPhase::Review, QuizInput::Goto(place))
                if self.slots.get(place).is_some_and(|slot| !slot.closed) =>
            {
                self.open(place, at);
            }
            (QuizPhase::Review, QuizInput::HandIn) => {
                self.watch.stop(at);
                self.phase = QuizPhase::Over(QuizOver::Finished);
            }
            (QuizPhase::Marked, QuizInput::Next) => return InputOutcome::Advances,
            (QuizPhase::Asking, QuizInput::Pause) => self.pause(ResumePoint::Asking, at),
            (QuizPhase::Marked, QuizInput::Pause) => self.pause(ResumePoint::Marked, at),
            (QuizPhase::Review, QuizInput::Pause) => self.pause(ResumePoint::Review, at),
            (QuizPhase::Paused(resume), QuizInput::Resume) => match resume {
                ResumePoint::Asking => self.open(self.at, at),
                ResumePoint::Marked => self.phase = QuizPhase::Marked,
                ResumePoint::Review => {
                    self.phase = QuizPhase::Review;
                    self.watch.run(at);
                }
            },
            (
                QuizPhase::Asking | QuizPhase::Marked | QuizPhase::Review | QuizPhase::Paused(_),
                QuizInput::Stop,
            ) => {
                self.leave(at);
                self.watch.stop(at);
                self.phase = QuizPhase::Over(QuizOver::Stopped);
            }
            _ => {}
        }
        InputOutcome::Stays
    }

    /// Takes the answer to the question in front, or passes it over.
    fn answer(&mut self, skips: bool, at: Duration) -> InputOutcome {
        let slot = self.slot();
        let empty = slot.response.is_empty();
        // An answer that was given before stands until there is another.
        if slot.is_answered() && (skips || empty) {
            self.leave(at);
            return InputOutcome::Advances;
        }
        // A choice has to be made; a blank may be left open, which is an answer that failed.
        if !skips && empty && !matches!(slot.response, QuizResponse::Typed(_)) {
            return InputOutcome::Stays;
        }
        self.leave(at);
        let slot = &mut self.slots[self.at];
        if skips {
            slot.pass();
        } else {
            slot.settle();
        }
        self.phase = QuizPhase::Marked;
        InputOutcome::Answered
    }

    /// Ends a quiz in which every question has its answer; an exam can be looked over first.
    pub(super) fn finish(&mut self, exam: bool, at: Duration) {
        if exam {
            self.phase = QuizPhase::Review;
            self.watch.run(at);
        } else {
            self.phase = QuizPhase::Over(QuizOver::Finished);
        }
    }

    fn pause(&mut self, resume: ResumePoint, at: Duration) {
        self.leave(at);
        self.watch.stop(at);
        self.phase = QuizPhase::Paused(resume);
    }
}
