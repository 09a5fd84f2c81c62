//! Durations as people read them: `9 min`, `3 d`, `4 mo`, `1.2 y`, and `7:12` on a clock.

use std::time::Duration;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const YEAR: f64 = 365.25 * DAY;
const MONTH: f64 = YEAR / 12.0;

/// A duration in the largest unit that it fills once rounded, with a tenth below ten.
pub fn human(seconds: u32) -> String {
    let seconds = f64::from(seconds);
    let rounded = |unit: f64| (seconds / unit).round();
    // Each unit ends where the next would round to one.
    if seconds < MINUTE {
        return format!("{seconds} s");
    }
    if rounded(MINUTE) < 60.0 {
        return format!("{} min", rounded(MINUTE));
    }
    if rounded(HOUR) < 24.0 {
        return format!("{} h", rounded(HOUR));
    }
    if rounded(DAY) < 31.0 {
        return format!("{} d", rounded(DAY));
    }
    if rounded(MONTH) < 12.0 {
        return format!("{} mo", tenths(seconds / MONTH));
    }
    format!("{} y", tenths(seconds / YEAR))
}

/// A duration as a clock shows it: `7:12`, `1:02:03`. A second that has begun counts.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_millis().div_ceil(1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// A number with a tenth below ten, unless that is zero.
fn tenths(number: f64) -> String {
    let tenths = (number * 10.0).round() / 10.0;
    if tenths < 10.0 { format!("{tenths}") } else { format!("{}", number.round()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_has_two_digits_after_the_colon() {
        assert_eq!(
            [0, 1, 59_000, 61_000, 432_000, 3_723_000]
                .map(|milliseconds| clock(Duration::from_millis(milliseconds))),
            ["0:00", "0:01", "0:59", "1:01", "7:12", "1:02:03"]
        );
    }

    #[test]
    fn every_size_has_its_unit() {
        let days = |days: u32| days * 86_400;
        for (seconds, text) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (330, "6 min"),
            (540, "9 min"),
            (3_569, "59 min"),
            (3_570, "1 h"),
            (5 * 3_600, "5 h"),
            (days(1) - 1, "1 d"),
            (days(3), "3 d"),
            (days(30), "30 d"),
            (days(31), "1 mo"),
            (days(46), "1.5 mo"),
            (days(122), "4 mo"),
            (days(365), "1 y"),
            (days(438), "1.2 y"),
            (days(36_500), "100 y"),
            (u32::MAX, "136 y"),
        ] {
            assert_eq!(human(seconds), text, "{seconds}");
        }
    }
}
