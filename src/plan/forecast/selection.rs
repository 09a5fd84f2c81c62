//! Choosing today's cards: what is worth the most over all days until the exam, for a second, until
//! the minutes are used up.
//!
//! What a card is worth comes from [`StudyPlanner`]. No card is asked anew on a day on which it was
//! asked already; what failed comes back by itself, and its time is part of what a card takes.

use super::study_planner::{StudyPlanner, StudyValue, Worth};
use super::{CandidateCard, ForecastModel, MemorySnapshot, ScoreRange};
use crate::clock::{Moment, StudyDay};

/// A card that gains less than this, now and later, is left alone however much time there is.
const LEAST: f32 = 5e-4;

/// The time for studying until an exam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DailyBudget {
    /// When it begins.
    pub now: Moment,
    /// Which study day that is.
    pub today: StudyDay,
    /// How many seconds are left today.
    pub seconds: f32,
    /// How many seconds each later day has.
    pub every: f32,
    /// On how many days there is time before the exam, today included; at least 1.
    pub days: u32,
}

impl DailyBudget {
    /// The study days since a card was last asked.
    pub(super) fn gap(&self, snapshot: &MemorySnapshot) -> u32 {
        self.today.0.saturating_sub(snapshot.day.0).max(0).cast_unsigned()
    }
}

/// A card with what asking it today is worth.
#[derive(Clone, Copy, Debug)]
struct CardOffer {
    at: usize,
    worth_per_second: f32,
    seconds: f32,
}

/// Today's cards, and what they and the days to come lead to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayChoice {
    /// The cards to ask, as places among the candidates, the most worth for a second first.
    pub chosen: Vec<usize>,
    /// The score in the exam if every day is studied like this.
    pub on_exam_day: ScoreRange,
}

impl ForecastModel<'_> {
    /// Chooses the cards to ask within the budget.
    pub fn choose_cards(&self, candidates: &[CandidateCard], budget: &DailyBudget) -> DayChoice {
        let planner = StudyPlanner::new(*self, candidates, budget);
        let worth = planner.worth();
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
        DayChoice { chosen, on_exam_day: self.with_plan(candidates, budget, &planner, &worth) }
    }

    /// The score in the exam with the plan followed until then.
    fn with_plan(
        &self,
        candidates: &[CandidateCard],
        budget: &DailyBudget,
        planner: &StudyPlanner<'_>,
        worth: &Worth,
    ) -> ScoreRange {
        let flow = planner.flow(worth, true);
        let (mut sum, mut variance) = (f64::from(flow.in_exam), f64::from(flow.variance));
        for candidate in candidates.iter().filter(|card| !card.open) {
            let chance = f64::from(self.chance(candidate, self.exam.max(budget.now)));
            sum += chance;
            variance += chance * (1.0 - chance);
        }
        let slopes = flow.slopes.map(|slope| slope / candidates.len().max(1) as f32);
        let doubt = self.answer_stats.calibration().variance(slopes).sqrt();
        ScoreRange::from_sums(candidates.len(), sum, variance, doubt)
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
