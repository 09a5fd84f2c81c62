//! How a learner answers: how often with which rating, and how long it takes.
//!
//! Until there are answers, what Anki's users do on average (the `fsrs` crate's figures) stands in,
//! and it fades as the learner's own come in.

use std::collections::HashMap;

use fsrs::SimulatorConfig;

use super::{Calibration, MemorySnapshot};
use crate::clock::StudyDay;
use crate::memory::{CardId, Entry, EntryKind, Ledger, Rating, Scheduler};

/// What a recalled answer takes, in seconds, as long as nobody has measured it (the mean of Anki's
/// users).
const USUAL: f32 = 13.0;
/// As many answers of others stand against one's own at first: for the mean, for a kind of card,
/// and for a card.
const OTHERS: [f32; 3] = [5.0, 3.0, 1.0];
/// As many ratings of others.
const RATINGS: f32 = 20.0;
/// Whoever takes longer than this many seconds was called away.
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

    /// Returns the mean, drawn towards `usual` as if that were so many answers more.
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
    /// What the parameters make of the answers so far, card by card, and how far off that was.
    traces: HashMap<CardId, MemorySnapshot>,
    temper: Calibration,
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
            traces: HashMap::new(),
            temper: Calibration::default(),
        }
    }
}

impl AnswerStats {
    /// Returns the habits that show in these entries; the ledger tells which of them were a card's
    /// first.
    pub fn from_entries<'a>(
        entries: impl IntoIterator<Item = &'a Entry>,
        ledger: &Ledger,
        scheduler: &Scheduler,
    ) -> AnswerStats {
        let mut habits = AnswerStats::default();
        entries.into_iter().for_each(|entry| habits.add(entry, ledger, scheduler));
        habits
    }

    /// Takes in one more entry.
    pub fn add(&mut self, entry: &Entry, ledger: &Ledger, scheduler: &Scheduler) {
        let EntryKind::Review(rating, _, milliseconds) = entry.what else {
            // Whatever else happened to the card, its memory is no longer what its answers say.
            self.traces.remove(&entry.card);
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
        // An answer of no time at all was given by a program that did not measure it.
        if milliseconds > 0 {
            self.all.add(seconds);
            self.kinds.entry(kind(&entry.card)).or_default().add(seconds);
            self.cards.entry(entry.card.clone()).or_default().add(seconds);
        }
    }

    /// Compares an answer with what was to be expected of it. Only a card whose answers are known
    /// from the first one tells something, and only on another day: within one, everybody recalls.
    fn compare(&mut self, entry: &Entry, rating: Rating, first: bool, scheduler: &Scheduler) {
        let (day, before) = (scheduler.calendar().day(entry.at), self.traces.remove(&entry.card));
        if before.is_none() && !first {
            return;
        }
        if let Some(trace) = before.filter(|trace| trace.day < day) {
            let plain = trace.recall(scheduler, Calibration::default(), entry.at);
            self.temper.update(plain, rating.is_recalled());
        }
        if let Some(trace) = MemorySnapshot::after(before, entry.at, rating, scheduler) {
            self.traces.insert(entry.card.clone(), trace);
        }
    }

    /// Returns by how much this learner's recall differs from what the parameters say.
    pub fn calibration(&self) -> Calibration {
        self.temper
    }

    /// Returns the chance of each rating of a card that was never asked, the worst first.
    pub fn first_ratings(&self) -> [f32; 4] {
        let sum: f32 = self.first.iter().sum();
        self.first.map(|count| count / sum)
    }

    /// Returns the chance of Hard, Good and Easy of a card that is recalled.
    pub fn recalled_ratings(&self) -> [f32; 3] {
        let sum: f32 = self.passed.iter().sum();
        self.passed.map(|count| count / sum)
    }

    /// Returns what an answer to the card takes, in seconds: its own mean, drawn towards that of
    /// its kind, which is drawn towards that of all.
    pub fn seconds(&self, card: &CardId) -> f32 {
        let usual = self.new_card_seconds(card.card());
        self.cards.get(card).map_or(usual, |mean| mean.towards(usual, OTHERS[2])).max(1.0)
    }

    /// Returns what an answer to a card takes that was never asked, by the last part of its name.
    pub fn new_card_seconds(&self, card: &str) -> f32 {
        let all = self.all.towards(USUAL, OTHERS[0]);
        let kind = self.kinds.get(&first_byte(card));
        kind.map_or(all, |mean| mean.towards(all, OTHERS[1])).max(1.0)
    }

    /// Returns the seconds that went into the cards that `counts` says yes to on that day.
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

    fn habits(entries: &[Entry]) -> AnswerStats {
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let ledger = Ledger::fold(&scheduler, entries.to_vec());
        AnswerStats::from_entries(entries, &ledger, &scheduler)
    }

    #[test]
    fn others_stand_in_and_fade() {
        let none = habits(&[]);
        assert!((none.seconds(&CardId::from("d/a/term")) - 13.0).abs() < 1e-4);
        assert!(
            (none.first_ratings().iter().sum::<f32>() - 1.0).abs() < 1e-5
                && (none.first_ratings()[0] - 0.24).abs() < 1e-5
        );
        let entries: Vec<Entry> =
            (0..200).map(|n| review(n, &format!("d/{n}/term"), Rating::Again, 4.0)).collect();
        let own = habits(&entries);
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
        let habits = habits(&entries);
        let seconds = |card: &str| habits.seconds(&CardId::from(card));
        assert!(seconds("d/slow/term") > 30.0 && seconds("d/1/term") < 10.0);
        assert!(seconds("d/away/term") < 40.0, "somebody who was called away was not thinking");
        assert!((seconds("d/script/term") - habits.new_card_seconds("term")).abs() < 1e-4);
        assert!(habits.new_card_seconds("items") > 5.0, "of another kind little is known");
    }

    #[test]
    fn what_today_took_is_known() {
        let day = 86_400_000;
        let entries = [
            review(5, "d/a/term", Rating::Good, 9.0),
            review(day + 1, "d/a/term", Rating::Good, 5.0),
            review(day + 9, "d/b/term", Rating::Again, 6.0),
        ];
        let habits = habits(&entries);
        assert!((habits.seconds_spent(StudyDay(1), |_| true) - 11.0).abs() < 1e-4);
        assert!(
            (habits.seconds_spent(StudyDay(1), |card| card.note() == "d/b") - 6.0).abs() < 1e-4
        );
        assert!(habits.seconds_spent(StudyDay(2), |_| true) < 1e-6);
        assert!(
            (habits.recalled_ratings()[1] - (0.631 * 20.0 + 1.0) / 21.0).abs() < 1e-3,
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
            habits(&first.chain(later).chain(truncated).collect::<Vec<_>>())
        };
        assert!(
            lived(Rating::Again).calibration().adjust(0.9) < 0.5
                && lived(Rating::Good).calibration().adjust(0.9) > 0.9
        );
        let same_day: Vec<Entry> =
            (0..60).map(|n| review(n, "d/a/term", Rating::Again, 5.0)).collect();
        assert_eq!(
            habits(&same_day).calibration(),
            Calibration::default(),
            "within a day nothing is forgotten"
        );
    }
}
