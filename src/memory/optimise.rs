//! Fitting the scheduler's parameters to the learner's reviews, and checking the fit on reviews
//! that it has not seen.
//!
//! The earlier four fifths of the reviews train (the `fsrs` crate's optimiser), the latest fifth
//! judges: the parameters are better if the log loss of their predictions there is lower than that
//! of the parameters in use. Only reviews a day or more after the one before count, since only
//! these tell how memory fades.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use fsrs::{
    CombinedProgressState, ComputeParametersInput, FSRS, FSRSItem, FSRSReview,
    check_and_fill_parameters, compute_parameters, current_retrievability,
};

use super::ledger::effective_entries;
use super::{CardId, Entry, EntryKind};
use crate::clock::{Calendar, Moment, StudyDay};
use crate::watch::Watch;

/// The fewest training reviews: with fewer, the crate fits only the first four parameters.
pub const TRUSTED: usize = 64;
/// The share that trains.
const TRAINS: f64 = 0.8;
/// How many groups of equal size show the calibration.
const GROUPS: usize = 5;

/// A handle to watch and stop a fit from another thread.
#[derive(Clone, Debug, Default)]
pub struct OptimizeWatch {
    /// What the optimiser writes its progress to.
    progress: Arc<Mutex<CombinedProgressState>>,
    /// Whether it was stopped, which can be asked without the optimiser's lock.
    watch: Watch,
}

impl OptimizeWatch {
    /// Its progress, 0 to 1.
    pub fn share(&self) -> f32 {
        let state = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        state.current() as f32 / state.total().max(1) as f32
    }

    /// Stops it as soon as possible.
    pub fn stop(&self) {
        self.watch.stop();
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).want_abort = true;
    }

    /// What tells others whether it was stopped.
    pub fn watch(&self) -> Watch {
        self.watch.clone()
    }
}

/// The reviews in the optimiser's form: each with the earlier ones of its card, in the order of
/// time.
#[derive(Clone, Debug, Default)]
pub struct TrainingReviews {
    items: Vec<FSRSItem>,
}

/// How well parameters predict reviews.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitQuality {
    /// The mean of `-ln` of the chance given to what happened: lower is better.
    pub log_loss: f32,
    /// Groups of reviews by their predicted chance, the least likely first: predicted, and what
    /// share was recalled.
    pub groups: Vec<(f32, f32)>,
}

/// The result of a fit.
#[derive(Clone, Debug, PartialEq)]
pub struct FitResult {
    /// The new parameters.
    pub parameters: Vec<f32>,
    /// How many reviews trained them.
    pub trained: usize,
    /// How many judged them.
    pub judged: usize,
    /// How well the parameters in use predict those.
    pub before: FitQuality,
    /// How well the new ones do.
    pub after: FitQuality,
}

impl FitResult {
    /// Whether the new parameters predict better what they have not seen.
    pub fn is_better(&self) -> bool {
        self.after.log_loss < self.before.log_loss
    }
}

/// Why nothing was fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FitRefusal {
    /// There are too few usable reviews: how many there are, and how many are needed.
    TooFew(usize, usize),
    /// It was stopped.
    Stopped,
    /// The optimiser found no parameters.
    NoFit,
}

impl TrainingReviews {
    /// The reviews of a log. A card's history starts again where it was reset; one that is not
    /// known from its beginning is left out.
    pub fn from_entries(entries: Vec<Entry>, calendar: &Calendar) -> TrainingReviews {
        let mut histories: HashMap<CardId, (Option<StudyDay>, Vec<FSRSReview>)> = HashMap::new();
        let mut foreign = std::collections::HashSet::new();
        let mut items: Vec<(Moment, FSRSItem)> = Vec::new();
        for Entry { at, card, what, .. } in effective_entries(entries) {
            match what {
                EntryKind::Reset => {
                    histories.remove(&card);
                    foreign.remove(&card);
                }
                EntryKind::Known(_) => _ = foreign.insert(card),
                EntryKind::Review(rating, ..) if !foreign.contains(&card) => {
                    let day = calendar.day(at);
                    let (last, reviews) = histories.entry(card).or_default();
                    let delta_t = last.map_or(0, |last| (day.0 - last.0).max(0).cast_unsigned());
                    reviews.push(FSRSReview { rating: rating as u32 + 1, delta_t });
                    *last = Some(day);
                    if delta_t > 0 {
                        items.push((at, FSRSItem { reviews: reviews.clone() }));
                    }
                }
                _ => {}
            }
        }
        items.sort_by_key(|(at, _)| *at);
        TrainingReviews { items: items.into_iter().map(|(_, item)| item).collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Fits parameters to the earlier reviews, and judges them by the later ones against those in
    /// use.
    pub fn fit(
        &self,
        in_use: &[f32],
        relearning_steps: usize,
        watch: &OptimizeWatch,
    ) -> Result<FitResult, FitRefusal> {
        let trained = (self.items.len() as f64 * TRAINS) as usize;
        if trained < TRUSTED {
            return Err(FitRefusal::TooFew(
                self.items.len(),
                (TRUSTED as f64 / TRAINS).ceil() as usize,
            ));
        }
        let (train, judge) = self.items.split_at(trained);
        let input = ComputeParametersInput {
            train_set: train.to_vec(),
            progress: Some(Arc::clone(&watch.progress)),
            num_relearning_steps: Some(relearning_steps),
            ..ComputeParametersInput::default()
        };
        let computed = compute_parameters(input);
        if watch.watch.is_stopped() {
            return Err(FitRefusal::Stopped);
        }
        let parameters = computed.map_err(|_| FitRefusal::NoFit)?;
        let before = measure_fit(in_use, judge).ok_or(FitRefusal::NoFit)?;
        let after = measure_fit(&parameters, judge).ok_or(FitRefusal::NoFit)?;
        Ok(FitResult { parameters, trained, judged: judge.len(), before, after })
    }
}

/// How well parameters predict reviews.
fn measure_fit(parameters: &[f32], items: &[FSRSItem]) -> Option<FitQuality> {
    let fsrs = FSRS::new(parameters).ok()?;
    let decay = *check_and_fill_parameters(parameters).ok()?.last()?;
    let mut predictions = Vec::with_capacity(items.len());
    for item in items {
        let (last, before) = item.reviews.split_last()?;
        let state = fsrs.memory_state(FSRSItem { reviews: before.to_vec() }, None).ok()?;
        let chance =
            current_retrievability(state, last.delta_t as f32, decay).clamp(1e-4, 1.0 - 1e-4);
        predictions.push((chance, last.rating > 1));
    }
    let loss = predictions
        .iter()
        .map(|&(chance, recalled)| -f64::from(if recalled { chance } else { 1.0 - chance }).ln());
    let log_loss = (loss.sum::<f64>() / predictions.len().max(1) as f64) as f32;
    predictions.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mean = |group: &[(f32, bool)]| {
        let count = group.len() as f32;
        let predicted = group.iter().map(|(chance, _)| chance).sum::<f32>() / count;
        (predicted, group.iter().filter(|(_, recalled)| *recalled).count() as f32 / count)
    };
    let groups = predictions.chunks(predictions.len().div_ceil(GROUPS).max(1)).map(mean).collect();
    Some(FitQuality { log_loss, groups })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::{AnswerMethod, EntryId, Rating};
    use crate::rng::Rng;

    /// The log of somebody who forgets `times` as fast as the default parameters say, or as slowly.
    fn log(cards: u64, times: f32) -> Vec<Entry> {
        let (fsrs, mut rng, mut entries) = (FSRS::default(), Rng::new(3), Vec::new());
        for card in 0..cards {
            let (mut day, mut state) = (card as i64 / 8, None);
            for gap in [0, 1, 3, 7, 12] {
                day += gap;
                let chance = state.map_or(0.7, |state| {
                    current_retrievability(state, gap as f32 * times, fsrs::FSRS6_DEFAULT_DECAY)
                });
                let recalled = (rng.bits() as f32 / u64::MAX as f32) < chance;
                let next = fsrs.next_states(state, 0.9, gap as u32).unwrap();
                state = Some(if recalled { next.good } else { next.again }.memory);
                let rating = if recalled { Rating::Good } else { Rating::Again };
                let at = Moment(day * 86_400_000 + card as i64 * 1000);
                let card = CardId::from(format!("d/{card}/term").as_str());
                entries.push(Entry {
                    id: EntryId(rng.bits()),
                    at,
                    card,
                    what: EntryKind::Review(rating, AnswerMethod::Shown, 5000),
                });
            }
        }
        entries
    }

    fn fit(entries: Vec<Entry>) -> Result<FitResult, FitRefusal> {
        TrainingReviews::from_entries(entries, &Calendar::utc()).fit(
            &[],
            1,
            &OptimizeWatch::default(),
        )
    }

    #[test]
    fn somebody_who_forgets_fast_is_recognized() {
        let fit = fit(log(400, 12.0)).unwrap();
        assert_eq!((fit.trained, fit.judged, fit.parameters.len()), (1280, 320, 21));
        assert!(fit.is_better() && fit.after.log_loss < fit.before.log_loss - 0.02, "{fit:?}");
        let off = |judged: &FitQuality| {
            judged.groups.iter().map(|(said, was)| (said - was).abs()).sum::<f32>()
        };
        assert!(off(&fit.after) < off(&fit.before), "{fit:?}");
        assert_eq!(fit.after.groups.len(), GROUPS);
    }

    #[test]
    fn too_few_reviews_fit_nothing() {
        assert_eq!(fit(Vec::new()), Err(FitRefusal::TooFew(0, 80)));
        assert_eq!(fit(log(19, 1.0)), Err(FitRefusal::TooFew(76, 80)));
        assert!(fit(log(20, 1.0)).is_ok());
    }

    #[test]
    fn it_can_be_stopped() {
        let watch = OptimizeWatch::default();
        watch.stop();
        let reviews = TrainingReviews::from_entries(log(200, 3.0), &Calendar::utc());
        assert_eq!(reviews.fit(&[], 1, &watch), Err(FitRefusal::Stopped));
    }

    #[test]
    fn a_history_that_is_not_known_from_its_beginning_does_not_count() {
        let mut entries = log(1, 1.0);
        assert_eq!(TrainingReviews::from_entries(entries.clone(), &Calendar::utc()).len(), 4);
        let known = super::super::entry::KnownMemory {
            stability: 5.0,
            difficulty: 5.0,
            reviewed: Moment(0),
            due: StudyDay(9),
            reps: 3,
            lapses: 0,
        };
        entries.push(Entry {
            id: EntryId(1),
            at: Moment(-1),
            what: EntryKind::Known(known),
            ..entries[0].clone()
        });
        assert_eq!(TrainingReviews::from_entries(entries.clone(), &Calendar::utc()).len(), 0);
        let reset = Entry {
            id: EntryId(2),
            at: Moment(86_400_000 * 2),
            what: EntryKind::Reset,
            ..entries[0].clone()
        };
        entries.push(reset);
        assert_eq!(
            TrainingReviews::from_entries(entries, &Calendar::utc()).len(),
            2,
            "what follows a reset does"
        );
    }
}
