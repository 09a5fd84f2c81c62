//! What asking a card today is worth over all days until the exam.
//!
//! A second of each day has a price (see [`super::day_prices`]). At those prices each memory has a
//! best way to go on: to be asked on some later day, or never again (dynamic programming over the
//! grid, from the last day back). A card is then worth today what is gained by asking it today over
//! letting it wait, and the cards with the most of that for a second are today's.

use std::ops::Range;

use super::daily_budget::DailyBudget;
use super::memory_grid::{CELLS, GAPS, GridPlace, MemoryGrid, nearest_gap, stability};
use super::{CandidateCard, ForecastModel, MemorySnapshot, Retention, StudySeconds};
use crate::memory::scheduler::DAY;

/// After so many slots a card may be asked again, or in the last one.
const WAITS: [usize; 9] = [1, 2, 3, 4, 6, 9, 14, 21, 30];
/// So many are the later slots of any slot at most: the last one is always among them.
const MOST_WAITS: usize = WAITS.len() + 1;
/// The days until the exam are gathered into at most so many slots.
const MOST_SLOTS: u32 = 40;
/// The memories of all cards, counted by cell.
#[derive(Clone, Debug)]
pub(super) struct Population {
    /// Cards never asked.
    pub(super) new: f32,
    /// Cards asked before today, by fresh, gap and cell.
    pub(super) before: Vec<f32>,
    /// Cards asked today, by fresh and cell.
    pub(super) today: Vec<f32>,
}

/// The cards, the days and the learner: everything but the prices.
#[derive(Clone, Debug)]
pub struct StudyPlanner<'a> {
    pub(super) model: ForecastModel<'a>,
    pub(super) grid: MemoryGrid,
    pub(super) population: Population,
    /// The day of each slot, counted from today.
    pub(super) days: Vec<u32>,
    /// The seconds of each day.
    pub(super) seconds: Vec<f32>,
    /// How many cards the exam has, those that may not be asked included.
    pub(super) all_cards: f32,
    /// The days from now until the exam.
    pub(super) until_exam: f32,
    /// The later slots in which a card may be asked after each slot.
    pub(super) later_slots: Vec<Vec<usize>>,
    /// The chance of recall by fresh, gap and cell.
    recall: Vec<f32>,
    /// The chance of recall in the exam of what is asked in a slot, by slot, fresh and cell; and of
    /// what was asked before today, by fresh, gap and cell.
    pub(super) in_exam: Vec<f32>,
    pub(super) in_exam_before: Vec<f32>,
    first_ratings: [f32; 4],
    passed_ratings: [f32; 3],
    first_seconds: StudySeconds,
    later_seconds: StudySeconds,
}

/// A price for each slot, and what each memory is worth at them, by slot, fresh and cell.
#[derive(Clone, Debug)]
pub(super) struct Worth {
    pub(super) prices: Vec<f32>,
    table: Vec<f32>,
    /// What is left of a memory's worth once it was asked and paid for, by slot, later slot, fresh
    /// and cell.
    asked: Vec<f32>,
}

/// What an answer does: the chances of the ratings, where they lead, and what that is worth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking {
    pub(super) chances: [f32; 4],
    pub(super) value: f32,
    pub(super) seconds: f32,
}

/// What asking each card today is worth beyond letting it wait.
#[derive(Clone, Debug)]
pub(super) struct StudyValue {
    /// By fresh, gap and cell.
    before: Vec<f32>,
    /// Of a card that was never asked.
    pub(super) new: f32,
}

impl Worth {
    /// What is left of the worth of a memory of a slot that is asked in the nth of its later slots.
    pub(super) fn asked_later(
        &self,
        slot: usize,
        nth: usize,
        (fresh, cell): (usize, usize),
    ) -> f32 {
        self.asked[in_later_slot(slot, nth, fresh) + cell]
    }
}

impl StudyValue {
    /// What asking a card that was last asked before today is worth.
    pub(super) fn known(&self, snapshot: &MemorySnapshot, gap: u32) -> f32 {
        let start = before(usize::from(snapshot.fresh), nearest_gap(gap));
        GridPlace::new(snapshot.memory).value(&self.before[start..start + CELLS])
    }
}

impl<'a> StudyPlanner<'a> {
    /// The planner of an exam's cards.
    pub fn new(
        model: ForecastModel<'a>,
        candidates: &[CandidateCard],
        budget: &DailyBudget,
    ) -> StudyPlanner<'a> {
        let days_in_all = budget.seconds.len() as u32;
        let step = days_in_all.div_ceil(MOST_SLOTS).max(1);
        let days: Vec<u32> = (0..days_in_all).step_by(step as usize).collect();
        let until_exam = (model.exam.seconds_since(budget.now).max(0.0) / DAY) as f32;
        let slots = days.len();
        let later_slots = (0..slots)
            .map(|slot| {
                let mut later: Vec<usize> =
                    WAITS.iter().map(|wait| slot + wait).filter(|then| *then < slots).collect();
                if slot + 1 < slots && later.last() != Some(&(slots - 1)) {
                    later.push(slots - 1);
                }
                later
            })
            .collect();
        let recall = |fresh: usize, cell: usize, days: f32| {
            let memory = Retention {
                stability: stability(cell),
                fresh: fresh == 1,
                decay: model.scheduler.decay(),
            };
            model.answer_stats.calibration().recall(memory, days)
        };
        let by_gap = |from: f32| {
            let all = (0..2).flat_map(|fresh| GAPS.map(|gap| (fresh, gap as f32)));
            let cells = |(fresh, gap)| (0..CELLS).map(move |cell| (fresh, gap, cell));
            all.flat_map(cells).map(|(fresh, gap, cell)| recall(fresh, cell, gap + from)).collect()
        };
        let slots = days.iter().flat_map(|day| [(0, *day), (1, *day)]);
        let cells = |(fresh, day)| (0..CELLS).map(move |cell| (fresh, day, cell));
        let in_exam = slots
            .flat_map(cells)
            .map(|(fresh, day, cell)| recall(fresh, cell, (until_exam - day as f32).max(0.0)));
        let (first_seconds, later_seconds) = mean_seconds(candidates);
        StudyPlanner {
            grid: MemoryGrid::new(model.scheduler),
            population: Population::new(candidates, budget),
            seconds: budget.seconds.clone(),
            all_cards: candidates.len() as f32,
            until_exam,
            later_slots,
            recall: by_gap(0.0),
            in_exam: in_exam.collect(),
            in_exam_before: by_gap(until_exam),
            first_ratings: model.answer_stats.first_ratings(),
            passed_ratings: model.answer_stats.recalled_ratings(),
            first_seconds,
            later_seconds,
            days,
            model,
        }
    }

    /// The days of a slot, counted from today.
    pub(super) fn slot_days(&self, slot: usize) -> Range<usize> {
        let next = self.days.get(slot + 1).map_or(self.seconds.len(), |next| *next as usize);
        self.days[slot] as usize..next
    }

    /// What memories are worth at a price for each slot.
    pub(super) fn worth_at(&self, prices: Vec<f32>) -> Worth {
        let slots = self.days.len();
        let asked = vec![0.0; slots * MOST_WAITS * 2 * CELLS];
        let mut worth = Worth { prices, table: self.in_exam.clone(), asked };
        for slot in (0..slots).rev() {
            for (nth, &then) in self.later_slots[slot].iter().enumerate() {
                let gap = nearest_gap(self.days[then] - self.days[slot]);
                for cell in 0..CELLS {
                    let after = self.values_after(&worth, gap, cell, then);
                    for fresh in 0..2 {
                        let asking = self.ask(after, fresh, gap, cell);
                        let net = asking.value - worth.prices[then] * asking.seconds;
                        worth.asked[in_later_slot(slot, nth, fresh) + cell] = net;
                        let best = &mut worth.table[in_slot(slot, fresh) + cell];
                        *best = best.max(net);
                    }
                }
            }
        }
        worth
    }

    /// What a memory asked in a slot is worth after each rating.
    pub(super) fn values_after(
        &self,
        worth: &Worth,
        gap: usize,
        cell: usize,
        slot: usize,
    ) -> [f32; 4] {
        let table = &worth.table[in_slot(slot, 0)..][..CELLS];
        self.grid.after(gap, cell).map(|place| place.value(table))
    }

    /// What asking a memory does, given what it is worth after each rating.
    pub(super) fn ask(&self, after: [f32; 4], fresh: usize, gap: usize, cell: usize) -> Asking {
        let recalled = self.recall[before(fresh, gap) + cell];
        let [hard, good, easy] = self.passed_ratings;
        let chances = [1.0 - recalled, recalled * hard, recalled * good, recalled * easy];
        Asking {
            chances,
            value: chances.iter().zip(after).map(|(chance, value)| chance * value).sum(),
            seconds: self.later_seconds.expected(1.0 - recalled),
        }
    }

    /// What asking a card for the first time in a slot does.
    pub(super) fn ask_new(&self, worth: &Worth, slot: usize) -> Asking {
        let table = &worth.table[in_slot(slot, 1)..][..CELLS];
        let values = self.grid.first.map(|place| place.value(table));
        let chances = self.first_ratings;
        Asking {
            chances,
            value: chances.iter().zip(values).map(|(chance, value)| chance * value).sum(),
            seconds: self.first_seconds.expected(chances[0]),
        }
    }

    /// What asking each card today is worth beyond the best of letting it wait.
    pub(super) fn value_today(&self, worth: &Worth) -> StudyValue {
        let net = |asking: Asking, slot: usize| asking.value - worth.prices[slot] * asking.seconds;
        let mut values = Vec::with_capacity(self.in_exam_before.len());
        for fresh in 0..2 {
            for (gap, days) in GAPS.into_iter().enumerate() {
                for cell in 0..CELLS {
                    let asked = |slot: usize| {
                        let gap = nearest_gap(days + self.days[slot]);
                        self.ask(self.values_after(worth, gap, cell, slot), fresh, gap, cell)
                    };
                    let waits = self.later_slots[0].iter().map(|&slot| net(asked(slot), slot));
                    let wait = waits.fold(self.in_exam_before[before(fresh, gap) + cell], f32::max);
                    values.push(asked(0).value - wait);
                }
            }
        }
        let new = self.ask_new(worth, 0).value - self.best_meeting_after(worth, 0);
        StudyValue { before: values, new }
    }

    /// The best of meeting a card in a later slot, or never.
    pub(super) fn best_meeting_after(&self, worth: &Worth, slot: usize) -> f32 {
        let later = (slot + 1..self.days.len()).map(|then| {
            let asking = self.ask_new(worth, then);
            asking.value - worth.prices[then] * asking.seconds
        });
        later.fold(self.model.guess, f32::max)
    }

    /// How many cards may be asked.
    pub(super) fn cards(&self) -> f32 {
        let Population { new, before, today } = &self.population;
        new + before.iter().chain(today).sum::<f32>()
    }
}

impl Population {
    fn new(candidates: &[CandidateCard], budget: &DailyBudget) -> Population {
        let mut population = Population {
            new: 0.0,
            before: vec![0.0; 2 * GAPS.len() * CELLS],
            today: vec![0.0; 2 * CELLS],
        };
        for candidate in candidates.iter().filter(|candidate| candidate.open) {
            let Some(snapshot) = &candidate.snapshot else {
                population.new += 1.0;
                continue;
            };
            let (fresh, gap) = (usize::from(snapshot.fresh), budget.gap(snapshot));
            let cells = match gap {
                0 => &mut population.today[fresh * CELLS..][..CELLS],
                _ => &mut population.before[before(fresh, nearest_gap(gap))..][..CELLS],
            };
            for (cell, weight) in GridPlace::new(snapshot.memory).corners() {
                cells[cell] += weight;
            }
        }
        population
    }
}

/// The mean seconds of first and of later answers. Where there are none of a kind they are as long
/// as the others.
fn mean_seconds(candidates: &[CandidateCard]) -> (StudySeconds, StudySeconds) {
    let mean = |new: bool| {
        let some = candidates.iter().filter(|card| card.open && card.snapshot.is_none() == new);
        let (mut sum, mut count) = (StudySeconds { recalled: 0.0, failed: 0.0 }, 0.0);
        for candidate in some {
            sum.recalled += candidate.seconds.recalled;
            sum.failed += candidate.seconds.failed;
            count += 1.0;
        }
        (count > 0.0)
            .then(|| StudySeconds { recalled: sum.recalled / count, failed: sum.failed / count })
    };
    let (first, later) = (mean(true), mean(false));
    // What is met today comes back sooner than it was met.
    let later = later.or(first
        .map(|first| StudySeconds { recalled: first.failed / 2.5, failed: first.failed / 1.5 }));
    let any = StudySeconds { recalled: 10.0, failed: 15.0 };
    (first.or(later).unwrap_or(any), later.unwrap_or(any))
}

/// Where the cells begin of a table by fresh, gap and cell.
pub(super) fn before(fresh: usize, gap: usize) -> usize {
    (fresh * GAPS.len() + gap) * CELLS
}

/// Where the cells begin of a table by slot, fresh and cell.
pub(super) fn in_slot(slot: usize, fresh: usize) -> usize {
    (slot * 2 + fresh) * CELLS
}

/// Where the cells begin of a table by slot, later slot, fresh and cell.
fn in_later_slot(slot: usize, nth: usize, fresh: usize) -> usize {
    ((slot * MOST_WAITS + nth) * 2 + fresh) * CELLS
}
