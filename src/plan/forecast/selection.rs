//! Choosing today's cards: what is worth the most over all days until the exam, for a second, until
//! the minutes are used up.
//!
//! What a card is worth comes from [`StudyPlanner`]. No card is asked anew on a day on which it was
//! asked already; what failed comes back by itself, and its time is part of what a card takes.

use super::daily_budget::DailyBudget;
use super::study_planner::{Prices, StudyPlanner, StudyValue};
use super::{CandidateCard, ForecastModel, ScoreRange};

/// A card that gains less than this, now and later, is left alone however much time there is.
const LEAST: f32 = 5e-4;

/// A card with what asking it today is worth.
#[derive(Clone, Copy, Debug)]
struct CardOffer {
    at: usize,
    worth_per_second: f32,
    seconds: f32,
}

/// Today's cards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayChoice {
    /// The cards to ask, as places among the candidates, the most worth for a second first.
    pub chosen: Vec<usize>,
    /// What a second is worth on each day, to choose again soon in less time.
    pub prices: Prices,
}

impl ForecastModel<'_> {
    /// Chooses the cards to ask within the budget; `prices` are those of a choice a moment ago.
    pub fn choose_cards(
        &self,
        candidates: &[CandidateCard],
        budget: &DailyBudget,
        prices: Option<&Prices>,
    ) -> DayChoice {
        let planner = StudyPlanner::new(*self, candidates, budget);
        let worth = planner.worth(prices);
        let value = planner.value_today(&worth);
        let mut offers = self.offers(candidates, budget, &value);
        offers.sort_by(|a, b| {
            b.worth_per_second.total_cmp(&a.worth_per_second).then(a.at.cmp(&b.at))
        });
        let mut left = budget.seconds;
        let mut chosen = Vec::new();
        for offer in offers {
            // The last one may go over by less than half of what it takes.
            if left < offer.seconds / 2.0 {
                break;
            }
            left -= offer.seconds;
            chosen.push(offer.at);
        }
        DayChoice { chosen, prices: worth.into_prices() }
    }

    /// The score in the exam if every day is studied as [`ForecastModel::choose_cards`] says.
    pub fn score_with_plan(
        &self,
        candidates: &[CandidateCard],
        budget: &DailyBudget,
        prices: &Prices,
    ) -> ScoreRange {
        let planner = StudyPlanner::new(*self, candidates, budget);
        let course = planner.course(&planner.worth(Some(prices)));
        let closed = candidates.iter().filter(|card| !card.open);
        let closed = closed.map(|card| self.chance(card, self.exam.max(budget.now)));
        planner.score(&course, &closed.collect::<Vec<f32>>())
    }

    fn offers(
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
            let worth = match &candidate.snapshot {
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
            offers.push(CardOffer { at, worth_per_second: worth / seconds, seconds });
        }
        offers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Calendar, Moment, StudyDay};
    use crate::memory::{CardId, Progress, Rating, Scheduler};
    use crate::plan::forecast::{AnswerStats, MemorySnapshot, StudySeconds};
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

    fn budget(day: i64, seconds: f32, days: u32) -> DailyBudget {
        DailyBudget {
            now: Moment(0).plus_seconds(day * DAYS),
            today: StudyDay(day as i32),
            seconds,
            every: seconds,
            days,
        }
    }

    #[test]
    fn the_minutes_are_used_to_the_last_half_of_a_card() {
        let room = Room::new();
        let cards = vec![NEW; 300];
        for seconds in [60.0, 600.0, 1200.0] {
            let choice = room.model(10).choose_cards(&cards, &budget(0, seconds, 10), None);
            let each = SECONDS.expected(room.answer_stats.first_ratings()[0]);
            let used = choice.chosen.len() as f32 * each;
            assert!((used - seconds).abs() <= each / 2.0 + 1e-3, "{used} of {seconds}");
        }
        assert!(room.model(10).choose_cards(&cards, &budget(0, 0.0, 10), None).chosen.is_empty());
    }

    #[test]
    fn what_was_asked_today_waits_and_so_does_what_is_closed() {
        let room = Room::new();
        let cards = [
            room.card(5, Rating::Again),
            CandidateCard { open: false, ..NEW },
            room.card(4, Rating::Again),
        ];
        assert_eq!(room.model(10).choose_cards(&cards, &budget(5, 1e6, 5), None).chosen, [2]);
    }

    #[test]
    fn on_the_last_day_what_would_be_forgotten_goes_before_what_is_known() {
        let room = Room::new();
        let mut cards: Vec<CandidateCard> = (0..30).map(|_| room.card(38, Rating::Easy)).collect();
        cards.extend((0..5).map(|_| room.card(33, Rating::Again)));
        let mut chosen = room.model(40).choose_cards(&cards, &budget(39, 80.0, 1), None).chosen;
        chosen.sort_unstable();
        assert_eq!(chosen, [30, 31, 32, 33, 34]);
    }

    #[test]
    fn every_card_is_met_where_the_minutes_allow() {
        let room = Room::new();
        let mut cards = vec![NEW; 60];
        for day in 0..6 {
            let today = budget(day, 240.0, 6 - day as u32);
            for at in room.model(6).choose_cards(&cards, &today, None).chosen {
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
        let prices = model.choose_cards(&cards, &budget(2, 300.0, 8), None).prices;
        let end = model.score_with_plan(&cards, &budget(2, 300.0, 8), &prices);
        let idle = model.score(&cards, model.exam);
        assert!(end.expected > idle.expected + 0.03 && end.low < end.expected, "{end:?} {idle:?}");
        assert!(end.high - end.low < 0.4, "{end:?}");
    }
}
