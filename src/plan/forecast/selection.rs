//! What asking each card today is worth over all days until an exam; which of them are asked is
//! decided over all exams together.
//!
//! What a card is worth comes from [`StudyPlanner`]. No card is asked anew on a day on which it was
//! asked already; what failed comes back by itself, and its time is part of what a card takes.

use super::daily_budget::DailyBudget;
use super::study_planner::StudyValue;
use super::{CandidateCard, ForecastModel, PricedPlanner, ScoreRange};

/// A card that gains less than this, now and later, is left alone however much time there is.
const LEAST: f32 = 5e-4;

/// A card that may be asked today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CardOffer {
    /// Its place among the candidates.
    pub at: usize,
    /// How much more of it is recalled in the exam if it is asked today than if it waits.
    pub gain: f32,
    /// How long it takes.
    pub seconds: f32,
}

/// The cards that gain the most for a second, until the seconds are used up; the best first.
pub fn most_gain(mut offers: Vec<CardOffer>, seconds: f32) -> Vec<CardOffer> {
    let gain = |offer: &CardOffer| offer.gain / offer.seconds;
    offers.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
    let mut left = seconds;
    let affordable = offers.iter().take_while(|offer| {
        // The last one may go over by less than half of what it takes.
        let fits = left >= offer.seconds / 2.0;
        left -= offer.seconds;
        fits
    });
    let affordable = affordable.count();
    offers.truncate(affordable);
    offers
}

impl PricedPlanner<'_> {
    /// What asking each of the cards today is worth.
    pub fn offers(&self, candidates: &[CandidateCard], budget: &DailyBudget) -> Vec<CardOffer> {
        let value = self.planner.value_today(&self.worth);
        self.planner.model.card_offers(candidates, budget, &value)
    }

    /// The score in the exam if every day is studied as the plan says.
    pub fn score(&self, candidates: &[CandidateCard], budget: &DailyBudget) -> ScoreRange {
        let model = &self.planner.model;
        let course = self.planner.course(&self.worth);
        let closed = candidates.iter().filter(|card| !card.open);
        let closed = closed.map(|card| model.chance(card, model.exam.max(budget.now)));
        self.planner.score(&course, &closed.collect::<Vec<f32>>())
    }
}

impl ForecastModel<'_> {
    fn card_offers(
        &self,
        candidates: &[CandidateCard],
        budget: &DailyBudget,
        value: &StudyValue,
    ) -> Vec<CardOffer> {
        let mut offers = Vec::new();
        let open = candidates.iter().enumerate().filter(|(_, card)| card.open);
        for (at, candidate) in open {
            let failing = self.chances(candidate.snapshot.as_ref(), budget.now)[0];
            let seconds = candidate.seconds.expected(failing).max(0.1);
            let gain = match &candidate.snapshot {
                None => value.new,
                Some(snapshot) if budget.gap(snapshot) == 0 => continue,
                Some(snapshot) => {
                    let lacks = 1.0 - self.chance(candidate, self.exam.max(budget.now));
                    if lacks < LEAST {
                        continue;
                    }
                    value.known(snapshot, budget.gap(snapshot))
                }
            };
            offers.push(CardOffer { at, gain, seconds });
        }
        offers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Calendar, Moment, StudyDay};
    use crate::memory::{CardId, Progress, Rating, Scheduler};
    use crate::plan::forecast::{
        AnswerStats, MemorySnapshot, StudyPlanner, StudySeconds, price_days,
    };
    use crate::settings::Settings;

    const DAYS: i64 = 86_400;
    const SECONDS: StudySeconds = StudySeconds { recalled: 10.0, failed: 15.0 };
    const NEW: CandidateCard = CandidateCard { snapshot: None, seconds: SECONDS, open: true };

    struct Room {
        scheduler: Scheduler,
        answer_stats: AnswerStats,
    }

    impl Room {
        fn new() -> Room {
            Room {
                scheduler: Scheduler::new(Settings::default(), Calendar::utc()),
                answer_stats: AnswerStats::default(),
            }
        }

        fn model(&self, exam: i64) -> ForecastModel<'_> {
            ForecastModel {
                scheduler: &self.scheduler,
                answer_stats: &self.answer_stats,
                exam: Moment(0).plus_seconds(exam * DAYS + DAYS / 2),
                guess: 0.0,
            }
        }

        /// A card that was asked on a day.
        fn card(&self, day: i64, rating: Rating) -> CandidateCard {
            let at = Moment(0).plus_seconds(day * DAYS);
            let card = CardId::from("d/n/c");
            let progress = self.scheduler.review(&card, &Progress::default(), at, rating);
            let snapshot = MemorySnapshot::from_progress(&progress, &self.scheduler);
            CandidateCard { snapshot, ..NEW }
        }
    }

    fn priced<'a>(
        model: &ForecastModel<'a>,
        cards: &[CandidateCard],
        budget: &DailyBudget,
    ) -> PricedPlanner<'a> {
        price_days(vec![StudyPlanner::new(*model, cards, budget)], None).0.remove(0)
    }

    /// The places of the cards that a day's seconds are for.
    fn chosen(
        model: &ForecastModel<'_>,
        cards: &[CandidateCard],
        budget: &DailyBudget,
    ) -> Vec<usize> {
        let offers = priced(model, cards, budget).offers(cards, budget);
        most_gain(offers, budget.seconds[0]).into_iter().map(|offer| offer.at).collect()
    }

    fn budget(day: i64, seconds: f32, days: u32) -> DailyBudget {
        DailyBudget::even(Moment(0).plus_seconds(day * DAYS), StudyDay(day as i32), seconds, days)
    }

    #[test]
    fn the_minutes_are_used_to_the_last_half_of_a_card() {
        let room = Room::new();
        let cards = vec![NEW; 300];
        for seconds in [60.0, 600.0, 1200.0] {
            let chosen = chosen(&room.model(10), &cards, &budget(0, seconds, 10));
            let each = SECONDS.expected(room.answer_stats.first_ratings()[0]);
            let used = chosen.len() as f32 * each;
            assert!((used - seconds).abs() <= each / 2.0 + 1e-3, "{used} of {seconds}");
        }
        assert!(chosen(&room.model(10), &cards, &budget(0, 0.0, 10)).is_empty());
    }

    #[test]
    fn what_was_asked_today_waits_and_so_does_what_is_closed() {
        let room = Room::new();
        let cards = [
            room.card(5, Rating::Again),
            CandidateCard { open: false, ..NEW },
            room.card(4, Rating::Again),
        ];
        assert_eq!(chosen(&room.model(10), &cards, &budget(5, 1e6, 5)), [2]);
    }

    #[test]
    fn on_the_last_day_what_would_be_forgotten_goes_before_what_is_known() {
        let room = Room::new();
        let mut cards: Vec<CandidateCard> = (0..30).map(|_| room.card(38, Rating::Easy)).collect();
        cards.extend((0..5).map(|_| room.card(33, Rating::Again)));
        let mut chosen = chosen(&room.model(40), &cards, &budget(39, 80.0, 1));
        chosen.sort_unstable();
        assert_eq!(chosen, [30, 31, 32, 33, 34]);
    }

    #[test]
    fn every_card_is_met_where_the_minutes_allow() {
        let room = Room::new();
        let mut cards = vec![NEW; 60];
        for day in 0..6 {
            let today = budget(day, 240.0, 6 - day as u32);
            for at in chosen(&room.model(6), &cards, &today) {
                cards[at] = room.card(day, Rating::Good);
            }
        }
        assert!(cards.iter().all(|card| card.snapshot.is_some()));
    }

    #[test]
    fn the_score_with_the_plan_is_above_that_without() {
        let room = Room::new();
        let cards: Vec<CandidateCard> = (0..40).map(|_| room.card(0, Rating::Good)).collect();
        let model = room.model(10);
        let budget = budget(2, 300.0, 8);
        let end = priced(&model, &cards, &budget).score(&cards, &budget);
        let idle = model.score(&model.recalls(&cards, model.exam));
        assert!(end.expected > idle.expected + 0.03 && end.low < end.expected, "{end:?} {idle:?}");
        assert!(end.high - end.low < 0.4, "{end:?}");
    }
}
