//! The cards that an exam covers, and the score to expect.

use std::collections::HashMap;

use crate::clock::{Moment, StudyDay};
use crate::library::{DeckIx, LibraryCard, TopicIx};
use crate::memory::{CardId, Progress, Scheduler};
use crate::plan::forecast::{CandidateCard, DailyBudget, DayForecast, MemorySnapshot};
use crate::plan::{AnswerStats, ForecastModel, ScoreRange};
use crate::plan::{KnownCards, NoteScope};
use crate::settings::Exam;

/// Every card that an exam covers, with its memory.
#[derive(Clone, Debug, Default)]
pub struct ExamCards {
    items: Vec<LibraryCard>,
    candidates: Vec<CandidateCard>,
    topics: Vec<Option<TopicIx>>,
    decks: Vec<DeckIx>,
}

/// The expected score of one deck's cards in an exam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeckScore {
    /// The deck.
    pub deck: DeckIx,
    /// The score of those of its cards that the exam covers.
    pub score: ScoreRange,
}

/// The expected score of one topic in an exam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TopicScore {
    /// The topic; none for notes without one.
    pub topic: Option<TopicIx>,
    /// Its score.
    pub score: ScoreRange,
}

/// The score to expect in an exam, and what today's plan adds to it.
#[derive(Clone, Debug, PartialEq)]
pub struct ExamForecast {
    /// The exam.
    pub exam: Exam,
    /// The score to expect on its day without any more study.
    pub score: ScoreRange,
    /// The score to expect once today's plan is done.
    pub after: f32,
    /// The score of each topic.
    pub topics: Vec<TopicScore>,
    /// The score of each deck.
    pub decks: Vec<DeckScore>,
    /// How many of its cards were never asked.
    pub unseen: usize,
    /// How long today's plan takes, in seconds.
    pub seconds: f32,
    /// How many seconds of today's minutes the plan leaves free; at least 0.
    pub spare: f32,
}

/// The days until an exam, ready to be simulated on another thread.
#[derive(Clone, Debug)]
pub struct ExamDays {
    scheduler: Scheduler,
    answer_stats: AnswerStats,
    candidates: Vec<CandidateCard>,
    exam: Moment,
    guess: f32,
    budget: DailyBudget,
    every: f32,
}

impl ExamDays {
    /// The forecast of each day.
    pub fn simulate(&self, seed: u64) -> Vec<DayForecast> {
        let ExamDays { scheduler, answer_stats, exam, guess, .. } = self;
        let model = ForecastModel { scheduler, answer_stats, exam: *exam, guess: *guess };
        model.daily_forecast(&self.candidates, &self.budget, self.every, seed)
    }
}

/// An exam as seen from a moment before it.
#[derive(Clone, Debug)]
pub struct ExamOutlook<'a> {
    cards: ExamCards,
    model: ForecastModel<'a>,
    budget: DailyBudget,
    minutes: u32,
}

impl ExamCards {
    /// Gathers the cards of the notes in scope.
    pub fn new(
        known_cards: &KnownCards<'_>,
        scheduler: &Scheduler,
        answer_stats: &AnswerStats,
        scope: &NoteScope,
        today: StudyDay,
    ) -> ExamCards {
        let library = known_cards.library;
        let known: HashMap<LibraryCard, (&CardId, &Progress)> =
            known_cards.cards().map(|(item, id, progress)| (item, (id, progress))).collect();
        let mut cards = ExamCards::default();
        for note in library.all().filter(|note| scope.has(*note)) {
            for &card in library.cards(note).iter() {
                let item = LibraryCard { note, card };
                cards.items.push(item);
                cards.topics.push(library.topic(note));
                cards.decks.push(library.deck(note));
                cards.candidates.push(match known.get(&item) {
                    Some((id, progress)) => CandidateCard {
                        snapshot: MemorySnapshot::from_progress(progress, scheduler),
                        seconds: answer_stats.seconds(id),
                        open: progress.is_open(today),
                    },
                    None => CandidateCard {
                        snapshot: None,
                        seconds: answer_stats.new_card_seconds(&card.name()),
                        open: true,
                    },
                });
            }
        }
        cards
    }

    /// The cards.
    pub fn items(&self) -> &[LibraryCard] {
        &self.items
    }

    /// The cards as the forecast sees them, in the same order.
    pub fn candidates(&self) -> &[CandidateCard] {
        &self.candidates
    }
}

impl<'a> ExamOutlook<'a> {
    /// The outlook from `now`; an exam that is over counts as held now.
    pub fn new(
        known_cards: &KnownCards<'_>,
        scheduler: &'a Scheduler,
        answer_stats: &'a AnswerStats,
        exam: &Exam,
        now: Moment,
    ) -> ExamOutlook<'a> {
        let calendar = scheduler.calendar();
        let scope = NoteScope::for_exam(known_cards.library, exam, scheduler.settings());
        let today = calendar.day(now);
        let model = ForecastModel {
            scheduler,
            answer_stats,
            exam: calendar.noon(exam.date).max(now),
            guess: exam.guess,
        };
        let covers =
            |card: &CardId| known_cards.library.item(card).is_some_and(|item| scope.has(item.note));
        let budget = DailyBudget {
            now,
            today,
            seconds: (exam.minutes as f32 * 60.0 - answer_stats.seconds_spent(today, covers))
                .max(0.0),
            days: exam.date.0.saturating_sub(today.0).max(1).cast_unsigned(),
        };
        let cards = ExamCards::new(known_cards, scheduler, answer_stats, &scope, today);
        ExamOutlook { cards, model, budget, minutes: exam.minutes }
    }

    /// Every card that it covers.
    pub fn cards(&self) -> &ExamCards {
        &self.cards
    }

    /// Excludes cards from the choice; they still count towards the score.
    pub fn close(&mut self, closed: impl Fn(LibraryCard) -> bool) {
        for (item, candidate) in self.cards.items.iter().zip(&mut self.cards.candidates) {
            candidate.open &= !closed(*item);
        }
    }

    /// How many of its cards were never asked.
    pub fn unseen(&self) -> usize {
        self.cards.candidates.iter().filter(|candidate| candidate.snapshot.is_none()).count()
    }

    /// The score to expect on the day of the exam without any study.
    pub fn score(&self) -> ScoreRange {
        self.model.score(&self.cards.candidates, self.model.exam)
    }

    /// The score by topic, in the order of the topics.
    pub fn topics(&self) -> Vec<TopicScore> {
        let mut topics = self.cards.topics.clone();
        topics.sort_unstable_by_key(|topic| (topic.is_none(), *topic));
        topics.dedup();
        let of = |topic: Option<TopicIx>| {
            let own = self
                .cards
                .candidates
                .iter()
                .zip(&self.cards.topics)
                .filter(move |(_, other)| **other == topic);
            let chances = own.map(|(candidate, _)| self.model.chance(candidate, self.model.exam));
            ScoreRange::from_chances(chances, self.model.answer_stats.calibration().deviation())
        };
        topics.into_iter().map(|topic| TopicScore { topic, score: of(topic) }).collect()
    }

    /// The score by deck, in the order of the decks, whose cards lie together.
    pub fn decks(&self) -> Vec<DeckScore> {
        let deviation = self.model.answer_stats.calibration().deviation();
        let mut rest = self.cards.candidates.as_slice();
        let mut scores = Vec::new();
        for same in self.cards.decks.chunk_by(|a, b| a == b) {
            let (own, others) = rest.split_at(same.len());
            rest = others;
            let chances = own.iter().map(|card| self.model.chance(card, self.model.exam));
            let score = ScoreRange::from_chances(chances, deviation);
            scores.push(DeckScore { deck: same[0], score });
        }
        scores
    }

    /// The cards to ask now, as places among the exam's cards, the best gain per second first.
    pub fn choose_cards(&self) -> Vec<usize> {
        self.model.choose_cards(&self.cards.candidates, &self.budget)
    }

    /// The score to expect once the chosen cards are asked.
    pub fn score_after(&self, chosen: &[usize]) -> f32 {
        let DailyBudget { now, today, .. } = self.budget;
        let candidates = chosen.iter().map(|&at| &self.cards.candidates[at]);
        let gains = candidates
            .filter_map(|candidate| Some(self.model.review_gain(candidate, now, today)?.gain));
        let all = self.cards.items.len().max(1) as f32;
        (self.score().expected + gains.sum::<f32>() / all).min(1.0)
    }

    /// How many seconds the chosen cards are expected to take.
    pub fn seconds(&self, chosen: &[usize]) -> f32 {
        let DailyBudget { now, today, .. } = self.budget;
        let candidates = chosen.iter().map(|&at| &self.cards.candidates[at]);
        candidates
            .filter_map(|candidate| Some(self.model.review_gain(candidate, now, today)?.seconds))
            .sum()
    }

    /// The forecast with the cards chosen for now.
    pub fn forecast(&self, exam: &Exam, chosen: &[usize]) -> ExamForecast {
        let seconds = self.seconds(chosen);
        ExamForecast {
            exam: exam.clone(),
            score: self.score(),
            after: self.score_after(chosen),
            topics: self.topics(),
            decks: self.decks(),
            unseen: self.unseen(),
            seconds,
            spare: (self.budget.seconds - seconds).max(0.0),
        }
    }

    /// The days until the exam, with these minutes on each instead of the exam's own.
    pub fn remaining_days(&self, minutes: Option<u32>) -> ExamDays {
        let every = minutes.unwrap_or(self.minutes) as f32 * 60.0;
        let spent = self.minutes as f32 * 60.0 - self.budget.seconds;
        ExamDays {
            scheduler: self.model.scheduler.clone(),
            answer_stats: self.model.answer_stats.clone(),
            candidates: self.cards.candidates.clone(),
            exam: self.model.exam,
            guess: self.model.guess,
            budget: DailyBudget { seconds: (every - spent).max(0.0), ..self.budget },
            every,
        }
    }

    /// The forecast day by day.
    pub fn daily_forecast(&self, minutes: Option<u32>, seed: u64) -> Vec<DayForecast> {
        self.remaining_days(minutes).simulate(seed)
    }
}
