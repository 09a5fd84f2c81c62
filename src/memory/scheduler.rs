//! When to ask a card again: FSRS-6, with Anki's learning steps around it.
//!
//! The memory model is the `fsrs` crate's (Ye, Su and Cao 2022, "A stochastic shortest path
//! algorithm for optimizing spaced repetition scheduling", and its successors up to FSRS-6). Ours
//! are the steps, the days and the fuzz.

use std::collections::HashMap;
use std::sync::Arc;

use fsrs::{FSRS, MemoryState, check_and_fill_parameters, current_retrievability};

use super::{CardId, CardStage, Progress, Rating};
use crate::clock::{Calendar, Moment, StudyDay};
use crate::rng::{Rng, text_seed};
use crate::settings::Settings;

/// Seconds in a day of 24 hours.
pub const DAY: f64 = 86_400.0;

/// Schedules cards by the user's settings: FSRS-6 with learning steps.
#[derive(Clone, Debug)]
pub struct Scheduler {
    general: DeckScheduler,
    /// Those of the decks that have options or parameters of their own, by the deck's id.
    decks: Arc<HashMap<String, DeckScheduler>>,
    calendar: Calendar,
}

/// How the cards of a deck are scheduled.
#[derive(Clone, Debug)]
struct DeckScheduler {
    fsrs: FSRS,
    /// The last of the 21 parameters.
    decay: f32,
    /// The settings that hold for the deck.
    settings: Settings,
    /// Whether the steps alone keep the four intervals in their order.
    has_rising_steps: bool,
}

/// Whether the steps grow, and stay below a day with the half that Hard may add.
fn is_rising(steps: &[f32]) -> bool {
    let most = DAY as f32 / 60.0 / 1.5;
    steps.windows(2).all(|pair| pair[0] < pair[1]) && steps.iter().all(|step| *step <= most)
}

/// The wait after a review: minutes on a step, else days.
enum IntervalWait {
    Step(CardStage, f32),
    Days,
}

impl Scheduler {
    /// The scheduler of those settings; parameters that FSRS does not take are replaced by
    /// the defaults.
    pub fn new(settings: Settings, calendar: Calendar) -> Scheduler {
        let decks = settings.deck_options.keys().chain(settings.deck_parameters.keys());
        let decks: HashMap<String, DeckScheduler> =
            decks.map(|deck| (deck.clone(), DeckScheduler::new(settings.for_deck(deck)))).collect();
        Scheduler { general: DeckScheduler::new(settings), decks: Arc::new(decks), calendar }
    }

    /// The user's settings, those of single decks among them.
    pub fn settings(&self) -> &Settings {
        &self.general.settings
    }

    /// The settings that hold for the cards of a deck: its own options, else the general settings.
    pub fn deck_settings(&self, deck: &str) -> &Settings {
        &self.for_deck(deck).settings
    }

    fn for_deck(&self, deck: &str) -> &DeckScheduler {
        self.decks.get(deck).unwrap_or(&self.general)
    }

    /// The calendar that its days come from.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The chance that the card would be recalled at `now`, 0 to 1; none before its first
    /// review.
    pub fn retrievability(&self, card: &CardId, progress: &Progress, now: Moment) -> Option<f32> {
        let days = now.seconds_since(progress.reviewed?) / DAY;
        Some(self.for_deck(card.deck()).recall(progress.memory()?, days))
    }

    /// The chance that a memory would be recalled after so many days, 0 to 1.
    pub fn recall(&self, memory: MemoryState, days: f64) -> f32 {
        self.general.recall(memory, days)
    }

    /// How fast recall falls: the exponent of the forgetting curve.
    pub fn decay(&self) -> f32 {
        self.general.decay
    }

    /// The memory after each rating, the worst first, given whole days after the last
    /// review; none where FSRS has no answer.
    pub fn memories(&self, before: Option<MemoryState>, days: u32) -> Option<[MemoryState; 4]> {
        let DeckScheduler { fsrs, settings, .. } = &self.general;
        let next = fsrs.next_states(before, settings.desired_retention, days).ok()?;
        Some([next.again, next.hard, next.good, next.easy].map(|state| state.memory))
    }

    /// The seconds until the card would be asked again after each rating, the worst rating
    /// first.
    pub fn intervals(&self, card: &CardId, progress: &Progress, at: Moment) -> [u32; 4] {
        Rating::ALL.map(|rating| self.review(card, progress, at, rating).interval)
    }

    /// The card's progress after a review at `at`: the same on every machine of one time zone. A
    /// better rating never brings a card back sooner than a worse one.
    pub fn review(&self, card: &CardId, before: &Progress, at: Moment, rating: Rating) -> Progress {
        let own = self.review_alone(card, before, at, rating);
        let worse = Rating::ALL[..rating as usize].last();
        let is_in_order = self.for_deck(card.deck()).has_rising_steps;
        let Some(&worse) = worse.filter(|_| !is_in_order) else { return own };
        let least = self.review(card, before, at, worse);
        Progress { interval: own.interval.max(least.interval), due: own.due.max(least.due), ..own }
    }

    fn review_alone(
        &self,
        card: &CardId,
        before: &Progress,
        at: Moment,
        rating: Rating,
    ) -> Progress {
        let elapsed =
            before.reviewed.map_or(0, |last| self.calendar.day(at).0 - self.calendar.day(last).0);
        let (memory, deck) = (before.memory(), self.for_deck(card.deck()));
        let next = deck.fsrs.next_states(
            memory,
            deck.settings.desired_retention,
            elapsed.max(0).cast_unsigned(),
        );
        let state = next.ok().map(|next| match rating {
            Rating::Again => next.again,
            Rating::Hard => next.hard,
            Rating::Good => next.good,
            Rating::Easy => next.easy,
        });
        let (memory, days) =
            state.map_or((memory.unwrap_or(UNKNOWN), 1.0), |state| (state.memory, state.interval));
        let lapsed = before.stage == CardStage::Review && rating == Rating::Again;
        let after = Progress {
            stability: memory.stability,
            difficulty: memory.difficulty,
            reps: before.reps.saturating_add(1),
            lapses: before.lapses.saturating_add(u32::from(lapsed)),
            introduced: before.introduced.or(Some(at)),
            reviewed: Some(at),
            failed: if rating.is_recalled() { before.failed } else { Some(at) },
            buried: None,
            ..before.clone()
        };
        match deck.wait(before.stage, rating) {
            IntervalWait::Step(stage, minutes) => {
                let seconds = (minutes * 60.0).round().max(1.0) as u32;
                Progress {
                    stage,
                    interval: seconds,
                    due: at.plus_seconds(i64::from(seconds)),
                    ..after
                }
            }
            IntervalWait::Days => {
                let days = deck.days(days, card, before.reps);
                let due = self
                    .calendar
                    .start(StudyDay(self.calendar.day(at).0.saturating_add(days.cast_signed())));
                Progress {
                    stage: CardStage::Review,
                    interval: days.saturating_mul(DAY as u32),
                    due,
                    ..after
                }
            }
        }
    }
}

impl DeckScheduler {
    fn new(settings: Settings) -> DeckScheduler {
        let fsrs = FSRS::new(&settings.parameters).unwrap_or_default();
        let parameters = check_and_fill_parameters(&settings.parameters).unwrap_or_default();
        let decay = parameters.last().copied().unwrap_or(fsrs::FSRS6_DEFAULT_DECAY);
        let has_rising_steps = [&settings.learning_steps, &settings.relearning_steps]
            .into_iter()
            .all(|steps| is_rising(steps));
        DeckScheduler { fsrs, decay, settings, has_rising_steps }
    }

    fn recall(&self, memory: MemoryState, days: f64) -> f32 {
        current_retrievability(memory, days.max(0.0) as f32, self.decay).clamp(0.0, 1.0)
    }

    /// The step that a rating leads to, as Anki's scheduler does it.
    fn wait(&self, stage: CardStage, rating: Rating) -> IntervalWait {
        let (learning, relearning) =
            (&self.settings.learning_steps, &self.settings.relearning_steps);
        let (steps, at, make): (&[f32], usize, fn(u8) -> CardStage) = match stage {
            CardStage::New => (learning, 0, CardStage::Learning),
            CardStage::Learning(at) => (learning, usize::from(at), CardStage::Learning),
            CardStage::Relearning(at) => (relearning, usize::from(at), CardStage::Relearning),
            CardStage::Review if rating == Rating::Again => (relearning, 0, CardStage::Relearning),
            CardStage::Review => return IntervalWait::Days,
        };
        let step = |at: usize| steps.get(at).map(|&minutes| (at, minutes));
        let found = match rating {
            Rating::Again => step(0),
            // Between the first step and the second, or half as long again as the only one.
            Rating::Hard if at == 0 => step(0).map(|(_, first)| {
                (0, steps.get(1).map_or(1.5 * first, |s| f32::midpoint(first, *s)))
            }),
            Rating::Hard => step(at),
            Rating::Good => step(at + 1),
            Rating::Easy => None,
        };
        found.map_or(IntervalWait::Days, |(at, minutes)| {
            IntervalWait::Step(make(at.min(255) as u8), minutes)
        })
    }

    /// The interval in whole days, with a fuzz that depends on the card and its number of reviews.
    fn days(&self, interval: f32, card: &CardId, reps: u32) -> u32 {
        let most = self.settings.longest_interval.max(1);
        if !interval.is_finite() {
            return most;
        }
        let plain = (interval.round() as u32).clamp(1, most);
        if !self.settings.fuzz || interval < 2.5 {
            return plain;
        }
        let (least, longest) = fuzz_range(interval);
        let chance = Rng::new(text_seed(card.as_str(), u64::from(reps)))
            .below((longest - least + 1) as usize);
        (least + chance as u32).clamp(1, most)
    }
}

/// The shortest and the longest interval that fuzz may make of one, in days (Anki's ranges:
/// 15 % of what lies between 2.5 and 7 days, 10 % up to 20 days, 5 % beyond, and a day).
fn fuzz_range(interval: f32) -> (u32, u32) {
    let share = |from: f32, to: f32, factor: f32| factor * (interval.min(to) - from).max(0.0);
    let delta = 1.0 + share(2.5, 7.0, 0.15) + share(7.0, 20.0, 0.1) + share(20.0, f32::MAX, 0.05);
    let least = (interval - delta).round().max(2.0) as u32;
    (least, ((interval + delta).round() as u32).max(least))
}

/// The memory of a card whose own could not be computed: that of one just failed.
const UNKNOWN: MemoryState = MemoryState { stability: 0.1, difficulty: 5.0 };

impl Progress {
    /// Stability and difficulty, if there was a review.
    pub fn memory(&self) -> Option<MemoryState> {
        let known =
            self.stability > 0.0 && self.stability.is_finite() && self.difficulty.is_finite();
        known.then_some(MemoryState { stability: self.stability, difficulty: self.difficulty })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::SettingValue;

    fn plain() -> Scheduler {
        Scheduler::new(Settings { fuzz: false, ..Settings::default() }, Calendar::utc())
    }

    fn minutes(progress: &Progress) -> u32 {
        progress.interval / 60
    }

    #[test]
    fn a_new_card_goes_through_ankis_steps() {
        let (scheduler, card, at) = (plain(), CardId::from("d/n/c"), Moment(0));
        let new = Progress::default();
        let after = |before: &Progress, rating| scheduler.review(&card, before, at, rating);
        let first = after(&new, Rating::Again);
        assert_eq!((first.stage, minutes(&first)), (CardStage::Learning(0), 1));
        let hard = after(&new, Rating::Hard);
        assert_eq!((hard.stage, hard.interval), (CardStage::Learning(0), 330));
        let good = after(&new, Rating::Good);
        assert_eq!((good.stage, minutes(&good)), (CardStage::Learning(1), 10));
        assert_eq!(minutes(&after(&good, Rating::Hard)), 10);
        assert_eq!(after(&good, Rating::Good).stage, CardStage::Review);
        assert_eq!(after(&good, Rating::Again).stage, CardStage::Learning(0));
        let easy = after(&new, Rating::Easy);
        assert_eq!(
            (easy.stage, easy.interval),
            (CardStage::Review, 8 * 86_400),
            "8.2956 days, rounded"
        );
    }

    #[test]
    fn a_better_rating_never_brings_a_card_back_sooner() {
        for steps in [[1400.0, 1500.0], [30.0, 10.0]] {
            let settings = Settings { learning_steps: steps.to_vec(), ..Settings::default() };
            let scheduler = Scheduler::new(settings, Calendar::utc());
            let (card, new) = (CardId::from("d/n/c"), Progress::default());
            let intervals = scheduler.intervals(&card, &new, Moment(0));
            assert!(intervals.is_sorted(), "{steps:?}: {intervals:?}");
        }
    }

    #[test]
    fn a_forgotten_card_is_learned_again() {
        let (scheduler, card) = (plain(), CardId::from("d/n/c"));
        let known = scheduler.review(&card, &Progress::default(), Moment(0), Rating::Easy);
        let lapsed = scheduler.review(&card, &known, known.due, Rating::Again);
        assert_eq!(
            (lapsed.stage, lapsed.lapses, minutes(&lapsed)),
            (CardStage::Relearning(0), 1, 10)
        );
        assert!(lapsed.stability < known.stability);
        let hard = scheduler.review(&card, &lapsed, lapsed.due, Rating::Hard);
        assert_eq!((hard.stage, minutes(&hard)), (CardStage::Relearning(0), 15));
        let again = scheduler.review(&card, &lapsed, lapsed.due, Rating::Again);
        assert_eq!(again.lapses, 1, "a lapse is counted once");
        assert_eq!(
            scheduler.review(&card, &lapsed, lapsed.due, Rating::Good).stage,
            CardStage::Review
        );
    }

    #[test]
    fn without_steps_days_count_at_once() {
        let settings =
            Settings { learning_steps: vec![], relearning_steps: vec![], ..Settings::default() };
        let scheduler = Scheduler::new(settings, Calendar::utc());
        for rating in Rating::ALL {
            let after =
                scheduler.review(&CardId::from("d/n/c"), &Progress::default(), Moment(0), rating);
            assert_eq!(after.stage, CardStage::Review);
            assert!(after.interval >= 86_400);
        }
    }

    #[test]
    fn the_interval_shown_is_the_interval_given() {
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let mut spread = std::collections::HashSet::new();
        for n in 0..200 {
            let card = CardId::new("d", &n.to_string(), "c");
            let mut progress =
                scheduler.review(&card, &Progress::default(), Moment(0), Rating::Easy);
            spread.insert(progress.interval / 86_400);
            for _ in 0..4 {
                let at = progress.due;
                let shown = scheduler.intervals(&card, &progress, at);
                assert!(shown.is_sorted(), "{shown:?}");
                assert_eq!(scheduler.review(&card, &progress, at, Rating::Good).interval, shown[2]);
                progress = scheduler.review(&card, &progress, at, Rating::Good);
            }
        }
        let mut spread: Vec<u32> = spread.into_iter().collect();
        spread.sort_unstable();
        assert_eq!(spread, [6, 7, 8, 9, 10], "8.3 days, two more or less");
    }

    #[test]
    fn recall_falls_to_nine_tenths_in_its_stability() {
        let (scheduler, card) = (plain(), CardId::from("d/n/c"));
        let known = scheduler.review(&card, &Progress::default(), Moment(0), Rating::Easy);
        let at = Moment((f64::from(known.stability) * DAY * 1000.0) as i64);
        assert!((scheduler.retrievability(&card, &known, at).unwrap() - 0.9).abs() < 1e-4);
        assert_eq!(scheduler.retrievability(&card, &Progress::default(), at), None);
        assert!(
            (scheduler.retrievability(&card, &known, Moment(-5)).unwrap() - 1.0).abs() < 1e-6,
            "a clock set back"
        );
    }

    #[test]
    fn a_card_goes_by_the_options_of_its_deck() {
        let settings = Settings { fuzz: false, ..Settings::default() };
        let settings = [
            ("learning_steps", SettingValue::Minutes(vec![5.0])),
            ("desired_retention", SettingValue::Share(0.8)),
        ]
        .into_iter()
        .fold(settings, |settings, (key, value)| {
            settings.with_deck_option("own", key, Some(value)).expect("a deck can have it")
        });
        let scheduler = Scheduler::new(settings, Calendar::utc());
        let (own, other) = (CardId::from("own/n/c"), CardId::from("d/n/c"));
        let first =
            |card: &CardId, rating| scheduler.review(card, &Progress::default(), Moment(0), rating);
        assert_eq!(minutes(&first(&own, Rating::Again)), 5);
        assert_eq!(minutes(&first(&other, Rating::Again)), 1);
        let days = |card: &CardId| first(card, Rating::Easy).interval / 86_400;
        assert!(days(&own) > days(&other), "less recall is wanted");
        assert_eq!(days(&other), 8);
    }
}
