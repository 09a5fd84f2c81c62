//! Dates as people type them.

use jiff::civil::Date;

use super::{StudyDay, date, days_since_epoch};

/// The months and the days of the week, by the letters that tell them apart.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// So many years have a 29th of February among them.
const LEAP: i16 = 8;

impl StudyDay {
    /// Reads a date as people type it: `2026-12-09`, `9 dec`, `Dec 9, 2026`, `tue`, `in 12 days`,
    /// `+14`. A day without a year or a week is the next one; none if it is no date.
    pub fn from_words(text: &str, today: StudyDay) -> Option<StudyDay> {
        if let Ok(day) = StudyDay::parse(text.trim()) {
            return Some(day);
        }
        let text = text.to_lowercase();
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.'));
        let words: Vec<&str> =
            words.filter(|word| !matches!(*word, "" | "in" | "on" | "next" | "the")).collect();
        match words[..] {
            ["today"] => Some(today),
            ["tomorrow"] => after(today, 1),
            [word] if word.starts_with('+') => after(today, word[1..].parse().ok()?),
            [word] => next_weekday(index(&WEEKDAYS, word)?, today),
            [count, unit] if unit.starts_with("day") => after(today, number(count)?),
            [count, unit] if unit.starts_with("week") => {
                after(today, number(count)?.checked_mul(7)?)
            }
            [a, b] => match index(&MONTHS, b) {
                Some(month) => next_date(number(a)?, month, today),
                None => next_date(number(b)?, index(&MONTHS, a)?, today),
            },
            [a, b, year] => {
                let year = i16::try_from(number(year)?).ok()?;
                let (day, month) = match index(&MONTHS, b) {
                    Some(month) => (number(a)?, month),
                    None => (number(b)?, index(&MONTHS, a)?),
                };
                on(year, month, day)
            }
            _ => None,
        }
    }
}

fn after(today: StudyDay, days: i32) -> Option<StudyDay> {
    today.0.checked_add(days).filter(|_| days >= 0).map(StudyDay)
}

/// The number that a word is: `9`, `9th`, `a`.
fn number(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    match (digits, &word[digits.len()..]) {
        ("", "a" | "an" | "one") => Some(1),
        (digits, "" | "st" | "nd" | "rd" | "th") => digits.parse().ok(),
        _ => None,
    }
}

/// The place of a name that the word is or abbreviates.
fn index(names: &[&str], word: &str) -> Option<i32> {
    let at = names.iter().position(|name| word.starts_with(name))?;
    word.chars().all(char::is_alphabetic).then_some(at as i32)
}

fn next_weekday(weekday: i32, today: StudyDay) -> Option<StudyDay> {
    let now = i32::from(date(today).weekday().to_monday_zero_offset());
    after(today, (weekday - now - 1).rem_euclid(7) + 1)
}

fn next_date(day: i32, month: i32, today: StudyDay) -> Option<StudyDay> {
    let year = date(today).year();
    (year..=year + LEAP).filter_map(|year| on(year, month, day)).find(|found| *found >= today)
}

fn on(year: i16, month: i32, day: i32) -> Option<StudyDay> {
    let date = Date::new(year, month as i8 + 1, i8::try_from(day).ok()?).ok()?;
    Some(StudyDay(days_since_epoch(date)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_people_type_it() {
        // A Sunday.
        let today = StudyDay::parse("2026-11-22").unwrap();
        for (text, date) in [
            (" 2026-12-09 ", "2026-12-09"),
            ("9 dec", "2026-12-09"),
            ("9. Dec.", "2026-12-09"),
            ("December 9th", "2026-12-09"),
            ("the 9th dec", "2026-12-09"),
            ("dec 9, 2027", "2027-12-09"),
            ("9 december 2027", "2027-12-09"),
            ("3 jan", "2027-01-03"),
            ("22 nov", "2026-11-22"),
            ("29 feb", "2028-02-29"),
            ("today", "2026-11-22"),
            ("Tomorrow", "2026-11-23"),
            ("tue", "2026-11-24"),
            ("next Sunday", "2026-11-29"),
            ("in 12 days", "2026-12-04"),
            ("2 weeks", "2026-12-06"),
            ("in a week", "2026-11-29"),
            ("+14", "2026-12-06"),
        ] {
            let read = StudyDay::from_words(text, today);
            assert_eq!(read, Some(StudyDay::parse(date).unwrap()), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        let today = StudyDay::parse("2026-11-22").unwrap();
        for text in [
            "",
            "dec",
            "31 feb",
            "9",
            "+",
            "+-3",
            "-3 days",
            "in many days",
            "x2 dec",
            "9 foo",
            "2026-12-40",
            "9/12",
            "99999999999 weeks",
            "9 dec 99999",
            "ü",
            "9 déc 2026 x",
            "+é",
        ] {
            assert_eq!(StudyDay::from_words(text, today), None, "{text}");
        }
    }
}
