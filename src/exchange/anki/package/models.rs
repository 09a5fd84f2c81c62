//! A collection's notetypes and decks, from either schema: JSON in one row (11), or tables with
//! protobuf in them (18).

use std::collections::HashMap;

use rusqlite::{Connection, Result};
use serde::Deserialize;

use super::proto;

/// The most bytes that all notetypes or all decks may have.
const LONGEST_LIST: usize = 16 << 20;

/// What is needed of a collection to read its notes.
#[derive(Debug, Default)]
pub(super) struct AnkiCollection {
    /// When it was created, in seconds: days are counted from there.
    pub(super) created: i64,
    /// The notetypes by id.
    pub(super) notetypes: HashMap<i64, Notetype>,
    /// The decks' names by id, their levels set apart by `::`.
    pub(super) decks: HashMap<i64, String>,
    /// The ids of their groups of settings, by the decks' ids.
    pub(super) presets: HashMap<i64, i64>,
    /// Whether it has a table for each kind of thing, as of schema 15.
    pub(super) has_tables: bool,
}

/// What a note looks like.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Notetype {
    pub(super) name: String,
    /// Whether its cards are blanks of a text.
    pub(super) cloze: bool,
    /// The fields' names, in order.
    pub(super) fields: Vec<String>,
    /// The cards, in order.
    pub(super) templates: Vec<TemplateSource>,
}

/// A card as a notetype has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TemplateSource {
    pub(super) name: String,
    pub(super) front: String,
    pub(super) back: String,
}

impl AnkiCollection {
    /// Reads the notetypes and decks.
    pub(super) fn read(connection: &Connection) -> Result<AnkiCollection> {
        let (version, created) = connection.query_row("SELECT ver, crt FROM col", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?))
        })?;
        let has_tables = version >= 15;
        let mut collection = AnkiCollection { created, has_tables, ..AnkiCollection::default() };
        if has_tables {
            collection.read_tables(connection)?;
        } else {
            collection.read_json(connection)?;
        }
        Ok(collection)
    }

    fn read_json(&mut self, connection: &Connection) -> Result<()> {
        let sql = format!(
            "SELECT CASE WHEN length(models) < {LONGEST_LIST} THEN models ELSE '' END, \
             CASE WHEN length(decks) < {LONGEST_LIST} THEN decks ELSE '' END FROM col"
        );
        let (models, decks) = connection
            .query_row(&sql, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        // A note whose model can't be read is reported by itself.
        let models: HashMap<String, NotetypeJson> =
            serde_json::from_str(&models).unwrap_or_default();
        let decks: HashMap<String, DeckJson> = serde_json::from_str(&decks).unwrap_or_default();
        self.notetypes = models
            .into_iter()
            .filter_map(|(id, model)| Some((id.parse().ok()?, model.into())))
            .collect();
        for (id, deck) in decks {
            if let Ok(id) = id.parse() {
                self.decks.insert(id, deck.name);
                self.presets.extend(deck.conf.map(|preset| (id, preset)));
            }
        }
        Ok(())
    }

    fn read_tables(&mut self, connection: &Connection) -> Result<()> {
        for_named(connection, "SELECT id, name, config FROM notetypes", |id, name, config| {
            let cloze = proto::fields(config).find_map(|field| field.number(1)) == Some(1);
            self.notetypes.insert(id, Notetype { name, cloze, ..Notetype::default() });
        })?;
        let sql = "SELECT ntid, name, x'' FROM fields ORDER BY ntid, ord";
        for_named(connection, sql, |notetype, name, _| {
            if let Some(notetype) = self.notetypes.get_mut(&notetype) {
                notetype.fields.push(name);
            }
        })?;
        let sql = "SELECT ntid, name, config FROM templates ORDER BY ntid, ord";
        for_named(connection, sql, |notetype, name, config| {
            let text = |tag| {
                let bytes =
                    proto::fields(config).find_map(|field| field.bytes(tag)).unwrap_or_default();
                String::from_utf8_lossy(bytes).into_owned()
            };
            if let Some(notetype) = self.notetypes.get_mut(&notetype) {
                let template = TemplateSource { name, front: text(1), back: text(2) };
                notetype.templates.push(template);
            }
        })?;
        for_named(connection, "SELECT id, name, kind FROM decks", |id, name, kind| {
            self.decks.insert(id, name.replace('\u{1f}', "::"));
            let normal = proto::fields(kind).find_map(|field| field.bytes(1)).unwrap_or_default();
            let preset = proto::fields(normal).find_map(|field| field.number(1));
            self.presets.extend(preset.map(|preset| (id, preset.cast_signed())));
        })
    }
}

/// Calls `take` with the id, the name and the message of each row. Rows beyond [`LONGEST_LIST`]
/// bytes are left out.
pub(super) fn for_named(
    connection: &Connection,
    sql: &str,
    mut take: impl FnMut(i64, String, &[u8]),
) -> Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut length = 0;
    while let Some(row) = rows.next()? {
        let (id, name): (i64, String) = (row.get(0)?, row.get(1)?);
        let message = row.get_ref(2)?.as_blob()?;
        length += size_of::<Notetype>() + name.len() + message.len();
        if length > LONGEST_LIST {
            break;
        }
        take(id, name, message);
    }
    Ok(())
}

#[derive(Deserialize)]
struct DeckJson {
    #[serde(default)]
    name: String,
    conf: Option<i64>,
}

#[derive(Deserialize)]
struct NamedJson {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct NotetypeJson {
    #[serde(default)]
    name: String,
    #[serde(default, rename = "type")]
    kind: i64,
    #[serde(default)]
    flds: Vec<NamedJson>,
    #[serde(default)]
    tmpls: Vec<TemplateJson>,
}

#[derive(Deserialize)]
struct TemplateJson {
    #[serde(default)]
    name: String,
    #[serde(default)]
    qfmt: String,
    #[serde(default)]
    afmt: String,
}

impl From<NotetypeJson> for Notetype {
    fn from(model: NotetypeJson) -> Notetype {
        Notetype {
            name: model.name,
            cloze: model.kind == 1,
            fields: model.flds.into_iter().map(|field| field.name).collect(),
            templates: model
                .tmpls
                .into_iter()
                .map(|TemplateJson { name, qfmt: front, afmt: back }| TemplateSource {
                    name,
                    front,
                    back,
                })
                .collect(),
        }
    }
}
