//! What to ask today: whatever raises the expected score the most for a second, until the minutes
//! are used up.
//!
//! A greedy choice. It spaces by itself: what was asked yesterday is recalled today almost surely,
//! gains next to nothing, and waits until it does; and what would be below half in the exam gains
//! the most on the last days. Two rules stand above it: so much of the day goes to cards that were
//! never asked that all are met before the exam, where the minutes allow; and no card is asked
//! twice on a day.

use super::{CandidateCard, ForecastModel};
use crate::clock::{Moment, StudyDay};

/// So many cards are looked at more closely at a time.
const HANDFUL: usize = 256;
/// A card that gains less than this is left alone, however much time there is.
const LEAST: f32 = 0.01;

/// The time that there is for studying.
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

/// A card with what asking it is worth.
#[derive(Clone, Copy, Debug)]
struct CardOffer {
    at: usize,
    yields: f32,
    seconds: f32,
    new: bool,
}

impl ForecastModel<'_> {
    /// Returns which cards to ask in this sitting, as places in `candidates`, those that yield the
    /// most first.
    pub fn choose_cards(&self, candidates: &[CandidateCard], sitting: &DailyBudget) -> Vec<usize> {
        let mut offers = self.offers(candidates, sitting);
        offers.sort_by(CardOffer::order);
        let mut taken = vec![false; offers.len()];
        let unmet: f32 = offers.iter().filter(|offer| offer.new).map(|offer| offer.seconds).sum();
        let mut left = sitting.seconds;
        let mut share = (unmet / sitting.days.max(1) as f32).min(left);
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

    /// Returns what there is to choose from: everything that was never asked, and of what was as
    /// much as could fill the time.
    fn offers(&self, candidates: &[CandidateCard], sitting: &DailyBudget) -> Vec<CardOffer> {
        let DailyBudget { now, today, .. } = *sitting;
        // All that were never asked are alike but for the time that they take.
        let unknown = CandidateCard { trace: None, seconds: 1.0, open: true };
        let unmet = self.review_gain(&unknown, now, today).filter(|visit| visit.gain >= LEAST);
        let offer = |(at, candidate): (usize, &CandidateCard)| {
            let visit = unmet.filter(|_| candidate.open && candidate.trace.is_none())?;
            let seconds = visit.seconds * candidate.seconds;
            Some(CardOffer { at, yields: visit.gain / seconds.max(0.1), seconds, new: true })
        };
        let mut offers: Vec<CardOffer> = candidates.iter().enumerate().filter_map(offer).collect();
        offers.extend(self.best_known(candidates, sitting));
        offers
    }

    /// Returns the cards asked before that yield most, as many as fill the time. No card gains more
    /// than it lacks, which is found out quickly: so few have to be looked at closely, however many
    /// there are.
    fn best_known(&self, candidates: &[CandidateCard], sitting: &DailyBudget) -> Vec<CardOffer> {
        let bound = |(at, candidate): (usize, &CandidateCard)| {
            candidate.trace.filter(|trace| candidate.open && trace.day < sitting.today)?;
            let lacks = 1.0 - self.chance(candidate, self.exam.max(sitting.now));
            (lacks >= LEAST).then(|| (lacks / candidate.seconds.max(0.1), at))
        };
        let mut bounds: Vec<(f32, usize)> =
            candidates.iter().enumerate().filter_map(bound).collect();
        bounds.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut best: Vec<CardOffer> = Vec::new();
        for some in bounds.chunks(HANDFUL) {
            let full = best.iter().map(|offer| offer.seconds).sum::<f32>() >= sitting.seconds;
            if full && best.last().is_none_or(|worst| some[0].0 < worst.yields) {
                break;
            }
            best.extend(some.iter().filter_map(|&(_, at)| {
                let visit = self.review_gain(&candidates[at], sitting.now, sitting.today)?;
                let (yields, seconds) = (visit.gain_per_second(), visit.seconds);
                (visit.gain >= LEAST).then_some(CardOffer { at, yields, seconds, new: false })
            }));
            best.sort_by(CardOffer::order);
            let mut left = sitting.seconds;
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
    /// What yields more comes first.
    fn order(&self, other: &CardOffer) -> std::cmp::Ordering {
        other.yields.total_cmp(&self.yields).then(self.at.cmp(&other.at))
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
        habits: AnswerStats,
    }

    impl Room {
        fn new() -> Room {
            Room {
                scheduler: Scheduler::new(Settings::default(), Calendar::utc()),
                habits: AnswerStats::default(),
            }
        }

        fn outlook(&self, exam: i64) -> ForecastModel<'_> {
            let exam = Moment(0).plus_seconds(exam * DAYS + DAYS / 2);
            ForecastModel { scheduler: &self.scheduler, habits: &self.habits, exam, guess: 0.0 }
        }

        fn card(&self, day: i64, rating: Rating) -> CandidateCard {
            let at = Moment(0).plus_seconds(day * DAYS);
            let progress =
                self.scheduler.review(&CardId::from("d/n/c"), &Progress::default(), at, rating);
            CandidateCard {
                trace: MemorySnapshot::from_progress(&progress, &self.scheduler),
                seconds: 10.0,
                open: true,
            }
        }
    }

    const NEW: CandidateCard = CandidateCard { trace: None, seconds: 10.0, open: true };

    fn sitting(day: i64, seconds: f32, days: u32) -> DailyBudget {
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
        let chosen = room.outlook(10).choose_cards(&cards, &sitting(5, 1e6, 5));
        assert_eq!(chosen, [3, 4, 2, 0, 1]);
        assert_eq!(room.outlook(10).choose_cards(&cards, &sitting(5, 20.0, 5)), [3, 4]);
        assert_eq!(room.outlook(10).choose_cards(&cards, &sitting(5, 0.0, 5)), [] as [usize; 0]);
    }

    #[test]
    fn nothing_is_asked_twice_on_a_day_nor_what_is_closed() {
        let room = Room::new();
        let cards = [
            room.card(5, Rating::Again),
            CandidateCard { open: false, ..NEW },
            room.card(9, Rating::Again),
        ];
        assert_eq!(room.outlook(10).choose_cards(&cards, &sitting(5, 1e6, 5)), [] as [usize; 0]);
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
            let chosen = room
                .outlook(9)
                .choose_cards(&cards, &sitting(9 - i64::from(days), all / 4.0, days));
            for at in chosen {
                met += usize::from(cards[at].trace.is_none());
                cards[at] = room.card(9 - i64::from(days), Rating::Good);
            }
        }
        assert_eq!(met, 10);
    }

    #[test]
    fn on_the_last_day_what_is_below_half_goes_before_what_is_known() {
        let room = Room::new();
        let outlook = room.outlook(40);
        let mut cards: Vec<CandidateCard> = (0..30).map(|_| room.card(38, Rating::Easy)).collect();
        cards.extend((0..5).map(|_| room.card(0, Rating::Again)));
        assert!(outlook.chance(&cards[34], outlook.exam) < 0.5);
        let mut chosen = outlook.choose_cards(&cards, &sitting(39, 60.0, 1));
        chosen.sort_unstable();
        assert_eq!(chosen, [30, 31, 32, 33, 34]);
    }

    #[test]
    fn looking_closely_at_few_finds_what_looking_at_all_would() {
        let room = Room::new();
        let outlook = room.outlook(30);
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
            let sitting = sitting(20, seconds, 10);
            let mut all: Vec<CardOffer> = (0..cards.len())
                .filter_map(|at| {
                    let visit = outlook
                        .review_gain(&cards[at], sitting.now, sitting.today)
                        .filter(|v| v.gain >= LEAST)?;
                    Some(CardOffer {
                        at,
                        yields: visit.gain_per_second(),
                        seconds: visit.seconds,
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
            assert_eq!(outlook.choose_cards(&cards, &sitting), hand, "{seconds}");
        }
    }
}
