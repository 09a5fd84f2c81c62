//! What an exam covers, card by card, and what is to be expected of it.

use std::collections::HashMap;

use crate::clock::{Moment, StudyDay};
use crate::library::LibraryCard;
use crate::library::TopicIx;
use crate::memory::{CardId, Progress, Scheduler};
use crate::plan::forecast::{CandidateCard, DailyBudget, DayForecast, MemorySnapshot};
use crate::plan::{AnswerStats, ForecastModel, ScoreRange};
use crate::plan::{KnownCards, NoteScope};
use crate::settings::Exam;

/// Every card that an exam covers, with what is known of it.
#[derive(Clone, Debug)]
pub struct ExamCards {
    items: Vec<LibraryCard>,
    candidates: Vec<CandidateCard>,
    topics: Vec<Option<TopicIx>>,
}

/// What is to be expected of a topic's part in an exam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TopicScore {
    /// The topic; none for notes without one.
    pub topic: Option<TopicIx>,
    /// Its score.
    pub score: ScoreRange,
}

/// What an exam promises, and what today's plan adds to that.
#[derive(Clone, Debug, PartialEq)]
pub struct ExamForecast {
    /// The exam.
    pub exam: Exam,
    /// The score to be expected on its day if nothing more is done.
    pub score: ScoreRange,
    /// The share to be expected with today's plan done.
    pub after: f32,
    /// The score of each topic.
    pub topics: Vec<TopicScore>,
    /// How many of its cards were never asked.
    pub unmet: usize,
    /// How long today's plan takes, in seconds.
    pub seconds: f32,
    /// How many seconds of today's minutes are left over after that; at least 0.
    pub spare: f32,
}

/// The days until an exam, to be lived through wherever there is time for it.
#[derive(Clone, Debug)]
pub struct ExamDays {
    scheduler: Scheduler,
    habits: AnswerStats,
    candidates: Vec<CandidateCard>,
    exam: Moment,
    guess: f32,
    sitting: DailyBudget,
    every: f32,
}

impl ExamDays {
    /// Returns what is to be expected on each day.
    pub fn simulate(&self, seed: u64) -> Vec<DayForecast> {
        let ExamDays { scheduler, habits, exam, guess, .. } = self;
        let outlook = ForecastModel { scheduler, habits, exam: *exam, guess: *guess };
        outlook.daily_forecast(&self.candidates, &self.sitting, self.every, seed)
    }
}

/// An exam as one sees it from a moment before it.
#[derive(Clone, Debug)]
pub struct ExamOutlook<'a> {
    syllabus: ExamCards,
    outlook: ForecastModel<'a>,
    sitting: DailyBudget,
    minutes: u32,
}

impl ExamCards {
    /// Gathers the cards of the notes in scope.
    pub fn new(
        studied: &KnownCards<'_>,
        scheduler: &Scheduler,
        habits: &AnswerStats,
        scope: &NoteScope,
        today: StudyDay,
    ) -> ExamCards {
        let library = studied.library;
        let known: HashMap<LibraryCard, (&CardId, &Progress)> =
            studied.cards().map(|(item, id, progress)| (item, (id, progress))).collect();
        let mut syllabus =
            ExamCards { items: Vec::new(), candidates: Vec::new(), topics: Vec::new() };
        for note in library.all().filter(|note| scope.has(*note)) {
            for &card in library.cards(note).iter() {
                let item = LibraryCard { note, card };
                syllabus.items.push(item);
                syllabus.topics.push(library.topic(note));
                syllabus.candidates.push(match known.get(&item) {
                    Some((id, progress)) => CandidateCard {
                        trace: MemorySnapshot::from_progress(progress, scheduler),
                        seconds: habits.seconds(id),
                        open: progress.is_open(today),
                    },
                    None => CandidateCard {
                        trace: None,
                        seconds: habits.new_card_seconds(&card.name()),
                        open: true,
                    },
                });
            }
        }
        syllabus
    }

    /// Returns the cards.
    pub fn items(&self) -> &[LibraryCard] {
        &self.items
    }

    /// Returns the cards as the forecast sees them, in the same order.
    pub fn candidates(&self) -> &[CandidateCard] {
        &self.candidates
    }
}

impl<'a> ExamOutlook<'a> {
    /// Looks at an exam from `now`; an exam that is over is looked at as if it were held now.
    pub fn new(
        studied: &KnownCards<'_>,
        scheduler: &'a Scheduler,
        habits: &'a AnswerStats,
        exam: &Exam,
        now: Moment,
    ) -> ExamOutlook<'a> {
        let (calendar, scope) = (scheduler.calendar(), NoteScope::for_exam(studied.library, exam));
        let today = calendar.day(now);
        let outlook = ForecastModel {
            scheduler,
            habits,
            exam: calendar.noon(exam.date).max(now),
            guess: exam.guess,
        };
        let covers =
            |card: &CardId| studied.library.item(card).is_some_and(|item| scope.has(item.note));
        let sitting = DailyBudget {
            now,
            today,
            seconds: (exam.minutes as f32 * 60.0 - habits.seconds_spent(today, covers)).max(0.0),
            days: exam.date.0.saturating_sub(today.0).max(1).cast_unsigned(),
        };
        let syllabus = ExamCards::new(studied, scheduler, habits, &scope, today);
        ExamOutlook { syllabus, outlook, sitting, minutes: exam.minutes }
    }

    /// Returns every card that it covers.
    pub fn cards(&self) -> &ExamCards {
        &self.syllabus
    }

    /// Leaves cards alone; they still count.
    pub fn close(&mut self, closed: impl Fn(LibraryCard) -> bool) {
        for (item, candidate) in self.syllabus.items.iter().zip(&mut self.syllabus.candidates) {
            candidate.open &= !closed(*item);
        }
    }

    /// Returns how many of its cards were never asked.
    pub fn unseen(&self) -> usize {
        self.syllabus.candidates.iter().filter(|candidate| candidate.trace.is_none()).count()
    }

    /// Returns the score to be expected on the day of the exam if nothing is done.
    pub fn score(&self) -> ScoreRange {
        self.outlook.score(&self.syllabus.candidates, self.outlook.exam)
    }

    /// Returns the same by topic, in the order of the topics.
    pub fn topics(&self) -> Vec<TopicScore> {
        let mut topics = self.syllabus.topics.clone();
        topics.sort_unstable_by_key(|topic| (topic.is_none(), *topic));
        topics.dedup();
        let of = |topic: Option<TopicIx>| {
            let own = self
                .syllabus
                .candidates
                .iter()
                .zip(&self.syllabus.topics)
                .filter(move |(_, other)| **other == topic);
            let chances =
                own.map(|(candidate, _)| self.outlook.chance(candidate, self.outlook.exam));
            ScoreRange::from_chances(chances, self.outlook.habits.calibration().deviation())
        };
        topics.into_iter().map(|topic| TopicScore { topic, score: of(topic) }).collect()
    }

    /// Returns what to ask now, as places in the syllabus, what yields most first.
    pub fn choose_cards(&self) -> Vec<usize> {
        self.outlook.choose_cards(&self.syllabus.candidates, &self.sitting)
    }

    /// Returns the score to be expected if all that is chosen now is asked.
    pub fn score_after(&self, chosen: &[usize]) -> f32 {
        let DailyBudget { now, today, .. } = self.sitting;
        let candidates = chosen.iter().map(|&at| &self.syllabus.candidates[at]);
        let gains = candidates
            .filter_map(|candidate| Some(self.outlook.review_gain(candidate, now, today)?.gain));
        let all = self.syllabus.items.len().max(1) as f32;
        (self.score().expected + gains.sum::<f32>() / all).min(1.0)
    }

    /// Returns how long it is expected to take to ask all that is chosen, in seconds.
    pub fn seconds(&self, chosen: &[usize]) -> f32 {
        let DailyBudget { now, today, .. } = self.sitting;
        let candidates = chosen.iter().map(|&at| &self.syllabus.candidates[at]);
        candidates
            .filter_map(|candidate| Some(self.outlook.review_gain(candidate, now, today)?.seconds))
            .sum()
    }

    /// Returns what it promises, with what is chosen for now.
    pub fn forecast(&self, exam: &Exam, chosen: &[usize]) -> ExamForecast {
        let seconds = self.seconds(chosen);
        ExamForecast {
            exam: exam.clone(),
            score: self.score(),
            after: self.score_after(chosen),
            topics: self.topics(),
            unmet: self.unseen(),
            seconds,
            spare: (self.sitting.seconds - seconds).max(0.0),
        }
    }

    /// Returns the days until the exam, with so many minutes on each instead of the exam's own if
    /// they are given.
    pub fn remaining_days(&self, minutes: Option<u32>) -> ExamDays {
        let every = minutes.unwrap_or(self.minutes) as f32 * 60.0;
        let spent = self.minutes as f32 * 60.0 - self.sitting.seconds;
        ExamDays {
            scheduler: self.outlook.scheduler.clone(),
            habits: self.outlook.habits.clone(),
            candidates: self.syllabus.candidates.clone(),
            exam: self.outlook.exam,
            guess: self.outlook.guess,
            sitting: DailyBudget { seconds: (every - spent).max(0.0), ..self.sitting },
            every,
        }
    }

    /// Returns what is to be expected day by day.
    pub fn daily_forecast(&self, minutes: Option<u32>, seed: u64) -> Vec<DayForecast> {
        self.remaining_days(minutes).simulate(seed)
    }
}
