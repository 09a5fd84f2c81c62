//! The cards that an exam covers, and the score to expect.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::clock::{Moment, StudyDay};
use crate::library::{DeckIx, Library, LibraryCard, TopicIx};
use crate::memory::{CardId, Progress, Scheduler};
use crate::plan::exam_new_cards::{ExamNewCards, NewCard};
use crate::plan::forecast::{
    CandidateCard, CardOffer, CardRecall, DailyBudget, DayForecast, MemorySnapshot, PricedPlanner,
    ReviewGain, StudyPlanner,
};
use crate::plan::{AnswerStats, ForecastModel, ScoreRange};
use crate::plan::{KnownCards, NoteScope, study_time};
use crate::settings::Exam;

/// New cards that take a greater share of all minutes until the exam can't all be met.
const MEETING: f32 = 0.5;

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
    /// The score to expect once today's plan is done, without any more study.
    pub after: f32,
    /// The score to expect with the plan followed until then.
    pub on_exam_day: ScoreRange,
    /// The score of each topic.
    pub topics: Vec<TopicScore>,
    /// The score of each deck.
    pub decks: Vec<DeckScore>,
    /// How many of its cards were never asked.
    pub unseen: usize,
    /// How many of today's cards for it were never asked before.
    pub new: usize,
    /// How many of today's cards for it were asked before.
    pub reviews: usize,
    /// How many seconds today's cards for it take.
    pub seconds: f32,
    /// How many seconds it gets on each of the days ahead, the rest of today first.
    pub days: Vec<f32>,
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
}

impl ExamDays {
    /// The forecast of each day.
    pub fn forecast(&self) -> Vec<DayForecast> {
        let ExamDays { scheduler, answer_stats, exam, guess, .. } = self;
        let model = ForecastModel { scheduler, answer_stats, exam: *exam, guess: *guess };
        model.daily_forecast(&self.candidates, &self.budget)
    }
}

/// An exam as seen from a moment before it.
#[derive(Clone, Debug)]
pub struct ExamOutlook<'a> {
    cards: ExamCards,
    model: ForecastModel<'a>,
    budget: DailyBudget,
    library: &'a Library,
    recalls: OnceCell<Vec<CardRecall>>,
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
                        seconds: study_time::known(answer_stats, library, note, id),
                        open: progress.is_open(today),
                    },
                    None => CandidateCard {
                        snapshot: None,
                        seconds: study_time::new(answer_stats, library, item),
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
        known_cards: &KnownCards<'a>,
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
        let every = exam.minutes as f32 * 60.0;
        let days = exam.date.0.saturating_sub(today.0).max(1).cast_unsigned();
        let mut budget = DailyBudget::even(now, today, every, days);
        budget.seconds[0] = (every - answer_stats.seconds_spent(today, covers)).max(0.0);
        let cards = ExamCards::new(known_cards, scheduler, answer_stats, &scope, today);
        ExamOutlook { cards, model, budget, library: known_cards.library, recalls: OnceCell::new() }
    }

    /// Gives it so many seconds today.
    pub fn set_seconds_today(&mut self, seconds: f32) {
        self.budget.seconds[0] = seconds.max(0.0);
    }

    /// Gives it so many seconds on each of the days, today's first.
    pub fn set_seconds(&mut self, seconds: Vec<f32>) {
        self.budget.seconds = seconds;
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
        self.model.score(self.recalls())
    }

    /// The chance of each card on the day of the exam: scores of all kinds follow from them.
    fn recalls(&self) -> &[CardRecall] {
        self.recalls.get_or_init(|| self.model.recalls(&self.cards.candidates, self.model.exam))
    }

    /// The score by topic, in the order of the topics.
    pub fn topics(&self) -> Vec<TopicScore> {
        let mut topics = self.cards.topics.clone();
        topics.sort_unstable_by_key(|topic| (topic.is_none(), *topic));
        topics.dedup();
        let of = |topic: Option<TopicIx>| {
            let own = self.recalls().iter().zip(&self.cards.topics);
            self.model.score(own.filter(|(_, other)| **other == topic).map(|(recall, _)| recall))
        };
        topics.into_iter().map(|topic| TopicScore { topic, score: of(topic) }).collect()
    }

    /// The score by deck, in the order of the decks, whose cards lie together.
    pub fn decks(&self) -> Vec<DeckScore> {
        let mut rest = self.recalls();
        let mut scores = Vec::new();
        for same in self.cards.decks.chunk_by(|a, b| a == b) {
            let (own, others) = rest.split_at(same.len());
            rest = others;
            scores.push(DeckScore { deck: same[0], score: self.model.score(own) });
        }
        scores
    }

    /// What plans the days until it.
    pub fn planner(&self) -> StudyPlanner<'a> {
        StudyPlanner::new(self.model, &self.cards.candidates, &self.budget)
    }

    /// What asking each of its cards today is worth.
    pub fn offers(&self, planner: &PricedPlanner<'_>) -> Vec<CardOffer> {
        planner.offers(&self.cards.candidates, &self.budget)
    }

    /// The cards never asked that fill so many seconds, without those that are `taken`.
    pub fn new_cards(&self, seconds: f32, taken: &HashSet<LibraryCard>) -> Vec<LibraryCard> {
        if seconds <= 0.0 {
            return Vec::new();
        }
        let failing = self.model.answer_stats.first_ratings()[0];
        let cards = self.cards.items.iter().zip(&self.cards.candidates).enumerate();
        let new = cards.filter(|(_, (item, card))| {
            card.snapshot.is_none() && card.open && !taken.contains(item)
        });
        let new = new.map(|(at, (item, card))| NewCard {
            at,
            note: item.note,
            seconds: card.seconds.expected(failing),
        });
        let new = ExamNewCards::new(self.library, new);
        let all: f32 = self.budget.seconds.iter().sum();
        let all_can_be_met = new.seconds() <= MEETING * all;
        let chosen = new.choose(seconds, all_can_be_met).into_iter();
        chosen.map(|at| self.cards.items[at]).collect()
    }

    /// Its part of some cards, as places among its own.
    pub fn places(&self, cards: &HashSet<LibraryCard>) -> Vec<usize> {
        let own = self.cards.items.iter().enumerate();
        own.filter(|(_, item)| cards.contains(item)).map(|(at, _)| at).collect()
    }

    /// The score to expect once the chosen cards are asked.
    pub fn score_after(&self, chosen: &[usize]) -> f32 {
        let gains: f32 = self.reviews(chosen).map(|review| review.gain).sum();
        let all = self.cards.items.len().max(1) as f32;
        (self.score().expected + gains / all).min(1.0)
    }

    /// How many seconds the chosen cards are expected to take.
    pub fn seconds(&self, chosen: &[usize]) -> f32 {
        self.reviews(chosen).map(|review| review.seconds).sum()
    }

    fn reviews(&self, chosen: &[usize]) -> impl Iterator<Item = ReviewGain> {
        let DailyBudget { now, today, .. } = self.budget;
        let candidates = chosen.iter().map(|&at| &self.cards.candidates[at]);
        candidates.filter_map(move |candidate| self.model.review_gain(candidate, now, today))
    }

    /// The forecast with those of today's cards that are its own.
    pub fn forecast(
        &self,
        exam: &Exam,
        chosen: &[usize],
        planner: &PricedPlanner<'_>,
    ) -> ExamForecast {
        let is_new = |at: &&usize| self.cards.candidates[**at].snapshot.is_none();
        let new = chosen.iter().filter(is_new).count();
        ExamForecast {
            exam: exam.clone(),
            score: self.score(),
            after: self.score_after(chosen),
            on_exam_day: planner.score(&self.cards.candidates, &self.budget),
            topics: self.topics(),
            decks: self.decks(),
            unseen: self.unseen(),
            new,
            reviews: chosen.len() - new,
            seconds: self.seconds(chosen),
            days: planner.seconds().to_vec(),
        }
    }

    /// The days until the exam.
    pub fn remaining_days(&self) -> ExamDays {
        ExamDays {
            scheduler: self.model.scheduler.clone(),
            answer_stats: self.model.answer_stats.clone(),
            candidates: self.cards.candidates.clone(),
            exam: self.model.exam,
            guess: self.model.guess,
            budget: self.budget.clone(),
        }
    }

    /// The forecast day by day.
    pub fn daily_forecast(&self) -> Vec<DayForecast> {
        self.remaining_days().forecast()
    }
}
