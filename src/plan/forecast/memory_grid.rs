//! Memories on a grid of stability and difficulty, and what a review makes of each.

use fsrs::MemoryState;

use crate::memory::Scheduler;

const STABILITIES: usize = 20;
const DIFFICULTIES: usize = 4;
/// How many memories there are.
pub(super) const CELLS: usize = STABILITIES * DIFFICULTIES;
/// The least and the longest stability, in days; the grid's steps are equal ratios.
const LEAST: f32 = 0.05;
const LONGEST: f32 = 500.0;
/// Days between two reviews; others are taken as the nearest of these.
pub(super) const GAPS: [u32; 21] =
    [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 21, 26, 32, 40, 50, 70, 100, 180, 365];

/// A place on the grid: its lower corner, and how far it lies from there, 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct GridPlace {
    corner: u16,
    right: f32,
    down: f32,
}

impl GridPlace {
    pub(super) fn new(memory: MemoryState) -> GridPlace {
        let along = (memory.stability / LEAST).ln() / (LONGEST / LEAST).ln();
        let x = along.clamp(0.0, 1.0) * (STABILITIES - 1) as f32;
        let y = ((memory.difficulty - 1.0) / 9.0).clamp(0.0, 1.0) * (DIFFICULTIES - 1) as f32;
        let (column, row) = ((x as usize).min(STABILITIES - 2), (y as usize).min(DIFFICULTIES - 2));
        GridPlace {
            corner: (column * DIFFICULTIES + row) as u16,
            right: x - column as f32,
            down: y - row as f32,
        }
    }

    /// The four corners around it with their weights, which add up to 1.
    pub(super) fn corners(self) -> [(usize, f32); 4] {
        let GridPlace { corner, right, down } = self;
        let corner = usize::from(corner);
        [
            (corner, (1.0 - right) * (1.0 - down)),
            (corner + 1, (1.0 - right) * down),
            (corner + DIFFICULTIES, right * (1.0 - down)),
            (corner + DIFFICULTIES + 1, right * down),
        ]
    }

    /// The value there of a table with a number for each cell.
    pub(super) fn value(self, table: &[f32]) -> f32 {
        self.corners().iter().map(|&(cell, weight)| table[cell] * weight).sum()
    }
}

/// What reviews make of the memories of the grid.
#[derive(Clone, Debug)]
pub(super) struct MemoryGrid {
    /// By gap and cell: the memory after each rating.
    after: Vec<[GridPlace; 4]>,
    /// The memory after a first answer of each rating.
    pub(super) first: [GridPlace; 4],
}

impl MemoryGrid {
    pub(super) fn new(scheduler: &Scheduler) -> MemoryGrid {
        let places = |before: Option<MemoryState>, days: u32| {
            let after = scheduler.memories(before, days);
            after.map_or([GridPlace::default(); 4], |after| after.map(GridPlace::new))
        };
        let after = GAPS
            .iter()
            .flat_map(|&gap| (0..CELLS).map(move |cell| places(Some(memory(cell)), gap)))
            .collect();
        MemoryGrid { after, first: places(None, 0) }
    }

    /// The memory of a cell after each rating, a gap (by its number) after the last review.
    pub(super) fn after(&self, gap: usize, cell: usize) -> &[GridPlace; 4] {
        &self.after[gap * CELLS + cell]
    }
}

/// The number of the gap that is nearest to so many days.
pub(super) fn nearest_gap(days: u32) -> usize {
    let after = GAPS.partition_point(|gap| *gap < days);
    match after {
        0 => 0,
        _ if after == GAPS.len() => GAPS.len() - 1,
        _ if days - GAPS[after - 1] < GAPS[after] - days => after - 1,
        _ => after,
    }
}

/// The stability of a cell, in days.
pub(super) fn stability(cell: usize) -> f32 {
    memory(cell).stability
}

fn memory(cell: usize) -> MemoryState {
    let share = (cell / DIFFICULTIES) as f32 / (STABILITIES - 1) as f32;
    MemoryState {
        stability: LEAST * (LONGEST / LEAST).powf(share),
        difficulty: 1.0 + 9.0 * (cell % DIFFICULTIES) as f32 / (DIFFICULTIES - 1) as f32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::settings::Settings;

    #[test]
    fn a_place_is_between_its_corners() {
        let log_stability: Vec<f32> = (0..CELLS).map(|cell| stability(cell).ln()).collect();
        for (given, difficulty) in [(0.05, 1.0), (0.21, 6.4), (2.3, 2.1), (499.0, 9.9)] {
            let place = GridPlace::new(MemoryState { stability: given, difficulty });
            assert!((place.value(&log_stability) - f32::ln(given)).abs() < 1e-3);
            assert!(
                (place.corners().iter().map(|corner| corner.1).sum::<f32>() - 1.0).abs() < 1e-5
            );
        }
    }

    #[test]
    fn the_nearest_gap_is_found() {
        let gap = |days| GAPS[nearest_gap(days)];
        assert_eq!([gap(0), gap(1), gap(8), gap(9), gap(60), gap(5000)], [1, 1, 8, 10, 70, 365]);
    }

    #[test]
    fn a_better_answer_lasts_longer() {
        let grid = MemoryGrid::new(&Scheduler::new(Settings::default(), Calendar::utc()));
        let log_stability: Vec<f32> = (0..CELLS).map(|cell| stability(cell).ln()).collect();
        let after = grid.after(nearest_gap(3), 9 * 4 + 1).map(|place| place.value(&log_stability));
        assert!(after.is_sorted() && after[0] < after[3], "{after:?}");
        assert!((grid.first[0].value(&log_stability) - 0.212_f32.ln()).abs() < 1e-2);
    }
}
