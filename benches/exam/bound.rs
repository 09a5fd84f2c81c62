//! What nobody can do better than: an upper bound on the share recalled, for a student whose memory
//! follows FSRS.
//!
//! An oracle that knows the student's parameters, how long each card takes and what every answer
//! left behind studies one card as well as can be (dynamic programming over days and memory
//! states), where a second of each day has a price. With the day's seconds sold at those prices,
//! the sum over all cards is above whatever a plan within the minutes can reach, whatever the
//! prices are (weak duality); the prices are moved until the bound is low. Memory states lie on a
//! grid.

use fsrs::MemoryState;
use lacuna::memory::CardId;
use lacuna::rng::Rng;

use crate::student::{PASSED, Student, below, drawn, normal, uniform};

const STABILITIES: usize = 40;
const DIFFICULTIES: usize = 6;
const CELLS: usize = STABILITIES * DIFFICULTIES;
const LEAST: f64 = 0.01;
const MOST: f64 = 1000.0;
/// Cards are gathered in so many classes by their seconds, and prices are moved so often.
const CLASSES: usize = 5;
const ROUNDS: usize = 80;
/// So many cards of each class show how many seconds a day would be bought.
const SAMPLES: usize = 40;
/// How finely the days of nearly equal worth are told apart when these choose.
const COARSE: f64 = 0.01;
/// The mean of the scatter of answer times.
const SCATTER: f64 = 1.032;

/// A place on the grid: its lower corner, and how far it lies from there.
#[derive(Clone, Copy)]
struct Place(usize, f64, f64);

/// How one student's memory goes on.
struct Model<'a> {
    student: &'a Student,
    days: usize,
    /// By days gone by and cell: the chance of recall, and the state after each rating.
    steps: Vec<(f64, [Place; 4])>,
    /// The state after a first answer of each rating, for five degrees of hardness, with its
    /// chances.
    first: Vec<([f64; 4], [Place; 4])>,
}

/// What a card costs in seconds: when it is recalled, and for reading it when it is met.
#[derive(Clone, Copy)]
struct Cost {
    usual: f64,
    reading: f64,
}

/// What a card is worth when it was last asked on a day, by cell.
struct Worth(Vec<f64>);

impl Worth {
    fn at(&self, day: usize, Place(corner, right, down): Place) -> f64 {
        let of = |add: usize| self.0[day * CELLS + corner + add];
        let upper = of(0) * (1.0 - right) + of(DIFFICULTIES) * right;
        upper * (1.0 - down) + (of(1) * (1.0 - right) + of(DIFFICULTIES + 1) * right) * down
    }
}

fn cell(at: usize) -> MemoryState {
    let stability =
        LEAST * (MOST / LEAST).powf((at / DIFFICULTIES) as f64 / (STABILITIES - 1) as f64);
    let difficulty = 1.0 + 9.0 * (at % DIFFICULTIES) as f64 / (DIFFICULTIES - 1) as f64;
    MemoryState { stability: stability as f32, difficulty: difficulty as f32 }
}

fn place(state: MemoryState) -> Place {
    let along = (f64::from(state.stability) / LEAST).ln() / (MOST / LEAST).ln();
    let x = along.clamp(0.0, 1.0) * (STABILITIES - 1) as f64;
    let y = ((f64::from(state.difficulty) - 1.0) / 9.0).clamp(0.0, 1.0) * (DIFFICULTIES - 1) as f64;
    let (column, row) = ((x as usize).min(STABILITIES - 2), (y as usize).min(DIFFICULTIES - 2));
    Place(column * DIFFICULTIES + row, x - column as f64, y - row as f64)
}

impl<'a> Model<'a> {
    fn new(student: &'a Student, days: usize) -> Model<'a> {
        let step = |(gone, at): (usize, usize)| {
            let (state, recalled) = (cell(at), student.recall_of(cell(at), gone as f64));
            (recalled, student.states(Some(state), gone as u32).map(place))
        };
        let steps =
            (0..days).flat_map(|gone| (0..CELLS).map(move |at| (gone, at))).map(step).collect();
        let first = |hard: f64| {
            let mut rng = Rng::new(1);
            let mut chances = [0.0; 4];
            for _ in 0..4000 {
                chances[drawn(
                    &student.family.first(),
                    below(0.8f64.mul_add(normal(&mut rng), -0.6 * hard)),
                )] += 1.0 / 4000.0;
            }
            let harder = |state: MemoryState| MemoryState {
                stability: state.stability * (-0.5 * hard).exp() as f32,
                ..state
            };
            (chances, student.states(None, 0).map(|state| place(harder(state))))
        };
        Model { student, days, steps, first: [-1.4, -0.53, 0.0, 0.53, 1.4].map(first).to_vec() }
    }

    /// What is recalled in the exam of a card in this state that was last asked on a day.
    fn rest(&self, day: usize, at: usize) -> f64 {
        self.student.recall_of(cell(at), (self.days - day) as f64 - 0.25)
    }

    /// What asking again on day `then` is worth, and what it costs in seconds.
    fn visit(&self, worth: &Worth, at: usize, day: usize, then: usize, usual: f64) -> (f64, f64) {
        let (recalled, after) = &self.steps[(then - day) * CELLS + at];
        let of = |rating: usize| worth.at(then, after[rating]);
        let passed: f64 = PASSED.iter().enumerate().map(|(at, chance)| chance * of(at + 1)).sum();
        (passed * recalled + of(0) * (1.0 - recalled), usual * (1.0 + 0.5 * (1.0 - recalled)))
    }

    /// What a first answer on a day is worth, and what it costs in seconds.
    fn meet(&self, worth: &Worth, day: usize, cost: Cost) -> (f64, f64) {
        let of = |(chances, after): &([f64; 4], [Place; 4])| {
            chances
                .iter()
                .zip(after)
                .map(|(chance, place)| chance * worth.at(day, *place))
                .sum::<f64>()
        };
        let sum: f64 = self.first.iter().map(of).sum();
        let failing = self.student.family.first()[0];
        (sum / self.first.len() as f64, cost.usual * (1.0 + 0.5 * failing) + cost.reading)
    }

    fn worth(&self, prices: &[f64], usual: f64) -> Worth {
        let mut worth = Worth(vec![0.0; self.days * CELLS]);
        for day in (0..self.days).rev() {
            for at in 0..CELLS {
                let visits = (day + 1..self.days).map(|then| {
                    let (value, seconds) = self.visit(&worth, at, day, then, usual);
                    value - prices[then] * seconds
                });
                worth.0[day * CELLS + at] = visits.fold(self.rest(day, at), f64::max);
            }
        }
        worth
    }

    /// Follows one card through the days, and adds up the seconds that it buys.
    fn follow(&self, worth: &Worth, prices: &[f64], cost: Cost, rng: &mut Rng, bought: &mut [f64]) {
        let offers: Vec<(f64, f64)> =
            (0..self.days).map(|day| self.meet(worth, day, cost)).collect();
        let values =
            offers.iter().zip(prices).map(|((value, seconds), price)| value - price * seconds);
        let Some(mut day) = choose(&values.chain([0.0]).collect::<Vec<_>>(), rng) else { return };
        bought[day] += offers[day].1;
        let (chances, after) = &self.first[rng.below(self.first.len())];
        let mut at = near(after[drawn(chances, uniform(rng))], rng);
        loop {
            let offers: Vec<(f64, f64)> = (day + 1..self.days)
                .map(|then| self.visit(worth, at, day, then, cost.usual))
                .collect();
            let values = offers
                .iter()
                .zip(&prices[day + 1..])
                .map(|((value, seconds), price)| value - price * seconds);
            let Some(wait) = choose(&values.chain([self.rest(day, at)]).collect::<Vec<_>>(), rng)
            else {
                return;
            };
            let (recalled, after) = &self.steps[(wait + 1) * CELLS + at];
            let rating =
                if uniform(rng) < *recalled { 1 + drawn(&PASSED, uniform(rng)) } else { 0 };
            at = near(after[rating], rng);
            day += wait + 1;
            bought[day] += offers[wait].1;
        }
    }
}

/// One of the best; none if that is the last, which means no more study.
fn choose(values: &[f64], rng: &mut Rng) -> Option<usize> {
    let most = values.iter().copied().fold(f64::MIN, f64::max);
    let weights: Vec<f64> = values.iter().map(|value| ((value - most) / COARSE).exp()).collect();
    let mut left = uniform(rng) * weights.iter().sum::<f64>();
    let found = weights.iter().position(|weight| {
        left -= weight;
        left < 0.0
    });
    found.filter(|at| at + 1 < values.len())
}

/// A corner of the grid near a place, by chance the nearer the likelier.
fn near(Place(corner, right, down): Place, rng: &mut Rng) -> usize {
    let beyond =
        |share: f64, step: usize, rng: &mut Rng| if uniform(rng) < share { step } else { 0 };
    corner + beyond(right, DIFFICULTIES, rng) + beyond(down, 1, rng)
}

/// The bound: a share of the cards, given days of so many seconds.
pub(crate) fn best_share(student: &Student, cards: &[CardId], days: usize, seconds: f64) -> f64 {
    let (model, mut rng) = (Model::new(student, days), Rng::new(1));
    let cost = |card: &CardId| Cost {
        usual: student.usual(card) * SCATTER,
        reading: student.reading_seconds(card) * SCATTER,
    };
    let mut costs: Vec<Cost> = cards.iter().map(cost).collect();
    costs.sort_by(|a, b| (a.usual + a.reading).total_cmp(&(b.usual + b.reading)));
    let classes: Vec<(f64, Cost)> = costs
        .chunks(costs.len().div_ceil(CLASSES))
        .map(|some| {
            let n = some.len() as f64;
            let usual = some.iter().map(|cost| cost.usual).sum::<f64>() / n;
            let reading = some.iter().map(|cost| cost.reading).sum::<f64>() / n;
            (n, Cost { usual, reading })
        })
        .collect();
    let (mut prices, mut best) = (vec![0.01; days], f64::MAX);
    for round in 0..ROUNDS {
        let (mut value, mut bought) = (0.0, vec![0.0; days]);
        for &(count, own) in &classes {
            let worth = model.worth(&prices, own.usual);
            let offers = (0..days).map(|day| (day, model.meet(&worth, day, own)));
            value += count
                * offers.map(|(day, (value, cost))| value - prices[day] * cost).fold(0.0, f64::max);
            let mut some = vec![0.0; days];
            (0..SAMPLES).for_each(|_| model.follow(&worth, &prices, own, &mut rng, &mut some));
            bought
                .iter_mut()
                .zip(&some)
                .for_each(|(all, some)| *all += some * count / SAMPLES as f64);
        }
        let sold: f64 = prices.iter().map(|price| price * seconds).sum();
        best = best.min((value + sold) / cards.len() as f64);
        let pace = 0.5 / (1.0 + 0.12 * round as f64);
        for (price, bought) in prices.iter_mut().zip(&bought) {
            *price = (*price * (pace * (bought / seconds - 1.0).clamp(-1.0, 1.5)).exp())
                .clamp(1e-8, 1.0);
        }
    }
    best.min(1.0)
}
