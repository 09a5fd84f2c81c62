//! The time zones that the user was in before. An answer belongs to the day that it was where the
//! user was then, so that a flight breaks no streak.

use std::fmt;

use jiff::tz::TimeZone;

use super::Moment;

/// The most zones that are remembered.
const MOST: usize = 12;

/// A zone that was left.
#[derive(Clone, Debug, PartialEq)]
struct PastZone {
    name: String,
    zone: TimeZone,
    until: Moment,
}

/// Zones that were left, the earliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastZones(Vec<PastZone>);

impl PastZones {
    /// Adds the zone that was in force until then; one that is not known is left out.
    pub fn add(&mut self, name: &str, until: Moment) {
        let is_later = self.0.last().is_none_or(|last| last.until < until);
        if let Ok(zone) = TimeZone::get(name)
            && is_later
        {
            self.0.push(PastZone { name: name.to_string(), zone, until });
        }
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }

    /// Reads zones as they are written.
    pub fn parse(text: &str) -> PastZones {
        let mut zones = PastZones::default();
        for zone in text.split(", ") {
            if let Some((name, until)) = zone.split_once(" until ")
                && let Ok(until) = until.parse()
            {
                zones.add(name, Moment(until));
            }
        }
        zones
    }

    /// The zone at a moment, if that is a past one.
    pub(super) fn at(&self, at: Moment) -> Option<&TimeZone> {
        self.0.iter().find(|zone| at < zone.until).map(|zone| &zone.zone)
    }
}

impl fmt::Display for PastZones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|zone| write!(f, ", {} until {}", zone.name, zone.until.0))
    }
}
