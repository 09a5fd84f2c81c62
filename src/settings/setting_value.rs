//! The value of a setting, and how people write it.

use std::fmt;

use serde::Serialize;

/// The highest count.
pub const MOST: usize = 9999;

/// The value of a setting that can be changed on the screen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// A share of one.
    Share(f32),
    /// A count.
    Count(usize),
    /// Yes or no.
    Switch(bool),
    /// A list of minutes.
    Minutes(Vec<f32>),
    /// The name of something.
    Name(String),
}

impl SettingValue {
    /// Reads a value of the same kind; an error says what to type.
    pub fn parse(&self, text: &str) -> Result<SettingValue, &'static str> {
        let text = text.trim();
        match self {
            SettingValue::Share(_) => {
                let number = text.trim_end_matches('%').trim().replace(',', ".");
                let share: f32 = number.parse().map_err(|_| "give a percentage, as in 90")?;
                // Nobody wants to recall one card of a hundred: 0.9 is a share, and so is 1.
                Ok(SettingValue::Share(if share > 1.0 {
                    (share * 10.0).round() / 1000.0
                } else {
                    share
                }))
            }
            SettingValue::Count(_) => match text.parse() {
                Ok(count) if count <= MOST => Ok(SettingValue::Count(count)),
                _ => Err("give a whole number from 0 to 9999"),
            },
            SettingValue::Minutes(_) => {
                let words = text.split([' ', ',', ';']).filter(|word| !word.is_empty());
                let minutes: Result<Vec<f32>, _> = words.map(str::parse).collect();
                minutes
                    .map(SettingValue::Minutes)
                    .map_err(|_| "give minutes with blanks between them, as in 1 10")
            }
            SettingValue::Switch(_) => match text {
                "on" | "true" | "yes" => Ok(SettingValue::Switch(true)),
                "off" | "false" | "no" => Ok(SettingValue::Switch(false)),
                _ => Err("give on or off"),
            },
            SettingValue::Name(_) => Ok(SettingValue::Name(text.to_string())),
        }
    }

    /// The value as it is typed.
    pub fn input_text(&self) -> String {
        match self {
            SettingValue::Share(share) => to_percent(*share).to_string(),
            SettingValue::Count(count) => count.to_string(),
            SettingValue::Switch(on) => (if *on { "on" } else { "off" }).to_string(),
            SettingValue::Minutes(minutes) => join_minutes(minutes, " "),
            SettingValue::Name(name) => name.clone(),
        }
    }
}

impl fmt::Display for SettingValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SettingValue::Share(share) => write!(f, "{} %", to_percent(*share)),
            SettingValue::Minutes(minutes) if minutes.is_empty() => f.write_str("none"),
            SettingValue::Minutes(minutes) => write!(f, "{} min", join_minutes(minutes, ", ")),
            other => f.write_str(&other.input_text()),
        }
    }
}

/// A share in percent, with one decimal where it has one.
fn to_percent(share: f32) -> f32 {
    (share * 1000.0).round() / 10.0
}

fn join_minutes(minutes: &[f32], between: &str) -> String {
    minutes.iter().map(f32::to_string).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_people_write_them() {
        let share = SettingValue::Share(0.9);
        assert_eq!(share.parse("92 %"), Ok(SettingValue::Share(0.92)));
        assert_eq!(share.parse("0.92"), Ok(SettingValue::Share(0.92)));
        let minutes = SettingValue::Minutes(vec![1.0, 10.0, 60.0]);
        assert_eq!(minutes.parse("1, 10 60"), Ok(minutes.clone()));
        assert_eq!(SettingValue::Count(1).parse(" 7"), Ok(SettingValue::Count(7)));
        assert_eq!(SettingValue::Switch(true).parse("off"), Ok(SettingValue::Switch(false)));
        let count = SettingValue::Count(1);
        assert!(count.parse("-3").is_err() && count.parse("10000").is_err());
        assert!(share.parse("much").is_err() && SettingValue::Switch(true).parse("1").is_err());
    }

    #[test]
    fn what_is_written_is_read_again() {
        for value in [
            SettingValue::Share(0.875),
            SettingValue::Count(12),
            SettingValue::Switch(false),
            SettingValue::Minutes(vec![]),
            SettingValue::Minutes(vec![0.5, 10.0]),
            SettingValue::Name("by_need".into()),
        ] {
            assert_eq!(value.parse(&value.input_text()), Ok(value.clone()), "{value}");
        }
    }
}
