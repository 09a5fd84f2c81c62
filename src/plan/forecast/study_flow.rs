//! All cards going their best ways until the exam: how many seconds and answers that makes on each
//! day, and how much is recalled.

use super::Retention;
use super::calibration::NUMBERS;
use super::memory_grid::{CELLS, GAPS, GridPlace, nearest_gap, stability};
use super::study_planner::{StudyPlanner, Worth, before, in_slot};

/// Ways that are worth nearly the same are taken by nearly as many cards: where one is worse by
/// this, by one card for three that go the other.
const NEARLY: f32 = 0.004;
/// A smaller share of a card is left where it is.
const NEGLIGIBLE: f32 = 1e-3;

/// What the days need and bring.
#[derive(Clone, Debug, Default)]
pub(super) struct StudyFlow {
    /// The seconds, first answers and later answers of each slot.
    pub(super) seconds: Vec<f32>,
    pub(super) new: Vec<f32>,
    pub(super) reviews: Vec<f32>,
    /// The sum of the chances of recall in the exam, the variance of the number recalled, and how
    /// much the sum moves with what is not known of the learner.
    pub(super) in_exam: f32,
    pub(super) variance: f32,
    pub(super) slopes: [f32; NUMBERS],
    /// Which memories are held from when until when.
    stays: Vec<Stay>,
    /// How many cards are met in each slot; the last number is those never met.
    unmet_until: Vec<f32>,
    /// Memories by slot, fresh and cell.
    mass: Vec<f32>,
    traced: bool,
}

/// A share of a card that keeps its memory for some days.
#[derive(Clone, Copy, Debug)]
struct Stay {
    fresh: bool,
    cell: u16,
    share: f32,
    /// The day of the last answer and that of the next, counted from today.
    since: i32,
    until: i32,
}

/// A way to go on: being asked in a slot, or not any more.
#[derive(Clone, Copy, Debug)]
struct Way {
    slot: Option<(usize, usize)>,
    chances: [f32; 4],
    seconds: f32,
    net: f32,
}

/// A memory that goes on.
#[derive(Clone, Copy, Debug)]
struct Memory {
    fresh: usize,
    cell: usize,
    since: i32,
    in_exam: f32,
}

impl StudyPlanner<'_> {
    /// What becomes of all cards at these prices; `traced` if [`StudyFlow::recall_on`] is wanted.
    pub(super) fn flow(&self, worth: &Worth, traced: bool) -> StudyFlow {
        let slots = self.days.len();
        let mut flow = StudyFlow {
            seconds: vec![0.0; slots],
            new: vec![0.0; slots],
            reviews: vec![0.0; slots],
            mass: vec![0.0; slots * 2 * CELLS],
            traced,
            ..StudyFlow::default()
        };
        flow.mass[..2 * CELLS].copy_from_slice(&self.population.today);
        let mut ways = Vec::new();
        for fresh in 0..2 {
            for (gap, days) in GAPS.into_iter().enumerate() {
                for cell in 0..CELLS {
                    let share = self.population.before[before(fresh, gap) + cell];
                    if share > NEGLIGIBLE {
                        let in_exam = self.in_exam_before[before(fresh, gap) + cell];
                        let memory = Memory { fresh, cell, since: -(days as i32), in_exam };
                        self.ways(worth, memory, None, &mut ways);
                        self.move_on(&mut flow, memory, share, &mut ways);
                    }
                }
            }
        }
        self.meet(worth, &mut flow);
        for slot in 0..slots {
            for fresh in 0..2 {
                for cell in 0..CELLS {
                    let share = flow.mass[in_slot(slot, fresh) + cell];
                    if share > NEGLIGIBLE {
                        let in_exam = self.in_exam[in_slot(slot, fresh) + cell];
                        let since = self.days[slot] as i32;
                        let memory = Memory { fresh, cell, since, in_exam };
                        self.ways(worth, memory, Some(slot), &mut ways);
                        self.move_on(&mut flow, memory, share, &mut ways);
                    }
                }
            }
        }
        flow
    }

    /// The ways of a memory after a slot; of one from before today, none is given.
    fn ways(&self, worth: &Worth, memory: Memory, slot: Option<usize>, ways: &mut Vec<Way>) {
        ways.clear();
        ways.push(Way { slot: None, chances: [0.0; 4], seconds: 0.0, net: memory.in_exam });
        let today = slot.is_none().then_some(0);
        for then in today.into_iter().chain(self.later_slots[slot.unwrap_or(0)].iter().copied()) {
            let gap = nearest_gap((self.days[then] as i32 - memory.since).unsigned_abs());
            let after = self.values_after(worth, gap, memory.cell, then);
            let asking = self.ask(after, memory.fresh, gap, memory.cell);
            ways.push(Way {
                slot: Some((then, gap)),
                chances: asking.chances,
                seconds: asking.seconds,
                net: asking.value - worth.prices[then] * asking.seconds,
            });
        }
    }

    /// Sends a share of a card the ways that are best.
    fn move_on(&self, flow: &mut StudyFlow, memory: Memory, share: f32, ways: &mut [Way]) {
        weigh(ways);
        for way in ways.iter() {
            let share = share * way.net;
            let mut until = i32::MAX;
            if let Some((slot, gap)) = way.slot {
                until = self.days[slot] as i32;
                flow.seconds[slot] += share * way.seconds;
                flow.reviews[slot] += share;
                let places = self.grid.after(gap, memory.cell);
                flow.answer(share, way.chances, places, in_slot(slot, 0));
            } else {
                flow.in_exam += share * memory.in_exam;
                flow.variance += share * memory.in_exam * (1.0 - memory.in_exam);
                if flow.traced && share > NEGLIGIBLE {
                    self.add_slopes(flow, memory, share);
                }
            }
            if flow.traced && share > NEGLIGIBLE {
                let (fresh, cell) = (memory.fresh == 1, memory.cell as u16);
                flow.stays.push(Stay { fresh, cell, share, since: memory.since, until });
            }
        }
    }

    fn add_slopes(&self, flow: &mut StudyFlow, memory: Memory, share: f32) {
        let retention = self.retention(memory.cell, memory.fresh == 1);
        let days = self.until_exam - memory.since as f32;
        let slopes = self.model.answer_stats.calibration().gradient(retention, days);
        flow.slopes.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += share * slope);
    }

    fn retention(&self, cell: usize, fresh: bool) -> Retention {
        Retention { stability: stability(cell), fresh, decay: self.model.scheduler.decay() }
    }

    /// Meets the cards that were never asked.
    fn meet(&self, worth: &Worth, flow: &mut StudyFlow) {
        let mut left = self.population.new;
        if left <= 0.0 {
            flow.unmet_until = vec![0.0; self.days.len()];
            return;
        }
        let asked = |slot: usize| {
            let asking = self.ask_new(worth, slot);
            let net = asking.value - worth.prices[slot] * asking.seconds;
            Way { slot: Some((slot, 0)), chances: asking.chances, seconds: asking.seconds, net }
        };
        let never = Way { slot: None, chances: [0.0; 4], seconds: 0.0, net: self.model.guess };
        let mut ways: Vec<Way> = (0..self.days.len()).map(asked).chain([never]).collect();
        weigh(&mut ways);
        for way in ways {
            let share = self.population.new * way.net;
            let Some((slot, _)) = way.slot else {
                flow.in_exam += share * self.model.guess;
                continue;
            };
            flow.seconds[slot] += share * way.seconds;
            flow.new[slot] += share;
            flow.answer(share, way.chances, &self.grid.first, in_slot(slot, 1));
            left -= share;
            flow.unmet_until.push(left.max(0.0));
        }
    }

    /// The sum of the chances of recall so many days from now, after the study of that day.
    pub(super) fn recall_on(&self, flow: &StudyFlow, day: u32, days_from_now: f32) -> f32 {
        let calibration = self.model.answer_stats.calibration();
        let slot = self.days.partition_point(|start| *start <= day).max(1) - 1;
        let held = |stay: &&Stay| stay.since <= day as i32 && (day as i32) < stay.until;
        let chance = |stay: &Stay| {
            let memory = self.retention(usize::from(stay.cell), stay.fresh);
            stay.share * calibration.recall(memory, days_from_now - stay.since as f32)
        };
        let unmet = flow.unmet_until.get(slot).copied().unwrap_or(0.0);
        flow.stays.iter().filter(held).map(chance).sum::<f32>() + unmet * self.model.guess
    }
}

impl StudyFlow {
    /// Adds what an answer leaves of a share of a card to a slot's memories.
    fn answer(&mut self, share: f32, chances: [f32; 4], places: &[GridPlace; 4], start: usize) {
        for (chance, place) in chances.iter().zip(places) {
            for (cell, weight) in place.corners() {
                self.mass[start + cell] += share * chance * weight;
            }
        }
    }
}

/// Replaces what each way is worth by the share of cards that goes it.
fn weigh(ways: &mut [Way]) {
    let best = ways.iter().map(|way| way.net).fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for way in ways.iter_mut() {
        way.net = ((way.net - best) / NEARLY).exp();
        sum += way.net;
    }
    ways.iter_mut().for_each(|way| way.net /= sum);
}
