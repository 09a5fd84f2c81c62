//! This machine's time zone, found with two looks at the disk.
//!
//! `jiff` finds it too, but reads the whole list of zones to do so: a millisecond before the first
//! frame, which is a fifth of all that it takes.

use std::path::Path;

use super::{ConfigHome, os, snapshot};
use crate::clock::{Calendar, Moment, PastZones};

/// Where most systems keep the rules of their zone.
const LOCAL: &str = "/etc/localtime";
/// What the folders of zones are called, wherever they lie.
const ZONES: &str = "zoneinfo/";

/// The calendar of this machine's time zone, with days from that hour on. Days of the past are in
/// the zones in which the machine was then, as far as `state.ron` knows them.
pub fn calendar(home: &ConfigHome, starts: u8) -> Calendar {
    let calendar = present(starts);
    let past = past_zones(home, calendar.zone_name());
    calendar.with_past(past)
}

/// The zones before the present one: those that `state.ron` names, and its own zone until the last
/// answer that it covers.
fn past_zones(home: &ConfigHome, present: Option<&str>) -> PastZones {
    let Some((basis, latest)) = snapshot::read_basis(&home.state()) else {
        return PastZones::default();
    };
    // The calendar's name, and a hash of the settings behind it.
    let name = basis.rsplit_once(' ').map_or("", |(name, _)| name);
    let (last, before) = name.split_once(", ").unwrap_or((name, ""));
    let mut past = PastZones::parse(before);
    let last = last.rsplit_once(' ').map_or("", |(zone, _)| zone);
    if present.is_some_and(|present| present != last) {
        past.add(last, Moment(latest.0 + 1));
    }
    past
}

fn present(starts: u8) -> Calendar {
    // Whoever has set TZ means something by it that jiff knows how to read.
    let told = std::env::var_os("TZ").is_some();
    let found = if told { None } else { from_rules(Path::new(LOCAL), starts) };
    found.unwrap_or_else(|| Calendar::local(starts))
}

fn from_rules(path: &Path, starts: u8) -> Option<Calendar> {
    let rules = os::read(path).ok()?;
    // The link to the rules has the zone's name in it.
    let link = os::canonicalize(path).ok()?;
    let name = link.to_str()?.split_once(ZONES)?.1;
    Calendar::from_rules(name, &rules, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flight_breaks_no_streak() {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path());
        let days = |calendar: &Calendar| {
            // Ten days in Tokyo, early and late in turn.
            let at = |day: usize| ["T07:30:00+09:00", "T23:30:00+09:00"][day % 2];
            let time = |day: usize| format!("2026-11-{:02}{}", day + 1, at(day));
            let mut days: Vec<i32> =
                (0..10).map(|day| calendar.day(Moment::parse(&time(day)).unwrap()).0).collect();
            days.dedup();
            days
        };
        let london = Calendar::named("Europe/London", 4).unwrap();
        let row = |days: &[i32]| days.windows(2).all(|pair| pair[1] == pair[0] + 1);
        assert!(days(&london).len() < 10, "by London's days some are missing");
        let latest = Moment::parse("2026-11-11T00:00:00Z").unwrap().0;
        let write = |basis: &str| {
            let head = format!("(format:1,covers:0,lines:0,tail:\"0\",latest:{latest},");
            std::fs::write(home.state(), format!("{head}basis:\"{basis}\",")).unwrap();
        };
        write("Asia/Tokyo 4 0123456789abcdef");
        let past = past_zones(&home, london.zone_name());
        let flown = london.clone().with_past(past);
        assert!(days(&flown).len() == 10 && row(&days(&flown)), "{:?}", days(&flown));
        // It stays known once the state is worked out anew.
        write(&format!("{} 0123456789abcdef", flown.name()));
        let back = london.with_past(past_zones(&home, Some("Europe/London")));
        assert_eq!(back, flown);
    }

    #[test]
    fn it_is_the_zone_that_jiff_finds() {
        if let Some(found) = from_rules(Path::new(LOCAL), 4) {
            assert_eq!(found.name(), Calendar::local(4).name());
        }
        assert_eq!(from_rules(Path::new("/nowhere"), 4), None);
    }
}
