//! Choosing today's cards: whatever raises the expected score the most per second, until the
//! minutes are used up.
//!
//! A greedy choice. It spaces by itself: what was asked yesterday is recalled today almost surely,
//! gains next to nothing, and waits until it does; and what would be below half in the exam gains
//! the most on the last days. Two rules stand above it: so much of the day goes to cards that were
//! never asked that all are met before the exam, where the minutes allow; and no card is asked
//! twice on a day.

use super::{CandidateCard, ForecastModel};
use crate::clock::{Moment, StudyDay};

/// How many cards are evaluated exactly at a time.
const HANDFUL: usize = 256;
/// A card that gains less than this is left alone, however much time there is.
const LEAST: f32 = 0.01;

/// The time for studying on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DailyBudget {
    /// When it begins.
    pub now: Moment,
    /// Which study day that is.
    pub today: StudyDay,
    /// How many seconds are left today.
    pub seconds: f32,
    /// On how many days there is time before the exam, today included; at least 1.
    pub days: u32,
}

/// A card with its gain.
#[derive(Clone, Copy, Debug)]
struct CardOffer {
    at: usize,
    gain_per_second: f32,
    seconds: f32,
    new: bool,
}

impl ForecastModel<'_> {
    /// The cards to ask within the budget, as places in `candidates`, the best gain per second
    /// first.
    pub fn choose_cards(&self, candidates: &[CandidateCard], budget: &DailyBudget) -> Vec<usize> {
        let mut offers = self.offers(candidates, budget);
        offers.sort_by(CardOffer::order);
        let mut taken = vec![false; offers.len()];
        let unseen: f32 = offers.iter().filter(|offer| offer.new).map(|offer| offer.seconds).sum();
        let mut left = budget.seconds;
        let mut share = (unseen / budget.days.max(1) as f32).min(left);
        for (offer, taken) in offers.iter().zip(&mut taken).filter(|(offer, _)| offer.new) {
            if share <= 0.0 {
                break;
            }
            share -= offer.seconds;
            left -= offer.seconds;
            *taken = true;
        }
        for (offer, taken) in offers.iter().zip(&mut taken) {
            if left <= 0.0 {
                break;
            }
            if !*taken {
                left -= offer.seconds;
                *taken = true;
            }
        }
        offers
            .into_iter()
            .zip(taken)
            .filter(|(_, taken)| *taken)
            .map(|(offer, _)| offer.at)
            .collect()
    }

    /// The cards to choose from: all that were never asked, and of the others as many as could fill
    /// the time.
    fn offers(&self, candidates: &[CandidateCard], budget: &DailyBudget) -> Vec<CardOffer> {
        let DailyBudget { now, today, .. } = *budget;
        // All that were never asked are alike but for the time that they take.
        let unknown = CandidateCard { snapshot: None, seconds: 1.0, open: true };
        let unseen = self.review_gain(&unknown, now, today).filter(|review| review.gain >= LEAST);
        let offer = |(at, candidate): (usize, &CandidateCard)| {
            let review = unseen.filter(|_| candidate.open && candidate.snapshot.is_none())?;
            let seconds = review.seconds * candidate.seconds;
            Some(CardOffer {
                at,
                gain_per_second: review.gain / seconds.max(0.1),
                seconds,
                new: true,
            })
        };
        let mut offers: Vec<CardOffer> = candidates.iter().enumerate().filter_map(offer).collect();
        offers.extend(self.best_known(candidates, budget));
        offers
    }

    /// The cards asked before with the best gain per second, as many as fill the time. No card
    /// gains more than it lacks, a bound that is computed quickly: so only a few need an exact
    /// evaluation.
    fn best_known(&self, candidates: &[CandidateCard], budget: &DailyBudget) -> Vec<CardOffer> {
        let upper_bound = |(at, candidate): (usize, &CandidateCard)| {
            candidate.snapshot.filter(|snapshot| candidate.open && snapshot.day < budget.today)?;
            let lacks = 1.0 - self.chance(candidate, self.exam.max(budget.now));
            (lacks >= LEAST).then(|| (lacks / candidate.seconds.max(0.1), at))
        };
        let mut bounds: Vec<(f32, usize)> =
            candidates.iter().enumerate().filter_map(upper_bound).collect();
        bounds.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut best: Vec<CardOffer> = Vec::new();
        for some in bounds.chunks(HANDFUL) {
            let full = best.iter().map(|offer| offer.seconds).sum::<f32>() >= budget.seconds;
            if full && best.last().is_none_or(|worst| some[0].0 < worst.gain_per_second) {
                break;
            }
            best.extend(some.iter().filter_map(|&(_, at)| {
                let review = self.review_gain(&candidates[at], budget.now, budget.today)?;
                let (gain_per_second, seconds) = (review.gain_per_second(), review.seconds);
                (review.gain >= LEAST).then_some(CardOffer {
                    at,
                    gain_per_second,
                    seconds,
                    new: false,
                })
            }));
            best.sort_by(CardOffer::order);
            let mut left = budget.seconds;
            let enough = best.iter().position(|offer| {
                left -= offer.seconds;
                left <= 0.0
            });
            best.truncate(enough.map_or(best.len(), |at| at + 1));
        }
        best
    }
}

impl CardOffer {
    /// The best gain per second comes first.
    fn order(&self, other: &CardOffer) -> std::cmp::Ordering {
        other.gain_per_second.total_cmp(&self.gain_per_second).then(self.at.cmp(&other.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::memory::{CardId, Progress, Rating, Scheduler};
    use crate::plan::forecast::{AnswerStats, MemorySnapshot};
    use crate::settings::Settings;

    const DAYS: i64 = 86_400;

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
            let exam = Moment(0).plus_seconds(exam * DAYS + DAYS / 2);
            ForecastModel {
                scheduler: &self.scheduler,
                answer_stats: &self.answer_stats,
                exam,
                guess: 0.0,
            }
        }

        fn card(&self, day: i64, rating: Rating) -> CandidateCard {
            let at = Moment(0).plus_seconds(day * DAYS);
            let progress =
                self.scheduler.review(&CardId::from("d/n/c"), &Progress::default(), at, rating);
            CandidateCard {
                snapshot: MemorySnapshot::from_progress(&progress, &self.scheduler),
                seconds: 10.0,
                open: true,
            }
        }
    }

    const NEW: CandidateCard = CandidateCard { snapshot: None, seconds: 10.0, open: true };

    fn budget(day: i64, seconds: f32, days: u32) -> DailyBudget {
        DailyBudget {
            now: Moment(0).plus_seconds(day * DAYS),
            today: StudyDay(day as i32),
            seconds,
            days,
        }
    }

    #[test]
    fn what_yields_most_goes_first_and_the_minutes_end_it() {
        let room = Room::new();
        let slow = CandidateCard { seconds: 60.0, ..NEW };
        let cards = [slow, room.card(0, Rating::Easy), room.card(0, Rating::Again), NEW, NEW];
        let chosen = room.model(10).choose_cards(&cards, &budget(5, 1e6, 5));
        assert_eq!(chosen, [3, 4, 2, 0, 1]);
        assert_eq!(room.model(10).choose_cards(&cards, &budget(5, 20.0, 5)), [3, 4]);
        assert_eq!(room.model(10).choose_cards(&cards, &budget(5, 0.0, 5)), [] as [usize; 0]);
    }

    #[test]
    fn nothing_is_asked_twice_on_a_day_nor_what_is_closed() {
        let room = Room::new();
        let cards = [
            room.card(5, Rating::Again),
            CandidateCard { open: false, ..NEW },
            room.card(9, Rating::Again),
        ];
        assert_eq!(room.model(10).choose_cards(&cards, &budget(5, 1e6, 5)), [] as [usize; 0]);
    }

    #[test]
    fn every_card_is_met_where_the_minutes_allow() {
        let room = Room::new();
        // So slow that a second yields more with cards that are known already.
        let slow = CandidateCard { seconds: 55.0, ..NEW };
        let mut cards: Vec<CandidateCard> = (0..40).map(|_| room.card(0, Rating::Again)).collect();
        cards.extend([slow; 10]);
        let all: f32 = 10.0 * 55.0 * 2.0;
        let mut met = 0;
        for days in (1..=4).rev() {
            let chosen =
                room.model(9).choose_cards(&cards, &budget(9 - i64::from(days), all / 4.0, days));
            for at in chosen {
                met += usize::from(cards[at].snapshot.is_none());
                cards[at] = room.card(9 - i64::from(days), Rating::Good);
            }
        }
        assert_eq!(met, 10);
    }

    #[test]
    fn on_the_last_day_what_is_below_half_goes_before_what_is_known() {
        let room = Room::new();
        let model = room.model(40);
        let mut cards: Vec<CandidateCard> = (0..30).map(|_| room.card(38, Rating::Easy)).collect();
        cards.extend((0..5).map(|_| room.card(0, Rating::Again)));
        assert!(model.chance(&cards[34], model.exam) < 0.5);
        let mut chosen = model.choose_cards(&cards, &budget(39, 60.0, 1));
        chosen.sort_unstable();
        assert_eq!(chosen, [30, 31, 32, 33, 34]);
    }

    #[test]
    fn looking_closely_at_few_finds_what_looking_at_all_would() {
        let room = Room::new();
        let model = room.model(30);
        let mut rng = crate::rng::Rng::new(7);
        let cards: Vec<CandidateCard> = (0..3000)
            .map(|_| {
                let seconds = 3.0 + rng.below(40) as f32;
                CandidateCard {
                    seconds,
                    ..room.card(rng.below(18) as i64, Rating::ALL[rng.below(4)])
                }
            })
            .collect();
        for seconds in [30.0, 600.0, 20_000.0] {
            let budget = budget(20, seconds, 10);
            let mut all: Vec<CardOffer> = (0..cards.len())
                .filter_map(|at| {
                    let review = model
                        .review_gain(&cards[at], budget.now, budget.today)
                        .filter(|v| v.gain >= LEAST)?;
                    Some(CardOffer {
                        at,
                        gain_per_second: review.gain_per_second(),
                        seconds: review.seconds,
                        new: false,
                    })
                })
                .collect();
            all.sort_by(CardOffer::order);
            let mut left = seconds;
            let until = all.iter().position(|offer| {
                left -= offer.seconds;
                left <= 0.0
            });
            let hand: Vec<usize> =
                all[..until.map_or(all.len(), |at| at + 1)].iter().map(|offer| offer.at).collect();
            assert_eq!(model.choose_cards(&cards, &budget), hand, "{seconds}");
        }
    }
}
