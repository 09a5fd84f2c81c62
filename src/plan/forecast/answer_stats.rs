//! How a learner answers: how often with which rating, and how long it takes.
//!
//! At first the averages of Anki's users stand in (from the `fsrs` crate); they fade as the
//! learner's own answers come in.

use std::collections::HashMap;

use fsrs::SimulatorConfig;

use super::{Calibration, MemorySnapshot};
use crate::clock::StudyDay;
use crate::memory::{CardId, Entry, EntryKind, Ledger, Rating, Scheduler};

/// Seconds of a recalled answer before anything is measured (the mean of Anki's users).
const USUAL: f32 = 13.0;
/// How many answers the prior counts as: for the overall mean, for a kind of card, and for a card.
const OTHERS: [f32; 3] = [5.0, 3.0, 1.0];
/// How many ratings the prior counts as.
const RATINGS: f32 = 20.0;
/// Longer answers count as this many seconds: the learner was interrupted.
const LONGEST: f32 = 60.0;

/// Seconds, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct MeanSeconds {
    sum: f32,
    count: f32,
}

impl MeanSeconds {
    fn add(&mut self, seconds: f32) {
        self.sum += seconds;
        self.count += 1.0;
    }

    /// The mean, with `usual` weighted as that many more answers.
    fn towards(self, usual: f32, weight: f32) -> f32 {
        (self.sum + usual * weight) / (self.count + weight)
    }
}

/// How the learner answers.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerStats {
    first: [f32; 4],
    passed: [f32; 3],
    all: MeanSeconds,
    kinds: HashMap<u8, MeanSeconds>,
    cards: HashMap<CardId, MeanSeconds>,
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
            all: MeanSeconds::default(),
            kinds: HashMap::new(),
            cards: HashMap::new(),
            latest: (StudyDay(i32::MIN), Vec::new()),
            snapshots: HashMap::new(),
            calibration: Calibration::default(),
        }
    }
}

impl AnswerStats {
    /// The statistics of these entries; the ledger knows which of them were a card's first.
    pub fn from_entries<'a>(
        entries: impl IntoIterator<Item = &'a Entry>,
        ledger: &Ledger,
        scheduler: &Scheduler,
    ) -> AnswerStats {
        let mut answer_stats = AnswerStats::default();
        entries.into_iter().for_each(|entry| answer_stats.add(entry, ledger, scheduler));
        answer_stats
    }

    /// Adds an entry.
    pub fn add(&mut self, entry: &Entry, ledger: &Ledger, scheduler: &Scheduler) {
        let EntryKind::Review(rating, _, milliseconds) = entry.what else {
            // Whatever else happened to the card, its memory is no longer what its answers say.
            self.snapshots.remove(&entry.card);
            return;
        };
        let seconds = (milliseconds as f32 / 1000.0).min(LONGEST);
        let first =
            ledger.get(&entry.card).is_some_and(|progress| progress.introduced == Some(entry.at));
        self.compare(entry, rating, first, scheduler);
        if first {
            self.first[rating as usize] += 1.0;
        } else if rating != Rating::Again {
            self.passed[rating as usize - 1] += 1.0;
        }
        let day = scheduler.calendar().day(entry.at);
        if day > self.latest.0 {
            self.latest = (day, Vec::new());
        }
        if day == self.latest.0 {
            self.latest.1.push((entry.card.clone(), seconds));
        }
        // No time at all means that another program recorded the answer without measuring.
        if milliseconds > 0 {
            self.all.add(seconds);
            self.kinds.entry(kind(&entry.card)).or_default().add(seconds);
            self.cards.entry(entry.card.clone()).or_default().add(seconds);
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
            let plain = snapshot.recall(scheduler, Calibration::default(), entry.at);
            self.calibration.update(plain, rating.is_recalled());
        }
        if let Some(snapshot) = MemorySnapshot::after(before, entry.at, rating, scheduler) {
            self.snapshots.insert(entry.card.clone(), snapshot);
        }
    }

    /// How this learner's recall differs from the parameters' prediction.
    pub fn calibration(&self) -> Calibration {
        self.calibration
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

    /// The expected seconds of an answer to the card: its own mean, drawn towards that of its kind,
    /// which is drawn towards that of all.
    pub fn seconds(&self, card: &CardId) -> f32 {
        let usual = self.new_card_seconds(card.card());
        self.cards.get(card).map_or(usual, |mean| mean.towards(usual, OTHERS[2])).max(1.0)
    }

    /// The expected seconds for a card that was never asked, by the last part of its name.
    pub fn new_card_seconds(&self, card: &str) -> f32 {
        let all = self.all.towards(USUAL, OTHERS[0]);
        let kind = self.kinds.get(&first_byte(card));
        kind.map_or(all, |mean| mean.towards(all, OTHERS[1])).max(1.0)
    }

    /// The seconds spent on that day on the cards that `counts` accepts.
    pub fn seconds_spent(&self, day: StudyDay, counts: impl Fn(&CardId) -> bool) -> f32 {
        if day != self.latest.0 {
            return 0.0;
        }
        self.latest.1.iter().filter(|(card, _)| counts(card)).map(|(_, seconds)| seconds).sum()
    }
}

/// Cards of one kind begin with one letter: definition, term, c1, order, s1, items.
fn kind(card: &CardId) -> u8 {
    first_byte(card.card())
}

fn first_byte(card: &str) -> u8 {
    card.bytes().next().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Calendar, Moment};
    use crate::memory::{AnswerMethod, EntryId, Scheduler};
    use crate::settings::Settings;

    fn review(at: i64, card: &str, rating: Rating, seconds: f32) -> Entry {
        let what = EntryKind::Review(rating, AnswerMethod::Shown, (seconds * 1000.0) as u32);
        Entry { id: EntryId(at as u64), at: Moment(at), card: CardId::from(card), what }
    }

    fn answer_stats(entries: &[Entry]) -> AnswerStats {
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let ledger = Ledger::fold(&scheduler, entries.to_vec());
        AnswerStats::from_entries(entries, &ledger, &scheduler)
    }

    #[test]
    fn others_stand_in_and_fade() {
        let none = answer_stats(&[]);
        assert!((none.seconds(&CardId::from("d/a/term")) - 13.0).abs() < 1e-4);
        assert!(
            (none.first_ratings().iter().sum::<f32>() - 1.0).abs() < 1e-5
                && (none.first_ratings()[0] - 0.24).abs() < 1e-5
        );
        let entries: Vec<Entry> =
            (0..200).map(|n| review(n, &format!("d/{n}/term"), Rating::Again, 4.0)).collect();
        let own = answer_stats(&entries);
        assert!(own.first_ratings()[0] > 0.9, "{:?}", own.first_ratings());
        assert!(
            (own.new_card_seconds("term") - 4.0).abs() < 0.3 && own.new_card_seconds("items") < 5.0
        );
    }

    #[test]
    fn a_cards_own_time_counts_most() {
        let mut entries: Vec<Entry> =
            (0..50).map(|n| review(n, &format!("d/{n}/term"), Rating::Good, 5.0)).collect();
        entries.extend((50..54).map(|n| review(n, "d/slow/term", Rating::Good, 40.0)));
        entries.push(review(60, "d/away/term", Rating::Good, 3000.0));
        entries.push(review(61, "d/script/term", Rating::Good, 0.0));
        let answer_stats = answer_stats(&entries);
        let seconds = |card: &str| answer_stats.seconds(&CardId::from(card));
        assert!(seconds("d/slow/term") > 30.0 && seconds("d/1/term") < 10.0);
        assert!(seconds("d/away/term") < 40.0, "somebody who was called away was not thinking");
        assert!((seconds("d/script/term") - answer_stats.new_card_seconds("term")).abs() < 1e-4);
        assert!(answer_stats.new_card_seconds("items") > 5.0, "of another kind little is known");
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
        assert!(
            lived(Rating::Again).calibration().adjust(0.9) < 0.5
                && lived(Rating::Good).calibration().adjust(0.9) > 0.9
        );
        let same_day: Vec<Entry> =
            (0..60).map(|n| review(n, "d/a/term", Rating::Again, 5.0)).collect();
        assert_eq!(
            answer_stats(&same_day).calibration(),
            Calibration::default(),
            "within a day nothing is forgotten"
        );
    }
}
