//! A collection's notetypes and decks, from either schema: JSON in one row (11), or tables with
//! protobuf in them (18).

use std::collections::HashMap;

use rusqlite::{Connection, Result};
use serde::Deserialize;

use super::proto;

/// The most bytes that all notetypes or all decks may have.
pub(super) const LONGEST_LIST: usize = 16 << 20;
/// The most bytes of a name of a notetype, card, field or deck.
const LONGEST_NAME: usize = 1000;

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
                self.decks.insert(id, shortened(deck.name));
                self.presets.extend(deck.conf.map(|preset| (id, preset)));
            }
        }
        Ok(())
    }

    fn read_tables(&mut self, connection: &Connection) -> Result<()> {
        for row in named_rows(connection, "SELECT id, 0, name, config FROM notetypes")? {
            let cloze = proto::fields(&row.message).find_map(|field| field.number(1)) == Some(1);
            let notetype = Notetype { name: row.name, cloze, ..Notetype::default() };
            self.notetypes.insert(row.id, notetype);
        }
        for row in named_rows(connection, "SELECT ntid, ord, name, x'' FROM fields")? {
            if let Some(notetype) = self.notetypes.get_mut(&row.id) {
                notetype.fields.push(row.name);
            }
        }
        for row in named_rows(connection, "SELECT ntid, ord, name, config FROM templates")? {
            let text = |tag| {
                let bytes = proto::fields(&row.message).find_map(|field| field.bytes(tag));
                String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
            };
            let (front, back) = (text(1), text(2));
            if let Some(notetype) = self.notetypes.get_mut(&row.id) {
                notetype.templates.push(TemplateSource { name: row.name, front, back });
            }
        }
        for row in named_rows(connection, "SELECT id, 0, name, kind FROM decks")? {
            self.decks.insert(row.id, row.name.replace('\u{1f}', "::"));
            let normal = proto::fields(&row.message).find_map(|field| field.bytes(1));
            let mut normal = proto::fields(normal.unwrap_or_default());
            let preset = normal.find_map(|field| field.number(1));
            self.presets.extend(preset.map(|preset| (row.id, preset.cast_signed())));
        }
        Ok(())
    }
}

/// A row of a table with a name and a message.
pub(super) struct NamedRow {
    pub(super) id: i64,
    /// Its number among those of its id.
    ord: i64,
    pub(super) name: String,
    pub(super) message: Vec<u8>,
}

/// The rows of a query by their ids and numbers. Rows beyond [`LONGEST_LIST`] bytes are left out.
///
/// They are sorted here and not by the query, whose order could be computed by a collation of the
/// package's own.
pub(super) fn named_rows(connection: &Connection, sql: &str) -> Result<Vec<NamedRow>> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let (mut all, mut length) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let (name, message) = (row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_blob()?);
        length += size_of::<Notetype>() + name.len() + message.len();
        if length > LONGEST_LIST {
            break;
        }
        all.push(NamedRow {
            id: row.get(0)?,
            ord: row.get(1)?,
            name: shortened(name.to_string()),
            message: message.to_vec(),
        });
    }
    all.sort_by_key(|row| (row.id, row.ord));
    Ok(all)
}

/// A name cut to a length that each of many cards may repeat.
fn shortened(mut name: String) -> String {
    name.truncate(name.floor_char_boundary(LONGEST_NAME));
    name
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
            name: shortened(model.name),
            cloze: model.kind == 1,
            fields: model.flds.into_iter().map(|field| shortened(field.name)).collect(),
            templates: model
                .tmpls
                .into_iter()
                .map(|TemplateJson { name, qfmt: front, afmt: back }| TemplateSource {
                    name: shortened(name),
                    front,
                    back,
                })
                .collect(),
        }
    }
}
