//! This machine's time zone, found with two looks at the disk.
//!
//! `jiff` finds it too, but reads the whole list of zones to do so: a millisecond before the first
//! frame, which is a fifth of all that it takes.

use std::path::Path;

use super::os;
use crate::clock::Calendar;

/// Where most systems keep the rules of their zone.
const LOCAL: &str = "/etc/localtime";
/// What the folders of zones are called, wherever they lie.
const ZONES: &str = "zoneinfo/";

/// The calendar of this machine's time zone, with days from that hour on.
pub fn calendar(starts: u8) -> Calendar {
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
    fn it_is_the_zone_that_jiff_finds() {
        if let Some(found) = from_rules(Path::new(LOCAL), 4) {
            assert_eq!(found.name(), Calendar::local(4).name());
        }
        assert_eq!(from_rules(Path::new("/nowhere"), 4), None);
    }
}
