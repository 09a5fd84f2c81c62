//! Makes packages of Anki's second generation, as small as a test needs.

use std::io::{Cursor, Write};

use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The day on which the collection was made, and the seconds of a day.
pub(crate) const CREATED: i64 = 1_700_000_000;
pub(crate) const DAY: i64 = 86_400;

const TABLES: &str = "
    CREATE TABLE col (id, crt, ver, models, decks, dconf);
    CREATE TABLE notes (id integer primary key, guid, mid, tags, flds);
    CREATE TABLE cards (id integer primary key, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses,
        odue, odid, flags, data);
    CREATE TABLE revlog (id integer primary key, cid, ease, ivl, factor, time, type);";

/// A notetype: its fields, and the front and back of each card.
pub(crate) struct NotetypeSpec<'s> {
    pub(crate) name: &'s str,
    pub(crate) cloze: bool,
    pub(crate) fields: &'s [&'s str],
    pub(crate) cards: &'s [(&'s str, &'s str)],
}

/// A card's row, as far as it matters here.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CardSpec {
    pub(crate) ord: i64,
    pub(crate) suspended: bool,
    pub(crate) flag: i64,
    /// The interval in days, if it is reviewed; it is due so many days after the collection was made.
    pub(crate) interval: i64,
    pub(crate) due: i64,
    pub(crate) reps: i64,
}

/// A row of the log: the seconds after the collection was made, the button, the interval, its kind.
pub(crate) type ReviewSpec = (i64, i64, i64, i64);

pub(crate) struct PackageBuilder {
    connection: Connection,
    models: Map<String, Value>,
    pub(crate) preset: Value,
    notes: i64,
    cards: i64,
}

impl PackageBuilder {
    pub(crate) fn new() -> PackageBuilder {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(TABLES).unwrap();
        let preset = json!({"name": "Default"});
        PackageBuilder { connection, models: Map::new(), preset, notes: 0, cards: 0 }
    }

    /// A package with one notetype, and notes of it that have a card for each template.
    pub(crate) fn with_notes(notetype: &NotetypeSpec<'_>, notes: &[&[&str]]) -> Vec<u8> {
        let mut package = PackageBuilder::new();
        let id = package.notetype(notetype);
        let ords: Vec<i64> = (0..notetype.cards.len() as i64).collect();
        for fields in notes {
            package.note(id, fields, &ords);
        }
        package.bytes()
    }

    pub(crate) fn notetype(&mut self, notetype: &NotetypeSpec<'_>) -> i64 {
        let id = self.models.len() as i64 + 1;
        let fields: Vec<Value> =
            notetype.fields.iter().map(|name| json!({ "name": name })).collect();
        let cards: Vec<Value> = notetype
            .cards
            .iter()
            .enumerate()
            .map(|(i, (front, back))| {
                json!({"name": format!("Card {}", i + 1), "qfmt": front, "afmt": back})
            })
            .collect();
        let model = json!({"id": id, "name": notetype.name, "type": i32::from(notetype.cloze),
            "flds": fields, "tmpls": cards});
        self.models.insert(id.to_string(), model);
        id
    }

    /// Adds a note whose id and guid are its number, with cards of those numbers.
    pub(crate) fn note(&mut self, notetype: i64, fields: &[&str], ords: &[i64]) {
        let cards: Vec<CardSpec> =
            ords.iter().map(|&ord| CardSpec { ord, ..CardSpec::default() }).collect();
        self.note_with_cards(notetype, fields, &cards);
    }

    pub(crate) fn note_with_cards(&mut self, notetype: i64, fields: &[&str], cards: &[CardSpec]) {
        self.notes += 1;
        let sql = "INSERT INTO notes VALUES (?1, ?2, ?3, ' x y ', ?4)";
        let guid = format!("g{}/", self.notes);
        let row = params![self.notes, guid, notetype, fields.join("\u{1f}")];
        self.connection.execute(sql, row).unwrap();
        for card in cards {
            self.cards += 1;
            let kind = if card.interval > 0 { 2 } else { 0 };
            let queue = if card.suspended { -1 } else { kind };
            let sql = "INSERT INTO cards VALUES (?1, ?2, 10, ?3, 0, ?4, ?5, ?6, ?7, 2500, ?8, 0, 0, 0, ?9, '{}')";
            let row = params![
                self.cards,
                self.notes,
                card.ord,
                kind,
                queue,
                card.due,
                card.interval,
                card.reps,
                card.flag
            ];
            self.connection.execute(sql, row).unwrap();
        }
    }

    /// Adds rows of the log for a card, by its number among all cards, from 1.
    pub(crate) fn reviews(&mut self, card: i64, reviews: &[ReviewSpec]) {
        for (seconds, ease, interval, kind) in reviews {
            let sql = "INSERT INTO revlog VALUES (?1, ?2, ?3, ?4, 2500, 1000, ?5)";
            let id = (CREATED + seconds) * 1000 + card;
            self.connection.execute(sql, params![id, card, ease, interval, kind]).unwrap();
        }
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        zipped(&[("collection.anki21", &self.collection())])
    }

    /// The collection, of schema 11.
    pub(crate) fn collection(mut self) -> Vec<u8> {
        let decks = json!({"10": {"name": "Deck", "conf": 1}}).to_string();
        let models = Value::Object(self.models).to_string();
        let presets = json!({ "1": self.preset }).to_string();
        let sql = "INSERT INTO col VALUES (1, ?1, 11, ?2, ?3, ?4)";
        self.connection.execute(sql, params![CREATED, models, decks, presets]).unwrap();
        self.connection.serialize("main").unwrap().to_vec()
    }
}

/// A package with these entries.
pub(crate) fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
