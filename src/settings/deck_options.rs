//! What a deck has of its own of the settings; in all else it goes by the general ones.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{SettingValue, Settings};

/// The keys of the settings that a deck can have values of its own of.
pub const DECK_KEYS: [&str; 10] = [
    "new_per_day",
    "reviews_per_day",
    "desired_retention",
    "learning_steps",
    "relearning_steps",
    "learn_step",
    "new_order",
    "review_order",
    "bury_siblings",
    "typed_answers",
];

/// The values that a deck has of its own, by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeckOptions(BTreeMap<&'static str, SettingValue>);

impl DeckOptions {
    /// The deck's own value of a key; none where the general one holds.
    pub fn value(&self, key: &str) -> Option<&SettingValue> {
        self.0.get(key)
    }

    /// Whether the deck has no value of its own.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The options with a value of a key, or without one; none if a deck can't have such a value.
    #[must_use]
    pub fn with_value(&self, key: &str, value: Option<SettingValue>) -> Option<DeckOptions> {
        let key = DECK_KEYS.into_iter().find(|known| *known == key)?;
        let mut options = self.clone();
        match value {
            Some(value) => {
                Settings::default().with_value(key, &value)?;
                options.0.insert(key, value);
            }
            None => _ = options.0.remove(key),
        }
        Some(options)
    }

    /// The settings with the deck's own values in place of theirs.
    pub(super) fn apply(&self, settings: Settings) -> Settings {
        self.0.iter().fold(settings, |settings, (key, value)| {
            settings.with_value(key, value).unwrap_or(settings)
        })
    }

    /// Only the values of some keys.
    pub(super) fn only(&self, keys: &[&str]) -> DeckOptions {
        let wanted = self.0.iter().filter(|(key, _)| keys.contains(*key));
        DeckOptions(wanted.map(|(key, value)| (*key, value.clone())).collect())
    }
}

impl Serialize for DeckOptions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("DeckOptions", self.0.len())?;
        for (key, value) in &self.0 {
            fields.serialize_field(key, value)?;
        }
        fields.end()
    }
}

impl<'de> Deserialize<'de> for DeckOptions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<DeckOptions, D::Error> {
        deserializer.deserialize_struct("DeckOptions", &DECK_KEYS, OptionsVisitor)
    }
}

/// Reads the options as a structure whose fields have the types of the settings.
struct OptionsVisitor;

impl<'de> Visitor<'de> for OptionsVisitor {
    type Value = DeckOptions;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a deck's options, as in (new_per_day: 10)")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<DeckOptions, A::Error> {
        let mut options = DeckOptions::default();
        while let Some(key) = fields.next_key_seed(KeySeed)? {
            let value = fields.next_value_seed(ValueSeed(key))?;
            if options.value(key).is_some() {
                return Err(A::Error::duplicate_field(key));
            }
            let wrong = || A::Error::custom(format!("`{key}` can't have that value"));
            options = options.with_value(key, Some(value)).ok_or_else(wrong)?;
        }
        Ok(options)
    }
}

/// Reads a key.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = &'static str;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = &'static str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the key of an option")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<&'static str, E> {
        let known = DECK_KEYS.into_iter().find(|key| *key == text);
        known.ok_or_else(|| E::unknown_field(text, &DECK_KEYS))
    }
}

/// Reads the value of a key, in the type that the settings have for it.
struct ValueSeed(&'static str);

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = SettingValue;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<SettingValue, D::Error> {
        Ok(match Settings::default().value(self.0) {
            Some(SettingValue::Share(_)) => SettingValue::Share(f32::deserialize(from)?),
            Some(SettingValue::Count(_)) => SettingValue::Count(usize::deserialize(from)?),
            Some(SettingValue::Switch(_)) => SettingValue::Switch(bool::deserialize(from)?),
            Some(SettingValue::Minutes(_)) => SettingValue::Minutes(Vec::deserialize(from)?),
            _ => SettingValue::Name(String::deserialize(from)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_falls_back_to_the_general_setting() {
        let own = [
            ("new_per_day", SettingValue::Count(3)),
            ("reviews_per_day", SettingValue::Count(4)),
            ("desired_retention", SettingValue::Share(0.8)),
            ("learning_steps", SettingValue::Minutes(vec![5.0])),
            ("relearning_steps", SettingValue::Minutes(vec![])),
            ("learn_step", SettingValue::Switch(!Settings::default().learn_step)),
            ("new_order", SettingValue::Name("shuffled".into())),
            ("review_order", SettingValue::Name("due".into())),
            ("bury_siblings", SettingValue::Switch(false)),
            ("typed_answers", SettingValue::Switch(false)),
        ];
        assert_eq!(own.clone().map(|(key, _)| key), DECK_KEYS);
        for (key, value) in own {
            let mut general = Settings::default();
            let options = DeckOptions::default().with_value(key, Some(value.clone())).unwrap();
            general.deck_options.insert("d".into(), options.clone());
            assert_ne!(general.value(key).as_ref(), Some(&value), "{key}");
            assert_eq!(general.for_deck("d").value(key), Some(value.clone()));
            assert_eq!(general.for_deck("e").value(key), general.value(key));
            for other in DECK_KEYS.into_iter().filter(|other| *other != key) {
                assert_eq!(general.for_deck("d").value(other), general.value(other));
            }
            let text = ron::to_string(&options).unwrap();
            assert_eq!(ron::from_str::<DeckOptions>(&text), Ok(options.clone()), "{text}");
            assert!(options.with_value(key, None).unwrap().is_empty());
            let set = Settings::default().with_value(key, &value).unwrap();
            general = general.with_value(key, &value).unwrap();
            assert_eq!(general.for_deck("e").value(key), set.value(key), "the general one counts");
        }
    }

    #[test]
    fn what_is_no_option_is_not_taken() {
        let wrong = ron::from_str::<DeckOptions>("(new_per_dy: 3)").unwrap_err().to_string();
        assert!(wrong.contains("new_per_dy"), "{wrong}");
        for text in ["(theme: \"dark\")", "(new_per_day: -1)", "(new_order: \"by_ned\")", "3"] {
            assert!(ron::from_str::<DeckOptions>(text).is_err(), "{text}");
        }
        let options = DeckOptions::default();
        assert_eq!(options.with_value("theme", Some(SettingValue::Name("dark".into()))), None);
        assert_eq!(options.with_value("new_per_day", Some(SettingValue::Switch(true))), None);
    }
}
