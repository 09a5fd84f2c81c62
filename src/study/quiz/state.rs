//! The state of a quiz: its questions, the one in front, and the phase; and what an input changes.
//!
//! It is a value: a change that may fail is made to a copy.

use std::time::Duration;

use super::item::{QuizItem, QuizResponse};
use super::timer::QuizTimer;
use crate::memory::{EntryId, QuizMode, QuizRules};
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
    /// Skip the question.
    Skip,
    /// Count an answer that was marked wrong as right, in practice.
    Overrule,
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
    /// Every question was asked.
    Finished,
    /// The time ran out.
    TimeUp,
    /// The learner ended it.
    Stopped,
}

/// The phase of a quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuizPhase {
    /// A question is open.
    Asking,
    /// The answer to it is marked and explained; the clock is stopped.
    Marked,
    /// Every question was asked, and any can be returned to.
    Review,
    /// It is interrupted, and goes on with this.
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
    /// Its answer counts as right after all, which is to be recorded too.
    Overruled,
    /// The next one is to come, or the end.
    Advances,
}

/// What practice made of an answer, for taking it back.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Adaptation {
    /// The streak before it.
    pub(super) streak: i32,
    /// The place of the question in which its note comes back.
    pub(super) comes_back: Option<usize>,
}

/// The questions of a quiz and its phase.
#[derive(Clone, Debug)]
pub struct QuizState {
    /// The questions, in order.
    pub items: Vec<QuizItem>,
    /// The place of the one in front.
    pub place: usize,
    /// The phase.
    pub phase: QuizPhase,
    /// How long it has run.
    pub timer: QuizTimer,
    /// What was typed last, and the feedback on it.
    pub feedback: Option<(String, Feedback)>,
    /// How long it had run when the question in front came up.
    pub(super) came_up: Duration,
    /// How many answers in a row were right, or wrong if it is negative.
    pub(super) streak: i32,
    pub(super) asked: u16,
    /// What practice made of the answer in front.
    pub(super) adaptation: Adaptation,
    /// The review that the answer in front counts as.
    pub(super) review: Option<EntryId>,
}

impl QuizState {
    pub(super) fn new(items: Vec<QuizItem>, spent: Duration) -> QuizState {
        QuizState {
            items,
            place: 0,
            phase: QuizPhase::Asking,
            timer: QuizTimer::stopped(spent),
            feedback: None,
            came_up: spent,
            streak: 0,
            asked: 0,
            adaptation: Adaptation::default(),
            review: None,
        }
    }

    /// The question in front.
    pub fn current(&self) -> &QuizItem {
        &self.items[self.place]
    }

    /// How long the question in front has been there.
    pub fn time_on_question(&self, run: Duration) -> Duration {
        self.current().took + self.timer.spent(run).saturating_sub(self.came_up)
    }

    /// The place of the next question that is neither answered nor skipped.
    pub(super) fn next(&self) -> Option<usize> {
        self.items.iter().position(|quiz_item| quiz_item.mark.is_none())
    }

    /// Brings the question at a place to the front.
    pub(super) fn open(&mut self, place: usize, run: Duration) {
        self.place = place;
        self.phase = QuizPhase::Asking;
        self.timer.run(run);
        self.came_up = self.timer.spent(run);
        self.feedback = None;
        if self.items[place].number.is_none() {
            self.items[place].number = Some(self.asked);
            self.asked += 1;
        }
    }

    /// Adds the time that the question in front has had, and stops counting it.
    fn leave(&mut self, run: Duration) {
        if self.phase == QuizPhase::Asking {
            self.items[self.place].took = self.time_on_question(run);
        }
        self.came_up = self.timer.spent(run);
    }

    /// Lets time pass. An input at the very moment of a limit is in time; a look at the clock finds
    /// the time over.
    pub(super) fn pass_time(
        &mut self,
        rules: &QuizRules,
        run: Duration,
        is_input: bool,
    ) -> ExpiredLimit {
        if !self.timer.is_running() {
            return ExpiredLimit::Nothing;
        }
        let spent = self.timer.spent(run);
        let seconds = |limit: Option<u32>| limit.map(|limit| Duration::from_secs(limit.into()));
        let passed = |limit: &Duration| if is_input { spent > *limit } else { spent >= *limit };
        let asking = self.phase == QuizPhase::Asking;
        let each = seconds(rules.each)
            .filter(|_| asking)
            .map(|each| each.saturating_sub(self.current().took) + self.came_up);
        let (each, total) = (each.filter(passed), seconds(rules.total).filter(passed));
        // Both may have passed since the last look at the clock: the earlier one counts.
        let Some(first) = each.into_iter().chain(total).min() else { return ExpiredLimit::Nothing };
        if asking {
            let had = first.saturating_sub(self.came_up);
            let quiz_item = &mut self.items[self.place];
            quiz_item.took += had;
            quiz_item.closed = each == Some(first);
            // An earlier answer stands.
            if quiz_item.mark.is_none() {
                quiz_item.skip();
            }
            self.came_up = spent;
            self.phase = QuizPhase::Marked;
        }
        if let Some(total) = total {
            self.timer = QuizTimer::stopped(total);
            self.phase = QuizPhase::Over(QuizOver::TimeUp);
        }
        if asking { ExpiredLimit::Question } else { ExpiredLimit::Quiz }
    }

    /// Does what an input says.
    pub(super) fn apply(
        &mut self,
        rules: &QuizRules,
        input: QuizInput<'_>,
        run: Duration,
    ) -> InputOutcome {
        let exam = rules.mode == QuizMode::Exam;
        match (self.phase, input) {
            (QuizPhase::Asking, QuizInput::Answer | QuizInput::Skip) => {
                return self.answer(input == QuizInput::Skip, run);
            }
            (QuizPhase::Asking, QuizInput::Type(typed)) => {
                let (feedback, complete) = self.items[self.place].submit(typed);
                self.feedback = Some((typed.to_string(), feedback));
                if complete {
                    return self.answer(false, run);
                }
            }
            (QuizPhase::Asking, QuizInput::Pick(choice)) => self.items[self.place].pick(choice),
            (QuizPhase::Asking, QuizInput::Pair(left, right)) => {
                self.items[self.place].pair(left, right);
            }
            (QuizPhase::Asking, QuizInput::MoveStep(from, to)) => {
                self.items[self.place].move_step(from, to);
            }
            (QuizPhase::Asking, QuizInput::Flag) if exam => self.items[self.place].flagged ^= true,
            (QuizPhase::Asking | QuizPhase::Review, QuizInput::Back) if exam => self.go_back(run),
            (QuizPhase::Review, QuizInput::Goto(place))
                if self.items.get(place).is_some_and(|quiz_item| !quiz_item.closed) =>
            {
                self.open(place, run);
            }
            (QuizPhase::Review, QuizInput::HandIn) => {
                self.timer.stop(run);
                self.phase = QuizPhase::Over(QuizOver::Finished);
            }
            (QuizPhase::Marked, QuizInput::Overrule)
                if !exam && self.current().may_be_overruled() =>
            {
                self.items[self.place].overrule();
                return InputOutcome::Overruled;
            }
            (QuizPhase::Marked, QuizInput::Next) => return InputOutcome::Advances,
            (QuizPhase::Asking, QuizInput::Pause) => self.pause(ResumePoint::Asking, run),
            (QuizPhase::Marked, QuizInput::Pause) => self.pause(ResumePoint::Marked, run),
            (QuizPhase::Review, QuizInput::Pause) => self.pause(ResumePoint::Review, run),
            (QuizPhase::Paused(point), QuizInput::Resume) => self.resume(point, run),
            (
                QuizPhase::Asking | QuizPhase::Marked | QuizPhase::Review | QuizPhase::Paused(_),
                QuizInput::Stop,
            ) => {
                self.leave(run);
                self.timer.stop(run);
                self.phase = QuizPhase::Over(QuizOver::Stopped);
            }
            _ => {}
        }
        InputOutcome::Stays
    }

    /// Opens the question before that can still be answered.
    fn go_back(&mut self, run: Duration) {
        let from = if self.phase == QuizPhase::Review { self.items.len() } else { self.place };
        if let Some(place) = (0..from).rev().find(|&place| !self.items[place].closed) {
            self.leave(run);
            self.open(place, run);
        }
    }

    /// Goes on where the quiz was paused.
    fn resume(&mut self, point: ResumePoint, run: Duration) {
        match point {
            ResumePoint::Asking => {
                let feedback = self.feedback.take();
                self.open(self.place, run);
                self.feedback = feedback;
            }
            ResumePoint::Marked => self.phase = QuizPhase::Marked,
            ResumePoint::Review => {
                self.phase = QuizPhase::Review;
                self.timer.run(run);
            }
        }
    }

    /// Accepts the answer to the question in front, or skips it.
    fn answer(&mut self, skips: bool, run: Duration) -> InputOutcome {
        let quiz_item = self.current();
        let empty = quiz_item.response.is_empty();
        // An answer that was given before stands until there is another.
        if quiz_item.is_answered() && (skips || empty) {
            self.leave(run);
            return InputOutcome::Advances;
        }
        // A choice has to be made; a blank may be left open, which is an answer that failed.
        if !skips && empty && !matches!(quiz_item.response, QuizResponse::Typed(_)) {
            return InputOutcome::Stays;
        }
        self.leave(run);
        let quiz_item = &mut self.items[self.place];
        if skips {
            quiz_item.skip();
        } else {
            quiz_item.accept();
        }
        self.phase = QuizPhase::Marked;
        InputOutcome::Answered
    }

    /// Ends a quiz in which every question has its answer; an exam can be looked over first.
    pub(super) fn finish(&mut self, exam: bool, run: Duration) {
        if exam {
            self.phase = QuizPhase::Review;
            self.timer.run(run);
        } else {
            self.phase = QuizPhase::Over(QuizOver::Finished);
        }
    }

    fn pause(&mut self, resume: ResumePoint, run: Duration) {
        self.leave(run);
        self.timer.stop(run);
        self.phase = QuizPhase::Paused(resume);
    }
}
