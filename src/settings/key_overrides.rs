//! The user's own keys as `settings.ron` has them: texts, in the order of the file. What they mean
//! is left to the screen.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The keys of each context with their actions. Duplicates are kept, so that they can be reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyOverrides(pub Vec<(String, KeyActionPairs)>);

/// The keys of one context with their actions, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyActionPairs(pub Vec<(String, String)>);

impl Serialize for KeyOverrides {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        map(serializer, &self.0)
    }
}

impl Serialize for KeyActionPairs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        map(serializer, &self.0)
    }
}

fn map<S: Serializer, V: Serialize>(
    serializer: S,
    entries: &[(String, V)],
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
    map.end()
}

impl<'de> Deserialize<'de> for KeyOverrides {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<KeyOverrides, D::Error> {
        deserializer
            .deserialize_map(EntriesVisitor::new("places with their keys, as in {\"browse\": {…}}"))
            .map(KeyOverrides)
    }
}

impl<'de> Deserialize<'de> for KeyActionPairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<KeyActionPairs, D::Error> {
        deserializer
            .deserialize_map(EntriesVisitor::new(
                "keys and actions, as in {\"ctrl-f\": \"filter\"}",
            ))
            .map(KeyActionPairs)
    }
}

/// Reads the entries of a map in their order.
struct EntriesVisitor<V> {
    expected: &'static str,
    values: std::marker::PhantomData<V>,
}

impl<V> EntriesVisitor<V> {
    fn new(expected: &'static str) -> EntriesVisitor<V> {
        EntriesVisitor { expected, values: std::marker::PhantomData }
    }
}

impl<'de, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<V> {
    type Value = Vec<(String, V)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}
