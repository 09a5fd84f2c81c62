//! How many seconds the days need at some prices, if all cards go their best ways.
//!
//! Ways that are worth nearly the same are taken by nearly as many cards, so that what the days
//! need moves smoothly with the prices.

use super::memory_grid::{CELLS, GAPS, GridPlace, nearest_gap};
use super::study_planner::{Asking, StudyPlanner, Worth, before, in_slot};

/// Where a way is worse than another by this, one card goes it for three that go the other.
const NEARLY: f32 = 0.02;
/// A smaller share of a card is left where it is.
const NEGLIGIBLE: f32 = 1e-2;
/// A way that a smaller share of the cards goes is not followed.
const RARE: f32 = 1e-3;

/// What the days need so far, and the memories that are in them, by slot, fresh and cell.
struct StudyFlow {
    seconds: Vec<f32>,
    mass: Vec<f32>,
}

/// A way to go on: being asked in a slot, or not any more.
#[derive(Clone, Copy, Debug)]
struct Way {
    slot: Option<usize>,
    gap: usize,
    chances: [f32; 4],
    seconds: f32,
    net: f32,
}

/// A memory that goes on: last asked on a day, counted from today, and recalled so in the exam if
/// it is not asked again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Memory {
    pub(super) fresh: usize,
    pub(super) cell: usize,
    pub(super) since: i32,
    pub(super) in_exam: f32,
}

impl StudyPlanner<'_> {
    /// The seconds that each slot needs at these prices.
    pub(super) fn seconds_needed(&self, worth: &Worth) -> Vec<f32> {
        let slots = self.days.len();
        let mut flow = StudyFlow { seconds: vec![0.0; slots], mass: vec![0.0; slots * 2 * CELLS] };
        flow.mass[..2 * CELLS].copy_from_slice(&self.population.today);
        let mut ways = Vec::new();
        for (memory, share) in self.memories_before() {
            self.ways_from_before(worth, memory, &mut ways);
            self.move_on(&mut flow, memory.cell, share, &mut ways);
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
                        self.ways_after(worth, memory, slot, &mut ways);
                        self.move_on(&mut flow, cell, share, &mut ways);
                    }
                }
            }
        }
        flow.seconds
    }

    /// The memories of the cards that were asked before today, each with how many there are.
    pub(super) fn memories_before(&self) -> impl Iterator<Item = (Memory, f32)> {
        let all = (0..2).flat_map(|fresh| (0..GAPS.len()).map(move |gap| (fresh, gap)));
        let cells = all.flat_map(|(fresh, gap)| (0..CELLS).map(move |cell| (fresh, gap, cell)));
        cells.filter_map(|(fresh, gap, cell)| {
            let place = before(fresh, gap) + cell;
            let (share, in_exam) = (self.population.before[place], self.in_exam_before[place]);
            let since = -(GAPS[gap] as i32);
            (share > 0.0).then_some((Memory { fresh, cell, since, in_exam }, share))
        })
    }

    /// The ways of a memory from before today.
    fn ways_from_before(&self, worth: &Worth, memory: Memory, ways: &mut Vec<Way>) {
        ways.clear();
        ways.push(Way::never(memory.in_exam));
        for then in std::iter::once(0).chain(self.later_slots[0].iter().copied()) {
            let gap = nearest_gap((self.days[then] as i32 - memory.since).unsigned_abs());
            let after = self.values_after(worth, gap, memory.cell, then);
            let asking = self.ask(after, memory.fresh, gap, memory.cell);
            let net = asking.value - worth.prices[then] * asking.seconds;
            let Asking { chances, seconds, .. } = asking;
            ways.push(Way { slot: Some(then), gap, chances, seconds, net });
        }
    }

    /// The ways of a memory of a slot.
    fn ways_after(&self, worth: &Worth, memory: Memory, slot: usize, ways: &mut Vec<Way>) {
        ways.clear();
        ways.push(Way::never(memory.in_exam));
        for (nth, &then) in self.later_slots[slot].iter().enumerate() {
            let gap = nearest_gap(self.days[then] - self.days[slot]);
            let net = worth.asked_later(slot, nth, (memory.fresh, memory.cell));
            let Asking { chances, seconds, .. } =
                self.ask([0.0; 4], memory.fresh, gap, memory.cell);
            ways.push(Way { slot: Some(then), gap, chances, seconds, net });
        }
    }

    /// Sends a share of a card the ways that are best.
    fn move_on(&self, flow: &mut StudyFlow, cell: usize, share: f32, ways: &mut [Way]) {
        weigh(ways);
        for way in ways.iter().filter(|way| way.net > RARE) {
            let Some(slot) = way.slot else { continue };
            flow.seconds[slot] += share * way.net * way.seconds;
            let places = self.grid.after(way.gap, cell);
            flow.answer(share * way.net, way.chances, places, in_slot(slot, 0));
        }
    }

    /// Meets the cards that were never asked.
    fn meet(&self, worth: &Worth, flow: &mut StudyFlow) {
        let asked = |slot: usize| {
            let asking = self.ask_new(worth, slot);
            let net = asking.value - worth.prices[slot] * asking.seconds;
            let (chances, seconds) = (asking.chances, asking.seconds);
            Way { slot: Some(slot), gap: 0, chances, seconds, net }
        };
        let never = Way::never(self.model.guess);
        let mut ways: Vec<Way> = (0..self.days.len()).map(asked).chain([never]).collect();
        weigh(&mut ways);
        for way in ways {
            let Some(slot) = way.slot else { continue };
            let share = self.population.new * way.net;
            flow.seconds[slot] += share * way.seconds;
            flow.answer(share, way.chances, &self.grid.first, in_slot(slot, 1));
        }
    }
}

impl Way {
    /// Not being asked any more.
    fn never(in_exam: f32) -> Way {
        Way { slot: None, gap: 0, chances: [0.0; 4], seconds: 0.0, net: in_exam }
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
    for way in ways {
        way.net /= sum;
    }
}
