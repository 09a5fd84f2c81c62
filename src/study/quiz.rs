//! A quiz: questions against the clock, marked at once or at the end.
//!
//! A pure machine, as the drill is: an input and the time go in, entries for the log come out, and
//! it moves on when they are on disk. Durations are measured by a clock that nobody can set, and
//! entries carry the wall's time.

mod adaptive;
mod answer_space;
mod choice;
mod item;
mod note_bank;
mod pairs;
mod quiz_question;
mod report;
mod resume;
mod selection;
mod state;
mod timer;

use std::time::Duration;

pub use answer_space::{AnswerChoice, AnswerSpace};
pub use item::{QuizItem, QuizResponse, letter};
pub use note_bank::NoteBank;
pub use quiz_question::{QuizQuestion, forms};
pub use report::{CorrectCount, QuizReport};
pub use selection::plan;
pub use state::{QuizInput, QuizOver, QuizPhase, QuizState, ResumePoint};
pub use timer::QuizTimer;

use super::StudyContext;
use crate::clock::Timestamps;
use crate::library::Library;
use crate::memory::quiz_event::{QuizAnswer, QuizEnding, QuizStart};
use crate::memory::{
    AnswerMark, CardId, Entry, EntryFactory, EntryId, EntryKind, QuizEvent, QuizMode, QuizRules,
};
use crate::plan::NoteScope;
use state::{ExpiredLimit, InputOutcome};

/// The card that the entries of a quiz as a whole stand under.
const CARD: &str = "quiz";

/// A quiz in progress, or one that is over.
#[derive(Clone, Debug)]
pub struct Quiz {
    /// How it is set.
    pub rules: QuizRules,
    /// Its name in the log.
    pub id: EntryId,
    sheet: QuizState,
    /// What it will be when the entries are on disk.
    pending: Option<QuizState>,
}

impl Quiz {
    /// Begins a quiz on some notes, with the entries that have to be on disk first; nothing if no
    /// question can be made of them.
    pub fn begin(
        world: StudyContext<'_>,
        scribe: &mut EntryFactory,
        scope: &NoteScope,
        rules: QuizRules,
        times: Timestamps,
    ) -> Option<(Quiz, Vec<Entry>)> {
        let puts = plan(&mut NoteBank::new(world.library), scope, &rules);
        if puts.is_empty() {
            return None;
        }
        let questions = puts.iter().map(|put| (put.id.clone(), put.form)).collect();
        let begun = QuizEvent::Begun(QuizStart { rules: rules.clone(), questions });
        let entry =
            scribe.entry(world.ledger, times.wall, &CARD.into(), EntryKind::Quiz(Box::new(begun)));
        let sheet = QuizState::new(
            puts.into_iter().map(|put| QuizItem::new(put, false)).collect(),
            Duration::ZERO,
        );
        let mut opened = sheet.clone();
        opened.open(0, times.run);
        Some((Quiz { rules, id: entry.id, sheet, pending: Some(opened) }, vec![entry]))
    }

    /// Returns the questions and where it stands.
    pub fn sheet(&self) -> &QuizState {
        &self.sheet
    }

    /// Returns where it stands.
    pub fn phase(&self) -> QuizPhase {
        self.sheet.phase
    }

    /// Whether it examines.
    pub fn is_exam(&self) -> bool {
        self.rules.mode == QuizMode::Exam
    }

    /// Returns what it comes to so far.
    pub fn report(&self, run: Duration) -> QuizReport {
        QuizReport::of(&self.sheet, &self.rules, run)
    }

    /// Returns the time that is left, of the whole quiz or of the question in front, whichever ends
    /// first, with the whole of that; none without a limit.
    pub fn left(&self, run: Duration) -> Option<(Duration, Duration)> {
        let limit =
            |seconds: Option<u32>| seconds.map(|seconds| Duration::from_secs(seconds.into()));
        let total = limit(self.rules.total)
            .map(|total| (total.saturating_sub(self.sheet.watch.spent(run)), total));
        let asking =
            matches!(self.phase(), QuizPhase::Asking | QuizPhase::Paused(ResumePoint::Asking));
        let each = limit(self.rules.each).filter(|_| asking);
        let each = each.map(|each| (each.saturating_sub(self.sheet.on_question(run)), each));
        total.into_iter().chain(each).min()
    }

    /// Takes an input at a time; returns the entries that have to be on disk before it moves on.
    pub fn step(
        &mut self,
        world: StudyContext<'_>,
        scribe: &mut EntryFactory,
        input: QuizInput<'_>,
        times: Timestamps,
    ) -> Vec<Entry> {
        if self.pending.is_some() || matches!(self.phase(), QuizPhase::Over(_)) {
            return Vec::new();
        }
        let (mut sheet, mut bank) = (self.sheet.clone(), NoteBank::new(world.library));
        let expired = sheet.pass_time(&self.rules, times.run, input != QuizInput::Tick);
        let answered = match expired {
            ExpiredLimit::Nothing => match sheet.apply(&self.rules, input, times.run) {
                InputOutcome::Answered => true,
                InputOutcome::Advances => {
                    self.advance(&mut bank, &mut sheet, times.run);
                    false
                }
                InputOutcome::Stays => false,
            },
            ExpiredLimit::Question => true,
            ExpiredLimit::Quiz => false,
        };
        let mut whats = Vec::new();
        if answered {
            whats.extend(self.answered(&sheet));
            self.go_on(&mut bank, &mut sheet, times.run);
        }
        if let QuizPhase::Over(_) = sheet.phase {
            whats.extend(self.ended(&sheet, times.run));
        }
        if whats.is_empty() {
            self.sheet = sheet;
            return Vec::new();
        }
        self.pending = Some(sheet);
        whats
            .into_iter()
            .map(|(card, what)| scribe.entry(world.ledger, times.wall, &card, what))
            .collect()
    }

    /// Goes on: the entries are on disk.
    pub fn recorded(&mut self) {
        if let Some(sheet) = self.pending.take() {
            self.sheet = sheet;
        }
    }

    /// Stays where it is: the entries could not be written.
    pub fn not_recorded(&mut self) {
        self.pending = None;
    }

    /// Goes over to the notes as they were read anew; what is being asked stays as it is.
    pub fn moved(&mut self, library: &Library) {
        for sheet in std::iter::once(&mut self.sheet).chain(&mut self.pending) {
            for put in sheet.slots.iter_mut().map(|slot| &mut slot.put) {
                put.item = library.item(&put.id);
                put.topic = put.item.and_then(|item| library.topic(item.note));
            }
            let asked = sheet.at;
            let mut place = 0..;
            // A note that is gone can't be asked any more; what was asked of it stays in the
            // report.
            sheet.slots.retain(|slot| place.next() <= Some(asked) || slot.put.item.is_some());
        }
    }

    /// Whether it waits for entries to be on disk.
    pub fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Moves on after an answer: in practice it is shown and learned from, in an exam the next
    /// question comes.
    fn go_on(&self, bank: &mut NoteBank<'_>, sheet: &mut QuizState, run: Duration) {
        if !self.is_exam() {
            sheet.watch.stop(run);
            adaptive::learn(bank, &self.rules, sheet);
        } else if sheet.phase == QuizPhase::Marked {
            self.advance(bank, sheet, run);
        }
    }

    /// Goes on after the question in front got its answer: to the next, which practice fits to the
    /// learner, or to the end.
    fn advance(&self, bank: &mut NoteBank<'_>, sheet: &mut QuizState, run: Duration) {
        match sheet.next() {
            Some(place) => {
                if !self.is_exam() {
                    adaptive::choose_next(bank, &self.rules, sheet, place);
                }
                sheet.open(place, run);
            }
            None => sheet.finish(self.is_exam(), run),
        }
    }

    /// Returns what the log is told of the answer to the question in front; in practice it may
    /// count as a review.
    fn answered(&self, sheet: &QuizState) -> Vec<(CardId, EntryKind)> {
        let slot = sheet.slot();
        let answered = QuizAnswer {
            quiz: self.id,
            question: slot.number.unwrap_or_default(),
            form: slot.put.form,
            again: slot.again,
            mark: slot.mark.unwrap_or(AnswerMark::Unanswered),
            took: milliseconds(slot.took),
            given: slot.given.clone(),
        };
        let mut whats =
            vec![(slot.put.id.clone(), EntryKind::Quiz(Box::new(QuizEvent::Answered(answered))))];
        if self.rules.counts && !self.is_exam() && !slot.again {
            whats.extend(review(slot));
        }
        whats
    }

    /// Returns what the log is told of the end; only then do the answers of an exam count as
    /// reviews.
    fn ended(&self, sheet: &QuizState, run: Duration) -> Vec<(CardId, EntryKind)> {
        let report = QuizReport::of(sheet, &self.rules, run);
        let ended = QuizEnding {
            quiz: self.id,
            asked: report.asked as u16,
            right: report.right as u16,
            corrected: report.corrected as f32,
            took: milliseconds(report.took),
        };
        let reviews =
            sheet.slots.iter().filter(|_| self.rules.counts && self.is_exam()).filter_map(review);
        let whole = (CardId::from(CARD), EntryKind::Quiz(Box::new(QuizEvent::Ended(ended))));
        reviews.chain([whole]).collect()
    }
}

/// Returns the review that an answer counts as, if it tells anything of memory.
fn review(slot: &QuizItem) -> Option<(CardId, EntryKind)> {
    let (rating, how) = slot.rating()?;
    Some((slot.put.id.clone(), EntryKind::Review(rating, how, milliseconds(slot.took))))
}

fn milliseconds(time: Duration) -> u32 {
    u32::try_from(time.as_millis()).unwrap_or(u32::MAX)
}
