//! The days until the exam as they are expected to go: on each the cards that are worth the most
//! for a second are asked until its minutes are used up, as will be done with
//! [`PricedPlanner::offers`].
//!
//! [`PricedPlanner::offers`]: super::PricedPlanner::offers

use super::calibration::NUMBERS;
use super::memory_grid::{CELLS, GridPlace, nearest_gap, stability};
use super::study_flow::Memory;
use super::study_planner::{Asking, StudyPlanner, Worth, in_slot};
use super::{Retention, ScoreRange};

/// A smaller share of a card is left out.
const NEGLIGIBLE: f32 = 0.002;

/// How the days go.
#[derive(Clone, Debug, Default)]
pub(super) struct StudyCourse {
    /// The seconds, first answers and later answers of each slot.
    pub(super) seconds: Vec<f32>,
    pub(super) new: Vec<f32>,
    pub(super) reviews: Vec<f32>,
    /// How many cards are not met after each slot.
    unmet: Vec<f32>,
    stays: Vec<Stay>,
}

/// A number of cards that keep a memory from one day until another, counted from today.
#[derive(Clone, Copy, Debug)]
struct Stay {
    memory: Memory,
    cards: f32,
    until: i32,
}

/// Cards that could be asked in a slot.
struct SlotOffer {
    /// The place among the stays; none for cards never asked.
    stay: Option<usize>,
    gap: usize,
    asking: Asking,
    worth_per_second: f32,
}

impl StudyPlanner<'_> {
    /// Goes through the days.
    pub(super) fn course(&self, worth: &Worth) -> StudyCourse {
        let slots = self.days.len();
        let mut course = StudyCourse {
            seconds: vec![0.0; slots],
            new: vec![0.0; slots],
            reviews: vec![0.0; slots],
            unmet: vec![0.0; slots],
            stays: self
                .memories_before()
                .map(|(memory, cards)| Stay { memory, cards, until: i32::MAX })
                .collect(),
        };
        for fresh in 0..2 {
            let cells = &self.population.today[fresh * CELLS..][..CELLS];
            self.hold(&mut course, 0, fresh, cells);
        }
        let mut unmet = self.population.new;
        for slot in 0..slots {
            self.study_slot(worth, &mut course, slot, &mut unmet);
        }
        course
    }

    /// Asks in a slot what is worth the most for a second.
    fn study_slot(&self, worth: &Worth, course: &mut StudyCourse, slot: usize, unmet: &mut f32) {
        let day = self.days[slot] as i32;
        let mut offers: Vec<SlotOffer> = Vec::new();
        for (at, stay) in course.stays.iter().enumerate() {
            if stay.until == i32::MAX && stay.memory.since < day {
                offers.push(self.offer(worth, stay.memory, at, slot));
            }
        }
        if *unmet > 0.0 {
            let asking = self.ask_new(worth, slot);
            let wait = self.best_meeting_after(worth, slot);
            let worth_per_second = (asking.value - wait) / asking.seconds;
            offers.push(SlotOffer { stay: None, gap: 0, asking, worth_per_second });
        }
        offers.sort_by(|a, b| b.worth_per_second.total_cmp(&a.worth_per_second));
        let mut left: f32 = self.seconds[self.slot_days(slot)].iter().sum();
        let mut after = [vec![0.0; CELLS], vec![0.0; CELLS]];
        for offer in offers {
            if left <= 0.0 {
                break;
            }
            let most = left / offer.asking.seconds;
            let (cards, places, fresh) = if let Some(at) = offer.stay {
                let stay = &mut course.stays[at];
                let cards = stay.cards.min(most);
                stay.cards -= cards;
                let (memory, until) = (stay.memory, day);
                course.stays.push(Stay { memory, cards, until });
                course.reviews[slot] += cards;
                (cards, self.grid.after(offer.gap, memory.cell), 0)
            } else {
                let cards = unmet.min(most);
                *unmet -= cards;
                course.new[slot] += cards;
                (cards, &self.grid.first, 1)
            };
            left -= cards * offer.asking.seconds;
            course.seconds[slot] += cards * offer.asking.seconds;
            spread(&mut after[fresh], cards, offer.asking.chances, places);
        }
        course.stays.retain(|stay| stay.cards > NEGLIGIBLE);
        for (fresh, cells) in after.iter().enumerate() {
            self.hold(course, slot, fresh, cells);
        }
        course.unmet[slot] = *unmet;
    }

    /// What asking a memory in a slot is worth beyond the best of letting it wait.
    fn offer(&self, worth: &Worth, memory: Memory, at: usize, slot: usize) -> SlotOffer {
        let asked = |then: usize| {
            let gap = nearest_gap((self.days[then] as i32 - memory.since).unsigned_abs());
            let after = self.values_after(worth, gap, memory.cell, then);
            (gap, self.ask(after, memory.fresh, gap, memory.cell))
        };
        let waits = self.later_slots[slot].iter().map(|&then| {
            let asking = asked(then).1;
            asking.value - worth.prices[then] * asking.seconds
        });
        let wait = waits.fold(memory.in_exam, f32::max);
        let (gap, asking) = asked(slot);
        let worth_per_second = (asking.value - wait) / asking.seconds;
        SlotOffer { stay: Some(at), gap, asking, worth_per_second }
    }

    /// Adds the memories of what was asked in a slot.
    fn hold(&self, course: &mut StudyCourse, slot: usize, fresh: usize, cells: &[f32]) {
        for (cell, &cards) in cells.iter().enumerate().filter(|(_, cards)| **cards > 0.0) {
            let in_exam = self.in_exam[in_slot(slot, fresh) + cell];
            let memory = Memory { fresh, cell, since: self.days[slot] as i32, in_exam };
            course.stays.push(Stay { memory, cards, until: i32::MAX });
        }
    }

    /// The sum of the chances of recall so many days from now, after the study of that day.
    pub(super) fn recall_on(&self, course: &StudyCourse, day: u32, days_from_now: f32) -> f32 {
        let calibration = self.model.answer_stats.calibration();
        let slot = self.days.partition_point(|start| *start <= day).max(1) - 1;
        let held = |stay: &&Stay| stay.memory.since <= day as i32 && (day as i32) < stay.until;
        let chance = |stay: &Stay| {
            let days = days_from_now - stay.memory.since as f32;
            stay.cards * calibration.recall(self.retention(stay.memory), days)
        };
        let sum: f32 = course.stays.iter().filter(held).map(chance).sum();
        sum + course.unmet[slot] * self.model.guess
    }

    /// The score of the cards that may be asked, with `others` that may not: their number, and
    /// their chances.
    pub(super) fn score(&self, course: &StudyCourse, others: &[f32]) -> ScoreRange {
        let calibration = self.model.answer_stats.calibration();
        let (mut sum, mut variance, mut cards) = (0.0, 0.0, others.len() as f64);
        let mut slopes = [0.0; NUMBERS];
        for &chance in others {
            sum += f64::from(chance);
            variance += f64::from(chance * (1.0 - chance));
        }
        for Stay { memory, cards: own, .. } in
            course.stays.iter().filter(|stay| stay.until == i32::MAX)
        {
            cards += f64::from(*own);
            sum += f64::from(own * memory.in_exam);
            variance += f64::from(own * memory.in_exam * (1.0 - memory.in_exam));
            let days = self.until_exam - memory.since as f32;
            let gradient = calibration.gradient(self.retention(*memory), days);
            slopes.iter_mut().zip(gradient).for_each(|(sum, slope)| *sum += own * slope);
        }
        let unmet = f64::from(course.unmet.last().copied().unwrap_or(0.0));
        cards += unmet;
        sum += unmet * f64::from(self.model.guess);
        let mean = slopes.map(|slope| slope / (cards as f32).max(1.0));
        // What is left out by being negligible is as the rest.
        let all = f64::from(self.cards()) + others.len() as f64;
        let scale = if cards > 0.0 { all / cards } else { 0.0 };
        let doubt = calibration.variance(mean).sqrt();
        ScoreRange::from_sums(all.round() as usize, sum * scale, variance * scale, doubt)
    }

    fn retention(&self, memory: Memory) -> Retention {
        Retention {
            stability: stability(memory.cell),
            fresh: memory.fresh == 1,
            decay: self.model.scheduler.decay(),
        }
    }
}

/// Adds what answers leave of some cards.
fn spread(cells: &mut [f32], cards: f32, chances: [f32; 4], places: &[GridPlace; 4]) {
    for (chance, place) in chances.iter().zip(places) {
        for (cell, weight) in place.corners() {
            cells[cell] += cards * chance * weight;
        }
    }
}
