//! Reviews day by day: how many answers, how many of them recalled, and how long they took.

use std::collections::{BTreeMap, HashMap};

use super::answer_times::AnswerTimes;
use super::ledger::effective_entries;
use super::{CardId, Entry, EntryKind};
use crate::clock::{Calendar, StudyDay};

/// The reviews of a day or a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ReviewCount {
    /// How many answers were given.
    pub answers: u32,
    /// How many seconds they took.
    pub seconds: f32,
    /// How many cards were asked for the first time.
    pub new: u32,
    /// How many cards were asked that had been asked on an earlier day: the first answer of each on
    /// its day.
    pub asked: u32,
    /// How many of those were recalled.
    pub recalled: u32,
}

impl ReviewCount {
    /// The share of cards that were recalled after a day or more: the true retention.
    pub fn retention(&self) -> Option<f32> {
        (self.asked > 0).then(|| self.recalled as f32 / self.asked as f32)
    }

    fn add(&mut self, other: &ReviewCount) {
        self.answers += other.answers;
        self.seconds += other.seconds;
        self.new += other.new;
        self.asked += other.asked;
        self.recalled += other.recalled;
    }
}

/// All reviews by day. What was undone does not count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewStats {
    days: BTreeMap<StudyDay, ReviewCount>,
    times: AnswerTimes,
}

impl ReviewStats {
    /// Counts the entries of a log, in whatever order they come.
    pub fn from_entries(entries: Vec<Entry>, calendar: &Calendar) -> ReviewStats {
        let mut stats = ReviewStats::default();
        let mut last: HashMap<CardId, StudyDay> = HashMap::new();
        for Entry { at, card, what, .. } in effective_entries(entries) {
            let EntryKind::Review(rating, _, milliseconds) = what else { continue };
            let day = calendar.day(at);
            stats.times.add(&card, rating, milliseconds);
            let before = last.insert(card, day);
            let counts = stats.days.entry(day).or_default();
            counts.answers += 1;
            counts.seconds += milliseconds as f32 / 1000.0;
            counts.new += u32::from(before.is_none());
            if before.is_some_and(|before| before < day) {
                counts.asked += 1;
                counts.recalled += u32::from(rating.is_recalled());
            }
        }
        stats
    }

    /// The reviews of a day.
    pub fn day(&self, day: StudyDay) -> ReviewCount {
        self.days.get(&day).copied().unwrap_or_default()
    }

    /// The days with answers, the first first.
    pub fn days(&self) -> impl DoubleEndedIterator<Item = (StudyDay, &ReviewCount)> {
        self.days.iter().map(|(day, counts)| (*day, counts))
    }

    /// How long answers took.
    pub fn times(&self) -> &AnswerTimes {
        &self.times
    }

    /// The reviews of all days.
    pub fn total(&self) -> ReviewCount {
        self.sum(|_| true)
    }

    /// The reviews of the last `days` days, today included.
    pub fn last_days(&self, today: StudyDay, days: i32) -> ReviewCount {
        self.sum(|day| day.0 > today.0 - days && day <= today)
    }

    fn sum(&self, includes: impl Fn(StudyDay) -> bool) -> ReviewCount {
        let mut sum = ReviewCount::default();
        self.days().filter(|(day, _)| includes(*day)).for_each(|(_, counts)| sum.add(counts));
        sum
    }

    /// The reviews of each month, as in `2026-12`, the first first.
    pub fn months(&self) -> Vec<(String, ReviewCount)> {
        let mut months: BTreeMap<String, ReviewCount> = BTreeMap::new();
        for (day, counts) in self.days() {
            let date = day.iso();
            let month = date.rsplit_once('-').map_or(date.as_str(), |(month, _)| month);
            months.entry(month.to_string()).or_default().add(counts);
        }
        months.into_iter().collect()
    }

    /// On how many days there were answers without a break, up to today or, as long as there are
    /// none today, to yesterday. One day in seven may be a rest day: it breaks nothing and is not
    /// counted.
    pub fn streak(&self, today: StudyDay) -> u32 {
        let days = self.days.range(..=today).map(|(day, _)| *day);
        let run = days.fold(Streak::default(), Streak::add);
        let is_alive = run.last.is_some_and(|last| last >= StudyDay(today.0 - 1))
            || run.may_rest_before(today);
        if is_alive { run.days } else { 0 }
    }

    /// The longest streak there was.
    pub fn longest_streak(&self) -> u32 {
        let mut run = Streak::default();
        let lengths = self.days.keys().map(|day| {
            run = run.add(*day);
            run.days
        });
        lengths.max().unwrap_or(0)
    }
}

/// Days with answers, one after the other.
#[derive(Clone, Copy, Default)]
struct Streak {
    days: u32,
    last: Option<StudyDay>,
    rested: Option<StudyDay>,
}

impl Streak {
    fn add(self, day: StudyDay) -> Streak {
        let last = Some(day);
        if self.last == Some(StudyDay(day.0 - 1)) {
            Streak { days: self.days + 1, last, ..self }
        } else if self.may_rest_before(day) {
            Streak { days: self.days + 1, last, rested: Some(StudyDay(day.0 - 1)) }
        } else {
            Streak { days: 1, last, rested: None }
        }
    }

    /// Whether the one day between the last one and this may be a rest day.
    fn may_rest_before(&self, day: StudyDay) -> bool {
        self.last == Some(StudyDay(day.0 - 2))
            && self.rested.is_none_or(|rested| day.0 - 1 - rested.0 >= 7)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::memory::{AnswerMethod, EntryId, Rating};

    fn review(id: u64, day: i64, card: &str, rating: Rating) -> Entry {
        let at = Moment(day * 86_400_000 + id as i64);
        Entry {
            id: EntryId(id),
            at,
            card: CardId::from(card),
            what: EntryKind::Review(rating, AnswerMethod::Shown, 2000),
        }
    }

    #[test]
    fn days_are_counted_and_what_was_taken_back_is_not() {
        let mut entries = vec![
            review(1, 10, "d/a/c", Rating::Again),
            review(2, 10, "d/a/c", Rating::Good),
            review(3, 11, "d/a/c", Rating::Good),
            review(4, 11, "d/a/c", Rating::Again),
            review(5, 12, "d/a/c", Rating::Again),
            review(6, 12, "d/b/c", Rating::Easy),
        ];
        entries.push(Entry {
            what: EntryKind::Retract(EntryId(6)),
            ..review(7, 12, "d/b/c", Rating::Easy)
        });
        entries.reverse();
        let stats = ReviewStats::from_entries(entries, &Calendar::utc());
        assert_eq!(
            stats.day(StudyDay(10)),
            ReviewCount { answers: 2, seconds: 4.0, new: 1, asked: 0, recalled: 0 }
        );
        assert_eq!(
            stats.day(StudyDay(11)),
            ReviewCount { answers: 2, seconds: 4.0, new: 0, asked: 1, recalled: 1 }
        );
        assert_eq!(stats.day(StudyDay(12)).retention(), Some(0.0));
        assert_eq!((stats.total().answers, stats.total().retention()), (5, Some(0.5)));
        assert_eq!(stats.last_days(StudyDay(12), 2).answers, 3);
        let months = stats.months();
        assert_eq!((months.len(), months[0].0.as_str()), (1, "1970-01"));
    }

    #[test]
    fn a_streak_lasts_until_a_day_is_over_without_answers() {
        let days = [3, 4, 5, 8, 9];
        let entries =
            days.iter().map(|&day| review(day as u64, day, "d/a/c", Rating::Good)).collect();
        let stats = ReviewStats::from_entries(entries, &Calendar::utc());
        let streak = |today| stats.streak(StudyDay(today));
        assert_eq!([streak(9), streak(10), streak(11), streak(12)], [2, 2, 2, 0]);
        assert_eq!([streak(5), streak(7), streak(8), streak(1)], [3, 3, 1, 0]);
        assert_eq!((stats.longest_streak(), ReviewStats::default().streak(StudyDay(1))), (3, 0));
        assert_eq!(ReviewStats::default().longest_streak(), 0);
    }

    #[test]
    fn one_day_in_seven_may_be_a_rest_day() {
        let streak = |days: &[i64], today| {
            let entries =
                days.iter().map(|&day| review(day as u64, day, "d/a/c", Rating::Good)).collect();
            let stats = ReviewStats::from_entries(entries, &Calendar::utc());
            (stats.streak(StudyDay(today)), stats.longest_streak())
        };
        assert_eq!(streak(&[1, 2, 4, 5], 5), (4, 4), "day 3 was a rest");
        assert_eq!(streak(&[1, 2, 4, 6], 6), (1, 3), "day 5 is the second in a week");
        assert_eq!(streak(&[1, 3, 4, 5, 6, 7, 8, 10], 10), (8, 8), "day 9 is a week later");
    }
}
