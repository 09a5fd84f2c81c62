//! A student: a memory that the app does not know, and a way of answering.

use std::collections::HashMap;
use std::sync::Arc;

use fsrs::{DEFAULT_PARAMETERS, FSRS, MemoryState, current_retrievability};
use lacuna::clock::Moment;
use lacuna::memory::{CardId, Rating};
use lacuna::rng::{Rng, text_seed};

const DAY: f64 = 86_400.0;
/// How often a recalled card is rated Hard, Good and Easy (Anki's users).
pub(crate) const PASSED: [f64; 3] = [0.224, 0.631, 0.145];

/// A kind of learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// FSRS-6 with parameters drawn around the defaults.
    Fsrs,
    /// Likewise, but knows next to nothing beforehand and reads slowly.
    Beginner,
    /// Forgets exponentially, and lasts the longer the later a recall comes.
    Exponential,
    /// The traces of all encounters decay by a power law (Pavlik and Anderson 2005).
    Activation,
    /// As the first, with quick or slow hands.
    Fast,
    Slow,
}

impl Family {
    pub(crate) const ALL: [Family; 6] = [
        Family::Fsrs,
        Family::Beginner,
        Family::Exponential,
        Family::Activation,
        Family::Fast,
        Family::Slow,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Family::Fsrs => "FSRS",
            Family::Beginner => "beginners",
            Family::Exponential => "exponential",
            Family::Activation => "activation",
            Family::Fast => "fast hands",
            Family::Slow => "slow hands",
        }
    }

    /// How often a card that was never met is rated Again, Hard, Good and Easy.
    pub(crate) fn first(self) -> [f64; 4] {
        match self {
            Family::Beginner => [0.75, 0.1, 0.12, 0.03],
            _ => [0.24, 0.094, 0.495, 0.171],
        }
    }

    /// How many times the usual seconds an answer takes, and the seconds for each word that is read.
    fn pace(self) -> (f64, f64) {
        match self {
            Family::Beginner => (1.4, 0.1),
            Family::Fast => (0.6, 0.02),
            Family::Slow => (2.5, 0.075),
            _ => (1.0, 0.03),
        }
    }
}

/// How memory works.
enum Memory {
    /// FSRS-6 with other parameters.
    Fsrs(FSRS, f32),
    /// Exponential forgetting: how long a card lasts at first, and how much a recall adds.
    Exponential(f64, f64),
    /// Activation that sums up all encounters, each of which decays the faster the more active the
    /// memory was, with this threshold.
    Activation(f64),
}

/// What a card left behind.
#[derive(Clone)]
struct Card {
    /// FSRS's state, or how long it lasts.
    state: MemoryState,
    last: Moment,
    /// The encounters and how fast each decays.
    encounters: Vec<(Moment, f64)>,
}

/// A student.
pub(crate) struct Student {
    pub(crate) family: Family,
    memory: Memory,
    cards: HashMap<CardId, Card>,
    words: Arc<HashMap<CardId, u32>>,
    rng: Rng,
    seed: u64,
    slow: f64,
    reading: f64,
}

impl Student {
    /// The student of that seed; `words` has how many each card's note has.
    pub(crate) fn new(family: Family, seed: u64, words: Arc<HashMap<CardId, u32>>) -> Student {
        let mut rng = Rng::new(text_seed(family.name(), seed));
        let memory = match family {
            Family::Activation => Memory::Activation(-2.0 + 0.25 * normal(&mut rng)),
            Family::Exponential => Memory::Exponential(
                5.0 * (0.35 * normal(&mut rng)).exp(),
                2.0 * (0.25 * normal(&mut rng)).exp(),
            ),
            _ => {
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
            }
        };
        let (slow, reading) = family.pace();
        let own = (0.2 * normal(&mut rng)).exp();
        Student {
            family,
            memory,
            cards: HashMap::new(),
            words,
            rng,
            seed,
            slow: slow * own,
            reading: reading * own,
        }
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
        let days = (now.seconds_since(card.last) / DAY).max(0.0);
        match &self.memory {
            Memory::Fsrs(_, decay) => {
                f64::from(current_retrievability(card.state, days as f32, *decay))
            }
            Memory::Exponential(..) => (-days / f64::from(card.state.stability)).exp(),
            Memory::Activation(threshold) => {
                let hard = threshold + 0.15 * self.hardness(id);
                1.0 / (1.0 + ((hard - activation(&card.encounters, now)) / 0.255).exp())
            }
        }
    }

    /// How well a card is known when it is first met: harder ones are known worse.
    fn beforehand(&self, id: &CardId) -> Rating {
        let mut rng = Rng::new(text_seed(id.as_str(), self.seed ^ 2));
        let deviate = 0.6 * -self.hardness(id) + 0.8 * normal(&mut rng);
        Rating::ALL[drawn(&self.family.first(), below(deviate))]
    }

    /// Reads the note of a card that is shown before it is asked; the seconds that it took. What
    /// was known of it beforehand makes the memory, as if it had been asked and then shown.
    pub(crate) fn read(&mut self, id: &CardId, now: Moment) -> f64 {
        let rating = self.beforehand(id);
        if !self.cards.contains_key(id) {
            self.learn(id, now, rating);
        }
        (2.0 + self.reading_seconds(id)) * (0.25 * normal(&mut self.rng)).exp()
    }

    /// Answers, and learns from it; the rating and the seconds that it took.
    pub(crate) fn answer(&mut self, id: &CardId, now: Moment) -> (Rating, f64) {
        let first = !self.cards.contains_key(id);
        let rating = if first {
            self.beforehand(id)
        } else if uniform(&mut self.rng) < self.recall(id, now) {
            Rating::ALL[1 + drawn(&PASSED, uniform(&mut self.rng))]
        } else {
            Rating::Again
        };
        self.learn(id, now, rating);
        let failed = if rating == Rating::Again { 1.5 } else { 1.0 };
        let read = if first { self.reading_seconds(id) } else { 0.0 };
        let seconds = self.usual(id) * failed + read;
        (rating, (seconds * (0.25 * normal(&mut self.rng)).exp()).clamp(1.0, 290.0))
    }

    /// How many seconds it takes to read the card's note.
    pub(crate) fn reading_seconds(&self, id: &CardId) -> f64 {
        self.reading * f64::from(self.words.get(id).copied().unwrap_or(0).min(400))
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

    fn learn(&mut self, id: &CardId, now: Moment, rating: Rating) {
        let hard = self.hardness(id);
        let before = self.cards.remove(id);
        let days = before.as_ref().map_or(0, |card| day(now) - day(card.last)).max(0);
        let mut state = MemoryState { stability: 1.0, difficulty: 5.0 };
        match &self.memory {
            Memory::Fsrs(..) => {
                state = self.states(before.as_ref().map(|card| card.state), days as u32)
                    [rating as usize];
                if before.is_none() {
                    // What the app can't know of a card but by its answers.
                    state.stability *= (-0.5 * hard).exp() as f32;
                }
            }
            Memory::Exponential(first, growth) => {
                let lasts = match &before {
                    None if rating == Rating::Again => first * 0.4 * (-0.4 * hard).exp(),
                    None => first * (-0.4 * hard).exp(),
                    Some(card) => {
                        let lasts = f64::from(card.state.stability);
                        let waited = now.seconds_since(card.last).max(0.0) / DAY / lasts;
                        match rating {
                            Rating::Again => (0.5 * lasts).max(0.7),
                            _ => lasts * growth.mul_add(waited.min(1.0), 1.0),
                        }
                    }
                };
                state.stability = lasts as f32;
            }
            Memory::Activation(_) => {}
        }
        let mut encounters = before.map(|card| card.encounters).unwrap_or_default();
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
