//! A package as Anki exports one (schema 11), of one notetype: what its templates show decides
//! which cards a note has, as it does there.
#![cfg(feature = "anki")]

use std::io::{Cursor, Write};

use rusqlite::{Connection, params};
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TABLES: &str = "
CREATE TABLE col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags);
CREATE TABLE notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data);
CREATE TABLE cards (id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left,
    odue, odid, flags, data);
CREATE TABLE revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type);
CREATE TABLE graves (usn, oid, type);
";

/// The package of a deck with these notes. A template whose front depends on a field
/// (`{{#Field}}…`) makes a card of the notes that have it.
pub(super) fn package(
    deck: &str,
    fields: &[&str],
    templates: &[(&str, &str)],
    notes: &[Vec<String>],
) -> Vec<u8> {
    let flds: Vec<_> =
        fields.iter().enumerate().map(|(ord, name)| json!({"name": name, "ord": ord})).collect();
    let tmpls: Vec<_> = templates
        .iter()
        .enumerate()
        .map(|(ord, (front, back))| {
            json!({"name": format!("Card {}", ord + 1), "ord": ord, "qfmt": front, "afmt": back})
        })
        .collect();
    let models =
        json!({"7": {"id": 7, "name": deck, "type": 0, "flds": flds, "tmpls": tmpls, "css": ""}});
    let decks = json!({"1": {"id": 1, "name": "Default"}, "9": {"id": 9, "name": deck}});
    let mut connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(TABLES).unwrap();
    let transaction = connection.transaction().unwrap();
    transaction
        .execute(
            "INSERT INTO col VALUES (1, 1600000000, 0, 0, 11, 0, 0, 0, '{}', ?1, ?2, '{}', '{}')",
            params![models.to_string(), decks.to_string()],
        )
        .unwrap();
    let needs = |front: &str| {
        let name = front.strip_prefix("{{#")?.split_once("}}")?.0;
        fields.iter().position(|field| *field == name)
    };
    for (i, note) in notes.iter().enumerate() {
        let id = 1_600_000_000_000 + i as i64;
        transaction
            .execute(
                "INSERT INTO notes VALUES (?1, ?2, 7, 0, -1, '', ?3, ?4, 0, 0, '')",
                params![id, format!("g/{i}<&"), note.join("\u{1f}"), note[0]],
            )
            .unwrap();
        for (ord, (front, _)) in templates.iter().enumerate() {
            if needs(front).is_some_and(|at| note[at].is_empty()) {
                continue;
            }
            transaction
                .execute(
                    "INSERT INTO cards VALUES (?1, ?2, 9, ?3, 0, -1, 0, 0, ?4, 0, 0, 0, 0, 0, 0, 0, 0, '')",
                    params![id * 10 + ord as i64, id, ord as i64, i as i64],
                )
                .unwrap();
        }
    }
    transaction.commit().unwrap();
    let collection = connection.serialize("main").unwrap().to_vec();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, bytes) in [("collection.anki2", &collection[..]), ("media", b"{}")] {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
