//! A student: a memory that the app does not know, and a way of answering.

use std::collections::HashMap;

use fsrs::{DEFAULT_PARAMETERS, FSRS, MemoryState, current_retrievability};
use lacuna::clock::Moment;
use lacuna::memory::{CardId, Rating};
use lacuna::rng::{Rng, text_seed};

const DAY: f64 = 86_400.0;
/// How often a new card is rated Again, Hard, Good and Easy, and a recalled one Hard, Good and Easy
/// (Anki's users).
pub(crate) const FIRST: [f64; 4] = [0.24, 0.094, 0.495, 0.171];
pub(crate) const PASSED: [f64; 3] = [0.224, 0.631, 0.145];

/// How memory works.
enum Memory {
    /// FSRS-6 with other parameters.
    Fsrs(FSRS, f32),
    /// Activation that sums up all encounters, each of which decays the faster the more active the
    /// memory was (Pavlik and Anderson 2005, "Practice and forgetting effects on vocabulary
    /// memory"), with this threshold.
    Activation(f64),
}

/// What a card left behind.
struct Card {
    state: MemoryState,
    last: Moment,
    /// The encounters and how fast each decays.
    encounters: Vec<(Moment, f64)>,
}

/// A student.
pub(crate) struct Student {
    memory: Memory,
    cards: HashMap<CardId, Card>,
    rng: Rng,
    seed: u64,
    /// How many times as long as others this one takes.
    slow: f64,
}

impl Student {
    /// The student of that seed.
    pub(crate) fn new(seed: u64) -> Student {
        let mut rng = Rng::new(text_seed("student", seed));
        let memory = if seed % 4 == 3 {
            Memory::Activation(-2.0 + 0.25 * normal(&mut rng))
        } else {
            let mut parameters = DEFAULT_PARAMETERS.to_vec();
            let all = normal(&mut rng);
            for (at, parameter) in parameters.iter_mut().enumerate() {
                let spread = match at {
                    0..4 => 0.35 * all + 0.15 * normal(&mut rng),
                    20 => 0.15 * normal(&mut rng),
                    _ => 0.12 * normal(&mut rng),
                };
                *parameter *= spread.exp() as f32;
            }
            let decay = parameters[20];
            Memory::Fsrs(FSRS::new(&parameters).expect("they are near the defaults"), decay)
        };
        let slow = (0.25 * normal(&mut rng)).exp();
        Student { memory, cards: HashMap::new(), rng, seed, slow }
    }

    /// Whether the memory follows FSRS.
    pub(crate) fn is_usual(&self) -> bool {
        matches!(self.memory, Memory::Fsrs(..))
    }

    /// How hard the card is for this student: a standard normal deviate.
    fn hardness(&self, card: &CardId) -> f64 {
        normal(&mut Rng::new(text_seed(card.as_str(), self.seed)))
    }

    /// The chance that the card is recalled.
    pub(crate) fn recall(&self, id: &CardId, now: Moment) -> f64 {
        let Some(card) = self.cards.get(id) else { return 0.0 };
        match &self.memory {
            Memory::Fsrs(_, decay) => {
                let days = (now.seconds_since(card.last) / DAY).max(0.0) as f32;
                f64::from(current_retrievability(card.state, days, *decay))
            }
            Memory::Activation(threshold) => {
                let hard = threshold + 0.15 * self.hardness(id);
                1.0 / (1.0 + ((hard - activation(&card.encounters, now)) / 0.255).exp())
            }
        }
    }

    /// Answers, and learns from it; returns the rating and the seconds that it took.
    pub(crate) fn answer(&mut self, id: &CardId, now: Moment) -> (Rating, f64) {
        let hard = self.hardness(id);
        let rating = if self.cards.contains_key(id) {
            let recalled = uniform(&mut self.rng) < self.recall(id, now);
            if recalled {
                Rating::ALL[1 + drawn(&PASSED, uniform(&mut self.rng))]
            } else {
                Rating::Again
            }
        } else {
            // Harder cards begin worse.
            let deviate = 0.6 * -hard + 0.8 * normal(&mut self.rng);
            Rating::ALL[drawn(&FIRST, below(deviate))]
        };
        let first = !self.cards.contains_key(id);
        self.learn(id, now, rating, hard);
        let state =
            if rating == Rating::Again { 1.5 } else { 1.0 } * if first { 1.15 } else { 1.0 };
        let seconds = self.usual(id) * state * (0.25 * normal(&mut self.rng)).exp();
        (rating, seconds.clamp(1.5, 120.0))
    }

    /// How many seconds a recalled answer to the card usually takes.
    pub(crate) fn usual(&self, id: &CardId) -> f64 {
        let kind = match id.card().as_bytes().first() {
            Some(b'd') => 14.0,
            Some(b'i' | b'o') => 20.0,
            _ => 9.0,
        };
        kind * self.slow
            * (0.3 * normal(&mut Rng::new(text_seed(id.as_str(), self.seed ^ 1)))).exp()
    }

    /// The memory after each rating, for whoever may look into the head of a student whose memory
    /// follows FSRS.
    pub(crate) fn states(&self, before: Option<MemoryState>, days: u32) -> [MemoryState; 4] {
        let Memory::Fsrs(fsrs, _) = &self.memory else {
            panic!("this memory does not follow FSRS")
        };
        let next = fsrs.next_states(before, 0.9, days).expect("it is sound");
        [next.again, next.hard, next.good, next.easy].map(|state| state.memory)
    }

    /// The chance of recall after so many days, likewise.
    pub(crate) fn recall_of(&self, state: MemoryState, days: f64) -> f64 {
        let Memory::Fsrs(_, decay) = &self.memory else {
            panic!("this memory does not follow FSRS")
        };
        f64::from(current_retrievability(state, days as f32, *decay))
    }

    fn learn(&mut self, id: &CardId, now: Moment, rating: Rating, hard: f64) {
        let before = self.cards.get(id);
        let days = before.map_or(0, |card| day(now) - day(card.last)).max(0);
        let state = match &self.memory {
            Memory::Fsrs(fsrs, _) => {
                let next = fsrs
                    .next_states(before.map(|card| card.state), 0.9, days as u32)
                    .expect("it is sound");
                let mut state =
                    [next.again, next.hard, next.good, next.easy][rating as usize].memory;
                if before.is_none() {
                    // What the app can't know of a card but by its answers.
                    state.stability *= (-0.5 * hard).exp() as f32;
                }
                state
            }
            Memory::Activation(_) => MemoryState { stability: 1.0, difficulty: 5.0 },
        };
        let mut encounters = self.cards.remove(id).map(|card| card.encounters).unwrap_or_default();
        let active =
            if encounters.is_empty() { f64::NEG_INFINITY } else { activation(&encounters, now) };
        encounters.push((now, 0.217 * active.exp() + 0.177));
        self.cards.insert(id.clone(), Card { state, last: now, encounters });
    }
}

/// How active the memory of these encounters is; time between sittings counts for a fortieth.
fn activation(encounters: &[(Moment, f64)], now: Moment) -> f64 {
    let strength = |&(at, decay): &(Moment, f64)| {
        let age = now.seconds_since(at).max(1.0);
        (age.min(3600.0) + 0.025 * (age - 3600.0).max(0.0)).powf(-decay)
    };
    encounters.iter().map(strength).sum::<f64>().ln()
}

fn day(at: Moment) -> i64 {
    at.0.div_euclid(86_400_000)
}

/// A number from 0 to 1.
pub(crate) fn uniform(rng: &mut Rng) -> f64 {
    (rng.bits() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A standard normal deviate (Box and Muller 1958).
pub(crate) fn normal(rng: &mut Rng) -> f64 {
    let radius = (-2.0 * uniform(rng).max(1e-12).ln()).sqrt();
    radius * (std::f64::consts::TAU * uniform(rng)).cos()
}

/// The share of normal deviates that lie below one (the logistic approximation, good to one
/// percent).
pub(crate) fn below(deviate: f64) -> f64 {
    1.0 / (1.0 + (-1.702 * deviate).exp())
}

/// Which of the shares a number from 0 to 1 falls into.
pub(crate) fn drawn(shares: &[f64], number: f64) -> usize {
    let mut sum = 0.0;
    shares
        .iter()
        .position(|share| {
            sum += share;
            number < sum
        })
        .unwrap_or(shares.len() - 1)
}
