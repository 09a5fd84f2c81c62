//! The rows of the settings screen: each a key of `settings.ron`, with how its value is shown,
//! stepped and typed.

use crate::settings::setting_value::MOST;
use crate::settings::{DECK_KEYS, SettingValue};
use crate::ui::draw::theme::THEME_NAMES;

/// A row of the settings.
#[derive(Debug)]
pub struct SettingsRow {
    /// The key in `settings.ron`; empty for what is set elsewhere.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it does, in a sentence or two.
    pub about: &'static str,
    /// The kind of its value.
    pub kind: SettingKind,
}

/// The kind of a setting's value.
#[derive(Clone, Copy, Debug)]
pub enum SettingKind {
    /// A share, shown in percent.
    Share,
    /// A count, with the step by which it changes.
    Count(usize),
    /// An hour of the day.
    Hour,
    /// A switch, with the words for off and on.
    Switch([&'static str; 2]),
    /// A list of minutes, with common ones to choose from.
    Minutes(&'static [&'static [f32]]),
    /// One of a few names, each with the words for it.
    Names(&'static [(&'static str, &'static str)]),
    /// An exam, which is set in Progress.
    Exam,
}

/// The shares that the scheduler takes, in hundredths.
const SHARES: [i32; 2] = [70, 99];

const fn row(
    key: &'static str,
    title: &'static str,
    kind: SettingKind,
    about: &'static str,
) -> SettingsRow {
    SettingsRow { key, title, about, kind }
}

/// Every row, in the order of the screen.
pub const CHOICES: &[SettingsRow] = &[
    row(
        "desired_retention",
        "Target recall",
        SettingKind::Share,
        "The share of due cards you want to recall. Higher means shorter intervals and more \
        reviews.",
    ),
    row("new_per_day", "New cards a day", SettingKind::Count(5), "The most new cards in a day."),
    row(
        "reviews_per_day",
        "Due cards a day",
        SettingKind::Count(10),
        "The most due cards in a day.",
    ),
    row(
        "learning_steps",
        "Learning steps",
        SettingKind::Minutes(&[&[1.0, 10.0], &[10.0], &[1.0, 10.0, 60.0], &[]]),
        "Minutes until a new card comes back, step by step, on its first day.",
    ),
    row(
        "relearning_steps",
        "Relearning steps",
        SettingKind::Minutes(&[&[10.0], &[1.0, 10.0], &[30.0], &[]]),
        "Minutes until a card that you forgot comes back.",
    ),
    row(
        "learn_step",
        "New cards",
        SettingKind::Switch(["asked at once", "shown before they are asked"]),
        "Whether the note of a new card is shown before it is asked for the first time.",
    ),
    row(
        "leech_lapses",
        "Leech after … lapses",
        SettingKind::Count(1),
        "A card you forgot this many times is marked as a leech, to be rewritten. 0 turns this off.",
    ),
    row(
        "day_starts",
        "Day starts at",
        SettingKind::Hour,
        "Before this hour it is still yesterday, for those up late.",
    ),
    row(
        "two_buttons",
        "Grades",
        SettingKind::Switch(["Again, Hard, Good, Easy", "Again and Good"]),
        "Two buttons are quicker; four tell the scheduler a little more.",
    ),
    row(
        "bury_siblings",
        "Sibling cards",
        SettingKind::Switch(["same day", "next day"]),
        "Whether the other cards of a note wait for the next day once one of them was asked: they \
        can give each other away.",
    ),
    row(
        "new_order",
        "Order of new cards",
        SettingKind::Names(&[
            ("by_need", "by need, topics in turn"),
            ("by_topic", "topics in turn, a card each"),
            ("as_written", "as written"),
            ("shuffled", "shuffled"),
        ]),
        "By need, what a note needs comes before it, and no more than three notes of a topic come \
        in a row. A shuffle stays the same all day.",
    ),
    row(
        "review_order",
        "Order of due cards",
        SettingKind::Names(&[
            ("weakest_first", "weakest first"),
            ("due", "due longest first"),
            ("by_topic", "topics in turn"),
            ("shuffled", "shuffled"),
        ]),
        "Weakest first, the cards that you are most likely to forget come first: best where more \
        are due than a day takes.",
    ),
    row(
        "mix_decks",
        "Several decks",
        SettingKind::Switch(["one after the other", "mixed"]),
        "Whether the cards of several decks come mixed or deck by deck. The limits of a day hold \
        over all of them.",
    ),
    row(
        "browse_off",
        "Decks that are off",
        SettingKind::Switch(["hidden in Browse and Search", "browsed and searched"]),
        "Whether Browse and Search have the notes of decks that are off. A query that names such a \
        deck finds them all the same.",
    ),
    row(
        "typed_answers",
        "Answers in a drill",
        SettingKind::Switch(["think, then look", "typed where they can be"]),
        "Whether blanks and items of a list are typed and checked, or only thought of. Quizzes \
        always check them.",
    ),
    row(
        "fuzz",
        "Intervals",
        SettingKind::Switch(["exact", "vary slightly"]),
        "Vary intervals slightly, so that cards learned together don't stay together.",
    ),
    row(
        "pictures",
        "Pictures",
        SettingKind::Names(&[
            ("auto", "as the terminal can"),
            ("kitty", "kitty’s graphics"),
            ("iterm2", "iTerm2’s graphics"),
            ("sixel", "sixel"),
            ("blocks", "half blocks"),
            ("off", "off"),
        ]),
        "How pictures are shown. Choose one if your terminal shows more than it announces, or less.",
    ),
    row(
        "theme",
        "Theme",
        SettingKind::Names(&THEME_NAMES),
        "F2 switches themes from anywhere, your own in themes/ included.",
    ),
    row(
        "glyphs",
        "Glyphs",
        SettingKind::Names(&[("unicode", "Unicode"), ("ascii", "ASCII")]),
        "ASCII is for fonts and terminals that lack dots, arrows and Greek letters.",
    ),
    row(
        "mouse",
        "Mouse",
        SettingKind::Switch(["off", "on"]),
        "On, it clicks and scrolls here. Off, it selects text as elsewhere in your terminal.",
    ),
    row(
        "preset",
        "Keys",
        SettingKind::Names(&[
            ("", "lacuna’s own"),
            ("vim", "lacuna’s and vim’s"),
            ("anki", "lacuna’s and Anki’s"),
        ]),
        "Adds the keys of another program. Your own keys, in settings.ron, come first.",
    ),
    row(
        "",
        "Exam",
        SettingKind::Exam,
        "Enter opens the form of your exam: its date, your minutes a day, what it covers.",
    ),
];

impl SettingKind {
    /// The text for a value.
    pub(super) fn display_text(self, value: &SettingValue) -> String {
        match (self, value) {
            (SettingKind::Hour, SettingValue::Count(hour)) => format!("{hour:02}:00"),
            (SettingKind::Switch(words), SettingValue::Switch(on)) => {
                words[usize::from(*on)].to_string()
            }
            (SettingKind::Names(names), SettingValue::Name(name)) => {
                let known = names.iter().find(|(known, _)| known == name);
                known.map_or_else(|| format!("“{name}”"), |(_, shown)| (*shown).to_string())
            }
            (_, other) => other.to_string(),
        }
    }

    /// The value some steps up or down.
    pub(super) fn step(self, value: &SettingValue, by: i32) -> SettingValue {
        let around = |index: Option<usize>, len: usize| {
            (index.map_or(0, |index| index as i32 + by)).rem_euclid(len as i32) as usize
        };
        match (self, value) {
            (_, SettingValue::Share(share)) => {
                let hundredths = (share * 100.0).round() as i32 + by;
                SettingValue::Share(hundredths.clamp(SHARES[0], SHARES[1]) as f32 / 100.0)
            }
            (SettingKind::Hour, SettingValue::Count(hour)) => {
                SettingValue::Count(around(Some(*hour), 24))
            }
            (SettingKind::Count(step), SettingValue::Count(count)) => {
                // To the next round number first.
                let (low, rest) = (count / step * step, count % step);
                let base = if by < 0 && rest > 0 { low + step } else { low };
                SettingValue::Count(
                    base.saturating_add_signed(by as isize * step as isize).min(MOST),
                )
            }
            (SettingKind::Minutes(usual), SettingValue::Minutes(minutes)) => {
                let index = usual.iter().position(|known| known == minutes);
                SettingValue::Minutes(usual[around(index, usual.len())].to_vec())
            }
            (SettingKind::Names(names), SettingValue::Name(name)) => {
                let index = names.iter().position(|(known, _)| known == name);
                SettingValue::Name(names[around(index, names.len())].0.to_string())
            }
            (_, SettingValue::Switch(on)) => SettingValue::Switch(!on),
            (_, other) => other.clone(),
        }
    }

    /// The text for a value in its field.
    pub(super) fn input_text(self, value: &SettingValue) -> String {
        match (self, value) {
            (SettingKind::Hour, SettingValue::Count(hour)) => format!("{hour:02}:00"),
            (_, SettingValue::Switch(_) | SettingValue::Name(_)) => String::new(),
            (_, other) => other.input_text(),
        }
    }

    /// Reads a typed value in place of another; an error says what to type.
    pub(super) fn read(
        self,
        before: &SettingValue,
        text: &str,
    ) -> Result<SettingValue, &'static str> {
        match self {
            SettingKind::Hour => {
                let hour = text.trim();
                let hour = hour.strip_suffix(":00").unwrap_or(hour);
                hour.parse().map(SettingValue::Count).map_err(|_| "type an hour from 0 to 23")
            }
            _ => before.parse(text),
        }
    }
}

/// The rows of a deck's options.
pub fn deck_rows() -> Vec<&'static SettingsRow> {
    let row = |key: &str| CHOICES.iter().find(|row| row.key == key);
    DECK_KEYS.into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use crate::ui::input::keymap::PRESETS;

    #[test]
    fn steps_and_what_is_typed_make_settings_that_hold() {
        let usual = Settings::default();
        for choice in CHOICES.iter().filter(|choice| !choice.key.is_empty()) {
            let default =
                usual.value(choice.key).unwrap_or_else(|| panic!("{} is no key", choice.key));
            let mut value = default.clone();
            for by in [1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1] {
                value = choice.kind.step(&value, by);
                let set = usual.with_value(choice.key, &value).expect("the key takes it");
                assert!(set.check().is_ok(), "{} {value:?}", choice.key);
                let typed = choice.kind.input_text(&value);
                assert!(
                    typed.is_empty() || choice.kind.read(&value, &typed) == Ok(value.clone()),
                    "{typed}"
                );
                assert!(!choice.kind.display_text(&value).is_empty());
            }
        }
    }

    #[test]
    fn every_preset_can_be_chosen() {
        let row = CHOICES.iter().find(|choice| choice.key == "preset").expect("there is a row");
        let mut value = SettingValue::Name(String::new());
        for (name, _) in PRESETS {
            value = row.kind.step(&value, 1);
            assert_eq!(value, SettingValue::Name((*name).to_string()));
        }
        assert_eq!(row.kind.step(&value, 1), SettingValue::Name(String::new()));
        assert_eq!(row.kind.display_text(&SettingValue::Name("vmi".into())), "“vmi”");
    }

    #[test]
    fn numbers_are_taken_as_people_write_them() {
        let count = SettingValue::Count;
        assert_eq!(SettingKind::Hour.read(&count(4), "05:00"), Ok(count(5)));
        assert!(SettingKind::Hour.read(&count(4), "dawn").is_err());
        assert_eq!(SettingKind::Count(5).read(&count(4), "12"), Ok(count(12)));
        assert_eq!(SettingKind::Count(5).step(&count(7), 1), count(10));
        assert_eq!(SettingKind::Count(5).step(&count(7), -1), count(5));
    }
}
