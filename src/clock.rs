//! The clock and the calendar: the one place where time is read, and what a day is.
//!
//! A study day begins in the small hours (4 a.m. by default), in local time, so that a late evening
//! counts as one day. All arithmetic on time zones is `jiff`'s; nothing else in the program uses
//! it.

mod date_words;
mod past_zones;

use std::fmt;
use std::time::{Duration, Instant};

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};
pub use past_zones::PastZones;
use serde::{Deserialize, Serialize};

/// A moment for measuring durations.
#[expect(clippy::disallowed_methods, reason = "this is the seam that the ban points to")]
pub fn monotonic() -> Instant {
    Instant::now()
}

/// A point in time, in milliseconds since 1970 (UTC).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// Reads an RFC 3339 date and time; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Moment, String> {
        let stamp: Timestamp =
            text.trim().parse().map_err(|error: jiff::Error| error.to_string())?;
        Ok(Moment(stamp.as_millisecond()))
    }

    /// The moment so many seconds later.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Moment {
        Moment(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// The seconds from `earlier` until this moment; negative if it is later.
    pub fn seconds_since(self, earlier: Moment) -> f64 {
        self.0.saturating_sub(earlier.0) as f64 / 1000.0
    }

    fn stamp(self) -> Timestamp {
        let beyond = if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_millisecond(self.0).unwrap_or(beyond)
    }
}

impl fmt::Display for Moment {
    /// Writes it as RFC 3339 in UTC.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.stamp())
    }
}

/// Where "now" comes from: the system, or a fixed moment for tests and screenshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    fixed: Option<Moment>,
    began: Instant,
}

impl Default for Clock {
    fn default() -> Clock {
        Clock { fixed: None, began: monotonic() }
    }
}

impl Clock {
    /// The variable that fixes the time, as an RFC 3339 date and time.
    pub const VARIABLE: &str = "LACUNA_NOW";

    /// The system's clock, or one that stands still at a moment.
    pub fn new(fixed: Option<&str>) -> Result<Clock, String> {
        Ok(Clock { fixed: fixed.map(Moment::parse).transpose()?, ..Clock::default() })
    }

    /// The time.
    pub fn now(&self) -> Moment {
        self.fixed.unwrap_or_else(|| Moment(Timestamp::now().as_millisecond()))
    }

    /// Both times.
    pub fn times(&self) -> Timestamps {
        Timestamps { wall: self.now(), run: self.elapsed() }
    }

    /// The time since the clock was made, for durations: nobody can set it. On a fixed clock it is
    /// zero.
    pub fn elapsed(&self) -> Duration {
        if self.fixed.is_some() { Duration::ZERO } else { self.uptime() }
    }

    /// The time since the clock was made, even on a fixed one.
    pub fn uptime(&self) -> Duration {
        self.began.elapsed()
    }

    /// Whether it always says the same time.
    pub fn is_fixed(&self) -> bool {
        self.fixed.is_some()
    }
}

/// Both times of an event: that of the wall clock, which may be set, and one for durations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timestamps {
    /// For records.
    pub wall: Moment,
    /// For durations: since some fixed start, never going back.
    pub run: Duration,
}

/// A study day, as the number of days since 1 January 1970.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct StudyDay(pub i32);

impl StudyDay {
    /// Reads a date as in `2026-12-09`; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<StudyDay, String> {
        // Nothing but the date: a time of day behind it would be read and lost.
        let plain =
            text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let date = if plain { text.parse::<Date>().ok() } else { None };
        date.map(|date| StudyDay(days_since_epoch(date)))
            .ok_or_else(|| format!("`{text}` is no date, as 2026-12-09 is one"))
    }

    /// The date as in `2026-12-09`.
    pub fn iso(self) -> String {
        date(self).to_string()
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> StudyDay {
        StudyDay(days_since_epoch(date(self).first_of_month()))
    }

    /// Its month as in `December 2026`.
    pub fn month_name(self) -> String {
        date(self).strftime("%B %Y").to_string()
    }

    /// How many days it is after a Monday.
    pub fn weekday(self) -> u16 {
        date(self).weekday().to_monday_zero_offset().unsigned_abs().into()
    }
}

/// Which day a moment belongs to: a time zone, and the hour at which a day begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    zone: TimeZone,
    starts: i8,
    past: PastZones,
}

impl Calendar {
    /// The calendar of this machine's time zone.
    pub fn local(starts: u8) -> Calendar {
        Calendar::of_zone(TimeZone::system(), starts)
    }

    /// The calendar of a time zone given by its rules (`TZif`, RFC 8536); none if they can't be
    /// read.
    pub fn from_rules(name: &str, rules: &[u8], starts: u8) -> Option<Calendar> {
        Some(Calendar::of_zone(TimeZone::tzif(name, rules).ok()?, starts))
    }

    /// The calendar of a named time zone.
    pub fn named(zone: &str, starts: u8) -> Result<Calendar, String> {
        let zone = TimeZone::get(zone).map_err(|error| error.to_string())?;
        Ok(Calendar::of_zone(zone, starts))
    }

    /// The calendar of UTC with days from midnight on.
    pub fn utc() -> Calendar {
        Calendar::of_zone(TimeZone::UTC, 0)
    }

    fn of_zone(zone: TimeZone, starts: u8) -> Calendar {
        let past = PastZones::default();
        Calendar { zone, starts: starts.min(23).cast_signed(), past }
    }

    /// The same calendar, with other zones for the past.
    #[must_use]
    pub fn with_past(self, past: PastZones) -> Calendar {
        Calendar { past, ..self }
    }

    /// The same calendar with days that begin at another hour.
    #[must_use]
    pub fn starting(&self, starts: u8) -> Calendar {
        Calendar { starts: starts.min(23).cast_signed(), ..self.clone() }
    }

    /// A name that differs where the days differ.
    pub fn name(&self) -> String {
        format!("{} {}{}", self.zone_name().unwrap_or("local"), self.starts, self.past)
    }

    /// The name of the zone, if it has one.
    pub fn zone_name(&self) -> Option<&str> {
        self.zone.iana_name()
    }

    /// The study day of a moment.
    pub fn day(&self, at: Moment) -> StudyDay {
        let local = self.past.at(at).unwrap_or(&self.zone).to_datetime(at.stamp());
        let date = local.date();
        let before = local.time() < Time::constant(self.starts, 0, 0, 0);
        StudyDay(days_since_epoch(date) - i32::from(before))
    }

    /// The moment at which a study day begins.
    pub fn start(&self, day: StudyDay) -> Moment {
        let start = date(day).at(self.starts, 0, 0, 0);
        // Where the clocks skip that hour, the day begins when they have.
        let zoned = self.zone.to_ambiguous_timestamp(start).compatible();
        zoned.map_or(Moment(i64::from(day.0) * 86_400_000), |stamp| Moment(stamp.as_millisecond()))
    }

    /// Noon of a study day's date.
    pub fn noon(&self, day: StudyDay) -> Moment {
        let zoned = self.zone.to_ambiguous_timestamp(date(day).at(12, 0, 0, 0)).compatible();
        zoned.map_or(Moment(i64::from(day.0) * 86_400_000), |stamp| Moment(stamp.as_millisecond()))
    }

    /// The date of a study day as a reader sees it: `Wed 9 Dec`.
    pub fn date(&self, day: StudyDay) -> String {
        date(day).strftime("%a %-d %b").to_string()
    }

    /// The date of a study day as `2026-12-09`.
    pub fn iso_date(&self, day: StudyDay) -> String {
        date(day).to_string()
    }

    /// The local time of a moment as `2026-12-09 14:05`.
    pub fn date_and_time(&self, at: Moment) -> String {
        self.zone.to_datetime(at.stamp()).strftime("%Y-%m-%d %H:%M").to_string()
    }
}

fn days_since_epoch(date: Date) -> i32 {
    date.since((jiff::Unit::Day, EPOCH)).map_or(0, |span: Span| span.get_days())
}

fn date(day: StudyDay) -> Date {
    // Further than any date there is, and within what a span of days may be.
    EPOCH.saturating_add(i64::from(day.0.clamp(-7_000_000, 7_000_000)).days())
}

const EPOCH: Date = Date::constant(1970, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn a_moment_reads_and_writes_rfc_3339() {
        assert_eq!(at("2026-11-22T12:00:00+02:00").to_string(), "2026-11-22T10:00:00Z");
        assert_eq!(at("2026-11-22T10:00:00.250Z").0 % 1000, 250);
        assert!(Moment::parse("yesterday").is_err());
        assert!(
            Moment(i64::MAX).to_string().starts_with("9999-12-30"),
            "the last moment that a calendar has"
        );
    }

    #[test]
    fn a_day_begins_at_four() {
        let berlin = Calendar::named("Europe/Berlin", 4).unwrap();
        let day = |text| berlin.day(at(text));
        assert_eq!(day("2026-11-22T03:59:59+01:00").0 + 1, day("2026-11-22T04:00:00+01:00").0);
        assert_eq!(day("2026-11-22T23:00:00+01:00"), day("2026-11-23T03:00:00+01:00"));
        assert_eq!(berlin.start(day("2026-11-22T12:00:00+01:00")), at("2026-11-22T04:00:00+01:00"));
        assert_eq!(berlin.date(day("2026-12-09T12:00:00+01:00")), "Wed 9 Dec");
    }

    #[test]
    fn summer_time_moves_no_day() {
        let berlin = Calendar::named("Europe/Berlin", 2).unwrap();
        // On 29 March 2026 two o'clock does not exist: the day begins at three.
        let day = berlin.day(at("2026-03-29T12:00:00+02:00"));
        assert_eq!(berlin.start(day), at("2026-03-29T03:00:00+02:00"));
        for calendar in [
            berlin,
            Calendar::named("America/New_York", 4).unwrap(),
            Calendar::named("Asia/Tokyo", 0).unwrap(),
        ] {
            for day in (20_000..21_500).map(StudyDay) {
                let start = calendar.start(day);
                assert_eq!(calendar.day(start), day);
                assert_eq!(calendar.day(Moment(start.0 - 1)), StudyDay(day.0 - 1));
            }
        }
    }
}
