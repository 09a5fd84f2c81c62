//! How a learner answers: how often with which rating, how long it takes, and what they forget.
//!
//! At first the averages of Anki's users stand in (from the `fsrs` crate); they fade as the
//! learner's own answers come in.

use std::collections::{BTreeMap, HashMap};

use fsrs::SimulatorConfig;

use super::{AnswerTime, Calibration, Effort, MemorySnapshot, StudySeconds};
use crate::clock::StudyDay;
use crate::memory::{CardId, Entry, EntryKind, Ledger, Rating, Scheduler};

/// How many ratings the prior counts as.
const RATINGS: f32 = 20.0;

/// What was studied on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StudiedDay {
    /// Cards asked for the first time.
    pub new: usize,
    /// Answers to others, those that failed and came back included.
    pub reviews: usize,
    /// How long that took.
    pub seconds: f32,
}

/// How the learner answers.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerStats {
    first: [f32; 4],
    passed: [f32; 3],
    time: AnswerTime,
    days: BTreeMap<StudyDay, StudiedDay>,
    /// The last day with answers, and what they took.
    latest: (StudyDay, Vec<(CardId, f32)>),
    /// The memory that the parameters predict from the answers so far, card by card.
    snapshots: HashMap<CardId, MemorySnapshot>,
    calibration: Calibration,
}

impl Default for AnswerStats {
    fn default() -> Self {
        let others = SimulatorConfig::default();
        AnswerStats {
            first: others.first_rating_prob.map(|share| share * RATINGS),
            passed: others.review_rating_prob.map(|share| share * RATINGS),
            time: AnswerTime::default(),
            days: BTreeMap::new(),
            latest: (StudyDay(i32::MIN), Vec::new()),
            snapshots: HashMap::new(),
            calibration: Calibration::default(),
        }
    }
}

impl AnswerStats {
    /// The statistics of these entries; the ledger knows which of them were a card's first, and
    /// `words` how many words a card's note has.
    pub fn from_entries<'a>(
        entries: impl IntoIterator<Item = &'a Entry>,
        words: impl Fn(&CardId) -> u32,
        ledger: &Ledger,
        scheduler: &Scheduler,
    ) -> AnswerStats {
        let mut answer_stats = AnswerStats::default();
        for entry in entries {
            answer_stats.add(entry, words(&entry.card), ledger, scheduler);
        }
        answer_stats
    }

    /// Adds an entry on a card whose note has so many words.
    pub fn add(&mut self, entry: &Entry, words: u32, ledger: &Ledger, scheduler: &Scheduler) {
        let EntryKind::Review(rating, _, milliseconds) = entry.what else {
            // Whatever else happened to the card, its memory is no longer what its answers say.
            self.snapshots.remove(&entry.card);
            return;
        };
        let seconds = AnswerTime::counted(milliseconds);
        let first =
            ledger.get(&entry.card).is_some_and(|progress| progress.introduced == Some(entry.at));
        self.compare(entry, rating, first, scheduler);
        if first {
            self.first[rating as usize] += 1.0;
        } else if rating != Rating::Again {
            self.passed[rating as usize - 1] += 1.0;
        }
        let day = scheduler.calendar().day(entry.at);
        let studied = self.days.entry(day).or_default();
        *(if first { &mut studied.new } else { &mut studied.reviews }) += 1;
        studied.seconds += seconds;
        if day > self.latest.0 {
            self.latest = (day, Vec::new());
        }
        if day == self.latest.0 {
            self.latest.1.push((entry.card.clone(), seconds));
        }
        // No time at all means that another program recorded the answer without measuring.
        if milliseconds > 0 {
            let effort = Effort::new(entry.card.card(), first, words);
            self.time.add(&entry.card, effort, rating.is_recalled(), seconds);
        }
    }

    /// Compares an answer with its prediction. Only a card whose answers are known from the first
    /// one counts, and only on another day: within one day everybody recalls.
    fn compare(&mut self, entry: &Entry, rating: Rating, first: bool, scheduler: &Scheduler) {
        let (day, before) =
            (scheduler.calendar().day(entry.at), self.snapshots.remove(&entry.card));
        if before.is_none() && !first {
            return;
        }
        if let Some(snapshot) = before.filter(|snapshot| snapshot.day < day) {
            let (memory, days) = (snapshot.retention(scheduler), snapshot.days(entry.at));
            self.calibration.update(memory, days, rating.is_recalled());
        }
        if let Some(snapshot) = MemorySnapshot::after(before, entry.at, rating, scheduler) {
            self.snapshots.insert(entry.card.clone(), snapshot);
        }
    }

    /// How this learner's forgetting differs from the parameters' prediction.
    pub fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// The chance of each rating of a card that was never asked, the worst first.
    pub fn first_ratings(&self) -> [f32; 4] {
        let sum: f32 = self.first.iter().sum();
        self.first.map(|count| count / sum)
    }

    /// The chance of Hard, Good and Easy of a card that is recalled.
    pub fn recalled_ratings(&self) -> [f32; 3] {
        let sum: f32 = self.passed.iter().sum();
        self.passed.map(|count| count / sum)
    }

    /// The expected seconds of asking a card; without a name, of any like it.
    pub fn seconds(&self, card: Option<&CardId>, effort: Effort) -> StudySeconds {
        self.time.seconds(card, effort)
    }

    /// What was studied on each day, as far back as the entries go.
    pub fn days(&self) -> &BTreeMap<StudyDay, StudiedDay> {
        &self.days
    }

    /// The seconds spent on that day on the cards that `counts` accepts.
    pub fn seconds_spent(&self, day: StudyDay, counts: impl Fn(&CardId) -> bool) -> f32 {
        if day != self.latest.0 {
            return 0.0;
        }
        self.latest.1.iter().filter(|(card, _)| counts(card)).map(|(_, seconds)| seconds).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Calendar, Moment};
    use crate::memory::{AnswerMethod, EntryId, Scheduler};
    use crate::plan::forecast::Retention;
    use crate::settings::Settings;

    fn review(at: i64, card: &str, rating: Rating, seconds: f32) -> Entry {
        let what = EntryKind::Review(rating, AnswerMethod::Shown, (seconds * 1000.0) as u32);
        Entry { id: EntryId(at as u64), at: Moment(at), card: CardId::from(card), what }
    }

    fn answer_stats(entries: &[Entry]) -> AnswerStats {
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let ledger = Ledger::fold(&scheduler, entries.to_vec());
        AnswerStats::from_entries(entries, |_| 100, &ledger, &scheduler)
    }

    #[test]
    fn others_stand_in_and_fade() {
        let none = answer_stats(&[]);
        assert!(
            (none.first_ratings().iter().sum::<f32>() - 1.0).abs() < 1e-5
                && (none.first_ratings()[0] - 0.24).abs() < 1e-5
        );
        let entries: Vec<Entry> =
            (0..200).map(|n| review(n, &format!("d/{n}/term"), Rating::Again, 4.0)).collect();
        let own = answer_stats(&entries);
        assert!(own.first_ratings()[0] > 0.9, "{:?}", own.first_ratings());
        let new = own.seconds(None, Effort::new("term", true, 100)).recalled;
        assert!((new * 1.5 - 4.0).abs() < 0.5, "all of them failed: {new}");
    }

    #[test]
    fn what_today_took_is_known() {
        let day = 86_400_000;
        let entries = [
            review(5, "d/a/term", Rating::Good, 9.0),
            review(day + 1, "d/a/term", Rating::Good, 5.0),
            review(day + 9, "d/b/term", Rating::Again, 6.0),
        ];
        let answer_stats = answer_stats(&entries);
        assert!((answer_stats.seconds_spent(StudyDay(1), |_| true) - 11.0).abs() < 1e-4);
        assert!(
            (answer_stats.seconds_spent(StudyDay(1), |card| card.note() == "d/b") - 6.0).abs()
                < 1e-4
        );
        assert!(answer_stats.seconds_spent(StudyDay(2), |_| true) < 1e-6);
        assert!(
            (answer_stats.recalled_ratings()[1] - (0.631 * 20.0 + 1.0) / 21.0).abs() < 1e-3,
            "the first of a card is no pass"
        );
    }

    #[test]
    fn somebody_who_forgets_more_than_the_parameters_say_is_noticed() {
        let day = 86_400_000;
        let lived = |rating| {
            let first = (0..60).map(|n| review(n, &format!("d/{n}/term"), Rating::Good, 5.0));
            let later = (0..60).map(|n| review(3 * day + n, &format!("d/{n}/term"), rating, 5.0));
            let truncated =
                (100..160).map(|n| review(3 * day + n, "d/old/term", Rating::Again, 5.0));
            answer_stats(&first.chain(later).chain(truncated).collect::<Vec<_>>())
        };
        let recall = |rating| {
            let memory = Retention { stability: 4.0, fresh: true, decay: 0.1542 };
            lived(rating).calibration().recall(memory, 4.0)
        };
        assert!(recall(Rating::Again) < 0.5 && recall(Rating::Good) > 0.9);
        let same_day: Vec<Entry> =
            (0..60).map(|n| review(n, "d/a/term", Rating::Again, 5.0)).collect();
        assert_eq!(
            answer_stats(&same_day).calibration(),
            &Calibration::default(),
            "within a day nothing is forgotten"
        );
    }
}
