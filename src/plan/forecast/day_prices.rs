//! The price of a second on each day: the one at which all cards together, each going its best way,
//! need as many seconds as the day has. Exams that share the days share the prices, so that a
//! second adds as much to the score of one as to that of the other.
//!
//! The idea is Whittle's ("Restless bandits", 1988); for flashcards see Ye, Su and Cao 2022, "A
//! stochastic shortest path algorithm for optimizing spaced repetition scheduling".

use super::study_planner::{StudyPlanner, Worth};

/// The prices are moved so often; the first times all together.
const ROUNDS: usize = 20;
const TOGETHER: usize = 4;
/// How far they move at first, and how much less each time.
const PACE: f32 = 0.6;
const SLOWING: f32 = 0.1;
/// The price of a second at first, and its limits.
const PRICE: f32 = 0.008;
const LIMITS: (f32, f32) = (1e-7, 0.5);

/// The price of a second on each of the days ahead, in cards of the nearest exam.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices(Vec<f32>);

/// An exam's planner at the prices of the days.
#[derive(Clone, Debug)]
pub struct PricedPlanner<'a> {
    pub(super) planner: StudyPlanner<'a>,
    pub(super) worth: Worth,
    /// How many cards of its own are worth as much as one of the nearest exam's.
    scale: f32,
}

/// The prices for exams that share the days, the nearest first, and their planners at them. Prices
/// of a moment ago stand if they are given.
pub fn price_days<'a>(
    planners: Vec<StudyPlanner<'a>>,
    before: Option<&Prices>,
) -> (Vec<PricedPlanner<'a>>, Prices) {
    let has = sum_days(planners.iter().map(|planner| planner.seconds.clone()));
    let known = before.filter(|before| before.0.len() == has.len());
    let mut prices = known.cloned().unwrap_or_else(|| Prices(vec![PRICE; has.len()]));
    let first = planners.first().map_or(1.0, |first| first.all_cards.max(1.0));
    let mut planners: Vec<PricedPlanner<'a>> = planners
        .into_iter()
        .map(|planner| {
            let scale = planner.all_cards.max(1.0) / first;
            PricedPlanner {
                worth: planner.worth_at(prices.by_slot(&planner, scale)),
                planner,
                scale,
            }
        })
        .collect();
    let rounds = if known.is_some() { 0 } else { ROUNDS };
    for round in 0..rounds {
        let needed = sum_days(planners.iter().map(PricedPlanner::seconds_needed));
        prices.adjust(&needed, &has, round);
        for PricedPlanner { planner, worth, scale } in &mut planners {
            *worth = planner.worth_at(prices.by_slot(planner, *scale));
        }
    }
    if planners.len() > 1 {
        share(&mut planners, &has);
    }
    (planners, prices)
}

/// Gives each exam its share of the days.
fn share(planners: &mut [PricedPlanner<'_>], has: &[f32]) {
    let needed: Vec<Vec<f32>> = planners.iter().map(PricedPlanner::seconds_needed).collect();
    let all = sum_days(needed.iter().cloned());
    for (PricedPlanner { planner, .. }, needed) in planners.iter_mut().zip(needed) {
        let days = needed.iter().zip(&all).zip(has);
        planner.seconds =
            days.map(|((needed, all), has)| has * needed / all.max(f32::MIN_POSITIVE)).collect();
    }
}

/// The sum of some seconds by day.
fn sum_days(all: impl Iterator<Item = Vec<f32>>) -> Vec<f32> {
    let mut sums = Vec::new();
    for days in all {
        sums.resize(days.len().max(sums.len()), 0.0);
        sums.iter_mut().zip(days).for_each(|(sum, seconds)| *sum += seconds);
    }
    sums
}

impl Prices {
    /// Moves the prices towards those at which what is needed is what the days have.
    fn adjust(&mut self, needed: &[f32], has: &[f32], round: usize) {
        let [all_needed, all] = [needed, has].map(|days| days.iter().sum::<f32>());
        let all_over = (all_needed / all.max(1.0)).max(1e-3).ln().clamp(-2.0, 2.0);
        let pace = PACE / (1.0 + SLOWING * round as f32);
        for ((price, needed), has) in self.0.iter_mut().zip(needed).zip(has) {
            let own_over = (needed.max(1.0) / has.max(1.0)).ln().clamp(-1.0, 1.0);
            // All prices together first, then each by itself.
            let over = if round < TOGETHER { all_over } else { own_over };
            *price = (*price * (pace * over).exp()).clamp(LIMITS.0, LIMITS.1);
        }
    }

    /// The price of each slot in cards of a planner's own exam: the geometric mean of its days.
    fn by_slot(&self, planner: &StudyPlanner<'_>, scale: f32) -> Vec<f32> {
        let slot_price = |slot| {
            let days = &self.0[planner.slot_days(slot)];
            let mean = days.iter().map(|price| price.ln()).sum::<f32>() / days.len() as f32;
            mean.exp() * scale
        };
        (0..planner.days.len()).map(slot_price).collect()
    }
}

impl PricedPlanner<'_> {
    /// The seconds of each day that are its own.
    pub fn seconds(&self) -> &[f32] {
        &self.planner.seconds
    }

    /// The seconds that each day needs at these prices.
    fn seconds_needed(&self) -> Vec<f32> {
        let slots = self.planner.seconds_needed(&self.worth).into_iter().enumerate();
        let by_day = |(slot, seconds): (usize, f32)| {
            let days = self.planner.slot_days(slot).len();
            std::iter::repeat_n(seconds / days as f32, days)
        };
        slots.flat_map(by_day).collect()
    }
}
