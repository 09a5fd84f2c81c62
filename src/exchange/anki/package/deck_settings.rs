//! The settings of decks that an import can't take over, since they hold for all decks here: the
//! desired retention, and FSRS parameters of one's own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, Result};
use serde::Deserialize;

use super::history::CardRow;
use super::models::{AnkiCollection, LONGEST_LIST, named_rows};
use super::proto;
use crate::exchange::losses::{Loss, Losses};

/// What Anki's decks begin with.
const USUAL_RETENTION: f32 = 0.9;

/// A group of settings, which several decks may share.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct DeckPreset {
    name: String,
    #[serde(rename = "desiredRetention")]
    retention: f32,
    #[serde(rename = "fsrsWeights")]
    params_4: Vec<f32>,
    #[serde(rename = "fsrsParams5")]
    params_5: Vec<f32>,
    #[serde(rename = "fsrsParams6")]
    params_6: Vec<f32>,
}

/// Counts what the settings of the cards' decks say and is not taken over.
pub(super) fn report(
    connection: &Connection,
    collection: &AnkiCollection,
    cards: &[CardRow],
    losses: &mut Losses,
) -> Result<()> {
    let decks: BTreeSet<i64> = cards.iter().map(|card| card.deck).collect();
    let used: BTreeSet<i64> =
        decks.iter().filter_map(|deck| collection.presets.get(deck).copied()).collect();
    for (id, preset) in presets(connection, collection.has_tables)? {
        if !used.contains(&id) {
            continue;
        }
        let retention = preset.retention;
        if (0.01..=0.99).contains(&retention) && (retention - USUAL_RETENTION).abs() > 0.001 {
            let share = (retention * 100.0).round();
            losses.add(Loss::DeckSetting, &format!("{}: desired retention {share} %", preset.name));
        }
        if [&preset.params_4, &preset.params_5, &preset.params_6]
            .iter()
            .any(|list| !list.is_empty())
        {
            losses.add(Loss::DeckSetting, &format!("{}: FSRS parameters", preset.name));
        }
    }
    Ok(())
}

fn presets(connection: &Connection, has_tables: bool) -> Result<BTreeMap<i64, DeckPreset>> {
    if !has_tables {
        let sql = format!(
            "SELECT CASE WHEN length(dconf) < {LONGEST_LIST} THEN dconf ELSE '' END FROM col"
        );
        let json: Option<String> = connection.query_row(&sql, [], |row| row.get(0)).optional()?;
        // Settings that can't be read are none that could be taken over.
        let all: HashMap<String, DeckPreset> =
            serde_json::from_str(&json.unwrap_or_default()).unwrap_or_default();
        return Ok(all.into_iter().filter_map(|(id, one)| Some((id.parse().ok()?, one))).collect());
    }
    let mut all = BTreeMap::new();
    for row in named_rows(connection, "SELECT id, 0, name, config FROM deck_config")? {
        all.insert(row.id, from_message(row.name, &row.message));
    }
    Ok(all)
}

/// Reads a message `DeckConfig.Config` (anki `proto/anki/deck_config.proto`).
fn from_message(name: String, config: &[u8]) -> DeckPreset {
    let has =
        |tag| proto::fields(config).any(|field| field.bytes(tag).is_some_and(|b| b.len() > 3));
    let some = |tag| if has(tag) { vec![0.0] } else { vec![] };
    DeckPreset {
        name,
        retention: proto::fields(config).find_map(|field| field.float(37)).unwrap_or_default(),
        params_4: some(3),
        params_5: some(5),
        params_6: some(6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_schemas_say_the_same() {
        let json = r#"{"name": "A", "desiredRetention": 0.97, "fsrsParams6": [1.0]}"#;
        let preset: DeckPreset = serde_json::from_str(json).unwrap();
        let mut message = vec![0x32, 4, 0, 0, 0x80, 0x3f, 0xad, 0x02];
        message.extend(0.97f32.to_le_bytes());
        let other = from_message("A".to_string(), &message);
        assert_eq!((preset.retention, preset.params_6.len()), (0.97, 1));
        assert_eq!((other.retention, other.params_6.len(), other.params_5.len()), (0.97, 1, 0));
    }
}
