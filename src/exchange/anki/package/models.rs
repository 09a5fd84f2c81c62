//! A collection's notetypes and decks, from either schema: JSON in one row (11), or tables with
//! protobuf in them (18).

use std::collections::HashMap;

use rusqlite::{Connection, Result};
use serde::Deserialize;

use super::proto;

/// What is needed of a collection to read its notes.
#[derive(Debug, Default)]
pub(super) struct AnkiCollection {
    /// When it was created, in seconds: days are counted from there.
    pub(super) created: i64,
    /// The notetypes by id.
    pub(super) notetypes: HashMap<i64, Notetype>,
    /// The decks' names by id, their levels set apart by `::`.
    pub(super) decks: HashMap<i64, String>,
}

/// What a note looks like.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Notetype {
    /// Whether its cards are blanks of a text.
    pub(super) cloze: bool,
    /// The fields' names, in order.
    pub(super) fields: Vec<String>,
    /// Each card's question and answer, in order.
    pub(super) templates: Vec<(String, String)>,
}

impl AnkiCollection {
    /// Reads the notetypes and decks.
    pub(super) fn read(connection: &Connection) -> Result<AnkiCollection> {
        let (version, created) = connection.query_row("SELECT ver, crt FROM col", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?))
        })?;
        let mut collection = AnkiCollection { created, ..AnkiCollection::default() };
        if version < 15 {
            collection.read_json(connection)?;
        } else {
            collection.read_tables(connection)?;
        }
        Ok(collection)
    }

    fn read_json(&mut self, connection: &Connection) -> Result<()> {
        let (models, decks) = connection.query_row("SELECT models, decks FROM col", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        // A note whose model can't be read is reported by itself.
        let models: HashMap<String, NotetypeJson> =
            serde_json::from_str(&models).unwrap_or_default();
        let decks: HashMap<String, NamedJson> = serde_json::from_str(&decks).unwrap_or_default();
        self.notetypes = models
            .into_iter()
            .filter_map(|(id, model)| Some((id.parse().ok()?, model.into())))
            .collect();
        self.decks = decks
            .into_iter()
            .filter_map(|(id, deck)| Some((id.parse().ok()?, deck.name)))
            .collect();
        Ok(())
    }

    fn read_tables(&mut self, connection: &Connection) -> Result<()> {
        let mut rows = connection.prepare("SELECT id, config FROM notetypes")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let config: Vec<u8> = row.get(1)?;
            let cloze = proto::fields(&config).find_map(|field| field.number(1)) == Some(1);
            self.notetypes.insert(row.get(0)?, Notetype { cloze, ..Notetype::default() });
        }
        let mut fields = connection.prepare("SELECT ntid, name FROM fields ORDER BY ntid, ord")?;
        let mut fields = fields.query([])?;
        while let Some(row) = fields.next()? {
            if let Some(notetype) = self.notetypes.get_mut(&row.get(0)?) {
                notetype.fields.push(row.get(1)?);
            }
        }
        let mut templates =
            connection.prepare("SELECT ntid, config FROM templates ORDER BY ntid, ord")?;
        let mut templates = templates.query([])?;
        while let Some(row) = templates.next()? {
            let config: Vec<u8> = row.get(1)?;
            let text = |tag| {
                let bytes =
                    proto::fields(&config).find_map(|field| field.bytes(tag)).unwrap_or_default();
                String::from_utf8_lossy(bytes).into_owned()
            };
            if let Some(notetype) = self.notetypes.get_mut(&row.get(0)?) {
                notetype.templates.push((text(1), text(2)));
            }
        }
        let mut decks = connection.prepare("SELECT id, name FROM decks")?;
        let mut decks = decks.query([])?;
        while let Some(row) = decks.next()? {
            let name: String = row.get(1)?;
            self.decks.insert(row.get(0)?, name.replace('\u{1f}', "::"));
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct NamedJson {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct NotetypeJson {
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
    qfmt: String,
    #[serde(default)]
    afmt: String,
}

impl From<NotetypeJson> for Notetype {
    fn from(model: NotetypeJson) -> Notetype {
        Notetype {
            cloze: model.kind == 1,
            fields: model.flds.into_iter().map(|field| field.name).collect(),
            templates: model
                .tmpls
                .into_iter()
                .map(|template| (template.qfmt, template.afmt))
                .collect(),
        }
    }
}
